"""The closed table of acts: what an order or an inject can do besides moving tracks (`Mechanism.act` in the rules).

Settings, forces and declarations change at once, if a graded order wins. Acts of violence are tried whatever the grade
and resolved later in the tick, by `contact.py` and `combat.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Attempt, Draft, Why
from wargame.quantities import STATUSES, TASKS
from wargame.world.tables import CompiledAct

Array = NDArray[Any]
HOME, PREPARING, READY, MOVING, IN_PLACE, RETURNING = range(len(STATUSES))
NO_TASK, MISSION, FOLLOW_ON = range(len(TASKS))


@dataclass(frozen=True)
class Call:
    """Who asks for it, in which lanes, with what parameters.

    Attributes:
        worlds: (n,) lanes.
        row: dice row of what it may draw, see `Attempt.row`.
        role: row of the giver, -1 for an inject.
        target_axis: what `target` is a row of: sector, area, element, party, trigger, or "".
        level, target, place: (n,) rows, -1 where the order names none.
        share: (n,) float32 multiple of strengths and effects: of the amount asked, and of the grade.
        cause: see `Event.cause`.
        won: (n,) bool, whether a graded order succeeds; None if it was not graded.
        why: of the grade, in a live game.
    """

    worlds: Array
    row: int
    role: int
    target_axis: str
    level: Array
    target: Array
    place: Array
    share: Array
    cause: str
    won: Array | None = None
    why: Why | None = None

    def only(self, keep: Array) -> Call:
        """The same in some of its lanes; `keep` is (n,) bool."""
        cut = {
            name: value[keep]
            for name in ("worlds", "level", "target", "place", "share", "won")
            if (value := getattr(self, name)) is not None
        }
        return replace(self, **cut)


def everywhere(cause: str, worlds: Array, row: int) -> Call:
    """What an inject does: no giver, no target."""
    none = np.full(len(worlds), -1, np.int32)
    return Call(worlds, row, -1, "", none, none, none, np.ones(len(worlds), np.float32), cause)


def perform(draft: Draft, act: CompiledAct, call: Call) -> None:
    """Do one act. Unless it is violent, it happens only where its order won."""
    if act.act not in VIOLENT and call.won is not None:
        call = call.only(call.won)
    if len(call.worlds):
        ACTS[act.act](draft, act, call)


def _side(draft: Draft, act: CompiledAct, call: Call) -> int:
    """The side that acts: the rules' word, or else the giver's own; -1 if there is none."""
    sides = draft.tables.side_role
    return act.side if act.side >= 0 else sides.index(call.role) if call.role in sides else -1


def _sides(draft: Draft, act: CompiledAct, call: Call) -> tuple[int, ...]:
    side = _side(draft, act, call)
    return (side,) if side >= 0 else (0, 1)


def _sectors(draft: Draft, call: Call) -> Array:
    """(n, L) bool: the sector named, the sectors of the area named, or all of them."""
    rows = np.arange(len(draft.tables.km))
    if call.target_axis == "sector":
        chosen = rows == call.target[:, None]
    elif call.target_axis == "area":
        chosen = draft.tables.area == call.target[:, None]
    else:
        return np.ones((len(call.worlds), len(rows)), bool)
    named: Array = np.logical_or(chosen, (call.target < 0)[:, None])
    return named


def _level(act: CompiledAct, call: Call) -> Array:
    """(n,) row of the level that the rules fix, or that the order's choice stands for; -1 if neither names one."""
    if act.level >= 0:
        return np.full_like(call.level, act.level)
    return np.array((*act.choice_levels, -1), np.int32)[call.level]


def _set(draft: Draft, act: CompiledAct, call: Call) -> None:
    level = _level(act, call)
    named = level >= 0
    draft.edit("settings")[act.setting, call.worlds[named]] = level[named]


def _elements(draft: Draft, call: Call) -> list[tuple[int, Array]]:
    """(element row, mask over the call's lanes) of the element named, or of all that the giver commands."""
    if call.target_axis == "element":
        return [(int(row), call.target == row) for row in np.unique(call.target[call.target >= 0])]
    own = np.flatnonzero(draft.tables.element_role == call.role)
    return [(int(row), np.ones(len(call.worlds), bool)) for row in own]


def _destination(draft: Draft, row: int, call: Call) -> Array:
    return np.where(call.place >= 0, call.place, draft.tables.element_station[row])


def _unspent(draft: Draft, row: int, worlds: Array) -> Array:
    """(lanes,) bool: nothing that draws on the same people (the whole brigade, or its battalion) is away from home."""
    free = np.ones(len(worlds), bool)
    for rival in draft.tables.element_rivals[row]:
        free &= draft.edit("element_status")[rival, worlds] == HOME
    return free


def _deploy(draft: Draft, _act: CompiledAct, call: Call) -> None:
    """Start what an element needs to get to the place named, or to its usual one."""
    if call.target_axis != "element":
        return
    status, task, wait = draft.edit("element_status"), draft.edit("element_task"), draft.edit("element_wait")
    place = draft.edit("element_place")
    for row, asked in _elements(draft, call):
        worlds, now = call.worlds, status[row, call.worlds]
        fresh = asked & ((now == HOME) | (now == RETURNING)) & _unspent(draft, row, worlds)
        ready = asked & (now == READY)
        wait[row, worlds[fresh]] = draft.tables.element_ready_days[row]
        wait[row, worlds[ready]] = draft.tables.element_arrive_days[row]
        status[row, worlds[fresh]], status[row, worlds[ready]] = PREPARING, MOVING
        going = fresh | ready | (asked & (now == PREPARING))
        task[row, worlds[going]] = MISSION
        place[row, worlds[going]] = _destination(draft, row, call)[going]


def _redeploy(draft: Draft, _act: CompiledAct, call: Call) -> None:
    """An element that is in place moves to another one."""
    status, wait, place = draft.edit("element_status"), draft.edit("element_wait"), draft.edit("element_place")
    for row, asked in _elements(draft, call):
        there = _destination(draft, row, call)
        moves = asked & (status[row, call.worlds] == IN_PLACE) & (place[row, call.worlds] != there)
        worlds = call.worlds[moves]
        status[row, worlds], wait[row, worlds] = MOVING, draft.tables.element_arrive_days[row]
        place[row, worlds] = there[moves]


def _withdraw(draft: Draft, _act: CompiledAct, call: Call) -> None:
    """An element goes home; without a name, all that the giver commands."""
    status, wait = draft.edit("element_status"), draft.edit("element_wait")
    task, place = draft.edit("element_task"), draft.edit("element_place")
    for row, asked in _elements(draft, call):
        now = status[row, call.worlds]
        out = call.worlds[asked & ((now == IN_PLACE) | (now == MOVING))]
        status[row, out], wait[row, out] = RETURNING, draft.tables.element_arrive_days[row]
        stayed = call.worlds[asked & ((now == PREPARING) | (now == READY))]
        status[row, stayed], wait[row, stayed] = HOME, 0
        back = np.concatenate([out, stayed])
        task[row, back], place[row, back] = NO_TASK, draft.tables.element_home[row]


def _ready(draft: Draft, _act: CompiledAct, call: Call) -> None:
    """An element becomes (part of) the follow-on force; without a name, all that have the task get ready."""
    status, task, wait = draft.edit("element_status"), draft.edit("element_task"), draft.edit("element_wait")
    place = draft.edit("element_place")
    for row, asked in _elements(draft, call):
        chosen = asked if call.target_axis == "element" else asked & (task[row, call.worlds] == FOLLOW_ON)
        worlds = call.worlds[chosen & (status[row, call.worlds] == HOME) & _unspent(draft, row, call.worlds)]
        task[row, worlds], status[row, worlds] = FOLLOW_ON, PREPARING
        wait[row, worlds], place[row, worlds] = draft.tables.element_ready_days[row], draft.tables.element_station[row]


def _declare(draft: Draft, act: CompiledAct, call: Call) -> None:
    """Say, or no longer say, what one will answer."""
    level, declared = _level(act, call), draft.edit("trigger_declared")
    for row in range(len(declared)):
        worlds = ((call.target == row) | (call.target < 0)) & (level >= 0)
        declared[row, call.worlds[worlds]] = level[worlds]


def _harass(draft: Draft, act: CompiledAct, call: Call) -> None:
    """More fire from above: `push` grows by the act's strength, for as long as the act says, and then wears off."""
    push, days = draft.edit("push"), draft.edit("push_days")
    more = (_sectors(draft, call) * (call.share * np.float32(act.strength))[:, None]).T
    highest = draft.tables.registry["push"].high
    for side in _sides(draft, act, call):
        push[side][:, call.worlds] = np.clip(push[side][:, call.worlds] + more, 0, highest)
        longer = (more > 0) * np.float32(act.days)
        days[side][:, call.worlds] = np.maximum(days[side][:, call.worlds], longer)


def _towards_one(draft: Draft, name: str, act: CompiledAct, call: Call) -> None:
    """Close a share of the gap to 1; a negative strength opens it again."""
    level = draft.edit(name)
    share = (_sectors(draft, call) * (call.share * np.float32(act.strength))[:, None]).T
    up, down = np.clip(share, 0, 1), np.clip(-share, 0, 1)
    for side in _sides(draft, act, call):
        old = level[side][:, call.worlds]
        level[side][:, call.worlds] = np.clip(old + (1 - old) * up - old * down, 0, 1)


def _fortify(draft: Draft, act: CompiledAct, call: Call) -> None:
    _towards_one(draft, "fortification", act, call)


def _thin(draft: Draft, act: CompiledAct, call: Call) -> None:
    _towards_one(draft, "withdrawn", act, call)


def _attempt(draft: Draft, act: CompiledAct, call: Call) -> None:
    side = _side(draft, act, call)
    if side < 0:
        return
    sectors = call.target
    if act.act == "offensive":  # whether it breaks in or not, from now on there is war
        sectors = _sectors(draft, call)
        draft.edit("war")[call.worlds] = 1
        draft.edit("pressing")[side, call.worlds] = 1
    strength = call.share * np.float32(act.strength)
    attempt = Attempt(act.act, side, call.worlds, sectors, call.row, strength, call.won, call.cause, call.why)
    draft.attempts.append(attempt)


def _answer(draft: Draft, act: CompiledAct, call: Call) -> None:
    """The coalition speaks out about a side's open cases; without a side named, about all."""
    open_cases, answered = draft.edit("open_cases"), draft.count("answered")
    for side in (0, 1):
        meant = np.full(len(call.worlds), act.side in {side, -1})
        if call.target_axis == "party":
            meant = np.where(call.target < 0, meant, call.target == side)
        worlds = call.worlds[meant]
        answered[side, worlds] += open_cases[side, worlds]
        open_cases[side, worlds] = 0


def _inform(draft: Draft, _act: CompiledAct, call: Call) -> None:
    """Parliament is told what the mission has become."""
    draft.edit("duty_open")[call.worlds] = 0


def _truce(draft: Draft, act: CompiledAct, call: Call) -> None:
    """A side stops fighting, or both do if nobody in particular acts: its offensives end, and it presses no more.

    Where nobody presses any more the war is over, and the truce is announced anew: a quiet that wears off.
    """
    pressing, attacking, regroup = (draft.edit(name) for name in ("pressing", "attacking", "regroup_days"))
    for side in _sides(draft, act, call):
        pressing[side, call.worlds] = 0
        attacking[side][:, call.worlds] = 0
        regroup[side][:, call.worlds] = 0
    over = call.worlds[~pressing[:, call.worlds].any(axis=0)]
    draft.edit("war")[over] = 0
    calm, share = draft.edit("calm"), np.zeros(draft.worlds, np.float32)
    share[call.worlds] = np.clip(call.share * np.float32(act.strength), 0, 1)
    calm[over] = np.maximum(calm[over], share[over])


VIOLENT = frozenset({"assault", "attack_force", "offensive"})
ACTS: dict[str, Callable[[Draft, CompiledAct, Call], None]] = {
    "set": _set, "deploy": _deploy, "redeploy": _redeploy, "withdraw": _withdraw, "ready": _ready, "declare": _declare,
    "harass": _harass, "assault": _attempt, "attack_force": _attempt, "offensive": _attempt, "fortify": _fortify,
    "thin": _thin, "answer": _answer, "inform": _inform, "truce": _truce,
}  # fmt: skip
