"""The look: a theme, a scale and the fonts, together what every widget needs to measure itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame

from wargame.ui.kit.fonts import Fonts
from wargame.ui.kit.themes import Colour, Theme

SMALLEST_SCALE, LARGEST_SCALE = 0.8, 2.0


@dataclass(frozen=True)
class TextStyle:
    """A text role: face and size in design pixels (at scale 1)."""

    face: str
    size: int


STYLES: dict[str, TextStyle] = {
    "tiny": TextStyle("medium", 13),
    "small": TextStyle("regular", 14),
    "small_strong": TextStyle("semibold", 14),
    "body": TextStyle("regular", 15),
    "medium": TextStyle("medium", 15),
    "strong": TextStyle("semibold", 15),
    "italic": TextStyle("italic", 15),
    "lead": TextStyle("regular", 17),
    "h3": TextStyle("semibold", 16),
    "h2": TextStyle("bold", 20),
    "h1": TextStyle("bold", 28),
    "figure": TextStyle("bold", 24),
}
STRONGER = {"small": "small_strong", "tiny": "small_strong", "body": "strong", "medium": "strong", "lead": "h3"}

_FONTS = Fonts()


@dataclass(frozen=True)
class Look:
    """Theme, UI scale (0.8 to 1.5) and fonts.

    Sizes in the kit are written in design pixels and pass through `px` exactly once.
    """

    theme: Theme
    scale: float = 1.0
    fonts: Fonts = field(default=_FONTS, compare=False)

    def __post_init__(self) -> None:
        """Refuse scales at which text would be unreadable or could not fit."""
        if not SMALLEST_SCALE <= self.scale <= LARGEST_SCALE:
            raise ValueError(f"UI scale {self.scale} is outside {SMALLEST_SCALE} to {LARGEST_SCALE}")

    def px(self, design: float) -> int:
        """Design pixels to screen pixels; anything above zero stays at least one pixel."""
        return max(1, round(design * self.scale)) if design > 0 else 0

    def size(self, style: str) -> int:
        """Pixel size of a text role at this scale."""
        return max(11, round(STYLES[style].size * self.scale))

    def width(self, text: str, style: str) -> int:
        """Width of one line in pixels."""
        return self.fonts.width(STYLES[style].face, self.size(style), text)

    def line(self, style: str) -> int:
        """Line height in pixels, leading included."""
        return round(self.size(style) * 1.42)

    def render(self, text: str, style: str, colour: Colour) -> pygame.Surface:
        """One line of text as a surface."""
        return self.fonts.render(STYLES[style].face, self.size(style), text, colour)

    def colour(self, role: str | Colour) -> Colour:
        """A role's colour; a colour passes through."""
        return self.theme[role] if isinstance(role, str) else role
