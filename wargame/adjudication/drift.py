"""Mission drift: consent, force and impartiality against the box that the mandate draws.

A mission that leaves its box, upwards or towards withdrawal, in fact becomes the operation whose box is nearest. It is
then relabelled, and parliament must be informed anew; couplings in the rules make drift feed on itself.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft
from wargame.quantities import GAUGES

Array = NDArray[Any]
OPERATION = "operation"


def measure(draft: Draft) -> None:
    """Writes `gauge`, `outside_box`, `de_facto`, `relabelled` and `duty_open`."""
    highest = np.float32(draft.tables.registry["gauge"].high)
    target = np.stack([draft.check(f"gauge_{name}") for name in GAUGES]) * highest
    kept = np.float32(math.exp(-draft.dt / draft.tunable("gauge_days")))
    gauge = target + (draft.now.gauge - target) * kept
    draft.set("gauge", gauge)
    setting = draft.row("setting", OPERATION)
    if setting < 0:
        return
    declared = draft.now.settings[setting]
    distance = _distances(draft, gauge)
    own = np.take_along_axis(distance, declared[None], axis=0)[0]
    has_box = np.isfinite(own)
    nearest = np.argmin(distance, axis=0).astype(declared.dtype)
    left = has_box & (own > 0)
    de_facto = np.where(left, nearest, declared)
    # A mandate that was outside its box from its first day counts as having left it, whatever it was in fact before.
    newly = (draft.now.outside_box <= 0) | (de_facto != draft.now.de_facto)
    draft.set("outside_box", np.where(left, own, 0))
    relabelled = left & newly & (de_facto != declared)
    draft.set("relabelled", relabelled)
    draft.set("de_facto", de_facto)
    if relabelled.any():
        draft.set("duty_open", draft.now.duty_open | relabelled)
    visible_to = draft.seers("de_facto")
    levels = draft.tables.roster.levels[OPERATION]
    for level in np.unique(de_facto[relabelled]):
        worlds = np.flatnonzero(relabelled & (de_facto == level))
        numbers = {"outside": own[worlds]}
        draft.note("drift", worlds, numbers=numbers, ids={"de_facto": levels[level]}, weight=2, visible_to=visible_to)


def _distances(draft: Draft, gauge: Array) -> Array:
    """(operation level, W) points by which the gauges lie outside each box; infinite for a level without one."""
    boxes = draft.tables.boxes
    distance = np.empty((len(boxes), draft.worlds), np.float32)
    for level, box in enumerate(boxes):
        outside = np.maximum(box[:, :1] - gauge, 0) + np.maximum(gauge - box[:, 1:], 0)
        distance[level] = np.add.reduce(outside, axis=0) if np.isfinite(box).all() else np.inf
    return distance
