"""What a reader of one format makes of the bytes of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from evidence.model import Mask


@dataclass(frozen=True, slots=True)
class Reading:
    """The canonical text, to which all offsets refer, and what the format itself tells of it."""

    text: str
    media_type: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    masks: tuple[Mask, ...] = ()
    """Sorted or not, overlapping or not; those of `extract.clean` come on top."""


Reader = Callable[[bytes], Reading]
"""Raises UnreadableDocument with the reason, without the name of the file."""
