"""Third-person pronouns: which of them refer, and to whom."""

from extract.annotations import MentionDraft
from extract.lexicons import load_lexicon
from extract.salience import Candidate
from extract.token_view import TokenView

LEAST_MARGINS = {"it": 1.5, "they": 0.8, "them": 1.5, "their": 0.5}
THINGS = ("COUNTRY", "ORGANIZATION", "PLACE", "EVENT", "")
GROUPS = ("COUNTRY", "ORGANIZATION")
FEMALE_TITLES = frozenset({"mrs", "mrs.", "ms", "ms.", "miss", "dame", "lady", "queen", "princess",
                           "madam", "madame", "duchess", "spokeswoman", "chairwoman", "sister",
                           "actress", "congresswoman", "baroness", "empress"})  # fmt: skip
MALE_TITLES = frozenset({"mr", "mr.", "sir", "lord", "king", "prince", "pope", "emperor", "duke",
                         "spokesman", "chairman", "father", "brother", "congressman", "sheikh",
                         "sultan", "ayatollah", "imam", "baron", "actor"})  # fmt: skip


class Pronouns:
    """What the pronouns of one document agree with."""

    def __init__(self, view: TokenView, mentions: list[MentionDraft]) -> None:
        self.view = view
        self.mentions = mentions
        self.lists = load_lexicon("pronouns")

    def is_anaphor(self, token: int) -> bool:
        """A third-person pronoun that is no placeholder ("it rains", "it is clear that")."""
        if self.view.tags[token] not in ("PRP", "PRP$"):
            return False
        lower = self.view.lowers[token]
        if lower == "it":
            return not self.is_pleonastic(token)
        return any(lower in self.lists[name] for name in ("male", "female", "thing", "plural"))

    def fits(self, token: int, candidate: Candidate) -> bool:
        """Agreement in number, animacy and, where a title tells it, gender."""
        lower = self.view.lowers[token]
        if lower in self.lists["male"] or lower in self.lists["female"]:
            wrong = FEMALE_TITLES if lower in self.lists["male"] else MALE_TITLES
            if candidate.label != "PERSON" or candidate.plural:
                return False
            return not self._titles(candidate) & wrong
        if lower in self.lists["thing"]:
            return candidate.label in THINGS and not candidate.plural
        if candidate.plural:
            return True
        return candidate.label in GROUPS and self._is_body(candidate)

    def _is_body(self, candidate: Candidate) -> bool:
        """A body of people that English also takes as many: police, government, an organization."""
        return candidate.label == "ORGANIZATION"

    def _titles(self, candidate: Candidate) -> set[str]:
        """Words before and in the mention that may be titles."""
        if candidate.number < 0:
            return set()
        mention = self.mentions[candidate.number]
        return set(self.view.lowers[max(0, mention.start - 2) : mention.end])

    def least_margin(self, token: int) -> float:
        """An "it" may stand for a whole clause, so its antecedent must stand out."""
        return LEAST_MARGINS.get(self.view.lowers[token], 0.0)

    def is_reflexive(self, token: int) -> bool:
        """Is it "himself" or the like, which looks to its own clause?"""
        return self.view.lowers[token] in self.lists["reflexive"]

    def is_possessive(self, token: int) -> bool:
        """Is it "his" or the like?"""
        return self.view.tags[token] == "PRP$"

    def is_pleonastic(self, token: int) -> bool:
        """An "it" that stands for nothing: of weather, of time, or ahead of a clause."""
        view = self.view
        if view.deps[token] in ("expl",):
            return True
        if view.deps[token] not in ("nsubj", "nsubjpass"):
            return False
        verb = view.doc[view.heads[token]]
        lemma = verb.lemma_.lower()
        clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "advcl", "csubj")]
        if lemma in self.lists["weather_verbs"] and (clauses or lemma in ("rain", "snow")):
            return True
        if lemma == "be":
            words = {c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr")}
            return bool(words & self.lists["weather_adjectives"])
        return view.deps[token] == "nsubjpass" and bool(clauses)
