"""Who a noun phrase stands for: the mention at its head, or the nearest one that it names.

"Israeli troops" stand for Israel, "attacks on Ukrainian cities" are on Ukraine, "Belarus's rulers"
speak for Belarus. Each step away from the head costs score.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.annotations import Analysis
from extract.mention_index import MentionIndex
from extract.syntax import (
    OBJECTS,
    antecedent,
    children,
    conjuncts,
    noun_lemma,
    patients,
    prepositional,
    subjects,
)
from extract.triggers import Match

MAX_DEPTH = 3
"""Steps from the head of a phrase to the mention: "leaders of the army of Chad" takes two."""
MAX_ENDS = 6
"""Mentions that one role takes at most; longer lists are enumerations, not actors."""
WEAK_LINK = 0.6
"""A mention linked to its entity with a lower score makes the claim an inferred one."""
POSSESSIVE_SCORE = 0.95
OF_SCORE = 0.9
FROM_SCORE = 0.8
LOOSE_SCORE = 0.7
FALLBACK_SCORE = 0.6
PEOPLE = frozenset({"PERSON", "COUNTRY"})
"""Who can be received or freed; of a country its people."""
LEAST_SCORES = {"whom": FROM_SCORE, "event": 1.0}
"""Slots that want the object itself, and not whom its phrase happens to mention."""
_MODIFIERS = ("amod", "nmod", "compound")
_LOOSE = (
    "in", "against", "with", "for", "at", "on", "between", "to", "near", "over",
    "toward", "towards", "throughout", "among", "inside", "into",
)  # fmt: skip
_FALLBACK = ("against", "on", "at", "to", "with", "from", "in", "over", "of", "for", "into")
_INFINITIVES = ("xcomp", "ccomp", "acl", "advcl")
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
_SETTING_WORDS = ("on", "in", "at", "during", "since", "from", "amid", "over")
_NOT_AN_OBJECT = frozenset({"month", "year", "week", "day", "night", "morning", "evening", "hour"})


@dataclass(frozen=True, slots=True)
class End:
    """A mention that fills a role."""

    mention: int
    score: float
    is_weak: bool = False
    """True where a pronoun or nominal is only loosely linked to whom it stands for."""


class Arguments:
    """Fills the roles of triggers from the tree of one document.

    Where a role must not go to whom another role has already, `avoid` holds the chains of that
    one: the walk goes on below ("its border with Chad" is then Chad's).
    """

    def __init__(self, analysis: Analysis) -> None:
        self.mentions = analysis.mentions
        self.index = MentionIndex(analysis.doc, analysis.mentions)
        self._names: dict[int, list[int]] = {}
        for number, mention in enumerate(analysis.mentions):
            if mention.kind != MentionKind.PRONOUN and mention.chain >= 0:
                self._names.setdefault(mention.chain, []).append(number)

    def of_phrases(
        self, nouns: Iterable[Token], labels: Collection[str], avoid: Collection[int] = ()
    ) -> list[End]:
        """The mentions of several phrases and of what is coordinated with them, each once."""
        found: dict[int, End] = {}
        for noun in nouns:
            for part in conjuncts(noun):
                for end in self.of_phrase(part, labels, avoid):
                    found.setdefault(end.mention, end)
        return list(found.values())[:MAX_ENDS]

    def of_phrase(
        self, noun: Token, labels: Collection[str], avoid: Collection[int] = (), depth: int = 0
    ) -> list[End]:
        """The mentions one phrase stands for, without its conjuncts; best reading only."""
        direct = self.at(noun, labels, avoid)
        if direct is not None:
            return [self._end(self._apposed_name(noun, direct))]
        if depth == MAX_DEPTH:
            return []
        for factor, inner_nouns in _readings(noun):
            ends = [
                End(end.mention, end.score * factor, end.is_weak)
                for inner in inner_nouns
                for part in conjuncts(inner)
                for end in self.of_phrase(part, labels, avoid, depth + 1)
            ]
            if ends:
                return ends
        return []

    def at(
        self, token: Token, labels: Collection[str] = (), avoid: Collection[int] = ()
    ) -> int | None:
        """The mention at a token, unless it is a pronoun that stands for nobody known."""
        number = self.index.at(antecedent(token), labels)
        if number is None:
            return None
        mention = self.mentions[number]
        if mention.label == "EVENT" and self.index.root(number).i != token.i:
            return None
        unknown = mention.kind == MentionKind.PRONOUN and mention.chain not in self._names
        return None if unknown or (avoid and self._belongs(number, avoid)) else number

    def _belongs(self, number: int, chains: Collection[int]) -> bool:
        """Is it one of the chains, or what one of them calls its own ("their troops")?"""
        if self.mentions[number].chain in chains:
            return True
        if self.mentions[number].kind != MentionKind.NOMINAL:
            return False
        owners = children(self.index.root(number), ("poss",))
        found = (self.index.at(owner) for owner in owners if owner.tag_ == "PRP$")
        return any(n is not None and self.mentions[n].chain in chains for n in found)

    def chains(self, ends: Iterable[End]) -> frozenset[int]:
        """Chains of some ends; none before coreference has run."""
        found = (self.mentions[end.mention].chain for end in ends)
        return frozenset(chain for chain in found if chain >= 0)

    def fill(
        self,
        slots: Iterable[str],
        match: Match,
        labels: Collection[str],
        avoid: Collection[int] = (),
    ) -> list[End]:
        """The mentions in the first of the slots that holds any."""
        for slot in slots:
            wanted = PEOPLE & frozenset(labels) if slot == "whom" else labels
            phrases = self.nouns_in(slot, match)
            readings = [self.of_phrases(nouns, wanted, avoid) for nouns in phrases]
            least = LEAST_SCORES.get(slot, 0.0)
            readings = [[end for end in ends if end.score >= least] for ends in readings]
            found = next((ends for ends in readings if any(map(self.is_named, ends))), None)
            found = found or next(filter(None, readings), None)
            if found:
                return found
        return []

    def is_named(self, end: End) -> bool:
        """Does the end stand for somebody in particular, and no mere "troops"?"""
        mention = self.mentions[end.mention]
        if mention.kind != MentionKind.NOMINAL or mention.country is not None:
            return True
        return any(self.mentions[n].kind == MentionKind.NAME for n in self._names[mention.chain])

    def _apposed_name(self, noun: Token, number: int) -> int:
        """The name after a role, wherever the parser hangs it: "her aide in Rome, Ann Ek"."""
        if self.mentions[number].kind != MentionKind.NOMINAL:
            return number
        inner = [noun, *(place for _, place in prepositional(noun))]
        for name in (apposed for part in inner for apposed in children(part, ("appos",))):
            found = self.index.at(name, ("PERSON",))
            if found is not None and self.mentions[found].kind == MentionKind.NAME:
                return found
        return number

    def _end(self, number: int) -> End:
        """A pronoun gives way to the name that its own sentence has for it."""
        mention = self.mentions[number]
        is_weak = mention.score < WEAK_LINK
        if mention.kind != MentionKind.PRONOUN:
            return End(number, 1.0, is_weak)
        sent = self.index.doc[mention.start].sent
        here = [n for n in self._names[mention.chain] if self._is_in(n, sent.start, sent.end)]
        before = [n for n in here if self.mentions[n].start < mention.start]
        return End((before or here or [number])[-1], 1.0, is_weak)

    def _is_in(self, number: int, start: int, end: int) -> bool:
        return start <= self.mentions[number].start < end

    def fallback(
        self, match: Match, labels: Collection[str], avoid: Collection[int] = ()
    ) -> list[End]:
        """Whoever any prepositional phrase of the trigger names, at a lower score."""
        head = match.head
        if not patients(head) and len(match.tokens) == 1:
            return []
        ends = self.fill(_FALLBACK, match, labels, avoid)
        return [End(end.mention, end.score * FALLBACK_SCORE, end.is_weak) for end in ends]

    def nouns_in(self, slot: str, match: Match) -> list[list[Token]]:
        """Heads of the phrases that stand in a slot of the trigger, best guess first."""
        head, last = match.head, match.tokens[-1]
        if slot in ("object", "whom", "event"):
            return [[noun for noun in patients(head) if noun.lemma_ not in _NOT_AN_OBJECT]]
        if slot == "subject":
            return [subjects(head.head if head.dep_ == "attr" else head)]
        if slot == "dative":
            return [[noun for noun in children(head, ("dative",)) if noun.tag_ != "IN"]]
        if slot == "clause":
            clauses = children(head, ("ccomp", "acl"))
            return [[noun for clause in clauses for noun in subjects(clause)]]
        if slot == "infinitive":
            return below_clauses([c for c in children(head, _INFINITIVES) if c.tag_ == "VB"])
        if slot == "purpose":
            return below_clauses(children(head, ("advcl", "xcomp", "acl")))
        if slot == "around":
            return [[noun for verb in _clause_verbs(head) for noun in _settings(verb)]]
        if slot == "possessor":
            return [[noun for token in match.tokens for noun in children(token, ("poss",))]]
        if slot == "self":
            return [[head]]
        if slot == "last":
            return [children(last, ("pobj",))]
        near = [noun for token in match.tokens for _, noun in prepositional(token, (slot,))]
        objects = children(head, OBJECTS) if head.tag_.startswith("V") else []
        return [near, [noun for thing in objects for _, noun in prepositional(thing, (slot,))]]


def _readings(noun: Token) -> Iterator[tuple[float, list[Token]]]:
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


def _clause_verbs(word: Token) -> list[Token]:
    """The word, what it hangs from up to its clause's verb, and what hangs from it."""
    found = [word, *children(word, ("advcl", "xcomp"))]
    while word.dep_ in ("xcomp", "conj", "amod", "dobj", "acomp", "pobj", "prep"):
        if len(found) > MAX_ENDS:
            break
        word = word.head
        found.append(word)
    return found


def _settings(word: Token) -> list[Token]:
    """In, at, on or since what its doing takes place."""
    return [noun for _, noun in prepositional(word, _SETTING_WORDS) if noun.i != word.i]


def below_clauses(clauses: list[Token]) -> list[list[Token]]:
    """What subordinate verbs are about: their objects, then their other phrases, then theirs.

    "Iran" in "threatened to impose curbs on Iran", in "marched to demand visas from Iran".
    """
    found: list[list[Token]] = []
    for _ in range(MAX_DEPTH):
        found.append([noun for c in clauses for noun in children(c, OBJECTS) if noun.tag_ != "IN"])
        found.append([noun for clause in clauses for _, noun in prepositional(clause, _FALLBACK)])
        clauses = [inner for clause in clauses for inner in children(clause, ("xcomp", "advcl"))]
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
    """Who is in "a concert featuring Leps", "a formula for ending the feud with Chad"."""
    gerunds = [verb for prep in children(noun, ("prep",)) for verb in children(prep, ("pcomp",))]
    return [
        inner
        for verb in (*children(noun, ("acl",)), *gerunds)
        for inner in (*children(verb, OBJECTS), *(n for _, n in prepositional(verb)))
        if inner.tag_ != "IN"
    ]
