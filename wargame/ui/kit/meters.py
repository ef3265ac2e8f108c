"""Meters, outcome strips and progress: quantities as a length with the number and the word beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pygame

from wargame.ui.kit.buttons import Button
from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.labels import Label
from wargame.ui.kit.look import Look
from wargame.ui.kit.text import Span, lay_out, longest_word
from wargame.ui.kit.themes import blend
from wargame.ui.kit.widget import Widget

TREND_ICONS = {-1: "fall", 0: "steady", 1: "rise"}


class Meter(Widget):
    """A bar from 0 to 1 with an optional threshold mark."""

    def __init__(
        self, share: float, *, tone: str = "info", mark: float | None = None, said: str = "", **rest: Any
    ) -> None:
        """`share` and `mark` in 0 to 1; `said` is what the text twin tells."""
        super().__init__(**rest)
        self.share = min(1.0, max(0.0, share))
        self.tone = tone
        self.mark = mark
        self.said = said

    def least_width(self, look: Look) -> int:
        """Enough to read a difference."""
        return look.px(self.width or 60)

    def height_for(self, look: Look, width: int) -> int:
        """A thin bar."""
        return look.px(12)

    def draw(self, canvas: Canvas) -> None:
        """Trough, bar, mark."""
        look = canvas.look
        bar = pygame.Rect(self.rect.x, 0, self.rect.w, look.px(12))
        bar.centery = self.rect.centery
        canvas.box(bar, "field", "line", 4)
        inside = bar.inflate(-2, -2)
        inside.w = round(inside.w * self.share)
        if inside.w > 1:
            canvas.box(inside, self.tone, None, 3)
        if self.mark is not None:
            x = bar.x + round((bar.w - 1) * self.mark)
            canvas.fill(pygame.Rect(x - 1, bar.y - look.px(2), 2, bar.h + 2 * look.px(2)), "text")

    def text_twin(self) -> list[str]:
        """What it says in words."""
        return [self.said] if self.said else [f"{round(100 * self.share)} %"]


class Strip(Widget):
    """An outcome strip: five named bands, a marker on the present one, an arrow for the trend.

    Position, label and arrow carry the meaning; the shade only repeats it. Bands run from worst (left) to best (right).
    """

    def __init__(
        self,
        name: str,
        bands: Sequence[str],
        band: int | None,
        *,
        trend: int = 0,
        trend_text: str = "",
        note: str = "",
        labels: bool = True,
        **rest: Any,
    ) -> None:
        """`band` is 0 to len(bands) - 1, or None if unknown; `trend` is -1, 0 or 1; `labels` names the bands below."""
        super().__init__(**rest)
        if band is not None and not 0 <= band < len(bands):
            raise ValueError(f"strip {name!r}: band {band} is outside 0 to {len(bands) - 1}")
        self.name = name
        self.bands = list(bands)
        self.band = band
        self.trend = trend
        self.trend_text = trend_text
        self.note = note
        self.labels = labels

    def _title(self) -> list[Span]:
        spans = [Span(self.name, "strong")]
        if self.band is not None:
            spans.append(Span("  " + self.bands[self.band], "body", "text"))
        if self.trend_text:
            spans.append(Span("  ", "small"))
            spans.append(Span(self.trend_text, "small", "muted", TREND_ICONS[self.trend]))
        return spans

    def least_width(self, look: Look) -> int:
        """Longest word and room for the bands."""
        words = " ".join([self.name, *self.bands, self.trend_text])
        return max(look.px(self.width or 150), longest_word(words, lambda t: look.width(t, "strong")) + look.px(24))

    def natural_width(self, look: Look) -> int:
        """The title on one line."""
        return max(look.px(240), lay_out(look, self._title(), 100_000)[0].width + 2)

    def _label_height(self, look: Look) -> int:
        return look.line("tiny") if self.labels else 0

    def _draw_labels(self, canvas: Canvas, strip: pygame.Rect) -> None:
        """Every band's name under it if all fit, else only the worst and the best."""
        look, n = canvas.look, len(self.bands)
        fit = max(look.width(band, "tiny") for band in self.bands) <= strip.w // n - look.px(4)
        for i, band in enumerate(self.bands):
            if not fit and i not in (0, n - 1):
                continue
            left, right = (strip.x + strip.w * k // n for k in (i, i + 1))
            cell = pygame.Rect(left, strip.bottom + look.px(1), right - left - look.px(2), look.line("tiny"))
            align = "center"
            if not fit:
                cell, align = pygame.Rect(strip.x, cell.y, strip.w, cell.h), "left" if i == 0 else "right"
            canvas.text(band, cell, "tiny", "text" if i == self.band else "muted", align)

    def _note_lines(self, look: Look, width: int) -> list[Any]:
        return lay_out(look, [Span(self.note, "small", "muted")], width) if self.note else []

    def height_for(self, look: Look, width: int) -> int:
        """Title, band and note."""
        title = len(lay_out(look, self._title(), max(1, width))) * look.line("body")
        return (
            title
            + look.px(20)
            + self._label_height(look)
            + len(self._note_lines(look, max(1, width))) * look.line("small")
        )

    def draw(self, canvas: Canvas) -> None:
        """Title with band and trend, then the strip."""
        look, theme = canvas.look, canvas.look.theme
        lines = lay_out(look, self._title(), max(1, self.rect.w))
        head = pygame.Rect(self.rect.x, self.rect.y, self.rect.w, len(lines) * look.line("body"))
        self.overflow = not canvas.lines(lines, head)
        strip = pygame.Rect(self.rect.x, head.bottom + look.px(4), self.rect.w, look.px(12))
        n = len(self.bands)
        for i in range(n):
            left, right = (strip.x + strip.w * k // n for k in (i, i + 1))
            cell = pygame.Rect(left, strip.y, right - left - look.px(2), strip.h)
            good = theme.series_1 if i * 2 >= n - 1 else theme.series_2
            shade = abs(2 * i - (n - 1)) / max(1, n - 1)
            fill = blend(theme.line, good, 0.15 + 0.6 * shade)
            if i != self.band:
                fill = blend(theme.panel, fill, 0.42)
            canvas.box(cell, fill, theme.text if i == self.band else None, 3, 1.5)
            if i == self.band:
                side = look.px(12)
                mark = pygame.Rect(0, 0, side + look.px(6), side + look.px(6))
                mark.center = cell.center
                canvas.icon("diamond", mark, theme.panel)
                canvas.icon("diamond", mark.inflate(-look.px(5), -look.px(5)), "text")
        if self.labels:
            self._draw_labels(canvas, strip)
        top = strip.bottom + look.px(3) + self._label_height(look)
        under = pygame.Rect(self.rect.x, top, self.rect.w, self.rect.bottom - top)
        canvas.lines(self._note_lines(look, max(1, self.rect.w)), under)

    def text_twin(self) -> list[str]:
        """Name, band in words and place, trend."""
        if self.band is None:
            return [f"{self.name}: ?"]
        where = f"{self.name}: {self.bands[self.band]} ({self.band + 1}/{len(self.bands)})"
        return [where + (f", {self.trend_text}" if self.trend_text else ""), *([f"  {self.note}"] if self.note else [])]


class Progress(Widget):
    """Long work: what it is, how far, and a way to stop. Gives (cancel id, "press")."""

    def __init__(
        self,
        text: str,
        share: float | None,
        *,
        done: str = "",
        cancel: str = "",
        cancel_id: str = "cancel",
        **rest: Any,
    ) -> None:
        """`share` in 0 to 1 or None if unknown; `done` such as "640 of 2,000"; `cancel` is the button's text."""
        self.bar = Meter(share or 0.0, said=done)
        self.label = Label(text, style="body")
        self.done = Label(done, style="small", tone="muted", align="right")
        self.button = Button(cancel, id=cancel_id) if cancel else None
        parts: list[Widget] = [self.label, self.done, self.bar]
        super().__init__(children=[*parts, *([self.button] if self.button else [])], **rest)

    def advance(self, share: float, done: str) -> None:
        """Show how far the work is."""
        self.bar.share = min(1.0, max(0.0, share))
        self.bar.said = done
        self.done.say(done)
        self.invalidate()

    def _button_width(self, look: Look) -> int:
        return self.button.natural_width(look) + look.px(10) if self.button else 0

    def natural_width(self, look: Look) -> int:
        """Texts on one line and the button."""
        text = self.label.natural_width(look) + look.px(16) + self.done.natural_width(look)
        return max(look.px(220), text) + self._button_width(look)

    def least_width(self, look: Look) -> int:
        """The longest words and the button."""
        return max(self.label.least_width(look), self.done.least_width(look), look.px(100)) + self._button_width(look)

    def _heights(self, look: Look, width: int) -> tuple[int, int]:
        room = max(1, width - self._button_width(look))
        return self.label.height_for(look, room), self.done.height_for(look, room) if self.done.text else 0

    def height_for(self, look: Look, width: int) -> int:
        """Text, bar, count; at least the button."""
        own = sum(self._heights(look, width)) + look.px(18)
        return max(own, self.button.height_for(look, self._button_width(look)) if self.button else 0)

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Text over bar over count, the button at the right."""
        self.rect = rect
        room = rect.w - self._button_width(look)
        text, count = self._heights(look, rect.w)
        self.label.place(look, pygame.Rect(rect.x, rect.y, room, text))
        self.bar.place(look, pygame.Rect(rect.x, rect.y + text + look.px(2), room, look.px(14)))
        self.done.place(look, pygame.Rect(rect.x, rect.y + text + look.px(18), room, count))
        if self.button:
            width = self._button_width(look) - look.px(10)
            height = self.button.height_for(look, width)
            self.button.place(look, pygame.Rect(rect.right - width, rect.y + (rect.h - height) // 2, width, height))
