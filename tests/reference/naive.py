"""The same mechanisms as most people would write them in NumPy: worlds first, float64, library samplers.

Every step makes a new array. It covers violations (with classes, deaths, shells and heat), monitoring, contact (acts
and attribution; of a hit only how many people) and the tracks. `wargame bench` uses it as the second denominator.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.reference import formulas
from wargame.quantities import DAYS_PER_WEEK, PER_THOUSAND, STATUSES, STOCKS
from wargame.world.state import WorldState
from wargame.world.tables import Tables

Array = NDArray[Any]
COVERS = "violations, monitoring, contact (without whom a hit strikes), tracks"
IN_PLACE = STATUSES.index("in_place")


class Rules:
    """Tables, and functions made from source."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.t = dict(tables.tunables)
        names = (
            "violation_rate",
            "detection",
            "attribution",
            "misattribution",
            "false_report",
            "contact",
            "contact_hit",
            "force_attribution",
            "air_contact",
        )
        self.check = {name: _function(formulas.batch_check(tables.checks[name])) for name in names}
        self.couplings = [(c, _function(formulas.batch(c.read))) for c in tables.couplings]
        self.air = np.array([kind == "air" for kind in tables.element_kind], bool)


def _function(source: str) -> Callable[[Any], Array]:
    made: Callable[[Any], Array] = eval(f"lambda w: {source}", _NAMES)
    return made


def worlds(state: WorldState) -> SimpleNamespace:
    """A state worlds first, fractions in double precision."""
    values = {name: np.ascontiguousarray(np.moveaxis(array, -1, 0)) for name, array in state.arrays.items()}
    values = {name: array.astype(np.float64) if array.dtype == np.float32 else array for name, array in values.items()}
    return SimpleNamespace(**values, day=state.day, turn=state.turn, dt=0, fresh=set())


def tick(w: Any, rules: Rules, rng: np.random.Generator, dt: int = 7) -> None:
    """Play the mechanisms of one tick on `w`, in place."""
    w.dt, w.fresh = dt, set()
    violations(w, rules, rng, dt)
    monitoring(w, rules, rng, dt)
    contact(w, rules, rng, dt)
    tracks(w, rules, dt)


def _logistic(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-x))


def violations(w: Any, rules: Rules, rng: np.random.Generator, dt: int) -> None:
    t, tables = rules.t, rules.tables
    calm, push, half_life = w.calm, w.push, t["push_half_life_days"]
    w.calm = calm * 0.5 ** (dt / 2 / t["calm_half_life_days"])
    answer, memory, sd = t["tit_for_tat"], t["heat_memory_days"], t["heat_sd"]
    usual = math.log(t["baseline_rate"] / 2)

    def gained(days: float) -> float:
        return (sd / 2) ** 2 * sum(
            (1 - math.exp(-days / memory * rate) ** 2) / rate for rate in (1 - answer, 1 + answer)
        )

    def drifted(days: float) -> list[Array]:
        pull = (level - usual) * answer
        modes = []
        for sign, speed in ((1, 1 - answer), (-1, 1 + answer)):
            kept = math.exp(-days * speed / memory)
            drift = (pull[:, 1] + pull[:, 0] * sign) * (1 - kept) / speed
            modes.append((w.heat[:, 0] + w.heat[:, 1] * sign) * kept + drift)
        return modes

    level = rules.check["violation_rate"](w) + push * 0.5 ** (np.maximum(0, dt / 2 - w.push_days) / half_life)
    both, apart = drifted(dt / 2)
    heat = np.stack([both + apart, both - apart], axis=1) / 2
    mean = np.exp(level + heat + tables.heat_base - gained(w.day + dt / 2) + gained(dt / 2)) * tables.km * dt
    k = np.maximum(t["rogue_k"] * dt / DAYS_PER_WEEK * np.exp(tables.heat_base), 0.1)
    count = rng.negative_binomial(k, k / (k + mean))
    shares = np.broadcast_to(
        tables.class_share[None, :, None, :].astype(float), (*count.shape, tables.class_share.shape[1])
    )
    shares = shares / shares.sum(axis=-1, keepdims=True)
    w.cfv_true = np.moveaxis(rng.multinomial(count, shares), -1, 2)
    acts = w.cfv_true.sum(axis=3)
    w.deaths = rng.poisson((acts * tables.class_deaths).sum(axis=2))[:, ::-1]
    civilians = rng.poisson((acts * tables.class_civilians).sum(axis=2))
    w.killed = w.killed + w.deaths
    w.civilian_deaths = civilians.sum(axis=1)
    w.civilians_killed = w.civilians_killed + w.civilian_deaths
    w.civilian_toll_last, w.civilian_toll = w.civilian_toll, civilians.astype(float)
    heavy = (acts * tables.class_heavy).sum(axis=2) * t["shells_per_violation"] * (w.war == 0)[:, None]
    heavy += rng.random(heavy.shape)
    shells = STOCKS.index("shells")
    w.stock[:, :, shells] = np.maximum(w.stock[:, :, shells] - heavy.astype(int), 0)
    noise = rng.standard_normal(w.heat.shape)
    modes = drifted(dt)
    for mode, speed in enumerate((1 - answer, 1 + answer)):
        kept = math.exp(-dt * speed / memory)
        modes[mode] += noise[:, mode] * sd * math.sqrt(2 * (1 - kept * kept) / speed)
    w.heat = np.clip(np.stack([modes[0] + modes[1], modes[0] - modes[1]], axis=1) / 2, -10, 10)
    w.push = push * 0.5 ** (np.maximum(0, dt - w.push_days) / half_life)
    w.push_days = np.maximum(w.push_days - dt, 0)
    w.calm = calm * 0.5 ** (dt / t["calm_half_life_days"])
    w.fresh |= {
        "calm",
        "cfv_true",
        "heat",
        "push",
        "push_days",
        "civilian_toll",
        "civilian_toll_last",
        "killed",
        "civilians_killed",
        "deaths",
        "civilian_deaths",
    }


def monitoring(w: Any, rules: Rules, rng: np.random.Generator, dt: int) -> None:
    t, tables = rules.t, rules.tables
    true = w.cfv_true.sum(axis=2)
    looked = np.exp(rules.check["detection"](w))[..., None]
    placed = np.exp(rules.check["attribution"](w))[..., None]
    coverage = w.coverage[..., None]
    p_seen = looked * coverage / (looked * coverage + (1 - coverage) * np.exp(-tables.class_detect))
    p_known = p_seen * (placed / (placed + np.exp(-tables.class_attribute)))
    share = tables.class_share[None, :, None, :]
    seen, known = (p_seen[:, None] * share).sum(axis=-1), (p_known[:, None] * share).sum(axis=-1)
    fire = (p_known[:, None] * share * tables.class_fire).sum(axis=-1) / known
    known = np.clip(known / seen, 0, 1)
    seen = np.clip(seen, 0, 1)
    detected = rng.binomial(true, np.broadcast_to(seen, true.shape))
    attributed = np.minimum((detected * known + rng.random(true.shape)).astype(int), detected)
    missed = detected - attributed
    wrong = _logistic(rules.check["misattribution"](w))[:, None, None]
    misplaced = np.minimum((missed * wrong + rng.random(true.shape)).astype(int), missed)
    w.cfv_recorded = attributed + misplaced[:, ::-1]
    w.cfv_unattributed = (missed - misplaced).sum(axis=1)
    w.cfv_false = rng.poisson(np.exp(rules.check["false_report"](w)) * dt + np.zeros_like(w.coverage))
    w.cfv_reported = w.cfv_recorded.sum(axis=1) + w.cfv_unattributed + w.cfv_false
    shots = (attributed * fire).sum(axis=2) + (misplaced * fire).sum(axis=2)[:, ::-1]
    w.fire_recorded = (shots + rng.random(shots.shape)).astype(int)
    total = true.sum(axis=2)
    w.cfv_claimed = (total * t["claim_other"] + rng.random(total.shape)).astype(int)
    w.cfv_admitted = (total * t["claim_own"] + rng.random(total.shape)).astype(int)
    w.fresh |= {
        "cfv_recorded",
        "cfv_unattributed",
        "cfv_false",
        "cfv_reported",
        "fire_recorded",
        "cfv_claimed",
        "cfv_admitted",
    }


def contact(w: Any, rules: Rules, rng: np.random.Generator, dt: int) -> None:
    t = rules.t
    rate = np.exp(rules.check["contact"](w)) * w.exposure[:, None] * dt / PER_THOUSAND
    acts = rng.poisson(rate.sum(axis=2))
    w.attacks = rng.binomial(acts, _logistic(rules.check["contact_hit"](w)) + np.zeros(acts.shape))
    w.harassed = acts - w.attacks
    hits = w.attacks.sum(axis=1)
    people = np.where(
        hits > 0, hits + (rng.exponential(size=len(hits)) ** (1 / t["casualty_shape"]) * t["casualty_scale"]), 0
    ).astype(int)
    w.killed_now = rng.binomial(people, t["killed_share"])
    w.wounded_now = people - w.killed_now
    sure = _logistic(rules.check["force_attribution"](w)) + np.zeros(acts.shape)
    die = rng.random(acts.shape)
    w.attribution = np.where(w.attacks > 0, sure * die / (sure * die + (1 - sure) * (1 - die)), 0.0)
    on_task = (w.element_status[:, rules.air] == IN_PLACE).any(axis=1)
    w.air_incidents = rng.poisson(np.exp(rules.check["air_contact"](w)) * dt * on_task[:, None] + np.zeros(acts.shape))
    w.fresh |= {"harassed", "attacks", "attribution", "air_incidents", "wounded_now", "killed_now"}


def tracks(w: Any, rules: Rules, dt: int) -> None:
    tables = rules.tables
    pulls = np.zeros_like(w.tracks)
    end = w.day + dt
    later = []
    for coupling, read in rules.couplings:
        amount = _shape(coupling, np.asarray(read(w), float))
        if coupling.event:
            amount = amount - _shape(coupling, np.zeros(1))
        amount = amount * coupling.gain * (1 if coupling.event else dt)
        if coupling.delay_days < dt:
            pulls[:, coupling.track] += amount
        else:
            later.append((coupling.track, amount, w.day + coupling.delay_days))
    slots = dt // DAYS_PER_WEEK
    pulls += w.queue[:, :slots].sum(axis=1)
    w.queue = np.concatenate([w.queue[:, slots:], np.zeros_like(w.queue[:, :slots])], axis=1)
    for track, amount, day in later:
        w.queue[:, min((day - end) // DAYS_PER_WEEK, w.queue.shape[1] - 1), track] += amount
    rate = np.where(np.isnan(tables.track_rest), 0.0, tables.track_rate.astype(float))
    kept, average = (1 - rate) ** dt, np.mean([(1 - rate) ** day for day in range(dt)], axis=0)
    rest = np.where(np.isnan(tables.track_rest), 0.0, tables.track_rest)
    w.tracks = np.clip(rest * (1 - kept) + w.tracks * kept + pulls * average, tables.track_low, tables.track_high)


def _shape(coupling: Any, source: Array) -> Array:
    if coupling.shape == "threshold":
        return np.where(source > coupling.centre, 1.0, 0.0)
    z = (source - coupling.centre) / coupling.scale
    if coupling.shape == "log":
        return np.sign(z) * np.log1p(np.abs(z))
    return _logistic(z) if coupling.shape == "logistic" else z


def total_over(w: Any, row: int, days: int, fresh: Array, names: list[str]) -> Array:
    if set(names) <= w.fresh:
        found: Array = w.window_now[:, row] + fresh - _value_at(w, row, w.day + w.dt - days)
    else:
        found = w.window_now[:, row] - _value_at(w, row, w.day - days)
    return found


def change_over(w: Any, row: int, days: int, value: Array) -> Array:
    return value - _value_at(w, row, w.day + w.dt - days)


def _value_at(w: Any, row: int, day: int) -> Array:
    ring = w.window[:, row]
    week, rest = divmod(max(day, 0), DAYS_PER_WEEK)
    low: Array = ring[:, week % ring.shape[1]]
    if rest == 0:
        return low
    if (week + 1) * DAYS_PER_WEEK <= w.day:
        high, span = ring[:, (week + 1) % ring.shape[1]], DAYS_PER_WEEK
    else:
        high, span = w.window_now[:, row], w.day - week * DAYS_PER_WEEK
    return low + (high - low) * rest / span


def mask(shape: tuple[int, ...], cell: tuple[int, ...]) -> Array:
    """1 on one row of the axes that a factor is confined to."""
    only = np.zeros(shape)
    only[cell] = 1
    return only


def share(part: Array, whole: Array) -> Array:
    """A quotient that is 0 where the divisor is 0."""
    return np.where(whole == 0, 0.0, part / np.where(whole == 0, 1.0, whole))


_NAMES = {"np": np, "mask": mask, "share": share, "total_over": total_over, "change_over": change_over}
