"""Soldiers of the two armies: who leaves the line, who comes back to it, and who is sent to it.

People are conserved: of each side, those on the line, being treated, invalided and killed are always those of the
start and those recruited since. Recruits fill what is missing from the authorised strength, and no more; whoever has
recovered goes back in any case.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft
from wargame.world.state import LANES

Array = NDArray[Any]


def fall(draft: Draft, killed: Array, wounded: Array, weights: Array) -> None:
    """Soldiers leave the line, spread over its sectors; never more than there are.

    Args:
        killed, wounded: (2, W) int32, those of each side.
        weights: (2, L, W) >= 0, where they fall: a sector that weighs nothing loses nobody.
    """
    for name in ("losses", "deaths"):  # settled even if nobody falls: what one world knows can't hang on the others
        draft.count(name)
    hit = killed + wounded
    worlds = np.flatnonzero(hit.any(axis=0))
    if not len(worlds):
        return
    die = draft.uniform("fallen_where", 2)
    if len(worlds) == draft.worlds:
        fallen = spread(hit, weights, die)
    else:
        fallen = np.zeros_like(draft.now.troops)
        fallen[..., worlds] = spread(hit[:, worlds], weights[..., worlds], die[:, worlds])
    _leave(draft, fallen, killed)


def fall_there(draft: Draft, fallen: Array, die: Array) -> None:
    """The same where (2, L, W) say who falls in which sector, a share of whom die; `die` is (2, W)."""
    fallen = np.minimum(fallen, draft.now.troops)
    share = np.float32(draft.tunable("killed_share"))
    _leave(draft, fallen, _rounded(die, np.add.reduce(fallen, axis=1) * share))


def _leave(draft: Draft, fallen: Array, killed: Array) -> None:
    """Writes `troops`, `losses`, `deaths`, `killed` and `wounded`."""
    fallen = np.minimum(fallen, draft.now.troops)
    draft.set("troops", draft.now.troops - fallen)
    total = np.add.reduce(fallen, axis=1)
    dead = np.minimum(killed, total)
    draft.count("losses")[:] += total
    draft.count("deaths")[:] += dead
    draft.set("killed", draft.now.killed + dead)
    draft.set("wounded", draft.now.wounded + (total - dead))


def replace(draft: Draft) -> None:
    """The wounded recover or are invalided, and recruits fill the gaps: writes `wounded`, `invalided`, `recruited`,
    `arrivals` and `troops`.

    Whoever recovers goes first, to where people are missing; recruits fill what remains missing, as many as a side can
    send (its tunable times the check `recruiting`).
    """
    now, tables = draft.now, draft.tables
    multiple = np.array([[[draft.tunable(f"authorised_{side}")]] for side in (0, 1)], np.float32)
    authorised = (tables.start.troops[..., :1] * multiple).astype(np.int32)
    gap = np.maximum(authorised - now.troops, 0)
    missing = np.add.reduce(gap, axis=1)
    recovered_share = np.float32(draft.tunable("recovered_share"))
    treated = np.float32(-math.expm1(-draft.dt / draft.tunable("recovery_days")))
    die = draft.uniform("recovery", (2, 2))
    out = np.minimum(_rounded(die[0], now.wounded * treated), now.wounded)
    back = np.minimum(_rounded(die[1], out * recovered_share), out)
    pace = np.array([[draft.tunable(f"recruits_{side}")] for side in (0, 1)], np.float32) * np.float32(draft.dt)
    recruits = _rounded(draft.uniform("recruits", 2), pace * draft.check("recruiting"))
    recruits = np.clip(missing - back, 0, recruits)
    sent = back + recruits
    draft.set("wounded", now.wounded - out)
    draft.set("invalided", now.invalided + (out - back))
    draft.set("recruited", now.recruited + recruits)
    draft.set("arrivals", sent)
    uneven = np.flatnonzero((sent != missing).any(axis=0))
    if len(uneven):  # elsewhere every gap is filled
        die, gaps = draft.uniform("sent_where", 2)[:, uneven], gap[..., uneven]
        to_gaps = np.minimum(sent, missing)[:, uneven]
        gap[..., uneven] = spread(to_gaps, gaps, die) + spread(sent[:, uneven] - to_gaps, gaps + authorised, die)
    draft.set("troops", now.troops + gap)


def spread(total: Array, weights: Array, die: Array) -> Array:
    """(2, L, W) int32 shares of (2, W) whole totals in proportion to weights >= 0, rounded so that they add up.

    Cumulated shares are rounded down after adding a die: each has its expected number. Where all weights are 0 nothing
    is shared out.

    >>> spread(np.array([[3], [7]]), np.array([[[1], [2]], [[0], [0]]]), np.full((2, 1), 0.5, np.float32))[..., 0]
    array([[1, 2],
           [0, 0]], dtype=int32)
    """
    reached = weights.astype(np.float32)
    if weights.shape[-1] > LANES:  # a loop is ten times as fast as `accumulate` along an axis that is not the last
        for row in range(1, reached.shape[1]):
            np.add(reached[:, row], reached[:, row - 1], out=reached[:, row])
    else:
        np.add.accumulate(reached, axis=1, out=reached)
    placed = total * (reached[:, -1] > 0)
    whole = placed.astype(np.float32)
    reached *= (whole / np.maximum(reached[:, -1], 1))[:, None]
    reached += die[:, None]
    bounds = np.minimum(reached, whole[:, None], out=reached).astype(np.int32)
    bounds[:, -1] = placed
    shares = np.empty_like(bounds)
    shares[:, 0] = bounds[:, 0]
    np.subtract(bounds[:, 1:], bounds[:, :-1], out=shares[:, 1:])
    return shares


def _rounded(die: Array, amount: Array) -> Array:
    """Whole numbers whose mean is the amount."""
    whole: Array = np.floor(amount + die).astype(np.int32)
    return whole
