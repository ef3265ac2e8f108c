"""Names on the map: seas and countries, force elements with their symbols, towns by importance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pygame

from wargame.ui.mapview.base_data import BaseData, City
from wargame.ui.mapview.geometry import MapGeometry, named
from wargame.ui.mapview.ink import Ink, blit_tight, tight
from wargame.ui.mapview.placer import Placer
from wargame.ui.mapview.projection import Floats
from wargame.ui.mapview.scene import ForceMark, MapScene
from wargame.ui.mapview.strokes import circle, dashed, smooth_line
from wargame.ui.mapview.symbols import symbol
from wargame.ui.mapview.viewport import Viewport

TOWN_SIZES = {1: 17.0, 2: 15.0, 3: 13.0, 4: 12.0}
TOWN_FACES = {1: "bold", 2: "semibold", 3: "medium", 4: "medium"}
TOWN_DOTS = {1: 6.0, 2: 4.6, 3: 3.6, 4: 2.8}
TIER_FROM = {1: 0.0, 2: 0.0, 3: 0.5, 4: 0.9}  # px per km from which a tier shows
SYMBOL_HEIGHT = 22
BEYOND = ("home", "neighbour", "air", "sea")  # depths whose places are told at the edge when out of sight
OVER_TOWNS = ("badge", "violations", "element", "legend", "disclaimer", "outside", "zone")
NEAR_LINE_KM = 60.0  # within this distance a town's name stays on the town's own side of the line


def draw_captions(ink: Ink, view: Viewport, data: BaseData, lang: str, placer: Placer) -> None:
    """Seas in italics, countries in spaced capitals; both give way to everything that was placed before."""
    for caption in data.captions:
        x, y = view.to_screen(caption.at)
        name = named(caption.names, lang)
        if caption.kind == "sea":
            large = name in ("Black Sea", "Zwarte Zee")
            image = ink.text(
                name.upper() if large else name,
                "italic",
                20 if large else 14,
                ink.palette.ink_sea,
                0,
                8 if large else 1,
            )
        elif caption.kind == "country":
            image = ink.text(name.upper(), "semibold", 14, ink.palette.ink_land, 0, 4)
        else:
            image = ink.text(name, "italic", 13, ink.palette.ink_land, 0, 1)
        for dy in (0, -34, 34, -64, 64):
            rect = pygame.Rect((0, 0), tight(image, 0))
            rect.center = (round(x), round(y) + dy)
            if placer.free(rect, 2):
                blit_tight(ink.surface, image, rect)
                placer.add("caption", name, name, rect)
                break


class Towns:
    """Towns in sight: first their dots are kept free, then their names are placed in two goes."""

    def __init__(
        self, ink: Ink, view: Viewport, data: BaseData, geometry: MapGeometry, scene: MapScene, placer: Placer
    ) -> None:
        """Find the towns in sight."""
        self.ink, self.view, self.geometry, self.scene, self.placer = ink, view, geometry, scene, placer
        self.home_codes = data.home_codes
        shown = [city for city in data.cities if view.scale >= TIER_FROM[city.tier]] if "cities" in scene.layers else []
        self.spots: list[tuple[City, float, float]] = []
        for city in sorted(shown, key=lambda c: (c.tier, c.country not in data.home_codes, c.id)):
            x, y = (float(v) for v in view.to_screen(city.at))
            if 6 < x < view.width - 6 and 6 < y < view.height - 6:
                self.spots.append((city, x, y))

    def block(self, tiers: tuple[int, ...]) -> None:
        """Keep everything else off the dots of some tiers."""
        for city, x, y in self.spots:
            if city.tier in tiers:
                self.placer.block(pygame.Rect(int(x) - 4, int(y) - 4, 9, 9))

    def draw(self, tiers: tuple[int, ...]) -> None:
        """Names and dots of some tiers."""
        for city, x, y in self.spots:
            if city.tier in tiers:
                self._draw(city, x, y)

    def _draw(self, city: City, x: float, y: float) -> None:
        ink = self.ink
        home = city.country in self.home_codes
        dot = pygame.Rect(int(x) - 3, int(y) - 3, 6, 6)
        marks = [mark.rect for mark in self.placer.labels if mark.kind in OVER_TOWNS]
        if dot.collidelist(marks) >= 0 and (city.tier >= 3 or not home):
            return  # something that matters more lies on it
        face = TOWN_FACES[city.tier] if home else "medium"
        size = TOWN_SIZES[city.tier] if home else min(13.0, TOWN_SIZES[city.tier])
        image = ink.text(
            named(city.names, self.scene.lang), face, size, ink.palette.ink if home else ink.palette.ink_abroad
        )
        rect = self._place(city, x, y, tight(image), home)
        if rect is None and city.tier >= 3:
            return
        self._draw_dot(city, x, y, home)
        if rect is not None:
            blit_tight(ink.surface, image, rect)
            self.placer.add("city", city.id, named(city.names, self.scene.lang), rect)

    def _place(self, city: City, x: float, y: float, size: tuple[int, int], home: bool) -> pygame.Rect | None:
        away, _ = self.geometry.nearest(city.at)
        region = self.geometry.region(city.at) if home and away < NEAR_LINE_KM else None

        def own_side(rect: pygame.Rect) -> bool:
            return region is None or self.geometry.region(self.view.to_km(rect.center)) == region

        gap = self.ink.px(TOWN_DOTS[city.tier] + 2.5)
        rect = self.placer.around(x, y, size, gap, allowed=own_side)
        if rect is None and region is not None and any(region[1:]):
            rect = self.placer.around(x, y, size, gap)  # an enclave has no room for its name
        if rect is None and home and city.tier <= 2:
            for reach in (18, 28, 40, 54):
                rect = self.placer.around(x, y, size, reach * self.ink.scale, "N S NE SE NW SW E W", own_side)
                if rect is not None:
                    foot = (max(rect.left + 2, min(x, rect.right - 2)), max(rect.top + 2, min(y, rect.bottom - 2)))
                    smooth_line(self.ink.under, self.ink.palette.halo, (x, y), foot, 3)
                    smooth_line(self.ink.under, self.ink.palette.ink, (x, y), foot, 1)
                    self.placer.block_segment((x, y), foot)
                    break
        return rect

    def _draw_dot(self, city: City, x: float, y: float, home: bool) -> None:
        ink, palette = self.ink, self.ink.palette
        colour = palette.ink if home else palette.ink_abroad
        if city.tier == 1 and home:
            for half, shade in ((7, palette.halo), (6, colour), (4, palette.halo), (3, colour)):
                pygame.draw.rect(ink.surface, shade, (round(x) - half, round(y) - half, 2 * half, 2 * half))
            return
        radius = TOWN_DOTS[city.tier] * ink.scale
        circle(ink.surface, palette.halo, (x, y), radius + 1.5)
        circle(ink.surface, colour, (x, y), radius)
        if city.tier <= 2:
            circle(ink.surface, palette.halo, (x, y), radius - 2)


def draw_forces(
    ink: Ink, view: Viewport, geometry: MapGeometry, scene: MapScene, placer: Placer
) -> dict[str, pygame.Rect]:
    """Symbols with names, around the place where each element is; returns where the symbols are."""
    if "forces" not in scene.layers:
        return {}
    groups: dict[str, list[ForceMark]] = defaultdict(list)
    for element in scene.elements:
        groups[element.at].append(element)
    rects: dict[str, pygame.Rect] = {}
    outside: list[tuple[str, str]] = []
    for at, elements in groups.items():
        where = _position(view, geometry, at)
        if where is None:
            continue
        x, y = where
        if not (0 <= x <= view.width and 0 <= y <= view.height):
            place = geometry.place.get(at)
            if place is not None and place.depth in BEYOND:
                outside.append((at, f"{named(place.names, scene.lang)}: {len(elements)}"))
            continue
        region = geometry.region(view.to_km((x, y)))

        def own_side(rect: pygame.Rect, region: tuple[bool, ...] = region) -> bool:
            # A unit drawn across the line from where it is would be a false statement, not a cosmetic flaw.
            return geometry.region(view.to_km(rect.center)) == region

        for element in elements:
            rect = _draw_element(ink, element, (x, y), own_side, scene.selection, placer)
            if rect is None and any(region[1:]):  # an enclave too small for it: beside it, with a leader line
                rect = _draw_element(ink, element, (x, y), lambda _: True, scene.selection, placer)
            if rect is not None:
                rects[element.id] = rect
    rects.update(_draw_outside(ink, view, geometry, outside, placer))
    return rects


def _position(view: Viewport, geometry: MapGeometry, at: str) -> tuple[float, float] | None:
    if at in geometry.place:
        x, y = view.to_screen(geometry.place[at].at)
        return float(x), float(y)
    if at in geometry.sector:
        sector = geometry.sector[at]
        middle = (sector.from_km + sector.to_km) / 2
        away = max(12.0, 30.0 / view.scale)
        if geometry.piece_of(sector.from_km, sector.to_km).closed:
            away = min(away, 3.0)
        inland: Floats = sector.middle + geometry.normal(middle) * away
        x, y = view.to_screen(inland)
        return float(x), float(y)
    return None


def _offsets(ink: Ink) -> list[tuple[float, float]]:
    """Places to try around a point, nearest first."""
    out = [(0.0, 0.0)]
    for ring in (30, 46, 64, 86, 112, 140, 170, 205, 245):
        for step in range(12):
            angle = 2 * np.pi * step / 12
            out.append((ring * 1.15 * ink.scale * float(np.cos(angle)), ring * 0.85 * ink.scale * float(np.sin(angle))))
    return out


def _draw_element(
    ink: Ink,
    element: ForceMark,
    at: tuple[float, float],
    own_side: Callable[[pygame.Rect], bool],
    selection: str,
    placer: Placer,
) -> pygame.Rect | None:
    """Symbol and name as near as they fit together; the symbol alone if the name fits nowhere."""
    x, y = at
    palette = ink.palette
    height = ink.px(SYMBOL_HEIGHT * (0.84 if element.side == "hostile" else 1.0))
    image, _ = symbol(element.symbol, element.side, height, element.pending)
    colour = {"friend": palette.name_friend, "hostile": palette.name_hostile}.get(element.side, palette.name_neutral)
    name = ink.text(element.name, "semibold", 12, colour)
    size = tight(name)
    chosen: tuple[pygame.Rect, pygame.Rect | None] | None = None
    for dx, dy in _offsets(ink):
        body = image.get_rect(center=(round(x + dx), round(y + dy)))
        if not placer.free(body, 1) or not own_side(body):
            continue
        beside = (
            pygame.Rect(body.right + 2, body.centery - size[1] // 2, *size),
            pygame.Rect(body.centerx - size[0] // 2, body.bottom, *size),
            pygame.Rect(body.left - 2 - size[0], body.centery - size[1] // 2, *size),
            pygame.Rect(body.centerx - size[0] // 2, body.top - size[1], *size),
        )
        fitting = next((rect for rect in beside if placer.free(rect, 1)), None)
        if fitting is not None:
            chosen = (body, fitting)
            break
        if chosen is None:
            chosen = (body, None)
    if chosen is None:
        return None
    body, label = chosen
    if np.hypot(body.centerx - x, body.centery - y) > 34 * ink.scale:
        smooth_line(ink.under, palette.halo, (x, y), body.center, 3)
        smooth_line(ink.under, palette.frame, (x, y), body.center, 1)
        circle(ink.under, palette.frame, (x, y), 2.5)
    if element.id == selection:
        ring = body.inflate(ink.px(9), ink.px(9))
        ink.box(ring, palette.chosen, palette.ink, 6)
    ink.surface.blit(image, body)
    if element.pending:
        frame = body.inflate(4, 4)
        corners = np.array(
            [frame.topleft, frame.topright, frame.bottomright, frame.bottomleft, frame.topleft], dtype=float
        )
        dashed(ink.surface, palette.ink, corners, 1, 4, 3)
    placer.add("element", element.id, "", body)
    if label is not None:
        blit_tight(ink.surface, name, label)
        placer.add("element name", element.id, element.name, label)
    return body


def _draw_outside(
    ink: Ink, view: Viewport, geometry: MapGeometry, rows: list[tuple[str, str]], placer: Placer
) -> dict[str, pygame.Rect]:
    """Places beyond the edge that hold elements: a small tag at the edge, in their direction."""
    rects: dict[str, pygame.Rect] = {}
    for at, text in rows:
        x, y = (float(v) for v in view.to_screen(geometry.place[at].at))
        arrow = "←" if x < 0 else "→" if x > view.width else "↑" if y < 0 else "↓"
        image = ink.text(
            f"{text} →" if arrow == "→" else f"{arrow} {text}", "semibold", 12, ink.palette.name_friend, halo=0
        )
        rect = pygame.Rect(0, 0, image.get_width() + ink.px(12), image.get_height() + ink.px(4))
        rect.center = (round(x), round(y))
        rect.clamp_ip(pygame.Rect(3, 3, view.width - 6, view.height - 6))
        step = rect.h + 4
        for shift in [k * sign * step for k in range(14) for sign in (1, -1)]:
            moved = rect.move(0, shift) if arrow in "←→" else rect.move(shift * 3, 0)
            if placer.free(moved, 1):
                ink.box(moved, ink.palette.paper, ink.palette.frame, 4)
                ink.surface.blit(image, image.get_rect(center=moved.center))
                placer.add("outside", at, text, moved)
                rects[at] = moved
                break
    return rects
