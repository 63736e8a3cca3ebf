"""Stretches of the calendar: days, weeks, months, years, decades and their thirds."""

from datetime import date, timedelta

Interval = tuple[date | None, date | None]
"""First and last day; None where open."""


def single_day(year: int, month: int, day: int) -> Interval | None:
    """One day; None where the calendar has no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def third_of(part: str | None, span: tuple[date, date]) -> Interval:
    """The first, middle or last third."""
    if part is None:
        return span
    third = (span[1] - span[0]) / 3
    if part in ("early", "beginning of", "start of"):
        return span[0], span[0] + third
    if part in ("mid", "middle of"):
        return span[0] + third, span[1] - third
    return span[1] - third, span[1]


def calendar_span(unit: str, day: date, shift: int) -> tuple[date, date]:
    """The week, month, year or decade of a day, or its neighbour."""
    if unit == "day":
        return day + timedelta(days=shift), day + timedelta(days=shift)
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * shift)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + shift
        return month_span(months // 12, months % 12 + 1)
    if unit == "year":
        return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31)
    first = (day.year // 10 + shift) * 10
    return date(first, 1, 1), date(first + 9, 12, 31)
