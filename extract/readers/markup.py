"""The tokens of HTML, in one pass.

Python's own parser takes minutes for 100 kB of unfinished tags, as of 3.12.1 (CVE-2025-6069).
This one follows the tokenizer of the WHATWG standard, section 13.2.5, as far as text and
attributes go: every sign is looked at a bounded number of times.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

TAG_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
GAP = re.compile(r"[\s/]*")
ATTRIBUTE = re.compile(r"([^\s/>][^\s/>=]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]*))?")
LONG_NUMBER = re.compile(r"&#0*[0-9]{8,};?")
"""`unescape` raises on numbers of over 4,300 digits."""
RAW = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
"""Elements whose content has no tags."""


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag, an end tag, or text."""

    kind: str
    """"start", "end" or "text"."""
    value: str
    """Name of the tag in lower case, or the text with its entities resolved."""
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(markup: str) -> Iterator[Token]:
    """The tokens of a page; comments, declarations and an unfinished last tag are left out."""
    at, written = 0, 0
    open_raw: set[str] = set()
    while (at := markup.find("<", at)) >= 0:
        following = markup[at + 1 : at + 2]
        closing = following == "/"
        name = TAG_NAME.match(markup, at + 1 + closing)
        if not name and following not in ("!", "?", "/"):
            at += 1
            continue
        yield from _text(markup[written:at])
        if not name:
            at = written = _after_comment(markup, at)
            continue
        attributes, at = _attributes(markup, name.end())
        written, tag = at, name.group().lower()
        if at <= len(markup):
            yield Token("end" if closing else "start", tag, attributes)
        if tag in RAW and not closing and tag not in open_raw:
            end = re.compile(rf"</{tag}[\s/>]", re.IGNORECASE).search(markup, at)
            if end or tag in ("script", "style"):
                at = end.start() if end else len(markup)
                yield from _text(markup[written:at])
                written = at
            else:
                open_raw.add(tag)
    yield from _text(markup[written:])


def resolve(text: str) -> str:
    """The text with its character references resolved."""
    return unescape(LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _text(markup: str) -> Iterator[Token]:
    if markup:
        yield Token("text", resolve(markup))


def _after_comment(markup: str, at: int) -> int:
    """Where a comment, declaration or instruction ends; an unfinished one takes the rest."""
    mark = "-->" if markup.startswith("<!--", at) else ">"
    end = markup.find(mark, at + 2)
    return end + len(mark) if end >= 0 else len(markup)


def _attributes(markup: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag, and where it ends; past the end of the markup if it does not."""
    found: dict[str, str] = {}
    while True:
        gap = GAP.match(markup, at)
        at = gap.end() if gap else at
        if markup[at : at + 1] == ">":
            return found, at + 1
        match = ATTRIBUTE.match(markup, at)
        if not match:
            return found, len(markup) + 1
        at = match.end()
        found.setdefault(match[1].lower(), resolve(_unquoted(match[2] or "")))


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] in "\"'" and value[0] == value[-1]
    return value[1:-1] if is_quoted else value
