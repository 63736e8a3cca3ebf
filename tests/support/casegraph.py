"""The graph of hand-made extractions, without a store."""

from collections.abc import Iterable

from evidence.model import Evidence, Extraction
from graph.build import build
from graph.filters import Edge
from graph.model import KnowledgeGraph
from ontology.schema import load_ontology


def graph_of(extractions: Iterable[Extraction]) -> KnowledgeGraph:
    """The graph of some documents, as a workspace would build it."""
    made = list(extractions)

    def gathered(name: str) -> tuple:
        records = [record for one in made for record in getattr(one, name)]
        return tuple(sorted(records, key=lambda record: record.id))

    evidence = Evidence(
        tuple(sorted((one.document for one in made), key=lambda record: record.id)),
        gathered("passages"),
        gathered("mentions"),
        gathered("claims"),
        gathered("attributions"),
    )
    return build(evidence, (), load_ontology(), "r1")


def entity(kg: KnowledgeGraph, name: str) -> str:
    """Id of the node with this name."""
    return next(id_ for id_, data in kg.graph.nodes(data=True) if data["name"] == name)


def told(kg: KnowledgeGraph, edge: Edge) -> str:
    """An edge in short: "Norway LOCATED_IN Europe"."""
    names = dict(kg.graph.nodes(data="name"))
    return f"{names[edge.source]} {edge.type} {names[edge.target]}"
