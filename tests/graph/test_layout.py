from itertools import combinations

import networkx as nx

from graph.layout import community_layout, place_newcomers
from graph.spacing import LABEL_HEIGHT, LETTER


def graph_of(edges, alone=()):
    graph = nx.MultiDiGraph()
    for entity in {end for edge in edges for end in edge} | set(alone):
        graph.add_node(entity, name=entity)
    for source, target in edges:
        graph.add_edge(source, target, n_sources=1)
    return graph


def two_groups():
    """Two rings of ten, and one edge between them."""
    rings = [
        [(f"{g}{i}", f"{g}{(i + step) % 10}") for i in range(10) for step in (1, 2)] for g in "ab"
    ]
    return graph_of([*rings[0], *rings[1], ("a0", "b0")])


def middle(positions, prefix):
    points = [point for name, point in positions.items() if name.startswith(prefix)]
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def apart(one, other):
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def test_every_entity_has_a_place_of_its_own():
    graph = two_groups()
    positions = community_layout(graph)
    assert set(positions) == set(graph)
    assert len(set(positions.values())) == len(graph)


def test_groups_lie_apart():
    positions = community_layout(two_groups())
    left, right = middle(positions, "a"), middle(positions, "b")
    spread = max(apart(positions[n], left) for n in positions if n.startswith("a"))
    assert apart(left, right) > spread


def test_order_of_nodes_and_edges_plays_no_part():
    graph = two_groups()
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    assert community_layout(graph) == community_layout(turned)


def test_labels_do_not_cover_one_another():
    names = [f"A rather long name, number {i}" for i in range(25)]
    positions = community_layout(graph_of([(names[0], name) for name in names[1:]]))
    width = LETTER * len(names[0])
    covered = [
        (one, other)
        for (one, (x, y)), (other, (x2, y2)) in combinations(positions.items(), 2)
        if abs(x - x2) < width * 0.9 and abs(y - y2) < LABEL_HEIGHT * 0.9
    ]
    assert covered == []


def test_entities_without_links_stand_below():
    positions = community_layout(graph_of([("a", "b"), ("b", "c")], alone=("x", "y")))
    assert min(positions["x"][1], positions["y"][1]) > max(positions[n][1] for n in "abc")


def test_empty_and_lonely_graphs_are_laid_out():
    assert community_layout(nx.MultiDiGraph()) == {}
    assert set(community_layout(graph_of([], alone=("x",)))) == {"x"}


def test_known_entities_stay_and_newcomers_stand_beside_their_neighbours():
    old = two_groups()
    positions = community_layout(old)
    grown = graph_of([*old.edges(), ("a0", "new"), ("new", "newer")])
    placed = place_newcomers(grown, positions)
    assert all(placed[name] == positions[name] for name in old)
    assert apart(placed["new"], positions["a0"]) < 400
    assert placed["new"] not in positions.values()
    assert apart(placed["newer"], placed["new"]) < 400


def test_gone_entities_are_dropped_and_islands_find_room():
    positions = community_layout(two_groups())
    changed = graph_of([("a0", "a1"), ("x", "y")])
    placed = place_newcomers(changed, positions)
    assert set(placed) == {"a0", "a1", "x", "y"}
    assert len(set(placed.values())) == 4


def test_first_layout_of_a_graph_is_the_community_layout():
    graph = two_groups()
    assert place_newcomers(graph, {}) == community_layout(graph)


def test_many_small_islands_stand_in_rows_and_stay_whole():
    islands = [(f"i{n:02d}a", f"i{n:02d}b") for n in range(40)]
    positions = community_layout(graph_of([*two_groups().edges(), *islands]))
    bottom = max(y for name, (_, y) in positions.items() if name[0] in "ab")
    assert all(positions[one][1] == positions[other][1] > bottom for one, other in islands)
    assert len(set(positions.values())) == len(positions)


def test_group_too_big_for_springs_has_its_hub_in_the_middle():
    leaves = [f"leaf{n}" for n in range(1_200)]
    positions = community_layout(graph_of([("hub", leaf) for leaf in leaves]))
    centre = middle(positions, "leaf")
    reach = max(apart(positions[leaf], centre) for leaf in leaves)
    assert apart(positions["hub"], centre) < reach / 10
    assert len(set(positions.values())) == len(positions)
