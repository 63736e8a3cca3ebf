"""What a store must survive: killed writers, locks, read-only places, full disks, flipped bits.

CITEGRAPH_TORTURE=20 repeats the tests of chance twenty times as often.
"""

import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import evidence.sql.sqlite_file as sqlite_file
from errors import DamagedStore, StoreError
from evidence.journal import DecisionDraft
from evidence.model import DecisionKind, Extraction, FileRecord, FileStatus
from evidence.sql.log_check import lost_commits
from evidence.store import Store, open_store
from tests.support.casefile import RUN, documents, write_workspace

ROOT = Path(__file__).parents[2]
TORTURE = int(os.environ.get("CITEGRAPH_TORTURE", "1"))
NOBODY = 65534
WRITER = """
import sys
from evidence.journal import DecisionDraft
from evidence.model import DecisionKind, FileRecord, FileStatus
from evidence.store import open_store
from tests.support.casefile import RUN, documents
store = open_store(sys.argv[1])
number = 0
while True:
    for one in documents(hostile=True):
        path = f"{number % 7}/{one.document.name}"
        name, key = one.document.name, one.document.id
        store.add(one, RUN, FileRecord(name, path, FileStatus.INGESTED, "", key, "ff"))
        store.append([DecisionDraft(DecisionKind.REJECT, str(number))], user="u", decided_at="t")
        print(number, path, flush=True)
        number += 1
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with the case file, closed."""
    return write_workspace(tmp_path / "w.db")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait half a minute for a lock."""
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Root may write anything: be somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def state_of(path: Path) -> tuple[object, ...]:
    """All that can be read of a workspace."""
    store = open_store(str(path), read_only=True)
    try:
        found = [store.search_passages(word, 50) for word in ("lindqvist", "poland")]
        return store.snapshot(), store.files(), store.positions(), store.saved_views(), found
    finally:
        store.close()


@pytest.mark.parametrize("seed", range(4 * TORTURE))
def test_killed_writer_loses_nothing_it_acknowledged(tmp_path: Path, seed: int) -> None:
    place = tmp_path / "w.db"
    last = kill_writer_after(place, random.Random(seed).randrange(1, 12))
    store = open_store(str(place))
    assert not store.verify().problems
    decided = [decision.left for decision in store.decisions()]
    assert decided == [str(n) for n in range(len(decided))]
    assert len(decided) in (last + 1, last + 2)
    known = {document.id for document in store.snapshot().evidence.documents}
    assert known >= {file.document_id for file in store.files()}
    store.close()


def test_work_after_a_kill_equals_a_clean_build(tmp_path: Path) -> None:
    killed, clean = tmp_path / "killed.db", tmp_path / "clean.db"
    kill_writer_after(killed, 1)
    for path in (killed, clean):
        store = open_store(str(path))
        for one in documents(hostile=True):
            name = one.document.name
            file = FileRecord(name, f"0/{name}", FileStatus.INGESTED, "", one.document.id, "ff")
            store.add(one, RUN, file)
        store.close()
    assert state_of(killed)[0].evidence == state_of(clean)[0].evidence  # type: ignore[attr-defined]


def kill_writer_after(place: Path, n_lines: int) -> int:
    """Kill -9 a process that writes without end; the number it acknowledged last."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    if writer.stdout is None:
        pytest.fail("no pipe")
    with writer.stdout as lines:
        for _ in range(n_lines):
            last = int(lines.readline().split()[0])
        writer.kill()
        rest = lines.readlines()
    writer.wait()
    return int(rest[-1].split()[0]) if rest and rest[-1].endswith("\n") else last


@pytest.mark.usefixtures("impatient")
def test_locked_store_says_so_and_can_still_be_read(place: Path) -> None:
    store = open_store(str(place))
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another process is writing"):
        store.append([DecisionDraft(DecisionKind.REJECT, "x")], user="u", decided_at="t")
    assert len(store.snapshot().evidence.documents) == 2
    assert not store.verify().problems
    other.execute("ROLLBACK")
    store.append([DecisionDraft(DecisionKind.REJECT, "x")], user="u", decided_at="t")
    assert len(store.decisions()) == 1
    other.close()
    store.close()


def test_new_store_is_for_its_owner_alone(place: Path) -> None:
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_closed_store_leaves_one_file(place: Path) -> None:
    assert [path.name for path in place.parent.iterdir()] == ["w.db"]


def read_only_place(place: Path) -> None:
    place.parent.chmod(0o555)
    place.chmod(0o444)
    for parent in list(place.parents)[:3]:
        parent.chmod(parent.stat().st_mode | 0o555)


def test_read_only_place_can_be_read_but_not_written(
    place: Path, request: pytest.FixtureRequest
) -> None:
    whole = state_of(place)
    read_only_place(place)
    request.getfixturevalue("unprivileged")
    assert state_of(place) == whole
    store = open_store(str(place))
    assert store.read_only
    assert not store.verify().problems
    with pytest.raises(StoreError, match="read-only"):
        store.append([DecisionDraft(DecisionKind.REJECT, "x")], user="u", decided_at="t")
    store.close()


def test_log_of_a_killed_writer_is_read_in_a_read_only_place(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place = tmp_path / "w.db"
    kill_writer_after(place, 3)
    assert place.with_name("w.db-wal").stat().st_size
    place.with_name("w.db-shm").unlink()
    for path in (place, place.with_name("w.db-wal")):
        path.chmod(0o444)
    read_only_place(place)
    request.getfixturevalue("unprivileged")
    store = open_store(str(place))
    assert len(store.decisions()) >= 3
    store.close()
    assert not place.with_name("w.db-shm").exists()


def test_nothing_is_made_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no workspace.*cli\.py ingest"):
        open_store(str(tmp_path / "none.db"), read_only=True)
    assert not list(tmp_path.iterdir())


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file or directory"):
        open_store(str(tmp_path / "no" / "w.db"))


def test_folder_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(str(tmp_path))


def test_other_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "letter.txt"
    place.write_text("Dear all, " * 100)
    with pytest.raises(DamagedStore, match="no workspace"):
        open_store(str(place))
    assert place.read_text() == "Dear all, " * 100


def test_other_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    with sqlite3.connect(place) as connection:
        connection.execute("CREATE TABLE birds (name)")
    with pytest.raises(StoreError, match="not a workspace"):
        open_store(str(place))
    with sqlite3.connect(place) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("birds",)]


@pytest.mark.parametrize(
    ("version", "error", "words"),
    [
        ("99", StoreError, "newer Citegraph"),
        ("0", DamagedStore, "damaged"),
        ("x", DamagedStore, "damaged"),
    ],
)
def test_schema_version_is_heeded(
    place: Path, version: str, error: type[StoreError], words: str
) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (version,))
    with pytest.raises(error, match=words):
        open_store(str(place))


def test_full_disk_stores_nothing_half(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "w.db"))
    one, other = documents()
    add(store, one)
    large = replace(other, document=replace(other.document, title="x" * 100_000))
    with pytest.raises(StoreError, match="disk is full"), small_disk(store):
        add(store, large)
    assert store.snapshot().evidence.documents == (one.document,)
    assert not store.verify().problems
    add(store, other)
    assert len(store.snapshot().evidence.documents) == 2
    store.close()


def add(store: Store, one: Extraction) -> None:
    name = one.document.name
    store.add(one, RUN, FileRecord(name, name, FileStatus.INGESTED, "", one.document.id, "ff"))


class small_disk:  # noqa: N801 (reads as a context)
    """Let the file grow by no page more: to SQLite the same error as a full disk."""

    def __init__(self, store: Store) -> None:
        self._engine = store._engine  # type: ignore[attr-defined]

    def __enter__(self) -> None:
        self._set(1)  # SQLite keeps what there is

    def __exit__(self, *_: object) -> None:
        self._set(1_000_000)

    def _set(self, pages: int) -> None:
        connection = self._engine.raw_connection()
        connection.cursor().execute(f"PRAGMA max_page_count={pages}")
        connection.close()


def test_no_flipped_bit_goes_unseen(place: Path, tmp_path: Path) -> None:
    truth, whole = state_of(place), place.read_bytes()
    chance, copy = random.Random(TORTURE), tmp_path / "copy.db"
    n_told = 0
    for _ in range(60 * TORTURE):
        position, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        damaged = bytearray(whole)
        damaged[position] ^= bit
        copy.write_bytes(damaged)
        n_told += (told := is_told(copy))
        assert told or state_of(copy) == truth, f"silent at {position}"
    assert n_told


def test_flipped_bit_in_the_log_of_a_killed_writer_is_told(tmp_path: Path) -> None:
    place, copy = tmp_path / "w.db", tmp_path / "copy.db"
    kill_writer_after(place, 8)
    log = place.with_name("w.db-wal").read_bytes()
    assert lost_commits(place) == 0
    chance = random.Random(TORTURE)
    positions = [*range(32), *(chance.randrange(len(log)) for _ in range(20 * TORTURE))]
    for position in positions:
        damaged = bytearray(log)
        damaged[position] ^= 1 << chance.randrange(8)
        copy.with_name("copy.db-wal").write_bytes(damaged)
        assert lost_commits(copy), f"silent at {position}"
    shutil.copyfile(place, copy)
    assert is_told(copy)


def test_log_of_a_live_writer_is_whole(place: Path) -> None:
    store = open_store(str(place))
    for number in range(5):
        store.append([DecisionDraft(DecisionKind.REJECT, str(number))], user="u", decided_at="t")
        assert lost_commits(place) == 0
    store.close()


def is_told(place: Path) -> bool:
    try:
        store = open_store(str(place), read_only=True)
    except StoreError:
        return True
    try:
        return bool(store.verify().problems)
    except StoreError:
        return True
    finally:
        store.close()


def edited(place: Path, statement: str) -> list[str]:
    """What verify says after somebody edited the file by hand."""
    with sqlite3.connect(place) as connection:
        connection.execute(statement)
    store = open_store(str(place))
    try:
        return list(store.verify().problems)
    finally:
        store.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE documents SET text = replace(text, 'Norway', 'Sweden')", "gazette.txt: the text"),
        ("UPDATE documents SET source = 'Other' WHERE name LIKE 'g%'", "gazette.txt: the document"),
        ("UPDATE mentions SET label = 'PLACE' WHERE text = 'Norway'", "gazette.txt: the evidence"),
        ("UPDATE claims SET polarity = 'affirmed'", "gazette.txt: the evidence"),
        ("DELETE FROM claims WHERE type = 'ASSAULT'", "gazette.txt: the evidence"),
        ("UPDATE claims SET polarity = 'maybe' WHERE type = 'ASSAULT'", "gazette.txt: cannot be"),
        ("UPDATE files SET reason = 'fine'", "files: the row of"),
        ("DELETE FROM documents WHERE name LIKE 'g%'", "gazette.txt: its document is not there"),
        ("DELETE FROM runs", "the run that made its evidence is not there"),
        ("DELETE FROM passage_search WHERE text LIKE '%Norway%'", "the search index holds"),
        (
            "UPDATE passage_search SET text = 'x' WHERE text LIKE '%Norway%'",
            "gazette.txt: the s",
        ),
        ("CREATE TABLE stray (x)", "the tables are not those"),
    ],
)
def test_verify_tells_what_was_edited(place: Path, statement: str, words: str) -> None:
    assert any(words in problem for problem in edited(place, statement)), statement


def test_verify_tells_of_a_lost_decision(place: Path) -> None:
    store = open_store(str(place))
    for left in "abc":
        store.append([DecisionDraft(DecisionKind.REJECT, left)], user="u", decided_at="t")
    store.close()
    problems = edited(place, "DELETE FROM decisions WHERE sequence = 2")
    assert problems == ["decisions: number 2 is not there"]


def test_damaged_document_does_not_hide_the_others(place: Path) -> None:
    problems = edited(place, "UPDATE documents SET masks = '{' WHERE name LIKE 'g%'")
    assert [problem.split(":")[0] for problem in problems] == ["gazette.txt"]
