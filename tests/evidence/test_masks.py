"""Restored text: cut to the letter, and undone without a trace."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import InvalidQuery
from evidence.journal import DecisionDraft, numbered
from evidence.masks import joined, restorations, restoring, with_restored, would_change
from evidence.model import Decision, DecisionKind, Document, Mask

SIZE = 40


def document(*masks: Mask) -> Document:
    return Document("d", "a.txt", "x" * SIZE, "", masks=masks)


def journal(*drafts: DecisionDraft) -> tuple[Decision, ...]:
    return tuple(d for n, one in enumerate(drafts, 1)
                 for d in numbered([one], first=n, user="ann", decided_at=""))  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    cuts = sorted(draw(st.sets(st.integers(0, SIZE), max_size=8)))
    reasons = st.sampled_from(["chrome", "teaser"])
    spans = pairwise(cuts)
    return document(*joined(Mask(*span, draw(reasons)) for span in spans if draw(st.booleans())))


spans = st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)).filter(lambda span: span[0] < span[1])


def hidden(one: Document) -> set[int]:
    return {place for mask in one.hidden for place in range(mask.start, mask.end)}


@given(documents(), st.lists(spans, max_size=4))
def test_restored_text_alone_is_masked_no_more(one: Document, restored: list[tuple[int, int]]):
    after = with_restored(one, restored)
    assert hidden(after) == hidden(one) - {place for span in restored for place in range(*span)}
    ends = [end for mask in after.masks for end in (mask.start, mask.end)]
    assert ends == sorted(ends)


@given(documents(), st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_restoring_leaves_no_trace_of_what_was_restored_before(
    one: Document, before: list[tuple[int, int]], after: list[tuple[int, int]]
):
    assert with_restored(with_restored(one, before), after) == with_restored(one, after)
    assert with_restored(with_restored(one, before), []) == one


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (6, 5), (0, 41), (20, 30)])
def test_stretch_without_masked_text_is_refused(span: tuple[int, int]):
    with pytest.raises(InvalidQuery):
        restoring(document(Mask(0, 10, "chrome")), *span)


def test_stretch_that_was_restored_is_not_masked():
    with pytest.raises(InvalidQuery, match="nothing is left out"):
        restoring(with_restored(document(Mask(0, 10, "chrome")), [(2, 5)]), 3, 4)


def test_decisions_in_force_restore():
    restore = restoring(document(Mask(0, 10, "chrome")), 2, 5)
    undo = DecisionDraft(DecisionKind.RETRACT, "d", retracts=1)
    odd = DecisionDraft(DecisionKind.RESTORE, "d", value="2:x")
    assert restorations(journal(restore, odd)) == {"d": ((2, 5),)}
    assert restorations(journal(restore, undo)) == {}
    redo = DecisionDraft(DecisionKind.RETRACT, "d", retracts=2)
    assert restorations(journal(restore, undo, redo)) == {"d": ((2, 5),)}


def test_only_decisions_about_masks_would_change_them():
    known = journal(restoring(document(Mask(0, 10, "chrome")), 2, 5))
    assert would_change(known, [DecisionDraft(DecisionKind.RETRACT, "d", retracts=1)])
    assert not would_change(known, [DecisionDraft(DecisionKind.REJECT, "c")])
