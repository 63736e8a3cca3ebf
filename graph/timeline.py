"""Dated claims counted by time, for the timeline."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from graph.lookup import lookup
from graph.model import KnowledgeGraph


class Step(StrEnum):
    """Width of a bin."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bin:
    """What is told of one stretch of time."""

    start: date
    end: date
    """First day after the bin."""
    edge_ids: tuple[str, ...]
    n_claims: int


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """A claim of an edge, with the interval it tells of."""

    edge_id: str
    claim_id: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class UndatedClaim:
    """A claim of an edge whose words of time lead to no day, because nothing says when it is."""

    edge_id: str
    claim_id: str
    words: str
    """Of the document: "last week"."""


MAX_DAYS, MAX_MONTHS = 62, 60
"""Longest stretch of time shown by day, and by month."""


def dated_claims(kg: KnowledgeGraph) -> list[DatedClaim]:
    """All claims of edges whose time is known, in order of time; a missing end is the other."""
    claims = lookup(kg).claims
    found = []
    for *_, edge_id, claim_ids in kg.graph.edges(keys=True, data="claim_ids"):
        for claim_id in claim_ids:
            when = claims[claim_id].when
            earliest = when and (when.earliest or when.latest)
            latest = when and (when.latest or when.earliest)
            if earliest and latest:
                found.append(DatedClaim(edge_id, claim_id, earliest, latest))
    return sorted(found, key=lambda claim: (claim.earliest, claim.latest, claim.claim_id))


def undated_claims(kg: KnowledgeGraph) -> list[UndatedClaim]:
    """Claims of edges that tell when only in words; sorted by document and place in it."""
    claims = lookup(kg).claims
    found = []
    for *_, edge_id, claim_ids in kg.graph.edges(keys=True, data="claim_ids"):
        for claim_id in claim_ids:
            when = claims[claim_id].when
            if when is not None and when.earliest is None and when.latest is None:
                found.append(UndatedClaim(edge_id, claim_id, when.text))

    def place(one: UndatedClaim) -> tuple[str, int, str]:
        claim = claims[one.claim_id]
        return claim.document_id, claim.start, one.claim_id

    return sorted(found, key=place)


def timeline(kg: KnowledgeGraph, step: Step | None = None) -> list[Bin]:
    """Dated claims by the day, month or year in which their interval begins.

    Args:
        kg: Any graph.
        step: None: the finest that gives a readable number of bins.

    Returns:
        Bins that hold something, in order of time.
    """
    dated = dated_claims(kg)
    if not dated:
        return []
    width = step or _step(dated[0].earliest, dated[-1].earliest)
    bins: defaultdict[date, list[DatedClaim]] = defaultdict(list)
    for claim in dated:
        bins[_start(claim.earliest, width)].append(claim)
    return [
        Bin(start, _next(start, width), tuple(sorted({c.edge_id for c in claims})), len(claims))
        for start, claims in sorted(bins.items())
    ]


def _step(first: date, last: date) -> Step:
    days = (last - first).days
    if days <= MAX_DAYS:
        return Step.DAY
    return Step.MONTH if days <= MAX_MONTHS * 30 else Step.YEAR


def _start(day: date, step: Step) -> date:
    if step is Step.DAY:
        return day
    return day.replace(day=1) if step is Step.MONTH else day.replace(month=1, day=1)


def _next(start: date, step: Step) -> date:
    """First day after the bin; the end of the calendar for its last bin."""
    try:
        if step is Step.DAY:
            return start + timedelta(days=1)
        if step is Step.YEAR:
            return start.replace(year=start.year + 1)
        month = start.month % 12 + 1
        return start.replace(year=start.year + (month == 1), month=month)
    except (OverflowError, ValueError):
        return date.max
