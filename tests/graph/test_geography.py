"""The world's outlines, and where entities are on them."""

from itertools import pairwise

import pytest

from graph.geography import contains, load_world, locate, project, region_points
from graph.model import Entity
from ontology.gazetteer import load_gazetteer


def entity(reference: str | None, type_: str = "PLACE") -> Entity:
    return Entity("e", type_, "name", (), None, reference, (), ())


def test_every_outline_is_closed_and_whole():
    for code, rings in load_world().rings.items():
        for ring in rings:
            assert ring[0] == ring[-1], code
            assert len(ring) >= 4, code
            assert all(abs(a[0] - b[0]) < 60 for a, b in pairwise(ring)), code


def test_every_state_of_today_has_a_place():
    """All but one that is too small for the outlines."""
    missing = []
    for entry in load_gazetteer().entries.values():
        today = entry.kind == "country" and not entry.members
        if today and locate(entity(entry.reference, "COUNTRY")) is None:
            missing.append(entry.reference)
    assert missing == ["country:TV"]


def test_point_of_a_country_lies_in_it():
    world = load_world()
    large = [code for code, rings in world.rings.items() if rings and len(rings[0]) > 16]
    assert len(large) > 150
    assert [c for c in large if not contains(world.rings[c][0], world.points[c])] == []


@pytest.mark.parametrize(
    ("code", "place"),
    [("KZ", (71.4, 51.2)), ("FR", (2.3, 48.9)), ("UA", (34.3, 45.2)), ("BR", (-47.9, -15.8)),
     ("RU", (-172.0 + 360, 66.0)), ("XK", (20.9, 42.6))],
)  # fmt: skip
def test_places_lie_in_their_country(code, place):
    rings = load_world().rings
    assert [c for c, found in rings.items() if any(contains(r, place) for r in found)] == [code]


def test_no_boundary_runs_through_a_country():
    """Crimea and the mainland are one outline."""
    holding = [r for r in load_world().rings["UA"] if contains(r, (34.3, 45.2))]
    assert contains(holding[0], (30.5, 50.4))


def test_parts_lie_in_their_country_on_the_side_they_name():
    middle = locate(entity("country:KZ", "COUNTRY"))
    north = locate(entity("part:KZ:north"))
    assert middle and north
    assert north.latitude > middle.latitude
    assert contains(load_world().rings["KZ"][0], (north.longitude, north.latitude))
    assert north.precision == "about"


def test_town_is_where_the_gazetteer_says():
    found = locate(entity("place:1526384"))
    assert found
    assert (found.code, round(found.latitude), round(found.longitude)) == ("KZ", 43, 77)


@pytest.mark.parametrize("reference", [None, "region:the-west", "country:SU", "place:none", "x"])
def test_what_no_map_can_show_is_not_placed(reference):
    assert locate(entity(reference)) is None


def test_region_points_belong_to_regions_of_the_ontology():
    known = load_gazetteer().entries
    assert [key for key in region_points() if f"region:{key}" not in known] == []
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in region_points().values())


def test_projection_keeps_north_up_and_east_right():
    assert project(10, 60)[1] < project(10, 0)[1] < project(10, -60)[1]
    assert project(-175, 0)[0] > project(170, 0)[0]
    assert project(0, 0) == pytest.approx((0, 0))
