"""Unnamed actors: officials, troops, governments, ministers, protesters, with their country."""

from functools import lru_cache

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.annotations import MentionDraft
from extract.lexicons import load_lexicon
from extract.token_view import TokenView

PERSON, ORGANIZATION = "PERSON", "ORGANIZATION"
LEFT = frozenset(
    {
        "amod",
        "compound",
        "nmod",
        "poss",
        "nummod",
        "quantmod",
        "advmod",
        "punct",
        "npadvmod",
        "case",
        "det",
        "predet",
    }
)
ARTICLES = frozenset({"the", "a", "an"})
LONGEST = 12
"""Tokens of a nominal before its noun."""
OWNER_PREPOSITIONS = frozenset({"of", "from", "in"})


class Nominals:
    """Finds the nominals of one document."""

    def __init__(self, view: TokenView, names: list[MentionDraft]) -> None:
        self.view = view
        self.named: dict[int, MentionDraft] = {}
        for mention in names:
            for token in range(mention.start, mention.end):
                known = self.named.get(token)
                if known is None or mention.end - mention.start < known.end - known.start:
                    self.named[token] = mention
        self.spans = {(mention.start, mention.end) for mention in names}

    def find(self) -> list[MentionDraft]:
        """Nominals in order, none with the span of a name."""
        found = []
        for i, tag in enumerate(self.view.tags):
            if tag[:2] != "NN" or i in self.named:
                continue
            mention = self._at(self.view.doc[i])
            if mention is not None and (mention.start, mention.end) not in self.spans:
                self.spans.add((mention.start, mention.end))
                found.append(mention)
        return found

    def _at(self, token: Token) -> MentionDraft | None:
        noun = noun_phrase_lemma(self.view, token)
        label = label_of(noun)
        if label is None or self._is_title(token):
            return None
        start = self._left_edge(token)
        country = self._country(token, start)
        if country is None and not self._acts_alone(noun, token, start):
            return None
        start, end = self._quantified(token, start)
        return MentionDraft(
            start=start,
            end=end,
            label=label,
            kind=MentionKind.NOMINAL,
            country=country.country if country else None,
        )

    def _is_title(self, token: Token) -> bool:
        """Is the noun part of a title before a name, or a modifier of another noun?"""
        if token.dep_ not in ("compound", "nmod", "amod", "npadvmod"):
            return False
        return token.head.i > token.i

    def _left_edge(self, token: Token) -> int:
        """Start of the noun's modifiers, without an article."""
        start = token.i
        for child in reversed(list(token.lefts)):
            if child.dep_ not in LEFT or token.i - child.left_edge.i > LONGEST:
                break
            if any(self.view.breaks[child.left_edge.i : start]):
                break
            start = child.left_edge.i
        while start < token.i and (
            self.view.lowers[start] in ARTICLES or not self.view.words[start][0].isalnum()
        ):
            start += 1
        return start

    def _country(self, token: Token, start: int) -> MentionDraft | None:
        """The country or region whose the people are: a demonym, an owner, "of X"."""
        for i in range(token.i - 1, start - 1, -1):
            mention = self.named.get(i)
            if (
                mention is not None
                and mention.label in ("COUNTRY", "PLACE")
                and not self._is_anti(i)
            ):
                return mention
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in OWNER_PREPOSITIONS:
                for inner in child.children:
                    mention = self.named.get(inner.i)
                    if inner.dep_ == "pobj" and mention is not None and mention.label == "COUNTRY":
                        return mention
        return None

    def _is_anti(self, token: int) -> bool:
        """Is it the object of "anti-" or "pro-"? "Anti-Russian activists" are not Russian."""
        if token < 2 or self.view.words[token - 1] not in ("-", "–"):
            return False
        return self.view.lowers[token - 2] in ("anti", "pro", "non")

    def _acts_alone(self, noun: str, token: Token, start: int) -> bool:
        """Does the noun name an actor even without a country?"""
        persons, bodies = load_lexicon("nouns_person"), load_lexicon("collectives")
        if noun in persons["actors"] or noun in bodies["organs_alone"]:
            return True
        named = any(
            i in self.named and self.named[i].label in (PERSON, ORGANIZATION)
            for i in range(start, token.i)
        )
        return named or noun in load_lexicon("titles")["offices"]

    def _quantified(self, token: Token, start: int) -> tuple[int, int]:
        """The span with "thousands of" before it."""
        head = token.head
        if token.dep_ == "pobj" and head.lower_ == "of" and start <= head.i + 3:
            quantity = head.head
            if quantity.lemma_.lower() in load_lexicon("nouns_person")["quantities"]:
                start = min(quantity.i, start)
        return start, token.i + 1


def noun_phrase_lemma(view: TokenView, token: Token) -> str:
    """Singular of the noun, with the word before it where the two are one entry: "armed forces"."""
    word = singular(token)
    if token.i > 0:
        for noun in (word, token.lower_):
            phrase = f"{view.lowers[token.i - 1]} {noun}"
            if phrase in phrases():
                return phrase
    if token.lower_ in phrases():
        return token.lower_
    return word


def singular(token: Token) -> str:
    """Lower-case singular, also of capitalised plurals, which spaCy leaves as they are."""
    lemma = token.lemma_.lower() or token.lower_
    if token.tag_ in ("NNPS", "NNP") and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


def label_of(noun: str) -> str | None:
    """PERSON or ORGANIZATION for a noun of the lexicons, else None."""
    persons, bodies = load_lexicon("nouns_person"), load_lexicon("collectives")
    if (
        noun in bodies["state_organs"]
        or noun in bodies["organizations"]
        or noun in bodies["organs_alone"]
    ):
        return PERSON if noun == "rebels" else ORGANIZATION
    if noun in persons["actors"] or noun in persons["people"]:
        return PERSON
    return PERSON if noun in load_lexicon("titles")["offices"] else None


@lru_cache
def phrases() -> frozenset[str]:
    """Nouns of the lexicons that are plural or of several words."""
    bodies, persons = load_lexicon("collectives"), load_lexicon("nouns_person")
    words = bodies["state_organs"] | bodies["organizations"] | bodies["organs_alone"]
    words |= persons["actors"] | persons["people"]
    return frozenset(word for word in words if " " in word or word.endswith("s"))
