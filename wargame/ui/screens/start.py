"""The start screen: quick start, new, continue, open; the scenarios with picture and facts; purpose and limits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.exercise import default_settings, empty_table
from wargame.ui.kit import (
    Button,
    Card,
    Column,
    Flow,
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
from wargame.ui.models.start import Facts, Line, StartModel, StartOwn, first_seat, start_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.case import frame_lists, listed
from wargame.ui.screens.frame import page
from wargame.ui.screens.picture import MapPicture

if TYPE_CHECKING:
    from wargame.ui.session import Session

LAYERS = frozenset({"control"})
RECENT_SHOWN, LEAST_SHOWN = 2, 3
ROOMY = (1180, 640)
"""In a window smaller than this, in design pixels, the facts scroll as a whole and the map stays away."""
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
            Flow([
                Button(say("start.new"), id="start.new", icon="plus", enabled=model.scenario is not None,
                       tip="" if model.scenario else say("start.no_scenario")),
                *([Button(say("start.tutorial"), id="start.tutorial")] if model.tutorial else []),
                Button(say("start.open"), id="start.open", shortcut="ctrl+o"),
            ], gap=8),
            *([
                Heading(say("start.continue"), level=3),
                Listing([Item(line.id, line.title, badge=line.text, tone="info", icon="save") for line in model.recent],
                        shown=RECENT_SHOWN, id="start.recent"),
            ] if model.recent else []),
            Heading(say("start.scenarios"), level=3),
            Listing([_item(line) for line in model.scenarios], selected=model.chosen, empty=say("start.no_scenario"),
                    shown=LEAST_SHOWN, id="start.scenarios", grow=1),
        ], gap=12, width=440)  # fmt: skip
        columns = Row([left, self._facts(model, say)], gap=18, grow=1)
        body = Column([columns, Paragraph([Span(model.disclaimer, "small", "muted", "info")])], gap=10, pad=(20, 12),
                      grow=1)  # fmt: skip
        return Shown(page(model.bar, body), first="start.quick", modal=self._opening(model, say))

    def _facts(self, model: StartModel, say: Any) -> Widget:
        if model.facts is None or model.scenario is None:
            return Card([Label(say("start.no_scenario"), tone="muted")], grow=1)
        facts: Facts = model.facts
        cells: list[Widget] = []
        for name, value in facts.facts:
            cells += [Label(name, style="small", tone="muted"), Paragraph([Span(value, "small_strong")])]
        grid = Grid(cells, columns=2, gap=14, row_gap=6)
        head: list[Widget] = [Heading(facts.title, level=1)]
        if facts.assumption:
            changes = say("start.changes", assumption=facts.assumption)
            head.append(Paragraph([Span(changes, "strong", "info", "diamond")]))
        summary = Paragraph([Span(facts.summary, "body", "muted")])
        if self.session.room[0] < ROOMY[0] or self.session.room[1] < ROOMY[1]:
            told = Column([*head[1:], summary, grid, *_about(facts, say)], gap=10, pad=(2, 0))
            return Card([head[0], ScrollArea(told, id="start.facts", grow=1)], gap=10, grow=1)
        scene = MapScene(layers=LAYERS, lang=self.session.lang)
        picture = MapPicture(
            self.session.renderer(model.scenario, "thumbnail"), scene, said=say("start.picture"), grow=4
        )
        about = Column(_about(facts, say), gap=10, pad=(2, 0))
        return Card([
            Column([*head, summary], gap=2),
            Row([picture, Column([grid], grow=3)], gap=18, grow=3),
            ScrollArea(about, id="start.facts", least=90, grow=1),
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
            case (("start.quick" | "start.tutorial"), "press"):
                if intent.id == "start.tutorial":
                    own.chosen = start_model(session).tutorial
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
            case _:
                return self._typed(intent, own, session)
        return None

    def _typed(self, intent: Intent, own: StartOwn, session: Session) -> Any:
        """The dialog that asks for a path."""
        match intent.id, intent.action:
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
        """One person plays the chosen scenario's first seat; doctrines play the rest; no umpire's questions."""
        scenario = start_model(session).scenario
        if scenario is None:
            return
        draft = Draft.of(scenario, session)
        role = first_seat(scenario)
        seats = [draft_seat for draft_seat in empty_table(scenario) if draft_seat.role != role]
        mine = next(seat for seat in draft.made_seats() if seat.role == role)
        session.create(draft.path(session.folder), scenario, [mine, *seats], default_settings(scenario), session.seed)

    def demo(self, session: Session) -> None:
        """As it opens."""
        session.go("start")


def _about(facts: Facts, say: Any) -> list[Widget]:
    """Aim, content note, terms, what led here, and what the exercise leaves out."""
    past = [f"{when}: {text}" for when, text in facts.case.history]
    terms = [term.text for term in facts.case.terms]
    notes = (("start.aim", facts.purpose), ("start.content", facts.content_note))
    return [
        *(Column([Label(say(code), style="small_strong", tone="muted"), Paragraph(text)], gap=2)
          for code, text in notes),
        *([listed(say("start.terms"), terms)] if terms else []),
        *([listed(say("case.history"), past)] if past else []),
        *frame_lists(facts.case, say),
    ]  # fmt: skip


def _item(line: Line) -> Item:
    if line.heads:
        return Item(line.id, line.title, heads=True)
    icon = "right" if line.below else "flag"
    return Item(line.id, line.title, line.text, line.badge, tone="info", icon=icon, level=int(line.below))
