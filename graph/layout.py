"""Positions: communities as discs packed on a wide canvas; seeded, kept when the graph grows."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np

from graph.metrics import SEED, communities, simple_graph
from graph.paths import neighbours
from graph.spacing import ASPECT, Points, Positions, filling, labels_apart

SPACING = 90.0
"""Canvas units between neighbours in a disc."""
GAP = 1.15
"""Distance of two discs that touch, over the sum of their radii."""
NEAR = 70.0
"""Distance of a newcomer from the neighbour it is put beside."""
ISLAND, MANY_ISLANDS = 4, 12
"""Entities of an island that is small, and islands that are many."""
MAX_SPRING = 1_000
"""Entities of a group up to which springs are affordable (a million distances a step)."""
GOLDEN = pi * (3 - sqrt(5))
"""The angle that spreads points most evenly over a disc."""


def community_layout(graph: nx.MultiDiGraph) -> Positions:
    """Place every entity of a graph.

    Groups of closely linked entities become discs; the discs lie where a spring layout of the
    groups puts them, pushed apart; each group is spread evenly over its disc. Entities without
    links, and small islands where there are many, stand in rows below.

    Returns:
        Entity id to (x, y) in canvas units, y downwards.
    """
    main, small = _split(graph)
    part = graph.subgraph(main)
    groups = communities(part) if main else []
    centres = _centres(part, groups)
    positions: Positions = {}
    for group, centre in zip(groups, centres, strict=True):
        positions.update(_disc(part, group, centre))
    positions = labels_apart(part, filling(positions, part))
    positions.update(_rows(small, positions))
    return dict(sorted(positions.items()))


def _split(graph: nx.MultiDiGraph) -> tuple[list[str], list[list[str]]]:
    """Entities to lay out by groups, and those that stand in rows below, sorted.

    Single entities always go below. So do small islands when there are many: a disc for each
    would cost quadratic time and push the main picture apart.
    """
    pieces = [sorted(piece) for piece in nx.weakly_connected_components(graph)]
    pieces.sort(key=lambda piece: (-len(piece), piece[0]))
    islands = [piece for piece in pieces if 1 < len(piece) <= ISLAND]
    below = 1 if len(islands) <= MANY_ISLANDS else ISLAND
    main = [entity for piece in pieces if len(piece) > below for entity in piece]
    return sorted(main), [piece for piece in pieces if len(piece) <= below]


def place_newcomers(
    graph: nx.MultiDiGraph, positions: Mapping[str, tuple[float, float]]
) -> Positions:
    """Positions of all entities of `graph`: known ones stay, new ones stand beside neighbours.

    Args:
        graph: The graph as it is now.
        positions: Of an earlier graph; entities that are gone are dropped.
    """
    placed: Positions = {
        entity: positions[entity] for entity in sorted(graph) if entity in positions
    }
    if not placed:
        return community_layout(graph)
    waiting = sorted(entity for entity in graph if entity not in placed)
    taken = {_cell(point) for point in placed.values()}
    while waiting:
        ready = [entity for entity in waiting if neighbours(graph, entity) & placed.keys()]
        if not ready:
            break
        for entity in ready:
            anchors = sorted(neighbours(graph, entity) & placed.keys())
            placed[entity] = _beside([placed[anchor] for anchor in anchors], taken)
        waiting = [entity for entity in waiting if entity not in placed]
    placed.update(_islands(graph.subgraph(waiting), placed))
    return dict(sorted(placed.items()))


def _centres(graph: nx.MultiDiGraph, groups: Sequence[Sequence[str]]) -> list[Points]:
    """Centres of the discs, so that none overlap and linked groups are near."""
    if not groups:
        return []
    radii = np.array([_radius(len(group)) for group in groups])
    start = nx.spring_layout(_group_graph(graph, groups), seed=SEED, iterations=100)
    points = np.array([start[number] for number in range(len(groups))], dtype=np.float64)
    points -= points.mean(axis=0)
    reach = float(np.abs(points).max()) or 1.0
    return list(_packed(points / reach * radii.sum() * 0.5, radii))


def _group_graph(graph: nx.MultiDiGraph, groups: Sequence[Sequence[str]]) -> nx.Graph:
    group_of = {entity: number for number, group in enumerate(groups) for entity in group}
    simple, names = simple_graph(graph)
    joined = nx.Graph()
    joined.add_nodes_from(range(len(groups)))
    for one, other, weight in simple.edges(data="weight"):
        left, right = group_of[names[one]], group_of[names[other]]
        if left != right:
            before = joined.get_edge_data(left, right, {"weight": 0})["weight"]
            joined.add_edge(left, right, weight=before + weight)
    return joined


def _packed(points: Points, radii: Points, steps: int = 200) -> Points:
    """Pull discs together and push those that overlap apart; the last half only pushes."""
    for step in range(steps):
        if step < steps // 2:
            points = points * 0.96
        apart = points[:, None] - points[None]
        distance = np.hypot(apart[..., 0], apart[..., 1]) + 1e-9
        overlap = np.clip((radii[:, None] + radii[None]) * GAP - distance, 0, None)
        np.fill_diagonal(overlap, 0)
        points = points + (apart / distance[..., None] * overlap[..., None] * 0.5).sum(axis=1)
    return points


def _disc(graph: nx.MultiDiGraph, group: Sequence[str], centre: Points) -> Positions:
    """Spread a group evenly over its disc, keeping the directions of its spring layout."""
    if len(group) > MAX_SPRING:
        return _sunflower(graph, group, centre)
    simple, names = simple_graph(graph.subgraph(group))
    spring = nx.spring_layout(simple, seed=SEED, iterations=60, method="force")
    points = np.array([spring[number] for number in range(len(names))], dtype=np.float64)
    points -= points.mean(axis=0)
    reach = np.hypot(points[:, 0], points[:, 1])
    order = np.lexsort((np.arange(len(names)), np.round(reach, 6)))
    rank = np.empty(len(names))
    rank[order] = np.arange(len(names))
    wanted = np.sqrt((rank + 0.5) / len(names)) * _radius(len(names))
    points = points / np.maximum(reach, 1e-9)[:, None] * wanted[:, None] + centre
    return {name: _wide(*points[index]) for index, name in enumerate(names)}


def _sunflower(graph: nx.MultiDiGraph, group: Sequence[str], centre: Points) -> Positions:
    """A group too big for springs, whose work is quadratic: the best linked in the middle."""
    ranked = sorted(group, key=lambda entity: (-graph.degree(entity), entity))
    radius = _radius(len(ranked))
    positions: Positions = {}
    for rank, entity in enumerate(ranked):
        reach, angle = radius * sqrt((rank + 0.5) / len(ranked)), rank * GOLDEN
        positions[entity] = _wide(centre[0] + reach * cos(angle), centre[1] + reach * sin(angle))
    return positions


def _radius(size: int) -> float:
    return SPACING * sqrt(size) * 0.75


def _wide(x: float, y: float) -> tuple[float, float]:
    stretch = sqrt(ASPECT)
    return round(float(x) * stretch, 1), round(float(y) / stretch, 1)


def _rows(pieces: Sequence[Sequence[str]], above: Mapping[str, tuple[float, float]]) -> Positions:
    """Stand pieces in rows below what is already placed, each piece in one row."""
    if not pieces:
        return {}
    xs = [x for x, _ in above.values()] or [0.0]
    top = max((y for _, y in above.values()), default=-2 * SPACING) + 2 * SPACING
    step, total = SPACING * ASPECT, sum(map(len, pieces))
    columns = max(ISLAND, int(max(xs) - min(xs)) // int(step), round(ASPECT * sqrt(total)))
    left = (max(xs) + min(xs) - (min(columns, total) - 1) * step) / 2
    positions: Positions = {}
    row = column = 0
    for piece in pieces:
        if column + len(piece) > columns:
            row, column = row + 1, 0
        for entity in piece:
            positions[entity] = round(left + column * step, 1), round(top + row * SPACING, 1)
            column += 1
    return positions


def _beside(
    anchors: Sequence[tuple[float, float]], taken: set[tuple[int, int]]
) -> tuple[float, float]:
    """The nearest free place around the middle of the anchors, on a spiral."""
    x = sum(point[0] for point in anchors) / len(anchors)
    y = sum(point[1] for point in anchors) / len(anchors)
    for step in range(1, 2_000):
        angle, distance = step * GOLDEN, NEAR * sqrt(step)
        point = round(x + cos(angle) * distance, 1), round(y + sin(angle) * distance, 1)
        if _cell(point) not in taken:
            break
    taken.add(_cell(point))
    return point


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] / NEAR), round(point[1] / NEAR)


def _islands(graph: nx.MultiDiGraph, placed: Mapping[str, tuple[float, float]]) -> Positions:
    """Newcomers that hang together only among themselves: a picture of their own, below."""
    if not graph:
        return {}
    own = community_layout(graph)
    bottom = max(y for _, y in placed.values()) + 3 * SPACING
    top = min(y for _, y in own.values())
    return {entity: (x, round(y - top + bottom, 1)) for entity, (x, y) in own.items()}
