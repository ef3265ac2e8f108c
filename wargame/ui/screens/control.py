"""Control's desk on screen: what waits at the left, the boards at the right. Never before players."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.exercise import CONTROL, Seat
from wargame.ui.flow import Task
from wargame.ui.kit import (
    Badge,
    Button,
    Card,
    Column,
    Divider,
    Flow,
    Heading,
    Intent,
    Label,
    Modal,
    Option,
    Paragraph,
    Row,
    ScrollArea,
    Segmented,
    Shortcut,
    Span,
    Tabs,
    Ui,
    Widget,
)
from wargame.ui.models.control import TABS, ControlModel, ControlOwn, control_model
from wargame.ui.models.ruling import question_model, ruling
from wargame.ui.screens import control_panels as panels
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.frame import page
from wargame.ui.screens.public import present

if TYPE_CHECKING:
    from wargame.ui.session import Session

ENDING = "control.ending"
PANELS = {"injects": panels.injects, "truth": panels.truth, "seats": panels.seats, "notes": panels.notes}
MINUTES = (3, 5, 10, 15)


class ControlScreen(Screen):
    """The umpire's desk."""

    id = "control"

    def own(self, session: Session) -> ControlOwn:
        """What control is doing."""
        return session.own(self.id, ControlOwn)

    def model(self, session: Session) -> ControlModel:
        """Everything that waits, and the truth."""
        return control_model(session, self.own(session))

    def build(self, model: ControlModel, ui: Ui) -> Shown:
        """Two columns."""
        say = ui.say
        left: list[Widget] = [
            Row(
                [Heading(say("control.title"), level=1, grow=1), Badge(say("control.secret"), tone="warn", icon="eye")],
                align="center",
            ),
            Paragraph([Span(model.state, "lead")]),
        ]
        left.append(self._now(model, say) if model.question is None else panels.question(model.question, say))
        left.append(self._clock(model, say))
        tabs = Tabs([Option(id, name) for id, name in model.tabs], value=model.tab, id="control.tab")
        panel = ScrollArea(Column([PANELS[model.tab](model, say)], pad=(2, 6)), id=f"control.panel.{model.tab}", grow=1)
        body = Row(
            [
                ScrollArea(Column(left, gap=12), id="control.left", grow=5),
                Column([tabs, panel], gap=8, grow=6),
            ],
            gap=18,
            pad=(16, 12),
            grow=1,
        )
        actions = [
            Button(say("control.projector"), id="control.projector", icon="external", pressed=model.projecting),
            Button(say("timeline.open"), id="control.timeline", icon="clock", shortcut="f7"),
            Button(say("control.endex"), id="control.endex", kind="danger"),
        ]
        keys = tuple(
            Shortcut(f"alt+{n}", f"control.tab.{tab}", say(f"control.tab.{tab}")) for n, tab in enumerate(TABS, start=1)
        )
        first = (
            "control.answer"
            if model.question is not None
            else "control.release"
            if model.may_release
            else "control.tab"
        )
        return Shown(page(model.bar, body, actions), keys, first, self._dialog(model, say))

    @staticmethod
    def _now(model: ControlModel, say: Any) -> Widget:
        """Orders are in: play the turn, or only some days of it."""
        days = [Option(int(each.id), each.label) for each in model.crisis]
        tip = "" if model.may_release else say("control.not_yet")
        return Card(
            [
                Label(say("control.release.how"), style="tiny", tone="muted"),
                Segmented(days, value=model.crisis_days, id="control.crisis"),
                Flow(
                    [
                        Button(
                            say("control.release"),
                            kind="primary",
                            id="control.release",
                            icon="play",
                            enabled=model.may_release,
                            tip=tip,
                            shortcut="ctrl+enter",
                        ),
                        Button(say("control.undo"), id="control.undo", icon="undo"),
                        Button(say("control.public"), id="control.public", icon="eye"),
                        Button(say("control.get_up"), id="control.get_up", icon="lock"),
                    ],
                    gap=8,
                ),
            ],
            gap=8,
        )

    @staticmethod
    def _clock(model: ControlModel, say: Any) -> Widget:
        buttons: list[Widget] = [
            Button(say("control.minutes", count=n), id=f"control.clock.{n}", value=n) for n in MINUTES
        ]
        if model.clock_set:
            buttons.append(
                Button(
                    say("control.clock.pause" if model.clock_running else "control.clock.go"),
                    id="control.clock.hold",
                    icon="pause" if model.clock_running else "play",
                )
            )
            buttons.append(Button(say("control.clock.stop"), id="control.clock.stop", icon="cross"))
        return Card([Label(say("control.clock"), style="tiny", tone="muted"), Flow(buttons, gap=6)], gap=6)

    @staticmethod
    def _dialog(model: ControlModel, say: Any) -> Modal | None:
        if not model.ending:
            return None
        buttons = [
            Button(say("button.cancel"), id="control.endex.cancel"),
            Button(say("control.endex"), kind="danger", id="control.endex.go"),
        ]
        return Modal(
            say("control.endex"),
            [Paragraph(say("control.endex.sure")), Divider()],
            buttons,
            id=ENDING,
            tone="bad",
            first="control.endex.cancel",
        )

    # What control does -----------------------------------------------------------------------------------------------

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Rule, release, inject, take over, note, end."""
        own = self.own(session)
        ways = {
            "control.get_up": session.leave,
            "control.public": lambda: present(session),
            "control.timeline": lambda: session.go("timeline"),
            "control.undo": session.undo,
        }
        if intent.id in ways and intent.action == "press":
            ways[intent.id]()
            return None
        match intent.id, intent.action:
            case "control.tab", "change":
                own.tab = intent.value
            case "control.crisis", "change":
                own.crisis = int(intent.value)
            case "control.release", "press":
                days, own.crisis = own.crisis, 0
                session.release(days)
            case "control.projector", "press":
                session.projecting = not session.projecting
            case "control.endex", "press":
                own.ending = True
            case ("control.endex.cancel", _) | ("control.ending", "cancel"):
                own.ending = False
            case "control.endex.go", "press":
                own.ending = False
                if session.attempt(lambda: session.game.endex() is None):
                    session.proceed()
            case "control.injects", ("select" | "activate"):
                own.inject = intent.value
            case _:
                return self._more(intent, own, session)
        return None

    def _more(self, intent: Intent, own: ControlOwn, session: Session) -> Any:
        group, _, rest = intent.id.removeprefix("control.").partition(".")
        if group in ("choice", "by_die", "die", "reason_code", "reason", "answer", "reject"):
            return self._question(group, intent, own, session)
        if group in ("note_kind", "note", "tag", "keep_note"):
            return self._note(group, intent, own, session)
        if group == "tab" and rest in TABS:
            own.tab = rest
        elif group == "inject" and intent.action == "press":
            chosen = control_model(session, own).inject_id
            session.attempt(lambda: session.game.set_inject(chosen, rest) is None)
        elif group == "seat" and intent.action == "change":
            held, _, doctrine = str(intent.value).partition(":")
            seat = Seat(rest, held, doctrine, session.game.seat(rest).pin)  # type: ignore[arg-type]
            session.attempt(lambda: session.game.take_over(seat) is None)
        elif group == "sit":
            session.sit(Task(CONTROL, rest, "desk"))
        elif group == "clock":
            self._time(rest, session)
        else:
            return KEEP
        return None

    @staticmethod
    def _time(what: str, session: Session) -> None:
        if what == "hold":
            session.clock.hold()
        elif what == "stop":
            session.clock.stop()
        else:
            session.clock.start(60 * int(what))

    def _question(self, what: str, intent: Intent, own: ControlOwn, session: Session) -> Any:
        question = next((each for each in session.game.questions if each.role == CONTROL), None)
        if question is None:
            return None
        draft = own.ruling
        if draft.asked != question.address:
            model = question_model(session, draft, question)
            draft.asked, draft.choice, draft.die, draft.by_die, draft.reason = (
                question.address,
                question.default,
                model.die,
                False,
                "",
            )
        match what:
            case "choice":
                draft.choice = intent.value
            case "by_die":
                draft.by_die = bool(intent.value)
            case "die":
                draft.die = draft.die if intent.value is None else int(intent.value)
                return KEEP
            case "reason_code":
                draft.reason_code = intent.value
            case "reason" if intent.action == "change":
                draft.reason = intent.value
                return KEEP
            case "reject":
                draft.choice, draft.by_die = "no", False
            case "answer" | "reason":
                model = question_model(session, draft, question)
                if model.missing:
                    session.toast(model.missing, "warn")
                elif session.attempt(lambda: session.game.answer(question.address, ruling(question, model)) is None):
                    own.inject = ""
                    session.proceed()
        return None

    @staticmethod
    def _note(what: str, intent: Intent, own: ControlOwn, session: Session) -> Any:
        if what == "note_kind":
            own.note_kind = intent.value
        elif what == "note" and intent.action == "change":
            own.note = intent.value
            return KEEP
        elif what == "tag":
            own.tags = (
                [tag for tag in own.tags if tag != intent.value]
                if intent.value in own.tags
                else [*own.tags, intent.value]
            )
        elif own.note.strip() or own.tags:
            text, kind, tags = own.note.strip(), own.note_kind, list(own.tags)
            session.attempt(lambda: session.game.note(kind, text, tags=tags) is None)
            own.note, own.tags = "", []
        return None

    def demo(self, session: Session) -> None:
        """Control sits down."""
        session.sit(Task(CONTROL, CONTROL, "control"))
