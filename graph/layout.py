"""Positions: communities as discs packed on a wide canvas; seeded, kept when the graph grows."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph.metrics import SEED, communities, simple_graph
from graph.paths import neighbours

Positions = dict[str, tuple[float, float]]
Points = NDArray[np.float64]

SPACING = 90.0
"""Canvas units between neighbours in a disc."""
ASPECT = 1.45
"""Width of the picture over its height."""
MAX_STRETCH = 1.6
"""Of the shorter side, to reach that aspect."""
APART = 84.0
"""Least distance of two entities with few links, so that neither hides the other."""
HUB_ROOM = 2.0
"""So much farther from others stands the entity with the most links."""
GAP = 1.15
"""Distance of two discs that touch, over the sum of their radii."""
NEAR = 70.0
"""Distance of a newcomer from the neighbour it is put beside."""
MAX_LABELS = 600
"""Entities up to which labels are kept apart."""
LETTER, MAX_LABEL, LABEL_HEIGHT = 7.0, 190.0, 46.0
"""Canvas units of a letter, of the longest label, and of a node with its label."""
LABEL_STEPS = 120


def community_layout(graph: nx.MultiDiGraph) -> Positions:
    """Place every entity of a graph.

    Groups of closely linked entities become discs; the discs lie where a spring layout of the
    groups puts them, pushed apart; each group is spread evenly over its disc. Entities without
    links stand in rows below.

    Returns:
        Entity id to (x, y) in canvas units, y downwards.
    """
    linked = sorted(entity for entity in graph if neighbours(graph, entity))
    lone = sorted(set(graph) - set(linked))
    part = graph.subgraph(linked)
    groups = communities(part) if linked else []
    centres = _centres(part, groups)
    positions: Positions = {}
    for group, centre in zip(groups, centres, strict=True):
        positions.update(_disc(part, group, centre))
    positions = _labels_apart(part, _filling(positions, part))
    positions.update(_rows(lone, positions))
    return dict(sorted(positions.items()))


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


def _labels_apart(graph: nx.MultiDiGraph, positions: Positions) -> Positions:
    """Push entities apart, by as little as it takes, until no label covers another.

    Above `MAX_LABELS` nobody reads all labels at once, and the work would be quadratic.
    """
    names = sorted(positions)
    if not 1 < len(names) <= MAX_LABELS:
        return positions
    points = np.array([positions[name] for name in names])
    titles = [str(graph.nodes[name].get("name", "")) for name in names]
    half = np.array([min(MAX_LABEL, LETTER * len(title)) / 2 + 6 for title in titles])
    reach = half[:, None] + half[None]
    for _ in range(LABEL_STEPS):
        dx = points[:, None, 0] - points[None, :, 0]
        dy = points[:, None, 1] - points[None, :, 1]
        over_x, over_y = reach - np.abs(dx), LABEL_HEIGHT - np.abs(dy)
        covered = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(covered, False)
        if not covered.any():
            break
        side = np.where(
            dy == 0, np.sign(np.arange(len(names))[:, None] - np.arange(len(names))), np.sign(dy)
        )
        by_y = covered & (over_y <= over_x)
        points[:, 1] += (np.where(by_y, over_y * side, 0.0) * 0.3).sum(axis=1)
        points[:, 0] += (np.where(covered & ~by_y, over_x * np.sign(dx), 0.0) * 0.3).sum(axis=1)
    return {
        name: (round(float(x), 1), round(float(y), 1))
        for name, (x, y) in zip(names, points, strict=True)
    }


def _radius(size: int) -> float:
    return SPACING * sqrt(size) * 0.75


def _wide(x: float, y: float) -> tuple[float, float]:
    stretch = sqrt(ASPECT)
    return round(float(x) * stretch, 1), round(float(y) / stretch, 1)


def _filling(positions: Positions, graph: nx.MultiDiGraph) -> Positions:
    """The picture brought to its aspect, with entities that lie on one another pushed apart."""
    if len(positions) < 2:
        return positions
    points = np.array(list(positions.values()), dtype=np.float64)
    width, height = np.maximum(np.ptp(points, axis=0), 1.0)
    points[:, 0] *= min(max(height * ASPECT / width, 1.0), MAX_STRETCH)
    points[:, 1] *= min(max(width / ASPECT / height, 1.0), MAX_STRETCH)
    links = np.array([len(neighbours(graph, name)) for name in positions], dtype=np.float64)
    points = _apart(points, 1 + HUB_ROOM * np.sqrt(links / max(float(np.max(links)), 1.0)))
    return {
        name: (round(float(x), 1), round(float(y), 1))
        for name, (x, y) in zip(positions, points, strict=True)
    }


def _apart(points: Points, room: Points, steps: int = 80) -> Points:
    """Move the points of each pair that is too close along the line between them.

    Args:
        points: Where the entities are.
        room: What each needs, 1 for one that is content with APART.
        steps: At most.
    """
    reach = APART * float(np.max(room))
    for _ in range(steps):
        pairs = cKDTree(points).query_pairs(reach, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        line = points[pairs[:, 0]] - points[pairs[:, 1]]
        length = np.hypot(line[:, 0], line[:, 1])
        lack = APART * (room[pairs[:, 0]] + room[pairs[:, 1]]) / 2 - length
        if not len(lack) or np.max(lack) < 1:
            break
        line[length < 1e-6] = (1.0, 0.5)  # on one spot: any direction will do
        push = line / np.maximum(np.hypot(line[:, 0], line[:, 1]), 1e-6)[:, None]
        push *= np.clip(lack, 0, None)[:, None] * 0.3
        moves = np.zeros_like(points)
        np.add.at(moves, pairs[:, 0], push)
        np.add.at(moves, pairs[:, 1], -push)
        points = points + moves
    return points


def _rows(entities: Sequence[str], above: Mapping[str, tuple[float, float]]) -> Positions:
    """Stand entities in rows below what is already placed, centred."""
    if not entities:
        return {}
    xs = [x for x, _ in above.values()] or [0.0]
    top = max((y for _, y in above.values()), default=-2 * SPACING) + 2 * SPACING
    width = max(max(xs) - min(xs), SPACING * sqrt(len(entities)) * ASPECT)
    columns = max(1, int(width // (SPACING * ASPECT)) + 1)
    left = (max(xs) + min(xs) - (min(columns, len(entities)) - 1) * SPACING * ASPECT) / 2
    return {
        entity: (
            round(left + index % columns * SPACING * ASPECT, 1),
            round(top + index // columns * SPACING, 1),
        )
        for index, entity in enumerate(entities)
    }


def _beside(
    anchors: Sequence[tuple[float, float]], taken: set[tuple[int, int]]
) -> tuple[float, float]:
    """The nearest free place around the middle of the anchors, on a spiral."""
    x = sum(point[0] for point in anchors) / len(anchors)
    y = sum(point[1] for point in anchors) / len(anchors)
    for step in range(1, 2_000):
        angle, distance = step * pi * (3 - sqrt(5)), NEAR * sqrt(step)
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
