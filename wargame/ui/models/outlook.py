"""Where things stand and where they go: ladders with their criteria, outcome strips, and effects still on their way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from wargame.exercise import CONTROL, Turn
from wargame.quantities import STATUSES, TASKS
from wargame.report.series import band_of
from wargame.ui.history import History
from wargame.ui.models.ladders import LadderModel, ladders
from wargame.ui.models.reading import direction, rows
from wargame.ui.models.why import Explainer, Point
from wargame.world.orders import OrderDoc

if TYPE_CHECKING:
    from wargame.ui.session import Session

MOST_LATER = 12
GRADE_LOST = ("no_but", "no", "no_and")
"""Grades whose order does not have its effects."""


@dataclass(frozen=True)
class StripModel:
    """One outcome dimension."""

    id: str
    name: str
    bands: tuple[str, ...]
    band: int
    trend: int
    trend_text: str


@dataclass(frozen=True)
class LadderDetail:
    """A ladder with the criteria of the present and of the next rung, and the way down."""

    ladder: LadderModel
    here: tuple[Point, ...]
    above_title: str
    above: tuple[Point, ...]


@dataclass(frozen=True)
class Later:
    """An effect of an order that is still to come, or still working."""

    when: str
    text: str
    order: str
    first_day: int


def explainer(session: Session) -> Explainer:
    """Explains in the session's language."""
    return Explainer(session.naming, session.game.tables)


def known_docs(turn: Turn, role: str) -> list[OrderDoc]:
    """Orders that a role knows in full: its own; control: all."""
    return [doc for giver, docs in turn.orders.items() if role in (CONTROL, giver) for doc in docs]


def race(history: History, session: Session) -> tuple[Point, ...]:
    """Follow-on force against fait accompli: who is there in time, as far as the seat knows."""
    words, tables, scenario = session.words, session.game.tables, session.game.scenario
    days = round(tables.tunables["fait_accompli_days"])
    origin = scenario.origins.get("rules.tunables.fait_accompli_days", "")
    found = [Point(words.say("race.fait_accompli", days=words.n("core.days", days)), "", origin)]
    status, task, wait = (rows(history.now, name) for name in ("element_status", "element_task", "element_wait"))
    if status is None or task is None or wait is None:
        return (*found, Point(words.say("race.no_sight")))
    seen = False
    for row, option in enumerate(scenario.options):
        if TASKS[int(task[row])] != "follow_on":
            continue
        seen = True
        state = STATUSES[int(status[row])]
        left = 0 if state == "in_place" else round(float(wait[row]))
        if state in ("home", "preparing", "ready"):
            left += round(float(tables.element_arrive_days[row]))
        name = option.name.say(words.lang)
        text = words.say(
            "race.element", element=name, status=words.say(f"status.{state}"), days=words.n("core.days", left)
        )
        found.append(Point(text, "met" if left <= days else "unmet"))
    if not seen:
        found.append(Point(words.say("race.none")))
    return tuple(found)


def ladder_details(history: History, session: Session) -> tuple[LadderDetail, ...]:
    """Every ladder that the seat sees, with what is observed of its rung and of the next one."""
    scenario, say = session.game.scenario, session.say
    # Control reads the state itself: a view leaves out when others gave their orders.
    sight = session.game.state if history.role == CONTROL else history.now.sight()
    found = []
    for model in ladders(history, scenario, session.lang):
        above = next((rung.number for rung in model.rungs if rung.number > model.current), None)
        title = "" if above is None else say("ladder.next", rung=above, name=session.naming.rung(model.id, above))
        here = _criteria(session, sight, model.id, model.current)
        found.append(
            LadderDetail(model, here, title, () if above is None else _criteria(session, sight, model.id, above))
        )
    return tuple(found)


def _criteria(session: Session, sight: Any, ladder: str, number: int) -> tuple[Point, ...]:
    """The criteria of a rung, and whether they are observed."""
    compiled = next(one for one in session.game.tables.ladders if one.id == ladder)
    asked = next((rung.criteria for rung in compiled.rungs if rung.number == number), ())
    teller = explainer(session)
    return tuple(teller.criterion(each, sight) for each in asked)


def strips(history: History, session: Session) -> tuple[StripModel, ...]:
    """The outcome strips that the seat sees, with the trend since the stretch before."""
    now, before = rows(history.now, "outcome"), rows(history.before, "outcome")
    if now is None:
        return ()
    say, lang = session.say, session.lang
    found = []
    for row, dimension in enumerate(session.game.scenario.rules.outcomes):
        earlier = None if before is None else float(before[row])
        trend = direction(float(now[row]), earlier, 100.0)
        code = {-1: "strip.worse", 0: "strip.same", 1: "strip.better"}[trend]
        bands = tuple(band.say(lang) for band in dimension.bands)
        found.append(
            StripModel(dimension.id, dimension.name.say(lang), bands, band_of(float(now[row])), trend, say(code))
        )
    return tuple(found)


def later(session: Session, role: str, day: int) -> list[Later]:
    """Effects of a role's own orders (control: everybody's) that have not ended by a day, the nearest first."""
    game, words, teller = session.game, session.words, explainer(session)
    rules = {order.id: order for order in game.scenario.rules.orders}
    found = []
    for turn in game.record.turns:
        lost = {
            (event.ids["role"], event.ids["order"])
            for event in turn.events
            if event.code == "grade" and event.seen_by(role) and event.ids["grade"] in GRADE_LOST
        }
        for doc in known_docs(turn, role):
            if doc.order not in rules or (doc.role, doc.order) in lost:
                continue
            for effect in rules[doc.order].effects:
                first = turn.first_day + effect.after_days
                if first + effect.for_days <= day or (
                    effect.level is not None and effect.level != doc.parameters.get("level")
                ):
                    continue
                text = teller.effect(effect.track, effect.delta, effect.for_days)
                when = words.date(game.scenario.document.start + timedelta(days=max(first, day)))
                code = "later.from" if first > day else "later.now"
                giver = session.naming.name("order", doc.order)
                found.append(Later(words.say(code, date=when), text, giver, first))
    return sorted(found, key=lambda one: one.first_day)[:MOST_LATER]
