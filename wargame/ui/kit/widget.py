"""The widget: the one base class of everything on a screen, and the intents that widgets give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look

if TYPE_CHECKING:
    from wargame.ui.kit.ui import Ui


@dataclass(frozen=True)
class Intent:
    """What a person wants: widget `id`, `action` (press, change, submit, select, activate, cancel, ...) and a value."""

    id: str
    action: str
    value: Any = None


class Widget:
    """A rectangle that measures, places and draws itself, and answers events.

    Layout is height for width: a parent asks `natural_width` and `least_width`, then `height_for(width)`, then calls
    `place`. `grow` is the share of spare room along the parent's main axis; one that grows asks only `least_height`.
    All numbers given by a screen are design pixels; all rectangles are screen pixels.
    """

    focusable = False
    wants_text = False
    scrolls = False
    ticks = False

    def __init__(
        self,
        *,
        id: str = "",
        grow: float = 0,
        width: float = 0,
        tip: str = "",
        enabled: bool = True,
        shortcut: str = "",
        hint: str = "",
        children: Sequence[Widget] = (),
    ) -> None:
        """`tip` shows on hover or focus; `shortcut` is a key such as "e" or "ctrl+s"; `hint` tells it in the help."""
        self.id = id
        self.grow = grow
        self.width = width
        self.tip = tip
        self.enabled = enabled
        self.shortcut = shortcut
        self.hint = hint
        self.children = list(children)
        self.parent: Widget | None = None
        self.ui: Ui | None = None
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.overflow = False

    # Measuring and placing -------------------------------------------------------------------------------------------

    def natural_width(self, look: Look) -> int:
        """Width in pixels at which nothing needs to wrap."""
        return look.px(self.width) if self.width else self.least_width(look)

    def least_width(self, look: Look) -> int:
        """Width in pixels below which text would be cut."""
        return look.px(self.width)

    def height_for(self, look: Look, width: int) -> int:
        """Height in pixels needed at `width`."""
        return 0

    def least_height(self, look: Look, width: int) -> int:
        """Height that suffices when the widget grows; scrolling widgets need little."""
        return self.height_for(look, width)

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Take `rect` and place the children in it."""
        self.rect = rect

    # Drawing ---------------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Paint; must set `overflow` if some text did not fit."""
        for child in self.children:
            if canvas.visible(child.rect.inflate(12, 12)):
                child.draw(canvas)

    def draw_popup(self, canvas: Canvas) -> None:
        """Paint what floats above everything (an open list)."""

    # State -----------------------------------------------------------------------------------------------------------

    @property
    def focused(self) -> bool:
        """Whether keys go to this widget."""
        return self.ui is not None and self.ui.focused is self

    def can_focus(self) -> bool:
        """Whether Tab stops here. A disabled widget with a tip can be reached, so that everybody can read why."""
        return self.focusable and (self.enabled or bool(self.tip))

    @property
    def hovered(self) -> bool:
        """Whether the pointer is on this widget."""
        return self.ui is not None and self.ui.hovered is self

    @property
    def look(self) -> Look:
        """The look of the screen this widget is shown on."""
        if self.ui is None:
            raise RuntimeError(f"widget {self.id or type(self).__name__!r} is not on a screen yet")
        return self.ui.look

    def adopt(self, old: Widget) -> None:
        """Take over what the person did with the widget of the same id on the previous screen (scroll, caret)."""

    def emit(self, action: str, value: Any = None) -> None:
        """Hand an intent to whoever called `Ui.step`."""
        if self.ui is not None:
            self.ui.emit(Intent(self.id, action, value))

    def invalidate(self, layout: bool = False) -> None:
        """Ask for a new frame, and with `layout` for a new layout."""
        if self.ui is not None:
            self.ui.invalidate(layout)

    def walk(self) -> Iterator[Widget]:
        """This widget and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def text_twin(self) -> list[str]:
        """What is shown, as lines of text; containers give their children's."""
        return [line for child in self.children for line in child.text_twin()]

    # Events: each returns whether it was used ------------------------------------------------------------------------

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """The left button went down here; `clicks` is 2 for a double click."""
        return False

    def drag(self, pos: tuple[int, int]) -> bool:
        """The pointer moved with the button down since `press` was used."""
        return False

    def release(self, pos: tuple[int, int]) -> bool:
        """The button went up after `press` was used."""
        return False

    def move(self, pos: tuple[int, int]) -> bool:
        """The pointer moved over this widget without a button."""
        return False

    def wheel(self, dx: float, dy: float, pos: tuple[int, int]) -> bool:
        """The wheel turned here; `dy` is positive away from the person."""
        return False

    def key(self, event: pygame.event.Event) -> bool:
        """A key went down while this widget or one below it has the focus."""
        return False

    def text_input(self, text: str) -> bool:
        """Text arrived (only if `wants_text`)."""
        return False

    def text_editing(self, text: str) -> bool:
        """An input method is composing `text` (only if `wants_text`)."""
        return False

    def tick(self, now_ms: int) -> None:
        """Time passed (only if `ticks`)."""

    def reveal(self, rect: pygame.Rect) -> None:
        """Scroll so that `rect` can be seen; passed on upwards."""
        if self.parent is not None:
            self.parent.reveal(rect)

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        """The deepest widget under `pos`, or None."""
        if not self.rect.collidepoint(pos):
            return None
        for child in reversed(self.children):
            found = child.hit(pos)
            if found is not None:
                return found
        return self
