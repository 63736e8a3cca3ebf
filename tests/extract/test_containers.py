import csv
import io
import json
import zipfile

import pytest

from errors import SkippedDocument, UnreadableDocument
from extract.readers import CONTAINERS, document_from_bytes, members_of
from extract.readers.containers import Member

ENGLISH = "The minister said that the mine would be closed, and that it was not to be sold."


def opened(name, data):
    found = members_of(name, lambda: data)
    assert found is not None
    return found


def zip_of(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def csv_of(*rows, delimiter=","):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def reason_of(member: Member):
    with pytest.raises(UnreadableDocument) as caught:
        member.read()
    return str(caught.value)


def test_file_that_is_one_document_is_no_container():
    assert members_of("a.txt", lambda: b"") is None


def test_archive_gives_its_files_by_their_paths():
    data = zip_of(**{"b.txt": ENGLISH, "sub/a.md": ENGLISH, ".git/x": "", "__MACOSX/a": ""})
    assert [(member.name, member.read()) for member in opened("n.zip", data)] == [
        ("n.zip/b.txt", ENGLISH.encode()),
        ("n.zip/sub/a.md", ENGLISH.encode()),
    ]


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "..\\..\\etc\\a.txt"])
def test_path_in_an_archive_is_only_a_name(name):
    assert [member.name for member in opened("n.zip", zip_of(**{name: "x"}))] == ["n.zip/etc/a.txt"]


def test_link_in_an_archive_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert "link" in reason_of(opened("n.zip", file.getvalue())[0])


def test_archive_within_an_archive_is_not_opened():
    [member] = opened("n.zip", zip_of(**{"in.zip": zip_of(**{"a.txt": "x"})}))
    with pytest.raises(SkippedDocument, match="archives within archives"):
        member.read()


def test_table_within_an_archive_is_opened():
    data = zip_of(**{"t.csv": csv_of(["text"], [ENGLISH])})
    assert [member.name for member in opened("n.zip", data)] == ["n.zip/t.csv/1.json"]


def test_archive_bomb_is_stopped(monkeypatch):
    monkeypatch.setattr("extract.readers.containers.MOST_UNPACKED", 2_000)
    members = opened("n.zip", zip_of(**{"a.txt": "a" * 1_500, "b.txt": "b" * 1_500}))
    assert members[0].read() == b"a" * 1_500
    assert "unpacks to over" in reason_of(members[1])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", zip_of(**{"a.txt": "x"})[:-10]])
def test_damaged_archive_says_so(data):
    [member] = opened("n.zip", data)
    assert member.name == "n.zip"
    assert "damaged" in reason_of(member)


def test_damaged_member_does_not_take_the_others_with_it():
    data = bytearray(zip_of(**{"a.txt": ENGLISH * 9, "b.txt": ENGLISH}))
    data[60] ^= 0xFF
    first, second = opened("n.zip", bytes(data))
    assert "damaged" in reason_of(first)
    assert second.read() == ENGLISH.encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_row_of_a_table_is_a_document(delimiter):
    rows = [["ID", "Headline", "Text", "Outlet", "Date"]]
    rows += [["7", "Mine; to close", f'"No",\n{ENGLISH}', "Fjord Herald", "2021-11-03"]]
    [member] = opened("n.csv", csv_of(*rows, delimiter=delimiter))
    document = document_from_bytes(member.name, member.read())
    assert document.name == "n.csv/1.json"
    assert document.text == f'"No",\n{ENGLISH}'
    assert (document.title, document.source) == ("Mine; to close", "Fjord Herald")
    assert str(document.published) == "2021-11-03"


def test_table_without_a_text_column_says_which_names_it_may_have():
    [member] = opened("n.csv", csv_of(["a", "b"], ["1", "2"]))
    assert "text, body" in reason_of(member)


def test_line_of_json_lines_is_a_document():
    lines = [{"text": ENGLISH, "title": "Mine"}, {"body": ENGLISH}, {"other": 1}]
    data = "\n".join(map(json.dumps, lines)).encode() + b"\n\n{broken"
    members = opened("n.jsonl", data)
    assert [member.name for member in members] == [f"n.jsonl/{n}.json" for n in range(1, 5)]
    first, second = (document_from_bytes(m.name, m.read()) for m in members[:2])
    assert (first.text, first.title, second.text) == (ENGLISH, "Mine", ENGLISH)
    for member, reason in zip(members[2:], ["no field", "no JSON"], strict=True):
        with pytest.raises(UnreadableDocument, match=reason):
            document_from_bytes(member.name, member.read())


def test_lone_surrogate_in_json_becomes_a_sign_that_can_be_written():
    document = document_from_bytes("a.json", b'{"text": "a\\ud800b"}')
    assert document.text == "a\ufffdb"


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"text": 7}', b"[]", b"7", b"\x00"])
def test_json_without_a_text_says_so(data):
    with pytest.raises(UnreadableDocument, match=r"^a\.json: "):
        document_from_bytes("a.json", data)


@pytest.mark.parametrize("suffix", sorted(CONTAINERS))
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\x00" * 1_000, b'"' * 100_000, b"a," * 9])
def test_any_bytes_give_members_or_a_reason(data, suffix):
    for member in opened(f"n{suffix}", data):
        try:
            document_from_bytes(member.name, member.read())
        except UnreadableDocument as error:
            assert str(error)
