"""Older schemas made into today's, a version at a time, in the one transaction of the opening."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from evidence.sql import tables
from evidence.sql.schema import read_notes, schema_sha256

Migration = Callable[[sa.Connection], None]
MIGRATIONS: Mapping[int, Migration] = {}
"""By the version that each starts from; it changes tables, and renews the hashes of rows it
changes. Every version below `SCHEMA_VERSION` has one, which a test asks for."""


def is_older(connection: sa.Connection) -> bool:
    """Was the schema made by an older version?"""
    return _version(connection) < tables.SCHEMA_VERSION


def migrate(connection: sa.Connection) -> None:
    """Bring the schema up to `SCHEMA_VERSION`; the connection writes already."""
    for version in range(_version(connection), tables.SCHEMA_VERSION):
        MIGRATIONS[version](connection)
        notes = {"schema_version": str(version + 1), "schema_sha256": schema_sha256(connection)}
        for key, value in notes.items():
            where = tables.meta.c.key == key
            connection.execute(tables.meta.update().where(where).values(value=value))


def _version(connection: sa.Connection) -> int:
    return int(read_notes(connection)["schema_version"])
