"""The working copy of one tick: what mechanisms read, change, draw, tell and ask.

Mechanisms read `draft.now`, which looks like a `WorldState` and always shows the latest values. They change the world
by `set` (a whole new array), `edit` (a private copy to write into), `count` (a flow to add to) and `pull` (tracks move
together, at the end). The state the tick started from stays as it was: inputs are never written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.ledger import GAME, Ledger
from wargame.dice import HAND, Dice
from wargame.quantities import ENGINE
from wargame.world import checks
from wargame.world import why as whys
from wargame.world.causes import Waiting
from wargame.world.events import Event, Question, Ruling
from wargame.world.observe import told, why_for
from wargame.world.outcome import RECORD
from wargame.world.state import WorldState
from wargame.world.tables import Tables

Array = NDArray[Any]
Why = whys.Why
ALL = ("all",)  # everybody may see it
_ACTORS = ("side", "role", "ladder")
FLOWS = tuple(quantity.name for quantity in ENGINE if quantity.kind == "flow")
"""Arrays that count what happened during a tick."""


_STACKED = ("tracks", "settings")

Address = tuple[str, int | tuple[int, ...], int]  # site, rows and first row of a draw


@lru_cache(maxsize=2)
def _asked(tables: Tables) -> dict[Address, None]:  # noqa: ARG001 (one for each scenario)
    return {}


@lru_cache
def _seers(tables: Tables, quantity: str) -> tuple[str, ...]:
    return tuple(role for role, how in tables.sight.get(quantity, {}).items() if how == "exact")


@lru_cache(maxsize=2)
def _stack(tables: Tables) -> checks.Stack:
    return checks.Stack(tables.checks.values())


class Now:
    """The world in the middle of a tick: every array by name, `day`, `tick` and `turn` of its start, and its `dt`.

    `fresh` names the arrays that this tick has settled already (`wargame.world.windows`).
    """

    recent = kept = None
    """As in `WorldState`."""

    def __init__(self, state: WorldState, dt: int, tables: Tables | None = None) -> None:
        self.__dict__.update(state.arrays)
        self.day, self.tick, self.turn, self.dt = state.day, state.tick, state.turn, dt
        self.fresh: set[str] = set()
        self._tables = tables if state.worlds <= checks.NARROW else None
        self._stacked: Array | None = None

    def pulled(self, plan: checks.Plan) -> Array:
        """(W,) what tracks and settings pull in a plan of a check; a copy."""
        if self._tables is None:
            return checks.level(plan, self)
        stack = _stack(self._tables)
        if self._stacked is None:
            self._stacked = stack(self)
        pulled: Array = self._stacked[stack.row[id(plan)]].copy()
        return pulled

    def unsettle(self, name: str) -> None:
        """An array has changed, or is going to."""
        if name in _STACKED:
            self._stacked = None

    def __getattr__(self, name: str) -> Array:
        raise AttributeError(f"the world has no array `{name}`")


@dataclass(frozen=True)
class Attempt:
    """An ordered act of violence, which its mechanism resolves later in the tick.

    Attributes:
        kind: `assault`, `attack_force` or `offensive`.
        side: row of the side that tries it.
        worlds: (n,) lanes in which it is tried.
        sectors: (n,) sector row, or (n, L) bool for an offensive.
        row: dice row, that of the seat and slot or of the inject it comes from, so that no world's luck hangs on
        another's.
        strength: (n,) float32 multiple of what an attack on the force does.
        won: (n,) bool if a graded order decided it already, else None.
        cause: see `Event.cause`.
        why: of the grade, in a live game.
    """

    kind: str
    side: int
    worlds: Array
    sectors: Array
    row: int
    strength: Array
    won: Array | None
    cause: str
    why: Why | None = None


class Draft:
    """One tick of W worlds in the making.

    Args:
        state: where the tick starts.
        tables: the compiled scenario.
        dice: addressed by the tick's first day.
        dt: days, >= 1.
        rulings: what people decided about this tick.
        live: lanes are identical, lane 0 is the game: tell events and ask questions.
        want_events: keep compact records of what happens in every lane.
        waiting: by source, what the queue of delayed effects holds (of a live game).
    """

    def __init__(
        self, state: WorldState, tables: Tables, dice: Dice, *, dt: int, rulings: Sequence[Ruling] = (),
        live: bool = False, want_events: bool = False, waiting: Sequence[Waiting] = (),
    ) -> None:  # fmt: skip
        self.state, self.tables, self.dice, self.dt = state, tables, dice, dt
        self.day, self.worlds, self.live = state.day, state.worlds, live
        self.now = Now(state, dt, tables)
        self.every = np.arange(self.worlds)
        self.pulls = np.zeros_like(state.tracks)
        self.later: list[tuple[int, Array, Array, int, int]] = []
        """Track, lanes, amounts, first day, days: effects that come after this tick (`effects.py`)."""
        self.attempts: list[Attempt] = []
        self.ledger = Ledger(waiting) if live else None
        """Who pulls which track, in a live game (`ledger.py`)."""
        self.fire: Now | None = None
        """In a live game: the world as it was when this tick's violations were drawn."""
        self.grave: dict[str, Array] = {}
        """Cause -> (2, W) grave incidents by a side in this tick (`cases.py`)."""
        self._rulings = tuple(rulings)
        self._choices: dict[str, Ruling] = {}
        self._draws: dict[str, float | None] = {}
        for ruling in rulings:
            if ruling.what in {"choice", "grade"}:
                self._choices[ruling.address] = ruling
            elif ruling.what == "draw":  # a die that is rolled anew voids what was accepted on the old one
                self._choices.pop(ruling.address, None)
                self._draws[ruling.address] = ruling.draw
        self._hand: dict[Address, Array] | None = None
        self._events: list[Event] = []
        self._questions: list[Question] = []
        self._records: list[Array] | None = [] if want_events and not live else None

    # what the rules say

    def tunable(self, name: str) -> float:
        """A number of the rules (`wargame.quantities.TUNABLES`)."""
        return self.tables.tunables[name]

    def row(self, axis: str, name: str) -> int:
        """Row of an id on an axis, or -1 if the rules don't have it."""
        ids = self.tables.roster.axes[axis]
        return ids.index(name) if name in ids else -1

    def check(self, name: str) -> Array:
        """A check on its natural scale, over its axes and W; read-only."""
        return checks.evaluate(self.tables.checks[name], self.now)

    def each_check(self, names: Sequence[str]) -> Array:
        """(n, axes, W) several checks with the same axes."""
        return checks.evaluate_each([self.tables.checks[name] for name in names], self.now)

    # why, in a live game

    def because(self, worlds: Array, make: Callable[[], Why | None]) -> Why | None:
        """What `make` says if the game is among some lanes, and nothing otherwise: batches explain nothing.

        It is made at once, since mechanisms write into what checks and conditions read.
        """
        return make() if self.live and (worlds == GAME).any() else None

    def why(
        self, name: str, rows: Mapping[str, int], site: str = "", row: int = 0, at: Any = None,
        more: Iterable[checks.Extra] = (),
    ) -> Why:  # fmt: skip
        """How a check came out in the game, and the die of `site` that met it.

        Args:
            at: not as things stand now, but in this state.
            more: what the engine adds to it.
        """
        check = self.tables.checks[name]
        address = f"{site}:{self.day}:{row}" if site else None
        draw = float(self.uniform(site, 1, row)[0, GAME]) if site else None
        chosen = {axis: rows[axis] for axis in check.axes}
        return checks.why(check, self.now if at is None else at, chosen, GAME, draw, address, more=more)

    def rule(self, name: str, numbers: Mapping[str, float], reads: Iterable[str] | None = (), **ids: str) -> Why:
        """A tunable of the rules at work: `why.rule` worded by its name, with its own value as `{limit}`."""
        said = {"limit": self.tunable(name), **numbers}
        return whys.rule(name, said, self.origin(f"rules.tunables.{name}"), reads, **ids)

    def origin(self, path: str) -> str:
        """file:line of a dotted path, such as ``rules.boxes.tripwire``; nothing if no line says it."""
        return self.tables.origins.get(path, "")

    def moment(self) -> Now:
        """The world as it stands in the middle of the tick, to be looked at when it has moved on."""
        moment = Now(self.state, self.dt)
        moment.__dict__.update({name: array.copy() for name, array in self._arrays().items()})
        moment.fresh = set(self.now.fresh)
        return moment

    # changing the world

    def set(self, name: str, array: Array) -> None:
        """Settle an array for this tick; it is cast to the stored type and spread over the stored shape."""
        old = self.state.arrays[name]
        new = np.asarray(array)
        if new.dtype != old.dtype:
            new = new.astype(old.dtype)
        if new.shape != old.shape:
            new = np.broadcast_to(new, old.shape)
        setattr(self.now, name, new)
        self.now.fresh.add(name)
        self.now.unsettle(name)

    def edit(self, name: str) -> Array:
        """The array as a private copy that may be written into; it is the one `now` shows."""
        self.now.unsettle(name)
        array: Array = getattr(self.now, name)
        if not array.flags.writeable:
            array = array.copy()
            setattr(self.now, name, array)
        return array

    def count(self, name: str) -> Array:
        """A flow's count of this tick, 0 at first, for several mechanisms to add to."""
        if name not in self.now.fresh:
            old = self.state.arrays[name]
            self.set(name, np.zeros(old.shape, old.dtype))
        return self.edit(name)

    def pull(self, track: int, worlds: Array, amount: Array | float) -> None:
        """Move a track at the end of the tick, in some lanes, by an amount each."""
        if worlds is self.every:
            self.pulls[track] += amount
        else:
            self.pulls[track, worlds] += amount

    # luck

    def uniform(self, site: str, rows: int | tuple[int, ...], first_row: int = 0) -> Array:
        """(*rows, W) float32 shares in (0, 1); a die rolled by hand replaces the one at its address."""
        if self.worlds > checks.NARROW:
            drawn = self.dice.uniform(site, self.day, rows, first_row)
        else:
            drawn = self._drawn(site, rows, first_row)
        if self._draws:
            flat = drawn.reshape(-1, self.worlds)
            for address, value in self._draws.items():
                place, day, row = address.split(":")
                index = int(row) - first_row
                if place == site and int(day) == self.day and 0 <= index < len(flat) and value is not None:
                    flat[index] = value
        return drawn

    def _drawn(self, site: str, rows: int | tuple[int, ...], first_row: int) -> Array:
        """As `Dice.uniform`: what ticks of this scenario have asked for before is drawn at once: most ask for it."""
        asked, address = _asked(self.tables), (site, rows, first_row)
        if self._hand is None:
            known = tuple(asked)
            self._hand = dict(zip(known, self.dice.several(known, self.day), strict=True)) if known else {}
        if address in self._hand:
            return self._hand[address].copy()
        if len(asked) < HAND:
            asked[address] = None
        return self.dice.uniform(site, self.day, rows, first_row)

    # telling and asking

    def note(
        self, code: str, worlds: Array, *, numbers: Mapping[str, Array | float] | None = None,
        ids: Mapping[str, str] | None = None, weight: float = 0.0, why: Callable[[], Why | None] | Why | None = None,
        cause: str = "chance", visible_to: tuple[str, ...] = (), **rows: Array | int,
    ) -> None:  # fmt: skip
        """Something happened in some lanes. Nobody but control hears of it unless `visible_to` says so.

        Args:
            code: as in `Event.code`.
            worlds: (n,) lanes.
            numbers: name -> one amount, or (n,) amounts.
            ids: plain strings to go with it.
            why: as data, or what makes it, which is called only if the game is among the lanes.
            rows: axis -> one row, or (n,) rows, of what it concerns.
        """
        numbers = numbers or {}
        if self.live:
            at = np.flatnonzero(worlds == GAME)
            if at.size:
                self._events.append(
                    Event(
                        code=code,
                        day=self.day,
                        ids={
                            **{axis: self.tables.roster.axes[axis][_of(row, at[0])] for axis, row in rows.items()},
                            **(ids or {}),
                        },
                        numbers={name: float(_of(value, at[0])) for name, value in numbers.items()},
                        weight=weight,
                        why=why() if callable(why) else why,
                        cause=cause,
                        visible_to=visible_to,
                    )
                )
        elif self._records is not None and len(worlds):
            record = np.full(len(worlds), -1, RECORD)
            record["tick"], record["day"], record["code"] = self.state.tick, self.day, code
            record["world"] = self.dice.worlds[worlds]
            actor = next((axis for axis in _ACTORS if axis in rows), "")
            target = next((axis for axis in rows if axis not in {actor, "sector"}), "")
            for field, axis in (("actor", actor), ("target", target), ("sector", "sector")):
                if axis in rows:
                    record[field] = rows[axis]
            record["amount"] = next(iter(numbers.values()), 0)
            self._records.append(record)

    def seers(self, quantity: str) -> tuple[str, ...]:
        """Roles that see a quantity exactly: who may hear of its changes."""
        return _seers(self.tables, quantity)

    def ask(self, question: Question) -> None:
        """Put something to people, unless they have answered it; only control or that seat learns what lies
        upstream."""
        if self.live and question.address not in self._choices:
            seen = told(self._events, question.role, self.tables)
            why = why_for(question.why, question.role, self.tables)
            self._questions.append(replace(question, why=why, events=seen))

    def answer(self, address: str, options: Sequence[str]) -> str | None:
        """What people chose at an address, if they did and it was on offer."""
        ruling = self._choices.get(address)
        return ruling.choice if ruling is not None and ruling.choice in options else None

    @property
    def amendments(self) -> tuple[Ruling, ...]:
        """Amounts that control adds to quantities at the end of the tick."""
        last = self.day + self.dt
        return tuple(ruling for ruling in self._rulings if ruling.what == "amend" and self.day <= ruling.day < last)

    # the end

    def snapshot(self) -> WorldState:
        """The world as it stands in the middle of the tick, for those who must decide in it."""
        return WorldState(self.state.day, self.state.tick, self.state.turn, self._arrays())

    def _arrays(self) -> dict[str, Array]:
        return {name: getattr(self.now, name) for name in self.state.arrays}

    def close_flows(self) -> None:
        """A flow that no mechanism wrote did not happen."""
        for name in FLOWS:
            self.count(name)

    def finish(self) -> WorldState:
        """The next state."""
        return WorldState(self.day + self.dt, self.state.tick + 1, self.state.turn, self._arrays())

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(self._events)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self._questions)

    @property
    def records(self) -> Array | None:
        """Records sorted by world, and within a world as they happened."""
        if self._records is None:
            return None
        records = np.concatenate([np.empty(0, RECORD), *self._records])
        return records[np.argsort(records["world"], kind="stable")]


def _of(value: Array | float, at: int) -> Any:
    return value[at] if isinstance(value, np.ndarray) else value
