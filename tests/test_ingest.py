"""Ingest: every file an outcome, nothing twice, one bad file stops no other."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from errors import ModelMissing, SkippedDocument, StoreError, UnreadableDocument
from evidence.journal import DecisionDraft
from evidence.masks import restoring
from evidence.model import Document, Extraction, FileStatus, Passage, Run, passage_id
from evidence.store import Store, open_store
from extract.worker import Failure, Outcome
from ingest import (
    IngestReport,
    Offer,
    batches,
    ingest,
    ingest_restored,
    offers_of,
    uploads_of,
)

TEXT = "The president of Norway met the minister of Poland in Oslo on Monday, officials said. "
RUN = Run("run", "m", "s", "p", "o", "r")


class FakeEngine:
    """One passage a document; refuses those whose text says so."""

    def __init__(self, run: Run = RUN) -> None:
        self.run = run
        self.seen: list[str] = []
        self.closed = False

    def start(self) -> Run:
        if self.run.model == "none":
            raise ModelMissing("get it")
        return self.run

    def outcomes(self, batches: Iterable[Sequence[Document]]) -> Iterator[Outcome]:
        for batch in batches:
            for document in reversed(batch):
                self.seen.append(document.name)
                yield self._outcome(document)

    def close(self) -> None:
        self.closed = True

    def _outcome(self, document: Document) -> Outcome:
        if "FAIL" in document.text:
            return Failure(document, "it went wrong.")
        end = len(document.text) + ("MISQUOTE" in document.text)
        passage = Passage(passage_id(document.id, 0, end), document.id, 0, end)
        return Extraction(document, (passage,), (), ())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "w.db"))
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, one in a folder below."""
    place = tmp_path / "in"
    (place / "below").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "below/c.txt"):
        (place / name).write_text(f"{TEXT * 3}{name}")
    return place


def run_on(store: Store, *paths: Path, engine: FakeEngine | None = None) -> IngestReport:
    return ingest(store, offers_of(paths), engine or FakeEngine())


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.n_ingested, report.n_unchanged, report.n_failed, report.n_skipped


def test_every_file_of_a_folder_is_stored(store: Store, folder: Path) -> None:
    report = run_on(store, folder)
    assert counts(report) == (3, 0, 0, 0)
    assert [file.name for file in store.files()] == ["a.txt", "b.txt", "below/c.txt"]
    assert report.n_passages == 3
    assert report.n_words == sum(len(d.text.split()) for d in store.snapshot().evidence.documents)


def test_second_run_extracts_nothing(store: Store, folder: Path) -> None:
    run_on(store, folder)
    before, engine = store.snapshot(), FakeEngine()
    report = run_on(store, folder, engine=engine)
    assert counts(report) == (0, 3, 0, 0)
    assert engine.seen == []
    assert store.snapshot() == before


def test_changed_file_alone_is_extracted_again(store: Store, folder: Path) -> None:
    run_on(store, folder)
    (folder / "b.txt").write_text(TEXT * 4)
    engine = FakeEngine()
    assert counts(run_on(store, folder, engine=engine)) == (1, 2, 0, 0)
    assert engine.seen == ["b.txt"]
    assert len(store.snapshot().evidence.documents) == 3


def test_other_pipeline_extracts_all_again(store: Store, folder: Path) -> None:
    run_on(store, folder)
    other = replace(RUN, id="other")
    assert counts(run_on(store, folder, engine=FakeEngine(other))) == (3, 0, 0, 0)
    assert store.snapshot().evidence.runs == (other,)


def test_moved_folder_is_unchanged(store: Store, folder: Path, tmp_path: Path) -> None:
    run_on(store, folder)
    folder.rename(tmp_path / "moved")
    assert counts(run_on(store, tmp_path / "moved")) == (0, 3, 0, 0)
    assert len(store.snapshot().evidence.documents) == 3
    assert len(store.files()) == 6


def test_bad_files_stop_no_other_and_say_why(store: Store, folder: Path) -> None:
    (folder / "blank.txt").write_text("  \n ")
    (folder / "none.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "german.txt").write_text(
        "Der Präsident hat gestern in Berlin mit dem Minister über die Lage gesprochen. " * 5
    )
    (folder / "wrong.txt").write_text(TEXT + "FAIL")
    (folder / "liar.txt").write_text(TEXT + "MISQUOTE")
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to("/etc/passwd")
    report = run_on(store, folder)
    found = {file.name: file for file in report.files}
    assert report.n_ingested == 3
    assert {name: found[name].status for name in ("picture.png", "german.txt")} == {
        "picture.png": FileStatus.SKIPPED,
        "german.txt": FileStatus.SKIPPED,
    }
    failed = ("blank.txt", "none.txt", "wrong.txt", "liar.txt", "pipe.txt", "link.txt")
    assert {found[name].status for name in failed} == {FileStatus.FAILED}
    assert all(found[name].reason and name not in found[name].reason for name in failed)
    assert "citation contract" in found["liar.txt"].reason
    assert len(store.snapshot().evidence.documents) == 3
    assert {file.name for file in store.files()} == set(found)


def test_failed_file_is_tried_again(store: Store, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT + "FAIL")
    assert counts(run_on(store, folder)) == (2, 0, 1, 0)
    (folder / "a.txt").write_text(TEXT)
    assert counts(run_on(store, folder)) == (1, 2, 0, 0)


def test_reader_that_breaks_costs_its_file_only(store: Store) -> None:
    def broken() -> bytes:
        raise RecursionError("too deep")

    offers = [Offer("a.txt", "/a.txt", broken), *uploads_of([("b.txt", TEXT.encode())])]
    report = ingest(store, offers, FakeEngine())
    assert counts(report) == (1, 0, 1, 0)
    assert report.files[0].reason == "the reader failed (RecursionError)."


@pytest.mark.parametrize(
    ("error", "status"),
    [(UnreadableDocument("x"), FileStatus.FAILED), (SkippedDocument("x"), FileStatus.SKIPPED)],
)
def test_reason_of_the_reader_is_kept(store: Store, error: Exception, status: FileStatus) -> None:
    def refuse() -> bytes:
        raise error

    report = ingest(store, [Offer("a.txt", "/a.txt", refuse)], FakeEngine())
    assert [(file.status, file.reason) for file in report.files] == [(status, "x")]


def test_one_text_offered_twice_under_one_name_is_one_document(store: Store) -> None:
    offers = [Offer("a.txt", path, lambda: TEXT.encode()) for path in ("/x/a.txt", "/y/a.txt")]
    engine = FakeEngine()
    assert counts(ingest(store, offers, engine)) == (2, 0, 0, 0)
    assert engine.seen == ["a.txt"]
    assert len(store.files()) == 2
    assert len(store.snapshot().evidence.documents) == 1
    assert counts(ingest(store, offers, FakeEngine())) == (0, 2, 0, 0)


def test_upload_is_stored_under_its_name(store: Store) -> None:
    report = ingest(store, uploads_of([("../../etc/x.txt", TEXT.encode())]), FakeEngine())
    assert [file.name for file in report.files] == ["../../etc/x.txt"]
    assert counts(report) == (1, 0, 0, 0)


def test_progress_counts_every_file_once(store: Store, folder: Path) -> None:
    (folder / "none.txt").write_bytes(b"")
    calls: list[tuple[int, int, str]] = []
    ingest(store, offers_of([folder]), FakeEngine(), lambda *call: calls.append(call))
    assert [(done, total) for done, total, _ in calls] == [(n, 4) for n in range(1, 5)]
    assert {name for *_, name in calls} == {"a.txt", "b.txt", "below/c.txt", "none.txt"}


def test_missing_model_is_told_first_and_the_engine_closed(store: Store, folder: Path) -> None:
    engine = FakeEngine(replace(RUN, model="none"))
    with pytest.raises(ModelMissing):
        run_on(store, folder, engine=engine)
    assert engine.closed
    assert store.files() == ()


def test_store_that_cannot_be_written_ends_the_run(store: Store, folder: Path) -> None:
    class FullStore:
        def __getattr__(self, name: str) -> object:
            if name == "add":
                raise StoreError("disk is full")
            return getattr(store, name)

    engine = FakeEngine()
    with pytest.raises(StoreError, match="full"):
        ingest(FullStore(), offers_of([folder]), engine)  # type: ignore[arg-type]
    assert engine.closed


def test_interrupted_and_rerun_equals_a_clean_build(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    def interrupt(done: int, total: int, name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(store, offers_of([folder]), FakeEngine(), interrupt)
    assert len(store.files()) == 2
    assert counts(run_on(store, folder)) == (1, 2, 0, 0)
    clean = open_store(str(tmp_path / "clean.db"))
    run_on(clean, folder)
    assert store.snapshot() == clean.snapshot()
    assert store.files() == clean.files()
    clean.close()


def test_two_ingests_at_once_are_as_one(store: Store, folder: Path, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "w.db"))
    inner = iter([other])

    def also(done: int, total: int, name: str) -> None:
        for waiting in inner:
            run_on(waiting, folder)

    ingest(store, offers_of([folder]), FakeEngine(), also)
    assert len(store.snapshot().evidence.documents) == 3
    assert not store.verify().problems
    other.close()


def test_batches_are_bounded_by_length_and_number() -> None:
    short = [Document(str(n), "n", "x", "") for n in range(70)]
    assert [len(batch) for batch in batches(short)] == [32, 32, 6]
    long = [Document(str(n), "n", "x" * 60_000, "") for n in range(5)]
    assert [len(batch) for batch in batches(long)] == [2, 2, 1]
    assert list(batches([])) == []


CHROME = "Subscribe to our newsletter"


@pytest.fixture
def masked(folder: Path) -> Path:
    """A folder with a file whose last line is page chrome."""
    (folder / "a.txt").write_text(f"{TEXT * 3}\n\n{CHROME}\n")
    return folder


def restore_last_mask(store: Store) -> DecisionDraft:
    document = next(d for d in store.snapshot().evidence.documents if d.name == "a.txt")
    (mask,) = document.hidden
    assert document.text[mask.start : mask.end] == CHROME
    return restoring(document, mask.start, mask.end)


def masks_of(store: Store) -> list[tuple[int, int]]:
    documents = store.snapshot().evidence.documents
    return [(mask.start, mask.end) for document in documents for mask in document.hidden]


def test_restored_text_is_extracted_at_once_and_masked_again_by_an_undo(
    store: Store, masked: Path
) -> None:
    run_on(store, masked)
    before, draft, engine = store.snapshot().evidence, restore_last_mask(store), FakeEngine()
    ingest_restored(store, engine, lambda: store.append([draft], user="a", decided_at=""))
    assert engine.seen == ["a.txt"]
    assert engine.closed
    assert masks_of(store) == []
    assert not store.verify().problems
    ingest_restored(
        store,
        FakeEngine(),
        lambda: store.undo(user="a", sequence=None, note="", decided_at=""),
    )
    assert store.snapshot().evidence == before


def test_restored_text_outlives_other_rules(store: Store, masked: Path) -> None:
    run_on(store, masked)
    draft = restore_last_mask(store)
    ingest_restored(store, FakeEngine(), lambda: store.append([draft], user="a", decided_at=""))
    run_on(store, masked, engine=FakeEngine(Run("other", "m", "s", "p", "o", "r2")))
    assert masks_of(store) == []


def test_decision_of_a_killed_process_is_followed_by_the_next_ingest(
    store: Store, masked: Path
) -> None:
    run_on(store, masked)
    store.append([restore_last_mask(store)], user="a", decided_at="")
    assert masks_of(store)
    report = run_on(store, masked)
    assert counts(report) == (0, 3, 0, 0)
    assert masks_of(store) == []


def test_nothing_is_restored_without_the_model(store: Store, masked: Path) -> None:
    run_on(store, masked)
    draft, engine = restore_last_mask(store), FakeEngine(Run("r", "none", "s", "p", "o", "r"))
    with pytest.raises(ModelMissing):
        ingest_restored(store, engine, lambda: store.append([draft], user="a", decided_at=""))
    assert engine.closed
    assert store.decisions() == ()
