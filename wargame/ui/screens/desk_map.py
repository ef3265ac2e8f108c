"""The upper and left part of the desk: ladders, headline figures, the map with its layers, and a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import (
    Button,
    Card,
    Checkbox,
    Column,
    Corner,
    Grid,
    Heading,
    KeyValue,
    Paragraph,
    Row,
    Spacer,
    Span,
    Stack,
    Ui,
    Widget,
)  # fmt: skip
from wargame.ui.mapview import MapRenderer, MapWidget
from wargame.ui.models.desk import DeskModel
from wargame.ui.models.evidence import SectorCard
from wargame.ui.models.reading import Figure
from wargame.ui.screens.situation import TREND_ICON, strip

if TYPE_CHECKING:
    from wargame.ui.session import Session

WIDE = 1480
"""From this many design pixels on, ladders and figures stand beside each other."""
ABOVE_SCALE, ABOVE_LAYERS = 34, 46
A_MAP, LEFT_PART = (780, 500), 0.45
"""A map of about the size that the desk gives it, and how much of its width a card at the left may cover."""
LADDERS_WIDTH = 330
CELL = 192


def dashboard(model: DeskModel, ui: Ui) -> Widget:
    """Both ladders, never merged, and the seat's headline figures with their trend since the last turn."""
    strips = [strip(ladder, f"desk.ladder.{ladder.id}", grow=1) for ladder in model.ladders]
    room = ui.rect.w / ui.look.scale - 40
    beside = room >= WIDE
    columns = max(2, int((room - LADDERS_WIDTH if beside else room) // CELL))
    rows = max(1, -(-len(model.figures) // columns))
    columns = max(1, -(-len(model.figures) // rows))
    grid = Grid(
        [figure(each) for each in model.figures], columns=columns, weights=[1.0] * columns, gap=14, row_gap=4, grow=1
    )
    figures: list[Widget] = [grid] if model.figures else []
    if beside:
        return Row([Column(strips, gap=4, width=LADDERS_WIDTH), *figures], gap=22, pad=(16, 7), fill="window")
    return Column([Row(strips, gap=22), *figures], gap=5, pad=(16, 6), fill="window")


def figure(each: Figure) -> Widget:
    """One figure: what, how much, and which way it went."""
    change = (
        [Span("  ", "tiny"), Span(each.change, "tiny", "muted", TREND_ICON[each.trend] if each.trend else "")]
        if each.change
        else []
    )
    return Column([
        Paragraph([Span(each.name, "tiny", "muted")], tip=each.meaning),
        Paragraph([Span(each.value, "strong"), *change], tip=each.meaning, id=f"desk.figure.{each.id}"),
    ], gap=0)  # fmt: skip


def map_area(model: DeskModel, session: Session, say: Any) -> Widget:
    """The map, its layers in one corner and the card of what is chosen in another."""
    widget = MapWidget(session.renderer(), model.scene, tips=model.tips, id="desk.map")
    parts: list[Widget] = [widget, Corner(_layers(model, say), at="bottom right", margin=10)]
    if model.card is not None:
        # Above the scale, or above the layers where that would cover what was chosen. The legend gives way to it.
        right = model.layers is None and _lies_left(session.renderer(), model.card.id)
        column = Column([_card(model.card, say), Spacer(ABOVE_LAYERS if right else ABOVE_SCALE)], gap=0)
        parts.append(Corner(column, at="bottom right" if right else "bottom left", margin=10, most=380))
    return Stack(children=parts, grow=1)


def _lies_left(renderer: MapRenderer, sector: str) -> bool:
    """Whether a sector is in the left part of the map as it opens."""
    shape = renderer.geometry.sector.get(sector)
    return shape is not None and float(renderer.home_view(A_MAP).to_screen(shape.middle)[0]) < LEFT_PART * A_MAP[0]


def _layers(model: DeskModel, say: Any) -> Widget:
    button = Button(say("desk.layers"), id="desk.layers", icon="eye", pressed=model.layers is not None)
    if model.layers is None:
        return button
    boxes = [Checkbox(name, value=on, id=f"desk.layer.{id}") for id, name, on in model.layers]
    return Column([Card(boxes, gap=2, pad=(12, 8), fill="panel"), button], gap=6)


def _card(card: SectorCard, say: Any) -> Widget:
    facts = [KeyValue(name, value, icon=TREND_ICON[trend] if trend else "") for name, value, trend in card.facts]
    head = Row([
        Column([Heading(card.title, level=3), Paragraph([Span(card.subtitle, "small", "muted")])], gap=0, grow=1),
        Button("", icon="cross", id="desk.card.close", kind="quiet", tip=say("button.close")),
    ], gap=8, align="start")  # fmt: skip
    return Card([head, *facts], gap=5, fill="panel", pad=(14, 10))
