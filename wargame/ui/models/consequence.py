"""The consequence: what happened in order of weight, and why; ladders, outcomes, and what is still on its way.

Everything a player reads here comes from the seat's own history of views and from its own orders. Control, and a player
who is alone and therefore her own umpire, may look with control's eyes; the model says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.exercise import CONTROL, Turn
from wargame.quantities import STATUSES, TASKS
from wargame.report.series import band_of
from wargame.report.text import sentence
from wargame.ui.history import History
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.disagree import Change, Disagreement, DisagreeModel, changes, disagree_model
from wargame.ui.models.eyes import Eyes, Point
from wargame.ui.models.ladders import LadderModel, ladders
from wargame.ui.models.reading import direction, rows
from wargame.ui.models.reasons import condition, effect_line
from wargame.ui.models.situation import tone
from wargame.ui.models.why import Why, why
from wargame.world.events import Event
from wargame.world.orders import OrderDoc

if TYPE_CHECKING:
    from wargame.ui.session import Session

TABS: tuple[str, ...] = ("why", "ladders", "outcomes", "later")
HEADLINES = 3
MOST_TOLD = 60
MOST_LATER = 12
SILENT = ("message",)
"""Shown elsewhere."""
NOT_NEWS = ("order", "grade", "waived", "report", "answer", "inject", "element", "amended")
"""Codes that make no headline: acts of the seats themselves, and the weekly counts."""
GRADE_LOST = ("no_but", "no", "no_and")


@dataclass
class ConsequenceOwn:
    """What somebody does on the screen: event chosen, tab, whose eyes, and a disagreement being written."""

    chosen: str = ""
    tab: str = "why"
    umpire: bool = False
    lesson: str = ""
    disagreeing: Disagreement | None = None
    before: object = None
    """The game as it stood before a ruling, until what the ruling changed has been read."""
    stretch: int = -1


@dataclass(frozen=True)
class Entry:
    """One thing that happened."""

    id: str
    when: str
    text: str
    tone: str
    can_disagree: bool


@dataclass(frozen=True)
class Reveal:
    """A moment of truth, after it: every answer at once, how far that honours the trigger, and who is there in time."""

    title: str
    verdict: str
    choices: tuple[tuple[str, str], ...]
    race: tuple[Point, ...]


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


@dataclass(frozen=True)
class ConsequenceModel:
    """The whole screen."""

    bar: Bar
    title: str
    period: str
    whose: str
    """Whose eyes these are, if they are control's; else empty."""
    umpire: bool
    may_rule: bool
    headlines: tuple[str, ...]
    reveals: tuple[Reveal, ...]
    entries: tuple[Entry, ...]
    chosen: str
    why: Why | None
    tab: str
    tabs: tuple[tuple[str, str], ...]
    ladders: tuple[LadderDetail, ...]
    strips: tuple[StripModel, ...]
    later: tuple[Later, ...]
    lesson: str
    disagree: DisagreeModel | None
    changes: tuple[Change, ...] | None
    proceed: str
    seat: str
    docs: dict[str, str] = field(default_factory=dict)


def consequence_model(session: Session, own: ConsequenceOwn) -> ConsequenceModel:
    """What the present seat sees of the last stretch."""
    say, words, scenario = session.say, session.words, session.game.scenario
    whole = session.seat == CONTROL or (own.umpire and session.may_rule)
    history = session.history(CONTROL if whole else session.seat)
    turn = session.game.record.turns[-1]
    events = weighed(history.last.events if history.last is not None else ())
    chosen = next((event for id, event in events if id == own.chosen), events[0][1] if events else None)
    start = scenario.document.start
    told = [
        Entry(id, words.date(start + timedelta(days=event.day)), sentence(event, session.naming), _tone(event),
              whole and session.may_rule)
        for id, event in events
    ]  # fmt: skip
    return ConsequenceModel(
        bar=bar(session),
        title=say("consequence.title", turn=turn.number),
        period=say("consequence.period", first=start + timedelta(days=turn.first_day), last=start + timedelta(days=turn.first_day + turn.days)),
        whose=say("consequence.control_eyes") if whole else "",
        umpire=own.umpire,
        may_rule=session.may_rule,
        headlines=headlines(events, session),
        reveals=tuple(_reveal(event, history, session) for _, event in events if event.code == "moment_of_truth"),
        entries=tuple(told),
        chosen=next((id for id, event in events if event is chosen), ""),
        why=None if chosen is None else why(chosen, sentence(chosen, session.naming), eyes_at(session, history, turn, chosen.day)),
        tab=own.tab,
        tabs=tuple((tab, say(f"consequence.tab.{tab}")) for tab in TABS),
        ladders=_ladders(history, session, turn),
        strips=strips(history, session),
        later=tuple(later(session, CONTROL if whole else session.seat or "", history.now.day)),
        lesson=own.lesson,
        disagree=None if own.disagreeing is None else disagree_model(session, own.disagreeing),
        changes=None if own.before is None else changes(session, own.before),
        proceed=say("consequence.go_on"),
        seat=seat_name(session),
    )  # fmt: skip


def weighed(events: Iterable[Event]) -> list[tuple[str, Event]]:
    """Events with ids, weightiest first, and in the order of their days within a weight."""
    kept = [(f"event-{number}", event) for number, event in enumerate(events) if event.code not in SILENT]
    return sorted(kept, key=lambda pair: (-pair[1].weight, pair[1].day))[:MOST_TOLD]


def _tone(event: Event) -> str:
    if event.code == "grade":
        return "warn" if event.ids.get("grade") in GRADE_LOST else "ok"
    return tone(event)


def headlines(events: Iterable[tuple[str, Event]], session: Session) -> tuple[str, ...]:
    """What the papers write: the weightiest things that everybody heard of, each once."""
    found: list[str] = []
    for _, event in events:
        code = f"headline.{event.code}"
        if "all" not in event.visible_to or event.code in NOT_NEWS or not session.words.has(code):
            continue
        text = sentence(event, session.naming, "headline")
        if text not in found:
            found.append(text)
    return tuple(found[:HEADLINES])


# Eyes ----------------------------------------------------------------------------------------------------------------


def eyes_at(session: Session, history: History, turn: Turn, day: int) -> Eyes:
    """The eyes of a history's role at the tick that began on a day of a stretch."""
    game, whole = session.game, history.role == CONTROL
    index = [item is turn for item in game.record.turns].index(True)
    stretch = history.stretches[index]
    place = next((n for n, view in enumerate(stretch.views) if view.day > day), len(stretch.views) - 1)
    if whole:
        states = game.states(turn)
        earlier = game.states(game.record.turns[index - 1])[-1] if index else game.tables.start
        sight, after = (states[place - 1] if place else earlier), states[place]
    else:
        before = history.stretches[index - 1].end if index else history.opening
        sight, after = (stretch.views[place - 1] if place else before).sight(), stretch.views[place].sight()
    docs = known_docs(turn, history.role)
    return Eyes(
        session.naming, game.scenario, game.tables, sight, after, whole, {(doc.role, doc.order): doc for doc in docs}
    )


def known_docs(turn: Turn, role: str) -> list[OrderDoc]:
    """Orders that a role knows in full: its own; control: all."""
    return [doc for giver, docs in turn.orders.items() if role in (CONTROL, giver) for doc in docs]


# The moment of truth, after it ---------------------------------------------------------------------------------------


def _reveal(event: Event, history: History, session: Session) -> Reveal:
    naming, say = session.naming, session.say
    trigger = event.ids["trigger"]
    answers = [
        each for each in (history.last.events if history.last is not None else ())
        if each.code == "answer" and each.ids["trigger"] == trigger and each.day == event.day
    ]  # fmt: skip
    honoured = event.numbers.get("honoured", 0.0)
    code = "kept" if honoured >= 0.999 else "broken" if honoured <= 0.001 else "partly"
    return Reveal(
        title=naming.name("trigger", trigger),
        verdict=say(f"reveal.{code}", share=session.words.percent(honoured)),
        choices=tuple(
            (naming.name("role", each.ids["role"]), naming.name("answer", each.ids["answer"])) for each in answers
        ),
        race=race(history, session),
    )


def race(history: History, session: Session) -> tuple[Point, ...]:
    """Follow-on force against fait accompli: who is there in time, as far as the seat knows."""
    words, tables, scenario = session.words, session.game.tables, session.game.scenario
    days = round(tables.tunables["fait_accompli_days"])
    origin = scenario.origins.get("rules.tunables.fait_accompli_days", "")
    found = [Point(words.say("race.fait_accompli", days=words.n("core.days", days)), "", origin)]
    status, task, wait = (rows(history.now, name) for name in ("element_status", "element_task", "element_wait"))
    if status is None or task is None or wait is None:
        return (*found, Point(words.say("race.unknown"), "unknown"))
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
        found.append(Point(words.say("race.none"), "unmet"))
    return tuple(found)


# Ladders, strips, effects to come ------------------------------------------------------------------------------------


def _ladders(history: History, session: Session, turn: Turn) -> tuple[LadderDetail, ...]:
    scenario, say = session.game.scenario, session.say
    eyes = eyes_at(session, history, turn, turn.first_day + turn.days - 1)
    found = []
    for model in ladders(history, scenario, session.lang):
        row = next(n for n, one in enumerate(scenario.rules.ladders) if one.id == model.id)
        above = next((rung.number for rung in model.rungs if rung.number > model.current), None)
        title = "" if above is None else say("ladder.next", rung=above, name=session.naming.rung(model.id, above))
        found.append(
            LadderDetail(
                model, _criteria(eyes, row, model.current), title, () if above is None else _criteria(eyes, row, above)
            )
        )
    return tuple(found)


def _criteria(eyes: Eyes, row: int, number: int) -> tuple[Point, ...]:
    """The criteria of a rung and whether they are observed."""
    ladder, compiled = eyes.scenario.rules.ladders[row], eyes.tables.ladders[row]
    place = next((n for n, rung in enumerate(ladder.rungs) if rung.number == number), None)
    readers = next((rung.criteria for rung in compiled.rungs if rung.number == number), ())
    if place is None:
        return ()
    origin = eyes.scenario.origins.get(f"rules.ladders.{ladder.id}.rungs.{place}", "")
    texts = ladder.rungs[place].criteria
    return tuple(
        condition(read, text, eyes.after, eyes.naming, origin) for read, text in zip(readers, texts, strict=True)
    )


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
    game, words, naming = session.game, session.words, session.naming
    rules = {order.id: order for order in game.scenario.rules.orders}
    found = []
    for turn in game.record.turns:
        lost = {
            (event.ids["role"], event.ids["order"]) for event in turn.events
            if event.code == "grade" and event.seen_by(role) and event.ids["grade"] in GRADE_LOST
        }  # fmt: skip
        for doc in known_docs(turn, role):
            if doc.order not in rules or (doc.role, doc.order) in lost:
                continue
            for effect in rules[doc.order].effects:
                first = turn.first_day + effect.after_days
                if first + effect.for_days <= day or (
                    effect.level is not None and effect.level != doc.parameters.get("level")
                ):
                    continue
                text = effect_line(effect.track, effect.delta, 0, effect.for_days, naming)
                when = words.date(game.scenario.document.start + timedelta(days=max(first, day)))
                code = "later.from" if first > day else "later.now"
                giver = naming.name("order", doc.order)
                found.append(Later(words.say(code, date=when), text, giver, first))
    return sorted(found, key=lambda one: one.first_day)[:MOST_LATER]
