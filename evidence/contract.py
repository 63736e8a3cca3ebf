"""The citation contract: what must hold of an extraction to be stored, and ever after."""

from collections.abc import Iterable, Iterator

from evidence.model import (
    Attribution,
    Claim,
    Extraction,
    Mention,
    Span,
    document_id,
    mention_id,
    passage_id,
    text_sha256,
)


def broken_rules(extraction: Extraction) -> list[str]:
    """What breaks the contract, a sentence each; empty where every quote is its text."""
    return [*_document_rules(extraction), *_evidence_rules(extraction)]


def _document_rules(extraction: Extraction) -> Iterator[str]:
    document = extraction.document
    if text_sha256(document.text) != document.sha256:
        yield "the text does not match its SHA-256"
    if document_id(document.name, document.text) != document.id:
        yield "the id does not match name and text"
    size = len(document.text)
    for mask in document.masks:
        if not _inside((mask.start, mask.end), size):
            yield f"mask {mask.start}-{mask.end} lies outside the text"


def _evidence_rules(extraction: Extraction) -> Iterator[str]:
    document, size = extraction.document, len(extraction.document.text)
    known = {passage.id for passage in extraction.passages}
    for passage in extraction.passages:
        span = passage.start, passage.end
        if not _inside(span, size) or passage.id != passage_id(document.id, *span):
            yield f"passage {passage.id} does not fit the text"
    mentions = {mention.id for mention in extraction.mentions}
    for mention in extraction.mentions:
        yield from _mention_rules(mention, extraction, known)
    for claim in extraction.claims:
        yield from _claim_rules(claim, size, known, mentions)
    for attribution in extraction.attributions:
        yield from _attribution_rules(attribution, size, known, mentions)
    for kind in (extraction.passages, extraction.mentions, extraction.claims):
        yield from _foreign(kind, document.id)
    yield from _foreign(extraction.attributions, document.id)
    if len(mentions) < len(extraction.mentions) or len(known) < len(extraction.passages):
        yield "two mentions or two passages have one span"


def _mention_rules(mention: Mention, extraction: Extraction, passages: set[str]) -> Iterator[str]:
    document, span = extraction.document, (mention.start, mention.end)
    if document.text[slice(*span)] != mention.text or not _inside(span, len(document.text)):
        yield f"mention {mention.id}: the quote is not text[{mention.start}:{mention.end}]"
    if mention.id != mention_id(document.id, *span) or mention.passage_id not in passages:
        yield f"mention {mention.id} does not fit its passage"


def _claim_rules(claim: Claim, size: int, passages: set[str], mentions: set[str]) -> Iterator[str]:
    if not _all_inside([(claim.start, claim.end), claim.trigger], size):
        yield f"claim {claim.id}: the quote or trigger lies outside the text"
    named = {argument.mention_id for argument in claim.arguments} | set(claim.reported_by)
    if claim.claimant is not None:
        named.add(claim.claimant)
    if claim.passage_id not in passages or not named <= mentions:
        yield f"claim {claim.id} rests on a passage or mention that is not there"


def _attribution_rules(
    attribution: Attribution, size: int, passages: set[str], mentions: set[str]
) -> Iterator[str]:
    spans = [attribution.source_span, attribution.cue_span, *attribution.content_spans]
    if not _all_inside(spans, size):
        yield f"attribution {attribution.id} lies outside the text"
    known = attribution.source is None or attribution.source in mentions
    if attribution.passage_id not in passages or not known:
        yield f"attribution {attribution.id} rests on a passage or mention that is not there"


def _foreign(records: Iterable[object], document: str) -> Iterator[str]:
    for record in records:
        if getattr(record, "document_id", None) != document:
            yield f"{type(record).__name__.lower()} of another document"


def _all_inside(spans: Iterable[Span | None], size: int) -> bool:
    return all(span is None or _inside(span, size) for span in spans)


def _inside(span: Span, size: int) -> bool:
    start, end = span
    return 0 <= start < end <= size
