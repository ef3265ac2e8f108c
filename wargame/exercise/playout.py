"""A whole live exercise without people: every seat by doctrine, every question by its default."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wargame.errors import InputError
from wargame.exercise.exercise import Exercise
from wargame.exercise.seats import Seat, Settings
from wargame.scenario.document import Scenario


def play_out(
    scenario: Scenario, *, seed: int, path: Path, turns: int | None = None, doctrines: Mapping[str, str] | None = None,
    session: str | None = None, tick_days: int | None = None,
) -> Path:  # fmt: skip
    """Play `scenario` through to its debrief into the exercise file `path` and return that."""
    exercise = Exercise.create(
        path,
        scenario,
        empty_table(scenario, doctrines),
        default_settings(scenario, session, turns, tick_days),
        seed=seed,
    )
    try:
        while not exercise.over:
            exercise.advance()
    finally:
        exercise.close()
    return path


def empty_table(scenario: Scenario, doctrines: Mapping[str, str] | None = None) -> list[Seat]:
    """A seat with a doctrine for every role; `doctrines` overrides the scenario's own choice by role."""
    chosen = dict(doctrines or {})
    unknown = sorted(set(chosen) - set(scenario.role_ids))
    if unknown:
        raise InputError(
            "unknown-role", f"no role `{unknown[0]}` in `{scenario.id}`", hint=f"Roles: {', '.join(scenario.role_ids)}."
        )
    for role, doctrine in chosen.items():
        own = [name for name, document in scenario.doctrines.items() if document.role == role]
        if doctrine not in own:
            hint = f"Doctrines: {', '.join(sorted(own))}."
            raise InputError("unknown-doctrine", f"no doctrine `{doctrine}` for `{role}`", hint=hint)
    return [Seat(role.id, "doctrine", chosen.get(role.id, role.doctrine)) for role in scenario.document.roles]


def default_settings(
    scenario: Scenario,
    session: str | None = None,
    turns: int | None = None,
    tick_days: int | None = None,
    ask: tuple[str, ...] = (),
) -> Settings:
    """The settings of a session format (the scenario's last one, free play, unless named)."""
    formats = {item.id: item for item in scenario.document.sessions}
    if session is not None and session not in formats:
        raise InputError("unknown-session", f"no session format `{session}`", hint=f"Formats: {', '.join(formats)}.")
    chosen = formats[session] if session else scenario.document.sessions[-1]
    return Settings(chosen.id, turns or chosen.turns, chosen.turn, tick_days or scenario.document.tick_days, ask)
