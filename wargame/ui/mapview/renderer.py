"""The map renderer: three kept layers, put together in a millisecond, and what lies under the pointer.

1. base (sea, land, rivers, borders): drawn anew on a change of view;
2. zones and line: the zones on a change of view, the line on a change of what is known of the sectors or chosen;
3. marks, forces and names: on any change of the scene.

While a person pans or zooms, `preview` moves the old picture; the layers are drawn anew when the hand rests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pygame

from wargame.ui.mapview import furniture, labels, marks
from wargame.ui.mapview.base_data import BaseData
from wargame.ui.mapview.base_layer import draw_base
from wargame.ui.mapview.geometry import MapGeometry, bounds
from wargame.ui.mapview.ink import Ink
from wargame.ui.mapview.palette import palette_for
from wargame.ui.mapview.placer import Placer
from wargame.ui.mapview.projection import Floats
from wargame.ui.mapview.scene import MapScene, Pick, PlacedLabel
from wargame.ui.mapview.strokes import dashed
from wargame.ui.mapview.viewport import Viewport
from wargame.ui.mapview.zone_layer import draw_line, draw_zones

PICK_REACH_PX = 16


@dataclass
class _Kept:
    key: Any = None
    surface: pygame.Surface | None = None


class MapRenderer:
    """Draws scenes of one map document. `say` turns codes of the map's catalogue into sentences."""

    def __init__(self, geometry: MapGeometry, say: Callable[..., str]) -> None:
        """Read the base map of the document."""
        self.geometry = geometry
        self.say = say
        self.data = BaseData(geometry.base, geometry.projection, geometry.towns())
        self.labels: list[PlacedLabel] = []
        self._base, self._zones, self._line, self._marks, self._whole = (_Kept() for _ in range(5))
        self._view: Viewport | None = None
        self._targets: list[tuple[pygame.Rect, Pick]] = []

    def home_view(self, size: tuple[int, int]) -> Viewport:
        """The theatre with a margin: what the base map says, all of home, or the line with what lies around it."""
        if self.data.view_box is not None:
            return Viewport.around(*self.data.view_box, size, 14)
        if self.data.home:
            return Viewport.around(*bounds([path.points for path in self.data.home]), size, 14)
        around = [place.at for place in self.geometry.places if place.depth not in labels.BEYOND]
        towns = [city.at for city in self.data.cities]
        return Viewport.around(*bounds([self.geometry.line, np.array([*around, *towns]).reshape(-1, 2)]), size, 60)

    def view_of(self, id: str, view: Viewport, scale: float = 2.6) -> Viewport:
        """A closer look at a sector or place, in a window of the same size; the view itself if the id is unknown."""
        shape = self.geometry.sector.get(id)
        place = self.geometry.place.get(id)
        at = shape.middle if shape is not None else place.at if place is not None else None
        if at is None:
            return view
        return Viewport(float(at[0]), float(at[1]), max(view.scale, scale), view.width, view.height)

    # Drawing ---------------------------------------------------------------------------------------------------------

    def picture(self, view: Viewport, scene: MapScene, theme: str = "desk", scale: float = 1.0) -> pygame.Surface:
        """The whole map as an opaque surface of the view's size; kept until something changes."""
        palette = palette_for(theme)
        self._keep(self._base, (view, theme), lambda: draw_base(view, self.data, palette, self.geometry.drained))
        control = "control" in scene.layers
        self._keep(
            self._zones, (view, theme, control), lambda: draw_zones(view, self.data, self.geometry, palette, control)
        )
        line_key = (
            view,
            theme,
            scene.sectors,
            scene.selection if scene.selection in self.geometry.sector else "",
            scene.layers,
        )
        self._keep(self._line, line_key, lambda: draw_line(view, self.geometry, palette, scene))
        self._keep(self._marks, (view, theme, scale, scene), lambda: self._draw_marks(view, scene, theme, scale))
        self._view = view
        parts = tuple(id(kept.surface) for kept in (self._base, self._zones, self._line, self._marks))
        return self._keep(self._whole, parts, self._put_together)

    @staticmethod
    def _keep(kept: _Kept, key: Any, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        if kept.surface is None or kept.key != key:
            kept.surface, kept.key = make(), key
        return kept.surface

    def _put_together(self) -> pygame.Surface:
        layers = [
            kept.surface for kept in (self._base, self._zones, self._line, self._marks) if kept.surface is not None
        ]
        whole = layers[0].copy()
        for layer in layers[1:]:
            whole.blit(layer, (0, 0))
        return whole

    def _draw_marks(self, view: Viewport, scene: MapScene, theme: str, scale: float) -> pygame.Surface:
        surface = pygame.Surface((view.width, view.height), pygame.SRCALPHA)
        under = pygame.Surface((view.width, view.height), pygame.SRCALPHA)
        ink = Ink(surface, under, palette_for(theme), scale)
        placer = Placer(view.width, view.height)
        geometry = self.geometry
        furniture.draw_disclaimer(ink, geometry, scene.lang, placer)
        if "legend" in scene.layers:
            furniture.draw_legend(ink, view, geometry, self.data, scene, self.say, placer, self._dear_points(view))
        furniture.draw_scale_bar(ink, view, self.say, placer)
        if self.data.plain:
            furniture.draw_north(ink, view, placer)
        if "corridors" in scene.layers:
            self._draw_corridors(ink, view)
        badges = marks.draw_badges(ink, view, geometry, scene, placer)
        towns = labels.Towns(ink, view, self.data, geometry, scene, placer)
        towns.block((1, 2))
        discs = marks.draw_violations(ink, view, geometry, scene, placer)
        marks.block_line(view, geometry, placer)
        towns.block((3,))
        towns.draw((1, 2))
        forces = labels.draw_forces(ink, view, geometry, scene, placer)
        pills = marks.draw_pills(ink, view, geometry, scene, placer)
        marks.draw_zone_names(ink, view, geometry, scene, placer)
        towns.draw((3, 4))
        labels.draw_captions(ink, view, self.data, scene.lang, placer)
        under.blit(surface, (0, 0))
        self.labels = placer.labels
        self._targets = [(rect, Pick("sector", id)) for id, rect in {**badges, **discs}.items()]
        self._targets += [(rect, Pick("sector", id)) for id, rect in badges.items()]
        self._targets += [(rect, Pick("sector" if id in geometry.sector else "area", id)) for id, rect in pills.items()]
        self._targets += [
            (rect, Pick("place" if id in geometry.place else "element", id)) for id, rect in forces.items()
        ]
        return under

    def _dear_points(self, view: Viewport) -> Floats:
        """What the legend should not cover: the line, and the towns and shape of the country, on the screen."""
        towns = [city.at for city in self.data.cities if city.country in self.data.home_codes]
        shape = [path.points[::40] for path in self.data.home]
        return view.to_screen(np.vstack([np.array(towns).reshape(-1, 2), self.geometry.line[::4], *shape]))

    def _draw_corridors(self, ink: Ink, view: Viewport) -> None:
        for _, _, cities in self.geometry.corridors:
            known = [self.data.city[name].at for name in cities if name in self.data.city]
            if len(known) > 1:
                points: Floats = view.to_screen(known)
                dashed(ink.under, (*ink.palette.corridor, 255), points, 2.0 * ink.scale, 8, 4)

    def preview(self, target: pygame.Surface, rect: pygame.Rect, view: Viewport, sea: tuple[int, int, int]) -> None:
        """The last picture, moved and scaled to a new view: cheap enough for every frame of a drag."""
        whole, old = self._whole.surface, self._view
        target.fill(sea, rect)
        if whole is None or old is None:
            return
        factor = view.scale / old.scale
        left, top = view.to_screen(old.to_km((0.0, 0.0)))
        if abs(factor - 1) < 1e-9:
            target.blit(whole, (rect.x + round(float(left)), rect.y + round(float(top))))
            return
        # Only what shows is scaled; the whole picture at eight times its size would not fit in memory.
        x0, y0 = old.to_screen(view.to_km((0.0, 0.0)))
        x1, y1 = old.to_screen(view.to_km((float(view.width), float(view.height))))
        part = pygame.Rect(int(x0), int(y0), max(1, round(float(x1 - x0))), max(1, round(float(y1 - y0))))
        shown = part.clip(whole.get_rect())
        if shown.w < 1 or shown.h < 1:
            return
        size = max(1, round(shown.w * factor)), max(1, round(shown.h * factor))
        scaled = pygame.transform.scale(whole.subsurface(shown), size)
        target.blit(scaled, (rect.x + round((shown.x - part.x) * factor), rect.y + round((shown.y - part.y) * factor)))

    # Looking up ------------------------------------------------------------------------------------------------------

    def pick(self, pos: tuple[float, float]) -> Pick | None:
        """What lies under a point of the last picture: an element, a badge or pill, a place, else the sector nearby."""
        view = self._view
        if view is None:
            return None
        for rect, pick in reversed(self._targets):
            if rect.collidepoint(pos):
                return pick
        km = view.to_km(pos)
        for place in self.geometry.places:
            x, y = view.to_screen(place.at)
            if abs(x - pos[0]) <= 9 and abs(y - pos[1]) <= 9:
                return Pick("place", place.id)
        away, along = self.geometry.nearest(km)
        reach = max(PICK_REACH_PX / view.scale, self.geometry.buffer_km)
        return Pick("sector", self.geometry.sector_at(along).id) if away <= reach else None

    def where(self, id: str) -> tuple[float, float] | None:
        """Screen point of a sector, place or element in the last picture; None if it is not shown."""
        for rect, pick in self._targets:
            if pick.id == id:
                return float(rect.centerx), float(rect.centery)
        if self._view is not None and id in self.geometry.sector:
            x, y = self._view.to_screen(self.geometry.sector[id].middle)
            return float(x), float(y)
        return None
