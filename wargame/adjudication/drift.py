"""Mission drift: consent, force and impartiality against the box that the mandate draws.

A mission that leaves its box, upwards or towards withdrawal, in fact becomes the operation whose box is nearest. It is
then relabelled, and parliament must be informed anew; couplings in the rules make drift feed on itself.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft, Now, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import GAUGES
from wargame.world import why as whys

Array = NDArray[Any]
OPERATION = "operation"


def measure(draft: Draft) -> None:
    """Writes `gauge`, `outside_box`, `de_facto`, `relabelled` and `duty_open`."""
    before = draft.moment() if draft.live else None
    highest = np.float32(draft.tables.registry["gauge"].high)
    target = draft.each_check([f"gauge_{name}" for name in GAUGES]) * highest
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
        draft.note(
            "drift", worlds, numbers=numbers, ids={"de_facto": levels[level]}, weight=2, visible_to=visible_to,
            why=partial(_because, draft, before, levels[int(declared[GAME])], gauge, distance),
        )  # fmt: skip


def _because(draft: Draft, before: Now | None, declared: str, gauge: Array, distance: Array) -> Why:
    """Each gauge against the box of the mandate, what pulls it (as things stood before), and how near the boxes are."""
    levels = draft.tables.roster.levels[OPERATION]
    box = draft.tables.boxes[levels.index(declared)]
    found = []
    for row, name in enumerate(GAUGES):
        origin = draft.origin(f"rules.boxes.{declared}.{name}.0")
        numbers = {"now": float(gauge[row, GAME]), "low": float(box[row, 0]), "high": float(box[row, 1])}
        found += [
            whys.rule("box", numbers, origin, ("gauge",), gauge=name),
            draft.why(f"gauge_{name}", {}, at=before),
        ]
    for level, name in enumerate(levels):
        away = float(distance[level, GAME])
        if math.isfinite(away):
            origin = draft.origin(f"rules.boxes.{name}")
            found.append(whys.rule("box_distance", {"distance": away}, origin, ("gauge",), de_facto=name))
    return whys.parts(*found)


def _distances(draft: Draft, gauge: Array) -> Array:
    """(operation level, W) points by which the gauges lie outside each box; infinite for a level without one."""
    boxes = draft.tables.boxes
    distance = np.empty((len(boxes), draft.worlds), np.float32)
    for level, box in enumerate(boxes):
        outside = np.maximum(box[:, :1] - gauge, 0) + np.maximum(gauge - box[:, 1:], 0)
        distance[level] = np.add.reduce(outside, axis=0) if np.isfinite(box).all() else np.inf
    return distance
