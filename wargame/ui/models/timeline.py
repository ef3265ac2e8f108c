"""The timeline: the whole game tick by tick, through the eyes of one seat, or as it was.

A seat sees its own past. Control sees any seat's and the truth at any time; everybody does once play is over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.exercise import CONTROL
from wargame.quantities import DAYS_PER_WEEK
from wargame.report.text import sentence
from wargame.ui.history import History, Stretch
from wargame.ui.mapview.scene import MapScene, SectorMark
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.consequence import weighed
from wargame.ui.models.control import TRUTHS
from wargame.ui.models.evidence import map_scene, tips
from wargame.ui.models.ladders import LadderModel, ladders
from wargame.ui.models.reading import Figure, rows
from wargame.ui.models.setup import Choice
from wargame.ui.models.situation import Told, tone
from wargame.world.view import View

if TYPE_CHECKING:
    from wargame.ui.session import Session

TRUTH = CONTROL
WEIGHTY = 2.0
MOST_FIGURES = 6


@dataclass
class TimelineOwn:
    """Where the slider stands (None: at the end), through whose eyes, and whether a branch is being considered."""

    tick: int | None = None
    eyes: str = ""
    selection: str = ""
    branching: bool = False
    back: str = ""


@dataclass(frozen=True)
class TickMark:
    """Something weighty on the slider: tick, text, tone."""

    tick: int
    text: str
    tone: str


@dataclass(frozen=True)
class TimelineModel:
    """The screen: slider, map and events of the chosen tick."""

    bar: Bar
    tick: int
    labels: tuple[str, ...]
    marks: tuple[TickMark, ...]
    heading: str
    eyes: tuple[Choice, ...]
    chosen_eyes: str
    is_truth: str
    scene: MapScene
    tips: dict[str, str]
    ladders: tuple[LadderModel, ...]
    figures: tuple[Figure, ...]
    events: tuple[Told, ...]
    may_branch: bool
    branch_turn: int
    branch_text: str
    branching: bool


def allowed(session: Session) -> list[str]:
    """Through whose eyes whoever sits there may look. Fails closed: a seat only through its own."""
    game = session.game
    if game.over or session.sitter == CONTROL:
        return [TRUTH, *game.scenario.role_ids]
    return [session.seat] if session.seat else []


def timeline_model(session: Session, own: TimelineOwn) -> TimelineModel:
    """The timeline as it stands."""
    game, say, words = session.game, session.say, session.words
    may = allowed(session)
    eyes = own.eyes if own.eyes in may else (session.seat if session.seat in may else may[0])
    history = session.history(eyes)
    places = [(0, 0), *((s, t) for s, stretch in enumerate(history.stretches) for t in range(len(stretch.views)))]
    last = len(places) - 1
    tick = last if own.tick is None else min(last, max(0, own.tick))
    then = until(history, *places[tick]) if tick else replace(history, stretches=(), now=history.opening)
    start = game.scenario.document.start
    day = then.now.day
    turn = history.stretches[places[tick][0]].number if tick else 1
    branch_turn = turn if tick else 1
    return TimelineModel(
        bar=bar(session),
        tick=tick,
        labels=tuple(_label(session, history, place, number) for number, place in enumerate(places)),
        marks=tuple(_marks(session, history, places)),
        heading=say("timeline.heading", date=start + timedelta(days=day), turn=turn)
        if tick
        else say("timeline.opening", date=start),
        eyes=tuple(Choice(role, say("timeline.truth") if role == TRUTH else seat_name(session, role)) for role in may),
        chosen_eyes=eyes,
        is_truth=say("timeline.is_truth") if eyes == TRUTH else "",
        scene=_scene(session, then, own.selection, truth=eyes == TRUTH),
        tips=tips(then, game.scenario, session.reader),
        ladders=ladders(then, game.scenario, session.lang),
        figures=session.reader.figures(then, _headline(session, eyes))[:MOST_FIGURES],
        events=tuple(
            Told(id, words.date(start + timedelta(days=event.day)), sentence(event, session.naming), tone(event))
            for id, event in (weighed(_events(history, *places[tick])) if tick else [])
        ),
        may_branch=session.may_rule or game.over,
        branch_turn=branch_turn,
        branch_text=say("timeline.branch.what", turn=branch_turn),
        branching=own.branching,
    )


def until(history: History, stretch: int, tick: int) -> History:
    """A history cut off after a tick: what the seat knew then."""
    whole = history.stretches[stretch]
    views = whole.views[: tick + 1]
    days = views[-1].day - whole.first_day
    events = tuple(event for event in whole.events if event.day < views[-1].day)
    cut = Stretch(whole.number, whole.first_day, days, views, events)
    return replace(history, stretches=(*history.stretches[:stretch], cut), now=views[-1])


def _events(history: History, stretch: int, tick: int) -> list:
    whole = history.stretches[stretch]
    first = whole.views[tick - 1].day if tick else whole.first_day
    return [event for event in whole.events if first <= event.day < whole.views[tick].day]


def _label(session: Session, history: History, place: tuple[int, int], number: int) -> str:
    """The turn's number at its last tick; days in between stay unnamed."""
    if number == 0:
        return session.say("timeline.start")
    stretch = history.stretches[place[0]]
    return session.say("timeline.turn", turn=stretch.number) if place[1] == len(stretch.views) - 1 else ""


def _marks(session: Session, history: History, places: list[tuple[int, int]]) -> list[TickMark]:
    found = []
    for number, (stretch, tick) in enumerate(places):
        heavy = [event for event in (_events(history, stretch, tick) if number else []) if event.weight >= WEIGHTY]
        if heavy:
            said = "\n".join(dict.fromkeys(sentence(event, session.naming) for event in heavy[:4]))
            tones = [tone(event) for event in heavy]
            found.append(TickMark(number, said, "bad" if "bad" in tones else "warn" if "warn" in tones else "info"))
    return found


def _headline(session: Session, eyes: str) -> list[str]:
    if eyes == TRUTH:
        return list(TRUTHS)
    return list(next(role.headline for role in session.game.scenario.document.roles if role.id == eyes))


def _scene(session: Session, then: History, selection: str, *, truth: bool) -> MapScene:
    scene = map_scene(then, session.game.scenario, session.reader, selection=selection)
    return replace(scene, sectors=_true_marks(session, then.now, scene.sectors), truth=True) if truth else scene


def _true_marks(session: Session, view: View, marks: tuple[SectorMark, ...]) -> tuple[SectorMark, ...]:
    """What really happened in each sector in the last tick, per week, in place of what was reported."""
    true = rows(view, "cfv_true")
    if true is None:
        return marks
    weeks = max(1.0, session.game.settings.tick_days / DAYS_PER_WEEK)
    totals = true.reshape(-1, true.shape[-1]).sum(axis=0) / weeks
    return tuple(
        replace(mark, violations=float(total), violations_text=session.words.number(round(float(total))))
        for mark, total in zip(marks, totals, strict=True)
    )
