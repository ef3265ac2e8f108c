"""The moment of truth: a trigger has been met, and this capital answers, in secret, against the clock.

What is shown lies upstream of the question: what the seat saw before, and in this tick only what happened before
anybody answered. No answer of anybody else, and no default, is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.report.text import sentence
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.outlook import race
from wargame.ui.models.setup import Choice
from wargame.ui.models.situation import Told, tone
from wargame.ui.models.why import Point
from wargame.world.events import Event, Question

if TYPE_CHECKING:
    from wargame.ui.session import Session

KINDS: tuple[str, ...] = ("trigger", "opponent")
DOWNSTREAM: tuple[str, ...] = ("answer", "moment_of_truth")
"""Told only when all have answered."""
COUNTS: tuple[str, ...] = ("report", "raid")
MOST_KNOWN = 8
LOW_SECONDS = 30


@dataclass
class MomentOwn:
    """The answer in the making. `clock` is the question whose clock was started."""

    chosen: str = ""
    reason: str = ""
    clock: str = ""


@dataclass(frozen=True)
class MomentModel:
    """The screen of one seat."""

    bar: Bar
    address: str
    title: str
    question: str
    when: str
    known: tuple[Told, ...]
    race: tuple[Point, ...]
    options: tuple[Choice, ...]
    chosen: str
    reason: str
    seconds: int
    clock: str
    low: bool
    time_up: str
    secret: str
    others: str


def open_question(session: Session) -> Question | None:
    """The first question that waits for the present seat."""
    return next((each for each in session.game.questions if each.role == session.seat and each.kind in KINDS), None)


def seconds_of(session: Session, question: Question) -> int:
    """How long the rules give to answer."""
    trigger = question.ids["trigger"]
    return next(each.seconds for each in session.game.scenario.rules.triggers if each.id == trigger)


def upstream(session: Session, question: Question) -> list[Event]:
    """What the seat knows of this stretch when it must answer: earlier ticks, and this one up to the question."""
    role = question.role
    earlier = [event for event in session.game.preview if event.day < question.day and event.seen_by(role)]
    here = [event for event in question.events if event.code not in DOWNSTREAM]
    return [event for event in [*earlier, *here] if event.code not in COUNTS]


def moment_model(session: Session, own: MomentOwn, question: Question) -> MomentModel:
    """The question as the seat sees it."""
    say, naming, words = session.say, session.naming, session.words
    start = session.game.scenario.document.start
    events = sorted(upstream(session, question), key=lambda event: (-event.weight, -event.day))[:MOST_KNOWN]
    waiting = sum(each.kind in KINDS for each in session.game.questions) - 1
    clock = session.clock
    code = "moment.opponent" if question.kind == "opponent" else "moment.trigger"
    return MomentModel(
        bar=bar(session),
        address=question.address,
        title=naming.name("trigger", question.ids["trigger"]),
        question=say(code, role=seat_name(session)),
        when=words.date(start + timedelta(days=question.day)),
        known=tuple(
            Told(f"known-{number}", words.date(start + timedelta(days=event.day)), sentence(event, naming), tone(event))
            for number, event in enumerate(sorted(events, key=lambda event: event.day))
        ),
        race=race(session.history(), session) if question.kind == "trigger" else (),
        options=tuple(
            Choice(option, naming.name("answer", option), _note(option, session)) for option in question.options
        ),
        chosen=own.chosen,
        reason=own.reason,
        seconds=clock.seconds,
        clock=f"{clock.seconds // 60}:{clock.seconds % 60:02}",
        low=clock.seconds <= LOW_SECONDS,
        time_up=say("moment.time_up") if clock.seconds == 0 else "",
        secret=say("moment.secret"),
        others=words.n("moment.others", waiting) if waiting else say("moment.last"),
    )


def _note(option: str, session: Session) -> str:
    code = f"answer.{option}.note"
    return session.say(code) if session.words.has(code) else ""
