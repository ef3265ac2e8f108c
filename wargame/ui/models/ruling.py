"""Questions put to control: a result to accept, amend or reject; a rung to confirm; an inject to fire, hold or skip.

A proposal shows best, likely and worst with their odds, never a mean, and the die that was thrown. Anything but
accepting it needs a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wargame.exercise import CONTROL
from wargame.ui.models.outlook import explainer
from wargame.ui.models.setup import Choice
from wargame.ui.models.why import GradeBand, Why, die_of, flat, percentile
from wargame.world.events import GRADES, REASON_CODES, Question, Ruling

if TYPE_CHECKING:
    from wargame.ui.session import Session

UNLIKELY = 0.1
"""Best and worst leave out what happens less often than this."""


@dataclass
class RulingDraft:
    """The ruling in the making. `asked` is the question it is about: another question starts anew."""

    asked: str = ""
    choice: str = ""
    die: int = 50
    by_die: bool = False
    reason_code: str = REASON_CODES[0]
    reason: str = ""


@dataclass(frozen=True)
class QuestionModel:
    """A question to be ruled on. For a proposal: best, likely and worst, and what was computed with which die."""

    address: str
    kind: str
    text: str
    giver: tuple[str, ...]
    options: tuple[Choice, ...]
    choice: str
    default: str
    default_text: str
    best: str
    likely: str
    worst: str
    bands: tuple[GradeBand, ...]
    draw: float | None
    die: int
    by_die: bool
    why: Why | None
    needs_reason: bool
    reason_code: str
    reason: str
    missing: str
    position: str


def question_model(session: Session, own: RulingDraft, question: Question) -> QuestionModel:
    """A question with what control has written on it so far."""
    say, naming = session.say, session.naming
    fields = {axis: naming.name(axis, id) for axis, id in question.ids.items()}
    numbers = {name: round(value) for name, value in question.numbers.items() if name == "rung"}
    default = naming.name("grade" if question.kind == "proposal" else "choice", question.default)
    choice = own.choice if own.asked == question.address and own.choice else question.default
    bands = tuple(
        GradeBand(grade, naming.name("grade", grade), question.numbers[grade])
        for grade in GRADES
        if grade in question.numbers
    )
    asked = [each for each in session.game.questions if each.role == CONTROL]
    draw = next((part["draw"] for part in flat(question.why) if part.get("draw") is not None), None)
    by_die = own.by_die and own.asked == question.address and draw is not None
    needs = question.kind == "proposal" and (by_die or choice != question.default)
    reason = own.reason if own.asked == question.address else ""
    return QuestionModel(
        address=question.address,
        kind=question.kind,
        text=say(f"question.{question.kind}", **{**fields, **numbers, "default": default}),
        giver=_giver(question, session),
        options=tuple(
            Choice(option, naming.name("grade" if question.kind == "proposal" else "choice", option))
            for option in question.options
        ),
        choice=choice,
        default=question.default,
        default_text=say("control.computed", result=default) if question.kind == "proposal" else "",
        best=_three(bands, session)[0],
        likely=_three(bands, session)[1],
        worst=_three(bands, session)[2],
        bands=bands,
        draw=draw,
        die=own.die if own.asked == question.address else (50 if draw is None else percentile(float(draw))),
        by_die=by_die,
        why=None if question.why is None else explainer(session).data(question.why),
        needs_reason=needs,
        reason_code=own.reason_code,
        reason=reason,
        missing=say("disagree.no_reason") if needs and not reason.strip() else "",
        position=say("control.position", number=1, count=len(asked)) if len(asked) > 1 else "",
    )


def _giver(question: Question, session: Session) -> tuple[str, ...]:
    """The order's own words: what control weighs a proposal by."""
    given = session.game.record.orders.get(question.ids.get("role", ""), ())
    doc = next((doc for doc in given if doc.order == question.ids.get("order")), None)
    if doc is None:
        return ()
    say = session.say
    parts = [say("why.order.intent", text=doc.intent)] if doc.intent else []
    parts += [say("why.order.because", text=text) for text in doc.because]
    return (*parts, *((say("why.order.expected", text=doc.expected_response),) if doc.expected_response else ()))


def _three(bands: Sequence[GradeBand], session: Session) -> tuple[str, str, str]:
    """Best, likely and worst, each with its odds: the spread shows how fragile a plan is, a mean would hide it."""
    if not bands:
        return "", "", ""
    common = [band for band in bands if band.share >= UNLIKELY] or list(bands)
    likely = max(bands, key=lambda band: band.share)
    yardstick = session.game.scenario.rules.yardstick
    said = [
        session.say("control.result", result=band.name, odds=session.words.odds(band.share, yardstick))
        for band in (common[0], likely, common[-1])
    ]
    return said[0], said[1], said[2]


def ruling(question: Question, model: QuestionModel) -> Ruling:
    """What control rules on a question, as the exercise takes it."""
    common: dict[str, Any] = (
        {"reason_code": model.reason_code, "reason": model.reason.strip()} if model.needs_reason else {}
    )
    if model.by_die:
        return Ruling("draw", CONTROL, question.day, address=question.address, draw=die_of(model.die), **common)
    what = "grade" if question.kind == "proposal" else "choice"
    return Ruling(what, CONTROL, question.day, address=question.address, choice=model.choice, **common)
