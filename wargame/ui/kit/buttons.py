"""Buttons: primary, secondary, danger and quiet ones, with an icon, a second line of text and a key hint."""

from __future__ import annotations

from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.keys import activates, key_text
from wargame.ui.kit.look import Look
from wargame.ui.kit.text import Line, Span, icon_room, lay_out, longest_word
from wargame.ui.kit.themes import Colour, blend
from wargame.ui.kit.widget import Widget

KINDS = ("primary", "secondary", "danger", "quiet")


class Button(Widget):
    """Something to do. Gives an intent (id, "press", value) on click, Enter, Space or its shortcut.

    A button that is not enabled shows its reason in `tip`. With `note` it becomes a choice: title left, note beside or
    below it.
    """

    focusable = True

    def __init__(
        self,
        text: str,
        *,
        kind: str = "secondary",
        icon: str = "",
        note: str = "",
        align: str = "",
        value: Any = None,
        pressed: bool = False,
        **rest: Any,
    ) -> None:
        """`kind` is one of KINDS; `value` travels with the intent; `pressed` marks a toggle that is on."""
        super().__init__(**rest)
        if kind not in KINDS:
            raise ValueError(f"button kind {kind!r} does not exist; choose one of {', '.join(KINDS)}")
        self.text = text
        self.kind = kind
        self.icon = icon
        self.note = note
        self.align = align or ("left" if note else "center")
        self.value = value
        self.pressed = pressed
        self._down = False

    @property
    def _style(self) -> str:
        return "medium" if self.kind in ("secondary", "quiet") else "strong"

    def _key_width(self, look: Look) -> int:
        return look.width(key_text(self.shortcut), "tiny") + look.px(20) if self.shortcut else 0

    def _icon_width(self, look: Look) -> int:
        return icon_room(look, "body") if self.icon else 0

    def _sides(self, look: Look) -> int:
        return (2 * look.px(14) if self.text else 2 * look.px(8)) + self._icon_width(look) + self._key_width(look)

    def natural_width(self, look: Look) -> int:
        """Text, icon, key and note on one line."""
        if self.width:
            return look.px(self.width)
        note = look.px(16) + look.width(self.note, "small") if self.note else 0
        return look.width(self.text, self._style) + note + self._sides(look) + 1

    def least_width(self, look: Look) -> int:
        """The longest word; a single word is never broken."""
        if self.width:
            return look.px(self.width)
        widest = longest_word(self.text, lambda t: look.width(t, self._style))
        note = longest_word(self.note, lambda t: look.width(t, "small"))
        return max(widest, note) + self._sides(look) + 1

    def _blocks(self, look: Look, width: int) -> tuple[list[Line], list[Line], bool]:
        """Title lines, note lines, and whether the note stands beside the title."""
        room = max(1, width - self._sides(look))
        text_width = look.width(self.text, self._style)
        beside = bool(self.note) and text_width + look.px(16) + look.width(self.note, "small") <= room
        title = lay_out(look, [Span(self.text, self._style)], room)
        note = lay_out(look, [Span(self.note, "small")], room) if self.note else []
        return title, note, beside

    def height_for(self, look: Look, width: int) -> int:
        """As many lines as needed and padding."""
        title, note, beside = self._blocks(look, width)
        lines = len(title) * look.line(self._style) + (0 if beside else len(note) * look.line("small"))
        return lines + 2 * look.px(7 if not self.note else 9)

    def _colours(self, look: Look) -> tuple[Colour | None, Colour | None, Colour]:
        theme = look.theme
        if not self.enabled:
            return theme.panel, theme.line, theme.muted
        fill, line, ink = {
            "primary": (theme.primary, theme.primary_line, theme.on_primary),
            "secondary": (theme.raised, theme.line, theme.text),
            "danger": (theme.danger, theme.bad, theme.on_danger),
            "quiet": (None, None, theme.text),
        }[self.kind]
        if self.pressed:
            fill, line, ink = theme.selected, theme.primary_line, theme.on_selected
        if self._down and fill is not None:
            return blend(fill, theme.window, 0.35), line, ink
        if self.hovered:
            return (theme.raised if fill is None else blend(fill, theme.window, 0.18)), line or theme.line, ink
        return fill, line, ink

    def draw(self, canvas: Canvas) -> None:
        """Box, icon, title, note, key."""
        look = canvas.look
        fill, line, ink = self._colours(look)
        if fill is not None or line is not None:
            canvas.box(self.rect, fill, line, 6)
        title, note, beside = self._blocks(look, self.rect.w)
        side = look.px(14) if self.text else look.px(8)
        inner = self.rect.inflate(-2 * side, 0)
        if self.shortcut:
            self._draw_key(canvas, inner, ink)
            inner.w -= self._key_width(look)
        text_height = len(title) * look.line(self._style)
        whole = text_height + (0 if beside else len(note) * look.line("small"))
        widest = max((part.width for part in title), default=0)
        lead = self._icon_width(look)
        x = inner.x if self.align == "left" else inner.x + max(0, (inner.w - lead - widest) // 2)
        y = self.rect.y + (self.rect.h - whole) // 2
        if self.icon:
            size = round(look.size("body") * 1.15)
            canvas.icon(self.icon, pygame.Rect(x, self.rect.centery - size // 2, size, size), ink)
            x += lead
        room = pygame.Rect(x, y, inner.right - x if self.align == "left" else widest, text_height)
        fits = canvas.lines(title, room, self.align, ink)
        if note:
            quiet = look.theme.muted if ink == look.theme.text else ink
            top = y + (text_height - look.line("small")) // 2 if beside else y + text_height
            under = pygame.Rect(x, top, inner.right - x, len(note) * look.line("small"))
            fits = canvas.lines(note, under, "right" if beside else "left", quiet) and fits
        self.overflow = not fits or whole > self.rect.h
        if self.focused:
            canvas.ring(self.rect)

    def _draw_key(self, canvas: Canvas, inner: pygame.Rect, ink: Colour) -> None:
        look = canvas.look
        width = self._key_width(look) - look.px(8)
        key = pygame.Rect(inner.right - width, 0, width, look.line("tiny"))
        key.centery = self.rect.centery
        canvas.box(key, None, ink, 4)
        canvas.text(key_text(self.shortcut), key, "tiny", ink, "center")

    def text_twin(self) -> list[str]:
        """In brackets, with note, state and key."""
        parts = [f"[{self.text or self.tip}]"]
        parts += [self.note] if self.note else []
        parts += ["(✓)"] if self.pressed else []
        parts += [f"({self.tip})"] if not self.enabled and self.tip else []
        return [" ".join(parts)]

    def act(self) -> bool:
        """Do what a press does."""
        if self.enabled:
            self.emit("press", self.value)
        return True

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """Goes down; acts when released here."""
        self._down = True
        self.invalidate()
        return True

    def release(self, pos: tuple[int, int]) -> bool:
        """Acts if the pointer is still here."""
        self._down = False
        self.invalidate()
        return self.act() if self.rect.collidepoint(pos) else True

    def key(self, event: pygame.event.Event) -> bool:
        """Enter or Space."""
        return self.act() if activates(event) else False
