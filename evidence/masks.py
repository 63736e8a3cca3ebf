"""Masked text that an analyst restored: decisions in, masks of a document out.

A restored stretch stays in the document as a mask that is lifted, so that an undo, whenever it
comes, gives the masks of the reader back; and so that a look at the document tells by which
decisions it was extracted.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from errors import InvalidQuery
from evidence.journal import DecisionDraft, active, numbered
from evidence.model import LIFTED, Decision, DecisionKind, Document, Mask, Span

STRETCH = re.compile(r"([0-9]{1,12}):([0-9]{1,12})")
Restorations = Mapping[str, tuple[Span, ...]]
"""Restored stretches by document id, sorted."""


def restoring(document: Document, start: int, end: int, note: str = "") -> DecisionDraft:
    """What takes the masks off a stretch of a document.

    Raises:
        InvalidQuery: The stretch lies outside the text, or nothing is masked in it.
    """
    size = len(document.text)
    if not 0 <= start < end <= size:
        raise InvalidQuery(f"{document.name}: {start} to {end} is no stretch of 0 to {size}.")
    if not any(mask.start < end and start < mask.end for mask in document.hidden):
        raise InvalidQuery(f"{document.name}: nothing is left out between {start} and {end}.")
    return DecisionDraft(DecisionKind.RESTORE, document.id, value=f"{start}:{end}", note=note)


def restorations(decisions: Iterable[Decision]) -> Restorations:
    """The stretches that decisions in force restore.

    Args:
        decisions: The whole journal.
    """
    found: defaultdict[str, set[Span]] = defaultdict(set)
    for decision in active(decisions):
        match = STRETCH.fullmatch(decision.value)
        if decision.kind is DecisionKind.RESTORE and match:
            found[decision.left].add((int(match[1]), int(match[2])))
    return {document_id: tuple(sorted(spans)) for document_id, spans in found.items()}


def would_change(decisions: Sequence[Decision], drafts: Sequence[DecisionDraft]) -> bool:
    """Whether decisions restore text, or mask again what others restored.

    Args:
        decisions: The whole journal.
        drafts: To be appended to it.
    """
    first = max((decision.sequence for decision in decisions), default=0) + 1
    more = numbered(drafts, first=first, user="", decided_at="")
    return restorations(decisions) != restorations([*decisions, *more])


def with_restored(document: Document, spans: Iterable[Span]) -> Document:
    """The document with these stretches restored and no others."""
    bare = [replace(mask, reason=mask.reason.removeprefix(LIFTED)) for mask in document.masks]
    known = list(spans)
    parts = (part for mask in joined(bare) for part in _parts(mask, known))
    return replace(document, masks=joined(parts))


def joined(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Masks, sorted, with those made one that touch and have one reason."""
    result: list[Mask] = []
    for mask in masks:
        last = result[-1] if result else None
        if last and last.end == mask.start and last.reason == mask.reason:
            result[-1] = replace(last, end=mask.end)
        else:
            result.append(mask)
    return tuple(result)


def _parts(mask: Mask, spans: Iterable[Span]) -> list[Mask]:
    """The mask, cut where a stretch begins or ends; what a stretch covers is lifted."""
    inside = [span for span in spans if span[0] < mask.end and mask.start < span[1]]
    cuts = {mask.start, mask.end, *(cut for span in inside for cut in span)}
    edges = sorted(cut for cut in cuts if mask.start <= cut <= mask.end)
    return [
        Mask(start, end, mask.reason if not _covered(start, inside) else LIFTED + mask.reason)
        for start, end in pairwise(edges)
    ]


def _covered(position: int, spans: Iterable[Span]) -> bool:
    return any(start <= position < end for start, end in spans)
