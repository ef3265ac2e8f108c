"""Tracks move by what pulls them, all at once: see `wargame.adjudication.politics`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference import effects
from tests.reference.rules import Rules, logistic, within
from wargame.world.tables import CompiledCoupling


def move(w: Any, rules: Rules) -> None:
    """What couplings pull and the queue delivers comes evenly during the tick, and has begun to wear off at its end."""
    evenly = [0.0] * len(w.tracks)
    for coupling, read in rules.couplings:
        amount = _strength(coupling, read(w)) * coupling.gain
        if coupling.event:
            amount -= _strength(coupling, 0.0) * coupling.gain
        else:
            amount *= w.dt
        if coupling.delay_days < w.dt:
            evenly[coupling.track] += amount
        else:
            w.later.append((coupling.track, amount, w.day + coupling.delay_days, 0))
    delivered = effects.due(w)
    tracks = []
    for row, old in enumerate(w.tracks):
        rest, rate = rules.track_rest[row], rules.track_rate[row]
        if math.isnan(rest):
            rest = rate = 0.0
        kept = (1 - rate) ** w.dt
        average = (1 - kept) / (rate * w.dt) if rate else 1.0
        new = rest * (1 - kept) + old * kept + w.pulls[row] + (evenly[row] + delivered[row]) * average
        tracks.append(within(new, rules.track_low[row], rules.track_high[row]))
    w.tracks = tracks
    w.fresh |= {"tracks", "queue"}


def _strength(coupling: CompiledCoupling, source: float) -> float:
    if coupling.shape == "threshold":
        return float(source > coupling.centre)
    z = (source - coupling.centre) / coupling.scale
    if coupling.shape == "log":
        return math.copysign(math.log1p(abs(z)), z)
    return logistic(z) if coupling.shape == "logistic" else z
