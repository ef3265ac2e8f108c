"""Drones and missiles at depth against finite air defence: see `wargame.adjudication.air`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference import people, violations
from tests.reference.luck import Luck
from tests.reference.rules import DRONES, INTERCEPTORS, Rules, begin, use


def raid(w: Any, rules: Rules, luck: Luck) -> None:
    begin(w, "raids", "leaked")
    rate, t = rules.check("raid_rate", w), rules.t
    wanted = [luck.poisson(luck("raid", s), rate[s] * w.dt) for s in (0, 1)]
    if not any(wanted):
        return
    chance, each = rules.check("interception", w), max(t["interceptors_per_raid"], 0.0)
    for s in (0, 1):
        w.raids[s] = use(w, s, DRONES, wanted[s])
        stopped = luck.binomial(luck("interception", s), w.raids[s], chance[s])
        if each:
            stopped = min(stopped, luck.floor(w.stock[1 - s][INTERCEPTORS] / each))
        use(w, 1 - s, INTERCEPTORS, math.ceil(stopped * each))
        w.leaked[s] = w.raids[s] - stopped
    civilians = sum(luck.poisson(luck("raid_deaths", s), w.leaked[s] * t["raid_deaths"]) for s in (0, 1))
    violations.lose_civilians(w, civilians)
    hit = [luck.poisson(luck("raid_losses", s), w.leaked[1 - s] * t["raid_losses"]) for s in (0, 1)]
    killed = [luck.binomial(luck("raid_losses", 2 + s), hit[s], t["killed_share"]) for s in (0, 1)]
    people.fall(w, luck, killed, [hit[s] - killed[s] for s in (0, 1)], w.troops)
