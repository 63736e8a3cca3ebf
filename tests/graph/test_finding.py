"""Search, paths, timeline."""

from datetime import date

import pytest

from evidence.model import TimeSpan
from graph.build import build
from graph.paths import edges_between, neighbours, shortest_paths
from graph.search import search_entities
from graph.timeline import Step, dated_claims, timeline
from ontology.schema import load_ontology


def graph_of(corpus):
    return build(corpus.evidence(), (), load_ontology(), "r")


def node(kg, name):
    return next(n for n, data in kg.graph.nodes(data=True) if data["name"] == name)


@pytest.fixture
def people(corpus):
    text = corpus.add("a.txt", "Ada Lind, Adam Berg, Zoë Adar, Łukasz Nowak and Berg-Lind met.")
    for name in ("Ada Lind", "Adam Berg", "Zoë Adar", "Łukasz Nowak", "Berg-Lind"):
        corpus.mention(text, name, "PERSON")
    return graph_of(corpus)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ada lind", ["Ada Lind"]),
        ("ada", ["Ada Lind", "Adam Berg", "Zoë Adar"]),
        ("ZOE", ["Zoë Adar"]),
        ("lukasz", ["Łukasz Nowak"]),
        ("lind", ["Ada Lind", "Berg-Lind"]),
        ("Nowack", ["Łukasz Nowak"]),
        ("owa", ["Łukasz Nowak"]),
        ("quux", []),
        ("", []),
        ("  ?! ", []),
    ],
)
def test_search_finds_names_beginnings_parts_and_spellings(people, text, found):
    assert sorted(e.name for e in search_entities(people, text)) == sorted(found)


def test_exact_name_comes_before_beginning_and_part(corpus):
    text = corpus.add("a.txt", "Vell, Vellmar, Port Vell, Novell.")
    for name in ("Novell", "Port Vell", "Vellmar", "Vell"):
        corpus.mention(text, name, "ORGANIZATION")
    found = search_entities(graph_of(corpus), "vell")
    assert [e.name for e in found] == ["Vell", "Vellmar", "Port Vell", "Novell"]
    assert len(search_entities(graph_of(corpus), "vell", limit=2)) == 2


def test_alias_finds_its_entity(river_corpus):
    kg = graph_of(river_corpus)
    assert search_entities(kg, "Lind")[0].name == "Ada Lind"


def test_shortest_path_goes_against_directions_too(river_corpus):
    kg = graph_of(river_corpus)
    lind, reza, port = (node(kg, name) for name in ("Ada Lind", "Omar Reza", "Port Vell"))
    (path,) = shortest_paths(kg.graph, port, lind)
    assert path.nodes == (port, reza, lind)
    assert [len(step) for step in path.steps] == [1, 1]
    assert set(path.steps[0]) <= {key for *_, key in kg.graph.edges(keys=True)}


def test_all_shortest_paths_are_found_up_to_the_limit(corpus):
    middles = ("Bo Bar", "Cy Cot", "Di Dun")
    lines = [f"{middle} met Ada Lind and Omar Reza." for middle in middles]
    text = corpus.add("a.txt", "\n".join(lines))
    for nth, middle in enumerate(middles):
        third = corpus.mention(text, middle, "PERSON")
        corpus.claim("ACCUSE", third, corpus.mention(text, "Ada Lind", "PERSON", nth=nth))
        corpus.claim("ACCUSE", third, corpus.mention(text, "Omar Reza", "PERSON", nth=nth))
    kg = graph_of(corpus)
    ends = node(kg, "Ada Lind"), node(kg, "Omar Reza")
    found = shortest_paths(kg.graph, *ends)
    assert {path.nodes[1] for path in found} == {node(kg, name) for name in middles}
    assert len(shortest_paths(kg.graph, *ends, limit=2)) == 2


def test_unlinked_or_unknown_ends_have_no_path(river_corpus):
    kg = graph_of(river_corpus)
    lind, norland = node(kg, "Ada Lind"), node(kg, "Norland")
    assert shortest_paths(kg.graph, lind, norland) == ()
    assert shortest_paths(kg.graph, lind, "nobody") == ()
    assert shortest_paths(kg.graph, lind, lind) == ()


def test_edges_between_two_come_best_supported_first(river_corpus):
    kg = graph_of(river_corpus)
    keys = edges_between(kg.graph, node(kg, "Norland"), node(kg, "Sudland"))
    sources = {key: d["n_sources"] for *_, key, d in kg.graph.edges(keys=True, data=True)}
    assert [sources[key] for key in keys] == [2, 1]
    assert neighbours(kg.graph, node(kg, "Norland")) == {node(kg, "Sudland")}


def dated(corpus, *spans):
    lines = [f"Ada Lind met Omar Reza, note {n}." for n in range(len(spans))]
    text = corpus.add("a.txt", "\n".join(lines))
    for nth, span in enumerate(spans):
        ends = (corpus.mention(text, name, "PERSON", nth=nth) for name in ("Ada Lind", "Omar Reza"))
        when = TimeSpan(*span, "then") if span else None
        corpus.claim("ACCUSE", *ends, when=when)
    return graph_of(corpus)


def test_timeline_counts_dated_claims_by_bin(corpus):
    may, june = date(2022, 5, 3), date(2022, 6, 30)
    kg = dated(corpus, (may, may), (may, june), (june, None), (None, june), None, (None, None))
    assert len(dated_claims(kg)) == 4
    bins = timeline(kg, Step.MONTH)
    assert [(b.start, b.end, b.n_claims) for b in bins] == [
        (date(2022, 5, 1), date(2022, 6, 1), 2),
        (date(2022, 6, 1), date(2022, 7, 1), 2),
    ]
    assert all(len(b.edge_ids) == 1 for b in bins)


@pytest.mark.parametrize(
    ("last", "width"),
    [(date(2022, 5, 20), 1), (date(2022, 12, 5), 31), (date(2050, 1, 1), 365)],
)
def test_timeline_chooses_a_readable_step(corpus, last, width):
    first = date(2022, 5, 3)
    bins = timeline(dated(corpus, (first, first), (last, last)))
    assert (bins[0].end - bins[0].start).days == width


def test_timeline_survives_the_ends_of_the_calendar(corpus):
    kg = dated(corpus, (date.min, date.min), (date.max, date.max))
    for step in Step:
        assert timeline(kg, step)[-1].end == date.max


def test_undated_graph_has_an_empty_timeline(river_corpus):
    assert timeline(graph_of(river_corpus)) == []
