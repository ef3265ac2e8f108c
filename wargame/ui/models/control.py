"""Control's desk: what waits to be ruled on, the inject board, the truth beside what each seat knows, seats and notes.

Control sees everything, so this model takes the state itself. It is never built for a player: `control_model` refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from wargame.exercise import CONTROL
from wargame.quantities import NEVER_DAYS
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.eyes import Eyes
from wargame.ui.models.setup import Choice
from wargame.ui.models.why import GradeBand, Why, checked, percentile
from wargame.ui.models.wording import worded
from wargame.world.events import GRADES, REASON_CODES, Question, Ruling
from wargame.world.view import View

if TYPE_CHECKING:
    from wargame.ui.session import Session

TABS: tuple[str, ...] = ("injects", "truth", "seats", "notes")
NOTE_KINDS: tuple[str, ...] = ("bookmark", "quote", "assumption", "tag")
INJECT_ACTIONS: tuple[str, ...] = ("fire", "hold", "skip", "auto")
CRISIS_DAYS: tuple[int, ...] = (1, 2, 3)
UNLIKELY = 0.1
"""Best and worst leave out what happens less often than this."""
TRUTHS: tuple[str, ...] = (
    "cfv_true", "cfv_recorded", "us_backing", "us_backing_declared", "perceived_will", "consent_ru", "ru_readiness",
    "ru_patience", "ua_strength", "ua_temptation", "nl_parliament", "cohesion", "reputation", "hazard", "mission_people",
    "follow_on_people", "enabler_gap", "coalition_killed",
)  # fmt: skip
"""Quantities set side by side; those that a scenario lacks are left out, and every seat's own headline is added."""
MOST_TRUTHS = 24
SKIPPED_DAYS = NEVER_DAYS / 2


@dataclass
class ControlOwn:
    """What control is doing. `asked` is the question whose ruling is being written."""

    tab: str = "injects"
    inject: str = ""
    asked: str = ""
    choice: str = ""
    die: int = 50
    by_die: bool = False
    reason_code: str = REASON_CODES[0]
    reason: str = ""
    crisis: int = 0
    note_kind: str = NOTE_KINDS[0]
    note: str = ""
    tags: list[str] = field(default_factory=list)
    ending: bool = False
    seconds: int = 300


@dataclass(frozen=True)
class InjectRow:
    """One inject on the board. `state`: waiting, due, held, skipped, armed (fired by hand, not yet delivered), delivered."""

    id: str
    title: str
    to: str
    state: str
    state_text: str
    holds: str
    condition: str
    day: str


@dataclass(frozen=True)
class InjectCard:
    """The chosen inject in full."""

    title: str
    sender: str
    text: str
    asks: str
    prompts: tuple[str, ...]
    condition: str
    state_text: str
    preempted: str
    actions: tuple[Choice, ...]


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


@dataclass(frozen=True)
class SeatRow:
    """A seat: who holds it, what it has done this turn, what it could be given to."""

    id: str
    name: str
    holder: str
    state: str
    options: tuple[Choice, ...]
    value: str
    can_sit: bool


@dataclass(frozen=True)
class TruthRow:
    """A quantity: the truth, and what each seat believes ("–": does not see)."""

    id: str
    name: str
    truth: str
    beliefs: tuple[str, ...]


@dataclass(frozen=True)
class NoteRow:
    """A note: when, by whom, kind, text."""

    id: str
    when: str
    kind: str
    text: str


@dataclass(frozen=True)
class ControlModel:
    """Everything on control's desk."""

    bar: Bar
    tab: str
    tabs: tuple[tuple[str, str], ...]
    state: str
    may_release: bool
    waiting: tuple[str, ...]
    crisis: tuple[Choice, ...]
    crisis_days: int
    question: QuestionModel | None
    injects: tuple[InjectRow, ...]
    inject: InjectCard | None
    inject_id: str
    truth_columns: tuple[str, ...]
    truths: tuple[TruthRow, ...]
    seats: tuple[SeatRow, ...]
    note_kinds: tuple[Choice, ...]
    note_kind: str
    note: str
    tags: tuple[tuple[str, str, bool], ...]
    notes: tuple[NoteRow, ...]
    ending: bool
    clock_running: bool
    clock_set: bool


def control_model(session: Session, own: ControlOwn) -> ControlModel:
    """Control's desk now. Raises RuntimeError for anybody but control: it shows the truth."""
    if not session.may_rule:
        raise RuntimeError("control's desk is for control")
    game, say = session.game, session.say
    question = next((each for each in game.questions if each.role == CONTROL), None)
    found = inject_rows(session)
    chosen = own.inject if any(row.id == own.inject for row in found) else (found[0].id if found else "")
    return ControlModel(
        bar=bar(session),
        tab=own.tab,
        tabs=tuple((tab, say(f"control.tab.{tab}")) for tab in TABS),
        state=_state(session),
        may_release=game.phase == "orders" and not _unsealed(session),
        waiting=tuple(seat_name(session, role) for role in _unsealed(session)) if game.phase == "orders" else (),
        crisis=(Choice("0", say("control.whole_turn")), *(Choice(str(n), session.words.n("core.days", n)) for n in CRISIS_DAYS)),
        crisis_days=own.crisis,
        question=None if question is None else question_model(session, own, question),
        injects=found,
        inject=_inject_card(session, chosen),
        inject_id=chosen,
        truth_columns=tuple(role.short for role in game.scenario.document.roles),
        truths=truths(session) if own.tab == "truth" else (),
        seats=tuple(_seat(session, role) for role in game.scenario.role_ids),
        note_kinds=tuple(Choice(kind, say(f"note.{kind}")) for kind in NOTE_KINDS),
        note_kind=own.note_kind,
        note=own.note,
        tags=tuple((each.id, each.text.say(session.lang), each.id in own.tags) for each in game.scenario.document.objectives),
        notes=tuple(notes(session)),
        ending=own.ending,
        clock_running=session.clock.running,
        clock_set=session.clock.left_ms > 0,
    )  # fmt: skip


def _unsealed(session: Session) -> list[str]:
    game = session.game
    return [
        role for role in game.scenario.role_ids
        if game.seat(role).held_by != "doctrine" and role not in game.record.orders
    ]  # fmt: skip


def _state(session: Session) -> str:
    game, say = session.game, session.say
    if game.phase == "adjudication" and game.questions:
        return str(session.words.n("control.questions", len(game.questions)))
    if game.phase == "orders":
        waiting = _unsealed(session)
        if waiting:
            return say("control.waiting", seats=session.words.listed(seat_name(session, role) for role in waiting))
        return say("control.all_in")
    return say(f"control.phase.{game.phase}")


# Questions -----------------------------------------------------------------------------------------------------------


def eyes_now(session: Session) -> Eyes:
    """Control's eyes on the present state."""
    game = session.game
    docs = {(doc.role, doc.order): doc for orders in game.record.orders.values() for doc in orders}
    return Eyes(session.naming, game.scenario, game.tables, game.state, game.state, True, docs)


def question_model(session: Session, own: ControlOwn, question: Question) -> QuestionModel:
    """A question with what control has written on it so far."""
    say, naming = session.say, session.naming
    fields = {axis: naming.name(axis, id) for axis, id in question.ids.items()}
    numbers = {name: round(value) for name, value in question.numbers.items() if name == "rung"}
    default = naming.name("grade" if question.kind == "proposal" else "choice", question.default)
    choice = own.choice if own.asked == question.address and own.choice else question.default
    eyes = eyes_now(session)
    bands = tuple(
        GradeBand(grade, naming.name("grade", grade), question.numbers[grade]) for grade in GRADES if grade in question.numbers
    )
    asked = [each for each in session.game.questions if each.role == CONTROL]
    draw = (question.why or {}).get("draw")
    by_die = own.by_die and own.asked == question.address and draw is not None
    needs = question.kind == "proposal" and (by_die or choice != question.default)
    reason = own.reason if own.asked == question.address else ""
    return QuestionModel(
        address=question.address,
        kind=question.kind,
        text=say(f"question.{question.kind}", **{**fields, **numbers, "default": default}),
        giver=_giver(question, eyes, session),
        options=tuple(
            Choice(option, naming.name("grade" if question.kind == "proposal" else "choice", option)) for option in question.options
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
        why=None if question.why is None else checked(question.why, eyes, ""),
        needs_reason=needs,
        reason_code=own.reason_code,
        reason=reason,
        missing=say("disagree.no_reason") if needs and not reason.strip() else "",
        position=say("control.position", number=1, count=len(asked)) if len(asked) > 1 else "",
    )  # fmt: skip


def _giver(question: Question, eyes: Eyes, session: Session) -> tuple[str, ...]:
    """The order's own words: what control weighs a proposal by."""
    doc = eyes.docs.get((question.ids.get("role", ""), question.ids.get("order", "")))
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
    common: dict[str, Any] = {"reason_code": model.reason_code, "reason": model.reason.strip()} if model.needs_reason else {}
    if model.by_die:
        return Ruling("draw", CONTROL, question.day, address=question.address, draw=(model.die - 0.5) / 100, **common)
    what = "grade" if question.kind == "proposal" else "choice"
    return Ruling(what, CONTROL, question.day, address=question.address, choice=model.choice, **common)


# The inject board ----------------------------------------------------------------------------------------------------


def inject_rows(session: Session) -> tuple[InjectRow, ...]:
    """Every inject with its state, and whether its condition holds in truth."""
    game, say, words = session.game, session.say, session.words
    delivered = {
        event.ids["inject"]: event.day for turn in game.record.turns for event in turn.events if event.code == "inject"
    }  # fmt: skip
    found = []
    for row, inject in enumerate(game.scenario.injects):
        compiled, day = game.tables.injects[row], ""
        holds = compiled.condition is not None and bool(compiled.condition(game.state)[0]) and game.turn >= compiled.turn
        standing = game.record.standing.get(inject.id, "auto")
        if inject.id in delivered:
            state = "delivered"
            day = words.date(game.scenario.document.start + timedelta(days=delivered[inject.id]))
        elif float(game.state.inject_age[row, 0]) < NEVER_DAYS:
            state = "skipped"
        else:
            state = {"fire": "armed", "hold": "held", "skip": "skipped"}.get(standing, "due" if holds else "waiting")
        to = words.listed(say("seat.all") if role == "all" else session.naming.name("role", role) for role in inject.to)
        condition = worded(inject.when, session.naming) if inject.when else say("control.by_hand")
        found.append(
            InjectRow(
                inject.id, inject.title.say(session.lang), to, state, say(f"inject.{state}"),
                say("choice.yes") if holds else say("choice.no"), condition, day,
            )  # fmt: skip
        )
    return tuple(found)


def _inject_card(session: Session, id: str) -> InjectCard | None:
    inject = next((each for each in session.game.scenario.injects if each.id == id), None)
    if inject is None:
        return None
    say, lang = session.say, session.lang
    row = next(row for row in inject_rows(session) if row.id == id)
    place = [each.id for each in session.game.scenario.injects].index(id)
    compiled = session.game.tables.injects[place]
    overtaken = compiled.preempted is not None and bool(compiled.preempted(session.game.state)[0])
    actions = () if row.state == "delivered" or row.day else tuple(Choice(action, say(f"inject.do.{action}")) for action in INJECT_ACTIONS)
    return InjectCard(
        inject.title.say(lang), say("message.from", sender=inject.sender.say(lang), medium=say(f"medium.{inject.medium}"), when=row.to),
        inject.text.say(lang), inject.decision.say(lang), tuple(prompt.say(lang) for prompt in inject.prompts), row.condition,
        row.state_text, inject.preempted.text.say(lang) if inject.preempted is not None and overtaken else "", actions,
    )  # fmt: skip


# Truth, seats, notes -------------------------------------------------------------------------------------------------


def truths(session: Session) -> tuple[TruthRow, ...]:
    """Quantities as they are, beside what each seat reads on its desk."""
    game, reader = session.game, session.reader
    registry = game.tables.registry
    wanted = [*TRUTHS, *(name for role in game.scenario.document.roles for name in role.headline)]
    names = [name for name in dict.fromkeys(wanted) if name in registry][:MOST_TRUTHS]
    control = session.history(CONTROL)
    others = [session.history(role) for role in game.scenario.role_ids]
    found = []
    for name in names:
        truth = reader.figure(control, name)
        if truth is None:
            continue
        beliefs = [reader.figure(history, name) for history in others]
        found.append(
            TruthRow(name, truth.name, truth.value, tuple("–" if belief is None else belief.value for belief in beliefs))
        )
    return tuple(found)


def _seat(session: Session, role: str) -> SeatRow:
    game, say = session.game, session.say
    seat = game.seat(role)
    wording = next(each for each in game.scenario.document.roles if each.id == role)
    known = dict.fromkeys([wording.doctrine, *wording.doctrines, *([seat.doctrine] if seat.doctrine else [])])
    options = [Choice("people", say("held_by.people")), Choice("control", say("held_by.control"))]
    options += [Choice(f"doctrine:{id}", say("held_by.doctrine", name=session.naming.name("doctrine", id))) for id in known]
    value = f"doctrine:{seat.doctrine}" if seat.held_by == "doctrine" else seat.held_by
    sealed = role in game.record.orders
    state = say("control.sealed") if sealed else say("control.not_sealed") if game.phase == "orders" else ""
    holder = next((option.label for option in options if option.id == value), value)
    can_sit = seat.held_by == "control" and game.phase == "orders" and not sealed
    return SeatRow(role, wording.name.say(session.lang), holder, state, tuple(options), value, can_sit)


def notes(session: Session) -> list[NoteRow]:
    """What was noted, newest first."""
    game, words = session.game, session.words
    found = []
    for number, note in enumerate(game.record.notes):
        if note["kind"] not in NOTE_KINDS:
            continue
        when = words.date(game.scenario.document.start + timedelta(days=int(note["day"])))
        tags = note.get("tags") or []
        text = f"{note.get('text', '')} [{', '.join(tags)}]" if tags else str(note.get("text", ""))
        found.append(NoteRow(f"note-{number}", when, session.say(f"note.{note['kind']}"), text))
    return found[::-1]


def believed(view: View, name: str) -> Any:
    """The rows of a quantity in a view, or None."""
    seen = view.quantities.get(name)
    return None if seen is None else seen.values[..., 0]
