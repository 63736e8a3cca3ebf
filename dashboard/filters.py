"""Filters of the Explore page: search, the filter box, and chips that say what is filtered."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard.events import find_entity, toggle_key
from dashboard.network import stance_is_on, type_is_on
from dashboard.state import Explorer
from dashboard.text import plain
from evidence.model import Modality, Polarity
from graph.metrics import importance
from graph.model import KnowledgeGraph, ViewQuery
from ontology.schema import Ontology
from workspace import Workspace

MAX_LISTED = 2_000
"""Entities in the search box; the others are found by typing their name."""
STANCES = {
    Modality.ACTUAL: "told as fact",
    Modality.REPORTED: "reported",
    Modality.POSSIBLE: "possible",
    Polarity.NEGATED: "denied",
}
_FIND = "explore_find"


def search_box(state: Explorer, workspace: Workspace) -> None:
    """One box for both: pick an entity, or type words that statements should hold."""
    kg = workspace.graph()
    weight = importance(kg.graph)
    ids = sorted(kg.graph, key=lambda entity: (-weight[entity], entity))[:MAX_LISTED]
    with st.container(key=_FIND):
        st.selectbox(
            "Find",
            ids,
            index=None,
            key="explore_find_box",
            format_func=lambda id_: _option(kg, id_),
            placeholder="Find an entity, or words in the quotes",
            accept_new_options=True,
            label_visibility="collapsed",
            on_change=_found,
            args=(state, workspace),
        )


def _option(kg: KnowledgeGraph, id_: str) -> str:
    entity = kg.resolution.entities.get(id_)
    return f"{entity.name} · {entity.type.capitalize()}" if entity else id_


def _found(state: Explorer, workspace: Workspace) -> None:
    wanted = st.session_state.explore_find_box
    st.session_state.explore_find_box = None
    if not wanted:
        return
    if wanted in workspace.graph().graph:
        find_entity(wanted, state, workspace)
        return
    hits = workspace.search_entities(wanted, 1)
    exact = hits and wanted.casefold() in {n.casefold() for n in (hits[0].name, *hits[0].aliases)}
    if exact:
        find_entity(hits[0].id, state, workspace)
    else:
        state.change(text=wanted)


def filter_box(state: Explorer, workspace: Workspace) -> None:
    """All filters but the search, in a popover."""
    number = len(active_filters(state.query, workspace))
    label = f"Filters ({number})" if number else "Filters"
    with st.popover(label, icon=":material/tune:", width="stretch"):
        _type_filters(state, workspace.ontology)
        _statement_filters(state, workspace)
        _source_filters(state, workspace)
        if number:
            st.button("Take all off", on_click=_reset, args=(state,), key="filter_reset")


def _type_filters(state: Explorer, ontology: Ontology) -> None:
    query = state.query
    st.caption("Kinds of entity")
    with st.container(horizontal=True, gap="small"):
        for name, entity_type in ontology.entities.items():
            _switch(entity_type.plural, type_is_on(query, name), state, ontology, name)
    st.caption("Standing of a statement")
    with st.container(horizontal=True, gap="small"):
        for key, words in STANCES.items():
            _switch(words, stance_is_on(query, key), state, ontology, key)


def _switch(label: str, on: bool, state: Explorer, ontology: Ontology, key: str) -> None:
    kind = "entity_type" if key in ontology.entities else "stance"
    widget = f"filter_{key}"
    st.session_state[widget] = on
    st.checkbox(
        label,
        key=widget,
        on_change=lambda: toggle_key(state, ontology, kind=kind, key=key),
    )


def _statement_filters(state: Explorer, workspace: Workspace) -> None:
    query, claims = state.query, workspace.ontology.claims
    used = {type_ for *_, type_ in workspace.graph().graph.edges(data="type")}
    known = [name for name in claims if name in used or name in query.relation_types]
    _field(state, "relation_types", list(query.relation_types), tuple)
    st.multiselect(
        "Kinds of statement",
        known,
        key="filter_relation_types",
        format_func=lambda name: claims[name].label,
        placeholder="All",
        on_change=_take("relation_types", state, tuple),
    )
    left, right = st.columns(2)
    with left:
        _field(state, "min_sources", query.min_sources, int)
        st.number_input(
            "Independent sources, at least",
            min_value=1,
            max_value=99,
            key="filter_min_sources",
            on_change=_take("min_sources", state, int),
        )
    with right:
        _field(state, "max_nodes", query.max_nodes, int)
        st.number_input(
            "Entities drawn, at most",
            min_value=10,
            max_value=2_000,
            step=50,
            key="filter_max_nodes",
            on_change=_take("max_nodes", state, int),
        )
    _field(state, "inferred", query.inferred, bool)
    st.checkbox(
        "Show what is inferred beyond a single quote",
        key="filter_inferred",
        on_change=_take("inferred", state, bool),
    )


def _source_filters(state: Explorer, workspace: Workspace) -> None:
    query = state.query
    documents = {document.id: document for document in workspace.graph().evidence.documents}
    names = sorted(documents, key=lambda id_: documents[id_].name)
    _field(state, "sources", [id_ for id_ in query.sources if id_ in documents], tuple)
    st.multiselect(
        "Documents",
        names,
        key="filter_sources",
        format_func=lambda id_: documents[id_].title or documents[id_].name,
        placeholder="All",
        on_change=_take("sources", state, tuple),
    )
    left, right = st.columns(2)
    for column, name, label in ((left, "since", "Told of a time since"), (right, "until", "until")):
        with column:
            _field(state, name, getattr(query, name), lambda day: day)
            st.date_input(
                label,
                key=f"filter_{name}",
                min_value=date(1000, 1, 1),
                max_value=date(2999, 12, 31),
                on_change=_take(name, state, lambda day: day),
            )


def _field(state: Explorer, name: str, value: object, _cast: object) -> None:
    """The widget shows what the view says, also after an undo or a click on the legend."""
    st.session_state[f"filter_{name}"] = value


def _take(name: str, state: Explorer, cast: Callable[..., object]) -> Callable[[], None]:
    def take() -> None:
        state.change(**{name: cast(st.session_state[f"filter_{name}"])})

    return take


def _reset(state: Explorer) -> None:
    state.show(ViewQuery())
    state.order(fit=[])


def active_filters(query: ViewQuery, workspace: Workspace) -> dict[str, str]:
    """What is filtered, in words, by the field of the query."""
    kg, plain_query = workspace.graph(), ViewQuery()
    entities = kg.resolution.entities
    names = ", ".join(entities[id_].name for id_ in query.focus if id_ in entities)
    words = {
        "focus": f"around {names}" if query.hops else f"only {names}",
        "text": f"holds “{query.text}”",
        "entity_types": f"{len(query.entity_types)} kinds of entity",
        "relation_types": f"{len(query.relation_types)} kinds of statement",
        "modality": "by standing",
        "polarity": "denied only" if query.polarity == (Polarity.NEGATED,) else "nothing denied",
        "sources": f"{len(query.sources)} {'document' if len(query.sources) == 1 else 'documents'}",
        "min_sources": f"{query.min_sources} sources or more",
        "since": f"since {query.since}",
        "until": f"until {query.until}",
        "inferred": "nothing inferred",
        "hidden": f"{len(query.hidden)} hidden",
        "expanded": f"{len(query.expanded)} expanded",
    }
    return {
        name: text
        for name, text in words.items()
        if getattr(query, name) != getattr(plain_query, name)
    }


def filter_chips(state: Explorer, workspace: Workspace) -> None:
    """A chip for each filter that is on; a click takes it off."""
    active = active_filters(state.query, workspace)
    key = "explore_chips"
    with st.container(horizontal=True, gap="small", key=key, vertical_alignment="center"):
        for name, text in active.items():
            st.button(
                plain(text, 48),
                icon=":material/close:",
                key=f"chip_{name}",
                help="Take this filter off",
                on_click=_clear,
                args=(state, name),
            )
        if state.query.focus:
            st.session_state.filter_hops = state.query.hops
            st.segmented_control(
                "Steps",
                [0, 1, 2, 3],
                key="filter_hops",
                label_visibility="collapsed",
                format_func=lambda hops: f"{hops} {'step' if hops == 1 else 'steps'}",
                on_change=_steps,
                args=(state,),
            )


def _clear(state: Explorer, name: str) -> None:
    state.change(**{name: getattr(ViewQuery(), name)})
    if name in ("focus", "text"):
        state.order(fit=[])


def _steps(state: Explorer) -> None:
    hops = st.session_state.filter_hops
    if hops is not None:
        state.change(hops=hops)
        state.order(fit=[])
