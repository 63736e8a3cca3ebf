"""The panel beside the tables, charts and maps: what stands behind what was chosen there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from dashboard.citations import citations_panel
from dashboard.entity_card import entity_card
from dashboard.goto import explore_edge, explore_entity, go
from dashboard.panel import draw_panel, event_of
from dashboard.reader import reader_panel
from dashboard.state import Looking, Reading, explorer
from graph.filters import Edge
from graph.model import KnowledgeGraph, ViewQuery
from graph.overview import Statement, statement
from graph.panel import edge_index, entity_ref
from ontology.schema import Ontology
from workspace import Workspace

MAX_PAST, MAX_LISTED, MAX_SHOWN = 50, 60, 60
_STYLE = """
<style>
[class*="st-key-beside_"].stVerticalBlock {
  height: calc(100vh - 4.6rem); flex: none; overflow-y: auto; padding: 0 0.9rem 1rem 0.4rem;
}
.st-key-measures { position: absolute; }
.st-key-ask_examples { gap: 0.2rem 0.9rem !important; }
.st-key-ask_examples button { min-height: 1.4rem; padding: 0; }
[class*="st-key-insight_card_"] button p { font-weight: 600; }
[class*="st-key-insight_card_"] { border-bottom: 1px solid rgb(128 128 128 / 22%); }
.st-key-ask_examples p { font-size: 0.86rem; }
</style>
<span hidden></span>
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """What the panel shows: a statement, an entity, a document, or a list of statements."""

    edge: str = ""
    entity: str = ""
    reading: Reading | None = None
    title: str = ""
    """Of a list; `edges` and `entities` are in it."""
    note: str = ""
    edges: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


NOTHING = Topic()


@dataclass(slots=True)
class Beside:
    """The panel of one page in one session."""

    topic: Topic = NOTHING
    trail: list[Topic] = field(default_factory=list)

    def look(self, topic: Topic) -> None:
        """Show something; "back" returns to what was there."""
        if topic != self.topic:
            self.trail = [*self.trail[-MAX_PAST:], self.topic]
            self.topic = topic


def beside(page: str) -> Beside:
    """The panel's state on a page, after what was clicked in it since the last run."""
    key = f"panel_state_{page}"
    state = st.session_state.setdefault(key, Beside())
    if not isinstance(state, Beside):
        raise TypeError(type(state).__name__)
    _follow(event_of(_key(page)), state)
    return state


def follow_panel(page: str, key: str) -> None:
    """Show in the panel of a page what was clicked in another component on it."""
    _follow(event_of(key), beside_state(page))


def draw_beside(page: str, workspace: Workspace, start: Mapping[str, object]) -> None:
    """Draw the panel.

    Args:
        page: Name of the page; each has a panel of its own.
        workspace: What it is about.
        start: Panel to show while nothing is chosen.
    """
    state = beside_state(page)
    kg, ontology = workspace.graph(), workspace.ontology
    panel = panel_of(kg, state.topic, ontology)
    with st.container(key="measures"):
        st.html(_STYLE)
    with st.container(key=f"beside_{page}"):
        if panel and state.topic.reading is None:
            _to_drawing(page, state.topic, workspace)
        shown = {**(panel or start), "back": bool(state.trail)}
        draw_panel(shown, key=_key(page), on_event=lambda: None)


def beside_state(page: str) -> Beside:
    """The panel's state on a page, as it is."""
    found = st.session_state[f"panel_state_{page}"]
    if not isinstance(found, Beside):
        raise TypeError(type(found).__name__)
    return found


def panel_of(kg: KnowledgeGraph, topic: Topic, ontology: Ontology) -> Mapping[str, object] | None:
    """The panel of a topic; None if the graph does not know it."""
    if topic.reading:
        return reader_panel(kg, topic.reading)
    if topic.edge:
        return citations_panel(kg, topic.edge, (), ontology)
    if topic.entity:
        card = entity_card(kg, [topic.entity], ontology)
        return {**card, "actions": []} if card else None
    if topic.title:
        index = edge_index(kg)
        edges = [index[id_] for id_ in topic.edges if id_ in index]
        return list_panel(kg, topic, edges, ontology)
    return None


def list_panel(
    kg: KnowledgeGraph, topic: Topic, edges: Iterable[Edge], ontology: Ontology
) -> dict[str, object]:
    """The list of a topic: entities and statements under its title."""
    listed = list(edges)
    statements = [statement(kg, edge) for edge in listed[:MAX_LISTED]]
    known = [entity for entity in topic.entities if entity in kg.graph][:MAX_LISTED]
    more = f"The first {len(statements)} of {len(listed):,}." if len(listed) > MAX_LISTED else ""
    note = " ".join(part for part in (topic.note, more) if part)
    panel = panel_of_statements(topic.title, note, {"Statements": statements})
    return {**panel, "entities": [entity_ref(kg, entity, ontology) for entity in known]}


def panel_of_statements(
    title: str, note: str, groups: Mapping[str, Sequence[Statement]]
) -> dict[str, object]:
    """A list panel of statements under headings; empty groups are left out."""
    filled = {name: list(found) for name, found in groups.items() if found}
    return {
        "kind": "list",
        "title": title,
        "note": note,
        "facts": [],
        "entities_title": "Entities",
        "entities": [],
        "groups": [{"title": name, "statements": found} for name, found in filled.items()],
        "ids": [],
    }


def choose_row(
    page: str,
    key: str,
    rows: Sequence[Mapping[str, object]],
    topics: Sequence[Topic],
    widths: Mapping[str, int],
    height: int = 520,
) -> None:
    """A table; a click on a row shows its topic in the panel.

    Args:
        page: Whose panel.
        key: Key of the widget; another for other rows.
        rows: At least one.
        topics: One for each row.
        widths: Of the columns that are given one, in pixels.
        height: At most, in pixels.
    """
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height=min(height, 40 + 35 * len(rows)),
        key=key,
        on_select=lambda: chosen(page, st.session_state[key]["selection"], topics),
        selection_mode="single-cell",
        column_config={name: st.column_config.Column(width=px) for name, px in widths.items()},
    )


def chosen(
    page: str, selection: Mapping[str, Sequence[Sequence[object]]], topics: Sequence[Topic]
) -> None:
    """Show the topic of the row in which a cell was clicked; none if the click took it back."""
    cells = selection["cells"]
    row = cells[0][0] if cells else None
    if isinstance(row, int) and row < len(topics):
        beside_state(page).look(topics[row])


def show_in_drawing(edges: Iterable[str], workspace: Workspace) -> None:
    """Go to the Explore page with these statements drawn and marked, and nothing else."""
    index = edge_index(workspace.graph())
    known = [index[id_] for id_ in edges if id_ in index][:MAX_SHOWN]
    ends = dict.fromkeys(end for edge in known for end in (edge.source, edge.target))
    state = explorer()
    state.show(ViewQuery(focus=tuple(ends), hops=0))
    ids = tuple(edge.id for edge in known)
    state.look(Looking(edges=ids))
    state.order(nodes=[], edges=list(ids), fit=[])
    go("explore")


def _to_drawing(page: str, topic: Topic, workspace: Workspace) -> None:
    if not st.button("Show in the drawing", icon=":material/hub:", key=f"drawing_{page}"):
        return
    if topic.edge:
        explore_edge(topic.edge)
    if topic.entity:
        explore_entity(topic.entity)
    show_in_drawing(topic.edges, workspace)


def _follow(event: Mapping[str, object], state: Beside) -> None:
    target = str(event.get("id", ""))
    kind = event.get("type")
    if kind == "entity":
        state.look(Topic(entity=target))
    elif kind == "edge":
        state.look(Topic(edge=target))
    elif kind == "open":
        start, end = event.get("start"), event.get("end")
        whole = isinstance(start, int) and isinstance(end, int)
        state.look(Topic(reading=Reading(target, *((start, end) if whole else ()))))
    elif kind == "back" and state.trail:
        state.topic = state.trail.pop()


def _key(page: str) -> str:
    return f"{page}_panel"
