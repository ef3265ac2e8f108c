"""The geography of a map document in the plane: the line, its sectors and areas, the places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.ui.mapview.projection import Floats, Lambert

Names = Mapping[str, str]

ENDS_SHARE = 0.15  # of the line's first piece: what tells in which direction the line would go on
BEYOND_KM = 400.0  # how far beyond the line the far side reaches, and as much again as the line is long
APART_KM = 4.0  # a base nearer than this to a town is in the town
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
class Piece:
    """One unbroken run of the line; `along` is km from the start of the whole line at each point."""

    points: Floats  # (n, 2) km
    along: Floats  # (n,) km
    closed: bool

    def at_km(self, km: float) -> Floats:
        """The point at a distance from the start of the whole line; the nearer end if it lies on another piece."""
        return np.array([np.interp(km, self.along, self.points[:, i]) for i in (0, 1)])

    def between(self, from_km: float, to_km: float) -> Floats:
        """The part between two distances."""
        inside = (self.along > from_km) & (self.along < to_km)
        return np.vstack([self.at_km(from_km), self.points[inside], self.at_km(to_km)])


@dataclass(frozen=True)
class ZoneShape:
    """A band along a stretch of the line. `side` is 1 on the near side of the line, -1 on the far one, 0 on both."""

    id: str
    names: Names
    kind: str
    side: int
    depth_km: float
    line: Floats  # (n, 2) km
    closed: bool
    spots: Floats  # (n, 2) km: where its name may stand, the middle first

    @property
    def middle(self) -> Floats:
        """The middle of the band."""
        return self.spots[0]


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

    def __init__(self, document: Mapping[str, Any], own: str = "") -> None:
        """`document` is the map document as plain data (its model's dump): see scenarios/maps.

        `own` is the side drawn as the near one; without it, the one left of the line.
        """
        projection = document["projection"]
        self.projection = Lambert(tuple(projection["parallels"]), tuple(projection["centre"]))
        self.base = str(document["base"])
        self.titles: Names = document["title"]
        self.disclaimers: Names = document["disclaimer"]
        self.buffer_km = float(document.get("buffer_km") or 0)
        self.heavy_weapons_km = float(document.get("heavy_weapons_km") or 0)
        self.drained = (document.get("attributes") or {}).get("kakhovka_reservoir") == "drained"
        self._cities: list[Mapping[str, Any]] = list(document.get("cities") or [])
        self._bases = [p for p in document.get("places") or [] if p["depth"] in ("rear", "hub", "near_line")]
        self.corridors = [(c["id"], c["name"], tuple(c["cities"])) for c in document.get("corridors") or []]
        self._set_line(document["line"], float(document["sectors"][-1]["to_km"]))
        self.near = -1 if own and self.sides[-1:] == (own,) else 1
        self.sectors = tuple(self._sector(i, row) for i, row in enumerate(document["sectors"]))
        self.sector = {sector.id: sector for sector in self.sectors}
        self.areas = tuple(self._area(row) for row in document["areas"])
        self.places = tuple(
            PlaceShape(p["id"], p["name"], p["depth"], self.projection.forward((p["lon"], p["lat"])))
            for p in document.get("places") or []
        )
        self.place = {place.id: place for place in self.places}
        self.zones = tuple(self._zone(row) for row in document.get("zones") or [])

    def _set_line(self, line: Mapping[str, Any], total_km: float) -> None:
        """Make the pieces; kilometres go on where the piece before ends."""
        given = [self.projection.forward(points) for points in (line["points"], *(line.get("more") or []))]
        stretch = total_km / sum(float(_along(points)[-1]) for points in given)
        border_from = float(line.get("border_from_km") or total_km)
        pieces: list[Piece] = []
        start = 0.0
        for points in given:
            along = _along(points) * stretch
            split = int(np.searchsorted(along, border_from - start))
            drawn = np.vstack([_smoothed(points[: split + 1], SMOOTHING), points[split + 1 :]])
            drawn_along = _along(drawn)
            drawn_along *= along[-1] / drawn_along[-1]
            closed = len(points) > 3 and bool(np.allclose(points[0], points[-1]))
            pieces.append(Piece(drawn, start + drawn_along, closed))
            start += float(along[-1])
        self.pieces = tuple(pieces)
        self.line = np.vstack([piece.points for piece in pieces])
        self.along = np.concatenate([piece.along for piece in pieces])
        self.total_km = total_km
        self.border_from_km = border_from
        self.disputed = bool(line.get("disputed"))
        self.sides = tuple(line.get("sides") or ())
        far = line.get("far_side")
        self.far_side = self.projection.forward(far) if far else _far_side(pieces[0].points)
        self._rings = [np.vstack([pieces[0].points, self.far_side]), *(p.points for p in pieces[1:] if p.closed)]

    def piece_of(self, from_km: float, to_km: float) -> Piece:
        """The piece that holds most of a stretch."""

        def shared(piece: Piece) -> float:
            return float(min(to_km, piece.along[-1]) - max(from_km, piece.along[0]))

        return max(self.pieces, key=shared)

    def towns(self) -> list[Mapping[str, Any]]:
        """What a map without a base has to show: the document's towns, and its places that lie apart from them."""
        spots = [self.projection.forward((city["lon"], city["lat"])) for city in self._cities]

        def apart(place: Mapping[str, Any]) -> bool:
            at = self.projection.forward((place["lon"], place["lat"]))
            return all(float(np.hypot(*(at - spot))) > APART_KM for spot in spots)

        return [*self._cities, *({**place, "size": 4} for place in self._bases if apart(place))]

    def at_km(self, km: float) -> Floats:
        """The point of the line at a distance from its start."""
        return self.piece_of(km, km).at_km(km)

    def tangent(self, km: float, reach_km: float = 20.0) -> Floats:
        """Unit direction of the line around a distance, averaged over `reach_km` on each side."""
        piece = self.piece_of(km, km)
        if piece.closed:  # round a small ring, the average over a long way would point anywhere
            reach_km = min(reach_km, float(piece.along[-1] - piece.along[0]) / 10)
        way = piece.at_km(km + reach_km) - piece.at_km(km - reach_km)
        return way / np.hypot(*way)

    def normal(self, km: float, reach_km: float = 20.0) -> Floats:
        """Unit direction across the line, towards the near side."""
        east, north = self.tangent(km, reach_km)
        return np.array([-north, east]) * self.near

    def region(self, point: Floats) -> tuple[bool, ...]:
        """Whether a point lies right of the line, and in which of the closed pieces; by even-odd crossing."""
        x, y = point
        found = []
        for ring in self._rings:
            x0, y0 = ring[:, 0], ring[:, 1]
            x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
            crosses = (y0 > y) != (y1 > y)
            with np.errstate(divide="ignore", invalid="ignore"):
                at = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
            found.append(bool(np.count_nonzero(crosses & (at > x)) % 2))
        return tuple(found)

    def side(self, point: Floats) -> int:
        """1 on the near side (left of the line or within a closed piece, unless turned round), -1 on the far side."""
        right, *enclaves = self.region(point)
        return -self.near if right and not any(enclaves) else self.near

    def nearest(self, point: Floats) -> tuple[float, float]:
        """Distance in km from a point to the line, and where on the line that is."""
        found: list[tuple[float, float]] = []
        for piece in self.pieces:
            start, way = piece.points[:-1], np.diff(piece.points, axis=0)
            length = np.maximum((way**2).sum(axis=1), 1e-12)
            share = np.clip(((point - start) * way).sum(axis=1) / length, 0, 1)
            gap = np.hypot(*(start + share[:, None] * way - point).T)
            i = int(np.argmin(gap))
            found.append((float(gap[i]), float(piece.along[i] + share[i] * (piece.along[i + 1] - piece.along[i]))))
        return min(found)

    def sector_at(self, km: float) -> SectorShape:
        """The sector at a distance along the line."""
        return next((s for s in self.sectors if s.from_km <= km < s.to_km), self.sectors[-1])

    def _sector(self, index: int, row: Mapping[str, Any]) -> SectorShape:
        start, end = float(row["from_km"]), float(row["to_km"])
        digits = re.search(r"\d+$", row["id"])
        badge = f"S{int(digits.group()) if digits else index + 1}"
        piece = self.piece_of(start, end)
        middle = piece.at_km((start + end) / 2)
        return SectorShape(row["id"], row["area"], row["name"], badge, start, end, piece.between(start, end), middle)

    def _zone(self, row: Mapping[str, Any]) -> ZoneShape:
        start, end, depth = float(row["from_km"]), float(row["to_km"]), float(row["depth_km"])
        piece = self.piece_of(start, end)
        side = self.near * {name: 1 - 2 * i for i, name in enumerate(self.sides)}.get(row.get("side") or "", 0)
        along = [start + (end - start) * share for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95)]
        spots = np.array([piece.at_km(km) + self.normal(km, 5.0) * (side * depth / 2) for km in along])
        whole = piece.closed and start <= piece.along[0] + 1 and end >= piece.along[-1] - 1
        return ZoneShape(row["id"], row["name"], row["kind"], side, depth, piece.between(start, end), whole, spots)

    def _area(self, row: Mapping[str, Any]) -> AreaShape:
        members = [sector for sector in self.sectors if sector.area == row["id"]]
        middle = self.at_km((members[0].from_km + members[-1].to_km) / 2) if members else np.zeros(2)
        return AreaShape(row["id"], row["name"], tuple(sector.id for sector in members), middle)


def _far_side(line: Floats) -> Floats:
    """Corners beyond everything right of the line: from its end, prolonged, clockwise round to its start, prolonged."""
    along = _along(line)
    reach = ENDS_SHARE * along[-1]
    inner = [np.array([np.interp(km, along, line[:, i]) for i in (0, 1)]) for km in (reach, along[-1] - reach)]
    west, south, east, north = bounds([line])
    radius = BEYOND_KM + float(np.hypot(east - west, north - south))
    from_end, to_start = line[-1] - inner[1], line[0] - inner[0]
    first, last = (float(np.arctan2(way[1], way[0])) for way in (from_end, to_start))
    turn = (first - last) % (2 * np.pi)
    middle = np.array([(west + east) / 2, (south + north) / 2])
    angles = first - turn * np.linspace(0, 1, 13)[1:-1]
    arc = middle + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    ends = [line[-1] + from_end / np.hypot(*from_end) * radius, line[0] + to_start / np.hypot(*to_start) * radius]
    return np.vstack([ends[0], arc, ends[1]])


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
