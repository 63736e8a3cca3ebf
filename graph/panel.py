"""What stands beside the drawing: the sources of a statement, the card of an entity.

Plain JSON values, for the app and for the exported page. Each text is shown by textContent.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypedDict
from weakref import WeakKeyDictionary

import networkx as nx

from evidence.citation import Citation
from evidence.model import Claim, ClaimKind, Document, Mention
from graph.filters import Edge, edges_of, read_edge
from graph.lookup import Lookup, lookup
from graph.marking import Mark, segments
from graph.model import Entity, KnowledgeGraph
from graph.render import sources_words, stance_words
from graph.style import node_style
from graph.view import edge_label
from ontology.gazetteer import load_gazetteer
from ontology.schema import Ontology

CONTEXT = 90
"""Characters before and after a mention."""
MAX_MENTIONS, MAX_LINKS, MAX_QUOTES = 60, 40, 40
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


class Link(TypedDict):
    """One link of an entity."""

    edge: str
    other: EntityRef
    stance: str
    denied: bool
    sources: str
    hint: str


class LinkGroup(TypedDict):
    """Links of one type and direction."""

    title: str
    links: list[Link]
    hidden: int


class MentionLine(TypedDict):
    """A mention with the words around it."""

    document: str
    name: str
    start: int
    end: int
    before: str
    text: str
    after: str
    kind: str


class EntityPanel(TypedDict):
    """The card of an entity."""

    kind: str
    id: str
    entity: EntityRef
    type: str
    facts: list[list[str]]
    groups: list[LinkGroup]
    mentions: list[MentionLine]
    hidden: int
    """Mentions beyond the first MAX_MENTIONS."""
    documents: list[list[str]]
    """[document id, name or title, number of mentions in words]."""


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
        "stance": stance_words(edge.polarity, edge.modality, _name(kg, edge.attributed_to)),
        "denied": edge.polarity == "negated",
        "inferred": edge.inferred,
        "definition": claim_type.definition if claim_type else "",
        "sources": sources_words(edge.n_documents, edge.n_sources),
        "confidence": f"{edge.confidence:.0%}",
        "groups": _source_groups(kg, citations[:MAX_QUOTES]),
        "hidden": max(0, len(citations) - MAX_QUOTES),
        "conflicts": _conflicts(kg, edge),
    }


def entity_panel(kg: KnowledgeGraph, entity_id: str, ontology: Ontology) -> EntityPanel | None:
    """The card of an entity; None if the graph has no such node."""
    if entity_id not in kg.graph:
        return None
    entity = kg.resolution.entities[entity_id]
    found = lookup(kg)
    mentions = sorted(
        (found.mentions[mention] for mention in entity.mention_ids),
        key=lambda mention: (found.documents[mention.document_id].name, mention.start),
    )
    entity_type = ontology.entities.get(entity.type)
    return {
        "kind": "entity",
        "id": entity_id,
        "entity": entity_ref(kg, entity_id, ontology),
        "type": entity_type.label if entity_type else entity.type,
        "facts": _entity_facts(kg, entity),
        "groups": _link_groups(kg, entity_id, ontology),
        "mentions": [_mention_line(mention, found) for mention in mentions[:MAX_MENTIONS]],
        "hidden": max(0, len(mentions) - MAX_MENTIONS),
        "documents": _documents(mentions, found),
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


def _name(kg: KnowledgeGraph, entity_id: str | None) -> str | None:
    entity = kg.resolution.entities.get(entity_id or "")
    return entity.name if entity else None


def _mention_name(kg: KnowledgeGraph, mention_id: str) -> str:
    """Name of the entity a mention stands for; its words where it is no entity."""
    name = _name(kg, kg.resolution.entity_of.get(mention_id))
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
    claimant = _mention_name(kg, claim.claimant) if claim.claimant else None
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
        ["reported by", ", ".join(_mention_name(kg, media) for media in claim.reported_by)],
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


def _entity_facts(kg: KnowledgeGraph, entity: Entity) -> list[list[str]]:
    node = kg.graph.nodes[entity.id]
    facts = [
        ["Also", ", ".join(entity.aliases)],
        ["Country", _country(kg, entity) if entity.type != "COUNTRY" else ""],
        ["Code", entity.country or "" if entity.type == "COUNTRY" else ""],
        ["Sources", sources_words(node["n_documents"], node["n_sources"])],
        ["Gazetteer", entity.reference or "" if entity.type != "COUNTRY" else ""],
    ]
    return [fact for fact in facts if fact[1]]


def _country(kg: KnowledgeGraph, entity: Entity) -> str:
    if not entity.country:
        return ""
    known = load_gazetteer().country(entity.country)
    return known.name if known else entity.country


def _link_groups(kg: KnowledgeGraph, entity_id: str, ontology: Ontology) -> list[LinkGroup]:
    by_title: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in _edges_of(kg, entity_id):
        by_title[_link_title(edge, edge.source == entity_id, ontology)].append(edge)
    groups: list[LinkGroup] = []
    for title, edges in sorted(by_title.items(), key=lambda item: (-len(item[1]), item[0])):
        ranked = sorted(edges, key=lambda edge: (-edge.n_sources, -edge.confidence, edge.id))
        links = [_link(kg, edge, entity_id, ontology) for edge in ranked[:MAX_LINKS]]
        groups.append({"title": title, "links": links, "hidden": len(ranked) - len(links)})
    return groups


def _edges_of(kg: KnowledgeGraph, entity_id: str) -> list[Edge]:
    outward = kg.graph.out_edges(entity_id, keys=True, data=True)
    inward = kg.graph.in_edges(entity_id, keys=True, data=True)
    return [read_edge(*edge) for edge in (*outward, *inward)]


def _link_title(edge: Edge, outward: bool, ontology: Ontology) -> str:
    claim_type = ontology.claims.get(edge.type)
    if outward or claim_type is None:
        return edge_label(edge.type, edge.mode)
    label = claim_type.label if claim_type.symmetric else claim_type.inverse or claim_type.label
    return f"{label} ({edge.mode})" if edge.mode else label


def _link(kg: KnowledgeGraph, edge: Edge, entity_id: str, ontology: Ontology) -> Link:
    other = edge.target if edge.source == entity_id else edge.source
    return {
        "edge": edge.id,
        "other": entity_ref(kg, other, ontology),
        "stance": stance_words(edge.polarity, edge.modality, _name(kg, edge.attributed_to)),
        "denied": edge.polarity == "negated",
        "sources": sources_words(edge.n_documents, edge.n_sources),
        "hint": " ".join(lookup(kg).quote(edge.claim_ids[0]).split()),
    }


def _mention_line(mention: Mention, found: Lookup) -> MentionLine:
    document = found.documents[mention.document_id]
    before = document.text[max(0, mention.start - CONTEXT) : mention.start]
    after = document.text[mention.end : mention.end + CONTEXT]
    return {
        "document": document.id,
        "name": document.title or document.name,
        "start": mention.start,
        "end": mention.end,
        "before": " ".join(before.split("\n")[-1:]),
        "text": mention.text,
        "after": after.split("\n")[0],
        "kind": mention.kind,
    }


def _documents(mentions: Sequence[Mention], found: Lookup) -> list[list[str]]:
    counts: dict[str, int] = {}
    for mention in mentions:
        counts[mention.document_id] = counts.get(mention.document_id, 0) + 1
    return [
        [document.id, document.title or document.name, f"{number} ×"]
        for document, number in ((found.documents[key], n) for key, n in counts.items())
    ]
