from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, in_place, live, opening, order, put, run, tables, tick, violent
from tests.scenario import minimal
from wargame.adjudication import logistics
from wargame.adjudication.acts import IN_PLACE
from wargame.quantities import NEVER_DAYS, STOCKS
from wargame.world.state import WorldState


@pytest.mark.parametrize("dt", [1, 2, 5, 7, 28])
def test_an_element_arrives_on_its_day_whatever_the_tick(dt: int) -> None:
    scenario = tables()
    state = tick(scenario, opening(scenario, 4), order("netherlands", "nl_deploy", element="nl_13"), dt=dt).state
    while state.day < 60:
        assert ((state.element_status[0] == IN_PLACE) == (state.day >= 50)).all(), state.day
        if state.day >= 50:
            assert state.element_days[0].tolist() == [state.day - 50] * 4
        state = tick(scenario, state, dt=dt).state
    assert state.mission_people[0] == 2500 + 300


def aged(state: WorldState, weeks: int) -> WorldState:
    return put(state, element_days=state.element_days + weeks * 7 * (state.element_status == IN_PLACE))


def unrelieved(documents: minimal.Docs) -> None:
    """Nobody ever arranges a relief."""
    documents["rules/line.yaml"]["checks"]["rotation"]["base"] = minimal.tunable(1e-9, "probability", 0.2)


def test_relief_falls_due_after_the_time_it_can_stay() -> None:
    scenario = tables(unrelieved)
    state = in_place(scenario, opening(scenario, 4), "uk_brigade", "rear-one")
    due = [int(after.relief_due[0]) for after in run(scenario, state, 28)]
    told = [
        event for week in range(27) for event in live(scenario, aged(state, week)).events if event.code == "relief_due"
    ]
    assert [event.ids["element"] for event in told] == ["uk_brigade", "un_observers"], "each is said once"
    assert due == [0] * 25 + [2] * 3, "180 days, for the brigade and the observers alike"


def test_what_is_in_place_adds_up() -> None:
    scenario = tables()
    state = in_place(scenario, opening(scenario, 4), "uk_brigade", "rear-one")
    after = tick(scenario, state).state
    assert after.mission_people.tolist() == [5300] * 4
    assert after.mission_nations.tolist() == [2] * 4
    assert after.density[0] == pytest.approx(5300 / 508)
    assert after.nato_taken[0] == pytest.approx(8)
    assert after.buildup_taken[0] == pytest.approx(6)
    assert after.enabler_gap[0] == pytest.approx(0.5 * (1 - 0.5))
    assert (after.follow_on_days == NEVER_DAYS).all()


def test_exposure_grows_with_people_and_with_nearness_and_spares_those_at_home() -> None:
    scenario = tables()
    state = opening(scenario, 4, element_status=0)
    totals = []
    for place in ("nl-home", "rear-one", "hub-one", "near-one"):
        after = tick(scenario, in_place(scenario, state, "nl_13", place)).state
        totals.append(float(after.exposure.sum(axis=0)[0]))
    shares = [scenario.tunables[f"exposure_{depth}"] for depth in ("home", "rear", "hub", "near_line")]
    assert totals == pytest.approx([2500 * share for share in shares], rel=1e-3, abs=1e-6)
    half = put(state, element_people=scenario.element_full[:, None] // 2)
    after = tick(scenario, in_place(scenario, half, "nl_13", "near-one")).state
    assert after.exposure.sum(axis=0)[0] == pytest.approx(totals[-1] / 2, rel=1e-3)


def test_nobody_watches_nothing_and_more_watchers_see_more_up_to_what_is_possible() -> None:
    scenario = tables()
    seen = []
    for people in (0, 100, 300, 100_000_000):
        start = scenario.start.element_people.copy()
        start[scenario.roster.row("element", "un_observers")] = people
        state = put(opening(scenario, 4), element_people=start[:, :1])
        seen.append(tick(scenario, state).state.coverage[:, 0])
    assert not seen[0].any()
    assert all((more > less).all() for less, more in pairwise(seen))
    draft = draft_of(scenario, state)
    logistics.take_stock(draft)
    assert seen[-1] == pytest.approx(draft.check("coverage")[:, 0], rel=1e-4)


def test_stock_is_what_was_there_and_what_came_less_what_was_used() -> None:
    scenario = tables(violent)
    before = opening(scenario, 256)
    after = tick(scenario, before).state
    arrived = after.stock - before.stock + after.fired
    made = [[scenario.tunables[f"{name}_made_{side}"] for name in STOCKS] for side in (0, 1)]
    delivery = 0.5
    assert arrived.mean(axis=-1) == pytest.approx(np.array(made) * 7 * delivery, rel=0.02)
    assert (after.fired[:, 0] > 0).all(), "heavy violations use shells"


def test_nothing_is_taken_from_an_empty_store() -> None:
    scenario = tables()
    draft = draft_of(scenario, opening(scenario, 4, stock=3, fired=9))
    assert logistics.use(draft, 1, 0, np.array([0, 2, 3, 50])).tolist() == [0, 2, 3, 3]
    assert draft.now.stock[1, 0].tolist() == [3, 1, 0, 0]
    assert draft.now.fired[1, 0].tolist() == [0, 2, 3, 3]
