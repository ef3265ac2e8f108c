"""From order documents to arrays: what is wrong with a document, which of its gates are met, and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wargame.errors import InputError
from wargame.scenario.nearest import nearest
from wargame.world.orders import SLOTS, TARGET_AXES, VISIBILITIES, OrderDoc, Orders
from wargame.world.state import LANES
from wargame.world.tables import CompiledOrder, Tables
from wargame.world.view import Unseen, View

if TYPE_CHECKING:  # the documents' models take long to import, and playing on compiled tables does without them
    from wargame.scenario.base import Text
    from wargame.scenario.document import Scenario

FREE = "free"
"""An order in the player's own words: control resolves it; it has no row and no effect of its own."""


@dataclass(frozen=True)
class Problem:
    """Something the giver should hear about an order. `severity` ``error``: it can't be given so; ``warning``: it can.

    `code` names the kind for screens; `message` and `hint` say it in English; `order` and `field` say where it is.
    """

    code: str
    message: str
    severity: str = "error"
    hint: str = ""
    order: str = ""
    field: str = ""


@dataclass(frozen=True)
class Gate:
    """A gate as the giver sees it: `met` is None where it rests on what this role does not see."""

    id: str
    door: str
    met: bool | None
    text: Text


def order_problems(docs: Sequence[OrderDoc], role: str, scenario: Scenario, tables: Tables) -> list[Problem]:
    """Everything that is wrong with the orders that a role is about to give in a turn, or worth a thought before.

    Returns: problems in the order of the documents, those about all of them together last; empty if there are none.
    """
    if role not in scenario.role_ids:
        hint = nearest(role, scenario.role_ids)
        return [Problem("unknown-role", f"there is no role `{role}`", hint=hint, field="role")]
    attention = scenario.document.roles[scenario.role_ids.index(role)].attention
    return _problems(docs, role, attention, tables)


def _problems(docs: Sequence[OrderDoc], role: str, attention: int, tables: Tables) -> list[Problem]:
    problems: list[Problem] = []
    for doc in docs:
        found = _document(doc, tables)
        if doc.role != role:
            found = [Problem("not-yours", f"it is an order of `{doc.role}`, not of `{role}`", field="role")]
        problems += [replace(problem, order=doc.order) for problem in found]
    return problems + _together(docs, attention, tables)


def _document(doc: OrderDoc, tables: Tables) -> list[Problem]:
    roles, orders = tables.roster.axes["role"], tables.roster.axes["order"]
    problems = []
    if not doc.intent.strip():
        message = "the order does not say what for"
        problems.append(Problem("no-intent", message, "warning", "Add its intent.", field="intent"))
    if doc.order == FREE:
        if not doc.text.strip():
            problems.append(Problem("no-text", "an order in your own words needs words", field="text"))
        return problems
    if doc.order not in orders:
        own = [order.id for order in tables.orders if roles[order.role] == doc.role]
        hint = nearest(doc.order, own)
        return [*problems, Problem("unknown-order", f"there is no order `{doc.order}`", hint=hint, field="order")]
    order = tables.orders[orders.index(doc.order)]
    if roles[order.role] != doc.role:
        message = f"`{doc.order}` is an order of `{roles[order.role]}`, not of `{doc.role}`"
        problems.append(Problem("not-yours", message, field="order"))
    if doc.visibility not in order.visibilities:
        hint = nearest(doc.visibility, order.visibilities)
        message = f"it can't be given as {doc.visibility}"
        problems.append(Problem("bad-visibility", message, hint=hint, field="visibility"))
    problems += [
        Problem("unknown-parameter", f"it takes no `{name}`", hint=nearest(name, order.takes), field=name)
        for name in doc.parameters
        if name not in order.takes
    ]
    for name in order.takes:
        problems += _parameter(doc, order, name, tables)
    return problems


def _parameter(doc: OrderDoc, order: CompiledOrder, name: str, tables: Tables) -> list[Problem]:
    value = doc.parameters.get(name)
    if value is None or value == "":
        if name == "place" and "element" in order.takes:
            return []  # it goes to its own station
        return [Problem("missing-parameter", f"it does not say which {name}", field=name)]
    if name == "amount":
        low, high = order.amounts
        if isinstance(value, str) or not low <= value <= high:
            return [Problem("bad-amount", f"the amount runs from {low:g} to {high:g}, not `{value}`", field=name)]
        return []
    known = [str(one) for one in choices(order, name, tables)]
    if str(value) not in known:
        hint = nearest(str(value), known)
        return [Problem("bad-choice", f"it can't take {name} `{value}`", hint=hint, field=name)]
    return []


def choices(order: CompiledOrder, parameter: str, tables: Tables) -> tuple[str, ...]:
    """Ids that a parameter of the order may name (none for an amount)."""
    if parameter == "level":
        return order.levels
    if parameter == "place":
        return tuple(tables.roster.axes["place"][row] for row in order.places)
    if parameter == order.target_axis:
        return tuple(tables.roster.axes[TARGET_AXES[parameter]][row] for row in order.targets)
    return tables.roster.axes[TARGET_AXES[parameter]] if parameter in TARGET_AXES else ()


def _together(docs: Sequence[OrderDoc], attention: int, tables: Tables) -> list[Problem]:
    """What a role's orders of one turn may not be together."""
    problems = []
    costs = [cost(doc, tables) for doc in docs]
    if sum(costs) > attention:
        listed = ", ".join(f"{doc.order} ({price})" for doc, price in zip(docs, costs, strict=True))
        message = f"they cost {sum(costs)} attention and there is {attention}"
        problems.append(Problem("no-attention", message, hint=f"Given: {listed}."))
    if len(docs) > SLOTS:
        problems.append(Problem("too-many-orders", f"a role gives at most {SLOTS} orders in a turn, not {len(docs)}"))
    return problems


def cost(doc: OrderDoc, tables: Tables) -> int:
    """Attention that an order costs; one in the player's own words costs 1."""
    orders = tables.roster.axes["order"]
    return tables.orders[orders.index(doc.order)].attention if doc.order in orders else 1


def gates(doc: OrderDoc, scenario: Scenario, tables: Tables, view: View) -> list[Gate]:
    """The gates of an order as its giver can judge them, in file order; those of another level are left out."""
    orders = tables.roster.axes["order"]
    if doc.order not in orders:
        return []
    row = orders.index(doc.order)
    order, texts = tables.orders[row], [gate.text for gate in scenario.rules.orders[row].gates]
    level = order.levels.index(str(doc.parameters["level"])) if doc.parameters.get("level") in order.levels else -1
    sight = view.sight()
    found = []
    for gate, text in zip(order.gates, texts, strict=True):
        if gate.level in {-1, level}:
            try:
                met: bool | None = bool(gate.read(sight)[0])
            except Unseen:
                met = None
            found.append(Gate(gate.id, gate.door, met, text))
    return found


def compile_orders(docs: Sequence[OrderDoc], tables: Tables, worlds: int = LANES) -> Orders:
    """The orders of one turn as arrays, the same in every world; a role's orders fill its slots as they come.

    Raises: InputError listing every error of every order.
    """
    problems = [
        f"{role}: {problem.order}: {problem.message}. {problem.hint}".rstrip()
        for role, attention in zip(tables.roster.axes["role"], tables.attention, strict=True)
        for problem in _problems([doc for doc in docs if doc.role == role], role, attention, tables)
        if problem.severity == "error"
    ]
    problems += [f"there is no role `{doc.role}`" for doc in docs if doc.role not in tables.roster.axes["role"]]
    if problems:
        raise InputError("bad-orders", "\n  ".join([f"{len(problems)} problems in the orders:", *problems]))
    compiled = Orders.none(tables.roster.size("role"), worlds)
    used = [0] * tables.roster.size("role")
    for doc in docs:
        if doc.order != FREE:
            _fill(compiled, doc, tables, used)
    return compiled


def _fill(compiled: Orders, doc: OrderDoc, tables: Tables, used: list[int]) -> None:
    role, row = tables.roster.row("role", doc.role), tables.roster.row("order", doc.order)
    order, slot, given = tables.orders[row], used[role], doc.parameters
    used[role] += 1
    compiled.kind[role, slot] = row
    compiled.visibility[role, slot] = VISIBILITIES.index(doc.visibility)
    if "level" in given:
        compiled.level[role, slot] = order.levels.index(str(given["level"]))
    if order.target_axis in given:
        compiled.target[role, slot] = tables.roster.row(TARGET_AXES[order.target_axis], str(given[order.target_axis]))
    if given.get("place"):
        compiled.place[role, slot] = tables.roster.row("place", str(given["place"]))
    compiled.amount[role, slot] = np.float32(given.get("amount", 0))


def decompile_orders(orders: Orders, tables: Tables, turn: int, world: int = 0) -> list[OrderDoc]:
    """The orders of one world as documents, the inverse of `compile_orders` but for what people add in words."""
    docs = []
    for role, name in enumerate(tables.roster.axes["role"]):
        for slot in range(SLOTS):
            at = (role, slot, world)
            kind = int(orders.kind[at])
            if kind < 0:
                continue
            order = tables.orders[kind]
            given: dict[str, str | float] = {}
            if orders.level[at] >= 0:
                given["level"] = order.levels[int(orders.level[at])]
            if orders.target[at] >= 0 and order.target_axis:
                given[order.target_axis] = tables.roster.axes[TARGET_AXES[order.target_axis]][int(orders.target[at])]
            if orders.place[at] >= 0:
                given["place"] = tables.roster.axes["place"][int(orders.place[at])]
            if "amount" in order.takes:
                given["amount"] = float(orders.amount[at])
            docs.append(OrderDoc(name, order.id, turn, given, VISIBILITIES[int(orders.visibility[at])]))
    return docs
