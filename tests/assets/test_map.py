import csv
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
BASE_KEYS = {
    "countries", "home", "home_codes", "split", "view", "coast", "borders", "home_border", "provinces", "disputed",
    "rivers", "lakes", "labels",
}  # fmt: skip


def test_the_base_map_has_every_layer(base):
    assert set(base) == BASE_KEYS
    empty = {key for key in BASE_KEYS if not base[key]}
    assert empty == {"disputed", "view"}  # no line on this map is drawn as disputed; all of home is in view


@pytest.mark.parametrize("position", [(34.1, 45.05), (33.6, 44.6), (36.4, 45.35), (33.7, 46.05)])
def test_crimea_lies_in_ukraine_and_nowhere_else(base, inside, position):
    assert inside(*position, base["home"])
    assert not any(inside(*position, polygons) for polygons in base["countries"].values())


def test_crimea_is_not_cut_off_by_a_border(base, gap_km):
    neck = (33.65, 46.13)
    assert gap_km(*neck, base["home_border"] + base["borders"]) > 100


def test_borders_are_shared_point_by_point(base):
    ukraine = {tuple(p) for rings in base["home"] for ring in rings for p in ring}
    others = {tuple(p) for polygons in base["countries"].values() for rings in polygons for ring in rings for p in ring}
    border = [tuple(p) for line in base["home_border"] for p in line]
    assert len(border) > 500
    assert all(p in ukraine and p in others for p in border)


def test_the_kakhovka_reservoir_is_a_shape_of_its_own_with_the_river_in_its_bed(base, inside):
    reservoir = [lake["polygon"] for lake in base["lakes"] if lake["name"] == "kakhovka_reservoir"]
    assert len(reservoir) == 1
    assert inside(34.3, 47.5, reservoir)
    assert not inside(35.12, 47.88, reservoir)  # the river at Zaporizhzhia still has its water
    bed = [p for river in base["rivers"] if river["name"] == "dnipro" for p in river["points"] if inside(*p, reservoir)]
    assert len(bed) > 20


def test_rivers_and_lakes_have_names_that_are_ids(base):
    named = {river["name"]: river["rank"] for river in base["rivers"] if river["name"]}
    assert {"dnipro", "siverskyi_donets", "dniester", "southern_bug", "desna", "prypiat", "oskil"} <= set(named)
    assert named["dnipro"] == 1
    assert all(river["rank"] in {1, 2, 3} and len(river["points"]) > 1 for river in base["rivers"])
    assert all(name.replace("_", "").isalpha() and name.islower() for name in named)


def test_labels_are_bilingual(base):
    assert {label["kind"] for label in base["labels"]} == {"country", "sea", "region"}
    assert all(set(label["name"]) == {"en", "nl"} and all(label["name"].values()) for label in base["labels"])


def test_towns_are_the_reviewed_ones_by_geonames_number(cities):
    with (TOOLS / "map_towns" / "ukraine.csv").open(encoding="utf-8", newline="") as file:
        pins = {row["id"]: row for row in csv.DictReader(file)}
    assert list(cities) == list(pins)
    for town in cities.values():
        pin = pins[town["id"]]
        assert all(str(town[key]) == pin[key] for key in ("geoname", "country", "tier"))
        assert town["name"] == {"en": pin["en"], "nl": pin["nl"]}
    assert len({town["geoname"] for town in cities.values()}) == len(cities) >= 80


def test_no_town_carries_the_position_of_its_namesake(cities):
    """Historical names in GeoNames once put Sloviansk on Nikopol, 250 km off."""
    expected = {"sloviansk": (37.6, 48.85), "nikopol": (34.39, 47.57), "lyman": (37.8, 48.99)}
    for name, (lon, lat) in expected.items():
        assert (cities[name]["lon"], cities[name]["lat"]) == pytest.approx((lon, lat), abs=0.03)


def test_every_town_lies_in_its_own_country(base, cities, inside, gap_km):
    countries = {**base["countries"], "UA": base["home"]}
    for town in cities.values():
        place = (town["lon"], town["lat"])
        home = countries[town["country"]]
        shore = gap_km(*place, base["coast"])  # the simplified coast cuts off a quay here and there
        assert inside(*place, home) or shore < 3, town["id"]
        assert not any(inside(*place, land) for code, land in countries.items() if code != town["country"]), town["id"]


def test_tiers_rank_capitals_first(cities):
    assert {town["tier"] for town in cities.values()} == {1, 2, 3, 4}
    capitals = {i for i, town in cities.items() if town["tier"] == 1}
    assert capitals == {"kyiv", "warsaw", "bucharest", "budapest", "chisinau", "minsk"}
