"""GraphView -> pyvis Network -> what vis-network draws: nodes, edges, options. Plain JSON values.

pyvis is the drawing model only. Its HTML page is not used: it fetches Bootstrap from a CDN, drops
parallel edges of undirected graphs, and sets every tooltip as HTML once one title holds "href".
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict, cast

import pyvis
from pyvis.network import Network

from evidence.model import Modality, Polarity
from graph.model import GraphView, ViewEdge, ViewNode
from graph.style import LegendRow, edge_style, legend, node_style
from ontology.schema import Ontology

CLIENT = Path(__file__).parent / "client"
CANVAS_SCRIPTS = (
    "geometry.js",
    "draw.js",
    "chrome.js",
    "keys.js",
    "painting.js",
    "pointing.js",
    "render.js",
)
"""In the order in which they build on one another."""
VIS_NETWORK = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"

STANCE_WORDS = {
    Modality.ACTUAL: "told as fact",
    Modality.REPORTED: "reported",
    Modality.POSSIBLE: "possible",
    Modality.HYPOTHETICAL: "hypothetical",
    Modality.FUTURE: "announced or expected",
}
UNCERTAIN = (Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.FUTURE)
"""Drawn alike, and filtered by one key of the legend."""


class VisNode(TypedDict):
    """A node of vis-network, with what the preview says."""

    id: str
    label: str
    shape: str
    color: str
    size: float
    x: float
    y: float
    type: str
    weight: float
    degree: int
    note: str


VisEdge = TypedDict(
    "VisEdge",
    {
        "id": str,
        "from": str,
        "to": str,
        "label": str,
        "type": str,
        "color": str,
        "width": float,
        "dashes": list[int] | bool,
        "arrow": bool,
        "negated": bool,
        "stance": str,
        "inferred": bool,
        "hint": str,
        "note": str,
    },
)


class VisData(TypedDict):
    """All that the canvas draws."""

    nodes: list[VisNode]
    edges: list[VisEdge]
    options: dict[str, dict[str, bool]]


class LegendKey(TypedDict):
    """A line of the legend, which is a filter too."""

    value: str
    """An entity type, or one of the four stances."""
    label: str
    shape: str
    """Empty for a stance."""
    color: str | None
    """None: the theme's colour of edges."""
    dashes: list[int] | bool
    negated: bool


class GraphNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A directed pyvis network that keeps parallel edges and adds in constant time.

    pyvis 0.3.2 scans its lists on every call: 10,000 nodes and 16,000 edges take 2 s, here 0.03 s.
    """

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")

    def add_node(self, n_id: str, /, **options: object) -> None:
        """Add a node; one that is there already stays as it is."""
        if n_id not in self.node_map:
            node = {**options, "id": n_id}
            self.node_map[n_id] = node
            self.nodes.append(node)
            self.node_ids.append(n_id)

    def add_edge(self, source: str, to: str, /, **options: object) -> None:
        """Add an edge between two nodes that are there.

        Raises:
            KeyError: One of the ends is not.
        """
        for end in (source, to):
            if end not in self.node_map:
                raise KeyError(end)
        self.edges.append({**options, "from": source, "to": to})


def network_of(view: GraphView, ontology: Ontology) -> GraphNetwork:
    """The view as a pyvis network, physics off: positions are given."""
    network = GraphNetwork()
    network.toggle_physics(False)
    names = {node.id: node.name for node in view.nodes}
    for node in view.nodes:
        network.add_node(node.id, **_node(node, ontology))
    for edge in sorted(view.edges, key=_importance):
        network.add_edge(edge.subject, edge.object, **_edge(edge, ontology, names))
    return network


def vis_data(view: GraphView, ontology: Ontology) -> VisData:
    """What the canvas draws, in JSON values.

    Args:
        view: What is shown, with positions.
        ontology: Labels, colours and shapes.
    """
    network = network_of(view, ontology)
    return {
        "nodes": cast("list[VisNode]", network.nodes),
        "edges": cast("list[VisEdge]", network.edges),
        "options": {"physics": {"enabled": False}},
    }


def legend_keys(ontology: Ontology) -> dict[str, list[LegendKey]]:
    """The legend in two groups, "types" and "stances"."""
    rows = legend(ontology)
    return {
        "types": [_legend_key(row) for row in rows if row.shape],
        "stances": [_legend_key(row) for row in rows if not row.shape],
    }


def stance_key(polarity: Polarity, modality: Modality) -> str:
    """The key of the legend a statement belongs to."""
    if polarity is Polarity.NEGATED:
        return Polarity.NEGATED
    return Modality.POSSIBLE if modality in UNCERTAIN else modality


def client_script(names: Iterable[str] = CANVAS_SCRIPTS) -> str:
    """The browser side as one script; it needs the global `vis` and leaves `citegraph`."""
    return "\n".join((CLIENT / name).read_text(encoding="utf-8") for name in names)


def client_style() -> str:
    """Style sheet of the browser side."""
    return "\n".join(
        (CLIENT / name).read_text(encoding="utf-8") for name in ("render.css", "evidence.css")
    )


def vis_network_script() -> str:
    """vis-network as pyvis ships it (Apache-2.0 or MIT), without the reference to its map file."""
    text = VIS_NETWORK.read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def stance_words(polarity: Polarity, modality: Modality, claimant: str | None = None) -> str:
    """The standing of a statement in words: "told as fact", "denied by Interfax"."""
    plain = modality in (Modality.ACTUAL, Modality.REPORTED)
    if polarity is Polarity.NEGATED and plain:
        return f"denied by {claimant}" if claimant else "denied"
    if claimant and plain:
        return f"said by {claimant}"
    words = STANCE_WORDS[modality] + (f", says {claimant}" if claimant else "")
    return f"denied, {words}" if polarity is Polarity.NEGATED else words


def sources_words(n_documents: int, n_sources: int) -> str:
    """How many documents, and how many independent sources: "2 documents, 1 source"."""
    return f"{_count(n_documents, 'document')}, {_count(n_sources, 'source')}"


def _legend_key(row: LegendRow) -> LegendKey:
    negated = row.key == Polarity.NEGATED
    return {
        "value": row.key,
        "label": row.label[:1].upper() + row.label[1:],
        "shape": row.shape,
        "color": row.colour if row.shape or negated else None,
        "dashes": list(row.dashes) or False,
        "negated": negated,
    }


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _importance(edge: ViewEdge) -> tuple[int, float, str]:
    return -edge.n_sources, -edge.confidence, edge.id


def _node(node: ViewNode, ontology: Ontology) -> dict[str, object]:
    style = node_style(node.type, node.weight, ontology)
    entity_type = ontology.entities.get(node.type)
    label = entity_type.label if entity_type else node.type
    return {
        "label": node.name,
        "shape": style.shape,
        "color": style.colour,
        "size": style.size,
        "x": node.x,
        "y": node.y,
        "type": node.type,
        "weight": round(node.weight, 4),
        "degree": node.degree,
        "note": f"{label} · {_count(node.degree, 'link')} · {_count(node.n_documents, 'document')}",
    }


def _edge(edge: ViewEdge, ontology: Ontology, names: dict[str, str]) -> dict[str, object]:
    style = edge_style(edge.polarity, edge.modality, edge.n_sources)
    claim_type = ontology.claims.get(edge.type)
    claimant = names.get(edge.attributed_to or "")
    words = stance_words(edge.polarity, edge.modality, claimant)
    sources = sources_words(edge.n_documents, edge.n_sources)
    inferred = " · inferred" if edge.inferred else ""
    return {
        "id": edge.id,
        "label": edge.label,
        "type": edge.type,
        "color": style.colour,
        "width": style.width,
        "dashes": list(style.dashes) or False,
        "arrow": not (claim_type and claim_type.symmetric),
        "negated": edge.polarity is Polarity.NEGATED,
        "stance": stance_key(edge.polarity, edge.modality),
        "inferred": edge.inferred,
        "hint": edge.hint,
        "note": f"{words[:1].upper()}{words[1:]} · {sources}{inferred}",
    }
