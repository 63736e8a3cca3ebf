"""Events that a text names: their spans, references and chains."""

import time

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from evidence.model import Document, MentionKind, document_id, text_sha256
from extract.annotations import Analysis, MentionDraft
from extract.event_mentions import find_event_mentions
from extract.lexicons import load_lexicon

VOCAB = English().vocab


def analysis_of(text: str) -> Analysis:
    from extract.extractor import analyse, parse, pipeline_of

    document = Document(document_id("a.txt", text), "a.txt", text, text_sha256(text))
    return analyse(document, next(parse([document], pipeline_of(None))))


def events_of(text: str) -> dict[str, tuple[int, str | None]]:
    """Chain and reference of each event by its words; a repeated name gets a prime."""
    analysis = analysis_of(text)
    found: dict[str, tuple[int, str | None]] = {}
    for mention in analysis.mentions:
        if mention.label == "EVENT":
            words = analysis.doc[mention.start : mention.end].text
            while words in found:
                words += "'"
            found[words] = (mention.chain, mention.reference)
    return found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words", "reference"),
    [
        ("The war in Yemen goes on.", "war in Yemen", "event:war:YE"),
        ("Iraq's invasion of Kuwait failed.", "invasion of Kuwait", "event:war:KW"),
        (
            "The Turkish military operation against Syria ended.",
            "Turkish military operation against Syria",
            "event:war:SY",
        ),
        (
            "Moscow denounced Western sanctions against Belarus.",
            "Western sanctions against Belarus",
            "event:sanctions:BY",
        ),
        ("He spoke at the annual economic forum in Davos.", "economic forum in Davos", None),
        ("The earthquake in Nepal killed thousands.", "earthquake in Nepal", None),
        ("Brazil abstained in the Syria war vote.", "Syria war vote", None),
        ("The President ordered partial mobilization.", "partial mobilization", None),
        ("The Munich Security Conference opened.", "Munich Security Conference", None),
        ("The U.S. invasion of Panama failed.", "U.S. invasion of Panama", "event:war:PA"),
        (
            "The peace talks between Ethiopia and Eritrea failed.",
            "peace talks between Ethiopia and Eritrea",
            None,
        ),
    ],
)
def test_event_is_found_with_its_span(text: str, words: str, reference: str | None) -> None:
    events = events_of(text)
    assert words in events, events
    assert events[words][1] == reference


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The company held a meeting.",
        "He was accused of war crimes.",
        "She lost her battle with cancer and her game was over.",
        "Prices rose in the process.",
        "The operation of the plant was costly.",
        "The peace-loving teacher walked home.",
        "They went on a trip.",
        "He won 500 votes.",
    ],
)
def test_nouns_that_name_no_event_are_left_out(text: str) -> None:
    assert events_of(text) == {}


@pytest.mark.model
def test_one_war_by_its_many_names_is_one_event() -> None:
    events = events_of(
        "Iraq's invasion of Kuwait shocked the region. The war in Kuwait killed thousands. "
        "After the invasion, Egypt sent troops. The Iraqi offensive against Kuwait went on."
    )
    assert len({chain for chain, _ in events.values()}) == 1, events
    assert {reference for _, reference in events.values()} == {"event:war:KW"}


@pytest.mark.model
def test_two_wars_stay_two_events() -> None:
    events = events_of("The war in Yemen is longer than the war in Sudan.")
    assert events["war in Yemen"][0] != events["war in Sudan"][0]


@pytest.mark.model
def test_bare_noun_points_back_to_the_talks() -> None:
    events = events_of(
        "Kenya is host of Sudan peace talks involving Uganda and Chad. It offered to end the "
        "process. It has hosted such meetings since 2017."
    )
    assert {"Sudan peace talks", "process", "meetings"} <= set(events)
    assert len({chain for chain, _ in events.values()}) == 1


@pytest.mark.model
def test_forum_of_last_year_is_another_event() -> None:
    events = events_of(
        "Lula would not attend the annual economic forum in Davos. "
        "At last year's forum, Lula spoke with Macron."
    )
    assert events["last year's forum"][0] != events["economic forum in Davos"][0]


@pytest.mark.model
def test_meeting_of_a_series_is_not_the_process() -> None:
    events = events_of(
        "The Geneva process has finished its work. We declare the 20th meeting under the Geneva "
        "process final."
    )
    chains = {words: chain for words, (chain, _) in events.items()}
    assert chains["Geneva process"] == chains["Geneva process'"]
    assert chains["20th meeting under the Geneva process"] != chains["Geneva process"]


@pytest.mark.model
def test_war_between_two_countries_is_joined_to_the_war_in_one() -> None:
    events = events_of(
        "The war in Ukraine is in its third year. The Russo-Ukrainian conflict has cost many lives."
    )
    assert len({chain for chain, _ in events.values()}) == 1, events


def bare_doc(sentences: int) -> Doc:
    """The words "the war in X ." many times over, parsed by hand."""
    words, heads, deps, tags = [], [], [], []
    for number in range(sentences):
        first = 5 * number
        words += ["the", "war", "in", f"X{number}", "."]
        heads += [first + 1, first + 1, first + 1, first + 2, first + 1]
        deps += ["det", "ROOT", "prep", "pobj", "punct"]
        tags += ["DT", "NN", "IN", "NNP", "."]
    return Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, lemmas=words)


def test_thousands_of_events_take_linear_time() -> None:
    def seconds(sentences: int) -> float:
        doc = bare_doc(sentences)
        document = Document("d", "a.txt", doc.text, "")
        places = [
            MentionDraft(5 * i + 3, 5 * i + 4, "COUNTRY", MentionKind.NAME, country=f"{i}")
            for i in range(sentences)
        ]
        analysis = Analysis(document, doc, places)
        start = time.perf_counter()
        find_event_mentions(analysis)
        assert len(analysis.mentions) == 2 * sentences
        return time.perf_counter() - start

    seconds(200)
    assert seconds(4_000) < 20 * max(seconds(800), 0.01)


def test_lists_of_event_nouns_are_lower_case_and_in_one_class() -> None:
    lists = load_lexicon("event_nouns")
    from extract.event_nouns import CLASSES

    seen: dict[str, str] = {}
    for name in CLASSES:
        for entry in lists[name]:
            assert entry == entry.lower()
            assert entry not in seen, f"{entry} is in {seen.get(entry)} and {name}"
            seen[entry] = name
    assert lists["phrase_heads"].isdisjoint(seen)
