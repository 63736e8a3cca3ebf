"""Polarity, modality and claimant on hand-built trees, and on annotated sentences."""

import pytest

from benchmarks.accuracy import load_cases, score_cases
from evidence.model import ClaimKind, Modality, Polarity
from extract.annotations import AttributionDraft, ClaimDraft
from extract.factuality import judge_claims
from extract.stance import stance_of
from tests.support.trees import analysis_of, parse

YES, NO = Polarity.AFFIRMED, Polarity.NEGATED


def stance(rows: str, position: int, *, borrowed: bool = False) -> tuple[Polarity, Modality]:
    found = stance_of(parse(rows)[position], borrowed=borrowed)
    return found.polarity, found.modality


def test_plain_verb_is_actual() -> None:
    assert stance("Chad NNP nsubj 1\nmoved VBD ROOT 1", 1) == (YES, Modality.ACTUAL)


def test_not_denies() -> None:
    rows = "Chad NNP nsubj 3\ndid VBD aux 3 do\nnot RB neg 3\nmove VB ROOT 3"
    assert stance(rows, 3) == (NO, Modality.ACTUAL)


@pytest.mark.parametrize(
    ("word", "modality"),
    [
        ("may", Modality.POSSIBLE),
        ("could", Modality.POSSIBLE),
        ("will", Modality.FUTURE),
        ("would", Modality.FUTURE),
        ("must", Modality.HYPOTHETICAL),
        ("should", Modality.HYPOTHETICAL),
    ],
)
def test_auxiliaries_tell_the_modality(word: str, modality: Modality) -> None:
    assert stance(f"Chad NNP nsubj 2\n{word} MD aux 2\nmove VB ROOT 2", 2) == (YES, modality)


def test_would_have_is_counterfactual() -> None:
    rows = "Chad NNP nsubj 3\nwould MD aux 3\nhave VB aux 3\nmoved VBN ROOT 3 move"
    assert stance(rows, 3) == (YES, Modality.HYPOTHETICAL)


def test_refused_infinitive_did_not_happen() -> None:
    rows = "Chad NNP nsubj 1\nrefused VBD ROOT 1 refuse\nto TO aux 3\nmove VB xcomp 1"
    assert stance(rows, 3) == (NO, Modality.ACTUAL)


def test_denied_refusal_is_double() -> None:
    rows = """Chad NNP nsubj 3
did VBD aux 3 do
not RB neg 3
refuse VB ROOT 3
to TO aux 5
move VB xcomp 3"""
    assert stance(rows, 5) == (YES, Modality.ACTUAL)


def test_ordered_infinitive_is_hypothetical() -> None:
    rows = """Chad NNP nsubj 1
ordered VBD ROOT 1 order
troops NNS nsubj 4 troop
to TO aux 4
move VB ccomp 1"""
    assert stance(rows, 4) == (YES, Modality.HYPOTHETICAL)


def test_condition_is_hypothetical() -> None:
    rows = """If IN mark 2
Chad NNP nsubj 2
moves VBZ advcl 4 move
we PRP nsubj 4
leave VBP ROOT 4"""
    assert stance(rows, 2) == (YES, Modality.HYPOTHETICAL)


def test_denial_of_the_main_clause_does_not_reach_a_relative_clause() -> None:
    rows = """Chad NNP nsubj 5
which WDT nsubj 2
moved VBD relcl 0 move
did VBD aux 5 do
not RB neg 5
speak VB ROOT 5"""
    assert stance(rows, 2) == (YES, Modality.ACTUAL)


def test_nor_denies_what_follows_it_alone() -> None:
    rows = """Chad NNP nsubj 3
did VBD aux 3 do
not RB neg 3
move VB ROOT 3
nor CC cc 3
stay VB conj 3"""
    assert stance(rows, 3) == (NO, Modality.ACTUAL)
    assert stance(rows, 5) == (NO, Modality.ACTUAL)


def test_called_off_event_did_not_happen() -> None:
    rows = "Chad NNP nsubj 1\ncancelled VBD ROOT 1 cancel\ntalks NNS dobj 1 talk"
    assert stance(rows, 2) == (NO, Modality.ACTUAL)


def test_event_beside_a_cancelled_thing_stands() -> None:
    rows = """Chad NNP nsubj 1
cancelled VBD ROOT 1 cancel
concerts NNS dobj 1 concert
after IN prep 1
attacks NNS pobj 3 attack"""
    assert stance(rows, 4) == (YES, Modality.ACTUAL)


REPORT = """Togo NNP nsubj 1
says VBZ ROOT 1 say
Chad NNP nsubj 3
hit VBD ccomp 1
Mali NNP dobj 3"""


def judged(kind: ClaimKind, type_: str, *, source: int | None) -> ClaimDraft:
    analysis = analysis_of(parse(REPORT), (0, "COUNTRY"), (2, "COUNTRY"), (4, "COUNTRY"))
    claim = ClaimDraft(kind, type_, 1, 2, "rule", trigger=(3, 4))
    analysis.claims.append(claim)
    analysis.attributions.append(AttributionDraft(source, (0, 1), (1, 2), ((2, 5),), 1))
    judge_claims(analysis)
    return claim


def test_content_is_reported_with_its_claimant() -> None:
    claim = judged(ClaimKind.EVENT, "ASSAULT", source=0)
    assert (claim.modality, claim.claimant) == (Modality.REPORTED, 0)


def test_content_of_somebody_unnamed_is_reported_all_the_same() -> None:
    claim = judged(ClaimKind.EVENT, "ASSAULT", source=None)
    assert (claim.modality, claim.claimant) == (Modality.REPORTED, None)


def test_judged_claims_are_left_alone() -> None:
    analysis = analysis_of(parse(REPORT), (0, "COUNTRY"), (2, "COUNTRY"), (4, "COUNTRY"))
    claim = ClaimDraft(ClaimKind.EVENT, "ASSAULT", 1, 2, "rule", trigger=(3, 4), judged=True)
    analysis.claims.append(claim)
    analysis.attributions.append(AttributionDraft(0, (0, 1), (1, 2), ((2, 5),), 1))
    judge_claims(analysis)
    assert (claim.modality, claim.claimant) == (Modality.ACTUAL, None)


def test_refusal_to_support_is_a_rejection() -> None:
    rows = """Chad NNP nsubj 3
will MD aux 3
not RB neg 3
support VB ROOT 3
Mali NNP dobj 3"""
    analysis = analysis_of(parse(rows), (0, "COUNTRY"), (4, "COUNTRY"))
    claim = ClaimDraft(ClaimKind.EVENT, "SUPPORT", 0, 1, "rule", trigger=(3, 4))
    analysis.claims.append(claim)
    judge_claims(analysis)
    assert (claim.type, claim.polarity, claim.modality) == ("REJECT", YES, Modality.ACTUAL)


def test_title_inside_a_report_stays_a_fact() -> None:
    rows = """Togo NNP nsubj 1
says VBZ ROOT 1 say
President NNP compound 3
Ek NNP nsubj 4
left VBD ccomp 1 leave"""
    analysis = analysis_of(parse(rows), (0, "COUNTRY"), (3, "PERSON"))
    claim = ClaimDraft(ClaimKind.RELATION, "HEAD_OF", 1, 0, "title", trigger=(2, 3))
    analysis.claims.append(claim)
    analysis.attributions.append(AttributionDraft(0, (0, 1), (1, 2), ((2, 5),), 1))
    judge_claims(analysis)
    assert (claim.modality, claim.claimant) == (Modality.ACTUAL, None)


@pytest.mark.model
def test_annotated_stances_do_not_fall(nlp) -> None:
    report = score_cases(load_cases("stance.yml"), nlp)
    assert report.forbidden == 0, report.broken
    assert report.total.precision >= 0.97 and report.total.recall >= 0.95, report.broken
    assert report.attributions.recall == 1.0, report.broken
