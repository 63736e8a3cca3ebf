"""The panel of one entity or several, with what can be done with them."""

from collections.abc import Sequence

from graph.card import entity_panel
from graph.model import KnowledgeGraph
from graph.overview import several_panel
from ontology.schema import Ontology

ONE = [["Expand", "expand"], ["Focus", "focus"], ["Path to …", "path"], ["Hide", "hide"]]
TWO = [["How are they connected?", "path"], ["They are one", "merge"]]
SEVERAL = [["Focus", "focus"], ["These alone", "only"], ["Hide", "hide"]]


def entity_card(
    kg: KnowledgeGraph, ids: Sequence[str], ontology: Ontology
) -> dict[str, object] | None:
    """The card of an entity, or the list of several; None if none is known."""
    known = [entity for entity in ids if entity in kg.graph]
    if len(known) == 1:
        panel = entity_panel(kg, known[0], ontology)
        return {**panel, "actions": ONE} if panel else None
    if not known:
        return None
    actions = TWO + SEVERAL if len(known) == 2 else SEVERAL
    return {**several_panel(kg, known, ontology), "actions": actions}
