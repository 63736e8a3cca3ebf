"""Who says what stands between quotation marks, across sentences and paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.annotations import AttributionDraft, TokenSpan
from extract.arguments import Arguments
from extract.citing import is_reporting, speaker, trimmed, words
from extract.syntax import actors, is_passive, lemma, subjects

OPENING = frozenset("“«„")
CLOSING = frozenset("”»")
SHORTEST_QUOTE = 5
"""Tokens of a quotation without a finite verb; shorter words are held at arm's length, no more."""
BLOCK = 64
"""Tokens of a block by which attributions are looked up."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(slots=True)
class Quote:
    """What stands between a pair of quotation marks."""

    start: int
    """First and last token of the words, without marks and the comma before the closing one."""
    end: int
    opening: int
    """The tokens after the opening mark and at the closing one."""
    closing: int
    paragraph: int
    """Number of the paragraph; neighbours may belong to one speaker."""


def find_quotes(doc: Doc) -> list[Quote]:
    """Quotations of a clause or more; one that is not closed ends with its paragraph."""
    found: list[Quote] = []
    start, paragraph = -1, 0
    for token in doc:
        breaks = token.is_space and "\n" in token.text
        opens, closes = _marks(token)
        if start >= 0 and (opens or closes or breaks):
            _add(found, doc, start, token.i, paragraph)
            start = -1
        if opens:
            start = token.i + 1
        paragraph += breaks
    if start >= 0:
        _add(found, doc, start, len(doc), paragraph)
    return found


def _marks(token: Token) -> tuple[bool, bool]:
    """Does the token open or close a quotation? Straight marks tell by the space beside them."""
    mark = token.text[0]
    if mark != '"':
        return mark in OPENING, mark in CLOSING
    before = token.nbor(-1) if token.i > 0 else None
    opens = before is None or before.is_space or bool(before.whitespace_)
    return opens, not opens


def quote_attributions(
    quotes: list[Quote], known: list[AttributionDraft], arguments: Arguments
) -> Iterator[AttributionDraft]:
    """An attribution for each quotation that no reporting clause covers yet.

    A quotation within or beside the content of a known attribution widens that content. One with a
    speaker's tag gets him; one without, next to another, goes on with the same speaker.
    """
    last: tuple[Quote, AttributionDraft] | None = None
    near = _by_block(known)
    for quote in quotes:
        widened = _widened(quote, near)
        draft = widened or _tagged(quote, arguments) or _continued(quote, last, arguments)
        if draft is not None and widened is None:
            yield draft
        last = None if draft is None else (quote, draft)


def _by_block(known: list[AttributionDraft]) -> dict[int, list[AttributionDraft]]:
    """Attributions by the blocks of tokens that their content lies in, so that few are compared."""
    found: dict[int, list[AttributionDraft]] = {}
    for draft in known:
        for start, end in draft.content:
            for block in range(start // BLOCK, end // BLOCK + 1):
                found.setdefault(block, []).append(draft)
    return found


def _continued(
    quote: Quote, last: tuple[Quote, AttributionDraft] | None, arguments: Arguments
) -> AttributionDraft | None:
    """The speaker of the quotation before, if he goes on."""
    if last is None or not _goes_on(last[0], quote, arguments.index.doc):
        return None
    before = last[1]
    content = ((quote.start, quote.end),)
    return AttributionDraft(before.source, before.source_span, None, content)


def _add(found: list[Quote], doc: Doc, opening: int, closing: int, paragraph: int) -> None:
    quote = Quote(*trimmed(doc, (opening, closing)), opening, closing, paragraph)
    inside = doc[quote.start : quote.end]
    finite = len(inside) > 1 and any(token.tag_ in FINITE for token in inside)
    if finite or (len(inside) >= SHORTEST_QUOTE and any(t.tag_.startswith("V") for t in inside)):
        found.append(quote)


def _widened(quote: Quote, near: dict[int, list[AttributionDraft]]) -> AttributionDraft | None:
    """The known attribution whose content meets the quotation, made to cover all of it."""
    blocks = range(quote.start // BLOCK, quote.end // BLOCK + 1)
    for draft in (draft for block in blocks for draft in near.get(block, ())):
        for start, end in draft.content:
            cue_outside = draft.cue is None or not quote.start <= draft.cue[0] < quote.end
            if start < quote.end and quote.start < end and cue_outside:
                draft.content = _merged([*draft.content, (quote.start, quote.end)])
                return draft
    return None


def _merged(spans: list[TokenSpan]) -> tuple[TokenSpan, ...]:
    """Overlapping spans as one; the cue and the speaker stay out."""
    merged: list[TokenSpan] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _tagged(quote: Quote, arguments: Arguments) -> AttributionDraft | None:
    """As in "...," said X; X said: "..."; "..., " X of Y, with any verb at all."""
    for verb in _verbs_around(quote, arguments.index.doc):
        nouns = subjects(verb) if not is_passive(verb) else actors(verb)
        source, span = speaker(nouns, arguments)
        if span is None or quote.start <= span[0] < quote.end:
            continue
        cue = (verb.i, verb.i + 1)
        return AttributionDraft(source, span, cue, ((quote.start, quote.end),), verb.i)
    return None


def _verbs_around(quote: Quote, doc: Doc) -> list[Token]:
    """Verbs that may introduce the quotation: reporting ones near it, nearest sentence first."""
    after = _sentence_rest(doc, quote.closing, 1)
    before = _sentence_rest(doc, quote.opening - 2, -1)
    tag = [token for token in after if token.tag_.startswith("V") and token.dep_ != "relcl"]
    candidates = [token for token in after + before if _introduces(token)]
    comma = doc[quote.closing - 1].text == ","
    return candidates or (tag[:1] if comma else [])


def _introduces(token: Token) -> bool:
    return is_reporting(token) and lemma(token) not in words("clause_only")


def _sentence_rest(doc: Doc, place: int, step: int) -> list[Token]:
    """Tokens of the sentence from a place on, in one direction, outside the quotation."""
    found: list[Token] = []
    while 0 <= place < len(doc) and len(found) < 60:
        token = doc[place]
        if token.is_space and "\n" in token.text:
            break
        if (step < 0 and token.text in (".", "!", "?")) or (
            token.text[0] in OPENING | CLOSING and found
        ):
            break
        found.append(token)
        if step > 0 and token.text in (".", "!", "?"):
            break
        place += step
    return found


def _goes_on(before: Quote, quote: Quote, doc: Doc) -> bool:
    """Does the same speaker go on: same paragraph, or the next one, which is all quotation?"""
    between = doc[before.closing : quote.opening]
    if quote.paragraph == before.paragraph:
        return len(between) < 40
    own_words = [token for token in between if token.tag_.startswith("V")]
    return quote.paragraph - before.paragraph <= 1 and len(own_words) <= 1
