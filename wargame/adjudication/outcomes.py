"""Outcome strips and the hazard of renewed war: read off, never summed into a score."""

from __future__ import annotations

import numpy as np

from wargame.adjudication.draft import Draft


def assess(draft: Draft) -> None:
    """Writes `outcome` (each dimension's check, in points) and `hazard` (per year)."""
    draft.set("hazard", draft.check("hazard"))
    if draft.tables.outcomes:
        highest = np.float32(draft.tables.registry["outcome"].high)
        draft.set("outcome", np.stack([draft.check(name) for name in draft.tables.outcomes]) * highest)
