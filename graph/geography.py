"""Where entities are on the map: outlines of countries, points of places, offline."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from graph.model import Entity, KnowledgeGraph
from ontology.gazetteer import Gazetteer, load_gazetteer

DATA = Path(__file__).parent / "data"
Point = tuple[float, float]
"""Longitude and latitude in degrees, or x and y on the map."""
HEADINGS = {
    "north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0), "northeast": (1, 1),
    "northwest": (-1, 1), "southeast": (1, -1), "southwest": (-1, -1), "centre": (0, 0),
}  # fmt: skip
MAX_LATITUDE = 84.0
EDGE = -169.5
"""The map is cut in the Bering Strait, as world.json is."""
ABOUT, EXACT = "about", "exact"


@dataclass(frozen=True, slots=True)
class World:
    """Outlines of the countries of today."""

    rings: dict[str, tuple[tuple[Point, ...], ...]]
    """By country code: closed rings of (longitude, latitude), the largest first."""
    points: dict[str, Point]
    """By country code: a point well inside."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where an entity is drawn."""

    key: str
    """Entities of one key share a spot: a country's code, or the reference of a place."""
    longitude: float
    latitude: float
    code: str
    """Country it is or lies in; empty: several or none."""
    precision: str
    """EXACT for towns and countries; ABOUT for regions, whose middle is marked."""


@lru_cache
def load_world(path: Path = DATA / "world.json") -> World:
    """Read the outlines once; `scripts/build_world.py` says how they were made."""
    content = json.loads(path.read_text(encoding="utf-8"))
    scale = content["scale"]
    arcs = [tuple(_decoded(arc, scale)) for arc in content["arcs"]]
    countries = content["countries"]
    return World(
        rings={
            code: tuple(tuple(_outline(ring, arcs)) for ring in country["rings"])
            for code, country in countries.items()
        },
        points={code: tuple(country["point"]) for code, country in countries.items()},
    )


@lru_cache
def region_points(path: Path = DATA / "region_points.tsv") -> dict[str, Point]:
    """Longitude and latitude of the middle of regions, by their key in regions.yml."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {key: (float(longitude), float(latitude)) for key, latitude, longitude in rows}


def project(longitude: float, latitude: float) -> Point:
    """Miller's cylindrical projection (Miller 1942), x to the right, y down, both in degrees.

    No shear anywhere, so a region looks as it does in an atlas; areas far north grow, less than
    Mercator's.
    """
    phi = math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude)))
    y = 1.25 * math.log(math.tan(math.pi / 4 + 0.4 * phi))
    return longitude + 360.0 * (longitude < EDGE), -math.degrees(y)


def locate(entity: Entity) -> Located | None:
    """Where a country or place is; None where no map can show it (a bloc, a lost state)."""
    reference = entity.reference or ""
    kind, _, key = reference.partition(":")
    gazetteer = load_gazetteer()
    if kind == "part":
        return _part(key, reference, gazetteer)
    if kind == "country":
        return locate_country(key)
    if kind == "region":
        point = region_points().get(key)
        entry = gazetteer.entries.get(reference)
        code = (entry.country if entry else None) or ""
        return Located(reference, *point, code, ABOUT) if point else None
    return _town(reference, gazetteer)


def locate_country(code: str) -> Located | None:
    """Where a country is marked; None for one that is no more."""
    point = _middle(code, load_gazetteer())
    return Located(code, *point, code, EXACT) if point else None


def located(kg: KnowledgeGraph) -> dict[str, Located]:
    """Every country and place of the graph that has a spot, by entity id."""
    entities = (kg.resolution.entities[id_] for id_ in kg.graph)
    found = {e.id: locate(e) for e in entities if e.type in ("COUNTRY", "PLACE")}
    return {id_: spot for id_, spot in found.items() if spot is not None}


def unlocated(kg: KnowledgeGraph) -> list[Entity]:
    """Countries and places that are not on the map, those with most links first."""
    known = located(kg)
    entities = [kg.resolution.entities[id_] for id_ in kg.graph if id_ not in known]
    missing = [e for e in entities if e.type in ("COUNTRY", "PLACE")]
    return sorted(missing, key=lambda e: (-kg.graph.degree(e.id), e.name, e.id))


def contains(ring: Iterable[Point], place: Point) -> bool:
    """Whether a place lies inside a closed ring."""
    x, y = place
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _town(reference: str, gazetteer: Gazetteer) -> Located | None:
    entry = gazetteer.entries.get(reference)
    if entry is None:
        return None
    if entry.kind == "territory":
        point = load_world().points.get(entry.country or "")
        return Located(entry.country or "", *point, entry.country or "", EXACT) if point else None
    if entry.longitude is None or entry.latitude is None:
        return None
    return Located(reference, entry.longitude, entry.latitude, entry.country or "", EXACT)


def _middle(code: str, gazetteer: Gazetteer) -> Point | None:
    """Half way from the point deepest inside to the capital, if that lies inside.

    What is told of a country is mostly about its capital: a mark in the depths of Siberia would
    draw every link of Russia across a continent, one on the capital would hide the town.
    """
    world, seat = load_world(), _seat(code, gazetteer)
    deep = world.points.get(code)
    if deep is None or seat is None:
        return deep or seat
    half = (deep[0] + seat[0]) / 2, (deep[1] + seat[1]) / 2
    rings = world.rings[code]
    return half if rings and contains(rings[0], half) else deep


def _seat(code: str, gazetteer: Gazetteer) -> Point | None:
    """Where the capital is, if the gazetteer knows."""
    capital = gazetteer.capitals.get(code)
    if capital is None or capital.longitude is None or capital.latitude is None:
        return None
    return capital.longitude, capital.latitude


def _part(key: str, reference: str, gazetteer: Gazetteer) -> Located | None:
    """Half way from the middle of a country to its border, as the compass says."""
    of, _, heading = key.rpartition(":")
    world = load_world()
    east, north = HEADINGS.get(heading, (0, 0))
    if world.rings.get(of):
        x, y = world.points[of]
        ring = world.rings[of][0]
        step = 0.25
        reach = 0
        while reach < 400 and contains(ring, (x + east * step * reach, y + north * step * reach)):
            reach += 1
        half = step * reach * 0.5 if (east or north) else 0.0
        return Located(reference, x + east * half, y + north * half, of, ABOUT)
    point = region_points().get(of)
    entry = gazetteer.entries.get(f"region:{of}")
    code = (entry.country if entry else None) or ""
    return Located(reference, *point, code, ABOUT) if point else None


def _decoded(arc: list[int], scale: int) -> Iterator[Point]:
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / scale, y / scale


def _outline(ring: list[int], arcs: list[tuple[Point, ...]]) -> Iterator[Point]:
    for place, number in enumerate(ring):
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield from arc[1 if place else 0 :]
