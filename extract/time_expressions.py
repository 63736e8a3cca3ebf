"""English time expressions as intervals: "last week", "early 2022", "Friday", "17 June".

Pure functions over words; no expression is guessed. A weekday is the latest one up to the day of
publication, a month or day without a year the latest past one, as news writes them.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from evidence.model import TimeSpan
from extract.calendar_spans import Interval, calendar_span, month_span, single_day, third_of

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Interval | None]]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
           "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
           "couple of": 2}  # fmt: skip
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
FIRST_YEAR, LAST_YEAR = 1500, 2199

_MONTH = r"(?P<month>" + "|".join(name[:3] + f"(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_YEAR = r"(?P<year>1[5-9]\d\d|2[01]\d\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?P<weekday>" + "|".join(WEEKDAYS) + r")"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_COUNT = r"(?P<count>\d{1,4}|" + "|".join(NUMBERS) + r")"
_PART = r"(?:(?P<part>early|mid|late|beginning of|start of|middle of|end of)[ -])?"
_UNITS = r"(?:days?|weeks?|months?|years?|decades?|time|period|moment)"
_NUMBER = r"(?:\d{1,4}|" + "|".join(NUMBERS) + r")"
_HOUR = r"(?: (?:morning|afternoon|evening|night))?"
_WHICH = r"(?P<which>last|this|next|past|previous|coming)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"


def read_time(text: str, published: date | None) -> TimeSpan | None:
    """The interval of a time expression.

    Args:
        text: The words, as in the document; a preposition in front is read with them.
        published: Day of publication; without it only absolute dates become intervals.

    Returns:
        None if the words are no point in time (durations, ages, "annual"); an interval with open
        ends None; both ends None where the words are a time but nothing tells which.
    """
    words = " ".join(text.lower().replace("’", "'").replace("'s", "").split()).strip(" ,.")
    match = LEAD.match(words)
    lead, rest = (match["lead"], words[match.end() :]) if match else ("", words)
    interval = _read(rest, published)
    if interval is None:
        return None
    return TimeSpan(*_with_lead(lead, interval, published), text)


LEAD = re.compile(r"(?P<lead>since|until|till|by|before|after|from|on|in|during|at|around|about) ")


def _read(words: str, published: date | None) -> Interval | None:
    words = words.removeprefix("the ")
    for pattern, rule in _rules():
        match = pattern.fullmatch(words)
        if match:
            return rule(match, published)
    return None


def _with_lead(lead: str, interval: Interval, published: date | None) -> Interval:
    """Open the interval as the preposition says."""
    earliest, latest = interval
    if lead in ("since", "from"):
        return earliest, published if earliest else None
    if lead in ("until", "till", "by"):
        return None, latest
    if lead == "before":
        return None, earliest - timedelta(days=1) if earliest else None
    if lead == "after":
        return (latest + timedelta(days=1) if latest else None), None
    return interval


@lru_cache
def _rules() -> tuple[Rule, ...]:
    day_first = rf"(?:{_WEEKDAY},? )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"
    month_first = rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,? {_YEAR})?"
    table: tuple[tuple[str, Callable[[re.Match[str], date | None], Interval | None]], ...] = (
        (r"(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)", _iso),
        (day_first, _day),
        (month_first, _day),
        (rf"{_PART}{_MONTH}(?:,? (?:of )?{_YEAR})?", _month),
        (rf"(?:year )?{_PART}{_YEAR}", _year),
        (rf"{_PART}(?P<decade>1[5-9]\d|20\d)0s", _decade),
        (rf"(?:(?P<which>last|this|next|past) )?{_SEASON}(?: of)?(?: {_YEAR})?", _season),
        (
            rf"(?:(?P<which>last|this|past|next|coming) )?{_WEEKDAY}{_HOUR}",
            _weekday,
        ),
        (
            r"(?P<near>today|tonight|yesterday|tomorrow|last night|this (?:morning|evening))",
            _near,
        ),
        (
            rf"(?:(?:earlier|later|early|late) )?{_WHICH} {_UNIT}",
            _period,
        ),
        (rf"{_COUNT} {_UNIT} (?:ago|earlier)", _ago),
        (rf"(?P<which>last|past|next|coming) {_COUNT} {_UNIT}", _several),
        (rf"recent {_UNITS}|(?:following|previous|same|that) {_UNITS}", _vague),
        (rf"(?:a )?(?:few|several|some) {_UNITS} (?:ago|later|earlier|before)", _vague),
        (rf"{_NUMBER} {_UNITS} (?:later|before)|now|recently|lately|at the time", _vague),
    )
    return tuple((re.compile(pattern), rule) for pattern, rule in table)


def _iso(match: re.Match[str], published: date | None) -> Interval | None:
    return single_day(int(match["year"]), int(match["number"]), int(match["day"]))


def _month_number(match: re.Match[str]) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))


def _day(match: re.Match[str], published: date | None) -> Interval | None:
    month, day = _month_number(match), int(match["day"])
    if match["year"]:
        return single_day(int(match["year"]), month, day)
    if published is None:
        return None, None
    found = single_day(published.year, month, day)
    if found is not None and found[0] is not None and found[0] > published + timedelta(days=31):
        found = single_day(published.year - 1, month, day)
    return found


def _month(match: re.Match[str], published: date | None) -> Interval | None:
    month = _month_number(match)
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None, None
    else:
        year = published.year - (month > published.month)
    return third_of(match["part"], month_span(year, month))


def _year(match: re.Match[str], published: date | None) -> Interval | None:
    year = int(match["year"])
    return third_of(match["part"], (date(year, 1, 1), date(year, 12, 31)))


def _decade(match: re.Match[str], published: date | None) -> Interval | None:
    first = int(match["decade"]) * 10
    return third_of(match["part"], (date(first, 1, 1), date(first + 9, 12, 31)))


def _season(match: re.Match[str], published: date | None) -> Interval | None:
    """A season of the northern half of the world; winter ends in the next year."""
    year = int(match["year"]) if match["year"] else None
    if year is None:
        if published is None:
            return None, None
        year = published.year
    if match["season"] == "winter":
        year -= published is not None and not match["year"] and published.month < 12
        return date(year, 12, 1), month_span(year + 1, 2)[1]
    first, last = SEASONS[match["season"]]
    if not match["year"] and published is not None and first > published.month:
        year -= match["which"] not in ("this", "next")
    elif match["which"] == "last" and published is not None and last >= published.month:
        year -= 1
    return date(year, first, 1), month_span(year, last)[1]


def _weekday(match: re.Match[str], published: date | None) -> Interval | None:
    if published is None:
        return None, None
    number = WEEKDAYS.index(match["weekday"])
    back = (published.weekday() - number) % 7
    if match["which"] == "last" and back == 0:
        back = 7
    found = published - timedelta(days=back)
    if match["which"] in ("next", "coming"):
        found += timedelta(days=7)
    return found, found


def _near(match: re.Match[str], published: date | None) -> Interval | None:
    if published is None:
        return None, None
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["near"], 0)
    found = published + timedelta(days=shift)
    return found, found


def _period(match: re.Match[str], published: date | None) -> Interval | None:
    """The calendar's week, month or year: "last week", "earlier this month"."""
    if published is None or match["which"] == "previous":
        return None, None
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(match["which"], 0)
    earliest, latest = calendar_span(match["unit"], published, shift)
    text = match.group(0)
    if shift == 0 and text.startswith("earlier"):
        return earliest, published
    if shift == 0 and text.startswith("later"):
        return published, latest
    return earliest, latest


def _count(match: re.Match[str]) -> int:
    return NUMBERS.get(match["count"]) or int(match["count"])


def _ago(match: re.Match[str], published: date | None) -> Interval | None:
    """That week, month or year: "three weeks ago" is the whole of that week."""
    count, unit = _count(match), match["unit"]
    if published is None or match.group(0).endswith("earlier"):
        return None, None
    days = count * UNIT_DAYS[unit]
    if days > 365 * 500:
        return None, None
    if unit == "year":
        return calendar_span("year", published, -count)
    if unit == "month":
        return calendar_span("month", published, -count)
    middle = published - timedelta(days=days)
    return calendar_span(unit if unit in ("day", "week") else "year", middle, 0)


def _several(match: re.Match[str], published: date | None) -> Interval | None:
    """Up to the day of publication: "the past 14 years"."""
    days = _count(match) * UNIT_DAYS[match["unit"]]
    if published is None or days > 365 * 500:
        return None, None
    if match["which"] in ("next", "coming"):
        return published, published + timedelta(days=days)
    if match["unit"] == "year":
        first = published.year - _count(match)
        return date(first, published.month, min(published.day, 28)), published
    return published - timedelta(days=days), published


def _vague(match: re.Match[str], published: date | None) -> Interval | None:
    return None, None
