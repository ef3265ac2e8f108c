"""The interface of one window: takes events, keeps focus and layers, gives intents, draws only when something changed.

`step(events)` is the only way in, for the loop and for tests alike. Nothing here asks the machine for the pointer or
the time: both come with the events and with `now_ms`, so a screen is a function of what it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.dropdown import Dropdown
from wargame.ui.kit.events import Events
from wargame.ui.kit.keys import parse_key
from wargame.ui.kit.layers import Layer, Shortcut
from wargame.ui.kit.look import Look
from wargame.ui.kit.overlays import Modal, Toast, dimmed, draw_toasts, draw_tooltip
from wargame.ui.kit.themes import Theme
from wargame.ui.kit.widget import Intent, Widget

TOOLTIP_AFTER_MS = 450
NOW_AND_THEN_MS = 4000

Say = Callable[..., str]


class Ui(Events):
    """One window's interface. `say` turns a code of the kit's catalogue into a sentence of the chosen language."""

    def __init__(self, size: tuple[int, int], theme: Theme, say: Say, scale: float = 1.0) -> None:
        """`size` in pixels; `scale` 0.8 to 2."""
        super().__init__()
        self.look = Look(theme, scale)
        self.say = say
        self.rect = pygame.Rect((0, 0), size)
        self.layers: list[Layer] = []
        self.popup: Dropdown | None = None
        self.hovered: Widget | None = None
        self.toasts: list[Toast] = []
        self.shortcuts: tuple[Shortcut, ...] = ()
        self.now_ms = 0
        self._intents: list[Intent] = []
        self._dirty = True
        self._stale_layout = True
        self._typing = False

    # Screens ---------------------------------------------------------------------------------------------------------

    def show(self, root: Widget, shortcuts: Sequence[Shortcut] = (), first: str = "") -> None:
        """Show a screen. Widgets with the ids of the previous screen keep focus, scroll and caret."""
        old = self.layers[0] if self.layers else None
        layer = self._layer(root, old, first)
        self.layers[:1] = [layer]
        for shortcut in shortcuts:
            parse_key(shortcut.key)
        self.shortcuts = tuple(shortcuts)
        for above in self.layers[1:]:
            above.background = None
        self._reset()

    def open_modal(self, modal: Modal) -> None:
        """Put a dialog on top; one with the id of the topmost dialog replaces it."""
        top = self.layers[-1] if len(self.layers) > 1 and self.layers[-1].root.id == modal.id else None
        layer = self._layer(modal, top, modal.first)
        if top is not None:
            layer.background = top.background
            self.layers.pop()
        self.layers.append(layer)
        if layer.focused is None:
            layer.focused = next(iter(self.focusable()), None)
        self._reset()

    def close_modal(self, id: str = "") -> bool:
        """Take the topmost dialog away (or the one named, with what lies on it); the focus goes back."""
        for i in range(len(self.layers) - 1, 0, -1):
            if id in ("", self.layers[i].root.id):
                del self.layers[i:]
                self._reset()
                return True
        return False

    def _layer(self, root: Widget, old: Layer | None, first: str) -> Layer:
        layer = Layer(root)
        for widget in root.walk():
            widget.ui = self
        if old is not None:
            for id, widget in layer.by_id.items():
                before = old.by_id.get(id)
                if before is not None and before is not widget and type(before) is type(widget):
                    widget.adopt(before)
            if old.focused is not None:
                layer.focused = layer.by_id.get(old.focused.id)
        if layer.focused is None and first:
            layer.focused = layer.by_id.get(first)
        return layer

    def _reset(self) -> None:
        self.popup = None
        self._captured = None
        self.hovered = None
        self._tooltip = ""
        self.invalidate(layout=True)
        self.lay_out()
        self._hover()
        if self.focused is not None:
            self.focused.reveal(self.focused.rect)

    @property
    def top(self) -> Layer:
        """The layer that gets the events."""
        if not self.layers:
            raise RuntimeError("no screen is shown yet")
        return self.layers[-1]

    @property
    def modal(self) -> Modal | None:
        """The topmost dialog."""
        root = self.layers[-1].root if len(self.layers) > 1 else None
        return root if isinstance(root, Modal) else None

    def find(self, id: str) -> Widget:
        """The widget with an id, topmost layer first; KeyError names what there is."""
        for layer in reversed(self.layers):
            if id in layer.by_id:
                return layer.by_id[id]
        known = sorted(id for layer in self.layers for id in layer.by_id)
        raise KeyError(f"no widget {id!r} is shown; there are {', '.join(known)}")

    def set_look(self, theme: Theme | None = None, scale: float | None = None) -> None:
        """Another theme or scale."""
        self.look = replace(
            self.look, theme=theme or self.look.theme, scale=self.look.scale if scale is None else scale
        )
        self._forget_backgrounds()

    def resize(self, size: tuple[int, int]) -> None:
        """Another window size."""
        self.rect = pygame.Rect((0, 0), size)
        self._forget_backgrounds()

    def _forget_backgrounds(self) -> None:
        for layer in self.layers:
            layer.background = None
        self.invalidate(layout=True)

    def toast(self, text: str, tone: str = "info", ms: int = NOW_AND_THEN_MS) -> None:
        """Show a short message for a while."""
        self.toasts = [*self.toasts[-3:], Toast(text, tone, self.now_ms + ms)]
        self.invalidate()

    # Called by widgets -----------------------------------------------------------------------------------------------

    def emit(self, intent: Intent) -> None:
        """Hand an intent to whoever called `step`."""
        self._intents.append(intent)

    def invalidate(self, layout: bool = False) -> None:
        """A new frame is needed, and perhaps a new layout."""
        self._dirty = True
        self._stale_layout = self._stale_layout or layout

    def set_popup(self, dropdown: Dropdown | None) -> None:
        """Open or close the one list that may float."""
        self.popup = dropdown

    # Focus -----------------------------------------------------------------------------------------------------------

    @property
    def focused(self) -> Widget | None:
        """Where keys go."""
        return self.layers[-1].focused if self.layers else None

    def focusable(self) -> list[Widget]:
        """Everything Tab stops at, in order."""
        return [widget for widget in self.top.root.walk() if widget.can_focus()]

    def focus(self, widget: Widget | None) -> None:
        """Move the focus and bring its widget into view."""
        if widget is not self.top.focused:
            self.top.focused = widget
            self._rest_since = self.now_ms
            self._tooltip = ""
            self.invalidate()
        if widget is not None:
            widget.reveal(widget.rect)

    # Events ----------------------------------------------------------------------------------------------------------

    def step(self, events: Iterable[pygame.event.Event], now_ms: int | None = None) -> list[Intent]:
        """Take events, in order; return what the person wants. `now_ms` only moves forward."""
        if now_ms is not None:
            self.now_ms = max(self.now_ms, now_ms)
        for event in events:
            if not self.layers:
                break
            if self._stale_layout:
                self.lay_out()
            self._take(event)
        self._pass_time()
        self._keep_input_method()
        intents, self._intents = self._intents, []
        return intents

    def _pass_time(self) -> None:
        kept = [toast for toast in self.toasts if toast.until_ms > self.now_ms]
        if len(kept) != len(self.toasts):
            self.toasts = kept
            self.invalidate()
        for layer in self.layers:
            for widget in layer.ticking:
                widget.tick(self.now_ms)
        subject = self.focused if self._by_keyboard else self.hovered
        ripe = self.now_ms - self._rest_since >= TOOLTIP_AFTER_MS
        tip = subject.tip if subject is not None and ripe and self.popup is None else ""
        if tip != self._tooltip:
            self._tooltip = tip
            self.invalidate()
        help_intents = [i for i in self._intents if i.id in ("kit.help", "kit.help.close")]
        if help_intents:
            self._intents = [i for i in self._intents if i not in help_intents]
            self.close_modal("kit.help")

    def _keep_input_method(self) -> None:
        """Open the machine's text input only while a text field has the focus, at its caret."""
        wanted = self.focused is not None and self.focused.wants_text
        if wanted != self._typing and pygame.display.get_init():
            self._typing = wanted
            if wanted:
                pygame.key.start_text_input()
            else:
                pygame.key.stop_text_input()
        if wanted and self._dirty and pygame.display.get_init():
            caret: Any = getattr(self.focused, "caret_rect", None)
            if caret is not None:
                pygame.key.set_text_input_rect(caret())

    # Layout and drawing ----------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Place everything anew."""
        self._stale_layout = False
        for layer in self.layers:
            layer.root.place(self.look, self.rect)

    @property
    def dirty(self) -> bool:
        """Whether the next `draw` will paint."""
        return self._dirty

    def draw(self, surface: pygame.Surface, force: bool = False) -> bool:
        """Paint if something changed; returns whether it did."""
        if not (self._dirty or force) or not self.layers:
            return False
        if self._stale_layout:
            self.lay_out()
        canvas = Canvas(surface, self.look)
        self._draw_layers(canvas)
        if self.popup is not None:
            self.popup.draw_popup(canvas)
        if self._tooltip:
            subject = self.focused if self._by_keyboard else self.hovered
            if subject is not None:
                near = subject.rect
                if not self._by_keyboard and near.h > self.look.px(60):
                    near = pygame.Rect(self._pointer, (1, self.look.px(14)))
                draw_tooltip(canvas, self._tooltip, near, self.rect)
        draw_toasts(canvas, self.toasts, self.rect)
        self._dirty = False
        return True

    def _draw_layers(self, canvas: Canvas) -> None:
        """The topmost layer over a kept, dimmed picture of what lies below."""
        start = len(self.layers) - 1
        while start > 0 and self.layers[start].background is None:
            start -= 1
        for i in range(start, len(self.layers)):
            layer = self.layers[i]
            if i > 0:
                if layer.background is None:
                    layer.background = dimmed(canvas.surface, self.look.theme.shadow)
                canvas.surface.blit(layer.background, (0, 0))
            else:
                canvas.surface.fill(self.look.theme.window)
            layer.root.draw(canvas)

    # For people and tests --------------------------------------------------------------------------------------------

    def text_twin(self) -> list[str]:
        """The whole screen as lines of text; a dialog alone while it is open, then toasts."""
        return [*self.top.root.text_twin(), *(f"! {toast.text}" for toast in self.toasts)]

    def overflows(self) -> list[str]:
        """Which widgets could not show all their text at the last draw: id or type, with the text."""
        out = []
        for layer in self.layers:
            for widget in layer.root.walk():
                if widget.overflow:
                    said = " / ".join(widget.text_twin())[:80]
                    out.append(f"{widget.id or type(widget).__name__}: {said}")
        return out
