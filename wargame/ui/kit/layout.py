"""Columns and rows: screens say what belongs together, never at which pixel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget


class Box(Widget):
    """A container with padding and, if given, a background."""

    def __init__(
        self,
        children: Sequence[Widget],
        *,
        gap: float = 8,
        pad: float | tuple[float, float] = 0,
        fill: str = "",
        border: str = "",
        radius: float = 0,
        **rest: Any,
    ) -> None:
        """`pad` is one number or (horizontal, vertical); `fill` and `border` are theme roles."""
        super().__init__(children=children, **rest)
        self.gap = gap
        self.pad = pad if isinstance(pad, tuple) else (pad, pad)
        self.fill = fill
        self.border = border
        self.radius = radius

    def padding(self, look: Look) -> tuple[int, int]:
        """Horizontal and vertical padding in pixels."""
        return look.px(self.pad[0]), look.px(self.pad[1])

    def inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        """The part of `rect` inside the padding."""
        horizontal, vertical = self.padding(look)
        return rect.inflate(-2 * horizontal, -2 * vertical)

    def draw(self, canvas: Canvas) -> None:
        """Background, then children."""
        if self.fill or self.border:
            canvas.box(self.rect, self.fill or None, self.border or None, self.radius)
        super().draw(canvas)


def share(room: int, needs: list[int], weights: Sequence[float]) -> list[int]:
    """Give each its need, then the spare room by weight; whole pixels, nothing lost.

    >>> share(100, [10, 20], [0, 1])
    [10, 90]
    >>> share(101, [0, 0], [1, 1])
    [51, 50]
    """
    spare = room - sum(needs)
    total = sum(weights)
    if spare <= 0 or total <= 0:
        return needs
    given, out = 0.0, []
    for need, weight in zip(needs, weights, strict=True):
        before = given
        given += spare * weight / total
        out.append(need + int(given + 0.5) - int(before + 0.5))
    return out


def shrink(room: int, wishes: list[int], least: list[int]) -> list[int]:
    """Take from each wish, in proportion to what it can miss, until they fit in `room` or are all at their least.

    >>> shrink(50, [40, 40], [10, 30])
    [17, 33]
    """
    over = sum(wishes) - room
    slack = [max(0, wish - low) for wish, low in zip(wishes, least, strict=True)]
    total = sum(slack)
    if over <= 0 or total == 0:
        return wishes
    cut = min(1.0, over / total)
    out = [wish - int(part * cut) for wish, part in zip(wishes, slack, strict=True)]
    rest = sum(out) - room
    for i, low in enumerate(least):
        step = max(0, min(rest, out[i] - low))
        out[i] -= step
        rest -= step
    return out


class Column(Box):
    """Children one below the other, all as wide as the column."""

    def natural_width(self, look: Look) -> int:
        """The widest child."""
        if self.width:
            return look.px(self.width)
        return max((c.natural_width(look) for c in self.children), default=0) + 2 * self.padding(look)[0]

    def least_width(self, look: Look) -> int:
        """What the most demanding child needs."""
        if self.width:
            return look.px(self.width)
        return max((c.least_width(look) for c in self.children), default=0) + 2 * self.padding(look)[0]

    def height_for(self, look: Look, width: int) -> int:
        """All children and gaps."""
        return self._height(look, [c.height_for(look, width - 2 * self.padding(look)[0]) for c in self.children])

    def least_height(self, look: Look, width: int) -> int:
        """As `height_for`, but children that grow count with their least."""
        inside = width - 2 * self.padding(look)[0]
        return self._height(
            look, [c.least_height(look, inside) if c.grow else c.height_for(look, inside) for c in self.children]
        )

    def _height(self, look: Look, heights: list[int]) -> int:
        gaps = look.px(self.gap) * max(0, len(heights) - 1)
        return sum(heights) + gaps + 2 * self.padding(look)[1]

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Natural heights first; what grows shares the rest."""
        self.rect = rect
        inner = self.inner(look, rect)
        gap = look.px(self.gap)
        room = inner.h - gap * max(0, len(self.children) - 1)
        needs = [c.least_height(look, inner.w) if c.grow else c.height_for(look, inner.w) for c in self.children]
        wishes = [c.height_for(look, inner.w) if c.grow else need for c, need in zip(self.children, needs, strict=True)]
        if sum(wishes) > room:
            heights = shrink(room, wishes, needs)
        else:
            heights = share(room, wishes, [c.grow for c in self.children])
        self.overflow = sum(heights) > room + 1
        y = inner.y
        for child, height in zip(self.children, heights, strict=True):
            child.place(look, pygame.Rect(inner.x, y, inner.w, height))
            y += height + gap


class Row(Column):
    """Children side by side. `align` is stretch, start, center or end (across)."""

    def __init__(self, children: Sequence[Widget], *, align: str = "stretch", stack: bool = False, **rest: Any) -> None:
        """With `stack` the children go one below the other where they cannot stand side by side."""
        super().__init__(children, **rest)
        self.align = align
        self.stack = stack

    def stacked(self, look: Look, width: int) -> bool:
        """Whether the row is a column at this width."""
        return self.stack and width < sum(c.least_width(look) for c in self.children) + self._fixed(look)

    def natural_width(self, look: Look) -> int:
        """All children side by side."""
        if self.width:
            return look.px(self.width)
        return sum(c.natural_width(look) for c in self.children) + self._fixed(look)

    def least_width(self, look: Look) -> int:
        """All children at their least."""
        if self.width:
            return look.px(self.width)
        if self.stack:
            return super().least_width(look)
        return sum(c.least_width(look) for c in self.children) + self._fixed(look)

    def _fixed(self, look: Look) -> int:
        return look.px(self.gap) * max(0, len(self.children) - 1) + 2 * self.padding(look)[0]

    def widths(self, look: Look, width: int) -> list[int]:
        """Width of each child in a row `width` pixels wide."""
        room = width - self._fixed(look)
        least = [c.least_width(look) for c in self.children]
        wishes = [
            low if c.grow and not c.width else c.natural_width(look)
            for c, low in zip(self.children, least, strict=True)
        ]
        if sum(wishes) > room:
            return shrink(room, wishes, least)
        return share(room, wishes, [c.grow for c in self.children])

    def height_for(self, look: Look, width: int) -> int:
        """The tallest child."""
        if self.stacked(look, width):
            return super().height_for(look, width)
        widths = self.widths(look, width)
        tallest = max((c.height_for(look, w) for c, w in zip(self.children, widths, strict=True)), default=0)
        return tallest + 2 * self.padding(look)[1]

    def least_height(self, look: Look, width: int) -> int:
        """The tallest child at its least."""
        if self.stacked(look, width):
            return super().least_height(look, width)
        widths = self.widths(look, width)
        tallest = max((c.least_height(look, w) for c, w in zip(self.children, widths, strict=True)), default=0)
        return tallest + 2 * self.padding(look)[1]

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Side by side, aligned across; or one below the other."""
        if self.stacked(look, rect.w):
            super().place(look, rect)
            return
        self.rect = rect
        inner = self.inner(look, rect)
        widths = self.widths(look, rect.w)
        self.overflow = sum(widths) > rect.w - self._fixed(look) + 1
        x = inner.x
        for child, width in zip(self.children, widths, strict=True):
            height = inner.h if self.align == "stretch" else min(inner.h, child.height_for(look, width))
            spare = inner.h - height
            y = inner.y + (spare // 2 if self.align == "center" else spare if self.align == "end" else 0)
            child.place(look, pygame.Rect(x, y, width, height))
            x += width + look.px(self.gap)
