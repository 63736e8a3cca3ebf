"""What stands behind a statement: its sources, each with the quote and what to mark in it.

Plain JSON values, for the app and for the exported page. Each text is shown by textContent.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypedDict
from weakref import WeakKeyDictionary

import networkx as nx

from evidence.citation import Citation
from evidence.model import Claim, ClaimKind, Document
from graph.filters import Edge, edges_of
from graph.lookup import lookup
from graph.marking import Mark, segments
from graph.model import KnowledgeGraph
from graph.render import sources_words, stance_words
from graph.style import node_style
from graph.view import edge_label
from ontology.schema import Ontology

MAX_QUOTES = 40
_EDGES: WeakKeyDictionary[nx.MultiDiGraph, dict[str, Edge]] = WeakKeyDictionary()


class EntityRef(TypedDict):
    """An entity in a line of text."""

    id: str
    name: str
    type: str
    colour: str
    shape: str


class Quote(TypedDict):
    """One citation."""

    claim: str
    document: str
    name: str
    title: str
    origin: str
    """Publisher and date, as far as known."""
    start: int
    end: int
    parts: list[list[str]]
    stance: str
    denied: bool
    facts: list[list[str]]
    """Pairs of a word and what it is: reported by, when, named elsewhere, inferred."""
    made: str
    """What was found and how: kind, rule, confidence."""


class SourceGroup(TypedDict):
    """Citations that go back to one original."""

    title: str
    reasons: list[str]
    quotes: list[Quote]


class EdgePanel(TypedDict):
    """All that stands behind one statement."""

    kind: str
    id: str
    subject: EntityRef
    label: str
    object: EntityRef
    stance: str
    denied: bool
    inferred: bool
    definition: str
    sources: str
    confidence: str
    groups: list[SourceGroup]
    hidden: int
    """Citations beyond the first MAX_QUOTES."""
    conflicts: list[str]


def edge_panel(kg: KnowledgeGraph, edge_id: str, ontology: Ontology) -> EdgePanel | None:
    """The sources of a statement, grouped by lineage; None if the graph has no such edge."""
    edge = find_edge(kg, edge_id)
    if edge is None:
        return None
    citations = [lookup(kg).citation(claim) for claim in edge.claim_ids]
    claim_type = ontology.claims.get(edge.type)
    return {
        "kind": "edge",
        "id": edge.id,
        "subject": entity_ref(kg, edge.source, ontology),
        "label": edge_label(edge.type, edge.mode),
        "object": entity_ref(kg, edge.target, ontology),
        "stance": stance_words(edge.polarity, edge.modality, name_of(kg, edge.attributed_to)),
        "denied": edge.polarity == "negated",
        "inferred": edge.inferred,
        "definition": claim_type.definition if claim_type else "",
        "sources": sources_words(edge.n_documents, edge.n_sources),
        "confidence": f"{edge.confidence:.0%}",
        "groups": _source_groups(kg, citations[:MAX_QUOTES]),
        "hidden": max(0, len(citations) - MAX_QUOTES),
        "conflicts": _conflicts(kg, edge),
    }


def find_edge(kg: KnowledgeGraph, edge_id: str) -> Edge | None:
    """The edge with this id."""
    return edge_index(kg).get(edge_id)


def edge_index(kg: KnowledgeGraph) -> dict[str, Edge]:
    """The edges by id; the same object while the graph lives."""
    found = _EDGES.get(kg.graph)
    if found is None:
        found = _EDGES[kg.graph] = {edge.id: edge for edge in edges_of(kg)}
    return found


def entity_ref(kg: KnowledgeGraph, entity_id: str, ontology: Ontology) -> EntityRef:
    """An entity as it is named in a line of text."""
    entity = kg.resolution.entities[entity_id]
    style = node_style(entity.type, 0.0, ontology)
    return {
        "id": entity_id,
        "name": entity.name,
        "type": entity.type,
        "colour": style.colour,
        "shape": style.shape,
    }


def document_origin(document: Document) -> str:
    """Publisher and date as far as they are known: "Interfax, 3 March 2022"."""
    day = document.published
    date = f"{day.day} {day:%B %Y}" if day else ""
    return ", ".join(part for part in (document.source, date) if part)


def name_of(kg: KnowledgeGraph, entity_id: str | None) -> str | None:
    """Name of an entity; None if there is none."""
    entity = kg.resolution.entities.get(entity_id or "")
    return entity.name if entity else None


def _mentionname_of(kg: KnowledgeGraph, mention_id: str) -> str:
    """Name of the entity a mention stands for; its words where it is no entity."""
    name = name_of(kg, kg.resolution.entity_of.get(mention_id))
    return name or lookup(kg).mentions[mention_id].text


def _source_groups(kg: KnowledgeGraph, citations: Iterable[Citation]) -> list[SourceGroup]:
    reasons = {lineage.id: lineage.reasons for lineage in kg.lineages}
    by_lineage: defaultdict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        by_lineage[kg.lineage_of[citation.document.id]].append(citation)
    groups: list[SourceGroup] = []
    for lineage, cited in by_lineage.items():
        n_documents = len({citation.document.id for citation in cited})
        one = n_documents == 1
        title = "One document" if one else f"{n_documents} documents of one source"
        quotes = [_quote(kg, citation) for citation in cited]
        groups.append({"title": title, "reasons": [*reasons.get(lineage, ())], "quotes": quotes})
    return groups


def _quote(kg: KnowledgeGraph, citation: Citation) -> Quote:
    claim, document = citation.claim, citation.document
    marks = [Mark(part.start, part.end, part.part) for part in citation.highlights]
    claimant = _mentionname_of(kg, claim.claimant) if claim.claimant else None
    return {
        "claim": claim.id,
        "document": document.id,
        "name": document.name,
        "title": document.title,
        "origin": document_origin(document),
        "start": citation.start,
        "end": citation.end,
        "parts": segments(document.text, citation.start, citation.end, marks),
        "stance": stance_words(claim.polarity, claim.modality, claimant),
        "denied": claim.polarity == "negated",
        "facts": _claim_facts(kg, citation),
        "made": _how_found(claim),
    }


def _claim_facts(kg: KnowledgeGraph, citation: Citation) -> list[list[str]]:
    claim = citation.claim
    outside = [
        f"{part.part}: {citation.document.text[part.start : part.end]}"
        for part in citation.highlights
        if part.end <= citation.start or citation.end <= part.start
    ]
    facts = [
        ["reported by", ", ".join(_mentionname_of(kg, media) for media in claim.reported_by)],
        ["when", claim.when.text if claim.when else ""],
        ["named elsewhere", "; ".join(outside)],
        ["inferred", "goes past what the quote alone says" if claim.inferred else ""],
    ]
    return [fact for fact in facts if fact[1]]


def _how_found(claim: Claim) -> str:
    kind = "standing relation" if claim.kind is ClaimKind.RELATION else "event"
    rule = claim.rule.replace("_", " ").replace(":", " ")
    return f"{kind} · rule “{rule}” · confidence {claim.score:.0%}"


def _conflicts(kg: KnowledgeGraph, edge: Edge) -> list[str]:
    mine = set(edge.claim_ids)
    return [found.explanation for found in kg.conflicts if mine & set(found.claim_ids)]
