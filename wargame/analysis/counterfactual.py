"""What a decision made of the game, and what luck did: the same dice with one thing changed.

The game is derived again with an order or an override left out (or with others put in), everything else as it was: the
same dice, the same orders by everybody else, the same answers. The difference is the decision's. To tell luck from it,
many worlds are played on from before that turn, with and without the thing, both times on the same dice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.exercise import Exercise, Turn
from wargame.exercise import as_computed as without_overrides
from wargame.exercise.replay import UMPIRE
from wargame.simulate import Plan, rollout
from wargame.world.calendar import tick_lengths, turn_days
from wargame.world.events import Event, Question, Ruling
from wargame.world.orderbook import FREE, compile_orders
from wargame.world.orders import OrderDoc, Orders
from wargame.world.outcome import Outcome
from wargame.world.state import LANES, WorldState, spread

Array = NDArray[Any]
Edit = Callable[[Turn], tuple[Orders, Sequence[Ruling]]]
PAIRED = 5
"""Purpose of the dice of paired worlds, apart from those of the game and of staff estimates."""
LEAST = 0.5
"""Points by which some outcome must have moved for a decision to be called consequential."""


@dataclass(frozen=True)
class Candidate:
    """A decision that can be left out: an order, or an umpire's override."""

    kind: str
    """``order`` or ``override``."""
    stretch: int
    """Index of the stretch of play (`record.turns`)."""
    turn: int
    role: str
    index: int
    """Which of the role's orders, or of the stretch's rulings."""
    thing: str
    """Id of the order; address or quantity of the override."""


@dataclass(frozen=True, eq=False)
class Line:
    """One course of the game: states at the end of every tick, and what happened."""

    states: tuple[WorldState, ...]
    events: tuple[Event, ...]

    def strips(self) -> Array:
        """(D,) outcome points at the end."""
        points: Array = self.states[-1].outcome[..., 0]
        return points


@dataclass(frozen=True)
class Spread:
    """One outcome in many worlds, paired: what the decision changes, and where the game itself came out.

    Attributes:
        actual, without: the game's own end, and its end under the same dice without the decision.
        mean, low, high: mean effect of the decision over paired worlds, and the 95 % interval of that mean.
        percentile: share of the worlds with the decision that came out below the game: its luck.
    """

    dimension: str
    actual: float
    without: float
    mean: float
    low: float
    high: float
    percentile: float

    @property
    def difference(self) -> float:
        """Of the game itself: with the decision less without it."""
        return self.actual - self.without


@dataclass(frozen=True)
class Counterfactual:
    """A decision left out: one outcome dimension after the other, and how many worlds stand behind the odds."""

    candidate: Candidate
    spreads: tuple[Spread, ...]
    worlds: int
    rungs: Mapping[str, tuple[int, int]]
    """Ladder -> highest rung in the game, and without the decision."""

    @property
    def size(self) -> float:
        """The largest change of any strip, in points."""
        return max((abs(one.difference) for one in self.spreads), default=0.0)


def actual(exercise: Exercise) -> Line:
    """The game as it was recorded."""
    states = tuple(state for turn in exercise.record.turns for state in exercise.states(turn))
    return Line(states, tuple(event for turn in exercise.record.turns for event in turn.events))


def replayed(exercise: Exercise, edit: Edit, first: int = 0) -> Line:
    """The game derived again from stretch `first` on, with the orders and rulings that `edit` gives for each."""
    turns = exercise.record.turns
    states = [state for turn in turns[:first] for state in exercise.states(turn)]
    events = [event for turn in turns[:first] for event in turn.events]
    state = states[-1] if states else exercise.tables.start
    for turn in turns[first:]:
        for outcome in _again(exercise, turn, state, *edit(turn), exercise.dice, live=True):
            state = outcome.state
            states.append(state)
            events += outcome.events
    return Line(tuple(states), tuple(events))


def _again(
    exercise: Exercise,
    turn: Turn,
    start: WorldState,
    orders: Orders,
    rulings: Sequence[Ruling],
    dice: Dice,
    *,
    live: bool,
) -> Iterator[Outcome]:
    """A stretch tick by tick: `wargame.exercise.play_again`, but from arrays, in which an order can leave a gap."""
    given: Orders | None = orders
    state = start.at_turn(turn.number)
    for days in tick_lengths(turn.days, 1 if turn.left else exercise.settings.tick_days):
        known = [*rulings, *turn.board]
        outcome = adjudicate(state, given, known, exercise.tables, dice, dt_days=days, live=live)
        state, given = outcome.state, None
        yield outcome


def _given(
    exercise: Exercise, turn: Turn, lanes: int = LANES, instead: Mapping[str, Sequence[OrderDoc]] | None = None
) -> Orders:
    """A stretch's orders as arrays; `instead` replaces those of some roles."""
    orders = {**turn.orders, **(instead or {})}
    docs = [doc for role in exercise.scenario.role_ids for doc in orders.get(role, ())]
    return compile_orders(docs, exercise.tables, lanes)


def as_computed(exercise: Exercise) -> Line:
    """The game without any override of the umpire; what players chose stays."""
    return replayed(exercise, lambda turn: (_given(exercise, turn), without_overrides(turn.rulings)))


def without_order(exercise: Exercise, turn: int, role: str, order: str) -> Line:
    """The game without one order of a role in a turn. Raises InputError if it was not given."""
    known = candidates(exercise)
    found = next((c for c in known if (c.kind, c.turn, c.role, c.thing) == ("order", turn, role, order)), None)
    if found is None:
        raise InputError("no-such-order", f"`{role}` gave no order `{order}` in turn {turn}")
    return without(exercise, found)


def with_orders(exercise: Exercise, turn: int, role: str, docs: Sequence[OrderDoc]) -> Line:
    """The game with other orders of a role in a turn. Raises InputError for a turn that was not played."""
    at = next((n for n, item in enumerate(exercise.record.turns) if item.number == turn), None)
    if at is None:
        raise InputError("no-such-turn", f"turn {turn} has not been played")
    chosen = exercise.record.turns[at]

    def edit(item: Turn) -> tuple[Orders, Sequence[Ruling]]:
        return _given(exercise, item, instead={role: docs} if item is chosen else None), item.rulings

    return replayed(exercise, edit, at)


def without(exercise: Exercise, candidate: Candidate) -> Line:
    """The game with one decision left out."""
    chosen = exercise.record.turns[candidate.stretch]

    def edit(turn: Turn) -> tuple[Orders, Sequence[Ruling]]:
        return _left_out(exercise, turn, candidate) if turn is chosen else (_given(exercise, turn), turn.rulings)

    return replayed(exercise, edit, candidate.stretch)


def _left_out(
    exercise: Exercise, turn: Turn, candidate: Candidate, lanes: int = LANES
) -> tuple[Orders, Sequence[Ruling]]:
    """A stretch's orders and rulings without the candidate."""
    if candidate.kind == "override":
        kept = tuple(ruling for n, ruling in enumerate(turn.rulings) if n != candidate.index)
        return _given(exercise, turn, lanes), kept
    orders = _given(exercise, turn, lanes)
    _leave_gap(exercise, turn, candidate, orders, slice(None))
    return orders, turn.rulings


def _leave_gap(exercise: Exercise, turn: Turn, candidate: Candidate, orders: Orders, lanes: Any) -> None:
    """Empty an order's slot. The role's other orders keep theirs: a slot is part of the address of an order's die."""
    slot = sum(doc.order != FREE for doc in turn.orders[candidate.role][: candidate.index])
    orders.kind[exercise.scenario.role_ids.index(candidate.role), slot, lanes] = -1


def proposals(exercise: Exercise, stretch: int) -> dict[str, Question]:
    """Address -> what the engine proposed for each order that control could rule on, before anybody ruled.

    Answered questions are not kept in the record; this asks them again, of the same tick with the same dice.
    """
    turn = exercise.record.turns[stretch]
    start = exercise.states(exercise.record.turns[stretch - 1])[-1] if stretch else exercise.tables.start
    rulings = [ruling for ruling in turn.rulings if ruling.what not in {"grade", "draw"}]
    first = next(_again(exercise, turn, start, _given(exercise, turn), rulings, exercise.dice, live=True))
    return {question.address: question for question in first.questions if question.kind == "proposal"}


def candidates(exercise: Exercise) -> list[Candidate]:
    """Every order with rules of its own, and every override."""
    found = []
    for stretch, turn in enumerate(exercise.record.turns):
        for role in exercise.scenario.role_ids:
            for n, doc in enumerate(turn.orders.get(role, ())):
                if doc.order != FREE:
                    found.append(Candidate("order", stretch, turn.number, role, n, doc.order))
        umpire = [(n, ruling) for n, ruling in enumerate(turn.rulings) if ruling.by in UMPIRE]
        proposed = proposals(exercise, stretch) if any(ruling.what == "grade" for _, ruling in umpire) else {}
        for n, ruling in umpire:
            computed = proposed.get(ruling.address)
            overruled = ruling.what == "grade" and computed is not None and ruling.choice != computed.default
            if overruled or ruling.what in {"draw", "amend"}:
                thing = ruling.quantity or ruling.address
                found.append(Candidate("override", stretch, turn.number, ruling.by, n, thing))
    return found


def screened(exercise: Exercise, chosen: Sequence[Candidate]) -> Array:
    """(n, D) outcome points at the end with each candidate left out, all of them played at once.

    Every lane is the game itself, on the game's own dice, with one order fewer: what costs minutes one by one costs
    seconds. An override can't be left out of a single lane, so each gets a run of its own.
    """
    result = np.zeros((len(chosen), len(exercise.tables.outcomes)), np.float32)
    orders = [n for n, candidate in enumerate(chosen) if candidate.kind == "order"]
    for n, candidate in enumerate(chosen):
        if candidate.kind == "override":
            result[n] = without(exercise, candidate).strips()
    if orders:
        ends = _lanes(exercise, [chosen[n] for n in orders])
        result[orders] = ends.outcome[:, : len(orders)].T
    return result


def _lanes(exercise: Exercise, chosen: Sequence[Candidate]) -> WorldState:
    """The end of the game in one lane per candidate (and some spare ones in which nothing is left out)."""
    first = min(candidate.stretch for candidate in chosen)
    turns = exercise.record.turns
    lanes = max(4, -(-len(chosen) // 4) * 4)
    before = exercise.states(turns[first - 1])[-1] if first else exercise.tables.start
    state = spread(before, lanes)
    dice = Dice(exercise.seed, np.zeros(lanes, np.int64))
    for stretch, turn in enumerate(turns[first:], start=first):
        orders = _given(exercise, turn, lanes)
        for lane, candidate in enumerate(chosen):
            if candidate.stretch == stretch:
                _leave_gap(exercise, turn, candidate, orders, lane)
        for outcome in _again(exercise, turn, state, orders, turn.rulings, dice, live=True):
            state = outcome.state
    return state


def most_consequential(exercise: Exercise, roles: Iterable[str] | None = None) -> Candidate | None:
    """The order or override whose absence changes the outcome strips most; None if none changes any by `LEAST`.

    Args:
        roles: whose orders may be chosen; default everybody's. Overrides always may.
    """
    among = None if roles is None else set(roles)
    chosen = [c for c in candidates(exercise) if c.kind == "override" or among is None or c.role in among]
    if not chosen or not exercise.tables.outcomes:
        return None
    moved = np.abs(screened(exercise, chosen) - actual(exercise).strips()).max(axis=1)
    best = int(moved.argmax())
    return chosen[best] if moved[best] >= LEAST else None


def assess(exercise: Exercise, candidate: Candidate, worlds: int = 256) -> Counterfactual:
    """The decision set apart from luck, for every outcome dimension."""
    game, other = actual(exercise), without(exercise, candidate)
    with_it, without_it = paired(exercise, candidate, worlds)
    spreads = []
    for row, name in enumerate(exercise.tables.roster.axes["dimension"]):
        effect = (with_it[row] - without_it[row]).astype(np.float64)
        half = 1.96 * float(effect.std()) / worlds**0.5
        mean = float(effect.mean())
        came = float(game.strips()[row])
        below = float((with_it[row] < came).mean() + (with_it[row] == came).mean() / 2)
        spreads.append(Spread(name, came, float(other.strips()[row]), mean, mean - half, mean + half, below))
    rungs = {
        name: (int(game.states[-1].rung_peak[row, 0]), int(other.states[-1].rung_peak[row, 0]))
        for row, name in enumerate(exercise.tables.roster.axes["ladder"])
    }
    return Counterfactual(candidate, tuple(spreads), worlds, rungs)


def paired(exercise: Exercise, candidate: Candidate, worlds: int) -> tuple[Array, Array]:
    """(D, W) outcome points with and without the decision, from before its turn, on the same dice in both.

    The turn itself has the orders that were given in it; later turns are played by doctrine (a seat held by people by
    the doctrine that the scenario names for it).
    """
    turns, tables = exercise.record.turns, exercise.tables
    turn = turns[candidate.stretch]
    start = exercise.states(turns[candidate.stretch - 1])[-1] if candidate.stretch else tables.start
    lanes = np.arange(-(-worlds // 4) * 4, dtype=np.int64)
    dice = Dice(exercise.seed, lanes, PAIRED)
    as_given = _given(exercise, turn, len(lanes)), turn.rulings
    ends = []
    for orders, rulings in (as_given, _left_out(exercise, turn, candidate, len(lanes))):
        state = spread(start, len(lanes))
        # Grades and amendments were decided and hold; physical dice fall anew.
        held = [ruling for ruling in rulings if ruling.what in {"grade", "amend"}]
        for outcome in _again(exercise, turn, state, orders, held, dice, live=False):
            state = outcome.state
        for later in _later(exercise, turn):
            state = rollout(later, state, dice).final
        ends.append(state.outcome[:, :worlds])
    return ends[0], ends[1]


def _later(exercise: Exercise, turn: Turn) -> list[Plan]:
    """What was played after a stretch, by doctrine."""
    seats = []
    for role, printed in zip(exercise.scenario.role_ids, exercise.tables.seats, strict=True):
        seat = exercise.seat(role)
        seats.append(seat.doctrine if seat.held_by == "doctrine" else printed)
    last = exercise.record.turns[-1].number
    lengths = exercise.tables.turn_lengths[exercise.settings.turn]
    ahead = [(turn.number, turn.left)] if turn.left else []
    ahead += [(number, turn_days(lengths, number)) for number in range(turn.number + 1, last + 1)]
    whole = Plan(exercise.tables, tuple(seats), tuple(ahead), exercise.settings.tick_days)
    return [whole] if ahead else []


__all__ = [
    "Candidate",
    "Counterfactual",
    "Line",
    "Spread",
    "actual",
    "as_computed",
    "assess",
    "candidates",
    "most_consequential",
    "paired",
    "proposals",
    "replayed",
    "screened",
    "with_orders",
    "without",
    "without_order",
]
