"""Placing labels: greedy, most important first, eight positions around a point, never over something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pygame

from wargame.ui.mapview.scene import PlacedLabel

AROUND = "E NE SE N S W NW SW"


@dataclass
class Placer:
    """Rectangles already taken, on a map of a size. Obstacles may touch each other; labels may touch nothing."""

    width: int
    height: int
    taken: list[pygame.Rect] = field(default_factory=list)
    labels: list[PlacedLabel] = field(default_factory=list)
    leaders: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)

    def free(self, rect: pygame.Rect, pad: int = 1) -> bool:
        """Whether a rectangle lies on the map and over nothing."""
        inside = rect.left >= 2 and rect.top >= 2 and rect.right <= self.width - 2 and rect.bottom <= self.height - 2
        return inside and rect.inflate(2 * pad, 2 * pad).collidelist(self.taken) < 0

    def block(self, rect: pygame.Rect) -> None:
        """Keep labels away from something drawn."""
        self.taken.append(pygame.Rect(rect))

    def block_line(self, points: Iterable[tuple[float, float]], reach: int) -> None:
        """Keep labels away from a line, by small boxes along it."""
        for x, y in points:
            self.taken.append(pygame.Rect(int(x) - reach, int(y) - reach, 2 * reach, 2 * reach))

    def block_segment(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Keep labels away from a leader line, and other leader lines from crossing it."""
        self.leaders.append((start, end))
        steps = max(1, int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) // 6))
        for i in range(steps + 1):
            x = start[0] + (end[0] - start[0]) * i / steps
            y = start[1] + (end[1] - start[1]) * i / steps
            self.taken.append(pygame.Rect(int(x) - 2, int(y) - 2, 4, 4))

    def add(self, kind: str, id: str, text: str, rect: pygame.Rect) -> None:
        """Take a rectangle for a label."""
        self.block(rect)
        self.labels.append(PlacedLabel(kind, id, (rect.x, rect.y, rect.w, rect.h), text))

    def around(
        self,
        x: float,
        y: float,
        size: tuple[int, int],
        gap: float,
        order: str = AROUND,
        allowed: Callable[[pygame.Rect], bool] | None = None,
    ) -> pygame.Rect | None:
        """The first free position of a box around a point, or None."""
        for place in order.split():
            rect = beside(place, x, y, size, gap)
            if self.free(rect) and (allowed is None or allowed(rect)):
                return rect
        return None

    def crossed(self, start: tuple[float, float], end: tuple[float, float], least: int = 13) -> int:
        """How many of the larger things taken, and of the leader lines (twice), a straight line would cross."""
        boxes = sum(1 for rect in self.taken if rect.w >= least and rect.clipline(start, end))
        return boxes + 2 * sum(1 for leader in self.leaders if _cross(start, end, *leader))


def beside(place: str, x: float, y: float, size: tuple[int, int], gap: float) -> pygame.Rect:
    """A box at one of eight compass positions from a point."""
    width, height = size
    near, far = 0.7 * gap, 0.2 * gap
    left, top = {
        "E": (x + gap, y - height / 2),
        "W": (x - gap - width, y - height / 2),
        "N": (x - width / 2, y - height - gap),
        "S": (x - width / 2, y + gap),
        "NE": (x + near, y - height - far),
        "SE": (x + near, y + far),
        "NW": (x - near - width, y - height - far),
        "SW": (x - near - width, y + far),
    }[place]
    return pygame.Rect(round(left), round(top), width, height)


def _cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> bool:
    """Whether two straight lines cross: the ends of each lie on different sides of the other."""

    def turn(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, c, d) != turn(b, c, d) and turn(a, b, c) != turn(a, b, d)
