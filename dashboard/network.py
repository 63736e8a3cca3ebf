"""The canvas as Streamlit components: the library, sent once; the drawing; orders to it."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from evidence.model import Modality, Polarity
from graph.model import GraphView, KnowledgeGraph, ViewQuery
from graph.render import (
    client_script,
    client_style,
    legend_keys,
    stance_key,
    vis_data,
    vis_network_script,
)
from ontology.schema import Ontology

# Streamlit sends a component's script again with every change of its data. So the 470 kB library
# has a component of its own, whose message never changes and is therefore sent only once.
# Orders ("select this") have one too: they cost bytes, not the whole drawing again.
_HERE = Path(__file__).parent
_library = st.components.v2.component(
    "citegraph_library", js=vis_network_script() + "\nexport default function () {}\n"
)
_canvas = st.components.v2.component(
    "citegraph_canvas",
    html='<div class="cg-root"></div>\n',
    css=client_style()
    + "\n.cg-root { height: var(--citegraph-height, 640px); min-height: 420px; }",
    js=client_script() + "\n" + (_HERE / "network.js").read_text(encoding="utf-8"),
)
_orders = st.components.v2.component(
    "citegraph_orders", js=(_HERE / "orders.js").read_text(encoding="utf-8")
)


def draw_network(
    data: Mapping[str, object],
    order: Mapping[str, object],
    *,
    key: str,
    on_event: Callable[[], None],
) -> None:
    """Mount the canvas, or hand it new data.

    Args:
        data: Of `canvas_data`.
        order: What the canvas shall do, with a number "n"; carried out once.
        key: Key of the component; its trigger "event" is then in the session state.
        on_event: Called before the next run when the user did something on the canvas.
    """
    _canvas(key=key, data=dict(data), on_event_change=on_event)
    with st.container(key="explore_hidden"):
        load_library(f"{key}_library")
        _orders(key=f"{key}_orders", height=1, data={**order, "stamp": data["stamp"]})


def load_library(key: str) -> None:
    """Bring vis-network, which the drawing waits for."""
    _library(key=key, height=1)


def canvas_data(
    kg: KnowledgeGraph, view: GraphView, ontology: Ontology, stamp: str
) -> dict[str, object]:
    """What the canvas shows of a view.

    Args:
        kg: The whole graph, for what the view leaves out.
        view: What is drawn.
        ontology: Labels, colours, shapes.
        stamp: Changes with the data.
    """
    vis = vis_data(view, ontology)
    return {
        "stamp": stamp,
        "nodes": vis["nodes"],
        "edges": vis["edges"],
        "legend": _legend(view, ontology),
        "caption": _caption(kg, view),
        "empty": "Nothing passes these filters.\nTake some off above, or undo the last step.",
    }


def _caption(kg: KnowledgeGraph, view: GraphView) -> str:
    """How much is shown, and how much there is: "300 of 5,212 entities"."""
    entities = _share(len(view.nodes), kg.graph.number_of_nodes(), "entities")
    return f"{entities} · {_share(len(view.edges), kg.graph.number_of_edges(), 'statements')}"


def _share(shown: int, total: int, noun: str) -> str:
    return f"all {total:,} {noun}" if shown == total else f"{shown:,} of {total:,} {noun}"


def _legend(view: GraphView, ontology: Ontology) -> dict[str, list[dict[str, object]]]:
    """The legend with the number drawn of each kind, and what is switched off."""
    shown = Counter(node.type for node in view.nodes)
    shown.update(stance_key(edge.polarity, edge.modality) for edge in view.edges)
    query = view.query
    on = {"types": type_is_on, "stances": stance_is_on}
    return {
        group: [
            {**key, "n": shown[key["value"]], "on": on[group](query, key["value"])} for key in keys
        ]
        for group, keys in legend_keys(ontology).items()
    }


def type_is_on(query: ViewQuery, type_: str) -> bool:
    """Whether entities of a type pass the filters."""
    return not query.entity_types or type_ in query.entity_types


def stance_is_on(query: ViewQuery, key: str) -> bool:
    """Whether statements under a key of the legend pass the filters."""
    if key == Polarity.NEGATED:
        return not query.polarity or Polarity.NEGATED in query.polarity
    affirmed = not query.polarity or Polarity.AFFIRMED in query.polarity
    return affirmed and (not query.modality or Modality(key) in query.modality)
