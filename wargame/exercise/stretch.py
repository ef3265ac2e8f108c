"""A stretch of play (a turn, a crisis turn, or the rest of one): ticks, questions, and who answers them.

Architecture 9: a tick always completes with default answers. What a doctrine or a standing decision of control can
answer is answered at once; what is left is put to people, and the stretch is played again when they have answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.exercise import empty_seats
from wargame.exercise.record import Record
from wargame.exercise.seats import Settings
from wargame.quantities import NEVER_DAYS
from wargame.scenario.document import Scenario
from wargame.world.causes import Cause, Waiting, moved
from wargame.world.events import Event, Question, Ruling
from wargame.world.observe import observe
from wargame.world.orderbook import compile_orders
from wargame.world.orders import Orders
from wargame.world.outcome import Outcome
from wargame.world.state import LANES, WorldState
from wargame.world.tables import Tables

CONTROL = "control"


class Table(Protocol):
    """What of an exercise a stretch needs."""

    scenario: Scenario
    settings: Settings
    tables: Tables
    dice: Dice
    record: Record

    def confirm_machine(self, ruling: Ruling, question: Question) -> None:
        """Log what a doctrine decided."""


@dataclass
class Stretch:
    """What has been adjudicated so far, tick by tick."""

    state: WorldState
    states: list[WorldState] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    board: list[Ruling] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    waiting: tuple[Waiting, ...] = ()
    """What the queue of delayed effects holds, by source."""

    def add(self, outcome: Outcome, board: Sequence[Ruling]) -> None:
        """Take over the result of one more tick."""
        self.state = outcome.state
        self.states.append(outcome.state)
        self.events += outcome.events
        self.asked += outcome.questions
        self.board += board
        self.causes += outcome.causes
        self.waiting = outcome.waiting


def play(table: Table, start: WorldState, ticks: Iterable[int]) -> tuple[Stretch, tuple[Question, ...]]:
    """Play ticks of the given lengths from `start` on; stop where people must answer.

    Returns: what was played (with the events of the tick that waits, if one does, and else with the tracks that moved
    far, and why) and the questions open.
    """
    record = table.record
    docs = [doc for role in table.scenario.role_ids for doc in record.orders.get(role, ())]
    orders: Orders | None = compile_orders(docs, table.tables, LANES)
    done = Stretch(start, waiting=record.turns[-1].waiting if record.turns else ())
    for days in ticks:
        board = standing(table, done.state)
        outcome, open_questions = _tick(table, done, orders, days, board)
        if open_questions:
            done.events += outcome.events
            return done, open_questions
        done.add(outcome, board)
        orders = None
    done.events += moved(done.causes, start, done.state, table.tables)
    return done, ()


def standing(table: Table, state: WorldState) -> list[Ruling]:
    """Control's decisions on the inject board as rulings for the tick that starts at `state`."""
    rows = {inject.id: row for row, inject in enumerate(table.scenario.injects)}
    return [
        Ruling("choice", CONTROL, state.day, address=f"inject:{state.day}:{rows[inject]}", choice=action)
        for inject, action in table.record.standing.items()
        if action != "auto" and state.inject_age[rows[inject], 0] >= NEVER_DAYS
    ]


def _tick(
    table: Table, done: Stretch, orders: Orders | None, days: int, board: Sequence[Ruling]
) -> tuple[Outcome, tuple[Question, ...]]:
    """One tick, run again until no doctrine has anything left to answer; and the questions left for people."""
    state = done.state
    while True:  # every round answers at least one more address, so this ends
        rulings = [*table.record.rulings, *board]
        outcome = adjudicate(
            state, orders, rulings, table.tables, table.dice, dt_days=days, live=True, waiting=done.waiting
        )
        known = {ruling.address for ruling in rulings if ruling.address}
        fresh = [question for question in outcome.questions if question.address not in known]
        machine = [question for question in fresh if _by_doctrine(table, question)]
        if not machine:
            return outcome, tuple(question for question in fresh if _needs_people(table, question))
        for question in machine:
            view = observe(state, table.tables, question.role, table.dice, events=question.events, inbox=())
            seat = table.record.seats[question.role]
            choice = empty_seats.answer_of(seat, question, view, table.tables, table.dice)
            ruling = Ruling("choice", question.role, question.day, address=question.address, choice=choice)
            table.confirm_machine(ruling, question)


def _by_doctrine(table: Table, question: Question) -> bool:
    return question.role in table.record.seats and table.record.seats[question.role].held_by == "doctrine"


def _needs_people(table: Table, question: Question) -> bool:
    return question.role != CONTROL or question.kind in table.settings.ask
