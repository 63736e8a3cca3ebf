import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Mask
from extract.segment import junk_runs, model_text, pieces

LIMIT = 3.0
"""CPU seconds for 100 kB: linear work takes 0.4 on a quiet machine, quadratic 20 and more."""
WRAPPED = """\
The two delegations met for most of the afternoon in a hall by the river, and
neither side would say afterwards whether the customs posts had been on the
table. A clerk who carried papers between the rooms said that they were, and
that the talks broke off twice over the wording of one paragraph.
"""
HOSTILE = [
    "(" * 100_000,
    "'" * 100_000,
    "a-" * 50_000,
    "\n" * 100_000,
    " " * 100_000,
    "\r\n" * 50_000,
    "$1" * 50_000,
    ". " * 50_000,
    ".\"'" * 33_000,
    ("(" * 999 + "a") * 100,
    "\n \t" * 33_000,
    "😀" * 100_000,
]


@given(st.text())
def test_model_text_is_as_long_as_the_text(text):
    from evidence.model import Document

    document = Document("d", "a.txt", text, "")
    assert len(model_text(document)) == len(text)


def test_masked_stretches_are_blank_and_keep_their_line_breaks(make_document):
    document = make_document("Menu\nHome\nThe minister left.", masks=(Mask(0, 9, "chrome"),))
    assert model_text(document) == "    \n    \nThe minister left."


def test_long_run_without_letters_is_blank_and_the_words_around_it_stay(make_document):
    text = "Before " + "(" * 5_000 + "Oslo said no."
    result = model_text(make_document(text))
    assert "(" not in result
    assert result.endswith("Oslo said no.")
    assert junk_runs(text) == (Mask(7, 5_007, "junk"),)


def test_short_run_of_signs_stays(make_document):
    assert model_text(make_document("Wait ... what?!")) == "Wait ... what?!"


def test_endless_word_is_blank(make_document):
    assert model_text(make_document("a-" * 2_000)).strip() == ""


def test_every_kind_of_line_break_becomes_a_line_feed(make_document):
    assert model_text(make_document("a\r\nb\rc\u2028d\fe")) == "a \nb\nc\nd\ne"


def test_signs_that_confuse_a_tokenizer_become_plain(make_document):
    assert model_text(make_document("a\x00b\xa0c\ud800d")) == "a b c\ufffdd"


def test_lines_wrapped_to_a_width_are_joined(make_document):
    assert "and neither side" in model_text(make_document(WRAPPED))


def test_one_paragraph_a_line_is_not_joined(make_document):
    text = "Prices rise\nThe ministry blames the drought\nBread is dearer\nSo is milk\nNot tea"
    assert model_text(make_document(text)) == text


@given(st.text(alphabet="ab .\n\r\"'", max_size=300), st.integers(1, 40))
def test_pieces_cover_the_text_without_gap(text, limit):
    cuts = pieces(text, limit)
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(0 < end - start <= limit for start, end in cuts)


def test_pieces_cut_after_a_paragraph_before_a_sentence_before_a_word():
    assert pieces("One. Two.\n\nThree four", 15)[0] == (0, 10)
    assert pieces("One. Two three four", 15)[0] == (0, 5)
    assert pieces("One two three four", 15)[0] == (0, 14)
    assert pieces("x" * 20, 15)[0] == (0, 15)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
def test_hostile_text_takes_no_time(text, make_document):
    started = time.process_time()
    result = model_text(make_document(text))
    assert pieces(result) is not None
    junk_runs(text)
    assert time.process_time() - started < LIMIT
