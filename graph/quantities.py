"""Numbers in sentences, with units made equal: 72 km and 45 miles agree, 18 and 30 dead do not."""

import re
from dataclasses import dataclass
from math import inf

TOLERANCE = 0.06
"""Share by which two exact numbers may differ and still agree: 72 km is 44.7 miles."""
ROUGHLY = 0.15
"""The same for numbers with "about"."""
UNITS = {
    "km": ("metre", 1000.0), "kilometer": ("metre", 1000.0), "kilometre": ("metre", 1000.0),
    "mile": ("metre", 1609.344), "meter": ("metre", 1.0), "metre": ("metre", 1.0),
    "ton": ("kilogram", 1000.0), "tonne": ("kilogram", 1000.0), "kilogram": ("kilogram", 1.0),
    "kg": ("kilogram", 1.0), "percent": ("percent", 1.0), "%": ("percent", 1.0),
    "dollar": ("dollar", 1.0), "euro": ("euro", 1.0), "pound": ("pound", 1.0),
    "hectare": ("hectare", 1.0), "acre": ("hectare", 0.404686),
}  # fmt: skip
"""Singular unit to the unit it is counted in, and how many of those it is."""
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
AT_LEAST = ("at least", "more than", "over", "above", "no fewer than", "exceeding", "minimum of")
AT_MOST = (
    "at most",
    "less than",
    "fewer than",
    "under",
    "up to",
    "no more than",
    "almost",
    "nearly",
)
ABOUT = ("about", "around", "some", "roughly", "approximately", "nearly", "almost", "an estimated")
NOT_COUNTED = frozenset(
    ["year", "month", "week", "day", "hour", "minute", "january", "february", "march", "april",
     "may", "june", "july", "august", "september", "october", "november", "december", "am", "pm",
     "and", "or", "of", "to", "in", "at", "on", "the", "th", "per", "by", "for", "with", "as"]
)  # fmt: skip
"""Words after a number that make it a date, a time or no quantity of a thing."""
_QUANTITY = re.compile(
    r"(?<![A-Za-z])(?P<before>(?:[A-Za-z]+ ){0,3})(?P<number>\d[\d,]*(?:\.\d+)?|"
    + "|".join(WORDS)
    + r")(?: (?P<scale>hundred|thousand|million|billion|trillion))?(?: |-)?(?P<unit>%|[A-Za-z]+)?"
    r"(?: (?P<noun>[A-Za-z]+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something, as the interval that the words leave open."""

    unit: str
    """What is counted: a unit of measure, else the noun, singular."""
    low: float
    high: float
    text: str
    """The words, for people."""


def quantities_in(text: str) -> list[Quantity]:
    """Numbers of a sentence with what they count; dates, years and bare numbers are left out."""
    plain = " ".join(text.replace("\u00a0", " ").split())
    found = (_quantity(match) for match in _QUANTITY.finditer(plain))
    return [quantity for quantity in found if quantity is not None]


def agree(left: Quantity, right: Quantity) -> bool:
    """Whether two quantities of one unit can both be true."""
    return left.low <= right.high and right.low <= left.high


def _quantity(match: re.Match[str]) -> Quantity | None:
    value = _value(match["number"], match["scale"])
    unit = _unit(match)
    if value is None or unit is None:
        return None
    counted, factor = unit
    low, high = _interval(value * factor, match["before"].lower())
    return Quantity(counted, low, high, match[0][len(match["before"]) :].strip())


def _value(number: str, scale: str | None) -> float | None:
    digits = number.replace(",", "").rstrip(".")
    value = float(WORDS[digits.lower()]) if digits.lower() in WORDS else float(digits)
    if scale is None and len(digits) == 4 and digits[:2] in ("19", "20"):
        return None
    return value * (SCALES[scale.lower()] if scale else 1.0)


def _unit(match: re.Match[str]) -> tuple[str, float] | None:
    """The unit of measure or the noun that is counted, and its factor."""
    word = (match["unit"] or "").lower()
    single = word[:-1] if word.endswith("s") and word != "s" else word
    if single in UNITS:
        return UNITS[single]
    if not word or single in NOT_COUNTED or word in NOT_COUNTED:
        return None
    return single, 1.0


def _interval(value: float, before: str) -> tuple[float, float]:
    words = before.strip()
    if words.endswith(AT_LEAST):
        return value, inf
    if words.endswith(AT_MOST) and not words.endswith(ABOUT):
        return 0.0, value
    share = ROUGHLY if words.endswith(ABOUT) else TOLERANCE
    return value * (1 - share), value * (1 + share)
