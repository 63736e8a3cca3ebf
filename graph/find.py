"""What a person means by a name or an id, and what an edge says in words."""

from errors import InvalidQuery, UnknownEntity
from evidence.model import Document, Modality, Polarity
from graph.filters import Edge
from graph.lookup import lookup
from graph.model import Entity, KnowledgeGraph
from graph.names import folded
from graph.search import search_entities


def find_entity(kg: KnowledgeGraph, name_or_id: str) -> Entity:
    """The entity of an id, or of a name that only one has; names go before aliases.

    Raises:
        UnknownEntity: None, or several; the message names those that are near.
    """
    if name_or_id in kg.graph:
        return kg.resolution.entities[name_or_id]
    near = search_entities(kg, name_or_id, 5)
    wanted = folded(name_or_id)
    exact = [entity for entity in near if folded(entity.name) == wanted]
    exact = exact or [entity for entity in near if wanted in map(folded, entity.aliases)]
    if len(exact) == 1:
        return exact[0]
    if not near:
        raise UnknownEntity(f"{name_or_id}: no such entity.")
    names = ", ".join(f"{entity.name} ({entity.type}, {entity.id})" for entity in exact or near)
    raise UnknownEntity(f"{name_or_id}: {'more than one' if exact else 'none'}; near: {names}.")


def find_document(kg: KnowledgeGraph, name_or_id: str) -> Document:
    """The document of an id, or of a name that only one has.

    Raises:
        InvalidQuery: None, or several.
    """
    documents = lookup(kg).documents
    if name_or_id in documents:
        return documents[name_or_id]
    named = [document for document in documents.values() if document.name == name_or_id]
    if len(named) != 1:
        raise InvalidQuery(f"{name_or_id}: {len(named)} documents go by that; give an id.")
    return named[0]


def statement(kg: KnowledgeGraph, edge: Edge) -> str:
    """An edge in words, with its standing where that is not plain fact."""
    entities = kg.resolution.entities
    relation = f"{edge.type} ({edge.mode})" if edge.mode else edge.type
    standing = [] if edge.polarity is Polarity.AFFIRMED else [edge.polarity.value]
    standing += [] if edge.modality is Modality.ACTUAL else [edge.modality.value]
    if edge.attributed_to:
        standing.append(f"says {entities[edge.attributed_to].name}")
    words = f"{entities[edge.source].name} {relation} {entities[edge.target].name}"
    return f"{words} [{', '.join(standing)}]" if standing else words
