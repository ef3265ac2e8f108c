"""The consequence: what happened in order of weight, and why; ladders, outcomes, and what is still on its way.

Everything a player reads here comes from the seat's own history of views and from its own orders. Control, and a player
who is alone and therefore her own umpire, may look with control's eyes; the model says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.exercise import CONTROL
from wargame.report.text import sentence
from wargame.ui.history import History
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.disagree import Change, Disagreement, DisagreeModel, changes, disagree_model
from wargame.ui.models.outlook import (
    GRADE_LOST,
    LadderDetail,
    Later,
    StripModel,
    explainer,
    known_docs,
    ladder_details,
    later,
    race,
    strips,
)
from wargame.ui.models.reading import Figure
from wargame.ui.models.situation import Message, messages, tone
from wargame.ui.models.why import Point, Why
from wargame.world.events import Event

if TYPE_CHECKING:
    from wargame.ui.session import Session

TABS: tuple[str, ...] = ("moment", "why", "ladders", "outcomes", "later")
HEADLINES = 3
MOST_TOLD = 60
SILENT = ("message",)
"""Shown elsewhere."""
COUNTED = {"report": "reported", "raid": "launched", "harassed": "acts"}
"""Codes told every week -> their count."""
NOT_NEWS = ("order", "grade", "waived", "report", "answer", "inject", "element", "amended")
"""Codes that make no headline: acts of the seats themselves, and the weekly counts."""
CONDUCT = ("order", "waived")
"""Codes of what seats did on paper: told below everything that came of it."""


@dataclass
class ConsequenceOwn:
    """What somebody does on the screen: event chosen, tab, whose eyes, and a disagreement being written."""

    chosen: str = ""
    tab: str = ""
    """Empty: the moment of truth if there was one, else why the weightiest thing happened."""
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
class ConsequenceModel:
    """The whole screen."""

    bar: Bar
    title: str
    period: str
    whose: str
    """Whose eyes these are, if they are control's; else empty."""
    umpire: bool
    is_control: bool
    may_rule: bool
    headlines: tuple[str, ...]
    reveals: tuple[Reveal, ...]
    entries: tuple[Entry, ...]
    chosen: str
    why: Why | None
    letter: Message | None
    """What arrived, if that is what was chosen."""
    tab: str
    tabs: tuple[tuple[str, str], ...]
    ladders: tuple[LadderDetail, ...]
    strips: tuple[StripModel, ...]
    figures: tuple[Figure, ...]
    later: tuple[Later, ...]
    lesson: str
    disagree: DisagreeModel | None
    changes: tuple[Change, ...] | None
    proceed: str
    seat: str


def _letter(event: Event, history: History, session: Session) -> Message | None:
    """The message that an event delivered, if it came to whose eyes these are."""
    found = messages(history, session.game.scenario, session.reader)
    return next((each for each in found if each.id.rpartition("-")[0] == event.ids["inject"]), None)


def consequence_model(session: Session, own: ConsequenceOwn) -> ConsequenceModel:
    """What the present seat sees of the last stretch."""
    say, words, scenario = session.say, session.words, session.game.scenario
    whole = session.seat == CONTROL or (own.umpire and session.may_rule)
    history = session.history(CONTROL if whole else session.seat)
    turn = session.game.record.turns[-1]
    events = weighed(history.last.events if history.last is not None else ())
    chosen = next((event for id, event in events if id == own.chosen), events[0][1] if events else None)
    reveals = tuple(_reveal(event, history, session) for _, event in events if event.code == "moment_of_truth")
    tab = own.tab if own.tab in TABS and (own.tab != "moment" or reveals) else "moment" if reveals else "why"
    role = session.role()
    figures = () if role is None else session.reader.figures(session.history(), role.headline)
    docs = {(doc.role, doc.order): doc for doc in known_docs(turn, history.role)}
    start = scenario.document.start
    told = [
        Entry(
            id,
            words.date(start + timedelta(days=event.day)),
            sentence(event, session.naming),
            _tone(event),
            whole and session.may_rule,
        )
        for id, event in events
    ]
    return ConsequenceModel(
        bar=bar(session),
        title=say("consequence.title", turn=turn.number),
        period=say(
            "consequence.period",
            first=start + timedelta(days=turn.first_day),
            last=start + timedelta(days=turn.first_day + turn.days),
        ),
        whose=say("consequence.control_eyes") if whole else "",
        umpire=own.umpire,
        is_control=session.seat == CONTROL,
        may_rule=session.may_rule,
        headlines=headlines(events, session),
        reveals=reveals,
        entries=tuple(told),
        chosen=next((id for id, event in events if event is chosen), ""),
        why=None if chosen is None else explainer(session).event(chosen, sentence(chosen, session.naming), docs),
        letter=None if chosen is None or chosen.code != "inject" else _letter(chosen, history, session),
        tab=tab,
        tabs=tuple((each, say(f"consequence.tab.{each}")) for each in TABS if each != "moment" or reveals),
        ladders=ladder_details(history, session),
        strips=strips(history, session),
        figures=figures,
        later=tuple(later(session, CONTROL if whole else session.seat or "", history.now.day)),
        lesson=own.lesson,
        disagree=None if own.disagreeing is None else disagree_model(session, own.disagreeing),
        changes=None if own.before is None else changes(session, own.before),
        proceed=say("consequence.go_on"),
        seat=seat_name(session),
    )


def weighed(events: Iterable[Event]) -> list[tuple[str, Event]]:
    """Events with ids, weightiest first, and in the order of their days within a weight; conduct after what came of it.

    Of what is counted every week only the week that stands out is told, for each side.
    """
    busiest: dict[tuple[str, str], tuple[float, str]] = {}
    kept: list[tuple[str, Event]] = []
    for number, event in enumerate(events):
        if event.code in COUNTED:
            key, count = (event.code, event.ids.get("side", "")), event.numbers.get(COUNTED[event.code], 0.0)
            if key in busiest and count <= busiest[key][0]:
                continue
            kept = [pair for pair in kept if pair[0] != busiest.get(key, (0.0, ""))[1]]
            busiest[key] = (count, f"event-{number}")
        if event.code not in SILENT:
            kept.append((f"event-{number}", event))
    return sorted(kept, key=lambda pair: (pair[1].code in CONDUCT, -pair[1].weight, pair[1].day))[:MOST_TOLD]


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


# The moment of truth, after it ---------------------------------------------------------------------------------------


def _reveal(event: Event, history: History, session: Session) -> Reveal:
    naming, say = session.naming, session.say
    trigger = event.ids["trigger"]
    answers = [
        each
        for each in (history.last.events if history.last is not None else ())
        if each.code == "answer" and each.ids["trigger"] == trigger and each.day == event.day
    ]
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
