"""Part of Insight: one thing as each source tells it; what rests on one source alone."""

import streamlit as st

from dashboard.beside import follow_panel, panel_of_statements
from dashboard.goto import go
from dashboard.panel import draw_panel
from dashboard.quotes import draw_quotes, told_by
from dashboard.state import explorer
from dashboard.text import plain
from graph.lookup import lookup
from graph.model import KnowledgeGraph, Lineage, ViewQuery
from graph.overview import statement
from graph.panel import entity_ref
from graph.perspectives import (
    Loss,
    Perspective,
    lineage_name,
    perspectives,
    reliance,
    told_by_several,
)
from ontology.schema import Ontology
from workspace import Workspace

IN_A_ROW, MAX_SOURCES, MAX_TOLD, MAX_LOST = 3, 9, 30, 60
"""Sources side by side, sources in all, statements of each, statements of a loss."""


def show(page: str, workspace: Workspace) -> None:
    """The same thing as told by each source, side by side."""
    kg = workspace.graph()
    for place in range(MAX_SOURCES):
        follow_panel(page, f"perspective_{place}")
    chosen = _choose(kg)
    if chosen is None:
        st.info("No two independent sources tell of the same thing.")
        return
    views = perspectives(kg, chosen)[:MAX_SOURCES]
    for start in range(0, len(views), IN_A_ROW):
        row = views[start : start + IN_A_ROW]
        for place, column in enumerate(st.columns(max(len(row), 2), gap="small"), start=start):
            if place < start + len(row):
                with column, st.container(border=True):
                    panel = perspective_panel(kg, views[place])
                    draw_quotes(panel, key=f"perspective_{place}", on_event=lambda: None)


def _choose(kg: KnowledgeGraph) -> str | None:
    several = told_by_several(kg)
    if not several:
        return None
    types = dict(kg.graph.nodes(data="type"))
    several.sort(key=lambda e: types[e] != "EVENT")
    widget = "perspective_pick"
    if st.session_state.get(widget) not in several:
        st.session_state[widget] = several[0]
    st.selectbox(
        "Event or entity that several sources tell of",
        several,
        key=widget,
        format_func=lambda e: f"{kg.graph.nodes[e]['name']} · {str(types[e]).capitalize()}",
    )
    return str(st.session_state[widget])


def perspective_panel(kg: KnowledgeGraph, view: Perspective) -> dict[str, object]:
    """What one source says: what others tell too, then what only it tells."""
    shared = [told_by(kg, one) for one in view.tellings if one.others][:MAX_TOLD]
    own = [told_by(kg, one) for one in view.tellings if not one.others][:MAX_TOLD]
    n = len(view.tellings)
    note = f"{n} {'statement' if n == 1 else 'statements'}. {_documents(kg, view.lineage)}"
    groups = {"Others tell it too": shared, "Only here": own}
    return panel_of_statements(lineage_name(kg, view.lineage), note, groups)


def _documents(kg: KnowledgeGraph, lineage: Lineage) -> str:
    """The documents of a source: "2 documents: a.txt, b.txt"."""
    names = [lookup(kg).documents[id_].name for id_ in lineage.document_ids]
    several = f"{len(names)} documents of one source: " if len(names) > 1 else ""
    return f"{several}{', '.join(names)}."


@st.cache_resource(max_entries=4, show_spinner=False)
def _losses(revision: str, _kg: KnowledgeGraph) -> tuple[Loss, ...]:
    """Shared by all sessions and never changed; the revision stands for the graph."""
    return reliance(_kg)


def show_reliance(page: str, workspace: Workspace) -> None:
    """Leave one source out: what would be gone, what would be weaker."""
    kg, ontology = workspace.graph(), workspace.ontology
    for key in ("loss_gone", "loss_weak"):
        follow_panel(page, key)
    losses = _losses(kg.revision, kg)
    by_id = {loss.lineage.id: loss for loss in losses}
    widget = "loss_pick"
    if st.session_state.get(widget) not in by_id:
        st.session_state[widget] = losses[0].lineage.id
    pick, shows = st.columns([5, 2], vertical_alignment="bottom")
    with pick:
        st.selectbox(
            "Leave out",
            list(by_id),
            key=widget,
            format_func=lambda id_: _option(kg, by_id[id_]),
        )
    loss = by_id[st.session_state[widget]]
    if shows.button("See it fade on the graph", icon=":material/hub:", width="stretch"):
        explorer().show(ViewQuery(without=(loss.lineage.id,)))
        explorer().order(fit=[])
        go("explore")
    _loss(kg, loss, ontology)


def _option(kg: KnowledgeGraph, loss: Loss) -> str:
    return f"{lineage_name(kg, loss.lineage)} · {len(loss.gone)} statements rest on it alone"


def _loss(kg: KnowledgeGraph, loss: Loss, ontology: Ontology) -> None:
    total = kg.graph.number_of_edges()
    st.progress(
        len(loss.gone) / max(total, 1),
        f"{len(loss.gone):,} of {total:,} statements would be gone, "
        f"{len(loss.weakened):,} more would rest on one source alone.",
    )
    st.caption(plain(_documents(kg, loss.lineage), 400))
    gone, weak = st.columns(2, gap="medium")
    with gone:
        draw_panel(gone_panel(kg, loss, ontology), key="loss_gone", on_event=lambda: None)
    with weak:
        note = "" if loss.weakened else "Nothing that two sources tell would be left to one."
        statements = [statement(kg, edge) for edge in loss.weakened[:MAX_LOST]]
        panel = panel_of_statements("One source would be left", note, {"Statements": statements})
        draw_panel(panel, key="loss_weak", on_event=lambda: None)


def gone_panel(kg: KnowledgeGraph, loss: Loss, ontology: Ontology) -> dict[str, object]:
    """What would be gone without a source: entities left without a link, and statements."""
    more = len(loss.gone) - MAX_LOST
    note = f"The first {MAX_LOST} of {len(loss.gone):,}." if more > 0 else ""
    statements = [statement(kg, edge) for edge in loss.gone[:MAX_LOST]]
    panel = panel_of_statements("Would be gone", note, {"Statements": statements})
    refs = [entity_ref(kg, entity, ontology) for entity in loss.isolated[:MAX_LOST]]
    return {**panel, "entities": refs, "entities_title": "Left without any link"}
