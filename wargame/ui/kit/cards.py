"""Cards and floats: a titled box, and a box that floats in a corner over something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.labels import Heading
from wargame.ui.kit.layout import Column
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget


class Card(Column):
    """A box with an optional title and, at its left edge, a bar in a tone."""

    def __init__(self, children: Sequence[Widget], *, title: str = "", tone: str = "", **rest: Any) -> None:
        """`tone` is the bar's theme role."""
        head: list[Widget] = [Heading(title, level=3)] if title else []
        super().__init__([*head, *children], **{"pad": (14, 12), "fill": "card", "border": "line", "radius": 8, **rest})
        self.tone = tone

    def draw(self, canvas: Canvas) -> None:
        """The box, the bar, the children."""
        super().draw(canvas)
        if self.tone:
            look = canvas.look
            bar = pygame.Rect(self.rect.x, self.rect.y + look.px(8), look.px(4), self.rect.h - 2 * look.px(8))
            canvas.box(bar, self.tone, None, 2)


class Corner(Widget):
    """Inside a `Stack`: one child at its natural size in a corner, or along an edge."""

    def __init__(
        self, child: Widget, *, at: str = "top right", margin: float = 12, most: float = 0, **rest: Any
    ) -> None:
        """`at` has one of top/middle/bottom and one of left/center/right; `most` limits the width."""
        super().__init__(children=[child], **rest)
        self.at = at
        self.margin = margin
        self.most = most

    def least_width(self, look: Look) -> int:
        """The child's and margins."""
        return self.children[0].least_width(look) + 2 * look.px(self.margin)

    def height_for(self, look: Look, width: int) -> int:
        """The child's and margins."""
        margin = 2 * look.px(self.margin)
        return self.children[0].height_for(look, self._width(look, width)) + margin

    def _width(self, look: Look, room: int) -> int:
        wish = self.children[0].natural_width(look)
        wish = min(wish, look.px(self.most)) if self.most else wish
        return max(1, min(wish, room - 2 * look.px(self.margin)))

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """In its corner."""
        self.rect = rect
        child, margin = self.children[0], look.px(self.margin)
        width = self._width(look, rect.w)
        wish = child.height_for(look, width)
        box = pygame.Rect(0, 0, width, min(wish, rect.h - 2 * margin))
        self.overflow = box.h < child.least_height(look, width)
        inner = rect.inflate(-2 * margin, -2 * margin)
        box.center = inner.center
        if "top" in self.at:
            box.top = inner.top
        if "bottom" in self.at:
            box.bottom = inner.bottom
        if "left" in self.at:
            box.left = inner.left
        if "right" in self.at:
            box.right = inner.right
        child.place(look, box)

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        """Only the child; the rest lets the pointer through."""
        return self.children[0].hit(pos)
