"""Lists of things to choose and logs of what happened: rows of any height, drawn only where they show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.keys import activates
from wargame.ui.kit.look import Look
from wargame.ui.kit.scroll import BAR, Scrolling
from wargame.ui.kit.text import Line, Span, lay_out
from wargame.ui.kit.widget import Widget

TONE_ICONS = {
    "bad": "bad",
    "warn": "warning",
    "ok": "ok",
    "info": "info",
    "quiet": "dot",
    "text": "dot",
    "muted": "dot",
}


@dataclass(frozen=True)
class Item:
    """One row: id, a title, text below it, a short word at the right, a tone with its own shape.

    `level` sets it in, below what it belongs to; one with `heads` is the heading of those that follow, and can't be
    chosen.
    """

    id: str
    title: str
    text: str = ""
    badge: str = ""
    tone: str = "quiet"
    icon: str = ""
    level: int = 0
    heads: bool = False


class _Rows(Scrolling):
    """What list and log share: measured rows, virtual drawing."""

    focusable = True
    LEAD = 30
    INDENT = 18

    def __init__(self, items: Sequence[Item], *, empty: str = "", shown: int = 5, **rest: Any) -> None:
        super().__init__(**rest)
        self.items = list(items)
        self.empty = empty
        self.shown = shown
        self.selected: str | None = None
        self.drawn = 0
        self._key: tuple[int, Look] | None = None
        self._lines: list[tuple[list[Line], list[Line]]] = []
        self._bottoms: list[int] = []

    def _title_style(self) -> str:
        return "small_strong"

    def _measure(self, look: Look, width: int) -> list[int]:
        """Bottoms of all rows; only rows added since last time are measured."""
        key = (width, look)
        if self._key != key or len(self._lines) > len(self.items):
            self._key, self._lines, self._bottoms = key, [], []
        whole = max(1, width - look.px(self.LEAD) - look.px(14) - look.px(BAR))
        if len(self._lines) < len(self.items):
            for item in self.items[len(self._lines) :]:
                badge = look.width(item.badge, "tiny") + look.px(10) if item.badge else 0
                room = max(1, whole - look.px(self.INDENT) * item.level)
                title = lay_out(look, [Span(item.title, self._title_style())], max(1, room - badge))
                text = lay_out(look, [Span(item.text, "small")], room) if item.text else []
                self._lines.append((title, text))
            heights = [
                len(title) * look.line(self._title_style()) + len(text) * look.line("small") + look.px(12)
                for title, text in self._lines
            ]
            self._bottoms = list(accumulate(heights))
        return self._bottoms

    def natural_width(self, look: Look) -> int:
        """Titles on one line, within reason."""
        titles = [look.width(item.title, self._title_style()) for item in self.items[:100]]
        return look.px(self.width) if self.width else min(look.px(420), max([look.px(160), *titles]) + look.px(60))

    def least_width(self, look: Look) -> int:
        """Room for a few words."""
        return look.px(self.width) if self.width else look.px(160)

    def height_for(self, look: Look, width: int) -> int:
        """Up to `shown` rows."""
        bottoms = self._measure(look, width)
        return (bottoms[min(self.shown, len(bottoms)) - 1] if bottoms else look.line("small") + look.px(12)) + look.px(
            6
        )

    def least_height(self, look: Look, width: int) -> int:
        """About two rows."""
        return min(self.height_for(look, width), 3 * look.line("small") + look.px(16))

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Fit the scroller."""
        self.rect = rect
        bottoms = self._measure(look, rect.w)
        self.scroller.fit(bottoms[-1] if bottoms else 0, rect.h - look.px(6))

    def view(self) -> pygame.Rect:
        """Inside the frame."""
        return self.rect.inflate(-2, -self.look.px(6))

    def draw(self, canvas: Canvas) -> None:
        """Frame and the rows in view."""
        look, view = canvas.look, self.view()
        bottoms = self._measure(look, self.rect.w)
        canvas.box(self.rect, "field", "line", 6)
        self.overflow = False
        if not self.items and self.empty:
            canvas.text(self.empty, view.inflate(-2 * look.px(10), 0), "small", "muted")
        self.drawn = 0
        with canvas.clip(view):
            for i in range(bisect_right(bottoms, self.scroller.offset), len(self.items)):
                top = (bottoms[i - 1] if i else 0) - self.scroller.offset + view.y
                if top >= view.bottom:
                    break
                height = bottoms[i] - (bottoms[i - 1] if i else 0)
                self._draw_item(canvas, i, pygame.Rect(view.x, top, view.w, height))
                self.drawn += 1
            self.scroller.draw(canvas, view)
        if self.focused:
            canvas.ring(self.rect)

    def _draw_item(self, canvas: Canvas, i: int, rect: pygame.Rect) -> None:
        look, item = canvas.look, self.items[i]
        title, text = self._lines[i]
        chosen = item.id == self.selected and not item.heads
        if chosen:
            canvas.box(rect.inflate(-look.px(6), -2), "selected", None, 4)
        inset = look.px(self.INDENT) * item.level
        if not item.heads:
            self._draw_mark(canvas, item, rect.move(inset, 0), chosen)
        left = rect.x + (look.px(10) if item.heads else look.px(self.LEAD) + inset)
        width = rect.w - look.px(self.LEAD) - look.px(12) - look.px(BAR) - inset
        line = look.line(self._title_style())
        room = pygame.Rect(left, rect.y + look.px(6), width, len(title) * line)
        if item.badge:
            where = pygame.Rect(left, room.y, width, line)
            canvas.text(item.badge, where, "tiny", "on_selected" if chosen else "muted", "right")
        tone = "muted" if item.heads else self._title_tone()
        fits = canvas.lines(title, room, tone="on_selected" if chosen else tone)
        under = pygame.Rect(left, room.bottom, width, len(text) * look.line("small"))
        fits = canvas.lines(text, under, tone="on_selected" if chosen else self._text_tone()) and fits
        self.overflow = self.overflow or not fits

    def _title_tone(self) -> str:
        return "text"

    def _text_tone(self) -> str:
        return "muted"

    def _draw_mark(self, canvas: Canvas, item: Item, rect: pygame.Rect, chosen: bool) -> None:
        look = canvas.look
        side = look.px(15)
        mark = pygame.Rect(rect.x + look.px(9), rect.y + look.px(6) + (look.line("small") - side) // 2, side, side)
        canvas.icon(item.icon or TONE_ICONS.get(item.tone, "dot"), mark, "on_selected" if chosen else item.tone)

    def text_twin(self) -> list[str]:
        """One paragraph per row."""
        out = []
        for item in self.items:
            badge = f" [{item.badge}]" if item.badge else ""
            mark = "#" if item.heads else "*" if item.id == self.selected else "-"
            out.append(f"{'  ' * item.level}{mark} {item.title}{badge}")
            out += [f"  {line}" for line in item.text.split("\n")] if item.text else []
        return out or ([self.empty] if self.empty else [])


class Listing(_Rows):
    """Things to choose. Gives (id, "select", item id) and, on Enter or double click, (id, "activate", item id)."""

    def __init__(self, items: Sequence[Item], *, selected: str | None = None, **rest: Any) -> None:
        """`selected` is an item id."""
        super().__init__(items, **rest)
        self.selected = selected
        self._fresh = True

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Fit the scroller; when it is first shown, to the row that is chosen already."""
        super().place(look, rect)
        chosen = next((i for i, item in enumerate(self.items) if item.id == self.selected), 0)
        if self._fresh and chosen:
            bottoms = self._measure(look, rect.w)
            self.scroller.reveal(bottoms[chosen - 1], bottoms[chosen])
        self._fresh = False

    def adopt(self, old: Widget) -> None:
        """Keep the offset; the selection is the screen's, unless it gave none."""
        self._fresh = False
        super().adopt(old)
        if isinstance(old, Listing) and self.selected is None and any(i.id == old.selected for i in self.items):
            self.selected = old.selected

    def select(self, index: int) -> bool:
        """Select a row and bring it into view; from a heading on to the next row in the direction of the move."""
        if any(not item.heads for item in self.items):
            index = self._choosable(max(0, min(len(self.items) - 1, index)))
            bottoms = self._measure(self.look, self.rect.w)
            before = index - 1 if index and self.items[index - 1].heads else index
            self.scroller.reveal(bottoms[before - 1] if before else 0, bottoms[index])
            if self.items[index].id != self.selected:
                self.selected = self.items[index].id
                self.emit("select", self.selected)
            self.invalidate()
        return True

    def _choosable(self, index: int) -> int:
        """The row meant: a heading stands for the row behind it, or before it on the way up."""
        here = next((i for i, item in enumerate(self.items) if item.id == self.selected), -1)
        up = index < here
        ways = [range(index, -1, -1), range(index, len(self.items))]
        return next(i for way in (ways if up else ways[::-1]) for i in way if not self.items[i].heads)

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """The bar or a row."""
        if super().press(pos, clicks):
            return True
        row = bisect_right(self._measure(self.look, self.rect.w), pos[1] - self.view().y + self.scroller.offset)
        if row < len(self.items) and not self.items[row].heads:
            self.select(row)
            if clicks == 2:
                self.emit("activate", self.selected)
        return True

    def key(self, event: pygame.event.Event) -> bool:
        """Arrows, home, end select; Enter activates, or selects the first where nothing is selected yet."""
        here = next((i for i, item in enumerate(self.items) if item.id == self.selected), -1)
        last = len(self.items) - 1
        targets = {
            pygame.K_UP: here - 1 if here >= 0 else last,
            pygame.K_DOWN: here + 1,
            pygame.K_HOME: 0,
            pygame.K_END: last,
            pygame.K_PAGEUP: here - self.shown,
            pygame.K_PAGEDOWN: here + self.shown,
        }
        if event.key in targets:
            return self.select(targets[event.key])
        if activates(event) and here >= 0:
            self.emit("activate", self.selected)
            return True
        return activates(event) and bool(self.items) and self.select(0)


class Log(_Rows):
    """What happened, newest where the screen puts it; arrows scroll. The bar at the left repeats the tone's shape."""

    LEAD = 34

    def add(self, item: Item) -> None:
        """One more entry at the end; only it is measured."""
        self.items.append(item)
        self.invalidate(layout=True)

    def _title_tone(self) -> str:
        return "muted"

    def _text_tone(self) -> str:
        return "text"

    def _draw_mark(self, canvas: Canvas, item: Item, rect: pygame.Rect, chosen: bool) -> None:
        look = canvas.look
        bar = pygame.Rect(rect.x + look.px(7), rect.y + look.px(6), look.px(3), rect.h - look.px(12))
        canvas.box(bar, item.tone, None, 2)
        super()._draw_mark(canvas, item, rect.move(look.px(5), 0), chosen)

    def key(self, event: pygame.event.Event) -> bool:
        """Scroll."""
        moved = self.scroller.key(event, self.look.line("small"))
        if moved:
            self.invalidate()
        return moved
