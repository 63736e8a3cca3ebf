"""Worker processes may die or hang: what was theirs is done by another, once."""

import os
import signal
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from errors import CitegraphError, InvalidQuery, ModelMissing
from evidence.model import Document, Extraction
from extract import engines, workers
from extract.engines import Engine, ProcessEngine, SerialEngine, make_engine
from extract.worker import Failure, Outcome
from extract.workers import Worker, WorkerDied

MakeDocument = Callable[..., Document]
FAKE = """
import os, signal, sys, threading
import extract.worker as worker
from errors import ModelMissing
from evidence.model import Extraction, Run

def make_run(model):
    if model == "none":
        raise ModelMissing("get it")
    if model == "broken":
        os._exit(3)
    return Run("run", str(model), "", "", "", os.environ["OMP_NUM_THREADS"])

def extract_each(documents, model):
    print("noise on standard output")
    for document in documents:
        if "memory" in document.text:
            bytes(20_000_000_000)
        if "kill" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "hang" in document.text:
            threading.Event().wait()
    return [Extraction(document, (), (), ()) for document in documents]

worker.make_run, worker.extract_each = make_run, extract_each
worker.main()
"""
PROGRAM = ("-c", FAKE)


@pytest.fixture
def make_engine_of() -> Iterator[Callable[..., ProcessEngine]]:
    """Make engines with the fake worker; they are closed at the end."""
    made: list[ProcessEngine] = []

    def build(jobs: int = 1, model: str | None = None) -> ProcessEngine:
        made.append(ProcessEngine(model, jobs, program=PROGRAM))
        return made[-1]

    yield build
    for engine in made:
        engine.close()


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait half a minute for a worker that hangs."""
    monkeypatch.setattr(workers, "BASE_SECONDS", 1.5)


def names(outcomes: list[Outcome], kind: type) -> list[str]:
    return sorted(o.document.name for o in outcomes if isinstance(o, kind))


def batches(make_document: MakeDocument, *texts: str, size: int = 3) -> list[list[Document]]:
    documents = [make_document(text, f"{place}.txt") for place, text in enumerate(texts)]
    return [documents[start : start + size] for start in range(0, len(documents), size)]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_every_document_has_one_outcome(
    make_engine_of: Callable[..., ProcessEngine], make_document: MakeDocument, jobs: int
) -> None:
    engine = make_engine_of(jobs)
    engine.start()
    outcomes = list(engine.outcomes(batches(make_document, *"abcdefghij")))
    assert names(outcomes, Extraction) == sorted(f"{place}.txt" for place in range(10))


def test_document_that_kills_is_set_aside_and_its_batch_done_again(
    make_engine_of: Callable[..., ProcessEngine], make_document: MakeDocument
) -> None:
    engine = make_engine_of(2)
    outcomes = list(engine.outcomes(batches(make_document, "a", "kill", "c", "d", "e", "f", "g")))
    assert names(outcomes, Failure) == ["1.txt"]
    assert len(names(outcomes, Extraction)) == 6
    (failure,) = [o for o in outcomes if isinstance(o, Failure)]
    assert "twice" in failure.reason
    assert "signal 9" in failure.reason


@pytest.mark.usefixtures("short_limits")
def test_document_that_hangs_is_set_aside(
    make_engine_of: Callable[..., ProcessEngine], make_document: MakeDocument
) -> None:
    outcomes = list(make_engine_of().outcomes(batches(make_document, "a", "hang", "c")))
    assert names(outcomes, Failure) == ["1.txt"]
    (failure,) = [o for o in outcomes if isinstance(o, Failure)]
    assert "no answer in" in failure.reason


def test_worker_killed_from_outside_costs_nothing(
    make_engine_of: Callable[..., ProcessEngine], make_document: MakeDocument
) -> None:
    engine = make_engine_of()
    engine.start()
    waiting = iter(batches(make_document, *"abcdefghij", size=1))
    outcomes = []
    for outcome in engine.outcomes(waiting):
        outcomes.append(outcome)
        if len(outcomes) == 3 and (pid := engine._workers[0].pid):
            os.kill(pid, signal.SIGKILL)
    assert len(names(outcomes, Extraction)) == 10


def test_missing_model_is_told_before_anything_is_read(
    make_engine_of: Callable[..., ProcessEngine],
) -> None:
    with pytest.raises(ModelMissing, match="get it"):
        make_engine_of(model="none").start()


def test_worker_that_cannot_start_is_told(make_engine_of: Callable[..., ProcessEngine]) -> None:
    with pytest.raises(CitegraphError, match="did not start: ended with status 3"):
        make_engine_of(model="broken").start()


def test_workers_share_the_cores(
    make_engine_of: Callable[..., ProcessEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert make_engine_of(4).start().rules == "2"
    assert make_engine_of(16).start().rules == "1"


def test_batches_are_read_no_further_ahead_than_needed(
    make_engine_of: Callable[..., ProcessEngine], make_document: MakeDocument
) -> None:
    read = []

    def reading() -> Iterator[list[Document]]:
        for batch in batches(make_document, *"abcdefghij", size=1):
            read.append(batch)
            yield batch

    outcomes = make_engine_of().outcomes(reading())
    next(outcomes)
    assert len(read) <= 1 + engines.AHEAD
    outcomes.close()  # type: ignore[attr-defined]


def test_stopping_early_ends_the_workers(
    make_engine_of: Callable[..., ProcessEngine], make_document: MakeDocument
) -> None:
    engine = make_engine_of(2)
    outcomes = engine.outcomes(batches(make_document, "a", "hang", "hang", size=1))
    next(outcomes)
    closing = Thread(target=outcomes.close, daemon=True)  # type: ignore[attr-defined]
    closing.start()
    closing.join(workers.BASE_SECONDS / 2)
    assert not closing.is_alive(), "waits for workers that hang"
    assert [worker.pid for worker in engine._workers] == [None, None]


def test_worker_answers_again_after_it_died(make_document: MakeDocument) -> None:
    worker = Worker(None, program=PROGRAM)
    with pytest.raises(WorkerDied):
        worker.extract([make_document("kill")])
    assert worker.extract([make_document("a")])[0].document.text == "a"
    worker.stop()


def test_worker_is_replaced_when_it_has_read_a_lot(
    make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CHARACTERS_PER_WORKER", 10)
    worker = Worker(None, program=PROGRAM)
    pids = []
    for _ in range(3):
        worker.extract([make_document("a" * 8)])
        pids.append(worker.pid)
    worker.stop()
    assert pids[0] == pids[1] != pids[2]


def test_worker_cannot_take_all_memory(make_document: MakeDocument) -> None:
    """The fake worker lets the MemoryError through, the real one makes it a Failure."""
    worker = Worker(None, program=PROGRAM)
    with pytest.raises(WorkerDied, match="status 1"):
        worker.extract([make_document("memory")])


@pytest.mark.parametrize(("name", "jobs"), [("none", 1), ("processes", 0)])
def test_unknown_engine_and_no_worker_are_refused(name: str, jobs: int) -> None:
    with pytest.raises(InvalidQuery):
        make_engine(name, model=None, jobs=jobs)


@pytest.mark.model
def test_engines_give_the_same_evidence(make_document: MakeDocument) -> None:
    text = "Anna Berg, president of Norway, met Boris Karim in Oslo. She accused Poland of lying."
    work = batches(make_document, *(f"{text} Part {number}." for number in range(8)), size=2)
    found = []
    made: list[Engine] = [SerialEngine("sm"), ProcessEngine("sm", 1), ProcessEngine("sm", 2)]
    for engine in made:
        run = engine.start()
        outcomes = sorted(engine.outcomes(work), key=lambda outcome: outcome.document.id)
        found.append((run, outcomes))
        engine.close()
    assert found[0] == found[1] == found[2]
    assert all(isinstance(outcome, Extraction) for outcome in found[0][1])
    assert any(o.mentions for o in found[0][1] if isinstance(o, Extraction))
