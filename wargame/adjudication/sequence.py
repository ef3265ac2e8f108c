"""The tick: what happens in which order. Read this file first.

`adjudicate` is pure: the state it starts from is never written, and the same arguments give the same bits, whatever the
number of worlds. Mechanisms live in a file each, named after what they do, and share one `Draft`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from wargame.adjudication import (
    air,
    amendments,
    cases,
    combat,
    contact,
    credibility,
    drift,
    escalation,
    injects,
    logistics,
    monitoring,
    outcomes,
    people,
    politics,
    rotation,
    triggers,
    violations,
)
from wargame.adjudication import orders as ordering
from wargame.adjudication.draft import FLOWS, Draft
from wargame.adjudication.ledger import GAME
from wargame.dice import Dice
from wargame.world import windows
from wargame.world.causes import Cause, Waiting
from wargame.world.events import Ruling
from wargame.world.orders import Orders
from wargame.world.outcome import Outcome
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.together import Together


def adjudicate(
    state: WorldState, orders: Orders | None, rulings: Sequence[Ruling], tables: Tables, dice: Dice, *, dt_days: int,
    live: bool = False, replies: triggers.Replies | None = None, want_events: bool = False,
    waiting: Sequence[Waiting] = (),
) -> Outcome:  # fmt: skip
    """Work out one tick of `dt_days` >= 1 in every world.

    Args:
        state: W worlds at the start of the tick; W >= 2.
        orders: the orders of a turn on its first tick, None on the others.
        rulings: what people decided about this tick, keyed by dice address.
        tables: the compiled scenario.
        dice: of the same W worlds.
        live: lanes are identical and lane 0 is the game: events and questions are about it.
        replies: how doctrines answer a trigger, see `wargame.adjudication.triggers.Replies`.
        want_events: return compact records of every lane (not with `live`).
        waiting: what the tick before handed on (`Outcome.waiting`), so that a delayed effect keeps its name; it changes
            nothing that happens.
    """
    draft = Draft(state, tables, dice, dt=dt_days, rulings=rulings, live=live, want_events=want_events, waiting=waiting)
    ordering.take_effect(draft, orders)
    injects.deliver(draft)
    logistics.travel(draft)
    rotation.relieve(draft)
    logistics.supply(draft)
    logistics.take_stock(draft)
    people.replace(draft)
    violations.occur(draft)
    monitoring.record(draft)
    contact.happen(draft)
    triggers.test(draft, replies)
    credibility.compute(draft)
    combat.fight(draft)
    air.raid(draft)
    cases.open_and_close(draft)
    escalation.climb(draft)
    drift.measure(draft)
    politics.move(draft)
    outcomes.assess(draft)
    ordering.grow_older(draft)
    draft.close_flows()
    amendments.apply(draft)
    rolled = windows.roll(state, draft.now, tables.windows, tables.held, dt_days, _remembered(tables))
    for name, array in rolled.items():
        draft.set(name, array)
    causes, left = _accounts(draft, waiting)
    return Outcome(_stand_still(draft), draft.events, draft.questions, draft.records, causes, left)


@lru_cache(maxsize=2)
def _remembered(tables: Tables) -> Together:
    return Together([*(read for read, _, _ in tables.windows), *tables.held])


def _accounts(draft: Draft, waiting: Sequence[Waiting]) -> tuple[tuple[Cause, ...], tuple[Waiting, ...]]:
    """Why the tracks moved in the game, and what is still to come; where play has ended nothing moves."""
    if draft.ledger is None or escalation.frozen(draft)[GAME]:
        return (), tuple(waiting)
    return tuple(draft.ledger.causes), tuple(draft.ledger.waiting)


def _stand_still(draft: Draft) -> WorldState:
    """The next state; worlds in which play had ended before this tick stay as they were, and nothing happens in
    them."""
    after = draft.finish()
    ended = np.flatnonzero(escalation.frozen(draft))
    if not len(ended):
        return after
    arrays = {}
    for name, array in after.arrays.items():
        arrays[name] = array.copy()
        arrays[name][..., ended] = 0 if name in FLOWS else getattr(draft.state, name)[..., ended]
    return WorldState(after.day, after.tick, after.turn, arrays)
