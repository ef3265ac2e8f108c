"""Ceasefire violations: see `wargame.adjudication.violations`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference import counts, people
from tests.reference.luck import Luck
from tests.reference.rules import SHELLS, Rules, begin, exp, use, within
from wargame.numerics import GRID
from wargame.quantities import DAYS_PER_WEEK


def occur(w: Any, rules: Rules, luck: Luck) -> None:
    t, dt, n, calm = rules.t, w.dt, rules.sectors, w.calm
    w.calm = calm * 0.5 ** (dt / 2 / t["calm_half_life_days"])
    w.fresh.add("calm")
    rate = rules.link("violation_rate", w)
    level = [[rate[s][i] + ordered(w, rules, s, i, dt / 2) for i in range(n)] for s in (0, 1)]
    end = _drifted(w, rules, level, dt)
    _happen(w, rules, luck, level, _drifted(w, rules, level, dt / 2))
    _deaths(w, rules, luck)
    w.heat = _wandered(w, rules, luck, end)
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


def _drifted(w: Any, rules: Rules, level: list[list[float]], days: float) -> list[list[float]]:
    """By sector the sum and the difference of the sides' heat, some days later but for luck.

    It forgets, and follows the other side's fire: d heat = (pull' - heat + answer x heat') dt / memory.
    """
    answer, memory = _answer(rules), rules.t["heat_memory_days"]
    usual = math.log(rules.t["baseline_rate"] / 2)
    kept = [math.exp(-days * speed / memory) for speed in (1 - answer, 1 + answer)]
    grown = [(1 - left) / speed * answer for left, speed in zip(kept, (1 - answer, 1 + answer), strict=True)]
    modes = []
    for first, second, hot, cold in zip(*level, *w.heat, strict=True):
        both = (hot + cold) * kept[0] + (second + first - 2 * usual) * grown[0]
        apart = (hot - cold) * kept[1] + (second - first) * grown[1]
        modes.append([both, apart])
    return modes


def _happen(w: Any, rules: Rules, luck: Luck, level: list[list[float]], heat: list[list[float]]) -> None:
    n, usual = rules.sectors, rules.t["rogue_k"] * w.dt / DAYS_PER_WEEK
    excess, kinds = _excess(w, rules), rules.kinds
    w.cfv_true = [[[0] * n for _ in range(kinds)] for _ in (0, 1)]
    for i, (both, apart) in enumerate(heat):
        for s in (0, 1):
            hot = (both - apart if s else both + apart) / 2
            mean = exp(level[s][i] + hot + rules.heat_base[s][i] - excess) * rules.km[i] * w.dt
            u = luck("violations", s * n + i), luck("violations", 2 * n + s * n + i)
            count = luck.negative_binomial(u, mean, usual * exp(rules.heat_base[s][i]))
            if not count:
                continue
            die, below, bound = luck("violation_class", s * n + i), 0, 0.0
            for c, share in enumerate(rules.class_share[s][:-1]):
                bound += share
                reached = min(luck.floor(count * bound + die), count)
                w.cfv_true[s][c][i] = reached - below
                below = reached
            w.cfv_true[s][kinds - 1][i] = count - below
    w.fresh.add("cfv_true")


def _wandered(w: Any, rules: Rules, luck: Luck, drifted: list[list[float]]) -> list[list[float]]:
    """Heat at the end of the tick: an Ornstein-Uhlenbeck process for the sum and one for the difference."""
    n, answer, memory = rules.sectors, _answer(rules), rules.t["heat_memory_days"]
    spread = []
    for speed in (1 - answer, 1 + answer):
        kept = math.exp(-w.dt * speed / memory)
        spread.append(rules.t["heat_sd"] * math.sqrt(2 * (1 - kept * kept) / speed))
    heat: list[list[float]] = [[], []]
    for i, (both, apart) in enumerate(drifted):
        total = both + counts.normal(luck("heat", i)) * spread[0]
        difference = apart + counts.normal(luck("heat", n + i)) * spread[1]
        heat[0].append(within((total + difference) / 2, rules.low["heat"], rules.high["heat"]))
        heat[1].append(within((total - difference) / 2, rules.low["heat"], rules.high["heat"]))
    return heat


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
