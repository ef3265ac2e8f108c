"""Orders take effect: gates that are not met are waived and recorded, contested orders are graded by a check and a die.

Orders of one turn are simultaneous: gates and checks look at the world before any of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication import acts, effects
from wargame.adjudication.draft import ALL, Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import NEVER_DAYS
from wargame.world import checks
from wargame.world import why as whys
from wargame.world.causes import Source
from wargame.world.events import GRADES, Question
from wargame.world.orders import SLOTS, Orders
from wargame.world.tables import CompiledGate, CompiledOrder

Array = NDArray[Any]
YES_AND, YES, YES_BUT, NO_BUT, NO, NO_AND = range(len(GRADES))
OWN_CHECK = {"assault": "assault", "attack_force": "attack_force"}
"""An order of violence that names no check is graded by the check of its act."""


@dataclass(frozen=True)
class Grade:
    """(n,) row of `GRADES`, (n,) bool whether that wins, (n,) multiple of the effects; in a live game, why."""

    row: Array
    won: Array
    share: Array
    why: Why | None


def take_effect(draft: Draft, orders: Orders | None) -> None:
    """Every order given at the start of this turn; nothing on its later ticks.

    Writes `order_age` (0 for an order given now), `waived`, `waivers` and whatever the orders' acts and effects touch.
    """
    waived = np.zeros_like(draft.state.waived)
    if orders is not None:
        age = draft.edit("order_age")
        for role in range(orders.kind.shape[0]):
            for slot in range(orders.kind.shape[1]):
                kinds = orders.kind[role, slot]
                for kind in np.unique(kinds[kinds >= 0]):
                    worlds = np.flatnonzero(kinds == kind)
                    age[kind, worlds] = 0
                    _give(draft, draft.tables.orders[kind], int(kind), (role, slot), worlds, orders, waived)
        draft.set("waivers", draft.now.waivers + waived)
    draft.set("waived", waived)


def grow_older(draft: Draft) -> None:
    """Another tick has passed since orders and injects: `order_age`, `inject_age`."""
    for name in ("order_age", "inject_age"):
        draft.set(name, np.minimum(getattr(draft.now, name) + np.float32(draft.dt), np.float32(NEVER_DAYS)))


def _give(
    draft: Draft, order: CompiledOrder, kind: int, seat: tuple[int, int], worlds: Array, orders: Orders, waived: Array
) -> None:
    role, slot = seat
    call = acts.Call(
        worlds=worlds,
        row=role * SLOTS + slot,
        role=role,
        target_axis=order.target_axis,
        level=orders.level[role, slot, worlds],
        target=orders.target[role, slot, worlds],
        place=orders.place[role, slot, worlds],
        share=_asked(order, orders.amount[role, slot, worlds]),
        cause=f"order:{order.id}",
    )
    open_order = orders.visibility[role, slot, worlds[:1]] == 0
    own = draft.tables.roster.axes["role"][role]
    seen_by = ALL if open_order.all() else (own, *(name for name in order.seen_by if name != own))
    named = _named(call)
    draft.note("order", worlds, cause=call.cause, visible_to=seen_by, order=kind, role=role, **named)
    _waive(draft, order, kind, call, waived)
    grade = _graded(draft, order, call)
    if grade is not None:
        call = replace(call, won=grade.won, share=call.share * grade.share, why=grade.why)
        for row, name in enumerate(GRADES):
            draft.note(
                "grade", worlds[grade.row == row], weight=1, ids={"grade": name}, why=grade.why, cause=call.cause,
                visible_to=seen_by, order=kind, role=role,
            )  # fmt: skip
    source = Source("order", order.id, "", (), seen_by)
    for effect in order.effects:
        if effect.level < 0:
            effects.apply(draft, (effect,), worlds, call.share, source)
        else:
            chosen = call.level == effect.level
            effects.apply(draft, (effect,), worlds[chosen], call.share[chosen], source)
    for act in order.acts:
        acts.perform(draft, act, call)


def _asked(order: CompiledOrder, amount: Array) -> Array:
    """(n,) float32 multiple of the order's effects: they are those of the greatest amount that may be asked."""
    most = order.amounts[1]
    return amount / np.float32(most) if "amount" in order.takes and most > 0 else np.ones_like(amount)


def _named(call: acts.Call) -> dict[str, Any]:
    """What the order names, as roster axis -> rows, where it names something."""
    if not call.target_axis or (call.target < 0).any():
        return {}
    return {"side" if call.target_axis == "party" else call.target_axis: call.target}


def _waive(draft: Draft, order: CompiledOrder, kind: int, call: acts.Call, waived: Array) -> None:
    """Gates that are not met do not block: they are counted, told to the seat that gave the order, and have a price."""
    for gate in order.gates:
        ignored = ~gate.read(draft.state)[call.worlds] & ((call.level == gate.level) | (gate.level < 0))
        worlds = call.worlds[ignored]
        waived[worlds] += 1
        own = draft.tables.roster.axes["role"][call.role]
        effects.apply(draft, gate.waived, worlds, source=Source("waiver", f"{order.id}.{gate.id}", "", (), (own,)))
        draft.note(
            "waived", worlds, weight=1, ids={"gate": gate.id, "door": gate.door}, cause=call.cause, visible_to=(own,),
            why=partial(_unmet, draft, gate), order=kind, role=call.role,
        )  # fmt: skip


def _unmet(draft: Draft, gate: CompiledGate) -> Why:
    """The gate's condition as it stood when the orders were given, and the price of waiving it."""
    return whys.parts(whys.of_condition(gate.read, draft.state, GAME), *effects.laid_down(draft, gate.waived))


def _graded(draft: Draft, order: CompiledOrder, call: acts.Call) -> Grade | None:
    """The check, the die, and control's ruling if there is one; None for an order that simply happens."""
    name = order.check or next((OWN_CHECK[act.act] for act in order.acts if act.act in OWN_CHECK), None)
    if name is None and order.style == "auto":
        return None
    address = f"order_check:{draft.day}:{call.row}"
    odds: dict[str, float] = {}
    why: Why | None = None
    if name is None:
        grade = np.full(len(call.worlds), YES, np.int32)
        why = draft.because(call.worlds, lambda: whys.rule("judged", {}, draft.origin(f"rules.orders.{order.id}")))
    else:
        chance, sector = _chance(draft, name, call)
        grade = grades(draft, chance, draft.uniform("order_check", 1, call.row)[0, call.worlds])
        if draft.live:
            odds = _odds(draft, float(chance[0]))
            rows = {"side": _side(draft, call.role), "sector": int(sector[0])}
            cuts = {"grades": [float(bound[0]) for bound in _bounds(draft, chance)]}
            why = {**draft.why(name, rows, "order_check", call.row, at=draft.state), **cuts}
    if order.style != "auto":
        role = draft.tables.roster.axes["role"][call.role]
        ids = {"order": order.id, "role": role}
        draft.ask(Question("proposal", address, draft.day, "control", GRADES, GRADES[grade[0]], ids, odds, why))
    ruled = draft.answer(address, GRADES)
    if ruled is not None:
        grade = np.full_like(grade, GRADES.index(ruled))
        why = None if why is None else {**why, "ruled": ruled}
    multiples = np.array([draft.tunable(f"effect_{name}") for name in GRADES], np.float32)
    return Grade(grade, grade <= YES_BUT, multiples[grade], why)


def _chance(draft: Draft, name: str, call: acts.Call) -> tuple[Array, Array]:
    """(n,) probability of an order's check for the giver's side, in the sector it names or else where it is best; and
    the (n,) row of that sector."""
    check = draft.tables.checks[name]
    value = checks.evaluate(check, draft.state)
    if "side" in check.axes:
        value = value[_side(draft, call.role)]
    sector = np.zeros(len(call.worlds), np.intp)
    if "sector" in check.axes:
        named = (call.target >= 0) & (call.target_axis == "sector")
        sector = np.where(named, call.target, np.argmax(value, axis=0)[call.worlds])
        return value[sector, call.worlds], sector
    return value[call.worlds], sector


def _side(draft: Draft, role: int) -> int:
    sides = draft.tables.side_role
    return sides.index(role) if role in sides else 0


def grades(draft: Draft, chance: Array, die: Array) -> Array:
    """(n,) row of `GRADES` for a chance of success and a die: the lower the die, the better.

    The best `grade_and` of the winning probability is an "and", its worst `grade_but` a "but"; likewise, mirrored, when
    it fails.
    """
    grade = np.zeros(len(die), np.int32)
    for bound in _bounds(draft, chance):
        grade += die >= bound
    return grade


def _bounds(draft: Draft, chance: Array) -> tuple[Array, ...]:
    """Where on the die one grade ends and the next begins, five times (n,)."""
    best, worst = np.float32(draft.tunable("grade_and")), np.float32(draft.tunable("grade_but"))
    lost = 1 - chance
    return chance * best, chance * (1 - worst), chance, chance + lost * worst, chance + lost * (1 - best)


def _odds(draft: Draft, chance: float) -> dict[str, float]:
    """Probability of each grade, and of success."""
    best, worst = draft.tunable("grade_and"), draft.tunable("grade_but")
    lost = 1 - chance
    parts = (best, 1 - best - worst, worst)
    shares = (*(chance * part for part in parts), *(lost * part for part in reversed(parts)))
    return {"success": chance, **dict(zip(GRADES, shares, strict=True))}
