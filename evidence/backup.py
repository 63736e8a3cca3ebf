"""Backup and restore of an embedded workspace, each proven whole before it replaces anything."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic

from errors import DamagedStore, StoreError
from evidence.sql.failures import translated
from evidence.sql.sqlite_file import BUSY_SECONDS, connect_to_read
from evidence.store import VerifyReport, open_store

BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
TIMEOUT = 5.0
"""Seconds that one try to write waits for others."""
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of its name."""


def back_up(workspace: Path, target: Path, *, force: bool = False) -> VerifyReport:
    """Copy a workspace into one file, while others read and write it.

    Args:
        workspace: To be copied, as it is at one moment.
        target: Takes its place whole or not at all, readable by its owner alone.
        force: Replace what is there.

    Returns:
        What was checked in the copy.

    Raises:
        DamagedStore: The workspace or its copy does not hold what was written.
        StoreError: There is no workspace, or the target is there or cannot be written.
    """
    require_whole(workspace)
    if target.exists() and not force:
        raise StoreError(f"{target}: is there already. Choose another name, or use --force.")
    with _copied(workspace, target) as copy:
        report = require_whole(copy)
        _put_in_place(copy, target)
    return report


def restore(backup: Path, workspace: Path, *, force: bool = False) -> VerifyReport:
    """Put a backup in the place of a workspace, in one transaction.

    Whoever has the workspace open reads the restored one from then on. A workspace that is too
    damaged to be opened is replaced as a file.

    Args:
        backup: Stays as it is.
        workspace: To be replaced.
        force: Replace what is there.

    Returns:
        What was checked in the restored workspace.

    Raises:
        DamagedStore: The backup is damaged; nothing was changed.
        StoreError: There is no backup, or a workspace that must not or cannot be replaced.
    """
    require_whole(backup)
    if _is_same(backup, workspace):
        raise StoreError(f"{backup}: is the workspace itself.")
    if workspace.exists() and workspace.stat().st_size and not force:
        raise StoreError(
            f"{workspace}: there is a workspace already; nothing was changed. "
            "Back it up, then use --force to replace it."
        )
    if not (workspace.exists() and _overwritten(backup, workspace)):
        with _copied(backup, workspace) as copy:
            for end in BESIDE:  # a log of the old file would be read into the new one
                workspace.with_name(workspace.name + end).unlink(missing_ok=True)
            _put_in_place(copy, workspace)
    return require_whole(workspace)


def require_whole(place: Path) -> VerifyReport:
    """Check every row of a workspace by its hash, every quote by its text.

    Raises:
        DamagedStore: The message has what was found first, and how much was found.
        StoreError: There is no workspace.
    """
    store = open_store(str(place), read_only=True)
    try:
        report = store.verify()
    finally:
        store.close()
    if report.problems:
        first, rest = report.problems[0], len(report.problems) - 1
        more = f" (and {rest} more)" if rest else ""
        raise DamagedStore(f"{place}: is damaged: {first}{more}. Nothing was copied from it.")
    return report


@contextmanager
def _copied(source: Path, target: Path) -> Iterator[Path]:
    """A copy beside the target, which is gone afterwards unless it was put in place."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}.") from error
    os.close(handle)
    try:
        with translated(str(target)):
            _copy(source, Path(name), alone=True)
        yield Path(name)
    finally:
        for end in ("", *BESIDE):
            Path(name + end).unlink(missing_ok=True)


def _overwritten(backup: Path, workspace: Path) -> bool:
    """Put the backup into the workspace by a transaction; False where it is no database."""
    with suppress(DamagedStore), translated(str(workspace)):
        _copy(backup, workspace, alone=False)
        return True
    return False


def _copy(source: Path, target: Path, *, alone: bool) -> None:
    """All pages, by SQLite's own online backup: one read, one write transaction.

    Args:
        source: Read as it is at one moment.
        target: A database, or an empty file.
        alone: Leave one file, without a log beside it; nobody else may have it open.
    """
    until = monotonic() + BUSY_SECONDS

    def give_up_late(status: int, _remaining: int, _total: int) -> None:
        if status in BUSY and monotonic() > until:  # without this it would try for ever
            raise sqlite3.OperationalError("database is locked")

    with closing(connect_to_read(source)) as old, closing(_open(target)) as new:
        new.execute("PRAGMA synchronous=FULL")
        old.backup(new, progress=give_up_late, sleep=0.1)
        if alone:
            new.execute("PRAGMA journal_mode=DELETE")


def _open(target: Path) -> sqlite3.Connection:
    return sqlite3.connect(target, timeout=TIMEOUT)


def _put_in_place(copy: Path, target: Path) -> None:
    try:
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        copy.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}.") from error


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)
