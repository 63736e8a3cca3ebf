"""The tables of the store, made from the records: one column a field, named alike."""

import sqlalchemy as sa

from evidence.model import (
    Attribution,
    Claim,
    Decision,
    Document,
    FileRecord,
    Mention,
    Passage,
    Position,
    Run,
    SavedView,
)
from evidence.sql.cells import Cell, fields_of

SCHEMA_VERSION = 1
"""Raised by every change of a table; a store of a newer version is refused."""
TYPES: dict[object, type] = {
    int: sa.BigInteger,
    float: sa.Double,
    bool: sa.Boolean,
}
"""Types of columns; what is none of these is kept as text, see cells.py."""


def columns_of(record: type, *, key: tuple[str, ...] = ("id",)) -> list[sa.Column[Cell]]:
    """A column for each field of a record, in order.

    Args:
        record: A frozen dataclass of evidence/model.py.
        key: Fields that make the primary key.
    """
    return [
        sa.Column(
            name,
            TYPES.get(hint, sa.Text),
            primary_key=name in key,
            nullable=optional,
            autoincrement=False,
        )
        for name, hint, optional in fields_of(record)
    ]


metadata = sa.MetaData()


def _table(
    name: str, record: type, *more: sa.Column[str], key: tuple[str, ...] = ("id",)
) -> sa.Table:
    return sa.Table(name, metadata, *columns_of(record, key=key), *more)


def _row_hash() -> sa.Column[str]:
    return sa.Column("row_sha256", sa.Text, nullable=False)


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
runs = _table("runs", Run, _row_hash())
documents = _table(
    "documents",
    Document,
    sa.Column("run_id", sa.Text, nullable=False),
    _row_hash(),
    sa.Column("evidence_sha256", sa.Text, nullable=False),
)
files = _table("files", FileRecord, _row_hash(), key=("path",))
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    *columns_of(Passage, key=()),
)
mentions = _table("mentions", Mention)
claims = _table("claims", Claim)
attributions = _table("attributions", Attribution)
decisions = _table("decisions", Decision, _row_hash(), key=("sequence",))
saved_views = _table("saved_views", SavedView, _row_hash())
positions = _table("positions", Position, _row_hash(), key=("entity_id",))

EVIDENCE = (passages, mentions, claims, attributions)
"""Evidence of a document, in the order in which it is hashed."""
HASHED: tuple[tuple[type, sa.Table], ...] = (
    (Run, runs),
    (FileRecord, files),
    (Decision, decisions),
    (SavedView, saved_views),
    (Position, positions),
)
"""Tables whose rows each carry their own SHA-256."""

sa.Index("passages_by_id", passages.c.id, unique=True)
sa.Index(
    "documents_by_hash",
    documents.c.id,
    documents.c.run_id,
    documents.c.row_sha256,
    documents.c.evidence_sha256,
)
sa.Index("files_by_name", files.c.name)
sa.Index("files_by_document", files.c.document_id)
for _evidence in (passages, mentions, claims, attributions):
    sa.Index(f"{_evidence.name}_by_document", _evidence.c.document_id)
