"""Raids by drones and missiles against a finite, layered air defence.

Some weapons are jammed. Of the rest a share flies where a fitting system stands at all: nearly every drone and cruise
missile does, few ballistic missiles, for the few batteries that can stop those each cover one city. What is covered
meets the layers from the outside in; each has so many shots in a raid and so many in store, and what a raid asks for
beyond that goes unfired. So the share that is stopped falls with the size of the raid and with an empty store, and
differs between classes by a factor of ten (calibration A5). The numbers stand in `scenarios/rules/airdefence.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics, samplers
from wargame.quantities import LAYERS, WEAPONS

Array = NDArray[Any]
DICE = ("jamming", "cover", "gap", "stopping")
"""What shares are needed for, of each group."""
_SURE = 1 - 1 / numerics.GRID
"""Nothing is surer than this, so that logarithms stay finite."""


def meet(
    rule: Mapping[str, float], groups: Sequence[Array], raid: Array, dice: Array, odds: Array | None, jam: Array,
    salvo: Array, store: Array,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Raids meet an air defence. A group is what flies of one class in one raid; N groups in R raids.

    Args:
        rule: the tunables.
        groups: for each of `WEAPONS` (n,) int32 how many fly, N in all.
        raid: (N,) row of the raid that a group belongs to.
        dice: (4, N) shares, for `DICE`, in (0, 1).
        odds: (N,) multiple of the odds that a group's weapons meet a fitting system; None: 1.
        jam: (N,) share of the group that jamming leads astray.
        salvo, store: (layers, R) shots in the raid, and in store.
    Returns: (N,) int32 jammed and (N,) int32 stopped, and (layers, R) float32 shots fired.
    """
    number = np.concatenate(groups)
    weapon = np.repeat(np.arange(len(WEAPONS)), [len(group) for group in groups])
    jammed = samplers.binomial(dice[0], number, jam)
    arriving = number - jammed
    covered = _covered(rule, groups, dice[1:-1])
    if odds is not None:
        covered = covered * odds / (1 - covered + covered * odds)
    flying = covered
    fired = np.zeros(store.shape, np.float32)
    for row, (layer, stops) in enumerate(LAYERS.items()):
        shots = np.array([rule[f"shots_{layer}"] * (name in stops) for name in WEAPONS], np.float32)[weapon]
        kill = np.array([min(rule.get(f"kill_{layer}_{name}", 0), _SURE) for name in WEAPONS], np.float32)
        wanted = np.bincount(raid, arriving * flying * shots, store.shape[-1]).astype(np.float32)
        fired[row] = np.minimum(np.minimum(salvo[row], store[row]), wanted)
        served = (fired[row] / np.maximum(wanted, np.finfo(np.float32).tiny))[raid]
        # (1 - kill)^shots, of which only a part may be fired.
        flying = flying * numerics.exp(numerics.log1p(-kill)[weapon] * shots * served)
    return jammed, samplers.binomial(dice[-1], arriving, covered - flying), fired


def _covered(rule: Mapping[str, float], groups: Sequence[Array], dice: Array) -> Array:
    """(N,) float32 share of each group that flies where a fitting system stands. It varies from raid to raid, beta
    distributed, because a raid goes for few places: either they are covered or they are not."""
    covered = np.empty(dice.shape[-1], np.float32)
    start = 0
    for name, group in zip(WEAPONS, groups, strict=True):
        if len(group):
            mean, alike = rule[f"cover_{name}"], min(max(rule[f"alike_{name}"], 1 - _SURE), _SURE)
            weights = np.array([[mean], [1 - mean]], np.float32) * np.float32((1 - alike) / alike)
            end = start + len(group)
            parts = samplers.gamma(dice[:, start:end], weights) * weights
            covered[start:end] = parts[0] / np.maximum(parts[0] + parts[1], np.finfo(np.float32).tiny)
            start = end
    return covered
