"""Text fields: one line, several lines, and numbers. All share one editing model and the same keys."""

from __future__ import annotations

from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.clipboard import CLIPBOARD
from wargame.ui.kit.editing import TextBuffer
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget


class Field(Widget):
    """What all text fields share: frame, buffer, clipboard keys and input methods.

    Gives (id, "change", text) at every edit and (id, "submit", text) at Enter (Ctrl+Enter where Enter breaks lines).
    """

    focusable = True
    wants_text = True
    style = "body"

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        limit: int = 2000,
        error: str = "",
        lines: bool = False,
        **rest: Any,
    ) -> None:
        """`placeholder` shows while empty; `error` colours the frame and is told by tip and twin."""
        super().__init__(**rest)
        self.buffer = TextBuffer(text, limit=limit, lines=lines)
        self.placeholder = placeholder
        self.error = error
        self.composing = ""

    @property
    def text(self) -> str:
        """What has been typed."""
        return self.buffer.text

    def adopt(self, old: Widget) -> None:
        """Keep the caret, and the undo history if the text is the same."""
        if isinstance(old, Field) and old.text == self.text:
            self.buffer = old.buffer
            self.composing = old.composing

    def draw_frame(self, canvas: Canvas) -> None:
        """The field's box; the frame is thicker for an error, so that it is not colour alone."""
        border = "bad" if self.error else "primary_line" if self.focused or self.hovered else "line"
        canvas.box(self.rect, "field" if self.enabled else "panel", border, 6, 2 if self.error else 1)

    def text_twin(self) -> list[str]:
        """The text, or the placeholder in brackets."""
        shown = self.text or f"({self.placeholder})"
        return [f"[{shown}]" + (f" ! {self.error}" if self.error else "")]

    def position(self, pos: tuple[int, int]) -> int:
        """Index of the character gap nearest to a screen point."""
        raise NotImplementedError

    def caret_rect(self) -> pygame.Rect:
        """Where the caret is on the screen: also where an input method opens its window."""
        raise NotImplementedError

    def edited(self, changed: bool = True) -> bool:
        """After every key: show the caret and say what changed."""
        self.invalidate(layout=changed)
        if changed:
            self.emit("change", self.value())
        return True

    def value(self) -> Any:
        """What travels with an intent."""
        return self.text

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """Caret, word (double click) or everything (triple click)."""
        if clicks >= 3:
            self.buffer.select_all()
        elif clicks == 2:
            self.buffer.select_word(self.position(pos))
        else:
            self.buffer.to(self.position(pos))
        return self.edited(False)

    def drag(self, pos: tuple[int, int]) -> bool:
        """Select."""
        self.buffer.to(self.position(pos), select=True)
        return self.edited(False)

    def release(self, pos: tuple[int, int]) -> bool:
        """Nothing more."""
        return True

    def text_input(self, text: str) -> bool:
        """Typed or composed text."""
        self.composing = ""
        if not self.enabled:
            return False
        return self.edited(self.buffer.insert(text))

    def text_editing(self, text: str) -> bool:
        """What an input method is composing, shown underlined at the caret."""
        self.composing = text
        return self.edited(False)

    def key(self, event: pygame.event.Event) -> bool:
        """Moving, selecting, deleting, clipboard, undo."""
        command = bool(event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META))
        select = bool(event.mod & pygame.KMOD_SHIFT)
        buffer = self.buffer
        if command and event.key in (pygame.K_c, pygame.K_x, pygame.K_v, pygame.K_a, pygame.K_z):
            return self._command(event.key)
        match event.key:
            case pygame.K_LEFT | pygame.K_RIGHT:
                by = -1 if event.key == pygame.K_LEFT else 1
                if command:
                    buffer.move_word(by, select)
                else:
                    buffer.move(by, select)
            case pygame.K_HOME | pygame.K_END:
                if command:
                    buffer.to(0 if event.key == pygame.K_HOME else len(buffer.text), select)
                else:
                    buffer.line_edge(-1 if event.key == pygame.K_HOME else 1, select)
            case pygame.K_BACKSPACE | pygame.K_DELETE:
                direction = -1 if event.key == pygame.K_BACKSPACE else 1
                return self.edited(self.enabled and buffer.delete(direction, command))
            case pygame.K_RETURN | pygame.K_KP_ENTER:
                return self.enter(command)
            case _:
                return False
        return self.edited(False)

    def enter(self, command: bool) -> bool:
        """Enter submits; Ctrl+Enter is left to the screen, where it ends the whole form from any of its fields."""
        if command:
            return False
        self.emit("submit", self.value())
        return True

    def _command(self, key: int) -> bool:
        buffer = self.buffer
        if key == pygame.K_a:
            buffer.select_all()
        elif key == pygame.K_z:
            return self.edited(buffer.undo())
        elif key == pygame.K_v:
            return self.edited(self.enabled and buffer.insert(CLIPBOARD.read()))
        elif buffer.selected:
            CLIPBOARD.write(buffer.selected)
            if key == pygame.K_x and self.enabled:
                return self.edited(buffer.insert("") or buffer.delete(1))
        return self.edited(False)


class TextEntry(Field):
    """One line of text; long text scrolls sideways under the caret."""

    def __init__(self, text: str = "", **rest: Any) -> None:
        """See `Field`."""
        super().__init__(text, **rest)
        self._shift = 0

    def least_width(self, look: Look) -> int:
        """Room for the placeholder or a dozen letters."""
        if self.width:
            return look.px(self.width)
        return max(look.px(120), look.width(self.placeholder, self.style) + look.px(26))

    def height_for(self, look: Look, width: int) -> int:
        """One line and air."""
        return look.line(self.style) + look.px(14)

    def _inner(self) -> pygame.Rect:
        return self.rect.inflate(-2 * self.look.px(12), 0)

    def _x(self, index: int) -> int:
        return self.look.width(self.text[:index], self.style)

    def position(self, pos: tuple[int, int]) -> int:
        """The nearest gap."""
        x = pos[0] - self._inner().x + self._shift
        return min(range(len(self.text) + 1), key=lambda i: abs(self._x(i) - x))

    def caret_rect(self) -> pygame.Rect:
        """A thin upright bar."""
        look, inner = self.look, self._inner()
        x = inner.x + self._x(self.buffer.caret) + look.width(self.composing, self.style) - self._shift
        return pygame.Rect(x, inner.centery - look.px(10), max(2, look.px(1.5)), look.px(20))

    def draw(self, canvas: Canvas) -> None:
        """Frame, selection, text, caret."""
        look, inner = canvas.look, self._inner()
        self.draw_frame(canvas)
        caret = self._x(self.buffer.caret) + look.width(self.composing, self.style)
        whole = self._x(len(self.text)) + look.width(self.composing, self.style)
        self._shift = max(0, min(self._shift, whole - inner.w + look.px(4)), caret - inner.w + look.px(4))
        self._shift = min(self._shift, caret)
        with canvas.clip(inner.inflate(look.px(4), 0)):
            line = pygame.Rect(inner.x - self._shift, inner.y, max(whole, inner.w), inner.h)
            if not self.text and not self.composing:
                self.overflow = not canvas.text(self.placeholder, inner, self.style, "muted")
            start, end = self.buffer.span
            if start != end:
                left, right = line.x + self._x(start), line.x + self._x(end)
                canvas.fill(pygame.Rect(left, inner.centery - look.px(11), right - left, look.px(22)), "selected")
            head, tail = self.text[: self.buffer.caret], self.text[self.buffer.caret :]
            tone = "text" if self.enabled else "muted"
            if self.composing:
                self._draw_composing(canvas, line, head, tail)
            else:
                canvas.text(self.text, line, self.style, tone)
                if start != end:
                    left = line.x + self._x(start)
                    chosen = pygame.Rect(left, line.y, line.w, line.h)
                    with canvas.clip(pygame.Rect(left, line.y, self._x(end) - self._x(start), line.h)):
                        canvas.text(self.text[start:], chosen, self.style, "on_selected")
            if self.focused and self.enabled:
                canvas.fill(self.caret_rect(), "text")
        if self.focused:
            canvas.ring(self.rect)

    def _draw_composing(self, canvas: Canvas, line: pygame.Rect, head: str, tail: str) -> None:
        look = canvas.look
        x = line.x
        for text, under in ((head, False), (self.composing, True), (tail, False)):
            width = look.width(text, self.style)
            canvas.text(text, pygame.Rect(x, line.y, width + 2, line.h), self.style, "text")
            if under:
                y = line.centery + look.px(10)
                canvas.rule((x, y), (x + width, y), "text", look.px(1.5))
            x += width


class NumberEntry(TextEntry):
    """A number with a range, a step and a unit; up and down change it. Gives (id, "change", number or None)."""

    def __init__(
        self,
        number: float,
        *,
        low: float,
        high: float,
        step: float = 1,
        unit: str = "",
        whole: bool = True,
        **rest: Any,
    ) -> None:
        """`whole` numbers are ints; what is out of range or no number shows as an error and gives None."""
        super().__init__(_written(number, whole), limit=14, **rest)
        self.low, self.high, self.step_size = low, high, step
        self.unit = unit
        self.whole = whole

    def value(self) -> int | float | None:
        """The number, or None if what is written is not one in range."""
        try:
            number = float(self.text.replace(",", ".").replace("−", "-"))
        except ValueError:
            return None
        if not self.low <= number <= self.high or (self.whole and number != int(number)):
            return None
        return int(number) if self.whole else number

    def least_width(self, look: Look) -> int:
        """The longest number in range, and the unit."""
        widest = max(look.width(_written(n, self.whole), self.style) for n in (self.low, self.high))
        unit = look.width(self.unit, self.style) + look.px(10) if self.unit else 0
        return look.px(self.width) if self.width else widest + unit + look.px(64)

    def _inner(self) -> pygame.Rect:
        inner = super()._inner()
        look = self.look
        inner.w -= look.px(22) + (look.width(self.unit, self.style) + look.px(8) if self.unit else 0)
        return inner

    def draw(self, canvas: Canvas) -> None:
        """The field, the unit and two small arrows."""
        look = canvas.look
        self.error = (
            "" if self.value() is not None else f"{_written(self.low, self.whole)}–{_written(self.high, self.whole)}"
        )
        super().draw(canvas)
        up, down = self._arrows(look)
        canvas.icon("up", up.inflate(-look.px(6), 0), "muted")
        canvas.icon("down", down.inflate(-look.px(6), 0), "muted")
        if self.unit:
            unit = pygame.Rect(0, self.rect.y, look.width(self.unit, self.style) + 2, self.rect.h)
            unit.right = up.left - look.px(4)
            canvas.text(self.unit, unit, self.style, "muted")

    def _arrows(self, look: Look) -> tuple[pygame.Rect, pygame.Rect]:
        width, half = look.px(22), self.rect.h // 2
        x = self.rect.right - width - look.px(4)
        return pygame.Rect(x, self.rect.y, width, half), pygame.Rect(x, self.rect.y + half, width, half)

    def step(self, by: int) -> bool:
        """One step up or down, kept in range."""
        present = self.value()
        start = self.low if present is None else float(present)
        number = min(self.high, max(self.low, start + by * self.step_size))
        self.buffer.select_all()
        return self.edited(self.buffer.insert(_written(number, self.whole)))

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """The arrows step; elsewhere the caret moves."""
        up, down = self._arrows(self.look)
        if self.enabled and (up.collidepoint(pos) or down.collidepoint(pos)):
            return self.step(1 if up.collidepoint(pos) else -1)
        return super().press(pos, clicks)

    def key(self, event: pygame.event.Event) -> bool:
        """Up and down step; the rest edits."""
        if self.enabled and event.key in (pygame.K_UP, pygame.K_DOWN):
            return self.step(1 if event.key == pygame.K_UP else -1)
        return super().key(event)

    def text_twin(self) -> list[str]:
        """Number and unit."""
        return [f"[{self.text}{' ' + self.unit if self.unit else ''}]" + ("" if self.value() is not None else " !")]


def _written(number: float, whole: bool) -> str:
    return str(int(number)) if whole else f"{number:g}"
