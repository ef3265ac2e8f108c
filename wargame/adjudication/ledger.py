"""The ledger of a live tick: who pulls which track, now or later, in the game (lane 0).

It changes nothing: it writes down what `effects.py` and `politics.py` do anyway, under the name of its source, so that
"why did the public turn?" has an answer that adds up (`wargame.world.causes`). A batch keeps none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.world.causes import Cause, Source, Waiting

Array = NDArray[Any]
GAME = 0
"""The lane that is the game."""
COUPLING = "coupling"
EARLIER = Source("earlier", "", "", None, ())
LIMIT = Source("limit", "", "", None, ())


@dataclass(frozen=True)
class Flow:
    """An effect that has come up in this tick: its part that falls in it, and when the whole is due."""

    source: Source
    track: int
    amount: float
    part: float
    first_day: int
    days: int


class Ledger:
    """Pulls on tracks in the game during one tick.

    Args:
        waiting: what the tick before left to come.
    """

    def __init__(self, waiting: Sequence[Waiting] = ()) -> None:
        self.before = tuple(waiting)
        self.flows: list[Flow] = []
        self.causes: list[Cause] = []
        self.waiting: list[Waiting] = []

    def enter(self, flow: Flow) -> None:
        """An effect has come up."""
        if flow.amount:
            self.flows.append(flow)

    def deliver(self, lefts: Sequence[np.float32], passed: int, total: Array) -> list[Cause]:
        """What the queue delivers in this tick, by source; the rest of it goes on waiting.

        Args:
            lefts: for each week from the current one that the tick reaches into, the share of it that is left.
            passed: weeks that are over when the tick is.
            total: (Q,) all that the queue delivers, told by source or not.
        """
        found = []
        unnamed: list[float] = total.tolist()
        for effect in self.before:
            due = sum(week * float(1 - left) for week, left in zip(effect.weeks, lefts, strict=False))
            unnamed[effect.track] -= due
            found.append(Cause(effect.source, effect.track, due))
            weeks = list(effect.weeks[passed:])
            if weeks and len(lefts) > passed:
                weeks[0] *= float(lefts[passed])
            self._await(effect.source, effect.track, weeks)
        found += [Cause(EARLIER, row, amount) for row, amount in enumerate(unnamed) if amount]
        return found

    def store(self, flow: Flow, weeks: Sequence[float]) -> None:
        """What of an effect that has come up is due after this tick, by week."""
        self._await(flow.source, flow.track, weeks)

    def _await(self, source: Source, track: int, weeks: Sequence[float]) -> None:
        if any(weeks):
            self.waiting.append(Waiting(source, track, tuple(weeks)))

    def settle(
        self,
        old: Array,
        new: Array,
        at_end: Array,
        on_average: Array,
        rests: Sequence[Cause],
        delivered: Sequence[Cause],
    ) -> None:
        """Work out the causes, when the tracks have moved.

        Args:
            old, new: (Q,) tracks before and after.
            at_end: (Q,) bool, whether a track has come to an end of its scale.
            on_average: (Q,) share of what came evenly during the tick that has not worn off.
            rests: how far each moved towards its rest by itself.
            delivered: what came out of the queue.
        """
        shares: list[float] = on_average.tolist()
        self.causes += rests
        for flow in self.flows:
            share = shares[flow.track] if flow.source.what == COUPLING else 1
            self.causes.append(Cause(flow.source, flow.track, flow.amount * flow.part * share))
        self.causes += [Cause(one.source, one.track, one.delta * shares[one.track]) for one in delivered]
        free: list[float] = old.tolist()
        for cause in self.causes:
            free[cause.track] += cause.delta
        self.causes += [Cause(LIMIT, int(row), float(new[row] - free[row])) for row in np.flatnonzero(at_end)]
        self.causes = [cause for cause in self.causes if cause.delta]
        self.waiting = _together(self.waiting)


def _together(waiting: Sequence[Waiting]) -> list[Waiting]:
    """One entry for each source and track."""
    sums: dict[tuple[Source, int], list[float]] = {}
    for one in waiting:
        weeks = sums.setdefault((one.source, one.track), [])
        weeks += [0] * (len(one.weeks) - len(weeks))
        for week, amount in enumerate(one.weeks):
            weeks[week] += amount
    return [Waiting(source, track, tuple(weeks)) for (source, track), weeks in sums.items()]
