from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import InvalidQuery
from evidence.model import Modality, Polarity, TimeSpan
from graph.build import build
from graph.layout import community_layout
from graph.model import ViewQuery
from graph.view import expand, from_params, select_view, to_params
from ontology.schema import load_ontology

TYPES, CLAIMS = list(load_ontology().entities), list(load_ontology().claims)

FAMILIES = ("Reza", "Holm", "Quist", "Barlow", "Zeman")


def graph_of(corpus):
    return build(corpus.evidence(), (), load_ontology(), "r")


def show(kg, **query):
    return select_view(kg, ViewQuery(**query), community_layout(kg.graph))


def names(view):
    return {node.name for node in view.nodes}


def node(kg, name):
    return next(n for n, data in kg.graph.nodes(data=True) if data["name"] == name)


@pytest.fixture
def star(corpus):
    """A chief who met twenty others, who met nobody else, and a pair apart."""
    guests = [
        f"{given} {family}" for given in ("Omar", "Nils", "Pia", "Tess") for family in FAMILIES
    ]
    lines = [f"Ada Lind met {guest}." for guest in guests]
    text = corpus.add("a.txt", "\n".join([*lines, "Bo Far met Cy Off."]))
    for i, name in enumerate(guests):
        chief = corpus.mention(text, "Ada Lind", "PERSON", nth=i)
        guest = corpus.mention(text, name, "PERSON")
        corpus.claim("CONSULT", chief, guest)
    corpus.claim(
        "CONSULT",
        corpus.mention(text, "Bo Far", "PERSON"),
        corpus.mention(text, "Cy Off", "PERSON"),
    )
    return graph_of(corpus)


def test_view_shows_all_linked_entities_and_counts_them(river_corpus):
    view = show(graph_of(river_corpus))
    assert names(view) == {"Norland", "Sudland", "Ada Lind", "Omar Reza", "Port Vell"}
    assert (view.n_nodes, view.n_edges) == (len(view.nodes), len(view.edges)) == (5, 4)


def test_view_node_and_edge_tell_what_is_drawn(river_corpus):
    kg = graph_of(river_corpus)
    view = show(kg)
    edge = next(e for e in view.edges if e.type == "ACCUSE" and e.n_documents == 2)
    assert edge.label == load_ontology().claims["ACCUSE"].label
    assert edge.hint.startswith("Norland")
    assert len(edge.claim_ids) == 2
    reza = next(n for n in view.nodes if n.name == "Omar Reza")
    assert (reza.degree, reza.n_documents, reza.type) == (2, 2, "PERSON")
    assert 0 < reza.weight <= 1
    assert (reza.x, reza.y) == community_layout(kg.graph)[reza.id]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"entity_types": ("COUNTRY",)}, {"Norland", "Sudland"}),
        ({"relation_types": ("LOCATED_IN",)}, {"Omar Reza", "Port Vell"}),
        ({"polarity": (Polarity.NEGATED,)}, {"Norland", "Sudland"}),
        ({"modality": (Modality.REPORTED,)}, {"Norland", "Sudland"}),
        ({"min_sources": 2}, {"Norland", "Sudland"}),
        ({"text": "port vell reza"}, {"Omar Reza", "Port Vell", "Ada Lind"}),
        ({"text": "dam yesterday"}, {"Norland", "Sudland"}),
        ({"since": date(2020, 1, 1)}, set()),
    ],
)
def test_filters_leave_what_passes(river_corpus, query, shown):
    assert names(show(graph_of(river_corpus), **query)) == shown


def test_source_filter_keeps_edges_of_that_document(river_corpus):
    kg = graph_of(river_corpus)
    document = river_corpus.documents["b.txt"].id
    assert {edge.type for edge in show(kg, sources=(document,)).edges} == {"ACCUSE", "LOCATED_IN"}


def test_date_filter_keeps_edges_whose_time_overlaps(corpus):
    text = corpus.add("a.txt", "Ann Bo met Cy Dee in May 2022.\nAnn Bo met Ed Fo in 2020.")
    spans = [
        TimeSpan(date(2022, 5, 1), date(2022, 5, 31), "in May 2022"),
        TimeSpan(date(2020, 1, 1), None, "in 2020"),
    ]
    for nth, (other, when) in enumerate(zip(("Cy Dee", "Ed Fo"), spans, strict=True)):
        ann = corpus.mention(text, "Ann Bo", "PERSON", nth=nth)
        corpus.claim("CONSULT", ann, corpus.mention(text, other, "PERSON"), when=when)
    kg = graph_of(corpus)
    assert names(show(kg, since=date(2022, 5, 20))) == {"Ann Bo", "Cy Dee"}
    assert names(show(kg, until=date(2021, 1, 1))) == {"Ann Bo", "Ed Fo"}


def test_inferred_edges_can_be_left_out(corpus):
    text = corpus.add("a.txt", "Ann Bo met Cy Dee.")
    ends = corpus.mention(text, "Ann Bo", "PERSON"), corpus.mention(text, "Cy Dee", "PERSON")
    corpus.claim("CONSULT", *ends, inferred=True)
    kg = graph_of(corpus)
    assert len(show(kg).edges) == 1
    assert show(kg, inferred=False).edges == ()


def test_focus_shows_its_surroundings_by_hops(river_corpus):
    kg = graph_of(river_corpus)
    lind = node(kg, "Ada Lind")
    assert names(show(kg, focus=(lind,))) == {"Ada Lind", "Omar Reza"}
    assert names(show(kg, focus=(lind,), hops=2)) == {"Ada Lind", "Omar Reza", "Port Vell"}
    assert names(show(kg, focus=(lind,), hops=0)) == {"Ada Lind"}


def test_hidden_entities_are_gone_with_their_edges(river_corpus):
    kg = graph_of(river_corpus)
    view = show(kg, hidden=(node(kg, "Omar Reza"),))
    assert names(view) == {"Norland", "Sudland"}


def test_most_telling_entities_come_first_and_none_stands_alone(star):
    view = show(star, max_nodes=8)
    assert len(view.nodes) == 8
    assert "Ada Lind" in names(view)
    assert {end for e in view.edges for end in (e.subject, e.object)} == {n.id for n in view.nodes}
    assert (view.n_nodes, view.n_edges) == (23, 21)


def test_focus_stays_even_if_it_is_the_least_important(star):
    far = node(star, "Bo Far")
    view = show(star, focus=(far,), hops=3, max_nodes=1)
    assert names(view) == {"Bo Far"}


def test_expand_brings_neighbours(river_corpus):
    kg = graph_of(river_corpus)
    lind, reza = node(kg, "Ada Lind"), node(kg, "Omar Reza")
    assert expand(kg, [lind]) == tuple(sorted((lind, reza)))
    assert node(kg, "Port Vell") in expand(kg, [lind], hops=2)
    assert expand(kg, ["unknown"]) == ()


def test_what_rests_on_one_source_fades_without_it(river_corpus):
    kg = graph_of(river_corpus)
    lineage = kg.lineage_of[river_corpus.documents["b.txt"].id]
    view = show(kg, without=(lineage,))
    assert {edge.type for edge in view.edges if edge.fades} == {"LOCATED_IN"}
    other = kg.lineage_of[river_corpus.documents["a.txt"].id]
    assert {n.name for n in show(kg, without=(other,)).nodes if n.fades} == {"Ada Lind"}


def test_unknown_ids_and_positions_are_ignored(river_corpus):
    kg = graph_of(river_corpus)
    view = select_view(kg, ViewQuery(focus=("nobody",), hidden=("none",)), {})
    assert view.nodes == ()
    assert {(n.x, n.y) for n in select_view(kg, ViewQuery(), {}).nodes} == {(0.0, 0.0)}


ids = st.lists(st.text("0123456789abcdef", min_size=1, max_size=16), max_size=3).map(tuple)
days = st.none() | st.dates()


def some(values):
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


queries = st.builds(
    ViewQuery,
    entity_types=some(TYPES),
    relation_types=some(CLAIMS),
    sources=ids,
    since=days,
    until=days,
    min_sources=st.integers(1, 99),
    polarity=some(list(Polarity)),
    modality=some(list(Modality)),
    inferred=st.booleans(),
    focus=ids,
    hops=st.integers(0, 6),
    expanded=ids,
    text=st.text(max_size=20),
    hidden=ids,
    without=ids,
    max_nodes=st.integers(1, 2000),
)


@given(queries)
def test_view_query_survives_the_url(query):
    assert from_params(to_params(query)) == query


def test_default_query_needs_no_parameters():
    assert to_params(ViewQuery()) == {}
    assert from_params({"embed": "true"}) == ViewQuery()


@pytest.mark.parametrize(
    "params",
    [
        {"types": "PERSON,GHOST"},
        {"relations": "HATES"},
        {"polarity": "perhaps"},
        {"modality": "certain"},
        {"since": "yesterday"},
        {"hops": "many"},
        {"hops": "7"},
        {"hops": "-1"},
        {"max_nodes": "0"},
        {"max_nodes": "99999999999999999999"},
        {"min_sources": "²"},
        {"inferred": "maybe"},
    ],
)
def test_wrong_parameters_are_named(params):
    ((name, value),) = params.items()
    with pytest.raises(InvalidQuery, match=name):
        from_params(params)
    assert value
