"""Marks along the line: sector badges, violations as size and number, pills that name areas and the chosen sector."""

from __future__ import annotations

import math

import numpy as np
import pygame

from wargame.ui.mapview.geometry import AreaShape, MapGeometry, SectorShape, named
from wargame.ui.mapview.ink import Ink, blit_tight, tight
from wargame.ui.mapview.palette import Rgb
from wargame.ui.mapview.placer import Placer
from wargame.ui.mapview.projection import Floats
from wargame.ui.mapview.scene import MapScene, SectorMark
from wargame.ui.mapview.strokes import circle, smooth_line
from wargame.ui.mapview.viewport import Viewport

COMPACT_BELOW = 0.75  # px per km: below this, badges carry a number only and areas a short pill


def block_line(view: Viewport, geometry: MapGeometry, placer: Placer) -> None:
    """Labels stay off the line itself."""
    points = view.to_screen(geometry.line)
    keep = [points[0]]
    for point in points[1:]:
        if np.hypot(*(point - keep[-1])) >= 6:
            keep.append(point)
    placer.block_line([(float(x), float(y)) for x, y in keep], 4)


def draw_badges(
    ink: Ink, view: Viewport, geometry: MapGeometry, scene: MapScene, placer: Placer
) -> dict[str, pygame.Rect]:
    """S1, S2, ... on the line, in the middle of each sector; returns where they are."""
    compact = view.scale < COMPACT_BELOW
    alerts = {mark.id for mark in scene.sectors if mark.alert}
    rects: dict[str, pygame.Rect] = {}
    for sector in geometry.sectors:
        x, y = view.to_screen(sector.middle)
        if not (-20 < x < view.width + 20 and -20 < y < view.height + 20):
            continue
        chosen = sector.id == scene.selection
        colour = ink.palette.ink if chosen else ink.palette.paper
        image, rect = _badge(ink, sector.badge[1:] if compact else sector.badge, colour, (x, y))
        if rect.collidelist(list(rects.values())) >= 0 and not chosen:
            image, rect = _badge(ink, sector.badge[1:], colour, (x, y))
            if rect.collidelist(list(rects.values())) >= 0:
                continue  # zoomed far out: every badge that shows can be read; the others come back when nearer
        fill = ink.palette.chosen if chosen else ink.palette.line
        ink.box(rect.inflate(2, 2), ink.palette.paper, None, 99)
        ink.box(rect, fill, ink.palette.ink if sector.id in alerts else None, 99, 2)
        ink.surface.blit(image, image.get_rect(center=rect.center))
        placer.add("badge", sector.id, sector.badge, rect)
        rects[sector.id] = rect
    return rects


def _badge(ink: Ink, text: str, colour: Rgb, at: tuple[float, float]) -> tuple[pygame.Surface, pygame.Rect]:
    """A badge's text and its box around a point."""
    image = ink.text(text, "bold", 12, colour, halo=0)
    rect = pygame.Rect(0, 0, image.get_width() + ink.px(8), image.get_height() + ink.px(1))
    rect.w = max(rect.w, rect.h)
    rect.center = (round(at[0]), round(at[1]))
    return image, rect


def draw_violations(
    ink: Ink, view: Viewport, geometry: MapGeometry, scene: MapScene, placer: Placer
) -> dict[str, pygame.Rect]:
    """A disc beside each badge on the far side of the line: area grows with the count, and the count stands in it.

    What is unknown shows as a hollow disc with a question mark, which is not the same as none.
    """
    if "violations" not in scene.layers:
        return {}
    most = max([1.0, *(mark.violations or 0.0 for mark in scene.sectors)])
    rects: dict[str, pygame.Rect] = {}
    largest_first = sorted(scene.sectors, key=lambda mark: (-(mark.violations or 0.0), mark.id))
    for mark in largest_first:
        sector = geometry.sector.get(mark.id)
        if sector is None:
            continue
        rect = _disc(ink, view, geometry, sector, mark, most, placer)
        if rect is not None:
            rects[mark.id] = rect
    return rects


def _disc(
    ink: Ink, view: Viewport, geometry: MapGeometry, sector: SectorShape, mark: SectorMark, most: float, placer: Placer
) -> pygame.Rect | None:
    count = mark.violations or 0.0
    text = "?" if mark.violations is None else mark.violations_text or f"{count:g}"
    width = ink.width(text, "bold", 12)
    largest = 11.5 if view.scale >= COMPACT_BELOW else 7.5
    radius = max((7.5 + largest * math.sqrt(count / most)) * ink.scale, width / 2 + ink.px(4))
    across = geometry.normal((sector.from_km + sector.to_km) / 2)
    way = np.array([-across[0], across[1]])  # away from the Ukrainian side, on the screen
    middle = view.to_screen(sector.middle)
    along = np.array([-way[1], way[0]])
    near = [(reach, shift) for reach in (15, 24, 36) for shift in (0, 12, -12, 24, -24)]
    far = [(reach, shift) for reach in (50, 66, 84, 104) for shift in (0, 20, -20, 40, -40, 60, -60)]
    best: pygame.Rect | None = None
    for reach, shift in near + far:
        x, y = middle + (way * (radius / ink.scale + reach) + along * shift) * ink.scale
        rect = pygame.Rect(0, 0, round(2 * radius), round(2 * radius))
        rect.center = (round(x), round(y))
        if placer.free(rect, 0):
            best = best or rect
            if not any(geometry.region(view.to_km(rect.center))[1:]):  # better there than in another enclave
                best = rect
                break
    if best is not None:
        _draw_disc(ink, best, radius, text, mark, middle)
        placer.add("violations", sector.id, text, best)
    return best


def _draw_disc(ink: Ink, rect: pygame.Rect, radius: float, text: str, mark: SectorMark, middle: Floats) -> None:
    palette = ink.palette
    away = np.array(rect.center) - middle
    if np.hypot(*away) > radius + 20 * ink.scale:
        smooth_line(ink.under, palette.violation, middle, rect.center, ink.px(2))
    circle(ink.surface, palette.halo, rect.center, radius + 1.5)
    circle(ink.surface, palette.ink if mark.alert else palette.violation, rect.center, radius)
    unknown = mark.violations is None
    if mark.alert or unknown:
        inside = palette.halo if unknown else palette.violation
        circle(ink.surface, inside, rect.center, radius - ink.px(1.6 if unknown else 2.5))
    image = ink.text(text, "bold", 12, palette.ink if unknown else palette.on_violation, halo=0)
    ink.surface.blit(image, image.get_rect(center=rect.center))
    if mark.trend:
        # On the rim, above or below, where it covers no figure.
        side = ink.px(4)
        x, y = rect.centerx, rect.centery - radius if mark.trend > 0 else rect.centery + radius
        tip = -side if mark.trend > 0 else side
        points = [(x, y + tip), (x - side, y - tip * 0.5), (x + side, y - tip * 0.5)]
        outline = [(x, y + tip * 1.7), (x - side * 1.7, y - tip * 0.8), (x + side * 1.7, y - tip * 0.8)]
        pygame.draw.polygon(ink.surface, palette.halo, outline)
        pygame.draw.polygon(ink.surface, palette.ink, points)


def draw_pills(
    ink: Ink, view: Viewport, geometry: MapGeometry, scene: MapScene, placer: Placer
) -> dict[str, pygame.Rect]:
    """The chosen sector's name, then the areas' names, each with a leader line to its middle."""
    rects: dict[str, pygame.Rect] = {}
    chosen = geometry.sector.get(scene.selection)
    if chosen is not None:
        rect = _pill(
            ink, view, chosen.middle, chosen.badge, named(chosen.names, scene.lang), ink.palette.chosen, placer
        )
        if rect is not None:
            rects[chosen.id] = rect
            placer.add("sector", chosen.id, named(chosen.names, scene.lang), rect)
    for area in geometry.areas:
        if not area.sectors:
            continue
        label = _range(geometry, area)
        if view.scale < COMPACT_BELOW:
            label = label.replace("S", "")
        rect = _pill(ink, view, area.middle, label, named(area.names, scene.lang), ink.palette.line, placer)
        if rect is not None:
            rects[area.id] = rect
            placer.add("area", area.id, named(area.names, scene.lang), rect)
    return rects


def draw_zone_names(ink: Ink, view: Viewport, geometry: MapGeometry, scene: MapScene, placer: Placer) -> None:
    """The zones' names, in or beside their bands; a thin leader where a name had to go further off."""
    for zone in geometry.zones:
        name = named(zone.names, scene.lang)
        image = ink.text(name, "italic", 12, ink.palette.zone)
        found = _zone_name_place(view, view.to_screen(zone.spots), tight(image), ink.scale, placer)
        if found is None:
            continue
        rect, (x, y) = found
        if not rect.inflate(30, 30).collidepoint(x, y):
            foot = (max(rect.left, min(x, rect.right)), max(rect.top, min(y, rect.bottom)))
            smooth_line(ink.under, ink.palette.halo, (x, y), foot, 3)
            smooth_line(ink.under, ink.palette.zone, (x, y), foot, 1)
        blit_tight(ink.surface, image, rect)
        placer.add("zone", zone.id, name, rect)


def _zone_name_place(
    view: Viewport, spots: Floats, size: tuple[int, int], scale: float, placer: Placer
) -> tuple[pygame.Rect, tuple[float, float]] | None:
    """The first free place at any spot of the zone in sight: in it if possible, else further and further off."""
    shown = [(float(x), float(y)) for x, y in spots if 0 < x < view.width and 0 < y < view.height]
    for reach in (0, 14, 26, 40, 60, 84, 110):
        for x, y in shown:
            rect = placer.around(x, y, size, reach * scale)
            if rect is not None:
                return rect, (x, y)
    return None


def _range(geometry: MapGeometry, area: AreaShape) -> str:
    first, last = geometry.sector[area.sectors[0]].badge, geometry.sector[area.sectors[-1]].badge
    return first if first == last else f"{first}–{last[1:]}"


def _pill(
    ink: Ink, view: Viewport, middle: Floats, head: str, name: str, fill: Rgb, placer: Placer
) -> pygame.Rect | None:
    """Find the best free place around a point and draw there; None if the point is out of sight or all is taken."""
    x, y = (float(v) for v in view.to_screen(middle))
    if not (0 < x < view.width and 0 < y < view.height):
        return None
    dark = fill == ink.palette.chosen
    head_image = ink.text(head, "bold", 12.5, ink.palette.ink if dark else ink.palette.paper, halo=0) if head else None
    name_image = ink.text(name, "semibold", 12.5, ink.palette.ink, halo=0)
    head_width = head_image.get_width() + ink.px(15) if head_image else ink.px(10)
    size = head_width + name_image.get_width() + ink.px(18), name_image.get_height() + ink.px(7)
    rect = _best_place(ink, (x, y), size, placer)
    if rect is None:
        return None
    foot = (max(rect.left, min(x, rect.right)), max(rect.top, min(y, rect.bottom)))
    smooth_line(ink.under, ink.palette.halo, (x, y), foot, ink.px(4))
    smooth_line(ink.under, ink.palette.ink, (x, y), foot, ink.px(1.6))
    placer.block_segment((x, y), foot)
    circle(ink.under, ink.palette.halo, (x, y), ink.px(5))
    circle(ink.under, ink.palette.ink, (x, y), ink.px(3.4))
    _draw_pill(ink, rect, head_width, fill, head_image, name_image)
    return rect


def _draw_pill(
    ink: Ink, rect: pygame.Rect, head_width: int, fill: Rgb, head: pygame.Surface | None, name: pygame.Surface
) -> None:
    ink.shadow(rect, 99)
    ink.box(rect, ink.palette.paper, ink.palette.frame, 99)
    left = pygame.Rect(rect.x, rect.y, head_width, rect.h)
    before = ink.surface.get_clip()
    ink.surface.set_clip(left.clip(before))
    ink.box(rect, fill, ink.palette.frame, 99)
    ink.surface.set_clip(before)
    if head is not None:
        ink.surface.blit(head, head.get_rect(center=(left.centerx + ink.px(1), left.centery)))
    ink.surface.blit(name, name.get_rect(midleft=(left.right + ink.px(7), rect.centery)))


def _best_place(ink: Ink, point: tuple[float, float], size: tuple[int, int], placer: Placer) -> pygame.Rect | None:
    """Near, not over anything, its leader crossing little."""
    x, y = point
    best: tuple[float, pygame.Rect] | None = None
    for ring in range(40, 300, 12):
        for step in range(28):
            angle = 2 * math.pi * step / 28
            rect = pygame.Rect((0, 0), size)
            rect.center = (
                round(x + ring * 1.55 * ink.scale * math.cos(angle)),
                round(y + ring * ink.scale * math.sin(angle)),
            )
            if not placer.free(rect, 4):
                continue
            foot = (max(rect.left, min(x, rect.right)), max(rect.top, min(y, rect.bottom)))
            cost = math.hypot(foot[0] - x, foot[1] - y) + 26 * placer.crossed((x, y), foot)
            if best is None or cost < best[0]:
                best = (cost, rect)
        if best is not None and best[0] < ring * 0.8:
            break
    return best[1] if best else None
