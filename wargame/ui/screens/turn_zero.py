"""Turn zero on screen: the seat's brief at the left, its intent sheet at the right, and the seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import (
    Button,
    Card,
    Column,
    Heading,
    Intent,
    Label,
    Modal,
    MultiLine,
    Paragraph,
    Row,
    ScrollArea,
    Span,
    Ui,
    Widget,
)  # fmt: skip
from wargame.ui.models.turn_zero import Brief, SheetOwn, TurnZeroModel, turn_zero_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.case import cards
from wargame.ui.screens.frame import page

if TYPE_CHECKING:
    from wargame.ui.session import Session

CONFIRM = "zero.confirming"


class TurnZeroScreen(Screen):
    """The sealed intent sheet."""

    id = "turn_zero"

    def model(self, session: Session) -> TurnZeroModel:
        """Brief and sheet."""
        return turn_zero_model(session)

    def build(self, model: TurnZeroModel, ui: Ui) -> Shown:
        """Brief beside sheet."""
        say = ui.say
        fields = [
            Column([
                Label(field.label, style="h3"),
                MultiLine(field.text, rows=3, placeholder=field.hint, id=f"sheet.{field.id}", grow=1),
            ], gap=3, grow=1)
            for field in model.fields
        ]  # fmt: skip
        pairs = [Row([one, two], gap=16, grow=1) for one, two in zip(fields[::2], fields[1::2], strict=True)]
        sheet = Card([
            Column([
                Heading(say("zero.sheet"), level=2),
                Paragraph([Span(say("zero.sheet.hint"), "body", "muted", "lock")]),
            ], gap=3),
            *pairs,
        ], gap=14)  # fmt: skip
        brief = Column([brief_card(model.brief, say), *cards(model.case, say)], gap=14)
        body = Row([
            ScrollArea(brief, id="zero.brief", grow=2),
            ScrollArea(sheet, id="zero.sheet", grow=3),
        ], gap=14, pad=(16, 14), grow=1)  # fmt: skip
        head = Column([Heading(model.title, level=1)], pad=(18, 10))
        foot = [Button(say("zero.seal"), kind="primary", icon="lock", id="zero.seal", shortcut="ctrl+enter")]
        return Shown(
            page(model.bar, Column([head, body], gap=0, grow=1), foot=foot),
            first="sheet.aim",
            modal=self._confirm(model, say),
        )

    def _confirm(self, model: TurnZeroModel, say: Any) -> Modal | None:
        if not model.confirm:
            return None
        buttons = [
            Button(say("zero.write_on"), id="zero.write_on", kind="primary"),
            Button(say("zero.seal_anyway"), id="zero.seal_anyway", icon="lock"),
        ]
        return Modal(
            say("zero.confirm.title"),
            [Paragraph(model.confirm)],
            buttons,
            id=CONFIRM,
            first="zero.write_on",
            tone="warn",
        )

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Write, seal."""
        own = session.own("turn_zero", SheetOwn)
        if intent.id.startswith("sheet."):
            own.texts[intent.id.removeprefix("sheet.")] = intent.value
            if intent.action != "submit":
                return KEEP
        if intent.id in ("zero.write_on", CONFIRM):
            own.confirming = False
        elif intent.id == "zero.seal_anyway" or (
            (intent.id == "zero.seal" or intent.action == "submit") and not own.empty()
        ):
            self._seal(own, session)
        elif intent.id == "zero.seal" or intent.action == "submit":
            own.confirming = True
        return None

    def _seal(self, own: SheetOwn, session: Session) -> None:
        role = session.seat or ""
        session.attempt(lambda: session.game.seal(own.sheet(role)))
        if role in session.game.record.sheets:
            session.forget("turn_zero")
            session.toast(session.say("zero.sealed"), "ok")
            session.proceed()

    def demo(self, session: Session) -> None:
        """Half written."""
        own = session.own("turn_zero", SheetOwn)
        for name in ("aim", "accepted_risk", "conditions"):
            own.texts[name] = session.say(f"demo.sheet.{name}")


def brief_card(brief: Brief, say: Any) -> Widget:
    """Who the seat is, what it wants, what it alone knows, what it may not do."""
    parts: list[Widget] = [Heading(brief.name, level=2)]
    if brief.offices:
        parts.append(Label(" · ".join(brief.offices), style="small", tone="muted"))
    parts.append(Paragraph(brief.briefing))
    groups = ((say("brief.goals"), brief.goals, "flag"), (say("brief.may_not"), brief.may_not, "cross"))
    for title, lines, icon in groups:
        if lines:
            parts.append(Column([
                Label(title, style="small_strong", tone="muted"),
                *(Paragraph([Span(line, "body", "text", icon)]) for line in lines),
            ], gap=4))  # fmt: skip
    if brief.private:
        parts.append(Column([
            Label(say("brief.private"), style="small_strong", tone="warn", icon="lock"), Paragraph(brief.private),
        ], gap=4, pad=(12, 8), fill="field", border="line", radius=6))  # fmt: skip
    return Card(parts, gap=10)
