"""Fonts from the shipped assets only, and a bounded cache of rendered text.

A machine's own fonts differ from machine to machine, and some lack Cyrillic; so `SysFont` and pygame's default font are
never used. Rendering is the dearest thing a frame does, so every rendered piece of text is kept until it is the oldest.
"""

from __future__ import annotations

from collections import OrderedDict

import pygame

from wargame.places import assets_dir

FACES = {
    "regular": "Inter-Regular.ttf",
    "medium": "Inter-Medium.ttf",
    "semibold": "Inter-SemiBold.ttf",
    "bold": "Inter-Bold.ttf",
    "italic": "Inter-Italic.ttf",
}
CACHED_TEXTS = 6000

Rgb = tuple[int, int, int]


class Fonts:
    """Loads faces at pixel sizes and renders text, with a halo if asked."""

    def __init__(self) -> None:
        """Start empty; pygame.font is initialised on first use of a face."""
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}
        self._texts: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()
        self._widths: dict[tuple[str, int, str], int] = {}

    def font(self, face: str, size: int) -> pygame.font.Font:
        """The pygame font of a face at a pixel size."""
        key = (face, size)
        if key not in self._fonts:
            if not pygame.font.get_init():
                pygame.font.init()
            self._fonts[key] = pygame.font.Font(assets_dir() / "fonts" / FACES[face], size)
        return self._fonts[key]

    def width(self, face: str, size: int, text: str) -> int:
        """Width of one line of text in pixels."""
        key = (face, size, text)
        known = self._widths.get(key)
        if known is None:
            if len(self._widths) > 4 * CACHED_TEXTS:
                self._widths.clear()
            known = self._widths[key] = self.font(face, size).size(text)[0]
        return known

    def height(self, face: str, size: int) -> int:
        """Height of one line of text in pixels, from the top of the highest to the bottom of the lowest letter."""
        return self.font(face, size).get_height()

    def render(
        self,
        face: str,
        size: int,
        text: str,
        colour: Rgb,
        halo: tuple[int, int, int, int] | None = None,
        halo_px: int = 2,
        spacing: int = 0,
    ) -> pygame.Surface:
        """One line of text as a surface with alpha. `halo` is an RGBA outline of `halo_px`; `spacing` in px."""
        key = (face, size, text, colour, halo, halo_px, spacing)
        known = self._texts.get(key)
        if known is not None:
            self._texts.move_to_end(key)
            return known
        if spacing:
            letters = [self.render(face, size, letter, colour, halo, halo_px) for letter in text]
            made = self._spaced(letters, [self.width(face, size, letter) + spacing for letter in text], halo_px)
        else:
            made = self._plain(face, size, text, colour, halo, halo_px)
        self._texts[key] = made
        if len(self._texts) > CACHED_TEXTS:
            self._texts.popitem(last=False)
        return made

    def _plain(
        self, face: str, size: int, text: str, colour: Rgb, halo: tuple[int, int, int, int] | None, halo_px: int
    ) -> pygame.Surface:
        font = self.font(face, size)
        letters = font.render(text, True, colour)
        if halo is None:
            return letters
        font.outline = halo_px
        outline = font.render(text, True, halo[:3])
        font.outline = 0
        outline.set_alpha(halo[3])
        whole = pygame.Surface(outline.get_size(), pygame.SRCALPHA)
        whole.blit(outline, (0, 0))
        whole.blit(letters, (halo_px, halo_px))
        return whole

    @staticmethod
    def _spaced(letters: list[pygame.Surface], steps: list[int], halo_px: int) -> pygame.Surface:
        height = max((letter.get_height() for letter in letters), default=1)
        whole = pygame.Surface((max(1, sum(steps) + 2 * halo_px), height), pygame.SRCALPHA)
        x = 0
        for letter, step in zip(letters, steps, strict=True):
            whole.blit(letter, (x, 0))
            x += step
        return whole
