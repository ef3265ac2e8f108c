"""Text of several lines: it wraps, and scrolls when it is higher than its field."""

from __future__ import annotations

from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.entry import Field
from wargame.ui.kit.look import Look
from wargame.ui.kit.scroll import Scroller


def wrap_spans(text: str, width: int, measure: Any) -> list[tuple[int, int]]:
    """Start and end of each shown line; breaks after spaces, inside words that are too long, and at line breaks.

    >>> wrap_spans("ab cd ef", 5, len)
    [(0, 6), (6, 8)]
    """
    spans, start = [], 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        line = start
        while True:
            low, high = line, end
            if measure(text[line:end].rstrip()) > width:
                while low < high:
                    middle = (low + high + 1) // 2
                    low, high = (middle, high) if measure(text[line:middle].rstrip()) <= width else (low, middle - 1)
                space = text.rfind(" ", line, low + 1)
                low = space + 1 if space >= line else max(low, line + 1)
                spans.append((line, low))
                line = low
                continue
            spans.append((line, end))
            break
        start = end + 1
    return spans


class MultiLine(Field):
    """A field for reasons, intents and messages. Enter breaks the line; Ctrl+Enter submits; Tab leaves."""

    scrolls = True

    def __init__(self, text: str = "", *, rows: int = 4, **rest: Any) -> None:
        """`rows` is the least number of lines shown."""
        super().__init__(text, lines=True, **rest)
        self.rows = rows
        self.scroller = Scroller()
        self._goal: int | None = None

    def least_width(self, look: Look) -> int:
        """Room for some words."""
        return look.px(self.width) if self.width else look.px(160)

    def height_for(self, look: Look, width: int) -> int:
        """Its rows and air, or more if the placeholder needs more."""
        room = max(1, width - 2 * look.px(12) - look.px(8))
        hint = len(wrap_spans(self.placeholder, room, lambda t: look.width(t, self.style)))
        return max(self.rows, hint) * look.line(self.style) + 2 * look.px(8)

    def least_height(self, look: Look, width: int) -> int:
        """Two lines."""
        return min(self.height_for(look, width), 2 * look.line(self.style) + 2 * look.px(8))

    def _inner(self) -> pygame.Rect:
        look = self.look
        inner = self.rect.inflate(-2 * look.px(12), -2 * look.px(8))
        inner.w -= look.px(8)
        return inner

    def _spans(self) -> list[tuple[int, int]]:
        return wrap_spans(self.text, max(1, self._inner().w), lambda t: self.look.width(t, self.style))

    def _row_of(self, index: int, spans: list[tuple[int, int]]) -> int:
        for row, (start, end) in enumerate(spans):
            last = row == len(spans) - 1 or spans[row + 1][0] != end
            if start <= index < end or (index == end and last):
                return row
        return len(spans) - 1

    def caret_rect(self) -> pygame.Rect:
        """A thin upright bar."""
        look, inner, spans = self.look, self._inner(), self._spans()
        row = self._row_of(self.buffer.caret, spans)
        x = inner.x + look.width(self.text[spans[row][0] : self.buffer.caret] + self.composing, self.style)
        y = inner.y + row * look.line(self.style) - self.scroller.offset
        return pygame.Rect(x, y, max(2, look.px(1.5)), look.line(self.style))

    def position(self, pos: tuple[int, int]) -> int:
        """The nearest gap."""
        look, inner, spans = self.look, self._inner(), self._spans()
        row = (pos[1] - inner.y + self.scroller.offset) // look.line(self.style)
        start, end = spans[max(0, min(len(spans) - 1, row))]
        return self._nearest(start, end, pos[0] - inner.x)

    def _nearest(self, start: int, end: int, x: int) -> int:
        last = end if end == len(self.text) or self.text[end] == "\n" else max(start, end - 1)
        return min(range(start, last + 1), key=lambda i: abs(self.look.width(self.text[start:i], self.style) - x))

    def edited(self, changed: bool = True) -> bool:
        """Keep the caret in sight."""
        self._goal = None
        self._follow()
        return super().edited(changed)

    def _follow(self) -> None:
        spans, line = self._spans(), self.look.line(self.style)
        self.scroller.fit(len(spans) * line, self._inner().h)
        row = self._row_of(self.buffer.caret, spans)
        self.scroller.reveal(row * line, (row + 1) * line)

    def draw(self, canvas: Canvas) -> None:
        """Frame, selection, lines, caret, bar."""
        look, inner, spans = canvas.look, self._inner(), self._spans()
        line = look.line(self.style)
        self.draw_frame(canvas)
        self.scroller.fit(len(spans) * line, inner.h)
        first, last = self.buffer.span
        with canvas.clip(inner.inflate(look.px(4), look.px(4))):
            if not self.text and not self.composing:
                self._draw_placeholder(canvas, inner)
            for row, (start, end) in enumerate(spans):
                rect = pygame.Rect(inner.x, inner.y + row * line - self.scroller.offset, inner.w, line)
                if not canvas.visible(rect):
                    continue
                low, high = max(first, start), min(last, end)
                if low < high:
                    left, right = (look.width(self.text[start:i], self.style) for i in (low, high))
                    canvas.fill(pygame.Rect(rect.x + left, rect.y, right - left, line), "selected")
                canvas.text(self.text[start:end].rstrip("\n"), rect, self.style, "text" if self.enabled else "muted")
                if low < high:
                    with canvas.clip(pygame.Rect(rect.x + left, rect.y, right - left, line)):
                        canvas.text(self.text[start:end], rect, self.style, "on_selected")
            if self.focused and self.enabled:
                caret = self.caret_rect()
                if self.composing:
                    width = look.width(self.composing, self.style)
                    room = pygame.Rect(caret.x - width, caret.y, width, caret.h)
                    canvas.fill(room, "field")
                    canvas.text(self.composing, room, self.style)
                    canvas.rule((room.x, room.bottom - 2), (room.right, room.bottom - 2), "text", look.px(1.5))
                canvas.fill(caret, "text")
        self.scroller.draw(canvas, self.rect.inflate(-2, -2 * look.px(4)))
        if self.focused:
            canvas.ring(self.rect)

    def _draw_placeholder(self, canvas: Canvas, inner: pygame.Rect) -> None:
        look = canvas.look
        spans = wrap_spans(self.placeholder, max(1, inner.w), lambda t: look.width(t, self.style))
        line = look.line(self.style)
        for row, (start, end) in enumerate(spans):
            canvas.text(
                self.placeholder[start:end], inner.move(0, row * line - (inner.h - line) // 2), self.style, "muted"
            )
        self.overflow = len(spans) * line > inner.h + 2

    def enter(self, command: bool) -> bool:
        """Enter breaks the line, Ctrl+Enter submits."""
        if command:
            self.emit("submit", self.value())
            return True
        return self.edited(self.enabled and self.buffer.insert("\n"))

    def wheel(self, dx: float, dy: float, pos: tuple[int, int]) -> bool:
        """Scroll."""
        return self.scroller.wheel(dy, self.look)

    def key(self, event: pygame.event.Event) -> bool:
        """Up and down go by shown lines, keeping the column; the rest edits."""
        if event.key not in (pygame.K_UP, pygame.K_DOWN):
            return super().key(event)
        spans = self._spans()
        row = self._row_of(self.buffer.caret, spans)
        target = row + (1 if event.key == pygame.K_DOWN else -1)
        if self._goal is None:
            self._goal = self.look.width(self.text[spans[row][0] : self.buffer.caret], self.style)
        goal = self._goal
        select = bool(event.mod & pygame.KMOD_SHIFT)
        if not 0 <= target < len(spans):
            self.buffer.to(0 if target < 0 else len(self.text), select)
        else:
            self.buffer.to(self._nearest(*spans[target], goal), select)
        self._follow()
        self._goal = goal
        self.invalidate()
        return True
