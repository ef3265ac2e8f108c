"""The pen of the label layer: text with halos and small boxes at the map's text scale."""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame

from wargame.ui.kit.canvas import rounded_box, soft_shadow
from wargame.ui.kit.fonts import Fonts
from wargame.ui.mapview.palette import MapPalette, Rgb

SMALLEST_TEXT = 12  # px: what can still be read from a second row
_FONTS = Fonts()


@dataclass(frozen=True)
class Ink:
    """Where to draw, in which colours, at which text scale. `under` lies below `surface`: leader lines and roads."""

    surface: pygame.Surface
    under: pygame.Surface
    palette: MapPalette
    scale: float
    fonts: Fonts = field(default=_FONTS)

    def px(self, design: float) -> int:
        """Design pixels to screen pixels."""
        return max(1, round(design * self.scale))

    def size(self, design: float) -> int:
        """Text size in pixels, never below the smallest."""
        return max(SMALLEST_TEXT, round(design * self.scale))

    def text(self, text: str, face: str, size: float, colour: Rgb, halo: int = 225, spacing: int = 0) -> pygame.Surface:
        """Rendered text; `halo` is the opacity of its outline, 0 for none."""
        outline = (*self.palette.halo, halo) if halo else None
        return self.fonts.render(face, self.size(size), text, colour, outline, 2, spacing)

    def width(self, text: str, face: str, size: float) -> int:
        """Width of plain text."""
        return self.fonts.width(face, self.size(size), text)

    def box(
        self, rect: pygame.Rect, fill: Rgb, border: Rgb | None = None, radius: float = 5, border_px: int = 1
    ) -> None:
        """A rounded box."""
        self.surface.blit(rounded_box((rect.w, rect.h), fill, self.px(radius), border, border_px), rect)

    def shadow(self, rect: pygame.Rect, radius: float) -> None:
        """A faint shadow under a box."""
        image = soft_shadow((rect.w, rect.h), self.px(radius), 4, (20, 30, 40), 90)
        self.surface.blit(image, (rect.x - 4, rect.y - 3))


def tight(image: pygame.Surface, halo: int = 2) -> tuple[int, int]:
    """The size that a label really needs: fonts leave air above and below, which may overlap with a neighbour's."""
    return image.get_width(), max(8, image.get_height() - 2 * halo - 1)


def blit_tight(surface: pygame.Surface, image: pygame.Surface, rect: pygame.Rect) -> None:
    """Draw an image centred on its tight box."""
    surface.blit(image, image.get_rect(center=rect.center))
