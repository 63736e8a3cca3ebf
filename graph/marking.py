"""Text cut into segments with marks: what a browser shows by textContent, span by span.

The cut is made here, in code points; JavaScript counts in UTF-16 and would be off after an emoji.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a document and a name for it."""

    start: int
    end: int
    name: str
    """A word of the style sheet ("source", "trigger", "masked"), or one with an id after ":"."""


def segments(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[list[str]]:
    """Cut `text[start:end]` at every border of a mark.

    Args:
        text: A whole document.
        start: Code point where to begin.
        end: Code point where to stop.
        marks: In any order; they may overlap and lie outside in part.

    Returns:
        Segments in order, each [text, names of its marks...]; the texts join to `text[start:end]`.
    """
    inside = [m for m in marks if m.start < m.end and m.start < end and start < m.end]
    opened: dict[int, list[str]] = {}
    closed: dict[int, list[str]] = {}
    for mark in inside:
        opened.setdefault(max(mark.start, start), []).append(mark.name)
        closed.setdefault(min(mark.end, end), []).append(mark.name)
    borders = sorted({start, end, *opened, *closed})
    names: list[str] = []
    found = []
    for here, there in pairwise(borders):
        for name in closed.get(here, ()):
            names.remove(name)
        names += opened.get(here, ())
        if there > here:
            found.append([text[here:there], *dict.fromkeys(names)])
    return found
