"""The one service layer, which both doors call: evidence, decisions and the graph made of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import BinaryIO, Self

from errors import InvalidQuery
from evidence.citation import Citation
from evidence.journal import DecisionDraft, undoing
from evidence.masks import restoring, would_change
from evidence.model import (
    Decision,
    Document,
    FileRecord,
    Passage,
    SavedView,
    content_id,
)
from evidence.store import Store, VerifyReport, open_store
from extract.engines import Engine, make_engine
from graph import decide
from graph.build import build
from graph.export import export, exporter_of, subject_of
from graph.filters import Edge, edges_of
from graph.find import find_document, find_entity, statement
from graph.layout import place_newcomers
from graph.lookup import lookup
from graph.model import Entity, GraphView, KnowledgeGraph, ViewQuery
from graph.paths import Path as Way
from graph.paths import edges_between, shortest_paths
from graph.scenes import Scene, scenes_of
from graph.search import search_entities
from graph.view import select_view
from ingest import (
    IngestReport,
    Offer,
    Progress,
    ingest,
    ingest_restored,
    offers_of,
    uploads_of,
)
from ontology.schema import load_ontology

Positions = Mapping[str, tuple[float, float]]


class Workspace:
    """Documents, evidence, decisions and graph of one store. Safe to call from many threads."""

    def __init__(self, store: Store) -> None:
        """Work on a store; `close` closes it."""
        self.ontology = load_ontology()
        self._store = store
        self._lock = RLock()
        self._graph: KnowledgeGraph | None = None
        self._edges: dict[str, Edge] = {}
        self._positions: tuple[str, Positions] = ("", {})

    @classmethod
    def open(cls, url: str | Path = "workspace.db", *, read_only: bool = False) -> Self:
        """Open a workspace, see `open_store`."""
        return cls(open_store(str(url), read_only=read_only))

    @property
    def read_only(self) -> bool:
        """True: whatever would change the workspace raises StoreError."""
        return self._store.read_only

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Documents in

    def ingest(
        self,
        paths: Iterable[Path | str],
        *,
        model: str | None = None,
        jobs: int = 1,
        engine: str = "processes",
        progress: Progress | None = None,
    ) -> IngestReport:
        """Read files and folders, extract, store; what is there unchanged is left alone.

        Args:
            paths: Files and folders.
            model: See `load_pipeline`; None: the environment variable CITEGRAPH_MODEL, else md.
            jobs: Worker processes.
            engine: A key of `ENGINES`.
            progress: Called with files done, files in all, name of the file just done.

        Raises:
            ModelMissing: The message has the command that gets it.
            StoreError: The store cannot be written.
        """
        return self._ingest(offers_of(paths), model, jobs, engine, progress)

    def ingest_bytes(
        self,
        uploads: Iterable[tuple[str, bytes]],
        *,
        model: str | None = None,
        jobs: int = 1,
        engine: str = "processes",
        progress: Progress | None = None,
    ) -> IngestReport:
        """The same for uploads, each a name and the bytes."""
        return self._ingest(uploads_of(uploads), model, jobs, engine, progress)

    def files(self) -> tuple[FileRecord, ...]:
        """Every file ever offered, sorted by name, then path."""
        return self._store.files()

    def document(self, document_id: str) -> Document:
        """A document with its text.

        Raises:
            InvalidQuery: There is none of this id.
        """
        document = self._store.document(document_id)
        if document is None:
            raise InvalidQuery(f"{document_id}: no such document.")
        return document

    def verify(self) -> VerifyReport:
        """Check every stored row against its SHA-256 and every quote against its text."""
        return self._store.verify()

    # The graph

    def revision(self) -> str:
        """Changes whenever the graph may; equal for equal evidence, decisions and ontology."""
        return content_id(self._store.revision(), self.ontology.hash)

    def graph(self) -> KnowledgeGraph:
        """The graph of this revision; built once."""
        with self._lock:
            if self._graph is None or self._graph.revision != self.revision():
                state = self._store.snapshot()
                revision = content_id(state.revision, self.ontology.hash)
                self._graph = build(state.evidence, state.decisions, self.ontology, revision)
                self._edges = {edge.id: edge for edge in edges_of(self._graph)}
            return self._graph

    def positions(self) -> Positions:
        """Where each entity is drawn; entities already on the chart stay where they are."""
        with self._lock:
            kg = self.graph()
            if self._positions[0] != kg.revision:
                known = self._store.positions()
                placed = place_newcomers(kg.graph, known)
                if placed != known and not self.read_only:
                    self._store.save_positions(placed)
                self._positions = kg.revision, placed
            return self._positions[1]

    def move(self, positions: Positions) -> None:
        """Keep where an analyst put entities."""
        with self._lock:
            self._store.save_positions(positions)
            self._positions = "", {}

    def view(self, query: ViewQuery) -> GraphView:
        """What a query shows."""
        return select_view(self.graph(), query, self.positions())

    def edge(self, edge_id: str) -> Edge:
        """An edge of the graph.

        Raises:
            InvalidQuery: There is none of this id.
        """
        with self._lock:
            self.graph()
            edge = self._edges.get(edge_id)
        if edge is None:
            raise InvalidQuery(f"{edge_id}: no such edge.")
        return edge

    def citations(self, edge_id: str) -> tuple[Citation, ...]:
        """The quotes behind an edge.

        Raises:
            InvalidQuery: There is no such edge.
        """
        found = lookup(self.graph())
        return tuple(found.citation(claim_id) for claim_id in self.edge(edge_id).claim_ids)

    def edges_of(self, entity_id: str) -> tuple[Edge, ...]:
        """All edges of an entity, sorted by id."""
        graph = self.graph().graph
        keys = {key for _, _, key in graph.in_edges(entity_id, keys=True)}
        keys |= {key for _, _, key in graph.out_edges(entity_id, keys=True)}
        return tuple(self.edge(key) for key in sorted(keys))

    def path(self, start: str, end: str) -> tuple[Way, ...]:
        """The shortest ways from one entity to another, by their ids; empty if there is none."""
        return shortest_paths(self.graph().graph, start, end)

    def why(self, one: str, other: str) -> tuple[Edge, ...]:
        """All edges between two entities, by their ids, the best supported first."""
        return tuple(self.edge(id_) for id_ in edges_between(self.graph().graph, one, other))

    def export(self, format_: str, path: str | Path, query: ViewQuery | None = None) -> None:
        """Write the graph, or what passes the filters of a query, to a file; whole or not at all.

        Args:
            format_: A key of `graph.export.EXPORTERS`.
            path: Replaced if it is there.
            query: Its size limit is not heeded.

        Raises:
            InvalidQuery: There is no such format, or the file cannot be written.
        """
        kg = self.graph()
        positions = self.positions()
        export(
            kg,
            format_,
            Path(path),
            self.ontology,
            query=query,
            positions=positions,
            scenes=self.scenes(),
        )

    def write(self, format_: str, file: BinaryIO, query: ViewQuery | None = None) -> None:
        """The same into an open file, which may be a pipe.

        Raises:
            InvalidQuery: There is no such format.
        """
        exporter = exporter_of(format_)
        positions = self.positions()
        kg, scenes = self.graph(), self.scenes()
        subject = subject_of(kg, self.ontology, query=query, positions=positions, scenes=scenes)
        exporter(subject, file)

    # Looking for things

    def search_entities(self, text: str, limit: int = 20) -> list[Entity]:
        """Entities that a text may mean, best first."""
        return search_entities(self.graph(), text, limit)

    def search_passages(self, text: str, limit: int = 20) -> tuple[tuple[Passage, Document], ...]:
        """Passages that hold all the words, or phrases in double quotes, best first."""
        return self._store.search_passages(text, limit)

    def find_entity(self, name_or_id: str) -> Entity:
        """The entity of an id, or of a name that only one has.

        Raises:
            UnknownEntity: None, or several; the message names those that are near.
        """
        return find_entity(self.graph(), name_or_id)

    def find_document(self, name_or_id: str) -> Document:
        """The document of an id, or of a name that only one has.

        Raises:
            InvalidQuery: None, or several.
        """
        return find_document(self.graph(), name_or_id)

    def statement(self, edge: Edge) -> str:
        """An edge in words, with its standing where that is not plain fact."""
        return statement(self.graph(), edge)

    # Curation

    def merge(self, one: str, other: str, user: str, note: str = "") -> tuple[Decision, ...]:
        """Make two entities one; entities are given by name or id, here and below."""
        left, right = self.find_entity(one), self.find_entity(other)
        return self._append(decide.merging(self.graph(), left, right, note), user)

    def split(
        self, entity: str, part: Iterable[str], user: str, note: str = ""
    ) -> tuple[Decision, ...]:
        """Take out of an entity what goes by one of its names, or holds one of the mentions."""
        found = self.find_entity(entity)
        return self._append(decide.splitting(self.graph(), found, part, note), user)

    def rename(self, entity: str, name: str, user: str, note: str = "") -> tuple[Decision, ...]:
        """Give an entity another name."""
        found = self.find_entity(entity)
        return self._append(decide.renaming(self.graph(), found, name, note), user)

    def retype(self, entity: str, type_: str, user: str, note: str = "") -> tuple[Decision, ...]:
        """Give an entity another type."""
        drafts = decide.retyping(self.graph(), self.find_entity(entity), type_, self.ontology, note)
        return self._append(drafts, user)

    def reject(self, edge_id: str, user: str, note: str = "") -> tuple[Decision, ...]:
        """Take an edge off the chart, by its id."""
        return self._append(decide.rejecting(self.edge(edge_id).claim_ids, note), user)

    def decide(self, draft: DecisionDraft, user: str) -> Decision:
        """Append one decision of any kind: a grade, a date, a lineage."""
        return self._append([draft], user)[0]

    def restore_text(
        self,
        document: str,
        start: int,
        end: int,
        user: str,
        note: str = "",
        *,
        model: str | None = None,
        engine: str = "processes",
    ) -> tuple[Decision, ...]:
        """Restore a stretch that was masked as page chrome; the document is extracted anew.

        Args:
            document: Name or id.
            start: First code point.
            end: Behind the last one.
            user: Who decides.
            note: Why.
            model: None: the one that the document was extracted by.
            engine: A key of `ENGINES`.

        Raises:
            InvalidQuery: There is no such document, or nothing is masked there.
            ModelMissing: Nothing was decided.
        """
        draft = restoring(self.find_document(document), start, end, note)
        made = make_engine(engine, model=model or self._model_of(draft.left), jobs=1)
        return self._following(made, lambda: self._append([draft], user))

    def undo(
        self,
        user: str,
        sequence: int | None = None,
        note: str = "",
        *,
        model: str | None = None,
        engine: str = "processes",
    ) -> tuple[Decision, ...]:
        """Undo the user's last act in force, or the act of a decision by its number.

        Text that was restored is masked again, for which `model` and `engine` are needed.
        """

        def decide() -> tuple[Decision, ...]:
            return self._store.undo(user=user, sequence=sequence, note=note, decided_at=_now())

        journal = self._store.decisions()
        drafts = undoing(journal, user=user, sequence=sequence)
        if not would_change(journal, drafts):
            return decide()
        made = make_engine(engine, model=model or self._model_of(drafts[0].left), jobs=1)
        return self._following(made, decide)

    def log(self) -> tuple[Decision, ...]:
        """The whole journal, in order."""
        return self._store.decisions()

    def save_view(self, name: str, query: str, note: str | None = None) -> SavedView:
        """Keep a query (in URL form) under a name, after those there are; None keeps the note."""
        views = self._store.saved_views()
        known = next((view for view in views if view.name == name), None)
        if known:
            return self.keep_view(replace(known, query=query, note=note or known.note))
        place = max((view.position for view in views), default=0) + 1
        taken = {view.id for view in views}  # a view that was renamed keeps its id
        tries = (content_id("view", name, *["again"] * n) for n in range(len(taken) + 1))
        id_ = next(id_ for id_ in tries if id_ not in taken)
        return self.keep_view(SavedView(id_, name, query, note or "", place))

    def keep_view(self, view: SavedView) -> SavedView:
        """Write a view as it is given: changed, or one that was forgotten."""
        self._store.save_view(view)
        return view

    def move_view(self, view_id: str, by: int) -> None:
        """Move a view up (negative) or down in the order, as far as there is room."""
        views = list(self._store.saved_views())
        place = next((n for n, view in enumerate(views) if view.id == view_id), None)
        if place is None:
            raise InvalidQuery(f"{view_id}: no such view.")
        views.insert(max(0, place + by), views.pop(place))
        for position, view in enumerate(views, start=1):
            if view.position != position:
                self._store.save_view(replace(view, position=position))

    def saved_views(self) -> tuple[SavedView, ...]:
        """All views kept, in their order."""
        return self._store.saved_views()

    def scenes(self) -> tuple[Scene, ...]:
        """The views kept, read, in their order; without those that ask for what there is not."""
        return scenes_of(self._store.saved_views())

    def delete_view(self, view_id: str) -> None:
        """Forget a view."""
        self._store.delete_view(view_id)

    def _append(self, drafts: list[DecisionDraft], user: str) -> tuple[Decision, ...]:
        return self._store.append(drafts, user=user, decided_at=_now())

    def _following(
        self, engine: Engine, decide: Callable[[], tuple[Decision, ...]]
    ) -> tuple[Decision, ...]:
        """Decide what is masked, and extract again what this changes."""
        if self.read_only:
            return decide()  # says that it cannot
        return ingest_restored(self._store, engine, decide)

    def _model_of(self, document_id: str) -> str | None:
        """The model by which a document was extracted; None where this is not known."""
        names = {run.id: run.model for run in self.graph().evidence.runs}
        for file in self._store.files():
            if file.document_id == document_id:
                stored = self._store.find_file(file.path, file.name, file.sha256)
                name = names.get(stored.run_id or "") if stored else None
                return name.split()[0] if name else None
        return None

    def _ingest(
        self,
        offers: list[Offer],
        model: str | None,
        jobs: int,
        engine: str,
        progress: Progress | None,
    ) -> IngestReport:
        made = make_engine(engine, model=model, jobs=jobs)
        return ingest(self._store, offers, made, progress)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
