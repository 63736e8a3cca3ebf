"""Older workspaces go forward, whole or not at all; newer ones are refused (test_faults.py)."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from errors import StoreError
from evidence.sql import migrate, tables
from evidence.store import open_store
from tests.support.casefile import write_workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "w.db")


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """As if the next version had one index more."""
    older = tables.SCHEMA_VERSION

    def add_index(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE INDEX claims_by_type ON claims (type)")

    monkeypatch.setattr(tables, "SCHEMA_VERSION", older + 1)
    monkeypatch.setattr("evidence.sql.schema.SCHEMA_VERSION", older + 1)
    monkeypatch.setattr(migrate, "MIGRATIONS", {**migrate.MIGRATIONS, older: add_index})
    yield older + 1


def notes(place: Path) -> dict[str, str]:
    with sqlite3.connect(place) as connection:
        return dict(connection.execute("SELECT key, value FROM meta"))


def test_every_older_version_has_a_migration() -> None:
    assert sorted(migrate.MIGRATIONS) == list(range(1, tables.SCHEMA_VERSION))


def test_older_workspace_is_migrated_when_it_is_opened(place: Path, next_version: int) -> None:
    for _ in range(2):
        store = open_store(str(place))
        assert store.verify().problems == ()
        assert len(store.snapshot().evidence.documents) == 2
        store.close()
        assert notes(place)["schema_version"] == str(next_version)


def test_failed_migration_changes_nothing(
    place: Path, next_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = notes(place)

    def fail(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE INDEX claims_by_type ON claims (type)")
        connection.exec_driver_sql("CREATE INDEX claims_by_type ON claims (type)")

    monkeypatch.setattr(migrate, "MIGRATIONS", {next_version - 1: fail})
    with pytest.raises(StoreError, match="already exists"):
        open_store(str(place))
    assert notes(place) == before
    with sqlite3.connect(place) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    assert "claims_by_type" not in names


def test_older_workspace_is_not_migrated_to_be_read(place: Path, next_version: int) -> None:
    before = notes(place)
    with pytest.raises(StoreError, match="older Citegraph"):
        open_store(str(place), read_only=True)
    assert notes(place) == before
