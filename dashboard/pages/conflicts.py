"""Conflicts: statements that disagree, side by side with their sources."""

from collections.abc import Sequence

import streamlit as st

from dashboard.goto import follow
from dashboard.panel import draw_panel, event_of
from dashboard.state import current_workspace
from graph.model import Conflict, KnowledgeGraph
from graph.panel import edge_index, edge_panel
from ontology.schema import Ontology
from workspace import Workspace

PANEL = "conflict"
AT_ONCE = 30


def page() -> None:
    """The page."""
    workspace = current_workspace()
    conflicts = workspace.graph().conflicts
    st.subheader("Statements that disagree", anchor=False)
    if not conflicts:
        st.info("No two statements in these documents contradict each other.")
        return
    if len(conflicts) > AT_ONCE:
        st.caption(f"The first {AT_ONCE} of {len(conflicts):,}.")
    for conflict in conflicts[:AT_ONCE]:
        _conflict(conflict, workspace)


def _conflict(conflict: Conflict, workspace: Workspace) -> None:
    kg = workspace.graph()
    with st.container(border=True):
        st.text(conflict.explanation)
        sides = conflict_sides(kg, conflict, workspace.ontology)
        for number, (column, panel) in enumerate(zip(st.columns(len(sides)), sides, strict=True)):
            key = f"{PANEL}_{conflict.id}_{number}"
            with column:
                draw_panel(panel, key=key, on_event=lambda: None)
            follow(event_of(key))


def conflict_sides(
    kg: KnowledgeGraph, conflict: Conflict, ontology: Ontology
) -> Sequence[dict[str, object]]:
    """The panel of each statement that takes part in a conflict."""
    claims = set(conflict.claim_ids)
    edges = [edge for edge in edge_index(kg).values() if claims & set(edge.claim_ids)]
    ranked = sorted(edges, key=lambda edge: (edge.polarity, -edge.n_sources, edge.id))[:4]
    panels = [edge_panel(kg, edge.id, ontology) for edge in ranked]
    return [{**panel, "conflicts": []} for panel in panels if panel]
