"""How two entities hang together: the edges between them, the shortest ways from one to other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx


@dataclass(frozen=True, slots=True)
class Path:
    """One way from an entity to another, against the direction of edges where need be."""

    nodes: tuple[str, ...]
    """Entity ids from start to end."""
    steps: tuple[tuple[str, ...], ...]
    """For each step the ids of all edges between its two ends, the best supported first."""


def edges_between(graph: nx.MultiDiGraph, one: str, other: str) -> tuple[str, ...]:
    """Ids of the edges between two entities in either direction, the best supported first."""
    found: dict[str, tuple[int, float]] = {}
    for source, target in ((one, other), (other, one)):
        for key, data in (graph.get_edge_data(source, target) or {}).items():
            found[key] = data["n_sources"], data["confidence"]
    return tuple(sorted(found, key=lambda key: (-found[key][0], -found[key][1], key)))


def shortest_paths(
    graph: nx.MultiDiGraph, start: str, end: str, limit: int = 5
) -> tuple[Path, ...]:
    """The shortest ways between two entities, all of the same length.

    Args:
        graph: Of a knowledge graph.
        start: Entity id.
        end: Entity id.
        limit: Ways returned at most, in alphabetical order of their nodes.

    Returns:
        Empty if nothing links the two, or one of them is no node.
    """
    if start not in graph or end not in graph or start == end:
        return ()
    parents = _parents(graph, start, end)
    ways = islice(_ways(parents, start, end), limit)
    return tuple(
        Path(tuple(way), tuple(edges_between(graph, one, other) for one, other in pairwise(way)))
        for way in ways
    )


def neighbours(graph: nx.MultiDiGraph, entity: str) -> set[str]:
    """Entities that an edge links to `entity`."""
    return {*graph.successors(entity), *graph.predecessors(entity)} - {entity}


def _parents(graph: nx.MultiDiGraph, start: str, end: str) -> dict[str, list[str]]:
    """For each entity nearer than `end`, and for it, those one step nearer to `start`."""
    parents: dict[str, list[str]] = {start: []}
    level = [start]
    while level and end not in parents:
        reached: dict[str, list[str]] = {}
        for entity in level:
            for neighbour in sorted(neighbours(graph, entity)):
                if neighbour not in parents:
                    reached.setdefault(neighbour, []).append(entity)
        parents.update(reached)
        level = sorted(reached)
    return parents


def _ways(parents: dict[str, list[str]], start: str, end: str) -> Iterator[list[str]]:
    if end == start:
        yield [start]
    for parent in parents.get(end, ()):
        for way in _ways(parents, start, parent):
            yield [*way, end]
