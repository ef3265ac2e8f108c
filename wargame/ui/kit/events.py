"""From pygame's events to widgets: pointer, wheel, keys, text. The half of `Ui` that people act on."""

from __future__ import annotations

from typing import Any

import pygame

from wargame.ui.kit import focus
from wargame.ui.kit.dropdown import Dropdown
from wargame.ui.kit.keys import key_text, matches, types_text
from wargame.ui.kit.layers import Layer, Shortcut
from wargame.ui.kit.overlays import Modal, help_modal
from wargame.ui.kit.widget import Intent, Widget

DOUBLE_CLICK_MS = 400


class Events:
    """What `Ui` inherits: every event goes to the popup, the focused widget, a shortcut, or moves the focus."""

    layers: list[Layer]
    popup: Dropdown | None
    hovered: Widget | None
    shortcuts: tuple[Shortcut, ...]
    now_ms: int
    say: Any

    def __init__(self) -> None:
        """No pointer yet."""
        self._captured: Widget | None = None
        self._pointer = (-1, -1)
        self._last_press: tuple[int, tuple[int, int], int] = (-10_000, (-1, -1), 0)
        self._rest_since = 0
        self._by_keyboard = False
        self._tooltip = ""

    # What `Ui` provides ----------------------------------------------------------------------------------------------

    @property
    def focused(self) -> Widget | None:
        """See `Ui`."""
        raise NotImplementedError

    @property
    def modal(self) -> Modal | None:
        """See `Ui`."""
        raise NotImplementedError

    @property
    def top(self) -> Layer:
        """See `Ui`."""
        raise NotImplementedError

    def invalidate(self, layout: bool = False) -> None:
        """See `Ui`."""
        raise NotImplementedError

    def emit(self, intent: Intent) -> None:
        """See `Ui`."""
        raise NotImplementedError

    def focus(self, widget: Widget | None) -> None:
        """See `Ui`."""
        raise NotImplementedError

    def focusable(self) -> list[Widget]:
        """See `Ui`."""
        raise NotImplementedError

    def resize(self, size: tuple[int, int]) -> None:
        """See `Ui`."""
        raise NotImplementedError

    def toast(self, text: str, tone: str = "info", ms: int = 0) -> None:
        """See `Ui`."""
        raise NotImplementedError

    def open_modal(self, modal: Modal) -> None:
        """See `Ui`."""
        raise NotImplementedError

    # From events to widgets ------------------------------------------------------------------------------------------

    def _take(self, event: pygame.event.Event) -> None:
        match event.type:
            case pygame.VIDEORESIZE:
                self.resize((event.w, event.h))
            case pygame.MOUSEMOTION:
                self._move(event.pos)
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self._press(event.pos)
            case pygame.MOUSEBUTTONUP if event.button == 1:
                self._pointer = event.pos
                if self._captured is not None:
                    captured, self._captured = self._captured, None
                    captured.release(event.pos)
                    self.invalidate()
            case pygame.MOUSEWHEEL:
                self._wheel(getattr(event, "precise_x", event.x), getattr(event, "precise_y", event.y))
            case pygame.KEYDOWN:
                self._by_keyboard = True
                self._key(event)
            case pygame.TEXTINPUT if self.focused is not None and self.focused.wants_text:
                self.focused.text_input(event.text)
            case pygame.TEXTEDITING if self.focused is not None and self.focused.wants_text:
                self.focused.text_editing(event.text)
            case pygame.WINDOWLEAVE:
                self._move((-1, -1))
            case pygame.WINDOWEXPOSED | pygame.WINDOWRESTORED:
                self.invalidate()

    def _move(self, pos: tuple[int, int]) -> None:
        self._pointer = pos
        self._by_keyboard = False
        if self._captured is not None:
            if self._captured.drag(pos):
                self.invalidate()
        elif self.popup is not None:
            if self.popup.popup_move(pos):
                self.invalidate()
        else:
            self._hover()

    def _hover(self) -> None:
        found = self.top.root.hit(self._pointer) if self.layers else None
        if found is not self.hovered:
            self.hovered = found
            self._rest_since = self.now_ms
            self._tooltip = ""
            self.invalidate()
        if found is not None:
            tip = found.tip
            if found.move(self._pointer):
                self.invalidate()
            if found.tip != tip:
                self._rest_since, self._tooltip = self.now_ms, ""

    def _press(self, pos: tuple[int, int]) -> None:
        self._pointer = pos
        self._by_keyboard = False
        self._tooltip, self._rest_since = "", self.now_ms
        if self.popup is not None:
            self.popup.popup_press(pos)
            self.invalidate()
            return
        when, where, count = self._last_press
        near = abs(pos[0] - where[0]) + abs(pos[1] - where[1]) <= 4
        count = count + 1 if near and 0 <= self.now_ms - when <= DOUBLE_CLICK_MS else 1
        self._last_press = (self.now_ms, pos, count)
        widget = self.top.root.hit(pos)
        while widget is not None:
            if widget.can_focus():
                self.focus(widget)
            if widget.press(pos, count):
                self._captured = widget
                self.invalidate()
                return
            widget = widget.parent
        self.focus(None)

    def _wheel(self, dx: float, dy: float) -> None:
        if self.popup is not None:
            if self.popup.popup_wheel(dy):
                self.invalidate()
            return
        widget = self.top.root.hit(self._pointer)
        while widget is not None:
            if widget.wheel(dx, dy, self._pointer):
                self.invalidate()
                self._hover()
                return
            widget = widget.parent

    def _key(self, event: pygame.event.Event) -> None:
        if self.popup is not None:
            used = self.popup.key(event)
            self.invalidate()
            if used:
                return
        focused = self.focused
        typing = focused is not None and focused.wants_text and types_text(event)
        widget: Widget | None = focused or self.top.root
        while widget is not None:
            if widget.key(event):
                self.invalidate()
                return
            widget = widget.parent
        if typing:
            return  # the letter itself comes as TEXTINPUT
        if event.key == pygame.K_TAB:
            self.focus(focus.neighbour(self.focusable(), focused, -1 if event.mod & pygame.KMOD_SHIFT else 1))
        elif not (self._shortcut(event) or self._help(event)):
            target = focus.towards(self.focusable(), focused, event)
            if target is not None:
                self.focus(target)

    def _shortcut(self, event: pygame.event.Event) -> bool:
        for widget in self.top.root.walk():
            if widget.shortcut and matches(widget.shortcut, event):
                if widget.enabled:
                    self.emit(Intent(widget.id, "press", getattr(widget, "value", None)))
                elif widget.tip:
                    self.toast(widget.tip, "warn")
                return True
        if self.modal is None:
            for shortcut in self.shortcuts:
                if matches(shortcut.key, event):
                    self.emit(Intent(shortcut.id, "press"))
                    return True
        return False

    def _help(self, event: pygame.event.Event) -> bool:
        if not (event.key == pygame.K_F1 or getattr(event, "unicode", "") == "?"):
            return False
        if self.modal is None or self.modal.id != "kit.help":
            self.open_modal(help_modal(self.say("kit.help.title"), self.keys(), self.say("kit.help.close")))
        return True

    def keys(self) -> list[tuple[str, str]]:
        """Every key of the present screen with its meaning: the screen's own first, then what works everywhere."""
        own = [
            (key_text(w.shortcut), w.hint or getattr(w, "text", "") or w.tip)
            for w in self.top.root.walk()
            if w.shortcut
        ]
        if self.modal is None:
            own += [(key_text(s.key), s.meaning) for s in self.shortcuts]
        common = [
            ("Tab", "kit.help.tab"),
            ("Shift+Tab", "kit.help.back"),
            ("↑ ↓ ← →", "kit.help.arrows"),
            ("Enter", "kit.help.enter"),
            ("Esc", "kit.help.esc"),
            ("PgUp PgDn", "kit.help.page"),
            ("?", "kit.help.help"),
        ]
        return own + [(key, self.say(code)) for key, code in common]
