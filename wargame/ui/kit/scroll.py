"""Scrolling: one small model used by scroll areas, tables, lists, logs and open dropdowns."""

from __future__ import annotations

from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.look import Look
from wargame.ui.kit.widget import Widget

WHEEL_STEP = 60
BAR = 9


class Scroller:
    """An offset into content that is higher than its window. All numbers are screen pixels."""

    def __init__(self) -> None:
        """At the top."""
        self.offset = 0
        self.content = 0
        self.window = 0
        self._grip: int | None = None

    def fit(self, content: int, window: int) -> None:
        """Tell the sizes; the offset stays inside."""
        self.content, self.window = content, window
        self.to(self.offset)

    @property
    def most(self) -> int:
        """The largest offset."""
        return max(0, self.content - self.window)

    def to(self, offset: int) -> bool:
        """Go to an offset; returns whether anything moved."""
        before, self.offset = self.offset, min(self.most, max(0, offset))
        return self.offset != before

    def reveal(self, top: int, bottom: int) -> bool:
        """Move as little as possible so that content from `top` to `bottom` shows."""
        if top < self.offset:
            return self.to(top)
        if bottom > self.offset + self.window:
            return self.to(min(top, bottom - self.window))
        return False

    def wheel(self, dy: float, look: Look) -> bool:
        """One notch is about three lines."""
        return self.to(self.offset - round(dy * look.px(WHEEL_STEP)))

    def key(self, event: pygame.event.Event, line: int) -> bool:
        """Arrows, page up and down, home and end."""
        page = max(line, self.window - line)
        targets = {
            pygame.K_UP: self.offset - line,
            pygame.K_DOWN: self.offset + line,
            pygame.K_PAGEUP: self.offset - page,
            pygame.K_PAGEDOWN: self.offset + page,
            pygame.K_HOME: 0,
            pygame.K_END: self.most,
        }
        return event.key in targets and self.to(targets[event.key])

    def thumb(self, rect: pygame.Rect, look: Look) -> pygame.Rect | None:
        """The handle of the bar inside `rect`, or None if everything shows."""
        if self.most == 0 or rect.h <= 0:
            return None
        height = min(rect.h, max(look.px(28), rect.h * self.window // max(1, self.content)))
        y = rect.y + (rect.h - height) * self.offset // self.most
        return pygame.Rect(rect.right - look.px(BAR) + look.px(1), y, look.px(BAR - 3), height)

    def press(self, pos: tuple[int, int], rect: pygame.Rect, look: Look) -> bool:
        """A press on the bar: grip the handle, or jump by a page beside it."""
        thumb = self.thumb(rect, look)
        if thumb is None or pos[0] < rect.right - look.px(BAR + 3):
            return False
        if thumb.top <= pos[1] < thumb.bottom:
            self._grip = pos[1] - thumb.top
        else:
            self.to(self.offset + (self.window if pos[1] >= thumb.bottom else -self.window))
        return True

    def drag(self, pos: tuple[int, int], rect: pygame.Rect, look: Look) -> bool:
        """Follow the pointer while the handle is gripped."""
        thumb = self.thumb(rect, look)
        if self._grip is None or thumb is None:
            return False
        room = max(1, rect.h - thumb.h)
        return self.to(round((pos[1] - self._grip - rect.y) * self.most / room))

    def release(self) -> None:
        """Let go of the handle."""
        self._grip = None

    def draw(self, canvas: Canvas, rect: pygame.Rect) -> None:
        """The handle."""
        thumb = self.thumb(rect, canvas.look)
        if thumb is not None:
            canvas.box(thumb, "muted" if self._grip is not None else "line", None, 4)


class Scrolling(Widget):
    """Base of every widget with a bar of its own; subclasses say where the content shows with `view`."""

    scrolls = True

    def __init__(self, **rest: Any) -> None:
        """Starts at the top."""
        super().__init__(**rest)
        self.scroller = Scroller()

    def view(self) -> pygame.Rect:
        """The window onto the content."""
        return self.rect

    def adopt(self, old: Widget) -> None:
        """Keep the offset."""
        if isinstance(old, Scrolling):
            self.scroller.offset = old.scroller.offset
            self.scroller.content = max(self.scroller.content, old.scroller.content)
            self.scroller.window = old.scroller.window

    def wheel(self, dx: float, dy: float, pos: tuple[int, int]) -> bool:
        """Scroll; at the end the wheel goes to whatever is outside."""
        moved = self.scroller.wheel(dy, self.look)
        if moved:
            self.scrolled()
        return moved

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """The bar."""
        used = self.scroller.press(pos, self.view(), self.look)
        if used:
            self.scrolled()
        return used

    def drag(self, pos: tuple[int, int]) -> bool:
        """The bar."""
        moved = self.scroller.drag(pos, self.view(), self.look)
        if moved:
            self.scrolled()
        return moved

    def release(self, pos: tuple[int, int]) -> bool:
        """The bar."""
        self.scroller.release()
        return True

    def scrolled(self) -> None:
        """The offset changed."""
        self.invalidate()


class ScrollArea(Scrolling):
    """A window onto one child that may be higher than the room there is."""

    focusable = True

    def __init__(self, child: Widget, *, least: float = 80, **rest: Any) -> None:
        """`least` is the height in design pixels below which it should not shrink."""
        super().__init__(children=[child], **{"grow": 1, **rest})
        self.least = least

    @property
    def child(self) -> Widget:
        """The content."""
        return self.children[0]

    def natural_width(self, look: Look) -> int:
        """The child's, with room for the bar."""
        return look.px(self.width) if self.width else self.child.natural_width(look) + look.px(BAR + 3)

    def least_width(self, look: Look) -> int:
        """The child's, with room for the bar."""
        return look.px(self.width) if self.width else self.child.least_width(look) + look.px(BAR + 3)

    def height_for(self, look: Look, width: int) -> int:
        """The child's."""
        return self.child.height_for(look, width)

    def least_height(self, look: Look, width: int) -> int:
        """`least`, or less if the child is smaller."""
        return min(look.px(self.least), self.height_for(look, width))

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """The child gets its full height, shifted by the offset; the bar takes room only when needed."""
        self.rect = rect
        width = rect.w
        height = self.child.height_for(look, width)
        if height > rect.h:
            width -= look.px(BAR + 3)
            height = self.child.height_for(look, width)
        self.scroller.fit(height, rect.h)
        self.child.place(look, pygame.Rect(rect.x, rect.y - self.scroller.offset, width, max(height, rect.h)))

    def can_focus(self) -> bool:
        """Only if there is something to scroll and nothing inside to focus."""
        return self.scroller.most > 0 and not any(w.can_focus() for w in self.child.walk())

    def scrolled(self) -> None:
        """Move the content."""
        if self.ui is not None:
            self.place(self.look, self.rect)
        self.invalidate()

    def key(self, event: pygame.event.Event) -> bool:
        """Paging from anywhere inside; arrows, home and end only with the focus on the area itself."""
        if event.key not in (pygame.K_PAGEUP, pygame.K_PAGEDOWN) and not self.focused:
            return False
        moved = self.scroller.key(event, self.look.line("body"))
        if moved:
            self.scrolled()
        return moved

    def reveal(self, rect: pygame.Rect) -> None:
        """Bring a child into view, with a little air."""
        air = self.look.px(8)
        top = rect.top - self.rect.top + self.scroller.offset
        if self.scroller.reveal(top - air, top + rect.h + air):
            shift = self.child.rect.y
            self.scrolled()
            rect = rect.move(0, self.child.rect.y - shift)
        super().reveal(rect)

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        """Only what shows; the bar belongs to the area."""
        if not self.rect.collidepoint(pos):
            return None
        thumb = self.scroller.thumb(self.rect, self.look)
        if thumb is not None and pos[0] >= self.rect.right - self.look.px(BAR + 3):
            return self
        return self.child.hit(pos) or self

    def draw(self, canvas: Canvas) -> None:
        """The content, clipped (with air for focus rings), then the bar."""
        air = canvas.look.px(5)
        with canvas.clip(self.rect.inflate(2 * air, 0)):
            super().draw(canvas)
        self.scroller.draw(canvas, self.rect)
        if self.focused:
            canvas.ring(self.rect.inflate(-canvas.look.px(4), -canvas.look.px(4)), 6)
