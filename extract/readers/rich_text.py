"""Rich Text (.rtf): its plain text."""

from striprtf.striprtf import rtf_to_text

from errors import UnreadableDocument
from extract.readers.reading import Reading


def read_rich_text(data: bytes) -> Reading:
    r"""Read an .rtf file.

    Raises:
        UnreadableDocument: It does not begin with "{\rtf".
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableDocument("the file is no Rich Text. Rename or convert it.")
    markup = data.decode("cp1252", errors="replace")
    text = str(rtf_to_text(markup, errors="replace"))  # type: ignore[no-untyped-call]
    return Reading(text.strip("\n"), "application/rtf")
