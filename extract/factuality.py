"""Polarity, modality, claimant of every claim: what the text asserts, what it only reports."""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush, nsmallest

from spacy.tokens import Token

from evidence.model import ClaimKind, Modality, Polarity
from extract.annotations import Analysis, AttributionDraft, ClaimDraft
from extract.citing import words
from extract.stance import stance_of
from extract.stance_nouns import is_indefinite
from extract.stance_words import Stance
from extract.syntax import lemma, noun_lemma, root_of

SPEECH_TYPES = frozenset({"STATE", "ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "CONSULT"})
"""Acts that a medium reports as having taken place: told through it, not claimed by it."""
ACTS = frozenset({"STATE", "ACCUSE", "REQUEST", "THREATEN", "REJECT"})
"""Acts of speech: that a speaker does one in what he says makes it no hearsay."""
REFUSABLE = frozenset({"SUPPORT", "AGREE", "CONCEDE"})
"""Acts whose announced denial is a refusal."""
MAX_NESTING = 6
"""Speakers within speakers that are followed: "A said that B said that ..."."""


def judge_claims(analysis: Analysis) -> None:
    """Set the stance of every claim that its own rule has not judged."""
    judge = _Judge(analysis)
    for claim in judge.open_claims:
        judge.judge(claim)
        claim.judged = True


class _Judge:
    """Knows which attributions cover which tokens, and which mentions are media."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.doc = analysis.doc
        self.open_claims = [claim for claim in analysis.claims if not claim.judged]
        places = {self._word_and_verb(claim)[0].i for claim in self.open_claims}
        self.covering = covering(analysis.attributions, places)
        self.media = _media_chains(analysis)

    def judge(self, claim: ClaimDraft) -> None:
        """Set polarity, modality, claimant and reporters of a claim."""
        word, borrowed = self._word_and_verb(claim)
        if self._is_background(claim, word, borrowed=borrowed):
            return
        stance = stance_of(word, borrowed=borrowed)
        claim.polarity, claim.modality = stance.polarity, stance.modality
        if claim.denies:
            affirmed = stance.polarity == Polarity.NEGATED
            claim.polarity = Polarity.AFFIRMED if affirmed else Polarity.NEGATED
        _take_refusal(claim)
        self._attribute(claim, word, stance)

    def _word_and_verb(self, claim: ClaimDraft) -> tuple[Token, bool]:
        """The word whose clause tells of the claim; does its verb only lend it a subject?"""
        if claim.trigger is None:
            mention = self.analysis.mentions[claim.target]
            return root_of(self.doc, mention.start, mention.end), False
        word = root_of(self.doc, *claim.trigger)
        return word, claim.anchor is not None and claim.anchor != word.i

    def _is_background(self, claim: ClaimDraft, word: Token, *, borrowed: bool) -> bool:
        """Titles, owners and appositions hold whoever speaks and whatever is denied of them."""
        if claim.kind != ClaimKind.RELATION or borrowed:
            return False
        if word.tag_.startswith("V") and word.dep_ not in ("amod", "compound"):
            return False
        return word.dep_ not in ("attr", "oprd", "acomp") and not _below_copula(word)

    def _attribute(self, claim: ClaimDraft, word: Token, stance: Stance) -> None:
        drafts = [d for d in self.covering.get(word.i, ()) if d.cue_token != word.i]
        if not drafts and not stance.hearsay:
            return
        if _is_taken_for_granted(word, claim) and not stance.hearsay:
            return
        speakers, media = self._chain(drafts)
        own = self.analysis.mentions[claim.source].chain
        if claim.type in ACTS and speakers and self._chain_of(speakers[0]) == own:
            speakers = speakers[1:]
            if not speakers and not media:
                return
        claim.reported_by = tuple(media)
        if speakers:
            claim.claimant = speakers[0]
            claim.reported_by = (*speakers[1:], *media)
        elif media and claim.type not in SPEECH_TYPES:
            claim.claimant, claim.reported_by = media[0], tuple(media[1:])
        elif media:
            return
        if claim.modality == Modality.ACTUAL:
            claim.modality = Modality.REPORTED

    def _chain_of(self, number: int) -> int:
        return self.analysis.mentions[number].chain

    def _chain(self, drafts: list[AttributionDraft]) -> tuple[list[int], list[int]]:
        """Speakers from the innermost out, and the media they are heard through."""
        speakers: list[int] = []
        media: list[int] = []
        for draft in drafts:
            media.extend(draft.via)
            if draft.source is None:
                continue
            chain = self.analysis.mentions[draft.source].chain
            known = media if chain in self.media else speakers
            if draft.source not in known:
                known.append(draft.source)
        return speakers, media


def _take_refusal(claim: ClaimDraft) -> None:
    """To say that one will not support, accept or allow is to refuse, here and now."""
    planned = claim.modality == Modality.FUTURE and claim.polarity == Polarity.NEGATED
    if planned and claim.type in REFUSABLE:
        claim.type, claim.mode = "REJECT", None
        claim.polarity, claim.modality = Polarity.AFFIRMED, Modality.ACTUAL


def covering(
    drafts: Sequence[AttributionDraft], places: Iterable[int]
) -> dict[int, list[AttributionDraft]]:
    """For each place the attributions whose content covers it, innermost first.

    One sweep over the text; of a tower of attributions only the MAX_NESTING innermost count.
    """
    spans = sorted((*span, number) for number, draft in enumerate(drafts) for span in draft.content)
    breadths = [sum(end - start for start, end in draft.content) for draft in drafts]
    found: dict[int, list[AttributionDraft]] = {}
    active: list[tuple[int, int]] = []
    upcoming = 0
    for place in sorted(set(places)):
        while upcoming < len(spans) and spans[upcoming][0] <= place:
            heappush(active, spans[upcoming][1:])
            upcoming += 1
        while active and active[0][0] <= place:
            heappop(active)
        numbers = {number for _, number in active}
        inner = nsmallest(MAX_NESTING, numbers, key=lambda number: (breadths[number], -number))
        found[place] = [drafts[number] for number in inner]
    return found


def _media_chains(analysis: Analysis) -> set[int]:
    """Chains with a mention that the text calls an agency, newspaper, broadcaster."""
    found = set()
    for mention in analysis.mentions:
        if mention.label != "ORGANIZATION":
            continue
        near = analysis.doc[mention.start : min(mention.end + 3, len(analysis.doc))]
        head = root_of(analysis.doc, mention.start, mention.end)
        inside = [t for t in near if t.i < mention.end or t.i == head.head.i]
        if any(noun_lemma(token) in words("media_heads") for token in inside):
            found.add(mention.chain)
    return found | {
        analysis.mentions[number].chain for draft in analysis.attributions for number in draft.via
    }


def _below_copula(word: Token) -> bool:
    """Is the word coordinated with a predicate noun ("is a member and an ally")?"""
    return word.dep_ == "conj" and word.head.dep_ in ("attr", "oprd", "acomp")


def _is_taken_for_granted(word: Token, claim: ClaimDraft) -> bool:
    """Is it an event's noun with an owner or article: "the war", "Iran's attack"?"""
    if not word.tag_.startswith("N") or claim.anchor not in (None, word.i):
        return False
    if is_indefinite(word):
        return False
    definite = any(
        child.dep_ == "poss"
        or (child.dep_ == "det" and child.lower_ in ("the", "this", "that"))
        or child.dep_ in ("amod", "compound")
        for child in word.children
    )
    return definite and lemma(word.head) not in words("nouns")
