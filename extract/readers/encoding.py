"""From bytes to text: byte order marks, UTF-8, UTF-16, then the best guess."""

import codecs
import re

from charset_normalizer import from_bytes

from errors import UnreadableDocument

SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
    b"\x1f\x8b\x08": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3\0": "a database",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the mark of the one begins with the mark of the other."""
OLD_ENCODINGS = ("big5", "cp", "euc", "gb", "iso8859", "koi8", "latin", "mac", "shift")
"""What the names of those that a page may declare begin with."""
SAMPLE = 65_536
MOST_CONTROLS = 0.1
"""Share of control characters from which on a file is no text."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file, nothing stripped but a byte order mark; line breaks stay as they are.

    Args:
        data: All the bytes.
        declared: Encoding that the file itself names; used where UTF-8 fails.

    Raises:
        UnreadableDocument: The bytes are no text.
    """
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableDocument(f"the file is {what}, whatever its name says. Convert it.")
    text = _decode(data, declared)
    if len(CONTROLS.findall(text[:SAMPLE])) > MOST_CONTROLS * len(text[:SAMPLE]):
        raise UnreadableDocument("the file holds no text but binary data. Offer a text export.")
    return text


def _decode(data: bytes, declared: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _unmarked_utf16(data)
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data, declared)


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 of Latin letters has a zero in every other byte."""
    sample = data[:SAMPLE]
    pairs = len(sample) // 2
    zeros = {"utf-16-le": sample[1::2].count(0), "utf-16-be": sample[0::2].count(0)}
    encoding = max(zeros, key=zeros.__getitem__)
    one_sided = min(zeros.values()) * 10 < zeros[encoding]
    return encoding if pairs > 4 and zeros[encoding] > 0.6 * pairs and one_sided else ""


def _decode_damaged(data: bytes, declared: str) -> str:
    """UTF-8 with a few broken bytes, else an old encoding of one byte a character."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) - broken > broken:
        return text
    encoding = declared if _is_text_encoding(declared) else _old_encoding(data)
    return data.decode(encoding, errors="replace")


def _is_text_encoding(name: str) -> bool:
    """Python's other codecs, "idna" or "unicode_escape", are slow or no encodings of texts."""
    try:
        return codecs.lookup(name).name.startswith(OLD_ENCODINGS)
    except LookupError:
        return False


def _old_encoding(data: bytes) -> str:
    """Windows-1252 for English; charset-normalizer mistakes it for its eastern sisters."""
    letters = sum(byte > 0x7F for byte in data)
    if letters * 10 < len(data) and not any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d"):
        return "cp1252"
    best = from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else "cp1252"
