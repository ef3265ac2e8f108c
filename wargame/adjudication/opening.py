"""The first morning: what follows from the opening position before a day has passed.

The compiler puts forces, rules and deal in place; what they add up to, what stands behind each threat and how the
outcome strips stand is worked out here, by the same mechanisms as in every tick, so that turn one shows a whole
picture. Nothing happens, nobody acts, no stock changes.
"""

from __future__ import annotations

import numpy as np

from wargame.adjudication import credibility, logistics, outcomes
from wargame.adjudication.draft import Draft
from wargame.dice import Dice
from wargame.quantities import GAUGES
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.windows import from_now


def settle(start: WorldState, tables: Tables, dice: Dice) -> WorldState:
    """The opening position with everything derived from it settled; same day, tick and turn.

    Args:
        start: `tables.start`, spread over W worlds.
        dice: of the same worlds; the adversary's lasting misjudgement (`perceived`) differs between them.
    """
    draft = Draft(start, tables, dice, dt=1)
    logistics.take_stock(draft)
    highest = np.float32(tables.registry["gauge"].high)
    draft.set("gauge", np.stack([draft.check(f"gauge_{name}") for name in GAUGES]) * highest)
    credibility.compute(draft)
    outcomes.assess(draft)
    settled = WorldState(start.day, start.tick, start.turn, draft.finish().arrays)
    return WorldState(start.day, start.tick, start.turn, {**settled.arrays, **from_now(settled, tables.windows)})
