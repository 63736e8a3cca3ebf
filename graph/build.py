"""Claims and resolution -> the frozen MultiDiGraph; one edge is one statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx

from evidence.model import Claim, Decision, Evidence, Role, content_id
from graph.alignment import parallel_passages
from graph.conflicts import find_conflicts
from graph.curate import Curation, curation_of, grades_by_document
from graph.lineage import find_lineages
from graph.model import LINKABLE, Entity, KnowledgeGraph, Resolution
from graph.resolve import resolve
from ontology.schema import Ontology

MAX_CONFIDENCE = 0.99
GRADE_TRUST = {"A": 1.0, "B": 0.95, "C": 0.85, "D": 0.7, "E": 0.5, "F": 0.8}
"""Weight of a source by its grade in the Admiralty code; F is "cannot be judged"."""


@dataclass(frozen=True, slots=True, order=True)
class _Statement:
    """What makes two claims one edge; empty text stands for none, so that statements sort."""

    source: str
    target: str
    type: str
    mode: str
    polarity: str
    modality: str
    attributed_to: str


def build(
    evidence: Evidence, decisions: Sequence[Decision], ontology: Ontology, revision: str
) -> KnowledgeGraph:
    """The graph of a workspace; the same arguments always give the same graph.

    Args:
        evidence: All evidence, in any order.
        decisions: All decisions of analysts, in any order.
        ontology: Says which types are symmetric.
        revision: Name of this state of the workspace, kept with the graph.
    """
    lineages = find_lineages(evidence.documents, evidence.passages, decisions)
    lineage_of = {document: one.id for one in lineages for document in one.document_ids}
    resolution = resolve(evidence, lineage_of, decisions)
    curation = curation_of(decisions)
    statements = _statements(evidence.claims, resolution, ontology, curation)
    graph = _graph(statements, evidence, resolution, lineage_of, curation)
    parallels = parallel_passages(evidence, lineage_of)
    conflicts = find_conflicts(graph, evidence, resolution, parallels)
    return KnowledgeGraph(
        nx.freeze(graph), evidence, resolution, lineages, lineage_of, conflicts, revision
    )


def _statements(
    claims: Iterable[Claim], resolution: Resolution, ontology: Ontology, curation: Curation
) -> dict[_Statement, list[Claim]]:
    symmetric = {name for name, claim_type in ontology.claims.items() if claim_type.symmetric}
    found: defaultdict[_Statement, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id in curation.rejected:
            continue
        statement = _statement(claim, resolution.entity_of, claim.type in symmetric)
        if statement is not None:
            found[statement].append(claim)
    return dict(sorted(found.items()))


def _statement(claim: Claim, entity_of: Mapping[str, str], symmetric: bool) -> _Statement | None:
    """None for a claim that lacks an end, or says something of a thing and itself."""
    filled = {argument.role: argument.mention_id for argument in claim.arguments}
    source = entity_of.get(filled.get(Role.SOURCE, ""))
    target = entity_of.get(filled.get(Role.TARGET, ""))
    if source is None or target is None or source == target:
        return None
    if symmetric and target < source:
        source, target = target, source
    claimant = entity_of.get(claim.claimant or "", "")
    return _Statement(
        source, target, claim.type, claim.mode or "", claim.polarity, claim.modality, claimant
    )


def _graph(
    statements: Mapping[_Statement, Sequence[Claim]],
    evidence: Evidence,
    resolution: Resolution,
    lineage_of: Mapping[str, str],
    curation: Curation,
) -> nx.MultiDiGraph:
    trust = {
        document: GRADE_TRUST.get(grade, 1.0)
        for document, grade in grades_by_document(evidence.documents, curation).items()
    }
    graph = nx.MultiDiGraph()
    _add_nodes(graph, statements, evidence, resolution, lineage_of)
    for statement, claims in statements.items():
        graph.add_edge(
            statement.source,
            statement.target,
            key=_edge_id(statement),
            **_edge(statement, sorted(claims, key=_order), lineage_of, trust),
        )
    return graph


def _add_nodes(
    graph: nx.MultiDiGraph,
    statements: Iterable[_Statement],
    evidence: Evidence,
    resolution: Resolution,
    lineage_of: Mapping[str, str],
) -> None:
    """Entities that are named somewhere, or that an edge speaks of or comes from."""
    kept = {end for s in statements for end in (s.source, s.target, s.attributed_to) if end}
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for mention in evidence.mentions:
        entity = resolution.entity_of.get(mention.id)
        if entity is not None:
            documents[entity].add(mention.document_id)
            if mention.kind in LINKABLE:
                kept.add(entity)
    for entity in sorted(kept):
        graph.add_node(entity, **_node(resolution.entities[entity], documents[entity], lineage_of))


def _node(
    entity: Entity, documents: Iterable[str], lineage_of: Mapping[str, str]
) -> dict[str, str | int | None]:
    found = set(documents)
    return {
        "type": entity.type,
        "name": entity.name,
        "country": entity.country,
        "n_documents": len(found),
        "n_sources": len({lineage_of[document] for document in found}),
        "n_mentions": len(entity.mention_ids),
    }


def _edge(
    statement: _Statement,
    claims: Sequence[Claim],
    lineage_of: Mapping[str, str],
    trust: Mapping[str, float],
) -> dict[str, object]:
    dated = [claim.when for claim in claims if claim.when is not None]
    return {
        "type": statement.type,
        "mode": statement.mode or None,
        "polarity": claims[0].polarity,
        "modality": claims[0].modality,
        "attributed_to": statement.attributed_to or None,
        "confidence": confidence(claims, lineage_of, trust),
        "inferred": all(claim.inferred for claim in claims),
        "claim_ids": tuple(claim.id for claim in claims),
        "n_documents": len({claim.document_id for claim in claims}),
        "n_sources": len({lineage_of[claim.document_id] for claim in claims}),
        "earliest": _first(min, (when.earliest for when in dated)),
        "latest": _first(max, (when.latest for when in dated)),
        "when": dated[0].text if dated else None,
    }


def confidence(
    claims: Iterable[Claim], lineage_of: Mapping[str, str], trust: Mapping[str, float]
) -> float:
    """How far to believe that the sources say so: independent sources add up, copies do not.

    The best claim of each lineage counts, weighed by the grade of its source; lineages combine as
    independent witnesses (1 - product of doubts).
    """
    best: dict[str, float] = {}
    for claim in claims:
        lineage = lineage_of[claim.document_id]
        score = claim.score * trust.get(claim.document_id, 1.0)
        best[lineage] = max(best.get(lineage, 0.0), score)
    doubt = 1.0
    for _, score in sorted(best.items()):
        doubt *= 1.0 - score
    return round(min(1.0 - doubt, MAX_CONFIDENCE), 3)


def _edge_id(statement: _Statement) -> str:
    return content_id(
        "edge",
        statement.source,
        statement.target,
        statement.type,
        statement.mode,
        statement.polarity,
        statement.modality,
        statement.attributed_to,
    )


def _order(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document_id, claim.start, claim.end, claim.id


def _first(choose: Callable[[list[date]], date], dates: Iterable[date | None]) -> date | None:
    known = [day for day in dates if day is not None]
    return choose(known) if known else None
