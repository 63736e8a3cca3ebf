"""A name that the model marks, and the signs that belong to names or do not."""

from collections.abc import Mapping
from dataclasses import dataclass

Countries = Mapping[int, bool]
"""Tokens of countries and demonyms; True for a demonym, which ends no person's name."""
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "s"})
HYPHENS = frozenset({"-", "–", "‑"})


@dataclass(slots=True)
class ModelName:
    """A name the model marks."""

    start: int
    end: int
    label: str
    """PERSON, ORGANIZATION, PLACE, GROUP or WORK."""
    titled: bool = False
    """A title stood before it."""


def has_letters(word: str) -> bool:
    """Is there a letter or digit in the word?"""
    return any(letter.isalnum() for letter in word)
