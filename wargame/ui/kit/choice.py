"""Choosing one or some of a few: checkbox, radio group, segmented control and tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.keys import activates, arrow
from wargame.ui.kit.look import Look
from wargame.ui.kit.text import Span, lay_out, longest_word
from wargame.ui.kit.widget import Widget


@dataclass(frozen=True)
class Option:
    """One thing to choose: the value that travels in the intent, its label, a note, and why it cannot be chosen now."""

    value: Any
    label: str
    note: str = ""
    barred: str = ""


def options(items: Sequence[Option | str]) -> list[Option]:
    """Plain strings stand for themselves."""
    return [Option(item, item) if isinstance(item, str) else item for item in items]


class Checkbox(Widget):
    """Yes or no. Gives (id, "change", bool)."""

    focusable = True

    def __init__(self, text: str, *, value: bool = False, **rest: Any) -> None:
        """`value` is the present state."""
        super().__init__(**rest)
        self.text = text
        self.value = value

    def _lead(self, look: Look) -> int:
        return look.px(28)

    def natural_width(self, look: Look) -> int:
        """Box and text on one line."""
        return self._lead(look) + look.width(self.text, "body") + 1

    def least_width(self, look: Look) -> int:
        """Box and the longest word."""
        return self._lead(look) + longest_word(self.text, lambda t: look.width(t, "body")) + 1

    def height_for(self, look: Look, width: int) -> int:
        """As many lines as the text needs."""
        lines = lay_out(look, [Span(self.text)], max(1, width - self._lead(look)))
        return len(lines) * look.line("body") + look.px(6)

    def draw(self, canvas: Canvas) -> None:
        """Box with a check mark, and text."""
        look = canvas.look
        side = look.px(18)
        box = pygame.Rect(self.rect.x, self.rect.y + look.px(3) + (look.line("body") - side) // 2, side, side)
        border = "primary_line" if self.value or self.hovered else "line"
        canvas.box(box, "primary" if self.value else "field", border, 4)
        if self.value:
            canvas.icon("check", box.inflate(-look.px(4), -look.px(4)), "on_primary")
        room = pygame.Rect(self.rect.x + self._lead(look), self.rect.y + look.px(3), 0, 0)
        room.size = (self.rect.right - room.x, self.rect.h - look.px(6))
        lines = lay_out(look, [Span(self.text)], max(1, room.w))
        self.overflow = not canvas.lines(lines, room, tone="text" if self.enabled else "muted")
        if self.focused:
            canvas.ring(self.rect)

    def text_twin(self) -> list[str]:
        """A box that is ticked or empty."""
        return [f"[{'x' if self.value else ' '}] {self.text}"]

    def _toggle(self) -> bool:
        if self.enabled:
            self.value = not self.value
            self.invalidate()
            self.emit("change", self.value)
        return True

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """Toggle."""
        return self._toggle()

    def key(self, event: pygame.event.Event) -> bool:
        """Enter or Space toggles."""
        return activates(event) and self._toggle()


class Choice(Widget):
    """Base of controls that hold one of several options; arrows move, barred options are skipped."""

    focusable = True

    def __init__(self, items: Sequence[Option | str], *, value: Any = None, **rest: Any) -> None:
        """`value` is the present choice; None means the first option."""
        super().__init__(**rest)
        self.options = options(items)
        if not self.options:
            raise ValueError(f"choice {self.id!r} has no options")
        self.value = self.options[0].value if value is None else value
        self.over: int | None = None

    @property
    def index(self) -> int:
        """Place of the present choice; -1 if nothing is chosen yet (a value that is not among the options)."""
        return next((i for i, option in enumerate(self.options) if option.value == self.value), -1)

    def option_rects(self) -> list[pygame.Rect]:
        """Where each option is."""
        return [child.rect for child in self.children]

    def choose(self, index: int) -> bool:
        """Take an option and say so."""
        option = self.options[index]
        if not self.enabled or option.barred:
            return True
        if option.value != self.value:
            self.value = option.value
            self.invalidate()
            self.emit("change", self.value)
        return True

    def step(self, by: int) -> bool:
        """Go to the next option that can be chosen."""
        n = len(self.options)
        here = self.index if self.index >= 0 else -1 if by > 0 else n
        for distance in range(1, n + 1):
            index = (here + by * distance) % n
            if not self.options[index].barred:
                return self.choose(index)
        return True

    def move(self, pos: tuple[int, int]) -> bool:
        """Remember which option the pointer is on."""
        over = next((i for i, rect in enumerate(self.option_rects()) if rect.collidepoint(pos)), None)
        changed, self.over = over != self.over, over
        if over is not None and self.options[over].barred:
            self.tip = self.options[over].barred
        return changed

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """Choose what is under the pointer."""
        for index, rect in enumerate(self.option_rects()):
            if rect.collidepoint(pos):
                return self.choose(index)
        return False

    def text_twin(self) -> list[str]:
        """One line per option, the chosen one marked."""
        return [
            f"({'•' if i == self.index else ' '}) {option.label}"
            + (f" · {option.note}" if option.note else "")
            + (f" ({option.barred})" if option.barred else "")
            for i, option in enumerate(self.options)
        ]


class RadioGroup(Choice):
    """Options one below the other, each with room for a note. Gives (id, "change", value)."""

    def _spans(self, option: Option) -> list[Span]:
        note = option.barred or option.note
        return [Span(option.label, "body"), *([Span("\n" + note, "small", "muted")] if note else [])]

    def _heights(self, look: Look, width: int) -> list[int]:
        heights = []
        for option in self.options:
            lines = lay_out(look, self._spans(option), max(1, width - look.px(28)))
            heights.append(sum(max(look.line(p.span.style) for p in ln.pieces) for ln in lines) + look.px(8))
        return heights

    def natural_width(self, look: Look) -> int:
        """The longest label on one line."""
        return look.px(29) + max(
            max(look.width(o.label, "body"), look.width(o.barred or o.note, "small")) for o in self.options
        )

    def least_width(self, look: Look) -> int:
        """The longest word."""
        words = " ".join(f"{o.label} {o.note} {o.barred}" for o in self.options)
        return look.px(29) + longest_word(words, lambda t: look.width(t, "body"))

    def height_for(self, look: Look, width: int) -> int:
        """All options."""
        return sum(self._heights(look, width))

    def option_rects(self) -> list[pygame.Rect]:
        """Rows."""
        rects, y = [], self.rect.y
        for height in self._heights(self.look, self.rect.w):
            rects.append(pygame.Rect(self.rect.x, y, self.rect.w, height))
            y += height
        return rects

    def draw(self, canvas: Canvas) -> None:
        """A ring per option, filled for the chosen one."""
        look = canvas.look
        self.overflow = False
        for i, (option, rect) in enumerate(zip(self.options, self.option_rects(), strict=True)):
            side = look.px(18)
            ring = pygame.Rect(rect.x, rect.y + look.px(4) + (look.line("body") - side) // 2, side, side)
            chosen = i == self.index
            canvas.box(ring, "field", "primary_line" if chosen or i == self.over else "line", 99)
            if chosen:
                canvas.box(ring.inflate(-look.px(8), -look.px(8)), "info", None, 99)
            room = pygame.Rect(rect.x + look.px(28), rect.y + look.px(4), rect.w - look.px(28), rect.h - look.px(8))
            lines = lay_out(look, self._spans(option), max(1, room.w))
            fits = canvas.lines(lines, room, tone="muted" if option.barred or not self.enabled else None)
            self.overflow = self.overflow or not fits
        if self.focused:
            canvas.ring(self.rect.inflate(look.px(8), 0))

    def key(self, event: pygame.event.Event) -> bool:
        """Up and down choose."""
        dy = arrow(event)[1]
        return self.step(dy) if dy else False


class Segmented(Choice):
    """Two to five short options side by side in one frame. Gives (id, "change", value)."""

    def _cell(self, look: Look) -> int:
        return max(look.width(option.label, "strong") for option in self.options) + 2 * look.px(12)

    def natural_width(self, look: Look) -> int:
        """Equal cells, as wide as the longest label."""
        return self._cell(look) * len(self.options)

    def least_width(self, look: Look) -> int:
        """Equal cells; below that they go one below the other."""
        return self._cell(look)

    def _rows(self, look: Look, width: int) -> int:
        per_row = max(1, min(len(self.options), width // self._cell(look)))
        return -(-len(self.options) // per_row)

    def height_for(self, look: Look, width: int) -> int:
        """One row, or more if the labels are long."""
        return self._rows(look, width) * (look.line("body") + look.px(14))

    def option_rects(self) -> list[pygame.Rect]:
        """Equal cells over as few rows as fit."""
        look = self.look
        rows = self._rows(look, self.rect.w)
        per_row = -(-len(self.options) // rows)
        height = self.rect.h // rows
        rects = []
        for i in range(len(self.options)):
            row, column = divmod(i, per_row)
            left, right = (self.rect.x + self.rect.w * k // per_row for k in (column, column + 1))
            rects.append(pygame.Rect(left, self.rect.y + row * height, right - left, height))
        return rects

    def draw(self, canvas: Canvas) -> None:
        """Frame, the chosen cell filled and its label stronger."""
        canvas.box(self.rect, "field", "line", 6)
        self.overflow = False
        for i, (option, rect) in enumerate(zip(self.options, self.option_rects(), strict=True)):
            chosen = i == self.index
            if chosen:
                canvas.box(rect, "selected", "primary_line", 6)
            elif i == self.over and self.hovered:
                canvas.box(rect.inflate(-2, -2), "raised", None, 5)
            tone = "on_selected" if chosen else "muted" if option.barred or not self.enabled else "text"
            fits = canvas.text(option.label, rect, "strong" if chosen else "medium", tone, "center")
            self.overflow = self.overflow or not fits
        if self.focused:
            canvas.ring(self.rect)

    def key(self, event: pygame.event.Event) -> bool:
        """Left and right choose."""
        dx = arrow(event)[0]
        return self.step(dx) if dx else False


class Tabs(Segmented):
    """The parts of a panel; the chosen one is underlined. Gives (id, "change", value)."""

    def _cell(self, look: Look) -> int:
        return max(self._widths(look))

    def _widths(self, look: Look) -> list[int]:
        return [look.width(option.label, "strong") + 2 * look.px(8) for option in self.options]

    def _rows(self, look: Look, width: int) -> int:
        return 1 if sum(self._widths(look)) <= width else super()._rows(look, width)

    def option_rects(self) -> list[pygame.Rect]:
        """Equal cells, or in one row cells after their words where only that fits."""
        widths = self._widths(self.look)
        spare = self.rect.w - sum(widths)
        if spare < 0 or max(widths) * len(widths) <= self.rect.w:
            return super().option_rects()
        edges = [sum(widths[:i]) + spare * i // len(widths) for i in range(len(widths) + 1)]
        return [
            pygame.Rect(self.rect.x + left, self.rect.y, right - left, self.rect.h) for left, right in pairwise(edges)
        ]

    def height_for(self, look: Look, width: int) -> int:
        """A line with air, and the underline."""
        return self._rows(look, width) * (look.line("body") + look.px(18))

    def draw(self, canvas: Canvas) -> None:
        """Words with an underline."""
        look = canvas.look
        canvas.rule((self.rect.x, self.rect.bottom - 1), (self.rect.right - 1, self.rect.bottom - 1))
        self.overflow = False
        for i, (option, rect) in enumerate(zip(self.options, self.option_rects(), strict=True)):
            chosen = i == self.index
            if chosen:
                bar = pygame.Rect(rect.x + look.px(4), rect.bottom - look.px(3), rect.w - look.px(8), look.px(3))
                canvas.box(bar, "primary_line", None, 2)
            tone = "text" if chosen or (i == self.over and self.hovered) else "muted"
            fits = canvas.text(option.label, rect, "strong" if chosen else "medium", tone, "center")
            self.overflow = self.overflow or not fits
        if self.focused:
            canvas.ring(self.rect.inflate(-look.px(6), -look.px(6)))

    def text_twin(self) -> list[str]:
        """All on one line."""
        return [" | ".join(f"*{o.label}*" if i == self.index else o.label for i, o in enumerate(self.options))]
