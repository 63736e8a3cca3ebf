"""Which edges pass the filters of a view."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from evidence.model import Modality, Polarity
from graph.lookup import Lookup, lookup
from graph.model import KnowledgeGraph, ViewQuery


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the graph, read with types."""

    id: str
    source: str
    target: str
    type: str
    mode: str | None
    polarity: Polarity
    modality: Modality
    attributed_to: str | None
    confidence: float
    inferred: bool
    claim_ids: tuple[str, ...]
    n_documents: int
    n_sources: int
    earliest: date | None
    latest: date | None


Check = Callable[[Edge], bool]


def edges_of(kg: KnowledgeGraph) -> Iterable[Edge]:
    """All edges of a graph, in its order."""
    for source, target, key, data in kg.graph.edges(keys=True, data=True):
        yield read_edge(source, target, key, data)


def read_edge(source: str, target: str, key: str, data: Mapping[str, object]) -> Edge:
    """An edge from the attributes that `build` gave it."""
    return Edge(
        id=key,
        source=source,
        target=target,
        type=str(data["type"]),
        mode=cast("str | None", data["mode"]),
        polarity=cast(Polarity, data["polarity"]),
        modality=cast(Modality, data["modality"]),
        attributed_to=cast("str | None", data["attributed_to"]),
        confidence=cast(float, data["confidence"]),
        inferred=bool(data["inferred"]),
        claim_ids=cast("tuple[str, ...]", data["claim_ids"]),
        n_documents=cast(int, data["n_documents"]),
        n_sources=cast(int, data["n_sources"]),
        earliest=cast("date | None", data["earliest"]),
        latest=cast("date | None", data["latest"]),
    )


def passing(kg: KnowledgeGraph, query: ViewQuery) -> list[Edge]:
    """The edges that pass all filters of `query`; its focus and size play no part here."""
    checks = [*_end_checks(kg, query), *_edge_checks(query), *_evidence_checks(kg, query)]
    return [edge for edge in edges_of(kg) if all(check(edge) for check in checks)]


def _end_checks(kg: KnowledgeGraph, query: ViewQuery) -> Iterable[Check]:
    shut_out = set(query.hidden)
    if query.entity_types:
        types = kg.graph.nodes(data="type")
        shut_out |= {entity for entity, type_ in types if type_ not in query.entity_types}
    if shut_out:
        yield lambda edge: edge.source not in shut_out and edge.target not in shut_out


def _edge_checks(query: ViewQuery) -> Iterable[Check]:
    if query.relation_types:
        yield lambda edge: edge.type in query.relation_types
    if query.polarity:
        yield lambda edge: edge.polarity in query.polarity
    if query.modality:
        yield lambda edge: edge.modality in query.modality
    if query.min_sources > 1:
        yield lambda edge: edge.n_sources >= query.min_sources
    if not query.inferred:
        yield lambda edge: not edge.inferred
    if query.since is not None:
        yield lambda edge: _last(edge) >= (query.since or date.min) and _dated(edge)
    if query.until is not None:
        yield lambda edge: _first(edge) <= (query.until or date.max) and _dated(edge)


def _evidence_checks(kg: KnowledgeGraph, query: ViewQuery) -> Iterable[Check]:
    found = lookup(kg)
    if query.sources:
        wanted = frozenset(query.sources)
        yield lambda edge: any(found.claims[c].document_id in wanted for c in edge.claim_ids)
    words = query.text.casefold().split()
    if words:
        yield lambda edge: _tells(edge, words, kg, found)


def _tells(edge: Edge, words: Iterable[str], kg: KnowledgeGraph, found: Lookup) -> bool:
    """Whether the quotes of an edge, or the names of its ends, hold all words."""
    names = (kg.graph.nodes[end]["name"] for end in (edge.source, edge.target))
    text = " ".join([*names, *(found.quote(claim) for claim in edge.claim_ids)]).casefold()
    return all(word in text for word in words)


def _dated(edge: Edge) -> bool:
    return edge.earliest is not None or edge.latest is not None


def _first(edge: Edge) -> date:
    return edge.earliest or edge.latest or date.min


def _last(edge: Edge) -> date:
    return edge.latest or edge.earliest or date.max
