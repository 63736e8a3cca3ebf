"""Who is cited, by which words, with which content."""

from extract.annotations import Analysis
from extract.arguments import Arguments
from extract.attribution import find_attributions
from extract.attribution_headlines import headline_attribution
from extract.attribution_quotes import find_quotes
from tests.support.trees import analysis_of, parse, told

Cited = tuple[str | None, str | None, list[str]]


def cited(analysis: Analysis) -> list[Cited]:
    """Speaker, cue and contents of every attribution, in words."""
    doc = analysis.doc
    words = [doc[m.start : m.end].text for m in analysis.mentions]
    return [
        (
            None if a.source is None else words[a.source],
            None if a.cue is None else doc[slice(*a.cue)].text,
            [doc[slice(*span)].text for span in a.content],
        )
        for a in analysis.attributions
    ]


def found(rows: str, *mentions: tuple[int, str]) -> Analysis:
    analysis = analysis_of(parse(rows), *mentions)
    find_attributions(analysis)
    return analysis


BEFORE = """Togo NNP nsubj 1
said VBD ROOT 1 say
Chad NNP nsubj 3
left VBD ccomp 1 leave
Mali NNP dobj 3"""


def test_verb_before_what_is_said() -> None:
    analysis = found(BEFORE, (0, "COUNTRY"), (2, "COUNTRY"), (4, "COUNTRY"))
    assert cited(analysis) == [("Togo", "said", ["Chad left Mali"])]


def test_act_of_speech_is_an_edge_to_whom_it_speaks_of() -> None:
    analysis = found(BEFORE, (0, "COUNTRY"), (2, "COUNTRY"), (4, "COUNTRY"))
    assert told(analysis) == [("Togo", "STATE", "Chad")]


def test_duty_makes_a_demand() -> None:
    rows = """Togo NNP nsubj 1
said VBD ROOT 1 say
Chad NNP nsubj 4
must MD aux 4
leave VB ccomp 1
Mali NNP dobj 4"""
    assert told(found(rows, (0, "COUNTRY"), (2, "COUNTRY"))) == [("Togo", "REQUEST", "Chad")]


def test_verb_after_what_is_said() -> None:
    rows = """Chad NNP nsubj 1
left VBD ccomp 4 leave
, , punct 4
Togo NNP nsubj 4
said VBD ROOT 4 say"""
    assert cited(found(rows, (0, "COUNTRY"), (3, "COUNTRY"))) == [("Togo", "said", ["Chad left"])]


def test_tag_between_commas_splits_the_content() -> None:
    rows = """Chad NNP nsubj 6
, , punct 0
Togo NNP nsubj 3
said VBD parataxis 6 say
, , punct 3
had VBD aux 6 have
left VBN ROOT 6 leave
Mali NNP dobj 6"""
    analysis = found(rows, (0, "COUNTRY"), (2, "COUNTRY"), (7, "COUNTRY"))
    assert cited(analysis) == [("Togo", "said", ["Chad", "had left Mali"])]


def test_according_to_covers_its_clause() -> None:
    rows = """Chad NNP nsubj 1
left VBD ROOT 1 leave
Mali NNP dobj 1
according VBG prep 1 accord
to IN prep 3
Togo NNP pobj 4"""
    analysis = found(rows, (0, "COUNTRY"), (2, "COUNTRY"), (5, "COUNTRY"))
    assert cited(analysis) == [("Togo", "according to", ["Chad left Mali"])]


def test_quoting_names_person_and_medium() -> None:
    rows = """Chad NNP nsubj 1
left VBD ccomp 4 leave
, , punct 4
Reuters NNP nsubj 4
quoted VBD ROOT 4 quote
Ek NNP dobj 4
as IN prep 4
saying VBG pcomp 6 say"""
    analysis = found(rows, (0, "COUNTRY"), (3, "ORGANIZATION"), (5, "PERSON"))
    assert cited(analysis) == [("Ek", "quoted", ["Chad left"])]
    assert [analysis.mentions[n].start for n in analysis.attributions[0].via] == [3]


def test_order_to_act_cites_nobody() -> None:
    rows = """Togo NNP nsubj 1
ordered VBD ROOT 1 order
Chad NNP nsubj 4
to TO aux 4
leave VB ccomp 1"""
    assert cited(found(rows, (0, "COUNTRY"), (2, "COUNTRY"))) == []


def test_accusation_content_follows_of() -> None:
    rows = """Togo NNP nsubj 1
accused VBD ROOT 1 accuse
Chad NNP dobj 1
of IN prep 1
stealing VBG pcomp 3 steal
gold NN dobj 4"""
    assert cited(found(rows, (0, "COUNTRY"), (2, "COUNTRY"))) == [
        ("Togo", "accused", ["stealing gold"])
    ]


QUOTES = """“ `` punct 2
We PRP nsubj 2
left VBD ccomp 5 leave
, , punct 5
” '' punct 5
said VBD ROOT 5 say
Ek NNP nsubj 5
. . punct 5

“ `` punct 11
Chad NNP nsubj 11
never RB neg 11
came VBD ROOT 11 come
. . punct 11
” '' punct 11"""


def test_quotation_that_goes_on_keeps_its_speaker() -> None:
    analysis = found(QUOTES, (6, "PERSON"), (9, "COUNTRY"))
    assert cited(analysis) == [("Ek", "said", ["We left"]), ("Ek", None, ["Chad never came"])]


def test_short_words_in_quotes_are_no_quotation() -> None:
    rows = "the DT det 2\n“ `` punct 2\nally NN ROOT 2\n” '' punct 2"
    assert find_quotes(parse(rows)) == []


HEADLINE = """Chad NNP nsubj 1
leaves VBZ ROOT 1 leave
Mali NNP dobj 1
: : punct 1
Togo NNP dep 1"""


def test_source_after_the_colon_of_a_headline() -> None:
    analysis = analysis_of(parse(HEADLINE), (0, "COUNTRY"), (2, "COUNTRY"), (4, "COUNTRY"))
    draft = headline_attribution(next(analysis.doc.sents), Arguments(analysis))
    assert draft is not None
    assert (draft.source, draft.cue, draft.content) == (2, None, ((0, 3),))


def test_sentence_with_a_colon_is_no_headline() -> None:
    analysis = analysis_of(parse(HEADLINE + "\n. . punct 1"), (0, "COUNTRY"), (4, "COUNTRY"))
    assert headline_attribution(next(analysis.doc.sents), Arguments(analysis)) is None
