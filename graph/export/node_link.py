"""JSON in the shape of networkx's `node_link_data`, with "edges" as the key for edges."""

from collections.abc import Iterable
from typing import BinaryIO

from graph.export.fields import (
    Fields,
    attribution_fields,
    build_fields,
    citation_fields,
    document_fields,
    dumps,
    edges,
    entities,
    mention_fields,
    when_fields,
)
from graph.export.subject import ExportSubject
from graph.filters import Edge
from graph.model import Entity, KnowledgeGraph


def write_node_link(subject: ExportSubject, file: BinaryIO) -> None:
    """Write a record a line, keys sorted, the same bytes for the same graph."""
    kg = subject.kg
    _write(file, '{"directed": true,\n"edges": ')
    _write_list(file, (_edge(edge, kg) for edge in edges(kg)))
    _write(file, ',\n"graph": {"attributions": ')
    _write_list(file, attribution_fields(kg))
    _write(file, f',\n"build": {dumps(build_fields(kg, subject.ontology.hash))},\n"conflicts": ')
    _write_list(file, _conflicts(kg))
    _write(file, ',\n"documents": ')
    documents = sorted(kg.evidence.documents, key=lambda document: (document.name, document.id))
    _write_list(file, (document_fields(document, kg) for document in documents))
    _write(file, '},\n"multigraph": true,\n"nodes": ')
    _write_list(file, (_node(entity, kg) for entity in entities(kg)))
    _write(file, "}\n")


def _edge(edge: Edge, kg: KnowledgeGraph) -> Fields:
    return {
        "source": edge.source,
        "target": edge.target,
        "key": edge.id,
        "type": edge.type,
        "mode": edge.mode,
        "polarity": edge.polarity,
        "modality": edge.modality,
        "attributed_to": edge.attributed_to,
        "when": when_fields(edge, kg),
        "confidence": edge.confidence,
        "inferred": edge.inferred,
        "n_documents": edge.n_documents,
        "n_sources": edge.n_sources,
        "citations": citation_fields(edge, kg),
    }


def _node(entity: Entity, kg: KnowledgeGraph) -> Fields:
    node = kg.graph.nodes[entity.id]
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": entity.aliases,
        "country": entity.country,
        "reference": entity.reference,
        "n_documents": node["n_documents"],
        "n_sources": node["n_sources"],
        "mentions": mention_fields(entity, kg),
    }


def _conflicts(kg: KnowledgeGraph) -> Iterable[Fields]:
    for conflict in sorted(kg.conflicts, key=lambda conflict: conflict.id):
        yield {
            "id": conflict.id,
            "kind": conflict.kind,
            "claims": conflict.claim_ids,
            "explanation": conflict.explanation,
        }


def _write_list(file: BinaryIO, items: Iterable[Fields]) -> None:
    _write(file, "[")
    for place, item in enumerate(items):
        _write(file, ("," if place else "") + "\n" + dumps(item))
    _write(file, "]")


def _write(file: BinaryIO, text: str) -> None:
    """A lone surrogate, which UTF-8 cannot hold, comes out as the JSON escape it then is."""
    file.write(text.encode("utf-8", "backslashreplace"))
