"""What odds are given on: things that can be told in one sentence and that come true or don't.

Each is judged on recorded quantities, of many simulated worlds for an estimate, of the game itself for the debrief.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.world.state import WorldState
from wargame.world.tables import Tables

Array = NDArray[Any]
SOURCES: tuple[str, ...] = ("killed_now", "seizures", "trigger_fired", "relabelled", "duty_open", "rung", "war")
"""Quantities that the statements rest on: what must be recorded."""
Record = Mapping[str, Array]
"""Quantity -> (tick, *rows, W)."""


@dataclass(frozen=True)
class Statement:
    """Something that may come true before the horizon.

    Attributes:
        code: worded by ``odds.<code>``.
        quantity: what it rests on; who doesn't see that exactly isn't told whether it came true.
        ids, numbers: what goes into the sentence.
        judge: (record) -> (W,) bool.
    """

    code: str
    quantity: str
    judge: Callable[[Record], Array]
    ids: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)


def statements(tables: Tables, start: WorldState | Any) -> list[Statement]:
    """Everything that odds are given on from this start, in the order in which it is told.

    What is so already (a war that has begun, a duty that is open, a rung that is reached) is no question any more.
    """
    found = [Statement("killed", "killed_now", _Ever("killed_now"))]
    for row, trigger in enumerate(tables.triggers):
        found.append(Statement("trigger", "trigger_fired", _Ever("trigger_fired", row), {"trigger": trigger.id}))
    for row, side in enumerate(tables.roster.axes["side"]):
        found.append(Statement("seizure", "seizures", _Ever("seizures", row), {"side": side}))
    for row, ladder in enumerate(tables.ladders):
        now = int(np.median(start.rung[row]))
        for rung in ladder.rungs:
            if rung.number > now:
                ids, numbers = {"ladder": ladder.id}, {"rung": float(rung.number)}
                found.append(Statement("rung", "rung", _Ever("rung", row, rung.number), ids, numbers))
        if now > ladder.rungs[0].number:
            ids, numbers = {"ladder": ladder.id}, {"rung": float(now)}
            found.append(Statement("rung_down", "rung", _EndsBelow(row, now), ids, numbers))
    found.append(Statement("relabelled", "relabelled", _Ever("relabelled")))
    still_open = (name for name in ("duty_open", "war") if not getattr(start, name).any())
    return [*found, *(Statement(name, name, _Ever(name)) for name in still_open)]


@dataclass(frozen=True)
class _Ever:
    """It reached a value at the end of some tick."""

    quantity: str
    row: int = -1
    least: float = 1.0

    def __call__(self, record: Record) -> Array:
        values = record[self.quantity]
        chosen = values if self.row < 0 else values[:, self.row]
        met: Array = np.logical_or.reduce(chosen >= self.least, axis=0)
        return met


@dataclass(frozen=True)
class _EndsBelow:
    """A ladder ends below the rung it stands on."""

    ladder: int
    rung: int

    def __call__(self, record: Record) -> Array:
        lower: Array = record["rung"][-1, self.ladder] < self.rung
        return lower


def wilson(hits: int, worlds: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share seen in so many runs (E. B. Wilson, 1927): what more runs could still change.

    >>> [round(end, 3) for end in wilson(0, 2000)]
    [0.0, 0.002]
    """
    share, square = hits / worlds, z * z / worlds
    middle = (share + square / 2) / (1 + square)
    half = z * ((share * (1 - share) + square / 4) / worlds) ** 0.5 / (1 + square)
    # The share itself always lies within, whatever the last digit of a sum does.
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
