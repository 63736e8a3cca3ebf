"""Cutting text into marked segments."""

from hypothesis import given
from hypothesis import strategies as some

from graph.marking import Mark, segments

spans = some.tuples(some.integers(-3, 30), some.integers(-3, 30), some.sampled_from("abc"))


@given(some.text(min_size=20, max_size=25), some.lists(spans, max_size=8), some.integers(0, 9))
def test_segments_join_to_the_text(
    text: str, marks: list[tuple[int, int, str]], start: int
) -> None:
    cut = segments(text, start, 20, [Mark(*mark) for mark in marks])
    assert "".join(part[0] for part in cut) == text[start:20]


@given(some.lists(spans, max_size=8))
def test_every_letter_bears_exactly_its_marks(marks: list[tuple[int, int, str]]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz"
    cut = segments(text, 0, len(text), [Mark(*mark) for mark in marks])
    shown = [(letter, set(names)) for part, *names in cut for letter in part]
    for place, (letter, names) in enumerate(shown):
        assert letter == text[place]
        assert names == {name for start, end, name in marks if start <= place < end}


def test_offsets_are_code_points() -> None:
    assert segments("a🙂b", 0, 3, [Mark(1, 2, "x")]) == [["a"], ["🙂", "x"], ["b"]]
