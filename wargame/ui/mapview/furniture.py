"""What every map carries: scale bar, legend, and the sentence that says what this map is not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame

from wargame.ui.mapview.base_data import BaseData
from wargame.ui.mapview.geometry import MapGeometry, named
from wargame.ui.mapview.ink import Ink
from wargame.ui.mapview.palette import MapPalette, Rgb
from wargame.ui.mapview.placer import Placer
from wargame.ui.mapview.projection import Floats
from wargame.ui.mapview.scene import MapScene
from wargame.ui.mapview.strokes import dashed, thick, zone_hatch
from wargame.ui.mapview.viewport import Viewport

Say = Callable[..., str]
SWATCH = 36
TIMES = 4


def draw_scale_bar(ink: Ink, view: Viewport, say: Say, placer: Placer) -> None:
    """Four parts of a round length, at the bottom left."""
    longest = 230 * ink.scale / view.scale
    km = max(k for k in (2, 4, 10, 20, 40, 100, 200, 400, 1000) if k <= max(2, longest))
    width, x, y = km * view.scale, ink.px(20), view.height - ink.px(34)
    for part in range(4):
        colour = ink.palette.ink if part % 2 == 0 else ink.palette.paper
        left, right = round(x + part * width / 4), round(x + (part + 1) * width / 4)
        pygame.draw.rect(ink.surface, colour, (left, y, right - left, ink.px(6)))
    pygame.draw.rect(ink.surface, ink.palette.ink, (x, y, round(width), ink.px(6)), 1)
    right = x
    for share in (0, 2, 4):
        length = km * share / 4
        text = f"{length:g}" if share < 4 else say("map.scale", km=f"{length:g}")
        image = ink.text(text, "medium", 12, ink.palette.ink)
        where = image.get_rect(midtop=(round(x + share * width / 4), y + ink.px(6)))
        if share == 4:
            where.left = round(x + width) - ink.width(f"{length:g}", "medium", 12) // 2 - 2
        where.left = max(2, where.left)
        ink.surface.blit(image, where)
        right = max(right, where.right)
    placer.block(pygame.Rect(x - 8, y - 4, right - x + 12, view.height - y + 2))


def draw_north(ink: Ink, view: Viewport, placer: Placer) -> None:
    """An arrow that points north, at the bottom left above the scale bar: a plain ground has no coast to tell it."""
    x, foot = ink.px(30), view.height - ink.px(46)
    tip, half = foot - ink.px(30), ink.px(9)
    pygame.draw.polygon(ink.surface, ink.palette.ink, [(x, tip), (x + half, foot), (x, foot - ink.px(8))])
    pygame.draw.polygon(ink.surface, ink.palette.paper, [(x, tip), (x - half, foot), (x, foot - ink.px(8))])
    outline = [(x, tip), (x + half, foot), (x, foot - ink.px(8)), (x - half, foot)]
    pygame.draw.polygon(ink.surface, ink.palette.ink, outline, 1)
    image = ink.text("N", "bold", 13, ink.palette.ink)
    where = image.get_rect(midbottom=(x, tip + ink.px(2)))
    ink.surface.blit(image, where)
    placer.block(pygame.Rect(x - half - 2, where.top, 2 * half + 4, foot - where.top + 4))


def draw_disclaimer(ink: Ink, geometry: MapGeometry, lang: str, placer: Placer) -> None:
    """On the map itself, so that no picture of it can lose it."""
    image = ink.text(named(geometry.disclaimers, lang), "medium", 12, ink.palette.ink, halo=0)
    box = image.get_rect().inflate(ink.px(18), ink.px(8))
    box.topleft = (ink.px(10), ink.px(10))
    ink.box(box, ink.palette.paper, ink.palette.frame, 5)
    ink.surface.blit(image, image.get_rect(center=box.center))
    placer.add("disclaimer", "disclaimer", named(geometry.disclaimers, lang), box)


def _zone_kinds(geometry: MapGeometry) -> list[str]:
    return list(dict.fromkeys(zone.kind for zone in geometry.zones))


def _rows(geometry: MapGeometry, data: BaseData, scene: MapScene, say: Say) -> list[tuple[str, str]]:
    border = round(geometry.total_km - geometry.border_from_km)
    line = "disputed" if geometry.disputed else "line"
    rows = [(line, say(f"map.legend.{line}", km=round(geometry.border_from_km)))]
    rows += [("border", say("map.legend.border", km=border))] if border > 0 else []
    rows += [("buffer", say("map.legend.buffer", km=f"{geometry.buffer_km:g}"))] if geometry.buffer_km else []
    rows += (
        [("heavy", say("map.legend.heavy", km=f"{geometry.heavy_weapons_km:g}"))] if geometry.heavy_weapons_km else []
    )
    rows += [(f"zone_{kind}", say(f"map.legend.zone.{kind}")) for kind in _zone_kinds(geometry)]
    if "control" in scene.layers and data.split and data.home:
        rows += [("held", say("map.legend.held" if geometry.base == "ukraine" else "map.legend.beyond"))]
    rows += [("sector", say("map.legend.sector"))]
    rows += [("drained", say("map.legend.drained"))] if geometry.drained else []
    for layer, key in (
        ("violations", "violations"),
        ("coverage", "coverage"),
        ("exposure", "exposure"),
        ("corridors", "corridor"),
    ):
        word = "violations.true" if key == "violations" and scene.truth else key
        rows += [(key, say(f"map.legend.{word}"))] if layer in scene.layers else []
    return rows


def draw_legend(
    ink: Ink,
    view: Viewport,
    geometry: MapGeometry,
    data: BaseData,
    scene: MapScene,
    say: Say,
    placer: Placer,
    dear: Floats,
) -> bool:
    """A box with only what is on the map, in the corner where it covers least of the points `dear` to the reader.

    Left out where it would cover half of the map's width or height.
    """
    rows = _rows(geometry, data, scene, say)
    step, pad, swatch = ink.size(12) + ink.px(8), ink.px(12), ink.px(SWATCH)
    title = say("map.legend.title")
    widest = max(
        [ink.width(title, "bold", 13), *(swatch + ink.px(10) + ink.width(text, "regular", 12) for _, text in rows)]
    )
    box = pygame.Rect(0, 0, widest + 2 * pad, step * (len(rows) + 1) + pad)
    edge = ink.px(12)
    corners: list[tuple[int, int, pygame.Rect]] = []
    for left, top in (
        (view.width - edge - box.w, view.height - edge - box.h),
        (edge, view.height - ink.px(50) - box.h),
        (view.width - edge - box.w, edge),
        (edge, ink.px(48)),
    ):
        corner = box.move(left - box.x, top - box.y)
        corners.append((sum(1 for x, y in dear.tolist() if corner.collidepoint(x, y)), len(corners), corner))
    box = min(corners, key=lambda row: row[:2])[2]
    if box.w > view.width * 0.45 or box.h > view.height * 0.55:
        return False
    ink.shadow(box, 6)
    ink.box(box, ink.palette.paper, ink.palette.frame, 6)
    heading = ink.text(title, "bold", 13, ink.palette.ink, halo=0)
    ink.surface.blit(heading, heading.get_rect(midleft=(box.x + pad, box.y + pad // 2 + step // 2)))
    for i, (key, text) in enumerate(rows):
        y = box.y + pad // 2 + step * (i + 1) + step // 2
        _draw_swatch(ink, key, pygame.Rect(box.x + pad, y - ink.px(7), swatch, ink.px(14)))
        image = ink.text(text, "regular", 12, ink.palette.ink, halo=0)
        ink.surface.blit(image, image.get_rect(midleft=(box.x + pad + swatch + ink.px(10), y)))
    placer.add("legend", "legend", title, box)
    return True


def _draw_swatch(ink: Ink, key: str, rect: pygame.Rect) -> None:
    """A sample of what is on the map, drawn with the same strokes at four times the size."""
    big = pygame.Surface((rect.w * TIMES, rect.h * TIMES), pygame.SRCALPHA)
    if key in ("buffer", "heavy", "held", "drained") or key.startswith("zone_"):
        _draw_area(big, ink.palette, key)
    else:
        _draw_stroke(big, ink, key)
    ink.surface.blit(pygame.transform.smoothscale(big, rect.size), rect)


def _draw_area(big: pygame.Surface, palette: MapPalette, key: str) -> None:
    """Bands, held ground, dry ground."""
    width, height = big.get_size()
    big.fill((*palette.home, 255))

    def band(colour: Rgb, alpha: int, left: float, right: float) -> None:
        layer = pygame.Surface((round(width * (right - left)), height), pygame.SRCALPHA)
        layer.fill((*colour, alpha))
        big.blit(layer, (round(width * left), 0))

    if key == "held":
        band(palette.other, palette.held_fill, 0, 1)
        for x in range(-height, width, 9 * TIMES):
            pygame.draw.line(big, (222, 170, 166, 255), (x, 0), (x + height, height), TIMES)
    elif key.startswith("zone_"):
        band(palette.zone, palette.zone_fill, 0, 1)
        zone_hatch(big, (*palette.zone, 160), key.removeprefix("zone_"), TIMES)
        pygame.draw.rect(big, (*palette.zone, 255), big.get_rect(), TIMES)
    elif key == "drained":
        big.fill((*palette.drained, 255))
        edge = np.array([[1, 1], [width - 2, 1], [width - 2, height - 2], [1, height - 2], [1, 1]], dtype=float)
        dashed(big, (*palette.coast, 255), edge, 1.4 * TIMES, 3 * TIMES, 3 * TIMES)
    else:
        alpha = palette.band_near + palette.band_far if key == "buffer" else palette.band_far
        band(palette.own, alpha, 0, 0.5)
        band(palette.other, alpha, 0.5, 1)


def _draw_stroke(big: pygame.Surface, ink: Ink, key: str) -> None:
    """Lines, ribbons and discs."""
    palette = ink.palette
    width, height = big.get_size()
    middle = np.array([[2.0 * TIMES, height / 2], [width - 2.0 * TIMES, height / 2]])
    match key:
        case "line":
            thick(big, (*palette.line, 255), middle, 3.4 * TIMES)
        case "disputed":
            dashed(big, (*palette.line, 255), middle, 3.4 * TIMES, 18 * TIMES, 5 * TIMES)
        case "border":
            dashed(big, (*palette.line, 255), middle, 3.4 * TIMES, 9 * TIMES, 6 * TIMES)
        case "sector":
            dashed(big, (*palette.ink, 255), middle, 1.6 * TIMES, 6 * TIMES, 4 * TIMES)
        case "corridor":
            dashed(big, (*palette.corridor, 255), middle, 2.2 * TIMES, 7 * TIMES, 3 * TIMES)
        case "coverage":
            _draw_ribbon(big, palette.coverage)
        case "exposure":
            _draw_ribbon(big, palette.exposure)
        case "violations":
            for share, radius in ((0.17, 3.0), (0.45, 5.0), (0.8, 6.8)):
                pygame.draw.circle(
                    big, (*palette.violation, 255), (width * share, height / 2), radius * TIMES * ink.scale
                )


def _draw_ribbon(big: pygame.Surface, colour: Rgb) -> None:
    """Narrow on the left, wide on the right."""
    width, height = big.get_size()
    thick(big, (*colour, 255), np.array([[2.0 * TIMES, height / 2], [width / 2, height / 2]]), 2.5 * TIMES)
    thick(big, (*colour, 255), np.array([[width / 2, height / 2], [width - 6.0 * TIMES, height / 2]]), 8 * TIMES)
