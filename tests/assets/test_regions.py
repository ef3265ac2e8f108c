"""Every region but Ukraine, which has tests of its own: base map, towns, and the line of the map document upon them."""

import csv
import gzip
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import yaml

from tests.assets.regions import REGIONS, WITHIN_THE_BUFFER
from tests.assets.test_map import BASE_KEYS
from tests.assets.test_theatre import chainage, crosses_itself
from wargame.places import assets_dir, scenarios_dir
from wargame.scenario.mapmodel import Map
from wargame.ui.mapview import MapGeometry

TOWNS = Path(__file__).resolve().parents[2] / "tools" / "map_towns"
GENERIC_PLACES = {
    "home": "home", "backer-home": "home", "neighbour": "neighbour", "rear": "rear", "hub": "hub",
    "near-line": "near_line", "air": "air", "sea": "sea",
}  # fmt: skip
FICTIONAL = ("strand",)
LARGEST_KB = 150


def base_of(region):
    return json.loads(gzip.decompress((assets_dir() / "map" / f"{region}.json.gz").read_bytes()))


def cities_of(region):
    rows = json.loads((assets_dir() / "map" / f"{region}_cities.json").read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


def document(region):
    return yaml.safe_load((scenarios_dir() / "maps" / f"{region}.yaml").read_text(encoding="utf-8"))


def test_every_base_map_is_listed_here():
    shipped = {path.name.removesuffix(".json.gz") for path in (assets_dir() / "map").glob("*.json.gz")}
    assert shipped == {*REGIONS, "ukraine"}


@pytest.mark.parametrize("region", REGIONS)
def test_a_base_map_is_complete_and_small(region):
    base = base_of(region)
    assert set(base) == BASE_KEYS
    assert base["countries"]
    assert base["home"]
    assert base["rivers"]
    assert (assets_dir() / "map" / f"{region}.json.gz").stat().st_size < LARGEST_KB * 1024
    assert all(set(label["name"]) == {"en", "nl"} and all(label["name"].values()) for label in base["labels"])
    west, south, east, north = base["view"]
    assert west < east
    assert south < north


@pytest.mark.parametrize("region", REGIONS)
def test_every_town_is_the_pinned_one_and_lies_in_its_own_country(region, inside, gap_km):
    base, cities = base_of(region), cities_of(region)
    with (TOWNS / f"{region}.csv").open(encoding="utf-8", newline="") as file:
        pins = {row["id"]: row for row in csv.DictReader(file)}
    assert list(cities) == list(pins)
    assert len({town["geoname"] for town in cities.values()}) == len(cities) >= 20
    home = base["home"]
    for town in cities.values():
        pin, place = pins[town["id"]], (town["lon"], town["lat"])
        assert str(town["geoname"]) == pin["geoname"]
        assert town["name"] == {"en": pin["en"], "nl": pin["nl"]}
        land = home if town["country"] in base["home_codes"] else base["countries"][town["country"]]
        assert inside(*place, land) or gap_km(*place, base["coast"]) < 4, town["id"]


@pytest.mark.parametrize("position", [(34.1, 45.05), (33.6, 45.4), (36.4, 45.35), (33.7, 46.05)])
def test_crimea_lies_in_ukraine_on_the_map_of_the_donbas_too(position, inside):
    base = base_of("donbas")
    assert inside(*position, base["home"])
    assert not any(inside(*position, polygons) for polygons in base["countries"].values())


def test_cyprus_is_one_country_whose_dividing_line_is_disputed(inside, gap_km):
    base = base_of("cyprus")
    for position in ((33.32, 35.30), (33.36, 35.17), (33.04, 34.72), (34.2, 35.45)):  # north, buffer, south, Karpas
        assert inside(*position, base["home"])
    assert gap_km(33.36, 35.18, base["disputed"]) < 5
    assert gap_km(33.36, 35.18, base["home_border"]) > 20
    assert inside(33.75, 34.99, base["countries"]["GB"])  # Dhekelia


@pytest.mark.parametrize(
    ("region", "positions"),
    [
        ("korea", [(127.2, 38.31), (128.28, 38.5)]),
        ("kosovo", [(21.4, 42.8), (20.6, 43.0)]),
        ("kashmir", [(74.0, 34.05), (76.1, 34.66), (78.9, 34.3), (77.4, 35.3)]),
        ("cyprus", [(33.0, 35.15)]),
    ],
)
def test_disputed_lines_are_drawn_as_disputed_and_not_as_borders(region, positions, gap_km):
    base = base_of(region)
    for position in positions:
        assert gap_km(*position, base["disputed"]) < 15, position
    drawn = {tuple(p) for line in base["disputed"] for p in line[1:-1]}
    borders = {tuple(p) for key in ("borders", "home_border") for line in base[key] for p in line[1:-1]}
    assert len(drawn) > 20
    assert not drawn & borders


@pytest.mark.parametrize("region", REGIONS)
def test_the_line_is_as_long_as_it_says_and_lies_where_it_should(region):
    line, facts = document(region)["line"], REGIONS[region]
    pieces = [line["points"], *line.get("more", [])]
    assert len(pieces) == facts.pieces
    assert sum(chainage(piece)[-1] for piece in pieces) == pytest.approx(line["stated_length_km"], rel=0.02)
    assert line["stated_length_km"] == facts.length_km
    for end, expected in zip((pieces[0][0], pieces[0][-1]), facts.ends, strict=True):
        assert end == pytest.approx(expected, abs=0.02)
    for piece in pieces:
        assert not crosses_itself(np.array(piece))
    assert all(piece[0] == piece[-1] for piece in pieces[1:])
    assert bool(line.get("disputed")) is facts.disputed
    assert line["sides"] == ["side_a", "side_b"]


@pytest.mark.parametrize("region", REGIONS)
def test_every_town_near_the_line_is_on_its_own_side(region):
    geometry, cities, facts = MapGeometry(document(region)), cities_of(region), REGIONS[region]

    def side(town):
        return geometry.side(geometry.projection.forward((cities[town]["lon"], cities[town]["lat"])))

    assert [town for town in facts.left if side(town) != 1] == []
    assert [town for town in facts.right if side(town) != -1] == []
    told = set(facts.left + facts.right)
    near = {
        town for town, row in cities.items()
        if geometry.nearest(geometry.projection.forward((row["lon"], row["lat"])))[0] < 12
    }  # fmt: skip
    assert near - told - (WITHIN_THE_BUFFER if region == "cyprus" else set()) == set()


@pytest.mark.parametrize("region", [*REGIONS, *FICTIONAL])
def test_sectors_and_areas_tile_the_line(region):
    doc = document(region)
    sectors = doc["sectors"]
    assert len(sectors) == (REGIONS[region].sectors if region in REGIONS else 6)
    assert sectors[0]["from_km"] == 0
    assert sectors[-1]["to_km"] == doc["line"]["stated_length_km"]
    assert all(a["to_km"] == b["from_km"] for a, b in pairwise(sectors))
    assert [s["id"] for s in sectors] == [f"s{n:02d}" for n in range(1, len(sectors) + 1)]
    along = [s["area"] for s in sectors]
    assert [a for i, a in enumerate(along) if i == 0 or along[i - 1] != a] == [a["id"] for a in doc["areas"]]


@pytest.mark.parametrize("region", [*REGIONS, *FICTIONAL])
def test_places_have_the_generic_ids_and_lie_on_a_side(region):
    doc = document(region)
    geometry = MapGeometry(doc)
    depths = {place["id"]: place["depth"] for place in doc["places"]}
    assert GENERIC_PLACES.items() <= depths.items()
    assert len(depths) == len(doc["places"])
    sides = {geometry.side(place.at) for place in geometry.places if place.depth in ("rear", "hub", "near_line")}
    assert sides == {1, -1}
    near = [geometry.nearest(place.at)[0] for place in geometry.places if place.depth == "near_line"]
    assert max(near) < 35
    for place in geometry.places:
        if place.depth in ("home", "neighbour", "air"):
            assert geometry.nearest(place.at)[0] > 25, place.id


@pytest.mark.parametrize("region", [*REGIONS, *FICTIONAL])
def test_every_text_is_bilingual_and_the_disclaimer_stands(region):
    doc = document(region)
    Map.model_validate(doc)
    named = [*doc["areas"], *doc["sectors"], *doc["places"], *doc.get("zones", []), *doc.get("cities", [])]
    texts = [entry["name"] for entry in named] + [doc["title"], doc["disclaimer"]]
    assert all(set(text) == {"en", "nl"} and all(text.values()) for text in texts)
    words = "no such country" if region in FICTIONAL else "not a legal boundary"
    assert words in doc["disclaimer"]["en"]
    assert doc["sources"]


def test_the_ground_safety_zone_is_five_kilometres_on_the_far_side():
    zones = {zone["id"]: zone for zone in document("kosovo")["zones"]}
    assert zones["ground-safety-zone"]["depth_km"] == 5
    assert zones["ground-safety-zone"]["side"] == "side_b"
    geometry = MapGeometry(document("kosovo"))
    assert [zone.side for zone in geometry.zones] == [-1]


def test_the_korean_zone_is_two_kilometres_on_each_side():
    assert document("korea")["buffer_km"] == 2


def test_the_enclaves_are_rings_with_the_towns_inside():
    geometry = MapGeometry(document("bosnia"))
    cities = cities_of("bosnia")
    assert [piece.closed for piece in geometry.pieces] == [False, True, True, True, True]
    for ring, town in ((1, "sarajevo"), (2, "gorazde"), (4, "srebrenica")):
        region = geometry.region(geometry.projection.forward((cities[town]["lon"], cities[town]["lat"])))
        assert region[0]
        assert [i for i, within in enumerate(region) if within] == [0, ring]
    assert geometry.region(geometry.place["zepa"].at)[3]
    outside = geometry.region(geometry.place["bratunac"].at)
    assert outside == (True, False, False, False, False)
