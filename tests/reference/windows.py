"""The past behind `sum(q, days)`, `change(q, days)` and `held(condition, days)`: see `wargame.world.windows`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wargame.quantities import DAYS_PER_WEEK


def value_at(w: Any, row: int, day: int) -> float:
    """What a followed quantity stood at on an earlier day: straight lines join the ends of weeks."""
    day = max(day, 0)
    ring = w.window[row]
    week, rest = divmod(day, DAYS_PER_WEEK)
    low: float = ring[week % len(ring)]
    if rest == 0:
        return low
    if (week + 1) * DAYS_PER_WEEK <= w.day:
        high, span = ring[(week + 1) % len(ring)], DAYS_PER_WEEK
    else:
        high, span = w.window_now[row], w.day - week * DAYS_PER_WEEK
    return low + (high - low) * rest / span


def total_over(w: Any, row: int, days: int, fresh: float, names: Iterable[str]) -> float:
    """Total over the last days; this tick's counts once everything that it reads is settled."""
    now: float = w.window_now[row]
    if not w.fresh.issuperset(names):
        return now - value_at(w, row, w.day - days)
    if days < w.dt:
        return fresh * days / w.dt
    return now + fresh - value_at(w, row, w.day + w.dt - days)


def change_over(w: Any, row: int, days: int, value: float) -> float:
    """A present value less what it was some days ago."""
    if days < w.dt:
        moved: float = (value - w.window_now[row]) * days / w.dt
        return moved
    return value - value_at(w, row, w.day + w.dt - days)


def roll(w: Any, rules: Any) -> None:
    """Write `window`, `window_now` and `held` at the end of a tick."""
    before, now = w.window_now, []
    for (read, kind), old in zip(rules.windows, before, strict=True):
        now.append(old + read(w) if kind == "sum" else float(read(w)))
    held = [days + w.dt if holds(w) else 0.0 for days, holds in zip(w.held, rules.held, strict=True)]
    end = w.day + w.dt
    for day in range(w.day + 1, end + 1):
        if day % DAYS_PER_WEEK == 0:
            for row, ring in enumerate(w.window):
                passed = (day - w.day) / w.dt
                ring[day // DAYS_PER_WEEK % len(ring)] = before[row] + (now[row] - before[row]) * passed
    w.window_now, w.held = now, held
