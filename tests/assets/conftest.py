import gzip
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import yaml

from wargame.places import assets_dir, scenarios_dir

Ring = list[list[float]]
KM_PER_DEGREE = 111.2


@pytest.fixture(scope="session")
def base() -> dict[str, Any]:
    """The base map as shipped."""
    return json.loads(gzip.decompress((assets_dir() / "map" / "ukraine.json.gz").read_bytes()))


@pytest.fixture(scope="session")
def cities() -> dict[str, dict[str, Any]]:
    """The towns as shipped, by id."""
    towns = json.loads((assets_dir() / "map" / "ukraine_cities.json").read_text(encoding="utf-8"))
    return {town["id"]: town for town in towns}


@pytest.fixture(scope="session")
def theatre() -> dict[str, Any]:
    """The designer's map document as shipped."""
    return yaml.safe_load((scenarios_dir() / "maps" / "ukraine.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def inside() -> Callable[[float, float, list[list[Ring]]], bool]:
    """Is a position inside any of the polygons (even-odd over all rings of each)?"""

    def ask(lon: float, lat: float, polygons: list[list[Ring]]) -> bool:
        for rings in polygons:
            crossings = 0
            for ring in rings:
                x, y = np.array([*ring, ring[0]]).T
                spans = (y[:-1] > lat) != (y[1:] > lat)
                with np.errstate(divide="ignore", invalid="ignore"):
                    meets = x[:-1] + (lat - y[:-1]) * (x[1:] - x[:-1]) / (y[1:] - y[:-1])
                crossings += int(np.sum(spans & (meets > lon)))
            if crossings % 2:
                return True
        return False

    return ask


@pytest.fixture(scope="session")
def gap_km() -> Callable[[float, float, list[Ring]], float]:
    """Distance in km from a position to the nearest of some polylines; flat, good to 1 % within 100 km."""

    def measure(lon: float, lat: float, lines: list[Ring]) -> float:
        scale = np.array([np.cos(np.radians(lat)), 1.0]) * KM_PER_DEGREE
        best = np.inf
        for line in lines:
            points = (np.array(line) - (lon, lat)) * scale
            a, b = points[:-1], points[1:]
            step = b - a
            along = np.clip(-np.sum(a * step, 1) / np.maximum(np.sum(step * step, 1), 1e-12), 0, 1)
            best = min(best, float(np.min(np.hypot(*(a + along[:, None] * step).T))))
        return best

    return measure
