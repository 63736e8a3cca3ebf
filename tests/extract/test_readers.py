import os
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import SkippedDocument, UnreadableDocument
from extract.readers import READERS, document_from_bytes, find_files, read_document
from extract.readers.language import foreign_language
from extract.segment import model_text

LIMIT = 3.0
"""CPU seconds for 100 kB: linear work takes 0.4 on a quiet machine, quadratic 20 and more."""
ENGLISH = "The minister said that the mine would be closed, and that it was not to be sold. "
GERMAN = "Der Minister sagte, dass die Grube geschlossen wird und nicht mehr verkauft werden soll. "
RUSSIAN = "Министр сказал, что шахта будет закрыта и что её не станут продавать никому. "


def read(text, name="a.txt"):
    return document_from_bytes(name, text.encode() if isinstance(text, str) else text)


# Bytes to text


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_text_of_a_txt_file_is_the_file_decoded(text):
    text = "a" + text
    assert read(text).text == text


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc\n", " a \n\n", "\ta\f\x0b b\x1b[0m", "a\x00b" + ENGLISH]
)
def test_line_breaks_spaces_and_control_signs_stay(text):
    assert read(text).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encoding_is_found(encoding):
    text = ENGLISH + "“No,” said the café’s owner – twice. " + ENGLISH
    assert read(text.encode(encoding)).text == text


def test_one_broken_byte_does_not_cost_the_other_letters():
    data = ("Kässbohrer, Ångström, Łódź: " + ENGLISH).encode() + b"\xff"
    assert read(data).text.startswith("Kässbohrer, Ångström, Łódź")


def test_declared_encoding_of_a_page_counts_where_utf8_fails():
    markup = f'<meta charset="windows-1250"><p>Wałęsa spoke. {ENGLISH}</p>'
    assert read(markup.encode("cp1250"), "a.html").text.startswith("Wałęsa")


@pytest.mark.parametrize("name", ["utf-7", "idna", "unicode_escape", "rot13", "hex", "no-such"])
def test_odd_declared_encoding_is_not_used(name):
    data = f"<meta charset={name}><p>caf\xe9 {ENGLISH}</p>".encode("cp1252")
    assert read(data, "a.html").text.startswith("café")


# What cannot be read


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "no text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 ...", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 4, "binary"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00", "binary"),
    ],
)
def test_bytes_without_text_are_refused_with_name_and_reason(data, reason):
    with pytest.raises(UnreadableDocument, match=rf"^a\.txt: .*{reason}"):
        read(data)


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "German"), (RUSSIAN, "Cyrillic")])
def test_text_in_another_language_is_skipped_with_the_reason(text, language):
    with pytest.raises(SkippedDocument, match=language):
        read(text * 10)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH * 10,
        ENGLISH * 5 + RUSSIAN * 3,
        GERMAN,
        "Anna Berg, Oslo\n" * 40,
        "Zürich Köln Paris Łódź " * 20,
        "12 34 56 " * 100,
    ],
)
def test_text_that_is_not_clearly_foreign_passes(text):
    assert foreign_language(text) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("French", "Le ministre a dit que la mine sera fermée et qu'elle ne sera pas vendue."),
        ("Spanish", "El ministro dijo que la mina se cerrará y que no se venderá a los vecinos."),
        (
            "Italian",
            "Il ministro ha detto che la miniera sarà chiusa e non venduta alla città.",
        ),
        ("Polish", "Minister powiedział, że kopalnia będzie zamknięta i nie jest na sprzedaż."),
        ("Dutch", "De minister zei dat de mijn wordt gesloten en niet aan het land zal worden."),
        ("Turkish", "Bakan bu maden için bir karar olarak kapanacak ve daha sonra değil dedi."),
        ("in Arabic script", "قال الوزير إن المنجم سيغلق ولن يباع إلى أحد من الجيران في هذا العام"),
        ("in Cjk script", "部长说矿山将关闭不会出售给任何邻居今年" * 10),
    ],
)
def test_language_is_named(language, text):
    assert foreign_language(text * 5) == language


def test_unknown_kind_of_file_is_skipped_and_the_kinds_are_named():
    with pytest.raises(SkippedDocument, match=r"a\.xyz: no reader .*\.txt"):
        read(ENGLISH, "a.xyz")


# Files


def test_folder_is_searched_and_sorted(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.md", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENGLISH)
    found = find_files([tmp_path, tmp_path / "a.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path, _ in found] == [
        "a.txt",
        "b.txt",
        "sub/c.md",
    ]
    assert read_document(*found[2]).name == "sub/c.md"


def test_file_offered_alone_is_named_by_its_name(tmp_path):
    (tmp_path / "a.txt").write_text(ENGLISH)
    [(path, root)] = find_files([tmp_path / "a.txt"])
    assert read_document(path, root).name == "a.txt"


def test_link_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    with pytest.raises(UnreadableDocument, match="link"):
        read_document(tmp_path / "b.txt", tmp_path)


def test_linked_folder_is_listed_and_not_entered(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text(ENGLISH)
    (tmp_path / "in" / "way").symlink_to(tmp_path / "out")
    assert find_files([tmp_path / "in"]) == [(tmp_path / "in" / "way", tmp_path / "in")]
    with pytest.raises(UnreadableDocument, match="outside"):
        read_document(tmp_path / "in" / "way" / "a.txt", tmp_path / "in")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_named_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadableDocument, match="no regular file"):
        read_document(tmp_path / "a.txt", tmp_path)


def test_folder_and_missing_file_are_refused(tmp_path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(UnreadableDocument, match="no regular file"):
        read_document(tmp_path / "a.txt")
    with pytest.raises(UnreadableDocument, match="no such file"):
        read_document(tmp_path / "b.txt")


def test_file_over_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("extract.readers.files.LARGEST", 100)
    (tmp_path / "a.txt").write_text("a" * 101)
    with pytest.raises(UnreadableDocument, match="larger"):
        read_document(tmp_path / "a.txt")
    with pytest.raises(UnreadableDocument, match="larger"):
        read("a" * 101)


@pytest.mark.parametrize("name", ["../../etc/a.txt", "a\nb.txt", "<b>.txt", "a\udcff.txt"])
def test_odd_name_is_only_a_name(name):
    document = read(ENGLISH, name)
    assert document.name == name.replace("\udcff", "\ufffd")


# What the text tells of itself


def test_headline_and_source_line_are_taken():
    document = read(f"Top Story\n\nMine to close next year\n\n{ENGLISH}\n\n(Source: Fjord Herald)")
    assert (document.title, document.source) == ("Mine to close next year", "Fjord Herald")


def test_first_sentence_is_no_title():
    assert read(f"{ENGLISH}\n{ENGLISH}").title == ""


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("© 2021 Fjord Media", "Fjord Media"),
        ("Fjord Publishing Limited [2021]", "Fjord Publishing Limited"),
        ("Copyright 2021 Fjord Review. All rights reserved.", "Fjord Review"),
        ("Copyright 2021. All rights reserved.", ""),
        ("Fjord Daily | 3 November 2021", "Fjord Daily"),
        ("Source: https://example.org/a", ""),
    ],
)
def test_publisher_is_taken_from_a_plain_line(line, source):
    assert read(f"{ENGLISH}\n\n{ENGLISH}\n\n{line}").source == source


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 3 November 2021, 10:05 GMT", date(2021, 11, 3)),
        ("November 3, 2021", date(2021, 11, 3)),
        ("2021-11-03", date(2021, 11, 3)),
        ("Fjord Daily, 3 November 2021", date(2021, 11, 3)),
        ("2021/11/0310:08:32 world 1518", None),
        ("3/4/2021", None),
        ("Published: 31 February 2021", None),
    ],
)
def test_date_is_taken_from_a_plain_stamp_only(line, day):
    document = read(f"Mine to close\n\n{line}\n\n{ENGLISH}\n\n{ENGLISH}")
    assert document.published == day
    assert document.published_origin == ("text" if day else "")


# Web pages

PAGE = f"""<!DOCTYPE html><html><head><title>Mine to close | Fjord</title>
<meta property="og:title" content="Mine to close &amp; be sold">
<meta property="og:site_name" content="Fjord Herald">
<meta property="article:published_time" content="2021-11-03T10:05:00Z">
<link rel="canonical" href="https://example.org/mine"><style>p {{}}</style></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/w">World</a></ul></nav>
<article><h1>Mine to close</h1><p>{ENGLISH * 2}<b>Bold</b>ly, Sweden<br>agreed.
<p>{ENGLISH * 2}<script>alert("x")</script><p style="display: none">unseen</p>
<div class="share-bar">Share it here</div><p>Last &lt;words&gt;.</p></article>
<aside>Denmark sells an island</aside><div id="comments">Nonsense, says a reader.</div>
</body></html>"""


def test_page_gives_its_visible_text_and_its_facts():
    document = read(PAGE, "a.html")
    assert document.title == "Mine to close & be sold"
    assert document.source == "Fjord Herald"
    assert document.url == "https://example.org/mine"
    assert document.published == date(2021, 11, 3)
    assert document.published_origin == "metadata"
    assert "Boldly, Sweden\nagreed.\n\nThe minister" in document.text
    assert document.text.find("Last <words>.") > 0
    assert "unseen" not in document.text
    assert "alert" not in document.text


def test_what_is_not_article_is_masked_in_a_page():
    left = model_text(read(PAGE, "a.html"))
    for words in ("Home", "Denmark", "Nonsense", "Share it"):
        assert words in read(PAGE, "a.html").text
        assert words not in left
    assert "Last <words>." in left


def test_page_without_end_tags_is_read():
    document = read(f"<nav>Home<p>One {ENGLISH}<p>Two {ENGLISH}<div>Three</i></b>", "a.html")
    assert model_text(document).split()[-1] == "Three"


def test_linked_data_gives_the_date():
    linked = '<script type="application/ld+json">{"datePublished": "2021-11-03"}</script>'
    assert read(f"{linked}<p>{ENGLISH}", "a.html").published == date(2021, 11, 3)


@pytest.mark.parametrize("linked", ["{", "[1, null]", "[" * 50_000, '{"datePublished": 7}'])
def test_broken_linked_data_is_passed_over(linked):
    markup = f'<script type="application/ld+json">{linked}</script><p>{ENGLISH}'
    assert read(markup, "a.html").published is None


# Markdown


def test_markdown_is_kept_and_its_markup_masked():
    text = (
        "---\ntitle: Mine to close\nsource: Fjord Herald\n---\n# Mine\n\n"
        f"**Oslo** said [no](https://example.org/a_b). {ENGLISH}\n\n```\nx = 1\n```\n- Sweden\n"
    )
    document = read(text, "a.md")
    assert document.text == text
    assert (document.title, document.source) == ("Mine to close", "Fjord Herald")
    words = model_text(document).split()
    assert words[:4] == ["Mine", "Oslo", "said", "no"]
    assert words[-1] == "Sweden"
    assert not {"x", "https", "title"} & set(words)


# Every format

HOSTILE = [
    "<" * 100_000,
    "<a " * 33_000,
    "<!--" * 25_000,
    "<![CDATA[" * 11_000,
    "<?" * 50_000,
    "&" * 100_000,
    "&#x" * 33_000,
    "<a b='" * 16_000,
    "<div>" * 20_000,
    "</div>" * 16_000,
    "<p>" * 33_000,
    "<script>" * 12_000,
    "[" * 100_000,
    "[a](" * 25_000,
    "*" * 100_000,
    "> " * 50_000,
    "# " * 50_000,
    "- " * 50_000,
    "```\n" * 25_000,
    "---\n" * 25_000,
    "© 2021 " * 14_000,
    "Source: " * 12_000,
    "A" * 100_000,
    "\n".join(["November 3, 2021"] * 6_000),
]


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:9]))
def test_hostile_text_takes_no_time(text, suffix):
    started = time.process_time()
    with suppress(UnreadableDocument):
        read("A\n" + text, f"a{suffix}")
    assert time.process_time() - started < LIMIT


@pytest.mark.parametrize("suffix", sorted(READERS))
@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_a_document_or_a_reason(data, suffix):
    try:
        document = document_from_bytes(f"a{suffix}", data)
    except UnreadableDocument as error:
        assert str(error).startswith(f"a{suffix}: ")
    else:
        edges = [edge for mask in document.masks for edge in (mask.start, mask.end)]
        assert edges == sorted(edges)
        assert len(model_text(document)) == len(document.text)


def test_readers_are_found_by_ending_in_any_case():
    assert read(ENGLISH, "A.TXT").name == "A.TXT"
    assert all(suffix == suffix.lower() for suffix in READERS)
    assert Path("extract/readers").is_dir()
