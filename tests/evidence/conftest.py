"""Stores to test, and evidence to put in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evidence.model import Extraction, FileRecord, FileStatus, Run
from evidence.store import Store, open_store
from tests.support.casefile import RUN, documents

MakeFile = Callable[..., FileRecord]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where a new workspace may be made."""
    return str(tmp_path / "w.db")


@pytest.fixture(params=["embedded"])
def store(request: pytest.FixtureRequest, url: str) -> Iterator[Store]:
    """An empty store of every kind there is."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def run() -> Run:
    """What made the evidence of the case file."""
    return RUN


@pytest.fixture
def cases() -> list[Extraction]:
    """The evidence of the case file."""
    return documents()


@pytest.fixture
def file_of() -> MakeFile:
    """The record of the file that gave a document."""

    def build(extraction: Extraction, path: str = "", sha256: str = "ff") -> FileRecord:
        document = extraction.document
        path = path or f"/in/{document.name}"
        return FileRecord(document.name, path, FileStatus.INGESTED, "", document.id, sha256)

    return build
