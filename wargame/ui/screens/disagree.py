"""The "I disagree" dialog, and what a ruling changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.ui.kit import (
    Button,
    Cell,
    Column,
    Dropdown,
    Intent,
    Label,
    Modal,
    NumberEntry,
    Option,
    Paragraph,
    RadioGroup,
    Segmented,
    Span,
    Table,
    TableColumn,
    TableRow,
    TextEntry,
    Widget,
)
from wargame.ui.models.disagree import Change, DisagreeModel, missing
from wargame.ui.screens.base import KEEP

if TYPE_CHECKING:
    from wargame.ui.models.disagree import Disagreement
    from wargame.ui.session import Session

DIALOG, CHANGED = "disagree", "changes"
TREND = {-1: "fall", 0: "", 1: "rise"}


def dialog(model: DisagreeModel, say: Any) -> Modal:
    """What to do about it, and why: four fields from top to bottom, Ctrl+Enter rules."""
    body: list[Widget] = [Paragraph([Span(model.about, "lead")])]
    if len(model.kinds) > 1:
        body += [
            _asked(say("disagree.how")),
            Segmented([Option(kind.id, kind.label) for kind in model.kinds], value=model.kind, id="disagree.kind"),
        ]
    if model.kind == "grade":
        grades = [Option(each.id, each.label) for each in model.grades]
        body += [_asked(say("disagree.result")), RadioGroup(grades, value=model.grade, id="disagree.grade")]
    elif model.kind == "draw":
        body += [
            _asked(say("disagree.die")),
            NumberEntry(model.die, low=1, high=100, id="disagree.die"),
            Paragraph([Span(" ".join([say("disagree.die_how"), model.die_before]), "small", "muted")]),
        ]
    else:
        items = [Option(each.id, each.label) for each in model.quantities]
        body += [
            _asked(say("disagree.quantity")),
            Dropdown(items, value=model.quantity or None, placeholder=say("disagree.choose"), id="disagree.quantity"),
            _asked(say("disagree.delta")),
            NumberEntry(model.delta, low=-1_000_000, high=1_000_000, whole=False, id="disagree.delta"),
        ]
    codes = [Option(each.id, each.label) for each in model.reason_codes]
    body += [
        _asked(say("disagree.code")),
        Dropdown(codes, value=model.reason_code, id="disagree.code"),
        _asked(say("disagree.reason")),
        TextEntry(model.reason, placeholder=say("disagree.reason.hint"), id="disagree.reason", limit=300),
        Paragraph([Span(say("disagree.what_follows"), "small", "muted", "info")]),
    ]
    buttons = [
        Button(say("button.cancel"), id="disagree.cancel"),
        Button(say("disagree.rule"), kind="primary", id="disagree.rule", shortcut="ctrl+enter", tip=model.missing),
    ]
    first = {"grade": "disagree.grade", "draw": "disagree.die"}.get(model.kind, "disagree.quantity")
    return Modal(say("disagree.title"), body, buttons, id=DIALOG, tone="warn", width=720, first=first)


def _asked(text: str) -> Widget:
    return Label(text, style="tiny", tone="muted")


def changed(changes: tuple[Change, ...], say: Any) -> Modal:
    """Everything a ruling touched, before and after."""
    body: list[Widget] = []
    if changes:
        columns = [
            TableColumn(say("change.what"), 3, wrap=True),
            TableColumn(say("change.before"), 1, wrap=True),
            TableColumn(say("change.after"), 1, wrap=True),
        ]
        rows = [
            TableRow.of(
                f"change-{n}",
                Cell(each.what, strong=each.event),
                Cell(each.before, tone="muted"),
                Cell(each.after, icon=TREND[each.trend], strong=True),
            )
            for n, each in enumerate(changes)
        ]
        body = [
            Paragraph([Span(say("change.lead"))]),
            Table(columns, rows, shown=min(12, len(rows)), id="changes.table"),
        ]
    else:
        body = [Paragraph([Span(say("change.none"), "body", "text", "info")])]
    buttons = [
        Button(say("change.undo"), id="changes.undo", icon="undo"),
        Button(say("change.keep"), kind="primary", id="changes.keep"),
    ]
    return Modal(say("change.title"), [Column(body, gap=10)], buttons, id=CHANGED, first="changes.keep", width=860)


def answer(intent: Intent, own: Disagreement) -> Any:
    """What is written in the dialog; KEEP while somebody types. Ruling itself is the screen's."""
    if intent.action != "change":
        return None
    match intent.id.removeprefix("disagree."):
        case "kind":
            own.kind = intent.value
        case "grade":
            own.grade = intent.value
        case "die":
            own.die = own.die if intent.value is None else int(intent.value)
            return KEEP
        case "quantity":
            own.quantity = intent.value
        case "delta":
            own.delta = 0.0 if intent.value is None else float(intent.value)
            return KEEP
        case "code":
            own.reason_code = intent.value
        case "reason":
            own.reason = intent.value
            return KEEP
    return None


def may_rule(own: Disagreement, session: Session) -> bool:
    """Whether nothing is missing; what is, is said in passing."""
    what = missing(session, own)
    if what:
        session.toast(what, "warn")
    return not what
