"""Outcome strips and the hazard of renewed war: read off, never summed into a score."""

from __future__ import annotations

import numpy as np

from wargame.adjudication.draft import Draft


def assess(draft: Draft) -> None:
    """Writes `outcome` (each dimension's check, in points) and `hazard` (per year, as far as its scale goes)."""
    scale = draft.tables.registry["hazard"]
    draft.set("hazard", np.clip(draft.check("hazard"), scale.low, scale.high))
    if draft.tables.outcomes:
        highest = np.float32(draft.tables.registry["outcome"].high)
        draft.set("outcome", draft.each_check(draft.tables.outcomes) * highest)
