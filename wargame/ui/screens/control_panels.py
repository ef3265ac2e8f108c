"""The panels of control's desk: inject board, truth beside belief, seats, notes; and the question to be ruled on."""

from __future__ import annotations

from typing import Any

from wargame.ui.kit import (
    Badge,
    Button,
    Card,
    Cell,
    Checkbox,
    Column,
    Dropdown,
    Flow,
    Heading,
    Item,
    Label,
    Log,
    NumberEntry,
    Option,
    Paragraph,
    Row,
    Segmented,
    Span,
    Table,
    TableColumn,
    TableRow,
    TextEntry,
    Widget,
)
from wargame.ui.models.control import ControlModel, SeatRow
from wargame.ui.models.inject_board import InjectCard
from wargame.ui.models.ruling import QuestionModel
from wargame.ui.screens import why
from wargame.ui.screens.play_charts import DieBar

STATE_TONE = {"due": "warn", "armed": "warn", "delivered": "ok", "held": "info", "skipped": "muted", "waiting": "text"}
STATE_ICON = {
    "due": "warning",
    "armed": "play",
    "delivered": "check",
    "held": "pause",
    "skipped": "cross",
    "waiting": "clock",
}


def question(model: QuestionModel, say: Any) -> Widget:
    """A question with everything that an answer needs; one press accepts."""
    parts: list[Widget] = [Heading(model.text, level=2)]
    if model.position:
        parts.append(Label(model.position, style="small", tone="muted"))
    parts += [Paragraph([Span(text, "body", "text", "message")]) for text in model.giver]
    if model.bands:
        parts.append(
            Row(
                [
                    _spread(say("control.best"), model.best),
                    _spread(say("control.likely"), model.likely),
                    _spread(say("control.worst"), model.worst),
                ],
                gap=10,
            )
        )
        parts.append(DieBar(model.bands, model.draw, chosen=model.default, id="control.die_bar"))
    if model.default_text:
        parts.append(Paragraph([Span(model.default_text, "strong", "text", "diamond")]))
    options = [Option(each.id, each.label) for each in model.options]
    parts += [
        Label(say("control.rule"), style="tiny", tone="muted"),
        Segmented(options, value=model.choice, id="control.choice"),
    ]
    if model.bands:
        parts.append(
            Row(
                [
                    Checkbox(say("control.by_die"), value=model.by_die, id="control.by_die", grow=1),
                    *([NumberEntry(model.die, low=1, high=100, id="control.die", width=110)] if model.by_die else []),
                ],
                gap=10,
                align="center",
            )
        )
    if model.needs_reason:
        codes = [Option(each, say(f"reason_code.{each}")) for each in _codes()]
        parts.append(
            Row(
                [
                    Dropdown(codes, value=model.reason_code, id="control.reason_code", grow=1),
                    TextEntry(
                        model.reason, placeholder=say("disagree.reason.hint"), id="control.reason", limit=300, grow=2
                    ),
                ],
                gap=8,
                stack=True,
            )
        )
    accept = say("control.accept") if model.choice == model.default and not model.by_die else say("control.amend")
    parts.append(
        Flow(
            [
                Button(accept, kind="primary", id="control.answer", shortcut="ctrl+enter"),
                *(
                    [Button(say("control.reject"), id="control.reject")]
                    if model.kind == "proposal" and model.choice == model.default
                    else []
                ),
            ],
            gap=8,
        )
    )
    if model.why is not None:
        parts.append(why.panel(model.why, say))
    return Card(parts, tone="warn", gap=9, pad=(16, 14))


def _codes() -> tuple[str, ...]:
    from wargame.world.events import REASON_CODES

    return REASON_CODES


def _spread(name: str, said: str) -> Widget:
    return Card(
        [Label(name, style="tiny", tone="muted"), Paragraph([Span(said, "small_strong")])], gap=1, pad=(10, 7), grow=1
    )


def injects(model: ControlModel, say: Any) -> Widget:
    """The board, and the chosen inject in full."""
    columns = [
        TableColumn(say("inject.column.title"), 3, wrap=True),
        TableColumn(say("inject.column.to"), 2, wrap=True),
        TableColumn(say("inject.column.state"), 0),
        TableColumn(say("inject.column.holds"), 0),
    ]
    rows = [
        TableRow.of(
            row.id,
            Cell(row.title, strong=True),
            row.to,
            Cell(row.state_text, STATE_TONE[row.state], STATE_ICON[row.state]),
            row.holds,
        )
        for row in model.injects
    ]
    parts: list[Widget] = [
        Table(columns, rows, id="control.injects", selected=model.inject_id or None, shown=6, grow=1)
    ]
    if model.inject is not None:
        parts.append(_inject(model.inject, say))
    return Column(parts, gap=10, grow=1)


def _inject(card: InjectCard, say: Any) -> Widget:
    parts: list[Widget] = [
        Row([Heading(card.title, level=3, grow=1), Badge(card.state_text, tone="info")], align="center"),
        Paragraph([Span(card.sender, "small", "muted")]),
        Paragraph(card.text),
        Paragraph([Span(say("inject.expected") + " ", "small_strong", "info"), Span(card.asks)]),
        Paragraph([Span(say("inject.when") + " ", "small_strong", "muted"), Span(card.condition, "small")]),
    ]
    parts += [Paragraph([Span(prompt, "small", "muted", "help")]) for prompt in card.prompts]
    if card.preempted:
        parts.append(Paragraph([Span(card.preempted, "small_strong", "warn", "warning")]))
    if card.actions:
        parts.append(
            Flow(
                [
                    Button(
                        each.label,
                        id=f"control.inject.{each.id}",
                        icon={"fire": "play", "hold": "pause", "skip": "cross", "auto": "undo"}[each.id],
                    )
                    for each in card.actions
                ],
                gap=8,
            )
        )
    return Card(parts, gap=4, pad=(14, 10))


def truth(model: ControlModel, say: Any) -> Widget:
    """Quantities as they are, beside what each seat believes."""
    columns = [TableColumn(say("control.quantity"), 3, wrap=True), TableColumn(say("control.truth"), 1, wrap=True)]
    columns += [TableColumn(short, 1, wrap=True) for short in model.truth_columns]
    rows = [
        TableRow.of(
            row.id,
            row.name,
            Cell(row.truth, strong=True),
            *(
                Cell(belief, "muted" if belief == "–" else "warn" if belief != row.truth else "text")
                for belief in row.beliefs
            ),
        )
        for row in model.truths
    ]
    note = Paragraph([Span(say("control.truth.note"), "small", "muted", "info")])
    return Column([note, Table(columns, rows, id="control.truths", shown=12, grow=1)], gap=8, grow=1)


def seats(model: ControlModel, say: Any) -> Widget:
    """Who holds what, and taking over."""
    return Column(
        [
            Paragraph([Span(say("control.seats.note"), "small", "muted", "info")]),
            *(_seat(row, say) for row in model.seats),
        ],
        gap=8,
    )


def _seat(row: SeatRow, say: Any) -> Widget:
    options = [Option(each.id, each.label) for each in row.options]
    parts: list[Widget] = [
        Column(
            [Label(row.name, style="strong"), Label(row.state or row.holder, style="small", tone="muted")],
            gap=0,
            grow=1,
        ),
        Dropdown(options, value=row.value, id=f"control.seat.{row.id}", width=250),
    ]
    if row.can_sit:
        parts.append(Button(say("control.sit"), id=f"control.sit.{row.id}", icon="person", value=row.id))
    return Row(parts, gap=10, align="center")


def notes(model: ControlModel, say: Any) -> Widget:
    """Bookmarks, quotes, assumptions that died, learning-objective tags."""
    kinds = [Option(each.id, each.label) for each in model.note_kinds]
    tags = [Button(id, id=f"control.tag.{id}", pressed=on, tip=text, value=id) for id, text, on in model.tags]
    items = [Item(row.id, f"{row.when} · {row.kind}", row.text, tone="info") for row in model.notes]
    return Column(
        [
            Segmented(kinds, value=model.note_kind, id="control.note_kind"),
            Row(
                [
                    TextEntry(model.note, placeholder=say("note.hint"), id="control.note", limit=500, grow=1),
                    Button(say("note.keep"), id="control.keep_note", icon="plus"),
                ],
                gap=8,
                align="center",
            ),
            Label(say("note.tags"), style="tiny", tone="muted"),
            Flow(tags, gap=6),
            Log(items, id="control.notes", empty=say("note.none"), shown=8, grow=1),
        ],
        gap=8,
        grow=1,
    )
