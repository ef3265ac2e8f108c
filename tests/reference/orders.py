"""Orders take effect: gates are waived, contested orders graded. See `wargame.adjudication.orders`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tests.reference import acts, effects
from tests.reference.luck import Luck
from tests.reference.rules import Rules
from wargame.quantities import NEVER_DAYS
from wargame.world.events import GRADES
from wargame.world.orders import SLOTS
from wargame.world.tables import CompiledOrder

LAST_WIN = GRADES.index("yes_but")
OWN_CHECK = ("assault", "attack_force")


@dataclass(frozen=True)
class Given:
    """One order of one seat: rows, -1 for what it does not name, and the amount asked."""

    role: int
    slot: int
    kind: int
    level: int
    target: int
    place: int
    amount: float


def take_effect(w: Any, rules: Rules, luck: Luck, given: Iterable[Given] | None) -> None:
    """Orders of a turn are simultaneous: gates and checks look at the world before any of them."""
    w.waived = 0
    w.fresh.add("waived")
    if given is None:
        return
    dt, w.dt, w.fresh = w.dt, 0, set()
    chosen = sorted(given, key=lambda one: (one.role, one.slot))
    seen = [(one, _ignored(w, rules, one), _chance(w, rules, one)) for one in chosen]
    w.dt, w.fresh = dt, {"waived", "waivers"}
    for one, ignored, chance in seen:
        order, _ = rules.orders[one.kind]
        w.order_age[one.kind] = 0.0
        for gate in ignored:
            w.waived += 1
            effects.apply(w, gate.waived)
        row = one.role * SLOTS + one.slot
        share, won = _asked(order, one.amount), None
        grade = _grade(rules, luck, order, row, chance)
        if grade is not None:
            share *= rules.t[f"effect_{GRADES[grade]}"]
            won = grade <= LAST_WIN
        effects.apply(w, [effect for effect in order.effects if effect.level in {-1, one.level}], share)
        call = acts.Call(row, one.role, order.target_axis, one.level, one.target, one.place, share, won)
        for act in order.acts:
            acts.perform(w, rules, act, call)
    w.waivers += w.waived


def grow_older(w: Any) -> None:
    w.order_age = [min(days + w.dt, NEVER_DAYS) for days in w.order_age]
    w.inject_age = [min(days + w.dt, NEVER_DAYS) for days in w.inject_age]
    w.fresh |= {"order_age", "inject_age"}


def _ignored(w: Any, rules: Rules, one: Given) -> list[Any]:
    """Gates that count for the level chosen and are not met."""
    _, gates = rules.orders[one.kind]
    return [gate for gate, holds in gates if gate.level in {-1, one.level} and not holds(w)]


def _check(order: CompiledOrder) -> str | None:
    if order.check:
        return order.check
    return next((act.act for act in order.acts if act.act in OWN_CHECK), None)


def _chance(w: Any, rules: Rules, one: Given) -> float | None:
    """For the giver's side, in the sector named or else where the chance is best; None without a check."""
    order, _ = rules.orders[one.kind]
    name = _check(order)
    if name is None:
        return None
    chance = rules.check(name, w)
    if "side" in rules.axes[name]:
        sides = rules.side_role
        chance = chance[sides.index(one.role) if one.role in sides else 0]
    if "sector" in rules.axes[name]:
        chance = chance[one.target] if order.target_axis == "sector" and one.target >= 0 else max(chance)
    found: float = chance
    return found


def _asked(order: CompiledOrder, amount: float) -> float:
    most = order.amounts[1]
    return amount / most if "amount" in order.takes and most > 0 else 1.0


def _grade(rules: Rules, luck: Luck, order: CompiledOrder, row: int, chance: float | None) -> int | None:
    """The lower the die, the better: the best of the winning chance is an "and", its worst a "but", and mirrored."""
    if chance is None:
        return None if order.style == "auto" else GRADES.index("yes")
    die, lost = luck("order_check", row), 1 - chance
    best, worst = rules.t["grade_and"], rules.t["grade_but"]
    bounds = chance * best, chance * (1 - worst), chance, chance + lost * worst, chance + lost * (1 - best)
    return sum(not luck.above(bound, die) for bound in bounds)
