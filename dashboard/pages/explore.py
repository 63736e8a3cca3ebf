"""Explore: the drawing, and beside it what stands behind whatever is clicked."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.citations import citations_panel
from dashboard.entity_card import entity_card
from dashboard.events import handle, handle_all
from dashboard.filters import filter_box, filter_chips, search_box
from dashboard.network import canvas_data, draw_network
from dashboard.panel import draw_panel, event_of
from dashboard.reader import reader_panel
from dashboard.state import (
    Explorer,
    Looking,
    current_workspace,
    explorer,
    user,
    workspace_url,
    write_url,
)
from dashboard.text import plain
from dashboard.views import view_box
from evidence.model import content_id
from graph.model import GraphView, KnowledgeGraph, ViewQuery
from graph.overview import overview_panel, path_panel, statement
from graph.panel import find_edge
from graph.params import to_params
from workspace import Workspace

CANVAS, PANEL = "explore_canvas", "explore_evidence"


def page() -> None:
    """The page."""
    _explore()


@st.fragment
def _explore() -> None:
    """All in one fragment: a click runs this again and nothing else."""
    workspace, state = current_workspace(), explorer()
    kg = workspace.graph()
    with st.container(key="explore"):
        as_table = _bar(state, workspace)
        left, right = st.columns([7, 3], gap="small")
        with left, st.container(key="explore_left", gap=None):
            view = _view(workspace, state.query)
            filter_chips(state, workspace)
            # Both places are always there: a run that is cut short by the next click must not
            # leave an element where the browser expects a block (the page would stop).
            drawing, table = st.container(gap=None), st.container(key="explore_table")
            if as_table:
                with table:
                    _table(view, kg, state)
            else:
                with drawing:
                    _network(view, kg, state, workspace)
        with right, st.container(key="explore_panel"):
            draw_panel(_panel(kg, view, state, workspace), key=PANEL, on_event=_on_panel)
    if state.merging:
        _ask_merge(state, workspace)
    write_url(state)


def _bar(state: Explorer, workspace: Workspace) -> bool:
    """The tools above the drawing; True: the user wants a table."""
    with st.container(key="explore_bar"):
        find, filters, views, undo, redo, shape = st.columns(
            [4.4, 1.5, 1.3, 0.55, 0.55, 2], vertical_alignment="center"
        )
    with find:
        search_box(state, workspace)
    with filters:
        filter_box(state, workspace)
    with views:
        view_box(state, workspace)
    undo.button(
        "Undo",
        icon=":material/undo:",
        help="Undo the last step",
        on_click=state.undo,
        disabled=not state.past,
        key="explore_undo",
        width="stretch",
    )
    redo.button(
        "Redo",
        icon=":material/redo:",
        help="Redo",
        on_click=state.redo,
        disabled=not state.future,
        key="explore_redo",
        width="stretch",
    )
    with shape:
        chosen = st.segmented_control(
            "Show as",
            ["Drawing", "Table"],
            default="Drawing",
            required=True,
            key="explore_shape",
            label_visibility="collapsed",
            width="stretch",
        )
    return chosen == "Table"


def _stamp(workspace: Workspace, query: ViewQuery) -> str:
    return content_id(workspace_url(), workspace.revision(), *sorted(to_params(query).items()))


def _view(workspace: Workspace, query: ViewQuery) -> GraphView:
    return _cached_view(_stamp(workspace, query), workspace, query)


@st.cache_resource(max_entries=64, show_spinner=False)
def _cached_view(stamp: str, _workspace: Workspace, _query: ViewQuery) -> GraphView:
    """Shared by all sessions and never changed; the stamp stands for workspace and query."""
    return _workspace.view(_query)


@st.cache_resource(max_entries=32, show_spinner=False)
def _cached_data(
    stamp: str, _kg: KnowledgeGraph, _view: GraphView, _workspace: Workspace
) -> dict[str, object]:
    return canvas_data(_kg, _view, _workspace.ontology, stamp)


@st.cache_resource(max_entries=32, show_spinner=False)
def _cached_overview(
    stamp: str, _kg: KnowledgeGraph, _view: GraphView, _workspace: Workspace
) -> dict[str, object]:
    return dict(overview_panel(_kg, _view, _workspace.ontology))


def _network(view: GraphView, kg: KnowledgeGraph, state: Explorer, workspace: Workspace) -> None:
    data = _cached_data(_stamp(workspace, state.query), kg, view, workspace)
    draw_network(data, {**state.command, "done": state.done}, key=CANVAS, on_event=_on_canvas)


def _on_canvas() -> None:
    handle_all(event_of(CANVAS), explorer(), current_workspace())


def _on_panel() -> None:
    handle(event_of(PANEL), explorer(), current_workspace())


def _panel(
    kg: KnowledgeGraph, view: GraphView, state: Explorer, workspace: Workspace
) -> Mapping[str, object]:
    looking = state.looking
    panel = _looked_at(kg, looking, workspace)
    if panel is None:
        return _cached_overview(_stamp(workspace, state.query), kg, view, workspace)
    return {**panel, "back": bool(state.trail)}


def _looked_at(
    kg: KnowledgeGraph, looking: Looking, workspace: Workspace
) -> Mapping[str, object] | None:
    ontology = workspace.ontology
    if looking.reading:
        return reader_panel(kg, looking.reading)
    if looking.path and all(end in kg.graph for end in looking.path):
        ways = workspace.path(*looking.path)
        return dict(path_panel(kg, looking.path, ways, ontology))
    if looking.edges:
        return citations_panel(kg, looking.edges[0], looking.near, ontology)
    return entity_card(kg, looking.nodes, ontology)


def _table(view: GraphView, kg: KnowledgeGraph, state: Explorer) -> None:
    """The same statements to read; a row is chosen like an edge is clicked."""
    names = {node.id: node.name for node in view.nodes}
    ordered = sorted(view.edges, key=lambda edge: (-edge.n_sources, -edge.confidence, edge.id))
    rows = [
        {
            "From": names[edge.subject],
            "Statement": edge.label,
            "To": names[edge.object],
            "Standing": _standing(kg, edge.id),
            "Sources": edge.n_sources,
            "Documents": edge.n_documents,
            "Confidence": edge.confidence,
            "Quote": edge.hint,
        }
        for edge in ordered
    ]
    if not rows:
        st.info("Nothing passes these filters. Take some off above.")
        return
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        height=600,
        key="explore_rows",
        on_select=lambda: _on_row([edge.id for edge in ordered]),
        selection_mode="single-row",
        column_config={
            "Confidence": st.column_config.NumberColumn(format="percent", width="small"),
            "Sources": st.column_config.NumberColumn(width="small"),
            "Documents": st.column_config.NumberColumn(width="small"),
            "Quote": st.column_config.TextColumn(width="large"),
        },
    )


def _standing(kg: KnowledgeGraph, edge_id: str) -> str:
    edge = find_edge(kg, edge_id)
    return statement(kg, edge)["stance"] if edge else ""


def _on_row(ids: list[str]) -> None:
    rows = st.session_state.explore_rows["selection"]["rows"]
    if rows and rows[0] < len(ids):
        explorer().look(Looking(edges=(ids[rows[0]],)))


@st.dialog("Are these two one entity?")
def _ask_merge(state: Explorer, workspace: Workspace) -> None:
    first, second = state.merging or ("", "")
    entities = workspace.graph().resolution.entities
    for entity in (entities[first], entities[second]):
        st.text(f"{entity.name}  ({entity.type.lower()})")
        if entity.aliases:
            st.text(f"also: {', '.join(entity.aliases)}")
    note = st.text_input("Why (kept in the journal)")
    yes, no = st.columns(2)
    if yes.button("They are one", type="primary", width="stretch"):
        workspace.merge(first, second, user(), note)
        state.merging = None
        st.toast(f"{plain(entities[first].name)} and {plain(entities[second].name)} are one now.")
        st.rerun()
    if no.button("Leave them apart", width="stretch"):
        state.merging = None
        st.rerun()
