"""The contract of every store: one body of tests."""

import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from errors import InvalidQuery, StoreError
from evidence.journal import DecisionDraft, active
from evidence.model import (
    DecisionKind,
    Extraction,
    FileRecord,
    FileStatus,
    Run,
    SavedView,
    document_id,
    text_sha256,
)
from evidence.store import Store, open_store
from tests.evidence import strategies

MakeFile = Callable[..., FileRecord]
SAME = DecisionDraft(DecisionKind.SAME, "a", "b")


def add_all(store: Store, cases: list[Extraction], run: Run, file_of: MakeFile) -> None:
    for extraction in cases:
        store.add(extraction, run, file_of(extraction))


def decide(store: Store, *drafts: DecisionDraft, user: str = "ann") -> None:
    store.append(drafts or [SAME], user=user, decided_at="2022-01-01T00:00:00+00:00")


def undo(store: Store, sequence: int | None = None, user: str = "ann") -> None:
    store.undo(user=user, sequence=sequence, note="", decided_at="2021-01-01T00:00:00+00:00")


@settings(max_examples=60, deadline=None)
@given(strategies.extractions(), strategies.runs, strategies.files)
def test_every_record_comes_back_equal(extraction: Extraction, run: Run, file: FileRecord) -> None:
    folder = Path(tempfile.mkdtemp())
    store = open_store(str(folder / "w.db"))
    try:
        store.add(extraction, run, file)
        evidence = store.snapshot().evidence
        assert evidence.documents == (extraction.document,)
        assert set(evidence.passages) == set(extraction.passages)
        assert set(evidence.mentions) == set(extraction.mentions)
        assert set(evidence.claims) == set(extraction.claims)
        assert set(evidence.attributions) == set(extraction.attributions)
        assert evidence.runs == (run,)
        assert store.files() == (file,)
        assert store.document(extraction.document.id) == extraction.document
    finally:
        store.close()
        shutil.rmtree(folder)


def test_add_twice_is_as_once(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    add_all(store, cases, run, file_of)
    once = store.snapshot()
    add_all(store, cases, run, file_of)
    assert store.snapshot() == once
    assert not store.verify().problems


def test_evidence_is_sorted_whatever_the_order_of_coming(
    tmp_path: Path, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    states = []
    for name, order in (("one", cases), ("other", cases[::-1])):
        store = open_store(str(tmp_path / f"{name}.db"))
        add_all(store, order, run, file_of)
        states.append(store.snapshot())
        store.close()
    assert states[0] == states[1]


def test_changed_file_replaces_its_document(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    old, new = cases
    store.add(old, run, file_of(old, "/in/a.txt"))
    store.add(new, run, file_of(new, "/in/a.txt", "ee"))
    state = store.snapshot().evidence
    assert state.documents == (new.document,)
    assert {mention.document_id for mention in state.mentions} == {new.document.id}
    assert not store.search_passages("Norway", 5)
    assert not store.verify().problems


def test_document_stays_while_another_file_gives_it(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    old, new = cases
    store.add(old, run, file_of(old, "/in/a.txt"))
    store.add(old, run, file_of(old, "/in/copy.txt"))
    store.add(new, run, file_of(new, "/in/a.txt", "ee"))
    assert set(store.snapshot().evidence.documents) == {old.document, new.document}


def test_failure_leaves_evidence_of_the_older_version(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    file = file_of(cases[0])
    store.add(cases[0], run, file)
    failed = replace(file, status=FileStatus.FAILED, reason="no text", document_id=None)
    store.record_file(failed)
    assert store.files() == (replace(failed, document_id=cases[0].document.id),)
    assert store.snapshot().evidence.documents == (cases[0].document,)


def test_file_is_found_by_path_then_by_name_and_bytes(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    file = file_of(cases[0], "/in/a.txt", "ff")
    store.add(cases[0], run, file)
    by_path = store.find_file("/in/a.txt", "other", "00")
    by_bytes = store.find_file("/moved/a.txt", file.name, "ff")
    assert by_path is not None
    assert (by_path.record, by_path.run_id) == (file, run.id)
    assert by_bytes == by_path
    assert store.find_file("/moved/a.txt", file.name, "00") is None


def test_search_finds_words_in_any_form_and_phrases(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    add_all(store, cases, run, file_of)
    (passage, document), *more = store.search_passages("attacking moldova", 5)
    assert document.text[passage.start : passage.end] == "Poland has not attacked Moldova."
    assert not more
    assert store.search_passages('"not attacked"', 5)
    assert not store.search_passages('"attacked not"', 5)
    assert len(store.search_passages("lindqvist", 2)) == 2


@pytest.mark.parametrize("text", ["", '"', "AND", "a*", "NEAR(", "text:", "-", "\0", "'", "\ud800"])
def test_search_takes_any_text_as_words(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile, text: str
) -> None:
    add_all(store, cases, run, file_of)
    assert len(store.search_passages(text, 5)) <= 5


def test_revision_follows_content_alone(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    seen = [store.revision()]
    for extraction in cases:
        store.add(extraction, run, file_of(extraction))
        seen.append(store.revision())
    decide(store)
    seen.append(store.revision())
    assert len(set(seen)) == len(seen)
    add_all(store, cases, run, file_of)
    store.save_positions({"a": (1.0, 2.0)})
    store.save_view(SavedView("v", "n", "q", "", 1))
    store.record_file(FileRecord("x", "/x", FileStatus.SKIPPED, "why", None, ""))
    assert store.revision() == seen[-1]
    store.add(cases[0], replace(run, id="other"), file_of(cases[0]))
    assert store.revision() != seen[-1]


def test_revision_changes_when_evidence_does(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    add_all(store, cases, run, file_of)
    before = store.revision()
    claims = (replace(cases[0].claims[0], score=0.1), *cases[0].claims[1:])
    store.add(replace(cases[0], claims=claims), run, file_of(cases[0]))
    assert store.revision() != before


def test_undo_takes_the_last_act_of_its_user_whatever_the_clock(store: Store) -> None:
    decide(store, user="ann")
    decide(store, DecisionDraft(DecisionKind.RENAME, "a", value="A"), user="bob")
    undo(store, user="ann")
    assert [d.kind for d in active(store.decisions())] == [DecisionKind.RENAME]
    with pytest.raises(InvalidQuery, match="ann has no decision"):
        undo(store, user="ann")


def test_undo_takes_back_a_whole_act(store: Store) -> None:
    decide(store, SAME, DecisionDraft(DecisionKind.DIFFERENT, "b", "c"))
    decide(store, DecisionDraft(DecisionKind.REJECT, "claim"))
    undo(store, sequence=2)
    assert [d.kind for d in active(store.decisions())] == [DecisionKind.REJECT]
    assert [d.sequence for d in store.decisions()] == [1, 2, 3, 4, 5]


def test_undo_of_an_undo_brings_the_decision_back(store: Store) -> None:
    decide(store)
    undo(store)
    with pytest.raises(InvalidQuery, match="not in force"):
        undo(store, sequence=1)
    undo(store, sequence=2)
    assert [d.sequence for d in active(store.decisions())] == [1]


def test_views_come_by_position_and_go(store: Store) -> None:
    first, second = SavedView("b", "n", "q", "", 1), SavedView("a", "n", "q", "", 2)
    for view in (second, first, replace(first, note="new")):
        store.save_view(view)
    assert store.saved_views() == (replace(first, note="new"), second)
    store.delete_view("b")
    store.delete_view("b")
    assert store.saved_views() == (second,)


def test_positions_stay_unless_named_again(store: Store) -> None:
    store.save_positions({"a": (0.1, -2.5), "b": (1e9, 0.0)})
    store.save_positions({"a": (3.0, 4.0)})
    store.save_positions({})
    assert store.positions() == {"a": (3.0, 4.0), "b": (1e9, 0.0)}


def test_threads_share_a_store(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    def work(number: int) -> int:
        if number % 2:
            decide(store, user=f"user {number}")
            return 0
        store.add(cases[0], run, file_of(cases[0], f"/in/{number}"))
        return len(store.snapshot().evidence.documents)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(40))) == {0, 1}
    assert [d.sequence for d in store.decisions()] == list(range(1, 21))
    assert not store.verify().problems


def test_two_openings_see_each_other(
    store: Store, url: str, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    other = open_store(url)
    store.add(cases[0], run, file_of(cases[0]))
    assert other.snapshot() == store.snapshot()
    decide(other)
    assert len(store.decisions()) == 1
    other.close()


def test_verify_counts_documents_and_quotes(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    add_all(store, cases, run, file_of)
    report = store.verify()
    assert report.n_documents == 2
    assert report.n_quotes == sum(len(e.claims) + len(e.mentions) for e in cases)
    assert report.problems == ()


def test_verify_names_the_document_of_a_wrong_quote(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    wrong = replace(cases[0].mentions[0], text="Somebody Else")
    bad = replace(cases[0], mentions=(wrong, *cases[0].mentions[1:]))
    store.add(bad, run, file_of(bad))
    store.add(cases[1], run, file_of(cases[1]))
    (problem,) = store.verify().problems
    assert problem.startswith("gazette.txt: mention")


def test_unknown_kind_of_url_is_refused() -> None:
    with pytest.raises(StoreError, match="mongodb"):
        open_store("mongodb://localhost/w")


def test_sqlite_url_is_a_path(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/w.db").close()
    assert (tmp_path / "w.db").is_file()


def test_documents_of_one_name_are_told_apart(
    store: Store, cases: list[Extraction], run: Run, file_of: MakeFile
) -> None:
    document = cases[0].document
    text = document.text + " "
    twin = replace(
        document, id=document_id(document.name, text), text=text, sha256=text_sha256(text)
    )
    store.add(Extraction(document, (), (), ()), run, file_of(cases[0], "/a"))
    store.add(Extraction(twin, (), (), ()), run, file_of(Extraction(twin, (), (), ()), "/b"))
    assert set(store.snapshot().evidence.documents) == {document, twin}
