"""Where the focus goes: around with Tab, and to the nearest neighbour with an arrow."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from wargame.ui.kit.keys import arrow
from wargame.ui.kit.widget import Widget


def neighbour(order: Sequence[Widget], here: Widget | None, by: int) -> Widget | None:
    """The next (1) or previous (-1) stop, around the ends; None if there are no stops."""
    if not order:
        return None
    if here not in order:
        return order[0 if by > 0 else -1]
    return order[(order.index(here) + by) % len(order)]


def towards(order: Sequence[Widget], here: Widget | None, event: pygame.event.Event) -> Widget | None:
    """The nearest stop in the direction of an arrow key; None for other keys or if there is none."""
    dx, dy = arrow(event)
    if (dx, dy) == (0, 0) or not order:
        return None
    if here is None:
        return order[0]
    best: tuple[float, Widget] | None = None
    for widget in order:
        if widget is here:
            continue
        across, along = _gaps(here.rect, widget.rect, dx, dy)
        if along <= 0:
            continue
        cost = along + 3.0 * across
        if best is None or cost < best[0]:
            best = (cost, widget)
    return best[1] if best else None


def _gaps(here: pygame.Rect, there: pygame.Rect, dx: int, dy: int) -> tuple[int, int]:
    """How far aside and how far ahead one rectangle lies from another."""
    if dx:
        across = max(0, there.top - here.bottom, here.top - there.bottom)
        along = (there.centerx - here.centerx) * dx
        clear = there.left >= here.right - 2 if dx > 0 else there.right <= here.left + 2
    else:
        across = max(0, there.left - here.right, here.left - there.right)
        along = (there.centery - here.centery) * dy
        clear = there.top >= here.bottom - 2 if dy > 0 else there.bottom <= here.top + 2
    return across, along if clear else 0
