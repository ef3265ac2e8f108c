"""Text on a screen: labels, paragraphs of mixed runs, and headings. Text wraps and grows; it is never cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look
from wargame.ui.kit.text import Line, Span, icon_room, lay_out, longest_word
from wargame.ui.kit.widget import Widget


class Paragraph(Widget):
    """Runs of text in several styles and tones, with inline icons, broken over as many lines as needed."""

    def __init__(self, spans: Sequence[Span] | str, *, align: str = "left", middle: bool = False, **rest: Any) -> None:
        """`middle` centres the text vertically in the room it gets."""
        super().__init__(**rest)
        self.spans = [Span(spans)] if isinstance(spans, str) else list(spans)
        self.align = align
        self.middle = middle
        self._lines: tuple[tuple[int, Look] | None, list[Line]] = (None, [])

    def lines(self, look: Look, width: int) -> list[Line]:
        """The lines at a width; kept until width or look changes."""
        key = (width, look)
        if self._lines[0] != key:
            self._lines = (key, lay_out(look, self.spans, max(1, width)))
        return self._lines[1]

    def natural_width(self, look: Look) -> int:
        """The longest paragraph on one line."""
        if self.width:
            return look.px(self.width)
        return max(line.width for line in lay_out(look, self.spans, 1_000_000)) + 1

    def least_width(self, look: Look) -> int:
        """The longest word."""
        if self.width:
            return look.px(self.width)
        widest = 0
        for span in self.spans:
            lead = icon_room(look, span.style) if span.icon else 0
            widest = max(widest, lead + longest_word(span.text, partial(look.width, style=span.style)))
        return widest + 1

    def height_for(self, look: Look, width: int) -> int:
        """All lines."""
        return sum(
            max((look.line(p.span.style) for p in line.pieces), default=look.line("body"))
            for line in self.lines(look, width)
        )

    def draw(self, canvas: Canvas) -> None:
        """All lines; notes if they did not fit."""
        lines = self.lines(canvas.look, self.rect.w)
        needed = self.height_for(canvas.look, self.rect.w)
        rect = self.rect
        if self.middle and needed < rect.h:
            rect = pygame.Rect(rect.x, rect.y + (rect.h - needed) // 2, rect.w, needed)
        tone = None if self.enabled else "muted"
        self.overflow = not canvas.lines(lines, rect, self.align, tone)

    def text_twin(self) -> list[str]:
        """The text, without its styles."""
        text = "".join(span.text for span in self.spans).strip()
        return text.split("\n") if text else []


class Label(Paragraph):
    """One style, one tone, vertically centred: names, values, headings."""

    def __init__(
        self, text: str, *, style: str = "body", tone: str = "text", icon: str = "", align: str = "left", **rest: Any
    ) -> None:
        """`style` is a text role, `tone` a theme role, `icon` a drawing before the text."""
        super().__init__([Span(text, style, tone, icon)], align=align, **{"middle": True, **rest})

    @property
    def text(self) -> str:
        """What it says."""
        return self.spans[0].text

    def say(self, text: str, tone: str | None = None) -> None:
        """Change the text in place (a clock, a status)."""
        old = self.spans[0]
        if text != old.text or (tone is not None and tone != old.tone):
            self.spans = [Span(text, old.style, old.tone if tone is None else tone, old.icon)]
            self._lines = (None, [])
            self.invalidate(layout=True)


class Heading(Label):
    """A heading: level 1 (screen), 2 (part) or 3 (block)."""

    def __init__(self, text: str, *, level: int = 2, tone: str = "text", **rest: Any) -> None:
        """Level 1 to 3."""
        super().__init__(text, style=f"h{level}", tone=tone, **rest)
        self.level = level

    def text_twin(self) -> list[str]:
        """As a Markdown heading."""
        return ["", "#" * self.level + " " + self.text]


class Badge(Label):
    """A word in a coloured outline, such as a state; the word says it, the tone repeats it."""

    def __init__(self, text: str, *, tone: str = "info", icon: str = "", **rest: Any) -> None:
        """A short word."""
        super().__init__(text, style="small_strong", tone=tone, icon=icon, align="center", **rest)

    def natural_width(self, look: Look) -> int:
        """Text and padding."""
        return super().natural_width(look) + 2 * look.px(9)

    def least_width(self, look: Look) -> int:
        """Text and padding: a badge does not wrap."""
        return self.natural_width(look)

    def height_for(self, look: Look, width: int) -> int:
        """One line and padding."""
        return look.line("small_strong") + look.px(4)

    def draw(self, canvas: Canvas) -> None:
        """Outline and word."""
        look = canvas.look
        height = self.height_for(look, self.rect.w)
        box = pygame.Rect(self.rect.x, self.rect.y + (self.rect.h - height) // 2, self.rect.w, height)
        canvas.box(box, "card", self.spans[0].tone, 99)
        lines = self.lines(look, self.rect.w - 2 * look.px(6))
        inner = box.inflate(-2 * look.px(6), -look.px(4))
        self.overflow = not canvas.lines(lines[:1], inner, "center") or len(lines) > 1


class KeyValue(Widget):
    """A name at the left and a value at the right, as in the sector card; the value goes below if room is short."""

    def __init__(self, name: str, value: str, *, tone: str = "text", icon: str = "", **rest: Any) -> None:
        """`tone` colours the value; `icon` stands before it (a trend arrow)."""
        name_label = Label(name, tone="muted")
        value_label = Label(value, style="strong", tone=tone, icon=icon, align="right")
        super().__init__(children=[name_label, value_label], **rest)
        self.name, self.value = name_label, value_label

    def natural_width(self, look: Look) -> int:
        """Both on one line."""
        return self.name.natural_width(look) + look.px(12) + self.value.natural_width(look)

    def least_width(self, look: Look) -> int:
        """The longest word of either."""
        return max(self.name.least_width(look), self.value.least_width(look))

    def _beside(self, look: Look, width: int) -> bool:
        return self.natural_width(look) <= width

    def height_for(self, look: Look, width: int) -> int:
        """One line if both fit."""
        if self._beside(look, width):
            return look.line("body")
        return self.name.height_for(look, width) + self.value.height_for(look, width)

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Beside each other, or one below the other."""
        self.rect = rect
        if self._beside(look, rect.w):
            right = self.value.natural_width(look)
            self.name.place(look, pygame.Rect(rect.x, rect.y, rect.w - right - look.px(12), rect.h))
            self.value.place(look, pygame.Rect(rect.right - right, rect.y, right, rect.h))
            return
        top = self.name.height_for(look, rect.w)
        self.name.place(look, pygame.Rect(rect.x, rect.y, rect.w, top))
        self.value.place(look, pygame.Rect(rect.x, rect.y + top, rect.w, rect.h - top))

    def text_twin(self) -> list[str]:
        """Name and value on one line."""
        return [f"{self.name.text}: {self.value.text}"]
