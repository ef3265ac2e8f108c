"""The acts of orders and injects: see `wargame.adjudication.acts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.reference.rules import (
    FOLLOW_ON,
    HOME,
    IN_PLACE,
    MISSION,
    MOVING,
    NO_TASK,
    PREPARING,
    READY,
    RETURNING,
    Rules,
    begin,
    within,
)
from wargame.world.tables import CompiledAct


@dataclass(frozen=True)
class Call:
    """Who asks for it and with what parameters; -1 where the order names none, `won` None if it was not graded."""

    row: int
    role: int
    target_axis: str
    level: int
    target: int
    place: int
    share: float
    won: bool | None


@dataclass(frozen=True)
class Attempt:
    """An ordered act of violence, which its mechanism resolves later in the tick."""

    kind: str
    side: int
    sector: int
    sectors: list[bool]
    row: int
    strength: float
    won: bool | None


def perform(w: Any, rules: Rules, act: CompiledAct, call: Call) -> None:
    """Violence is tried whatever the grade; all else happens only where its order won."""
    if act.act in {"assault", "attack_force", "offensive"}:
        _attempt(w, rules, act, call)
    elif call.won is not False:
        ACTS[act.act](w, rules, act, call)


def _side(rules: Rules, act: CompiledAct, call: Call) -> int:
    if act.side >= 0:
        return act.side
    return rules.side_role.index(call.role) if call.role in rules.side_role else -1


def _sides(rules: Rules, act: CompiledAct, call: Call) -> tuple[int, ...]:
    side = _side(rules, act, call)
    return (side,) if side >= 0 else (0, 1)


def _sectors(rules: Rules, call: Call) -> list[bool]:
    """The sector named, the sectors of the area named, or all of them."""
    if call.target >= 0 and call.target_axis == "sector":
        return [sector == call.target for sector in range(rules.sectors)]
    if call.target >= 0 and call.target_axis == "area":
        return [area == call.target for area in rules.area]
    return [True] * rules.sectors


def _level(act: CompiledAct, call: Call) -> int:
    """What the rules fix, or what the order's choice stands for; -1 if neither names a level."""
    if act.level >= 0:
        return act.level
    return act.choice_levels[call.level] if call.level >= 0 else -1


def _elements(rules: Rules, call: Call) -> list[int]:
    """The element named, or all that the giver commands."""
    if call.target_axis == "element":
        return [call.target] if call.target >= 0 else []
    return [element for element, role in enumerate(rules.element_role) if role == call.role]


def _unspent(w: Any, rules: Rules, element: int) -> bool:
    """Nothing that draws on the same people is away from home."""
    return all(w.element_status[rival] == HOME for rival in rules.rivals[element])


def _set(w: Any, _rules: Rules, act: CompiledAct, call: Call) -> None:
    level = _level(act, call)
    if level >= 0:
        w.settings[act.setting] = level


def _deploy(w: Any, rules: Rules, _act: CompiledAct, call: Call) -> None:
    if call.target_axis != "element" or call.target < 0:
        return
    element = call.target
    status = w.element_status[element]
    if status in {HOME, RETURNING} and _unspent(w, rules, element):
        w.element_status[element], w.element_wait[element] = PREPARING, rules.element_ready_days[element]
    elif status == READY:
        w.element_status[element], w.element_wait[element] = MOVING, rules.element_arrive_days[element]
    elif status != PREPARING:
        return
    w.element_task[element] = MISSION
    w.element_place[element] = call.place if call.place >= 0 else rules.element_station[element]


def _redeploy(w: Any, rules: Rules, _act: CompiledAct, call: Call) -> None:
    for element in _elements(rules, call):
        there = call.place if call.place >= 0 else rules.element_station[element]
        if w.element_status[element] == IN_PLACE and w.element_place[element] != there:
            w.element_status[element], w.element_place[element] = MOVING, there
            w.element_wait[element] = rules.element_arrive_days[element]


def _withdraw(w: Any, rules: Rules, _act: CompiledAct, call: Call) -> None:
    for element in _elements(rules, call):
        status = w.element_status[element]
        if status in {IN_PLACE, MOVING}:
            w.element_status[element], w.element_wait[element] = RETURNING, rules.element_arrive_days[element]
        elif status in {PREPARING, READY}:
            w.element_status[element], w.element_wait[element] = HOME, 0.0
        else:
            continue
        w.element_task[element], w.element_place[element] = NO_TASK, rules.element_home[element]


def _ready(w: Any, rules: Rules, _act: CompiledAct, call: Call) -> None:
    for element in _elements(rules, call):
        chosen = call.target_axis == "element" or w.element_task[element] == FOLLOW_ON
        if chosen and w.element_status[element] == HOME and _unspent(w, rules, element):
            w.element_task[element], w.element_status[element] = FOLLOW_ON, PREPARING
            w.element_wait[element] = rules.element_ready_days[element]
            w.element_place[element] = rules.element_station[element]


def _declare(w: Any, _rules: Rules, act: CompiledAct, call: Call) -> None:
    level = _level(act, call)
    if level >= 0:
        for trigger in range(len(w.trigger_declared)):
            if call.target in {trigger, -1}:
                w.trigger_declared[trigger] = level


def _harass(w: Any, rules: Rules, act: CompiledAct, call: Call) -> None:
    more = call.share * act.strength
    for side in _sides(rules, act, call):
        for sector, named in enumerate(_sectors(rules, call)):
            if named:
                w.push[side][sector] = within(w.push[side][sector] + more, 0.0, rules.high["push"])
                if more > 0:
                    w.push_days[side][sector] = max(w.push_days[side][sector], float(act.days))


def _towards_one(levels: list[list[float]], rules: Rules, act: CompiledAct, call: Call) -> None:
    """Close a share of the gap to 1; a negative strength opens it again."""
    share = within(call.share * act.strength, -1.0, 1.0)
    for side in _sides(rules, act, call):
        for sector, named in enumerate(_sectors(rules, call)):
            old = levels[side][sector]
            moved = (1 - old) * share if share > 0 else old * share
            levels[side][sector] = within(old + moved * named, 0.0, 1.0)


def _fortify(w: Any, rules: Rules, act: CompiledAct, call: Call) -> None:
    _towards_one(w.fortification, rules, act, call)


def _thin(w: Any, rules: Rules, act: CompiledAct, call: Call) -> None:
    _towards_one(w.withdrawn, rules, act, call)


def _attempt(w: Any, rules: Rules, act: CompiledAct, call: Call) -> None:
    side = _side(rules, act, call)
    if side < 0:
        return
    if act.act == "offensive":
        w.war, w.pressing[side] = 1, 1
    sectors, strength = _sectors(rules, call), call.share * act.strength
    w.attempts.append(Attempt(act.act, side, call.target, sectors, call.row, strength, call.won))


def _answer(w: Any, _rules: Rules, act: CompiledAct, call: Call) -> None:
    begin(w, "answered")
    for side in (0, 1):
        named = call.target_axis == "party" and call.target >= 0
        if call.target == side if named else act.side in {side, -1}:
            w.answered[side] += w.open_cases[side]
            w.open_cases[side] = 0


def _inform(w: Any, _rules: Rules, _act: CompiledAct, _call: Call) -> None:
    w.duty_open = 0


def _truce(w: Any, rules: Rules, act: CompiledAct, call: Call) -> None:
    """Where nobody presses any more the war is over, and the truce is announced anew."""
    for side in _sides(rules, act, call):
        w.pressing[side] = 0
        w.attacking[side] = [0] * rules.sectors
        w.regroup_days[side] = [0.0] * rules.sectors
    if not any(w.pressing):
        w.war = 0
        w.calm = max(w.calm, within(call.share * act.strength, 0.0, 1.0))


ACTS = {
    "set": _set, "deploy": _deploy, "redeploy": _redeploy, "withdraw": _withdraw, "ready": _ready, "declare": _declare,
    "harass": _harass, "fortify": _fortify, "thin": _thin, "answer": _answer, "inform": _inform, "truce": _truce,
}  # fmt: skip
