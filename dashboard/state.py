"""What a session knows: the workspace, what is looked at, what was looked at before."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from dashboard import access
from errors import CitegraphError, InvalidQuery
from graph.model import KnowledgeGraph, ViewQuery
from graph.params import from_params, to_params
from workspace import Workspace

DEFAULT_URL = "workspace.db"
_EXPLORER, _WORKSPACE = "explorer", "workspace_url"
MAX_PAST = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that is open, and the place in it."""

    document_id: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Looking:
    """What the panel beside the drawing shows."""

    nodes: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Edges at the spot that was clicked, nearest first, without the chosen one."""
    reading: Reading | None = None
    path: tuple[str, str] | None = None
    """Two entities whose connection is shown."""


@dataclass(slots=True)
class Explorer:
    """The state of the Explore page in one session."""

    query: ViewQuery = field(default_factory=ViewQuery)
    looking: Looking = field(default_factory=Looking)
    trail: list[Looking] = field(default_factory=list)
    """What was looked at before, for "back"."""
    past: list[ViewQuery] = field(default_factory=list)
    future: list[ViewQuery] = field(default_factory=list)
    command: dict[str, object] = field(default_factory=dict)
    """The last order to the canvas, numbered: select this, fit that."""
    done: int = 0
    """Number of the last event of the canvas that was carried out."""
    merging: tuple[str, str] | None = None
    """Two entities the user is asked about: are they one?"""
    asking: tuple[str, str] | None = None
    """A question that the next click on an entity answers: ("path" or "merge", entity id)."""

    def show(self, query: ViewQuery) -> None:
        """Change the view; it can be undone."""
        if query != self.query:
            self.past = [*self.past[-MAX_PAST:], self.query]
            self.future.clear()
            self.query = query

    def undo(self) -> None:
        """Go back to the view before."""
        if self.past:
            self.future.append(self.query)
            self.query = self.past.pop()

    def redo(self) -> None:
        """Take back an undo."""
        if self.future:
            self.past.append(self.query)
            self.query = self.future.pop()

    def look(self, looking: Looking, *, on_canvas: bool = True) -> None:
        """Show something in the panel.

        Args:
            looking: What.
            on_canvas: Mark it in the drawing too; False where the click came from there.
        """
        if looking != self.looking:
            self.trail = [*self.trail[-MAX_PAST:], self.looking]
            self.looking = looking
        if on_canvas:
            self.order(nodes=list(looking.nodes), edges=list(looking.edges))

    def back(self) -> None:
        """Show in the panel what was there before."""
        if self.trail:
            self.looking = self.trail.pop()
            self.order(nodes=list(self.looking.nodes), edges=list(self.looking.edges))

    def order(self, **order: object) -> None:
        """Tell the canvas to do something, once."""
        number = self.command.get("n", 0)
        self.command = {"n": (number if isinstance(number, int) else 0) + 1, **order}

    def change(self, **fields: object) -> None:
        """Change some filters of the view."""
        self.show(replace(self.query, **fields))  # type: ignore[arg-type]  # checked by callers


def workspace_url() -> str:
    """The workspace of this server: CITEGRAPH_WORKSPACE, else ./workspace.db."""
    return os.environ.get("CITEGRAPH_WORKSPACE") or DEFAULT_URL


def is_empty() -> bool:
    """Whether no document is in the workspace yet."""
    return not current_graph().evidence.documents


def current_workspace() -> Workspace:
    """The open workspace, shared by all sessions; it is safe to call from many threads.

    Who may not decide gets one that is open for reading only, whatever a page offers.

    Raises:
        CitegraphError: It cannot be opened, or this session has no access.
    """
    role = access.role()
    if role is None:
        raise CitegraphError("This session has no access. Log in.")
    return _open(workspace_url(), read_only=role is not access.Role.ANALYST)


@st.cache_resource(show_spinner="Opening the workspace", max_entries=4)
def _open(url: str, *, read_only: bool) -> Workspace:
    return Workspace.open(url, read_only=read_only)


def current_graph() -> KnowledgeGraph:
    """The graph of the workspace as it is now; made once for each revision."""
    return current_workspace().graph()


def explorer() -> Explorer:
    """The Explore page's state in this session; at first it is read from the URL."""
    if _EXPLORER not in st.session_state:
        st.session_state[_EXPLORER] = _from_url(st.query_params.to_dict())
    found = st.session_state[_EXPLORER]
    if not isinstance(found, Explorer):
        raise TypeError(type(found).__name__)
    return found


def write_url(state: Explorer) -> None:
    """Make the URL carry the view and what is looked at."""
    wanted = url_params(state)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def url_params(state: Explorer) -> dict[str, str]:
    """The view and what is looked at as parameters of a URL."""
    return {**to_params(state.query), **_looking_params(state.looking)}


def user() -> str:
    """Who decides, as the journal shall name them."""
    return access.name()


def _from_url(params: Mapping[str, str]) -> Explorer:
    state = Explorer()
    try:
        state.query = from_params(params)
    except InvalidQuery as error:
        st.toast(f"The link asks for something unknown and was not followed: {error}")
    state.looking = _looking_from(params)
    state.order(nodes=list(state.looking.nodes), edges=list(state.looking.edges))
    return state


def _looking_params(looking: Looking) -> dict[str, str]:
    params = {"entity": ",".join(looking.nodes), "edge": ",".join(looking.edges)}
    if looking.path:
        params["path"] = ",".join(looking.path)
    if looking.reading:
        params["document"] = looking.reading.document_id
        if looking.reading.start is not None and looking.reading.end is not None:
            params["at"] = f"{looking.reading.start}-{looking.reading.end}"
    return {name: value for name, value in params.items() if value}


def _looking_from(params: Mapping[str, str]) -> Looking:
    ends = _ids(params, "path")
    return Looking(
        nodes=_ids(params, "entity"),
        edges=_ids(params, "edge"),
        reading=reading_from(params),
        path=(ends[0], ends[1]) if len(ends) == 2 else None,
    )


def reading_from(params: Mapping[str, str]) -> Reading | None:
    """The document a URL asks for, and the place in it."""
    document = params.get("document")
    start, _, end = params.get("at", "").partition("-")
    if not document:
        return None
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return Reading(document)
    return Reading(document, int(start[:12]), int(end[:12]))


def _ids(params: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in params.get(name, "").split(",") if part)
