"""What `sum(q, days)`, `change(q, days)` and `held(condition, days)` remember between ticks.

Each row of the window arrays follows one quantity: its running total since the start (`sum`), or its value
(`change`). What a condition wants is the difference between now and some days ago. The past is kept at the ends of
weeks, and straight lines join them: exact when ticks are whole weeks, and close to it whatever the tick.

    window_now (N, W) float32     the running total, or the value, at the end of the last tick
    window     (N, T, W) float32  the same at the end of week k, in slot k modulo T; week 0 is the start
    held       (M, W) float32     days for which a condition has held without a break

A tick that is being worked out may say what it has settled already (`fresh`, array names) and how long it is (`dt`):
then `sum` counts what this tick brought as soon as it is known, instead of a tick late.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.quantities import DAYS_PER_WEEK

Array = NDArray[Any]


def ring_slots(days: int) -> int:
    """Slots that reach back `days` from any day of a week.

    >>> ring_slots(28)
    6
    """
    return -(-days // DAYS_PER_WEEK) + 2


def value_at(state: Any, row: int, day: int) -> Array:
    """(W,) what `row` of the windows followed stood at on an earlier `day`; before the start: as at the start."""
    day = max(0, day)
    ring = state.window
    slots = ring.shape[1]
    week, rest = divmod(day, DAYS_PER_WEEK)
    low: Array = ring[row, week % slots]
    if rest == 0:
        return low
    end = (week + 1) * DAYS_PER_WEEK
    if end <= state.day:
        high, span = ring[row, (week + 1) % slots], DAYS_PER_WEEK
    else:
        high, span = state.window_now[row], state.day - week * DAYS_PER_WEEK
    moved: Array = low + (high - low) * (rest / span)
    return moved


def total_over(state: Any, row: int, days: int, fresh: Array | None) -> Array:
    """(W,) total over the last `days`, with `fresh` (this tick's) where it is known already."""
    total: Array = state.window_now[row]
    if fresh is None:
        return total - value_at(state, row, state.day - days)
    if days < state.dt:
        part: Array = fresh * (days / state.dt)
        return part
    return total + fresh - value_at(state, row, state.day + state.dt - days)


def change_over(state: Any, row: int, days: int, value: Array) -> Array:
    """(W,) present `value` less what it was `days` ago."""
    dt = getattr(state, "dt", 0)
    if days < dt:
        part: Array = (value - state.window_now[row]) * (days / dt)
        return part
    return value - value_at(state, row, state.day + dt - days)


def held_days(state: Any, row: int, holds: Array) -> Array:
    """(W,) days for which the condition has held, this tick included; 0 where it does not hold now."""
    days: Array = (state.held[row] + getattr(state, "dt", 0)) * holds
    return days


def from_now(start: Any, windows: Sequence[tuple[Callable[[Any], Array], int, str]]) -> dict[str, Array]:
    """With nothing behind it: a running total starts at 0, a followed value at what it is.

    Args:
        start: the opening state, `window` and `window_now` in their shapes.
        windows: as in `Tables`.
    Returns: new `window` and `window_now`, by name.
    """
    now = np.zeros_like(start.window_now)
    for row, (read, _, kind) in enumerate(windows):
        if kind == "change":
            now[row] = read(start)
    ring = np.zeros_like(start.window)
    ring[:, 0] = now
    return {"window": ring, "window_now": now}


def roll(
    before: Any,
    now: Any,
    windows: Sequence[tuple[Callable[[Any], Array], int, str]],
    held: Sequence[Callable[[Any], Array]],
    dt: int,
    ask: Callable[[Any], Sequence[Array]] | None = None,
) -> dict[str, Array]:
    """The window arrays at the end of a tick of `dt` days; call it once, when all else is settled.

    Args:
        before: the state at the start of the tick (its `day`, `window`, `window_now`, `held`).
        now: what the readers read: the same day, this tick's values.
        windows, held: as in `Tables`.
        ask: what reads them all at once, first those of `windows`; default: each by itself.
    Returns: new `window`, `window_now` and `held`, by name.
    """
    values = iter(ask(now) if ask else [*(read(now) for read, _, _ in windows), *(holds(now) for holds in held)])
    old = before.window_now
    new = np.empty_like(old)
    for row, (_, _, kind) in enumerate(windows):
        if kind == "sum":
            np.add(old[row], next(values), out=new[row])
        else:
            new[row] = next(values)
    ring = before.window
    start, end = before.day, before.day + dt
    first_end = (start // DAYS_PER_WEEK + 1) * DAYS_PER_WEEK
    if first_end <= end and len(windows):
        ring = ring.copy()
        for week_end in range(first_end, end + 1, DAYS_PER_WEEK):
            slot = week_end // DAYS_PER_WEEK % ring.shape[1]
            ring[:, slot] = new if week_end == end else old + (new - old) * ((week_end - start) / dt)
    days = np.empty_like(before.held)
    for row in range(len(held)):
        np.multiply(before.held[row] + dt, next(values), out=days[row])
    return {"window": ring, "window_now": new, "held": days}
