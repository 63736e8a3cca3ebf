"""How alike two words are, and which words of two names belong together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from graph.name_words import name_words
from graph.names import Word, is_initial

EQUAL, SOUND, TRANSLATED, SHORT, INITIAL = 1.0, 0.97, 0.9, 0.88, 0.88
"""Same letters; same after transliteration; the name in another language; a nickname; initial."""
ONE_SLIP = ((4, 0.74), (8, 0.8), (99, 0.86))
"""Similarity of words up to a length that differ by one letter; the longer, the likelier a slip."""
HALF_SLIPS = ((5, 0.0), (8, 0.66), (99, 0.78))
"""For two letters that make one sound."""
TWO_SLIPS = ((6, 0.0), (7, 0.62), (9, 0.68), (99, 0.74))
FEMALE_ENDINGS = (("ov", "ova"), ("ev", "eva"), ("in", "ina"), ("ski", "skaa"), ("skii", "skaia"))
OTHER_GENDER = 0.3

PairScore = Callable[[int, int], float]
"""Similarity of the words at two positions."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of two names put side by side."""

    pairs: tuple[tuple[int, int, float], ...]
    """Position left, position right, similarity; by position left."""
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]


def family_similarity(left: Word, right: Word) -> float:
    """How alike two family names are; one with a female ending is another person's."""
    one, other = sorted((left.sounds, right.sounds), key=len)
    if one != other and other.endswith("a"):
        for male, female in FEMALE_ENDINGS:
            if one.endswith(male) and other == one[: len(one) - len(male)] + female:
                return OTHER_GENDER
    return word_similarity(left, right)


def given_similarity(left: Word, right: Word) -> float:
    """How alike two given names are; initials, short forms and other languages count."""
    one, other = left.letters, right.letters
    if one == other:
        return EQUAL
    if is_initial(one) or is_initial(other):
        return INITIAL if one[0] == other[0] else 0.0
    if may_be_one_given(one, other):
        return TRANSLATED
    return word_similarity(left, right)


def may_be_one_given(left: str, right: str) -> bool:
    """Whether a list of short forms and translations knows two given names as one."""
    groups = name_words().given_groups
    known = groups.get(left)
    return known is not None and not known.isdisjoint(groups.get(right, frozenset()))


def word_similarity(left: Word, right: Word) -> float:
    """How alike two words are by letters and sounds, in [0, 1]."""
    one, other = left.letters, right.letters
    if one == other:
        return EQUAL
    if one.isdigit() or other.isdigit():
        return 0.0
    if left.sounds == right.sounds or left.single == right.single:
        return SOUND
    written = OSA.distance(one, other)
    heard = OSA.distance(left.sounds, right.sounds)
    return _slipped(max(1, written, heard), min(written, heard), max(len(one), len(other)))


def align(left: int, right: int, score: PairScore, floor: float) -> Alignment:
    """Pair the words of two names: in their order if all agree, else the most alike first.

    Args:
        left: Words of one name.
        right: Words of the other.
        score: Similarity of the words at two positions.
        floor: Pairs below it are not made.
    """
    if left == right:
        straight = tuple((i, i, score(i, i)) for i in range(left))
        if all(value >= floor for *_, value in straight):
            return Alignment(straight, (), ())
    scored = sorted(
        (-value, abs(i - j), i, j)
        for i in range(left)
        for j in range(right)
        if (value := score(i, j)) >= floor
    )
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for value, _, i, j in scored:
        if i not in taken and j not in used:
            taken[i] = j, -value
            used.add(j)
    return Alignment(
        tuple((i, *taken[i]) for i in sorted(taken)),
        tuple(i for i in range(left) if i not in taken),
        tuple(j for j in range(right) if j not in used),
    )


def _slipped(most: int, least: int, length: int) -> float:
    """Similarity of words with so many slips, counted in letters or in sounds."""
    if most == 1 and length >= 4:
        return _by_length(ONE_SLIP, length)
    if most == 2 and least < 2:
        return _by_length(HALF_SLIPS, length)
    if most == 2 and length >= 6:
        return _by_length(TWO_SLIPS, length)
    return max(0.0, 1.0 - most / max(1, length)) * 0.6


def _by_length(table: Sequence[tuple[int, float]], length: int) -> float:
    return next(value for limit, value in table if length <= limit)
