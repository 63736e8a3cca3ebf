"""The store on a SQL database, by SQLAlchemy Core: today one file of SQLite."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from errors import StoreError
from evidence.journal import DecisionDraft, numbered, undoing
from evidence.model import (
    Attribution,
    Claim,
    Decision,
    Document,
    Evidence,
    Extraction,
    FileRecord,
    Mention,
    Passage,
    Position,
    Run,
    SavedView,
    content_id,
)
from evidence.sql import full_text, tables
from evidence.sql.cells import record_of, storable
from evidence.sql.failures import translated
from evidence.sql.log_check import lost_commits
from evidence.sql.migrate import is_older, migrate
from evidence.sql.rows import (
    columns,
    insert_document,
    journal,
    put,
    records,
    remove_document,
)
from evidence.sql.schema import check_schema, create_schema, is_empty
from evidence.sql.sqlite_file import (
    can_write,
    read_only_engine,
    use_write_ahead_log,
    writable_engine,
)
from evidence.sql.verify import verify_store
from evidence.store import Snapshot, StoredFile, VerifyReport

logger = logging.getLogger(__name__)


def open_embedded(path: Path, *, read_only: bool) -> "SqlStore":
    """Open a workspace file; see `open_store`."""
    if read_only and not path.is_file():
        raise StoreError(
            f"{path}: there is no workspace. Make one: python cli.py ingest FOLDER "
            f"--workspace {path}"
        )
    damage = _log_damage(path)  # before SQLite opens the log, and forgets what it cannot read
    if read_only or (path.is_file() and not can_write(path)):
        return SqlStore(read_only_engine(path), str(path), read_only=True, damage=damage)
    engine = writable_engine(path)
    with translated(str(path)):
        use_write_ahead_log(engine)
    return SqlStore(engine, str(path), read_only=False, damage=damage)


def _log_damage(path: Path) -> tuple[str, ...]:
    n_lost = lost_commits(path)
    if not n_lost:
        return ()
    message = (
        f"{path.name}-wal is damaged: at least {n_lost} changes made last are lost. "
        "Ingest again, and check the log of decisions."
    )
    logger.error(message)
    return (message,)


class SqlStore:
    """See `Store`."""

    def __init__(
        self, engine: sa.Engine, place: str, *, read_only: bool, damage: tuple[str, ...] = ()
    ) -> None:
        """Check the schema, and make it where the database is empty.

        Args:
            engine: Its connections are closed by `close`.
            place: Name of the database in messages.
            read_only: Refuse to write.
            damage: What was found before the database was opened, for `verify` to tell.
        """
        self._damage = damage
        self.read_only = read_only
        self._place = place
        self._engine = engine
        self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")
        with self._reading() as connection:
            empty = is_empty(connection)
        if empty and read_only:
            raise StoreError(f"{place}: the workspace is empty. Ingest documents first.")
        if empty:
            with self._writing() as connection:
                if is_empty(connection):  # another process may have been faster
                    create_schema(connection)
        with self._reading() as connection:
            check_schema(connection, place)
            older = is_older(connection)
        if older:
            self._migrate()

    def close(self) -> None:  # noqa: D102
        self._engine.dispose()

    def add(self, extraction: Extraction, run: Run, file: FileRecord) -> None:  # noqa: D102
        document = extraction.document
        with self._writing() as connection:
            _note_run(connection, run)
            for stale in {document.id, *_only_of(connection, file.path)}:
                remove_document(connection, stale)
            insert_document(connection, extraction, run)
            put(connection, tables.files, [file])

    def record_file(self, file: FileRecord) -> None:  # noqa: D102
        with self._writing() as connection:
            known = sa.select(tables.files.c.document_id).where(
                tables.files.c.path == storable(file.path)
            )
            kept = file.document_id or connection.execute(known).scalar()
            put(connection, tables.files, [replace(file, document_id=kept)])

    def files(self) -> tuple[FileRecord, ...]:  # noqa: D102
        with self._reading() as connection:
            table = tables.files
            return records(connection, FileRecord, table, order=(table.c.name, table.c.path))

    def find_file(self, path: str, name: str, sha256: str) -> StoredFile | None:  # noqa: D102
        table, run_id = tables.files, tables.documents.c.run_id
        query = sa.select(*columns(FileRecord, table), run_id).outerjoin_from(
            table, tables.documents, table.c.document_id == tables.documents.c.id
        )
        of_path = table.c.path == storable(path)
        copies = (table.c.name == storable(name)) & (table.c.sha256 == sha256)
        with self._reading() as connection:
            for condition in (of_path, copies):
                row = connection.execute(query.where(condition).order_by(table.c.path)).first()
                if row is not None:
                    return StoredFile(record_of(FileRecord, row[:-1]), cast(str | None, row[-1]))
        return None

    def snapshot(self) -> Snapshot:  # noqa: D102
        with self._reading() as connection:
            return Snapshot(_revision(connection), _evidence(connection), journal(connection))

    def document(self, document_id: str) -> Document | None:  # noqa: D102
        with self._reading() as connection:
            where = tables.documents.c.id == document_id
            return next(iter(records(connection, Document, tables.documents, where=where)), None)

    def search_passages(  # noqa: D102
        self, text: str, limit: int
    ) -> tuple[tuple[Passage, Document], ...]:
        with self._reading() as connection:
            ids = full_text.find_passages(connection, text, limit)
            where = tables.passages.c.id.in_(ids)
            passages = {p.id: p for p in records(connection, Passage, tables.passages, where=where)}
            of = tables.documents.c.id.in_({p.document_id for p in passages.values()})
            documents = {d.id: d for d in records(connection, Document, tables.documents, where=of)}
        return tuple((passages[id_], documents[passages[id_].document_id]) for id_ in ids)

    def append(  # noqa: D102
        self, drafts: Sequence[DecisionDraft], *, user: str, decided_at: str
    ) -> tuple[Decision, ...]:
        with self._writing() as connection:
            return _append(connection, drafts, user=user, decided_at=decided_at)

    def undo(  # noqa: D102
        self, *, user: str, sequence: int | None, note: str, decided_at: str
    ) -> tuple[Decision, ...]:
        with self._writing() as connection:
            drafts = undoing(journal(connection), user=user, sequence=sequence, note=note)
            return _append(connection, drafts, user=user, decided_at=decided_at)

    def decisions(self) -> tuple[Decision, ...]:  # noqa: D102
        with self._reading() as connection:
            return journal(connection)

    def save_view(self, view: SavedView) -> None:  # noqa: D102
        with self._writing() as connection:
            put(connection, tables.saved_views, [view])

    def delete_view(self, view_id: str) -> None:  # noqa: D102
        with self._writing() as connection:
            views = tables.saved_views
            connection.execute(views.delete().where(views.c.id == view_id))

    def saved_views(self) -> tuple[SavedView, ...]:  # noqa: D102
        table = tables.saved_views
        order = (table.c.position, table.c.name, table.c.id)
        with self._reading() as connection:
            return records(connection, SavedView, table, order=order)

    def save_positions(self, positions: Mapping[str, tuple[float, float]]) -> None:  # noqa: D102
        with self._writing() as connection:
            put(connection, tables.positions, [Position(id_, *at) for id_, at in positions.items()])

    def positions(self) -> dict[str, tuple[float, float]]:  # noqa: D102
        table = tables.positions
        with self._reading() as connection:
            found = records(connection, Position, table, order=(table.c.entity_id,))
        return {position.entity_id: (position.x, position.y) for position in found}

    def revision(self) -> str:  # noqa: D102
        with self._reading() as connection:
            return _revision(connection)

    def verify(self) -> VerifyReport:  # noqa: D102
        with self._reading() as connection:
            report = verify_store(connection, partial(translated, self._place))
        return replace(report, problems=(*self._damage, *report.problems))

    def _migrate(self) -> None:
        if self.read_only:
            raise StoreError(
                f"{self._place}: made by an older Citegraph. Open it once where it can be written, "
                "by any command that writes, as ingest."
            )
        with self._writing() as connection:
            migrate(connection)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with translated(self._place), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self.read_only:
            raise StoreError(f"{self._place}: the workspace is read-only; nothing was changed.")
        with translated(self._place), self._writer.begin() as connection:
            yield connection


def _evidence(connection: sa.Connection) -> Evidence:
    used = sa.select(tables.documents.c.run_id)
    return Evidence(
        documents=records(connection, Document, tables.documents),
        passages=records(connection, Passage, tables.passages),
        mentions=records(connection, Mention, tables.mentions),
        claims=records(connection, Claim, tables.claims),
        attributions=records(connection, Attribution, tables.attributions),
        runs=records(connection, Run, tables.runs, where=tables.runs.c.id.in_(used)),
    )


def _revision(connection: sa.Connection) -> str:
    table = tables.documents
    query = sa.select(table.c.id, table.c.run_id, table.c.row_sha256, table.c.evidence_sha256)
    rows = connection.execute(query.order_by(table.c.id)).all()
    journal_ids = sa.select(tables.decisions.c.id).order_by(tables.decisions.c.sequence)
    decided = connection.execute(journal_ids).scalars()
    return content_id("revision", *(part for row in rows for part in row), *decided)


def _append(
    connection: sa.Connection, drafts: Sequence[DecisionDraft], *, user: str, decided_at: str
) -> tuple[Decision, ...]:
    last = connection.execute(sa.select(sa.func.max(tables.decisions.c.sequence))).scalar() or 0
    decisions = numbered(drafts, first=last + 1, user=user, decided_at=decided_at)
    put(connection, tables.decisions, decisions)
    return decisions


def _note_run(connection: sa.Connection, run: Run) -> None:
    if not records(connection, Run, tables.runs, where=tables.runs.c.id == run.id):
        put(connection, tables.runs, [run])


def _only_of(connection: sa.Connection, path: str) -> list[str]:
    """Documents that only the file of this path gave."""
    files = tables.files
    mine = sa.select(files.c.document_id).where(files.c.path == storable(path))
    others = sa.select(files.c.document_id).where(files.c.path != storable(path))
    of = files.c.document_id
    query = sa.select(of).where(of.is_not(None), of.in_(mine), of.not_in(others))
    return [str(id_) for id_ in connection.execute(query).scalars()]
