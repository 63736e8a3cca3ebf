"""What refers back: pronouns, and nominals such as "the Central Asian country"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.chains import Chains
from extract.collectives import is_title_noun, noun_phrase_lemma
from extract.definites import (
    DEFINITE,
    has_adjective,
    has_owner,
    nouns,
    start_of_phrase,
    telling_nouns,
)
from extract.pronouns import Pronouns
from extract.roles import OTHER_OFFICE, find_roles
from extract.salience import Candidate, Salience, clause_of
from extract.token_view import TokenView
from ontology.gazetteer import load_gazetteer

REACH = 60
"""Tokens on either side in which the speaker of a quotation is looked for."""
REFLEXIVE_SCORE = 0.9
ROLE_SCORE = 0.85
"""Of "the president" where one person of the document bears that office."""
LEAST, MOST, STEP = 0.3, 0.8, 0.18
"""Score of a link by salience: least, most, and gain for each point of margin.

So set that of the links of 0.6 and more three in four are right, of those below two in five.
"""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word or phrase that looks for its antecedent."""

    token: int
    start: int
    end: int
    kind: MentionKind
    fits: Callable[[Candidate], bool]


def resolve_references(view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
    """Link pronouns and definite nominals, from left to right, to what they refer to.

    A pronoun or a bare nominal becomes a mention only if its antecedent is found.
    """
    _Resolver(view, mentions, chains).run()


class _Resolver:
    def __init__(self, view: TokenView, mentions: list[MentionDraft], chains: Chains) -> None:
        self.view = view
        self.mentions = mentions
        self.chains = chains
        self.salience = Salience(view, mentions, chains)
        self.pronouns = Pronouns(view, mentions)
        self.roles = find_roles(view, mentions, chains)
        self.spans = {(m.start, m.end): n for n, m in enumerate(mentions)}
        self.nominals = {
            mention.end - 1: number
            for number, mention in enumerate(mentions)
            if mention.kind is MentionKind.NOMINAL
        }
        self.name_tokens = {
            token
            for mention in mentions
            if mention.kind is not MentionKind.NOMINAL
            for token in range(mention.start, mention.end)
        }

    def run(self) -> None:
        """One pass over the text."""
        for token, tag in enumerate(self.view.tags):
            if tag in ("PRP", "PRP$"):
                if self.pronouns.is_anaphor(token):
                    self._resolve_pronoun(token)
            elif tag == "NN" and token not in self.name_tokens:
                self._resolve_nominal(token)

    def _resolve_pronoun(self, token: int) -> None:
        def fits(candidate: Candidate) -> bool:
            return self.pronouns.fits(token, candidate)

        if self.pronouns.is_reflexive(token):
            number = self._subject_of_clause(token, fits)
            if number is not None:
                self._link(token, token, token + 1, MentionKind.PRONOUN, number, REFLEXIVE_SCORE)
            return
        bound = [*self._bound(token), *self._speakers(token)]
        choice = self.salience.choose(token, fits, bound=bound)
        if choice is not None and choice.margin >= self.pronouns.least_margin(token):
            score = confidence(choice.margin)
            self._link(token, token, token + 1, MentionKind.PRONOUN, choice.number, score)

    def _subject_of_clause(self, token: int, fits: Callable[[Candidate], bool]) -> int | None:
        """The subject of the clause a reflexive stands in."""
        clause = clause_of(self.view, token)
        for child in self.view.doc[clause].lefts:
            number = self.salience.heads.get(child.i)
            if child.dep_ in ("nsubj", "nsubjpass") and number is not None:
                return number if fits(self.salience.candidate(child.i, number)) else None
        return None

    def _bound(self, token: int) -> Iterator[int]:
        """Chains that the pronoun cannot mean: another argument of its own verb."""
        if self.view.tags[token] == "PRP$":
            yield from self._owners_of_same(token)
            return
        verb = self.view.heads[token]
        if self.view.deps[token] == "pobj":
            verb = self.view.heads[verb]
        if self.view.tags[verb][:2] != "VB":
            return
        for child in self.view.doc[verb].children:
            number = self.salience.heads.get(child.i)
            if child.i != token and number is not None:
                yield self.chains.find(number)

    def _speakers(self, token: int) -> Iterator[int]:
        """Who says what the pronoun is quoted in: a speaker calls himself "I"."""
        view = self.view
        if not view.quoted[token]:
            return
        for near in (*range(token, max(-1, token - REACH), -1), *range(token, token + REACH)):
            if near >= len(view.words) or view.breaks[near]:
                continue
            if view.deps[near] in ("nsubj", "nsubjpass") and not view.quoted[near]:
                number = self.salience.heads.get(near)
                if number is not None and view.sentences[near] == view.sentences[token]:
                    yield self.chains.find(number)

    def _owners_of_same(self, token: int) -> Iterator[int]:
        """What is owned is not the owner: "his minister" is not "he"."""
        number = self.salience.heads.get(self.view.heads[token])
        if number is not None:
            yield self.chains.find(number)

    def _resolve_nominal(self, token: int) -> None:
        view = self.view
        noun = noun_phrase_lemma(view, view.doc[token])
        start = start_of_phrase(view, token)
        article = view.word_before(start)
        own = self.spans.get((start, token + 1))
        if own is None and has_owner(view, token):
            own = self.nominals.get(token)
        owned = own is not None and self.mentions[own].country is not None
        if owned and noun in nouns("leaders"):
            self._resolve_leader(token, own)
            return
        if article not in DEFINITE and view.lowers[start] not in DEFINITE:
            return
        if has_owner(view, token) or is_title_noun(view.doc[token]):
            return
        if any(child.dep_ == "appos" for child in view.doc[token].rights):
            return
        if noun in nouns("country"):
            self._resolve_thing(token, start, ("COUNTRY",))
        elif noun in nouns("organization") or noun in telling_nouns():
            self._resolve_thing(token, start, ("ORGANIZATION",))
        elif noun in nouns("city"):
            self._resolve_thing(token, start, ("PLACE",), cities=True)
        else:
            self._resolve_role(token, start, noun)

    def _resolve_thing(
        self, token: int, start: int, labels: tuple[str, ...], *, cities: bool = False
    ) -> None:
        """Resolve "the country" and the like by salience among what has the type."""
        members = self._members(start, token)
        noun = noun_phrase_lemma(self.view, self.view.doc[token])
        own = self.spans.get((start, token + 1))

        def fits(candidate: Candidate) -> bool:
            if candidate.label not in labels or candidate.plural or candidate.number < 0:
                return False
            mention = self.mentions[candidate.number]
            if mention.kind is MentionKind.NOMINAL or candidate.number == own:
                return False
            if noun in telling_nouns() and not self._is_told(mention, noun):
                return False
            if cities and not (mention.reference or "place:").startswith("place:"):
                return False
            return members is None or mention.country in members

        if members is None and has_adjective(self.view, start, token):
            return
        choice = self.salience.choose(token, fits, bound=self._bound(token))
        if choice is not None:
            score = confidence(choice.margin)
            self._link(token, start, token + 1, MentionKind.NOMINAL, choice.number, score)

    def _is_told(self, mention: MentionDraft, noun: str) -> bool:
        """Does the body bear the noun in its name, or is it known to be of that kind?"""
        entry = load_gazetteer().entries.get(mention.reference or "")
        if entry is not None and entry.kind in telling_nouns()[noun]:
            return True
        return noun in self.view.lowers[mention.start : mention.end]

    def _members(self, start: int, token: int) -> tuple[str, ...] | None:
        """Codes of the region in "the Central Asian country"; None where no region is named."""
        for number in (self.salience.heads.get(i) for i in range(start, token)):
            reference = self.mentions[number].reference if number is not None else None
            entry = load_gazetteer().entries.get(reference or "")
            if entry is not None and entry.members:
                return entry.members
        return None

    def _resolve_leader(self, token: int, own: int | None) -> None:
        """Resolve "Peru's leader" and "the Peruvian president" where one person is either."""
        if own is None:
            return
        span = self.view.lowers[self.mentions[own].start : self.mentions[own].end]
        if OTHER_OFFICE.intersection(span):
            return
        country = self.mentions[own].country
        found = {
            self.chains.find(number): number
            for noun in sorted(nouns("leaders"))
            for number in self.roles.get(noun, ())
            if self.mentions[number].country == country
        }
        found.pop(self.chains.find(own), None)
        if len(found) == 1:
            mention = self.mentions[own]
            bearer = next(iter(found.values()))
            self._link(token, mention.start, mention.end, MentionKind.NOMINAL, bearer, ROLE_SCORE)

    def _resolve_role(self, token: int, start: int, noun: str) -> None:
        """Resolve "the president" where a person of the document bears the office."""
        bearers = [n for n in self.roles.get(noun, ()) if self.mentions[n].start < start]
        if not bearers:
            return
        own = self.spans.get((start, token + 1))
        country = self.mentions[own].country if own is not None else None
        if country is None and has_adjective(self.view, start, token):
            return
        fitting = [n for n in bearers if country in (None, self.mentions[n].country)]
        roots = {self.chains.find(n) for n in fitting}
        if fitting:
            score = ROLE_SCORE if len(roots) == 1 else LEAST + STEP
            self._link(token, start, token + 1, MentionKind.NOMINAL, fitting[-1], score)

    def _link(
        self, token: int, start: int, end: int, kind: MentionKind, antecedent: int, score: float
    ) -> None:
        known = self.mentions[antecedent]
        number = self.spans.get((start, end))
        if number is None:
            self.mentions.append(
                MentionDraft(start, end, known.label, kind, known.country, score=score)
            )
            number = self.chains.add()
            self.spans[start, end] = number
            self.salience.heads[token] = number
        elif self.mentions[number].label != known.label:
            return
        mention = self.mentions[number]
        mention.score = min(mention.score, score)
        mention.reference = mention.reference or known.reference
        mention.country = mention.country or known.country
        self.chains.join(antecedent, number)
        self.salience.add(token, number)


def confidence(margin: float) -> float:
    """Score of a link by how much its antecedent outweighs the next."""
    return round(min(MOST, LEAST + STEP * margin), 3)
