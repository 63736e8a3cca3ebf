"""How entities and statements look: colour and shape by type, dashes by stance, and the legend."""

from dataclasses import dataclass

from evidence.model import Modality, Polarity
from ontology.schema import Ontology

INK = "#5B6770"
"""Edges that affirm; readable on white and on dark (contrast above 3:1 on both)."""
NEGATED = "#C0392B"
UNKNOWN_COLOUR, UNKNOWN_SHAPE = "#666666", "hexagon"
MIN_SIZE, MAX_SIZE = 10.0, 34.0
"""Radius of a node in canvas units."""
MAX_WIDTH = 6.0

SOLID: tuple[int, ...] = ()
DASHED: tuple[int, ...] = (10, 6)
DOTTED: tuple[int, ...] = (2, 5)
DASHES = {
    Modality.ACTUAL: SOLID,
    Modality.REPORTED: DASHED,
    Modality.POSSIBLE: DOTTED,
    Modality.HYPOTHETICAL: DOTTED,
    Modality.FUTURE: DOTTED,
}


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """Look of a node."""

    colour: str
    shape: str
    """A shape of vis-network."""
    size: float


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """Look of an edge."""

    colour: str
    dashes: tuple[int, ...]
    """Lengths of stroke and gap; empty: solid."""
    width: float


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One line of the legend: of an entity type (shape set) or of a stance (dashes)."""

    key: str
    """Entity type, modality, or "negated"."""
    label: str
    colour: str
    shape: str = ""
    dashes: tuple[int, ...] = SOLID


def node_style(type_: str, weight: float, ontology: Ontology) -> NodeStyle:
    """Look of a node.

    Args:
        type_: Entity type; one that the ontology does not know gets a look of its own.
        weight: Importance in [0, 1].
        ontology: Colours and shapes.
    """
    entity_type = ontology.entities.get(type_)
    size = round(MIN_SIZE + (MAX_SIZE - MIN_SIZE) * max(0.0, min(1.0, weight)) ** 0.5, 1)
    if entity_type is None:
        return NodeStyle(UNKNOWN_COLOUR, UNKNOWN_SHAPE, size)
    return NodeStyle(entity_type.colour, entity_type.shape, size)


def edge_style(polarity: Polarity, modality: Modality, n_sources: int = 1) -> EdgeStyle:
    """Look of an edge: the stance sets colour and dashes, the number of sources the width."""
    colour = NEGATED if polarity is Polarity.NEGATED else INK
    return EdgeStyle(colour, DASHES[modality], min(1.0 + n_sources, MAX_WIDTH))


def legend(ontology: Ontology) -> tuple[LegendRow, ...]:
    """The legend: entity types in the order of the ontology, then stances."""
    types = [
        LegendRow(entity.name, entity.plural, entity.colour, shape=entity.shape)
        for entity in ontology.entities.values()
    ]
    stances = [
        LegendRow(Modality.ACTUAL, "told as fact", INK, dashes=SOLID),
        LegendRow(Modality.REPORTED, "somebody says so", INK, dashes=DASHED),
        LegendRow(Modality.POSSIBLE, "possible, planned or supposed", INK, dashes=DOTTED),
        LegendRow(Polarity.NEGATED, "denied", NEGATED, dashes=SOLID),
    ]
    return (*types, *stances)
