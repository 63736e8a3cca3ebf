"""Room around entities: the picture fills its canvas, nothing lies on anything, labels are free."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph.paths import neighbours

Positions = dict[str, tuple[float, float]]
Points = NDArray[np.float64]

ASPECT = 1.45
"""Width of the picture over its height."""
MAX_STRETCH = 1.6
"""Of the shorter side, to reach that aspect."""
APART = 84.0
"""Least distance of two entities with few links, so that neither hides the other."""
HUB_ROOM = 2.0
"""So much farther from others stands the entity with the most links."""
MAX_LABELS = 600
"""Entities up to which labels are kept apart."""
LETTER, MAX_LABEL, LABEL_HEIGHT = 7.0, 190.0, 46.0
"""Canvas units of a letter, of the longest label, and of a node with its label."""
LABEL_STEPS = 120


def filling(positions: Positions, graph: nx.MultiDiGraph) -> Positions:
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


def labels_apart(graph: nx.MultiDiGraph, positions: Positions) -> Positions:
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
