"""A document as its reader shows it: every mention and claim marked, what was masked greyed out."""

from collections import defaultdict
from typing import TypedDict

from evidence.model import Document
from graph.lookup import lookup
from graph.marking import Mark, segments
from graph.model import KnowledgeGraph
from graph.panel import document_origin, edge_index

WINDOW = 40_000
"""Characters shown at once; more would make the page slow."""


class DocumentPanel(TypedDict):
    """A document, or the part of it round one place."""

    kind: str
    id: str
    name: str
    title: str
    origin: str
    url: str
    start: int
    """Where the part begins; with `end` and `length` it says what is left out."""
    end: int
    length: int
    parts: list[list[str]]
    """[text, marks...]: "entity:ID:TYPE", "claim:EDGE", "masked:REASON", "place"."""
    n_mentions: int
    n_claims: int


def document_panel(
    kg: KnowledgeGraph,
    document: Document,
    place: tuple[int, int] | None = None,
    *,
    whole: bool = False,
) -> DocumentPanel:
    """A document with its marks.

    Args:
        kg: The graph the marks lead to.
        document: One of the graph's documents.
        place: What to show and mark first, in code points; None: the beginning.
        whole: Show all of it, however long.
    """
    length = len(document.text)
    start, end = (0, length) if whole else _window(length, place[0] if place else 0)
    mentions, claims = _mention_marks(kg, document.id), _claim_marks(kg, document.id)
    marks = [*claims, *mentions, *_mask_marks(document)]
    if place:
        marks.append(Mark(*place, "place"))
    return {
        "kind": "document",
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "origin": document_origin(document),
        "url": document.url,
        "start": start,
        "end": end,
        "length": length,
        "parts": segments(document.text, start, end, marks),
        "n_mentions": len(mentions),
        "n_claims": len(claims),
    }


def _window(length: int, place: int) -> tuple[int, int]:
    if length <= WINDOW:
        return 0, length
    start = max(0, min(place - WINDOW // 2, length - WINDOW))
    return start, start + WINDOW


def _mention_marks(kg: KnowledgeGraph, document_id: str) -> list[Mark]:
    """Marks of mentions whose entity is a node of the graph."""
    entity_of, found = kg.resolution.entity_of, []
    for mention in kg.evidence.mentions:
        entity = entity_of.get(mention.id) if mention.document_id == document_id else None
        if entity in kg.graph:
            kind = kg.graph.nodes[entity]["type"]
            found.append(Mark(mention.start, mention.end, f"entity:{entity}:{kind}"))
    return found


def _claim_marks(kg: KnowledgeGraph, document_id: str) -> list[Mark]:
    """Marks of trigger words; a claim without any is reached by its mentions."""
    claims, edges = lookup(kg).claims, defaultdict(list)
    for edge in edge_index(kg).values():
        for claim_id in edge.claim_ids:
            claim = claims[claim_id]
            if claim.document_id == document_id and claim.trigger:
                edges[claim.trigger].append(edge.id)
    return [Mark(*span, f"claim:{edge}") for span, ids in sorted(edges.items()) for edge in ids]


def _mask_marks(document: Document) -> list[Mark]:
    return [Mark(mask.start, mask.end, f"masked:{mask.reason}") for mask in document.hidden]
