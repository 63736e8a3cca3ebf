"""Title, publisher and date of a text, only where the text itself says so plainly."""

import re
from collections.abc import Sequence
from datetime import date

from evidence.model import Mask
from extract.chrome import DATE, is_company_name, is_outlet_name
from extract.clean import headline_of
from extract.lines import compared, lines_of

LONGEST_TITLE = 200
DECORATION = " \t.,;:|/*_#>()[]-–—"
LAST_TITLE_LINE = 4
"""A line further down is a subheading, not the title."""
SOURCE_NAME = re.compile(r"(?:sources?|via) ?: ?([^()\[\]|;]{2,60}?)[.)\] ]*$", re.IGNORECASE)
RIGHTS_NAME = re.compile(
    r"©|\([cC]\)|copyright|all rights reserved|[\[(]?\b(?:19|20)\d\d\b[\])]?", re.IGNORECASE
)
LABELLED = re.compile(r"^(?:first |last )?(?:published|posted|updated|date|dated)\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMERIC = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Z][a-z]{2,8})\.?,?"
    r"(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})\b"
)


def title_of(text: str, masks: Sequence[Mask]) -> str:
    """The first line of the article if it is a headline: short, without a full stop, text below."""
    starts = {mask.start for mask in masks}
    lines = lines_of(text[: 20 * LONGEST_TITLE])
    masked = {at for at, line in enumerate(lines) if line.start in starts}
    first = headline_of(lines, masked)
    if first is None or first - len(masked) > LAST_TITLE_LINE or first == len(lines) - 1:
        return ""
    line = lines[first]
    is_headline = not line.is_closed and len(line.text) <= LONGEST_TITLE and "…" not in line.text
    return line.text if is_headline and line.text[-1] not in ",:;" else ""


def source_of(text: str, masks: Sequence[Mask]) -> str:
    """The outlet, as a rights line, a source line or a stamp names it; the last one counts."""
    for mask in reversed(masks):
        line = text[mask.start : mask.end].strip(DECORATION)
        name = SOURCES[mask.reason](line) if mask.reason in SOURCES else ""
        if name and len(line) <= LONGEST_TITLE:
            return name
    return ""


def date_of(text: str, masks: Sequence[Mask]) -> date | None:
    """The day of publication: a stamp with a label, or with no other figures than one date.

    A page's own clock, "2021/04/2404:08:32 world 1518", is no date of publication.
    """
    for mask in masks:
        line = text[mask.start : mask.end].strip(DECORATION)
        if mask.reason == "stamp" and (LABELLED.match(line) or not _beside_date(line)[1]):
            day = parse_day(line)
            if day:
                return day
    return None


def parse_day(text: str) -> date | None:
    """The first full date in a line: ISO order, or with the month in letters; else None.

    Days and months in figures alone, 3/4/2021, mean two dates and so none.
    """
    numeric, worded = NUMERIC.search(text), WORDED.search(text)
    if numeric:
        return _day(*numeric.groups())
    if worded and worded[2][:3].casefold() in MONTHS and (worded[1] or worded[3]):
        month = MONTHS.index(worded[2][:3].casefold()) + 1
        return _day(worded[4], str(month), worded[1] or worded[3])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _beside_date(line: str) -> tuple[str, bool]:
    """What a stamp holds beside its first date, and whether there are figures in it."""
    rest = DATE.sub("", line, count=1).strip(DECORATION)
    return rest, any(map(str.isdigit, rest))


def _stamping_outlet(line: str) -> str:
    rest, has_figures = _beside_date(line)
    return rest if is_outlet_name(rest) and not has_figures else ""


def _named_source(line: str) -> str:
    match = SOURCE_NAME.search(line)
    if not match or match[1].startswith(("http", "www")):
        return ""
    return match[1].strip()


def _rights_holder(line: str) -> str:
    words = RIGHTS_NAME.sub(" ", line.strip()).strip(" .,|-–—[]()")
    name = re.split(r"[.|–—]| by ", words)[0].strip(" ,")
    plain = 0 < len(compared(name)) <= 6 and name[:1].isupper()
    told = is_company_name(compared(line)) or "©" in line or line[:9].casefold() == "copyright"
    return name if plain and told else ""


SOURCES = {"source": _named_source, "copyright": _rights_holder, "stamp": _stamping_outlet}
"""How the name of the outlet is read off a masked line, by the reason of its mask."""
