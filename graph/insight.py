"""Groups and key entities, each with the reason in plain words. Names in them are document text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.filters import Edge
from graph.metrics import betweenness, communities, importance, simple_graph
from graph.model import KnowledgeGraph
from graph.panel import edge_index
from graph.paths import neighbours
from ontology.schema import Ontology

MIN_GROUP = 3
"""Entities from which a group is one."""
NAMED, TYPES, TOLD = 3, 3, 2
"""Members in a group's name, kinds of statement and groups in a reason."""


@dataclass(frozen=True, slots=True)
class Group:
    """A community: entities with more links among themselves than to the rest."""

    name: str
    """Its most important members."""
    entity_ids: tuple[str, ...]
    """The most important first."""
    edge_ids: tuple[str, ...]
    """Statements within it, the best supported first."""
    reason: str


@dataclass(frozen=True, slots=True)
class KeyEntity:
    """An entity that matters, and why."""

    entity_id: str
    score: float
    """In [0, 1]; what it counts, the list says."""
    reason: str


def groups(kg: KnowledgeGraph, ontology: Ontology) -> tuple[Group, ...]:
    """The groups of the graph (Louvain), the largest first; small ones are left out."""
    weight = importance(kg.graph)
    large = [members for members in communities(kg.graph) if len(members) >= MIN_GROUP]
    return tuple(
        _group(kg, sorted(members, key=lambda e: (-weight[e], e)), ontology) for members in large
    )


def hubs(kg: KnowledgeGraph, ontology: Ontology, limit: int = 10) -> tuple[KeyEntity, ...]:
    """The entities with most weight (PageRank)."""
    weight = importance(kg.graph)
    ranked = sorted(weight, key=lambda e: (-weight[e], e))[:limit]
    by_entity = _edges_by_entity(kg)
    return tuple(
        KeyEntity(e, weight[e], _hub_reason(kg, e, by_entity[e], ontology))
        for e in ranked
        if by_entity[e]
    )


def bridges(kg: KnowledgeGraph, among: Sequence[Group], limit: int = 10) -> tuple[KeyEntity, ...]:
    """The entities on most shortest ways between others (betweenness), best = 1.

    Args:
        kg: The graph.
        among: Its groups, for the reasons.
        limit: Entities at most.
    """
    share = betweenness(kg.graph)
    ranked = sorted(share, key=lambda e: (-share[e], e))[:limit]
    best = share[ranked[0]] if ranked else 0.0
    simple, names = simple_graph(kg.graph)
    group_of = {e: place for place, group in enumerate(among) for e in group.entity_ids}
    return tuple(
        KeyEntity(e, round(share[e] / best, 4), _bridge_reason(kg, e, among, group_of, cut))
        for e in ranked
        if share[e] > 0
        for cut in (_cut_off(simple, names.index(e)),)
    )


def well_supported(kg: KnowledgeGraph, limit: int = 20) -> tuple[Edge, ...]:
    """The statements told by most independent sources, inferred ones left out."""
    edges = [edge for edge in edge_index(kg).values() if not edge.inferred]
    return tuple(
        sorted(edges, key=lambda e: (-e.n_sources, -e.n_documents, -e.confidence, e.id))[:limit]
    )


def _group(kg: KnowledgeGraph, members: Sequence[str], ontology: Ontology) -> Group:
    mine = set(members)
    inside, across = [], 0
    for edge in edge_index(kg).values():
        ends = (edge.source in mine) + (edge.target in mine)
        if ends == 2:
            inside.append(edge)
        across += ends == 1
    inside.sort(key=lambda e: (e.inferred, -e.n_sources, -e.confidence, e.id))
    name = ", ".join(kg.resolution.entities[e].name for e in members[:NAMED])
    stay = len(inside) / max(len(inside) + across, 1)
    reason = (
        f"{len(members)} entities; {len(inside)} of the {len(inside) + across} statements about "
        f"them ({stay:.0%}) stay among them, mostly {_typical(inside, ontology)}."
    )
    return Group(name, tuple(members), tuple(edge.id for edge in inside), reason)


def _typical(edges: Iterable[Edge], ontology: Ontology) -> str:
    """The commonest kinds of statement: "“accuses” (12) and “consults” (5)"."""
    counts = Counter(edge.type for edge in edges)
    common = sorted(counts, key=lambda type_: (-counts[type_], type_))[:TYPES]
    labels = [f"“{ontology.claims[t].label}” ({counts[t]})" for t in common if t in ontology.claims]
    return _listed(labels) or "of no common kind"


def _edges_by_entity(kg: KnowledgeGraph) -> Mapping[str, list[Edge]]:
    found: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edge_index(kg).values():
        found[edge.source].append(edge)
        found[edge.target].append(edge)
    return found


def _hub_reason(kg: KnowledgeGraph, entity: str, edges: Sequence[Edge], ontology: Ontology) -> str:
    near = len(neighbours(kg.graph, entity))
    sources = _count(kg.graph.nodes[entity]["n_sources"], "independent source")
    return (
        f"{_count(len(edges), 'statement')} with {near} others, named by {sources}; "
        f"mostly {_typical(edges, ontology)}."
    )


def _bridge_reason(
    kg: KnowledgeGraph,
    entity: str,
    among: Sequence[Group],
    group_of: Mapping[str, int],
    cut: int,
) -> str:
    near = Counter(group_of[e] for e in neighbours(kg.graph, entity) if e in group_of)
    ranked = sorted(near, key=lambda place: (-near[place], place))
    parts = [f"{near[place]} of “{among[place].name}”" for place in ranked[:TOLD]]
    more = len(ranked) - TOLD
    parts += [f"others of {_count(more, 'more group')}"] if more > 0 else []
    reason = f"Links {_listed(parts)}." if len(parts) > 1 else "Holds its own group together."
    if cut:
        lose = "entity loses" if cut == 1 else "entities lose"
        reason += f" Without it {cut} {lose} every connection to the rest."
    return reason


def _cut_off(simple: nx.Graph, number: int) -> int:
    """Entities that removing one would part from the bulk of its component."""
    component = nx.node_connected_component(simple, number) - {number}
    rest = nx.connected_components(simple.subgraph(component))
    sizes = sorted(len(part) for part in rest)
    return sum(sizes[:-1])


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
