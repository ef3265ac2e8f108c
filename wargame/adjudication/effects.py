"""Impulses on tracks, now or later.

What falls within the tick moves its track at once, together with everything else. What comes later waits in the queue,
`queue` (H, Q, W): track effects by week, slot 0 the current week, whose remaining part is spread evenly over the days
that are left of it. So ticks of a day and of a week deliver the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME, Flow, Ledger
from wargame.quantities import DAYS_PER_WEEK
from wargame.world import why as whys
from wargame.world.causes import Cause, Source
from wargame.world.tables import CompiledEffect

Array = NDArray[Any]


def apply(
    draft: Draft, effects: Sequence[CompiledEffect], worlds: Array, share: Array | float = 1.0,
    source: Source | None = None,
) -> None:  # fmt: skip
    """Effects of an order, inject, waiver or answer in some lanes.

    Args:
        worlds: (n,) lanes.
        share: one multiple of the effects, or (n,) multiples.
        source: whose effects they are, for the ledger of a live game; each has an origin of its own.
    """
    if not len(worlds):
        return
    for effect in effects:
        amount = np.float32(effect.delta) * np.broadcast_to(np.asarray(share, np.float32), worlds.shape)
        named = None if source is None or draft.ledger is None else replace(source, origin=effect.origin)
        impulse(draft, effect.track, worlds, amount, draft.day + effect.after_days, effect.for_days, named)


def impulse(
    draft: Draft, track: int, worlds: Array, amount: Array, first_day: int, days: int, source: Source | None = None
) -> None:
    """Add (n,) amounts to a track in some lanes on `first_day`, or spread over the `days` from then on."""
    end = draft.day + draft.dt
    part = _overlap(first_day, days, draft.day, end)
    if part:
        draft.pull(track, worlds, amount * np.float32(part))
    if part < 1:
        draft.later.append((track, worlds, amount, first_day, days))
    if draft.ledger is not None and source is not None:
        at = np.flatnonzero(worlds == GAME)
        if at.size:
            draft.ledger.enter(Flow(source, track, float(amount[at[0]]), part, first_day, days))


def laid_down(draft: Draft, effects: Sequence[CompiledEffect], share: float = 1, **ids: str) -> list[Why]:
    """The effects as parts of a "Why?": what they do to which track, and when."""
    tracks = draft.tables.roster.axes["track"]
    return [
        whys.rule(
            "effect_spread" if effect.for_days else "effect_later" if effect.after_days else "effect",
            {"delta": effect.delta * share, "after_days": effect.after_days, "for_days": effect.for_days},
            effect.origin,
            quantity=tracks[effect.track],
            **ids,
        )
        for effect in effects
    ]


def due(draft: Draft) -> Array:
    """Take from the queue what falls due in this tick, and store in it what came up in this tick.

    Returns: (Q, W) float32, to be added to the tracks.
    """
    waiting = draft.state.queue
    total = np.zeros_like(draft.pulls)
    end = draft.day + draft.dt
    passed = end // DAYS_PER_WEEK - draft.day // DAYS_PER_WEEK
    lefts = _lefts(draft.day, end, len(waiting))
    for slot, left in enumerate(lefts):
        if left < 1:
            total += waiting[slot] * (1 - left)
    kept = waiting[passed:]
    queue = np.empty_like(waiting)
    queue[: len(kept)] = kept
    queue[len(kept) :] = 0
    if lefts and lefts[-1] < 1:
        queue[: min(1, len(kept))] *= lefts[-1]
    for track, worlds, amount, first_day, days in draft.later:
        lanes = slice(None) if worlds is draft.every else worlds
        for slot, part in _weeks(first_day, days, end, len(queue)):
            queue[slot, track, lanes] += amount * np.float32(part)
    draft.set("queue", queue)
    return total


def named(draft: Draft, ledger: Ledger, total: Array) -> list[Cause]:
    """The same for the ledger: what the queue delivered in the game, (Q,) `total`, by source; and what now waits."""
    end, slots = draft.day + draft.dt, len(draft.state.queue)
    passed = end // DAYS_PER_WEEK - draft.day // DAYS_PER_WEEK
    delivered = ledger.deliver(_lefts(draft.day, end, slots), passed, total)
    for flow in ledger.flows:
        if flow.part < 1:
            weeks = [0.0] * slots
            for slot, part in _weeks(flow.first_day, flow.days, end, slots):
                weeks[slot] = flow.amount * part
            ledger.store(flow, weeks)
    return delivered


def _lefts(day: int, end: int, slots: int) -> list[np.float32]:
    """For each week of the queue that the tick reaches into, the share of it that is left after the tick."""
    week, last_week = day // DAYS_PER_WEEK, end // DAYS_PER_WEEK
    lefts = []
    for slot in range(min(last_week - week + 1, slots)):
        start = max(day, (week + slot) * DAYS_PER_WEEK)
        stop = (week + slot + 1) * DAYS_PER_WEEK
        lefts.append(np.float32((stop - min(end, stop)) / (stop - start)))
    return lefts


def _weeks(first_day: int, days: int, end: int, slots: int) -> Iterator[tuple[int, float]]:
    """(slot of the queue, part of the effect) for what lies behind the end of the tick, from the week that contains
    `end`."""
    base = end - end % DAYS_PER_WEEK
    last = slots - 1
    for slot in range(min(max(0, (first_day - base) // DAYS_PER_WEEK), last), last + 1):
        start = max(base + slot * DAYS_PER_WEEK, end)
        stop = base + (slot + 1) * DAYS_PER_WEEK
        if slot == last:
            stop = max(stop, first_day + days + 1)  # what reaches past the horizon comes with its last week
        part = _overlap(first_day, days, start, stop)
        if part:
            yield slot, part
        if first_day + days < stop:
            break


def _overlap(first_day: int, days: int, start: int, stop: int) -> float:
    """Share of an effect that falls on start <= day < stop."""
    if not days:
        return float(start <= first_day < stop)
    return max(0, min(first_day + days, stop) - max(first_day, start)) / days
