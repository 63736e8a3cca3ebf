"""Where the rules for standing relations put what they find: checked, and each fact once."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from evidence.model import ClaimKind, MentionKind, Modality
from extract.annotations import Analysis, ClaimDraft, TokenSpan
from extract.lexicons import load_lexicon
from extract.mention_index import MentionIndex
from extract.syntax import noun_lemma
from ontology.schema import load_ontology

MAX_ENDS = 12
"""Mentions at one end that a rule joins at most; longer lists are no statement about each."""
POLAR = frozenset({"pro", "anti", "non", "post", "pre"})
WEAK_LINK = 0.6
"""A mention linked to its entity with a lower score makes the claim an inferred one."""


class RelationWriter:
    """Appends relation claims to one document's analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.doc: Doc = analysis.doc
        self.mentions = analysis.mentions
        self.index = MentionIndex(analysis.doc, analysis.mentions)
        self.types = load_ontology().claims
        self.said: dict[tuple[str, str | None, int, int], ClaimDraft] = {}
        """First claim of each type, mode, source chain and target chain."""
        self._targets: dict[tuple[str, int], set[int]] = {}
        self.offices: list[Token] = []
        """Nouns of offices met so far."""
        self._known = {m.chain for m in self.mentions if m.kind is not MentionKind.PRONOUN}
        self._starting: dict[int, list[int]] = {}
        self._ending: dict[int, list[int]] = {}
        for number, mention in enumerate(self.mentions):
            self._starting.setdefault(mention.start, []).append(number)
            if not _is_polar(analysis.doc, mention.start):
                self._ending.setdefault(mention.end, []).append(number)
        self._seen: set[tuple[str, str | None, int, int, int]] = set()
        self._sentences = _sentence_numbers(analysis.doc)

    def relate(
        self,
        type_: str,
        sources: Iterable[int],
        targets: Iterable[int],
        rule: str,
        trigger: TokenSpan,
        *,
        mode: str | None = None,
        score: float = 0.8,
        inferred: bool = False,
        claimant: int | None = None,
        denies: bool = False,
        possible: bool = False,
    ) -> int:
        """Claim the relation of each source to each target that the ontology allows.

        Args:
            type_: A relation of the ontology.
            sources: Places in `Analysis.mentions`.
            targets: The same.
            rule: Name of the rule.
            trigger: Tokens that say so; their sentence is the quote.
            mode: A mode of the type.
            score: How often the rule is right.
            inferred: The rule goes past what the sentence says.
            claimant: Who says so, where the rule itself knows; the claim is then a reported one.
            denies: The words of the trigger say that it is not so.
            possible: The words of the trigger say that it may be so.

        Returns:
            How many claims were added.
        """
        added = 0
        wanted = list(dict.fromkeys(targets))[:MAX_ENDS]
        for source in list(dict.fromkeys(sources))[:MAX_ENDS]:
            for target in wanted:
                end = self._region_at(target, source) if type_ == "LOCATED_IN" else target
                draft = ClaimDraft(
                    ClaimKind.RELATION, type_, source, end, rule, trigger, mode, score=score
                )
                draft.denies = denies
                if possible:
                    draft.modality, draft.judged = Modality.POSSIBLE, True
                draft.inferred = inferred or self._is_weak(source) or self._is_weak(target)
                if claimant is not None:
                    draft.claimant, draft.modality, draft.judged = claimant, Modality.REPORTED, True
                added += self._append(draft)
        return added

    def relate_mutually(
        self, type_: str, ends: Iterable[int], rule: str, trigger: TokenSpan, score: float = 0.8
    ) -> int:
        """Claim a symmetric relation of each pair: "Peru and Chile share a border"."""
        found = list(dict.fromkeys(ends))[:MAX_ENDS]
        return sum(
            self.relate(type_, (end,), found[place + 1 :], rule, trigger, score=score)
            for place, end in enumerate(found)
        )

    def ends(self, token: Token, labels: Iterable[str] = ()) -> list[int]:
        """Mentions at a noun and its conjuncts that stand for somebody known."""
        wanted = frozenset(labels)
        return [n for n in self.index.ends(token, wanted) if self.is_known(n)]

    def at(self, token: Token) -> list[int]:
        """The mention at a noun, without its conjuncts; a list of one or none."""
        number = self.index.at(token)
        return [] if number is None or not self.is_known(number) else [number]

    def rooted_at(self, token: Token) -> list[int]:
        """The mention whose head is the token; a list of one or none."""
        return [n for n in self.at(token) if self.index.root(n).i == token.i]

    def starting_at(self, position: int) -> list[int]:
        """Mentions that start at a token, longest first."""
        found = self._starting.get(position, [])
        return sorted(found, key=lambda number: -self.mentions[number].end)

    def ending_at(self, position: int) -> list[int]:
        """The longest mention that ends before a token; a list of one or none."""
        found = self._ending.get(position, [])
        return sorted(found, key=lambda number: self.mentions[number].start)[:1]

    def all_ending_at(self, position: int) -> list[int]:
        """Every mention that ends before a token, longest first."""
        found = self._ending.get(position, [])
        return sorted(found, key=lambda number: self.mentions[number].start)

    def is_known(self, number: int) -> bool:
        """Does the mention belong to an entity that the document names or describes?"""
        return self.mentions[number].chain in self._known

    def is_named(self, number: int) -> bool:
        """Is the mention a name?"""
        return self.mentions[number].kind is MentionKind.NAME

    def is_described(self, number: int) -> bool:
        """Is the mention a description, "the expert", and no name or pronoun?"""
        return self.mentions[number].kind is MentionKind.NOMINAL

    def label(self, number: int) -> str:
        """Entity type of a mention."""
        return self.mentions[number].label

    def stated(self, type_: str, source_chain: int, target_chain: int | None = None) -> bool:
        """Is a relation of this type from the chain there already?"""
        targets = self._targets.get((type_, source_chain), set())
        return bool(targets) if target_chain is None else target_chain in targets

    def has_word(self, number: int, name: str) -> bool:
        """Does a mention hold a word of this list of `lexicon/offices.yml`?"""
        mention, words = self.mentions[number], load_lexicon("offices")[name]
        return any(
            noun_lemma(token) in words or token.lower_ in words
            for token in self.doc[mention.start : mention.end]
        )

    def last_event_before(self, position: int, window: int) -> int | None:
        """The event mention that ends nearest before a token, within so many tokens."""
        for end in range(position, max(0, position - window), -1):
            for number in self._ending.get(end, ()):
                if self.mentions[number].label == "EVENT":
                    return number
        return None

    def sentence(self, number: int) -> int:
        """Number of the sentence in which a mention starts."""
        return self._sentences[self.mentions[number].start]

    def _region_at(self, number: int, inner: int) -> int:
        """The part of a country that a place name is cut from: "eastern Congo" for its "Congo"."""
        mention = self.mentions[number]
        if mention.label != "COUNTRY" or mention.start == 0:
            return number
        own = self.mentions[inner].chain
        for other in self._ending.get(mention.end, ()):
            region = self.mentions[other]
            if region.label == "PLACE" and region.start < mention.start and region.chain != own:
                return other
        return number

    def _is_weak(self, number: int) -> bool:
        return self.mentions[number].score < WEAK_LINK

    def _append(self, draft: ClaimDraft) -> bool:
        source, target = self.mentions[draft.source], self.mentions[draft.target]
        type_ = self.types[draft.type]
        if source.chain == target.chain or not (self._fits(draft)):
            return False
        trigger = draft.trigger or (target.start, target.end)
        sentence = self._sentences[trigger[0]]
        ends = (source.chain, target.chain)
        if type_.symmetric:
            ends = (min(ends), max(ends))
        key = (draft.type, draft.mode, *ends, sentence)
        if key in self._seen:
            return False
        self._seen.add(key)
        self._targets.setdefault((draft.type, source.chain), set()).add(target.chain)
        self.said.setdefault((draft.type, draft.mode, source.chain, target.chain), draft)
        self.analysis.claims.append(draft)
        return True

    def _is_people_in_country(self, draft: ClaimDraft) -> bool:
        """A country lies in a region, never in a country; its people may, and are not it."""
        source, target = self.mentions[draft.source], self.mentions[draft.target]
        if draft.type != "LOCATED_IN" or source.label != "COUNTRY":
            return False
        return source.kind is MentionKind.DEMONYM or target.label == "COUNTRY"

    def _fits(self, draft: ClaimDraft) -> bool:
        type_ = self.types[draft.type]
        return (
            self.label(draft.source) in type_.domain
            and self.label(draft.target) in type_.range
            and not self._is_people_in_country(draft)
            and self.is_known(draft.source)
            and self.is_known(draft.target)
        )


def _is_polar(doc: Doc, start: int) -> bool:
    """Is it half of "pro-Beijing" or "anti-war"? Such a word tells a stance, not an owner."""
    token = doc[start]
    before = doc[start - 2].lower_ if start > 1 and doc[start - 1].text in ("-", "–") else ""
    return before in POLAR or token.lower_.startswith(("pro-", "anti-"))


def _sentence_numbers(doc: Doc) -> list[int]:
    """For each token the number of its sentence."""
    found, current = [], -1
    for token in doc:
        current += bool(token.is_sent_start or token.i == 0)
        found.append(current)
    return found
