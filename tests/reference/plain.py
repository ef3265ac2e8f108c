"""The whole tick in plain Python: one world, lists and floats, a loop for every axis, a file for every mechanism.

Written from the docstrings of the mechanisms as a test oracle, and the denominator of `wargame bench`. Read it beside
`wargame.adjudication.sequence`: the same mechanisms in the same order. It leaves out what changes no world: events,
questions to people, the ledger of causes.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from tests.reference import (
    air,
    cases,
    combat,
    contact,
    credibility,
    drift,
    escalation,
    injects,
    logistics,
    monitoring,
    orders,
    outcomes,
    people,
    politics,
    rotation,
    triggers,
    violations,
    windows,
)
from tests.reference.luck import Chance, Luck
from tests.reference.orders import Given
from tests.reference.rules import FLOWS, Rules, begin
from tests.reference.triggers import Answers
from wargame.world.state import WorldState

__all__ = ["COVERS", "Chance", "Given", "Rules", "tick", "world"]

COVERS = "the whole tick"


def world(state: WorldState, lane: int = 0) -> SimpleNamespace:
    """One world of a state as nested lists of Python numbers."""
    values = {name: array[..., lane].tolist() for name, array in state.arrays.items()}
    return SimpleNamespace(**values, day=state.day, tick=state.tick, turn=state.turn)


def tick(
    w: Any, rules: Rules, luck: Luck, dt: int = 7, given: Iterable[Given] | None = None, answers: Answers | None = None
) -> None:
    """Play one tick of a world, in place.

    Args:
        given: the orders of a turn on its first tick, None on the others.
        answers: what doctrines answer at a moment of truth; without them every seat gives its default.
    """
    w.dt, w.fresh, w.grave = dt, set(), [0, 0]
    w.pulls, w.later, w.attempts = [0.0] * len(w.tracks), [], []
    if escalation.frozen(w, rules):
        begin(w, *FLOWS)
    else:
        _happen(w, rules, luck, given, answers)
    w.day, w.tick = w.day + dt, w.tick + 1


def _happen(w: Any, rules: Rules, luck: Luck, given: Iterable[Given] | None, answers: Answers | None) -> None:
    orders.take_effect(w, rules, luck, given)
    injects.deliver(w, rules)
    logistics.travel(w, rules)
    rotation.relieve(w, rules, luck)
    logistics.supply(w, rules, luck)
    logistics.take_stock(w, rules)
    people.replace(w, rules, luck)
    violations.occur(w, rules, luck)
    monitoring.record(w, rules, luck)
    contact.happen(w, rules, luck)
    triggers.test(w, rules, luck, answers)
    credibility.compute(w, rules, luck)
    combat.fight(w, rules, luck)
    air.raid(w, rules, luck)
    cases.open_and_close(w, rules)
    escalation.climb(w, rules)
    drift.measure(w, rules)
    politics.move(w, rules)
    outcomes.assess(w, rules)
    orders.grow_older(w)
    begin(w, *FLOWS)
    windows.roll(w, rules)
