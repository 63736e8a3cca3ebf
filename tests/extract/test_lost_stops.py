"""Sentences whose full stop is lost in the text."""

import pytest

from extract.pipeline import line_starts


def starts(doc):
    return [token.i for token in line_starts(doc) if token.is_sent_start]


def test_capital_article_after_a_small_noun_starts_a_sentence(make_doc):
    doc = make_doc(
        "They want an end to the fighting The country will wait",
        tags=["PRP", "VBP", "DT", "NN", "IN", "DT", "NN", "DT", "NN", "MD", "VB"],
        sent_starts=[True] + [False] * 10,
    )
    assert starts(doc) == [0, 7]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Judges in The Hague met", ["NNS", "IN", "DT", "NNP", "VBD"]),
        ("the paper The Times wrote", ["DT", "NN", "DT", "NNPS", "VBD"]),
        ("the truce he signed held", ["DT", "NN", "PRP", "VBD", "VBD"]),
    ],
)
def test_names_and_small_words_start_none(make_doc, text, tags):
    doc = make_doc(text, tags=tags, sent_starts=[True] + [False] * (len(tags) - 1))
    assert starts(doc) == [0]
