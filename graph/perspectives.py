"""Who tells it: what each source says of a thing, and what rests on one source alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.filters import Edge
from graph.lookup import lookup
from graph.model import KnowledgeGraph, Lineage
from graph.panel import edge_index


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement as one source tells it."""

    edge: Edge
    claim_ids: tuple[str, ...]
    """Those of this source."""
    others: int
    """Further independent sources that tell it too."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """What one source says of an entity."""

    lineage: Lineage
    tellings: tuple[Telling, ...]
    """What only this source tells comes last."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What the graph would be without one source."""

    lineage: Lineage
    gone: tuple[Edge, ...]
    """Statements that rest on it alone, the most confident first."""
    weakened: tuple[Edge, ...]
    """Statements that one source less, and only one, would tell."""
    isolated: tuple[str, ...]
    """Entity ids that nothing would link any more."""
    n_told: int
    """Statements it tells, alone or with others."""


def perspectives(kg: KnowledgeGraph, entity_id: str) -> tuple[Perspective, ...]:
    """What each source says of an entity, the most talkative source first.

    Args:
        kg: The graph.
        entity_id: Any node; an event is the natural case.
    """
    told: defaultdict[str, list[Telling]] = defaultdict(list)
    for edge in edge_index(kg).values():
        if entity_id in (edge.source, edge.target):
            for lineage, claims in _by_lineage(kg, edge).items():
                told[lineage].append(Telling(edge, claims, edge.n_sources - 1))
    known = {lineage.id: lineage for lineage in kg.lineages}
    ranked = sorted(told.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Perspective(known[lineage], tuple(sorted(tellings, key=_rank)))
        for lineage, tellings in ranked
    )


def told_by_several(kg: KnowledgeGraph, entities: Iterable[str] | None = None) -> list[str]:
    """Entities of which at least two sources make statements, those with most sources first."""
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edge_index(kg).values():
        for lineage in _by_lineage(kg, edge):
            sources[edge.source].add(lineage)
            sources[edge.target].add(lineage)
    chosen = sorted(kg.graph) if entities is None else list(entities)
    several = [entity for entity in chosen if len(sources[entity]) > 1]
    return sorted(several, key=lambda e: (-len(sources[e]), -kg.graph.degree(e), e))


def without(kg: KnowledgeGraph, lineage: Lineage) -> Loss:
    """What would be lost if one source had never been read; identities are left as they are."""
    return next(loss for loss in reliance(kg) if loss.lineage.id == lineage.id)


def reliance(kg: KnowledgeGraph) -> tuple[Loss, ...]:
    """The loss of each source, the hardest to miss first; one pass over the statements."""
    gone: defaultdict[str, list[Edge]] = defaultdict(list)
    weakened: defaultdict[str, list[Edge]] = defaultdict(list)
    told: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for edge in edge_index(kg).values():
        tellers = _by_lineage(kg, edge)
        told.update(tellers.keys())
        links.update((edge.source, edge.target))
        if len(tellers) == 1:
            gone[next(iter(tellers))].append(edge)
        elif len(tellers) == 2:
            for teller in tellers:
                weakened[teller].append(edge)
    losses = [
        Loss(
            lineage=lineage,
            gone=tuple(sorted(gone[lineage.id], key=_strength)),
            weakened=tuple(sorted(weakened[lineage.id], key=_strength)),
            isolated=_isolated(kg, gone[lineage.id], links),
            n_told=told[lineage.id],
        )
        for lineage in kg.lineages
    ]
    return tuple(sorted(losses, key=lambda loss: (-len(loss.gone), loss.lineage.id)))


def _isolated(
    kg: KnowledgeGraph, gone: Iterable[Edge], links: Mapping[str, int]
) -> tuple[str, ...]:
    """Entities all of whose statements are among those that would be gone."""
    lost = Counter(end for edge in gone for end in (edge.source, edge.target))
    alone = [entity for entity, number in lost.items() if number == links[entity]]
    return tuple(sorted(alone, key=lambda e: (-kg.graph.degree(e), e)))


def lineage_name(kg: KnowledgeGraph, lineage: Lineage) -> str:
    """How a source is called: its publishers, else the titles or names of its documents."""
    documents = lookup(kg).documents
    mine = [documents[id_] for id_ in lineage.document_ids]
    publishers = dict.fromkeys(document.source for document in mine if document.source)
    if publishers:
        return " / ".join(publishers)
    names = [" ".join((document.title or document.name).split()) for document in mine]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _by_lineage(kg: KnowledgeGraph, edge: Edge) -> dict[str, tuple[str, ...]]:
    """The claims of an edge by source."""
    claims = lookup(kg).claims
    found: defaultdict[str, list[str]] = defaultdict(list)
    for claim_id in edge.claim_ids:
        found[kg.lineage_of[claims[claim_id].document_id]].append(claim_id)
    return {lineage: tuple(ids) for lineage, ids in found.items()}


def _rank(telling: Telling) -> tuple[bool, int, float, str]:
    edge = telling.edge
    return not telling.others, -telling.others, -edge.confidence, edge.id


def _strength(edge: Edge) -> tuple[int, float, str]:
    return -edge.n_sources, -edge.confidence, edge.id
