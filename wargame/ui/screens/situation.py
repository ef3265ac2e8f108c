"""The situation on screen: the observers' report, the ladders, what happened, and what this seat was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import (
    Button,
    Card,
    Cell,
    Column,
    Heading,
    Intent,
    Item,
    Label,
    Ladder,
    LadderStrip,
    Log,
    Paragraph,
    Row,
    Rung,
    ScrollArea,
    Span,
    Table,
    TableColumn,
    TableRow,
    Ui,
    Widget,
)  # fmt: skip
from wargame.ui.models.ladders import LadderModel
from wargame.ui.models.situation import Message, Report, SituationModel, situation_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.frame import page

if TYPE_CHECKING:
    from wargame.ui.session import Session

TREND_ICON = {-1: "fall", 0: "steady", 1: "rise"}


class SituationScreen(Screen):
    """What a seat reads before it decides."""

    id = "situation"

    def model(self, session: Session) -> SituationModel:
        """Report, ladders, events, messages."""
        return situation_model(session)

    def build(self, model: SituationModel, ui: Ui) -> Shown:
        """Report at the left; ladders, events and messages at the right."""
        say = ui.say
        left: list[Widget] = [report_card(model.report, say, "situation.areas")]
        if model.ladders:
            left.append(Card([Row([ladder_card(ladder, say) for ladder in model.ladders], gap=22, align="start")],
                             title=say("situation.ladders"), gap=8))  # fmt: skip
        right: list[Widget] = [Card([
            *(message_card(message, say) for message in model.messages[:4]),
            *([] if model.messages else [Label(say("situation.no_messages"), tone="muted")]),
        ], title=say("situation.messages", seat=model.seat), gap=10)]  # fmt: skip
        if model.events:
            items = [Item(event.id, event.when, event.text, tone=event.tone) for event in model.events]
            right.append(
                Card([Log(items, id="situation.events", shown=len(items))], title=say("situation.events"), gap=8)
            )
        body = Row([
            ScrollArea(Column(left, gap=12), id="situation.report", grow=5),
            ScrollArea(Column(right, gap=12), id="situation.side", grow=4),
        ], gap=14, pad=(16, 14), grow=1)  # fmt: skip
        foot = [Button(model.to_desk, kind="primary", id="situation.done", shortcut="ctrl+enter", icon="right")]
        return Shown(page(model.bar, body, foot=foot), first="situation.done")

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Read: to the desk."""
        if intent.id == "situation.done":
            session.briefed()
            return None
        return KEEP

    def demo(self, session: Session) -> None:
        """As it stands."""
        session.go("situation")


def strip(ladder: LadderModel, id: str, **rest: Any) -> LadderStrip:
    """A ladder lying down."""
    rungs = [Rung(rung.number, rung.name, rung.off_ramp) for rung in ladder.rungs]
    return LadderStrip(
        ladder.name, rungs, ladder.current, previous=ladder.previous, id=id, tip=ladder.rung.off_ramp, **rest
    )


def ladder_card(ladder: LadderModel, say: Any) -> Widget:
    """A ladder standing up, with the way down from where it stands."""
    rungs = [Rung(rung.number, rung.name, rung.off_ramp) for rung in ladder.rungs]
    return Column(
        [Ladder(ladder.name, rungs, ladder.current, previous=ladder.previous, off_ramp_text=say("ladder.way_down"))],
        grow=1,
    )


def report_card(report: Report, say: Any, table: str, *, compact: bool = False) -> Widget:
    """The report as the observers would print it; `compact` for the narrow panel of the desk."""
    parts: list[Widget] = [
        Column([Heading(report.title, level=2 if compact else 1), Label(report.period, tone="muted")], gap=0),
        *(Paragraph([Span(text, "body" if compact else "lead")]) for text in report.paragraphs),
    ]
    if report.areas:
        parts.append(area_table(report, say, table, compact=compact))
    parts.append(Paragraph([Span(report.caveat, "small", "muted", "info")]))
    return Card(parts, gap=12, pad=(20, 16))


def area_table(report: Report, say: Any, id: str, *, compact: bool = False) -> Table:
    """Violations by area; the compact table leaves out who is held responsible."""
    columns = [
        TableColumn(say("sitrep.column.area"), 3, wrap=True), TableColumn(say("sitrep.column.now"), 1, "right"),
        TableColumn(say("sitrep.column.before"), 1, "right"), TableColumn(say("sitrep.column.change"), 1, "right"),
    ]  # fmt: skip
    if not compact:
        columns += [TableColumn(side, 1, "right") for side in report.columns]
        columns.append(TableColumn(say("sitrep.column.loose"), 1, "right"))
    columns.append(TableColumn(say("sitrep.column.coverage"), 1, "right"))
    rows = [
        TableRow.of(
            row.id, row.name, Cell(row.now, strong=True, order=row.total), row.before,
            Cell(row.change, icon=TREND_ICON[row.trend] if row.change else ""),
            *(() if compact else (*row.by_side, row.unattributed)), row.coverage,
        )
        for row in report.areas
    ]  # fmt: skip
    return Table(columns, rows, shown=len(rows), id=id)


def message_card(message: Message, say: Any) -> Widget:
    """One message: from whom, what it says, what it asks."""
    head = say("message.from", sender=message.sender, medium=message.medium, when=message.when)
    return Column([
        Label(message.title, style="h3", icon="message"),
        Paragraph([Span(head, "small", "muted")]),
        Paragraph(message.text),
        Paragraph([Span(say("message.asks") + " ", "small_strong", "info"), Span(message.asks, "body")]),
    ], gap=3)  # fmt: skip
