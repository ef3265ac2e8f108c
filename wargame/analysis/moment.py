"""What a seat knows when it gives its orders: all that a staff estimate for it may rest on.

Nothing of the world gets in here but through `observe`, through events that name the role, and through its own orders.
Of what it can't see it knows what the scenario prints: the opening, and the doctrine that is named for every other
seat, whoever in truth plays it. Control sees all, and its estimate starts from the world as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wargame.errors import InputError
from wargame.exercise import CONTROL, Exercise, Turn
from wargame.world.calendar import turn_days
from wargame.world.observe import observe
from wargame.world.orderbook import FREE
from wargame.world.orders import OrderDoc
from wargame.world.state import WorldState
from wargame.world.tables import CompiledEffect, Tables
from wargame.world.view import View


@dataclass(frozen=True)
class Given:
    """Effects of something that the role saw happen: from which day they count, and for how much."""

    day: int
    effects: tuple[CompiledEffect, ...]
    share: float


@dataclass(frozen=True)
class Stretch:
    """A turn that was played (or part of one): number, days, days per tick, and the orders that the role gave."""

    number: int
    days: int
    dt_days: int
    docs: tuple[OrderDoc, ...]


@dataclass(frozen=True, eq=False)
class Moment:
    """A role before the orders of a turn.

    Attributes:
        view: what it sees; its `turn` is the one about to be played.
        truth: the world itself, for control alone; None for everybody else.
        past: what was played so far, as everybody knows.
        turns: (number, days) of every stretch still to come, the present one first.
        seats: per role the doctrine that it is assumed to follow, "" for none.
        given: effects, of orders and injects the role saw, that may still be to come.
        ages: (array, row) -> days since an order, inject or trigger, where the role knows.
        own: the role's orders as they stand for this turn.
        commitment: the exercise's published hash, which keeps one exercise's estimates apart from another's.
    """

    role: str
    tables: Tables
    view: View
    truth: WorldState | None
    past: tuple[Stretch, ...]
    turns: tuple[tuple[int, int], ...]
    dt_days: int
    seats: tuple[str, ...]
    given: tuple[Given, ...]
    ages: dict[tuple[str, int], int]
    own: tuple[OrderDoc, ...]
    commitment: str


def moment(exercise: Exercise, role: str = CONTROL, turn: int | None = None) -> Moment:
    """The moment before the orders of `turn` (default: now; of a finished game, its last turn).

    Raises: InputError for a role or a turn that is not there.
    """
    if role != CONTROL and role not in exercise.scenario.role_ids:
        raise InputError(
            "unknown-role",
            f"there is no role `{role}`",
            hint=f"Roles: {', '.join(exercise.scenario.role_ids)}, control.",
        )
    number, played = _which(exercise, turn)
    past = exercise.record.turns[:played]
    start = exercise.states(past[-1])[-1] if past else exercise.tables.start
    state = start.at_turn(number)
    inbox = [event for item in past for event in item.events if event.code in {"inject", "message"}]
    last = past[-1].events if past else ()
    view = observe(state, exercise.tables, role, exercise.dice, events=last, inbox=inbox)
    return Moment(
        role=role,
        tables=exercise.tables,
        view=view,
        truth=state if role == CONTROL else None,
        past=tuple(_stretch(exercise, role, item) for item in past),
        turns=_turns(exercise, number, past),
        dt_days=exercise.settings.tick_days,
        seats=_seats(exercise, role),
        given=tuple(_given(exercise, role, past)),
        ages=_ages(exercise.tables, role, past, view.day),
        own=_own(exercise, role, played),
        commitment=exercise.commitment,
    )


def _which(exercise: Exercise, turn: int | None) -> tuple[int, int]:
    """(turn about to be played, stretches played before it)."""
    turns = exercise.record.turns
    if turn is None:
        if exercise.over and turns:
            turn = turns[-1].number
        elif exercise.phase == "consequence":
            return (exercise.turn if exercise.record.left else exercise.turn + 1), len(turns)
        else:
            return exercise.turn, len(turns)
    last = max([exercise.turn, *(item.number for item in turns)])
    if not 1 <= turn <= last:
        raise InputError("no-such-turn", f"turn {turn} is not there", hint=f"Turns 1 to {last} are.")
    return turn, sum(item.number < turn for item in turns)


def _stretch(exercise: Exercise, role: str, turn: Turn) -> Stretch:
    # A turn with days left over was cut short by a crisis, which is played day by day.
    return Stretch(turn.number, turn.days, 1 if turn.left else exercise.settings.tick_days, turn.orders.get(role, ()))


def _turns(exercise: Exercise, number: int, past: Sequence[Turn]) -> tuple[tuple[int, int], ...]:
    lengths = exercise.tables.turn_lengths[exercise.settings.turn]
    left = past[-1].left if past and past[-1].number == number else 0
    last = max(exercise.settings.turns, number)
    return (
        (number, left or turn_days(lengths, number)),
        *((n, turn_days(lengths, n)) for n in range(number + 1, last + 1)),
    )


def _seats(exercise: Exercise, role: str) -> tuple[str, ...]:
    """Who is assumed to play how: a player knows its own doctrine only, control knows them all."""
    seats = []
    for other, printed in zip(exercise.scenario.role_ids, exercise.tables.seats, strict=True):
        seat = exercise.seat(other)
        known = role in {CONTROL, other} and seat.held_by == "doctrine"
        seats.append(seat.doctrine if known else printed)
    return tuple(seats)


def _own(exercise: Exercise, role: str, played: int) -> tuple[OrderDoc, ...]:
    """Orders that the role (control: everybody) has given for this turn so far."""
    turns = exercise.record.turns
    given = turns[played].orders if played < len(turns) else exercise.record.orders
    roles = exercise.scenario.role_ids if role == CONTROL else (role,)
    return tuple(doc for name in roles for doc in given.get(name, ()))


def _given(exercise: Exercise, role: str, past: Iterable[Turn]) -> Iterable[Given]:
    """Effects of the role's own orders, of others' orders as far as it saw them, and of injects that it got."""
    tables = exercise.tables
    for turn in past:
        seen = [event for event in turn.events if event.seen_by(role)]
        grades = {
            (event.ids["order"], event.ids["role"]): event.ids["grade"] for event in seen if event.code == "grade"
        }
        levels = {
            doc.order: str(doc.parameters.get("level", "")) for doc in turn.orders.get(role, ()) if doc.order != FREE
        }
        for event in seen:
            if event.code == "order":
                name, giver = event.ids["order"], event.ids["role"]
                order = tables.orders[tables.roster.row("order", name)]
                level = levels.get(name, "") if giver == role else event.ids.get("level", "")
                row = order.levels.index(level) if level in order.levels else -1
                grade = grades.get((name, giver))
                share = tables.tunables[f"effect_{grade}"] if grade else 1.0
                counted = tuple(effect for effect in order.effects if effect.level in {-1, row})
                yield Given(event.day, counted, share)
            elif event.code == "waived":
                order = tables.orders[tables.roster.row("order", event.ids["order"])]
                gate = next(gate for gate in order.gates if gate.id == event.ids["gate"])
                yield Given(event.day, gate.waived, 1.0)
            elif event.code == "inject":
                inject = next(item for item in tables.injects if item.id == event.ids["inject"])
                yield Given(event.day, inject.effects, 1.0)


def _ages(tables: Tables, role: str, past: Iterable[Turn], day: int) -> dict[tuple[str, int], int]:
    """Days since each order, inject and trigger that the role saw."""
    ages: dict[tuple[str, int], int] = {}
    for event in (event for turn in past for event in turn.events if event.seen_by(role)):
        if event.code in {"order", "inject", "trigger"}:
            ages[f"{event.code}_age", tables.roster.row(event.code, event.ids[event.code])] = day - event.day
    return ages
