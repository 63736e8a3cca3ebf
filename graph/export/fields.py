"""The parts of a graph as plain values, for every format alike: the contract's names."""

import json
from collections.abc import Iterator
from datetime import date

from evidence.citation import argument_span
from evidence.model import Claim, Document, Mention, Role, Span
from graph.filters import Edge, edges_of
from graph.lookup import Lookup, lookup
from graph.model import Entity, KnowledgeGraph

Fields = dict[str, object]


def entities(kg: KnowledgeGraph) -> Iterator[Entity]:
    """The entities that are nodes, by id."""
    for entity_id in sorted(kg.graph):
        yield kg.resolution.entities[entity_id]


def edges(kg: KnowledgeGraph) -> list[Edge]:
    """The edges, by their ends, then id."""
    return sorted(edges_of(kg), key=lambda edge: (edge.source, edge.target, edge.id))


def build_fields(kg: KnowledgeGraph, ontology: str) -> Fields:
    """What made the graph; `ontology` is the hash of the one it was built with."""
    runs = kg.evidence.runs
    return {
        "model": ", ".join(sorted({run.model for run in runs})),
        "spacy": ", ".join(sorted({run.spacy for run in runs})),
        "rules": ", ".join(sorted({run.rules for run in runs})),
        "ontology": ontology,
        "revision": kg.revision,
    }


def document_fields(document: Document, kg: KnowledgeGraph) -> Fields:
    """A document without its text."""
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "title": document.title,
        "source": document.source,
        "url": document.url,
        "published": iso(document.published),
        "language": document.language,
        "lineage": kg.lineage_of.get(document.id),
    }


def mention_fields(entity: Entity, kg: KnowledgeGraph) -> list[Fields]:
    """The mentions of an entity, by document and place."""
    found = lookup(kg)
    known = [found.mentions[mention_id] for mention_id in entity.mention_ids]
    return [_mention(mention, found) for mention in sorted(known, key=lambda m: _place(m, found))]


def citation_fields(edge: Edge, kg: KnowledgeGraph) -> list[Fields]:
    """The citations of an edge, by document and place."""
    found = lookup(kg)
    claims = [found.claims[claim_id] for claim_id in edge.claim_ids]
    return [_citation(claim, edge, kg) for claim in sorted(claims, key=lambda c: _place(c, found))]


def attribution_fields(kg: KnowledgeGraph) -> Iterator[Fields]:
    """Every passage in which somebody is cited, by document and place."""
    found = lookup(kg)
    spans = {passage.id: passage.start for passage in kg.evidence.passages}
    known = sorted(
        kg.evidence.attributions,
        key=lambda a: (
            found.documents[a.document_id].name,
            a.document_id,
            a.cue_span or (spans[a.passage_id], 0),
            a.id,
        ),
    )
    for attribution in known:
        yield {
            "document": found.documents[attribution.document_id].name,
            "source": _node(attribution.source, kg),
            "source_span": attribution.source_span,
            "cue_span": attribution.cue_span,
            "content_spans": attribution.content_spans,
        }


def when_fields(edge: Edge, kg: KnowledgeGraph) -> Fields | None:
    """When, in the words of the first citation that says so; None if no citation does."""
    text = kg.graph.edges[edge.source, edge.target, edge.id].get("when")
    if text is None and edge.earliest is None and edge.latest is None:
        return None
    return {"earliest": iso(edge.earliest), "latest": iso(edge.latest), "text": text}


def iso(day: date | None) -> str | None:
    """ISO 8601; None for None."""
    return None if day is None else day.isoformat()


def dumps(value: object) -> str:
    """JSON with sorted keys, letters as they are, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _mention(mention: Mention, found: Lookup) -> Fields:
    return {
        "document": found.documents[mention.document_id].name,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind.value,
    }


def _citation(claim: Claim, edge: Edge, kg: KnowledgeGraph) -> Fields:
    found = lookup(kg)
    source, target = _end_spans(claim, edge, kg)
    return {
        "claim": claim.id,
        "document": found.documents[claim.document_id].name,
        "document_id": claim.document_id,
        "start": claim.start,
        "end": claim.end,
        "quote": found.quote(claim.id),
        "trigger": claim.trigger,
        "source_span": source,
        "target_span": target,
        "rule": claim.rule,
        "score": claim.score,
        "inferred": claim.inferred,
        "reported_by": [node for m in claim.reported_by if (node := _node(m, kg))],
    }


def _end_spans(claim: Claim, edge: Edge, kg: KnowledgeGraph) -> tuple[Span | None, Span | None]:
    """Spans of the edge's ends: a symmetric edge may run against the roles of its claim."""
    found, entity_of = lookup(kg), kg.resolution.entity_of
    spans = [argument_span(claim, role, found.mentions) for role in (Role.SOURCE, Role.TARGET)]
    first = next((a.mention_id for a in claim.arguments if a.role is Role.SOURCE), "")
    if entity_of.get(first) == edge.target:
        spans.reverse()
    return spans[0], spans[1]


def _node(mention_id: str | None, kg: KnowledgeGraph) -> str | None:
    entity = kg.resolution.entity_of.get(mention_id or "")
    return entity if entity in kg.graph else None


def _place(record: Mention | Claim, found: Lookup) -> tuple[str, str, int, int, str]:
    name = found.documents[record.document_id].name
    return name, record.document_id, record.start, record.end, record.id
