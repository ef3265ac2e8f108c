"""Change everything of a game that a role may not know, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from wargame.exercise import Exercise, Seat, Turn
from wargame.world.events import Event
from wargame.world.observe import sees
from wargame.world.orders import OrderDoc
from wargame.world.state import WorldState
from wargame.world.tables import Tables


class Scrambled:
    """An exercise in which whatever the role can't see is something else. Everything else is the exercise itself."""

    def __init__(self, exercise: Exercise, role: str) -> None:
        self._exercise, self._role = exercise, role
        self.record = _Record(exercise, role)
        self.tables = _other_luck(exercise.tables, role)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._exercise, name)

    def states(self, turn: Turn) -> list[WorldState]:
        original = next(item for item in self._exercise.record.turns if item.states == turn.states)
        return [scrambled(state, self.tables, self._role) for state in self._exercise.states(original)]

    def seat(self, role: str) -> Seat:
        return self.record.seats[role]


def _other_luck(tables: Tables, role: str) -> Tables:
    """The opening as another seed would have settled it: the adversary reads credibility otherwise."""
    if sees(tables, role, "perceived"):
        return tables
    arrays = {**tables.start.arrays, "perceived": np.clip(tables.start.perceived + np.float32(0.2), 0, 1)}
    return replace(tables, start=WorldState(tables.start.day, tables.start.tick, tables.start.turn, arrays))


class _Record:
    def __init__(self, exercise: Exercise, role: str) -> None:
        self._record = exercise.record
        self.turns = [_turn(turn, role, exercise) for turn in exercise.record.turns]
        self.seats = {
            name: seat if name == role else _other_seat(seat, exercise) for name, seat in exercise.record.seats.items()
        }
        self.sheets = {
            name: sheet if name == role else replace(sheet, aim="other")
            for name, sheet in exercise.record.sheets.items()
        }
        self.notes = [
            note if note.get("role") == role or note["kind"] == "endex" else {**note, "text": "other"}
            for note in exercise.record.notes
        ]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)


def _other_seat(seat: Seat, exercise: Exercise) -> Seat:
    """Another doctrine in the same chair: which card a seat plays is its own secret."""
    if seat.held_by != "doctrine":
        return seat
    known = [name for name, doctrine in exercise.scenario.doctrines.items() if doctrine.role == seat.role]
    return replace(seat, doctrine=known[(known.index(seat.doctrine) + 1) % len(known)])


def _turn(turn: Turn, role: str, exercise: Exercise) -> Turn:
    events = [event if event.seen_by(role) else _other_event(event) for event in turn.events]
    extra = Event("seizure", turn.first_day, {"side": "russia", "sector": "s01"}, weight=9)
    orders = {
        name: docs if name == role else (OrderDoc(name, "free", turn.number, text="something else"),)
        for name, docs in turn.orders.items()
    }
    estimates = tuple(kept for kept in turn.estimates if kept["role"] == role)
    return replace(
        turn, events=(extra, *events), orders=orders, rulings=(), asked=(), estimates=estimates, digest="0" * 64
    )


def _other_event(event: Event) -> Event:
    return replace(event, numbers={name: value + 17 for name, value in event.numbers.items()}, weight=event.weight + 5)


def scrambled(state: WorldState, tables: Tables, role: str) -> WorldState:
    """Every array, track, setting, window and age that the role does not see, changed in all lanes."""
    arrays = {name: array.copy() for name, array in state.arrays.items()}
    for name in tables.registry:
        if sees(tables, role, name) or name in {"turn", "days"}:
            continue
        if name in tables.array_rows:
            array, row = tables.array_rows[name]
            arrays[array][row] += 1
        elif name != "order_age":
            arrays[name] += np.asarray(3, arrays[name].dtype)
    own = tables.roster.row("role", role)
    for row, order in enumerate(tables.orders):
        if order.role != own and not sees(tables, role, "order_age"):
            arrays["order_age"][row] += 5
    arrays["queue"] += 1
    seen = {row for row, _, _, names in tables.lookbacks if all(sees(tables, role, name) for name in names)}
    for row in range(len(tables.windows)):
        if row not in seen:
            arrays["window"][row] += 11
            arrays["window_now"][row] += 11
    for row, names in enumerate(tables.held_names):
        if not all(sees(tables, role, name) == "exact" for name in names):
            arrays["held"][row] += 7
    return WorldState(state.day, state.tick, state.turn, arrays)
