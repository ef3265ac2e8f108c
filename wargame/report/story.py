"""An exercise as one reader may read it: the only door from the exercise file to a report.

Control's report knows everything. A role's report rests on what that role saw at the time, tick by tick, through
`observe`, on events that name it, and on its own orders, sheet and notes. What nobody marked for it is not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.analysis.counterfactual import proposals
from wargame.analysis.naming import Naming
from wargame.errors import InputError
from wargame.exercise import CONTROL, Exercise, Seat, Sheet, Turn
from wargame.exercise.replay import UMPIRE
from wargame.words import Words
from wargame.world.events import Event, Question, Ruling
from wargame.world.observe import observe, sees, told
from wargame.world.orders import OrderDoc
from wargame.world.state import WorldState
from wargame.world.view import View

Array = NDArray[Any]


@dataclass(frozen=True)
class Tick:
    """The end of a tick (the first one: the start of play)."""

    day: int
    turn: int
    state: WorldState


@dataclass(frozen=True)
class Waiver:
    """A condition that an order did not meet and that was waived: who, at which door, and the reason spoken."""

    turn: int
    day: int
    role: str
    order: str
    gate: str
    door: str
    reason: str


@dataclass(frozen=True)
class Override:
    """An umpire's decision against what was computed. `shift`: grades in the giver's favour, negative against it."""

    turn: int
    ruling: Ruling
    question: Question | None
    shift: int


class Story:
    """Everything that chapters are written from."""

    def __init__(self, exercise: Exercise, role: str | None = None, lang: str = "en") -> None:
        """`role` None: control's own report. Raises InputError for a role that the scenario does not have."""
        if role is not None and role != CONTROL and role not in exercise.scenario.role_ids:
            raise InputError(
                "unknown-role",
                f"there is no role `{role}`",
                hint=f"Roles: {', '.join(exercise.scenario.role_ids)}, control.",
            )
        self.exercise = exercise
        self.role = role or CONTROL
        self.words = Words(lang)
        self.naming = Naming(exercise.scenario, self.words)
        self.scenario = exercise.scenario
        self.tables = exercise.tables
        self.turns: tuple[Turn, ...] = tuple(exercise.record.turns)
        self.over = exercise.over
        self._asked: dict[int, dict[str, Question]] = {}
        self._series: dict[str, Array] = {}

    @property
    def whole(self) -> bool:
        """Whether the reader knows everything."""
        return self.role == CONTROL

    @cached_property
    def ticks(self) -> list[Tick]:
        """The start and the end of every tick; what the reader saw then comes by `series`."""
        found = [Tick(0, 1, self.tables.start)]
        for turn, states in self._states:
            found += [Tick(state.day, turn.number, state) for state in states]
        return found

    @cached_property
    def _states(self) -> list[tuple[Turn, list[WorldState]]]:
        return [(turn, self.exercise.states(turn)) for turn in self.turns]

    def _view(self, state: WorldState, only: Iterable[str]) -> View:
        return observe(state, self.tables, self.role, self.exercise.dice, only=only)

    def sees(self, quantity: str) -> str:
        """``exact``, ``estimate``, or nothing."""
        return sees(self.tables, self.role, quantity) if quantity in self.tables.registry else ""

    def series(self, quantity: str) -> Array | None:
        """(tick, *rows) of a quantity as the reader saw it, the start first; None if it is not the reader's to see."""
        if not self.sees(quantity):
            return None
        if quantity not in self._series:
            self.look_at([quantity])
        return self._series[quantity]

    def look_at(self, quantities: Iterable[str]) -> None:
        """Read several quantities in one pass over all ticks: a long exercise has hundreds of them."""
        wanted = [name for name in quantities if self.sees(name) and name not in self._series]
        views = [self._view(tick.state, wanted) for tick in self.ticks] if wanted else []
        for name in wanted:
            self._series[name] = np.stack([view.quantities[name].values[..., 0] for view in views])

    @property
    def days(self) -> list[int]:
        return [tick.day for tick in self.ticks]

    def date(self, day: int) -> date:
        """The calendar date of a day of play."""
        return self.scenario.document.start + timedelta(days=day)

    def when(self, day: int) -> str:
        """A day of play as a date in words."""
        return self.words.date(self.date(day))

    def events(self, turn: Turn | None = None) -> list[Event]:
        """What the reader saw happen, in the order in which it happened."""
        turns: Iterable[Turn] = self.turns if turn is None else (turn,)
        return [event for item in turns for event in told(item.events, self.role, self.tables)]

    def docs(self, turn: Turn) -> list[tuple[OrderDoc, bool]]:
        """Orders of a turn that the reader knows, and whether it knows them in full (its own; control: all).

        Of another seat's order it knows what the event told it.
        """
        found: list[tuple[OrderDoc, bool]] = []
        for role in self.scenario.role_ids:
            if self.whole or role == self.role:
                found += [(doc, True) for doc in turn.orders.get(role, ())]
        for event in self.events(turn) if not self.whole else ():
            if event.code == "order" and event.ids["role"] != self.role:
                told = {axis: name for axis, name in event.ids.items() if axis not in {"order", "role"}}
                found.append((OrderDoc(event.ids["role"], event.ids["order"], turn.number, dict(told)), False))
        return found

    def grade(self, turn: Turn, doc: OrderDoc) -> str:
        """How an order came out, if it was graded and the reader saw it."""
        for event in self.events(turn):
            if event.code == "grade" and (event.ids["order"], event.ids["role"]) == (doc.order, doc.role):
                return event.ids["grade"]
        return ""

    @cached_property
    def waivers(self) -> list[Waiver]:
        """The conditions ledger."""
        found = []
        for turn in self.turns:
            spoken = {(doc.role, doc.order): doc.waived for doc, full in self.docs(turn) if full}
            for event in self.events(turn):
                if event.code == "waived":
                    role, order, gate = event.ids["role"], event.ids["order"], event.ids["gate"]
                    reason = spoken.get((role, order), {}).get(gate, "")
                    found.append(Waiver(turn.number, event.day, role, order, gate, event.ids["door"], reason))
        return found

    @cached_property
    def overrides(self) -> list[Override]:
        """What the umpire decided against the computation; control's affair alone."""
        if not self.whole:
            return []
        found = []
        for stretch, turn in enumerate(self.turns):
            for ruling in turn.rulings:
                if ruling.by not in UMPIRE:
                    continue
                question = self._proposed(stretch).get(ruling.address)
                if self._is_override(ruling, question):
                    found.append(Override(turn.number, ruling, question, shift(ruling, question)))
        return found

    @cached_property
    def proposals(self) -> list[dict[str, Question]]:
        """Per stretch, what the engine proposed for control to rule on, by address; control's affair alone."""
        if not self.whole:
            return [{} for _ in self.turns]
        return [self._proposed(stretch) for stretch in range(len(self.turns))]

    def _proposed(self, stretch: int) -> dict[str, Question]:
        """Asking again means playing a tick again: it is done once, and only for the stretches that somebody needs."""
        if stretch not in self._asked:
            self._asked[stretch] = proposals(self.exercise, stretch)
        return self._asked[stretch]

    @staticmethod
    def _is_override(ruling: Ruling, question: Question | None) -> bool:
        if ruling.what in {"draw", "amend"}:
            return True
        return ruling.what == "grade" and question is not None and ruling.choice != question.default

    @property
    def sheets(self) -> dict[str, Sheet]:
        """Sealed sheets that the reader may open: its own; control opens all of them once play is over."""
        sheets = self.exercise.record.sheets
        if self.whole:
            return sheets if self.over else {}
        return {role: sheet for role, sheet in sheets.items() if role == self.role}

    @property
    def notes(self) -> list[dict[str, Any]]:
        """Notes: the reader's own; control reads all."""
        return [note for note in self.exercise.record.notes if self.whole or note.get("role") == self.role]

    @property
    def seats(self) -> dict[str, Seat]:
        return self.exercise.record.seats

    def crisis(self, turn: Turn) -> bool:
        """Whether this stretch was played day by day."""
        return bool(turn.left)


def shift(ruling: Ruling, question: Question | None) -> int:
    """By how many grades a ruling moved a result in favour of who gave the order (negative: against)."""
    if ruling.what != "grade" or question is None:
        return 0
    return question.options.index(question.default) - question.options.index(ruling.choice)
