"""Finding and opening files that nobody vouches for."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from errors import UnreadableDocument
from extract.segment import SURROGATES

LARGEST = 50_000_000
"""Bytes of one file."""
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""Without it, opening a named pipe waits for a writer."""


def find_files(paths: Iterable[Path | str]) -> list[tuple[Path, Path | None]]:
    """All the files that were offered, each once, with the folder that names it.

    Args:
        paths: Files, and folders to be searched through. Hidden folders below them are passed
            over; links and whatever is no file are listed, so that each gets an outcome.

    Returns:
        Path and root, sorted by path. The root is the offered folder, or the file's own.
    """
    found: dict[Path, Path | None] = {}
    for path in map(Path, paths):
        if path.is_dir() and not path.is_symlink():
            found |= {file: path for file in _below(path) if file not in found}
        else:
            found.setdefault(path, path.parent)
    return sorted(found.items(), key=lambda item: item[0].as_posix())


def read_bytes(path: Path, root: Path | None) -> bytes:
    """Read a regular file of bearable size that lies inside the root, and is no link.

    Raises:
        UnreadableDocument: With the reason, without the name.
    """
    if root and not path.parent.resolve().is_relative_to(root.resolve()):
        raise UnreadableDocument("the file lies outside the folder that was offered.")
    try:
        data = _read_regular(path)
    except (OSError, ValueError) as error:
        raise UnreadableDocument(_why_closed(path, error)) from error
    require_bearable(data)
    return data


def _read_regular(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | NO_FOLLOW | NO_WAIT)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnreadableDocument("this is no regular file but a folder, pipe or device.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(LARGEST + 1)
    finally:
        os.close(handle)


def require_bearable(data: bytes) -> None:
    """Refuse more bytes than a document may have.

    Raises:
        UnreadableDocument: Without the name.
    """
    if len(data) > LARGEST:
        raise UnreadableDocument(f"the file is larger than {LARGEST // 1_000_000} MB. Split it.")


def document_name(path: Path, root: Path | None) -> str:
    """The path below the root, with "/"; signs that no encoding can write are U+FFFD."""
    name = path.relative_to(root).as_posix() if root and path.is_relative_to(root) else path.name
    return name.translate(SURROGATES)


def _below(folder: Path) -> Iterator[Path]:
    unread: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: unread.append(Path(error.filename)))
    for place, folders, files in walk:
        here = Path(place)
        yield from (here / name for name in files)
        yield from (here / name for name in folders if (here / name).is_symlink())
        folders[:] = [name for name in folders if not name.startswith(".")]
    yield from unread


def _why_closed(path: Path, error: OSError | ValueError) -> str:
    if path.is_symlink():
        return "this is a link. Offer the file that it points to."
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    if isinstance(error, PermissionError):
        return "the file may not be read. Change its permissions."
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"the file cannot be read ({reason})."
