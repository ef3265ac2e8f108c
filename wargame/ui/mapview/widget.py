"""The map as a widget: pan, zoom, pick, and the keys for all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.keys import arrow
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget
from wargame.ui.mapview.palette import palette_for
from wargame.ui.mapview.renderer import MapRenderer
from wargame.ui.mapview.scene import MapScene, Pick
from wargame.ui.mapview.viewport import Viewport

REST_MS = 150
PAN_STEP = 80
ZOOM_STEP = 1.25
DRAG_FROM = 4  # pixels the pointer may tremble in a click


class MapWidget(Widget):
    """Shows a scene. Gives (id, "pick", Pick or None) on a click and (id, "select", sector id) on the sector keys."""

    focusable = True
    scrolls = True
    ticks = True

    def __init__(
        self, renderer: MapRenderer, scene: MapScene, *, tips: Mapping[str, str] | None = None, **rest: Any
    ) -> None:
        """`tips` maps ids of sectors, places and elements to what hovering tells."""
        super().__init__(**{"grow": 1, **rest})
        self.renderer = renderer
        self.scene = scene
        self.tips = tips or {}
        self.view: Viewport | None = None
        self._moved_at: int | None = None
        self._pressed: tuple[int, int] | None = None
        self._dragging = False

    def adopt(self, old: Widget) -> None:
        """Keep the view."""
        if isinstance(old, MapWidget):
            self.view = old.view

    def natural_width(self, look: Look) -> int:
        """As wide as it can get."""
        return look.px(self.width or 480)

    def least_width(self, look: Look) -> int:
        """Below this the line cannot be read."""
        return look.px(self.width or 320)

    def height_for(self, look: Look, width: int) -> int:
        """Any height will do; this is the least useful one."""
        return look.px(240)

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Fit the view to a new size; the first time, all of Ukraine."""
        self.rect = rect
        if rect.w < 8 or rect.h < 8:
            return
        if self.view is None:
            self.view = self.renderer.home_view(rect.size)
        elif (self.view.width, self.view.height) != rect.size:
            before = self.renderer.home_view((self.view.width, self.view.height))
            after = self.renderer.home_view(rect.size)
            if self.view == before:
                self.view = after
            else:
                self.view = self.view.resized(rect.size).zoomed(after.scale / before.scale)

    def draw(self, canvas: Canvas) -> None:
        """The picture, or the old one moved while the view is changing."""
        if self.view is None or self.rect.w < 8 or self.rect.h < 8:
            return
        with canvas.clip(self.rect):
            if self._moved_at is None:
                picture = self.renderer.picture(self.view, self.scene, canvas.look.theme.name, canvas.look.scale)
                canvas.surface.blit(picture, self.rect)
            else:
                sea = palette_for(canvas.look.theme.name).sea
                self.renderer.preview(canvas.surface, self.rect, self.view, sea)
        if self.focused:
            edge = canvas.look.px(3)
            canvas.box(self.rect.inflate(-edge, -edge), None, "focus", 2, 2.5)

    def tick(self, now_ms: int) -> None:
        """Draw sharply once the hand rests."""
        if self._moved_at is not None and not self._dragging and now_ms - self._moved_at >= REST_MS:
            self._moved_at = None
            self.invalidate()

    def go(self, view: Viewport, at_once: bool = False) -> bool:
        """Show another part of the map."""
        if view != self.view:
            self.view = view
            self._moved_at = None if at_once or self.ui is None else self.ui.now_ms
            self.invalidate()
        return True

    def look_at(self, id: str) -> bool:
        """Bring a sector or place closer."""
        return self.view is not None and self.go(self.renderer.view_of(id, self.view), at_once=True)

    def _local(self, pos: tuple[int, int]) -> tuple[int, int]:
        return pos[0] - self.rect.x, pos[1] - self.rect.y

    def pick(self, pos: tuple[int, int]) -> Pick | None:
        """What lies under a point of the screen."""
        return self.renderer.pick(self._local(pos))

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """A click picks, a drag pans, a double click zooms in."""
        self._pressed, self._dragging = pos, False
        if clicks == 2 and self.view is not None:
            self.go(self.view.zoomed(ZOOM_STEP**2, self._local(pos)))
        return True

    def drag(self, pos: tuple[int, int]) -> bool:
        """Pan."""
        if self._pressed is None or self.view is None:
            return False
        dx, dy = pos[0] - self._pressed[0], pos[1] - self._pressed[1]
        if not self._dragging and abs(dx) + abs(dy) < DRAG_FROM:
            return False
        self._dragging, self._pressed = True, pos
        return self.go(self.view.panned(dx, dy))

    def release(self, pos: tuple[int, int]) -> bool:
        """Pick, unless it was a drag."""
        if not self._dragging and self._pressed is not None:
            self.emit("pick", self.pick(pos))
        self._pressed, self._dragging = None, False
        return True

    def move(self, pos: tuple[int, int]) -> bool:
        """Tell what is under the pointer."""
        found = self.pick(pos) if self._moved_at is None else None
        tip = self.tips.get(found.id, "") if found is not None else ""
        changed, self.tip = tip != self.tip, tip
        return changed

    def wheel(self, dx: float, dy: float, pos: tuple[int, int]) -> bool:
        """Zoom around the pointer."""
        return self.view is not None and bool(dy) and self.go(self.view.zoomed(ZOOM_STEP**dy, self._local(pos)))

    def key(self, event: pygame.event.Event) -> bool:
        """Arrows pan, + and - zoom, 0 and Home show all, PgUp and PgDn go from sector to sector, Enter picks it."""
        if self.view is None or event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META):
            return False
        dx, dy = arrow(event)
        if dx or dy:
            return self.go(self.view.panned(-dx * PAN_STEP, -dy * PAN_STEP))
        match event.key:
            case pygame.K_PLUS | pygame.K_EQUALS | pygame.K_KP_PLUS:
                return self.go(self.view.zoomed(ZOOM_STEP))
            case pygame.K_MINUS | pygame.K_KP_MINUS:
                return self.go(self.view.zoomed(1 / ZOOM_STEP))
            case pygame.K_0 | pygame.K_KP_0 | pygame.K_HOME:
                return self.go(self.renderer.home_view(self.rect.size), at_once=True)
            case pygame.K_PAGEUP | pygame.K_PAGEDOWN:
                return self._step(1 if event.key == pygame.K_PAGEDOWN else -1)
            case pygame.K_RETURN | pygame.K_KP_ENTER if self.scene.selection:
                kind = "sector" if self.scene.selection in self.renderer.geometry.sector else "element"
                self.emit("pick", Pick(kind, self.scene.selection))
                return True
        return False

    def _step(self, by: int) -> bool:
        ids = [sector.id for sector in self.renderer.geometry.sectors]
        here = ids.index(self.scene.selection) if self.scene.selection in ids else -1 if by > 0 else 0
        self.emit("select", ids[(here + by) % len(ids)])
        return True

    def text_twin(self) -> list[str]:
        """Sectors with what is known of them, then elements and where they are."""
        geometry, say, lang = self.renderer.geometry, self.renderer.say, self.scene.lang
        out = [geometry.disclaimers.get(lang, geometry.disclaimers["en"])]
        for mark in self.scene.sectors:
            shape = geometry.sector.get(mark.id)
            if shape is not None:
                out.append(
                    say(
                        "map.twin.sector",
                        badge=shape.badge,
                        name=shape.names.get(lang, shape.names["en"]),
                        violations="?" if mark.violations is None else mark.violations_text or f"{mark.violations:g}",
                        coverage="?" if mark.coverage is None else f"{round(100 * mark.coverage)} %",
                        exposure="?" if mark.exposure is None else f"{round(100 * mark.exposure)} %",
                    )
                )
        for zone in geometry.zones:
            kind = say(f"map.legend.zone.{zone.kind}")
            name = zone.names.get(lang, zone.names["en"])
            out.append(say("map.twin.zone", name=name, kind=kind, depth=f"{zone.depth_km:g}"))
        for element in self.scene.elements:
            place = geometry.place.get(element.at) or geometry.sector.get(element.at)
            where = place.names.get(lang, place.names["en"]) if place is not None else element.at
            out.append(say("map.twin.element", name=element.name, place=where))
        return out
