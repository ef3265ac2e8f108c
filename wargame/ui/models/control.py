"""Control's desk: what waits to be ruled on, the inject board, the truth beside what each seat knows, seats and notes.

Control sees everything, so this model takes the state itself. It is never built for a player: `control_model` refuses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from wargame.exercise import CONTROL
from wargame.ui.models.bar import Bar, bar, seat_name
from wargame.ui.models.inject_board import InjectCard, InjectRow, inject_card, inject_rows
from wargame.ui.models.ruling import QuestionModel, RulingDraft, question_model
from wargame.ui.models.setup import Choice

if TYPE_CHECKING:
    from wargame.ui.session import Session

TABS: tuple[str, ...] = ("injects", "truth", "seats", "notes")
NOTE_KINDS: tuple[str, ...] = ("bookmark", "quote", "assumption", "tag")
CRISIS_DAYS: tuple[int, ...] = (1, 2, 3)
TRUTHS: tuple[str, ...] = (
    "cfv_true",
    "cfv_recorded",
    "us_backing",
    "us_backing_declared",
    "perceived_will",
    "consent_ru",
    "ru_readiness",
    "ru_patience",
    "ua_strength",
    "ua_temptation",
    "nl_parliament",
    "cohesion",
    "reputation",
    "hazard",
    "mission_people",
    "follow_on_people",
    "enabler_gap",
    "coalition_killed",
)
"""Quantities set side by side; those that a scenario lacks are left out, and every seat's own headline is added."""
MOST_TRUTHS = 24


@dataclass
class ControlOwn:
    """What control is doing."""

    tab: str = "injects"
    inject: str = ""
    ruling: RulingDraft = field(default_factory=RulingDraft)
    crisis: int = 0
    note_kind: str = NOTE_KINDS[0]
    note: str = ""
    tags: list[str] = field(default_factory=list)
    ending: bool = False


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
    projecting: bool


def control_model(session: Session, own: ControlOwn) -> ControlModel:
    """Control's desk now. Raises RuntimeError for anybody but control: it shows the truth."""
    if not session.may_rule:
        raise RuntimeError("control's desk is for control")
    game, say = session.game, session.say
    question = next((each for each in game.questions if each.role == CONTROL), None)
    found = inject_rows(session)
    wanted = (
        own.inject,
        question.ids.get("inject", "") if question is not None else "",
        *(row.id for row in found if row.state == "due"),
    )
    chosen = next((id for id in wanted if id in {row.id for row in found}), found[0].id if found else "")
    return ControlModel(
        bar=bar(session),
        tab=own.tab,
        tabs=tuple((tab, say(f"control.tab.{tab}")) for tab in TABS),
        state=_state(session),
        may_release=game.phase == "orders" and not _unsealed(session),
        waiting=tuple(seat_name(session, role) for role in _unsealed(session)) if game.phase == "orders" else (),
        crisis=(
            Choice("0", say("control.whole_turn")),
            *(Choice(str(n), session.words.n("core.days", n)) for n in CRISIS_DAYS),
        ),
        crisis_days=own.crisis,
        question=None if question is None else question_model(session, own.ruling, question),
        injects=found,
        inject=inject_card(session, chosen),
        inject_id=chosen,
        truth_columns=tuple(role.short for role in game.scenario.document.roles),
        truths=truths(session) if own.tab == "truth" else (),
        seats=tuple(_seat(session, role) for role in game.scenario.role_ids),
        note_kinds=tuple(Choice(kind, say(f"note.{kind}")) for kind in NOTE_KINDS),
        note_kind=own.note_kind,
        note=own.note,
        tags=tuple(
            (each.id, each.text.say(session.lang), each.id in own.tags) for each in game.scenario.document.objectives
        ),
        notes=tuple(notes(session)),
        ending=own.ending,
        clock_running=session.clock.running,
        clock_set=session.clock.left_ms > 0,
        projecting=session.projecting,
    )


def _unsealed(session: Session) -> list[str]:
    game = session.game
    return [
        role
        for role in game.scenario.role_ids
        if game.seat(role).held_by != "doctrine" and role not in game.record.orders
    ]


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
            TruthRow(
                name, truth.name, truth.value, tuple("–" if belief is None else belief.value for belief in beliefs)
            )
        )
    return tuple(found)


def _seat(session: Session, role: str) -> SeatRow:
    game, say = session.game, session.say
    seat = game.seat(role)
    wording = next(each for each in game.scenario.document.roles if each.id == role)
    known = dict.fromkeys([wording.doctrine, *wording.doctrines, *([seat.doctrine] if seat.doctrine else [])])
    options = [Choice("people", say("held_by.people")), Choice("control", say("held_by.control"))]
    options += [
        Choice(f"doctrine:{id}", say("held_by.doctrine", name=session.naming.name("doctrine", id))) for id in known
    ]
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
