"""What is exported: a graph, or the part of it that passes the filters of a query."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import networkx as nx

from graph.model import KnowledgeGraph, ViewQuery
from graph.scenes import Scene
from graph.view import select_view
from ontology.schema import Ontology


@dataclass(frozen=True, slots=True)
class ExportSubject:
    """All an exporter may need."""

    kg: KnowledgeGraph
    """Only what is to be exported."""
    ontology: Ontology
    query: ViewQuery = field(default_factory=ViewQuery)
    """What was chosen, for formats that say so."""
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Of entities, in canvas units, y downwards; may be empty."""
    scenes: tuple[Scene, ...] = ()
    """The views that were kept, for formats that tell a story."""


def part_of(kg: KnowledgeGraph, query: ViewQuery) -> KnowledgeGraph:
    """The graph of the edges that a query shows, were its size not limited.

    Claimants of these edges are kept as nodes, with or without an edge.
    """
    view = select_view(kg, replace(query, max_nodes=max(1, len(kg.graph))), {})
    claimants = {edge.attributed_to for edge in view.edges if edge.attributed_to}
    nodes = sorted({node.id for node in view.nodes} | claimants)
    edges = {edge.id for edge in view.edges}
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node, kg.graph.nodes[node]) for node in nodes)
    graph.add_edges_from(
        (source, target, key, data)
        for source, target, key, data in kg.graph.edges(keys=True, data=True)
        if key in edges
    )
    claims = {claim for _, _, data in graph.edges(data=True) for claim in data["claim_ids"]}
    conflicts = tuple(c for c in kg.conflicts if claims.intersection(c.claim_ids))
    return replace(kg, graph=nx.freeze(graph), conflicts=conflicts)
