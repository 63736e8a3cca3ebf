"""Who says so in a headline: "Minister: talks failed", "Talks failed: minister"."""

from spacy.tokens import Span, Token

from extract.annotations import AttributionDraft, TokenSpan
from extract.arguments import Arguments
from extract.citing import SPEAKERS, words
from extract.phrases import LOOSE_SCORE
from extract.syntax import noun_lemma, root_of

LONGEST_SOURCE = 6
"""Tokens of the source before or after the colon."""
SHORTEST_CONTENT = 3
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def headline_attribution(sent: Span, arguments: Arguments) -> AttributionDraft | None:
    """The attribution of a line with one colon, one side of which is a speaker and no more."""
    colons = [token.i for token in sent if token.text == ":"]
    start, end = _trimmed(sent)
    if len(colons) != 1 or sent.doc[end - 1].text in (".", "?", "!", ","):
        return None
    left, right = (start, colons[0]), (colons[0] + 1, end)
    for side, content in ((right, left), (left, right)):
        number = _speaker_of(side, content, arguments)
        if number is not None:
            return AttributionDraft(number, side, None, (content,))
        if _is_unnamed_speaker(side, content, sent):
            return AttributionDraft(None, side, None, (content,))
    return None


def _trimmed(sent: Span) -> TokenSpan:
    start, end = sent.start, sent.end
    while end > start + 1 and sent.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and sent.doc[start].is_space:
        start += 1
    return start, end


def _fits(side: TokenSpan, content: TokenSpan, tokens: list[Token]) -> bool:
    short = 0 < len(tokens) <= LONGEST_SOURCE
    return (
        short
        and content[1] - content[0] >= SHORTEST_CONTENT
        and not (any(token.tag_ in _FINITE for token in tokens))
    )


def _speaker_of(side: TokenSpan, content: TokenSpan, arguments: Arguments) -> int | None:
    doc = arguments.index.doc
    tokens = list(doc[side[0] : side[1]])
    if not _fits(side, content, tokens) or not _has_verb(doc[content[0] : content[1]]):
        return None
    ends = arguments.of_phrase(root_of(doc, *side), SPEAKERS)
    inside = [e for e in ends if side[0] <= arguments.mentions[e.mention].start < side[1]]
    return inside[0].mention if inside and inside[0].score > LOOSE_SCORE else None


def _is_unnamed_speaker(side: TokenSpan, content: TokenSpan, sent: Span) -> bool:
    tokens = list(sent.doc[side[0] : side[1]])
    known = words("headline_heads")
    fits = _fits(side, content, tokens) and _has_verb(sent.doc[content[0] : content[1]])
    return fits and noun_lemma(tokens[-1]) in known


def _has_verb(content: Span) -> bool:
    return any(token.tag_.startswith("V") or token.tag_ == "MD" for token in content)
