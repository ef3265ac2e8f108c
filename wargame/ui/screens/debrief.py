"""The debrief on screen: what the table looks at, step by step, when play is over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.exercise.log import SUFFIX
from wargame.ui.kit import (
    BarChart,
    BarItem,
    Button,
    Card,
    Column,
    Flow,
    Heading,
    Intent,
    Item,
    Label,
    Listing,
    Option,
    Paragraph,
    Progress,
    Row,
    ScrollArea,
    Segmented,
    Shortcut,
    Span,
    Strip,
    Tabs,
    TextEntry,
    Ui,
    Widget,
)
from wargame.ui.models.debrief import (
    ASSESSMENT,
    TABS,
    DebriefModel,
    DebriefOwn,
    SheetModel,
    assessment,
    debrief_model,
    export_work,
    luck_work,
)
from wargame.ui.models.explosions import Case
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.chapters import chapter, figures, item
from wargame.ui.screens.frame import page
from wargame.ui.screens.play_charts import LineChart

if TYPE_CHECKING:
    from wargame.ui.session import Session


class DebriefScreen(Screen):
    """Everything is open now."""

    id = "debrief"

    def own(self, session: Session) -> DebriefOwn:
        """Where the table is."""
        return session.own(self.id, DebriefOwn)

    def model(self, session: Session) -> DebriefModel:
        """The chosen part; the one counterfactual starts by itself, since it takes a while."""
        own = self.own(session)
        if own.luck is None and session.game.record.turns:
            own.luck = session.jobs.start(luck_work, session.game.log.path, session.lang, total=1)
        return debrief_model(session, own)

    def build(self, model: DebriefModel, ui: Ui) -> Shown:
        """Tabs over one scrolling page."""
        say = ui.say
        tabs = Tabs([Option(id, name) for id, name in model.tabs], value=model.tab, id="debrief.tab")
        parts = _PARTS[model.tab](model, say)
        body = Column(
            [tabs, ScrollArea(Column(parts, gap=12, pad=(4, 8)), id=f"debrief.page.{model.tab}", grow=1)],
            gap=6,
            pad=(16, 6),
            grow=1,
        )
        actions: list[Widget] = [
            Button(say("timeline.open"), id="debrief.timeline", icon="clock", shortcut="f7"),
            Button(
                say("debrief.export"),
                kind="primary",
                id="debrief.export",
                icon="save",
                shortcut="ctrl+s",
                enabled=not model.exporting,
            ),
        ]
        foot: list[Widget] = []
        if model.exporting:
            foot.append(Progress(say("debrief.writing"), None, done=say("debrief.wait"), id="debrief.progress"))
        elif model.written:
            foot.append(Paragraph([Span(model.written, "small_strong", "ok", "check")]))
        keys = tuple(
            Shortcut(f"alt+{n}", f"debrief.tab.{tab}", say(f"debrief.tab.{tab}")) for n, tab in enumerate(TABS, start=1)
        )
        return Shown(page(model.bar, body, actions, foot), keys, first="debrief.tab")

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Turn the pages, judge oneself, write the report."""
        own = self.own(session)
        match intent.id, intent.action:
            case "debrief.tab", "change":
                own.tab = intent.value
            case "debrief.role", "change":
                own.role, own.verdict, own.why = intent.value, "", ""
            case "debrief.case", ("select" | "activate"):
                own.case = intent.value
            case "debrief.verdict", "change":
                own.verdict = intent.value
            case "debrief.why", "change":
                own.why = intent.value
                return KEEP
            case ("debrief.judge", "press") | ("debrief.why", "submit"):
                self._judge(own, session)
            case "debrief.timeline", "press":
                session.go("timeline")
            case "debrief.export", "press":
                path = session.game.log.path
                folder = Path(str(path).removesuffix(SUFFIX) + "-report")
                own.export = session.jobs.start(export_work, path, folder, session.lang, total=1)
            case _ if intent.id.startswith("debrief.tab."):
                own.tab = intent.id.removeprefix("debrief.tab.")
            case _:
                return KEEP
        return None

    @staticmethod
    def _judge(own: DebriefOwn, session: Session) -> None:
        """Each team judges itself against what it wrote down before play."""
        sheet = debrief_model(session, own).sheet
        if sheet is None or not own.verdict:
            session.toast(session.say("debrief.choose_verdict"), "warn")
            return
        text = assessment(session, own)
        if session.attempt(lambda: session.game.note(ASSESSMENT, text, role=sheet.role) is None):
            own.verdict, own.why = "", ""

    def demo(self, session: Session) -> None:
        """Play has ended."""
        session.game.endex()
        session.proceed()


def _hotwash(model: DebriefModel, say: Any) -> list[Widget]:
    return [
        figures(list(model.facts)),
        Row(
            [
                Column(
                    [
                        Card(
                            [item(text, n) for n, text in enumerate(model.steps, start=1)],
                            title=say("debrief.script"),
                            gap=7,
                        ),
                        Card(
                            [
                                Paragraph([Span(model.seed, "strong", "text", "diamond")]),
                                Paragraph([Span(model.commitment, "small", "muted")]),
                            ],
                            title=say("debrief.dice"),
                            gap=4,
                        ),
                    ],
                    gap=12,
                    grow=1,
                ),
                Card([item(text) for text in model.moments], title=say("debrief.turns"), gap=6, grow=1),
            ],
            gap=12,
            align="start",
            stack=True,
        ),
    ]


def _sheets(model: DebriefModel, say: Any) -> list[Widget]:
    if model.sheet is None:
        return [Paragraph([Span(say("debrief.no_sheets"), "lead", "muted", "info")])]
    sheet = model.sheet
    options = [Option(each.id, each.label) for each in model.sheets]
    written: list[Widget] = []
    for label, text in sheet.fields:
        written.append(
            Column(
                [
                    Label(label, style="small_strong", tone="muted"),
                    Paragraph([Span(text or say("debrief.left_empty"), "lead" if text else "italic")]),
                ],
                gap=0,
            )
        )
    did = [
        Column(
            [
                Paragraph(
                    [Span(say("bar.turn.short", turn=turn) + "  ", "small_strong", "info"), Span(order, "strong")]
                ),
                Paragraph([Span(came, "small", "muted")]),
            ],
            gap=0,
        )
        for turn, order, came in sheet.conduct
    ]
    parts: list[Widget] = []
    if len(options) > 1:
        parts.append(Segmented(options, value=sheet.role, id="debrief.role"))
    parts.append(
        Row(
            [
                Card(written, title=say("debrief.sealed", seat=sheet.name), gap=9, grow=1, tone="info"),
                Card(
                    did or [Label(say("debrief.no_orders"), tone="muted")],
                    title=say("debrief.conduct"),
                    gap=9,
                    grow=1,
                    tone="warn",
                ),
            ],
            gap=12,
            align="start",
        )
    )
    parts.append(_judgement(sheet, say))
    return parts


def _judgement(sheet: SheetModel, say: Any) -> Widget:
    verdicts = [Option(each.id, each.label) for each in sheet.verdicts]
    return Card(
        [
            *(Paragraph([Span(text, "italic", "text", "check")]) for text in sheet.judged),
            Segmented(verdicts, value=sheet.verdict or "?", id="debrief.verdict"),
            Row(
                [
                    TextEntry(sheet.why, placeholder=say("debrief.why_hint"), id="debrief.why", limit=400, grow=1),
                    Button(say("debrief.judge"), id="debrief.judge", icon="plus"),
                ],
                gap=8,
                align="center",
            ),
        ],
        title=say("debrief.judge_yourself"),
        gap=8,
    )


def _truth(model: DebriefModel, say: Any) -> list[Widget]:
    lines = [(line.name, line.values) for line in model.lines]
    parts: list[Widget] = [
        Card(
            [
                LineChart(say("debrief.chart"), lines, model.labels, height=200, id="debrief.chart"),
                Paragraph([Span(say("debrief.chart.note"), "small", "muted", "info")]),
            ],
            gap=6,
        ),
    ]
    if model.cases and model.case is not None:
        items = [Item(case.id, case.heard, case.when, tone="warn", icon="help") for case in model.cases]
        parts.append(Heading(say("explosions.title"), level=2))
        parts.append(
            Row(
                [
                    Listing(items, selected=model.case.id, id="debrief.case", shown=6, grow=4),
                    _case(model.case, say),
                ],
                gap=12,
                align="start",
                stack=True,
            )
        )
    if model.chapter is not None:
        parts += chapter(model.chapter, "debrief.chapter")
    return parts


def _case(case: Case, say: Any) -> Widget:
    """Truth at the top, then what each seat knew."""
    rows: list[Widget] = [
        Column(
            [Label(say("explosions.heard"), style="tiny", tone="muted"), Paragraph([Span(case.heard, "body")])], gap=0
        ),
        Column(
            [
                Label(say("explosions.truth"), style="tiny", tone="warn", icon="eye"),
                Paragraph([Span(case.truth, "lead")]),
            ],
            gap=0,
        ),
        Label(say("explosions.known"), style="tiny", tone="muted"),
    ]
    rows += [Paragraph([Span(f"{name}: ", "small_strong"), Span(text, "small")]) for name, text in case.known]
    return Card(rows, gap=6, tone="warn", grow=5)


def _plain(model: DebriefModel, _say: Any = None) -> list[Widget]:
    return [] if model.chapter is None else chapter(model.chapter, "debrief.chapter")


def _tripwire(model: DebriefModel, say: Any) -> list[Widget]:
    """Actual beside perceived, threat by threat: the gap is miscalculation."""
    cards: list[Widget] = [
        Card(
            [
                Label(name, style="strong"),
                BarChart(
                    [
                        BarItem(say("debrief.actual"), actual, f"{round(100 * actual)} %", "series_1"),
                        BarItem(say("debrief.perceived"), perceived, f"{round(100 * perceived)} %", "series_2"),
                    ]
                ),
            ],
            gap=6,
            grow=1,
        )
        for name, actual, perceived in model.threats
    ]
    return [*([Row(cards, gap=12, stack=True)] if cards else []), *_plain(model)]


def _odds(model: DebriefModel, say: Any) -> list[Widget]:
    parts: list[Widget] = []
    if model.luck_running:
        parts.append(Card([Progress(say("debrief.luck.running"), None, done=say("debrief.wait"), id="debrief.luck")]))
    elif model.luck is not None:
        parts.append(Card(chapter(model.luck, "debrief.luck"), gap=9, tone="info"))
    elif model.luck_text:
        parts.append(Paragraph([Span(model.luck_text, "body", "muted", "info")]))
    return [*parts, *_plain(model)]


def _outcomes(model: DebriefModel, say: Any) -> list[Widget]:
    strips: list[Widget] = [
        Strip(
            each.name,
            each.bands,
            each.band,
            trend=each.trend,
            trend_text=each.trend_text,
            labels=False,
            id=f"debrief.strip.{each.id}",
        )
        for each in model.strips
    ]
    ladders = [(line.name, line.values) for line in model.ladders]
    return [
        Row(
            [
                Card(
                    [*strips, Paragraph([Span(say("outcomes.note"), "small", "muted", "info")])],
                    title=say("debrief.outcomes"),
                    gap=9,
                    grow=1,
                ),
                Card(
                    [
                        LineChart(
                            say("debrief.ladders"), ladders, model.labels, steps=True, height=220, id="debrief.ladders"
                        ),
                        Paragraph([Span(say("debrief.ladders.note"), "small", "muted", "info")]),
                    ],
                    gap=8,
                    grow=1,
                ),
            ],
            gap=12,
            align="start",
            stack=True,
        ),
        Card([Paragraph([Span(say("debrief.regret"), "lead")])], tone="info"),
        Flow([]),
    ]


_PARTS: dict[str, Callable[[DebriefModel, Any], list[Widget]]] = {
    "hotwash": _hotwash,
    "sheets": _sheets,
    "truth": _truth,
    "ledger": _plain,
    "tripwire": _tripwire,
    "odds": _odds,
    "rulings": _plain,
    "outcomes": _outcomes,
}
