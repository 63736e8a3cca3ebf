"""Who a noun phrase stands for: the mention at its head, or the nearest one that it names.

"Israeli troops" stand for Israel, "attacks on Ukrainian cities" are on Ukraine, "Belarus's rulers"
speak for Belarus. Each step away from the head costs score.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from evidence.model import MentionKind
from extract.annotations import Analysis
from extract.mention_index import MentionIndex
from extract.phrases import readings
from extract.slots import FALLBACK, slot_nouns
from extract.syntax import antecedent, children, conjuncts, patients, prepositional
from extract.triggers import Match

MAX_DEPTH = 3
"""Steps from the head of a phrase to the mention: "leaders of the army of Chad" takes two."""
MAX_ENDS = 6
"""Mentions that one role takes at most; longer lists are enumerations, not actors."""
WEAK_LINK = 0.6
"""A mention linked to its entity with a lower score makes the claim an inferred one."""
FALLBACK_SCORE = 0.6
PEOPLE = frozenset({"PERSON", "COUNTRY"})
"""Who can be received or freed; of a country its people."""
LEAST_SCORES = {"whom": 1.0, "event": 1.0}
"""Slots that want the object itself, and not whom its phrase happens to mention."""


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
        self._starts = [sent.start for sent in analysis.doc.sents]
        self._known: set[int] = set()
        """Chains with more than pronouns."""
        self._named: set[int] = set()
        """Chains with a name."""
        self._spelled: dict[tuple[int, int], list[int]] = {}
        """Mentions other than pronouns by chain and sentence."""
        for number, mention in enumerate(analysis.mentions):
            if mention.kind != MentionKind.PRONOUN and mention.chain >= 0:
                self._known.add(mention.chain)
                key = (mention.chain, self.sentence_of(mention.start))
                self._spelled.setdefault(key, []).append(number)
            if mention.kind == MentionKind.NAME:
                self._named.add(mention.chain)

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
            own = self._end(self._apposed_name(noun, direct))
            return [*self._sharing(noun, direct, labels, avoid), own]
        if depth == MAX_DEPTH:
            return []
        for factor, inner_nouns in readings(noun):
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
        unknown = mention.kind == MentionKind.PRONOUN and mention.chain not in self._known
        return None if unknown or (avoid and self._belongs(number, avoid)) else number

    def _sharing(
        self, noun: Token, number: int, labels: Collection[str], avoid: Collection[int]
    ) -> list[End]:
        """The country that shares the noun with another: "US" in "US and British forces"."""
        mention = self.mentions[number]
        if mention.kind != MentionKind.NOMINAL or mention.country is None:
            return []
        lone = [
            word
            for word in children(noun, ("nmod", "amod", "compound"))
            if word.i < mention.start and children(word, ("cc",))
        ]
        found = (self.at(word, ("COUNTRY",), avoid) for word in lone if "COUNTRY" in labels)
        return [self._end(n) for n in found if n is not None and n != number]

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
            phrases = slot_nouns(slot, match)
            least = LEAST_SCORES.get(slot, 0.0)
            found = [
                [end for end in self.of_phrases(nouns, wanted, avoid) if end.score >= least]
                for nouns in phrases
            ]
            named = (ends for ends in found if any(map(self.is_named, ends)))
            best = next(named, None) or next(filter(None, found), None)
            if best:
                return best
        return []

    def is_named(self, end: End) -> bool:
        """Does the end stand for somebody in particular, and no mere "troops"?"""
        mention = self.mentions[end.mention]
        if mention.kind != MentionKind.NOMINAL or mention.country is not None:
            return True
        return mention.chain in self._named

    def is_capital(self, number: int) -> bool:
        """Is a name in it at least ("the Bush administration"), if it is none itself?"""
        mention = self.mentions[number]
        words = self.index.doc[mention.start : mention.end]
        return self.is_named(End(number, 1.0)) or any(word.tag_ == "NNP" for word in words)

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
        here = self._spelled.get((mention.chain, self.sentence_of(mention.start)), [])
        before = [n for n in here if self.mentions[n].start < mention.start]
        return End((before or here or [number])[-1], 1.0, is_weak)

    def sentence_of(self, position: int) -> int:
        """First token of the sentence that a token stands in."""
        return self._starts[bisect_right(self._starts, position) - 1]

    def fallback(
        self, match: Match, labels: Collection[str], avoid: Collection[int] = ()
    ) -> list[End]:
        """Whoever any prepositional phrase of the trigger names, at a lower score."""
        head = match.head
        if not patients(head) and len(match.tokens) == 1:
            return []
        ends = self.fill(FALLBACK, match, labels, avoid)
        return [End(end.mention, end.score * FALLBACK_SCORE, end.is_weak) for end in ends]
