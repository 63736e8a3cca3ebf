"""Readers of rich formats, each file within bounds of time and memory in a process of its own.

A PDF of nine kilobytes can ask for gigabytes and minutes. The process is kept for the next file;
one that takes too long or too much is ended, and only its file is lost.
"""

import atexit
import json
import os
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Lock, Timer

from errors import UnreadableDocument
from evidence.model import Mask
from extract.readers.reading import Reader, Reading

SECONDS = 60.0
"""For one file; the wall clock."""
MEGABYTES = 1_500
"""Of address space, where the system can limit it."""
PROGRAM = ("-P", "-c", "from extract.readers.child import main; main()")
ROOT = Path(__file__).parents[2]
FRAME = struct.Struct(">Q")


class Child:
    """A process that reads one file after the other; safe to share between threads."""

    def __init__(self) -> None:
        """Nothing is started before it is needed."""
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, format_: str, data: bytes, seconds: float = SECONDS) -> Reading:
        """Have a file read.

        Raises:
            UnreadableDocument: The reader says so, or the bounds were broken.
        """
        with self._lock:
            answer = self._ask(format_.encode() + b"\n" + data, seconds)
        if "error" in answer:
            raise UnreadableDocument(str(answer["error"]))
        return reading_from(answer)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, request: bytes, seconds: float) -> dict[str, object]:
        process = self._process = self._process or _start()
        timer = Timer(seconds, process.kill)
        timer.start()
        try:
            if process.stdin is None or process.stdout is None:
                raise BrokenPipeError
            process.stdin.write(FRAME.pack(len(request)) + request)
            process.stdin.flush()
            (length,) = FRAME.unpack(process.stdout.read(FRAME.size))
            answer: dict[str, object] = json.loads(process.stdout.read(length))
        except (OSError, struct.error, ValueError) as error:
            self.close()
            raise UnreadableDocument(
                f"reading it took over {seconds:.0f} seconds or {MEGABYTES} MB. "
                "Split the file, or convert it to plain text."
            ) from error
        finally:
            timer.cancel()
        return answer


def bounded(format_: str) -> Reader:
    """The reader of a format that `child.READERS` knows, run within bounds."""

    def read(data: bytes) -> Reading:
        return CHILD.read(format_, data)

    return read


def answer_from(reading: Reading) -> dict[str, object]:
    """A reading as JSON values."""
    return {
        "text": reading.text,
        "media_type": reading.media_type,
        "title": reading.title,
        "source": reading.source,
        "url": reading.url,
        "published": reading.published.isoformat() if reading.published else "",
        "masks": [[mask.start, mask.end, mask.reason] for mask in reading.masks],
    }


def reading_from(answer: dict[str, object]) -> Reading:
    """The reading of `answer_from`."""
    words = {name: str(answer[name]) for name in ("text", "media_type", "title", "source", "url")}
    masks, day = answer["masks"], str(answer["published"])
    return Reading(
        **words,
        published=date.fromisoformat(day) if day else None,
        masks=tuple(Mask(*mask) for mask in masks) if isinstance(masks, list) else (),
    )


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


CHILD = Child()
atexit.register(CHILD.close)
