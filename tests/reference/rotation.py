"""Relief: see `wargame.adjudication.rotation`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.luck import Luck
from tests.reference.rules import IN_PLACE, Rules
from wargame.numerics import GRID
from wargame.quantities import DAYS_PER_WEEK


def relieve(w: Any, rules: Rules, luck: Luck) -> None:
    share = -math.expm1(-w.dt / rules.t["replacement_days"])
    for element in range(rules.elements):
        _rest(w, rules, element)
        missing = w.element_lost[element] - w.element_replaced[element]
        if missing and w.element_status[element] == IN_PLACE:
            fill(w, element, luck.floor(missing * share + luck("replacement", element)))
    longest = rules.element_sustain_days
    _take_turns(w, rules, luck, [element for element, days in enumerate(w.element_days) if days > longest[element]])
    overdue = [max(days - most, 0.0) for days, most in zip(w.element_days, longest, strict=True)]
    w.element_fitness = [math.exp(-days / rules.t["overdue_days"]) for days in overdue]
    w.relief_due = sum(days > 0 for days in overdue)
    w.fresh |= {"relief_due", "element_fitness"}


def _rest(w: Any, rules: Rules, element: int) -> None:
    """Units that came home recover evenly: all but the one deployed in the time that one has to rest."""
    full = max(rules.element_pool[element] - 1, 0)
    if w.element_rested[element] < full:
        span = max(rules.element_sustain_days[element] * rules.t["rest_multiple"], 1.0)
        w.element_rested[element] = min(w.element_rested[element] + full * w.dt / span, full)


def _take_turns(w: Any, rules: Rules, luck: Luck, overdue: list[int]) -> None:
    """Of the elements that are due, those whose pool has a rested unit may be relieved."""
    can = [element for element in overdue if not luck.above(1.0, w.element_rested[element])]
    if not can:
        return
    weekly = min(rules.check("rotation", w), 1 - 1 / GRID)
    chance = 1 - (1 - weekly) ** (w.dt / DAYS_PER_WEEK)
    for element in can:
        if luck.above(chance, luck("relief", element)):
            w.element_days[element] = 0.0
            w.element_rested[element] -= 1
            fill(w, element)


def fill(w: Any, element: int, number: int | None = None) -> None:
    """Send people in place of casualties, or of as many as were lost."""
    missing = w.element_lost[element] - w.element_replaced[element]
    sent = missing if number is None else min(number, missing)
    w.element_people[element] += sent
    w.element_replaced[element] += sent
