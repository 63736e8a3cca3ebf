"""Statements that disagree: the same fact affirmed and denied."""

from collections import defaultdict

import networkx as nx

from evidence.model import Evidence, Modality, Polarity, content_id
from graph.model import Conflict, Resolution

SAID = frozenset({Modality.ACTUAL, Modality.REPORTED})
"""Only what is told as fact, by the document or by somebody in it, can be disputed."""


def find_conflicts(
    graph: nx.MultiDiGraph, evidence: Evidence, resolution: Resolution
) -> tuple[Conflict, ...]:
    """Facts that one side affirms and another denies, sorted by id.

    Args:
        graph: As `build` makes it.
        evidence: What the edges rest on.
        resolution: Names of the entities.
    """
    sides: defaultdict[tuple[str, str, str, str], dict[Polarity, list[str]]] = defaultdict(dict)
    for source, target, data in graph.edges(data=True):
        if data["modality"] in SAID:
            slot = sides[source, target, data["type"], data["mode"] or ""]
            slot.setdefault(data["polarity"], []).extend(data["claim_ids"])
    found = [
        _dispute(slot, claims, resolution) for slot, claims in sides.items() if len(claims) > 1
    ]
    return tuple(sorted(found, key=lambda conflict: conflict.id))


def _dispute(
    slot: tuple[str, str, str, str], claims: dict[Polarity, list[str]], resolution: Resolution
) -> Conflict:
    source, target, type_, _ = slot
    claim_ids = tuple(sorted({claim for side in claims.values() for claim in side}))
    names = resolution.entities[source].name, resolution.entities[target].name
    return Conflict(
        content_id("conflict", "dispute", *claim_ids),
        "dispute",
        claim_ids,
        f"{names[0]} {type_} {names[1]}: affirmed and denied.",
    )
