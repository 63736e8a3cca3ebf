"""Files that hold many documents: archives, and tables of texts. Each member is a document."""

import csv
import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from errors import SkippedDocument, UnreadableDocument
from extract.readers.encoding import decode
from extract.readers.files import LARGEST, require_bearable
from extract.readers.records import FIELDS, record_bytes
from extract.segment import SURROGATES

MOST_MEMBERS = 100_000
MOST_UNPACKED = 1_000_000_000
"""Bytes of all members of an archive together."""
DELIMITERS = ",;\t|"
Read = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a container, not yet read."""

    name: str
    """The container's name, a stroke, and its own."""
    read: Read
    """Raises UnreadableDocument with the reason alone."""


def members_of(name: str, read: Read) -> list[Member] | None:
    """The members of a container, in its order; None for a file that is one document.

    Args:
        name: Of the file; its ending tells what it is.
        read: Gives its bytes.

    Returns:
        A container that cannot be opened is a single member that says why.
    """
    opener = CONTAINERS.get(_suffix(name))
    if opener is None:
        return None
    try:
        found = opener(read())
    except UnreadableDocument as error:
        return [Member(name, partial(_refuse, type(error), str(error)))]
    parts = [Member(f"{name}/{member.name}", member.read) for member in found]
    return [inner for part in parts for inner in _inner(part)]


def _inner(part: Member) -> list[Member]:
    """Tables within an archive are opened too, archives are not."""
    if _suffix(part.name) == ".zip":
        reason = "archives within archives are not opened. Unpack it and offer the folder."
        return [Member(part.name, partial(_refuse, SkippedDocument, reason))]
    return members_of(part.name, part.read) or [part]


def _open_archive(data: bytes) -> list[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableDocument("the file is damaged or no ZIP archive. Pack it anew.") from error
    budget = _Budget(MOST_UNPACKED)
    found = [info for info in archive.infolist() if not _is_passed_over(info)]
    _require_few(len(found))
    return [Member(_inner_name(info), partial(_unpack, archive, info, budget)) for info in found]


def _is_passed_over(info: zipfile.ZipInfo) -> bool:
    folders = set(PurePosixPath(info.filename).parts[:-1]) - {".", ".."}
    hidden = any(folder.startswith(".") or folder == "__MACOSX" for folder in folders)
    return info.is_dir() or hidden


def _inner_name(info: zipfile.ZipInfo) -> str:
    """The path within the archive; it is only a name, and no file is written under it."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    kept = [part for part in parts if part not in ("/", "..", ".")]
    return "/".join(kept).translate(SURROGATES) or "unnamed"


@dataclass(slots=True)
class _Budget:
    left: int


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableDocument("this is a link. Pack the file that it points to.")
    try:
        with archive.open(info) as file:
            data = file.read(min(LARGEST, budget.left) + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableDocument("it is damaged in the archive. Pack it anew.") from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableDocument("it is locked or packed in an unknown way. Unpack it.") from error
    if len(data) > budget.left:
        raise UnreadableDocument(f"the archive unpacks to over {MOST_UNPACKED:,} bytes. Split it.")
    budget.left -= len(data)
    require_bearable(data)
    return data


def _open_table(data: bytes) -> list[Member]:
    """A CSV file with a head: a document a row."""
    require_bearable(data)
    text = decode(data)
    csv.field_size_limit(LARGEST)
    head = text[: text.find("\n") + 1] or text
    delimiter = max(DELIMITERS, key=head.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableDocument(f"the table is damaged ({error}). Save it anew.") from error
    columns = _columns(rows[0].keys() if rows else ())
    _require_few(len(rows))
    return [_row_member(number, row, columns) for number, row in enumerate(rows, 1)]


def _columns(head: Iterable[str | None]) -> dict[str, str]:
    """Which column holds which field of a record; the first that fits."""
    known = {name.strip().casefold(): name for name in reversed([*head]) if name}
    found = {
        field: next((known[word] for word in words if word in known), "")
        for field, words in FIELDS.items()
    }
    if not found["text"]:
        listed = ", ".join(FIELDS["text"])
        raise SkippedDocument(f"no column of the table is called one of {listed}. Rename one.")
    return found


def _row_member(number: int, row: Mapping[str, object], columns: Mapping[str, str]) -> Member:
    record = {field: str(row.get(name) or "") for field, name in columns.items() if name}
    return Member(f"{number}.json", partial(record_bytes, record))


def _open_lines(data: bytes) -> list[Member]:
    """A JSON Lines file: a document a line."""
    require_bearable(data)
    lines = [line for line in decode(data).split("\n") if line.strip()]
    _require_few(len(lines))
    return [
        Member(f"{number}.json", partial(str.encode, line, "utf-8", "replace"))
        for number, line in enumerate(lines, 1)
    ]


def _require_few(n_members: int) -> None:
    if n_members > MOST_MEMBERS:
        raise UnreadableDocument(
            f"it holds {n_members:,} documents, over {MOST_MEMBERS:,}. Split it."
        )


def _refuse(kind: type[UnreadableDocument], reason: str) -> bytes:
    raise kind(reason)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


CONTAINERS: Mapping[str, Callable[[bytes], list[Member]]] = {
    ".csv": _open_table,
    ".jsonl": _open_lines,
    ".ndjson": _open_lines,
    ".tsv": _open_table,
    ".zip": _open_archive,
}
"""Opener by the ending of the file's name, in lower case."""
