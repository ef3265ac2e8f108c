"""The drawn world under the exercise: countries, coast, rivers, towns, read from the assets and projected once."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.places import assets_dir
from wargame.ui.mapview.geometry import Names, bounds
from wargame.ui.mapview.projection import Floats, Lambert

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Path:
    """A line or ring in km with its bounding box, so that what is out of sight costs nothing."""

    points: Floats
    west: float
    south: float
    east: float
    north: float
    name: str = ""
    rank: int = 0


@dataclass(frozen=True)
class City:
    """A town: names, place in km, tier 1 (capital) to 4 (small), country code."""

    id: str
    names: Names
    at: Floats
    tier: int
    country: str


@dataclass(frozen=True)
class Caption:
    """A name over water or land."""

    kind: str
    names: Names
    at: Floats


SCHEMATIC = "schematic"
PLAIN: Mapping[str, Any] = {
    "countries": {}, "home": [], "home_codes": ["home"], "split": True, "view": None, "coast": [], "borders": [],
    "home_border": [], "provinces": [], "disputed": [], "rivers": [], "lakes": [], "labels": [],
}  # fmt: skip
"""What a schematic map has beneath it."""


class BaseData:
    """One base map, projected. A schematic map has none: a plain ground, and the towns of the document itself."""

    def __init__(self, base: str, projection: Lambert, towns: Sequence[Mapping[str, Any]] = ()) -> None:
        """`base` names the asset; every coordinate becomes km in `projection`."""
        folder = assets_dir() / "map"
        self.plain = base == SCHEMATIC
        raw: Mapping[str, Any] = PLAIN
        cities: Sequence[Mapping[str, Any]] = [{**town, "tier": town["size"], "country": "home"} for town in towns]
        if not self.plain:
            with gzip.open(folder / f"{base}.json.gz", "rt", encoding="utf-8") as file:
                raw = json.load(file)
            cities = json.loads((folder / f"{base}_cities.json").read_text(encoding="utf-8"))

        def path(points: object, name: str = "", rank: int = 0) -> Path:
            plane = projection.forward(points)  # type: ignore[arg-type]
            (west, south), (east, north) = plane.min(axis=0), plane.max(axis=0)
            return Path(plane, float(west), float(south), float(east), float(north), name, rank)

        self.countries = [path(polygon[0]) for code in sorted(raw["countries"]) for polygon in raw["countries"][code]]
        self.home = [path(polygon[0]) for polygon in raw["home"]]
        self.home_codes = frozenset(raw["home_codes"])
        self.split = bool(raw["split"])
        self.coast = [path(line) for line in raw["coast"]]
        self.borders = [path(line) for line in raw["borders"]]
        self.home_border = [path(line) for line in raw["home_border"]]
        self.provinces = [path(line) for line in raw["provinces"]]
        self.disputed = [path(line) for line in raw["disputed"]]
        self.rivers = [path(river["points"], river["name"], int(river["rank"])) for river in raw["rivers"]]
        self.lakes = [path(lake["polygon"][0], lake["name"]) for lake in raw["lakes"]]
        self.captions = [
            Caption(row["kind"], row["name"], projection.forward((row["lon"], row["lat"])))
            for row in raw.get("labels", [])
        ]
        self.cities = [
            City(c["id"], c["name"], projection.forward((c["lon"], c["lat"])), int(c["tier"]), c["country"])
            for c in cities
        ]
        self.city: Mapping[str, City] = {city.id: city for city in self.cities}
        self.view_box = None if raw["view"] is None else _box(projection, *raw["view"])


def _box(projection: Lambert, west: float, south: float, east: float, north: float) -> Box:
    """West, south, east, north in km of a box in degrees: along its four edges, which are curved in the plane."""
    lon, lat = np.linspace(west, east, 9), np.linspace(south, north, 9)
    edges = [np.stack([lon, np.full(9, y)], axis=1) for y in (south, north)]
    edges += [np.stack([np.full(9, x), lat], axis=1) for x in (west, east)]
    return bounds([projection.forward(np.vstack(edges))])
