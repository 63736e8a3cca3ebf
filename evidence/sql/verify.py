"""Proof that a store holds what was written: every row by its hash, every quote by its text.

SQLite has no checksums: of 60 bits flipped in a file, its own integrity check missed 42.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import sqlalchemy as sa

from errors import StoreError
from evidence.codec import records_sha256
from evidence.contract import broken_rules
from evidence.model import Document
from evidence.sql import full_text, tables
from evidence.sql.cells import record_of
from evidence.sql.rows import (
    columns,
    document_sha256,
    evidence_sha256,
    journal,
    read_extraction,
)
from evidence.sql.schema import read_notes, schema_sha256
from evidence.store import VerifyReport

Guard = Callable[[], AbstractContextManager[None]]
"""Makes a context that turns the database's errors into StoreError."""


def verify_store(connection: sa.Connection, guard: Guard) -> VerifyReport:
    """Check everything; damage in one place does not keep the others from being checked."""
    checks: list[Callable[[], Iterator[str]]] = [
        lambda: _file_problems(connection),
        lambda: _row_problems(connection),
        lambda: _reference_problems(connection),
        lambda: _journal_problems(connection),
        lambda: full_text.index_problems(connection),
    ]
    problems = [problem for check in checks for problem in _guarded(check, guard)]
    n_documents, n_quotes = 0, 0
    for document_id, name in _names(connection, guard, problems):
        n_documents += 1
        try:
            with guard():
                checked, found = _document_problems(connection, document_id, name)
        except StoreError as error:
            problems.append(f"{name}: cannot be read: {error}")
        else:
            n_quotes += checked
            problems.extend(found)
    return VerifyReport(n_documents, n_quotes, tuple(problems))


def _guarded(check: Callable[[], Iterator[str]], guard: Guard) -> list[str]:
    found: list[str] = []
    try:
        with guard():
            found.extend(check())
    except StoreError as error:
        found.append(str(error))
    return found


def _names(connection: sa.Connection, guard: Guard, problems: list[str]) -> list[tuple[str, str]]:
    table = tables.documents
    try:
        with guard():
            found = connection.execute(sa.select(table.c.id, table.c.name).order_by(table.c.id))
            return [(str(id_), str(name)) for id_, name in found]
    except StoreError as error:
        problems.append(f"the list of documents cannot be read: {error}")
        return []


def _document_problems(
    connection: sa.Connection, document_id: str, name: str
) -> tuple[int, list[str]]:
    table = tables.documents
    proof = (table.c.run_id, table.c.row_sha256, table.c.evidence_sha256)
    query = sa.select(*columns(Document, table), *proof).where(table.c.id == document_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return 0, [f"{name}: the document {document_id} cannot be found by its id"]
    document = record_of(Document, row[:-3])
    run_id, row_hash, evidence_hash = (str(part) for part in row[-3:])
    extraction = read_extraction(connection, document)
    found = [f"{name}: {rule}" for rule in broken_rules(extraction)]
    if document_sha256(document, run_id) != row_hash:
        found.append(f"{name}: the document's row does not match its SHA-256")
    if evidence_sha256(extraction) != evidence_hash:
        found.append(f"{name}: the evidence does not match its SHA-256")
    found += [f"{name}: {fault}" for fault in full_text.document_problems(connection, document)]
    return len(extraction.claims) + len(extraction.mentions), found


def _file_problems(connection: sa.Connection) -> Iterator[str]:
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"the file is damaged: {row[0]}"
    if read_notes(connection).get("schema_sha256") != schema_sha256(connection):
        yield "the tables are not those that were made"


def _row_problems(connection: sa.Connection) -> Iterator[str]:
    for kind, table in tables.HASHED:
        for row in connection.execute(sa.select(*columns(kind, table), table.c.row_sha256)):
            if records_sha256([record_of(kind, row[:-1])]) != row[-1]:
                yield f"{table.name}: the row of {row[0]} does not match its SHA-256"


def _reference_problems(connection: sa.Connection) -> Iterator[str]:
    known = sa.select(tables.documents.c.id)
    files = tables.files
    lost = files.c.document_id.is_not(None) & files.c.document_id.not_in(known)
    for name in connection.execute(sa.select(files.c.name).where(lost)).scalars():
        yield f"{name}: its document is not there"
    unknown = tables.documents.c.run_id.not_in(sa.select(tables.runs.c.id))
    for name in connection.execute(sa.select(tables.documents.c.name).where(unknown)).scalars():
        yield f"{name}: the run that made its evidence is not there"
    for table in tables.EVIDENCE:
        stray = sa.select(sa.func.count()).where(table.c.document_id.not_in(known))
        if n := connection.execute(stray).scalar_one():
            yield f"{table.name}: {n} rows belong to no document"


def _journal_problems(connection: sa.Connection) -> Iterator[str]:
    for place, decision in enumerate(journal(connection), start=1):
        if decision.sequence != place:
            yield f"decisions: number {place} is not there"
            return
