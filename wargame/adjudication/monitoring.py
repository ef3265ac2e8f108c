"""From what happened to what is known: seen, taken for something else, laid at a door, and counted by the parties.

A violation is detected with odds that grow with the odds of coverage, with the check `detection` and with how loud or
plain its class is: artillery is heard far beyond what patrols can see, a drone is not. A detected one is attributed or
not; some that are not go to the wrong door, and some reports are no violation at all. Truth stays hidden:
`cfv_recorded` is what players see, and what reference figures count.
"""

from __future__ import annotations

import math
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics, samplers
from wargame.adjudication import violations
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.numerics import BLOCK
from wargame.world import checks
from wargame.world import why as whys
from wargame.world.state import LANES
from wargame.world.tables import Tables

Array = NDArray[Any]


def record(draft: Draft) -> None:
    """Writes `cfv_recorded`, `_unattributed`, `_false`, `_reported`, `_claimed`, `_admitted` and `fire_recorded`.

    Detection is drawn violation by violation. What follows from it is a share of those detected, rounded by a die,
    which has the same mean and lets a single violation go one way or the other.
    """
    true = np.add.reduce(draft.now.cfv_true, axis=1)
    seen, known, fire = _chances(draft)
    detected = samplers.binomial(draft.uniform("detection", true.shape[:2]), true, seen)
    attributed = np.minimum(_rounded(draft, "attribution", detected.astype(np.float32) * known), detected)
    missed = detected - attributed
    wrong = missed.astype(np.float32) * draft.check("misattribution")
    misplaced = np.minimum(_rounded(draft, "misattribution", wrong), missed)
    recorded = attributed + misplaced[::-1]
    unattributed = np.add.reduce(missed - misplaced, axis=0)
    mean = draft.check("false_report") * np.float32(draft.dt)
    false = samplers.poisson(draft.uniform("false_reports", mean.shape[0]), mean)
    draft.set("cfv_recorded", recorded)
    draft.set("cfv_unattributed", unattributed)
    draft.set("cfv_false", false)
    draft.set("cfv_reported", np.add.reduce(recorded, axis=0) + unattributed + false)
    # Fire keeps its own share through all of this, on either side of the line.
    shots = [np.add.reduce(number.astype(np.float32) * fire, axis=1) for number in (attributed, misplaced)]
    draft.set("fire_recorded", _rounded(draft, "fire_recorded", shots[0] + shots[1][::-1]))
    total = np.add.reduce(true, axis=1)
    claims = total * np.float32(draft.tunable("claim_other")), total * np.float32(draft.tunable("claim_own"))
    claimed, admitted = _rounded(draft, "party_claim", np.stack(claims))
    draft.set("cfv_claimed", claimed)
    draft.set("cfv_admitted", admitted)
    if draft.live:
        _report(draft)


def _chances(draft: Draft) -> tuple[Array, Array, Array]:
    """Chance that a violation of a side is detected (2, L, W), that a detected one is attributed, and that it is fire.

    The mean over classes, weighted by the side's usual shares: one draw for each side and sector, instead of one for
    each class too, has the same expectation. With coverage c, detection e^x and class d the odds are c / (1 - c) e^x
    e^d: nothing is seen without coverage, everything where nothing escapes. One exponential serves all classes.
    """
    tables, now = draft.tables, draft.now
    looked = numerics.exp(checks.link_value(tables.checks["detection"], now))
    placed = numerics.exp(checks.link_value(tables.checks["attribution"], now))
    classes, by_side, fires = _classes(tables)
    covered, escaped = now.coverage * looked, 1 - now.coverage
    placed = np.broadcast_to(placed, covered.shape)
    seen = np.empty((2, *covered.shape), np.float32)
    known, fire = np.empty_like(seen), np.empty_like(seen)
    # All classes at once, for as many worlds as stay in the cache.
    step = max(BLOCK // (2 * max(2 * by_side.size * len(covered), 1)) // LANES, 1) * LANES
    for start in range(0, draft.worlds, step):
        lanes = slice(start, start + step)
        p_seen = escaped[:, lanes] * classes[0]
        p_seen += covered[:, lanes]
        np.divide(covered[:, lanes], p_seen, out=p_seen)
        p_known = placed[:, lanes] + classes[1]
        np.divide(placed[:, lanes], p_known, out=p_known)
        p_known *= p_seen
        np.add.reduce(p_seen[:, None] * by_side, axis=0, out=seen[..., lanes])
        parts = p_known[:, None] * by_side
        np.add.reduce(parts, axis=0, out=known[..., lanes])
        np.add.reduce(parts[fires], axis=0, out=fire[..., lanes])
    tiny = np.finfo(np.float32).tiny
    fire /= np.maximum(known, tiny)
    known /= np.maximum(seen, tiny)
    return np.minimum(seen, 1), np.minimum(known, 1), np.minimum(fire, 1)


@lru_cache(maxsize=2)
def _classes(tables: Tables) -> tuple[Array, Array, Array]:
    """(2, C, 1, 1) e^-d of detection and of attribution, (C, 2, 1, 1) each side's usual shares, and which are fire."""
    odds = [[[[math.exp(-d)]] for d in told] for told in (tables.class_detect, tables.class_attribute)]
    shares = np.ascontiguousarray(tables.class_share.T)[:, :, None, None]
    return np.array(odds, np.float32), shares, np.flatnonzero(tables.class_fire)


def _rounded(draft: Draft, site: str, amount: Array) -> Array:
    """Whole numbers whose mean is the amount; a whole amount stays as it is."""
    die = draft.uniform(site, amount.shape[:-1])
    die += amount
    return die.astype(np.int32)


def _report(draft: Draft) -> None:
    """The observers' report of the period."""
    now = draft.now
    sides = np.add.reduce(now.cfv_recorded, axis=1)
    numbers = {
        "side_0": sides[0], "side_1": sides[1], "unattributed": np.add.reduce(now.cfv_unattributed, axis=0),
        "reported": np.add.reduce(now.cfv_reported, axis=0), "days": float(draft.dt),
    }  # fmt: skip
    names = dict(zip(("first", "second"), draft.tables.roster.axes["side"], strict=True))
    visible_to = draft.seers("cfv_reported")
    draft.note("report", draft.every, numbers=numbers, ids=names, visible_to=visible_to, why=partial(_because, draft))


def _because(draft: Draft) -> Why:
    """Of the side and sector with the most recorded violations: what made them, and how much of it is seen."""
    recorded = draft.now.cfv_recorded[..., GAME]
    side, sector = divmod(int(np.argmax(recorded)), recorded.shape[1])
    rows, roster = {"side": side, "sector": sector}, draft.tables.roster.axes
    number = {"recorded": float(recorded[side, sector]), "days": draft.dt}
    return whys.parts(
        whys.rule("busiest", number, side=roster["side"][side], sector=roster["sector"][sector]),
        violations.because(draft, side, sector),
        whys.rule("coverage", {"coverage": float(draft.now.coverage[sector, GAME])}, reads=("coverage",)),
        draft.why("coverage", rows),
        draft.why("detection", rows),
        draft.why("attribution", rows),
        reads=("cfv_recorded",),
    )
