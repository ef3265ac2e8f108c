"""The escalation ladders as a seat reads them: rungs with names and ways down, where each dyad stands, and stood."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.scenario.document import Scenario
from wargame.ui.history import History
from wargame.ui.models.reading import rows


@dataclass(frozen=True)
class RungModel:
    """One rung: number, name, way down."""

    number: int
    name: str
    off_ramp: str


@dataclass(frozen=True)
class LadderModel:
    """One dyad's ladder. `previous`: where it stood before the last stretch; `quiet_days`: since one was met."""

    id: str
    name: str
    rungs: tuple[RungModel, ...]
    current: int
    previous: int | None
    quiet_days: int | None

    @property
    def rung(self) -> RungModel:
        """Where it stands."""
        return next(rung for rung in self.rungs if rung.number == self.current)


def ladders(history: History, scenario: Scenario, lang: str) -> tuple[LadderModel, ...]:
    """Every ladder that the seat sees, never merged into one."""
    now, before = rows(history.now, "rung"), rows(history.before, "rung")
    quiet = rows(history.now, "rung_quiet")
    if now is None:
        return ()
    found = []
    for row, ladder in enumerate(scenario.rules.ladders):
        numbers = [rung.number for rung in ladder.rungs]
        found.append(
            LadderModel(
                ladder.id,
                ladder.name.say(lang),
                tuple(RungModel(rung.number, rung.name.say(lang), rung.off_ramp.say(lang)) for rung in ladder.rungs),
                nearest(int(now[row]), numbers),
                None if before is None or not history.stretches else nearest(int(before[row]), numbers),
                None if quiet is None else int(quiet[row]),
            )
        )
    return tuple(found)


def nearest(number: int, numbers: list[int]) -> int:
    """The rung a number belongs to: the highest one not above it.

    >>> nearest(4, [0, 2, 5])
    2
    """
    return max((each for each in numbers if each <= number), default=numbers[0])
