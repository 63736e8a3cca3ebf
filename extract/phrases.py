"""Where a noun phrase may name somebody besides at its head, and how far each place is trusted."""

from collections.abc import Iterator

from spacy.tokens import Token

from extract.syntax import OBJECTS, children, noun_lemma, prepositional

POSSESSIVE_SCORE = 0.95
OF_SCORE = 0.9
FROM_SCORE = 0.8
LOOSE_SCORE = 0.7
_MODIFIERS = ("amod", "nmod", "compound")
_LOOSE = (
    "in", "against", "with", "for", "at", "on", "between", "to", "near", "over",
    "toward", "towards", "throughout", "among", "inside", "into",
)  # fmt: skip
_LEANINGS = frozenset({"pro", "anti"})
_OWNED = frozenset(
    {"led", "backed", "controlled", "held", "occupied", "run", "owned", "sponsored", "supported",
     "funded", "armed", "trained", "allied", "aligned", "dominated", "installed", "appointed"}
)  # fmt: skip
"""Second halves that leave the first an actor: "Saudi-led", and not "Saudi-born"."""
_PLACES = frozenset(
    {"city", "town", "village", "province", "region", "republic", "island", "port", "district",
     "state", "capital", "enclave", "territory", "peninsula", "county", "kingdom"}
)  # fmt: skip
"""Heads that what follows "of" names: "the northern Chadian city of Faya" is Faya."""


def readings(noun: Token) -> Iterator[tuple[float, list[Token]]]:
    """Where else a phrase may name somebody, best first, with how far that may be trusted."""
    yield 1.0, _appositions(noun)
    if noun_lemma(noun) in _PLACES:
        yield 1.0, [inner for _, inner in prepositional(noun, ("of",))]
    yield POSSESSIVE_SCORE, children(noun, ("poss",))
    modifiers = [word for word in children(noun, _MODIFIERS) if not _is_prefixed(word)]
    yield POSSESSIVE_SCORE, modifiers
    yield POSSESSIVE_SCORE, _halves(noun)
    yield OF_SCORE, [inner for _, inner in prepositional(noun, ("of",))]
    yield FROM_SCORE, [inner for _, inner in prepositional(noun, ("from", "by"))]
    yield LOOSE_SCORE, [inner for _, inner in prepositional(noun, _LOOSE)]
    yield LOOSE_SCORE, _objects_of_participles(noun)


def _appositions(noun: Token) -> list[Token]:
    """The other name of what a noun names, on either side of the comma."""
    found = children(noun, ("appos",))
    if noun.dep_ == "appos":
        found.append(noun.head)
    return found


def _halves(noun: Token) -> list[Token]:
    """Who leads what is "US-led", backs what is "Iranian-backed"."""
    return [
        half
        for word in children(noun, _MODIFIERS)
        for half in children(word, ("npadvmod", "amod", "nmod"))
        if not _is_prefixed(half)
    ]


def _is_prefixed(word: Token) -> bool:
    """Is it a leaning ("pro-Russian") or a likeness ("Soviet-style"), and not an owner?"""
    before = word.doc[max(0, word.left_edge.i - 2) : word.i]
    if any(token.lower_ in _LEANINGS for token in before) or word.lower_.startswith(
        ("pro-", "anti-")
    ):
        return True
    after = word.doc[word.i + 1 : word.i + 3]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ not in _OWNED


def _objects_of_participles(noun: Token) -> list[Token]:
    """Who is in "a concert featuring Adele", "a formula for ending the feud with Chad"."""
    gerunds = [verb for prep in children(noun, ("prep",)) for verb in children(prep, ("pcomp",))]
    return [
        inner
        for verb in (*children(noun, ("acl",)), *gerunds)
        if not children(verb, ("nsubj", "nsubjpass"))
        for inner in (*children(verb, OBJECTS), *(n for _, n in prepositional(verb)))
        if inner.tag_ != "IN"
    ]
