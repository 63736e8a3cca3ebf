"""Uploads: names, limits, and the words for what went wrong."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.library import MAX_BYTES, MAX_FILES, distinct, safe_name, too_much


@dataclass
class Sized:
    name: str
    size: int

    def getvalue(self) -> bytes:
        return b""


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("../../../tmp/pwn.txt", "pwn.txt"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("C:\\Users\\ada\\note.txt", "note.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..", "upload.txt"),
        ("", "upload.txt"),
        ("заметка.txt", "заметка.txt"),
    ],
)
def test_safe_name_keeps_only_the_last_part(given_: str, kept: str) -> None:
    assert safe_name(given_) == kept


@given(some.text(max_size=300))
def test_safe_name_is_never_a_path(name: str) -> None:
    kept = safe_name(name)
    assert 0 < len(kept) <= 120
    assert not set(kept) & {"/", "\\", "\0", "\n"}
    assert kept.strip(". ")


@given(some.lists(some.sampled_from(["a.txt", "b.txt", "a (2).txt", "c"]), max_size=12))
def test_distinct_keeps_every_upload(names: list[str]) -> None:
    found = distinct(names)
    assert len(set(found)) == len(names)
    assert len(found) == len(names)


def test_too_much_is_refused_with_the_limit() -> None:
    assert not too_much([Sized("a", 10)])
    assert str(MAX_FILES) in too_much([Sized("a", 1)] * (MAX_FILES + 1))
    assert "MB" in too_much([Sized("a", MAX_BYTES + 1)])


def test_session_may_bring_no_more_than_one_upload_may() -> None:
    half = [Sized("a", MAX_BYTES // 2)]
    assert not too_much(half, MAX_BYTES // 2)
    assert "This session" in too_much(half, MAX_BYTES // 2 + 1)
