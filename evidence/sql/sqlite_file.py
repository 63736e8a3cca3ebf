"""The embedded store's file: how connections open it, and its full-text index.

One writer and many readers at a time (write-ahead log). A write transaction takes its lock when it
begins (BEGIN IMMEDIATE): one that reads first and writes later fails at once when another writer
was faster, whatever the time-out says.
"""

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import NullPool, QueuePool

from errors import StoreError

BUSY_SECONDS = 30.0
"""How long a writer waits for another one."""
PRAGMAS = ("synchronous=FULL", "trusted_schema=OFF", "cell_size_check=ON")
MAX_CONNECTIONS = 64
EFFECTIVE = os.access in os.supports_effective_ids


def writable_engine(path: Path) -> sa.Engine:
    """An engine for a file that is made, readable by its owner only, if there is none.

    Raises:
        StoreError: The folder does not exist or cannot be written.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened: {error.strerror}.") from error
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: _connect(path, "mode=rw"),
        poolclass=QueuePool,
        max_overflow=MAX_CONNECTIONS,
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def read_only_engine(path: Path) -> sa.Engine:
    """An engine that never writes, for files and folders that may be read-only."""
    engine = sa.create_engine(
        "sqlite://", creator=lambda: connect_to_read(path), poolclass=NullPool
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def use_write_ahead_log(engine: sa.Engine) -> None:
    """Let readers go on while a writer writes; the file remembers it."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL").close()
    finally:
        connection.close()


def can_write(path: Path) -> bool:
    """May this process write the file, and the log beside it?"""
    return all(
        os.access(place, os.W_OK, effective_ids=EFFECTIVE)
        for place in (path, path.parent)
        if place.exists()
    )


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # the pool lends a connection to one thread at a time
    )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that need not be writable, nor its folder.

    A log that cannot be shared needs care: opened "immutable", it would be left out silently.
    """
    log = path.with_name(path.name + "-wal")
    shared = path.with_name(path.name + "-shm")
    if can_write(path):
        connection = _connect(path, "mode=rw")  # "ro" would leave its log behind
        connection.execute("PRAGMA query_only=ON")
        return connection
    if os.access(shared, os.R_OK, effective_ids=EFFECTIVE):
        return _connect(path, "mode=ro")
    if log.exists() and log.stat().st_size:
        return _connect_to_copy(path, log)
    return _connect(path, "immutable=1")


def _connect_to_copy(path: Path, log: Path) -> sqlite3.Connection:
    with tempfile.TemporaryDirectory(prefix="citegraph-") as folder:
        copy = Path(folder) / "workspace.db"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name("workspace.db-wal"))
        source, target = (
            _connect(copy, "mode=rw"),
            sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False),
        )
        source.backup(target)
        source.close()
    return target
