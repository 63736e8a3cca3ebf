"""Reading and writing records as rows, each with what proves it whole."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

import sqlalchemy as sa

from evidence.codec import names_of, records_sha256
from evidence.model import (
    Attribution,
    Claim,
    Decision,
    Document,
    Extraction,
    Mention,
    Passage,
    Run,
)
from evidence.sql import full_text, tables
from evidence.sql.cells import Cell, record_of, row_of

R = TypeVar("R")


def columns(kind: type, table: sa.Table) -> list[sa.Column[Cell]]:
    """The columns that hold the fields of a record, in its order."""
    return [table.c[name] for name in names_of(kind)]


def records(
    connection: sa.Connection,
    kind: type[R],
    table: sa.Table,
    *,
    where: sa.ColumnElement[bool] | None = None,
    order: Sequence[sa.ColumnElement[object]] = (),
) -> tuple[R, ...]:
    """The records of a table, by id unless an order is given."""
    query = sa.select(*columns(kind, table)).order_by(*(order or (table.c.id,)))
    if where is not None:
        query = query.where(where)
    return tuple(record_of(kind, row) for row in connection.execute(query).all())


def put(connection: sa.Connection, table: sa.Table, items: Iterable[object]) -> None:
    """Write records that carry their own hash, each in place of one of the same key."""
    rows = [{**row_of(item), "row_sha256": records_sha256([item])} for item in items]
    if not rows:
        return
    key = list(table.primary_key.columns)
    match = sa.and_(*(column == sa.bindparam(f"key_{column.name}") for column in key))
    keys = [{f"key_{column.name}": row[column.name] for column in key} for row in rows]
    connection.execute(table.delete().where(match), keys)
    connection.execute(table.insert(), rows)


def journal(connection: sa.Connection) -> tuple[Decision, ...]:
    """All decisions, in order."""
    table = tables.decisions
    return records(connection, Decision, table, order=(table.c.sequence,))


def insert_document(connection: sa.Connection, extraction: Extraction, run: Run) -> None:
    """Write a document with all its evidence and its place in the search index."""
    document = extraction.document
    row = row_of(document) | {
        "run_id": run.id,
        "row_sha256": document_sha256(document, run.id),
        "evidence_sha256": evidence_sha256(extraction),
    }
    connection.execute(tables.documents.insert(), row)
    parts = (extraction.passages, extraction.mentions, extraction.claims, extraction.attributions)
    for table, part in zip(tables.EVIDENCE, parts, strict=True):
        if part:
            connection.execute(table.insert(), [row_of(record) for record in part])
    full_text.index_document(connection, document)


def remove_document(connection: sa.Connection, document_id: str) -> None:
    """Take out a document and all that rests on it, if it is there."""
    table = tables.documents
    if connection.execute(sa.select(table.c.id).where(table.c.id == document_id)).first() is None:
        return
    full_text.forget_document(connection, document_id)
    for table in tables.EVIDENCE:
        connection.execute(table.delete().where(table.c.document_id == document_id))
    connection.execute(tables.documents.delete().where(tables.documents.c.id == document_id))


def read_extraction(connection: sa.Connection, document: Document) -> Extraction:
    """All that is stored of a document."""

    def of(kind: type[R], table: sa.Table) -> tuple[R, ...]:
        return records(connection, kind, table, where=table.c.document_id == document.id)

    return Extraction(
        document,
        of(Passage, tables.passages),
        of(Mention, tables.mentions),
        of(Claim, tables.claims),
        of(Attribution, tables.attributions),
    )


def document_sha256(document: Document, run_id: str) -> str:
    """Hash of a document's row; its text has a hash of its own in it."""
    return records_sha256([replace(document, text=""), run_id])


def evidence_sha256(extraction: Extraction) -> str:
    """Hash of all evidence rows of a document, whatever their order."""
    parts: tuple[Sequence[Passage | Mention | Claim | Attribution], ...] = (
        extraction.passages,
        extraction.mentions,
        extraction.claims,
        extraction.attributions,
    )
    return records_sha256(
        record for part in parts for record in sorted(part, key=lambda record: record.id)
    )
