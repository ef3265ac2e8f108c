"""Charts: sparkline, fan of quantiles, bars. Drawn with lines and areas, always with numbers on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look
from wargame.ui.kit.text import Span, lay_out, longest_word
from wargame.ui.kit.themes import blend
from wargame.ui.kit.widget import Widget


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers that span low to high.

    >>> ticks(0, 97)
    [0.0, 25.0, 50.0, 75.0, 100.0]
    """
    raw = max(high - low, 1e-9) / max(1, about)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * k for k in (1, 2, 2.5, 5, 10) if power * k >= raw * 0.999)
    first = int(low // step)
    count = int(-(-(high - first * step) // step))
    return [round((first + i) * step, 9) for i in range(count + 1)]


def figure(value: float) -> str:
    """A number as people read it on an axis: thin spaces for thousands, no needless decimals."""
    if value == int(value):
        return f"{int(value):,}".replace(",", "\u202f")
    return f"{value:.2f}".rstrip("0")


class Sparkline(Widget):
    """A small line of recent values with the last one as a number and a dot."""

    def __init__(
        self, values: Sequence[float], *, last: str = "", tone: str = "series_1", said: str = "", **rest: Any
    ) -> None:
        """`last` is the number with unit as text; `said` the text twin."""
        super().__init__(**rest)
        self.values = list(values)
        self.last = last
        self.tone = tone
        self.said = said

    def least_width(self, look: Look) -> int:
        """The number and a line long enough to see a slope."""
        return look.px(self.width or 70) + look.width(self.last, "small_strong") + look.px(8)

    def height_for(self, look: Look, width: int) -> int:
        """A line and a half."""
        return look.px(30)

    def draw(self, canvas: Canvas) -> None:
        """Line, dot, number."""
        look = canvas.look
        words = look.width(self.last, "small_strong") + look.px(8) if self.last else 0
        plot = pygame.Rect(self.rect.x, self.rect.y, self.rect.w - words, self.rect.h).inflate(
            -look.px(8), -look.px(10)
        )
        if self.values:
            low, high = min(self.values), max(self.values)
            span = (high - low) or 1.0
            n = max(1, len(self.values) - 1)
            points = [
                (plot.x + plot.w * i / n, plot.bottom - plot.h * (v - low) / span) for i, v in enumerate(self.values)
            ]
            canvas.polyline(points, self.tone, 1.6)
            x, y = points[-1]
            side = look.px(7)
            canvas.box(pygame.Rect(round(x) - side // 2, round(y) - side // 2, side, side), self.tone, None, 99)
        where = pygame.Rect(self.rect.right - words, self.rect.y, words, self.rect.h)
        self.overflow = not canvas.text(self.last, where, "small_strong", "text", "right")

    def text_twin(self) -> list[str]:
        """The series."""
        return [self.said or ", ".join(figure(v) for v in self.values)]


@dataclass(frozen=True)
class Fan:
    """Quantile bands over time: `quantiles` maps a share (0.05 ... 0.95) to a value per step; `actual` what was."""

    labels: tuple[str, ...]
    quantiles: dict[float, tuple[float, ...]]
    actual: tuple[float, ...] = ()


class FanChart(Widget):
    """A fan: the middle as a line, likely and possible ranges as bands, what happened as dots."""

    def __init__(
        self,
        title: str,
        fan: Fan,
        *,
        unit: str = "",
        note: str = "",
        tone: str = "series_1",
        height: float = 150,
        **rest: Any,
    ) -> None:
        """`note` says the number of runs and what the bands are; `height` of the plot in design pixels."""
        super().__init__(**rest)
        n = len(fan.labels)
        for share, values in fan.quantiles.items():
            if len(values) != n:
                raise ValueError(f"fan {title!r}: quantile {share} has {len(values)} values for {n} labels")
        self.title, self.fan, self.unit, self.note, self.tone = title, fan, unit, note, tone
        self.plot_height = height

    def least_width(self, look: Look) -> int:
        """Enough for a few labels."""
        return look.px(self.width or 200)

    def _title(self) -> list[Span]:
        return [Span(self.title, "strong"), *([Span(f"  {self.unit}", "small", "muted")] if self.unit else [])]

    def _around(self, look: Look, width: int) -> tuple[list[Any], list[Any]]:
        note = lay_out(look, [Span(self.note, "small", "muted")], max(1, width)) if self.note else []
        return lay_out(look, self._title(), max(1, width)), note

    def height_for(self, look: Look, width: int) -> int:
        """Title, plot, labels, note."""
        title, note = self._around(look, width)
        return (
            len(title) * look.line("strong")
            + look.px(self.plot_height)
            + look.line("tiny")
            + len(note) * look.line("small")
        )

    def draw(self, canvas: Canvas) -> None:
        """Axis, bands, middle, dots."""
        look = canvas.look
        title, note = self._around(look, self.rect.w)
        head = pygame.Rect(self.rect.x, self.rect.y, self.rect.w, len(title) * look.line("strong"))
        self.overflow = not canvas.lines(title, head)
        foot = len(note) * look.line("small")
        under = pygame.Rect(self.rect.x, self.rect.bottom - foot, self.rect.w, foot)
        canvas.lines(note, under)
        values = [v for row in self.fan.quantiles.values() for v in row] + list(self.fan.actual)
        marks = ticks(min(0.0, *values), max(values))
        gutter = max(look.width(figure(m), "tiny") for m in marks) + look.px(8)
        plot = pygame.Rect(self.rect.x + gutter, head.bottom + look.px(6), self.rect.w - gutter - look.px(10), 0)
        plot.h = under.top - plot.y - look.line("tiny") - look.px(4)
        low, high = marks[0], marks[-1]
        n = len(self.fan.labels)

        def at(i: int, value: float) -> tuple[float, float]:
            return plot.x + plot.w * (i + 0.5) / n, plot.bottom - plot.h * (value - low) / (high - low)

        for mark in marks:
            y = round(at(0, mark)[1])
            canvas.rule((plot.x, y), (plot.right, y), blend(look.theme.panel, look.theme.line, 0.6))
            canvas.text(
                figure(mark), pygame.Rect(self.rect.x, y - 9, gutter - look.px(6), 18), "tiny", "muted", "right"
            )
        shares = sorted(self.fan.quantiles)
        middle = min(shares, key=lambda s: abs(s - 0.5))
        for below, above in zip(shares[: len(shares) // 2], reversed(shares), strict=False):
            if below == middle:
                continue
            lower = [at(i, v) for i, v in enumerate(self.fan.quantiles[below])]
            upper = [at(i, v) for i, v in enumerate(self.fan.quantiles[above])]
            if n > 1:
                canvas.polygon([*upper, *reversed(lower)], self.tone, 62)
        canvas.polyline([at(i, v) for i, v in enumerate(self.fan.quantiles[middle])], self.tone, 2.2)
        side = look.px(8)
        for i, value in enumerate(self.fan.actual):
            spot_x, spot_y = (round(part) - side // 2 - 1 for part in at(i, value))
            canvas.icon("diamond", pygame.Rect(spot_x, spot_y, side + 2, side + 2), "text")
        self._draw_labels(canvas, plot, n)

    def _draw_labels(self, canvas: Canvas, plot: pygame.Rect, n: int) -> None:
        look = canvas.look
        widest = max(look.width(label, "tiny") for label in self.fan.labels) + look.px(8)
        every = max(1, -(-n * widest // max(1, plot.w)))
        for i in range(0, n, every):
            x = plot.x + round(plot.w * (i + 0.5) / n)
            label = pygame.Rect(x - widest // 2, plot.bottom + look.px(3), widest, look.line("tiny"))
            canvas.text(self.fan.labels[i], label, "tiny", "muted", "center")

    def text_twin(self) -> list[str]:
        """A Markdown table of the quantiles."""
        shares = sorted(self.fan.quantiles)
        head = ["", *(f"{round(100 * s)} %" for s in shares)]
        rows = [
            [label, *(figure(round(self.fan.quantiles[s][i], 2)) for s in shares)]
            for i, label in enumerate(self.fan.labels)
        ]
        table = ["| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *rows]]
        return [f"{self.title} {self.unit}".strip(), *table, *([self.note] if self.note else [])]


@dataclass(frozen=True)
class BarItem:
    """One bar: label, length 0 to 1, what it says at the end, tone."""

    label: str
    share: float
    said: str
    tone: str = "series_1"


class BarChart(Widget):
    """Horizontal bars with label and number: odds, factors, stocks."""

    def __init__(self, items: Sequence[BarItem], **rest: Any) -> None:
        """Bars from top to bottom."""
        super().__init__(**rest)
        self.items = list(items)

    def least_width(self, look: Look) -> int:
        """Longest word, longest number, and a bar."""
        words = max((longest_word(i.label, lambda t: look.width(t, "small")) for i in self.items), default=0)
        said = max((look.width(i.said, "small_strong") for i in self.items), default=0)
        return look.px(self.width) if self.width else max(words, said) + said + look.px(40)

    def natural_width(self, look: Look) -> int:
        """Labels on one line."""
        label = max((look.width(i.label, "small") + look.width(i.said, "small_strong") for i in self.items), default=0)
        return look.px(self.width) if self.width else label + look.px(140)

    def _label_lines(self, look: Look, item: BarItem, width: int) -> list[Any]:
        said = look.width(item.said, "small_strong") + look.px(10)
        return lay_out(look, [Span(item.label, "small")], max(1, width - said))

    def height_for(self, look: Look, width: int) -> int:
        """Label line and bar, each."""
        return sum(len(self._label_lines(look, i, width)) * look.line("small") + look.px(15) for i in self.items)

    def draw(self, canvas: Canvas) -> None:
        """Label and number over the bar."""
        look = canvas.look
        y = self.rect.y
        self.overflow = False
        for item in self.items:
            lines = self._label_lines(look, item, self.rect.w)
            row = pygame.Rect(self.rect.x, y, self.rect.w, len(lines) * look.line("small"))
            fits = canvas.lines(lines, row)
            where = pygame.Rect(row.x, row.y, row.w, look.line("small"))
            fits = canvas.text(item.said, where, "small_strong", "text", "right") and fits
            trough = pygame.Rect(row.x, row.bottom + look.px(1), row.w, look.px(7))
            canvas.box(trough, "field", "line", 3)
            inside = trough.inflate(-2, -2)
            inside.w = round(inside.w * min(1.0, max(0.0, item.share)))
            if inside.w > 0:
                canvas.box(inside, item.tone, None, 2)
            self.overflow = self.overflow or not fits
            y = row.bottom + look.px(15)

    def text_twin(self) -> list[str]:
        """Label and number per line."""
        return [f"{item.label}: {item.said}" for item in self.items]
