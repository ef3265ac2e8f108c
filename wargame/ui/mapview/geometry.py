"""The geography of a map document in the plane: the line, its sectors and areas, the places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.ui.mapview.projection import Floats, Lambert

Names = Mapping[str, str]

# Corners far beyond the window, on the far side of the line, in order from its north end to its south end.
FAR_SIDE = ((44.0, 52.6), (46.0, 48.0), (42.0, 43.0), (30.0, 43.0))
SMOOTHING = 4  # points drawn per given point of the contact line


@dataclass(frozen=True)
class SectorShape:
    """One sector: names, number on its badge, and its piece of the line."""

    id: str
    area: str
    names: Names
    badge: str
    from_km: float
    to_km: float
    line: Floats  # (n, 2) km
    middle: Floats  # (2,) km


@dataclass(frozen=True)
class PlaceShape:
    """A place that force elements can be at."""

    id: str
    names: Names
    depth: str
    at: Floats  # (2,) km


@dataclass(frozen=True)
class AreaShape:
    """A named group of neighbouring sectors."""

    id: str
    names: Names
    sectors: tuple[str, ...]
    middle: Floats  # (2,) km


class MapGeometry:
    """A map document, projected once. Lengths along the line are the document's own kilometres."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """`document` is the map document as plain data (its model's dump): see scenarios/maps."""
        projection = document["projection"]
        self.projection = Lambert(tuple(projection["parallels"]), tuple(projection["centre"]))
        self.base = str(document["base"])
        self.titles: Names = document["title"]
        self.disclaimers: Names = document["disclaimer"]
        self.buffer_km = float(document.get("buffer_km") or 0)
        self.heavy_weapons_km = float(document.get("heavy_weapons_km") or 0)
        self.drained = (document.get("attributes") or {}).get("kakhovka_reservoir") == "drained"
        self.corridors = [(c["id"], c["name"], tuple(c["cities"])) for c in document.get("corridors") or []]
        self._set_line(document["line"], float(document["sectors"][-1]["to_km"]))
        self.sectors = tuple(self._sector(i, row) for i, row in enumerate(document["sectors"]))
        self.sector = {sector.id: sector for sector in self.sectors}
        self.areas = tuple(self._area(row) for row in document["areas"])
        self.places = tuple(
            PlaceShape(p["id"], p["name"], p["depth"], self.projection.forward((p["lon"], p["lat"])))
            for p in document.get("places") or []
        )
        self.place = {place.id: place for place in self.places}
        self.far_side = self.projection.forward(FAR_SIDE)

    def _set_line(self, line: Mapping[str, Any], total_km: float) -> None:
        given = self.projection.forward(line["points"])
        border_from = float(line.get("border_from_km") or total_km)
        along = _along(given) * total_km / _along(given)[-1]
        split = int(np.searchsorted(along, border_from))
        smooth = _smoothed(given[: split + 1], SMOOTHING)
        self.line = np.vstack([smooth, given[split + 1 :]])
        self.along = _along(self.line)
        self.along *= total_km / self.along[-1]
        self.total_km = total_km
        self.border_from_km = border_from

    def at_km(self, km: float) -> Floats:
        """The point of the line at a distance from its start."""
        return np.array([np.interp(km, self.along, self.line[:, i]) for i in (0, 1)])

    def piece(self, from_km: float, to_km: float) -> Floats:
        """The line between two distances."""
        inside = (self.along > from_km) & (self.along < to_km)
        return np.vstack([self.at_km(from_km), self.line[inside], self.at_km(to_km)])

    def tangent(self, km: float, reach_km: float = 20.0) -> Floats:
        """Unit direction of the line around a distance, averaged over `reach_km` on each side."""
        way = self.at_km(min(self.total_km, km + reach_km)) - self.at_km(max(0.0, km - reach_km))
        return way / np.hypot(*way)

    def normal(self, km: float, reach_km: float = 20.0) -> Floats:
        """Unit direction across the line, towards the Ukrainian side (left of the line's direction)."""
        east, north = self.tangent(km, reach_km)
        return np.array([-north, east])

    def side(self, point: Floats) -> int:
        """1 on the Ukrainian side of the line, -1 on the far side; by even-odd crossing of the far-side polygon."""
        ring = np.vstack([self.line, self.far_side])
        x, y = point
        x0, y0 = ring[:, 0], ring[:, 1]
        x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
        crosses = (y0 > y) != (y1 > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        return -1 if np.count_nonzero(crosses & (at > x)) % 2 else 1

    def nearest(self, point: Floats) -> tuple[float, float]:
        """Distance in km from a point to the line, and where on the line that is."""
        start, way = self.line[:-1], np.diff(self.line, axis=0)
        length = np.maximum((way**2).sum(axis=1), 1e-12)
        share = np.clip(((point - start) * way).sum(axis=1) / length, 0, 1)
        gap = np.hypot(*(start + share[:, None] * way - point).T)
        i = int(np.argmin(gap))
        return float(gap[i]), float(self.along[i] + share[i] * (self.along[i + 1] - self.along[i]))

    def sector_at(self, km: float) -> SectorShape:
        """The sector at a distance along the line."""
        return next((s for s in self.sectors if s.from_km <= km < s.to_km), self.sectors[-1])

    def _sector(self, index: int, row: Mapping[str, Any]) -> SectorShape:
        start, end = float(row["from_km"]), float(row["to_km"])
        digits = re.search(r"\d+$", row["id"])
        badge = f"S{int(digits.group()) if digits else index + 1}"
        middle = self.at_km((start + end) / 2)
        return SectorShape(row["id"], row["area"], row["name"], badge, start, end, self.piece(start, end), middle)

    def _area(self, row: Mapping[str, Any]) -> AreaShape:
        members = [sector for sector in self.sectors if sector.area == row["id"]]
        middle = self.at_km((members[0].from_km + members[-1].to_km) / 2) if members else np.zeros(2)
        return AreaShape(row["id"], row["name"], tuple(sector.id for sector in members), middle)


def _along(points: Floats) -> Floats:
    """Distance along a line at each of its points."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])


def _smoothed(points: Floats, times: int) -> Floats:
    """A centripetal-free Catmull-Rom curve through all points: it passes each point and does not wander from it."""
    if len(points) < 3:
        return points
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    p0, p1, p2, p3 = padded[:-3, None], padded[1:-2, None], padded[2:-1, None], padded[3:, None]
    t = np.linspace(0, 1, times, endpoint=False)[None, :, None]
    curve = 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
    return np.vstack([curve.reshape(-1, 2), points[-1:]])


def named(names: Names, lang: str) -> str:
    """A name in a language, English if it has none."""
    return names.get(lang) or names["en"]


def bounds(parts: Sequence[Floats]) -> tuple[float, float, float, float]:
    """West, south, east, north of some points, in km."""
    every = np.vstack(parts)
    (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
    return float(west), float(south), float(east), float(north)
