"""Politics and perception: tracks move by what pulls them, all at once.

Each tick every track steps towards its rest; levels pull per day, events as impulses, each through a shape and
perhaps after a delay; and the effects of orders, injects and answers arrive. The couplings are data: the rules are
the causal diagram.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics
from wargame.adjudication import effects
from wargame.adjudication.draft import Draft
from wargame.world.tables import CompiledCoupling, Reader, Tables

Array = NDArray[Any]


def move(draft: Draft) -> None:
    """Writes `tracks` and `queue`."""
    _couple(draft)
    tables, old = draft.tables, draft.state.tracks
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


def strength(shape: str, source: Array, centre: Array | float, scale: Array | float) -> Array:
    """float32 of the shape of `source`: how strongly it pulls, before the gain.

    linear: (x - centre) / scale, called z. log: sign(z) log(1 + |z|). logistic: 1 / (1 + e^-z). threshold: 1 above the
    centre, else 0.
    """
    if shape == "threshold":
        return (source > centre).astype(np.float32)
    z: Array = ((source - centre) / scale).astype(np.float32, copy=False)
    if shape == "log":
        return np.copysign(numerics.log1p(np.abs(z)), z)
    return numerics.logistic(z, out=z) if shape == "logistic" else z


@dataclass(frozen=True, eq=False)
class _Bundle:
    """Couplings of one shape, worked out together: (n, 1) columns of their numbers."""

    shape: str
    sources: tuple[int, ...]
    """Which of the distinct readers each one reads."""
    couplings: tuple[CompiledCoupling, ...]
    centre: Array
    scale: Array
    nothing: Array
    """What nothing at all would give, taken off where the coupling is an event: then what did not happen does not
    pull."""
    gain: Array
    per_day: Array
    """1 for a level, which acts every day; 0 for an event, which acts once."""


@lru_cache(maxsize=2)
def _plan(tables: Tables) -> tuple[tuple[Reader, ...], tuple[_Bundle, ...]]:
    """Every distinct source once, and the couplings in bundles by shape."""
    readers: dict[Reader, int] = {}
    bundles = []
    for shape in dict.fromkeys(coupling.shape for coupling in tables.couplings):
        chosen = tuple(coupling for coupling in tables.couplings if coupling.shape == shape)
        sources = tuple(readers.setdefault(coupling.read, len(readers)) for coupling in chosen)
        numbers = [(c.centre, c.scale, c.gain, float(not c.event)) for c in chosen]
        centre, scale, gain, per_day = np.array(numbers, np.float32).T[:, :, None]
        nothing = strength(shape, np.zeros_like(centre), centre, scale) * (1 - per_day)
        bundles.append(_Bundle(shape, sources, chosen, centre, scale, nothing, gain, per_day))
    return tuple(readers), tuple(bundles)


def _couple(draft: Draft) -> None:
    """All couplings, as (n, W) at once for each shape."""
    readers, bundles = _plan(draft.tables)
    values = [read(draft.now) for read in readers]
    for bundle in bundles:
        pulled = np.empty((len(bundle.sources), draft.worlds), np.float32)
        for row, source in enumerate(bundle.sources):
            pulled[row] = values[source]
        pulled = strength(bundle.shape, pulled, bundle.centre, bundle.scale)
        pulled -= bundle.nothing
        pulled *= bundle.gain * (1 + bundle.per_day * (draft.dt - 1))
        for amount, coupling in zip(pulled, bundle.couplings, strict=True):
            effects.impulse(draft, coupling.track, draft.every, amount, draft.day + coupling.delay_days, 0)
