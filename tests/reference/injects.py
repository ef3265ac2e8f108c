"""Conditional injects fire once, when their condition holds and nobody has pre-empted them."""

from __future__ import annotations

from typing import Any

from tests.reference import acts, effects
from tests.reference.rules import Rules
from wargame.quantities import NEVER_DAYS
from wargame.world.orders import SLOTS


def deliver(w: Any, rules: Rules) -> None:
    for row, (inject, condition, preempted) in enumerate(rules.injects):
        if w.inject_age[row] < NEVER_DAYS or condition is None or w.turn < inject.turn or not condition(w):
            continue
        if preempted is not None and preempted(w):
            continue
        w.inject_age[row] = 0.0
        effects.apply(w, inject.effects)
        call = acts.Call(rules.roles * SLOTS + row, -1, "", -1, -1, -1, 1.0, None)
        for act in inject.acts:
            acts.perform(w, rules, act, call)
