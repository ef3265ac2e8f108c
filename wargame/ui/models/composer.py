"""The order composer: WHO does WHAT, with what, where, how visibly, in order to, because, expecting, at whose risk.

The last two questions are asked of every order because the debrief sets expectation beside result. Gates stand behind
three doors (willing, allowed, able). They never block: what is not met can be waived aloud, by whom and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wargame.scenario.rules import Order, Parameter
from wargame.ui.models.setup import Choice
from wargame.world.orderbook import FREE, Problem, choices, cost
from wargame.world.orders import VISIBILITIES, OrderDoc

if TYPE_CHECKING:
    from wargame.ui.session import Session

DOORS: tuple[str, ...] = ("willing", "allowed", "able")
REASONS = 3
HIDDEN_PROBLEMS = frozenset({"no-intent", "too-many-orders", "no-attention"})
"""Told elsewhere on the desk, or only advice."""


@dataclass
class OrderDraft:
    """An order in the making: what the widgets write into."""

    role: str
    order: str
    parameters: dict[str, str | float] = field(default_factory=dict)
    visibility: str = "public"
    intent: str = ""
    because: list[str] = field(default_factory=lambda: [""] * REASONS)
    expected: str = ""
    risk_owner: str = ""
    text: str = ""
    waived: dict[str, str] = field(default_factory=dict)

    def doc(self, turn: int) -> OrderDoc:
        """As the exercise takes it."""
        given = {key: value for key, value in self.parameters.items() if value != ""}
        because = tuple(line.strip() for line in self.because if line.strip())
        return OrderDoc(
            self.role, self.order, turn, given, self.visibility, self.intent.strip(), because, self.expected.strip(),
            self.risk_owner, self.text.strip(), dict(self.waived),
        )  # fmt: skip

    @classmethod
    def of(cls, doc: OrderDoc) -> OrderDraft:
        """A pending order, to be changed."""
        because = [*doc.because, *[""] * REASONS][:REASONS]
        return cls(
            doc.role, doc.order, dict(doc.parameters), doc.visibility, doc.intent, because, doc.expected_response,
            doc.risk_owner, doc.text, dict(doc.waived),
        )  # fmt: skip


@dataclass(frozen=True)
class GateRow:
    """A condition behind a door. `state`: met, unmet, unknown, or waived (aloud, with who and why in `said`)."""

    id: str
    state: str
    text: str
    said: str = ""


@dataclass(frozen=True)
class Door:
    """One of the three doors with its conditions; `state` is that of the worst of them."""

    id: str
    name: str
    question: str
    gates: tuple[GateRow, ...]

    @property
    def state(self) -> str:
        """open, waived, shut or unknown."""
        states = {gate.state for gate in self.gates}
        return (
            "shut"
            if "unmet" in states
            else "unknown"
            if "unknown" in states
            else "waived"
            if "waived" in states
            else "open"
        )


@dataclass(frozen=True)
class ParameterField:
    """What the order asks besides intent: one of some choices, or a number between two."""

    id: str
    label: str
    choices: tuple[Choice, ...]
    value: str | float | None
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class ComposerModel:
    """The order form. `missing` says what still keeps the order from being added."""

    who: str
    order: str
    title: str
    help: str
    cost: str
    free: bool
    text: str
    parameters: tuple[ParameterField, ...]
    visibilities: tuple[Choice, ...]
    visibility: str
    intent: str
    because: tuple[str, ...]
    expected: str
    owners: tuple[Choice, ...]
    risk_owner: str
    doors: tuple[Door, ...]
    missing: tuple[str, ...]
    editing: bool

    @property
    def open_gates(self) -> tuple[GateRow, ...]:
        """Conditions that are not met and that nobody has waived aloud yet."""
        return tuple(gate for door in self.doors for gate in door.gates if gate.state == "unmet")


def orders_of(session: Session) -> list[Order]:
    """The orders that the present seat may give, in the order of the rules."""
    return [order for order in session.game.scenario.rules.orders if order.role == session.seat]


def begin(session: Session, order: str, selection: str = "") -> OrderDraft:
    """A fresh draft; what was selected on the map is where it goes, if the order may go there."""
    role = session.seat or ""
    draft = OrderDraft(role, order, risk_owner=next(iter(offices(session)), ""))
    rule = rule_of(session, order)
    if rule is None:
        return draft
    draft.visibility = rule.visibility[0]
    for parameter in rule.parameters:
        ids = known(session, order, parameter)
        area = next((sector.area for sector in session.game.scenario.map.sectors if sector.id == selection), "")
        wanted = next((each for each in (selection, area) if each in ids), "")
        if parameter.name == "amount":
            draft.parameters["amount"] = parameter.low
        elif wanted:
            draft.parameters[parameter.name] = wanted
        elif len(ids) == 1:
            draft.parameters[parameter.name] = ids[0]
    return draft


def rule_of(session: Session, order: str) -> Order | None:
    """The rules' words on an order; None for one in the player's own words."""
    return next((each for each in session.game.scenario.rules.orders if each.id == order), None)


def known(session: Session, order: str, parameter: Parameter) -> tuple[str, ...]:
    """Ids that a parameter may name."""
    tables = session.game.tables
    return choices(tables.orders[tables.roster.row("order", order)], parameter.name, tables)


def offices(session: Session) -> list[str]:
    """Functions that can own a risk: never a person's name."""
    role = session.role()
    return (
        [] if role is None else [office.say(session.lang) for office in role.offices] or [role.name.say(session.lang)]
    )


def composer_model(session: Session, draft: OrderDraft, *, editing: bool) -> ComposerModel:
    """The form as it stands."""
    say, lang, game = session.say, session.lang, session.game
    rule, doc, role = rule_of(session, draft.order), draft.doc(session.game.turn), session.role()
    visible = VISIBILITIES if rule is None else rule.visibility
    problems = [problem for problem in game.problems([doc], draft.role) if problem.code not in HIDDEN_PROBLEMS]
    return ComposerModel(
        who="" if role is None else role.name.say(lang),
        order=draft.order,
        title=say("order.free") if rule is None else rule.title.say(lang),
        help=say("order.free.help") if rule is None else rule.help.say(lang),
        cost=price(session, doc),
        free=rule is None,
        text=draft.text,
        parameters=() if rule is None else tuple(_parameter(session, draft, each) for each in rule.parameters),
        visibilities=tuple(Choice(id, say(f"order.visibility.{id}")) for id in visible),
        visibility=draft.visibility,
        intent=draft.intent,
        because=tuple(draft.because),
        expected=draft.expected,
        owners=tuple(Choice(office, office) for office in offices(session)),
        risk_owner=draft.risk_owner,
        doors=doors(session, doc),
        missing=tuple(problem_text(session, problem) for problem in problems),
        editing=editing,
    )


def _parameter(session: Session, draft: OrderDraft, parameter: Parameter) -> ParameterField:
    label = session.say(f"parameter.{parameter.name}")
    value = draft.parameters.get(parameter.name)
    if parameter.name == "amount":
        return ParameterField("amount", label, (), value, parameter.low, parameter.high)
    ids = known(session, draft.order, parameter)
    named = tuple(Choice(id, parameter_name(session, draft.order, parameter.name, id)) for id in ids)
    if parameter.name == "place" and "element" in draft.parameters:
        named = (Choice("", session.say("parameter.place.own")), *named)
    return ParameterField(
        parameter.name, label, named, value if value is not None else ("" if named and not named[0].id else None)
    )


def parameter_name(session: Session, order: str, parameter: str, id: str) -> str:
    """What a choice of a parameter is called."""
    rule, naming = rule_of(session, order), session.naming
    if parameter == "level":
        labels = next((each.labels for each in rule.parameters if each.name == "level"), {}) if rule is not None else {}
        return labels[id].say(session.lang) if id in labels else id
    if parameter == "party":
        return naming.any(id, ("side", "role"))
    if parameter == "sector":
        row = [sector.id for sector in session.game.scenario.map.sectors].index(id)
        return f"S{row + 1} {naming.name('sector', id)}"
    return naming.name(parameter, id)


def doors(session: Session, doc: OrderDoc) -> tuple[Door, ...]:
    """The three doors as the giver sees them; one with nothing behind it is left out."""
    rows: dict[str, list[GateRow]] = {door: [] for door in DOORS}
    for gate in session.game.gates(doc):
        state = {True: "met", False: "unmet", None: "unknown"}[gate.met]
        said = doc.waived.get(gate.id, "")
        rows[gate.door].append(
            GateRow(gate.id, "waived" if said and not gate.met else state, gate.text.say(session.lang), said)
        )
    return tuple(
        Door(door, session.say(f"doors.{door}"), session.say(f"doors.{door}.question"), tuple(rows[door]))
        for door in DOORS
        if rows[door]
    )


def price(session: Session, doc: OrderDoc) -> str:
    """What an order costs: attention, and political capital and money where it takes any."""
    rule = rule_of(session, doc.order)
    parts = [session.say("cost.attention", points=cost(doc, session.game.tables))]
    if rule is not None and rule.cost.political:
        parts.append(session.say("cost.political", points=rule.cost.political))
    if rule is not None and rule.cost.money:
        parts.append(session.say("cost.money", millions=rule.cost.money))
    return " · ".join(parts)


def problem_text(session: Session, problem: Problem) -> str:
    """What is wrong with an order, in the language."""
    code = f"problem.{problem.code}"
    if not session.words.has(code):
        return problem.message
    what = (
        session.say(f"parameter.{problem.field}").lower()
        if session.words.has(f"parameter.{problem.field}")
        else problem.field
    )
    return session.say(code, field=what)


def one_line(session: Session, doc: OrderDoc) -> str:
    """A pending order in a line: what, with what, where."""
    rule = rule_of(session, doc.order)
    title = rule.title.say(session.lang) if rule is not None else doc.text or session.say("order.free")
    where = [
        session.words.number(float(value)) if key == "amount" else parameter_name(session, doc.order, key, str(value))
        for key, value in doc.parameters.items()
        if value != ""
    ]
    return " · ".join([title, *where])


def spent(session: Session, docs: Sequence[OrderDoc]) -> int:
    """Attention that orders take together."""
    return sum(cost(doc, session.game.tables) for doc in docs)


__all__ = [
    "FREE",
    "ComposerModel",
    "Door",
    "GateRow",
    "OrderDraft",
    "begin",
    "composer_model",
    "one_line",
    "orders_of",
    "spent",
]
