from itertools import pairwise

import numpy as np
import pytest

# Who held the town in early 2025; the hand-drawn line must leave every one of them on its own side.
UKRAINIAN = [
    "kherson", "beryslav", "ochakiv", "mykolaiv", "kryvyi-rih", "nikopol", "zaporizhzhia", "orikhiv", "huliaipole",
    "dnipro", "pavlohrad", "dobropillia", "pokrovsk", "kostiantynivka", "kramatorsk", "sloviansk", "siversk", "lyman",
    "izium", "kupiansk", "chuhuiv", "lozova", "kharkiv", "vovchansk", "bohodukhiv", "okhtyrka", "sumy", "bilopillia",
    "hlukhiv", "konotop", "shostka", "poltava", "odesa", "kyiv",
]  # fmt: skip
RUSSIAN_HELD = [
    "oleshky", "hola-prystan", "skadovsk", "nova-kakhovka", "enerhodar", "vasylivka", "tokmak", "polohy", "melitopol",
    "berdiansk", "henichesk", "velyka-novosilka", "vuhledar", "kurakhove", "volnovakha", "donetsk", "horlivka",
    "toretsk", "chasiv-yar", "bakhmut", "mariupol", "luhansk", "lysychansk", "sievierodonetsk", "kreminna", "svatove",
    "starobilsk", "simferopol", "sevastopol", "kerch", "dzhankoi", "armiansk",
]  # fmt: skip
RUSSIAN = ["belgorod", "kursk", "sudzha", "valuyki", "voronezh", "rostov-on-don", "bryansk"]
EAST_OF_EVERYTHING = [[34.3, 54.5], [46.0, 54.5], [46.0, 43.0], [31.2, 43.0], [31.2, 46.5]]


def geodesic_km(points):
    """Length on the WGS 84 ellipsoid, from the radii of curvature at the middle of each short step."""
    lon, lat = np.radians(np.array(points)).T
    middle, a, e2 = (lat[1:] + lat[:-1]) / 2, 6378.137, 0.00669438
    w = 1 - e2 * np.sin(middle) ** 2
    return np.hypot(np.diff(lat) * a * (1 - e2) / w**1.5, np.diff(lon) * np.cos(middle) * a / np.sqrt(w))


def chainage(points):
    return np.concatenate([[0.0], np.cumsum(geodesic_km(points))])


def crosses_itself(points):
    """Do any two steps cross (their ends lie on different sides of each other)?"""
    start, end = points[:-1], points[1:]

    def sides(p, q, r):
        return (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])

    p, q, r, s = start[:, None], end[:, None], start[None], end[None]
    return bool(((sides(p, q, r) * sides(p, q, s) < 0) & (sides(r, s, p) * sides(r, s, q) < 0)).any())


def test_the_yardstick_knows_a_degree_at_the_equator_and_a_meridian_quarter():
    assert geodesic_km([[0, 0], [1, 0]])[0] == pytest.approx(111.3195, abs=1e-3)
    assert sum(geodesic_km([[0, d] for d in range(91)])) == pytest.approx(10001.966, abs=0.1)


def test_the_line_is_as_long_as_it_says(theatre):
    length = chainage(theatre["line"]["points"])[-1]
    assert length >= 1250
    assert length == pytest.approx(theatre["line"]["stated_length_km"], rel=0.02)


def test_the_line_runs_on_without_leaps_or_loops(theatre):
    points = np.array(theatre["line"]["points"])
    assert len(points) >= 100
    assert max(geodesic_km(points)) < 15
    assert not crosses_itself(points)
    assert crosses_itself(np.array([[0, 0], [1, 1], [1, 0], [0, 1]]))


def test_the_border_part_follows_the_state_border_and_the_rest_does_not(theatre, base, gap_km):
    line = theatre["line"]
    km = chainage(line["points"])
    on_border = km >= line["border_from_km"]
    gaps = np.array([gap_km(*p, base["home_border"]) for p in line["points"]])
    assert on_border.sum() > 50
    assert gaps[on_border].max() < 1
    assert gaps[~on_border][:-1].min() > 3
    assert np.min(np.abs(km - line["border_from_km"])) < 1


def test_the_river_part_follows_the_dnipro(theatre, base, inside, gap_km):
    points = theatre["line"]["points"]
    river = [p for p, km in zip(points, chainage(points), strict=True) if km < 320]
    lakes = [lake["polygon"] for lake in base["lakes"]]
    dnipro = [r["points"] for r in base["rivers"] if r["name"] == "dnipro"]
    for p in river:
        wet = inside(*p, lakes) or not inside(*p, base["home"])
        assert wet or gap_km(*p, dnipro) < 3 or gap_km(*p, base["coast"]) < 3, p


@pytest.mark.parametrize(("towns", "east"), [(UKRAINIAN, False), (RUSSIAN_HELD, True), (RUSSIAN, True)])
def test_every_town_is_on_its_own_side(theatre, cities, inside, towns, east):
    far_side = [[theatre["line"]["points"] + EAST_OF_EVERYTHING]]
    wrong = [t for t in towns if inside(cities[t]["lon"], cities[t]["lat"], far_side) is not east]
    assert wrong == []


def test_every_town_near_the_line_has_a_stated_side(theatre, cities, gap_km):
    line = [theatre["line"]["points"]]
    near = {t for t, city in cities.items() if gap_km(city["lon"], city["lat"], line) < 60}
    assert near - set(UKRAINIAN + RUSSIAN_HELD + RUSSIAN) == set()


def test_sectors_tile_the_line_in_order(theatre):
    sectors, line = theatre["sectors"], theatre["line"]
    assert len(sectors) == 24
    assert sectors[0]["from_km"] == 0
    assert sectors[-1]["to_km"] == line["stated_length_km"]
    assert all(a["to_km"] == b["from_km"] for a, b in pairwise(sectors))
    assert all(30 <= s["to_km"] - s["from_km"] <= 70 for s in sectors)
    assert line["border_from_km"] in {s["from_km"] for s in sectors}
    assert [s["id"] for s in sectors] == [f"s{n:02d}" for n in range(1, 25)]


def test_areas_are_runs_of_neighbouring_sectors(theatre):
    areas = [a["id"] for a in theatre["areas"]]
    along = [s["area"] for s in theatre["sectors"]]
    assert [a for i, a in enumerate(along) if i == 0 or along[i - 1] != a] == areas
    assert 5 <= len(areas) <= 6


def test_places_are_as_deep_as_they_say(theatre, base, inside, gap_km):
    places = {p["id"]: p for p in theatre["places"]}
    assert len(places) == len(theatre["places"]) >= 20
    line = [theatre["line"]["points"]]
    for p in places.values():
        in_ukraine = inside(p["lon"], p["lat"], base["home"])
        if p["depth"] in {"home", "neighbour", "air", "sea"}:
            assert not in_ukraine, p["id"]  # no boots on the ground
        else:
            assert in_ukraine == (p["country"] == "UA"), p["id"]
        if p["depth"] != "home":
            within_range = gap_km(p["lon"], p["lat"], line) < theatre["heavy_weapons_km"]
            assert within_range == (p["depth"] == "near_line"), p["id"]


def test_corridors_join_known_towns(theatre, cities):
    for corridor in theatre["corridors"]:
        assert set(corridor["cities"]) <= set(cities), corridor["id"]
        steps = geodesic_km([[cities[c]["lon"], cities[c]["lat"]] for c in corridor["cities"]])
        assert steps.min() > 10, corridor["id"]
        assert steps.max() < 330, corridor["id"]


def test_every_text_is_bilingual(theatre):
    named = theatre["areas"] + theatre["sectors"] + theatre["places"] + theatre["corridors"]
    texts = [entry["name"] for entry in named] + [theatre["title"], theatre["disclaimer"]]
    assert all(set(text) == {"en", "nl"} and all(text.values()) for text in texts)


def test_the_drained_reservoir_is_one_the_base_map_knows(theatre, base):
    names = {lake["name"] for lake in base["lakes"]}
    assert theatre["attributes"] == {"kakhovka_reservoir": "drained"}
    assert set(theatre["attributes"]) <= names
