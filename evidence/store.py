"""The contract of every evidence store, and the one way to open one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from errors import StoreError
from evidence.journal import DecisionDraft
from evidence.model import (
    Decision,
    Document,
    Evidence,
    Extraction,
    FileRecord,
    Passage,
    Run,
    SavedView,
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was offered before, and the run whose evidence of it is stored, if any."""

    record: FileRecord
    run_id: str | None


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` checked and what it found."""

    n_documents: int
    n_quotes: int
    """Claims and mentions whose words were compared with the text."""
    problems: tuple[str, ...]
    """A sentence each, with the name of the document; empty if all is well."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Evidence and decisions of one moment, whatever others write meanwhile."""

    revision: str
    evidence: Evidence
    decisions: tuple[Decision, ...]


class Store(Protocol):
    """Documents, their evidence, and what analysts decided. Safe to call from many threads.

    Every method that writes is one transaction: after a crash all of it is there or nothing.
    All methods raise StoreError if the store cannot be read or written, and DamagedStore if what
    is stored cannot be what was written.
    """

    read_only: bool

    def close(self) -> None:
        """Let go of the store; no method may be called after."""

    def add(self, extraction: Extraction, run: Run, file: FileRecord) -> None:
        """Store the evidence of a file in place of all that was stored of it before."""

    def record_file(self, file: FileRecord) -> None:
        """Note what became of a file that gave no evidence; evidence of an older version stays."""

    def files(self) -> tuple[FileRecord, ...]:
        """Every file ever offered, sorted by name, then path."""

    def find_file(self, path: str, name: str, sha256: str) -> StoredFile | None:
        """The file of this path, else one of this name with these bytes."""

    def snapshot(self) -> Snapshot:
        """All that the graph is made of."""

    def document(self, document_id: str) -> Document | None:
        """One document with its text."""

    def search_passages(self, text: str, limit: int) -> tuple[tuple[Passage, Document], ...]:
        """Passages that hold all the words, or phrases in double quotes, best first."""

    def append(
        self, drafts: Sequence[DecisionDraft], *, user: str, decided_at: str
    ) -> tuple[Decision, ...]:
        """Append the decisions of one act to the journal."""

    def undo(
        self, *, user: str, sequence: int | None, note: str, decided_at: str
    ) -> tuple[Decision, ...]:
        """Append what undoes an act, see `journal.undoing`."""

    def decisions(self) -> tuple[Decision, ...]:
        """The whole journal, in order."""

    def save_view(self, view: SavedView) -> None:
        """Keep a view, in place of one of the same id."""

    def delete_view(self, view_id: str) -> None:
        """Forget a view, if it is there."""

    def saved_views(self) -> tuple[SavedView, ...]:
        """All views, by position, then name."""

    def save_positions(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Keep where entities are drawn; those not named stay where they were."""

    def positions(self) -> dict[str, tuple[float, float]]:
        """Where entities are drawn, by id."""

    def revision(self) -> str:
        """A hash of evidence and journal, whatever the order and time in which they came."""

    def verify(self) -> VerifyReport:
        """Check every row against its SHA-256 and every quote against its text."""


def open_store(url: str, *, read_only: bool = False) -> Store:
    """Open a workspace; an embedded one that is not there is made.

    Args:
        url: Path of a file, or "sqlite:///PATH".
        read_only: Never write, not even to make the file.

    Raises:
        StoreError: There is none to read, it is not a workspace, it was made by a newer version,
            or it cannot be opened; the message says what to do.
        DamagedStore: The file is not a whole database.
    """
    from evidence.sql.store import (
        open_embedded,
    )  # SQLAlchemy costs 0.2 s, which --help need not pay

    scheme, separator, rest = url.partition("://")
    if not separator:
        return open_embedded(Path(url), read_only=read_only)
    if scheme == "sqlite":
        return open_embedded(Path(rest.removeprefix("/")), read_only=read_only)
    raise StoreError(f"{scheme}: no such kind of workspace; give the path of a file.")
