"""Any world of a batch, explained by its address: that world alone is played again, as a live game that tells why.

    wargame.explain("moderate", seed=7, world=4711, turn=3)

A world's course depends on the seed and its number alone, so this is the very world that `simulate` played among
thousands. It is checked as it goes: the same world, played within a batch, must agree in every bit after every tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.adjudication.opening import settle
from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.scenario.nearest import nearest
from wargame.simulate import Plan, plan_of, replies, turn_orders
from wargame.words import Words
from wargame.world.calendar import tick_lengths
from wargame.world.causes import Cause, Waiting, track_causes
from wargame.world.events import Event
from wargame.world.orders import OrderDoc, Orders
from wargame.world.outcome import Outcome
from wargame.world.ready import ready
from wargame.world.state import LANES, WorldState, spread
from wargame.world.tables import Tables
from wargame.world.why import Why

if TYPE_CHECKING:
    from wargame.scenario.document import Scenario

GAME = 0
"""The lane that is told about."""


@dataclass(frozen=True)
class Told:
    """Something that happened in the world, with its "Why?" in `event.why`.

    Attributes:
        turn, tick: from 1, the tick within its turn; 0 for what is told of a whole turn (a track that moved).
        day, days: first day of that time, and how many there are.
    """

    turn: int
    tick: int
    day: int
    days: int
    event: Event


@dataclass(frozen=True)
class Explained:
    """What happened in one world, and why.

    Attributes:
        mark: the fingerprint of the world after the last tick that was played (`WorldState.fingerprints`).
        digest: SHA-256 of the same.
    """

    scenario: str
    seed: int
    world: int
    told: tuple[Told, ...]
    turns: int
    mark: int
    digest: str

    def to_json(self) -> dict[str, Any]:
        """As JSON data."""
        return {**asdict(self), "mark": f"{self.mark:016x}"}


@dataclass(frozen=True)
class _Asked:
    """What is to be told."""

    turn: int | None
    tick: int | None
    code: str | None
    quantity: str | None

    def wants(self, turn: int, tick: int) -> bool:
        return self.turn in {None, turn} and self.tick in {None, tick}

    def about(self, event: Event) -> bool:
        named = self.quantity is None or _mentions(event, self.quantity)
        return named and self.code in {None, event.code}


def explain(
    scenario: Scenario | str | Path,
    *,
    seed: int = 1,
    world: int = 0,
    turn: int | None = None,
    tick: int | None = None,
    code: str | None = None,
    quantity: str | None = None,
    turns: int | None = None,
    dt_days: int | None = None,
    doctrines: Mapping[str, str] | None = None,
    orders: Sequence[OrderDoc] | None = None,
    overrides: Mapping[str, float | str] | None = None,
    length: str = "month",
) -> Explained:
    """Play one world of a batch again, and tell what happened in it and why.

    Args:
        scenario, seed, turns, dt_days, doctrines, orders, overrides: as for `simulate`, whose batch it is.
        world: its number in the batch, >= 0.
        turn, tick: only this turn, only this tick of it (from 1); what comes later is not played.
        code: only events of this code (`Event.code`; ``moved`` for tracks).
        quantity: only what this quantity, track, check or id has to do with.
        length: of a turn, `turn` of `simulate`.
    Raises: InputError for what does not exist.
    """
    tables = ready(scenario, overrides)
    plan = plan_of(
        tables, turns=turns, turn=length, dt_days=dt_days, doctrines=doctrines, orders=orders, record=(), seed=seed
    )
    if code is not None and not Words().has(f"event.{code}"):
        raise InputError("unknown-code", f"no event is called `{code}`")
    _refuse(plan, tables, world, turn, tick, quantity)
    asked = _Asked(turn, tick, code, quantity)
    told: list[Told] = []
    state = None
    for played in _play(plan, world, turn, tick):
        state = played.after
        told += [each for each in _told(played, tables, asked) if asked.about(each.event)]
    if state is None:  # `_refuse` lets no empty play through
        raise AssertionError("nothing was played")
    mark = int(state.fingerprints()[GAME])
    return Explained(tables.scenario_id, seed, world, tuple(told), state.turn, mark, state.digest(GAME))


def _refuse(
    plan: Plan, tables: Tables, world: int, turn: int | None, tick: int | None, quantity: str | None
) -> None:  # fmt: skip
    lengths = dict(plan.turns)
    if world < 0:
        raise InputError("out-of-range", f"`world` is {world}; worlds are numbered from 0")
    if turn is not None and turn not in lengths:
        raise InputError("out-of-range", f"there is no turn {turn}; {len(lengths)} are played")
    if tick is not None:
        if turn is None:
            raise InputError("out-of-range", "a tick is counted within a turn; name the turn too")
        ticks = len(tick_lengths(lengths[turn], plan.dt_days))
        if not 1 <= tick <= ticks:
            raise InputError("out-of-range", f"turn {turn} has no tick {tick}; it has {ticks}")
    if quantity is not None:
        axes = tables.roster.axes
        known = [*tables.registry, *tables.checks, *axes["track"], *(id for ids in axes.values() for id in ids)]
        if quantity not in known:
            hint = nearest(quantity, known)
            raise InputError("unknown-quantity", f"nothing in the rules is called `{quantity}`", hint=hint)


@dataclass(frozen=True, eq=False)
class _Played:
    """One tick of the world."""

    turn: int
    tick: int
    days: int
    before: WorldState
    outcome: Outcome
    is_last: bool
    """Of its turn."""

    @property
    def after(self) -> WorldState:
        return self.outcome.state


def _play(plan: Plan, world: int, turn: int | None, tick: int | None) -> Iterator[_Played]:
    """Tick by tick, as far as is asked, in four lanes that are all the same world."""
    tables = plan.tables
    alone = Dice(plan.seed, np.full(LANES, world, np.int64))
    among = Dice(plan.seed, np.arange(world, world + LANES, dtype=np.int64))
    state, batch = (settle(spread(tables.start, LANES), tables, dice) for dice in (alone, among))
    waiting: tuple[Waiting, ...] = ()
    for number, days in plan.turns:
        state, batch = state.at_turn(number), batch.at_turn(number)
        orders: Orders | None = turn_orders(plan, state, alone)
        theirs: Orders | None = turn_orders(plan, batch, among)
        lengths = tick_lengths(days, plan.dt_days)
        for count, dt in enumerate(lengths, 1):
            outcome = adjudicate(
                state, orders, (), tables, alone, dt_days=dt, live=True, replies=replies(plan, alone), waiting=waiting
            )
            batch = adjudicate(
                batch, theirs, (), tables, among, dt_days=dt, replies=replies(plan, among)
            ).state  # fmt: skip
            if outcome.state.fingerprints()[GAME] != batch.fingerprints()[GAME]:
                raise AssertionError(f"world {world} alone is not what it is in a batch, on day {outcome.state.day}")
            yield _Played(number, count, dt, state, outcome, count == len(lengths))
            state, waiting, orders, theirs = outcome.state, outcome.waiting, None, None
            if (number, count) == (turn, tick):
                return
        if number == turn:
            return


def _told(played: _Played, tables: Tables, asked: _Asked) -> Iterator[Told]:
    """Events of the tick, and how tracks moved in it."""
    if not asked.wants(played.turn, played.tick):
        return
    for event in played.outcome.events:
        yield Told(played.turn, played.tick, played.before.day, played.days, event)
    for event in _moved(played.outcome.causes, played.before, played.after, tables, asked.quantity):
        yield Told(played.turn, played.tick, played.before.day, played.days, event)


def _moved(
    causes: Sequence[Cause], before: WorldState, after: WorldState, tables: Tables, wanted: str | None
) -> list[Event]:
    """A track that moved by as much as `track_told` of its scale in the tick, and the one asked for in any case."""
    found = []
    for row, track in enumerate(tables.roster.axes["track"]):
        change = abs(float(after.tracks[row, GAME] - before.tracks[row, GAME]))
        scale = float(tables.track_high[row] - tables.track_low[row])
        if (change and track == wanted) or change >= tables.tunables["track_told"] * scale:
            why = track_causes(causes, row, before, after, tables)
            numbers = {name: float(why[name]) for name in ("before", "after", "change")}
            found.append(Event("moved", after.day - 1, {"quantity": track}, numbers, why=why, cause=f"rule:{track}"))
    return found


def reasons(why: Why | None) -> Iterator[Why]:
    """The parts of a "Why?" without their nesting, in order."""
    if why is None:
        return
    if why["kind"] == "parts":
        for part in why["parts"]:
            yield from reasons(part)
    else:
        yield why


def _mentions(event: Event, quantity: str) -> bool:
    return quantity in {*event.ids.values(), *event.numbers} or any(
        quantity in _named_in(part) for part in reasons(event.why)
    )


def _named_in(part: Why) -> Iterator[str]:
    """Checks, tracks, quantities and ids that one reason speaks of."""
    yield from (str(part[key]) for key in ("check", "track", "code") if key in part)
    yield from part.get("reads") or ()
    yield from part.get("ids", {}).values()
    yield from part.get("numbers", {})
    for inner in (*part.get("factors", ()), *part.get("values", ()), *part.get("causes", ())):
        yield from inner.get("reads") or ()
        yield str(inner.get("quantity", inner.get("id", "")))
