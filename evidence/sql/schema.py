"""What kind of database this is, of which version, and whether its schema is as it was made."""

import hashlib

import sqlalchemy as sa

from errors import DamagedStore, StoreError
from evidence.sql import full_text
from evidence.sql.tables import SCHEMA_VERSION, meta, metadata

APPLICATION = "citegraph"


def is_empty(connection: sa.Connection) -> bool:
    """Has the database no table yet?"""
    return not sa.inspect(connection).get_table_names()


def create_schema(connection: sa.Connection) -> None:
    """Make all tables and indexes, and note what they are."""
    metadata.create_all(connection)
    full_text.create_index(connection)
    notes = {
        "application": APPLICATION,
        "schema_version": str(SCHEMA_VERSION),
        "schema_sha256": schema_sha256(connection),
    }
    connection.execute(meta.insert(), [{"key": k, "value": v} for k, v in notes.items()])


def check_schema(connection: sa.Connection, place: str) -> None:
    """Refuse what is not a workspace, or is one of a newer version.

    Raises:
        StoreError: The message says which.
        DamagedStore: The notes about the schema are not what can have been written.
    """
    if not sa.inspect(connection).has_table(meta.name):
        raise StoreError(f"{place}: this database is not a workspace of Citegraph.")
    notes = read_notes(connection)
    if notes.get("application") != APPLICATION:
        raise StoreError(f"{place}: this database is not a workspace of Citegraph.")
    version = notes.get("schema_version", "")
    if not version.isdecimal() or int(version) < 1:
        raise DamagedStore(f"{place}: its schema version is '{version}'; the file is damaged.")
    if int(version) > SCHEMA_VERSION:
        raise StoreError(
            f"{place}: made by a newer Citegraph (schema {version}, this one knows "
            f"{SCHEMA_VERSION}). Update Citegraph to open it."
        )


def read_notes(connection: sa.Connection) -> dict[str, str]:
    """What `create_schema` noted."""
    rows = connection.execute(sa.select(meta.c.key, meta.c.value))
    return {str(key): str(value) for key, value in rows}


def schema_sha256(connection: sa.Connection) -> str:
    """Hash of the statements that made the tables and indexes."""
    rows = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
    )
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join(row).encode() + b"\n")
    return digest.hexdigest()
