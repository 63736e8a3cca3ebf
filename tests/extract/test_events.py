"""Events on hand-built trees; the annotated sentences are for the model."""

import pytest

from benchmarks.accuracy import load_cases, score_cases
from extract.events import find_events
from extract.triggers import frames, headed
from ontology.schema import Trigger, load_ontology
from tests.support.trees import analysis_of, parse, told

COUNTRY = "COUNTRY"


def events(rows: str, *mentions: tuple[int, str]) -> list[tuple[str, str, str]]:
    analysis = analysis_of(parse(rows), *mentions)
    find_events(analysis)
    return told(analysis)


def test_subject_and_object_are_source_and_target() -> None:
    rows = "Chad NNP nsubj 1\naccused VBD ROOT 1 accuse\nSudan NNP dobj 1"
    assert events(rows, (0, COUNTRY), (2, COUNTRY)) == [("Chad", "ACCUSE", "Sudan")]


def test_passive_turns_the_roles_round() -> None:
    rows = """Chad NNP nsubjpass 2
was VBD auxpass 2 be
accused VBN ROOT 2 accuse
by IN agent 2
Sudan NNP pobj 3"""
    assert events(rows, (0, COUNTRY), (4, COUNTRY)) == [("Sudan", "ACCUSE", "Chad")]


def test_owner_of_an_event_noun_is_its_source() -> None:
    rows = """Iraq NNP poss 2
's POS case 0
invasion NN ROOT 2 invasion
of IN prep 2
Kuwait NNP pobj 3"""
    assert events(rows, (0, COUNTRY), (4, COUNTRY)) == [("Iraq", "ASSAULT", "Kuwait")]


def test_support_verb_lends_its_subject_to_the_noun() -> None:
    rows = """Chad NNP nsubj 1
launched VBD ROOT 1 launch
attacks NNS dobj 1 attack
on IN prep 2
Sudan NNP pobj 3"""
    assert events(rows, (0, COUNTRY), (4, COUNTRY)) == [("Chad", "ASSAULT", "Sudan")]


def test_other_verbs_lend_nothing() -> None:
    rows = """Chad NNP nsubj 1
watched VBD ROOT 1 watch
attacks NNS dobj 1 attack
on IN prep 2
Sudan NNP pobj 3"""
    assert events(rows, (0, COUNTRY), (4, COUNTRY)) == []


def test_reciprocal_verb_joins_its_two_subjects_once() -> None:
    rows = "Chad NNP nsubj 3\nand CC cc 0\nSudan NNP conj 0\nmet VBD ROOT 3 meet"
    assert events(rows, (0, COUNTRY), (2, COUNTRY)) == [("Chad", "CONSULT", "Sudan")]


def test_four_subjects_side_by_side_are_an_enumeration() -> None:
    rows = """Chad NNP nsubj 4
Mali NNP conj 0
Togo NNP conj 1
Benin NNP conj 2
met VBD ROOT 4 meet"""
    assert events(rows, *((n, COUNTRY) for n in range(4))) == []


def test_demonym_stands_for_the_owner_of_what_is_hit() -> None:
    rows = """Rebels NNS nsubj 1 rebel
attacked VBD ROOT 1 attack
Chadian JJ amod 3
villages NNS dobj 1 village"""
    found = events(rows, (0, "PERSON:nominal"), (2, "COUNTRY:demonym"))
    assert found == [("Rebels", "ASSAULT", "Chadian")]


def test_leaning_is_no_owner() -> None:
    rows = """Rebels NNS nsubj 1 rebel
attacked VBD ROOT 1 attack
pro JJ amod 5
- HYPH punct 4
Chadian JJ amod 5
villages NNS dobj 1 village"""
    assert events(rows, (0, "PERSON:nominal"), (4, "COUNTRY:demonym")) == []


def test_particle_of_another_sense_silences_the_trigger() -> None:
    rows = """Chad NNP nsubj 1
broke VBD ROOT 1 break
down RP prt 1
with IN prep 1
Sudan NNP pobj 3"""
    assert events(rows, (0, COUNTRY), (4, COUNTRY)) == []


def test_own_troops_are_not_whom_one_withdraws_from() -> None:
    rows = """Chad NNP nsubj 1
withdrew VBD ROOT 1 withdraw
its PRP$ poss 3
troops NNS dobj 1 troop
from IN prep 3
Mali NNP pobj 4"""
    found = events(rows, (0, COUNTRY), (5, COUNTRY), (3, "PERSON:nominal"))
    assert found == [("Chad", "RETREAT", "Mali")]


def test_received_aid_comes_from_the_other() -> None:
    rows = """Haiti NNP nsubj 1
sought VBD ROOT 1 seek
assistance NN dobj 1
from IN prep 2
Chile NNP pobj 3"""
    assert ("Chile", "AID", "Haiti") in events(rows, (0, COUNTRY), (4, COUNTRY))


def test_every_event_type_has_triggers() -> None:
    claims = load_ontology().claims.values()
    assert [c.name for c in claims if c.kind == "event" and not c.triggers] == []


def test_compound_trigger_is_looked_up_by_its_last_noun() -> None:
    assert headed(Trigger(("hunger", "strike"), "noun")) == ("strike", "hunger")
    assert headed(Trigger(("collapse", "of", "tie"), "noun")) == ("collapse", "of", "tie")
    assert ("noun", "strike") in frames()


@pytest.mark.model
def test_annotated_events_do_not_fall(nlp) -> None:
    report = score_cases(load_cases("events.yml"), nlp)
    assert report.forbidden == 0, report.broken
    assert report.total.precision >= 0.97 and report.total.recall >= 0.95, report.broken
    low = {name: s.f1 for name, s in report.by_type.items() if s.f1 < 0.8}
    assert not low, report.broken


@pytest.mark.model
def test_news_sentences_do_not_fall(nlp) -> None:
    report = score_cases(load_cases("news.yml"), nlp)
    assert report.forbidden == 0, report.broken
    assert report.total.precision >= 0.85 and report.total.recall >= 0.8, report.broken
