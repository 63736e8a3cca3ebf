"""Replay of the journal, against the plainest model of it there is."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import InvalidQuery
from evidence.journal import DecisionDraft, active, numbered, undoing
from evidence.model import Decision, DecisionKind

USERS = ("ann", "bob")


def play(acts: Sequence[tuple[str, int]]) -> list[Decision]:
    """The journal of some acts; 0 stands for an undo of the user's last act."""
    journal: list[Decision] = []
    for user, size in acts:
        drafts = [DecisionDraft(DecisionKind.REJECT, str(len(journal) + n)) for n in range(size)]
        if not size:
            try:
                drafts = undoing(journal, user=user, sequence=None)
            except InvalidQuery:
                continue
        journal += numbered(drafts, first=len(journal) + 1, user=user, decided_at="")
    return journal


@given(st.lists(st.tuples(st.sampled_from(USERS), st.integers(0, 3)), max_size=12))
def test_undo_is_a_stack_for_each_user(acts: list[tuple[str, int]]) -> None:
    stacks: dict[str, list[list[int]]] = {user: [] for user in USERS}
    last = 0
    for user, size in acts:
        if size:
            stacks[user].append(list(range(last + 1, last + size + 1)))
            last += size
        elif stacks[user]:
            last += len(stacks[user].pop())
    expected = sorted(number for stack in stacks.values() for act in stack for number in act)
    assert [decision.sequence for decision in active(play(acts))] == expected


@given(st.lists(st.tuples(st.sampled_from(USERS), st.integers(0, 3)), max_size=8), st.randoms())
def test_order_of_the_rows_plays_no_part(acts: list[tuple[str, int]], chance: object) -> None:
    journal = play(acts)
    shuffled = list(journal)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert active(shuffled) == active(journal)


@given(st.integers(1, 6))
def test_every_second_undo_of_an_undo_brings_back(n_undos: int) -> None:
    journal = play([("ann", 2)])
    for _ in range(n_undos):
        drafts = undoing(journal, user="bob", sequence=len(journal))
        journal += numbered(drafts, first=len(journal) + 1, user="bob", decided_at="")
    assert len(active(journal)) == (0 if n_undos % 2 else 2)


def test_ids_differ_for_equal_decisions() -> None:
    draft = DecisionDraft(DecisionKind.SAME, "a", "b")
    one, other = numbered([draft, draft], first=1, user="ann", decided_at="")
    assert one.id != other.id
    assert one.act == other.act == 1


def test_single_decision_is_no_act() -> None:
    (decision,) = numbered([DecisionDraft(DecisionKind.SAME, "a")], first=4, user="", decided_at="")
    assert decision.act is None


def test_undo_of_what_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidQuery, match="Decision 3"):
        undoing(play([("ann", 2)]), user="ann", sequence=3)
