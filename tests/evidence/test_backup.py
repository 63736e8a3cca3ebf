"""Backup and restore: proven whole, never half, and never over a workspace without asking."""

import sqlite3
from pathlib import Path

import pytest

from errors import DamagedStore, StoreError
from evidence.backup import back_up, restore
from evidence.journal import DecisionDraft
from evidence.model import DecisionKind
from evidence.store import Store, open_store
from tests.support.casefile import write_workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "w.db", hostile=True)


def decide(store: Store, left: str = "x") -> None:
    store.append([DecisionDraft(DecisionKind.REJECT, left)], user="ann", decided_at="t")


def state(place: Path) -> tuple[object, ...]:
    store = open_store(str(place), read_only=True)
    try:
        snapshot = store.snapshot()
        return snapshot, store.files(), store.saved_views(), store.verify().problems
    finally:
        store.close()


def damage(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE documents SET text = text || '!' WHERE name = 'gazette.txt'")


def test_backup_of_a_workspace_in_use_is_one_whole_file_of_its_owner(
    place: Path, tmp_path: Path
) -> None:
    store = open_store(str(place))
    decide(store)  # stands in the log alone
    report = back_up(place, tmp_path / "b.db")
    assert (report.n_documents, report.problems) == (3, ())
    assert state(tmp_path / "b.db") == state(place)
    assert len(store.decisions()) == 1
    store.close()
    assert (tmp_path / "b.db").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.db", "w.db"]


def test_restore_gives_back_what_was_there(place: Path, tmp_path: Path) -> None:
    before = state(place)
    back_up(place, tmp_path / "b.db")
    with_more = open_store(str(place))
    decide(with_more)
    with_more.close()
    assert state(place) != before
    restore(tmp_path / "b.db", place, force=True)
    assert state(place) == before
    again = open_store(str(place))
    decide(again)
    again.close()
    assert not state(place)[-1]


def test_restore_makes_a_workspace_where_there_is_none(place: Path, tmp_path: Path) -> None:
    back_up(place, tmp_path / "b.db")
    restore(tmp_path / "b.db", tmp_path / "new.db")
    assert state(tmp_path / "new.db") == state(place)


def test_restore_reaches_those_who_have_the_workspace_open(place: Path, tmp_path: Path) -> None:
    back_up(place, tmp_path / "b.db")
    store = open_store(str(place))
    old = store.revision()
    decide(store)
    restore(tmp_path / "b.db", place, force=True)
    assert store.revision() == old
    decide(store, "y")
    assert [decision.left for decision in store.decisions()] == ["y"]
    assert not store.verify().problems
    store.close()


@pytest.mark.parametrize("bytes_", [b"junk " * 1_000, b"", b"SQLite format 3\0" + b"\xff" * 9_000])
def test_restore_replaces_what_is_no_database_any_more(
    place: Path, tmp_path: Path, bytes_: bytes
) -> None:
    before = state(place)
    back_up(place, tmp_path / "b.db")
    place.write_bytes(bytes_)
    place.with_name("w.db-wal").write_bytes(b"old log" * 999)
    restore(tmp_path / "b.db", place, force=True)
    assert state(place) == before


def test_restore_over_a_workspace_needs_force(place: Path, tmp_path: Path) -> None:
    back_up(place, tmp_path / "b.db")
    store = open_store(str(place))
    decide(store)
    store.close()
    before = place.read_bytes()
    with pytest.raises(StoreError, match="--force"):
        restore(tmp_path / "b.db", place)
    assert place.read_bytes() == before


def test_backup_over_a_file_needs_force(place: Path, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_bytes(b"mine")
    with pytest.raises(StoreError, match="--force"):
        back_up(place, tmp_path / "b.db")
    assert (tmp_path / "b.db").read_bytes() == b"mine"
    back_up(place, tmp_path / "b.db", force=True)
    assert state(tmp_path / "b.db") == state(place)


def test_damaged_workspace_is_not_backed_up(place: Path, tmp_path: Path) -> None:
    damage(place)
    with pytest.raises(DamagedStore, match=r"gazette\.txt"):
        back_up(place, tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def test_damaged_backup_is_not_restored(place: Path, tmp_path: Path) -> None:
    back_up(place, tmp_path / "b.db")
    damage(tmp_path / "b.db")
    before = place.read_bytes()
    with pytest.raises(DamagedStore, match=r"gazette\.txt"):
        restore(tmp_path / "b.db", place, force=True)
    assert place.read_bytes() == before


def test_workspace_is_not_restored_from_itself(place: Path) -> None:
    with pytest.raises(StoreError, match="itself"):
        restore(place, place, force=True)


def test_locked_workspace_is_told(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.backup.BUSY_SECONDS", 0.2)
    monkeypatch.setattr("evidence.backup.TIMEOUT", 0.1)
    back_up(place, tmp_path / "b.db")
    writer = sqlite3.connect(place, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another process"):
        restore(tmp_path / "b.db", place, force=True)
    writer.close()
    assert not state(place)[-1]


def test_folder_that_is_not_there_is_named(place: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="none"):
        back_up(place, tmp_path / "none" / "b.db")
