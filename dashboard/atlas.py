"""The map as Streamlit components: outlines, sent once; spots and links, sent when they change."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import streamlit as st

from graph.flows import Atlas, Flow, Spot
from graph.geography import ABOUT, EDGE, load_world, project
from graph.lookup import lookup
from graph.model import KnowledgeGraph
from graph.panel import edge_index
from graph.pattern import Stance

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom on the map."""
STANCE_WORDS = {
    Stance.FACT: "told as fact",
    Stance.REPORTED: "reported",
    Stance.POSSIBLE: "possible or planned",
    Stance.DENIED: "denied",
}
HINT = 160
EDGES_OUT = 0.03
"""Share of what is told, at each side, that the opening view may leave outside."""
NORTH, SOUTH = 78, -56
"""Latitudes between which the whole world is shown."""
MIN_SPAN = 24.0
"""Degrees that the opening view shows at least."""
_HERE = Path(__file__).parent


@lru_cache
def outlines() -> dict[str, str]:
    """SVG paths of the countries, by code; digits and letters M, L, Z alone."""
    found = {}
    for code, rings in load_world().rings.items():
        parts = []
        for ring in rings:
            points = (project(longitude, latitude) for longitude, latitude in ring[:-1])
            parts.append("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z")
        found[code] = "".join(parts)
    return found


_world = st.components.v2.component(
    "citegraph_world",
    js=f"globalThis.citegraphWorld = {json.dumps(outlines())};\nexport default function () {{}}\n",
)
_map = st.components.v2.component(
    "citegraph_map",
    html='<div class="map-root"></div>\n',
    css=(_HERE / "map.css").read_text(encoding="utf-8"),
    js=(_HERE / "map.js").read_text(encoding="utf-8"),
)


def draw_map(data: Mapping[str, object], *, key: str, on_event: Callable[[], None]) -> None:
    """Mount the map, or hand it new data.

    Args:
        data: Of `map_data`.
        key: Key of the component; its trigger "event" is then in the session state.
        on_event: Called before the next run when a spot or a link was clicked.
    """
    _map(key=key, data=dict(data), on_event_change=on_event)
    with st.container(key="map_hidden"):
        _world(key=f"{key}_world", height=1)


def map_data(kg: KnowledgeGraph, shown: Atlas, lit: str) -> dict[str, object]:
    """What the map draws.

    Args:
        kg: The graph.
        shown: Spots and links.
        lit: Key of the spot, or id of the link, that is looked at.
    """
    most = max((len(spot.edge_ids) for spot in shown.spots), default=0) or 1
    names = {spot.key: spot.name for spot in shown.spots}
    told = [spot for spot in shown.spots if spot.edge_ids]
    spots = sorted(told, key=lambda spot: (-len(spot.edge_ids), spot.key))
    _, top = project(0, NORTH)
    _, bottom = project(0, SOUTH)
    return {
        "spots": [_spot(spot, most) for spot in spots],
        "flows": [_flow(kg, flow, names) for flow in sorted(shown.flows, key=_on_top)],
        "frame": frame(shown.spots),
        "world": (EDGE, top, EDGE + 360, bottom),
        "lit": lit,
    }


def frame(spots: Sequence[Spot]) -> Frame:
    """The part of the world that holds nearly all that is told."""
    places = [(*project(s.longitude, s.latitude), len(s.edge_ids)) for s in spots if s.edge_ids]
    if not places:
        return -30.0, project(0, NORTH)[1], 150.0, project(0, SOUTH)[1]
    left, right = _span([(x, weight) for x, _, weight in places])
    top, bottom = _span([(y, weight) for _, y, weight in places])
    return left, top, right, bottom


def _span(weighed: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """From where to where nearly all weight lies, with a margin."""
    ranked = sorted(weighed)
    total = sum(weight for _, weight in ranked)
    below, kept = 0.0, []
    for place, weight in ranked:
        middle = (below + weight / 2) / total
        below += weight
        if EDGES_OUT <= middle <= 1 - EDGES_OUT or weight > EDGES_OUT * total:
            kept.append(place)
    first, last = (kept[0], kept[-1]) if kept else (ranked[0][0], ranked[-1][0])
    margin = max((last - first) * 0.12, (MIN_SPAN - (last - first)) / 2)
    return first - margin, last + margin


def _on_top(flow: Flow) -> tuple[bool, int, str]:
    """Order of drawing: denials over the rest, what is told by few over what is told by many."""
    return flow.stance is Stance.DENIED, -len(flow.edge_ids), flow.id


def _spot(spot: Spot, most: int) -> dict[str, object]:
    x, y = project(spot.longitude, spot.latitude)
    n = len(spot.edge_ids)
    about = " · about here" if spot.precision == ABOUT else ""
    return {
        "key": spot.key,
        "name": spot.name,
        "title": spot.name,
        "note": f"{n:,} {'statement' if n == 1 else 'statements'}{about}",
        "type": spot.type.lower(),
        "about": spot.precision == ABOUT,
        "x": round(x, 3),
        "y": round(y, 3),
        "n": n,
        "share": round(n / most, 3),
    }


def _flow(kg: KnowledgeGraph, flow: Flow, names: Mapping[str, str]) -> dict[str, object]:
    index, n = edge_index(kg), len(flow.edge_ids)
    arrow = "→" if flow.directed else "–"
    sources = f"{flow.n_sources} {'source' if flow.n_sources == 1 else 'sources'}"
    quote = lookup(kg).quote(index[flow.edge_ids[0]].claim_ids[0])
    return {
        "id": flow.id,
        "source": flow.source,
        "target": flow.target,
        "stance": flow.stance.value,
        "directed": flow.directed,
        "width": round(min(1.4 + 0.5 * n**0.5 + 0.4 * flow.n_sources, 6.0), 2),
        "title": flow_title(flow, names),
        "note": f"{n:,} {'statement' if n == 1 else 'statements'}, {sources}, "
        f"{STANCE_WORDS[flow.stance]}",
        "hint": f"“{quote if len(quote) <= HINT else quote[: HINT - 1] + '…'}”",
        "arrow": arrow,
    }


def flow_title(flow: Flow, names: Mapping[str, str]) -> str:
    """The two ends of a link: "Russia → Ukraine"."""
    return f"{names[flow.source]} {'→' if flow.directed else '–'} {names[flow.target]}"
