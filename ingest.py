"""Files in, evidence stored: each file gets an outcome, and none stops the others."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from errors import SkippedDocument, UnreadableDocument
from evidence.contract import broken_rules
from evidence.masks import Restorations, restorations, with_restored
from evidence.model import DecisionKind, Document, Extraction, FileRecord, FileStatus, Run
from evidence.store import Store
from extract.engines import Engine
from extract.readers import CONTAINERS, READERS, document_from_bytes, members_of
from extract.readers.files import document_name, find_files, read_bytes
from extract.worker import Failure, Outcome

R = TypeVar("R")
logger = logging.getLogger(__name__)
BATCH_CHARACTERS = 100_000
BATCH_DOCUMENTS = 32
Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the one just done."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file or an upload, not yet read."""

    name: str
    path: str
    """Absolute; for an upload the name."""
    read: Callable[[], bytes]
    """Raises UnreadableDocument with the reason, without the name."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of all that was offered."""

    files: tuple[FileRecord, ...]
    """In the order of the offers."""
    n_ingested: int
    n_unchanged: int
    n_failed: int
    n_skipped: int
    n_passages: int
    n_mentions: int
    n_claims: int
    n_words: int
    """Of the documents ingested."""
    seconds: float


def readable_suffixes() -> tuple[str, ...]:
    """Endings of the files that a reader or an opener knows, without the dot, sorted."""
    return tuple(suffix.removeprefix(".") for suffix in sorted([*READERS, *CONTAINERS]))


def offers_of(paths: Iterable[Path | str]) -> list[Offer]:
    """All files below the paths, sorted; what an archive or a table holds stands in its place."""
    offers = (_offer(path, root) for path, root in find_files(paths))
    return [part for offer in offers for part in _parts(offer)]


def uploads_of(uploads: Iterable[tuple[str, bytes]]) -> list[Offer]:
    """Name and content of each, as offers; archives and tables by what they hold."""
    offers = (Offer(name, name, partial(bytes, data)) for name, data in uploads)
    return [part for offer in offers for part in _parts(offer)]


def ingest(
    store: Store, offers: Sequence[Offer], engine: Engine, progress: Progress | None = None
) -> IngestReport:
    """Read, extract and store; what is stored already, by the same rules, is left alone.

    Args:
        store: Where to; a transaction a document, so that a second call completes a first one
            that was killed.
        offers: Each gets a file record.
        engine: Closed at the end.
        progress: See `Progress`.

    Raises:
        ModelMissing: Before anything is read.
        StoreError: The store cannot be written; what is in stays in.
    """
    try:
        run = engine.start()
        report = _Ingest(store, offers, run, progress, restorations(store.decisions())).run(engine)
        _follow(store, engine, run)
    finally:
        engine.close()
    return report


def ingest_restored(store: Store, engine: Engine, decide: Callable[[], R]) -> R:
    """Decide to restore masked text, or to mask it again, and extract what this changes.

    Killed in between, the decision stands, and the next call of this or of `ingest` follows it.

    Args:
        store: See `ingest`.
        engine: See `ingest`.
        decide: Appends the decisions; called once the model is there.

    Raises:
        ModelMissing: Before anything is decided.
        StoreError: The store cannot be written.
    """
    try:
        run = engine.start()
        decided = decide()
        _follow(store, engine, run)
    finally:
        engine.close()
    return decided


def _follow(store: Store, engine: Engine, run: Run) -> None:
    """Extract the documents anew whose masks are not as the decisions in force have them."""
    decisions = store.decisions()
    touched = {d.left: () for d in decisions if d.kind is DecisionKind.RESTORE}
    if not touched:
        return
    work = _Ingest(store, (), run, None)
    files = store.files()
    for document_id, spans in {**touched, **restorations(decisions)}.items():
        document = store.document(document_id)
        wanted = with_restored(document, spans) if document else None
        if wanted and wanted != document:
            work.again[wanted.id] = wanted
            work.waiting[wanted.id] = [file for file in files if file.document_id == wanted.id]
    work.run(engine)


def _offer(path: Path, root: Path | None) -> Offer:
    name = document_name(path, root)
    return Offer(name, str(path.absolute()), lambda: read_bytes(path, root))


def _parts(offer: Offer) -> list[Offer]:
    members = members_of(offer.name, offer.read)
    if members is None:
        return [offer]
    inner = (member.name.removeprefix(offer.name) for member in members)
    return [
        Offer(member.name, offer.path + part, member.read)
        for member, part in zip(members, inner, strict=True)
    ]


@dataclass(slots=True)
class _Tally:
    ingested: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    passages: int = 0
    mentions: int = 0
    claims: int = 0
    words: int = 0


@dataclass(slots=True)
class _Ingest:
    """One call of `ingest`: reading runs ahead of extraction, storing follows it."""

    store: Store
    offers: Sequence[Offer]
    run_: Run
    progress: Progress | None
    restored: Restorations = field(default_factory=dict)
    records: dict[str, FileRecord] = field(default_factory=dict)
    """By path, as they are decided."""
    waiting: dict[str, list[FileRecord]] = field(default_factory=dict)
    """Files whose document is being extracted, by document id."""
    again: dict[str, Document] = field(default_factory=dict)
    """Documents to be extracted that are no offer, by id."""
    tally: _Tally = field(default_factory=_Tally)

    def run(self, engine: Engine) -> IngestReport:
        begun = monotonic()
        for outcome in engine.outcomes(batches(self._new_documents())):
            self._settle(outcome)
        tally = self.tally
        return IngestReport(
            files=tuple(self.records[path] for path in dict.fromkeys(o.path for o in self.offers)),
            n_ingested=tally.ingested,
            n_unchanged=tally.unchanged,
            n_failed=tally.failed,
            n_skipped=tally.skipped,
            n_passages=tally.passages,
            n_mentions=tally.mentions,
            n_claims=tally.claims,
            n_words=tally.words,
            seconds=monotonic() - begun,
        )

    def _new_documents(self) -> Iterator[Document]:
        yield from self.again.values()
        for offer in self.offers:
            document = self._read(offer)
            if document is not None:
                yield document

    def _read(self, offer: Offer) -> Document | None:
        """The document of an offer; None if its outcome is known already."""
        data = self._tried(offer, "", offer.read)
        if data is None:
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        if self._is_unchanged(offer, sha256):
            return None
        document = self._tried(offer, sha256, lambda: document_from_bytes(offer.name, data))
        if document is None:
            return None
        document = with_restored(document, self.restored.get(document.id, ()))
        return self._await(document, _record(offer, FileStatus.INGESTED, "", sha256, document.id))

    def _tried(self, offer: Offer, sha256: str, read: Callable[[], R]) -> R | None:
        """What `read` gives; None if it fails, with the reason recorded."""
        try:
            return read()
        except UnreadableDocument as error:
            skipped = isinstance(error, SkippedDocument)
            status = FileStatus.SKIPPED if skipped else FileStatus.FAILED
            reason = str(error).removeprefix(f"{offer.name}: ")
        except Exception as error:
            status, reason = FileStatus.FAILED, f"the reader failed ({type(error).__name__})."
            logger.warning("%s: %s", offer.name, reason, exc_info=True)
        self._decide(_record(offer, status, reason, sha256))
        return None

    def _is_unchanged(self, offer: Offer, sha256: str) -> bool:
        known = self.store.find_file(offer.path, offer.name, sha256)
        if known is None or known.record.sha256 != sha256 or known.run_id != self.run_.id:
            return False
        if known.record.status is not FileStatus.INGESTED or known.record.name != offer.name:
            return False
        self.tally.unchanged += 1
        document_id = known.record.document_id
        record = _record(offer, FileStatus.INGESTED, "", sha256, document_id)
        if known.record.path != offer.path:
            self.store.record_file(record)
        self._note(record)
        return True

    def _await(self, document: Document, record: FileRecord) -> Document | None:
        """Two files of one name and text are one document, extracted once."""
        first = document.id not in self.waiting
        self.waiting.setdefault(document.id, []).append(record)
        return document if first else None

    def _settle(self, outcome: Outcome) -> None:
        files = self.waiting.pop(outcome.document.id)
        if isinstance(outcome, Failure):
            self._fail(files, outcome.reason)
        elif broken := broken_rules(outcome):
            self._fail(files, f"the evidence breaks the citation contract: {broken[0]}.")
        else:
            self._store(outcome, files)

    def _store(self, extraction: Extraction, files: Sequence[FileRecord]) -> None:
        for file in files:
            if file is files[0]:
                self.store.add(extraction, self.run_, file)
            else:
                self.store.record_file(file)
            self._note(file)
        tally = self.tally
        tally.ingested += len(files)
        tally.passages += len(extraction.passages)
        tally.mentions += len(extraction.mentions)
        tally.claims += len(extraction.claims)
        tally.words += len(extraction.document.text.split())

    def _fail(self, files: Sequence[FileRecord], reason: str) -> None:
        for file in files:
            self._decide(
                FileRecord(file.name, file.path, FileStatus.FAILED, reason, None, file.sha256)
            )

    def _decide(self, record: FileRecord) -> None:
        """Record a file that gives no evidence."""
        if record.status is FileStatus.SKIPPED:
            self.tally.skipped += 1
        else:
            self.tally.failed += 1
        self.store.record_file(record)
        self._note(record)

    def _note(self, record: FileRecord) -> None:
        self.records[record.path] = record
        if self.progress is not None:
            self.progress(len(self.records), len(self.offers), record.name)


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in groups that each keep a worker busy for a few seconds."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_DOCUMENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _record(
    offer: Offer, status: FileStatus, reason: str, sha256: str, document_id: str | None = None
) -> FileRecord:
    return FileRecord(offer.name, offer.path, status, reason, document_id, sha256)
