"""From files to documents: one module a format, and the checks that every format shares."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from errors import SkippedDocument, UnreadableDocument
from evidence.masks import joined
from evidence.model import Document, Mask, document_id, text_sha256
from extract.clean import find_masks
from extract.readers.bounded import bounded
from extract.readers.containers import CONTAINERS, members_of
from extract.readers.files import document_name, find_files, read_bytes, require_bearable
from extract.readers.hypertext import read_hypertext
from extract.readers.imprint import date_of, source_of, title_of
from extract.readers.language import require_english
from extract.readers.markdown import read_markdown
from extract.readers.plain import read_plain
from extract.readers.reading import Reader, Reading
from extract.readers.records import read_record
from extract.segment import SURROGATES, junk_runs

__all__ = [
    "CONTAINERS",
    "READERS",
    "document_from_bytes",
    "find_files",
    "members_of",
    "read_document",
]

READERS: Mapping[str, Reader] = {
    ".docx": bounded("docx"),
    ".eml": bounded("eml"),
    ".htm": read_hypertext,
    ".html": read_hypertext,
    ".json": read_record,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".pdf": bounded("pdf"),
    ".rtf": bounded("rtf"),
    ".txt": read_plain,
    ".xhtml": read_hypertext,
}
"""Reader by the ending of the file's name, in lower case."""


def read_document(path: Path, root: Path | None = None) -> Document:
    """Read a file.

    Args:
        path: A regular file of at most `files.LARGEST` bytes; no link.
        root: The folder that was offered; the document's name is the path from there.

    Raises:
        UnreadableDocument: The message names the file, the reason and the remedy.
        SkippedDocument: The same, for files left out on purpose.
    """
    name = document_name(path, root)
    try:
        return _document(name, read_bytes(path, root))
    except UnreadableDocument as error:
        raise type(error)(f"{name}: {error}") from error


def document_from_bytes(name: str, data: bytes) -> Document:
    """Read what was uploaded under a name; the name is never used as a path.

    Raises:
        UnreadableDocument: The message names the file, the reason and the remedy.
        SkippedDocument: The same, for files left out on purpose.
    """
    name = name.translate(SURROGATES)
    try:
        require_bearable(data)
        return _document(name, data)
    except UnreadableDocument as error:
        raise type(error)(f"{name}: {error}") from error


def _document(name: str, data: bytes) -> Document:
    suffix = PurePosixPath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted([*READERS, *CONTAINERS]))
        raise SkippedDocument(f"no reader for '{suffix}' files. Those read are {known}.")
    if not data:
        raise UnreadableDocument("the file is empty.")
    reading = reader(data)
    text = reading.text.translate(SURROGATES)
    if not text.strip():
        raise UnreadableDocument("there is no text in the file.")
    require_english(text)
    return _from_reading(name, replace(reading, text=text))


def _from_reading(name: str, reading: Reading) -> Document:
    text = reading.text
    found = find_masks(text)
    published = reading.published or date_of(text, found)
    return Document(
        id=document_id(name, text),
        name=name,
        text=text,
        sha256=text_sha256(text),
        media_type=reading.media_type,
        title=reading.title or title_of(text, found),
        source=reading.source or source_of(text, found),
        url=reading.url,
        published=published,
        published_origin=_origin(reading, published is not None),
        masks=_joined([*reading.masks, *found, *junk_runs(text)]),
    )


def _origin(reading: Reading, is_dated: bool) -> str:
    if reading.published:
        return "metadata"
    return "text" if is_dated else ""


def _joined(masks: list[Mask]) -> tuple[Mask, ...]:
    """Sorted, cut so that none overlaps the one before, and joined where two touch."""
    result: list[Mask] = []
    done = 0
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        if mask.end > done:
            result.append(Mask(max(mask.start, done), mask.end, mask.reason))
            done = mask.end
    return joined(result)
