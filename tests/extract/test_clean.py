import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clean import find_masks
from extract.lexicons import load_lexicon

LIMIT = 3.0
"""CPU seconds for 100 kB: linear work takes 0.4 on a quiet machine, quadratic 20 and more."""
BODY = [
    "Norway will close its last coal mine next year, the energy minister told reporters on Monday.",
    "The mine on the island employs fewer than a hundred people, most of whom come from the north.",
    "Its closure had been put off twice because of the price of power, which doubled in a winter.",
    "Sweden and Finland have promised to take part of the output of a new wind farm at sea.",
]


def masked(text):
    return {text[mask.start : mask.end]: mask.reason for mask in find_masks(text)}


def page(*lines):
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Top Story", "chrome"),
        ("Skip to main content", "chrome"),
        ("Back to top", "chrome"),
        ("International  Latest News", "chrome"),
        ("Home > World News > Europe", "chrome"),
        ("Home | Norway | Energy | Contact", "chrome"),
        ("Share on Facebook", "chrome"),
        ("12 Shares Share Tweet Email", "chrome"),
        ("Follow us on Telegram", "chrome"),
        ("5 min read", "chrome"),
        ("* * *", "chrome"),
        ("- Advertisement -spot_img", "chrome"),
        ("Share this...", "chrome"),
        ("SUBSCRIBE: https://example.org/a", "chrome"),
        ("Get the latest stories right on your browser.", "form"),
        ("https://example.org/a/b", "chrome"),
        ("Write to news@example.org", "chrome"),
        ("Your email address will not be published. Required fields are marked *", "form"),
        ("Save my name, email, and website in this browser for the next time I comment.", "form"),
        ("We use cookies to improve your experience. By staying you agree to that.", "form"),
        ("© 2021 The Fjord Herald", "copyright"),
        ("Copyright (c) Fjord Media. All rights reserved.", "copyright"),
        ("Fjord Publishing Limited [2021]", "copyright"),
        ("(Source: Fjord Herald)", "source"),
        ("Source: Fjord Herald", "source"),
        ("2021/11/0310:08:32 world 1518", "stamp"),
        ("Published: 3 November 2021, 10:05 GMT", "stamp"),
        ("November 3, 2021", "stamp"),
        ("16 August 2014    Read: 677", "stamp"),
        ("November 3, 2021 / 4:40 PM / in 5 years", "stamp"),
        ("3 hours ago", "stamp"),
        ("Updated on Wed, Nov 3, 2021 at 6:15 pm", "stamp"),
        ("By Kari Nordmann and Ola Dahl", "byline"),
        ("BY KARI NORDMANN", "byline"),
        ("Written by Editor KN", "byline"),
        ("Reporting by Kari Nordmann; Editing by Ola Dahl", "byline"),
        ("Photo: Kari Nordmann/AFP", "byline"),
        ("Read more: Sweden opens a wind farm", "teaser"),
        ("See also Sweden opens a wind farm at sea", "teaser"),
    ],
)
def test_page_line_is_masked(line, reason):
    text = page("Norway closes its last mine", *BODY[:2], line, *BODY[2:])
    assert masked(text) == {line: reason}


@pytest.mark.parametrize(
    "line",
    [
        "Good reasons on every side",
        "“Very worried”",
        "“Not good.”",
        "Politics",
        "Kazakhstan",
        "Security and trade",
        "By Friday the mine had closed.",
        "By then, Oslo had changed its mind",
        "Published in Oslo, the report says that the mine lost money.",
        "Read literally, the law forbids it.",
        "Related companies have closed too, the minister said.",
        "Source: of the trouble was a law that nobody had read in full before it was passed there.",
        "Share this burden with us, the minister told her colleagues from Sweden and from Finland.",
        "Comments by the minister angered Sweden.",
        "Sign of the times: miners leave",
        "In 2014 the mine made a profit.",
        "The vote is on 3 November 2021.",
        "Minister: mine will close",
        "Oslo, Norway: the minister resigns",
        "NATO — the alliance of thirty states — welcomed the step.",
        "Norway – a neighbour of Russia – has closed a mine.",
        "Oslo (the capital) - is far from the mine",
        "Norway: Sweden will pay for the mine",
        "The mine closed two years ago.",
        "Miners met the staff",
    ],
)
def test_article_line_is_not_masked(line):
    assert masked(page("Norway closes its last mine", *BODY[:2], line, *BODY[2:])) == {}


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO (Reuters) -",
        "Oslo () –",
        "OSLO, Norway —",
        "OSLO, Nov. 3 (Xinhua) --",
        "Oslo (AP) –",
        "OSLO, November 3. /TASS/.",
        "OSLO, 3 November 2021, (NTB):",
        "Oslo (AFP) November 3, 2021",
        "TROMSO –",
    ],
)
def test_dateline_is_masked_and_the_sentence_after_it_is_not(dateline):
    assert masked(page(f"{dateline} {BODY[0]}", *BODY[1:])) == {dateline: "dateline"}


def test_teasers_at_the_end_are_masked():
    text = page(
        *BODY,
        "Related Articles",
        "File - Miners in the town of Kiruna, which lies north of the circle.",
        "Denmark confirms the sale of an island",
        "A new telephone folds three times",
    )
    assert list(masked(text).values()) == ["chrome", "teaser", "teaser", "teaser"]


def test_prose_after_a_marker_is_not_masked():
    text = page(*BODY, "Read more", BODY[0] + " He gave no date.", BODY[1][:-1] + " of Norway.")
    assert masked(text) == {"Read more": "chrome"}


def test_headline_after_a_marker_amid_the_article_is_masked():
    text = page(BODY[0], "See also", "Denmark confirms the sale of an island", *BODY[1:])
    assert masked(text) == {
        "See also": "chrome",
        "Denmark confirms the sale of an island": "teaser",
    }


def test_comments_are_masked_to_the_end():
    text = page(*BODY, "2 comments", "I think Norway is wrong here. Sweden was right all along.")
    assert list(masked(text).values()) == ["chrome", "form"]


def test_cut_off_lead_that_stands_again_below_is_masked():
    lead = BODY[0].rsplit(" ", 5)[0] + "…"
    assert masked(page(lead, *BODY)) == {lead: "repeat"}


def test_line_repeated_word_for_word_is_masked_once():
    assert len(masked(page(*BODY))) == 0
    assert len(find_masks(page(*BODY, BODY[0]))) == 1


def test_name_beside_a_date_is_a_byline_but_the_headline_is_not():
    text = page("Norway Closes Last Mine", "November 3, 2021", "Fjord Daily Kari Nordmann", *BODY)
    assert masked(text) == {"November 3, 2021": "stamp", "Fjord Daily Kari Nordmann": "byline"}


def test_headline_is_no_byline_even_beside_a_date():
    text = page("51.6 F", "World News", "November 3, 2021", "Norway Closes Mine", *BODY)
    assert masked(text) == {"World News": "chrome", "November 3, 2021": "stamp"}


def test_who_wrote_without_a_name_is_a_byline_beside_a_date():
    text = page("Norway closes its last mine", "November 3, 2021", "Fjord Staff", *BODY)
    assert masked(text)["Fjord Staff"] == "byline"


def test_credit_of_a_picture_and_link_at_the_end_are_masked_within_a_line():
    text = page(BODY[0] + " (NTB Photo/Kari Nordmann)", BODY[1] + " …read more", *BODY[2:])
    assert masked(text) == {"(NTB Photo/Kari Nordmann)": "byline", "…read more": "chrome"}


def test_offsets_are_those_of_the_text_with_any_line_breaks():
    text = "Menu\r\n\r\nA mine closes.\r\n  Back to top \r\n"
    assert [text[mask.start : mask.end] for mask in find_masks(text)] == ["Menu", "Back to top"]


def test_text_without_a_line_has_no_masks():
    assert find_masks("") == ()
    assert find_masks(" \n\t\n") == ()


@given(st.text(alphabet="aA .\n:(-)©2", max_size=200) | st.text(max_size=100))
def test_masks_are_sorted_and_do_not_overlap(text):
    masks = find_masks(text)
    edges = [edge for mask in masks for edge in (mask.start, mask.end)]
    assert edges == sorted(edges)
    assert all(0 <= mask.start < mask.end <= len(text) for mask in masks)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 100_000,
        " " * 100_000,
        "A" * 100_000,
        "A. " * 33_000,
        "A (" * 33_000,
        ("A A, A, A A, A" * 6 + "\n") * 1_200,
        ("A-" * 39 + "\n") * 1_250,
        "By A " * 20_000,
        "\n".join(["Read more"] * 10_000),
        "12:12 " * 16_000,
        "1/" * 50_000,
        "a\n" * 50_000,
        ("word " * 30 + "\n") * 650,
        "… " * 50_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_hostile_text_takes_no_time(text):
    started = time.process_time()
    find_masks(text)
    assert time.process_time() - started < LIMIT


def test_lexicon_is_lower_case_and_sorted():
    for name, words in load_lexicon("chrome").items():
        assert all(word == word.lower() for word in words), name
    lists = Path("extract/lexicon/chrome.yml").read_text(encoding="utf-8").split(":\n")[1:]
    for block in lists:
        entries = [line for line in block.splitlines() if line.startswith("  - ")]
        assert len(entries) == len(set(entries))
