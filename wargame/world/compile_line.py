"""The line of contact: sectors, areas, places and what lies within reach of them."""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics
from wargame.quantities import DEPTHS
from wargame.scenario.document import Scenario, SectorStart
from wargame.world.roster import Roster

Array = NDArray[Any]
EARTH_KM = 6371.0088
"""Mean radius (IUGG): the haversine formula on it is within 0.6 % of the geodesic."""
_STEPS = 1_000_000
"""Reach is rounded to millionths, so that the last bits of a platform's trigonometry don't reach the tables."""


def frozen(values: Any, kind: type[np.generic]) -> Array:
    """A read-only array."""
    array = np.array(values, kind)
    array.setflags(write=False)
    return array


def line_tables(scenario: Scenario, roster: Roster) -> dict[str, Any]:
    """The fields of `Tables` about sectors, sides and places, by name."""
    sectors, places = scenario.map.sectors, scenario.map.places
    km = frozen([sector.to_km - sector.from_km for sector in sectors], np.float32)
    multiple = np.array([sector_start(scenario, sector.id).heat for sector in sectors], np.float32)
    mean = float((multiple.astype(np.float64) * km).sum() / km.sum(dtype=np.float64))
    heat = numerics.log(multiple / np.float32(mean))
    return {
        "km": km,
        "area": frozen([roster.row("area", sector.area) for sector in sectors], np.int32),
        "heat_base": frozen([heat, heat], np.float32),
        "side_role": tuple(roster.row("role", side.role) for side in scenario.document.sides),
        "place_depth": frozen([DEPTHS.index(place.depth) for place in places], np.int32),
        "reach": reach(scenario, km),
    }


def sector_start(scenario: Scenario, sector: str) -> SectorStart:
    """How a sector is at the start."""
    return scenario.document.sectors.get(sector, SectorStart())


def reach(scenario: Scenario, km: Array) -> Array:
    """(P, L) share of each sector in what is based at a place; see `Tables.reach`."""
    middles = sector_middles(scenario)
    shares = np.zeros((len(scenario.map.places), len(middles)))
    for row, place in enumerate(scenario.map.places):
        for column, (lon, lat) in enumerate(middles):
            away = max(distance_km((place.lon, place.lat), (lon, lat)), float(km[column]))
            shares[row, column] = float(km[column]) / (away * away)
        shares[row] = np.rint(shares[row] / shares[row].sum() * _STEPS) / _STEPS
    return frozen(shares, np.float32)


def sector_middles(scenario: Scenario) -> list[tuple[float, float]]:
    """Longitude and latitude of the middle of each sector along the line."""
    pieces = [[(point[0], point[1]) for point in piece] for piece in scenario.map.line.pieces]
    points = [point for piece in pieces for point in piece]
    legs: list[float] = []
    for piece in pieces:  # from one piece to the next is a jump, not a length
        legs += [0.0] * bool(legs) + [distance_km(a, b) for a, b in pairwise(piece)]
    ends = list(accumulate(legs, initial=0.0))
    # Sectors are given in stated kilometres; the polyline is a little shorter or longer.
    stretch = ends[-1] / max(scenario.map.sectors[-1].to_km, 1e-9)
    middles = []
    for sector in scenario.map.sectors:
        at = (sector.from_km + sector.to_km) / 2 * stretch
        leg = min(max(bisect_right(ends, at) - 1, 0), len(points) - 2)
        span = ends[leg + 1] - ends[leg]
        part = (at - ends[leg]) / span if span > 0 else 0.0
        (lon, lat), (to_lon, to_lat) = points[leg], points[leg + 1]
        middles.append((lon + (to_lon - lon) * part, lat + (to_lat - lat) * part))
    return middles


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (longitude, latitude) points in degrees, by the haversine formula.

    >>> round(distance_km((4.9, 52.37), (30.52, 50.45)))  # Amsterdam to Kyiv
    1780
    """
    (lon_a, lat_a), (lon_b, lat_b) = (tuple(map(math.radians, point)) for point in (a, b))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
