"""The process behind `bounded`: reads files from standard input until it ends."""

import json
import os
import sys
from collections.abc import Mapping
from typing import BinaryIO

from errors import UnreadableDocument
from extract.readers.bounded import FRAME, MEGABYTES, answer_from
from extract.readers.mail import read_mail
from extract.readers.pdf import read_pdf
from extract.readers.reading import Reader
from extract.readers.rich_text import read_rich_text
from extract.readers.word import read_word

READERS: Mapping[str, Reader] = {
    "docx": read_word,
    "eml": read_mail,
    "pdf": read_pdf,
    "rtf": read_rich_text,
}


def main() -> None:
    """Serve on the standard streams; whatever a library prints goes nowhere."""
    limit_memory(MEGABYTES * 1_000_000)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, replies)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests, each a length, a line with the format, and the bytes, until input ends."""
    while head := requests.read(FRAME.size):
        format_, _, data = requests.read(FRAME.unpack(head)[0]).partition(b"\n")
        answer = json.dumps(answer_to(format_.decode(), data)).encode()
        replies.write(FRAME.pack(len(answer)) + answer)
        replies.flush()


def answer_to(format_: str, data: bytes) -> dict[str, object]:
    """The reading as JSON values, or the error."""
    try:
        return answer_from(READERS[format_](data))
    except UnreadableDocument as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"reading it takes over {MEGABYTES} MB. Split the file."}
    except Exception as error:  # noqa: BLE001 (a library's own; the file is at fault)
        return {"error": f"the file is damaged or no {format_} ({type(error).__name__})."}


def limit_memory(size: int) -> None:
    """Limit the address space of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
