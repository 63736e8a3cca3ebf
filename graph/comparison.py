"""Two entities side by side: what links them directly, whom both deal with, the ways between."""

from collections import defaultdict
from dataclasses import dataclass

from graph.filters import Edge
from graph.metrics import importance
from graph.model import KnowledgeGraph
from graph.panel import edge_index
from graph.paths import Path, shortest_paths


@dataclass(frozen=True, slots=True)
class Shared:
    """A third entity, and what links it to each of the two."""

    entity_id: str
    with_one: tuple[Edge, ...]
    with_other: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entities side by side."""

    direct: tuple[Edge, ...]
    """Statements between the two, the best supported first."""
    shared: tuple[Shared, ...]
    """The most important first."""
    only_one: tuple[str, ...]
    """Entity ids linked to the first alone, the most important first."""
    only_other: tuple[str, ...]
    paths: tuple[Path, ...]
    """The shortest ways that are longer than a direct statement, or the shortest at all."""


def compare(kg: KnowledgeGraph, one: str, other: str) -> Comparison:
    """Compare two entities.

    Args:
        kg: The graph.
        one: Entity id; a node.
        other: Another.
    """
    near = {end: _links(kg, end) for end in (one, other)}
    weight = importance(kg.graph)

    def ranked(entities: set[str]) -> list[str]:
        return sorted(entities - {one, other}, key=lambda e: (-weight[e], e))

    mine, theirs = set(near[one]), set(near[other])
    return Comparison(
        direct=near[one].get(other, ()),
        shared=tuple(Shared(e, near[one][e], near[other][e]) for e in ranked(mine & theirs)),
        only_one=tuple(ranked(mine - theirs)),
        only_other=tuple(ranked(theirs - mine)),
        paths=shortest_paths(kg.graph, one, other),
    )


def _links(kg: KnowledgeGraph, entity: str) -> dict[str, tuple[Edge, ...]]:
    """The statements of an entity by its neighbour, the best supported first."""
    found: defaultdict[str, list[Edge]] = defaultdict(list)
    index = edge_index(kg)
    incident = (*kg.graph.out_edges(entity, keys=True), *kg.graph.in_edges(entity, keys=True))
    for source, target, key in incident:
        found[target if source == entity else source].append(index[key])
    return {
        neighbour: tuple(sorted(edges, key=lambda e: (-e.n_sources, -e.confidence, e.id)))
        for neighbour, edges in found.items()
    }
