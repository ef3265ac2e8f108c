"""From what happened to what is known: seen, taken for something else, laid at a door, and counted by the parties.

A violation is detected with probability coverage x detection, and a detected one is attributed or not; some that are
not go to the wrong door, and some reports are no violation at all. Truth stays hidden: `cfv_recorded` is what players
see.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics, samplers
from wargame.adjudication.draft import Draft
from wargame.world import checks

Array = NDArray[Any]


def record(draft: Draft) -> None:
    """Writes `cfv_recorded`, `_unattributed`, `_false`, `_reported`, `_claimed`, `_admitted` and `fire_recorded`."""
    true = np.add.reduce(draft.now.cfv_true, axis=1)
    seen, known, fire = _chances(draft)
    sites = true.shape[:2]
    detected = samplers.binomial(draft.uniform("detection", sites), true, seen)
    attributed = samplers.binomial(draft.uniform("attribution", sites), detected, known)
    wrong = np.broadcast_to(draft.check("misattribution"), true.shape)
    misplaced = samplers.binomial(draft.uniform("misattribution", sites), detected - attributed, wrong)
    recorded = attributed + misplaced[::-1]
    unattributed = np.add.reduce(detected - attributed - misplaced, axis=0)
    mean = draft.check("false_report") * np.float32(draft.dt)
    false = samplers.poisson(draft.uniform("false_reports", mean.shape[0]), mean)
    draft.set("cfv_recorded", recorded)
    draft.set("cfv_unattributed", unattributed)
    draft.set("cfv_false", false)
    draft.set("cfv_reported", np.add.reduce(recorded, axis=0) + unattributed + false)
    # Fire keeps its own share through all of this, on either side of the line.
    shots = np.add.reduce(attributed * fire, axis=1) + np.add.reduce(misplaced * fire, axis=1)[::-1]
    draft.set("fire_recorded", _rounded(draft, "fire_recorded", shots))
    total = np.add.reduce(true, axis=1)
    claims = total * np.float32(draft.tunable("claim_other")), total * np.float32(draft.tunable("claim_own"))
    claimed, admitted = _rounded(draft, "party_claim", np.stack(claims))
    draft.set("cfv_claimed", claimed)
    draft.set("cfv_admitted", admitted)
    if draft.live:
        _report(draft)


def _chances(draft: Draft) -> tuple[Array, Array, Array]:
    """(2, L, W) each: chance that a violation of a side is detected, that a detected one is attributed, that it is
    fire.

    The mean over classes, weighted by the side's usual shares: one draw for each side and sector, instead of one for
    each class too, has the same expectation. logistic(x + d) is e^x / (e^x + e^-d): one exponential for all classes.
    """
    tables, now = draft.tables, draft.now
    looked = numerics.exp(checks.link_value(tables.checks["detection"], now))
    placed = numerics.exp(checks.link_value(tables.checks["attribution"], now))
    shape = (2, len(tables.km), draft.worlds)
    seen, known, fire = np.zeros(shape, np.float32), np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for row, share in enumerate(tables.class_share.T):
        p_seen = looked / (looked + np.float32(math.exp(-tables.class_detect[row])))
        p_known = p_seen * (placed / (placed + np.float32(math.exp(-tables.class_attribute[row]))))
        for side in (0, 1):
            seen[side] += share[side] * p_seen
            known[side] += share[side] * p_known
            if tables.class_fire[row]:
                fire[side] += share[side] * p_known
    fire /= np.maximum(known, np.finfo(np.float32).tiny)
    known /= np.maximum(seen, np.finfo(np.float32).tiny)
    seen *= now.coverage
    return np.minimum(seen, 1), np.minimum(known, 1), np.minimum(fire, 1)


def _rounded(draft: Draft, site: str, amount: Array) -> Array:
    """Whole numbers whose mean is the amount."""
    die = draft.uniform(site, amount.shape[:-1])
    return (amount + die).astype(np.int32)


def _report(draft: Draft) -> None:
    """The observers' report of the period."""
    now = draft.now
    sides = np.add.reduce(now.cfv_recorded, axis=1)
    numbers = {
        "side_0": sides[0], "side_1": sides[1], "unattributed": np.add.reduce(now.cfv_unattributed, axis=0),
        "reported": np.add.reduce(now.cfv_reported, axis=0), "days": float(draft.dt),
    }  # fmt: skip
    names = dict(zip(("first", "second"), draft.tables.roster.axes["side"], strict=True))
    draft.note("report", draft.every, numbers=numbers, ids=names, visible_to=draft.seers("cfv_reported"))
