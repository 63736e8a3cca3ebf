"""The database's errors as ours: what is wrong, and what to do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from errors import DamagedStore, StoreError
from evidence.sql.sqlite_file import BUSY_SECONDS


@contextmanager
def translated(place: str) -> Iterator[None]:
    """A context whose errors are StoreError; DamagedStore where a row is not what was written."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _store_error(place, str(error.orig)) from error
    except sqlite3.Error as error:
        raise _store_error(place, str(error)) from error
    except (sa.exc.SQLAlchemyError, ValueError, TypeError, LookupError) as error:
        raise DamagedStore(f"{place}: is damaged: {error}. Run verify to see where.") from error


def _store_error(place: str, message: str) -> StoreError:
    low = message.lower()
    if "locked" in low or "busy" in low:
        return StoreError(
            f"{place}: another process is writing to it (waited {BUSY_SECONDS:.0f} s). "
            "Try again when it is done; nothing was changed."
        )
    if "readonly" in low:
        return StoreError(f"{place}: the workspace is read-only; nothing was changed.")
    if "full" in low:
        return StoreError(f"{place}: the disk is full; nothing half was stored. Free space first.")
    if any(word in low for word in ("malformed", "not a database", "corrupt", "decode")):
        return DamagedStore(f"{place}: is damaged or no workspace ({message}). Restore a backup.")
    return StoreError(f"{place}: {message}.")
