"""Where extraction runs: in this process, or in worker processes that may die without harm.

Workers give back plain evidence and never see the store; whoever iterates over the outcomes is
its single writer. `nlp.pipe(n_process=2)` will not do: it waits for ever when a worker is killed,
and sends whole Docs, 95 times the size of their text.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from queue import SimpleQueue
from typing import Protocol

from errors import InvalidQuery
from evidence.model import Document, Run
from extract.worker import Failure, Outcome, extract_each, make_run
from extract.workers import PROGRAM, Worker, WorkerDied

logger = logging.getLogger(__name__)
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


def _once_more(worker: Worker, document: Document) -> list[Outcome]:
    try:
        return worker.extract([document])
    except WorkerDied as error:
        return [Failure(document, f"extraction was tried twice and ended the worker: {error}.")]


def _threads(jobs: int) -> int:
    return max(1, (os.cpu_count() or 1) // jobs)


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
