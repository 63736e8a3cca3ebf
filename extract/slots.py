"""Where the grammar of a trigger places its two ends: the slots that ontology/README.md names."""

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from extract.syntax import OBJECTS, children, lemma, noun_lemma, patients, prepositional, subjects
from extract.triggers import Match

FALLBACK = ("against", "on", "at", "to", "with", "from", "in", "over", "of", "for", "into")
"""Prepositions that name whoever is concerned, where no slot of a trigger names anybody."""
MAX_CLAUSES = 3
"""Infinitives below infinitives: "promised to try to help Chad"."""
MAX_WORDS = 6
"""Words from an adjective or infinitive up to the verb of its clause."""
BALLOTS = frozenset({"vote", "referendum", "ballot", "plebiscite"})
_SETTING_WORDS = ("on", "in", "at", "during", "since", "from", "amid", "over")
_NOT_AN_OBJECT = frozenset({"month", "year", "week", "day", "night", "morning", "evening", "hour"})


def slot_nouns(slot: str, match: Match) -> list[list[Token]]:
    """Heads of the phrases that stand in a slot of the trigger, best guess first."""
    reader = SLOTS.get(slot)
    return _after(slot, match) if reader is None else reader(match)


def _objects(match: Match) -> list[list[Token]]:
    return [[noun for noun in patients(match.head) if lemma(noun) not in _NOT_AN_OBJECT]]


def _subject(match: Match) -> list[list[Token]]:
    """Of "Chad is a refuge" the subject hangs from the verb above the noun."""
    head = match.head
    return [subjects(head.head if head.dep_ == "attr" else head)]


def _dative(match: Match) -> list[list[Token]]:
    return [[noun for noun in children(match.head, ("dative",)) if noun.tag_ != "IN"]]


def _clause(match: Match) -> list[list[Token]]:
    clauses = children(match.head, ("ccomp", "acl"))
    return [[noun for clause in clauses for noun in subjects(clause)]]


def _infinitive(match: Match) -> list[list[Token]]:
    clauses = children(match.head, ("xcomp", "ccomp", "acl", "advcl"))
    return below_clauses([clause for clause in clauses if clause.tag_ == "VB"])


def _purpose(match: Match) -> list[list[Token]]:
    return below_clauses(children(match.head, ("advcl", "xcomp", "acl")))


def _around(match: Match) -> list[list[Token]]:
    return [[noun for verb in _clause_verbs(match.head) for noun in _settings(verb)]]


def _possessor(match: Match) -> list[list[Token]]:
    return [[noun for token in match.tokens for noun in children(token, ("poss",))]]


def _modifier(match: Match) -> list[list[Token]]:
    """Whose the object among the trigger's words is: "summoned the Iranian ambassador"."""
    words = ("poss", "amod", "nmod", "compound")
    return [[noun for token in match.tokens[1:] for noun in children(token, words)]]


def _self(match: Match) -> list[list[Token]]:
    return [[match.head]]


def _ballot(match: Match) -> list[list[Token]]:
    """Votes that the sentence names."""
    return [
        [noun for noun in match.head.sent if noun_lemma(noun) in BALLOTS and noun.tag_[0] == "N"]
    ]


def _annexed(match: Match) -> list[list[Token]]:
    """What an annexation among the trigger's words takes: "the annexation of Chad"."""
    last = match.tokens[-1]
    return [children(last, OBJECTS) or [noun for _, noun in prepositional(last, ("of",))]]


def _last(match: Match) -> list[list[Token]]:
    return [children(match.tokens[-1], ("pobj",))]


def _after(preposition: str, match: Match) -> list[list[Token]]:
    """Objects of a preposition below the trigger, else below a verb's object."""
    near = [noun for token in match.tokens for _, noun in prepositional(token, (preposition,))]
    verb = match.head.tag_.startswith("V")
    things = children(match.head, OBJECTS) if verb else []
    return [near, [noun for thing in things for _, noun in prepositional(thing, (preposition,))]]


SLOTS: Mapping[str, Callable[[Match], list[list[Token]]]] = {
    "object": _objects,
    "whom": _objects,
    "event": _objects,
    "subject": _subject,
    "dative": _dative,
    "clause": _clause,
    "infinitive": _infinitive,
    "purpose": _purpose,
    "around": _around,
    "possessor": _possessor,
    "modifier": _modifier,
    "self": _self,
    "ballot": _ballot,
    "annexed": _annexed,
    "last": _last,
}
"""Slots by the name that triggers give them; any other name is a preposition."""


def below_clauses(clauses: list[Token]) -> list[list[Token]]:
    """What subordinate verbs are about: their objects, then their other phrases, then theirs.

    "Iran" in "threatened to impose curbs on Iran", in "marched to demand visas from Iran".
    """
    found: list[list[Token]] = []
    for _ in range(MAX_CLAUSES):
        found.append([noun for c in clauses for noun in children(c, OBJECTS) if noun.tag_ != "IN"])
        found.append([noun for clause in clauses for _, noun in prepositional(clause, FALLBACK)])
        clauses = [inner for clause in clauses for inner in children(clause, ("xcomp", "advcl"))]
    return found


def _clause_verbs(word: Token) -> list[Token]:
    """The word, what it hangs from up to its clause's verb, and what hangs from it."""
    found = [word, *children(word, ("advcl", "xcomp"))]
    while word.dep_ in ("xcomp", "conj", "amod", "dobj", "acomp", "pobj", "prep"):
        if len(found) > MAX_WORDS:
            break
        word = word.head
        found.append(word)
    return found


def _settings(word: Token) -> list[Token]:
    """In, at, on or since what its doing takes place."""
    return [noun for _, noun in prepositional(word, _SETTING_WORDS) if noun.i != word.i]
