"""Who tells what; what rests on one source; two entities side by side; groups and reasons."""

import pytest
from casefile import Said, documents, extraction
from casegraph import entity, graph_of, told

from graph.comparison import compare
from graph.insight import bridges, groups, hubs, well_supported
from graph.lookup import lookup
from graph.model import KnowledgeGraph, Lineage
from graph.perspectives import (
    lineage_name,
    perspectives,
    reliance,
    told_by_several,
    without,
)
from ontology.schema import load_ontology

ONTOLOGY = load_ontology()
HEADS = "Mara Lindqvist HEAD_OF Northwind Energy"


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return graph_of(documents())


def lineage(kg: KnowledgeGraph, publisher: str) -> Lineage:
    return next(one for one in kg.lineages if lineage_name(kg, one) == publisher)


def test_perspective_holds_only_the_claims_of_its_source(kg):
    claims = lookup(kg).claims
    for view in perspectives(kg, entity(kg, "Mara Lindqvist")):
        for telling in view.tellings:
            assert telling.claim_ids
            assert {claims[c].document_id for c in telling.claim_ids} <= set(
                view.lineage.document_ids
            )


def test_what_others_tell_too_comes_first(kg):
    views = perspectives(kg, entity(kg, "Mara Lindqvist"))
    assert {lineage_name(kg, view.lineage) for view in views} == {
        "Harbour Gazette",
        "Northern Courier",
    }
    for view in views:
        assert told(kg, view.tellings[0].edge) == HEADS
        assert view.tellings[0].others == 1
        assert not any(telling.others for telling in view.tellings[1:])


def test_copies_are_one_perspective():
    sentences = [
        (
            "[Mara Lindqvist|PERSON] {heads} [Northwind Energy|ORGANIZATION].",
            [Said("HEAD_OF", 0, 1)],
        ),
        ("[Poland|COUNTRY] {attacked} [Moldova|COUNTRY].", [Said("ASSAULT", 0, 1)]),
    ]
    kg = graph_of(
        [extraction("a.txt", "One", None, sentences), extraction("b.txt", "Two", None, sentences)]
    )
    (view,) = perspectives(kg, entity(kg, "Poland"))
    assert len(view.lineage.document_ids) == 2
    assert view.tellings[0].others == 0
    assert told_by_several(kg) == []
    assert lineage_name(kg, view.lineage) in ("One / Two", "Two / One")


def test_told_by_several_lists_what_two_sources_speak_of(kg):
    names = [kg.graph.nodes[e]["name"] for e in told_by_several(kg)]
    assert set(names) == {"Mara Lindqvist", "Northwind Energy", "Boris Karim"}


def test_without_a_source_goes_what_rests_on_it_alone(kg):
    loss = without(kg, lineage(kg, "Harbour Gazette"))
    gone = {told(kg, edge) for edge in loss.gone}
    assert "Poland ASSAULT Moldova" in gone
    assert HEADS not in gone
    assert [told(kg, edge) for edge in loss.weakened] == [HEADS]
    assert loss.n_told == len(gone) + 1
    assert {kg.graph.nodes[e]["name"] for e in loss.isolated} == {"Norway", "Poland", "Moldova"}


def test_reliance_ranks_by_what_would_be_lost(kg):
    lost = [len(loss.gone) for loss in reliance(kg)]
    assert lost == sorted(lost, reverse=True)
    assert sum(lost) == kg.graph.number_of_edges() - 1


def test_comparison_parts_direct_shared_and_own(kg):
    mara, boris = entity(kg, "Mara Lindqvist"), entity(kg, "Boris Karim")
    found = compare(kg, mara, boris)
    assert {edge.type for edge in found.direct} == {"CONSULT", "SUPPORT"}
    assert found.shared == ()
    assert {kg.graph.nodes[e]["name"] for e in found.only_other} == {"Poland", "Kazakhstan"}
    assert [len(path.steps) for path in found.paths] == [1]


def test_shared_neighbour_shows_both_sides(kg):
    found = compare(kg, entity(kg, "Northwind Energy"), entity(kg, "Boris Karim"))
    (shared,) = found.shared
    assert kg.graph.nodes[shared.entity_id]["name"] == "Mara Lindqvist"
    assert [told(kg, edge) for edge in shared.with_one] == [HEADS]
    assert {edge.type for edge in shared.with_other} == {"CONSULT", "SUPPORT"}
    assert not found.direct


def test_comparison_is_the_same_from_the_other_side(kg):
    ends = entity(kg, "Northwind Energy"), entity(kg, "Boris Karim")
    there, back = compare(kg, *ends), compare(kg, *reversed(ends))
    assert there.only_one == back.only_other
    assert [s.entity_id for s in there.shared] == [s.entity_id for s in back.shared]
    assert {p.nodes for p in there.paths} == {tuple(reversed(p.nodes)) for p in back.paths}


def test_groups_hold_their_statements_and_say_why(kg):
    found = groups(kg, ONTOLOGY)
    members = [e for group in found for e in group.entity_ids]
    assert len(members) == len(set(members))
    for group in found:
        assert len(group.entity_ids) >= 3
        assert f"{len(group.entity_ids)} entities; {len(group.edge_ids)} of" in group.reason


def test_bridge_says_what_it_holds_together(kg):
    found = bridges(kg, groups(kg, ONTOLOGY))
    scores = [one.score for one in found]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    poland = next(one for one in found if kg.graph.nodes[one.entity_id]["name"] == "Poland")
    assert "Without it 1 entity loses every connection" in poland.reason


def test_hub_counts_its_statements(kg):
    found = hubs(kg, ONTOLOGY)
    for one in found:
        assert f"{kg.graph.degree(one.entity_id)} statement" in one.reason


def test_best_supported_statement_comes_first(kg):
    found = well_supported(kg)
    assert told(kg, found[0]) == HEADS
    assert not any(edge.inferred for edge in found)


def test_reasons_do_not_depend_on_the_order_of_documents(kg):
    again = graph_of(reversed(documents()))
    assert groups(again, ONTOLOGY) == groups(kg, ONTOLOGY)
    assert bridges(again, groups(again, ONTOLOGY)) == bridges(kg, groups(kg, ONTOLOGY))
