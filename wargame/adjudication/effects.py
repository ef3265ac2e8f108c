"""Impulses on tracks, now or later.

What falls within the tick moves its track at once, together with everything else. What comes later waits in the queue,
`queue` (H, Q, W): track effects by week, slot 0 the current week, whose remaining part is spread evenly over the days
that are left of it. So ticks of a day and of a week deliver the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft
from wargame.quantities import DAYS_PER_WEEK
from wargame.world.tables import CompiledEffect

Array = NDArray[Any]


def apply(draft: Draft, effects: Sequence[CompiledEffect], worlds: Array, share: Array | float = 1.0) -> None:
    """Effects of an order, inject, waiver or answer in some lanes.

    Args:
        worlds: (n,) lanes.
        share: one multiple of the effects, or (n,) multiples.
    """
    for effect in effects:
        amount = np.float32(effect.delta) * np.broadcast_to(np.asarray(share, np.float32), worlds.shape)
        impulse(draft, effect.track, worlds, amount, draft.day + effect.after_days, effect.for_days)


def impulse(draft: Draft, track: int, worlds: Array, amount: Array, first_day: int, days: int) -> None:
    """Add (n,) amounts to a track in some lanes on `first_day`, or spread over the `days` from then on."""
    end = draft.day + draft.dt
    part = _overlap(first_day, days, draft.day, end)
    if part:
        draft.pull(track, worlds, amount * np.float32(part))
    if part < 1:
        draft.later.append((track, worlds, amount, first_day, days))


def due(draft: Draft) -> Array:
    """Take from the queue what falls due in this tick, and store in it what came up in this tick.

    Returns: (Q, W) float32, to be added to the tracks.
    """
    waiting = draft.state.queue
    total = np.zeros_like(draft.pulls)
    end = draft.day + draft.dt
    week, last_week = draft.day // DAYS_PER_WEEK, end // DAYS_PER_WEEK
    left = np.float32(1)
    for slot in range(min(last_week - week + 1, len(waiting))):
        start = max(draft.day, (week + slot) * DAYS_PER_WEEK)
        stop = (week + slot + 1) * DAYS_PER_WEEK
        left = np.float32((stop - min(end, stop)) / (stop - start))
        if left < 1:
            total += waiting[slot] * (1 - left)
    kept = waiting[last_week - week :]
    queue = np.empty_like(waiting)
    queue[: len(kept)] = kept
    queue[len(kept) :] = 0
    if left < 1:
        queue[: min(1, len(kept))] *= left
    _store(draft, queue, end)
    draft.set("queue", queue)
    return total


def _store(draft: Draft, queue: Array, end: int) -> None:
    """What came up in this tick and lies behind its end, by week from the one that contains `end`."""
    base = end - end % DAYS_PER_WEEK
    last = len(queue) - 1
    for track, worlds, amount, first_day, days in draft.later:
        for slot in range(min(max(0, (first_day - base) // DAYS_PER_WEEK), last), last + 1):
            start = max(base + slot * DAYS_PER_WEEK, end)
            stop = base + (slot + 1) * DAYS_PER_WEEK
            if slot == last:
                stop = max(stop, first_day + days + 1)  # what reaches past the horizon comes with its last week
            part = _overlap(first_day, days, start, stop)
            if part:
                lanes = slice(None) if worlds is draft.every else worlds
                queue[slot, track, lanes] += amount * np.float32(part)
            if first_day + days < stop:
                break


def _overlap(first_day: int, days: int, start: int, stop: int) -> float:
    """Share of an effect that falls on start <= day < stop."""
    if not days:
        return float(start <= first_day < stop)
    return max(0, min(first_day + days, stop) - max(first_day, start)) / days
