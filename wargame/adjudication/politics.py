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
from wargame.adjudication.draft import ALL, Draft
from wargame.adjudication.ledger import COUPLING, GAME, Flow
from wargame.world.causes import Cause, Source
from wargame.world.readers import Track
from wargame.world.tables import CompiledCoupling, Reader, Tables
from wargame.world.together import Together

Array = NDArray[Any]


def move(draft: Draft) -> None:
    """Writes `tracks` and `queue`.

    What couplings pull, and what the queue delivers, comes evenly during the tick and has begun to wear off at its end:
    then a track that rests quickly settles at the same level in days and in weeks.
    """
    at_once, draft.pulls = draft.pulls, np.zeros_like(draft.pulls)
    _couple(draft)
    delivered = effects.due(draft)
    evenly = draft.pulls + delivered
    tables, old = draft.tables, draft.state.tracks
    rest = np.where(np.isfinite(tables.track_rest), tables.track_rest, 0)[:, None]
    kept, on_average = _wear(draft)
    new = rest * (1 - kept) + old * kept + at_once + evenly * on_average
    low, high = tables.track_low[:, None], tables.track_high[:, None]
    draft.set("tracks", np.clip(new, low, high))
    if draft.ledger is not None:
        at_end = ((new <= low) | (new >= high))[:, GAME]
        rests = _rests(draft, ((rest - old) * (1 - kept))[:, GAME])
        named = effects.named(draft, draft.ledger, delivered[:, GAME])
        draft.ledger.settle(old[:, GAME], draft.now.tracks[:, GAME], at_end, on_average[:, 0], rests, named)


def _rests(draft: Draft, amounts: Array) -> list[Cause]:
    """For the ledger: how far each track moved towards its rest, and the line that says how fast it does."""
    tracks = draft.tables.roster.axes["track"]
    lines = (draft.origin(f"rules.tracks.{track}.rate") for track in tracks)
    return [Cause(Source("rest", "", line, (), ALL), row, float(amounts[row])) for row, line in enumerate(lines)]


def _wear(draft: Draft) -> tuple[Array, Array]:
    """(Q, 1) float32 each: share of the gap to rest left after the tick, and the mean of that over its days."""
    rate = np.where(np.isfinite(draft.tables.track_rest), draft.tables.track_rate, 0)
    kept, total = np.ones_like(draft.tables.track_rate), np.zeros_like(draft.tables.track_rate)
    for _ in range(draft.dt):
        total = total + kept
        kept = kept * (1 - rate)
    return kept[:, None], total[:, None] / np.float32(draft.dt)


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
    on_tracks: tuple[Array, Array]
    """Those that read a track as it is: their rows in the bundle, and the tracks."""
    sources: tuple[tuple[int, int], ...]
    """The others: row in the bundle, and which of the distinct readers it reads."""
    couplings: tuple[CompiledCoupling, ...]
    centre: Array
    scale: Array
    nothing: Array
    """What nothing at all would give, taken off where the coupling is an event: then what did not happen does not
    pull."""
    gain: Array
    per_day: Array
    """1 for a level, which acts every day; 0 for an event, which acts once."""
    delayed: tuple[tuple[int, int, int], ...]
    """Row in the bundle, track and days of those that act later."""
    names: tuple[Source, ...]
    """Of each, for the ledger."""


@lru_cache(maxsize=2)
def _plan(tables: Tables) -> tuple[Together, tuple[_Bundle, ...]]:
    """Every distinct source once, and the couplings in bundles by shape."""
    readers: dict[Reader, int] = {}
    bundles = []
    for shape in dict.fromkeys(coupling.shape for coupling in tables.couplings):
        chosen = tuple(coupling for coupling in tables.couplings if coupling.shape == shape)
        plain = [(row, c.read.row) for row, c in enumerate(chosen) if isinstance(c.read, Track)]
        sources = tuple(
            (row, readers.setdefault(coupling.read, len(readers)))
            for row, coupling in enumerate(chosen)
            if not isinstance(coupling.read, Track)
        )
        numbers = [(c.centre, c.scale, c.gain, float(not c.event)) for c in chosen]
        centre, scale, gain, per_day = np.array(numbers, np.float32).T[:, :, None]
        nothing = strength(shape, np.zeros_like(centre), centre, scale) * (1 - per_day)
        rows, tracks = np.array(plain, np.intp).reshape(-1, 2).T
        delayed = tuple((row, c.track, c.delay_days) for row, c in enumerate(chosen) if c.delay_days > 0)
        names = tuple(Source(COUPLING, c.id, c.origin, c.reads, ALL) for c in chosen)
        columns = (centre, scale, nothing, gain, per_day)
        bundles.append(_Bundle(shape, (rows, tracks), sources, chosen, *columns, delayed, names))
    return Together(readers), tuple(bundles)


@lru_cache(maxsize=2)
def _layers(tables: Tables, dt: int) -> tuple[tuple[tuple[Array, Array], ...], ...]:
    """By bundle: rows of couplings that act within the tick, and their tracks, in layers in which no track comes twice.

    So all of them are added in a few operations, and on each track in the order of the file.
    """
    found = []
    for bundle in _plan(tables)[1]:
        depth: dict[int, int] = {}
        layers: list[list[tuple[int, int]]] = []
        for row, coupling in enumerate(bundle.couplings):
            if coupling.delay_days >= dt:
                continue
            at = depth.get(coupling.track, 0)
            depth[coupling.track] = at + 1
            layers += [[]] * (at == len(layers))
            layers[at] = [*layers[at], (row, coupling.track)]
        arrays = (np.array(layer, np.intp).T for layer in layers)
        found.append(tuple((rows, tracks) for rows, tracks in arrays))
    return tuple(found)


def _couple(draft: Draft) -> None:
    """All couplings, as (n, W) at once for each shape."""
    sources, bundles = _plan(draft.tables)
    values = sources(draft.now)
    for bundle, layers in zip(bundles, _layers(draft.tables, draft.dt), strict=True):
        pulled = np.empty((len(bundle.couplings), draft.worlds), np.float32)
        rows, tracks = bundle.on_tracks
        pulled[rows] = draft.now.tracks[tracks]
        for row, source in bundle.sources:
            pulled[row] = values[source]
        pulled = strength(bundle.shape, pulled, bundle.centre, bundle.scale)
        pulled -= bundle.nothing
        pulled *= bundle.gain * (1 + bundle.per_day * (draft.dt - 1))
        for rows, tracks in layers:
            draft.pulls[tracks] += pulled[rows]
        for row, track, delay in bundle.delayed:
            if delay >= draft.dt:
                draft.later.append((track, draft.every, pulled[row], draft.day + delay, 0))
        if draft.ledger is None:
            continue
        for amount, coupling, name in zip(pulled[:, GAME].tolist(), bundle.couplings, bundle.names, strict=True):
            part = float(coupling.delay_days < draft.dt)
            draft.ledger.enter(Flow(name, coupling.track, amount, part, draft.day + coupling.delay_days, 0))
