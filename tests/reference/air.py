"""Drones and missiles at depth against finite air defence: see `wargame.adjudication.air` and `airdefence`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference import counts, people, violations
from tests.reference.luck import Luck
from tests.reference.rules import DRONES, Rules, begin, use
from wargame.numerics import GRID
from wargame.quantities import LAYERS, STOCKS, WEAPONS

SURE = 1 - 1 / GRID
ROWS = 8
"""Rows of dice of a class: jamming, cover (two) and stopping, for each side."""


def raid(w: Any, rules: Rules, luck: Luck) -> None:
    begin(w, "raids", "leaked")
    rate, t = rules.check("raid_rate", w), rules.t
    wanted = [luck.poisson(luck("raid", s), rate[s] * w.dt) for s in (0, 1)]
    if not any(wanted):
        return
    w.raids = [use(w, s, DRONES, wanted[s]) for s in (0, 1)]
    if not any(w.raids):
        return
    for s in (0, 1):
        w.leaked[s] = _get_through(w, rules, luck, s)
    civilians = sum(luck.poisson(luck("raid_deaths", s), w.leaked[s] * t["raid_deaths"]) for s in (0, 1))
    violations.lose_civilians(w, civilians)
    hit = [luck.poisson(luck("raid_losses", s), w.leaked[1 - s] * t["raid_losses"]) for s in (0, 1)]
    killed = [luck.binomial(luck("raid_losses", 2 + s), hit[s], t["killed_share"]) for s in (0, 1)]
    people.fall(w, luck, killed, [hit[s] - killed[s] for s in (0, 1)], w.troops)


def _mixed(rules: Rules, luck: Luck, side: int, launched: int) -> dict[str, int]:
    """How many of each class."""
    mix = [rules.t[f"mix_{name}_{side}"] for name in WEAPONS]
    die, below, found, reached = luck("raid", 2 + side), 0, {}, 0.0
    for name, share in zip(WEAPONS, mix, strict=True):
        reached += share
        up_to = min(luck.floor(launched * reached / sum(mix) + die), launched) if name != WEAPONS[-1] else launched
        found[name] = up_to - below
        below = up_to
    return found


def _get_through(w: Any, rules: Rules, luck: Luck, side: int) -> int:
    """What a side launches meets the other's layers, from the outside in."""
    t, other = rules.t, 1 - side
    flown = {name: n for name, n in _mixed(rules, luck, side, w.raids[side]).items() if n}
    better, more = rules.check("interception", w)[side], rules.check("batteries", w)[side]
    arriving, covered, dice = {}, {}, {}
    for name, n in flown.items():
        rolled = [luck("interception", ROWS * WEAPONS.index(name) + 2 * part + side) for part in range(4)]
        arriving[name] = n - luck.binomial(rolled[0], n, t[f"jam_{name}"])
        share = _cover(t[f"cover_{name}"], t[f"alike_{name}"], rolled[1], rolled[2])
        odds = better * (more if name in LAYERS["upper"] else 1)
        covered[name], dice[name] = share * odds / (1 - share + share * odds), rolled[3]
    flying = dict(covered)
    for row, (layer, stops) in enumerate(LAYERS.items()):
        each = {name: t[f"shots_{layer}"] for name in flown if name in stops}
        wanted = sum(arriving[name] * flying[name] * shots for name, shots in each.items())
        salvo = t[f"salvo_{layer}"] * w.dt * (more if layer == "upper" else 1)
        fired = min(salvo, w.stock[other][STOCKS.index(layer)], wanted)
        for name, shots in each.items():
            kill = min(t[f"kill_{layer}_{name}"], SURE)
            flying[name] *= (1 - kill) ** (shots * fired / wanted if wanted else 0)
        part = luck("raid", 4 + 2 * row + side)
        use(w, other, STOCKS.index(layer), min(luck.floor(fired + part), math.ceil(fired)))
    return sum(
        arriving[name] - luck.binomial(dice[name], arriving[name], covered[name] - flying[name]) for name in flown
    )


def _cover(mean: float, alike: float, one: float, two: float) -> float:
    """A beta distributed share, made of two gamma factors."""
    rest = 1 / min(max(alike, 1 - SURE), SURE) - 1
    weights = (mean * rest, (1 - mean) * rest)
    parts = [counts.gamma(u, weight) * weight for u, weight in zip((one, two), weights, strict=True)]
    return parts[0] / max(sum(parts), math.ulp(0))
