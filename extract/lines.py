"""The lines of a text as the cleaner compares them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LONGEST_COMPARED = 1_000
"""Characters; no line of page chrome is longer, and words of a whole book would fill the memory."""
CLOSERS = "\"'”’»)] \t"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the spaces around it."""

    start: int
    end: int
    text: str
    """Empty for lines over LONGEST_COMPARED."""
    words: tuple[str, ...]
    """Lower case, digits as "#"; empty for lines over LONGEST_COMPARED."""
    key: str
    """The words in one string: what two equal lines share."""

    @property
    def is_closed(self) -> bool:
        """Does a sentence end here, and not in an ellipsis? Long lines pass for closed."""
        text = self.text.rstrip(CLOSERS)
        return not text or (text[-1] in ".!?" and not text.endswith("..."))


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold a visible sign."""
    return list(_lines(text))


def compared(text: str) -> tuple[str, ...]:
    """The words of a line in the form in which lines are compared."""
    words = (match.group().casefold().replace("’", "'") for match in WORD.finditer(text))
    return tuple("#" if word.isdigit() else word for word in words)


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            start = at + raw.index(line[0])
            short = line if len(line) <= LONGEST_COMPARED else ""
            words = compared(short)
            yield Line(start, start + len(line), short, words, " ".join(words))
        at += len(raw)
