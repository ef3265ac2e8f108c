"""The three columns of the gallery: between them they hold every widget of the kit."""

from __future__ import annotations

from wargame.ui.kit import (
    Badge,
    BarChart,
    BarItem,
    Button,
    Card,
    Cell,
    Checkbox,
    Divider,
    Dropdown,
    Fan,
    FanChart,
    Flow,
    Heading,
    Item,
    KeyValue,
    Label,
    Ladder,
    LadderStrip,
    Listing,
    Log,
    Mark,
    Meter,
    MultiLine,
    NumberEntry,
    Option,
    Paragraph,
    Progress,
    RadioGroup,
    Row,
    Rung,
    Segmented,
    Slider,
    Span,
    Sparkline,
    Strip,
    Table,
    TableColumn,
    TableRow,
    Tabs,
    TextEntry,
    Widget,
    rich,
)

RUNGS = {
    "en": [
        "Settled peace",
        "Routine talks",
        "Political crisis",
        "Troop movements",
        "Harassment",
        "Local violations",
        "Repeated violations",
        "Ceasefire in doubt",
        "Limited strikes",
        "Fighting in a sector",
        "General fighting",
    ],
    "nl": [
        "Bestendige vrede",
        "Gewoon overleg",
        "Politieke crisis",
        "Troepenbewegingen",
        "Treiterijen",
        "Plaatselijke schendingen",
        "Herhaalde schendingen",
        "Bestand in twijfel",
        "Beperkte aanvallen",
        "Gevechten in een sector",
        "Algemene gevechten",
    ],
}
BANDS = {
    "en": ["Very poor", "Poor", "Mixed", "Good", "Very good"],
    "nl": ["Zeer slecht", "Slecht", "Gemengd", "Goed", "Zeer goed"],
}


def rungs(lang: str) -> list[Rung]:
    """A short ladder."""
    ramp = {
        "en": "Both sides withdraw heavy weapons; the joint commission meets within 48 hours.",
        "nl": "Beide partijen trekken zware wapens terug; de gemengde commissie komt binnen 48 uur bijeen.",
    }[lang]
    return [Rung(i + 1, name, ramp) for i, name in enumerate(RUNGS[lang])]


def left(lang: str) -> Widget:
    nl = lang == "nl"
    bands = BANDS[lang]
    return Card(
        [
            LadderStrip("Rusland – Oekraïne" if nl else "Russia – Ukraine", rungs(lang), 6, previous=5, id="strip-a"),
            LadderStrip("Rusland – coalitie" if nl else "Russia – coalition", rungs(lang), 3, previous=3, id="strip-b"),
            Divider(),
            Ladder(
                "Escalatieladder" if nl else "Escalation ladder",
                rungs(lang),
                6,
                previous=5,
                other=8,
                other_text="Lezing van Rusland" if nl else "Russia's reading",
                off_ramp_text="Uitweg:" if nl else "Way down:",
            ),
            Strip(
                "Duurzaamheid van het bestand" if nl else "Durability of the truce",
                bands,
                1,
                trend=-1,
                trend_text="dalend" if nl else "falling",
            ),
            Strip(
                "Steun en legitimiteit" if nl else "Support and legitimacy",
                bands,
                3,
                trend=1,
                trend_text="stijgend" if nl else "rising",
            ),
            Strip(
                "Invloed aan tafel" if nl else "Influence at the table",
                bands,
                2,
                trend=0,
                trend_text="gelijk" if nl else "steady",
            ),
        ],
        gap=10,
    )


def middle(lang: str) -> Widget:
    nl = lang == "nl"
    orders = (
        [
            "Patrouilles versterken",
            "Waarnemingsdrones inzetten",
            "Luchtverdediging verhoogd paraat",
            "Incident bemiddelen",
            "Brigade verplaatsen",
        ]
        if nl
        else [
            "Reinforce patrols",
            "Deploy surveillance drones",
            "Raise air-defence alert",
            "Mediate incident",
            "Reposition brigade",
        ]
    )
    return Card(
        [
            Tabs(
                ["Orders", "Eenheden", "Logboek", "Inlichtingen"]
                if nl
                else ["Orders", "Forces", "Log", "Intelligence"],
                id="tabs",
            ),
            Heading("S14  Pokrovsk–Myrnohrad"),
            KeyValue("Lengte van de lijn" if nl else "Line length", "171 km"),
            KeyValue("Incidenten deze beurt" if nl else "Incidents this turn", "14 (+5)", tone="warn", icon="rise"),
            KeyValue("Dekking waarneming" if nl else "Monitoring coverage", "62 %"),
            KeyValue("Stabiliteit" if nl else "Stability", "41 / 100", tone="bad"),
            Meter(0.41, tone="bad", mark=0.6),
            Label("Nieuwe order" if nl else "New order", style="small_strong", tone="muted"),
            Dropdown([Option(i, text) for i, text in enumerate(orders)], value=1, id="order"),
            Row(
                [
                    Dropdown(
                        ["Waarnemers Noord", "Bde (UK)", "Luchtmobiel (PL)"]
                        if nl
                        else ["Monitors N", "Bde (UK)", "Air assault (PL)"],
                        id="unit",
                        grow=1,
                    ),
                    TextEntry(placeholder="Opmerkingen" if nl else "Notes", id="notes", grow=1),
                ]
            ),
            MultiLine(
                placeholder="Waarom, en welke reactie verwacht u?" if nl else "Why, and which reaction do you expect?",
                rows=2,
                id="why",
            ),
            Row(
                [
                    Button(
                        "Order toevoegen" if nl else "Add order",
                        kind="primary",
                        id="add",
                        grow=1,
                        shortcut="ctrl+enter",
                    ),
                    Button("Wissen" if nl else "Clear", id="clear", grow=1),
                ]
            ),
            Table(
                [
                    TableColumn("#", 0),
                    TableColumn("Eenheid" if nl else "Unit", 2, sortable=True),
                    TableColumn("Taak" if nl else "Task", 3, wrap=True),
                    TableColumn("Sector", 1),
                    TableColumn("Risico" if nl else "Risk", 1, align="right", sortable=True),
                ],
                [
                    TableRow.of("1", "1", "Bde (UK)", orders[0], "S3", Cell("laag" if nl else "low", "ok", order=0)),
                    TableRow.of(
                        "2", "2", "Patriot bty", orders[2], "S1", Cell("midden" if nl else "medium", "warn", order=1)
                    ),
                    TableRow.of(
                        "3", "3", "Monitors N", orders[3], "S2", Cell("hoog" if nl else "high", "bad", order=2)
                    ),
                ],
                selected="1",
                id="queue",
                grow=1,
            ),
            Log(
                [
                    Item(
                        "1",
                        "06:40 · S4 · Artillerie" if nl else "06:40 · S4 · Artillery exchange",
                        "Drie inslagen bij Toretsk; twee waarnemers gewond. Incident 114 geopend."
                        if nl
                        else "Three impacts near Toretsk; two monitors injured. Incident 114 opened.",
                        tone="bad",
                    ),
                    Item(
                        "2",
                        "05:10 · S2 · UAV",
                        "Vastgelegd door de waarnemers. Toewijzing: waarschijnlijk."
                        if nl
                        else "Recorded by the monitors. Attribution: probable.",
                        tone="info",
                    ),
                    Item(
                        "3", "02:30 · S5 · Перевірка кирилиці", "Ґ Є І Ї — гаразд. Спостерігачі повернулися.", tone="ok"
                    ),
                    Item(
                        "4",
                        "00:10 · S1 · Konvooi" if nl else "00:10 · S1 · Convoy",
                        "Burgerkonvooi na zes uur doorgelaten bij Antonivka."
                        if nl
                        else "Civilian convoy cleared at Antonivka after a delay of six hours.",
                        tone="warn",
                    ),
                ],
                id="log",
                grow=1,
            ),
        ],
        gap=8,
        grow=1,
    )


def right(lang: str) -> Widget:
    nl = lang == "nl"
    fan = Fan(
        tuple(f"M{i}" for i in range(1, 9)),
        {
            0.05: (2, 3, 3, 4, 4, 5, 5, 5),
            0.25: (4, 6, 7, 9, 10, 11, 12, 13),
            0.5: (6, 9, 12, 15, 18, 20, 22, 24),
            0.75: (9, 14, 19, 24, 29, 33, 37, 41),
            0.95: (13, 22, 32, 42, 52, 61, 70, 78),
        },
        (5, 11, 16),
    )
    return Card(
        [
            FanChart(
                "Schendingen per maand" if nl else "Violations per month",
                fan,
                note="2.000 simulaties · banden 25–75 % en 5–95 %" if nl else "2,000 runs · bands 25–75 % and 5–95 %",
            ),
            BarChart(
                [
                    BarItem(
                        "Rusland beproeft de macht" if nl else "Russia tests the force",
                        0.27,
                        "27 %, ongeveer 1 op 4" if nl else "27 %, about 1 in 4",
                    ),
                    BarItem("Mandaat wordt verlengd" if nl else "Mandate is renewed", 0.71, "71 %", "series_3"),
                ]
            ),
            Row(
                [
                    Label("Steun" if nl else "Support", tone="muted"),
                    Sparkline([52, 51, 49, 50, 46, 47, 44], last="44 %", grow=1),
                ]
            ),
            Slider(
                1,
                12,
                4,
                labels=[f"T{i}" for i in range(1, 13)],
                id="timeline",
                marks=[Mark(2, "warning", "Incident 101"), Mark(4, "flag", "Mandaat" if nl else "Mandate", "info")],
            ),
            RadioGroup(
                [
                    Option(
                        "a",
                        "Protest via de gemengde commissie" if nl else "Protest through the joint commission",
                        "laag risico · stabiliteit −1" if nl else "low risk · stability −1",
                    ),
                    Option(
                        "b",
                        "Reservepatrouille sturen" if nl else "Send a reserve patrol",
                        "matig risico" if nl else "medium risk",
                    ),
                    Option(
                        "c",
                        "Toegang tot sector opschorten" if nl else "Suspend access to the sector",
                        barred="Niet toegestaan: geen mandaat" if nl else "Not allowed: no mandate",
                    ),
                ],
                value="b",
                id="choice",
            ),
            Segmented(["Openlijk", "Verholen"] if nl else ["Overt", "Covert"], id="overt"),
            Row(
                [
                    Checkbox("Na afloop bespreken" if nl else "Discuss afterwards", value=True, id="check", grow=1),
                    NumberEntry(12, low=0, high=200, unit="km", id="reach"),
                ],
                align="center",
            ),
            Paragraph(
                [
                    *rich("**Waarom?** De kans is " if nl else "**Why?** The chance is "),
                    Span("27 %", "strong", "warn", "warning"),
                    *rich(
                        " en daalt als de **vervolgmacht** gereed is."
                        if nl
                        else " and falls when the **follow-on force** is ready."
                    ),
                ]
            ),
            Flow(
                [
                    Badge("Bevestigd" if nl else "Confirmed", tone="ok", icon="check"),
                    Badge("Waarschijnlijk" if nl else "Probable", tone="warn", icon="warning"),
                    Badge("Ontkend" if nl else "Denied", tone="bad", icon="cross"),
                ]
            ),
            Progress(
                "Staframing loopt" if nl else "Staff estimate running",
                0.4,
                done="800 / 2.000" if nl else "800 / 2,000",
                cancel="Stoppen" if nl else "Stop",
                cancel_id="stop",
            ),
            Listing(
                [
                    Item(
                        "m1",
                        "Brief van het Verenigd Koninkrijk" if nl else "Letter from the United Kingdom",
                        "Vraagt om een antwoord voor het einde van de beurt."
                        if nl
                        else "Asks for an answer before the turn ends.",
                        badge="T4",
                        tone="info",
                        icon="message",
                    ),
                    Item("m2", "Kamervraag" if nl else "Question in parliament", badge="T4", tone="warn"),
                ],
                id="messages",
                grow=1,
            ),
        ],
        gap=10,
    )
