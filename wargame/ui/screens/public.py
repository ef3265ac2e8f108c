"""The public display on screen: large, quiet, and the same for everybody in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import (
    Button,
    Card,
    Cell,
    Column,
    Divider,
    Flow,
    Heading,
    Intent,
    Label,
    Paragraph,
    Row,
    ScrollArea,
    Spacer,
    Span,
    Table,
    TableColumn,
    TableRow,
    Ui,
    Widget,
)
from wargame.ui.models.public import PublicModel, public_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.picture import MapPicture
from wargame.ui.screens.situation import TREND_ICON, strip

if TYPE_CHECKING:
    from wargame.ui.session import Session

TONE_ICON = {"bad": "bad", "warn": "warning", "ok": "ok", "info": "info"}


class PublicScreen(Screen):
    """For the projector. Nobody sits there, and nothing but the public's view reaches it."""

    id = "public"
    open_to_all = True

    def model(self, session: Session) -> PublicModel:
        """What everybody may see."""
        return public_model(session)

    def build(self, model: PublicModel, ui: Ui) -> Shown:
        """With the button that leads back to the curtain."""
        back = [Button(ui.say("public.back"), id="public.back", shortcut="esc", icon="lock")]
        return Shown(wall(model, self.session, ui.say, back), first="public.back")

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Back to the curtain."""
        if intent.id == "public.back":
            session.leave()
            return None
        return KEEP

    def demo(self, session: Session) -> None:
        """As the room sees it."""
        present(session)


def present(session: Session) -> None:
    """Whoever sits there gets up, and the display shows."""
    session.leave()
    session.go("public")


def wall(model: PublicModel, session: Session, say: Any, buttons: list[Button] | None = None) -> Widget:
    """The display itself; the projector's window shows it without buttons."""
    shown = model.bar
    facts = [text for text in (shown.turn, model.phase, shown.date) if text]
    tone, icon = ("warn", "warning") if model.clock_low else ("text", "clock")
    head: list[Widget] = [
        Column([Heading(model.title, level=1), Label(" · ".join(facts), style="lead", tone="muted")], gap=0, grow=1)
    ]
    if model.clock:
        head.append(Label(model.clock, style="h1", tone=tone, icon=icon, id="public.clock"))
    head.append(Flow(list(buttons or []), gap=8))
    news: list[Widget] = []
    for each in model.news:
        news.append(
            Column(
                [
                    Label(each.when, style="small", tone="muted"),
                    Paragraph(
                        [Span(each.text, "h2" if not news else "lead", "text", TONE_ICON.get(each.tone, "info"))]
                    ),
                ],
                gap=0,
            )
        )
    right: list[Widget] = [
        Card([strip(each, f"public.ladder.{each.id}") for each in model.ladders], gap=10),
        Card(news or [Label(say("public.quiet"), style="lead", tone="muted")], title=model.news_title, gap=10),
        Card(
            [
                Paragraph([Span(model.total, "lead")]),
                *_areas(model, say),
                Paragraph([Span(model.caveat, "small", "muted", "info")]),
            ],
            gap=8,
        ),
    ]
    picture = MapPicture(session.renderer(use="public"), model.scene, said=say("public.map"))
    body = Row(
        [Column([picture], grow=6), ScrollArea(Column(right, gap=12), id="public.side", grow=5)],
        gap=14,
        pad=(16, 12),
        grow=1,
    )
    foot = Row([Paragraph([Span(model.disclaimer, "small", "muted")]), Spacer(grow=1)], pad=(16, 6), fill="window")
    return Column(
        [Row(head, gap=18, pad=(18, 10), align="center", fill="window"), Divider(), body, foot], gap=0, fill="panel"
    )


def _areas(model: PublicModel, say: Any) -> list[Widget]:
    if not model.areas:
        return []
    columns = [
        TableColumn(say("sitrep.column.area"), 3, wrap=True),
        TableColumn(say("sitrep.column.now"), 1, "right"),
        TableColumn(say("sitrep.column.change"), 1, "right"),
    ]
    rows = [
        TableRow.of(
            row.id,
            row.name,
            Cell(row.now, strong=True),
            Cell(row.change, icon=TREND_ICON[row.trend] if row.change else ""),
        )
        for row in model.areas
    ]
    return [Table(columns, rows, shown=len(rows), id="public.areas")]
