"""Documents that go back to one original: copies, near copies, rewrites, translations.

Two rewrites of one article share few word sequences, so sentences are aligned: one lineage if a
quarter of the sentences of the shorter text find a partner in the other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from evidence.journal import active
from evidence.model import Decision, DecisionKind, Document, Passage, content_id
from graph.alignment import Sentences, likely_pairs, partners, sentences_of
from graph.clusters import Clusters, clusters_of
from graph.model import Lineage

SHARE = 0.25
"""Share of sentences with a partner from which two documents have one original."""
MIN_PARTNERS = 3
"""Texts that share one or two sentences quote the same words; they are no copies."""
NEAR_COPY = 0.8
"""Cosine asked of the sentences of a text too short for MIN_PARTNERS."""
_SPACE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Link:
    left: str
    right: str
    reason: str


def find_lineages(
    documents: Sequence[Document], passages: Sequence[Passage], decisions: Sequence[Decision] = ()
) -> tuple[Lineage, ...]:
    """Group documents into independent sources.

    Args:
        documents: All documents; masked text plays no part.
        passages: Their sentences.
        decisions: LINEAGE decisions override what the texts say.

    Returns:
        Every document in one lineage, sorted by id.
    """
    by_id = {document.id: document for document in documents}
    clusters = clusters_of(by_id)
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for decision in reversed(active(decisions)):
        if decision.kind is DecisionKind.LINEAGE and {decision.left, decision.right} <= set(by_id):
            _obey(decision, clusters, reasons)
    for link in chain(_copies(by_id), _rewrites(by_id, passages, clusters)):
        if not clusters.together(link.left, link.right) and clusters.join(link.left, link.right):
            reasons[link.left].append(link.reason)
    return tuple(sorted((_lineage(m, reasons) for m in clusters.sets()), key=lambda x: x.id))


def _obey(decision: Decision, clusters: Clusters, reasons: dict[str, list[str]]) -> None:
    if decision.value == "different":
        clusters.ban(decision.left, decision.right)
    elif clusters.join(decision.left, decision.right):
        reasons[decision.left].append("an analyst joined them")


def _copies(by_id: Mapping[str, Document]) -> Iterator[_Link]:
    first: dict[str, str] = {}
    for document_id, document in sorted(by_id.items()):
        words = _SPACE.sub(" ", _clear_text(document)).strip().casefold()
        if words:
            original = first.setdefault(words, document_id)
            if original != document_id:
                yield _Link(document_id, original, f"the same text as {by_id[original].name}")


def _rewrites(
    by_id: Mapping[str, Document], passages: Iterable[Passage], clusters: Clusters
) -> Iterator[_Link]:
    sentences = sentences_of(by_id.values(), passages)
    if sentences is None:
        return
    for left, right in likely_pairs(sentences):
        if clusters.together(left, right):
            continue
        cosines = [cosine for *_, cosine in partners(sentences, left, right)]
        shorter, longer = sorted((left, right), key=lambda d: (_length(sentences, d), d))
        total = _length(sentences, shorter)
        if total < MIN_PARTNERS:
            cosines = [cosine for cosine in cosines if cosine >= NEAR_COPY]
        shared = len(cosines)
        if shared >= min(MIN_PARTNERS, total) and shared >= SHARE * total:
            yield _Link(
                shorter,
                longer,
                f"{shared} of {total} sentences tell the same as in {by_id[longer].name}",
            )


def _length(sentences: Sentences, document_id: str) -> int:
    start, end = sentences.rows[document_id]
    return end - start


def _clear_text(document: Document) -> str:
    parts, position = [], 0
    for mask in document.hidden:
        parts.append(document.text[position : mask.start])
        position = mask.end
    return " ".join([*parts, document.text[position:]])


def _lineage(members: Sequence[str], reasons: Mapping[str, Sequence[str]]) -> Lineage:
    return Lineage(
        id=content_id("lineage", members[0]),
        document_ids=tuple(members),
        reasons=tuple(reason for member in members for reason in reasons.get(member, ())),
    )
