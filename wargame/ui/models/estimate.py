"""The staff estimate of the pending orders: odds in words, how figures may go, and the number of runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.analysis.estimate import LEAST_TOLD, Estimate, Series, chance, statement
from wargame.quantities import DAYS_PER_WEEK

if TYPE_CHECKING:
    from wargame.ui.models.desk import DeskOwn
    from wargame.ui.session import Session

UNLIKELY = 0.02
"""What is less likely than this is told in one line together."""
MOST_RUNGS = 2
"""Rungs told per ladder: the next ones."""


@dataclass(frozen=True)
class Chance:
    """Something that may come true: the sentence, its odds in words, and the length of its bar."""

    text: str
    odds: str
    share: float


@dataclass(frozen=True)
class FanModel:
    """One quantity over the coming turns: 10, 25, 50, 75 and 90 % points per turn."""

    id: str
    title: str
    unit: str
    labels: tuple[str, ...]
    points: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class EstimateModel:
    """The dialog: progress while it runs, then chances and fans. `note` says what it is and is not."""

    open: bool
    running: bool
    done: int
    total: int
    progress: str
    trouble: str
    title: str
    note: str
    chances: tuple[Chance, ...]
    remote: str
    """Everything that hardly any run had, in one line."""
    fans: tuple[FanModel, ...]
    series: str


def estimate_model(session: Session, own: DeskOwn) -> EstimateModel:
    """The estimate of the seat, as far as it is."""
    job, found, say = own.job, own.estimate, session.say
    running = job is not None and job.running
    done, total = (job.done, job.total) if job is not None else (0, 0)
    told = () if found is None else chances(session, found)
    remote = [one.text for one in told if one.share < UNLIKELY]
    fans = () if found is None else tuple(fan(session, one, found) for one in found.series)
    return EstimateModel(
        open=own.estimate_open,
        running=running,
        done=done,
        total=total,
        progress=say("estimate.progress", done=done, total=total),
        trouble="" if job is None or running else job.trouble,
        title=say("estimate.title", turn=session.game.turn),
        note="" if found is None else say("estimate.note", worlds=found.worlds),
        chances=tuple(one for one in told if one.share >= UNLIKELY),
        remote="" if not remote else say("estimate.remote", things="; ".join(remote)),
        fans=fans,
        series=own.series if any(one.id == own.series for one in fans) else (fans[0].id if fans else ""),
    )


def chances(session: Session, found: Estimate) -> tuple[Chance, ...]:
    """What may come true, in the order of the estimate; of each ladder the next rungs only."""
    told: dict[str, int] = {}
    out = []
    for one in found.statements:
        ladder = one.ids.get("ladder", "")
        if one.code == "rung":
            told[ladder] = told.get(ladder, 0) + 1
            if told[ladder] > MOST_RUNGS or (told[ladder] > 1 and one.probability < LEAST_TOLD):
                continue
        out.append(Chance(statement(one, session.naming), chance(one.probability, session.naming), one.probability))
    return tuple(out)


def fan(session: Session, series: Series, found: Estimate) -> FanModel:
    """One quantity as a fan; what happens during a turn is told per week, because turns differ in length."""
    naming = session.naming
    unit = naming.unit(series.unit)
    points = series.points
    if series.flow:
        unit = f"{unit} {session.say('reading.per_week')}"
        starts = (found.day, *found.days[:-1])
        weeks = [max(1, end - begin) / DAYS_PER_WEEK for begin, end in zip(starts, found.days, strict=True)]
        points = tuple(tuple(value / length for value in row) for row, length in zip(points, weeks, strict=True))
    labels = tuple(session.say("estimate.turn", turn=turn) for turn in found.turns)
    return FanModel(
        f"{series.quantity}:{series.row}", naming.quantity(series.quantity, series.row), unit, labels, points
    )
