from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.adjudication.test_logistics import aged, unrelieved
from tests.adjudication.worlds import in_place, live, opening, order, put, run, tables, tick, violent
from tests.scenario import minimal
from wargame.adjudication.acts import HOME
from wargame.world.tables import Tables

BRIGADE = "uk_brigade"


def prompt(documents: minimal.Docs, pool: float) -> None:
    """Reliefs are always arranged in time, from pools of a size."""
    documents["rules/line.yaml"]["checks"]["rotation"]["base"] = minimal.tunable(0.999, "probability", 0.001)
    for option in documents["forces/options.yaml"]["options"]:
        option["rotation_pool"] = minimal.tunable(pool, "units", 0.2)


def alone(documents: minimal.Docs) -> None:
    prompt(documents, 1)


def two(documents: minimal.Docs) -> None:
    prompt(documents, 2)


def three(documents: minimal.Docs) -> None:
    prompt(documents, 3)


def overdue_weeks(scenario: Tables, weeks: int = 260) -> int:
    """Weeks in five years in which the brigade is past the time it can stay."""
    row = scenario.roster.row("element", BRIGADE)
    states = run(scenario, in_place(scenario, opening(scenario, 4), BRIGADE, "rear-one"), weeks)
    limit = scenario.element_sustain_days[row]
    return sum(bool((state.element_days[row] > limit).any()) for state in states)


def test_a_pool_of_three_keeps_one_out_for_ever_and_a_smaller_one_runs_dry() -> None:
    late = [overdue_weeks(tables(change)) for change in (alone, two, three)]
    assert late[0] > 230, "nobody relieves it at all"
    assert 60 < late[1] < 200, "the only relief has to rest for twice its stay"
    assert late[2] < 20


def test_without_relief_it_loses_its_effectiveness_and_with_it_is_fresh_again() -> None:
    scenario = tables(unrelieved)
    row = scenario.roster.row("element", BRIGADE)
    state = in_place(scenario, opening(scenario, 4), BRIGADE, "rear-one")
    worn = run(scenario, state, 52)
    fitness = [float(after.element_fitness[row, 0]) for after in worn]
    assert fitness[:25] == [1.0] * 25
    assert all(more > less for more, less in pairwise(fitness[25:]))
    late = worn[-1].element_days[row, 0] - scenario.element_sustain_days[row]
    assert fitness[-1] == pytest.approx(np.exp(-late / scenario.tunables["overdue_days"]), rel=1e-4)
    assert worn[-1].density[0] < worn[0].density[0], "it counts for less"
    assert worn[-1].coverage[0, 0] < worn[0].coverage[0, 0], "tired observers see less"
    assert (worn[-1].mission_people == worn[0].mission_people).all(), "though nobody has left"
    relieved = tick(tables(three), worn[-1]).state
    assert (relieved.element_fitness[row] == 1).all()
    assert (relieved.element_rested[row] < worn[-1].element_rested[row]).all()


def test_a_relief_is_told_with_its_reason() -> None:
    scenario = tables(three)
    state = aged(in_place(scenario, opening(scenario, 4), BRIGADE, "rear-one"), 27)
    told = [event for event in live(scenario, state).events if event.code == "relieved"]
    assert [event.ids["element"] for event in told] == [BRIGADE, "un_observers"]
    checks = [part.get("check") for part in told[0].why["parts"]]
    assert "rotation" in checks


def test_casualties_are_replaced_and_the_books_balance() -> None:
    scenario = tables(violent)
    state = in_place(scenario, opening(scenario, 128, exposure=3000), BRIGADE, "near-one")
    full = scenario.element_full[:, None]
    for week in range(30):
        orders = [order("russia", "ru_test", visibility="deniable")] if week < 8 else []
        state = put(tick(scenario, state, *orders).state, rung=1)
        assert (state.element_people + state.element_lost - state.element_replaced == full).all()
        assert (state.element_replaced >= 0).all()
    row = scenario.roster.row("element", BRIGADE)
    assert state.element_lost[row].sum() > 100
    assert state.element_replaced[row].sum() > 0.3 * state.element_lost[row].sum()


def test_whoever_comes_home_is_whole_again() -> None:
    scenario = tables(violent)
    row = scenario.roster.row("element", BRIGADE)
    people, lost = scenario.start.element_people[..., :1].copy(), np.zeros((len(scenario.element_full), 1), np.int32)
    people[row] -= 40
    lost[row] = 40
    state = in_place(scenario, opening(scenario, 4, element_people=people, element_lost=lost), BRIGADE, "rear-one")
    state = tick(scenario, state, order("coalition", "co_withdraw", element=BRIGADE), dt=1).state
    home = run(scenario, state, 30, dt=1)[-1]
    assert (home.element_status[row] == HOME).all()
    assert (home.element_people[row] == scenario.element_full[row]).all()
    assert (home.element_replaced[row] == 40).all()
