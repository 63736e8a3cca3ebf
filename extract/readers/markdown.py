"""Markdown: the file as it is; its markup is masked."""

import re
from collections.abc import Iterator

from evidence.model import Mask
from extract.readers.encoding import decode
from extract.readers.imprint import parse_day
from extract.readers.reading import Reading

MARKUP = re.compile(
    r"^ {0,3}#{1,6} +"  # heading
    r"|^ {0,3}(?:[-*+]|\d{1,3}[.)]) +"  # item of a list
    r"|^ {0,3}(?:> ?)+"  # quotation
    r"|^ {0,3}(?:[-*_=] ?){3,80} *$"  # rule, or underline of a heading
    r"|!?\[(?=[^\[\]\n]{0,500}\]\()"  # start of a link or a picture
    r"|\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,500}\")?\)"  # its address
    r"|\*{1,3}|_{2,3}|`{1,2}|~~"  # emphasis, code
    r"|<!--|-->"
    r"|</?[a-zA-Z][^<>\n]{0,500}>",  # HTML
    re.MULTILINE,
)
FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
FRONT_MATTER = re.compile(r"---\r?\n")
FRONT_MATTER_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
FIELD = re.compile(
    r"^(title|source|publisher|url|date): *[\"']?([^\r\n]{1,300}?)[\"']? *$", re.MULTILINE
)
HEADING = re.compile(r"^ {0,3}# +([^\r\n]{1,200})", re.MULTILINE)


def read_markdown(data: bytes) -> Reading:
    """Read a .md file. See `decode` for errors."""
    text = decode(data)
    front = _front_matter(text)
    fields = {match[1]: match[2].strip() for match in FIELD.finditer(text, 0, front)}
    heading = HEADING.search(text, front)
    return Reading(
        text,
        "text/markdown",
        title=fields.get("title") or (heading[1].rstrip(" #") if heading else ""),
        source=fields.get("publisher") or fields.get("source", ""),
        url=fields.get("url", ""),
        published=parse_day(fields.get("date", "")),
        masks=tuple(_masks(text, front)),
    )


def _front_matter(text: str) -> int:
    """Where the block of fields between two lines "---" ends; 0 if there is none."""
    if not FRONT_MATTER.match(text):
        return 0
    end = FRONT_MATTER_END.search(text, 4)
    return end.end() if end else 0


def _masks(text: str, front: int) -> Iterator[Mask]:
    if front:
        yield Mask(0, front, "chrome")
    done, open_fence = front, None
    for fence in FENCE.finditer(text, front):
        if open_fence is None:
            yield from _markup(text, done, fence.start())
            open_fence = fence.start()
        else:
            done = _line_end(text, fence.end())
            yield Mask(open_fence, done, "code")
            open_fence = None
    yield from _markup(text, done, len(text))


def _markup(text: str, start: int, end: int) -> Iterator[Mask]:
    for match in MARKUP.finditer(text, start, end):
        if match.end() > match.start():
            yield Mask(match.start(), match.end(), "markup")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
