"""The drawn world under the exercise: countries, coast, rivers, towns, read from the assets and projected once."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wargame.places import assets_dir
from wargame.ui.mapview.geometry import Names
from wargame.ui.mapview.projection import Floats, Lambert


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


class BaseData:
    """One base map, projected."""

    def __init__(self, base: str, projection: Lambert) -> None:
        """`base` names the asset; every coordinate becomes km in `projection`."""
        folder = assets_dir() / "map"
        with gzip.open(folder / f"{base}.json.gz", "rt", encoding="utf-8") as file:
            raw = json.load(file)
        cities = json.loads((folder / f"{base}_cities.json").read_text(encoding="utf-8"))

        def path(points: object, name: str = "", rank: int = 0) -> Path:
            plane = projection.forward(points)  # type: ignore[arg-type]
            (west, south), (east, north) = plane.min(axis=0), plane.max(axis=0)
            return Path(plane, float(west), float(south), float(east), float(north), name, rank)

        self.countries = [path(polygon[0]) for code in sorted(raw["countries"]) for polygon in raw["countries"][code]]
        self.ukraine = [path(polygon[0]) for polygon in raw["ukraine"]]
        self.coast = [path(line) for line in raw["coast"]]
        self.borders = [path(line) for line in raw["borders"]]
        self.home_border = [path(line) for line in raw["ua_border"]]
        self.provinces = [path(line) for line in raw["oblast_lines"]]
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
        self.home_box = (
            np.min([[p.west, p.south] for p in self.ukraine], axis=0),
            np.max([[p.east, p.north] for p in self.ukraine], axis=0),
        )
