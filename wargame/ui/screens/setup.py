"""The set-up screen: seats, format, theory, control, seed and file of a new exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.scenario import list_scenarios
from wargame.ui.kit import (
    Button,
    Card,
    Checkbox,
    Column,
    Divider,
    Dropdown,
    Heading,
    Intent,
    Label,
    NumberEntry,
    Option,
    Paragraph,
    RadioGroup,
    Row,
    ScrollArea,
    Segmented,
    Spacer,
    Span,
    TextEntry,
    Ui,
    Widget,
)  # fmt: skip
from wargame.ui.models.setup import Choice, Draft, SeatRow, SetupModel, setup_model
from wargame.ui.screens.base import KEEP, Screen, Shown
from wargame.ui.screens.case import dialog
from wargame.ui.screens.frame import page
from wargame.ui.screens.pin import PinEntry

if TYPE_CHECKING:
    from wargame.ui.session import Session


READING = "setup.reading"


class SetupScreen(Screen):
    """A new exercise in the making."""

    id = "setup"
    open_to_all = True

    def draft(self, session: Session) -> Draft:
        """The exercise in the making."""
        return session.own("setup", lambda: _first(session))

    def model(self, session: Session) -> SetupModel:
        """The draft in words."""
        return setup_model(session, self.draft(session))

    def build(self, model: SetupModel, ui: Ui) -> Shown:
        """Seats at the left, everything else at the right."""
        say = ui.say
        seats = Card([
            Heading(say("setup.seats"), level=2),
            Paragraph([Span(say("setup.seats.hint"), "small", "muted")]),
            *self._seats(model, say),
        ], gap=10)  # fmt: skip
        rules = Card([
            Heading(say("setup.how"), level=2),
            _field(say("setup.format"), RadioGroup(_options(model.formats), value=model.session, id="setup.format")),
            Row([
                _field(
                    say("setup.turn"), Dropdown(_options(model.turn_lengths), value=model.turn, id="setup.turn"), grow=1
                ),
                _field(say("setup.turns"), NumberEntry(model.turns, low=1, high=52, id="setup.turns"), grow=1),
            ], gap=12),
            _field(say("setup.theory"), Dropdown(_options(model.theories), value=model.theory, id="setup.theory"),
                   next(item.note for item in model.theories if item.id == model.theory)),
        ], gap=12)  # fmt: skip
        control: list[Widget] = [
            Heading(say("setup.control"), level=2),
            Paragraph([Span(say("setup.control.hint"), "small", "muted")]),
            *(Checkbox(item.label, value=on, id=f"setup.ask.{item.id}") for item, on in model.asked),
        ]
        if model.control:
            control.append(_field(say("setup.pin.control"), PinEntry(
                model.control_pin, placeholder=say("setup.pin.none"), id="setup.control_pin", limit=12)))  # fmt: skip
        file = Card([
            Heading(say("setup.file"), level=2),
            _field(
                say("setup.name"),
                TextEntry(model.name, id="setup.name", error=model.name_error, limit=60),
                model.folder,
            ),
            _field(say("setup.seed"), TextEntry(model.seed, placeholder=say("setup.seed.random"), id="setup.seed",
                                                error=model.seed_error, limit=15), say("setup.seed.hint")),
        ], gap=12)  # fmt: skip
        right = Column([rules, Card(control, gap=8), file], gap=14)
        body = Row([
            ScrollArea(seats, id="setup.left", grow=5),
            ScrollArea(right, id="setup.right", grow=4),
        ], gap=14, pad=(16, 14), grow=1)  # fmt: skip
        wrong = " ".join(model.problems)
        foot: list[Widget] = []
        if wrong:
            foot.append(Paragraph([Span(wrong, "body", "warn", "warning")], middle=True, grow=2))
        foot += [
            Button(say("button.back"), id="setup.back", shortcut="esc"),
            Button(say("setup.start"), kind="primary", id="setup.start", shortcut="f5", enabled=not wrong, tip=wrong),
        ]
        head = Row([
            Heading(model.title, level=1, grow=1),
            Button(say("setup.case"), id="setup.case", icon="eye", shortcut="f2"),
        ], gap=12, pad=(18, 10), align="center")  # fmt: skip
        opened = dialog(model.case, say, READING) if model.reading else None
        root = page(model.bar, Column([head, body], gap=0, grow=1), foot=foot)
        return Shown(root, first="setup.start", modal=opened)

    def _seats(self, model: SetupModel, say: Any) -> list[Widget]:
        found: list[Widget] = []
        for row in model.seats:
            found += [Divider(), self._seat(row, model, say)]
        return found

    def _seat(self, row: SeatRow, model: SetupModel, say: Any) -> Widget:
        who = Segmented(_options(model.holders), value=row.held_by, id=f"setup.seat.{row.role}")
        more: Widget = Spacer(0)
        card = ""
        if row.held_by == "doctrine":
            more = Dropdown(_options(row.doctrines), value=row.doctrine, id=f"setup.doctrine.{row.role}")
            card = next((item.note for item in row.doctrines if item.id == row.doctrine), "")
        elif row.held_by == "people":
            more = PinEntry(row.pin, placeholder=say("setup.pin"), id=f"setup.pin.{row.role}", limit=12)
        name = Column([
            Label(row.name, style="h3"), Paragraph([Span(row.goal, "small", "muted")]),
            *([Paragraph([Span(card, "small", "text", "message")], id=f"setup.card.{row.role}")] if card else []),
        ], gap=2)  # fmt: skip
        return Row([Column([name], grow=1), Column([who, more], gap=6, width=330)], gap=16, align="start")

    def on_intent(self, intent: Intent, session: Session) -> Any:
        """Write into the draft."""
        draft = self.draft(session)
        group, _, role = intent.id.removeprefix("setup.").partition(".")
        if intent.action == "change":
            return self._change(draft, group, role, intent.value)
        if intent.id == "setup.case" or intent.id.startswith(READING):
            draft.reading = intent.id == "setup.case"
            return None
        if intent.action != "press":
            return KEEP
        if intent.id == "setup.back":
            session.forget("setup")
            session.go("start")
        elif intent.id == "setup.start":
            self.start(session)
        return None

    def _change(self, draft: Draft, group: str, role: str, value: Any) -> Any:
        match group:
            case "seat":
                draft.seats[role].held_by = value
            case "doctrine":
                draft.seats[role].doctrine = value
            case "pin":
                draft.seats[role].pin = value
            case "format":
                draft.take_format(value)
            case "turn":
                draft.turn = value
            case "turns" if value is not None:
                draft.turns = value
                return KEEP
            case "theory":
                draft.theory = value
            case "ask":
                draft.ask = [*(item for item in draft.ask if item != role), *([role] if value else [])]
            case "control_pin":
                draft.control_pin = value
            case "name":
                draft.name = value
            case "seed":
                draft.seed = value
        return None

    def start(self, session: Session) -> None:
        """Make the exercise, if nothing stands in the way."""
        draft = self.draft(session)
        if not setup_model(session, draft).problems:
            made = (
                draft.path(session.folder),
                draft.scenario,
                draft.made_seats(),
                draft.made_settings(),
                draft.made_seed(),
            )
            session.create(*made)

    def demo(self, session: Session) -> None:
        """Two teams and control."""
        draft = self.draft(session)
        for side in draft.scenario.document.sides:
            draft.seats[side.role].held_by = "people"
        draft.ask = ["proposal", "inject"]
        session.go("setup")


def _first(session: Session) -> Draft:
    scenario = session.scenario(list_scenarios()[0].path)
    if scenario is None:
        raise RuntimeError("there is no scenario to set up")
    return Draft.of(scenario, session)


def _options(choices: tuple[Choice, ...]) -> list[Option]:
    return [Option(choice.id, choice.label, choice.note) for choice in choices]


def _field(label: str, widget: Widget, note: str = "", **rest: Any) -> Widget:
    parts: list[Widget] = [Label(label, style="small_strong", tone="muted"), widget]
    if note:
        parts.append(Paragraph([Span(note, "small", "muted")]))
    return Column(parts, gap=3, **rest)
