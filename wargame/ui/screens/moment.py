"""The moment of truth on screen: what is known, the race, the clock, and one sealed answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import (
    Button,
    Card,
    Column,
    Heading,
    Intent,
    Item,
    Label,
    Log,
    Option,
    Paragraph,
    RadioGroup,
    Row,
    ScrollArea,
    Spacer,
    Span,
    TextEntry,
    Ui,
    Widget,
)
from wargame.ui.models.moment import MomentModel, MomentOwn, moment_model, open_question, seconds_of
from wargame.ui.screens import why
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.frame import page
from wargame.ui.staging import tested
from wargame.world.events import Ruling

if TYPE_CHECKING:
    from wargame.ui.session import Session


class MomentScreen(Screen):
    """One seat answers one trigger. Time that runs out forces nothing: no machine answers for people."""

    id = "moment"

    def model(self, session: Session) -> MomentModel | None:
        """The question that waits for this seat; None if it was answered or taken back in the meantime."""
        question = open_question(session)
        if question is None:
            return None
        own = session.own(self.id, MomentOwn)
        if own.clock != question.address:
            own.clock, own.chosen, own.reason = question.address, "", ""
            session.clock.start(seconds_of(session, question))
        return moment_model(session, own, question)

    def build(self, model: MomentModel | None, ui: Ui) -> Shown:
        """What is known at the left, the choice at the right; large and quiet."""
        say = ui.say
        if model is None:
            body = Column(
                [Spacer(grow=1), Label(say("moment.gone"), style="lead", align="center"), Spacer(grow=1)], grow=1
            )
            return Shown(
                Column([body, Button(say("moment.on"), id="moment.on", kind="primary")], pad=30), first="moment.on"
            )
        known = [Item(each.id, each.when, each.text, tone=each.tone) for each in model.known]
        left: list[Widget] = [
            Label(say("moment.known"), style="h3"),
            Log(known, id="moment.known", empty=say("moment.nothing_known"), shown=7, grow=1),
        ]
        if model.race:  # first: it decides what an answer is worth, and must be in sight in a small window too
            left.insert(0, Card([why.point(each, say, "race") for each in model.race], title=say("moment.race"), gap=5))
        tone, icon = ("warn", "warning") if model.low else ("text", "clock")
        clock = Card(
            [
                Row(
                    [
                        Column(
                            [
                                Label(model.when, tone="muted"),
                                Heading(model.title, level=1),
                                Paragraph([Span(model.question, "lead")]),
                            ],
                            gap=2,
                            grow=1,
                        ),
                        Label(model.clock, style="h1", tone=tone, icon=icon, id="moment.clock"),
                    ],
                    gap=18,
                    align="center",
                ),
                *([Paragraph([Span(model.time_up, "strong", "warn", "warning")])] if model.time_up else []),
            ],
            tone="warn",
            pad=(20, 14),
        )
        options = [Option(each.id, each.label, each.note) for each in model.options]
        right: list[Widget] = [
            RadioGroup(options, value=model.chosen or "?", id="moment.choice"),
            TextEntry(model.reason, placeholder=say("moment.reason"), id="moment.reason", limit=300),
            Paragraph([Span(model.secret, "small", "muted", "lock"), Span(" " + model.others, "small", "muted")]),
        ]
        body = Column(
            [
                clock,
                Row(
                    [
                        ScrollArea(Column(left, gap=8), id="moment.left", grow=5),
                        ScrollArea(Card(right, gap=12, title=say("moment.choose")), id="moment.right", grow=5),
                    ],
                    gap=16,
                    grow=1,
                ),
            ],
            gap=14,
            pad=(18, 14),
            grow=1,
        )
        seal = Button(
            say("moment.seal"),
            kind="primary",
            icon="lock",
            id="moment.seal",
            shortcut="ctrl+enter",
            enabled=bool(model.chosen),
            tip="" if model.chosen else say("moment.choose_first"),
        )
        bar = model.bar.__class__(**{**model.bar.__dict__, "clock": ""})
        return Shown(page(bar, body, foot=[seal]), first="moment.choice")

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Choose, say why, seal."""
        own = session.own(self.id, MomentOwn)
        if intent.id == "moment.choice" and intent.action == "change":
            own.chosen = intent.value
        elif intent.id == "moment.reason" and intent.action == "change":
            own.reason = intent.value
            return KEEP
        elif intent.id in ("moment.seal", "moment.reason"):
            self._seal(own, session)
        elif intent.id == "moment.on":
            session.proceed()
        else:
            return KEEP
        return None

    def _seal(self, own: MomentOwn, session: Session) -> None:
        question = open_question(session)
        if question is None or own.chosen not in question.options:
            return
        ruling = Ruling(
            "choice",
            question.role,
            question.day,
            address=question.address,
            choice=own.chosen,
            reason=own.reason.strip(),
        )
        if session.attempt(lambda: session.game.answer(question.address, ruling) is None):
            session.clock.stop()
            session.forget(self.id)
            session.toast(session.say("moment.sealed"), "ok")
            session.proceed()

    def demo(self, session: Session) -> None:
        """The force was hit, and this seat has to answer."""
        tested(session)
