"""What the map draws: spots, and statements between them."""

from dataclasses import replace

import pytest
from casefile import Said, extraction
from casegraph import entity, graph_of

from evidence.model import Mention, Polarity
from graph.flows import Atlas, Flow, atlas
from graph.model import KnowledgeGraph
from graph.panel import edge_index
from graph.pattern import Stance
from ontology.schema import load_ontology

ONTOLOGY = load_ontology()
SENTENCES = [
    ("[Poland|COUNTRY] {attacked} [Moldova|COUNTRY].", [Said("ASSAULT", 0, 1)]),
    (
        "[Poland|COUNTRY] never {threatened} [Moldova|COUNTRY].",
        [Said("THREATEN", 0, 1, polarity=Polarity.NEGATED)],
    ),
    ("[Norway|COUNTRY] {borders} [Poland|COUNTRY].", [Said("BORDERS", 0, 1)]),
    ("[Ida Berg|PERSON] {accused} [Moldova|COUNTRY].", [Said("ACCUSE", 0, 1)]),
    ("[Norway|COUNTRY] {hosts} the [fish fair|EVENT].", [Said("HOST_OF", 0, 1)]),
    ("[Moldova|COUNTRY] {joins} the [fish fair|EVENT].", [Said("PARTICIPANT_IN", 0, 1)]),
]


def norwegian(mention: Mention) -> Mention:
    return replace(mention, country="NO") if mention.text == "Ida Berg" else mention


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    one = extraction("a.txt", "One", None, SENTENCES)
    return graph_of([replace(one, mentions=tuple(map(norwegian, one.mentions)))])


def drawn(kg: KnowledgeGraph, *, with_members: bool) -> Atlas:
    return atlas(kg, edge_index(kg).values(), ONTOLOGY, with_members=with_members)


def between(found: Atlas, source: str, target: str) -> list[Flow]:
    return [flow for flow in found.flows if (flow.source, flow.target) == (source, target)]


def test_statements_of_different_stance_are_lines_of_their_own(kg):
    flows = between(drawn(kg, with_members=False), "PL", "MD")
    assert [flow.stance for flow in flows] == [Stance.DENIED, Stance.FACT]
    assert [len(flow.edge_ids) for flow in flows] == [1, 1]


def test_only_a_statement_that_holds_both_ways_has_no_arrow(kg):
    found = drawn(kg, with_members=False)
    assert all(flow.directed for flow in between(found, "PL", "MD"))
    borders = between(found, "NO", "PL") + between(found, "PL", "NO")
    assert [flow.directed for flow in borders] == [False]


def test_people_stand_for_their_country_only_if_asked(kg):
    assert not between(drawn(kg, with_members=False), "NO", "MD")
    (flow,) = between(drawn(kg, with_members=True), "NO", "MD")
    assert [edge_index(kg)[e].type for e in flow.edge_ids] == ["ACCUSE"]


def test_event_stands_where_it_is_held(kg):
    found = drawn(kg, with_members=True)
    norway = next(spot for spot in found.spots if spot.key == "NO")
    assert set(norway.entity_ids) == {
        entity(kg, name) for name in ("Norway", "Ida Berg", "fish fair")
    }
    assert norway.entity_ids[0] == entity(kg, "Norway")
    (joining,) = between(found, "MD", "NO")
    assert edge_index(kg)[joining.edge_ids[0]].type == "PARTICIPANT_IN"


def test_spot_knows_every_statement_with_an_end_in_it(kg):
    poland = next(spot for spot in drawn(kg, with_members=False).spots if spot.key == "PL")
    assert {edge_index(kg)[e].type for e in poland.edge_ids} == {"ASSAULT", "THREATEN", "BORDERS"}


def test_statements_that_are_filtered_out_draw_nothing(kg):
    found = atlas(kg, (), ONTOLOGY, with_members=True)
    assert not found.flows
    assert all(not spot.edge_ids for spot in found.spots)
