"""Rich Text (.rtf): its plain text."""

import re

from striprtf.striprtf import rtf_to_text

from errors import UnreadableDocument
from extract.readers.reading import Reading

SIGN = re.compile(r"\\u(-?[0-9]+)")
"""A character by its number."""


def read_rich_text(data: bytes) -> Reading:
    r"""Read an .rtf file.

    Raises:
        UnreadableDocument: It does not begin with "{\rtf".
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableDocument("the file is no Rich Text. Rename or convert it.")
    markup = SIGN.sub(_bearable, data.decode("cp1252", errors="replace"))
    text = str(rtf_to_text(markup, errors="replace"))  # type: ignore[no-untyped-call]
    return Reading(text.strip("\n"), "application/rtf")


def _bearable(sign: re.Match[str]) -> str:
    """The sign itself; U+FFFD where the number is none of 16 bits, at which the library fails."""
    digits = sign[1].lstrip("-")
    is_known = len(digits) <= 5 and int(digits) < 1 << 16
    return sign[0] if is_known else "\\u65533"
