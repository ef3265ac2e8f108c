"""A screen with every widget of the kit, in both languages: what tests measure and people look at."""

from __future__ import annotations

from tests.ui.kit_columns import left, middle, right
from wargame.ui.kit import (
    Button,
    Column,
    Divider,
    Flow,
    Heading,
    Label,
    Modal,
    Paragraph,
    Row,
    ScrollArea,
    Shortcut,
    TextEntry,
    Ui,
    Widget,
)
from wargame.ui.kit.themes import THEMES
from wargame.words import Words


def make_ui(size=(1600, 900), theme="desk", scale=1.0, lang="en") -> Ui:
    """A window."""
    return Ui(size, THEMES[theme], Words(lang).say, scale)


def gallery(lang: str) -> tuple[Widget, list[Shortcut]]:
    """The whole screen."""
    nl = lang == "nl"
    bar = Row(
        [
            Heading("Bestandslijn 2027" if nl else "Ceasefire line 2027", level=2),
            Label("Beurt 7 / 20" if nl else "Turn 7 / 20", style="strong"),
            Label("Orderfase" if nl else "Orders phase", tone="muted"),
            Label("Plaats: Nederland" if nl else "Seat: Netherlands", tone="muted", grow=1),
            Flow(
                [
                    Button("Opslaan" if nl else "Save", icon="save", id="save"),
                    Button("Menu", icon="menu", id="menu"),
                    Button(
                        "Terugnemen" if nl else "Undo",
                        id="undo",
                        enabled=False,
                        tip="Er is nog niets om terug te nemen" if nl else "There is nothing to take back yet",
                    ),
                    Button("Wissen" if nl else "Discard", kind="danger", id="discard"),
                    Button("Fase afsluiten" if nl else "End phase", kind="primary", id="end", shortcut="f10"),
                ],
                align="right",
            ),
        ],
        gap=18,
        pad=(16, 8),
        align="center",
        fill="window",
    )
    body = Row(
        [
            ScrollArea(left(lang), id="left"),
            ScrollArea(middle(lang), id="middle"),
            ScrollArea(right(lang), id="right"),
        ],
        gap=12,
        pad=(12, 10),
        grow=1,
        stack=True,
    )
    shortcuts = [Shortcut("m", "open-map", "Kaart tonen" if nl else "Show the map")]
    return Column([bar, Divider(), body], gap=0, fill="panel"), shortcuts


def dialog(lang: str) -> Modal:
    """A decision, as in the moment of truth."""
    nl = lang == "nl"
    return Modal(
        "Incident 114: een besluit is nodig" if nl else "Incident 114: a decision is needed",
        [
            Paragraph(
                "Artillerievuur bij Toretsk. Drie inslagen in de bufferzone; twee waarnemers gewond. Rusland ontkent; "
                "geluidssensoren geven een peiling van 112°. Toewijzing: waarschijnlijk."
                if nl
                else "Artillery exchange near Toretsk. Three impacts within the buffer zone; two monitors wounded. The "
                "Russian side denies responsibility; acoustic sensors give a bearing of 112°. Attribution: probable."
            ),
            Button(
                "Protest via de gemengde commissie" if nl else "Protest through the joint commission",
                id="d1",
                note="laag risico · stabiliteit −1" if nl else "low risk · stability −1",
                shortcut="1",
            ),
            Button(
                "Reservepatrouille en gewondenvervoer" if nl else "Send reserve patrol and medevac",
                id="d2",
                note="matig risico · stabiliteit +2" if nl else "medium risk · stability +2",
                shortcut="2",
            ),
            Button(
                "Toegang tot sector S4 opschorten" if nl else "Suspend access to sector S4",
                id="d3",
                note="escalatie +1 · dekking −20 %" if nl else "escalation +1 · coverage −20 %",
                shortcut="3",
            ),
            TextEntry(
                placeholder="Motivering (komt in de nabespreking)"
                if nl
                else "Rationale (kept for the after-action review)",
                id="rationale",
            ),
        ],
        [
            Button("Uitstellen" if nl else "Postpone", id="postpone"),
            Button("Bevestigen" if nl else "Confirm", kind="primary", id="confirm"),
        ],
        id="incident",
        subtitle="S4 Pokrovsk–Bakhmut · 06:40",
        tone="bad",
        first="d2",
        width=640,
    )
