"""The panel of a statement: its sources, and the other statements at the spot."""

from collections.abc import Iterable

from graph.model import KnowledgeGraph
from graph.overview import statement_text
from graph.panel import edge_panel, find_edge
from ontology.schema import Ontology


def citations_panel(
    kg: KnowledgeGraph, edge_id: str, near: Iterable[str], ontology: Ontology
) -> dict[str, object] | None:
    """The sources of a statement, with a list of those drawn at the same spot; None if unknown."""
    panel = edge_panel(kg, edge_id, ontology)
    if panel is None:
        return None
    others = [edge for edge in (find_edge(kg, other) for other in near) if edge]
    listed = [
        {"id": edge.id, "text": statement_text(kg, edge), "denied": edge.polarity == "negated"}
        for edge in others
        if edge.id != edge_id
    ]
    return {**panel, "near": listed}
