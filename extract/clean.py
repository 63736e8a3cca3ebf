"""Stretches of a text that no claim may rest on. They are masked: text and offsets stay."""

import re
from collections.abc import Container, Iterator, Sequence

from evidence.model import Mask
from extract.chrome import inner_masks, is_end, is_role, is_signature, is_tail, reason
from extract.lines import Line, lines_of

TAIL_SHARE = 0.4
"""Teasers follow a line "Related articles" only if so much of the text came before it."""
END_SHARE = 0.5
PROSE_WORDS = 25
"""A closed line of so many words is prose, whatever stands around it."""
SHORT_PROSE_WORDS = 10
"""Two closed lines in a row of so many words are prose."""
REPEAT_WORDS = 6
LEAD_WORDS = 20
CUT_LEAD_WORDS = 8
"""For leads that end in an ellipsis."""
LEAD_SHARE = 0.9
SHINGLE = 4
"""Words of a shingle, by which a cut-off lead is found again in the text."""

ELLIPSIS = re.compile(r"(?:…|\.\.\.)[\])]?$")
PLACE = r"[A-Z][^\W\d_.'’-]*(?:[ .'’-]{1,2}[A-Z][^\W\d_.'’-]*){0,3}"
AFTER_PLACE = r"(?:, ?[A-Z0-9][\w. ]{1,20}){0,3},?"
AGENCY = r"\((?:[A-Z][\w./& -]{0,40})?\)"
DASH = r"(?:--|[–—-]|:)"
DATELINE = re.compile(
    rf"(?:{PLACE}{AFTER_PLACE} ?{AGENCY}(?= ?{DASH} [A-Z\"“‘])"
    rf"|{PLACE}{AFTER_PLACE} ?/[^/\n]{{2,30}}/[.:]?"
    rf"|[A-Z]{{3}}[A-Z .'’-]{{0,20}}(?:, [A-Z][\w. ]{{1,20}}){{0,2}}(?= ?[–—-]{{1,2}} [A-Z\"“‘]))"
    rf"(?: ?{DASH}(?= )|(?<=/[.:])|(?<=/)) *"
    rf"|{PLACE} ?{AGENCY},? [A-Z][a-z]{{2,8}}\.? \d{{1,2}}, \d{{4}} *(?=[A-Z\"“‘])"
)
"""Of the four: an agency in brackets, one between strokes, a place in capitals, agency and day."""
LONGEST_DATELINE = 80


def find_masks(text: str) -> tuple[Mask, ...]:
    """The masks of a text, sorted, not overlapping, one for each line that is not article.

    Args:
        text: Any text, of one article as a rule.

    Returns:
        Masks with the reasons "chrome" (menus, buttons), "form", "teaser", "byline", "stamp",
        "dateline", "copyright", "source", "repeat".
    """
    lines = lines_of(text)
    reasons = {at: why for at, line in enumerate(lines) if (why := reason(line))}
    for rule in (_signatures, _leads, _repeats, _tails):
        reasons |= {at: why for at, why in rule(lines, reasons) if at not in reasons}
    masks = [Mask(lines[at].start, lines[at].end, why) for at, why in reasons.items()]
    for at, line in enumerate(lines):
        masks += (*_dateline(line), *inner_masks(line)) if at not in reasons else ()
    return tuple(sorted(masks, key=lambda mask: mask.start))


def headline_of(lines: Sequence[Line], masked: Container[int]) -> int | None:
    """The place of the first line of the article that has three words besides figures."""
    for at, line in enumerate(lines):
        if at not in masked and len(line.words) - line.words.count("#") > 2:
            return at
    return None


def _signatures(lines: Sequence[Line], reasons: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Names alone beside a date or a byline; the headline is none, whatever it looks like."""
    headline = headline_of(lines, reasons)
    for at, line in enumerate(lines):
        beside = {reasons.get(at - 1), reasons.get(at + 1)}
        if at == headline or not beside & {"stamp", "byline", "chrome"}:
            continue
        if is_role(line) or (is_signature(line) and beside & {"stamp", "byline"}):
            yield at, "byline"


def _leads(lines: Sequence[Line], reasons: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Cut-off lines whose words all stand elsewhere in the text."""
    cut = {at: _shingles(line) for at, line in enumerate(lines) if _is_cut_off(line)}
    wanted = {shingle for shingles in cut.values() for shingle in shingles}
    if not wanted:
        return
    where: dict[tuple[str, ...], set[int]] = {}
    for at, line in enumerate(lines):
        for shingle in wanted.intersection(_shingles(line)):
            where.setdefault(shingle, set()).add(at)
    for at, shingles in cut.items():
        again = sum(bool(where[shingle] - {at}) for shingle in shingles)
        if at not in reasons and again >= LEAD_SHARE * len(shingles):
            yield at, "repeat"


def _is_cut_off(line: Line) -> bool:
    if ELLIPSIS.search(line.text):
        return len(line.words) >= CUT_LEAD_WORDS
    return len(line.words) >= LEAD_WORDS and line.text[-1:].isalnum()


def _shingles(line: Line) -> set[tuple[str, ...]]:
    words = line.words
    return {words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1)}


def _repeats(lines: Sequence[Line], reasons: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Lines that stood before, word for word."""
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if len(line.words) >= REPEAT_WORDS and at not in reasons:
            if line.key in seen:
                yield at, "repeat"
            seen.add(line.key)


def _tails(lines: Sequence[Line], reasons: dict[int, str]) -> Iterator[tuple[int, str]]:
    """What follows a line "Related articles", up to where prose returns."""
    length = lines[-1].end if lines else 0
    teasing = late = ended = False
    for at, line in enumerate(lines):
        ended = ended or (is_end(line) and line.start >= END_SHARE * length)
        if at in reasons:
            teasing = teasing or is_tail(line)
            late = late or (teasing and line.start >= TAIL_SHARE * length)
        elif ended:
            yield at, "form"
        elif teasing and not (_is_prose(lines, at, reasons) if late else line.is_closed):
            yield at, "teaser"
        else:
            teasing = late = False


def _is_prose(lines: Sequence[Line], at: int, reasons: dict[int, str]) -> bool:
    line, after = lines[at], at + 1
    if not line.words or (line.is_closed and len(line.words) >= PROSE_WORDS):
        return True
    return _is_short_prose(line) and (
        after < len(lines) and after not in reasons and _is_short_prose(lines[after])
    )


def _is_short_prose(line: Line) -> bool:
    return line.is_closed and (not line.words or len(line.words) >= SHORT_PROSE_WORDS)


def _dateline(line: Line) -> Iterator[Mask]:
    """As in: OSLO (Agency) - The minister left."""
    match = DATELINE.match(line.text or "", 0, LONGEST_DATELINE)
    if match and line.end > line.start + match.end():
        yield Mask(line.start, line.start + len(match.group().rstrip()), "dateline")
