"""The booklet's distributions: what the engine draws, as tables for two ten-sided dice.

Nothing here is typed in. What has a formula is worked out with the engine's own samplers; what comes of a whole turn
(violations of an area, what observers make of them, how tracks move by themselves) is played by the engine in many
worlds, with nobody giving orders. A low roll means that more happens, as everywhere in the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import samplers
from wargame.simulate import IDLE, plan_of, play_block
from wargame.world.tables import Tables

Array = NDArray[Any]
WORLDS, SEED, TURNS = 2000, 1, 3
BANDS: tuple[tuple[int, int], ...] = (
    (1, 5), (6, 15), (16, 30), (31, 50), (51, 70), (71, 85), (86, 95), (96, 100),
)  # fmt: skip
"""Rolls of two ten-sided dice (00 is 100) that share a row of a table."""
MEANS = (0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 40.0)
"""Columns of the table of rare things."""
QUARTERS = 4
TENTH = 10


@dataclass(frozen=True, eq=False)
class Drawn:
    """What turns without orders come to.

    Attributes:
        days: of each turn.
        counts: (area, band) true violations by both sides in the first turn, where the band's middle lies.
        second_side: (area,) share of them by side 1.
        pace: (turn,) how much of the first turn's violations per day a later turn has.
        carry: (quarter,) what is added to the roll after a turn in that quarter of rolls, the first the lowest.
        reported, placed: (area,) share of true violations in the observers' report, and of these laid at a door.
        drift: (track,) mean move of a track in the first turn.
        launched, leaked: (side,) drones and missiles that a side launches in the first turn, and the share that gets
            through.
    """

    days: tuple[int, ...]
    counts: Array
    second_side: Array
    pace: Array
    carry: Array
    reported: Array
    placed: Array
    drift: Array
    launched: Array
    leaked: Array


def drawn(tables: Tables, worlds: int = WORLDS, seed: int = SEED) -> Drawn:
    """Play the first turns in many worlds, with nobody giving orders."""
    idle = dict.fromkeys(tables.roster.axes["role"], IDLE)
    record = ("cfv_true", "cfv_recorded", "cfv_reported", "raids", "leaked")
    plan = plan_of(tables, turns=TURNS, doctrines=idle, record=record, seed=seed)
    first_turn = plan_of(tables, turns=1, doctrines=idle, record=(), seed=seed)
    block = play_block(plan, 0, worlds)
    true, recorded, reported, raids, leaked = block.values
    days = tuple(length for _, length in plan.turns)
    ends = np.cumsum(days)
    turn_of = np.searchsorted(ends, np.array(block.days), side="left")
    by_turn = np.stack([true[turn_of == n].sum(axis=(0, 2)) for n in range(TURNS)])  # (turn, side, sector, W)
    areas = [tables.area == row for row in range(len(tables.roster.axes["area"]))]
    both = np.stack([by_turn[:, :, mask].sum(axis=(1, 2)) for mask in areas])  # (area, turn, W)
    first = turn_of == 0
    seen = np.stack([reported[first][:, mask].sum() for mask in areas])
    known = np.stack([recorded[first][:, :, mask].sum() for mask in areas])
    total = np.maximum(both[:, 0].sum(axis=-1), 1)
    per_day = np.median(both.sum(axis=0), axis=-1) / np.array(days)
    ended = play_block(first_turn, 0, worlds).final.tracks.mean(axis=-1)
    return Drawn(
        days=days,
        counts=np.quantile(both[:, 0], [1 - middle(band) for band in BANDS], axis=-1).T,
        second_side=np.stack([by_turn[0, 1, mask].sum() for mask in areas]) / total,
        pace=per_day / per_day[0],
        carry=_carry(both),
        reported=seen / total,
        placed=known / np.maximum(seen, 1),
        drift=ended - tables.start.tracks[:, 0],
        launched=raids[first].sum(axis=(0, 2)) / worlds,
        leaked=leaked[first].sum(axis=(0, 2)) / np.maximum(raids[first].sum(axis=(0, 2)), 1),
    )


def middle(band: tuple[int, int]) -> float:
    """Middle of a band of rolls, as a die in (0, 1).

    >>> middle((31, 50))
    0.4
    """
    return (band[0] - 1 + band[1]) / 200


def _carry(both: Array) -> Array:
    """How far the second turn's rank leans after a first turn in each quarter of rolls; mean over areas."""
    worlds = both.shape[-1]
    rolls = [100 - 100 * np.argsort(np.argsort(both[:, turn], axis=-1), axis=-1) / worlds for turn in (0, 1)]
    quarter = np.minimum(rolls[0] // (100 / QUARTERS), QUARTERS - 1)
    leaning = [float(np.median(rolls[1][quarter == n])) - 50 for n in range(QUARTERS)]
    return np.array(leaning)


def poisson(mean: float) -> list[int]:
    """Counts of rare things with a mean, by band."""
    return [int(samplers.poisson([middle(band)], mean)[0]) for band in BANDS]


def hit(tables: Tables, multiple: float = 1.0) -> list[int]:
    """People hit by one lethal act, by band: the heavy-tailed law of `contact.py`."""
    scale = np.float32(multiple * tables.tunables["casualty_scale"])
    shape = np.float32(tables.tunables["casualty_shape"])
    return [1 + int(samplers.discrete_weibull([middle(band)], scale, shape)[0]) for band in BANDS]
