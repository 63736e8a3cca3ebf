"""Statements between places: what the map draws."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evidence.model import Modality, Polarity, content_id
from graph.filters import Edge
from graph.geography import Located, locate_country, located
from graph.lookup import lookup
from graph.model import KnowledgeGraph
from graph.panel import edge_index
from graph.pattern import Stance, stance_of
from ontology.gazetteer import load_gazetteer
from ontology.schema import Ontology

VENUES = {"LOCATED_IN": False, "HOST_OF": True}
"""Types that tell where an event takes place: True if the place is the statement's source."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A country or place on the map, with all that is told of it."""

    key: str
    name: str
    type: str
    """COUNTRY or PLACE."""
    longitude: float
    latitude: float
    code: str
    precision: str
    entity_ids: tuple[str, ...]
    """Itself first, if the graph has it, then the people and bodies that stand for it."""
    edge_ids: tuple[str, ...]
    """Statements with an end here, the best supported first."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Statements of one stance from one spot to another."""

    id: str
    source: str
    target: str
    stance: Stance
    directed: bool
    """False if they all hold both ways."""
    edge_ids: tuple[str, ...]
    n_sources: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """What the map shows."""

    spots: tuple[Spot, ...]
    flows: tuple[Flow, ...]


def atlas(
    kg: KnowledgeGraph, edges: Iterable[Edge], ontology: Ontology, *, with_members: bool
) -> Atlas:
    """Spots and the statements between them.

    Args:
        kg: The graph.
        edges: Statements that shall be seen.
        ontology: Says which types hold both ways.
        with_members: People and organizations stand where their country is, events where they
            take place; False: only what is said of countries and places themselves.
    """
    spot_of = dict(located(kg))
    if with_members:
        spot_of |= _members(kg, spot_of)
    places: dict[str, Located] = {spot.key: spot for spot in spot_of.values()}
    at: defaultdict[str, dict[str, Edge]] = defaultdict(dict)
    between: defaultdict[tuple[str, str, Stance], list[Edge]] = defaultdict(list)
    for edge in edges:
        source, target = spot_of.get(edge.source), spot_of.get(edge.target)
        for spot in (source, target):
            if spot is not None:
                at[spot.key][edge.id] = edge
        if source is not None and target is not None and source.key != target.key:
            stance = stance_of(edge.polarity, edge.modality)
            between[source.key, target.key, stance].append(edge)
    standing = _standing(spot_of)
    spots = [_spot(kg, places[key], standing[key], at[key].values()) for key in sorted(standing)]
    flows = [_flow(kg, ends, edges, ontology) for ends, edges in sorted(between.items())]
    return Atlas(tuple(spots), tuple(flows))


def _standing(spot_of: Mapping[str, Located]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entity, spot in sorted(spot_of.items()):
        found[spot.key].append(entity)
    return found


def _members(kg: KnowledgeGraph, known: Mapping[str, Located]) -> dict[str, Located]:
    """Where people, bodies and events stand."""
    found: dict[str, Located] = {}
    for id_ in kg.graph:
        entity = kg.resolution.entities[id_]
        if entity.type in ("PERSON", "ORGANIZATION") and entity.country:
            spot = locate_country(entity.country)
            if spot is not None:
                found[id_] = spot
    return found | _venues(kg, known)


def _venues(kg: KnowledgeGraph, known: Mapping[str, Located]) -> dict[str, Located]:
    """Where events take place, as the best supported statement of it says; a town before a land."""
    found: dict[str, tuple[tuple[bool, int, str], Located]] = {}
    types = dict(kg.graph.nodes(data="type"))
    for edge in edge_index(kg).values():
        if edge.type not in VENUES or edge.polarity is not Polarity.AFFIRMED:
            continue
        place, event = edge.target, edge.source
        if VENUES[edge.type]:
            place, event = event, place
        if types[event] != "EVENT" or place not in known or edge.modality is not Modality.ACTUAL:
            continue
        rank = (types[place] != "PLACE", -edge.n_sources, edge.id)
        if event not in found or rank < found[event][0]:
            found[event] = rank, known[place]
    return {event: spot for event, (_, spot) in found.items()}


def _spot(
    kg: KnowledgeGraph, place: Located, standing: Iterable[str], edges: Iterable[Edge]
) -> Spot:
    names = kg.resolution.entities
    own = [e for e in standing if names[e].type in ("COUNTRY", "PLACE")]
    own.sort(key=lambda e: (-kg.graph.degree(e), e))
    country = load_gazetteer().country(place.key)
    return Spot(
        key=place.key,
        name=names[own[0]].name if own else (country.name if country else place.key),
        type="COUNTRY" if country else "PLACE",
        longitude=place.longitude,
        latitude=place.latitude,
        code=place.code,
        precision=place.precision,
        entity_ids=(*own, *(e for e in standing if e not in own)),
        edge_ids=tuple(edge.id for edge in sorted(edges, key=_support)),
    )


def _flow(
    kg: KnowledgeGraph, ends: tuple[str, str, Stance], edges: list[Edge], ontology: Ontology
) -> Flow:
    ranked = sorted(edges, key=_support)
    claims = lookup(kg).claims
    sources = {kg.lineage_of[claims[c].document_id] for edge in edges for c in edge.claim_ids}
    symmetric = {name for name, claim_type in ontology.claims.items() if claim_type.symmetric}
    return Flow(
        id=content_id("flow", *ends),
        source=ends[0],
        target=ends[1],
        stance=ends[2],
        directed=any(edge.type not in symmetric for edge in edges),
        edge_ids=tuple(edge.id for edge in ranked),
        n_sources=len(sources),
    )


def _support(edge: Edge) -> tuple[bool, int, float, str]:
    return edge.inferred, -edge.n_sources, -edge.confidence, edge.id
