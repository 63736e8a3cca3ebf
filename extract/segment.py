"""What the model is given of a document, as long as its text, and in pieces it can bear."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from evidence.model import Document, Mask, Span

LONGEST_LETTERLESS = 1_000
"""Longer runs of signs and digits are left out: spaCy's tokenizer is quadratic on some of them."""
LONGEST_WORD = 2_000
"""Longer runs without a space are left out: no English has them, and they take gigabytes."""
NARROWEST, WIDEST = 40, 120
"""Between these widths, in characters, lines may have been wrapped to fit."""
WRAPPED_SHARE = 0.8
"""A text is wrapped if so many of its line breaks stand where the next word would not have fit."""

LETTERLESS = re.compile(r"(?:(?!\s)[\W\d_])+")
UNBROKEN = re.compile(r"\S+")
PARAGRAPH_BREAK = re.compile(r"\n[ \t]*(?=\n)")
SENTENCE_BREAK = re.compile(r"[.!?][\"'”’)\]]{0,3}\s")

BREAKS = dict.fromkeys(map(ord, "\f\v\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
BLANKS = dict.fromkeys(map(ord, "\t\xa0\u1680\u202f\u205f\u3000"), " ")
BLANKS |= dict.fromkeys(range(0x2000, 0x200B), " ")
CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\r"}
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
PLAIN = CONTROLS | BLANKS | BREAKS | SURROGATES
"""Signs that only confuse a tokenizer, each with the one sign that stands for it."""


def model_text(document: Document) -> str:
    """The text for the model: as long as the document's, so that its offsets hold.

    Masked stretches and runs that no model can bear are spaces. Every line break is a line feed;
    those of a text wrapped to a width are spaces, since they end no sentence. Lone surrogates are
    U+FFFD.
    """
    text = document.text.replace("\r\n", " \n").replace("\r", "\n").translate(PLAIN)
    text = _blank(text, ((mask.start, mask.end) for mask in document.hidden))
    text = _unwrap(text)
    text = _blank(text, _runs(LETTERLESS, text, LONGEST_LETTERLESS))
    return _blank(text, _runs(UNBROKEN, text, LONGEST_WORD))


def pieces(text: str, limit: int = 20_000) -> list[Span]:
    """Cut a text into stretches of at most `limit` characters that follow without a gap.

    A cut falls after a paragraph if there is one in reach, else after a line, a sentence, a word.
    """
    cuts = [0]
    while len(text) - cuts[-1] > limit:
        cuts.append(_cut(text, cuts[-1], cuts[-1] + limit))
    if cuts[-1] < len(text):
        cuts.append(len(text))
    return list(pairwise(cuts))


def junk_runs(text: str) -> tuple[Mask, ...]:
    """The runs that `model_text` leaves out although they are not masked, for the reader to see."""
    spans = _runs(LETTERLESS, text, LONGEST_LETTERLESS)
    return tuple(Mask(start, end, "junk") for start, end in spans)


def _blank(text: str, spans: Iterator[Span]) -> str:
    """Put spaces over the spans, which are sorted; line breaks stay."""
    parts, done = [], 0
    for start, end in spans:
        lines = text[max(start, done) : end].split("\n")
        parts += [text[done:start], "\n".join(" " * len(line) for line in lines)]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _runs(pattern: re.Pattern[str], text: str, longest: int) -> Iterator[Span]:
    for match in pattern.finditer(text):
        if match.end() - match.start() > longest:
            yield match.span()


def _cut(text: str, start: int, end: int) -> int:
    """The best place for a cut in (start, end]."""
    paragraph = _last_end(PARAGRAPH_BREAK, text, start, end)
    line = text.rfind("\n", start, end) + 1
    sentence = _last_end(SENTENCE_BREAK, text, start, end)
    space = text.rfind(" ", start, end) + 1
    return paragraph or line or sentence or space or end


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the last match ends; 0 if there is none."""
    last = deque(pattern.finditer(text, start, end), maxlen=1)
    return last[0].end() if last else 0


def _unwrap(text: str) -> str:
    """Turn line breaks that only keep to a width into spaces."""
    lines = text.split("\n")
    width = max(map(len, lines))
    inner = [at for at in range(len(lines) - 1) if lines[at].strip() and lines[at + 1].strip()]
    if not NARROWEST <= width <= WIDEST or len(inner) < 3:
        return text
    wraps = {at for at in inner if _is_full(lines[at], lines[at + 1], width)}
    if len(wraps) < WRAPPED_SHARE * len(inner):
        return text
    ends = (" " if at in wraps else "\n" for at in range(len(lines) - 1))
    return "".join(map("".join, zip(lines, [*ends, ""], strict=True)))


def _is_full(line: str, following: str, width: int) -> bool:
    """Would the first word of the next line not have fit on this one?"""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width
