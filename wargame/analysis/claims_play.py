"""The arms of the ledger's experiments side by side: all that share one compiled ruleset are played in one batch.

An arm is a starting state, orders given by hand and doctrines in the seats. Each takes a stretch of the batch's lanes,
and every stretch has the same world numbers: the same dice fall in all arms, which is what makes differences between
them exact. Nothing else is shared, so an arm plays as it would alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.opening import settle
from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.doctrine import choose, reply
from wargame.errors import InputError
from wargame.quantities import DAYS_PER_WEEK
from wargame.scenario.changes import override
from wargame.scenario.claims import Arm, GivenOrder
from wargame.scenario.document import Deployed, Scenario
from wargame.scenario.registry import levels_of, scope_of
from wargame.simulate import seats_of
from wargame.world.calendar import tick_lengths, turn_days
from wargame.world.compile import TURN_LENGTHS
from wargame.world.expressions import Expressions
from wargame.world.observe import observe
from wargame.world.opening import opening
from wargame.world.orderbook import compile_orders
from wargame.world.orders import OrderDoc, Orders
from wargame.world.readers import Reader
from wargame.world.roster import Roster
from wargame.world.state import LANES, WorldState, spread
from wargame.world.tables import Tables

Array = NDArray[Any]
STARTS = ("tracks", "settings", "calm")
"""Heads of the paths that say where play starts and nothing else."""


@dataclass(frozen=True, eq=False)
class Course:
    """An arm ready to be played on some tables: where it starts, who sits where, what is ordered by hand."""

    start: WorldState
    seats: tuple[str, ...]
    orders: Mapping[int, Orders]
    readings: tuple[tuple[Reader, str, int], ...]
    """What is measured in it: reader, how it is taken (`wargame.scenario.claims.Take`), last turn that counts."""


def course(scenario: Scenario, tables: Tables, arm: Arm, readings: Sequence[tuple[Reader, str, int]]) -> Course:
    """An arm on tables that were compiled from the scenario, whose rules it leaves as they are.

    Args:
        readings: (what is measured, how it is taken, turns).
    Raises: InputError for anything that is not there.
    """
    changed = override(scenario, start_changes(arm))
    if arm.deployed:
        placed = [*changed.document.deployed, *(_placed(each, tables) for each in arm.deployed)]
        changed = replace(changed, document=changed.document.model_copy(update={"deployed": placed}))
    by_turn: dict[int, list[OrderDoc]] = {}
    for order in arm.orders:
        for turn in order.turns:
            doc = OrderDoc(order.role, order.order, turn, dict(order.parameters), _openness(order, tables))
            by_turn.setdefault(turn, []).append(doc)
    return Course(
        start=opening(changed, tables),
        seats=seats_of(tables, arm.doctrines),
        orders={turn: compile_orders(docs, tables) for turn, docs in by_turn.items()},
        readings=tuple(readings),
    )


def start_changes(arm: Arm) -> dict[str, float | str]:
    """Of an arm's changes those of where play starts; the others are of the rules, which must be compiled anew."""
    return {path: value for path, value in arm.changes.items() if path.partition(".")[0] in STARTS}


def _placed(deployed: Deployed, tables: Tables) -> Deployed:
    for axis, name in (("element", deployed.option), ("place", deployed.place)):
        if name not in tables.roster.axes[axis]:
            raise InputError(f"unknown-{axis}", f"there is no {axis} `{name}`")
    return deployed


def _openness(order: GivenOrder, tables: Tables) -> str:
    known = tables.roster.axes["order"]
    if order.visibility or order.order not in known:  # what is unknown is told of with everything else
        return order.visibility or "public"
    return tables.orders[known.index(order.order)].visibilities[0]


def measures(scenario: Scenario, tables: Tables, texts: Iterable[str]) -> dict[str, Reader]:
    """What each measure reads of a state: one number per world. Raises InputError if it is more, or looks back."""
    made = Expressions(
        scope=scope_of(scenario),
        roster=Roster(tables.roster.axes, levels_of(scenario.rules)),
        level_values={each.id: tuple(level.value for level in each.levels) for each in scenario.rules.settings},
        baseline=tables.tunables["baseline_rate"] * float(tables.km.sum()) * DAYS_PER_WEEK,
    )
    found = {}
    for text in dict.fromkeys(texts):
        found[text], axes = made.value(text)
        if axes:
            message = f"`{text}` has a number per {' and '.join(axes)}"
            raise InputError("bad-measure", message, hint="Add them up: total().")
        if made.windows or made.held:
            raise InputError("bad-measure", f"`{text}` looks back", hint="Use `take` to add up over the turns played.")
    return found


def play(tables: Tables, courses: Sequence[Course], first: int, count: int, seed: int) -> list[Array]:
    """Per course the values of its readings, (readings, count): worlds `first` to `first + count` of each.

    Args:
        count: a multiple of four.
    """
    dice = Dice(seed, np.tile(np.arange(first, first + count, dtype=np.int64), len(courses)))
    arrays = [spread(each.start, count).arrays for each in courses]
    joined = {name: np.concatenate([one[name] for one in arrays], axis=-1) for name in arrays[0]}
    state = settle(WorldState(0, 0, 1, joined), tables, dice)
    lanes = [slice(n * count, (n + 1) * count) for n in range(len(courses))]
    meters = [[_Meter(take, turns) for _, take, turns in each.readings] for each in courses]
    _read(courses, meters, lanes, state, 0)
    seats = [_Seat(row, tables, courses, count) for row in range(tables.roster.size("role"))]
    last = max((turns for each in courses for *_, turns in each.readings), default=0)
    for turn in range(1, last + 1):
        state = state.at_turn(turn)
        orders: Orders | None = _orders(seats, courses, lanes, state, dice, turn)
        for dt in tick_lengths(turn_days(TURN_LENGTHS["month"], turn), tables.tick_days):
            outcome = adjudicate(
                state, orders, (), tables, dice, dt_days=dt, replies=lambda *met: _answers(seats, dice, tables, *met)
            )
            state, orders = outcome.state, None
            _read(courses, meters, lanes, state, turn)
    return [
        np.stack([meter.value(count) for meter in each]) if each else np.empty((0, count), np.float64)
        for each in meters
    ]


def _read(
    courses: Sequence[Course], meters: Sequence[Sequence[_Meter]], lanes: Sequence[slice], state: WorldState, turn: int
) -> None:
    known: dict[Reader, Array] = {}
    for each, own, part in zip(courses, meters, lanes, strict=True):
        for (read, *_), meter in zip(each.readings, own, strict=True):
            if read not in known:
                known[read] = np.asarray(read(state), np.float64)
            meter.add(known[read][part], turn)


class _Meter:
    """One measure over the turns played."""

    def __init__(self, take: str, turns: int) -> None:
        self.take, self.turns, self.ticks = take, turns, 0
        self.kept: Array | None = None

    def add(self, values: Array, turn: int) -> None:
        if self.take == "start":
            self.kept = values if turn == 0 else self.kept
            return
        if not 1 <= turn <= self.turns:
            return
        self.ticks += 1
        if self.take == "end" or self.kept is None:
            self.kept = values
        elif self.take in {"most", "ever"}:
            self.kept = np.maximum(self.kept, values)
        else:
            self.kept = self.kept + values

    def value(self, count: int) -> Array:
        kept = np.zeros(count) if self.kept is None else self.kept
        if self.take == "mean":
            return kept / max(1, self.ticks)
        return (kept > 0).astype(np.float64) if self.take == "ever" else kept


class _Seat:
    """One role in all arms: which doctrine plays it in which lanes."""

    def __init__(self, row: int, tables: Tables, courses: Sequence[Course], count: int) -> None:
        self.row = row
        by_doctrine: dict[str, list[int]] = {}
        for n, each in enumerate(courses):
            by_doctrine.setdefault(each.seats[row], []).append(n)
        self.doctrines = [(tables.doctrines[name], arms) for name, arms in by_doctrine.items() if name]
        self.worlds, self.count, self.tables = len(courses) * count, count, tables

    def mask(self, arms: Sequence[int]) -> Array:
        """(W,) whether a lane belongs to one of these arms."""
        chosen = np.zeros(self.worlds // self.count, np.bool_)
        chosen[list(arms)] = True
        return np.repeat(chosen, self.count)


def _orders(
    seats: Sequence[_Seat], courses: Sequence[Course], lanes: Sequence[slice], state: WorldState, dice: Dice, turn: int
) -> Orders:
    """By hand where an arm says so, else by doctrine (as `wargame.simulate.turn_orders`)."""
    orders = Orders.none(len(seats), state.worlds)
    by_hand = np.zeros((len(seats), len(courses)), np.bool_)
    for n, (each, part) in enumerate(zip(courses, lanes, strict=True)):
        given = each.orders.get(turn)
        if given is not None:
            _copy(given.spread(part.stop - part.start), orders, (slice(None), slice(None), part))
            by_hand[:, n] = (given.kind[..., 0] >= 0).any(axis=1)
    for seat in seats:
        for doctrine, arms in seat.doctrines:
            free = [n for n in arms if not by_hand[seat.row, n]]
            if free:
                made = Orders.none(len(seats), state.worlds)
                choose(observe(state, seat.tables, doctrine.role_id, dice, only=doctrine.names), doctrine, dice, made)
                chosen = np.flatnonzero(seat.mask(free))
                _copy(made, orders, (seat.row, slice(None), chosen), (seat.row, slice(None), chosen))
    return orders


def _copy(source: Orders, target: Orders, to: Any, at: Any = ...) -> None:
    for name in ("kind", "level", "target", "place", "amount", "visibility"):
        getattr(target, name)[to] = getattr(source, name)[at]


def _answers(
    seats: Sequence[_Seat], dice: Dice, tables: Tables, state: WorldState, trigger: int, fired: Array
) -> Array:
    """How the seats answer a trigger (as `wargame.simulate.replies`)."""
    given = np.full((len(seats), state.worlds), -1, np.int32)
    met = tables.triggers[trigger]
    for role, options in zip(met.deciders, met.options, strict=True):
        for doctrine, arms in seats[role].doctrines:
            mine = seats[role].mask(arms)
            if doctrine.replies and (fired & mine).any():
                view = observe(state, tables, doctrine.role_id, dice, only=doctrine.names)
                said = reply(view, doctrine, dice, trigger, options, trigger * len(seats) + role)
                given[role, mine] = said[mine]
    return given


def blocks(worlds: int, arms: int, lanes: int) -> Iterator[tuple[int, int]]:
    """(first, count) of the blocks that play `worlds` of `arms` arms in batches of about `lanes`."""
    step = max(LANES, lanes // max(1, arms) // LANES * LANES)
    for first in range(0, worlds, step):
        yield first, min(step, worlds - first)
