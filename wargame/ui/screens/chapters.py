"""A chapter of the report as widgets: screen and paper say the same words."""

from __future__ import annotations

from typing import Any

from wargame.report.blocks import Block, Chapter, Facts, Figure, Heading, Items, Table, Text
from wargame.ui.kit import Card, Cell, Column, Flow, Label, Paragraph, Span, TableColumn, TableRow, Widget
from wargame.ui.kit import Heading as Title
from wargame.ui.kit import Table as Grid

MOST_ROWS = 14


def chapter(found: Chapter, id: str, *, title: bool = True) -> list[Widget]:
    """All blocks of a chapter; figures as the tables behind them."""
    parts: list[Widget] = [Title(found.title, level=2)] if title else []
    for number, block in enumerate(found.blocks):
        parts += _block(block, f"{id}.{number}")
    return parts


def _block(block: Block, id: str) -> list[Widget]:
    match block:
        case Text(text=text, kind="note"):
            return [Paragraph([Span(text, "small", "muted", "info")])]
        case Text(text=text, kind="quote"):
            return [Paragraph([Span(f"“{text}”", "italic")])]
        case Text(text=text, kind="box"):
            return [Card([Paragraph([Span(text, "strong")])], tone="warn")]
        case Text(text=text):
            return [Paragraph([Span(text, "lead" if block.kind == "lead" else "body")])]
        case Facts(facts=facts):
            return [figures(list(facts))]
        case Items(items=items, ordered=ordered):
            return [item(text, n if ordered else 0) for n, text in enumerate(items, start=1)]
        case Heading(text=text):
            return [Title(text, level=3)]
        case Table():
            return _table(block, id)
        case Figure(table=None, caption=caption):
            return [Paragraph([Span(caption, "small", "muted")])] if caption else []
        case Figure(table=table, caption=caption):
            return [*_table(table, id), Paragraph([Span(caption, "small", "muted")])] if table is not None else []
    return []  # empty lines are for paper


def item(text: str, number: int = 0) -> Widget:
    """A sentence of a list; numbered from 1, else with a dot."""
    if number:
        return Paragraph([Span(f"{number}.  ", "strong", "info"), Span(text)])
    return Paragraph([Span(text, "body", "text", "dot")])


def figures(facts: list[tuple[str, str]]) -> Widget:
    """Big figures with what they count."""
    cells: list[Any] = [
        Card([Label(value, style="figure"), Paragraph([Span(what, "small", "muted")])], gap=0, width=158)
        for value, what in facts
    ]
    return Flow(cells, gap=10)


def _table(table: Table, id: str) -> list[Widget]:
    head = list(table.head) or [""] * len(table.rows[0]) if table.rows else list(table.head)
    columns = [
        TableColumn(title, 1, "right" if n in table.numeric else "left", wrap=n not in table.numeric)
        for n, title in enumerate(head)
    ]
    rows = [
        TableRow.of(
            f"{id}-{n}", *(Cell(str(cell), strong=not table.head and place == 0) for place, cell in enumerate(row))
        )
        for n, row in enumerate(table.rows)
    ]
    caption: list[Widget] = [Paragraph([Span(table.caption, "small", "muted")])] if table.caption else []
    if not rows:
        return caption
    return [Column([*caption, Grid(columns, rows, shown=min(MOST_ROWS, len(rows)), id=id)], gap=4)]
