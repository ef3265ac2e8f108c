"""What one seat has seen so far: its views at every tick. The source of trends and situation reports."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.exercise import Exercise
from wargame.world.events import Event
from wargame.world.observe import observe, told
from wargame.world.view import View


@dataclass(frozen=True)
class Stretch:
    """One committed stretch of play as a seat saw it: a view at the end of every tick, and its events."""

    number: int
    """The turn it belongs to."""
    first_day: int
    days: int
    views: tuple[View, ...]
    events: tuple[Event, ...]

    @property
    def end(self) -> View:
        """The view at its end."""
        return self.views[-1]


@dataclass(frozen=True)
class History:
    """All that a seat has seen. `opening` is the start of play; `now` the present view with inbox and fresh events."""

    role: str
    opening: View
    stretches: tuple[Stretch, ...]
    now: View

    @property
    def last(self) -> Stretch | None:
        """The stretch played last, None before the first."""
        return self.stretches[-1] if self.stretches else None

    @property
    def before(self) -> View:
        """How things stood when the last stretch began: what trends compare with."""
        return self.stretches[-2].end if len(self.stretches) > 1 else self.opening


class Histories:
    """Histories of one exercise, kept: only what is new is observed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Stretch] = {}
        self._opening: dict[str, View] = {}

    def of(self, exercise: Exercise, role: str) -> History:
        """What `role` has seen of `exercise` up to now."""
        if role not in self._opening:
            self._opening[role] = observe(exercise.tables.start, exercise.tables, role, exercise.dice)
        return History(
            role,
            self._opening[role],
            tuple(self._stretch(exercise, role, index) for index in range(len(exercise.record.turns))),
            exercise.view(role),
        )

    def _stretch(self, exercise: Exercise, role: str, index: int) -> Stretch:
        turn = exercise.record.turns[index]
        key = (role, f"{index}:{turn.states}:{len(turn.events)}")  # a turn that was played again has other states
        if key not in self._kept:
            views = tuple(observe(state, exercise.tables, role, exercise.dice) for state in exercise.states(turn))
            self._kept[key] = Stretch(
                turn.number, turn.first_day, turn.days, views, told(turn.events, role, exercise.tables)
            )
        return self._kept[key]
