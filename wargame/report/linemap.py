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

WIDTH, MARGIN_KM = 720.0, 50.0
COARSE_KM = 3.0
"""Points nearer than this to the last one drawn are left out."""
LAND, OTHER_LAND, WATER = "#f7f5ef", "#ecebe6", "#dbe7ef"
EARTH_KM = 6371.0
Point = tuple[float, float]


def line_map(scenario: Scenario, counts: Sequence[int], words: Words) -> str:
    """Discs on the sectors, their area in proportion to the count; empty if the map's base is not shipped."""
    base = _base(scenario.map.base)
    if base is None:
        return ""
    plane = _Cone(scenario)
    line = [plane(point) for point in scenario.map.line.points]
    west, east = min(x for x, _ in line) - 2 * MARGIN_KM, max(x for x, _ in line) + MARGIN_KM
    north, south = max(y for _, y in line) + MARGIN_KM, min(y for _, y in line) - 1.6 * MARGIN_KM
    scale = WIDTH / (east - west)
    height = (north - south) * scale

    def at(point: Point) -> Point:
        return (point[0] - west) * scale, (north - point[1]) * scale

    def path(points: Sequence[Sequence[float]], style: str, *, closed: bool = False) -> str:
        spots = [at(spot) for spot in _thinned([plane(point) for point in points])]
        if not any(-40 <= x <= WIDTH + 40 and -40 <= y <= height + 40 for x, y in spots):
            return ""
        drawn = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in spots)
        return f'<path d="{drawn}{"z" if closed else ""}" {style}/>'

    body = [f'<rect width="{WIDTH:g}" height="{height:.0f}" fill="{WATER}"/>']
    for code in sorted(base["countries"]):
        body += [path(ring[0], f'fill="{OTHER_LAND}"', closed=True) for ring in base["countries"][code]]
    body += [path(ring[0], f'fill="{LAND}"', closed=True) for ring in base["home"]]
    body += [path(border, f'fill="none" stroke="{GREY}" stroke-width="0.8"') for border in base["home_border"]]
    body += [
        path(river["points"], f'fill="none" stroke="{WATER}" stroke-width="1.6"')
        for river in base["rivers"]
        if int(river["rank"]) <= 1
    ]
    drawn_line = "M" + "L".join("{:.1f} {:.1f}".format(*at(spot)) for spot in line)
    body.append(f'<path d="{drawn_line}" fill="none" stroke="{INK}" stroke-width="2.2" stroke-linejoin="round"/>')
    body += _discs(scenario, counts, [at(spot) for spot in line], words)
    body.append(_captions(scenario, plane, at, words))
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


def _discs(scenario: Scenario, counts: Sequence[int], line: Sequence[Point], words: Words) -> list[str]:
    along = [0.0]
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        along.append(along[-1] + math.hypot(x1 - x0, y1 - y0))
    length_km = scenario.map.sectors[-1].to_km
    most = max([*counts, 1])
    body = []
    for sector, count in sorted(zip(scenario.map.sectors, counts, strict=True), key=lambda pair: -pair[1]):
        where = (sector.from_km + sector.to_km) / 2 / length_km * along[-1]
        x, y = _on(line, along, where)
        radius = max(2.5, 22 * math.sqrt(count / most))
        body.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{COLOURS[1]}" fill-opacity="0.55" '
            f'stroke="{PAPER}"><title>{escape(sector.name.say(words.lang))}: {words.number(count)}</title></circle>'
        )
        if radius > 11:
            body.append(_haloed(text(x, y + 3.5, words.number(count), size=10, anchor="middle", weight=600)))
    return body


def _on(line: Sequence[Point], along: Sequence[float], where: float) -> Point:
    for number in range(1, len(along)):
        if along[number] >= where:
            share = (where - along[number - 1]) / max(along[number] - along[number - 1], 1e-9)
            (x0, y0), (x1, y1) = line[number - 1], line[number]
            return x0 + share * (x1 - x0), y0 + share * (y1 - y0)
    return line[-1]


def _captions(scenario: Scenario, plane: _Cone, at: Any, words: Words) -> str:
    """Names of the areas, beside the middle of their stretch of the line."""
    body = []
    for area in scenario.map.areas:
        own = [sector for sector in scenario.map.sectors if sector.area == area.id]
        if own:
            share = (own[0].from_km + own[-1].to_km) / 2 / scenario.map.sectors[-1].to_km
            spots = [at(plane(point)) for point in scenario.map.line.points]
            along = [0.0]
            for (x0, y0), (x1, y1) in itertools.pairwise(spots):
                along.append(along[-1] + math.hypot(x1 - x0, y1 - y0))
            x, y = _on(spots, along, share * along[-1])
            body.append(_haloed(text(x - 30, y - 16, area.name.say(words.lang), size=11.5, anchor="end", weight=600)))
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


def _thinned(points: Sequence[Point]) -> list[Point]:
    kept = [points[0]]
    for point in points[1:-1]:
        if math.hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= COARSE_KM:
            kept.append(point)
    return [*kept, points[-1]]


@lru_cache(maxsize=4)
def _base(name: str) -> dict[str, Any] | None:
    path = assets_dir() / "map" / f"{name}.json.gz"
    if not path.is_file():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        base: dict[str, Any] = json.load(file)
    return base
