"""The journal of decisions: appended, never changed; what is in force is worked out by replay."""

from collections.abc import Iterable
from dataclasses import dataclass

from errors import InvalidQuery
from evidence.model import Decision, DecisionKind, content_id


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A judgement that has no place in the journal yet; the fields are those of Decision."""

    kind: DecisionKind
    left: str
    right: str = ""
    value: str = ""
    note: str = ""
    retracts: int | None = None


def active(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions in force, in order; RETRACTs and what they undo are left out.

    A RETRACT of a RETRACT brings the first decision back.

    Args:
        decisions: The whole journal, in any order.
    """
    return tuple(d for d in _standing(decisions) if d.kind is not DecisionKind.RETRACT)


def numbered(
    drafts: Iterable[DecisionDraft], *, first: int, user: str, decided_at: str
) -> tuple[Decision, ...]:
    """The decisions of one act, with their places in the journal.

    Args:
        drafts: In order.
        first: Sequence of the first one.
        user: Who decides.
        decided_at: ISO 8601, UTC; for people, order is by sequence alone.
    """
    known = list(drafts)
    act = first if len(known) > 1 else None
    return tuple(
        _decision(draft, first + place, user, decided_at, act) for place, draft in enumerate(known)
    )


def undoing(
    decisions: Iterable[Decision], *, user: str, sequence: int | None, note: str = ""
) -> list[DecisionDraft]:
    """What undoes an act: a RETRACT for each of its decisions.

    Args:
        decisions: The whole journal.
        user: Whose last act in force is undone where no sequence is given.
        sequence: Any decision of the act to undo, whoever decided it; of a RETRACT, to redo.
        note: Why.

    Raises:
        InvalidQuery: There is no such decision, or it is undone already.
    """
    standing = _standing(decisions)
    if sequence is None:
        own = (d for d in active(standing) if d.user == user)
        chosen = max(own, key=lambda d: d.sequence, default=None)
        if chosen is None:
            raise InvalidQuery(f"{user} has no decision in force that could be undone.")
    else:
        chosen = next((d for d in standing if d.sequence == sequence), None)
        if chosen is None:
            raise InvalidQuery(f"Decision {sequence} is not in force: unknown, or undone already.")
    act = [d for d in standing if d is chosen or (d.act is not None and d.act == chosen.act)]
    return [
        DecisionDraft(DecisionKind.RETRACT, d.left, d.right, note=note, retracts=d.sequence)
        for d in act
    ]


def _standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no other one undoes, RETRACTs among them, in order."""
    journal = sorted(decisions, key=lambda decision: decision.sequence)
    undone: set[int | None] = set()
    for decision in reversed(journal):
        if decision.kind is DecisionKind.RETRACT and decision.sequence not in undone:
            undone.add(decision.retracts)
    return tuple(decision for decision in journal if decision.sequence not in undone)


def _decision(
    draft: DecisionDraft, sequence: int, user: str, decided_at: str, act: int | None
) -> Decision:
    parts = (draft.kind, draft.left, draft.right, draft.value, user, draft.note, draft.retracts)
    return Decision(
        id=content_id("decision", sequence, *parts),
        sequence=sequence,
        kind=draft.kind,
        left=draft.left,
        right=draft.right,
        value=draft.value,
        user=user,
        note=draft.note,
        decided_at=decided_at,
        retracts=draft.retracts,
        act=act,
    )
