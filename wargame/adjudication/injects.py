"""Conditional injects: events from outside that fire once, when their condition holds.

Players who did the thing already pre-empt an inject. In a live game control is asked to fire, hold or skip it; it may
also fire by hand any inject that has not been delivered.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication import acts, effects
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.quantities import NEVER_DAYS
from wargame.world import why as whys
from wargame.world.causes import Source
from wargame.world.events import Question
from wargame.world.orders import SLOTS
from wargame.world.tables import CompiledInject, Tables
from wargame.world.together import Together

Array = NDArray[Any]
CHOICES = ("fire", "hold", "skip")
SKIPPED_DAYS = NEVER_DAYS / 2
"""`inject_age` of one that control skipped: too long ago to matter, and not to be asked about again."""


def deliver(draft: Draft) -> None:
    """Writes `inject_age` (0 for one delivered now) and whatever the injects' effects and acts touch."""
    undelivered = draft.now.inject_age >= NEVER_DAYS
    somewhere = np.logical_or.reduce(undelivered, axis=-1).tolist()
    for row, inject in enumerate(draft.tables.injects):
        if not somewhere[row] or not (draft.live or _may_come(draft, inject)):  # else only control could fire it
            continue
        fresh = undelivered[row]
        due = fresh & _due(draft, inject)
        if draft.live:
            due = _controlled(draft, row, inject, fresh, due)
        if not due.any():
            continue
        worlds = np.flatnonzero(due)
        why = draft.because(worlds, partial(_because, draft, inject))
        draft.edit("inject_age")[row, worlds] = 0
        cause = f"inject:{inject.id}"
        to = tuple(inject.to)
        draft.note("inject", worlds, weight=1, why=why, cause=cause, visible_to=to, inject=row)
        effects.apply(draft, inject.effects, worlds, source=Source("inject", inject.id, "", (), to))
        call = acts.everywhere(cause, worlds, len(draft.tables.roster.axes["role"]) * SLOTS + row)
        for act in inject.acts:
            acts.perform(draft, act, call)


@lru_cache(maxsize=2)
def _conditions(tables: Tables) -> dict[str, Together]:
    """Of each inject, by id: its condition, if it has one, and what pre-empts it, if anything does."""
    asked = {inject.id: (inject.condition, inject.preempted) for inject in tables.injects}
    return {id_: Together(one for one in pair if one is not None) for id_, pair in asked.items()}


def _may_come(draft: Draft, inject: CompiledInject) -> bool:
    """Whether it can come by itself in this turn, in any world."""
    return inject.condition is not None and draft.now.turn >= inject.turn


def _due(draft: Draft, inject: CompiledInject) -> Array:
    """(W,) bool: its turn has come, its condition holds, and nobody has pre-empted it."""
    if inject.condition is None or not _may_come(draft, inject):
        return np.zeros(draft.worlds, bool)
    met, *overtaken = _conditions(draft.tables)[inject.id](draft.now)
    return met & ~overtaken[0] if overtaken else met


def _controlled(draft: Draft, row: int, inject: CompiledInject, fresh: Array, due: Array) -> Array:
    address = f"inject:{draft.day}:{row}"
    chosen = draft.answer(address, CHOICES)
    if chosen is None:
        if due[0]:
            ids = {"inject": inject.id}
            why = _because(draft, inject)
            draft.ask(Question("inject", address, draft.day, "control", CHOICES, CHOICES[0], ids, why=why))
        return due
    if chosen == "skip":
        draft.edit("inject_age")[row, fresh] = SKIPPED_DAYS
    return fresh if chosen == CHOICES[0] else np.zeros_like(due)


def _because(draft: Draft, inject: CompiledInject) -> Why:
    """Its condition, or that control fired it by hand, and what it does to the tracks: for control alone."""
    due = bool(_due(draft, inject)[GAME])
    condition = inject.condition if due else None
    return whys.parts(
        None if condition is None else whys.of_condition(condition, draft.now, GAME),
        None if due else whys.rule("by_hand", {}, draft.origin(f"injects.{inject.id}")),
        *effects.laid_down(draft, inject.effects),
        reads=None,
    )
