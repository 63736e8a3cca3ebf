"""The card of an entity: names, links by type, mentions in context, documents.

Plain JSON values, for the app and for the exported page. Each text is shown by textContent.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypedDict

from evidence.model import Mention
from graph.filters import Edge, read_edge
from graph.lookup import Lookup, lookup
from graph.model import Entity, KnowledgeGraph
from graph.panel import EntityRef, entity_ref, name_of
from graph.render import sources_words, stance_words
from graph.view import edge_label
from ontology.gazetteer import load_gazetteer
from ontology.schema import Ontology

CONTEXT = 90
"""Characters before and after a mention."""
MAX_MENTIONS, MAX_LINKS = 60, 40


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
        "stance": stance_words(edge.polarity, edge.modality, name_of(kg, edge.attributed_to)),
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
