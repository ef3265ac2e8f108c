"""The timeline on screen: a slider under the map, events of the tick beside it, and the way to "what if"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.exercise import CONTROL, branch
from wargame.ui.kit import (
    Badge,
    Button,
    Column,
    Divider,
    Dropdown,
    Heading,
    Intent,
    Item,
    Label,
    Log,
    Mark,
    Modal,
    Option,
    Paragraph,
    Row,
    ScrollArea,
    Shortcut,
    Slider,
    Span,
    Ui,
    Widget,
)
from wargame.ui.mapview import MapWidget
from wargame.ui.models.timeline import TimelineModel, TimelineOwn, timeline_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.desk_map import figure
from wargame.ui.screens.frame import title_bar
from wargame.ui.screens.situation import strip

if TYPE_CHECKING:
    from wargame.ui.session import Session

BRANCHING = "timeline.branching"
PANEL = 430
MARK_ICONS = {"bad": "bad", "warn": "warning", "info": "info"}


class TimelineScreen(Screen):
    """The whole game on a line."""

    id = "timeline"

    def own(self, session: Session) -> TimelineOwn:
        """Where this seat's slider stands."""
        return session.own(self.id, TimelineOwn)

    def model(self, session: Session) -> TimelineModel:
        """The chosen tick."""
        return timeline_model(session, self.own(session))

    def build(self, model: TimelineModel, ui: Ui) -> Shown:
        """Map, slider, panel."""
        say = ui.say
        actions: list[Widget] = [
            Button(say("timeline.back"), id="timeline.back", kind="primary", shortcut="esc", icon="left")
        ]
        if model.may_branch:
            actions.insert(0, Button(say("timeline.branch"), id="timeline.branch", icon="external", shortcut="f6"))
        marks = [Mark(each.tick, MARK_ICONS.get(each.tone, "info"), each.text, each.tone) for each in model.marks]
        slider = Slider(
            0, max(1, len(model.labels) - 1), model.tick, labels=model.labels, marks=marks, id="timeline.slider", grow=1
        )
        controls = Row(
            [
                Button("", icon="left", id="timeline.before", tip=say("timeline.before")),
                slider,
                Button("", icon="right", id="timeline.after", tip=say("timeline.after")),
            ],
            gap=10,
            pad=(14, 8),
            align="center",
            fill="window",
        )
        widget = MapWidget(self.session.renderer(use="timeline"), model.scene, tips=model.tips, id="timeline.map")
        body = Row(
            [
                Column([widget, Divider(), controls], gap=0, grow=1),
                Divider(vertical=True),
                self._panel(model, say),
            ],
            gap=0,
            grow=1,
        )
        root = Column([title_bar(model.bar, actions), Divider(), body], gap=0, fill="panel")
        keys = (
            Shortcut("ctrl+left", "timeline.before", say("timeline.before")),
            Shortcut("ctrl+right", "timeline.after", say("timeline.after")),
        )
        return Shown(root, keys, "timeline.slider", self._dialog(model, say))

    def _panel(self, model: TimelineModel, say: Any) -> Widget:
        parts: list[Widget] = [Heading(model.heading, level=2)]
        if len(model.eyes) > 1:
            parts.append(
                Dropdown(
                    [Option(each.id, each.label) for each in model.eyes], value=model.chosen_eyes, id="timeline.eyes"
                )
            )
        if model.is_truth:
            parts.append(Badge(model.is_truth, tone="warn", icon="eye"))
        parts += [strip(each, f"timeline.ladder.{each.id}") for each in model.ladders]
        parts += [
            Row([figure(one) for one in model.figures[n : n + 2]], gap=16) for n in range(0, len(model.figures), 2)
        ]
        items = [Item(each.id, each.when, each.text, tone=each.tone) for each in model.events]
        parts += [
            Label(say("timeline.events"), style="h3"),
            Log(items, id="timeline.events", empty=say("timeline.nothing"), shown=12),
        ]
        return ScrollArea(Column(parts, gap=8, pad=(14, 10)), id="timeline.panel", width=PANEL, grow=0)

    @staticmethod
    def _dialog(model: TimelineModel, say: Any) -> Modal | None:
        if not model.branching:
            return None
        body = [Paragraph(model.branch_text), Paragraph([Span(say("timeline.branch.how"), "body", "muted", "info")])]
        buttons = [
            Button(say("button.cancel"), id="timeline.branch.cancel"),
            Button(say("timeline.branch.go"), kind="primary", id="timeline.branch.go"),
        ]
        return Modal(say("timeline.branch"), body, buttons, id=BRANCHING, first="timeline.branch.go")

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Move, look through other eyes, branch, go back."""
        own = self.own(session)
        now = timeline_model(session, own)
        match intent.id, intent.action:
            case "timeline.slider", "change":
                own.tick = intent.value
            case "timeline.before", _:
                own.tick = max(0, now.tick - 1)
            case "timeline.after", _:
                own.tick = min(len(now.labels) - 1, now.tick + 1)
            case "timeline.eyes", "change":
                own.eyes = intent.value
            case "timeline.map", ("pick" | "select"):
                own.selection = intent.value if isinstance(intent.value, str) else getattr(intent.value, "id", "")
            case "timeline.branch", "press":
                own.branching = True
            case ("timeline.branch.cancel", _) | ("timeline.branching", "cancel"):
                own.branching = False
            case "timeline.branch.go", "press":
                own.branching = False
                self._branch(now.branch_turn, session)
            case "timeline.back", "press":
                session.go(_home(session))
            case _:
                return KEEP
        return None

    @staticmethod
    def _branch(turn: int, session: Session) -> None:
        """The same past and the same luck in a new file, from before a turn on; the first game is not touched."""
        game = session.game
        path = session.new_path(f"{game.log.path.stem}-{session.say('timeline.branch.file')}")
        twin = session.attempt(lambda: branch(game, path, turn - 1))
        if twin is not None:
            twin.close()
            session.open(path)
            session.toast(session.say("timeline.branched", turn=turn), "ok")

    def demo(self, session: Session) -> None:
        """In the middle of what was played."""
        session.go(self.id)
        own = self.own(session)
        own.tick = max(1, (2 * len(timeline_model(session, own).labels)) // 3)


def _home(session: Session) -> str:
    """Where whoever sits there came from, by the phase of the game."""
    if session.game.over:
        return "debrief"
    if session.seat == CONTROL:
        return session.came_from if session.came_from in ("control", "consequence") else "control"
    return {"consequence": "consequence", "turn_zero": "turn_zero"}.get(session.game.phase, "desk")
