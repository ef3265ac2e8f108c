"""Tripwires and the moment of truth: see `wargame.adjudication.triggers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.reference import effects
from tests.reference.luck import Luck
from tests.reference.rules import FOLLOW_ON, MOVING, READY, Rules, total
from wargame.quantities import NEVER_DAYS
from wargame.world.tables import CompiledTrigger

Answers = Callable[[int, int], int]
"""(trigger row, role) -> the answer that a doctrine gives, -1 if it says nothing."""


def test(w: Any, rules: Rules, luck: Luck, answers: Answers | None) -> None:
    fired, share = [0] * len(rules.triggers), [0.0] * len(rules.answers_honour)
    honoured = dishonoured = 0.0
    for row, (trigger, condition) in enumerate(rules.triggers):
        rested = w.trigger_age[row] >= min(trigger.rest_days, NEVER_DAYS)
        if not (rested and w.trigger_declared[row] > 0 and condition(w) and _sure(w, luck, trigger)):
            continue
        fired[row] = 1
        weight, kept = _weigh(rules, row, trigger, answers)
        share = [max(old, new) for old, new in zip(share, weight, strict=True)]
        honoured, dishonoured = max(honoured, kept), max(dishonoured, 1 - kept)
        for answer, consequences in enumerate(rules.answer_effects):
            effects.apply(w, consequences, weight[answer])
        if not luck.above(0.5, kept):
            _send_follow_on(w, rules)
    w.trigger_fired = fired
    w.trigger_age = [0.0 if met else min(age + w.dt, NEVER_DAYS) for age, met in zip(w.trigger_age, fired, strict=True)]
    w.answer_share, w.honoured, w.dishonoured = share, honoured, dishonoured
    w.fresh |= {"trigger_fired", "trigger_age", "answer_share", "honoured", "dishonoured"}


def _sure(w: Any, luck: Luck, trigger: CompiledTrigger) -> bool:
    """An offensive can't be hidden, and a violation is as sure as the records are."""
    confidence = 1.0
    if trigger.threat == "force":
        confidence = max(w.attribution)
    elif trigger.threat != "offensive":
        confidence = total(w.cfv_recorded) / max(sum(w.cfv_reported), 1)
    return not luck.above(trigger.attribution_min, confidence)


def _weigh(rules: Rules, row: int, trigger: CompiledTrigger, answers: Answers | None) -> tuple[list[float], float]:
    """Share of the weight behind each answer, capitals and adversary apart; and how far the capitals honour it."""
    honours, share, kept = rules.answers_honour, [0.0] * len(rules.answers_honour), 0.0
    capital = [any(honours[option] > 0 for option in options) for options in trigger.options]
    for decider, role in enumerate(trigger.deciders):
        given = answers(row, role) if answers else -1
        answer = given if given in trigger.options[decider] else trigger.defaults[decider]
        group = [weight for weight, kind in zip(trigger.weights, capital, strict=True) if kind == capital[decider]]
        weight = trigger.weights[decider] / sum(group)
        share[answer] += weight
        if capital[decider]:
            kept += weight * honours[answer]
    return [min(one, 1.0) for one in share], min(max(kept, 0.0), 1.0)


def _send_follow_on(w: Any, rules: Rules) -> None:
    for element, status in enumerate(w.element_status):
        if status == READY and w.element_task[element] == FOLLOW_ON:
            w.element_status[element], w.element_wait[element] = MOVING, rules.element_arrive_days[element]
