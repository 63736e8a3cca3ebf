"""From the whole graph to what is shown: filters, focus, the most telling entities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.filters import Edge, passing
from graph.lookup import Lookup, lookup
from graph.metrics import importance
from graph.model import GraphView, KnowledgeGraph, ViewEdge, ViewNode, ViewQuery
from graph.params import from_params, to_params
from graph.paths import neighbours
from ontology.schema import load_ontology

__all__ = ["expand", "from_params", "select_view", "to_params"]

EXPANSION = 30
"""Neighbours that an expanded entity brings along at most."""
HINT = 300
"""Characters of a quote in the hover preview."""


def select_view(
    kg: KnowledgeGraph, query: ViewQuery, positions: Mapping[str, tuple[float, float]]
) -> GraphView:
    """What a query shows.

    Without focus: the most important entities among those with an edge that passes the filters.
    With focus: those entities and all within `hops` such edges, the nearest first. All passing
    edges between entities shown are drawn. Entities expanded bring their best neighbours along.
    `n_nodes` and `n_edges` count what passes, drawn or not.

    Args:
        kg: The whole graph.
        query: Filters; ids that the graph does not know are ignored.
        positions: From layout; an entity without one is put at the origin.
    """
    edges = passing(kg, query)
    added = _expansion(edges, kg, query)
    distance = {**dict.fromkeys(sorted(added), query.hops + 1), **_distances(edges, kg, query)}
    edges = [edge for edge in edges if edge.source in distance and edge.target in distance]
    shown = _most_telling(kg, edges, distance, query.max_nodes) | added
    drawn = [edge for edge in edges if edge.source in shown and edge.target in shown]
    found, fading = lookup(kg), _left_out(kg, query)
    return GraphView(
        nodes=tuple(_view_node(kg, entity, positions, fading) for entity in sorted(shown)),
        edges=tuple(_view_edge(edge, found, fading) for edge in sorted(drawn, key=_edge_id)),
        n_nodes=len(distance),
        n_edges=len(edges),
        query=query,
    )


def expand(kg: KnowledgeGraph, ids: Iterable[str], hops: int = 1) -> tuple[str, ...]:
    """The given entities and all within `hops` edges of one of them, sorted."""
    found = {entity for entity in ids if entity in kg.graph}
    border = set(found)
    for _ in range(hops):
        border = {near for entity in border for near in neighbours(kg.graph, entity)} - found
        found |= border
    return tuple(sorted(found))


def _distances(edges: Sequence[Edge], kg: KnowledgeGraph, query: ViewQuery) -> dict[str, int]:
    """Entities that match, with their distance from the focus; 0 for all if there is none."""
    if not query.focus:
        return {end: 0 for edge in edges for end in (edge.source, edge.target)}
    near: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    border = {e for e in query.focus if e in kg.graph and e not in query.hidden}
    distance = dict.fromkeys(border, 0)
    for hop in range(1, query.hops + 1):
        border = {other for entity in border for other in near[entity]} - distance.keys()
        distance.update(dict.fromkeys(border, hop))
    return distance


def _expansion(edges: Sequence[Edge], kg: KnowledgeGraph, query: ViewQuery) -> set[str]:
    """The entities expanded, each with its EXPANSION most important neighbours."""
    weight = importance(kg.graph)
    added: set[str] = set()
    for entity in query.expanded:
        ends = [
            {edge.source, edge.target} for edge in edges if entity in (edge.source, edge.target)
        ]
        near = {end for pair in ends for end in pair} - {entity}
        if near:
            added |= {entity, *sorted(near, key=lambda end: (-weight[end], end))[:EXPANSION]}
    return added


def _most_telling(
    kg: KnowledgeGraph, edges: Sequence[Edge], distance: Mapping[str, int], limit: int
) -> set[str]:
    """At most `limit` entities, the nearest and most important, none left without an edge.

    Dropping an entity that lost all its neighbours makes room for the next in rank, so the choice
    goes on until nothing changes or the candidates are used up.
    """
    weight = importance(kg.graph)
    ranked = sorted(distance, key=lambda entity: (distance[entity], -weight[entity], entity))
    if len(ranked) <= limit:
        return set(ranked)
    near: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    shown: set[str] = set()
    taken = 0
    while len(shown) < limit and taken < len(ranked):
        fresh = ranked[taken : taken + limit - len(shown)]
        taken += len(fresh)
        shown.update(fresh)
        focus = {entity for entity in shown if not distance[entity] and taken <= len(ranked)}
        shown = {entity for entity in shown if near[entity] & shown or entity in focus}
    return shown


def _left_out(kg: KnowledgeGraph, query: ViewQuery) -> frozenset[str]:
    """Documents of the lineages that the analyst thinks away."""
    return frozenset(
        document for document, lineage in kg.lineage_of.items() if lineage in query.without
    )


def _edge_id(edge: Edge) -> str:
    return edge.id


def _view_node(
    kg: KnowledgeGraph,
    entity: str,
    positions: Mapping[str, tuple[float, float]],
    fading: frozenset[str],
) -> ViewNode:
    data = kg.graph.nodes[entity]
    x, y = positions.get(entity, (0.0, 0.0))
    return ViewNode(
        id=entity,
        type=data["type"],
        name=data["name"],
        degree=kg.graph.degree(entity),
        weight=importance(kg.graph)[entity],
        n_documents=data["n_documents"],
        n_sources=data["n_sources"],
        x=x,
        y=y,
        fades=bool(fading) and _documents(kg, entity) <= fading,
    )


def _documents(kg: KnowledgeGraph, entity: str) -> set[str]:
    mentions = lookup(kg).mentions
    return {mentions[m].document_id for m in kg.resolution.entities[entity].mention_ids}


def _view_edge(edge: Edge, found: Lookup, fading: frozenset[str]) -> ViewEdge:
    quote = " ".join(found.quote(edge.claim_ids[0]).split())
    return ViewEdge(
        id=edge.id,
        subject=edge.source,
        type=edge.type,
        object=edge.target,
        label=edge_label(edge.type, edge.mode),
        polarity=edge.polarity,
        modality=edge.modality,
        attributed_to=edge.attributed_to,
        n_documents=edge.n_documents,
        n_sources=edge.n_sources,
        confidence=edge.confidence,
        inferred=edge.inferred,
        claim_ids=edge.claim_ids,
        fades=bool(fading) and all(found.claims[c].document_id in fading for c in edge.claim_ids),
        hint=quote if len(quote) <= HINT else quote[: HINT - 1] + "…",
    )


def edge_label(type_: str, mode: str | None) -> str:
    """Words drawn on an edge, e.g. "consults (visit)"."""
    claim_type = load_ontology().claims.get(type_)
    label = claim_type.label if claim_type else type_.replace("_", " ").lower()
    return f"{label} ({mode})" if mode else label
