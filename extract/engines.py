"""Where extraction runs: in this process, or in worker processes that may die without harm.

Workers give back plain evidence and never see the store; whoever iterates over the outcomes is
its single writer. `nlp.pipe(n_process=2)` will not do: it waits for ever when a worker is killed,
and sends whole Docs, 95 times the size of their text.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from typing import IO, Protocol, cast

from errors import CitegraphError, InvalidQuery
from evidence.model import Document, Run
from extract.worker import Failure, Outcome, Refusal, extract_each, make_run

logger = logging.getLogger(__name__)
PROGRAM = ("-P", "-c", "from extract.worker import main; main()")
START_SECONDS = 300.0
"""To load the largest model on a busy machine."""
BASE_SECONDS = 30.0
CHARACTERS_PER_SECOND = 3_000
"""A sixth of what one slow core does; a batch gets BASE_SECONDS and its length at this speed."""
CHARACTERS_PER_WORKER = 20_000_000
"""A worker is replaced after that many: spaCy keeps every new word it meets."""
AHEAD = 2
"""Batches read ahead for each worker."""


class Engine(Protocol):
    """Runs extraction over batches of documents."""

    def start(self) -> Run:
        """Get ready, and tell what will make the evidence.

        Raises:
            ModelMissing: There is no such model.
        """

    def outcomes(self, batches: Iterable[Sequence[Document]]) -> Iterator[Outcome]:
        """One outcome a document, in any order, as soon as it is there."""

    def close(self) -> None:
        """End all workers."""


class WorkerDied(Exception):
    """A worker gave no answer; the message says why."""


class SerialEngine:
    """Extraction in this process: for tests, and to debug a rule."""

    def __init__(self, model: str | None, jobs: int = 1) -> None:
        """`jobs` is ignored."""
        self._model = model

    def start(self) -> Run:
        """See `Engine`."""
        return make_run(self._model)

    def outcomes(self, batches: Iterable[Sequence[Document]]) -> Iterator[Outcome]:
        """See `Engine`."""
        for batch in batches:
            yield from extract_each(batch, self._model)

    def close(self) -> None:
        """See `Engine`."""


class ProcessEngine:
    """Extraction in worker processes.

    A worker that dies or does not answer in time is replaced and its batch is done once more, one
    document at a time; a document that ends two workers is set aside as a Failure.
    """

    def __init__(
        self, model: str | None, jobs: int = 1, *, program: Sequence[str] = PROGRAM
    ) -> None:
        """Prepare `jobs` workers; none starts before `start`. For `program` see `Worker`."""
        self._jobs = jobs
        self._closed = False
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._workers = [
            Worker(model, threads=_threads(jobs), program=program) for _ in range(jobs)
        ]
        for worker in self._workers:
            self._idle.put(worker)

    def start(self) -> Run:
        """See `Engine`; the other workers start with their first batch."""
        return self._workers[0].start()

    def outcomes(self, batches: Iterable[Sequence[Document]]) -> Iterator[Outcome]:
        """See `Engine`."""
        with ThreadPoolExecutor(self._jobs) as pool:
            try:
                yield from self._outcomes(pool, iter(batches))
            finally:
                self.close()  # where somebody stopped us, threads need not finish their batches

    def _outcomes(
        self, pool: ThreadPoolExecutor, batches: Iterator[Sequence[Document]]
    ) -> Iterator[Outcome]:
        running: set[Future[list[Outcome]]] = set()
        while True:
            more = islice(batches, self._jobs * AHEAD - len(running))
            running |= {pool.submit(self._extract, batch) for batch in more}
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield from future.result()

    def close(self) -> None:
        """See `Engine`."""
        self._closed = True
        for worker in self._workers:
            worker.stop()

    def _extract(self, documents: Sequence[Document]) -> list[Outcome]:
        worker = self._idle.get()
        try:
            return [] if self._closed else worker.extract(documents)
        except WorkerDied as error:
            logger.warning("a worker %s; its batch is done once more", error)
            again = [] if self._closed else documents
            return [outcome for document in again for outcome in _once_more(worker, document)]
        finally:
            self._idle.put(worker)


class Worker:
    """A worker process, started when it is needed; used by one thread at a time."""

    def __init__(
        self, model: str | None, *, threads: int = 1, program: Sequence[str] = PROGRAM
    ) -> None:
        """Note what to start.

        Args:
            model: See `load_pipeline`.
            threads: Threads that numerical libraries may use in the worker.
            program: Arguments of Python that make it serve, see `extract.worker.serve`.
        """
        self._model = model
        self._program = program
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    @property
    def pid(self) -> int | None:
        """Process id, None while there is no process."""
        return self._process.pid if self._process else None

    def start(self) -> Run:
        """Start the process and wait until its model is loaded.

        Raises:
            CitegraphError: It cannot start; the message says what to do.
        """
        self._served = 0
        model = [] if self._model is None else [self._model]
        self._process = subprocess.Popen(
            [sys.executable, *self._program, *model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | _environment(self._threads),
        )
        try:
            answer = self._answer(START_SECONDS)
        except WorkerDied as error:
            raise CitegraphError(f"The extraction worker did not start: {error}.") from error
        if isinstance(answer, Refusal):
            self.stop()
            raise answer.error
        if not isinstance(answer, Run):
            raise CitegraphError("The extraction worker does not fit this version. Reinstall.")
        return answer

    def extract(self, documents: Sequence[Document]) -> list[Outcome]:
        """The outcomes of a batch.

        Raises:
            WorkerDied: There was no answer; the next call starts a new process.
        """
        size = sum(len(document.text) for document in documents)
        if self._process is None or self._served > CHARACTERS_PER_WORKER:
            self.stop()
            self.start()
        self._served += size
        seconds = BASE_SECONDS + size / CHARACTERS_PER_SECOND
        return cast(list[Outcome], self._answer(seconds, documents))

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                _close(stream)
        self._process = None

    def _answer(self, seconds: float, documents: Sequence[Document] | None = None) -> object:
        process, late = self._process, Event()
        if process is None or process.stdin is None or process.stdout is None:
            raise WorkerDied("it is not running")

        def end() -> None:
            late.set()
            process.kill()

        timer = Timer(seconds, end)
        timer.start()
        try:
            if documents is not None:
                pickle.dump(list(documents), process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
                process.stdin.flush()
            answer: object = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            code = process.wait()
            self.stop()
            reason = f"no answer in {seconds:.0f} s" if late.is_set() else _ending(code)
            raise WorkerDied(reason) from error
        finally:
            timer.cancel()
        return answer


def _once_more(worker: Worker, document: Document) -> list[Outcome]:
    try:
        return worker.extract([document])
    except WorkerDied as error:
        return [Failure(document, f"extraction was tried twice and ended the worker: {error}.")]


def _ending(code: int) -> str:
    if code < 0:
        return f"ended by signal {-code} (out of memory?)"
    return f"ended with status {code}"


def _threads(jobs: int) -> int:
    return max(1, (os.cpu_count() or 1) // jobs)


def _environment(threads: int) -> dict[str, str]:
    """Where the worker finds this code, and how many threads numerical libraries may start."""
    root = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
    return {"PYTHONPATH": path} | limits


def _close(stream: IO[bytes] | None) -> None:
    """Closing flushes: what a dead worker did not read is of no use any more."""
    if stream is not None:
        with suppress(OSError):
            stream.close()


ENGINES: dict[str, Callable[[str | None, int], Engine]] = {
    "processes": ProcessEngine,
    "serial": SerialEngine,
}


def make_engine(name: str, *, model: str | None, jobs: int) -> Engine:
    """An engine by its name.

    Args:
        name: A key of ENGINES.
        model: See `load_pipeline`.
        jobs: Worker processes, at least 1.

    Raises:
        InvalidQuery: There is no such engine, or no worker.
    """
    if name not in ENGINES:
        raise InvalidQuery(f"{name}: no such engine; there are {', '.join(ENGINES)}.")
    if jobs < 1:
        raise InvalidQuery(f"{jobs} jobs: there must be at least one.")
    return ENGINES[name](model, jobs)
