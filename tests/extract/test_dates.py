"""Time expressions as intervals, and claims dated by their clause."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import ClaimKind, Document
from extract.annotations import Analysis, ClaimDraft
from extract.dates import date_claims
from extract.time_expressions import read_time

SATURDAY = date(2023, 6, 24)


def interval(text: str, published: date | None = SATURDAY) -> tuple[str, str] | None:
    span = read_time(text, published)
    return None if span is None else (str(span.earliest), str(span.latest))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("June 21, 2023", "2023-06-21", "2023-06-21"),
        ("Thursday, 15 March 2012", "2012-03-15", "2012-03-15"),
        ("2022-06-17", "2022-06-17", "2022-06-17"),
        ("3rd of May", "2023-05-03", "2023-05-03"),
        ("December 1", "2022-12-01", "2022-12-01"),
        ("February 2024", "2024-02-01", "2024-02-29"),
        ("September", "2022-09-01", "2022-09-30"),
        ("early March", "2023-03-01", "2023-03-11"),
        ("the end of 2021", "2021-09-01", "2021-12-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("Friday", "2023-06-23", "2023-06-23"),
        ("Saturday", "2023-06-24", "2023-06-24"),
        ("last Saturday", "2023-06-17", "2023-06-17"),
        ("next Monday", "2023-06-26", "2023-06-26"),
        ("yesterday", "2023-06-23", "2023-06-23"),
        ("this week", "2023-06-19", "2023-06-25"),
        ("last month", "2023-05-01", "2023-05-31"),
        ("earlier this month", "2023-06-01", "2023-06-24"),
        ("later this year", "2023-06-24", "2023-12-31"),
        ("two weeks ago", "2023-06-05", "2023-06-11"),
        ("three years ago", "2020-01-01", "2020-12-31"),
        ("the past 14 years", "2009-06-24", "2023-06-24"),
        ("last summer", "2022-06-01", "2022-08-31"),
        ("spring 2021", "2021-03-01", "2021-05-31"),
        ("since 2014", "2014-01-01", "2023-06-24"),
        ("until Friday", "None", "2023-06-23"),
        ("after June 2022", "2022-07-01", "None"),
        ("before 2020", "None", "2019-12-31"),
    ],
)
def test_expression_is_an_interval(text: str, earliest: str, latest: str) -> None:
    assert interval(text) == (earliest, latest)


@pytest.mark.parametrize("text", ["14 years", "decades", "annual", "31 February 2020", "young"])
def test_duration_age_or_impossible_day_is_no_time(text: str) -> None:
    assert interval(text) is None


@pytest.mark.parametrize(
    "text", ["a few days later", "recent weeks", "the same year", "two days later"]
)
def test_time_that_hangs_on_another_event_stays_open(text: str) -> None:
    assert interval(text) == ("None", "None")


@pytest.mark.parametrize(
    "text", ["Friday", "last week", "September", "3 May", "two weeks ago", "today"]
)
def test_relative_time_stays_open_without_a_date(text: str) -> None:
    span = read_time(text, None)
    assert span is not None
    assert (span.earliest, span.latest, span.text) == (None, None, text)


def test_absolute_time_needs_no_date() -> None:
    assert interval("17 June 2022", None) == ("2022-06-17", "2022-06-17")


@given(st.text(alphabet="0123456789 agolstweekdyrnm-,thJulyMarch", max_size=30), st.dates())
def test_any_words_on_any_day_are_read_without_error(text: str, published: date) -> None:
    span = read_time(text, published)
    if span is not None and span.earliest and span.latest:
        assert span.earliest <= span.latest or text.lower().split()[:1] == ["since"]


def dated(doc, trigger: int, kind: ClaimKind = ClaimKind.EVENT) -> ClaimDraft:  # type: ignore[no-untyped-def]
    document = Document("d", "a.txt", doc.text, "", published=SATURDAY)
    claim = ClaimDraft(kind, "ACCUSE", 0, 1, "test", trigger=(trigger, trigger + 1))
    date_claims(Analysis(document, doc, claims=[claim]))
    return claim


def test_claim_takes_the_time_of_its_verb(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc(
        "Peru accused Chile on Friday",
        tags=["NNP", "VBD", "NNP", "IN", "NNP"],
        heads=[1, 1, 1, 1, 3],
        deps=["nsubj", "ROOT", "dobj", "prep", "pobj"],
        ents=["O", "O", "O", "O", "B-DATE"],
    )
    when = dated(doc, 1).when
    assert when is not None
    assert (when.earliest, when.text) == (date(2023, 6, 23), "Friday")


def test_what_is_said_does_not_take_the_time_of_saying(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc(
        "Peru said Friday Chile attacked",
        tags=["NNP", "VBD", "NNP", "NNP", "VBD"],
        heads=[1, 1, 1, 4, 1],
        deps=["nsubj", "ROOT", "npadvmod", "nsubj", "ccomp"],
        ents=["O", "O", "B-DATE", "O", "O"],
    )
    assert dated(doc, 4).when is None
    said = dated(doc, 1).when
    assert said is not None
    assert said.text == "Friday"


def test_standing_relation_takes_no_time_from_above(make_doc) -> None:  # type: ignore[no-untyped-def]
    doc = make_doc(
        "Peru's envoy left Friday",
        tags=["NNP", "NN", "VBD", "NNP"],
        heads=[1, 2, 2, 2],
        deps=["poss", "nsubj", "ROOT", "npadvmod"],
        ents=["O", "O", "O", "B-DATE"],
    )
    assert dated(doc, 1, ClaimKind.RELATION).when is None
