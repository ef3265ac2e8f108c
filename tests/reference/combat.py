"""Local seizures and renewed war: see `wargame.adjudication.combat`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference import people
from tests.reference.acts import Attempt
from tests.reference.luck import Luck
from tests.reference.rules import SHELLS, Rules, begin, exp, use, within
from wargame.numerics import GRID
from wargame.quantities import DAYS_PER_WEEK

QUIET, ATTACKING, BROKEN_IN, REGROUPING = range(4)
ACTIVE = (ATTACKING, BROKEN_IN)


def fight(w: Any, rules: Rules, luck: Luck) -> None:
    begin(w, "seizures", "losses", "deaths")
    w.seized_days = [[days + w.dt if days > 0 else 0.0 for days in row] for row in w.seized_days]
    w.fresh.add("seized_days")
    for attempt in w.attempts:
        if attempt.kind == "assault":
            _assault(w, rules, luck, attempt)
        elif attempt.kind == "offensive":
            _open_offensive(w, rules, luck, attempt)
    if any(REGROUPING in row for row in w.attacking):
        _regroup(w, rules, luck)
    if any(w.pressing) or any(mode in ACTIVE for row in w.attacking for mode in row):
        _battle(w, rules, luck)


def _assault(w: Any, rules: Rules, luck: Luck, attempt: Attempt) -> None:
    """A local seizure; without a sector named, where the chance is best."""
    side, other, sector, t = attempt.side, 1 - attempt.side, attempt.sector, rules.t
    chance = rules.check("assault", w)[side]
    if sector < 0:
        sector = chance.index(max(chance))
    won = attempt.won
    if won is None:
        won = luck.above(chance[sector], luck("attack_outcome", attempt.row))
    taking_part = luck.floor(w.troops[side][sector] * t["assault_share"])
    share = t["assault_loss" if won else "repulse_loss"]
    lost = luck.binomial(luck("attack_loss", 2 * attempt.row), taking_part, share)
    ratio = t["loss_ratio_won" if won else "loss_ratio_lost"]
    fallen = [[0] * rules.sectors, [0] * rules.sectors]
    fallen[side][sector] = lost
    fallen[other][sector] = luck.floor(lost / ratio + luck("attack_loss", 2 * attempt.row + 1))
    die = [0.0, 0.0]
    die[side], die[other] = (luck("combat_killed", 2 * attempt.row + n) for n in (0, 1))
    people.fall_there(w, rules, luck, fallen, die)
    if won:
        w.seizures[side] += 1
        w.seized_days[side][sector] = max(w.seized_days[side][sector], float(w.dt))
        w.seized_days[other][sector] = 0.0
        _move_line(w, rules, sector, t["assault_km"] * (1 if side else -1))
        w.grave[side] += 1


def _move_line(w: Any, rules: Rules, sector: int, km: float) -> None:
    w.shift_km[sector] = within(w.shift_km[sector] + km, rules.low["shift_km"], rules.high["shift_km"])


def _open_offensive(w: Any, rules: Rules, luck: Luck, attempt: Attempt) -> None:
    """Where it attacks, and where it breaks in at once; where an earlier one goes on nothing changes."""
    side, chance = attempt.side, rules.check("offensive", w)[attempt.side]
    breaks = {}
    for sector, named in enumerate(attempt.sectors):
        if named and w.attacking[side][sector] == QUIET:
            die = luck("break_in", rules.sectors * side + sector)
            breaks[sector] = attempt.won is not False and luck.above(chance[sector], die)
    _begin(w, rules, side, breaks)


def _begin(w: Any, rules: Rules, side: int, breaks: dict[int, bool]) -> None:
    """An offensive begins in some sectors; where it breaks in it throws back the enemy's own."""
    for sector, broken_in in breaks.items():
        w.attacking[side][sector] = BROKEN_IN if broken_in else ATTACKING
        w.regroup_days[side][sector] = 0.0
        for army in (0, 1):
            w.attack_start[army][sector] = w.troops[army][sector]
            w.attack_lost[army][sector] = 0.0
        if broken_in and w.attacking[1 - side][sector] in ACTIVE:
            w.attacking[1 - side][sector] = REGROUPING
            w.regroup_days[1 - side][sector] += rules.t["regroup_days"]


def _regroup(w: Any, rules: Rules, luck: Luck) -> None:
    """A side that presses resumes once it has regrouped, is strong enough, and the check (per week) says so."""
    n = rules.sectors
    able = []
    for side in (0, 1):
        for sector in range(n):
            if w.attacking[side][sector] != REGROUPING:
                w.regroup_days[side][sector] = 0.0
                continue
            left = w.regroup_days[side][sector] = max(w.regroup_days[side][sector] - w.dt, 0.0)
            needed = rules.troops_at_start[side][sector] * rules.t["resume_strength"]
            if w.pressing[side] and left <= 0 and not luck.above(needed, w.troops[side][sector]):
                able.append((side, sector))
    w.fresh.add("regroup_days")
    if not able:
        return
    resumption, offensive = rules.check("resumption", w), rules.check("offensive", w)
    again: list[dict[int, bool]] = [{}, {}]
    for side, sector in able:
        weekly = min(resumption[side], 1 - 1 / GRID)
        if luck.above(1 - (1 - weekly) ** (w.dt / DAYS_PER_WEEK), luck("resumption", side * n + sector)):
            again[side][sector] = luck.above(offensive[side][sector], luck("break_in", side * n + sector))
    for side in (0, 1):
        _begin(w, rules, side, again[side])


def _battle(w: Any, rules: Rules, luck: Luck) -> None:
    """A tick of war, day by day."""
    n, t = rules.sectors, rules.t
    strength = [[float(there) for there in row] for row in w.troops]
    lost = [[0.0] * n, [0.0] * n]
    before = [list(row) for row in w.attacking]
    spread = (t["heat_sd"] / 2) ** 2
    fierce = [exp((w.heat[0][i] + w.heat[1][i]) / 2 - spread) for i in range(n)]
    firepower = [_firepower(w, rules, side) for side in (0, 1)]
    offensive = rules.check("offensive", w)
    for _ in range(w.dt):
        for i in range(n):
            _day(w, rules, luck, i, strength, lost, fierce[i], firepower, offensive)
    fallen = [[luck.poisson(luck("battle_loss", s * n + i), lost[s][i]) for i in range(n)] for s in (0, 1)]
    people.fall_there(w, rules, luck, fallen, [luck("battle_killed", s) for s in (0, 1)])
    for s in (0, 1):
        for i in range(n):
            if w.attacking[s][i] == REGROUPING and before[s][i] in ACTIVE:
                w.regroup_days[s][i] += t["regroup_days"]
            w.attack_lost[s][i] = w.attack_lost[s][i] + lost[s][i] if w.attack_start[s][i] > 1 else 0.0


def _day(
    w: Any, rules: Rules, luck: Luck, i: int, strength: list[list[float]], lost: list[list[float]], fierce: float,
    firepower: list[float], offensive: list[list[float]],
) -> None:  # fmt: skip
    """One day in one sector: who falls, who breaks, and how the line moves."""
    t, q, p = rules.t, rules.t["attrition_q"], rules.t["attrition_p"]
    mode = [w.attacking[0][i], w.attacking[1][i]]
    daily = []
    for s in (0, 1):
        own, their = strength[s][i] ** q, strength[1 - s][i] ** p
        losses = 0.0
        for attack, name in ((ATTACKING, "loss_ratio_lost"), (BROKEN_IN, "loss_ratio_won")):
            tilt = math.sqrt(t[name])
            losses += t["attrition"] * ((mode[s] == attack) * tilt + (mode[1 - s] == attack) / tilt)
        tilt = math.sqrt(t["loss_ratio_lost"])
        losses += t["positional"] * fierce * (w.pressing[s] * tilt + w.pressing[1 - s] / tilt)
        daily.append(min(losses * own * their * firepower[1 - s], strength[s][i]))
    broken = []
    for s in (0, 1):
        lost[s][i] += daily[s]
        strength[s][i] -= daily[s]
        limit = max(w.attack_start[s][i], 1) * t["breakpoint"]
        broken.append(luck.above(w.attack_lost[s][i] + lost[s][i], limit))
    gain = []
    for s in (0, 1):
        if mode[s] in ACTIVE and broken[s]:
            w.attacking[s][i] = REGROUPING
        elif mode[s] == ATTACKING and broken[1 - s]:
            w.attacking[s][i] = BROKEN_IN
        broke_in = w.attacking[s][i] == BROKEN_IN
        gain.append(t["advance_km"] if broke_in else w.pressing[s] * offensive[s][i] * t["creep_km"])
    _move_line(w, rules, i, gain[1] - gain[0])


def _firepower(w: Any, rules: Rules, side: int) -> float:
    """Share of the losses in war that a side can inflict, given the shells that it has left."""
    wanted = round(rules.t[f"war_shells_{side}"] * w.dt)
    if not wanted:
        return 1.0
    return 1 - rules.t["shell_weight"] * (1 - use(w, side, SHELLS, wanted) / wanted)
