"""The right part of the desk: what can still be decided, the situation, the forces, the messages."""

from __future__ import annotations

from typing import Any

from wargame.ui.kit import (
    Button,
    Card,
    Cell,
    Column,
    Flow,
    Heading,
    Item,
    Label,
    Listing,
    Log,
    Meter,
    Option,
    Paragraph,
    Row,
    ScrollArea,
    Span,
    Table,
    TableColumn,
    TableRow,
    Tabs,
    Widget,
)  # fmt: skip
from wargame.ui.models.desk import DeskModel, PendingLine
from wargame.ui.screens.case import cards
from wargame.ui.screens.composer import form
from wargame.ui.screens.situation import message_card, report_card


def panel(model: DeskModel, say: Any, width: int) -> Widget:
    """Tabs and the chosen one's content."""
    tabs = Tabs([Option(id, name) for id, name in model.tabs], value=model.tab, id="desk.tab")
    shown = {"orders": _orders, "situation": _situation, "forces": _forces, "messages": _messages, "case": _case}
    content = shown[model.tab](model, say)
    return Column([tabs, content], gap=10, pad=(14, 8), width=width, fill="panel")


def _orders(model: DeskModel, say: Any) -> Widget:
    if model.composer is not None:
        return form(model.composer, say)
    used, has = model.attention
    parts: list[Widget] = [
        Row([Label(model.attention_text, style="strong"), Meter(used / max(1, has), said=model.attention_text, grow=1)],
            gap=14, align="center"),
    ]  # fmt: skip
    if model.pending:
        cards = [_pending(line, say) for line in model.pending]
        # Several give way where the window is low: what can still be decided must stay in sight.
        parts += cards if len(cards) == 1 else [ScrollArea(Column(cards, gap=8), id="desk.pending")]
    else:
        parts.append(Paragraph([Span(say("desk.none_pending"), "body", "muted", "info")]))
    items = [
        Item(line.id, line.title, line.barred or line.help, line.price, tone="muted" if line.barred else "info",
             icon="lock" if line.barred else "right")
        for line in model.orders
    ]  # fmt: skip
    parts += [
        Row([Heading(say("desk.can_order"), level=3, grow=1), Button(say("order.free"), id="desk.free", icon="plus")],
            gap=8, align="center"),
        Paragraph([Span(say("desk.can_order.hint"), "small", "muted")]),
    ]  # fmt: skip
    return Column([*parts, Listing(items, id="desk.orders", shown=12, grow=1)], gap=8, grow=1)


def _pending(line: PendingLine, say: Any) -> Widget:
    parts: list[Widget] = [
        Paragraph([Span(line.title, "strong")]),
        Paragraph([Span(line.intent, "small", "muted")]),
    ]
    if line.waived:
        parts.append(Paragraph([Span(line.waived, "small", "warn", "warning")]))
    buttons = Flow([
        Label(line.price, style="small", tone="muted"),
        Button(say("order.edit"), id=f"desk.edit.{line.index}"),
        Button(say("order.remove"), id=f"desk.remove.{line.index}"),
    ], gap=8, align="right")  # fmt: skip
    return Card([*parts, buttons], gap=3, tone="warn" if line.waived else "info", pad=(14, 8))


def _situation(model: DeskModel, say: Any) -> Widget:
    parts: list[Widget] = []
    if model.events:
        items = [Item(event.id, event.when, event.text, tone=event.tone) for event in model.events]
        parts.append(Log(items, shown=len(items), id="desk.events"))
    parts.append(report_card(model.report, say, "desk.areas", compact=True))
    return ScrollArea(Column(parts, gap=10), id="desk.situation")


def _forces(model: DeskModel, say: Any) -> Widget:
    columns = [
        TableColumn(say("force.name"), 5, wrap=True), TableColumn(say("force.status"), 4, wrap=True),
        TableColumn(say("force.people"), 4, "right", wrap=True), TableColumn(say("force.wait"), 2, "right", wrap=True),
    ]  # fmt: skip
    rows = [
        TableRow.of(
            row.id,
            Cell(row.name, strong=True),
            " · ".join(part for part in (row.status, row.place, row.stance) if part),
            Cell(row.between or row.people, order=row.size),
            row.wait,
        )
        for row in model.forces
    ]
    hint = Paragraph([Span(say("force.hint"), "small", "muted")])
    return Column(
        [hint, Table(columns, rows, id="desk.forces", selected=model.scene.selection or None, grow=1)], gap=8, grow=1
    )


def _case(model: DeskModel, say: Any) -> Widget:
    """What was agreed, as it stands now; what this seat wants; what led here."""
    lines = [Paragraph([Span(goal, "body", "text", "flag")]) for goal in model.goals]
    goals = Card([Label(say("brief.goals"), style="small_strong", tone="muted"), *lines], gap=6)
    deal, *rest = cards(model.case, say)
    return ScrollArea(Column([deal, goals, *rest], gap=10), id="desk.case")


def _messages(model: DeskModel, say: Any) -> Widget:
    items = [
        Item(message.id, message.title, f"{message.sender} · {message.when}", message.medium,
             tone="warn" if message.fresh else "quiet", icon="message")
        for message in model.messages
    ]  # fmt: skip
    chosen = next((message for message in model.messages if message.id == model.opened), None)
    listing = Listing(
        items, id="desk.messages", selected=model.opened or None, empty=say("situation.no_messages"), shown=6, grow=1
    )
    if chosen is None:
        return Column([listing], gap=10, grow=1)
    return Column([listing, ScrollArea(Card([message_card(chosen, say)]), id="desk.message", grow=1)], gap=10, grow=1)
