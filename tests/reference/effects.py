"""Impulses on tracks, now or later: see `wargame.adjudication.effects`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wargame.quantities import DAYS_PER_WEEK
from wargame.world.tables import CompiledEffect


def apply(w: Any, effects: Iterable[CompiledEffect], share: float = 1.0) -> None:
    for effect in effects:
        impulse(w, effect.track, effect.delta * share, w.day + effect.after_days, effect.for_days)


def impulse(w: Any, track: int, amount: float, first_day: int, days: int) -> None:
    """On one day, or spread over the days from then on."""
    part = overlap(first_day, days, w.day, w.day + w.dt)
    w.pulls[track] += amount * part
    if part < 1:
        w.later.append((track, amount, first_day, days))


def overlap(first_day: int, days: int, start: int, stop: int) -> float:
    """Share of an effect that falls on start <= day < stop."""
    if not days:
        return float(start <= first_day < stop)
    return max(0, min(first_day + days, stop) - max(first_day, start)) / days


def due(w: Any) -> list[float]:
    """What the queue delivers in this tick, by track; what came up in this tick is put into it.

    Slot 0 is the current week, whose remaining part is spread evenly over the days that are left of it.
    """
    week, end = w.day // DAYS_PER_WEEK, w.day + w.dt
    delivered = [0.0] * len(w.tracks)
    kept = []
    for slot, amounts in enumerate(w.queue):
        start, stop = max(w.day, (week + slot) * DAYS_PER_WEEK), (week + slot + 1) * DAYS_PER_WEEK
        if start >= end:
            kept.append(amounts)
            continue
        left = (stop - min(end, stop)) / (stop - start)
        for track, amount in enumerate(amounts):
            delivered[track] += amount * (1 - left)
        if stop > end:
            kept.append([amount * left for amount in amounts])
    w.queue = kept + [[0.0] * len(w.tracks) for _ in range(len(w.queue) - len(kept))]
    for track, amount, first_day, days in w.later:
        _store(w.queue, track, amount, first_day, days, end)
    return delivered


def _store(queue: list[list[float]], track: int, amount: float, first_day: int, days: int, end: int) -> None:
    """What lies behind the end of the tick, by week; what reaches past the last week comes with it."""
    begin = end - end % DAYS_PER_WEEK
    for slot, waiting in enumerate(queue):
        start, stop = max(begin, end), begin + DAYS_PER_WEEK
        if slot == len(queue) - 1:
            stop = max(stop, first_day + days + 1)
        waiting[track] += amount * overlap(first_day, days, start, stop)
        begin += DAYS_PER_WEEK
