"""Drones and missiles at depth against finite air defence, once a day.

What a side launches is drawn from the check `raid_rate`, as far as its store goes, and falls into classes by its mix.
The other side's layers meet them as `wargame.adjudication.airdefence` says, each until its shots run out; the checks
`interception` and `batteries` say how much better or worse than usual. What gets through kills civilians, and soldiers.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import samplers
from wargame.adjudication import airdefence, people
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.adjudication.logistics import DRONES, LAYER_STOCKS, use
from wargame.adjudication.violations import lose_civilians
from wargame.quantities import LAYERS, WEAPONS
from wargame.world import why as whys

Array = NDArray[Any]
UPPER = 0
"""The layer against ballistic missiles, by row of `LAYERS`."""


def raid(draft: Draft) -> None:
    """Writes `raids`, `leaked`, `stock`, `fired`, and deaths."""
    launched, leaked = draft.count("raids"), draft.count("leaked")
    wanted = samplers.poisson(draft.uniform("raid", 2), draft.check("raid_rate") * np.float32(draft.dt))
    if not wanted.any():
        return
    reasons = [draft.because(np.flatnonzero(wanted[side]), partial(_because, draft, side)) for side in (0, 1)]
    for side in (0, 1):
        launched[side] = use(draft, side, DRONES, wanted[side])
    if not launched.any():
        return
    flown = _mixed(draft, launched)
    through = _defend(draft, flown)
    np.add.reduce(through, axis=0, out=leaked)
    for side in (0, 1):
        worlds = np.flatnonzero(launched[side])
        numbers = {"launched": launched[side, worlds], "leaked": leaked[side, worlds]}
        why = whys.parts(reasons[side], *_by_class(flown[:, side], through[:, side])) if reasons[side] else None
        draft.note("raid", worlds, numbers=numbers, visible_to=draft.seers("raids"), why=why, side=side)
    mean = leaked * np.float32(draft.tunable("raid_deaths"))
    deaths = samplers.poisson(draft.uniform("raid_deaths", 2), mean)
    lose_civilians(draft, np.add.reduce(deaths, axis=0))
    mean = (leaked * np.float32(draft.tunable("raid_losses")))[::-1]
    hit = samplers.poisson(draft.uniform("raid_losses", 2), mean)
    killed = samplers.binomial(draft.uniform("raid_losses", 2, 2), hit, np.float32(draft.tunable("killed_share")))
    people.fall(draft, killed, hit - killed, draft.now.troops)


def _mixed(draft: Draft, launched: Array) -> Array:
    """(K, 2, W) int32 of each class in what each side launches, one die for each side.

    Cumulated shares are rounded down after adding the die: every class has its expected number, and they add up.
    """
    flown = np.empty((len(WEAPONS), *launched.shape), np.int32)
    die, below = draft.uniform("raid", 2, 2), np.zeros_like(launched)
    mix = np.array([[draft.tunable(f"mix_{name}_{side}") for side in (0, 1)] for name in WEAPONS], np.float32)
    bounds = np.add.accumulate(mix, axis=0)
    bounds /= np.maximum(bounds[-1], np.finfo(np.float32).tiny)
    for row in range(len(WEAPONS) - 1):
        reached = np.minimum((launched * bounds[row, :, None] + die).astype(np.int32), launched)
        np.subtract(reached, below, out=flown[row])
        below = reached
    np.subtract(launched, below, out=flown[-1])
    return flown


def _defend(draft: Draft, flown: Array) -> Array:
    """(K, 2, W) int32 that get through of what flies; the layers of the other side fire."""
    rule, worlds = draft.tables.tunables, draft.worlds
    places = [np.flatnonzero(weapons) for weapons in flown.reshape(len(WEAPONS), -1)]
    groups = [weapons.reshape(-1)[place] for weapons, place in zip(flown, places, strict=True)]
    raid = np.concatenate(places)
    rolled = (len(airdefence.DICE), 2)
    dice = np.concatenate(
        [
            draft.uniform("interception", rolled, math.prod(rolled) * row).reshape(len(airdefence.DICE), -1)[:, place]
            for row, place in enumerate(places)
            if len(place)
        ],
        axis=-1,
    )
    sizes = [len(group) for group in groups]
    upper = np.repeat([name in LAYERS["upper"] for name in WEAPONS], sizes)
    jam = np.repeat(np.array([rule[f"jam_{name}"] for name in WEAPONS], np.float32), sizes)
    better, more = draft.check("interception").reshape(-1), draft.check("batteries").reshape(-1)
    salvo = np.array([[rule[f"salvo_{layer}"] * draft.dt] for layer in LAYERS], np.float32).repeat(2 * worlds, axis=-1)
    salvo[UPPER] *= more
    store = np.ascontiguousarray(draft.now.stock[::-1, LAYER_STOCKS].swapaxes(0, 1)).reshape(len(LAYERS), -1)
    odds = better[raid] * np.where(upper, more[raid], 1)
    jammed, stopped, fired = airdefence.meet(rule, groups, raid, dice, odds, jam, salvo, store)
    # A part of a shot is a chance of one; rounded up in every tick, days would fire more than weeks.
    sides = len(draft.now.stock)  # two rows of dice went before: how many fly, and of which class
    die = draft.uniform("raid", 2 * len(LAYERS), 2 * sides).reshape(fired.shape)
    shots = np.minimum(np.floor(fired + die), np.ceil(fired)).astype(np.int32).reshape(len(LAYERS), 2, worlds)
    for side in (0, 1):
        for row, stock in enumerate(LAYER_STOCKS):
            use(draft, 1 - side, stock, shots[row, side])
    through, leaked = np.zeros_like(flown), np.concatenate(groups) - jammed - stopped
    ends = np.cumsum(sizes)
    for row, (place, size, end) in enumerate(zip(places, sizes, ends, strict=True)):
        through[row].reshape(-1)[place] = leaked[end - size : end]
    return through


def _because(draft: Draft, side: int) -> Why:
    """How many a side launches in a day, how good the defence is, and what is left to launch and to stop them with."""
    left = {"drones": int(draft.now.stock[side, DRONES, GAME])}
    shots = {
        layer: int(draft.now.stock[1 - side, stock, GAME]) for layer, stock in zip(LAYERS, LAYER_STOCKS, strict=True)
    }
    return whys.parts(
        draft.why("raid_rate", {"side": side}, "raid", side),
        draft.why("interception", {"side": side}),
        draft.why("batteries", {"side": side}),
        whys.rule("raid_stock", left, reads=("stock",)),
        whys.rule("raid_shots", shots, reads=("stock",)),
    )


def _by_class(flown: Array, through: Array) -> list[Why]:
    """How many of each class were launched, and got through, in the game."""
    return [
        whys.rule(f"raid_{name}", {"launched": int(flown[row, GAME]), "leaked": int(through[row, GAME])})
        for row, name in enumerate(WEAPONS)
        if flown[row, GAME]
    ]
