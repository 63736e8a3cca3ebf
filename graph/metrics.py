"""Importance, betweenness and communities of the entities; seeded, the same in every process."""

from collections import defaultdict
from collections.abc import Mapping
from weakref import WeakKeyDictionary

import networkx as nx

SEED = 1
MAX_EXACT = 2_000
"""Nodes up to which betweenness is exact; above, `SAMPLE` sources estimate it."""
SAMPLE = 100

_IMPORTANCE: WeakKeyDictionary[nx.MultiDiGraph, dict[str, float]] = WeakKeyDictionary()


def simple_graph(graph: nx.MultiDiGraph) -> tuple[nx.Graph, list[str]]:
    """The graph without directions and parallels, its nodes as whole numbers.

    Whole numbers, because sets of strings come in another order in every process and would change
    communities and positions.

    Returns:
        A weighted graph over 0..n-1 (weight: independent sources, summed over parallel edges), and
        the entity id of each number, in alphabetical order.
    """
    names = sorted(graph)
    number = {name: index for index, name in enumerate(names)}
    weights: defaultdict[tuple[int, int], int] = defaultdict(int)
    for source, target, sources in graph.edges(data="n_sources", default=1):
        one, other = sorted((number[source], number[target]))
        if one != other:
            weights[one, other] += sources
    simple = nx.Graph()
    simple.add_nodes_from(range(len(names)))
    simple.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    return simple, names


def importance(graph: nx.MultiDiGraph) -> dict[str, float]:
    """How much each entity matters, in [0, 1]: PageRank of the undirected graph, best = 1.

    Computed once for each frozen graph.
    """
    found = _IMPORTANCE.get(graph)
    if found is None:
        found = _importance(graph)
        if nx.is_frozen(graph):
            _IMPORTANCE[graph] = found
    return found


def betweenness(graph: nx.MultiDiGraph) -> dict[str, float]:
    """Share of shortest paths that pass through each entity; sampled above `MAX_EXACT` nodes."""
    simple, names = simple_graph(graph)
    sample = SAMPLE if len(names) > MAX_EXACT else None
    ranks = nx.betweenness_centrality(simple, k=sample, seed=SEED)
    return {name: round(float(ranks[index]), 6) for index, name in enumerate(names)}


def communities(graph: nx.MultiDiGraph) -> list[list[str]]:
    """Groups of closely linked entities (Louvain), biggest first; each sorted by id."""
    simple, names = simple_graph(graph)
    groups = nx.community.louvain_communities(simple, weight="weight", seed=SEED)
    named = [sorted(names[index] for index in group) for group in groups]
    return sorted(named, key=lambda group: (-len(group), group[0]))


def degrees(graph: nx.MultiDiGraph) -> Mapping[str, int]:
    """Links of each entity in the whole graph, parallels counted."""
    return dict(graph.degree())


def _importance(graph: nx.MultiDiGraph) -> dict[str, float]:
    simple, names = simple_graph(graph)
    if not names:
        return {}
    ranks = nx.pagerank(simple, weight="weight")
    best = max(ranks.values())
    return {name: round(float(ranks[index] / best), 4) for index, name in enumerate(names)}
