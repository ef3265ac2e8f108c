"""A still picture of a map in a corner of a screen: not to be moved or clicked."""

from __future__ import annotations

from typing import Any

from wargame.ui.kit import Widget
from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look
from wargame.ui.mapview import MapRenderer, MapScene


class MapPicture(Widget):
    """The whole map at whatever size the layout gives."""

    def __init__(self, renderer: MapRenderer, scene: MapScene, *, said: str, least: float = 160, **rest: Any) -> None:
        """`said` is what the text twin tells; `least` the smallest useful height in design pixels."""
        super().__init__(**{"grow": 1, **rest})
        self.renderer, self.scene, self.said, self.least = renderer, scene, said, least

    def least_width(self, look: Look) -> int:
        """Wide enough to know the country by its outline."""
        return look.px(self.width or 240)

    def height_for(self, look: Look, width: int) -> int:
        """In the proportions of the country, at most."""
        return max(look.px(self.least), round(width * 0.7))

    def least_height(self, look: Look, width: int) -> int:
        """What it can shrink to."""
        return look.px(self.least)

    def draw(self, canvas: Canvas) -> None:
        """The picture in a thin frame."""
        if self.rect.w < 8 or self.rect.h < 8:
            return
        view = self.renderer.home_view(self.rect.size)
        canvas.surface.blit(
            self.renderer.picture(view, self.scene, canvas.look.theme.name, canvas.look.scale), self.rect
        )
        canvas.box(self.rect, None, "line", 4)

    def text_twin(self) -> list[str]:
        """What it shows."""
        return [f"({self.said})"]

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        """Nothing to point at."""
        return None
