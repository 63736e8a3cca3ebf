"""What analysts decided about the graph, made ready for building: the last word on a thing counts.

Which ends a decision holds: SAME, DIFFERENT, UNSURE two mention ids (in DIFFERENT, `left` is what
is taken out of the entity of `right`); REJECT a claim id; RENAME and RETYPE a mention id, with the
new name or type as `value`; LINEAGE two document ids, with "same" or "different" as `value`; GRADE
and DATE a document id, with A to F or an ISO date as `value`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.journal import active
from evidence.model import Decision, DecisionKind, Document

JUDGEMENTS = (DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.UNSURE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analyst on two mentions; `kind` is one of JUDGEMENTS."""

    kind: DecisionKind
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Curation:
    """The decisions in force, by what they act on."""

    judgements: tuple[Judgement, ...]
    """One a pair, the latest decision first."""
    rejected: frozenset[str]
    """Claim ids."""
    names: Mapping[str, str]
    """Mention id to name."""
    types: Mapping[str, str]
    """Mention id to entity type."""
    grades: Mapping[str, str]
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


def _values(kept: Iterable[Decision], kind: DecisionKind) -> dict[str, str]:
    return {decision.left: decision.value for decision in kept if decision.kind is kind}


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
    known = list(documents)
    by_source = {
        document.source: curation.grades[document.id]
        for document in sorted(known, key=lambda document: document.id)
        if document.source and document.id in curation.grades
    }
    return {
        document.id: grade
        for document in known
        if (grade := curation.grades.get(document.id) or by_source.get(document.source))
    }
