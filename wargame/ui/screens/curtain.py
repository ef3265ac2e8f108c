"""The curtain on screen: nothing but whose turn it is to sit down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import Button, Card, Column, Flow, Heading, Intent, Label, Paragraph, Spacer, Span, Ui, Widget
from wargame.ui.models.curtain import CurtainModel, CurtainOwn, chosen_task, curtain_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.frame import centred, page
from wargame.ui.screens.pin import PinEntry

if TYPE_CHECKING:
    from wargame.ui.session import Session


class CurtainScreen(Screen):
    """Between seats."""

    id = "curtain"
    open_to_all = True

    def model(self, session: Session) -> CurtainModel:
        """Who may sit down."""
        return curtain_model(session)

    def build(self, model: CurtainModel, ui: Ui) -> Shown:
        """Large, so that the table can read it."""
        say = ui.say
        parts: list[Widget] = [
            Label(model.lead, style="lead", tone="muted", align="center"),
            Heading(model.name, level=1, align="center"),
            Label(model.task, style="lead", align="center"),
            Paragraph([Span(model.hint, "body", "muted")], align="center"),
        ]
        if model.needs_pin:
            parts.append(
                PinEntry(model.pin, placeholder=say("curtain.pin"), id="curtain.pin", error=model.error, limit=12)
            )
        if model.error:
            parts.append(Paragraph([Span(model.error, "strong", "warn", "warning")], align="center"))
        parts.append(Button(say("curtain.sit", seat=model.name), kind="primary", id="curtain.sit", icon="person"))
        if model.others:
            others = [
                Button(other.name, note=other.task, value=other.sitter, id=f"curtain.other.{other.sitter}")
                for other in model.others
            ]
            parts += [
                Spacer(6),
                Label(say("curtain.others"), style="small", tone="muted", align="center"),
                Flow(others, gap=8),
            ]
        body = Column(
            [Spacer(grow=2), centred(Card(parts, gap=14, pad=(34, 28)), 620), Spacer(grow=3)], grow=1, fill="window"
        )
        body.children[1].grow = 0
        return Shown(page(model.bar, body), first="curtain.pin" if model.needs_pin else "curtain.sit")

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Choose who sits down; lift the curtain."""
        own = session.own("curtain", CurtainOwn)
        if intent.id.startswith("curtain.other."):
            own.chosen, own.pin, own.wrong = intent.value, "", False
        elif intent.id == "curtain.pin" and intent.action == "change":
            own.pin, own.wrong = intent.value, False
            return KEEP
        elif intent.id in ("curtain.sit", "curtain.pin"):
            self._lift(own, session)
        return None

    def _lift(self, own: CurtainOwn, session: Session) -> None:
        task = chosen_task(session, own)
        if session.opens(task.sitter, own.pin):
            session.forget("curtain")
            session.sit(task)
        else:
            own.pin, own.wrong = "", True

    def demo(self, session: Session) -> None:
        """Whoever is next."""
        session.leave()
