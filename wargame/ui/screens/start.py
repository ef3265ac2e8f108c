"""The start screen: quick start, new, continue, open; the scenarios with picture and facts; purpose and limits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.exercise import default_settings, empty_table
from wargame.ui.kit import (
    Button,
    Card,
    Column,
    Grid,
    Heading,
    Intent,
    Item,
    Label,
    Listing,
    Modal,
    Paragraph,
    Row,
    ScrollArea,
    Span,
    TextEntry,
    Ui,
    Widget,
)  # fmt: skip
from wargame.ui.mapview import MapScene
from wargame.ui.models.setup import Draft
from wargame.ui.models.start import QUICK, QUICK_ROLE, Facts, StartModel, StartOwn, start_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.frame import page
from wargame.ui.screens.picture import MapPicture

if TYPE_CHECKING:
    from wargame.ui.session import Session

LAYERS = frozenset({"control"})
OPENING = "start.opening"


class StartScreen(Screen):
    """Where everything begins."""

    id = "start"
    open_to_all = True

    def model(self, session: Session) -> StartModel:
        """What there is to play."""
        return start_model(session)

    def build(self, model: StartModel, ui: Ui) -> Shown:
        """Actions at the left, the chosen scenario at the right."""
        say = ui.say
        left = Column([
            Column([
                Heading(model.product, level=1),
                Paragraph([Span(model.promise, "lead", "muted")]),
            ], gap=4),
            Button(say("start.quick"), kind="primary", note=model.quick_note, id="start.quick", shortcut="f5",
                   icon="play", enabled=model.scenario is not None,
                   tip="" if model.scenario else say("start.no_scenario")),
            Row([
                Button(say("start.new"), id="start.new", grow=1, icon="plus", enabled=model.scenario is not None,
                       tip="" if model.scenario else say("start.no_scenario")),
                Button(say("start.open"), id="start.open", grow=1, shortcut="ctrl+o"),
            ], gap=10),
            Heading(say("start.continue"), level=3),
            Listing([Item(line.id, line.title, line.text, tone="info", icon="save") for line in model.recent],
                    empty=say("start.continue.none"), shown=4, id="start.recent", grow=1 if model.recent else 0),
            Heading(say("start.scenarios"), level=3),
            Listing([Item(line.id, line.title, badge=line.badge, tone="info", icon="flag") for line in model.scenarios],
                    selected=model.chosen, empty=say("start.no_scenario"), shown=4, id="start.scenarios",
                    grow=0 if model.recent else 1),
            Card([Paragraph([Span(model.disclaimer, "small", "text", "info")])], fill="field", tone="info"),
        ], gap=12, width=430)  # fmt: skip
        body = Row([left, self._facts(model, say)], gap=18, pad=(20, 16), grow=1)
        return Shown(page(model.bar, body), first="start.quick", modal=self._opening(model, say))

    def _facts(self, model: StartModel, say: Any) -> Widget:
        if model.facts is None or model.scenario is None:
            return Card([Label(say("start.no_scenario"), tone="muted")], grow=1)
        facts: Facts = model.facts
        cells: list[Widget] = []
        for name, value in facts.facts:
            cells += [Label(name, style="small", tone="muted"), Paragraph([Span(value, "small_strong")])]
        aim = Column([Label(say("start.aim"), style="small_strong", tone="muted"), Paragraph(facts.purpose)], gap=2)
        text = Column([
            aim,
            Column([Label(say("start.content"), style="small_strong", tone="muted"),
                    Paragraph(facts.content_note)], gap=2),
            Column([Label(say("start.limits"), style="small_strong", tone="muted"),
                    *(Paragraph([Span(limit, "body", "text", "dot")]) for limit in facts.limits)], gap=2),
        ], gap=10, pad=(2, 0))  # fmt: skip
        scene = MapScene(layers=LAYERS, lang=self.session.lang)
        picture = MapPicture(
            self.session.renderer(model.scenario, "thumbnail"), scene, said=say("start.picture"), grow=4
        )
        beside = Column([Grid(cells, columns=2, gap=14, row_gap=6)], grow=3)
        return Card([
            Column([Heading(facts.title, level=1), Paragraph([Span(facts.summary, "body", "muted")])], gap=2),
            Row([picture, beside], gap=18, grow=3),
            ScrollArea(text, id="start.facts", least=90, grow=1),
        ], gap=12, grow=1)  # fmt: skip

    def _opening(self, model: StartModel, say: Any) -> Modal | None:
        if model.typed is None:
            return None
        body = [
            Paragraph(say("start.open.how")),
            TextEntry(model.typed, placeholder=say("start.open.path"), id="start.path"),
        ]
        buttons = [
            Button(say("button.cancel"), id="start.path.cancel"),
            Button(say("start.open.go"), kind="primary", id="start.path.go"),
        ]
        return Modal(say("start.open"), body, buttons, id=OPENING, first="start.path", width=680)

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Start, choose, open."""
        own = session.own("start", StartOwn)
        match intent.id, intent.action:
            case "start.quick", "press":
                self.quick(session)
            case "start.new", "press":
                self._new(session)
            case "start.scenarios", "select":
                own.chosen = intent.value
            case "start.scenarios", "activate":
                own.chosen = intent.value
                self._new(session)
            case "start.recent", "activate":
                self._open(session, Path(intent.value))
            case "start.recent", "select":
                return KEEP
            case "start.open", "press":
                own.typed = ""
            case "start.path", "change":
                own.typed = intent.value
                return KEEP
            case ("start.path", "submit") | ("start.path.go", "press"):
                typed, own.typed = (own.typed or "").strip(), None
                if typed:
                    self._open(session, Path(typed).expanduser())
            case ("start.path.cancel", _) | (_, "cancel"):
                own.typed = None
        return None

    def _open(self, session: Session, path: Path) -> None:
        session.open(path)
        session.forget("start")

    def _new(self, session: Session) -> None:
        scenario = start_model(session).scenario
        if scenario is not None:
            draft = Draft.of(scenario, session)
            session.forget("setup")
            session.own("setup", lambda: draft)
            session.go("setup")

    @staticmethod
    def quick(session: Session) -> None:
        """One person plays the Netherlands in the shipped scenario; doctrines play the rest; no umpire's questions."""
        own = session.own("start", StartOwn)
        chosen = [item for item in own.listings or () if item.id == QUICK] or list(own.listings or ())
        scenario = session.scenario(chosen[0].path) if chosen else None
        if scenario is None:
            return
        draft = Draft.of(scenario, session)
        role = QUICK_ROLE if QUICK_ROLE in scenario.role_ids else scenario.role_ids[0]
        seats = [draft_seat for draft_seat in empty_table(scenario) if draft_seat.role != role]
        mine = next(seat for seat in draft.made_seats() if seat.role == role)
        session.create(draft.path(session.folder), scenario, [mine, *seats], default_settings(scenario), session.seed)

    def demo(self, session: Session) -> None:
        """As it opens."""
        session.go("start")
