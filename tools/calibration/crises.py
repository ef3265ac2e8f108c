"""How states answer acts in a crisis, and how violent it gets (calibration A7).

A seat of a scenario is made to act once, by hand; the other side answers as its doctrine does. What counts is whether
it gives a violent order within two months. Over every pair of shipped doctrines of the two sides, equally.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.calibration.row import Row
from tools.calibration.statistics import wilson
from wargame.scenario import Scenario, load
from wargame.simulate import simulate
from wargame.world.orders import OrderDoc

RESPONSES, VIOLENCE, DISPUTES = (
    "icb_trigger_response_1918_1989.csv", "icb_violence_1918_1989.csv", "mid_severity_1816_1945.csv",
)  # fmt: skip
SUBJECT = "Crises 1918-1989"
VIOLENT = {"harass", "assault", "attack_force", "offensive"}
QUIET = {"fortify", "ready", "deploy", "redeploy"}
ACT_TURN, TURNS, ACT_DAY, SERIOUS = 2, 4, 28, 3
"""The act is given at the start of turn 2, day 28; answers count until the end of turn 4, some two months."""


def orders_by_act(scenario: Scenario, role: str, acts: set[str]) -> list[str]:
    """Orders of a role that do one of these acts."""
    return [
        order.id for order in scenario.rules.orders
        if order.role == role and any(mechanism.act in acts for mechanism in order.mechanisms)
    ]  # fmt: skip


def rows(data: Path, scenario: str = "basic", worlds: int = 64) -> Iterator[Row]:
    """Answers to violent and to other military acts; how bad it got; and what neither can be held against."""
    with (data / RESPONSES).open(encoding="utf-8", newline="") as file:
        table = {(row["trigger"], row["response"]): row for row in csv.DictReader(file)}
    document = load(scenario)
    for trigger, acts in (("direct violent act", {"assault"}), ("non-violent military act", QUIET)):
        seen = table[trigger, "violent military response"]
        answered, anyway = _answered(document, acts, worlds)
        note = f"seats that were left alone were violent in {anyway:.0%}; doctrines answer here, not the engine"
        yield Row(SUBJECT, f"{trigger}: answered violently ({document.document.id})",
                  *(float(seen[name]) for name in ("share", "ci_lo", "ci_hi")), answered.mean(),
                  *wilson(answered.sum(), answered.size), note)  # fmt: skip
    yield from _violence(data, document, worlds)
    yield from _disputes(data, document, worlds)


def _pairs(scenario: Scenario, roles: list[str]) -> Iterator[dict[str, str]]:
    """Every choice of a shipped doctrine for each of the roles."""
    known = [[name for name, doctrine in scenario.doctrines.items() if doctrine.role == role] for role in roles]
    for chosen in product(*known):
        yield dict(zip(roles, chosen, strict=True))


def _answered(scenario: Scenario, acts: set[str], worlds: int) -> tuple[NDArray[Any], float]:
    """Whether the other side was violent after the act, over pairs of doctrines; and the share without the act."""
    sides = [side.role for side in scenario.document.sides]
    after, before = [], []
    for actor, other in (sides, sides[::-1]):
        given, violent = (orders_by_act(scenario, role, what) for role, what in ((actor, acts), (other, VIOLENT)))
        if not given or not violent:
            continue
        act = _act(scenario, actor, given[0])
        for seats in _pairs(scenario, sides):
            for found, orders in ((after, [act]), (before, [])):
                runs = simulate(scenario, worlds=worlds, seed=1, turns=TURNS, orders=orders, record=["order_age"],
                                doctrines=seats)  # fmt: skip
                asked = [runs.roster["order"].index(name) for name in violent]
                youngest = runs["order_age"].values[-1][:, asked].min(axis=-1)
                found.append(youngest <= runs.days[-1] - ACT_DAY)
    return np.concatenate(after), float(np.concatenate(before).mean())


def _act(scenario: Scenario, role: str, order: str) -> OrderDoc:
    """The order, with something legal for each parameter: the first sector, area or level."""
    rules = next(one for one in scenario.rules.orders if one.id == order)
    first = {"sector": scenario.map.sectors[0].id, "area": scenario.map.areas[0].id}
    choices = {one.name: one.choices or [first.get(one.name, "")] for one in rules.parameters}
    parameters: dict[str, str | float] = {name: known[0] for name, known in choices.items() if known[0]}
    return OrderDoc(role, order, ACT_TURN, parameters, visibility=rules.visibility[0])


def _violence(data: Path, scenario: Scenario, worlds: int) -> Iterator[Row]:
    """The worst within half a year of a violent act: nothing more, a clash, a serious one, war."""
    with (data / VIOLENCE).open(encoding="utf-8", newline="") as file:
        table = [row for row in csv.DictReader(file) if row["subset"].startswith("first act in crisis was violent")]
    sides = [side.role for side in scenario.document.sides]
    worst = []
    for actor, other in (sides, sides[::-1]):
        given = orders_by_act(scenario, actor, {"assault"})
        act = _act(scenario, actor, given[0])
        asked = [orders_by_act(scenario, role, {"assault", "attack_force"}) for role in (actor, other)]
        for seats in _pairs(scenario, sides):
            runs = simulate(scenario, worlds=worlds, seed=1, turns=7, orders=[act], record=["war", "order_age"],
                            doctrines=seats)  # fmt: skip
            age, names = runs["order_age"].values, runs.roster["order"]
            often = np.zeros(worlds)
            for role in asked:
                for name in role:
                    series = age[:, :, names.index(name)]
                    often += (np.diff(series, axis=0) < 0).sum(axis=0)
            war = runs["war"].values.max(axis=0) > 0
            worst.append(np.where(war, 3, np.where(often >= SERIOUS, 2, 1)))
    found = np.concatenate(worst)
    for level, name in enumerate(("no violence", "minor clashes", "serious clashes", "full-scale war")):
        row = next(row for row in table if row["violence"] == name)
        number = int((found == level).sum())
        yield Row(SUBJECT, f"worst after a violent first act: {name}",
                  *(float(row[key]) for key in ("share", "ci_lo", "ci_hi")), number / len(found),
                  *wilson(number, len(found)),
                  f"serious: {SERIOUS} or more attacks in half a year, our division; few doctrines order war so soon",
                 )  # fmt: skip


def _disputes(data: Path, scenario: Scenario, worlds: int) -> Iterator[Row]:
    """Severity of a use of force: dead in a local attack that was not answered by war."""
    with (data / DISPUTES).open(encoding="utf-8", newline="") as file:
        table = [row for row in csv.DictReader(file) if row["subset"] == "MIDs with use of force"]
    none = next(row for row in table if row["level"] == "deaths 0")
    sides = [side.role for side in scenario.document.sides]
    order = orders_by_act(scenario, sides[1], {"harass"})[0]
    act = _act(scenario, sides[1], order)
    idle = dict.fromkeys(sides, "idle")
    dead = [
        simulate(scenario, worlds=4 * worlds, seed=1, turns=3, orders=orders, record=["killed"], doctrines=idle)
        for orders in ([act], [])
    ]
    more = np.subtract(*(runs["killed"].values[-1].sum(axis=-1) for runs in dead))
    share = (more <= 0).mean()
    yield Row("Disputes 1816-1945", "use of force without military deaths", *(float(none[k]) for k in ("share", "ci_lo",
              "ci_hi")), share, *wilson(share * more.size, more.size),
              "four weeks of ordered fire, against the same luck without: more than an incident")  # fmt: skip
