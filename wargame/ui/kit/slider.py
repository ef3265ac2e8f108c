"""The slider: a place on a line, such as a turn on the timeline, with named marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget


@dataclass(frozen=True)
class Mark:
    """Something that happened at a value: an icon with a tone and a text."""

    value: int
    icon: str
    text: str
    tone: str = "warn"


class Slider(Widget):
    """Whole values from low to high. Gives (id, "change", value)."""

    focusable = True

    def __init__(
        self,
        low: int,
        high: int,
        value: int,
        *,
        labels: Sequence[str] = (),
        marks: Sequence[Mark] = (),
        page: int = 4,
        **rest: Any,
    ) -> None:
        """`labels` name the values from low on; `marks` stand above the line."""
        super().__init__(**rest)
        if high < low:
            raise ValueError(f"slider {self.id!r}: high {high} is below low {low}")
        self.low, self.high = low, high
        self.value = min(high, max(low, value))
        self.labels = list(labels)
        self.marks = list(marks)
        self.page = page

    def label(self, value: int) -> str:
        """Name of a value."""
        i = value - self.low
        return self.labels[i] if i < len(self.labels) else str(value)

    def least_width(self, look: Look) -> int:
        """First and last label beside each other."""
        ends = look.width(self.label(self.low), "tiny") + look.width(self.label(self.high), "tiny")
        return look.px(self.width) if self.width else max(look.px(140), ends + look.px(30))

    def height_for(self, look: Look, width: int) -> int:
        """Marks, line, labels."""
        return look.px(28) + look.line("tiny") + (look.px(16) if self.marks else 0)

    def _track(self, look: Look) -> pygame.Rect:
        edge = max(look.px(10), *(look.width(self.label(v), "tiny") // 2 for v in (self.low, self.high)))
        top = self.rect.y + (look.px(16) if self.marks else 0) + look.px(11)
        return pygame.Rect(self.rect.x + edge, top, max(1, self.rect.w - 2 * edge), look.px(6))

    def _x(self, value: int, track: pygame.Rect) -> int:
        return track.x + round(track.w * (value - self.low) / max(1, self.high - self.low))

    def draw(self, canvas: Canvas) -> None:
        """Track, ticks, marks, handle, labels."""
        look = canvas.look
        track = self._track(look)
        canvas.box(track, "field", "line", 3)
        here = self._x(self.value, track)
        canvas.box(pygame.Rect(track.x, track.y, max(2, here - track.x), track.h), "primary_line", None, 3)
        taken: list[pygame.Rect] = []
        order = [self.value, self.low, self.high, *range(self.low, self.high + 1)]
        for value in order:
            x = self._x(value, track)
            canvas.rule((x, track.bottom + look.px(2)), (x, track.bottom + look.px(5)), "muted")
            style = "small_strong" if value == self.value else "tiny"
            width = look.width(self.label(value), style) + look.px(6)
            label = pygame.Rect(0, track.bottom + look.px(6), width, look.line("tiny"))
            label.centerx = x
            label.clamp_ip(pygame.Rect(self.rect.x, label.y, self.rect.w, label.h))
            if label.collidelist(taken) < 0:
                taken.append(label)
                canvas.text(self.label(value), label, style, "text" if value == self.value else "muted", "center")
        for mark in self.marks:
            side = look.px(13)
            where = pygame.Rect(self._x(mark.value, track) - side // 2, self.rect.y + look.px(2), side, side)
            canvas.icon(mark.icon, where, mark.tone)
        side = look.px(18)
        handle = pygame.Rect(here - side // 2, track.centery - side // 2, side, side)
        canvas.box(handle, "primary", "text" if self.hovered else "primary_line", 99, 2)
        if self.focused:
            canvas.ring(handle, 99)

    def text_twin(self) -> list[str]:
        """Where it stands, and the marks."""
        out = [f"{self.label(self.low)} … >{self.label(self.value)}< … {self.label(self.high)}"]
        return out + [f"  {self.label(mark.value)}: {mark.text}" for mark in self.marks]

    def set(self, value: int) -> bool:
        """Go to a value."""
        value = min(self.high, max(self.low, value))
        if value != self.value and self.enabled:
            self.value = value
            self.invalidate()
            self.emit("change", value)
        return True

    def _from(self, pos: tuple[int, int]) -> int:
        track = self._track(self.look)
        return self.low + round((pos[0] - track.x) * (self.high - self.low) / max(1, track.w))

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """Jump."""
        return self.set(self._from(pos))

    def drag(self, pos: tuple[int, int]) -> bool:
        """Follow."""
        return self.set(self._from(pos))

    def move(self, pos: tuple[int, int]) -> bool:
        """Tell what the mark under the pointer is."""
        track, near = self._track(self.look), self.look.px(9)
        texts = [m.text for m in self.marks if abs(self._x(m.value, track) - pos[0]) <= near]
        before, self.tip = self.tip, "\n".join(texts)
        return before != self.tip

    def key(self, event: pygame.event.Event) -> bool:
        """Arrows by one, page keys by several, home and end."""
        targets = {
            pygame.K_LEFT: self.value - 1,
            pygame.K_RIGHT: self.value + 1,
            pygame.K_HOME: self.low,
            pygame.K_END: self.high,
            pygame.K_PAGEUP: self.value - self.page,
            pygame.K_PAGEDOWN: self.value + self.page,
        }
        return event.key in targets and self.set(targets[event.key])
