"""What floats above a screen: dialogs, tooltips, toasts, and the overlay that lists the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygame

from wargame.ui.kit.buttons import Button
from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.grids import Flow, Grid
from wargame.ui.kit.labels import Badge, Heading, Label, Paragraph
from wargame.ui.kit.layout import Column
from wargame.ui.kit.listing import TONE_ICONS
from wargame.ui.kit.look import Look
from wargame.ui.kit.scroll import ScrollArea
from wargame.ui.kit.text import Span, lay_out
from wargame.ui.kit.widget import Widget


class Modal(Widget):
    """A dialog over a dimmed screen. The focus stays inside; Esc gives (id, "cancel") if it may be closed.

    Its body scrolls when the window is low; its buttons always show.
    """

    def __init__(
        self,
        title: str,
        body: Sequence[Widget],
        buttons: Sequence[Button],
        *,
        id: str,
        subtitle: str = "",
        tone: str = "info",
        width: float = 640,
        closable: bool = True,
        first: str = "",
        **rest: Any,
    ) -> None:
        """`first` is the id of the widget that gets the focus (default: the first one)."""
        inside = Column(list(body), gap=10)
        head: list[Widget] = [Heading(title, level=2)]
        if subtitle:
            head.append(Label(subtitle, style="small", tone="muted"))
        parts: list[Widget] = [Column(head, gap=2), ScrollArea(inside, least=60, id=f"{id}:body")]
        if buttons:
            parts.append(Flow(buttons, align="right", gap=8))
        self.frame = Column(parts, gap=14, pad=(22, 18))
        super().__init__(id=id, children=[self.frame], **rest)
        self.tone = tone
        self.wish = width
        self.closable = closable
        self.first = first
        self.box = pygame.Rect(0, 0, 0, 0)

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """In the middle of the window, as high as it needs."""
        self.rect = rect
        margin = look.px(16)
        width = min(rect.w - 2 * margin, max(look.px(self.wish), self.frame.least_width(look)))
        height = min(rect.h - 2 * margin, self.frame.height_for(look, width))
        self.box = pygame.Rect(0, 0, width, height)
        self.box.center = rect.center
        self.frame.place(look, self.box)
        self.overflow = self.frame.overflow

    def draw(self, canvas: Canvas) -> None:
        """Shadow, box, tone bar, content."""
        look = canvas.look
        canvas.shadow(self.box, 10, 26, 200)
        canvas.box(self.box, "panel", "line", 10)
        bar = pygame.Rect(self.box.x, self.box.y + look.px(16), look.px(4), look.px(46))
        canvas.box(bar, self.tone, None, 2)
        super().draw(canvas)

    def key(self, event: pygame.event.Event) -> bool:
        """Esc cancels."""
        if event.key == pygame.K_ESCAPE and self.closable:
            self.emit("cancel")
            return True
        return False


@dataclass
class Toast:
    """A short message at the edge; it goes by itself but stays in the text twin while it shows."""

    text: str
    tone: str
    until_ms: int


def draw_toasts(canvas: Canvas, toasts: Sequence[Toast], screen: pygame.Rect) -> None:
    """At the lower left, upwards: buttons are at the right and figures on top, so they cover neither."""
    look = canvas.look
    bottom = screen.bottom - look.px(14)
    for toast in reversed(toasts):
        spans = [Span(toast.text, "body", "text", TONE_ICONS.get(toast.tone, "info"))]
        lines = lay_out(look, spans, min(look.px(380), screen.w - 2 * look.px(40)))
        width = max(line.width for line in lines) + 2 * look.px(16)
        height = len(lines) * look.line("body") + 2 * look.px(10)
        box = pygame.Rect(screen.left + look.px(14), bottom - height, width, height)
        canvas.shadow(box, 8, 12)
        canvas.box(box, "raised", toast.tone, 8, 1.5)
        canvas.lines(lines, box.inflate(-2 * look.px(16), -2 * look.px(10)))
        bottom = box.top - look.px(10)


def draw_tooltip(canvas: Canvas, text: str, near: pygame.Rect, screen: pygame.Rect) -> pygame.Rect:
    """Below the widget, or above it if there is no room; never outside the window. Returns where it is."""
    look = canvas.look
    lines = lay_out(look, [Span(text, "small")], min(look.px(340), screen.w - look.px(40)))
    width = max(line.width for line in lines) + 2 * look.px(10)
    height = len(lines) * look.line("small") + 2 * look.px(6)
    box = pygame.Rect(0, 0, width, height)
    box.midtop = (near.centerx, near.bottom + look.px(8))
    if box.bottom > screen.bottom - look.px(4):
        box.bottom = near.top - look.px(8)
    box.clamp_ip(screen.inflate(-look.px(8), -look.px(8)))
    canvas.shadow(box, 6, 10)
    canvas.box(box, "raised", "line", 6)
    canvas.lines(lines, box.inflate(-2 * look.px(10), -2 * look.px(6)))
    return box


def help_modal(title: str, keys: Sequence[tuple[str, str]], close: str) -> Modal:
    """The keys of a screen: pairs of (keys as shown, what they do)."""
    cells: list[Widget] = []
    for key, meaning in keys:
        cells += [Badge(key, tone="muted"), Paragraph([Span(meaning)], middle=True)]
    grid = Grid(cells, columns=2, gap=14, row_gap=8)
    button = Button(close, kind="primary", id="kit.help.close")
    return Modal(title, [grid], [button], id="kit.help", first="kit.help.close", width=560)


def dimmed(frame: pygame.Surface, theme_shadow: tuple[int, int, int]) -> pygame.Surface:
    """A frame out of focus and darkened, to lie under a dialog; made once per dialog."""
    width, height = frame.get_size()
    half = pygame.transform.smoothscale(frame, (max(1, width // 2), max(1, height // 2)))
    small = pygame.transform.smoothscale(half, (max(1, width // 5), max(1, height // 5)))
    half = pygame.transform.smoothscale(small, half.get_size())
    soft = pygame.transform.smoothscale(half, (width, height))
    veil = pygame.Surface((width, height))
    veil.fill(theme_shadow)
    veil.set_alpha(150)
    soft.blit(veil, (0, 0))
    return soft
