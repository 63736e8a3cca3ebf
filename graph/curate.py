"""What analysts decided about the graph, made ready for building: the last word on a thing counts.

Which ends a decision holds: SAME, DIFFERENT, UNSURE two mention ids (in DIFFERENT, `left` is what
is taken out of the entity of `right`); REJECT a claim id; RENAME and RETYPE a mention id, with the
new name or type as `value`; LINEAGE two document ids, with "same" or "different" as `value`; GRADE
and DATE a document id, with A to F or an ISO date as `value`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from evidence.journal import active
from evidence.model import Decision, DecisionKind, Document

JUDGEMENTS = (DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.UNSURE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analyst on two mentions; `kind` is one of JUDGEMENTS."""

    kind: DecisionKind
    left: str
    right: str


class Word(NamedTuple):
    """A value an analyst gave; of several the latest counts."""

    sequence: int
    value: str


@dataclass(frozen=True, slots=True)
class Curation:
    """The decisions in force, by what they act on."""

    judgements: tuple[Judgement, ...]
    """One a pair, the latest decision first."""
    rejected: frozenset[str]
    """Claim ids."""
    names: Mapping[str, Word]
    """Mention id to the name of its entity."""
    types: Mapping[str, Word]
    """Mention id to the type of its entity."""
    grades: Mapping[str, Word]
    """Document id to grade, A to F."""


def curation_of(decisions: Sequence[Decision]) -> Curation:
    """Replay decisions.

    Args:
        decisions: All of the workspace or those in force, in any order.
    """
    kept = active(decisions)
    return Curation(
        judgements=_judgements(kept),
        rejected=frozenset(d.left for d in kept if d.kind is DecisionKind.REJECT),
        names=_values(kept, DecisionKind.RENAME),
        types=_values(kept, DecisionKind.RETYPE),
        grades=_values(kept, DecisionKind.GRADE),
    )


def latest(anchors: Iterable[str], values: Mapping[str, Word]) -> str | None:
    """The latest value given to any of the mentions or documents; None if none was."""
    if not values:
        return None
    given = [values[anchor] for anchor in anchors if anchor in values]
    return max(given).value if given else None


def _values(kept: Iterable[Decision], kind: DecisionKind) -> dict[str, Word]:
    return {d.left: Word(d.sequence, d.value) for d in kept if d.kind is kind}


def _judgements(kept: Sequence[Decision]) -> tuple[Judgement, ...]:
    last: dict[tuple[str, str], Decision] = {}
    for decision in kept:
        if decision.kind in JUDGEMENTS:
            pair = min(decision.left, decision.right), max(decision.left, decision.right)
            last[pair] = decision
    latest = sorted(last.values(), key=lambda decision: -decision.sequence)
    return tuple(Judgement(decision.kind, decision.left, decision.right) for decision in latest)


def grades_by_document(documents: Iterable[Document], curation: Curation) -> dict[str, str]:
    """The grade of each document whose source an analyst graded.

    A grade given to one document goes for all documents of the same publisher.
    """
    if not curation.grades:
        return {}
    publishers: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        publishers[document.source or document.id].append(document.id)
    grades = {}
    for members in publishers.values():
        grade = latest(members, curation.grades)
        if grade is not None:
            grades.update(dict.fromkeys(members, grade))
    return grades
