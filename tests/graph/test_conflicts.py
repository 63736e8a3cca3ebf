import time
from datetime import date

import pytest

from evidence.model import MentionKind, Modality, Polarity, TimeSpan
from graph.build import build
from graph.quantities import agree, quantities_in
from ontology.schema import load_ontology


def conflicts_of(corpus):
    return build(corpus.evidence(), (), load_ontology(), "r").conflicts


def say(corpus, name, line, source, type_, target, **fields):
    """A document of one sentence with one claim."""
    label = fields.pop("label", "COUNTRY")
    text = corpus.add(name, line)
    one = corpus.mention(text, source, label)
    other = corpus.mention(text, target, fields.pop("target_label", "COUNTRY"))
    return corpus.claim(type_, one, other, **fields)


def test_fact_affirmed_by_one_document_and_denied_by_another_is_a_dispute(corpus):
    yes = say(corpus, "a.txt", "Norland attacked Sudland at dawn.", "Norland", "ASSAULT", "Sudland")
    no = say(
        corpus, "b.txt", "No, Norland did not fall upon Sudland.", "Norland", "ASSAULT", "Sudland",
        polarity=Polarity.NEGATED,
    )  # fmt: skip
    (conflict,) = conflicts_of(corpus)
    assert conflict.kind == "dispute"
    assert set(conflict.claim_ids) == {yes.id, no.id}
    assert "Norland" in conflict.explanation
    assert "a.txt" in conflict.explanation
    assert "b.txt" in conflict.explanation


def test_denial_by_the_accused_names_who_says_what(river_corpus):
    text = river_corpus.add("c.txt", "Sudland accused Norland of theft, wrote Reza.")
    sud = river_corpus.mention(text, "Sudland", "COUNTRY", reference="country:SL1")
    nor = river_corpus.mention(text, "Norland", "COUNTRY", reference="country:NL1")
    reza = river_corpus.mention(text, "Reza", "PERSON")
    river_corpus.claim("ACCUSE", sud, nor, modality=Modality.REPORTED, claimant=reza)
    (conflict,) = conflicts_of(river_corpus)
    assert "affirmed by Omar Reza in c.txt" in conflict.explanation
    assert "denied by Ada Lind in a.txt" in conflict.explanation


@pytest.mark.parametrize("modality", [Modality.POSSIBLE, Modality.FUTURE, Modality.HYPOTHETICAL])
def test_what_may_happen_disputes_nothing(corpus, modality):
    say(corpus, "a.txt", "Norland may attack Sudland.", "Norland", "ASSAULT", "Sudland",
        modality=modality)  # fmt: skip
    say(corpus, "b.txt", "Norland did not attack Sudland.", "Norland", "ASSAULT", "Sudland",
        polarity=Polarity.NEGATED)  # fmt: skip
    assert conflicts_of(corpus) == ()


def test_statements_of_different_times_do_not_dispute(corpus):
    spring = TimeSpan(date(2021, 3, 1), date(2021, 3, 31), "in March")
    autumn = TimeSpan(date(2021, 10, 1), date(2021, 10, 31), "in October")
    say(corpus, "a.txt", "In March Norland attacked Sudland.", "Norland", "ASSAULT", "Sudland",
        when=spring)  # fmt: skip
    say(corpus, "b.txt", "In October Norland did not attack Sudland.", "Norland", "ASSAULT",
        "Sudland", when=autumn, polarity=Polarity.NEGATED)  # fmt: skip
    assert conflicts_of(corpus) == ()


def test_one_document_that_wavers_is_no_dispute(corpus):
    text = corpus.add("a.txt", "Norland attacked Sudland.\nNorland never attacked Sudland.")
    for nth, polarity in enumerate((Polarity.AFFIRMED, Polarity.NEGATED)):
        one = corpus.mention(text, "Norland", "COUNTRY", nth=nth)
        other = corpus.mention(text, "Sudland", "COUNTRY", nth=nth)
        corpus.claim("ASSAULT", one, other, polarity=polarity)
    assert conflicts_of(corpus) == ()


def test_two_behaviours_in_one_vote_disagree(corpus):
    text = corpus.add("a.txt", "Norland voted for the dam vote. Norland abstained in the dam vote.")
    vote = corpus.mention(text, "dam vote", "EVENT")
    norland = corpus.mention(text, "Norland", "COUNTRY")
    corpus.claim("VOTE", norland, vote, mode="for")
    corpus.claim("VOTE", norland, vote, mode="abstained")
    (conflict,) = conflicts_of(corpus)
    assert conflict.kind == "vote"
    assert "abstained" in conflict.explanation


def test_versions_of_one_sentence_that_name_another_partner_disagree(corpus):
    story = (
        "Heavy rain flooded the old harbour quarter on Tuesday night.\n"
        "Ada Lind met the {} in Port Vell to talk about the broken dyke.\n"
        "Fishermen lost forty boats and nets worth a fortune, their guild said.\n"
        "The guild asks for money from the crown to buy new boats."
    )
    for name, partner in (("a.txt", "Sudland prosecutor"), ("b.txt", "Sudland minister")):
        text = corpus.add(name, story.format(partner) + ("\nMore soon." if name == "b.txt" else ""))
        lind = corpus.mention(text, "Ada Lind", "PERSON")
        other = corpus.mention(text, partner, "PERSON", kind=MentionKind.NOMINAL, country="S1")
        corpus.claim("CONSULT", lind, other, mode="meet")
    (conflict,) = conflicts_of(corpus)
    assert conflict.kind == "partner"
    assert "Sudland prosecutor" in conflict.explanation
    assert "Sudland minister" in conflict.explanation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("just 72 km from the border", "only 45 miles from the border"),
        ("about 20 percent of voters", "18 percent of voters"),
        ("at least 18 soldiers fell", "30 soldiers fell"),
        ("3.5 million settlers", "3,500,000 settlers"),
        ("more than 5 tons of fish", "6,000 kg of fish"),
        ("twelve boats", "12 boats"),
    ],
)
def test_quantities_agree_across_units_and_words(one, other):
    left, right = quantities_in(one)[0], quantities_in(other)[0]
    assert left.unit == right.unit
    assert agree(left, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [("18 soldiers fell", "30 soldiers fell"), ("up to 5 miles", "20 km"), ("40%", "60 percent")],
)
def test_quantities_that_differ_disagree(one, other):
    assert not agree(quantities_in(one)[0], quantities_in(other)[0])


@pytest.mark.parametrize(
    "text",
    ["in 2022", "on 24 June", "at 8 am", "for 14 years", "the 2022 war", "twenty minutes later"],
)
def test_dates_and_times_are_no_quantities(text):
    assert quantities_in(text) == []


def test_quantities_of_hostile_text_take_no_time():
    started = time.perf_counter()
    for text in ("a" * 50_000, "ab " * 20_000, "9" * 50_000, "more than " * 9_000):
        quantities_in(text)
    assert time.perf_counter() - started < 5
