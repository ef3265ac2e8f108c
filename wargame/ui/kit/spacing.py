"""Stacks, empty room and rules: what stands on, between and around widgets."""

from __future__ import annotations

from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.layout import Column
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget


class Stack(Widget):
    """Children on top of each other, all the size of the stack: a map with a card floating over it."""

    def natural_width(self, look: Look) -> int:
        """The widest child."""
        return max((c.natural_width(look) for c in self.children), default=0)

    def least_width(self, look: Look) -> int:
        """What the most demanding child needs."""
        return max((c.least_width(look) for c in self.children), default=0)

    def height_for(self, look: Look, width: int) -> int:
        """The tallest child."""
        return max((c.height_for(look, width) for c in self.children), default=0)

    def least_height(self, look: Look, width: int) -> int:
        """The tallest child at its least."""
        return max((c.least_height(look, width) for c in self.children), default=0)

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Everything everywhere."""
        self.rect = rect
        for child in self.children:
            child.place(look, rect)


class Spacer(Widget):
    """Empty room of a size in design pixels, or growing."""

    def __init__(self, size: float = 0, *, grow: float = 0) -> None:
        """`size` along whichever axis the parent lays out."""
        super().__init__(grow=grow)
        self.size = size

    def natural_width(self, look: Look) -> int:
        """Its size."""
        return look.px(self.size)

    def least_width(self, look: Look) -> int:
        """Its size."""
        return look.px(self.size)

    def height_for(self, look: Look, width: int) -> int:
        """Its size."""
        return look.px(self.size)


class Divider(Widget):
    """A thin rule between parts; `vertical` in rows."""

    def __init__(self, *, vertical: bool = False, **rest: Any) -> None:
        """Horizontal unless told otherwise."""
        super().__init__(**rest)
        self.vertical = vertical

    def least_width(self, look: Look) -> int:
        """One pixel in a row; nothing in a column."""
        return 1 if self.vertical else 0

    def height_for(self, look: Look, width: int) -> int:
        """One pixel in a column; nothing in a row."""
        return 0 if self.vertical else 1

    def draw(self, canvas: Canvas) -> None:
        """One line."""
        end = self.rect.bottomleft if self.vertical else self.rect.topright
        canvas.rule(self.rect.topleft, end)


def padded(child: Widget, pad: float | tuple[float, float], **rest: Any) -> Column:
    """A child with room around it."""
    return Column([child], pad=pad, grow=rest.pop("grow", child.grow), **rest)
