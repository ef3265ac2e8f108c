"""Replay: every recorded state derived again from documents, orders and rulings, compared bit by bit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wargame import __version__
from wargame.adjudication.sequence import adjudicate
from wargame.exercise.exercise import Exercise
from wargame.exercise.record import Turn
from wargame.exercise.states import differences
from wargame.exercise.stretch import CONTROL
from wargame.world.calendar import tick_lengths
from wargame.world.causes import Cause, moved
from wargame.world.events import Event, Ruling
from wargame.world.orderbook import compile_orders
from wargame.world.orders import OrderDoc
from wargame.world.state import LANES, WorldState

UMPIRE = ("umpire", CONTROL)


@dataclass(frozen=True)
class VerifyResult:
    """Outcome of `verify`: `ok`, how many turns were derived, and one line that says what was found."""

    ok: bool
    turns: int
    message: str


def verify(path: Path) -> VerifyResult:
    """Derive every committed turn of an exercise again; stop at the first difference, naming turn and quantity."""
    exercise = Exercise.open(path, readonly=True)
    try:
        for done, (turn, states) in enumerate(derive(exercise)):
            wrong = _first_difference(exercise.states(turn), states)
            if wrong:
                return VerifyResult(
                    ok=False, turns=done, message=f"turn {turn.number}, {wrong}{_other_engine(exercise)}"
                )
        count = len(exercise.record.turns)
        intact = f"chain of {len(exercise.entries)} entries intact"
        return VerifyResult(ok=True, turns=count, message=f"{count} turns derived again, every bit equal; {intact}")
    finally:
        exercise.close()


def _first_difference(recorded: Sequence[WorldState], derived: Sequence[WorldState]) -> str:
    if len(recorded) != len(derived):
        return f"it has {len(recorded)} ticks and not {len(derived)}"
    for tick, (one, two) in enumerate(zip(recorded, derived, strict=True), start=1):
        wrong = differences(one, two)
        if wrong:
            more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            return f"day {one.day} (tick {tick}): `{wrong[0]}` differs{more}"
    return ""


def _other_engine(exercise: Exercise) -> str:
    engine = str(exercise.header.body["engine"])
    return "" if engine == __version__ else f"; it was played with engine {engine}, this is {__version__}"


def derive(exercise: Exercise) -> Iterator[tuple[Turn, list[WorldState]]]:
    """Each committed turn with its states derived from the one before."""
    state = exercise.tables.start
    for turn in exercise.record.turns:
        states, _ = play_again(exercise, turn, state, turn.orders, turn.rulings)
        yield turn, states
        state = states[-1]


def play_again(
    exercise: Exercise,
    turn: Turn,
    start: WorldState,
    orders: dict[str, tuple[OrderDoc, ...]],
    rulings: Sequence[Ruling],
) -> tuple[list[WorldState], list[Event]]:
    """The stretch of `turn` from `start` with these orders and rulings and the exercise's own dice.

    With the turn's own orders and rulings this is the replay; with others it is a counterfactual under equal luck.
    """
    docs = [doc for role in exercise.scenario.role_ids for doc in orders.get(role, ())]
    compiled = compile_orders(docs, exercise.tables, LANES)
    state = replace(start, turn=turn.number)
    states: list[WorldState] = []
    events: list[Event] = []
    crisis = bool(turn.left)
    known = [*rulings, *turn.board]
    before = [each for each in exercise.record.turns if each.first_day < turn.first_day]
    waiting = before[-1].waiting if before else ()
    causes: list[Cause] = []
    for number, days in enumerate(tick_lengths(turn.days, 1 if crisis else exercise.settings.tick_days)):
        outcome = adjudicate(
            state, compiled if number == 0 else None, known, exercise.tables, exercise.dice, dt_days=days, live=True,
            waiting=waiting,
        )  # fmt: skip
        state, waiting = outcome.state, outcome.waiting
        states.append(state)
        events += outcome.events
        causes += outcome.causes
    return states, [*events, *moved(causes, start, state, exercise.tables)]


def as_computed(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Without the umpire's overrides; players' choices stay."""
    return [ruling for ruling in rulings if ruling.by not in UMPIRE]
