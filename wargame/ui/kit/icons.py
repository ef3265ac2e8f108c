"""Small drawings by name, made from strokes on a 24 by 24 grid and kept by size and colour.

Shapes carry meaning beside colour: a warning is a triangle, a failure a cross, a success a check mark.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from itertools import pairwise

import pygame

from wargame.ui.kit.themes import Colour

Point = tuple[float, float]
_SUPERSAMPLE = 4
_KEPT: OrderedDict[tuple[str, int, Colour], pygame.Surface] = OrderedDict()

# Each icon is a list of strokes: ("line", width, points), ("poly", points), ("disc", centre, radius) or
# ("ring", width, centre, radius); ("hole", ...) cuts a disc out of what is there.
# fmt: off
_ICONS: dict[str, list[tuple[object, ...]]] = {
    "check": [("line", 3, [(4, 13), (9.5, 18.5), (20, 6)])],
    "cross": [("line", 3, [(6, 6), (18, 18)]), ("line", 3, [(18, 6), (6, 18)])],
    "plus": [("line", 3, [(12, 5), (12, 19)]), ("line", 3, [(5, 12), (19, 12)])],
    "minus": [("line", 3, [(5, 12), (19, 12)])],
    "down": [("line", 2.4, [(5, 9), (12, 16), (19, 9)])],
    "up": [("line", 2.4, [(5, 15), (12, 8), (19, 15)])],
    "right": [("line", 2.4, [(9, 5), (16, 12), (9, 19)])],
    "left": [("line", 2.4, [(15, 5), (8, 12), (15, 19)])],
    "rise": [("poly", [(12, 4), (21, 19), (3, 19)])],
    "fall": [("poly", [(12, 20), (21, 5), (3, 5)])],
    "steady": [("poly", [(3, 9.5), (15, 9.5), (15, 5), (22, 12), (15, 19), (15, 14.5), (3, 14.5)])],
    "warning": [("poly", [(12, 2), (23, 21), (1, 21)]), ("gap", 2.6, [(12, 9), (12, 14.5)]), ("hole", (12, 18), 1.6)],
    "info": [("disc", (12, 12), 10.5), ("gap", 2.8, [(12, 11), (12, 17.5)]), ("hole", (12, 6.8), 1.7)],
    "bad": [("disc", (12, 12), 10.5), ("gap", 2.6, [(8, 8), (16, 16)]), ("gap", 2.6, [(16, 8), (8, 16)])],
    "ok": [("disc", (12, 12), 10.5), ("gap", 2.6, [(6.5, 12.5), (10.5, 16.5), (17.5, 8)])],
    "dot": [("disc", (12, 12), 5)],
    "ring": [("ring", 2.4, (12, 12), 8.5)],
    "diamond": [("poly", [(12, 2), (22, 12), (12, 22), (2, 12)])],
    "square": [("poly", [(4, 4), (20, 4), (20, 20), (4, 20)])],
    "star": [("poly", [
        (12 + r * math.sin(math.pi * k / 5), 12.6 - r * math.cos(math.pi * k / 5))
        for k, r in ((k, 11 if k % 2 == 0 else 4.6) for k in range(10))
    ])],
    "lock": [("poly", [(4.5, 10.5), (19.5, 10.5), (19.5, 21), (4.5, 21)]),
             ("line", 2.6, [(7.5, 11), (7.5, 7), (9, 4.4), (12, 3.4), (15, 4.4), (16.5, 7), (16.5, 11)])],
    "eye": [("line", 2.2, [(1.5, 12), (5, 8), (9, 6), (12, 5.6), (15, 6), (19, 8), (22.5, 12), (19, 16), (15, 18),
                           (12, 18.4), (9, 18), (5, 16), (1.5, 12)]), ("disc", (12, 12), 3.6)],
    "clock": [("ring", 2.2, (12, 12), 9.5), ("line", 2.2, [(12, 6.5), (12, 12), (16, 14.5)])],
    "play": [("poly", [(6, 4), (20, 12), (6, 20)])],
    "pause": [("poly", [(5, 4), (10, 4), (10, 20), (5, 20)]), ("poly", [(14, 4), (19, 4), (19, 20), (14, 20)])],
    "flag": [("line", 2.4, [(5, 3), (5, 22)]), ("poly", [(6, 4), (20, 4), (16, 9), (20, 14), (6, 14)])],
    "person": [("disc", (12, 7), 4.4),
               ("poly", [(3.5, 21), (4.5, 16.5), (8, 13.8), (16, 13.8), (19.5, 16.5), (20.5, 21)])],
    "shield": [("poly", [(12, 2), (21, 5), (20.4, 12), (17.5, 17.5), (12, 22), (6.5, 17.5), (3.6, 12), (3, 5)])],
    "message": [("poly", [(2, 4), (22, 4), (22, 17), (11, 17), (6, 22), (6, 17), (2, 17)])],
    "copy": [("line", 2, [(8, 7), (20, 7), (20, 21), (8, 21), (8, 7)]), ("line", 2, [(16, 3), (4, 3), (4, 17)])],
    "undo": [("line", 2.6, [(4, 9), (15, 9), (19, 11), (20, 14.5), (18, 18), (14, 19.5), (8, 19.5)]),
             ("poly", [(9, 2.5), (9, 15.5), (1.5, 9)])],
    "menu": [("line", 2.6, [(4, 6), (20, 6)]), ("line", 2.6, [(4, 12), (20, 12)]), ("line", 2.6, [(4, 18), (20, 18)])],
    "help": [("ring", 2.2, (12, 12), 9.8),
             ("line", 2.3, [(8.8, 9.4), (9.6, 7.4), (12, 6.6), (14.4, 7.4), (15.1, 9.4), (14, 11.2), (12, 12.4),
                            (12, 14)]),
             ("disc", (12, 17.2), 1.5)],
    "save": [("poly", [(3, 3), (17, 3), (21, 7), (21, 21), (3, 21)]), ("gap", 4, [(8, 16.5), (16, 16.5)]),
             ("gap", 3, [(8, 6.5), (14, 6.5)])],
    "handle": [("disc", (8, 12), 1.8), ("disc", (12, 12), 1.8), ("disc", (16, 12), 1.8)],
    "external": [("line", 2.4, [(6, 18), (18, 6)]), ("line", 2.4, [(9, 5.6), (18.4, 5.6), (18.4, 15)])],
}
# fmt: on
ICONS = tuple(sorted(_ICONS))


def icon(name: str, size: int, colour: Colour) -> pygame.Surface:
    """The drawing `name` as a square of `size` pixels; KeyError names what exists."""
    if name not in _ICONS:
        raise KeyError(f"icon {name!r} does not exist; choose one of {', '.join(ICONS)}")
    key = (name, size, colour)
    known = _KEPT.get(key)
    if known is None:
        known = _KEPT[key] = _draw(_ICONS[name], max(4, size), colour)
        if len(_KEPT) > 800:
            _KEPT.popitem(last=False)
    return known


def _draw(strokes: list[tuple[object, ...]], size: int, colour: Colour) -> pygame.Surface:
    big = pygame.Surface((size * _SUPERSAMPLE, size * _SUPERSAMPLE), pygame.SRCALPHA)
    big.fill((*colour, 0))
    unit = size * _SUPERSAMPLE / 24
    solid, empty = (*colour, 255), (*colour, 0)

    def at(point: Point) -> Point:
        return point[0] * unit, point[1] * unit

    def stroke(ink: tuple[int, int, int, int], width: float, points: list[Point]) -> None:
        radius = width * unit / 2
        for (x0, y0), (x1, y1) in pairwise(at(point) for point in points):
            length = math.hypot(x1 - x0, y1 - y0) or 1.0
            nx, ny = -(y1 - y0) / length * radius, (x1 - x0) / length * radius
            pygame.draw.polygon(
                big, ink, [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)]
            )
        for point in points:
            pygame.draw.circle(big, ink, at(point), radius)

    for kind, *rest in strokes:
        match kind, rest:
            case "line", [float() | int() as width, list() as points]:
                stroke(solid, width, points)
            case "gap", [float() | int() as width, list() as points]:
                stroke(empty, width, points)
            case "poly", [list() as points]:
                pygame.draw.polygon(big, solid, [at(p) for p in points])
            case "disc", [tuple() as centre, float() | int() as radius]:
                pygame.draw.circle(big, solid, at(centre), radius * unit)
            case "hole", [tuple() as centre, float() | int() as radius]:
                pygame.draw.circle(big, empty, at(centre), radius * unit)
            case "ring", [float() | int() as width, tuple() as centre, float() | int() as radius]:
                pygame.draw.circle(big, solid, at(centre), radius * unit, max(1, round(width * unit)))
    return pygame.transform.smoothscale(big, (size, size))
