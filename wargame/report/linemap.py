"""The line as a small inline map: where violations were recorded. Illustrative, not a legal boundary."""

from __future__ import annotations

import gzip
import itertools
import json
import math
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from wargame.places import assets_dir
from wargame.report.svg import COLOURS, GREY, INK, PAPER, svg, text
from wargame.scenario.document import Scenario
from wargame.words import Words

WIDTH = 720.0
MARGIN = 0.06
"""Ground beyond the line on each side, as a share of the line's extent."""
COARSE_PX = 1.5
"""Points nearer than this to the last one drawn are left out."""
SCHEMATIC = "schematic"
PLAIN: dict[str, Any] = {"countries": {}, "home": [], "home_border": [], "disputed": [], "rivers": []}
LAND, OTHER_LAND, WATER = "#f7f5ef", "#ecebe6", "#dbe7ef"
EARTH_KM = 6371.0
Point = tuple[float, float]


def line_map(scenario: Scenario, counts: Sequence[int], words: Words) -> str:
    """Discs on the sectors, their area in proportion to the count; empty if the map's base is not shipped."""
    base = _base(scenario.map.base)
    if base is None:
        return ""
    plane = _Cone(scenario)
    pieces = [[plane(point) for point in piece] for piece in scenario.map.line.pieces]
    xs, ys = [x for piece in pieces for x, _ in piece], [y for piece in pieces for _, y in piece]
    margin = MARGIN * max(max(xs) - min(xs), max(ys) - min(ys))
    west, east = min(xs) - 2 * margin, max(xs) + margin
    north, south = max(ys) + margin, min(ys) - 1.6 * margin
    scale = WIDTH / (east - west)
    height = (north - south) * scale

    def at(point: Point) -> Point:
        return (point[0] - west) * scale, (north - point[1]) * scale

    def path(points: Sequence[Sequence[float]], style: str, *, closed: bool = False) -> str:
        spots = [at(spot) for spot in _thinned([plane(point) for point in points], COARSE_PX / scale)]
        if not any(-40 <= x <= WIDTH + 40 and -40 <= y <= height + 40 for x, y in spots):
            return ""
        drawn = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in spots)
        return f'<path d="{drawn}{"z" if closed else ""}" {style}/>'

    ground = LAND if scenario.map.base == SCHEMATIC else WATER
    body = [f'<rect width="{WIDTH:g}" height="{height:.0f}" fill="{ground}"/>']
    for code in sorted(base["countries"]):
        body += [path(ring[0], f'fill="{OTHER_LAND}"', closed=True) for ring in base["countries"][code]]
    body += [path(ring[0], f'fill="{LAND}"', closed=True) for ring in base["home"]]
    body += [path(border, f'fill="none" stroke="{GREY}" stroke-width="0.8"') for border in base["home_border"]]
    body += [
        path(river["points"], f'fill="none" stroke="{WATER}" stroke-width="1.6"')
        for river in base["rivers"]
        if int(river["rank"]) <= 1
    ]
    dotted = f'fill="none" stroke="{GREY}" stroke-width="0.8" stroke-dasharray="4 3"'
    body += [path(border, dotted) for border in base["disputed"]]
    body += [_town(at(plane((city.lon, city.lat))), city.name.say(words.lang)) for city in scenario.map.cities]
    dashes = ' stroke-dasharray="9 3"' if scenario.map.line.disputed else ""
    for piece in pieces:
        drawn = "M" + "L".join("{:.1f} {:.1f}".format(*at(spot)) for spot in piece)
        body.append(
            f'<path d="{drawn}" fill="none" stroke="{INK}" stroke-width="2.2" stroke-linejoin="round"{dashes}/>'
        )
    along = _Along([[at(spot) for spot in piece] for piece in pieces], scenario.map.sectors[-1].to_km)
    body += _discs(scenario, counts, along, words)
    body.append(_captions(scenario, along, words))
    body.append(text(8, height - 8, scenario.map.disclaimer.say(words.lang), size=10, fill=GREY))
    return svg(
        round(height),
        [
            f'<clipPath id="page"><rect width="{WIDTH:g}" height="{height:.0f}"/></clipPath><g clip-path="url(#page)">',
            *body,
            "</g>",
        ],
        words.say("report.map_caption"),
        WIDTH,
    )


def _town(spot: Point, name: str) -> str:
    x, y = spot
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{GREY}"/>' + text(x + 5, y + 3.5, name, size=10, fill=GREY)


def _discs(scenario: Scenario, counts: Sequence[int], along: _Along, words: Words) -> list[str]:
    most = max([*counts, 1])
    body = []
    for sector, count in sorted(zip(scenario.map.sectors, counts, strict=True), key=lambda pair: -pair[1]):
        x, y = along.at_km((sector.from_km + sector.to_km) / 2)
        radius = max(2.5, 22 * math.sqrt(count / most))
        body.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{COLOURS[1]}" fill-opacity="0.55" '
            f'stroke="{PAPER}"><title>{escape(sector.name.say(words.lang))}: {words.number(count)}</title></circle>'
        )
        if radius > 11:
            body.append(_haloed(text(x, y + 3.5, words.number(count), size=10, anchor="middle", weight=600)))
    return body


class _Along:
    """Where on the drawing a distance along the line lies; from one piece to the next is a jump, not a length."""

    def __init__(self, pieces: Sequence[Sequence[Point]], length_km: float) -> None:
        self.steps: list[tuple[float, Point, Point]] = []
        end = 0.0
        for piece in pieces:
            for one, other in itertools.pairwise(piece):
                end += math.dist(one, other)
                self.steps.append((end, one, other))
        self.per_km = end / length_km

    def at_km(self, km: float) -> Point:
        where = km * self.per_km
        end, (x0, y0), (x1, y1) = next((step for step in self.steps if step[0] >= where), self.steps[-1])
        share = 1 - min(1.0, (end - where) / max(math.hypot(x1 - x0, y1 - y0), 1e-9))
        return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def _captions(scenario: Scenario, along: _Along, words: Words) -> str:
    """Names of the areas, beside the middle of their stretch of the line."""
    body = []
    for area in scenario.map.areas:
        own = [sector for sector in scenario.map.sectors if sector.area == area.id]
        if own:
            x, y = along.at_km((own[0].from_km + own[-1].to_km) / 2)
            name = area.name.say(words.lang)
            anchor = "end" if x > 30 + 7 * len(name) else "start"  # never over the left edge
            shift = -30 if anchor == "end" else 24
            body.append(_haloed(text(x + shift, y - 16, name, size=11.5, anchor=anchor, weight=600)))
    return "".join(body)


def _haloed(drawn: str) -> str:
    """Words that stay readable on a line."""
    return f'<g stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">{drawn}</g>'


class _Cone:
    """Lambert's conformal conic projection on a sphere (J. P. Snyder, 1987, ch. 15): degrees to km from the centre."""

    def __init__(self, scenario: Scenario) -> None:
        south, north = (math.radians(parallel) for parallel in scenario.map.projection.parallels)
        self.longitude, latitude = (math.radians(degrees) for degrees in scenario.map.projection.centre)
        self.n = math.log(math.cos(south) / math.cos(north)) / math.log(_half(north) / _half(south))
        self.f = math.cos(south) * _half(south) ** self.n / self.n
        self.rho = EARTH_KM * self.f / _half(latitude) ** self.n

    def __call__(self, point: Sequence[float]) -> Point:
        rho = EARTH_KM * self.f / _half(math.radians(point[1])) ** self.n
        theta = self.n * (math.radians(point[0]) - self.longitude)
        return rho * math.sin(theta), self.rho - rho * math.cos(theta)


def _half(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


def _thinned(points: Sequence[Point], step: float) -> list[Point]:
    kept = [points[0]]
    for point in points[1:-1]:
        if math.hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= step:
            kept.append(point)
    return [*kept, points[-1]]


@lru_cache(maxsize=4)
def _base(name: str) -> dict[str, Any] | None:
    if name == SCHEMATIC:
        return PLAIN
    path = assets_dir() / "map" / f"{name}.json.gz"
    if not path.is_file():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        base: dict[str, Any] = json.load(file)
    return base
