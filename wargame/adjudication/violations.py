"""Ceasefire violations: how many there are, per side, sector and class, and whom they kill.

The log-rate of a side in a sector is the check `violation_rate`, plus how hot the place usually is, its present heat,
and fire ordered from above. Counts are negative binomial, so they come in bursts (calibration A0.3); heat lasts for
weeks and jumps across the line, so bursts answer bursts; and an announced truce brings a quiet that wears off
(calibration A0.4).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics, samplers
from wargame.adjudication import logistics
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import DAYS_PER_WEEK
from wargame.world import checks

Array = NDArray[Any]


def occur(draft: Draft) -> None:
    """Writes `cfv_true`, the deaths, `civilian_toll`, and the `heat`, `push` and `calm` of the end of the tick."""
    now, tables = draft.now, draft.tables
    calm, push = now.calm, now.push
    # What wears off counts with its value in the middle of the tick: then days and weeks agree.
    draft.set("calm", calm * _left(draft, "calm_half_life_days", draft.dt / 2))
    ordered = push * _left(draft, "push_half_life_days", draft.dt / 2)
    if draft.live:
        draft.fire = draft.moment()
    level = checks.link_value(tables.checks["violation_rate"], now) + ordered
    log_rate = level + now.heat
    log_rate += (tables.heat_base - np.float32(_heat_excess(draft)))[:, :, None]
    mean = numerics.exp(log_rate, out=log_rate)
    mean *= (tables.km * np.float32(draft.dt))[:, None]
    spread = np.float32(draft.tunable("rogue_k") * draft.dt / DAYS_PER_WEEK)
    count = samplers.negative_binomial(draft.uniform("violations", (2, *mean.shape[:2])), mean, spread)
    draft.set("cfv_true", _classes(draft, count))
    _deaths(draft)
    draft.set("heat", _heat(draft, level))
    draft.set("push", push * _left(draft, "push_half_life_days", draft.dt))
    draft.set("calm", calm * _left(draft, "calm_half_life_days", draft.dt))


def because(draft: Draft, side: int, sector: int) -> Why:
    """The rate of a side in a sector in the game, as it was when this tick's violations were drawn: the check, and what
    the engine adds to it."""
    fire = draft.now if draft.fire is None else draft.fire
    usual = float(draft.tables.heat_base[side, sector]) - _heat_excess(draft)
    ordered = float(fire.push[side, sector, GAME] * _left(draft, "push_half_life_days", draft.dt / 2))
    place = draft.tables.roster.axes["sector"][sector]
    at = draft.origin(f"scenario.sectors.{place}.heat")
    more = (
        checks.Extra("heat", float(fire.heat[side, sector, GAME]), draft.origin("rules.tunables.heat_sd"), ("heat",)),
        checks.Extra("heat_base", usual, at or draft.origin("rules.tunables.heat_sd"), ("heat",)),
        checks.Extra("push", ordered, draft.origin("rules.tunables.push_half_life_days"), ("push",)),
    )
    return draft.why("violation_rate", {"side": side, "sector": sector}, at=fire, more=more)


def _left(draft: Draft, half_life: str, days: float) -> np.float32:
    """Share of something that is left after some days."""
    return np.float32(math.exp(-math.log(2) * days / draft.tunable(half_life)))


def _tit_for_tat(draft: Draft) -> float:
    """Below 1, or answers to answers would never end."""
    return min(draft.tunable("tit_for_tat"), 1 - 1 / numerics.GRID)


def _heat_excess(draft: Draft) -> float:
    """Half the variance of heat by now: taken off, so that heat makes violations uneven but not more.

    Heat starts at 0, so its variance grows from 0 to that of the stationary process of `_heat`.
    """
    answer, days = _tit_for_tat(draft), draft.day / draft.tunable("heat_memory_days")
    modes = ((1 - math.exp(-days * rate) ** 2) / rate for rate in (1 - answer, 1 + answer))
    return (draft.tunable("heat_sd") / 2) ** 2 * sum(modes)


def _heat(draft: Draft, level: Array) -> Array:
    """Heat forgets, wanders, and follows the other side's fire, compared with what is usual:

        d heat = (answer x (heat' + level' - usual) - heat) dt / memory + sd sqrt(2 / memory) dB

    where ' is the other side. Sum and difference of the two sides are Ornstein-Uhlenbeck processes on their own,
    stepped exactly, so that the tick's length does not matter. Before the coupling `heat_sd` is the standard deviation.
    """
    answer, memory, sd = _tit_for_tat(draft), draft.tunable("heat_memory_days"), draft.tunable("heat_sd")
    usual = np.float32(math.log(draft.tunable("baseline_rate") / 2))
    heat = draft.now.heat
    pull = np.broadcast_to((level - usual) * np.float32(answer), heat.shape)
    noise = numerics.normal_quantile(draft.uniform("heat", heat.shape[:2]))
    modes = []
    for sign, rate in ((1, 1 - answer), (-1, 1 + answer)):
        kept = math.exp(-draft.dt * rate / memory)
        shock = sd * math.sqrt(2 * (1 - kept * kept) / rate)
        rest = (pull[1] + pull[0] * sign) * np.float32((1 - kept) / rate)
        modes.append((heat[0] + heat[1] * sign) * np.float32(kept) + rest + noise[(1 - sign) // 2] * np.float32(shock))
    both, apart = modes
    limit = draft.tables.registry["heat"]
    return np.clip(np.stack([both + apart, both - apart]) / 2, limit.low, limit.high)


def _classes(draft: Draft, count: Array) -> Array:
    """(2, C, L, W) the counts by class, in proportion to the side's shares, one die for each side and sector.

    Cumulated shares of the count are rounded down after adding the die, so every class has its expected number, rare
    classes come up with their own probability, and the classes add up.
    """
    share = draft.tables.class_share
    die = draft.uniform("violation_class", count.shape[:2])
    classes = np.empty((2, share.shape[1], *count.shape[1:]), np.int32)
    below = np.zeros_like(count)
    reached = np.empty_like(count)
    whole = count.astype(np.float32)
    part = np.empty_like(whole)
    bound = np.add.accumulate(share, axis=1, dtype=np.float32)
    for row in range(share.shape[1] - 1):
        np.multiply(whole, bound[:, row, None, None], out=part)
        np.add(part, die, out=part)
        np.copyto(reached, part, casting="unsafe")
        np.minimum(reached, count, out=reached)
        np.subtract(reached, below, out=classes[:, row])
        below, reached = reached, below
    np.subtract(count, below, out=classes[:, -1])
    return classes


def _deaths(draft: Draft) -> None:
    """Soldiers of the other side and civilians killed, and the shells that heavy classes used up."""
    tables, now = draft.tables, draft.now
    acts = np.add.reduce(now.cfv_true, axis=2).astype(np.float32)
    mean = np.add.reduce(acts * tables.class_deaths[:, None], axis=1)
    deaths = samplers.poisson(draft.uniform("deaths", 2), mean)[::-1]
    mean = np.add.reduce(acts * tables.class_civilians[:, None], axis=1)
    civilians = samplers.poisson(draft.uniform("civilian_deaths", 2), mean)
    lose(draft, deaths)
    lose_civilians(draft, np.add.reduce(civilians, axis=0))
    week_left = max(0, 1 - draft.dt / DAYS_PER_WEEK)
    toll = now.civilian_toll * np.float32(week_left) + civilians
    grave = np.float32(draft.tunable("grave_deaths"))
    draft.grave["civilians"] = ((toll >= grave) & (now.civilian_toll < grave)).astype(np.int32)
    draft.set("civilian_toll", toll)
    heavy = np.add.reduce(acts * tables.class_heavy[:, None], axis=1)
    shells = (heavy * np.float32(draft.tunable("shells_per_violation"))).astype(np.int32)
    for side in (0, 1):
        logistics.use(draft, side, logistics.SHELLS, shells[side])


def lose(draft: Draft, deaths: Array) -> None:
    """Count (2, W) soldiers killed: `deaths`, `killed`."""
    draft.count("deaths")[:] += deaths
    draft.set("killed", draft.now.killed + deaths)


def lose_civilians(draft: Draft, deaths: Array) -> None:
    """Count (W,) civilians killed: `civilian_deaths`, `civilians_killed`."""
    draft.count("civilian_deaths")[:] += deaths
    draft.set("civilians_killed", draft.now.civilians_killed + deaths)
