"""Which part of the plane is on the screen, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from wargame.ui.mapview.projection import Floats

SMALLEST, LARGEST = 0.25, 20.0  # px per km


@dataclass(frozen=True)
class Viewport:
    """Centre in km, scale in pixels per km, size in pixels. Screen coordinates start at the top left of the map."""

    x: float
    y: float
    scale: float
    width: int
    height: int

    @classmethod
    def around(
        cls, west: float, south: float, east: float, north: float, size: tuple[int, int], margin: float
    ) -> Viewport:
        """The view that shows a box of the plane with a margin in pixels."""
        width, height = size
        scale = min((width - 2 * margin) / max(1.0, east - west), (height - 2 * margin) / max(1.0, north - south))
        return cls((west + east) / 2, (south + north) / 2, min(LARGEST, max(SMALLEST, scale)), width, height)

    def to_screen(self, km: ArrayLike, times: int = 1) -> Floats:
        """(..., 2) km to (..., 2) pixels; `times` for a supersampled surface."""
        plane = np.asarray(km, dtype=np.float64)
        x = ((plane[..., 0] - self.x) * self.scale + self.width / 2) * times
        y = (self.height / 2 - (plane[..., 1] - self.y) * self.scale) * times
        return np.stack([x, y], axis=-1)

    def to_km(self, pixel: ArrayLike) -> Floats:
        """(..., 2) pixels to (..., 2) km."""
        screen = np.asarray(pixel, dtype=np.float64)
        x = (screen[..., 0] - self.width / 2) / self.scale + self.x
        y = (self.height / 2 - screen[..., 1]) / self.scale + self.y
        return np.stack([x, y], axis=-1)

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what shows, in km, with a little around it."""
        half_x, half_y = self.width / 2 / self.scale + 20, self.height / 2 / self.scale + 20
        return self.x - half_x, self.y - half_y, self.x + half_x, self.y + half_y

    def panned(self, dx: float, dy: float) -> Viewport:
        """Moved so that the map shifts by (dx, dy) pixels."""
        return replace(self, x=self.x - dx / self.scale, y=self.y + dy / self.scale)

    def zoomed(self, factor: float, around: tuple[float, float] | None = None) -> Viewport:
        """Larger or smaller, with the point under `around` (default: the centre) staying where it is."""
        scale = min(LARGEST, max(SMALLEST, self.scale * factor))
        if around is None:
            return replace(self, scale=scale)
        fixed = self.to_km(around)
        moved = replace(self, scale=scale)
        away = moved.to_km(around) - fixed
        return replace(moved, x=self.x - float(away[0]), y=self.y - float(away[1]))

    def resized(self, size: tuple[int, int]) -> Viewport:
        """The same middle and scale in a window of another size."""
        return replace(self, width=size[0], height=size[1])
