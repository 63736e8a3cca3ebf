"""Plain text: the file decoded, nothing stripped."""

from extract.readers.encoding import decode
from extract.readers.reading import Reading


def read_plain(data: bytes) -> Reading:
    """Read a .txt file. See `decode` for errors."""
    return Reading(decode(data), "text/plain")
