"""The dropdown: one of many. Its list opens below, or above if there is more room, and scrolls if it must."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.choice import Choice, Option
from wargame.ui.kit.keys import activates, arrow, types_text
from wargame.ui.kit.look import Look
from wargame.ui.kit.scroll import Scroller
from wargame.ui.kit.text import Span, lay_out, longest_word

COMMANDS = pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META


class Dropdown(Choice):
    """Shows the present choice; Enter, Space or a click opens the list. Gives (id, "change", value)."""

    def __init__(self, items: Sequence[Option | str], *, placeholder: str = "", **rest: Any) -> None:
        """With a `placeholder` and no `value`, nothing is chosen yet."""
        chosen = rest.pop("value", None)
        super().__init__(items, value=chosen, **rest)
        if chosen is None and placeholder:
            self.value = None
        self.placeholder = placeholder
        self.open = False
        self.highlight = 0
        self.scroller = Scroller()

    # Closed ----------------------------------------------------------------------------------------------------------

    def shown(self) -> str:
        """The label in the closed field."""
        if self.value is None and self.placeholder:
            return self.placeholder
        return self.options[max(0, self.index)].label

    def natural_width(self, look: Look) -> int:
        """The longest label on one line."""
        if self.width:
            return look.px(self.width)
        labels = [*(option.label for option in self.options), self.placeholder]
        return max(look.width(label, "body") for label in labels) + look.px(46)

    def least_width(self, look: Look) -> int:
        """The longest word."""
        words = " ".join([*(option.label for option in self.options), self.placeholder])
        return look.px(self.width) if self.width else longest_word(words, lambda t: look.width(t, "body")) + look.px(46)

    def height_for(self, look: Look, width: int) -> int:
        """As many lines as the present choice needs."""
        lines = lay_out(look, [Span(self.shown())], max(1, width - look.px(44)))
        return len(lines) * look.line("body") + look.px(14)

    def draw(self, canvas: Canvas) -> None:
        """A field with the choice and a chevron."""
        look = canvas.look
        canvas.box(self.rect, "field", "primary_line" if self.open or self.hovered else "line", 6)
        room = self.rect.inflate(-2 * look.px(12), -2 * look.px(7))
        room.w -= look.px(20)
        tone = "muted" if not self.enabled or (self.value is None and self.placeholder) else "text"
        self.overflow = not canvas.lines(lay_out(look, [Span(self.shown())], max(1, room.w)), room, tone=tone)
        chevron = pygame.Rect(self.rect.right - look.px(26), self.rect.y, look.px(16), self.rect.h)
        canvas.icon("up" if self.open else "down", chevron, "muted")
        if self.focused and not self.open:
            canvas.ring(self.rect)

    def text_twin(self) -> list[str]:
        """The choice; the whole list when open."""
        if not self.open:
            return [f"[{self.shown()} ▼]"]
        return [f"[{self.shown()} ▲]", *super().text_twin()]

    # Open ------------------------------------------------------------------------------------------------------------

    def _row_lines(self, look: Look, width: int) -> list[list[Any]]:
        spans = []
        for option in self.options:
            note = option.barred or option.note
            spans.append(
                [
                    Span(option.label, "body", "muted" if option.barred else "text"),
                    *([Span("\n" + note, "small", "muted")] if note else []),
                ]
            )
        return [lay_out(look, row, width) for row in spans]

    def _rows(self, look: Look, width: int) -> tuple[list[list[Any]], list[int]]:
        rows = self._row_lines(look, max(1, width - 2 * look.px(14)))
        heights = [sum(max(look.line(p.span.style) for p in ln.pieces) for ln in row) + look.px(12) for row in rows]
        return rows, heights

    def popup_rect(self) -> pygame.Rect:
        """Where the list is when open: below if it fits or has the most room there, else above."""
        look, screen = self.look, self.ui.rect if self.ui is not None else self.rect
        wish = max(self.rect.w, min(look.px(460), self.natural_width(look)))
        width = min(wish, screen.w - 2 * look.px(8))
        _, heights = self._rows(look, width)
        whole = sum(heights) + 2 * look.px(4)
        gap, margin = look.px(4), look.px(8)
        below = screen.bottom - margin - self.rect.bottom - gap
        above = self.rect.top - gap - screen.top - margin
        upwards = whole > below and above > below
        height = min(whole, max(look.px(60), above if upwards else below))
        x = max(screen.left + margin, min(self.rect.x, screen.right - margin - width))
        y = self.rect.top - gap - height if upwards else self.rect.bottom + gap
        self.scroller.fit(whole - 2 * look.px(4), height - 2 * look.px(4))
        return pygame.Rect(x, y, width, height)

    def row_rects(self) -> list[pygame.Rect]:
        """Where each row of the open list is, scrolled."""
        look, popup = self.look, self.popup_rect()
        inner = popup.inflate(-2 * look.px(4), -2 * look.px(4))
        y = inner.y - self.scroller.offset
        rects = []
        for height in self._rows(look, popup.w)[1]:
            rects.append(pygame.Rect(inner.x, y, inner.w, height))
            y += height
        return rects

    def draw_popup(self, canvas: Canvas) -> None:
        """The open list."""
        look, popup = canvas.look, self.popup_rect()
        canvas.shadow(popup, 6)
        canvas.box(popup, "raised", "primary_line", 6)
        rows, _ = self._rows(look, popup.w)
        with canvas.clip(popup.inflate(-2, -2 * look.px(4))):
            for i, (rect, lines) in enumerate(zip(self.row_rects(), rows, strict=True)):
                if not canvas.visible(rect):
                    continue
                if i == self.highlight:
                    canvas.box(rect, "selected", None, 4)
                tone = "on_selected" if i == self.highlight and not self.options[i].barred else None
                room = rect.inflate(-2 * look.px(10), -look.px(12))
                self.overflow = not canvas.lines(lines, room, tone=tone) or self.overflow
            self.scroller.draw(canvas, popup.inflate(-4, -2 * look.px(4)))

    def toggle(self, to: bool | None = None) -> bool:
        """Open or close the list."""
        self.open = not self.open if to is None else to
        if not self.enabled:
            self.open = False
        self.highlight = max(0, self.index)
        if self.ui is not None:
            self.ui.set_popup(self if self.open else None)
        if self.open:
            self._reveal()
        self.invalidate()
        return True

    def _reveal(self) -> None:
        rects = self.row_rects()
        top = rects[0].top
        rect = rects[self.highlight]
        self.scroller.reveal(rect.top - top, rect.bottom - top)

    def _take(self, index: int) -> bool:
        if self.options[index].barred:
            return True
        self.toggle(False)
        before = self.value
        self.choose(index)
        if self.value != before:
            self.invalidate(layout=True)
        return True

    def popup_press(self, pos: tuple[int, int]) -> bool:
        """A press while the list is open; outside it only closes."""
        if not self.popup_rect().collidepoint(pos):
            return self.toggle(False)
        for i, rect in enumerate(self.row_rects()):
            if rect.collidepoint(pos):
                return self._take(i)
        return True

    def popup_move(self, pos: tuple[int, int]) -> bool:
        """The pointer highlights."""
        if self.popup_rect().collidepoint(pos):
            for i, rect in enumerate(self.row_rects()):
                if rect.collidepoint(pos) and i != self.highlight:
                    self.highlight = i
                    return True
        return False

    def popup_wheel(self, dy: float) -> bool:
        """The wheel scrolls the list."""
        return self.scroller.wheel(dy, self.look)

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """Open."""
        return self.toggle()

    def key(self, event: pygame.event.Event) -> bool:
        """Open: arrows move, Enter takes, Esc closes, a letter jumps. Closed: Enter opens, arrows choose."""
        dy = arrow(event)[1]
        if not self.open:
            return self.toggle(True) if activates(event) else self.step(dy) if dy else False
        if event.key == pygame.K_ESCAPE:
            return self.toggle(False)
        if event.mod & COMMANDS or pygame.K_F1 <= event.key <= pygame.K_F12:
            self.toggle(False)
            return False  # a command of the screen: the list gives way to it
        if activates(event):
            return self._take(self.highlight)
        n = len(self.options)
        if dy:
            self.highlight = (self.highlight + dy) % n
        elif event.key in (pygame.K_HOME, pygame.K_END):
            self.highlight = 0 if event.key == pygame.K_HOME else n - 1
        elif types_text(event):
            letter = event.unicode.casefold()
            order = [(self.highlight + k) % n for k in range(1, n + 1)]
            self.highlight = next(
                (i for i in order if self.options[i].label.casefold().startswith(letter)), self.highlight
            )
        self._reveal()
        self.invalidate()
        return event.key != pygame.K_TAB or not self.toggle(False)
