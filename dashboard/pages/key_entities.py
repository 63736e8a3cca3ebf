"""Part of Insight: entities and groups that matter, each with the reason in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.beside import Topic, beside_state, choose_row
from dashboard.goto import go
from dashboard.state import explorer
from dashboard.text import plain
from graph.insight import Group, KeyEntity, bridges, groups, hubs, well_supported
from graph.lookup import lookup
from graph.model import KnowledgeGraph, ViewQuery
from graph.overview import statement, statement_text
from ontology.schema import Ontology
from workspace import Workspace

LISTED, NAMES = 5, 8


@dataclass(frozen=True, slots=True)
class Found:
    """What the computation found, shared by all sessions."""

    groups: tuple[Group, ...]
    hubs: tuple[KeyEntity, ...]
    bridges: tuple[KeyEntity, ...]


@st.cache_resource(max_entries=4, show_spinner="Weighing the graph")
def _found(revision: str, _kg: KnowledgeGraph, _ontology: Ontology) -> Found:
    among = groups(_kg, _ontology)
    return Found(among, hubs(_kg, _ontology, LISTED), bridges(_kg, among, LISTED))


def show_keys(page: str, workspace: Workspace) -> None:
    """Hubs, bridges and the statements most sources tell."""
    kg = workspace.graph()
    found = _found(kg.revision, kg, workspace.ontology)
    weighty, between = st.columns(2, gap="medium")
    with weighty:
        st.markdown(
            "**Most weight**", help="PageRank: linked by much, and by what is linked itself"
        )
        _cards(page, kg, found.hubs, "hub")
    with between:
        st.markdown(
            "**Bridges**", help="Betweenness: on most of the shortest ways between other entities"
        )
        _cards(page, kg, found.bridges, "bridge")
    st.markdown("**Told by most independent sources**")
    edges = well_supported(kg)
    rows = [
        {
            "Statement": statement_text(kg, edge),
            "Sources": edge.n_sources,
            "Documents": edge.n_documents,
            "Standing": statement(kg, edge)["stance"],
            "Quote": lookup(kg).quote(edge.claim_ids[0]),
        }
        for edge in edges
    ]
    if rows:
        widths = {"Statement": 290, "Sources": 74, "Documents": 90, "Standing": 110, "Quote": 400}
        topics = [Topic(edge=edge.id) for edge in edges]
        choose_row(page, "insight_supported", rows, topics, widths, height=300)


def _cards(page: str, kg: KnowledgeGraph, entities: Sequence[KeyEntity], kind: str) -> None:
    if not entities:
        st.caption("None: the graph has no such entity.")
    for place, one in enumerate(entities, start=1):
        name = kg.graph.nodes[one.entity_id]["name"]
        with st.container(key=f"insight_card_{kind}_{place}", gap=None):
            named, bar = st.columns([3, 2], vertical_alignment="center")
            named.button(
                f"{place}\\. {plain(name)}",
                key=f"insight_{kind}_{one.entity_id}",
                type="tertiary",
                on_click=beside_state(page).look,
                args=(Topic(entity=one.entity_id),),
            )
            bar.progress(one.score)
            st.caption(plain(one.reason, 500))


def show_groups(page: str, workspace: Workspace) -> None:
    """Communities, side by side in two columns."""
    kg = workspace.graph()
    found = _found(kg.revision, kg, workspace.ontology).groups
    if not found:
        st.info("No three entities are linked closely enough to be a group.")
        return
    columns = st.columns(2, gap="small")
    for place, group in enumerate(found):
        with columns[place % 2]:
            _group(page, kg, place, group)


def _group(page: str, kg: KnowledgeGraph, place: int, group: Group) -> None:
    with st.container(border=True, key=f"insight_group_{place}"):
        st.markdown(f"**{plain(group.name, 120)}**")
        st.caption(plain(group.reason, 500))
        names = [kg.graph.nodes[entity]["name"] for entity in group.entity_ids]
        rest = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
        st.text(f"{', '.join(names[:NAMES])}{rest}")
        with st.container(horizontal=True, gap="small"):
            topic = Topic(
                title=f"{group.name}",
                note=group.reason,
                edges=group.edge_ids,
                entities=group.entity_ids,
            )
            st.button(
                "Statements",
                key=f"insight_list_{place}",
                on_click=beside_state(page).look,
                args=(topic,),
            )
            if st.button("Show on the graph", icon=":material/hub:", key=f"insight_go_{place}"):
                explorer().show(ViewQuery(focus=group.entity_ids, hops=0))
                explorer().order(fit=[])
                go("explore")
