"""Drawings of play and debrief: signed pulls, a die among its results, lines over time; always with words on them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pygame

from wargame.ui.kit import Look, Span, Widget
from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.charts import figure, ticks
from wargame.ui.kit.text import lay_out, longest_word
from wargame.ui.kit.themes import blend
from wargame.ui.models.why import FactorBar, GradeBand, percentile

SERIES = ("series_1", "series_2", "series_3", "series_4", "series_5", "series_6")
SHAPES = ("dot", "diamond", "square", "rise", "fall", "ring")


class SignedBars(Widget):
    """Factors as bars from a middle line: to the right what raised the odds, to the left what lowered them.

    Side, arrow and words carry the sign; the colour repeats it. Below each name stands where its number was set.
    """

    def __init__(self, factors: Sequence[FactorBar], **rest: Any) -> None:
        """Factors from top to bottom, heaviest first."""
        super().__init__(**rest)
        self.factors = list(factors)
        self.most = max((abs(each.pull) for each in self.factors), default=1.0) or 1.0

    def least_width(self, look: Look) -> int:
        """The longest word, the longest effect, and room for a bar."""
        words = max(
            (longest_word(self._name(each), lambda t: look.width(t, "small")) for each in self.factors), default=0
        )
        said = max((look.width(each.said, "small_strong") for each in self.factors), default=0)
        return max(look.px(220), words + said + look.px(30))

    @staticmethod
    def _name(factor: FactorBar) -> str:
        return f"{factor.name}: {factor.reading}" if factor.reading else factor.name

    def _rows(self, look: Look, width: int) -> list[tuple[list[Any], int]]:
        rows = []
        for factor in self.factors:
            said = look.width(factor.said, "small_strong") + look.px(26)
            spans = [Span(self._name(factor), "small")]
            if factor.origin:
                spans.append(Span(f"  {factor.origin}", "tiny", "muted"))
            lines = lay_out(look, spans, max(1, width - said))
            rows.append((lines, len(lines) * look.line("small") + look.px(15)))
        return rows

    def height_for(self, look: Look, width: int) -> int:
        """Name lines and bar, each."""
        return sum(height for _, height in self._rows(look, width))

    def draw(self, canvas: Canvas) -> None:
        """Name and effect over the bar."""
        look, y = canvas.look, self.rect.y
        self.overflow = False
        middle = self.rect.x + self.rect.w // 2
        for factor, (lines, height) in zip(self.factors, self._rows(look, self.rect.w), strict=True):
            row = pygame.Rect(self.rect.x, y, self.rect.w, len(lines) * look.line("small"))
            fits = canvas.lines(lines, row)
            up = factor.pull > 0
            tone = "series_2" if up else "series_1"
            said = pygame.Rect(row.x, row.y, row.w, look.line("small"))
            fits = canvas.text(factor.said, said, "small_strong", "text", "right") and fits
            side = look.px(10)
            mark = pygame.Rect(0, 0, side, side)
            mark.midright = (row.right - look.width(factor.said, "small_strong") - look.px(7), said.centery)
            canvas.icon("rise" if up else "fall", mark, tone)
            trough = pygame.Rect(row.x, row.bottom + look.px(2), row.w, look.px(7))
            canvas.box(trough, "field", "line", 3)
            length = max(2, round((trough.w // 2 - 2) * abs(factor.pull) / self.most))
            bar = pygame.Rect(middle if up else middle - length, trough.y + 1, length, trough.h - 2)
            canvas.box(bar, tone, None, 2)
            canvas.rule((middle, trough.y - 1), (middle, trough.bottom), "text")
            self.overflow = self.overflow or not fits
            y += height

    def text_twin(self) -> list[str]:
        """One factor per line, with its sign and where it is set."""
        lines = []
        for each in self.factors:
            origin = f" [{each.origin}]" if each.origin else ""
            lines.append(f"{'+' if each.pull > 0 else '−'} {self._name(each)} ({each.said}){origin}")
        return lines


class DieBar(Widget):
    """A die from 1 to 100 on a bar that is shared out among the results; the marker shows where it fell."""

    def __init__(self, bands: Sequence[GradeBand], draw: float | None, *, chosen: str = "", **rest: Any) -> None:
        """`bands` from best to worst; `chosen` is the result that counts, whatever the die said."""
        super().__init__(**rest)
        self.bands = list(bands)
        self.die = draw
        self.chosen = chosen

    def least_width(self, look: Look) -> int:
        """Room to tell six results apart."""
        return look.px(self.width or 220)

    def height_for(self, look: Look, width: int) -> int:
        """Marker, bar, names below."""
        return look.px(34) + len(self._legend(look, width)) * look.line("tiny")

    def _legend(self, look: Look, width: int) -> list[Any]:
        start, parts = 0.0, []
        for band in self.bands:
            low, high = percentile(start) + 1 if start else 1, percentile(min(1.0, start + band.share))
            strong = band.id == self.chosen
            parts.append(
                Span(f"{low}–{high} {band.name}", "small_strong" if strong else "tiny", "text" if strong else "muted")
            )
            parts.append(Span("   ", "tiny"))
            start += band.share
        return lay_out(look, parts[:-1], max(1, width)) if parts else []

    def draw(self, canvas: Canvas) -> None:
        """Bands in two shades, win and loss, and the die."""
        look, theme = canvas.look, canvas.look.theme
        bar = pygame.Rect(self.rect.x, self.rect.y + look.px(16), self.rect.w, look.px(14))
        start = 0.0
        for number, band in enumerate(self.bands):
            left, right = bar.x + round(bar.w * start), bar.x + round(bar.w * (start + band.share))
            start += band.share
            tone = theme.series_3 if number < len(self.bands) / 2 else theme.series_5
            depth = (0.9, 0.6, 0.35)[min(number, len(self.bands) - 1 - number) % 3]
            cell = pygame.Rect(left, bar.y, max(1, right - left - 1), bar.h)
            canvas.box(cell, blend(theme.field, tone, depth), "text" if band.id == self.chosen else None, 2, 2)
        if self.die is not None:
            x = bar.x + round((bar.w - 1) * self.die)
            side = look.px(13)
            canvas.icon("fall", pygame.Rect(x - side // 2, self.rect.y + look.px(1), side, side), "text")
            canvas.rule((x, bar.y - 1), (x, bar.bottom), "text", 2)
        lines = self._legend(look, self.rect.w)
        under = pygame.Rect(self.rect.x, bar.bottom + look.px(4), self.rect.w, len(lines) * look.line("small"))
        self.overflow = not canvas.lines(lines, under)

    def text_twin(self) -> list[str]:
        """Results with their part of the die."""
        said = ", ".join(
            f"{'*' if band.id == self.chosen else ''}{band.name} {round(100 * band.share)} %" for band in self.bands
        )
        return [said if self.die is None else f"{percentile(self.die)} / 100: {said}"]


class LineChart(Widget):
    """A few lines over time with an axis, a legend with shapes, and a label wherever a turn begins."""

    def __init__(
        self,
        title: str,
        lines: Sequence[tuple[str, Sequence[float]]],
        labels: Sequence[str],
        *,
        height: float = 180,
        steps: bool = False,
        **rest: Any,
    ) -> None:
        """`lines` are (name, values), as many values each as `labels`; `steps` for what jumps, such as rungs."""
        super().__init__(**rest)
        for name, values in lines:
            if len(values) != len(labels):
                raise ValueError(f"chart {title!r}: line {name!r} has {len(values)} values for {len(labels)} labels")
        self.title = title
        self.lines = [(name, tuple(values)) for name, values in lines]
        self.labels = list(labels)
        self.plot_height = height
        self.steps = steps

    def least_width(self, look: Look) -> int:
        """Enough for a few labels."""
        return look.px(self.width or 240)

    def _head(self, look: Look, width: int) -> tuple[list[Any], list[Any]]:
        legend = []
        for number, (name, _) in enumerate(self.lines):
            legend += [Span(name, "small", SERIES[number % 6], SHAPES[number % 6]), Span("    ", "small")]
        return lay_out(look, [Span(self.title, "strong")], max(1, width)), lay_out(
            look, legend[:-1], max(1, width)
        ) if legend else []

    def height_for(self, look: Look, width: int) -> int:
        """Title, legend, plot, labels."""
        title, legend = self._head(look, width)
        return (
            len(title) * look.line("strong")
            + len(legend) * look.line("small")
            + look.px(self.plot_height)
            + look.line("tiny")
        )

    def draw(self, canvas: Canvas) -> None:
        """Axis, lines, legend."""
        look = canvas.look
        title, legend = self._head(look, self.rect.w)
        head = pygame.Rect(self.rect.x, self.rect.y, self.rect.w, len(title) * look.line("strong"))
        self.overflow = not canvas.lines(title, head)
        under = pygame.Rect(self.rect.x, head.bottom, self.rect.w, len(legend) * look.line("small"))
        self.overflow = not canvas.lines(legend, under) or self.overflow
        values = [value for _, row in self.lines for value in row]
        if not values:
            return
        marks = ticks(min(0.0, *values), max(*values, 1.0))
        gutter = max(look.width(figure(mark), "tiny") for mark in marks) + look.px(8)
        top = under.bottom + look.px(8)
        plot = pygame.Rect(self.rect.x + gutter, top, self.rect.w - gutter - look.px(10), 0)
        plot.h = max(10, self.rect.bottom - top - look.line("tiny") - look.px(4))
        low, high, n = marks[0], marks[-1], len(self.labels)

        def at(i: float, value: float) -> tuple[float, float]:
            return plot.x + plot.w * (i + 0.5) / n, plot.bottom - plot.h * (value - low) / (high - low)

        for mark in marks:
            y = round(at(0, mark)[1])
            canvas.rule((plot.x, y), (plot.right, y), blend(look.theme.panel, look.theme.line, 0.6))
            where = pygame.Rect(self.rect.x, y - look.px(9), gutter - look.px(6), look.px(18))
            canvas.text(figure(mark), where, "tiny", "muted", "right")
        for number, (_, row) in enumerate(self.lines):
            self._draw_line(canvas, [at(i, value) for i, value in enumerate(row)], number)
        self._draw_labels(canvas, plot, n)

    def _draw_line(self, canvas: Canvas, points: list[tuple[float, float]], number: int) -> None:
        tone = SERIES[number % 6]
        if self.steps:
            stepped = [points[0]]
            for before, after in pairwise(points):
                stepped += [(after[0], before[1]), after]
            canvas.polyline(stepped, tone, 2.2)
        else:
            canvas.polyline(points, tone, 2.2)
        side = canvas.look.px(9)
        every = max(1, len(points) // 8)
        for i, (x, y) in enumerate(points):
            if i % every == 0 or i == len(points) - 1:
                canvas.icon(
                    SHAPES[number % 6], pygame.Rect(round(x) - side // 2, round(y) - side // 2, side, side), tone
                )

    def _draw_labels(self, canvas: Canvas, plot: pygame.Rect, n: int) -> None:
        look, last = canvas.look, plot.x - 100
        for i, label in enumerate(self.labels):
            width = look.width(label, "tiny") + look.px(8)
            x = plot.x + round(plot.w * (i + 0.5) / n)
            if label and x - width // 2 > last:
                where = pygame.Rect(x - width // 2, plot.bottom + look.px(3), width, look.line("tiny"))
                canvas.text(label, where, "tiny", "muted", "center")
                last = where.right

    def text_twin(self) -> list[str]:
        """A line of numbers per line."""
        return [
            self.title,
            *(f"  {name}: {', '.join(figure(round(value, 1)) for value in row)}" for name, row in self.lines),
        ]
