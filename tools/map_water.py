"""Rivers and lakes of the base map: joins the pieces of the sources and names the water that people speak of."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from map_regions import Reach
from packages import Archive
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

# The source cuts rivers at every whole degree and leaves gaps where a river widens; a jump this long still joins them.
JOIN_DEG = 0.085
SIDE_ARM_DEG = 0.15  # unnamed pieces shorter than this are side arms and canals
LAKE_KM2 = 12.0
ISLAND_KM2 = 6.0

# The river that came back when the Kakhovka reservoir ran dry in June 2023; own approximation of its old bed.
DRAINED_REACH = [
    (35.148, 47.765), (35.160, 47.740), (35.165, 47.700), (35.170, 47.660), (35.180, 47.620), (35.165, 47.580),
    (35.130, 47.545), (35.060, 47.520), (34.980, 47.505), (34.880, 47.505), (34.800, 47.520), (34.700, 47.548),
    (34.600, 47.568), (34.500, 47.552), (34.400, 47.525), (34.300, 47.520), (34.200, 47.480), (34.120, 47.440),
    (34.050, 47.405), (34.000, 47.350), (33.985, 47.300), (33.955, 47.250), (33.900, 47.200), (33.845, 47.150),
    (33.795, 47.100), (33.750, 47.055), (33.680, 47.015), (33.655, 46.980), (33.650, 46.940), (33.640, 46.900),
    (33.600, 46.855), (33.550, 46.828), (33.500, 46.835), (33.450, 46.828), (33.400, 46.805), (33.372, 46.778),
]  # fmt: skip

# From the dam at Nova Kakhovka up to the south edge of Zaporizhzhia.
KAKHOVKA = Polygon([(33.368, 46.70), (33.366, 46.80), (33.2, 46.95), (33.2, 47.9), (34.9, 47.9), (35.05, 47.765),
                    (35.25, 47.765), (35.6, 47.6), (35.6, 47.2), (34.2, 47.0), (33.6, 46.70)])  # fmt: skip


def _records(archive: Archive, name: str) -> Iterator[tuple[int, float, np.ndarray]]:
    """Level, area in km2 (negative for lines) and (n, 2) degrees of every record of a GSHHG file."""
    data = archive.read(f"{name}_h.dat")
    for line in archive.read(f"{name}meta_h.dat").decode().splitlines():
        level, area, _, _, _, offset, size, _ = line.split()
        points = np.frombuffer(data, "<f4", count=int(size) // 4, offset=int(offset)).reshape(-1, 2).astype(float)
        points[:, 0] = np.where(points[:, 0] > 180, points[:, 0] - 360, points[:, 0])
        yield int(level), float(area), points


def rivers(
    archive: Archive, window: BaseGeometry, known: Mapping[str, tuple[int, list[Reach]]]
) -> list[tuple[str, int, BaseGeometry]]:
    """Known rivers first, each reach one line, then what is left, joined, with name "" and rank 3.

    Between two reaches a river runs through a lake polygon.
    """
    pieces = [np.round(p, 5) for _, _, p in _records(archive, "rivers") if len(p) > 1]
    network = _Network([piece for piece in pieces if LineString(piece).intersects(window)])
    out: list[tuple[str, int, BaseGeometry]] = []
    for name, (rank, reaches) in known.items():
        for start, end in reaches:
            out.append((name, rank, network.take(start, end).intersection(window)))
    if window.contains(KAKHOVKA):
        out.append(("dnipro", 1, LineString(DRAINED_REACH)))
    return [*out, *(("", 3, line.intersection(window)) for line in network.rest() if line.length > SIDE_ARM_DEG)]


class _Network:
    """All river points as a graph: neighbours along a piece, and the ends of pieces with every point near them."""

    def __init__(self, pieces: list[np.ndarray]) -> None:
        chains = [[tuple(point) for point in piece] for piece in pieces]
        self.nodes = list(dict.fromkeys(point for chain in chains for point in chain))
        number = {point: i for i, point in enumerate(self.nodes)}
        self.places = np.array(self.nodes)
        self.links: list[dict[int, float]] = [{} for _ in self.nodes]
        self.free: dict[tuple[int, int], None] = {}  # stretches no named river has taken, in a fixed order
        for chain in chains:
            for a, b in pairwise(chain):
                if a != b:
                    self._link(number[a], number[b], math.dist(a, b))
                    self.free[_edge(number[a], number[b])] = None
        for end in dict.fromkeys(number[chain[i]] for chain in chains for i in (0, -1)):
            gaps = np.hypot(*(self.places - self.places[end]).T)
            for near in np.flatnonzero((gaps < JOIN_DEG) & (gaps > 0)):
                if int(near) not in self.links[end]:
                    self._link(end, int(near), 3 * float(gaps[near]))  # a real stretch is better than a jump

    def _link(self, a: int, b: int, cost: float) -> None:
        self.links[a][b] = self.links[b][a] = cost

    def _nearest(self, position: tuple[float, float]) -> int:
        return int(np.argmin(np.hypot(*(self.places - position).T)))

    def take(self, start: tuple[float, float], end: tuple[float, float]) -> LineString:
        """The shortest way between the points nearest `start` and `end`, taken out of what is free."""
        source, target = self._nearest(start), self._nearest(end)
        best, came, queue = {source: 0.0}, {source: source}, [(0.0, source)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node == target:
                break
            for there, length in self.links[node].items():
                if cost + length < best.get(there, math.inf):
                    best[there], came[there] = cost + length, node
                    heapq.heappush(queue, (cost + length, there))
        if target not in best:
            raise SystemExit(f"no river leads from {start} to {end}")
        way = [target]
        while way[-1] != source:
            way.append(came[way[-1]])
        for a, b in pairwise(way):
            self.free.pop(_edge(a, b), None)
        return LineString([self.nodes[i] for i in reversed(way)])

    def rest(self) -> list[LineString]:
        """What no named river has taken, joined end to end."""
        merged = linemerge([LineString([self.nodes[a], self.nodes[b]]) for a, b in self.free])
        return list(getattr(merged, "geoms", [merged]))


def _edge(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def lakes(natural_earth: Archive, gshhg: Archive, window: BaseGeometry) -> list[tuple[str, BaseGeometry]]:
    """Lakes and double-banked reaches. The Kakhovka reservoir is a shape of its own: a scenario may drain it."""
    large = _shapefile(natural_earth.read("ne_10m_lakes.shp"))
    shapes = [lake.intersection(window) for lake in large if lake.intersects(window)]
    islands: list[BaseGeometry] = []
    for level, area, points in _records(gshhg, "gshhs"):
        if level < 2 or len(points) < 4 or area < (LAKE_KM2 if level == 2 else ISLAND_KM2):
            continue
        lake = Polygon(points).buffer(0)
        if lake.intersects(window):
            (shapes if level == 2 else islands).append(lake.intersection(window))
    water = unary_union(shapes).difference(unary_union(islands))
    out: list[tuple[str, BaseGeometry]] = []
    if window.contains(KAKHOVKA):
        out.append(("kakhovka_reservoir", _largest(water.intersection(KAKHOVKA))))
        water = water.difference(KAKHOVKA)
    parts = [part for part in getattr(water, "geoms", [water]) if not part.is_empty]
    return [*out, *(("", part) for part in sorted(parts, key=lambda part: -part.area))]


def _largest(geometry: BaseGeometry) -> BaseGeometry:
    return max(getattr(geometry, "geoms", [geometry]), key=lambda part: part.area)


def _shapefile(data: bytes) -> Iterator[Polygon]:
    """Polygons of an ESRI shapefile: rings run clockwise round land (outer) and counter-clockwise round holes."""
    place = 100
    while place < len(data):
        size = 2 * int.from_bytes(data[place + 4 : place + 8], "big")
        record = data[place + 8 : place + 8 + size]
        place += 8 + size
        if int.from_bytes(record[:4], "little") != 5:
            continue
        n_rings, n_points = np.frombuffer(record, "<i4", 2, 36)
        starts = [*np.frombuffer(record, "<i4", n_rings, 44), n_points]
        points = np.frombuffer(record, "<f8", 2 * n_points, 44 + 4 * n_rings).reshape(-1, 2)
        rings = [points[a:b] for a, b in pairwise(starts)]
        outer = [ring for ring in rings if not LineString(ring).is_ring or not _ccw(ring)]
        holes = unary_union([Polygon(ring) for ring in rings if _ccw(ring)])
        for ring in outer:
            yield Polygon(ring).buffer(0).difference(holes)


def _ccw(ring: np.ndarray) -> bool:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) > 0
