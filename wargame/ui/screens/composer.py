"""The order form on screen, and the three doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import (
    Badge,
    Button,
    Column,
    Divider,
    Dropdown,
    Flow,
    Grid,
    Heading,
    Intent,
    Label,
    Modal,
    MultiLine,
    NumberEntry,
    Option,
    Paragraph,
    Row,
    ScrollArea,
    Segmented,
    Span,
    TextEntry,
    Widget,
)  # fmt: skip
from wargame.ui.models.composer import REASONS, ComposerModel, Door, GateRow, OrderDraft, ParameterField
from wargame.ui.models.desk import DeskOwn
from wargame.ui.screens.base import KEEP

if TYPE_CHECKING:
    from wargame.ui.session import Session

DOORS = "doors"
TYPED = ("intent", "expected", "text")
FIELDS = {"text": "text", "visibility": "visibility", "intent": "intent", "expected": "expected", "owner": "risk_owner"}
"""Fields of the form -> fields of the draft."""
GATE_MARK = {
    "met": ("check", "ok"),
    "unmet": ("cross", "bad"),
    "unknown": ("info", "muted"),
    "waived": ("message", "warn"),
}
DOOR_TONE = {"open": "ok", "waived": "warn", "shut": "bad", "unknown": "muted"}
DOOR_ICON = {"open": "check", "waived": "message", "shut": "cross", "unknown": "info"}


def form(model: ComposerModel, say: Any) -> Widget:
    """The form: the questions from top to bottom, the doors, and the buttons that stay in view."""
    parts: list[Widget] = [
        Column([
            Heading(model.title, level=2),
            Paragraph([Span(model.help, "body", "muted")]),
            Label(model.cost, style="small_strong", tone="info"),
        ], gap=3),
        question(say("order.who"), Label(model.who, style="strong")),
    ]  # fmt: skip
    if model.free:
        parts.append(
            question(
                say("order.what"), MultiLine(model.text, rows=3, placeholder=say("order.what.hint"), id="order.text")
            )
        )
    parts += [question(parameter.label, _parameter(parameter, say)) for parameter in model.parameters]
    if len(model.visibilities) > 1:
        choices = [Option(item.id, item.label) for item in model.visibilities]
        parts.append(
            question(say("order.visibility"), Segmented(choices, value=model.visibility, id="order.visibility"))
        )
    else:
        parts.append(question(say("order.visibility"), Label(model.visibilities[0].label)))
    parts += [
        question(say("order.intent"), _lines(model.intent, "intent", say)),
        question(say("order.because"), Column([
            TextEntry(model.because[n], placeholder=say(f"order.because.{n + 1}"), id=f"order.because.{n}", limit=300)
            for n in range(REASONS)
        ], gap=5)),
        question(say("order.expected"), _lines(model.expected, "expected", say)),
    ]  # fmt: skip
    if model.owners:
        owners = [Option(item.id, item.label) for item in model.owners]
        parts.append(question(say("order.owner"), Dropdown(owners, value=model.risk_owner, id="order.owner")))
    if model.doors:
        parts += [Divider(), _doors(model, say)]
    foot: list[Widget] = []
    if model.missing:
        foot.append(Paragraph([Span(" ".join(model.missing), "small", "warn", "warning")]))
    label = say("order.change") if model.editing else say("order.add")
    foot.append(Row([
        Button(label, kind="primary", id="order.add", shortcut="ctrl+enter", enabled=not model.missing,
               tip=" ".join(model.missing), grow=2),
        Button(say("button.cancel"), id="order.cancel", shortcut="esc", grow=1),
    ], gap=8))  # fmt: skip
    return Column([ScrollArea(Column(parts, gap=11), id="order.form"), *foot], gap=8, grow=1)


def question(label: str, widget: Widget) -> Widget:
    """One question of the order format with its answer below."""
    return Column([Label(label, style="tiny", tone="muted"), widget], gap=2)


def _lines(text: str, name: str, say: Any) -> Widget:
    return MultiLine(text, rows=2, placeholder=say(f"order.{name}.hint"), id=f"order.{name}")


def _badge(door: Door, say: Any) -> Widget:
    return Badge(say(f"doors.{door.state}"), tone=DOOR_TONE[door.state], icon=DOOR_ICON[door.state])


def _parameter(parameter: ParameterField, say: Any) -> Widget:
    if not parameter.choices:
        number = float(parameter.value or parameter.low)
        whole = (
            parameter.low == int(parameter.low)
            and parameter.high == int(parameter.high)
            and parameter.high - parameter.low > 1
        )
        return NumberEntry(
            number, low=parameter.low, high=parameter.high, whole=whole, id=f"order.parameter.{parameter.id}"
        )
    items = [Option(item.id, item.label, item.note) for item in parameter.choices]
    value = parameter.value if parameter.value in {item.id for item in parameter.choices} else None
    return Dropdown(items, value=value, placeholder=say("order.choose"), id=f"order.parameter.{parameter.id}")


def gate_line(gate: GateRow, say: Any) -> Widget:
    """A condition with its state: a shape and a word, and what was said if it was waived aloud."""
    icon, tone = GATE_MARK[gate.state]
    spans = [Span(say(f"gate.{gate.state}") + ": ", "small_strong", tone, icon), Span(gate.text, "small")]
    if gate.said:
        spans.append(Span("\n" + say("gate.said", said=gate.said), "small", "muted"))
    return Paragraph(spans)


def _doors(model: ComposerModel, say: Any) -> Widget:
    parts: list[Widget] = [Label(say("doors.title"), style="h3")]
    parts += [
        Column([
            Row([Label(door.name, style="strong", grow=1), _badge(door, say)], align="center"),
            *(gate_line(gate, say) for gate in door.gates),
        ], gap=3)
        for door in model.doors
    ]  # fmt: skip
    if any(gate.state in ("unmet", "waived") for door in model.doors for gate in door.gates):
        parts.append(Flow([Button(say("doors.waive"), id="doors.open", icon="message")]))
    return Column(parts, gap=9)


def doors_dialog(model: ComposerModel, speaker: str, say: Any) -> Modal:
    """Three doors side by side: what is met, what is not, and with which words that is waived."""
    columns: list[Widget] = [Column([_door(door, say)], grow=1) for door in model.doors]
    owners = [Option(item.id, item.label) for item in model.owners]
    body: list[Widget] = [Paragraph(say("doors.how"))]
    if owners:
        body.append(Grid([
            Label(say("doors.speaker"), tone="muted"),
            Dropdown(owners, value=speaker or owners[0].value, id="doors.speaker"),
        ], columns=2, gap=12))  # fmt: skip
    body.append(Row(columns, gap=18, align="start"))
    buttons = [
        Button(say("doors.back"), id="doors.close"),
        Button(say("doors.give"), kind="primary", id="doors.give", icon="right"),
    ]
    subtitle = say("doors.subtitle", count=len(model.open_gates))
    return Modal(model.title, body, buttons, id=DOORS, subtitle=subtitle, tone="warn", width=1120)


def _door(door: Door, say: Any) -> Widget:
    parts: list[Widget] = [
        Row([Heading(door.name, level=2, grow=1), _badge(door, say)], align="center"),
        Paragraph([Span(door.question, "small", "muted")]),
    ]  # fmt: skip
    for gate in door.gates:
        parts.append(gate_line(GateRow(gate.id, gate.state, gate.text), say))
        if gate.state in ("unmet", "waived"):
            parts.append(
                TextEntry(_reason(gate.said), placeholder=say("doors.because"), id=f"doors.why.{gate.id}", limit=300)
            )
    return Column(parts, gap=6)


def _reason(said: str) -> str:
    """What was said, without who said it."""
    return said.partition(": ")[2] or said


def answer(intent: Intent, own: DeskOwn, session: Session) -> Any:
    """What a person does in the form; KEEP while she types."""
    draft = own.draft
    if draft is None:
        return None
    head, _, rest = intent.id.partition(".")
    if head == "doors":
        return _answer_doors(rest, intent, own, session)
    if intent.action == "change":
        return _write(draft, rest, intent.value)
    if intent.id == "order.add" or (intent.action == "submit" and rest in TYPED):
        add(own, session)
    elif intent.id == "order.cancel":
        own.draft, own.editing, own.doors_open = None, None, False
    return None


def _write(draft: OrderDraft, field: str, value: Any) -> Any:
    """A field of the form changed. Typing changes nothing else on the screen, but in the words of a free order."""
    group, _, name = field.partition(".")
    if group == "because":
        draft.because[int(name)] = value
    elif group == "parameter":
        draft.parameters[name] = "" if value is None else value
    elif group in FIELDS:
        setattr(draft, FIELDS[group], value)
    return KEEP if group in ("intent", "because", "expected") else None


def _answer_doors(rest: str, intent: Intent, own: DeskOwn, session: Session) -> Any:
    draft = own.draft
    if draft is None:
        return None
    if rest.startswith("why.") and intent.action == "change":
        speaker = own.speaker or draft.risk_owner
        gate = rest.removeprefix("why.")
        if intent.value.strip():
            draft.waived[gate] = f"{speaker}: {intent.value.strip()}" if speaker else intent.value.strip()
        else:
            draft.waived.pop(gate, None)
        return KEEP
    if rest == "open":
        own.doors_open, own.speaker = True, own.speaker or draft.risk_owner
    elif rest == "speaker":
        own.speaker = intent.value
        draft.waived = {gate: f"{own.speaker}: {_reason(said)}" for gate, said in draft.waived.items()}
    elif rest == "give":
        own.doors_open = False
        add(own, session, through=True)
    elif rest == "close" or intent.action == "cancel":
        own.doors_open = False
    return None


def add(own: DeskOwn, session: Session, *, through: bool = False) -> None:
    """Put the order among the pending ones; conditions that are not met open the three doors first."""
    draft = own.draft
    if draft is None:
        return
    doc = draft.doc(session.game.turn)
    if any(problem.severity == "error" for problem in session.game.problems([doc], draft.role)):
        return
    silent = [gate for gate in session.game.gates(doc) if gate.met is False and not doc.waived.get(gate.id)]
    if silent and not through:
        own.doors_open, own.speaker = True, own.speaker or draft.risk_owner
        return
    if own.editing is None:
        own.pending.append(doc)
    else:
        own.pending[own.editing] = doc
    own.draft, own.editing, own.estimate = None, None, None
