"""Map: countries and places, and the statements between them; nothing is asked of any server."""

from collections.abc import Mapping

import streamlit as st

from dashboard.atlas import STANCE_WORDS, draw_map, flow_title, map_data
from dashboard.beside import (
    Topic,
    beside,
    beside_state,
    choose_row,
    draw_beside,
    panel_of_statements,
)
from dashboard.panel import event_of
from dashboard.state import current_workspace, workspace_url
from dashboard.text import plain
from evidence.model import content_id
from graph.flows import Atlas, Flow, Spot, atlas
from graph.geography import unlocated
from graph.model import KnowledgeGraph
from graph.overview import statement
from graph.panel import edge_index
from graph.pattern import Pattern, Stance, ask
from graph.render import sources_words
from workspace import Workspace

PAGE, MAP = "map", "map_canvas"
MAX_MISSING, MAX_BEST = 12, 6


def page() -> None:
    """The page."""
    _map()


@st.fragment
def _map() -> None:
    workspace = current_workspace()
    beside(PAGE)
    left, right = st.columns([7, 3], gap="small")
    with left:
        shown = _left(workspace)
    with right:
        draw_beside(PAGE, workspace, _start(workspace.graph(), shown))


def _left(workspace: Workspace) -> Atlas:
    kg = workspace.graph()
    stances, with_members, as_table = _bar()
    shown = _shown(kg, workspace, stances, with_members)
    if as_table:
        _table(shown, kg)
    else:
        event = event_of(MAP)
        if event:
            _clicked(event, shown)
        draw_map(map_data(kg, shown, _lit(shown)), key=MAP, on_event=lambda: None)
    missing = [entity.name for entity in unlocated(kg) if kg.graph.degree(entity.id)]
    if missing:
        more = f" and {len(missing) - MAX_MISSING} more" if len(missing) > MAX_MISSING else ""
        st.caption(plain(f"Not on the map: {', '.join(missing[:MAX_MISSING])}{more}.", 300))
    return shown


def _bar() -> tuple[tuple[Stance, ...], bool, bool]:
    stances, members, shape = st.columns([5, 2.8, 2], vertical_alignment="center")
    with stances:
        chosen = st.pills(
            "Standing",
            list(STANCE_WORDS),
            format_func=lambda stance: STANCE_WORDS[stance],
            selection_mode="multi",
            key="map_stances",
            label_visibility="collapsed",
        )
    with members:
        with_members = st.toggle(
            "With people and bodies",
            value=True,
            key="map_members",
            help="People and organizations stand for their country, events for their venue.",
        )
    with shape:
        as_ = st.segmented_control(
            "Show as",
            ["Map", "Table"],
            default="Map",
            required=True,
            key="map_shape",
            label_visibility="collapsed",
        )
    return tuple(Stance(one) for one in chosen), with_members, as_ == "Table"


def _shown(
    kg: KnowledgeGraph, workspace: Workspace, stances: tuple[Stance, ...], with_members: bool
) -> Atlas:
    stamp = content_id(workspace_url(), kg.revision, *stances, with_members)
    return _cached(stamp, kg, workspace, stances, with_members)


@st.cache_resource(max_entries=32, show_spinner=False)
def _cached(
    stamp: str,
    _kg: KnowledgeGraph,
    _workspace: Workspace,
    _stances: tuple[Stance, ...],
    _with_members: bool,
) -> Atlas:
    """Shared by all sessions and never changed; the stamp stands for all that is asked."""
    found = ask(_kg, Pattern(stances=_stances), _workspace.ontology)
    edges = [answer.edge for answer in found]
    return atlas(_kg, edges, _workspace.ontology, with_members=_with_members)


def _clicked(event: Mapping[str, object], shown: Atlas) -> None:
    target = str(event.get("id", ""))
    spots = {spot.key: spot for spot in shown.spots}
    flows = {flow.id: flow for flow in shown.flows}
    if event.get("type") == "spot" and target in spots:
        beside_state(PAGE).look(spot_topic(spots[target]))
    elif event.get("type") == "flow" and target in flows:
        beside_state(PAGE).look(flow_topic(flows[target], spots))


def spot_topic(spot: Spot) -> Topic:
    """All that is told of a country or place."""
    n = len(spot.edge_ids)
    about = " Marked at about its middle." if spot.precision == "about" else ""
    return Topic(
        title=spot.name,
        note=f"{n:,} {'statement' if n == 1 else 'statements'} with an end here.{about}",
        edges=spot.edge_ids,
        entities=spot.entity_ids,
    )


def flow_topic(flow: Flow, spots: Mapping[str, Spot]) -> Topic:
    """The statements of a link; a single one with its citations at once."""
    if len(flow.edge_ids) == 1:
        return Topic(edge=flow.edge_ids[0])
    names = {key: spot.name for key, spot in spots.items()}
    return Topic(
        title=flow_title(flow, names),
        note=f"{len(flow.edge_ids)} statements, {STANCE_WORDS[flow.stance]}.",
        edges=flow.edge_ids,
    )


def _lit(shown: Atlas) -> str:
    """What of the map the panel is about."""
    topic = beside_state(PAGE).topic
    for spot in shown.spots:
        if topic.title and topic == spot_topic(spot):
            return spot.key
    spots = {spot.key: spot for spot in shown.spots}
    lit = (flow.id for flow in shown.flows if topic == flow_topic(flow, spots))
    return next(lit, "")


def _table(shown: Atlas, kg: KnowledgeGraph) -> None:
    """The same links to read."""
    if not shown.flows:
        st.info("No statement links two places. Take a filter off.")
        return
    spots = {spot.key: spot for spot in shown.spots}
    flows = sorted(shown.flows, key=lambda flow: (-flow.n_sources, -len(flow.edge_ids), flow.id))
    rows = [
        {
            "From": spots[flow.source].name,
            "To": spots[flow.target].name,
            "Standing": STANCE_WORDS[flow.stance],
            "Statements": len(flow.edge_ids),
            "Told by": sources_words(_documents(kg, flow), flow.n_sources),
        }
        for flow in flows
    ]
    topics = [flow_topic(flow, spots) for flow in flows]
    key = f"map_rows_{content_id(*(flow.id for flow in flows))}"
    choose_row(PAGE, key, rows, topics, {"From": 200, "To": 200, "Standing": 170}, height=640)


def _documents(kg: KnowledgeGraph, flow: Flow) -> int:
    return max(edge_index(kg)[edge].n_documents for edge in flow.edge_ids)


def _start(kg: KnowledgeGraph, shown: Atlas) -> dict[str, object]:
    """What the panel says while nothing is chosen: how to begin, and the best supported links."""
    index = edge_index(kg)
    linking = {edge: index[edge] for flow in shown.flows for edge in flow.edge_ids}
    best = sorted(linking.values(), key=lambda e: (e.inferred, -e.n_sources, -e.confidence, e.id))
    return panel_of_statements(
        "Where it happens",
        "Click a country, a place or a line between two: the statements behind it are listed here, "
        "and each shows its sentences. The darker a country, the more is told of it.",
        {"Best supported between places": [statement(kg, edge) for edge in best[:MAX_BEST]]},
    )
