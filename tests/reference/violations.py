"""Ceasefire violations: see `wargame.adjudication.violations`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tests.reference import counts, people
from tests.reference.luck import Luck
from tests.reference.rules import SHELLS, Rules, begin, exp, use, within
from wargame.numerics import GRID
from wargame.quantities import DAYS_PER_WEEK

Modes = Callable[[int, float], list[float]]


def occur(w: Any, rules: Rules, luck: Luck) -> None:
    t, dt, n, calm = rules.t, w.dt, rules.sectors, w.calm
    w.calm = calm * 0.5 ** (dt / 2 / t["calm_half_life_days"])
    w.fresh.add("calm")
    rate = rules.link("violation_rate", w)
    level = [[rate[s][i] + ordered(w, rules, s, i, dt / 2) for i in range(n)] for s in (0, 1)]
    drifted, excess = _modes(w, rules, level), _excess(w, rules)
    _happen(w, rules, luck, level, lambda i: drifted(i, dt / 2), excess)
    _deaths(w, rules, luck)
    _heat(w, rules, luck, drifted)
    w.push = [[ordered(w, rules, s, i, dt) for i in range(n)] for s in (0, 1)]
    w.push_days = [[max(days - dt, 0.0) for days in row] for row in w.push_days]
    w.calm = calm * 0.5 ** (dt / t["calm_half_life_days"])
    w.fresh |= {"heat", "push"}


def ordered(w: Any, rules: Rules, side: int, sector: int, days: float) -> float:
    """Fire that was ordered, after some days: it stands for a while, and then halves again and again."""
    push: float = w.push[side][sector]
    if not push:
        return 0.0
    worn = max(0.0, days - w.push_days[side][sector])
    left: float = push * 0.5 ** (worn / rules.t["push_half_life_days"])
    return left


def _answer(rules: Rules) -> float:
    return min(rules.t["tit_for_tat"], 1 - 1 / GRID)


def _excess(w: Any, rules: Rules) -> float:
    """What the variance of heat, which grows from 0 at the start of play, would add to the mean."""
    memory, answer = rules.t["heat_memory_days"], _answer(rules)

    def gained(days: float) -> float:
        speeds = (1 - answer, 1 + answer)
        grown = sum((1 - math.exp(-days * speed / memory) ** 2) / speed for speed in speeds)
        return (rules.t["heat_sd"] / 2) ** 2 * grown

    return gained(w.day + w.dt / 2) - gained(w.dt / 2)


def _modes(w: Any, rules: Rules, level: list[list[float]]) -> Modes:
    """(sector, days) -> the sum and the difference of the sides' heat, some days later but for luck.

    It forgets, and follows the other side's fire: d heat = (pull' - heat + answer x heat') dt / memory.
    """
    answer, memory = _answer(rules), rules.t["heat_memory_days"]
    usual = math.log(rules.t["baseline_rate"] / 2)
    heat = w.heat

    def drifted(i: int, days: float) -> list[float]:
        pull = [(level[s][i] - usual) * answer for s in (0, 1)]
        modes = []
        for sign, speed in ((1, 1 - answer), (-1, 1 + answer)):
            kept = math.exp(-days * speed / memory)
            drift = (pull[1] + pull[0] * sign) * (1 - kept) / speed
            modes.append((heat[0][i] + heat[1][i] * sign) * kept + drift)
        return modes

    return drifted


def _happen(
    w: Any, rules: Rules, luck: Luck, level: list[list[float]], heat: Callable[[int], list[float]], excess: float
) -> None:
    n, k = rules.sectors, rules.t["rogue_k"] * w.dt / DAYS_PER_WEEK
    w.cfv_true = [[[0] * n for _ in range(rules.kinds)] for _ in (0, 1)]
    for i in range(n):
        both, apart = heat(i)
        for s in (0, 1):
            hot = (both - apart if s else both + apart) / 2
            mean = exp(level[s][i] + hot + rules.heat_base[s][i] - excess) * rules.km[i] * w.dt
            u = luck("violations", s * n + i), luck("violations", 2 * n + s * n + i)
            count = luck.negative_binomial(u, mean, k)
            if not count:
                continue
            die, below, bound = luck("violation_class", s * n + i), 0, 0.0
            for c in range(rules.kinds - 1):
                bound += rules.class_share[s][c]
                reached = min(luck.floor(count * bound + die), count)
                w.cfv_true[s][c][i] = reached - below
                below = reached
            w.cfv_true[s][rules.kinds - 1][i] = count - below
    w.fresh.add("cfv_true")


def _heat(w: Any, rules: Rules, luck: Luck, drifted: Modes) -> None:
    """Drifted, and wandered: an Ornstein-Uhlenbeck process for the sum and one for the difference."""
    n, answer = rules.sectors, _answer(rules)
    heat: list[list[float]] = [[], []]
    for i in range(n):
        modes = drifted(i, w.dt)
        for mode, speed in enumerate((1 - answer, 1 + answer)):
            kept = math.exp(-w.dt * speed / rules.t["heat_memory_days"])
            noise = counts.normal(luck("heat", mode * n + i))
            modes[mode] += noise * rules.t["heat_sd"] * math.sqrt(2 * (1 - kept * kept) / speed)
        heat[0].append(within((modes[0] + modes[1]) / 2, rules.low["heat"], rules.high["heat"]))
        heat[1].append(within((modes[0] - modes[1]) / 2, rules.low["heat"], rules.high["heat"]))
    w.heat = heat


def _deaths(w: Any, rules: Rules, luck: Luck) -> None:
    begin(w, "losses", "deaths")
    acts = [[sum(row) for row in w.cfv_true[s]] for s in (0, 1)]
    killed, wounded, civilians = [0, 0], [0, 0], [0, 0]
    fatal = max(rules.t["killed_share"], 1 / GRID)
    for s in (0, 1):
        mean = sum(number * rate for number, rate in zip(acts[s], rules.class_deaths, strict=True))
        killed[1 - s] = luck.poisson(luck("deaths", s), mean)
        wounded[1 - s] = luck.poisson(luck("wounded", s), mean * (1 - fatal) / fatal)
        mean = sum(number * rate for number, rate in zip(acts[s], rules.class_civilians, strict=True))
        civilians[s] = luck.poisson(luck("civilian_deaths", s), mean)
    struck = [[sum(row[i] for row in w.cfv_true[1 - s]) for i in range(rules.sectors)] for s in (0, 1)]
    people.fall(w, luck, killed, wounded, struck)
    lose_civilians(w, sum(civilians))
    _toll(w, rules, civilians)
    if not w.war:
        for s in (0, 1):
            heavy = sum(number * flag for number, flag in zip(acts[s], rules.class_heavy, strict=True))
            use(w, s, SHELLS, luck.floor(heavy * rules.t["shells_per_violation"] + luck("shells", s)))


def lose_civilians(w: Any, deaths: int) -> None:
    begin(w, "civilian_deaths")
    w.civilian_deaths += deaths
    w.civilians_killed += deaths


def _toll(w: Any, rules: Rules, civilians: list[int]) -> None:
    """By week of play: a week that reaches the limit is a case, unless the week before was one."""
    limit = rules.t["grave_deaths"]
    new_week = w.day % DAYS_PER_WEEK < w.dt
    for s in (0, 1):
        if new_week:
            w.civilian_toll_last[s], w.civilian_toll[s] = w.civilian_toll[s], 0.0
        before = w.civilian_toll[s]
        w.civilian_toll[s] = before + civilians[s] * min(1, DAYS_PER_WEEK / w.dt)
        if w.civilian_toll[s] >= limit > before and w.civilian_toll_last[s] < limit:
            w.grave[s] += 1
    w.fresh |= {"civilian_toll", "civilian_toll_last"}
