"""Flows and grids: rows that go on to a next line, and cells in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pygame

from wargame.ui.kit.layout import Box, share, shrink
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget


class Flow(Box):
    """Children side by side that go on to a next line when the row is full: for buttons and chips in any language."""

    def __init__(self, children: Sequence[Widget], *, align: str = "left", **rest: Any) -> None:
        """`align` is left or right."""
        super().__init__(children, **rest)
        self.align = align

    def natural_width(self, look: Look) -> int:
        """All on one line."""
        gaps = look.px(self.gap) * max(0, len(self.children) - 1)
        return sum(c.natural_width(look) for c in self.children) + gaps + 2 * self.padding(look)[0]

    def least_width(self, look: Look) -> int:
        """The widest single child."""
        return max((c.least_width(look) for c in self.children), default=0) + 2 * self.padding(look)[0]

    def _rows(self, look: Look, width: int) -> list[list[tuple[Widget, int]]]:
        room = width - 2 * self.padding(look)[0]
        rows: list[list[tuple[Widget, int]]] = [[]]
        used = 0
        for child in self.children:
            wish = min(room, child.natural_width(look))
            if rows[-1] and used + wish > room:
                rows.append([])
                used = 0
            rows[-1].append((child, wish))
            used += wish + look.px(self.gap)
        return rows

    def height_for(self, look: Look, width: int) -> int:
        """All lines."""
        rows = self._rows(look, width)
        heights = [max((c.height_for(look, w) for c, w in row), default=0) for row in rows]
        return sum(heights) + look.px(self.gap) * (len(rows) - 1) + 2 * self.padding(look)[1]

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Line after line."""
        self.rect = rect
        inner = self.inner(look, rect)
        gap = look.px(self.gap)
        y = inner.y
        for row in self._rows(look, rect.w):
            height = max((c.height_for(look, w) for c, w in row), default=0)
            used = sum(w for _, w in row) + gap * max(0, len(row) - 1)
            x = inner.x if self.align == "left" else inner.right - used
            for child, width in row:
                child.place(look, pygame.Rect(x, y, width, height))
                x += width + gap
            y += height + gap
        self.overflow = y - gap > inner.bottom + 1


class Grid(Box):
    """Cells in `columns` columns; a column is as wide as its widest cell, spare room goes by `weights`."""

    def __init__(
        self,
        children: Sequence[Widget],
        *,
        columns: int,
        weights: Sequence[float] = (),
        row_gap: float = 6,
        **rest: Any,
    ) -> None:
        """Children row by row; `weights` has one number per column (default: the last column grows)."""
        super().__init__(children, **rest)
        if columns < 1:
            raise ValueError(f"a grid needs at least one column, not {columns}")
        self.columns = columns
        self.weights = list(weights) or [0.0] * (columns - 1) + [1.0]
        self.row_gap = row_gap

    def _fixed(self, look: Look) -> int:
        return look.px(self.gap) * (self.columns - 1) + 2 * self.padding(look)[0]

    def _by_column(self, measure: str, look: Look) -> list[int]:
        return [
            max((getattr(c, measure)(look) for c in self.children[i :: self.columns]), default=0)
            for i in range(self.columns)
        ]

    def natural_width(self, look: Look) -> int:
        """Every column at its natural width."""
        return sum(self._by_column("natural_width", look)) + self._fixed(look)

    def least_width(self, look: Look) -> int:
        """Every column at its least."""
        return sum(self._by_column("least_width", look)) + self._fixed(look)

    def _widths(self, look: Look, width: int) -> list[int]:
        room = width - self._fixed(look)
        wishes, least = self._by_column("natural_width", look), self._by_column("least_width", look)
        return shrink(room, wishes, least) if sum(wishes) > room else share(room, wishes, self.weights)

    def _rows(self, look: Look, width: int) -> tuple[list[int], list[int]]:
        widths = self._widths(look, width)
        cells = [self.children[i : i + self.columns] for i in range(0, len(self.children), self.columns)]
        return widths, [max(c.height_for(look, w) for c, w in zip(row, widths, strict=False)) for row in cells]

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        _, heights = self._rows(look, width)
        return sum(heights) + look.px(self.row_gap) * max(0, len(heights) - 1) + 2 * self.padding(look)[1]

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Cell by cell."""
        self.rect = rect
        inner = self.inner(look, rect)
        widths, heights = self._rows(look, rect.w)
        y = inner.y
        for row, height in enumerate(heights):
            x = inner.x
            for child, width in zip(self.children[row * self.columns : (row + 1) * self.columns], widths, strict=False):
                child.place(look, pygame.Rect(x, y, width, height))
                x += width + look.px(self.gap)
            y += height + look.px(self.row_gap)
        self.overflow = sum(widths) + self._fixed(look) > rect.w + 1 or y - look.px(self.row_gap) > inner.bottom + 1
