"""From a claim to its citation: the exact quote, with what to mark in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.model import Claim, Document, Mention, Role, Span

CONTEXT = 120
"""Characters of context before and after the quote."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of the document to mark, with the part it plays."""

    start: int
    end: int
    part: str
    """"source", "target", "trigger" or "claimant"."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that stands behind an edge: `exact == document.text[start:end]`.

    `exact`, `prefix` and `suffix` follow the TextQuoteSelector of the W3C Web Annotation Data
    Model, `start` and `end` its TextPositionSelector.
    """

    claim: Claim
    document: Document
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    highlights: tuple[Highlight, ...]
    """Sorted by start; those outside the quote lie in another sentence of the document."""


def cite(claim: Claim, document: Document, mentions: Mapping[str, Mention]) -> Citation:
    """The citation of a claim.

    Args:
        claim: Any claim of `document`.
        document: The document with its text.
        mentions: At least the mentions the claim refers to, by id.
    """
    start, end, text = claim.start, claim.end, document.text
    return Citation(
        claim=claim,
        document=document,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        highlights=tuple(sorted(_highlights(claim, mentions), key=lambda h: (h.start, h.end))),
    )


def argument_span(claim: Claim, role: Role, mentions: Mapping[str, Mention]) -> Span | None:
    """Where in the document the words of an argument stand; None if the role is not filled."""
    for argument in claim.arguments:
        if argument.role == role:
            mention = mentions[argument.mention_id]
            return mention.start, mention.end
    return None


def _highlights(claim: Claim, mentions: Mapping[str, Mention]) -> list[Highlight]:
    found = [Highlight(*claim.trigger, "trigger")] if claim.trigger else []
    for role in (Role.SOURCE, Role.TARGET):
        span = argument_span(claim, role, mentions)
        if span:
            found.append(Highlight(*span, role.value))
    if claim.claimant:
        claimant = mentions[claim.claimant]
        found.append(Highlight(claimant.start, claimant.end, "claimant"))
    return found
