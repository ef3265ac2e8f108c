"""The hottest mechanisms of a tick in plain Python: one world, lists and floats, a loop for every axis.

It covers violations (with classes, deaths, shells and heat), monitoring, contact (acts, hits, attribution, air) and the
tracks (all couplings, rest, what the queue holds). Written from the docstrings of these mechanisms as a test oracle,
and the denominator of `wargame bench`: like is compared with like, the same mechanisms in the core.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from tests.reference import counts, formulas
from wargame.quantities import DAYS_PER_WEEK, DEPTHS, PER_THOUSAND, STATUSES, STOCKS
from wargame.world.state import WorldState
from wargame.world.tables import Tables

COVERS = "violations, monitoring, contact, tracks"
IN_PLACE = STATUSES.index("in_place")
Draw = Callable[[str, int, int], float]
"""(site, row) -> share in (0, 1); the third argument is ignored by random numbers."""


class Rules:
    """A scenario's tables as plain Python values and functions made from source."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.t = dict(tables.tunables)
        self.km = [float(km) for km in tables.km]
        self.sectors = len(self.km)
        for name in ("heat_base", "class_share"):
            setattr(self, name, [[float(value) for value in row] for row in getattr(tables, name)])
        for name in ("class_deaths", "class_civilians", "class_detect", "class_attribute", "class_heavy", "class_fire"):
            setattr(self, name, [float(value) for value in getattr(tables, name)])
        self.kinds = len(self.class_deaths)
        checks = tables.checks
        self.violation_rate = _function("w, s, l", formulas.scalar_check(checks["violation_rate"], "sl"))
        self.detection = _function("w, l", formulas.scalar_check(checks["detection"], "l"))
        self.attribution = _function("w, l", formulas.scalar_check(checks["attribution"], "l"))
        self.misattribution = _function("w", formulas.scalar_check(checks["misattribution"], ""))
        self.false_report = _function("w, l", formulas.scalar_check(checks["false_report"], "l"))
        self.contact = _function("w, s, l", formulas.scalar_check(checks["contact"], "sl"))
        for name in ("contact_hit", "force_attribution", "air_contact"):
            setattr(self, name, _function("w, s", formulas.scalar_check(checks[name], "s")))
        self.couplings = [(c, _function("w", f"float({formulas.scalar(c.read)})")) for c in tables.couplings]
        self.depth_share = [self.t[f"exposure_{depth}"] for depth in DEPTHS]
        self.place_share = [self.depth_share[int(depth)] for depth in tables.place_depth]
        self.low, self.high, self.rest, self.rate = (
            [float(value) for value in getattr(tables, f"track_{name}")] for name in ("low", "high", "rest", "rate")
        )
        self.air = [row for row, kind in enumerate(tables.element_kind) if kind == "air"]

    class_deaths: list[float]
    class_civilians: list[float]
    class_detect: list[float]
    class_attribute: list[float]
    class_heavy: list[float]
    class_fire: list[float]
    class_share: list[list[float]]
    heat_base: list[list[float]]
    contact_hit: Callable[..., float]
    force_attribution: Callable[..., float]
    air_contact: Callable[..., float]


def _function(parameters: str, source: str) -> Callable[..., float]:
    made: Callable[..., float] = eval(f"lambda {parameters}: {source}", _NAMES)
    return made


def world(state: WorldState, lane: int = 0) -> SimpleNamespace:
    """One world of a state as nested lists of Python numbers."""
    values = {name: array[..., lane].tolist() for name, array in state.arrays.items()}
    return SimpleNamespace(**values, day=state.day, turn=state.turn, dt=0, fresh=set())


def tick(w: Any, rules: Rules, draw: Draw, dt: int = 7) -> None:
    """Play the mechanisms of one tick on `w`, in place; `day`, windows and everything else stay as they are."""
    w.dt, w.fresh = dt, set()
    pulls = [0.0] * len(w.tracks)
    violations(w, rules, draw, dt)
    monitoring(w, rules, draw, dt)
    contact(w, rules, draw, dt)
    tracks(w, rules, pulls, dt)


def by_chance(site: str, row: int, rows: int) -> float:
    """Python's own random numbers."""
    return random.random() or 0.5


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def violations(w: Any, rules: Rules, draw: Draw, dt: int) -> None:
    t = rules.t
    calm = w.calm
    w.calm = calm * 0.5 ** (dt / 2 / t["calm_half_life_days"])
    answer, memory, sd = t["tit_for_tat"], t["heat_memory_days"], t["heat_sd"]
    usual = math.log(t["baseline_rate"] / 2)

    def gained(days: float) -> float:
        return (sd / 2) ** 2 * sum(
            (1 - math.exp(-days / memory * rate) ** 2) / rate for rate in (1 - answer, 1 + answer)
        )

    excess = gained(w.day + dt / 2) - gained(dt / 2)
    k = t["rogue_k"] * dt / DAYS_PER_WEEK
    n = rules.sectors
    level = [[rules.violation_rate(w, s, i) + _ordered(w, t, s, i, dt / 2) for i in range(n)] for s in (0, 1)]
    w.cfv_true = [[[0] * n for _ in range(rules.kinds)] for _ in (0, 1)]

    def drifted(i: int, days: float) -> list[float]:
        """The sum and the difference of the sides' heat, after some days."""
        pull = [(level[s][i] - usual) * answer for s in (0, 1)]
        modes = []
        for sign, speed in ((1, 1 - answer), (-1, 1 + answer)):
            kept = math.exp(-days * speed / memory)
            drift = (pull[1] + pull[0] * sign) * (1 - kept) / speed
            modes.append((w.heat[0][i] + w.heat[1][i] * sign) * kept + drift)
        return modes

    for s in (0, 1):
        for i in range(n):
            both, apart = drifted(i, dt / 2)
            heat = (both - apart if s else both + apart) / 2
            rate = math.exp(level[s][i] + heat + rules.heat_base[s][i] - excess)
            u = draw("violations", s * n + i, 4 * n), draw("violations", 2 * n + s * n + i, 4 * n)
            count = counts.negative_binomial(u, rate * rules.km[i] * dt, k)
            die, below, bound = draw("violation_class", s * n + i, 2 * n), 0, 0.0
            for c in range(rules.kinds - 1):
                bound += rules.class_share[s][c]
                reached = min(int(count * bound + die), count)
                w.cfv_true[s][c][i] = reached - below
                below = reached
            w.cfv_true[s][rules.kinds - 1][i] = count - below
    _deaths(w, rules, draw, dt)
    for i in range(n):
        modes = drifted(i, dt)
        for mode, speed in enumerate((1 - answer, 1 + answer)):
            kept = math.exp(-dt * speed / memory)
            noise = counts.normal(draw("heat", mode * n + i, 2 * n))
            modes[mode] += noise * sd * math.sqrt(2 * (1 - kept * kept) / speed)
        w.heat[0][i] = min(max((modes[0] + modes[1]) / 2, -10.0), 10.0)
        w.heat[1][i] = min(max((modes[0] - modes[1]) / 2, -10.0), 10.0)
    w.push = [[_ordered(w, t, s, i, dt) for i in range(n)] for s in (0, 1)]
    w.push_days = [[max(days - dt, 0) for days in row] for row in w.push_days]
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


def _ordered(w: Any, t: dict[str, float], side: int, sector: int, days: float) -> float:
    """Fire that was ordered, after some days: it stands for a while, and then halves again and again."""
    worn = max(0.0, days - w.push_days[side][sector])
    left: float = w.push[side][sector] * 0.5 ** (worn / t["push_half_life_days"])
    return left


def _deaths(w: Any, rules: Rules, draw: Draw, dt: int) -> None:
    acts = [[sum(row) for row in w.cfv_true[s]] for s in (0, 1)]
    w.deaths, civilians = [0, 0], [0, 0]
    for s in (0, 1):
        mean = sum(number * rate for number, rate in zip(acts[s], rules.class_deaths, strict=True))
        w.deaths[1 - s] = counts.poisson(draw("deaths", s, 2), mean)
        mean = sum(number * rate for number, rate in zip(acts[s], rules.class_civilians, strict=True))
        civilians[s] = counts.poisson(draw("civilian_deaths", s, 2), mean)
        heavy = sum(number * flag for number, flag in zip(acts[s], rules.class_heavy, strict=True))
        used = min(int(heavy * rules.t["shells_per_violation"]), w.stock[s][STOCKS.index("shells")])
        w.stock[s][STOCKS.index("shells")] -= used
    w.killed = [old + new for old, new in zip(w.killed, w.deaths, strict=True)]
    w.civilian_deaths = sum(civilians)
    w.civilians_killed += w.civilian_deaths
    assert dt == DAYS_PER_WEEK, "the control plays whole weeks"
    w.civilian_toll_last, w.civilian_toll = w.civilian_toll, [float(new) for new in civilians]


def monitoring(w: Any, rules: Rules, draw: Draw, dt: int) -> None:
    t, n = rules.t, rules.sectors
    wrong_door = _logistic(rules.misattribution(w))
    attributed, misplaced, missed = ([[0] * n for _ in (0, 1)] for _ in range(3))
    shots = [[0.0, 0.0], [0.0, 0.0]]
    total = [0, 0]
    for i in range(n):
        looked, placed = math.exp(rules.detection(w, i)), math.exp(rules.attribution(w, i))
        for s in (0, 1):
            seen = known = fire = 0.0
            for c in range(rules.kinds):
                odds = looked * w.coverage[i]
                p_seen = odds / (odds + (1 - w.coverage[i]) * math.exp(-rules.class_detect[c]))
                p_known = p_seen * (placed / (placed + math.exp(-rules.class_attribute[c])))
                seen += rules.class_share[s][c] * p_seen
                known += rules.class_share[s][c] * p_known
                fire += rules.class_share[s][c] * p_known * rules.class_fire[c]
            fire, known, seen = min(_share(fire, known), 1.0), min(_share(known, seen), 1.0), min(seen, 1.0)
            true = sum(w.cfv_true[s][c][i] for c in range(rules.kinds))
            total[s] += true
            detected = counts.binomial(draw("detection", s * n + i, 2 * n), true, seen)
            attributed[s][i] = min(int(detected * known + draw("attribution", s * n + i, 2 * n)), detected)
            missed[s][i] = detected - attributed[s][i]
            misplaced[s][i] = min(
                int(missed[s][i] * wrong_door + draw("misattribution", s * n + i, 2 * n)), missed[s][i]
            )
            shots[0][s] += attributed[s][i] * fire
            shots[1][s] += misplaced[s][i] * fire
    w.cfv_recorded = [[attributed[s][i] + misplaced[1 - s][i] for i in range(n)] for s in (0, 1)]
    w.cfv_unattributed = [sum(missed[s][i] - misplaced[s][i] for s in (0, 1)) for i in range(n)]
    w.cfv_false = [
        counts.poisson(draw("false_reports", i, n), math.exp(rules.false_report(w, i)) * dt) for i in range(n)
    ]
    w.cfv_reported = [
        w.cfv_recorded[0][i] + w.cfv_recorded[1][i] + w.cfv_unattributed[i] + w.cfv_false[i] for i in range(n)
    ]
    w.fire_recorded = [int(shots[0][s] + shots[1][1 - s] + draw("fire_recorded", s, 2)) for s in (0, 1)]
    w.cfv_claimed = [int(total[s] * t["claim_other"] + draw("party_claim", s, 4)) for s in (0, 1)]
    w.cfv_admitted = [int(total[s] * t["claim_own"] + draw("party_claim", 2 + s, 4)) for s in (0, 1)]
    w.fresh |= {
        "cfv_recorded",
        "cfv_unattributed",
        "cfv_false",
        "cfv_reported",
        "fire_recorded",
        "cfv_claimed",
        "cfv_admitted",
    }


def contact(w: Any, rules: Rules, draw: Draw, dt: int) -> None:
    w.harassed, w.attacks, w.attribution = [0, 0], [0, 0], [0.0, 0.0]
    w.air_incidents, w.wounded_now, w.killed_now = [0, 0], 0, 0
    exposed = [people * dt / PER_THOUSAND for people in w.exposure]
    for s in (0, 1):
        mean = 0.0
        for i, people in enumerate(exposed):
            if people:
                mean += math.exp(rules.contact(w, s, i)) * people
        acts = counts.poisson(draw("contact", s, 2), mean)
        lethal = counts.binomial(draw("contact_outcome", s, 2), acts, _logistic(rules.contact_hit(w, s))) if acts else 0
        w.harassed[s] = acts - lethal
        for act in range(lethal):
            _hit(w, rules, draw, s, s + 2 * act)
        if w.attacks[s]:
            sure, die = _logistic(rules.force_attribution(w, s)), 1 - draw("force_attribution", s, 2)
            towards, away = sure * die, (1 - sure) * (1 - die)
            w.attribution[s] = towards / (towards + away)
    if any(w.element_status[row] == IN_PLACE for row in rules.air):
        for s in (0, 1):
            w.air_incidents[s] = counts.poisson(draw("air_contact", s, 2), math.exp(rules.air_contact(w, s)) * dt)
    w.fresh |= {"harassed", "attacks", "attribution", "air_incidents", "wounded_now", "killed_now"}


def _hit(w: Any, rules: Rules, draw: Draw, side: int, row: int) -> None:
    weights = [
        people * (status == IN_PLACE) * rules.place_share[place]
        for people, status, place in zip(w.element_people, w.element_status, w.element_place, strict=True)
    ]
    aim, element = sum(weights) * draw("hit_element", row, 1), 0
    reached = weights[0]
    while reached < aim and element < len(weights) - 1:
        element += 1
        reached += weights[element]
    hit = 1 + counts.discrete_weibull(draw("casualties", row, 1), rules.t["casualty_scale"], rules.t["casualty_shape"])
    hit = min(hit, w.element_people[element])
    killed = counts.binomial(draw("hit_killed", row, 1), hit, rules.t["killed_share"])
    w.element_people[element] -= hit
    w.element_lost[element] += hit
    w.attacks[side] += 1
    w.killed_now += killed
    w.wounded_now += hit - killed
    w.coalition_killed += killed
    w.coalition_wounded += hit - killed


def tracks(w: Any, rules: Rules, pulls: list[float], dt: int) -> None:
    """Rest, couplings (those with a delay go into the queue) and what falls due, all at once."""
    later = []
    for coupling, read in rules.couplings:
        amount = (_shape(coupling, read(w)) - (_shape(coupling, 0.0) if coupling.event else 0.0)) * coupling.gain
        amount *= 1 if coupling.event else dt
        if coupling.delay_days < dt:
            pulls[coupling.track] += amount
        else:
            later.append((coupling.track, amount, w.day + coupling.delay_days))
    week, end = w.day // DAYS_PER_WEEK, w.day + dt
    slots = end // DAYS_PER_WEEK - week
    assert w.day % DAYS_PER_WEEK == end % DAYS_PER_WEEK == 0, "the control plays whole weeks"
    for slot in range(min(slots, len(w.queue))):
        for track, amount in enumerate(w.queue[slot]):
            pulls[track] += amount
    width = len(w.tracks)
    w.queue = w.queue[slots:] + [[0.0] * width for _ in range(min(slots, len(w.queue)))]
    for track, amount, day in later:
        w.queue[min((day - end) // DAYS_PER_WEEK, len(w.queue) - 1)][track] += amount
    for row, old in enumerate(w.tracks):
        rest, rate = rules.rest[row], rules.rate[row]
        kept = average = 1.0
        if math.isnan(rest):
            rest = 0.0
        else:
            # What is pulled comes evenly during the tick, and has begun to wear off at its end.
            average = sum((1 - rate) ** day for day in range(dt)) / dt
            kept = (1 - rate) ** dt
        new = rest * (1 - kept) + old * kept + pulls[row] * average
        w.tracks[row] = min(max(new, rules.low[row]), rules.high[row])


def _shape(coupling: Any, source: float) -> float:
    if coupling.shape == "threshold":
        return float(source > coupling.centre)
    z = (source - coupling.centre) / coupling.scale
    if coupling.shape == "log":
        return math.copysign(math.log1p(abs(z)), z)
    return _logistic(z) if coupling.shape == "logistic" else z


def total_over(w: Any, row: int, days: int, fresh: float, names: list[str]) -> float:
    """`sum(q, days)`: see `wargame.world.windows`; `fresh` counts once all it reads is this tick's."""
    if set(names) <= w.fresh:
        return w.window_now[row] + fresh - _value_at(w, row, w.day + w.dt - days)
    return w.window_now[row] - _value_at(w, row, w.day - days)


def change_over(w: Any, row: int, days: int, value: float) -> float:
    return value - _value_at(w, row, w.day + w.dt - days)


def _value_at(w: Any, row: int, day: int) -> float:
    day = max(day, 0)
    ring = w.window[row]
    week, rest = divmod(day, DAYS_PER_WEEK)
    low: float = ring[week % len(ring)]
    if rest == 0:
        return low
    if (week + 1) * DAYS_PER_WEEK <= w.day:
        high, span = ring[(week + 1) % len(ring)], DAYS_PER_WEEK
    else:
        high, span = w.window_now[row], w.day - week * DAYS_PER_WEEK
    return low + (high - low) * rest / span


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


_NAMES = {"share": _share, "mean": _mean, "total_over": total_over, "change_over": change_over}
