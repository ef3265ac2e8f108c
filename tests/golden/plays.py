"""Golden plays: a whole exercise of two shipped scenarios as text, and digests of a small batch of every one.

What every seat orders, all that happens, and what each seat's view shows, as far as it changed since the seat last
looked; floats to six digits. A change of the engine or of the content shows here as a difference that can be read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.exercise import Exercise, default_settings, empty_table
from wargame.places import scenarios_dir
from wargame.scenario import load
from wargame.scenario.document import Scenario
from wargame.simulate import IDLE, simulate
from wargame.world.events import Event
from wargame.world.orders import OrderDoc
from wargame.world.tables import Tables
from wargame.world.view import View

HERE = Path(__file__).resolve().parent
DIGESTS = HERE / "digests.txt"
PLAYED = ("moderate", "questionnaire")
"""Told in full."""
SEED, TURNS, WORLDS = 12, 6, 16
WIDE = 12
"""Cells up to which a row of a quantity is written out; of more, sum, least and most."""


def names() -> list[str]:
    """Ids of the shipped scenarios."""
    return sorted(path.stem for path in scenarios_dir().glob("*.yaml"))


def play_path(name: str) -> Path:
    return HERE / f"{name}.play.txt"


def everything() -> Iterator[tuple[Path, str]]:
    """Every golden file, and what it would hold now."""
    for name in PLAYED:
        yield play_path(name), play(name)
    yield DIGESTS, "".join(digests(name) for name in names())


def digests(name: str) -> str:
    """Digests of a small batch: as the scenario seats it, with nobody in any seat, and in days."""
    scenario = load(name)
    idle = dict.fromkeys(scenario.role_ids, IDLE)
    runs = {
        "doctrines": simulate(scenario, worlds=WORLDS, seed=SEED, turns=3),
        "idle": simulate(scenario, worlds=WORLDS, seed=SEED, turns=2, doctrines=idle),
        "days": simulate(scenario, worlds=4, seed=SEED, turns=1, dt_days=1),
    }
    return "".join(f"{name} {key} {one.digest()}\n" for key, one in runs.items())


def play(name: str) -> str:
    """A whole exercise, every seat played by its doctrine."""
    scenario = load(name)
    with tempfile.TemporaryDirectory() as folder:
        settings = default_settings(scenario, turns=TURNS)
        path = Path(folder) / "golden.wargame"
        exercise = Exercise.create(path, scenario, empty_table(scenario), settings, seed=SEED)
        try:
            return "\n".join(_lines(exercise, scenario)) + "\n"
        finally:
            exercise.close()


def _lines(exercise: Exercise, scenario: Scenario) -> Iterator[str]:
    yield f"{scenario.id}: {settings_of(exercise)}"
    seats = (*scenario.role_ids, "public", "control")
    seen: dict[str, dict[str, str]] = {seat: {} for seat in seats}
    played = 0
    while not exercise.over:
        exercise.advance()
        yield f"== turn {exercise.turn}, day {exercise.day}: {exercise.phase}"
        if exercise.phase == "consequence":
            turn = exercise.record.turns[played]
            played += 1
            for docs in turn.orders.values():
                yield from (order_line(doc) for doc in docs)
            yield from (event_line(event) for event in turn.events)
            yield f"state {turn.digest}"
        if exercise.phase in {"situation", "debrief"}:
            for seat in seats:
                view = exercise.view(seat)
                now = dict(view_lines(view, exercise.tables))
                yield f"-- {seat}: {len(view.events)} events, {len(view.inbox)} in the inbox"
                yield from (f"{key} {value}" for key, value in now.items() if seen[seat].get(key) != value)
                seen[seat] = now


def settings_of(exercise: Exercise) -> str:
    settings = exercise.settings
    seats = ", ".join(f"{role} by {seat.doctrine}" for role, seat in exercise.record.seats.items())
    return f"seed {exercise.seed}, {settings.turns} turns of a {settings.turn}; {seats}"


def order_line(doc: OrderDoc) -> str:
    return f"order {doc.role}: {doc.order}{fields(doc.parameters)} {doc.visibility}"


def event_line(event: Event) -> str:
    known = ",".join(event.visible_to) or "control"
    return f"event day {event.day}: {event.code}{fields(event.ids)}{fields(event.numbers)} by {event.cause}, to {known}"


def fields(values: Mapping[str, Any]) -> str:
    said = {key: number(value) if isinstance(value, int | float) else value for key, value in values.items()}
    return "".join(f" {key}={value}" for key, value in said.items())


def view_lines(view: View, tables: Tables) -> Iterator[tuple[str, str]]:
    """(what, value) for every row of every quantity in a view, in lane 0."""
    for name in sorted(view.quantities):
        seen = view.quantities[name]
        values = seen.values[..., 0]
        about = f" ±{number(seen.error)}" if seen.error else ""
        *outer, _ = (*tables.registry[name].axes, "") if values.ndim else ("",)
        outer = list(outer)[: max(0, values.ndim - 1)]
        for index in np.ndindex(*values.shape[:-1]) if values.ndim > 1 else [()]:
            rows = [tables.roster.axes[axis][n] for axis, n in zip(outer, index, strict=True)]
            yield name + (f"[{', '.join(rows)}]" if rows else ""), cells(values[index]) + about


def cells(values: NDArray[Any]) -> str:
    """A few numbers one by one; of many, what they come to."""
    if values.size <= WIDE:
        return " ".join(number(value) for value in np.atleast_1d(values))
    return f"{values.size} cells: sum {number(values.sum())}, {number(values.min())} to {number(values.max())}"


def number(value: float) -> str:
    """Six digits, without a sign before nought."""
    return f"{value + 0.0:.6g}"
