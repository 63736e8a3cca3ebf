"""How alike two words are, and which words of two names belong together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from graph.name_words import name_words
from graph.names import is_initial, skeleton, undoubled

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


def family_similarity(left: str, right: str) -> float:
    """How alike two family names are; one with a female ending is another person's."""
    one, other = sorted((skeleton(left), skeleton(right)), key=len)
    for male, female in FEMALE_ENDINGS:
        if one.endswith(male) and other == one[: len(one) - len(male)] + female:
            return OTHER_GENDER
    return word_similarity(left, right)


def given_similarity(left: str, right: str) -> float:
    """How alike two given names are; initials, short forms and other languages count."""
    if left == right:
        return EQUAL
    if is_initial(left) or is_initial(right):
        return INITIAL if left[0] == right[0] else 0.0
    groups = name_words().given_groups
    if groups.get(left, frozenset()) & groups.get(right, frozenset()):
        return TRANSLATED
    return word_similarity(left, right)


def word_similarity(left: str, right: str) -> float:
    """How alike two folded words are by letters and sounds, in [0, 1]."""
    if left == right:
        return EQUAL
    if left.isdigit() or right.isdigit():
        return 0.0
    one, other = skeleton(left), skeleton(right)
    if one == other or undoubled(left) == undoubled(right):
        return SOUND
    written, spoken = OSA.distance(left, right), OSA.distance(one, other)
    return _slipped(max(1, written, spoken), min(written, spoken), max(len(left), len(right)))


def align(left: int, right: int, score: PairScore, floor: float) -> Alignment:
    """Pair the words of two names, the most alike first; of equals the nearest in position.

    Args:
        left: Words of one name.
        right: Words of the other.
        score: Similarity of the words at two positions.
        floor: Pairs below it are not made.
    """
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
