"""Who has to do what next: the order in which people sit down at one screen. Pure functions over the exercise.

A task names the sitter (whom the curtain asks for), the seat through whose eyes the screen looks, and the screen.
Control is a sitter; a role that control plays is a seat it looks through.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.exercise import CONTROL, Exercise


@dataclass(frozen=True)
class Task:
    """Somebody has to sit down and do something."""

    sitter: str
    seat: str
    screen: str


@dataclass
class Progress:
    """What the exercise does not record because it changes nothing in the game: who has read what."""

    briefed: set[tuple[str, int]] = field(default_factory=set)
    """(seat, stretches played) of situation reports read."""
    acknowledged: set[tuple[str, int]] = field(default_factory=set)
    """(seat, stretches played) of consequences read."""
    released: set[int] = field(default_factory=set)
    """Stretches whose orders control has released for adjudication."""


def stretch(exercise: Exercise) -> int:
    """How many stretches of play are over: what `Progress` counts by."""
    return len(exercise.record.turns)


def has_control(exercise: Exercise) -> bool:
    """Whether somebody sits as control: a role is control's, questions are put to it, or nobody else plays."""
    held = any(seat.held_by == CONTROL for seat in exercise.record.seats.values())
    return held or bool(exercise.settings.ask) or not exercise.people()


def sitter_of(exercise: Exercise, role: str) -> str:
    """Who sits down for a role: its own people, or control."""
    return CONTROL if role == CONTROL or exercise.seat(role).held_by == CONTROL else role


def manned(exercise: Exercise) -> list[str]:
    """Roles that somebody plays, people or control, in the scenario's order."""
    return [role for role in exercise.scenario.role_ids if exercise.seat(role).held_by != "doctrine"]


def sitters(exercise: Exercise) -> list[str]:
    """Everybody who ever sits down at the screen."""
    return [*exercise.people(), *([CONTROL] if has_control(exercise) else [])]


def tasks(exercise: Exercise, progress: Progress) -> list[Task]:
    """Everything that waits for people in this phase; empty: the exercise can advance by itself."""
    played = stretch(exercise)
    match exercise.phase:
        case "turn_zero":
            return [Task(role, role, "turn_zero") for role in exercise.people() if role not in exercise.record.sheets]
        case "orders":
            waiting = [role for role in manned(exercise) if role not in exercise.record.orders]
            found = [_decide(exercise, progress, role) for role in waiting]
            if not found and has_control(exercise) and played not in progress.released:
                found = [Task(CONTROL, CONTROL, "control")]
            return found
        case "adjudication":
            return _questions(exercise)
        case "consequence":
            readers = [*([CONTROL] if has_control(exercise) else []), *exercise.people()]
            return [Task(role, role, "consequence") for role in readers if (role, played) not in progress.acknowledged]
        case "debrief":
            return [Task(CONTROL, CONTROL, "debrief")]
    return []


def _decide(exercise: Exercise, progress: Progress, role: str) -> Task:
    """Read the situation first, then decide; control knows the situation."""
    sitter = sitter_of(exercise, role)
    read = sitter == CONTROL or (role, stretch(exercise)) in progress.briefed
    return Task(sitter, role, "desk" if read else "situation")


def _questions(exercise: Exercise) -> list[Task]:
    found: list[Task] = []
    for question in exercise.questions:
        seat = question.role
        screen = "control" if seat == CONTROL else "moment"
        task = Task(sitter_of(exercise, seat), seat, screen)
        if task not in found:
            found.append(task)
    return found


def next_task(exercise: Exercise, progress: Progress, sitter: str | None) -> Task | None:
    """The first thing to do; whoever sits there now goes on before anybody else has to get up."""
    found = tasks(exercise, progress)
    own = [task for task in found if task.sitter == sitter]
    return next(iter([*own, *found]), None)
