"""From drafts to records: the only way from token positions to offsets and content ids."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from evidence.model import (
    Argument,
    Attribution,
    Claim,
    Extraction,
    Mention,
    Passage,
    Role,
    Span,
    claim_id,
    content_id,
    mention_id,
    passage_id,
)
from extract.annotations import Analysis, AttributionDraft, ClaimDraft, MentionDraft, TokenSpan

LONGEST_QUOTE = 1_000
"""Characters; a longer sentence is cut around what the claim needs of it."""
QUOTE_MARGIN = 200


def extraction_of(analysis: Analysis) -> Extraction:
    """The records of an analysed document, sorted by id, each once.

    A document without a single letter has no passages, and so no evidence.
    """
    passages = find_passages(analysis.doc, analysis.document.id)
    if not passages:
        return Extraction(analysis.document, (), (), (), ())
    writer = _Writer(analysis, passages)
    claims = {
        claim.id: claim for claim in map(writer.claim, filter(writer.joins_two, analysis.claims))
    }
    attributions = {record.id: record for record in map(writer.attribution, analysis.attributions)}
    return Extraction(
        document=analysis.document,
        passages=tuple(sorted(passages, key=lambda record: record.id)),
        mentions=tuple(sorted(writer.mentions, key=lambda record: record.id)),
        claims=tuple(claims[key] for key in sorted(claims)),
        attributions=tuple(attributions[key] for key in sorted(attributions)),
    )


def find_passages(doc: Doc, document_id: str) -> list[Passage]:
    """Every sentence that holds a letter or a digit, in order, without the space around it."""
    text, found = doc.text, []  # each `doc.text` builds the string anew
    for sent in doc.sents:
        start, end = offsets(doc, (sent.start, sent.end))
        if any(map(str.isalnum, text[start:end])):
            found.append(Passage(passage_id(document_id, start, end), document_id, start, end))
    return found


def offsets(doc: Doc, span: TokenSpan) -> Span:
    """Code points of a token span, without space tokens at its ends (empty if it is all space)."""
    start, end = span
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    if start == end:
        return (
            (doc[start].idx, doc[start].idx) if start < len(doc) else (len(doc.text), len(doc.text))
        )
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


class _Writer:
    """Turns the drafts of one document into records."""

    def __init__(self, analysis: Analysis, passages: Sequence[Passage]) -> None:
        self.drafts = analysis.mentions
        self.doc = analysis.doc
        self.text = analysis.document.text
        self.document_id = analysis.document.id
        self.passage_of = _passage_by_token(analysis.doc, passages)
        chains = self._chain_ids()
        self.mentions = [self._mention(draft, chains) for draft in self.drafts]

    def joins_two(self, draft: ClaimDraft) -> bool:
        """A claim of an entity about itself is none."""
        return self.drafts[draft.source].chain != self.drafts[draft.target].chain

    def claim(self, draft: ClaimDraft) -> Claim:
        quote = self._quote(draft)
        trigger = offsets(self.doc, draft.trigger) if draft.trigger else None
        arguments = self._arguments(draft)
        claimant = None if draft.claimant is None else self.mentions[draft.claimant].id
        stance = (draft.polarity.value, draft.modality.value, claimant)
        statement = (draft.type, draft.mode)
        return Claim(
            id=claim_id(self.document_id, quote, statement, trigger, arguments, stance),
            document_id=self.document_id,
            passage_id=self.passage_of[self._anchor(draft)].id,
            start=quote[0],
            end=quote[1],
            kind=draft.kind,
            type=draft.type,
            mode=draft.mode,
            trigger=trigger,
            arguments=arguments,
            polarity=draft.polarity,
            modality=draft.modality,
            claimant=claimant,
            reported_by=tuple(self.mentions[index].id for index in draft.reported_by),
            when=draft.when,
            score=round(draft.score, 3),
            rule=draft.rule,
            inferred=draft.inferred,
        )

    def attribution(self, draft: AttributionDraft) -> Attribution:
        source_span = offsets(self.doc, draft.source_span) if draft.source_span else None
        cue = offsets(self.doc, draft.cue) if draft.cue else None
        content = tuple(offsets(self.doc, span) for span in draft.content)
        anchor = draft.cue or draft.source_span or draft.content[0]
        return Attribution(
            id=content_id("attribution", self.document_id, source_span, cue, content),
            document_id=self.document_id,
            passage_id=self.passage_of[anchor[0]].id,
            source=None if draft.source is None else self.mentions[draft.source].id,
            source_span=source_span,
            cue_span=cue,
            content_spans=content,
        )

    def _chain_ids(self) -> dict[int, str]:
        first: dict[int, Span] = {}
        for draft in self.drafts:
            span = offsets(self.doc, (draft.start, draft.end))
            first[draft.chain] = min(first.get(draft.chain, span), span)
        return {
            chain: content_id("chain", self.document_id, *span) for chain, span in first.items()
        }

    def _mention(self, draft: MentionDraft, chains: dict[int, str]) -> Mention:
        start, end = offsets(self.doc, (draft.start, draft.end))
        return Mention(
            id=mention_id(self.document_id, start, end),
            document_id=self.document_id,
            passage_id=self.passage_of[draft.start].id,
            start=start,
            end=end,
            text=self.text[start:end],
            label=draft.label,
            kind=draft.kind,
            chain=chains[draft.chain],
            country=draft.country,
            reference=draft.reference,
            score=round(draft.score, 3),
        )

    def _arguments(self, draft: ClaimDraft) -> tuple[Argument, ...]:
        roles = (
            (Role.SOURCE, draft.source),
            (Role.TARGET, draft.target),
            (Role.PLACE, draft.place),
        )
        return tuple(Argument(role, self.mentions[i].id) for role, i in roles if i is not None)

    def _anchor(self, draft: ClaimDraft) -> int:
        """The token whose sentence carries the claim."""
        return draft.trigger[0] if draft.trigger else self.drafts[draft.target].start

    def _quote(self, draft: ClaimDraft) -> Span:
        passage = self.passage_of[self._anchor(draft)]
        quote = offsets(self.doc, draft.quote) if draft.quote else (passage.start, passage.end)
        if quote[1] - quote[0] <= LONGEST_QUOTE:
            return quote
        return _narrowed(self.text, quote, self._needed(draft))

    def _needed(self, draft: ClaimDraft) -> list[Span]:
        source, target = self.drafts[draft.source], self.drafts[draft.target]
        spans = [(source.start, source.end), (target.start, target.end)]
        return [offsets(self.doc, span) for span in [*spans, *filter(None, [draft.trigger])]]


def _passage_by_token(doc: Doc, passages: Sequence[Passage]) -> list[Passage]:
    """For each token its passage; outside of any, the one before, else the first."""
    found, current = [], 0
    for token in doc:
        while current + 1 < len(passages) and passages[current + 1].start <= token.idx:
            current += 1
        found.append(passages[current])
    return found


def _narrowed(text: str, quote: Span, needed: Iterable[Span]) -> Span:
    """The part of an overlong quote around what is needed, cut at spaces."""
    inside = [span for span in needed if quote[0] <= span[0] and span[1] <= quote[1]]
    low = min((start for start, _ in inside), default=quote[0])
    high = max((end for _, end in inside), default=low)
    start, end = max(quote[0], low - QUOTE_MARGIN), min(quote[1], high + QUOTE_MARGIN)
    before, after = text.rfind(" ", start, low), text.find(" ", high, end)
    if start > quote[0]:
        start = low if before < 0 else text.find(" ", start, low) + 1
    if end < quote[1]:
        end = high if after < 0 else text.rfind(" ", high, end)
    return start, end
