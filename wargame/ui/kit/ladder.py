"""The escalation ladder: rungs from calm (below) to war (above), the present one marked, and the way down told.

A ladder that only ever shows how far up it goes teaches fatalism; so every rung carries its off-ramp.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look
from wargame.ui.kit.text import Span, lay_out, longest_word
from wargame.ui.kit.themes import Colour, blend
from wargame.ui.kit.widget import Widget


@dataclass(frozen=True)
class Rung:
    """One rung: its number, name, and what leads down from it."""

    number: int
    name: str
    off_ramp: str = ""


def heat(canvas_look: Look, share: float) -> Colour:
    """Shade of a rung, calm to grave; the number beside it says the same."""
    theme = canvas_look.theme
    low, middle, high = theme.series_1, theme.series_2, theme.series_5
    return blend(low, middle, share * 2) if share < 0.5 else blend(middle, high, share * 2 - 1)


class Ladder(Widget):
    """All rungs, highest first. `current` is where this seat believes the dyad is; `other` another side's reading."""

    def __init__(
        self,
        title: str,
        rungs: Sequence[Rung],
        current: int,
        *,
        previous: int | None = None,
        other: int | None = None,
        other_text: str = "",
        off_ramp_text: str = "",
        **rest: Any,
    ) -> None:
        """Rung numbers; `other_text` names whose reading `other` is; `off_ramp_text` introduces the way down."""
        super().__init__(**rest)
        self.title = title
        self.rungs = sorted(rungs, key=lambda rung: rung.number)
        numbers = [rung.number for rung in self.rungs]
        for number in (current, previous, other):
            if number is not None and number not in numbers:
                raise ValueError(f"ladder {title!r} has no rung {number}; it has {numbers[0]} to {numbers[-1]}")
        self.current, self.previous, self.other = current, previous, other
        self.other_text = other_text
        self.off_ramp_text = off_ramp_text

    @property
    def rung(self) -> Rung:
        """The present rung."""
        return next(rung for rung in self.rungs if rung.number == self.current)

    def _lead(self, look: Look) -> int:
        return look.px(46)

    def natural_width(self, look: Look) -> int:
        """Longest name on one line."""
        if self.width:
            return look.px(self.width)
        return max(look.width(rung.name, "strong") for rung in self.rungs) + self._lead(look) + look.px(26)

    def least_width(self, look: Look) -> int:
        """Longest word."""
        words = " ".join([*(rung.name for rung in self.rungs), self.title])
        return (
            look.px(self.width) if self.width else longest_word(words, lambda t: look.width(t, "strong")) + look.px(72)
        )

    def _off_ramp(self) -> list[Span]:
        text = self.rung.off_ramp
        if not text:
            return []
        lead = [Span(self.off_ramp_text + " ", "small_strong", "text", "fall")] if self.off_ramp_text else []
        return [*lead, Span(text, "small", "text")]

    def _blocks(self, look: Look, width: int) -> tuple[int, list[tuple[Rung, int, list[Any]]], list[Any]]:
        room = max(1, width - self._lead(look) - look.px(24))
        rows = []
        for rung in reversed(self.rungs):
            here = rung.number == self.current
            lines = lay_out(look, [Span(rung.name, "small_strong" if here else "small")], room)
            rows.append((rung, len(lines) * look.line("small") + look.px(4), lines))
        ramp = lay_out(look, self._off_ramp(), max(1, width - 2 * look.px(10))) if self._off_ramp() else []
        title = len(lay_out(look, [Span(self.title, "strong")], max(1, width))) * look.line("strong")
        return title, rows, ramp

    def height_for(self, look: Look, width: int) -> int:
        """Title, rungs and off-ramp."""
        title, rows, ramp = self._blocks(look, width)
        off = len(ramp) * look.line("small") + look.px(20) if ramp else 0
        return (
            title
            + look.px(4)
            + sum(height for _, height, _ in rows)
            + off
            + (look.line("small") if self.other_text else 0)
        )

    def draw(self, canvas: Canvas) -> None:
        """Rails and rungs, the marker, the previous place, the other reading, the way down."""
        look = canvas.look
        title, rows, ramp = self._blocks(look, self.rect.w)
        head = pygame.Rect(self.rect.x, self.rect.y, self.rect.w, title)
        self.overflow = not canvas.lines(lay_out(look, [Span(self.title, "strong")], max(1, self.rect.w)), head)
        y = head.bottom + look.px(4)
        low, high = self.rungs[0].number, self.rungs[-1].number
        for rung, height, lines in rows:
            row = pygame.Rect(self.rect.x, y, self.rect.w, height)
            share = (rung.number - low) / max(1, high - low)
            self._draw_rung(canvas, rung, row, lines, heat(look, share))
            y += height
        if self.other_text:
            legend = pygame.Rect(self.rect.x, y, self.rect.w, look.line("small"))
            canvas.lines(lay_out(look, [Span(self.other_text, "tiny", "muted", "ring")], self.rect.w), legend)
            y = legend.bottom
        if ramp:
            card = pygame.Rect(self.rect.x, y + look.px(8), self.rect.w, len(ramp) * look.line("small") + look.px(12))
            canvas.box(card, "field", "line", 6)
            fits = canvas.lines(ramp, card.inflate(-2 * look.px(10), -look.px(12)))
            self.overflow = self.overflow or not fits
            y = card.bottom
        self.overflow = self.overflow or y > self.rect.bottom + 2

    def _draw_rung(self, canvas: Canvas, rung: Rung, row: pygame.Rect, lines: list[Any], tone: Colour) -> None:
        look = canvas.look
        here, below = rung.number == self.current, rung.number < self.current
        if here:
            canvas.box(row, "raised", tone, 5, 2)
        number = pygame.Rect(row.x + look.px(4), 0, look.px(30), min(row.h - 2, look.px(20)))
        number.centery = row.centery
        fill = tone if here or below else blend(look.theme.panel, tone, 0.16)
        canvas.box(number, fill, None if here or below else blend(look.theme.panel, tone, 0.55), 4)
        ink: str | Colour = (16, 20, 26) if sum(fill) > 360 else (255, 255, 255)
        canvas.text(str(rung.number), number, "tiny", ink, "center")
        room = pygame.Rect(row.x + self._lead(look), row.y + look.px(2), row.w - self._lead(look) - look.px(24), row.h)
        fits = canvas.lines(lines, room, tone="text" if here else "muted")
        self.overflow = self.overflow or not fits
        side = look.px(14)
        mark = pygame.Rect(row.right - side - look.px(6), 0, side, side)
        mark.centery = row.centery
        if here:
            moved = 0 if self.previous is None else (self.current > self.previous) - (self.current < self.previous)
            canvas.icon({1: "rise", -1: "fall"}.get(moved, "left"), mark, "text")
        elif rung.number == self.other:
            canvas.icon("ring", mark, "text")
        elif rung.number == self.previous:
            canvas.icon("dot", mark, "muted")

    def text_twin(self) -> list[str]:
        """Title, rung and way down."""
        top = self.rungs[-1].number
        out = [f"{self.title}: {self.current}/{top} {self.rung.name}"]
        if self.previous is not None and self.previous != self.current:
            out[0] += f" ({'▲' if self.current > self.previous else '▼'} {self.previous})"
        if self.other is not None:
            out.append(f"  {self.other_text}: {self.other}")
        return [*out, *([f"  {self.off_ramp_text} {self.rung.off_ramp}"] if self.rung.off_ramp else [])]


class LadderStrip(Ladder):
    """The same ladder lying down: a scale of small steps with the present rung in words. For the top of the desk."""

    def natural_width(self, look: Look) -> int:
        """Title and rung on one line."""
        words = max(look.width(rung.name, "strong") for rung in self.rungs) + look.width(self.title, "small")
        return look.px(self.width) if self.width else words + look.px(56)

    def least_width(self, look: Look) -> int:
        """Longest word, and steps wide enough to count."""
        words = " ".join([self.title, *(rung.name for rung in self.rungs)])
        steps = len(self.rungs) * look.px(8)
        return (
            look.px(self.width)
            if self.width
            else max(steps, longest_word(words, lambda t: look.width(t, "strong")) + 2)
        )

    def _spans(self) -> list[Span]:
        moved = 0 if self.previous is None else (self.current > self.previous) - (self.current < self.previous)
        icon = {1: "rise", -1: "fall"}.get(moved, "")
        return [
            Span(self.title + "  ", "small", "muted"),
            Span(f"{self.current} {self.rung.name}", "small_strong", "text", icon),
        ]

    def height_for(self, look: Look, width: int) -> int:
        """Words and steps."""
        return len(lay_out(look, self._spans(), max(1, width))) * look.line("small") + look.px(14)

    def draw(self, canvas: Canvas) -> None:
        """Words over steps."""
        look = canvas.look
        lines = lay_out(look, self._spans(), max(1, self.rect.w))
        head = pygame.Rect(self.rect.x, self.rect.y, self.rect.w, len(lines) * look.line("small"))
        self.overflow = not canvas.lines(lines, head)
        n = len(self.rungs)
        y = head.bottom + look.px(2)
        for i, rung in enumerate(self.rungs):
            left, right = (self.rect.x + self.rect.w * k // n for k in (i, i + 1))
            here = rung.number == self.current
            tone = heat(look, i / max(1, n - 1))
            step = pygame.Rect(
                left, y + (0 if here else look.px(2)), right - left - look.px(2), look.px(10 if here else 6)
            )
            fill = tone if rung.number <= self.current else blend(look.theme.line, tone, 0.18)
            canvas.box(step, fill, "text" if here else None, 2, 1.5)
            if rung.number == self.other and not here:
                canvas.box(step.inflate(look.px(2), look.px(4)), None, "text", 3, 1)
