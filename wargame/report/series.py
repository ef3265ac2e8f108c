"""Numbers over time as the reader of a story saw them: pure helpers for charts, here and on screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.report.story import Story

Array = NDArray[Any]


@dataclass(frozen=True)
class Strip:
    """One outcome dimension: points from 0 to 100 at every tick, and the band (0 to 4) it ended in."""

    dimension: str
    points: tuple[float, ...]

    @property
    def band(self) -> int:
        """
        >>> Strip("peace", (50.0, 81.0)).band
        4
        """
        return band_of(self.points[-1])


@dataclass(frozen=True)
class Count:
    """Violations in an area over all of play, both sides together; None where the reader doesn't know."""

    area: str
    recorded: int
    reported: int
    true: int | None


def band_of(points: float) -> int:
    """Which of five equal bands a strip's points lie in, 0 the worst."""
    return min(4, max(0, int(points // 20)))


def ladders(story: Story) -> Mapping[str, list[tuple[int, int]]]:
    """Ladder -> (day, rung) at every tick; empty if the reader doesn't see rungs."""
    values = story.series("rung")
    if values is None:
        return {}
    names = story.tables.roster.axes["ladder"]
    return {
        name: [(day, int(row[n])) for day, row in zip(story.days, values, strict=True)] for n, name in enumerate(names)
    }


def strips(story: Story) -> list[Strip]:
    """The outcome strips that the reader sees, in the scenario's order."""
    values = story.series("outcome")
    if values is None:
        return []
    names = story.tables.roster.axes["dimension"]
    return [Strip(name, tuple(float(value) for value in values[:, n])) for n, name in enumerate(names)]


def per_tick(story: Story, quantity: str) -> list[float] | None:
    """A flow added up over its rows, at every tick after the start; None if it is not the reader's to see."""
    values = story.series(quantity)
    if values is None:
        return None
    return [float(total) for total in values[1:].sum(axis=tuple(range(1, values.ndim)))]


def total(story: Story, quantity: str) -> float | None:
    """A flow over all of play and all of its rows."""
    values = per_tick(story, quantity)
    return None if values is None else sum(values)


def by_area(story: Story) -> list[Count]:
    """Violations recorded (and, for who knows, true) in each area; empty if the reader sees none."""
    recorded, reported = story.series("cfv_recorded"), story.series("cfv_reported")
    if recorded is None or reported is None:
        return []
    true = story.series("cfv_true")
    area = story.tables.area
    counts = []
    for row, name in enumerate(story.tables.roster.axes["area"]):
        here = area == row
        counts.append(
            Count(
                name,
                int(recorded[1:][..., here].sum()),
                int(reported[1:][..., here].sum()),
                None if true is None else int(true[1:][..., here].sum()),
            )
        )
    return counts


def by_sector(story: Story, quantity: str = "cfv_recorded") -> list[int] | None:
    """A count over all of play in each sector (its last axis)."""
    values = story.series(quantity)
    if values is None:
        return None
    flat = values[1:].reshape(-1, values.shape[-1])
    return [int(number) for number in flat.sum(axis=0)]


def by_side(values: Array | None) -> list[int]:
    """A (tick, side, ...) flow over all of play, per side."""
    if values is None:
        return []
    others = (0, *range(2, values.ndim))
    return [int(number) for number in values[1:].sum(axis=others)]


def turn_ends(story: Story) -> list[tuple[float, str]]:
    """(day, turn number) where each turn ends, the start first, thinned so that the labels fit."""
    ends = {tick.turn: tick.day for tick in story.ticks}
    labels: list[tuple[float, str]] = [(0.0, "0")]
    step = max(1, len(ends) // 13 + 1)
    for number, (turn, day) in enumerate(ends.items(), start=1):
        if number % step == 0 or number == len(ends):
            labels.append((float(day), str(turn)))
    return labels


def quantile_place(points: Sequence[float], value: float) -> float:
    """Roughly at which share of the odds a value lies, from their 10, 25, 50, 75 and 90 % points.

    >>> [quantile_place((0, 1, 2, 3, 4), value) for value in (2, 9)], quantile_place((7, 7, 7, 7, 7), 7)
    ([0.5, 0.95], 0.5)
    """
    shares = (0.1, 0.25, 0.5, 0.75, 0.9)
    same = [share for share, point in zip(shares, points, strict=True) if point == value]
    if same:  # where many runs came to the same, it lies in their middle
        return (same[0] + same[-1]) / 2
    if value < points[0]:
        return 0.05
    if value > points[-1]:
        return 0.95
    return float(np.interp(value, points, shares))
