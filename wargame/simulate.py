"""Many worlds of a scenario at once, with a doctrine in every empty seat: the engine behind odds, claims and balance.

    runs = wargame.simulate(scenario, worlds=1000, seed=7, turns=12, record=["cfv_recorded", "rung_ru_coalition"])

Worlds are played in blocks. A world's course depends on the seed and its number alone, so the size of blocks and the
number of processes change no bit of the result. `rollout` plays one block from any state (a staff estimate, a what-if).
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.opening import settle
from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.doctrine import choose, reply
from wargame.errors import InputError
from wargame.scenario.nearest import nearest
from wargame.world.calendar import tick_lengths, turn_days
from wargame.world.observe import observe
from wargame.world.orderbook import compile_orders
from wargame.world.orders import OrderDoc, Orders
from wargame.world.outcome import no_records
from wargame.world.ready import ready
from wargame.world.record import HEADLINES, Column, column
from wargame.world.runs import Recorded, Runs, SummaryRow, quantiles
from wargame.world.state import LANES, WorldState, spread
from wargame.world.tables import Tables

if TYPE_CHECKING:  # its models take long to import, and playing on compiled tables does without them
    from wargame.scenario.document import Scenario

__all__ = [
    "CHUNK", "IDLE", "Block", "Plan", "Recorded", "Runs", "SummaryRow", "plan_of", "play_block", "quantiles", "replies",
    "rollout", "seats_of", "simulate", "turn_orders",
]  # fmt: skip

Array = NDArray[Any]
Progress = Callable[[int, int], None]
CHUNK = 2048
"""Worlds per block: wide enough that calls cost little, narrow enough for the cache (performance.md 4)."""
LONGEST_TICK = 28
"""Days: what a scenario may ask for too; the rates of a longer tick would hide what happens within it."""
IDLE = "idle"
"""Named instead of a doctrine: the seat gives no orders, and triggers get its default answer."""


@dataclass(frozen=True, eq=False)
class Plan:
    """All that a block of worlds needs; it can be sent to another process.

    Attributes:
        seats: per role the doctrine that plays it, "" for none.
        turns: (number, days) of each turn to play.
        orders: turn -> orders given by hand (four lanes); a role that gives any leaves its doctrine out in that turn.
        columns: what is recorded.
    """

    tables: Tables
    seats: tuple[str, ...]
    turns: tuple[tuple[int, int], ...]
    dt_days: int
    orders: Mapping[int, Orders] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    events: bool = False
    seed: int = 0
    keep_final: bool = False

    @property
    def ticks(self) -> int:
        return sum(len(tick_lengths(days, self.dt_days)) for _, days in self.turns)


@dataclass(frozen=True, eq=False)
class Block:
    """What came of one block: recorded values (tick, *rows, W), records, the last state."""

    values: tuple[Array, ...]
    records: Array
    days: tuple[int, ...]
    final: WorldState


@dataclass(frozen=True, eq=False)
class _Part:
    """A block on its way into the whole: without its last state, unless that was asked for."""

    values: tuple[Array, ...]
    records: Array
    days: tuple[int, ...]
    marks: Array
    final: WorldState | None


def simulate(
    scenario: Scenario | str | Path,
    worlds: int = 1000,
    seed: int = 1,
    turns: int | None = None,
    dt_days: int | None = None,
    doctrines: Mapping[str, str] | None = None,
    orders: Sequence[OrderDoc] | None = None,
    record: Sequence[str] | None = None,
    overrides: Mapping[str, float | str] | None = None,
    processes: int = 1,
    chunk: int = CHUNK,
    progress: Progress | None = None,
    events: bool = False,
    turn: str = "month",
    keep_final: bool = False,
) -> Runs:
    """Play a scenario from its start in many worlds, with a doctrine in every seat.

    Args:
        scenario: loaded, or its path or bare name, which starts sooner.
        worlds: how many, >= 1; world n is the same however many are played.
        seed: >= 0.
        turns: how many, at most 999; default the longest session with such turns, or twelve.
        dt_days: whole days per tick, >= 1; default the scenario's.
        doctrines: role -> doctrine (or ``idle``) instead of the scenario's.
        orders: given by hand; a role with orders in a turn follows them alone in that turn.
        record: names as in `wargame.world.record`; default the headlines.
        overrides: dotted path -> value, see `wargame.scenario.changes`.
        processes: worker processes; chunk: worlds per block. Neither changes a bit of the result.
        progress: called with (worlds done, worlds).
        events: record what happens in every world.
        turn: ``week``, ``month`` (4-4-5 weeks) or ``quarter``.
        keep_final: keep the last state of every world (some 30 kB each).
    Raises: InputError if something asked for does not exist or is out of range.
    Interrupted (Ctrl-C), it returns what is complete, which is what fewer worlds would have given.
    """
    for name, value, low in (
        ("worlds", worlds, 1),
        ("seed", seed, 0),
        ("processes", processes, 1),
        ("chunk", chunk, 1),
    ):
        _whole(name, value, low)
    tables = ready(scenario, overrides)
    plan = plan_of(
        tables, turns=turns, turn=turn, dt_days=dt_days, doctrines=doctrines, orders=orders, record=record, seed=seed,
        events=events, keep_final=keep_final,
    )  # fmt: skip
    chunk = -(-chunk // LANES) * LANES
    gathered = _Gathered(plan, worlds)  # first: what does not fit in memory is said before anything is played
    starts = [(first, min(chunk, worlds - first)) for first in range(0, worlds, chunk)]
    play = _in_processes if processes > 1 and len(starts) > 1 else _in_this_process
    try:
        for part in play(plan, starts, processes, progress, worlds):
            gathered.add(part)
    except KeyboardInterrupt:
        if not gathered.worlds:
            raise
    return gathered.runs()


def plan_of(
    tables: Tables,
    *,
    turns: int | None = None,
    turn: str = "month",
    dt_days: int | None = None,
    doctrines: Mapping[str, str] | None = None,
    orders: Sequence[OrderDoc] | None = None,
    record: Sequence[str] | None = None,
    seed: int = 0,
    events: bool = False,
    keep_final: bool = False,
    first_turn: int = 1,
) -> Plan:
    """Check what is asked for and put it in one piece. Arguments and errors as for `simulate`."""
    if turn not in tables.turn_lengths:
        raise InputError("unknown-turn", f"there is no turn `{turn}`", hint=nearest(turn, list(tables.turn_lengths)))
    if turns is None:
        turns = max((number for kind, number in tables.sessions.values() if kind == turn), default=12)
    _whole("turns", turns, 1, int(tables.registry["turn"].high) - first_turn + 1)
    dt = tables.tick_days if dt_days is None else _whole("dt_days", dt_days, 1, LONGEST_TICK)
    by_turn: dict[int, list[OrderDoc]] = {}
    for doc in orders or ():
        by_turn.setdefault(doc.turn, []).append(doc)
    return Plan(
        tables=tables,
        seats=seats_of(tables, doctrines or {}),
        turns=tuple((n, turn_days(tables.turn_lengths[turn], n)) for n in range(first_turn, first_turn + turns)),
        dt_days=dt,
        orders={number: compile_orders(docs, tables) for number, docs in by_turn.items()},
        columns=tuple(column(name, tables) for name in dict.fromkeys(HEADLINES if record is None else record)),
        events=events,
        seed=seed,
        keep_final=keep_final,
    )


def seats_of(tables: Tables, doctrines: Mapping[str, str]) -> tuple[str, ...]:
    """The doctrine in each role's seat, "" for none. Raises InputError for a role or doctrine that isn't there."""
    roles = tables.roster.axes["role"]
    for role, chosen in doctrines.items():
        if role not in roles:
            raise InputError("unknown-role", f"there is no role `{role}`", hint=nearest(role, roles))
        known = [name for name, doctrine in tables.doctrines.items() if doctrine.role_id == role]
        if chosen not in {*known, IDLE, ""}:
            hint = nearest(chosen, [*known, IDLE])
            raise InputError("unknown-doctrine", f"`{role}` has no doctrine `{chosen}`", hint=hint)
    seats = (doctrines.get(role, seat) for role, seat in zip(roles, tables.seats, strict=True))
    return tuple("" if seat == IDLE else seat for seat in seats)


def rollout(plan: Plan, start: WorldState, dice: Dice, progress: Callable[[float], None] | None = None) -> Block:
    """Play one block of W worlds from any state.

    Args:
        start: W worlds (W >= 2), the turn's number aside as the plan's first turn finds them.
        dice: of the same W worlds.
        progress: called after each turn with the share played.
    """
    state = start
    kept: list[Array] = [np.empty((plan.ticks, *c.shape, start.worlds), c.kind) for c in plan.columns]
    records, days, tick = [no_records()], [], 0
    for played, (number, length) in enumerate(plan.turns, 1):
        state = state.at_turn(number)
        orders: Orders | None = turn_orders(plan, state, dice)
        for dt in tick_lengths(length, plan.dt_days):
            outcome = adjudicate(
                state, orders, (), plan.tables, dice, dt_days=dt, replies=replies(plan, dice), want_events=plan.events
            )
            state, orders = outcome.state, None
            for values, wanted in zip(kept, plan.columns, strict=True):
                values[tick] = wanted.read(state)
            if outcome.records is not None:
                records.append(outcome.records)
            days.append(state.day)
            tick += 1
        if progress:
            progress(played / len(plan.turns))
    return Block(tuple(kept), np.concatenate(records), tuple(days), state)


def turn_orders(plan: Plan, state: WorldState, dice: Dice) -> Orders:
    """What every seat orders at the start of a turn: by hand where the plan says so, else by doctrine."""
    tables = plan.tables
    by_hand = plan.orders.get(state.turn)
    orders = by_hand.spread(state.worlds) if by_hand else Orders.none(len(plan.seats), state.worlds)
    for row, seat in enumerate(plan.seats):
        if seat and (orders.kind[row] < 0).all():
            doctrine = tables.doctrines[seat]
            choose(observe(state, tables, doctrine.role_id, dice, only=doctrine.names), doctrine, dice, orders)
    return orders


def replies(plan: Plan, dice: Dice) -> Callable[[WorldState, int, Array], Array]:
    """How the seats answer a trigger that was met in some worlds (`wargame.adjudication.triggers.Replies`)."""
    tables = plan.tables

    def answers(state: WorldState, trigger: int, fired: Array) -> Array:  # noqa: ARG001 (every world answers; few use it)
        given = np.full((len(plan.seats), state.worlds), -1, np.int32)
        met = tables.triggers[trigger]
        for role, options in zip(met.deciders, met.options, strict=True):
            doctrine = tables.doctrines[plan.seats[role]] if plan.seats[role] else None
            if doctrine is not None and doctrine.replies:
                view = observe(state, tables, doctrine.role_id, dice, only=doctrine.names)
                given[role] = reply(view, doctrine, dice, trigger, options, trigger * len(plan.seats) + role)
        return given

    return answers


def play_block(plan: Plan, first: int, count: int, progress: Callable[[float], None] | None = None) -> Block:
    """Worlds `first` to `first + count` from the scenario's start. A narrow block is padded, never played at W = 1."""
    lanes = -(-count // LANES) * LANES
    dice = Dice(plan.seed, np.arange(first, first + lanes, dtype=np.int64))
    start = settle(spread(plan.tables.start, lanes), plan.tables, dice)
    block = rollout(plan, start, dice, progress)
    if lanes == count:
        return block
    own = block.records[block.records["world"] < first + count]
    return Block(tuple(values[..., :count] for values in block.values), own, block.days, block.final.take(slice(count)))


def _in_this_process(
    plan: Plan, starts: Sequence[tuple[int, int]], _processes: int, progress: Progress | None, worlds: int
) -> Iterator[_Part]:
    for first, count in starts:

        def told(share: float, first: int = first, count: int = count) -> None:
            if progress:
                progress(first + int(count * share), worlds)

        yield _part(plan, first, count, told)


_PLAN: list[Plan] = []
"""In a worker process: the plan whose blocks it plays."""


def _in_processes(
    plan: Plan, starts: Sequence[tuple[int, int]], processes: int, progress: Progress | None, worlds: int
) -> Iterator[_Part]:
    # Workers are started afresh, not forked: a window or a thread of ours must not be copied into them.
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        # The server that workers are forked from imports this once, instead of every worker for itself.
        context.set_forkserver_preload(["__main__", __name__])
    workers = min(processes, len(starts))
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(plan,))
    try:
        waiting: list[Future[_Part]] = [pool.submit(_work, first, count) for first, count in starts]
        for first, count in starts:
            part = waiting.pop(0).result()
            if progress:
                progress(first + count, worlds)
            yield part
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(plan: Plan) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gathers
    _PLAN[:] = [plan]


def _work(first: int, count: int) -> _Part:
    return _part(_PLAN[0], first, count)


def _part(plan: Plan, first: int, count: int, progress: Callable[[float], None] | None = None) -> _Part:
    block = play_block(plan, first, count, progress)
    final = block.final if plan.keep_final else None
    return _Part(block.values, block.records, block.days, block.final.fingerprints(), final)


class _Gathered:
    """Blocks put together as they come, in the order of worlds: nothing is held twice."""

    def __init__(self, plan: Plan, worlds: int) -> None:
        self.plan, self.worlds = plan, 0
        self.values = [np.empty((plan.ticks, *c.shape, worlds), c.kind) for c in plan.columns]
        self.marks = np.empty(worlds, np.uint64)
        self.records: list[Array] = [no_records()]
        self.finals: list[WorldState] = []
        self.days: tuple[int, ...] = ()

    def add(self, part: _Part) -> None:
        done = self.worlds + len(part.marks)
        for kept, values in zip(self.values, part.values, strict=True):
            kept[..., self.worlds : done] = values
        self.marks[self.worlds : done] = part.marks
        self.records.append(part.records)
        self.finals += [part.final] if part.final else []
        self.days, self.worlds = part.days, done

    def runs(self) -> Runs:
        recorded = {}
        for one, values in zip(self.plan.columns, self.values, strict=True):
            by_world = np.moveaxis(values[..., : self.worlds], -1, 1)
            recorded[one.name] = Recorded(by_world, ("tick", "world", *one.axes), one.unit, one.flow)
        records = np.concatenate(self.records)
        return Runs(
            recorded=recorded,
            worlds=self.worlds,
            seed=self.plan.seed,
            days=self.days,
            events=records[np.lexsort((records["tick"], records["world"]))],
            marks=self.marks[: self.worlds],
            roster=self.plan.tables.roster.axes,
            final=_joined(self.finals) if self.plan.keep_final else None,
        )


def _joined(states: Sequence[WorldState]) -> WorldState:
    first = states[0]
    arrays = {name: np.concatenate([state.arrays[name] for state in states], axis=-1) for name in first.arrays}
    return WorldState(first.day, first.tick, first.turn, arrays)


def _whole(name: str, value: float, low: int, high: int | None = None) -> int:
    if value != int(value) or value < low:
        raise InputError("out-of-range", f"`{name}` must be a whole number, at least {low}, not {value:g}")
    if high is not None and value > high:
        raise InputError("out-of-range", f"`{name}` can be at most {high}, not {int(value)}")
    return int(value)
