"""The flat formats' columns: one type each, named so that no reader trips over them.

Avoided names: id, source, target, key, which several readers take for their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.export.fields import citation_fields, dumps, iso, mention_fields, when_fields
from graph.filters import Edge
from graph.model import Entity, KnowledgeGraph
from graph.view import edge_label

Scalar = str | int | float | bool
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column; a value of None is left out."""

    name: str
    kind: type[Scalar]
    """What every value is: without one type a column, igraph refuses the file."""
    value: Callable[[T, KnowledgeGraph], Scalar | None]


NODE_COLUMNS: tuple[Column[Entity], ...] = (
    Column("label", str, lambda entity, kg: entity.name),
    Column("type", str, lambda entity, kg: entity.type),
    Column("aliases", str, lambda entity, kg: " | ".join(entity.aliases)),
    Column("country", str, lambda entity, kg: entity.country),
    Column("reference", str, lambda entity, kg: entity.reference),
    Column("n_documents", int, lambda entity, kg: int(kg.graph.nodes[entity.id]["n_documents"])),
    Column("n_sources", int, lambda entity, kg: int(kg.graph.nodes[entity.id]["n_sources"])),
    Column("n_mentions", int, lambda entity, kg: len(entity.mention_ids)),
    Column("mentions", str, lambda entity, kg: dumps(mention_fields(entity, kg))),
)
EDGE_COLUMNS: tuple[Column[Edge], ...] = (
    Column("edge_id", str, lambda edge, kg: edge.id),  # igraph 1.0 reads XML ids of edges wrongly
    Column("label", str, lambda edge, kg: edge_label(edge.type, edge.mode)),
    Column("type", str, lambda edge, kg: edge.type),
    Column("mode", str, lambda edge, kg: edge.mode),
    Column("polarity", str, lambda edge, kg: edge.polarity.value),
    Column("modality", str, lambda edge, kg: edge.modality.value),
    Column("attributed_to", str, lambda edge, kg: edge.attributed_to),
    Column("attributed_to_name", str, lambda edge, kg: _name(edge.attributed_to, kg)),
    Column("earliest", str, lambda edge, kg: iso(edge.earliest)),
    Column("latest", str, lambda edge, kg: iso(edge.latest)),
    Column("when", str, lambda edge, kg: _when(edge, kg)),
    Column("confidence", float, lambda edge, kg: float(edge.confidence)),
    Column("weight", float, lambda edge, kg: float(edge.n_sources)),
    Column("inferred", bool, lambda edge, kg: edge.inferred),
    Column("n_documents", int, lambda edge, kg: edge.n_documents),
    Column("n_sources", int, lambda edge, kg: edge.n_sources),
    Column("quote", str, lambda edge, kg: str(citation_fields(edge, kg)[0]["quote"])),
    Column("citations", str, lambda edge, kg: dumps(citation_fields(edge, kg))),
)


def _name(entity_id: str | None, kg: KnowledgeGraph) -> str | None:
    return None if entity_id is None else kg.resolution.entities[entity_id].name


def _when(edge: Edge, kg: KnowledgeGraph) -> str | None:
    when = when_fields(edge, kg)
    return None if when is None or when["text"] is None else str(when["text"])
