"""A worker process, as the process that started it sees it."""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO, cast

from errors import CitegraphError
from evidence.model import Document, Run
from extract.worker import Outcome, Refusal

PROGRAM = ("-P", "-c", "from extract.worker import main; main()")
START_SECONDS = 300.0
"""To load the largest model on a busy machine."""
BASE_SECONDS = 30.0
CHARACTERS_PER_SECOND = 3_000
"""A sixth of what one slow core does; a batch gets BASE_SECONDS and its length at this speed."""
CHARACTERS_PER_WORKER = 20_000_000
"""A worker is replaced after that many: spaCy keeps every new word it meets."""


class WorkerDied(Exception):
    """A worker gave no answer; the message says why."""


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


def _ending(code: int) -> str:
    if code < 0:
        return f"ended by signal {-code} (out of memory?)"
    return f"ended with status {code}"


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
