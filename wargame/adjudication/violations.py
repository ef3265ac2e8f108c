"""Ceasefire violations: how many there are, per side, sector and class, and whom they kill.

The log-rate of a side in a sector is the check `violation_rate`, plus how hot the place usually is, its present heat,
and fire ordered from above. Counts are negative binomial, so they come in bursts, the more so in quiet places
(calibration A0.3); heat lasts for weeks and jumps across the line, so bursts answer bursts; and an announced truce
brings a quiet that wears off (calibration A0.4).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics, samplers
from wargame.adjudication import logistics, people
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import DAYS_PER_WEEK
from wargame.world import checks

Array = NDArray[Any]


def occur(draft: Draft) -> None:
    """Writes `cfv_true`, who is hit, `civilian_toll`, and `heat`, `push` and `calm` as they are after the tick."""
    now, tables = draft.now, draft.tables
    calm, push = now.calm, now.push
    # What wears off counts with its value in the middle of the tick: then days and weeks agree.
    draft.set("calm", calm * _left(draft, "calm_half_life_days", draft.dt / 2))
    ordered = push_left(draft, push, now.push_days, draft.dt / 2)
    if draft.live:
        draft.fire = draft.moment()
    level = checks.link_value(tables.checks["violation_rate"], now) + ordered
    pull = _pull(draft, level)
    log_rate = level + _drifted(draft, now.heat, pull, draft.dt / 2)
    log_rate += (tables.heat_base - np.float32(_heat_excess(draft)))[:, :, None]
    mean = numerics.exp(log_rate, out=log_rate)
    np.minimum(mean, np.float32(samplers.COUNT_CEILING), out=mean)  # so that absurd rates stay numbers
    mean *= (tables.km * np.float32(draft.dt))[:, None]
    # Quiet places are patchy: days without a shot, and then an exchange.
    spread = numerics.exp(tables.heat_base) * np.float32(draft.tunable("rogue_k") * draft.dt / DAYS_PER_WEEK)
    count = samplers.negative_binomial(draft.uniform("violations", (2, *mean.shape[:2])), mean, spread[:, :, None])
    draft.set("cfv_true", _classes(draft, count))
    _deaths(draft, count)
    draft.set("heat", _heat(draft, pull))
    draft.set("push", push_left(draft, push, now.push_days, draft.dt))
    if now.push_days.any():
        draft.set("push_days", np.maximum(now.push_days - np.float32(draft.dt), 0))
    draft.set("calm", calm * _left(draft, "calm_half_life_days", draft.dt))


def because(draft: Draft, side: int, sector: int) -> Why:
    """The rate of a side in a sector in the game, as it was when this tick's violations were drawn: the check, and what
    the engine adds to it."""
    fire = draft.now if draft.fire is None else draft.fire
    usual = float(draft.tables.heat_base[side, sector]) - _heat_excess(draft)
    ordered = push_left(draft, fire.push, fire.push_days, draft.dt / 2)
    level = checks.link_value(draft.tables.checks["violation_rate"], fire) + ordered
    heat = float(_drifted(draft, fire.heat, _pull(draft, level), draft.dt / 2)[side, sector, GAME])
    wearing_off = draft.origin("rules.tunables.push_half_life_days")
    place = draft.tables.roster.axes["sector"][sector]
    at = draft.origin(f"scenario.sectors.{place}.heat")
    more = (
        checks.Extra("heat", heat, draft.origin("rules.tunables.heat_sd"), ("heat",)),
        checks.Extra("heat_base", usual, at or draft.origin("rules.tunables.heat_sd"), ("heat",)),
        checks.Extra("push", float(ordered[side, sector, GAME]), wearing_off, ("push",)),
    )
    return draft.why("violation_rate", {"side": side, "sector": sector}, at=fire, more=more)


def push_left(draft: Draft, push: Array, standing: Array, days: float) -> Array:
    """Ordered fire after some days: whole for as long as its order stands, then halved again and again.

    Args:
        push, standing: (2, L, W) the fire, and the days for which its order still stands.
    """
    under_way = np.flatnonzero(push)
    left = push
    if under_way.size:
        left = np.zeros_like(push)
        worn = np.maximum(np.float32(days) - standing.reshape(-1)[under_way], 0)
        pace = np.float32(-math.log(2) / draft.tunable("push_half_life_days"))
        left.reshape(-1)[under_way] = push.reshape(-1)[under_way] * numerics.exp(worn * pace)
    return left


def _left(draft: Draft, half_life: str, days: float) -> np.float32:
    """Share of something that is left after some days."""
    return np.float32(math.exp(-math.log(2) * days / draft.tunable(half_life)))


def _speeds(draft: Draft) -> tuple[float, float]:
    """How fast the sum and the difference of the two sides' heat forget, in memories: slower and faster than one.

    The answer to an answer is below 1, or answers would never end.
    """
    answer = min(draft.tunable("tit_for_tat"), 1 - 1 / numerics.GRID)
    return 1 - answer, 1 + answer


def _half_variance(draft: Draft, days: float) -> float:
    """Half the variance that heat gains in some days: by so much, in logs, does it raise the mean of violations."""
    memory = draft.tunable("heat_memory_days")
    modes = ((1 - math.exp(-days * speed / memory) ** 2) / speed for speed in _speeds(draft))
    return (draft.tunable("heat_sd") / 2) ** 2 * sum(modes)


def _heat_excess(draft: Draft) -> float:
    """Taken off, so that heat makes violations uneven but not more: what its variance, which grows from 0 at the start
    of play, would add; that of the tick itself does not show in the heat that it starts from."""
    middle = draft.dt / 2
    return _half_variance(draft, draft.day + middle) - _half_variance(draft, middle)


def _pull(draft: Draft, level: Array) -> Array:
    """(2, L, W) how hot a side's own fire would make the other: the answer times what is above the usual, in logs."""
    usual = np.float32(math.log(draft.tunable("baseline_rate") / 2))
    pull: Array = (level - usual) * np.float32(1 - _speeds(draft)[0])
    return pull


def _drifted(draft: Draft, heat: Array, pull: Array, days: float) -> Array:
    """Heat some days later, but for luck: it forgets, and follows the other side's fire,

        d heat = (pull' - heat + answer x heat') dt / memory

    where ' is the other side: the answer goes to its fire with its heat. Sum and difference of the two sides forget at
    speeds of their own, so this is exact, and the tick's length does not matter.
    """
    slow, fast = _speeds(draft)
    kept = [math.exp(-days * speed / draft.tunable("heat_memory_days")) for speed in (slow, fast)]
    grown = [(1 - left) / speed for left, speed in zip(kept, (slow, fast), strict=True)]
    drifted: Array = heat * np.float32(sum(kept) / 2)
    drifted += heat[::-1] * np.float32((kept[0] - kept[1]) / 2)
    drifted += pull[::-1] * np.float32(sum(grown) / 2)
    drifted += pull * np.float32((grown[0] - grown[1]) / 2)
    return drifted


def _heat(draft: Draft, pull: Array) -> Array:
    """Heat at the end of the tick: `_drifted`, and wandered by sd sqrt(2 / memory) dB, an Ornstein-Uhlenbeck process.

    Before the coupling of the sides `heat_sd` is the standard deviation.
    """
    heat = _drifted(draft, draft.now.heat, pull, draft.dt)
    noise = numerics.normal_quantile(draft.uniform("heat", heat.shape[:2]))
    for mode, speed in enumerate(_speeds(draft)):
        kept = math.exp(-draft.dt * speed / draft.tunable("heat_memory_days"))
        noise[mode] *= np.float32(draft.tunable("heat_sd") * math.sqrt((1 - kept * kept) / (2 * speed)))
    heat[0] += noise[0] + noise[1]
    heat[1] += noise[0] - noise[1]
    limit = draft.tables.registry["heat"]
    return np.clip(heat, limit.low, limit.high)


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


def _deaths(draft: Draft, count: Array) -> None:
    """Soldiers of the other side killed and wounded, civilians killed, and the shells that heavy classes used up.

    Args:
        count: (2, L, W) violations: where there are more of them, more of the other side are hit.
    """
    tables, now = draft.tables, draft.now
    acts = np.add.reduce(now.cfv_true, axis=2).astype(np.float32)
    mean = np.add.reduce(acts * tables.class_deaths[:, None], axis=1)
    fatal = max(draft.tunable("killed_share"), 1 / numerics.GRID)
    means = mean, mean * np.float32((1 - fatal) / fatal), np.add.reduce(acts * tables.class_civilians[:, None], axis=1)
    die = np.stack([draft.uniform(site, 2) for site in ("deaths", "wounded", "civilian_deaths")])
    deaths, wounded, civilians = samplers.poisson(die, np.stack(means))
    people.fall(draft, deaths[::-1], wounded[::-1], count[::-1])
    lose_civilians(draft, np.add.reduce(civilians, axis=0))
    _toll(draft, civilians)
    heavy = np.add.reduce(acts * tables.class_heavy[:, None], axis=1)
    # In war, which uses shells of its own (`combat.py`), they are not counted twice.
    shells = heavy * (np.float32(draft.tunable("shells_per_violation")) * (now.war == 0)) + draft.uniform("shells", 2)
    shells = shells.astype(np.int32)
    for side in (0, 1):
        logistics.use(draft, side, logistics.SHELLS, shells[side])


def _toll(draft: Draft, civilians: Array) -> None:
    """Civilians killed by a side's fire, week by week: a week that reaches the limit is a case, unless the week before
    was one.

    Weeks are those of the calendar of play, so that it is the same whether they are played at once or day by day.
    """
    before, last = draft.now.civilian_toll, draft.now.civilian_toll_last
    if draft.day % DAYS_PER_WEEK < draft.dt:
        before, last = np.zeros_like(before), before
    toll = before + civilians * np.float32(min(1, DAYS_PER_WEEK / draft.dt))
    grave = np.float32(draft.tunable("grave_deaths"))
    draft.grave["civilians"] = ((toll >= grave) & (before < grave) & (last < grave)).astype(np.int32)
    draft.set("civilian_toll", toll)
    draft.set("civilian_toll_last", last)


def lose_civilians(draft: Draft, deaths: Array) -> None:
    """Count (W,) civilians killed: `civilian_deaths`, `civilians_killed`."""
    draft.count("civilian_deaths")[:] += deaths
    draft.set("civilians_killed", draft.now.civilians_killed + deaths)
