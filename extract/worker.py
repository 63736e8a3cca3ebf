"""The worker: reads batches of documents, answers with plain evidence, knows nothing of a store.

It runs as a process of its own, so that a document that crashes or hangs takes no more than the
worker with it. Pickles pass between it and the process that started it, and nobody else.
"""

import os
import pickle
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import BinaryIO

from errors import CitegraphError
from evidence.model import Document, Extraction, Run, content_id

MOST_MEMORY = 8_000_000_000
"""Bytes of address space of a worker; the middle model takes 1.2 GB with a text of 1 MB."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave no evidence, and why."""

    document: Document
    reason: str


Outcome = Extraction | Failure


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a worker answers that cannot start; `error` says what to do."""

    error: CitegraphError


def make_run(model: str | None) -> Run:
    """Load the pipeline and name all that shapes what it finds.

    Raises:
        ModelMissing: See `load_pipeline`.
    """
    from extract.extractor import pipeline_of, rules_version
    from extract.pipeline import model_name
    from ontology.schema import ontology_hash

    parts = model_name(pipeline_of(model)), version("spacy"), ontology_hash(), rules_version()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    name, library, ontology, rules = parts
    return Run(content_id("run", *parts), name, library, python, ontology, rules)


def extract_each(documents: Sequence[Document], model: str | None) -> list[Outcome]:
    """The outcome of every document: one that fails does not take the others with it."""
    from extract.extractor import extract_batch

    try:
        return list(extract_batch(documents, model))
    except Exception as error:  # noqa: BLE001 (the batch loop: a document must not end the run)
        if len(documents) == 1:
            return [Failure(documents[0], f"extraction failed: {type(error).__name__}: {error}")]
    return [outcome for document in documents for outcome in extract_each([document], model)]


def serve(requests: BinaryIO, replies: BinaryIO, model: str | None) -> None:
    """Answer with the Run or a Refusal, then each batch with its outcomes, until input ends."""
    try:
        _send(replies, make_run(model))
    except CitegraphError as error:
        _send(replies, Refusal(error))
        return
    with suppress(EOFError):
        while True:
            _send(replies, extract_each(pickle.load(requests), model))


def limit_memory(size: int = MOST_MEMORY) -> None:
    """Make this process fail to allocate more, rather than take the machine with it."""
    try:
        import resource
    except ImportError:  # there is none on Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))


def main() -> None:
    """Serve on the standard streams; whatever else prints goes to standard error."""
    limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started us ends us
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    model = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        serve(sys.stdin.buffer, replies, model)
    except BrokenPipeError:
        return  # nobody is left to answer to
    except Exception as error:  # noqa: BLE001 (the door of this process: a line, not a trace)
        sys.exit(f"extraction worker: {type(error).__name__}: {error}")


def _send(replies: BinaryIO, answer: object) -> None:
    pickle.dump(answer, replies, protocol=pickle.HIGHEST_PROTOCOL)
    replies.flush()
