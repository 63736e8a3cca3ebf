"""Words of documents in labels."""

import string

from hypothesis import given
from hypothesis import strategies as some

from dashboard.text import plain


@given(some.text())
def test_plain_leaves_no_sign_of_markdown_bare(text: str) -> None:
    shown = plain(text, 1_000)
    bare = shown.replace("\\\\", "")
    for position, sign in enumerate(bare):
        if sign in string.punctuation and sign != "\\":
            assert bare[position - 1] == "\\"


def test_plain_shortens_and_joins_lines() -> None:
    assert plain("a\n b") == "a b"
    assert plain("x" * 100, 10) == "x" * 9 + "…"
