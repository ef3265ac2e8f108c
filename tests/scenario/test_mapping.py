"""The map's own rules: sides, rings, zones, a plain ground."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bad.cases import put
from tests.scenario import minimal
from wargame.scenario import check_texts

RING = [[36.5, 48.5], [36.6, 48.5], [36.6, 48.6], [36.5, 48.5]]
RING_KM = 31.8


def codes(**changes: Any) -> list[str]:
    """Codes of the small scenario after changes to its map; `__` stands for a dot."""
    docs = minimal.documents()
    for path, value in changes.items():
        put(docs["maps/line.yaml"], path.split("__"), value)
    return sorted({issue.code for issue in check_texts(minimal.texts(docs), minimal.MAIN)})


def zone(**more: Any) -> dict[str, Any]:
    return {
        "id": "bridge", "name": minimal.text("Bridge"), "kind": "buffer", "from_km": 10.0, "to_km": 20.0,
        "depth_km": 5.0, **more,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["buffer", "withdrawal", "rear"])
def test_a_zone_of_a_side_is_clean_once_the_line_says_which_side_lies_where(kind: str) -> None:
    one = zone(kind=kind, side="russia")
    assert codes(zones=[one]) == ["sides-of-line"]
    assert codes(zones=[one], line__sides=["ukraine", "russia"]) == []
    assert codes(zones=[zone(kind=kind)]) == []


def test_a_zone_needs_a_side_that_exists_length_and_depth() -> None:
    sides = ["ukraine", "russia"]
    assert codes(zones=[zone(side="atlantis")], line__sides=sides) == ["unknown-side"]
    assert codes(zones=[zone(depth_km=0.0)]) == ["empty-zone"]
    assert codes(zones=[zone(to_km=10.0)]) == ["empty-zone"]
    assert codes(zones=[zone(to_km=600.0)]) == ["zone-off-line"]


def test_the_line_has_two_different_sides_of_the_scenario() -> None:
    assert codes(line__sides=["ukraine", "russia"]) == []
    assert codes(line__sides=["ukraine", "ukraine"]) == ["sides-of-line"]
    assert codes(line__sides=["ukraine", "atlantis"]) == ["unknown-side"]


def test_a_ring_adds_to_the_line_and_a_sector_may_not_jump_to_it() -> None:
    assert codes(line__more=[RING]) == ["line-length", "torn-sector"]
    total = 508 + RING_KM
    docs = minimal.documents()["maps/line.yaml"]
    last = {**docs["sectors"][-1]}
    ring = {**last, "id": "s07", "name": minimal.text("Ring", "Kring"), "from_km": 508.0, "to_km": total}
    sectors = [*docs["sectors"], ring]
    assert codes(line__more=[RING], line__stated_length_km=total, sectors=sectors) == []


def test_points_of_a_ring_lie_on_the_globe() -> None:
    assert "bad-point" in codes(line__more=[[[36.5, 48.5], [36.6, 98.5]]])


def test_a_plain_ground_needs_towns_and_a_base_map_brings_its_own() -> None:
    town = {"id": "hamlet", "name": minimal.text("Hamlet", "Gehucht"), "lon": 36.0, "lat": 48.0}
    assert codes(base="schematic") == ["bare-schematic"]
    assert codes(base="schematic", cities=[town]) == []
    assert codes(cities=[town]) == ["idle-cities"]
    assert codes(base="atlantis") == ["unknown-base"]


def test_a_road_runs_through_towns_of_its_own_map() -> None:
    town = {"id": "hamlet", "name": minimal.text("Hamlet", "Gehucht"), "lon": 36.0, "lat": 48.0}
    road = {"id": "road", "name": minimal.text("The road"), "cities": ["hamlet", "hamlet"]}
    assert codes(corridors=[road]) == ["unknown-city"]
    assert codes(base="schematic", cities=[town], corridors=[road]) == []
    assert codes(corridors=[{**road, "cities": ["kyiv", "poltava"]}]) == []
