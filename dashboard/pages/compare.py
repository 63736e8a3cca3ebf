"""Part of Insight: two entities side by side, and the ways between them."""

from collections.abc import Mapping

import streamlit as st

from dashboard.beside import follow_panel, panel_of_statements, show_in_drawing
from dashboard.panel import draw_panel
from graph.comparison import Comparison, compare
from graph.metrics import importance
from graph.model import KnowledgeGraph
from graph.overview import path_panel, statement
from graph.panel import entity_ref
from ontology.schema import Ontology
from workspace import Workspace

MAX_OPTIONS, MAX_SHARED, MAX_EACH, MAX_ALONE = 2_000, 20, 4, 24
PANELS = ("compare_direct", "compare_shared", "compare_ways", "compare_one", "compare_other")


def show(page: str, workspace: Workspace) -> None:
    """The part of the page."""
    for key in PANELS:
        follow_panel(page, key)
    kg, ontology = workspace.graph(), workspace.ontology
    ends = _choose(kg)
    if ends is None:
        st.info("Choose two different entities.")
        return
    found = compare(kg, *ends)
    names = [kg.graph.nodes[end]["name"] for end in ends]
    shown = {e.id for e in found.direct} | {
        s for p in found.paths for step in p.steps for s in step
    }
    says, shows = st.columns([5, 2], vertical_alignment="center")
    says.text(_summary(names, found))
    if shown and shows.button("Show on the graph", icon=":material/hub:", width="stretch"):
        show_in_drawing(sorted(shown), workspace)
    left, right = st.columns(2, gap="medium")
    with left:
        _draw(_direct(kg, found, names), "compare_direct")
        if found.paths and not found.direct:
            _draw(dict(path_panel(kg, ends, found.paths, ontology)), "compare_ways")
    with right:
        _draw(shared_panel(kg, found, names, ontology), "compare_shared")
    left, right = st.columns(2, gap="medium")
    for column, key, name, alone in (
        (left, "compare_one", names[0], found.only_one),
        (right, "compare_other", names[1], found.only_other),
    ):
        with column:
            _draw(_alone(kg, name, alone, ontology), key)


def _choose(kg: KnowledgeGraph) -> tuple[str, str] | None:
    weight = importance(kg.graph)
    ids = sorted(kg.graph, key=lambda e: (-weight[e], e))[:MAX_OPTIONS]
    if len(ids) < 2:
        return None
    chosen = []
    for column, key, place in zip(st.columns(2), ("one", "other"), (0, 1), strict=True):
        widget = f"compare_pick_{key}"
        if st.session_state.get(widget) not in ids:
            st.session_state[widget] = ids[place]
        with column:
            st.selectbox(
                "One" if place == 0 else "The other",
                ids,
                key=widget,
                format_func=lambda e: (
                    f"{kg.graph.nodes[e]['name']} · {str(kg.graph.nodes[e]['type']).capitalize()}"
                ),
            )
        chosen.append(st.session_state[widget])
    return (chosen[0], chosen[1]) if chosen[0] != chosen[1] else None


def _summary(names: list[str], found: Comparison) -> str:
    """One line: how the two are linked."""
    shared = f"{len(found.shared)} in common"
    if found.direct:
        n = len(found.direct)
        return f"{n} {'statement' if n == 1 else 'statements'} between the two; {shared}."
    if not found.paths:
        return "Nothing in these documents connects the two."
    return f"No statement between the two; {len(found.paths[0].steps)} steps apart; {shared}."


def _direct(kg: KnowledgeGraph, found: Comparison, names: list[str]) -> dict[str, object]:
    note = "" if found.direct else "No statement links the two directly."
    statements = [statement(kg, edge) for edge in found.direct]
    return panel_of_statements(f"{names[0]} and {names[1]}", note, {"Between them": statements})


def shared_panel(
    kg: KnowledgeGraph, found: Comparison, names: list[str], ontology: Ontology
) -> dict[str, object]:
    """Whom both deal with: for each the statements on either side."""
    groups = {
        f"{kg.graph.nodes[one.entity_id]['name']}": [
            *(statement(kg, edge) for edge in one.with_one[:MAX_EACH]),
            *(statement(kg, edge) for edge in one.with_other[:MAX_EACH]),
        ]
        for one in found.shared[:MAX_SHARED]
    }
    note = "" if found.shared else f"Nobody is linked to both {names[0]} and {names[1]}."
    refs = [entity_ref(kg, one.entity_id, ontology) for one in found.shared[:MAX_ALONE]]
    panel = panel_of_statements("In common", note, groups)
    return {**panel, "entities": refs, "entities_title": "Linked to both"}


def _alone(
    kg: KnowledgeGraph, name: str, alone: tuple[str, ...], ontology: Ontology
) -> dict[str, object]:
    more = len(alone) - MAX_ALONE
    note = f"The first {MAX_ALONE} of {len(alone)}." if more > 0 else ""
    panel = panel_of_statements(f"Linked to {name} alone", note, {})
    refs = [entity_ref(kg, entity, ontology) for entity in alone[:MAX_ALONE]]
    return {**panel, "entities": refs, "entities_title": f"{len(alone)} entities"}


def _draw(panel: Mapping[str, object], key: str) -> None:
    draw_panel(panel, key=key, on_event=lambda: None)
