"""Relief: who has stayed as long as it can is relieved from its pool, or loses its effectiveness.

Every element has a pool of like units (`rotation_pool`, itself included). A relief takes a rested one out of it; the
unit that comes home rests for a multiple of its stay. So a pool of three can keep one unit out for ever (the rule of
thirds), and a smaller one runs dry. Whether a relief is arranged in time is the check `rotation`.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics
from wargame.adjudication.acts import IN_PLACE
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import DAYS_PER_WEEK
from wargame.world import why as whys

Array = NDArray[Any]


def relieve(draft: Draft) -> None:
    """Writes `element_rested`, `element_days` (0 for one just relieved), `element_fitness`, `relief_due`, and the
    people that replace casualties."""
    _rest(draft)
    _replace(draft)
    longest = draft.tables.element_sustain_days[:, None]
    overdue = draft.now.element_days > longest
    if overdue.any():
        _take_turns(draft, overdue)
        overdue = draft.now.element_days > longest
    draft.set("relief_due", np.add.reduce(overdue, axis=0, dtype=np.int32))
    draft.set("element_fitness", _fitness(draft, overdue))
    newly = overdue & (draft.state.element_days <= longest)
    for row in np.flatnonzero(newly.any(axis=-1)):
        worlds, visible_to = np.flatnonzero(newly[row]), draft.seers("relief_due")
        why = partial(_overdue, draft, int(row))
        draft.note("relief_due", worlds, weight=1, visible_to=visible_to, why=why, element=int(row))


def fill(draft: Draft, row: int, worlds: Array, number: Array | None = None) -> None:
    """Send people (n,) to an element in some lanes in place of its casualties, or as many as it lost."""
    people, replaced = draft.edit("element_people"), draft.edit("element_replaced")
    missing = draft.now.element_lost[row, worlds] - replaced[row, worlds]
    sent = missing if number is None else np.minimum(number, missing)
    people[row, worlds] += sent
    replaced[row, worlds] += sent


def _rest(draft: Draft) -> None:
    """Units that came home recover evenly: all but the one deployed in the time that one has to rest."""
    tables, rested = draft.tables, draft.now.element_rested
    full = np.maximum(tables.element_pool - 1, 0)
    if (rested < full[:, None]).any():
        span = np.maximum(tables.element_sustain_days * np.float32(draft.tunable("rest_multiple")), 1)
        gained = full * (np.float32(draft.dt) / span)
        draft.set("element_rested", np.minimum(rested + gained[:, None], full[:, None]))


def _replace(draft: Draft) -> None:
    """Casualties of elements in place are replaced one by one."""
    missing = draft.now.element_lost - draft.now.element_replaced
    lacking = (missing > 0) & (draft.now.element_status == IN_PLACE)
    share = np.float32(-math.expm1(-draft.dt / draft.tunable("replacement_days")))
    for row in np.flatnonzero(lacking.any(axis=-1)):
        worlds = np.flatnonzero(lacking[row])
        number = missing[row, worlds] * share + draft.uniform("replacement", 1, int(row))[0, worlds]
        fill(draft, int(row), worlds, number.astype(np.int32))


def _take_turns(draft: Draft, overdue: Array) -> None:
    """Of the elements that are due, those whose pool has a rested unit may be relieved."""
    can = overdue & (draft.now.element_rested >= 1)
    rows = np.flatnonzero(can.any(axis=-1))
    if not len(rows):
        return
    not_in_a_week = numerics.log1p(-np.minimum(draft.check("rotation"), 1 - 1 / numerics.GRID))
    chance = 1 - numerics.exp(not_in_a_week * np.float32(draft.dt / DAYS_PER_WEEK))
    days, rested = draft.edit("element_days"), draft.edit("element_rested")
    for row in rows:
        relieved = can[row] & (draft.uniform("relief", 1, int(row))[0] < chance)
        worlds = np.flatnonzero(relieved)
        why = draft.because(worlds, partial(_relieved, draft, int(row)))
        days[row, worlds] = 0
        rested[row, worlds] -= 1
        fill(draft, int(row), worlds)
        draft.note("relieved", worlds, weight=1, visible_to=draft.seers("relief_due"), why=why, element=int(row))


def _fitness(draft: Draft, overdue: Array) -> Array:
    """(F, W) 1 for as long as an element can stay; beyond, it falls by a share of itself each day."""
    fitness = np.ones(overdue.shape, np.float32)
    for row in np.flatnonzero(overdue.any(axis=-1)):
        beyond = np.maximum(draft.now.element_days[row] - draft.tables.element_sustain_days[row], 0)
        fitness[row] = numerics.exp(beyond / np.float32(-draft.tunable("overdue_days")))
    return fitness


def _overdue(draft: Draft, row: int) -> Why:
    """How long it has been in place, against how long it can; who could relieve it, and what waiting does to it."""
    name = draft.tables.roster.axes["element"][row]
    numbers = {
        "days": float(draft.now.element_days[row, GAME]), "limit": float(draft.tables.element_sustain_days[row]),
    }  # fmt: skip
    return whys.parts(
        whys.rule("sustain_days", numbers, draft.origin(f"forces.{name}.sustain_days"), ("element_days",)),
        _pool(draft, row),
        draft.rule("overdue_days", {"fitness": float(draft.now.element_fitness[row, GAME])}, ("element_fitness",)),
    )


def _relieved(draft: Draft, row: int) -> Why:
    """The pool it came from, and the chance that it came in time."""
    return whys.parts(_pool(draft, row), draft.why("rotation", {}, "relief", row))


def _pool(draft: Draft, row: int) -> Why:
    name = draft.tables.roster.axes["element"][row]
    numbers = {"rested": float(draft.now.element_rested[row, GAME]), "limit": float(draft.tables.element_pool[row])}
    return whys.rule("rotation_pool", numbers, draft.origin(f"forces.{name}.rotation_pool"), ("element_rested",))
