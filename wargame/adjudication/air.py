"""Drones and missiles at depth against finite air defence.

Each weapon launched is stopped with the probability of the check `interception`, as long as interceptors last; what
gets through kills civilians, and soldiers.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from wargame import samplers
from wargame.adjudication import people
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.adjudication.logistics import DRONES, INTERCEPTORS, use
from wargame.adjudication.violations import lose_civilians
from wargame.world import why as whys


def raid(draft: Draft) -> None:
    """Writes `raids`, `leaked`, `stock`, `fired`, and deaths."""
    launched, leaked = draft.count("raids"), draft.count("leaked")
    wanted = samplers.poisson(draft.uniform("raid", 2), draft.check("raid_rate") * np.float32(draft.dt))
    if not wanted.any():
        return
    reasons = [draft.because(np.flatnonzero(wanted[side]), partial(_because, draft, side)) for side in (0, 1)]
    chance, each = draft.check("interception"), max(draft.tunable("interceptors_per_raid"), 0)
    die = draft.uniform("interception", 2)
    for side in (0, 1):
        launched[side] = use(draft, side, DRONES, wanted[side])
        stopped = samplers.binomial(die[side], launched[side], chance[side])
        store = draft.now.stock[1 - side, INTERCEPTORS]
        if each:
            stopped = np.minimum(stopped, (store / np.float32(each)).astype(np.int32))
        use(draft, 1 - side, INTERCEPTORS, np.ceil(stopped * np.float32(each)).astype(np.int32))
        leaked[side] = launched[side] - stopped
        worlds = np.flatnonzero(launched[side])
        numbers = {"launched": launched[side, worlds], "leaked": leaked[side, worlds]}
        draft.note("raid", worlds, numbers=numbers, visible_to=draft.seers("raids"), why=reasons[side], side=side)
    mean = leaked * np.float32(draft.tunable("raid_deaths"))
    deaths = samplers.poisson(draft.uniform("raid_deaths", 2), mean)
    lose_civilians(draft, np.add.reduce(deaths, axis=0))
    mean = (leaked * np.float32(draft.tunable("raid_losses")))[::-1]
    hit = samplers.poisson(draft.uniform("raid_losses", 2), mean)
    killed = samplers.binomial(draft.uniform("raid_losses", 2, 2), hit, np.float32(draft.tunable("killed_share")))
    people.fall(draft, killed, hit - killed, draft.now.troops)


def _because(draft: Draft, side: int) -> Why:
    """How many a side launches in a day, how many are stopped, and what is left to launch and to stop them with."""
    left = {"drones": int(draft.now.stock[side, DRONES, GAME])}
    shots = {"interceptors": int(draft.now.stock[1 - side, INTERCEPTORS, GAME])}
    return whys.parts(
        draft.why("raid_rate", {"side": side}, "raid", side),
        draft.why("interception", {"side": side}, "interception", side),
        whys.rule("raid_stock", left, reads=("stock",)),
        draft.rule("interceptors_per_raid", shots, ("stock",)),
    )
