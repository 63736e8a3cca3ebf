"""Ask by pattern: each part of the question, alone and together."""

from dataclasses import replace
from datetime import date

import pytest
from casefile import Said, documents, extraction
from casegraph import entity, graph_of, told

from errors import InvalidQuery
from evidence.model import Polarity, TimeSpan
from graph.lookup import lookup
from graph.model import KnowledgeGraph
from graph.pattern import ANYBODY, Pattern, Stance, ask, check_pattern, families
from graph.pattern_params import pattern_from, pattern_params
from ontology.schema import load_ontology

ONTOLOGY = load_ontology()
HEADS = "Mara Lindqvist HEAD_OF Northwind Energy"


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return graph_of(documents())


def answers(kg: KnowledgeGraph, **parts: object) -> list[str]:
    found = ask(kg, replace(Pattern(), **parts), ONTOLOGY)
    return [told(kg, answer.edge) for answer in found]


def test_open_question_is_answered_by_every_statement_best_supported_first(kg):
    found = answers(kg)
    assert len(found) == kg.graph.number_of_edges()
    assert found[0] == HEADS


def test_who_is_an_entity_or_a_type(kg):
    poland = entity(kg, "Poland")
    assert answers(kg, who=(poland,)) == ["Poland ASSAULT Moldova"]
    assert set(answers(kg, who=("COUNTRY",))) == {
        "Poland ASSAULT Moldova",
        "Kazakhstan HOST_OF harbour congress",
    }


def test_both_ends_must_fit(kg):
    assert set(answers(kg, who=("PERSON",), whom=("COUNTRY",), what=("event",))) == {
        "Boris Karim ACCUSE Poland",
        "Boris Karim SUPPORT Kazakhstan",
    }


def test_meeting_fits_from_either_end(kg):
    ends = entity(kg, "Mara Lindqvist"), entity(kg, "Boris Karim")
    forth = answers(kg, who=ends[:1], what=("CONSULT",), whom=ends[1:])
    back = answers(kg, who=ends[1:], what=("CONSULT",), whom=ends[:1])
    assert forth == back
    assert len(forth) == 1


def test_directed_statement_does_not_fit_backwards(kg):
    assert answers(kg, who=(entity(kg, "Moldova"),)) == []


def test_about_is_either_end(kg):
    poland = (entity(kg, "Poland"),)
    assert set(answers(kg, about=poland)) == {"Boris Karim ACCUSE Poland", "Poland ASSAULT Moldova"}


@pytest.mark.parametrize(
    ("stance", "found"),
    [
        (Stance.DENIED, ["Poland ASSAULT Moldova"]),
        (Stance.REPORTED, ["Boris Karim ACCUSE Poland"]),
        (Stance.POSSIBLE, ["Boris Karim SUPPORT Kazakhstan"]),
    ],
)
def test_stance_parts_facts_from_what_is_only_said(kg, stance, found):
    assert answers(kg, stances=(stance,)) == found
    assert not set(found) & set(answers(kg, stances=(Stance.FACT,)))


def test_denial_that_is_only_reported_is_no_fact(kg):
    denied = ask(kg, Pattern(stances=(Stance.DENIED,)), ONTOLOGY)
    assert {answer.edge.polarity for answer in denied} == {Polarity.NEGATED}


def test_said_by_names_the_claimant(kg):
    interfax = (entity(kg, "Interfax"),)
    assert answers(kg, said_by=interfax) == ["Boris Karim ACCUSE Poland"]
    assert answers(kg, said_by=interfax, about=(entity(kg, "Moldova"),)) == []
    assert answers(kg, said_by=(ANYBODY,)) == ["Boris Karim ACCUSE Poland"]
    assert answers(kg, said_by=(entity(kg, "Poland"),)) == []


def test_time_must_touch_and_what_has_no_time_does_not(kg):
    (met,) = ask(kg, Pattern(since=date(2022, 5, 31)), ONTOLOGY)
    assert met.edge.type == "CONSULT"
    assert answers(kg, since=date(2022, 6, 1)) == []
    assert answers(kg, until=date(2022, 4, 30)) == []


def test_document_filter_counts_only_its_citations(kg):
    gazette = next(d.id for d in kg.evidence.documents if d.name == "gazette.txt")
    found = ask(kg, Pattern(documents=(gazette,), what=("HEAD_OF",)), ONTOLOGY)
    assert [(len(a.claim_ids), len(a.edge.claim_ids), a.n_sources) for a in found] == [(1, 2, 1)]
    claims = lookup(kg).claims
    assert claims[found[0].claim_ids[0]].document_id == gazette
    assert answers(kg, documents=(gazette,), what=("HEAD_OF",), min_sources=2) == []
    assert answers(kg, what=("HEAD_OF",), min_sources=2) == [HEADS]


def test_lineage_filter_takes_all_documents_of_one_source(kg):
    courier = next(d.id for d in kg.evidence.documents if d.name == "north/courier.txt")
    found = answers(kg, lineages=(kg.lineage_of[courier],))
    assert "Kazakhstan HOST_OF harbour congress" in found
    assert "Poland ASSAULT Moldova" not in found


def test_words_must_stand_in_one_quote(kg):
    assert answers(kg, words="HAS not") == ["Poland ASSAULT Moldova"]
    assert answers(kg, words="not praised") == []


def test_mode_and_family_narrow_the_predicate():
    kg = graph_of(
        [
            extraction(
                "one.txt",
                "One",
                None,
                [
                    (
                        "[Norway|COUNTRY] {borders} [Poland|COUNTRY].",
                        [Said("BORDERS", 0, 1, when=TimeSpan(None, date(2020, 1, 1), "then"))],
                    ),
                    ("[Norway|COUNTRY] {attacked} [Moldova|COUNTRY].", [Said("ASSAULT", 0, 1)]),
                ],
            )
        ]
    )
    assert answers(kg, what=("material conflict",)) == ["Norway ASSAULT Moldova"]
    assert len(answers(kg, what=("standing relation",))) == 1
    assert answers(kg, what=("CONSULT:visit",)) == []
    assert len(answers(kg, since=date(2019, 1, 1), until=date(2020, 6, 1))) == 1


def test_families_hold_every_type_once_as_relation_or_event():
    found = families(ONTOLOGY)
    both = [*found["standing relation"], *found["event"]]
    assert sorted(both) == sorted(ONTOLOGY.claims)
    assert "ACCUSE" in found["verbal conflict"]


@pytest.mark.parametrize("term", ["GHOST", "ACCUSE:loudly", ""])
def test_unknown_predicate_is_refused_in_words(term):
    with pytest.raises(InvalidQuery, match="what"):
        check_pattern(Pattern(what=(term,)), ONTOLOGY)


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern(),
        Pattern(
            who=("PERSON", "e1"),
            what=("CONSULT:visit", "verbal conflict"),
            whom=("e2",),
            about=("e3",),
            said_by=(ANYBODY,),
            stances=(Stance.DENIED, Stance.POSSIBLE),
            since=date(2020, 2, 29),
            until=date(2021, 1, 1),
            documents=("d",),
            lineages=("l",),
            words="a & b, c",
            min_sources=3,
        ),
    ],
)
def test_question_survives_the_url(pattern):
    assert pattern_from(pattern_params(pattern), ONTOLOGY) == pattern


@pytest.mark.parametrize(
    "params",
    [{"stances": "sure"}, {"since": "May"}, {"min_sources": "0"}, {"what": "GHOST"}],
)
def test_bad_link_is_refused_by_name(params):
    with pytest.raises(InvalidQuery, match=next(iter(params))):
        pattern_from(params, ONTOLOGY)
