"""Politics and perception: tracks move by what pulls them, all at once.

Each tick every track steps towards its rest; levels pull per day, events as impulses, each through a shape and
perhaps after a delay; and the effects of orders, injects and answers arrive. The couplings are data: the rules are
the causal diagram.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics
from wargame.adjudication import effects
from wargame.adjudication.draft import Draft
from wargame.world.tables import CompiledCoupling

Array = NDArray[Any]


def move(draft: Draft) -> None:
    """Writes `tracks` and `queue`."""
    tables = draft.tables
    for coupling in tables.couplings:
        amount = strength(coupling, draft.now) * np.float32(coupling.gain * (1 if coupling.event else draft.dt))
        effects.impulse(draft, coupling.track, draft.every, amount, draft.day + coupling.delay_days, 0)
    old = draft.state.tracks
    rested = np.isfinite(tables.track_rest)
    rest = np.where(rested, tables.track_rest, 0)[:, None].astype(np.float32)
    kept = np.where(rested, _kept(draft), 1)[:, None].astype(np.float32)
    new = rest * (1 - kept) + old * kept + draft.pulls + effects.due(draft)
    draft.set("tracks", np.clip(new, tables.track_low[:, None], tables.track_high[:, None]))


def _kept(draft: Draft) -> Array:
    """(Q,) share of the gap to rest that is left after the tick: (1 - rate) for every day of it."""
    kept = np.ones_like(draft.tables.track_rate)
    for _ in range(draft.dt):
        kept = kept * (1 - draft.tables.track_rate)
    return kept


def strength(coupling: CompiledCoupling, state: Any) -> Array:
    """(W,) float32: the source through the coupling's shape, less what nothing at all would give if it is an event.

    linear: (x - centre) / scale. log: sign(z) log(1 + |z|) of that. logistic: 1 / (1 + e^-z). threshold: 1 above the
    centre.
    """
    source = coupling.read(state)
    pulled = _shape(coupling, source)
    return pulled - _shape(coupling, np.zeros(1, np.float32)) if coupling.event else pulled


def _shape(coupling: CompiledCoupling, source: Array) -> Array:
    if coupling.shape == "threshold":
        return (source > np.float32(coupling.centre)).astype(np.float32)
    z: Array = ((source - np.float32(coupling.centre)) / np.float32(coupling.scale)).astype(np.float32)
    if coupling.shape == "log":
        return np.copysign(numerics.log1p(np.abs(z)), z)
    return numerics.logistic(z) if coupling.shape == "logistic" else z
