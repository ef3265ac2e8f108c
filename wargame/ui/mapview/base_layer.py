"""The first layer: sea, land, rivers, borders. Drawn at twice the size and scaled down, on a change of view only."""

from __future__ import annotations

from collections.abc import Iterable

import pygame

from wargame.ui.mapview.base_data import BaseData, Path
from wargame.ui.mapview.palette import MapPalette, Rgb
from wargame.ui.mapview.projection import Floats
from wargame.ui.mapview.strokes import dashed, thick
from wargame.ui.mapview.viewport import Viewport

TIMES = 2
GREAT_RIVERS = ("dnipro", "danube", "don")
RIVER_WIDTHS = {1: 1.7, 2: 1.3, 3: 0.9}


def draw_base(view: Viewport, data: BaseData, palette: MapPalette, drained: bool) -> pygame.Surface:
    """The base map of a view, opaque."""
    big = pygame.Surface((view.width * TIMES, view.height * TIMES))
    big.fill(palette.home if data.plain else palette.sea)
    west, south, east, north = view.box()

    def seen(paths: Iterable[Path]) -> Iterable[tuple[Path, Floats]]:
        for path in paths:
            if path.west <= east and path.east >= west and path.south <= north and path.north >= south:
                yield path, view.to_screen(path.points, TIMES)

    if data.plain:
        _draw_graticule(big, view, palette)

    def strokes(paths: Iterable[Path], colour: Rgb, width: float) -> None:
        for _, points in seen(paths):
            thick(big, colour, points, width * TIMES)

    def areas(paths: Iterable[Path], colour: Rgb) -> None:
        for _, points in seen(paths):
            pygame.draw.polygon(big, colour, points.tolist())

    strokes(data.coast, palette.sea_edge, 9)
    areas(data.countries, palette.land)
    areas(data.home, palette.home)
    for _, points in seen(data.provinces):
        dashed(big, palette.province, points, TIMES, 5 * TIMES, 3 * TIMES)
    _draw_water(big, view, seen(data.rivers), seen(data.lakes), palette, drained)
    strokes(data.coast, palette.coast, 1)
    strokes(data.borders, palette.border, 1.2)
    strokes(data.home_border, palette.halo, 4)
    strokes(data.home_border, palette.home_border, 1.8)
    for _, points in seen(data.disputed):  # dashed: on which side the law is, this map does not say
        thick(big, palette.halo, points, 3.2 * TIMES)
        dashed(big, palette.home_border, points, 1.4 * TIMES, 5 * TIMES, 4 * TIMES)
    return pygame.transform.smoothscale(big, (view.width, view.height))


def _draw_water(
    surface: pygame.Surface,
    view: Viewport,
    rivers: Iterable[tuple[Path, Floats]],
    lakes: Iterable[tuple[Path, Floats]],
    palette: MapPalette,
    drained: bool,
) -> None:
    for path, points in rivers:
        if path.rank < 3 or view.scale >= 0.7:
            width = 2.3 if path.name in GREAT_RIVERS else RIVER_WIDTHS.get(path.rank, 0.9)
            thick(surface, palette.river, points, width * TIMES)
    for path, points in lakes:
        _draw_lake(surface, path, points, palette, drained)


def _draw_graticule(surface: pygame.Surface, view: Viewport, palette: MapPalette) -> None:
    """Squares of a round number of kilometres on the plain ground, so that distances can be judged."""
    step = next((km for km in (5, 10, 20, 50, 100) if km * view.scale >= 45), 200)
    west, south, east, north = view.box()
    for x in range(int(west // step) * step, int(east) + step, step):
        ends = view.to_screen([(x, south), (x, north)], TIMES)
        pygame.draw.line(surface, palette.land, ends[0].tolist(), ends[1].tolist(), TIMES)
    for y in range(int(south // step) * step, int(north) + step, step):
        ends = view.to_screen([(west, y), (east, y)], TIMES)
        pygame.draw.line(surface, palette.land, ends[0].tolist(), ends[1].tolist(), TIMES)


def _draw_lake(surface: pygame.Surface, path: Path, points: Floats, palette: MapPalette, drained: bool) -> None:
    if drained and path.name == "kakhovka_reservoir":
        # Emptied when its dam broke in June 2023: shown as dry ground with the old shore dashed.
        pygame.draw.polygon(surface, palette.drained, points.tolist())
        dashed(surface, palette.coast, points, TIMES, 3 * TIMES, 3 * TIMES)
        return
    pygame.draw.polygon(surface, palette.lake, points.tolist())
    pygame.draw.lines(surface, palette.coast, True, points.tolist(), TIMES)
