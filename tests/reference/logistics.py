"""Forces on their way, and stocks: see `wargame.adjudication.logistics`."""

from __future__ import annotations

from typing import Any

from tests.reference import rotation
from tests.reference.luck import Luck
from tests.reference.rules import (
    FOLLOW_ON,
    HOME,
    IN_PLACE,
    MISSION,
    MOVING,
    NO_TASK,
    PREPARING,
    READY,
    RETURNING,
    Rules,
    begin,
)
from wargame.quantities import NEVER_DAYS, STOCKS


def travel(w: Any, rules: Rules) -> None:
    """A wait that ends within the tick hands the days left over to what comes next."""
    status, wait = w.element_status, w.element_wait
    for element in range(rules.elements):
        w.element_days[element] = w.element_days[element] + w.dt if status[element] == IN_PLACE else 0.0
        if status[element] in {PREPARING, MOVING, RETURNING}:
            wait[element] -= w.dt
        if status[element] == PREPARING and wait[element] <= 0:
            if w.element_task[element] == FOLLOW_ON:
                status[element], wait[element] = READY, 0.0
            else:
                status[element] = MOVING
                wait[element] += rules.element_arrive_days[element]
        if status[element] == MOVING and wait[element] <= 0:
            status[element], w.element_days[element], wait[element] = IN_PLACE, -wait[element], 0.0
        elif status[element] == RETURNING and wait[element] <= 0:
            status[element], w.element_task[element], wait[element] = HOME, NO_TASK, 0.0
            rotation.fill(w, element)
    w.fresh.add("element_days")


def supply(w: Any, rules: Rules, luck: Luck) -> None:
    begin(w, "fired")
    delivery = rules.check("delivery", w)
    for side in (0, 1):
        for row, name in enumerate(STOCKS):
            made = rules.t[f"{name}_made_{side}"] * w.dt * delivery[side]
            arriving = luck.floor(made + luck("delivery", side * len(STOCKS) + row))
            w.stock[side][row] = min(w.stock[side][row] + arriving, int(rules.high["stock"]))
    w.fresh.add("stock")


def take_stock(w: Any, rules: Rules) -> None:
    """What the forces in place add up to."""
    status, task, people, fitness = w.element_status, w.element_task, w.element_people, w.element_fitness
    present = {
        element: people[element]
        for element in range(rules.elements)
        if status[element] == IN_PLACE and task[element] == MISSION
    }
    w.mission_people = sum(present.values())
    w.density = sum(number * fitness[element] for element, number in present.items()) / sum(rules.km)
    w.mission_nations = len({rules.element_nation[element] for element, number in present.items() if number})
    committed = [element for element in range(rules.elements) if status[element] != HOME]
    w.nato_taken = sum(rules.element_nato[element] for element in committed)
    w.buildup_taken = sum(rules.element_buildup[element] for element in committed)
    w.fresh |= {"mission_people", "density", "mission_nations", "nato_taken", "buildup_taken"}
    needed = sum(number * rules.element_us_share[element] for element, number in present.items())
    w.enabler_gap = needed / max(w.mission_people, 1) * (1 - rules.check("enablers", w))
    w.fresh.add("enabler_gap")
    _follow_on(w, rules)
    exposed, eyes = [0.0] * len(rules.reach), [0.0] * len(rules.reach)
    for element in range(rules.elements):
        if status[element] == IN_PLACE:
            place = w.element_place[element]
            exposed[place] += people[element] * rules.place_share[place]
            eyes[place] += people[element] * fitness[element] * rules.watching[element]
    w.exposure = _spread(rules, exposed)
    w.fresh.add("exposure")
    observers = [people / km for people, km in zip(_spread(rules, eyes), rules.km, strict=True)]
    best, half = rules.check("coverage", w), rules.t["monitor_people"]
    w.coverage = [share * number / (number + half) for share, number in zip(best, observers, strict=True)]
    w.fresh.add("coverage")


def _follow_on(w: Any, rules: Rules) -> None:
    """min(1, people / required) x min(1, days of a fait accompli / days)."""
    ready_people, total, days = 0, 0, 0.0
    for element, task in enumerate(w.element_task):
        if task != FOLLOW_ON:
            continue
        status, people = w.element_status[element], w.element_people[element]
        wait = max(w.element_wait[element], 0.0)
        if status in {PREPARING, READY, HOME}:
            wait += rules.element_arrive_days[element]
        if status == HOME:
            wait += rules.element_ready_days[element]
        if status in {READY, MOVING, IN_PLACE}:
            ready_people += people
        total += people
        days += people * wait
    w.follow_on_people = ready_people
    w.follow_on_days = days / total if total else NEVER_DAYS
    fait_accompli = max(rules.t["fait_accompli_days"], 1.0)
    enough = min(ready_people / rules.t["follow_on_required"], 1.0)
    w.follow_on_share = enough * fait_accompli / max(w.follow_on_days, fait_accompli)
    w.fresh |= {"follow_on_people", "follow_on_days", "follow_on_share"}


def _spread(rules: Rules, by_place: list[float]) -> list[float]:
    """People spread over the sectors within reach of their place."""
    spread = [0.0] * rules.sectors
    for people, reach in zip(by_place, rules.reach, strict=True):
        if people:
            for sector, share in enumerate(reach):
                spread[sector] += people * share
    return spread
