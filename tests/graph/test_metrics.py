import networkx as nx

from graph.metrics import betweenness, communities, importance, simple_graph


def graph_of(edges):
    graph = nx.MultiDiGraph()
    for source, target in edges:
        graph.add_edge(source, target, n_sources=1)
    return graph


STAR = [("hub", leaf) for leaf in "abcdef"]


def test_hub_is_most_important_and_scores_lie_between_0_and_1():
    scores = importance(graph_of(STAR))
    assert scores["hub"] == 1.0
    assert all(0 < score < 1 for name, score in scores.items() if name != "hub")
    assert importance(nx.MultiDiGraph()) == {}


def test_importance_does_not_depend_on_direction():
    turned = [(target, source) for source, target in STAR]
    assert importance(graph_of(STAR)) == importance(graph_of(turned))


def test_bridge_lies_between():
    scores = betweenness(graph_of([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e")]))
    assert max(scores, key=lambda name: scores[name]) == "c"
    assert scores["a"] == 0.0


def test_communities_are_the_dense_parts():
    rings = [(f"{g}{i}", f"{g}{j}") for g in "xy" for i in range(5) for j in range(i)]
    groups = communities(graph_of([*rings, ("x0", "y0")]))
    assert [sorted(group) for group in groups] == [[f"{g}{i}" for i in range(5)] for g in "xy"]


def test_parallel_and_opposite_edges_add_up_to_one_weight():
    graph = graph_of([("a", "b"), ("b", "a"), ("a", "b"), ("a", "a")])
    simple, names = simple_graph(graph)
    assert names == ["a", "b"]
    assert list(simple.edges(data="weight")) == [(0, 1, 3)]
