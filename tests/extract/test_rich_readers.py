"""Readers that run in a process of their own: PDF, Word, Rich Text, e-mail."""

import io
import os
import time
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import UnreadableDocument
from evidence.contract import broken_rules
from evidence.model import Extraction
from extract.readers import document_from_bytes
from extract.readers.bounded import Child
from extract.segment import model_text

TORTURE = int(os.environ.get("CITEGRAPH_TORTURE", "1"))
ENGLISH = "The minister said that the mine would be closed, and that it was not to be sold."
LINES = [
    "The minister said on Monday that the mine would be closed, and that it was",
    "not to be sold to anyone in Sweden or in Finland before the next election in",
    "the spring, which his own party is not expected to win by any of the polls in",
    "the country.",
]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf_of(*pages, title=""):
    """A PDF of lines of Helvetica, each page a list of lines."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj T* " for line in lines)
        content = f"BT /F1 11 Tf 72 720 Td 14 TL {shown}ET"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * number} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
        ]
    objects.append(f"<</Title({title})>>")
    file = io.BytesIO(b"%PDF-1.4\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(file.tell())
        file.write(f"{number} 0 obj{body}endobj\n".encode())
    start = file.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    file.write(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\n"
        f"startxref\n{start}\n%%EOF".encode()
    )
    return file.getvalue()


def docx_of(body, **parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            archive.writestr({"facts": "docProps/core.xml"}.get(name, name), content)
    return file.getvalue()


def run(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def mail_of(text="", html="", **headers):
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


# PDF


def test_pdf_gives_its_text_and_title():
    document = document_from_bytes("a.pdf", pdf_of(LINES, title="Mine to close"))
    assert document.title == "Mine to close"
    assert document.text.splitlines() == LINES
    assert "anyone in Sweden or in Finland before the next election in the spring" in model_text(
        document
    )


def test_pages_are_apart_by_a_form_feed():
    document = document_from_bytes("a.pdf", pdf_of(LINES, ["Sweden agreed.", "So did Norway."]))
    assert [page.split("\n")[0].strip() for page in document.text.split("\f")] == [
        LINES[0],
        "Sweden agreed.",
    ]


def test_running_heads_of_a_pdf_are_masked():
    pages = [["Fjord Herald", f"Oslo said no, part {n}.", f"Page {n}"] for n in range(1, 5)]
    document = document_from_bytes("a.pdf", pdf_of(*pages))
    left = model_text(document).split()
    assert left.count("Oslo") == 4
    assert "Herald" not in left
    assert "Page" not in left


def test_pdf_without_a_text_layer_says_so():
    with pytest.raises(UnreadableDocument, match=r"a\.pdf: no text layer on 2 of 2 .*OCR"):
        document_from_bytes("a.pdf", pdf_of([], []))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"no pdf", pdf_of(LINES)[:200]])
def test_damaged_pdf_says_so(data):
    with pytest.raises(UnreadableDocument, match="damaged"):
        document_from_bytes("a.pdf", data)


# Word


def test_word_gives_paragraphs_tables_and_content_controls_in_order():
    table = f"<w:tbl><w:tr><w:tc>{run('In a table.')}</w:tc></w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent>{run('In a control.')}</w:sdtContent></w:sdt>"
    deleted = f"<w:del>{run('Deleted.')}</w:del>"
    body = run("Before.") + table + deleted + control + run("After &amp; all.") + "<w:p/>"
    facts = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Mine</dc:title>'
        "<dc:publisher>Fjord Herald</dc:publisher></c>"
    )
    document = document_from_bytes("a.docx", docx_of(body, facts=facts))
    assert document.text == "Before.\n\nIn a table.\n\nIn a control.\n\nAfter & all."
    assert (document.title, document.source) == ("Mine", "Fjord Herald")


def test_word_bomb_is_refused():
    data = docx_of("<w:p/>" * 20_000_000)
    assert len(data) < 1_000_000
    with pytest.raises(UnreadableDocument, match="over 100 MB"):
        document_from_bytes("a.docx", data)


def test_entities_of_word_are_not_fetched():
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"{entity}<w:p xmlns:w='{WORD}'><w:t>&e;</w:t></w:p>")
    with pytest.raises(UnreadableDocument):
        document_from_bytes("a.docx", file.getvalue())


CUT_FRONT = docx_of(run("x"))[60:]
"""What zipfile finds in it begins before its first byte."""


@pytest.mark.parametrize("data", [b"no zip", b"PK\x03\x04", docx_of(run("x"))[:100], CUT_FRONT])
def test_damaged_word_says_so(data):
    with pytest.raises(UnreadableDocument, match="damaged"):
        document_from_bytes("a.docx", data)


# E-mail


def test_mail_gives_subject_sender_day_and_body():
    data = mail_of(
        f"{ENGLISH}\n\nOn Monday Ola Dahl wrote:\n> It will not be closed.\n\n-- \nKari, Oslo\n",
        Subject="The mine",
        From="Kari Nordmann <kari@example.org>",
        Date="Wed, 03 Nov 2021 10:05:00 +0100",
    )
    document = document_from_bytes("a.eml", data)
    assert (document.title, document.source) == ("The mine", "Kari Nordmann")
    assert document.published == date(2021, 11, 3)
    assert "> It will not be closed." in document.text
    assert model_text(document).split() == ["The", "mine", *ENGLISH.split()]


def test_mail_in_html_alone_gives_its_visible_text():
    message = EmailMessage()
    message["Subject"] = "The mine"
    message.set_content(f"<nav>Menu</nav><p>{ENGLISH}</p>", subtype="html")
    document = document_from_bytes("a.eml", message.as_bytes())
    assert "<p>" not in document.text
    assert model_text(document).split() == ["The", "mine", *ENGLISH.split()]


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset=utf-9",
        "From: a b:c@d:e",
        "From: x@",
        "Date: 99 99",
        "Content-Type: ;;;=",
    ],
)
def test_odd_header_does_not_cost_the_mail(header):
    data = f"{header}\nSubject: Mine closed\n\n{ENGLISH}\n".encode()
    document = document_from_bytes("a.eml", data)
    assert document.title == "Mine closed"
    assert ENGLISH in document.text


def test_mail_without_text_says_so():
    message = EmailMessage()
    message["Subject"] = "Picture"
    message.set_content(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(UnreadableDocument, match="no text in the e-mail"):
        document_from_bytes("a.eml", message.as_bytes())


# Rich Text


def test_rich_text_gives_its_text():
    data = rb"{\rtf1\ansi {\b Oslo} said {\i no}.\par Caf\'e9 closed.\par}"
    assert document_from_bytes("a.rtf", data).text == "Oslo said no.\nCafé closed."


@pytest.mark.parametrize("number", ["1114112", "-70000", "9" * 5_000])
def test_impossible_sign_does_not_cost_the_text(number):
    document = document_from_bytes("a.rtf", rb"{\rtf1 Oslo \u%s? said no.}" % number.encode())
    assert document.text == "Oslo \ufffd said no."


def test_what_is_no_rich_text_says_so():
    with pytest.raises(UnreadableDocument, match="no Rich Text"):
        document_from_bytes("a.rtf", ENGLISH.encode())


# Bounds


def test_file_that_takes_too_long_is_given_up_and_the_next_one_read():
    child = Child()
    with pytest.raises(UnreadableDocument, match="seconds"):
        child.read("pdf", pdf_of(LINES), seconds=0.0)
    assert child.read("pdf", pdf_of(LINES)).text
    child.close()


def test_process_that_died_is_replaced():
    child = Child()
    child.read("rtf", rb"{\rtf1 Oslo}")
    process = child._process
    process.kill()
    process.wait()
    with pytest.raises(UnreadableDocument):
        child.read("rtf", rb"{\rtf1 Oslo}")
    assert child.read("rtf", rb"{\rtf1 Oslo}").text == "Oslo"
    child.close()


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".rtf", rb"{\rtf1 " + rb"{\b " * 20_000),
        (".rtf", rb"{\rtf1 " + b"\\'" * 40_000),
        (".rtf", rb"{\rtf1 " + b"\\u" + b"9" * 90_000),
        (".eml", b"Subject: " + b"=?utf-8?q?" * 10_000 + b"\n\nx"),
        (".eml", b"From: " + b"<" * 100_000 + b"\n\nx"),
        (".eml", b"From: " + b"(" * 100_000 + b"\n\nx"),
        (".eml", b"Subject: x\n\n" + b"> " * 50_000),
        (".eml", b"Subject: x\n\n" + b"a wrote:\n" * 11_000),
        (".eml", b"A: b\n" * 20_000 + b"\nx"),
        (".docx", docx_of("<w:p>" * 20_000 + "</w:p>" * 20_000)),
        (".pdf", b"%PDF-1.7\n" + b"[" * 100_000),
    ],
    ids=lambda value: repr(value[:14]) if isinstance(value, bytes) else value,
)
def test_hostile_file_gives_a_document_or_a_reason_soon(suffix, data):
    started = time.monotonic()
    try:
        document_from_bytes(f"a{suffix}", data)
    except UnreadableDocument as error:
        assert str(error).startswith(f"a{suffix}: ")
    assert time.monotonic() - started < 20


WHOLE = {
    ".docx": docx_of(run("The minister left Oslo.")),
    ".eml": mail_of(ENGLISH, html=f"<p>{ENGLISH}</p>"),
    ".pdf": pdf_of(LINES),
    ".rtf": rb"{\rtf1\ansi{\fonttbl\f0 A;}\f0 The \b minister\b0  left\par \u8364? \'e9}",
}


@settings(max_examples=30 * TORTURE, deadline=None)
@pytest.mark.parametrize("suffix", sorted(WHOLE))
@given(data=st.data())
def test_damaged_file_gives_a_document_or_a_reason(suffix, data):
    whole = bytearray(WHOLE[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 40)))
        whole[start:end] = data.draw(st.binary(max_size=40))
    try:
        document = document_from_bytes(f"a{suffix}", bytes(whole))
    except UnreadableDocument as error:
        assert str(error).startswith(f"a{suffix}: ")
        assert "Error)" not in str(error), "a library's own error"
    else:
        assert not broken_rules(Extraction(document, (), (), ()))
