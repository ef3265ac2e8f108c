from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import in_place, opening, order, put, tables, tick, violent
from wargame.adjudication.acts import FOLLOW_ON, HOME, IN_PLACE, MISSION, MOVING, PREPARING, RETURNING


@pytest.fixture(name="scenario")
def _scenario() -> object:
    return tables(violent)


def test_deploying_sends_an_element_to_the_place_named_or_to_its_own(scenario) -> None:
    named = tick(
        scenario, opening(scenario, 4), order("netherlands", "nl_deploy", element="nl_13", place="hub-one")
    ).state
    usual = tick(scenario, opening(scenario, 4), order("coalition", "co_deploy", element="uk_brigade")).state
    nl, uk = scenario.roster.row("element", "nl_13"), scenario.roster.row("element", "uk_brigade")
    assert (named.element_status[nl] == PREPARING).all()
    assert (named.element_task[nl] == MISSION).all()
    assert (named.element_place[nl] == scenario.roster.row("place", "hub-one")).all()
    assert (usual.element_place[uk] == scenario.element_station[uk]).all()
    others = np.arange(scenario.roster.size("element")) != nl
    assert (named.element_status[others] == scenario.start.element_status[others]).all()


def test_moving_and_going_home(scenario) -> None:
    state = in_place(scenario, opening(scenario, 4), "uk_brigade", "rear-one")
    uk = scenario.roster.row("element", "uk_brigade")
    moved = tick(scenario, state, order("coalition", "co_move", element="uk_brigade", place="near-one")).state
    assert (moved.element_status[uk] == MOVING).all()
    gone = tick(scenario, state, order("coalition", "co_withdraw", element="uk_brigade")).state
    assert (gone.element_status[uk] == RETURNING).all()
    for _ in range(4):
        gone = tick(scenario, gone).state
    assert (gone.element_status[uk] == HOME).all()
    assert (gone.element_place[uk] == scenario.element_home[uk]).all()
    assert (gone.element_task[uk] == 0).all()


def test_a_follow_on_force_gets_ready_and_waits(scenario) -> None:
    state = opening(scenario, 4, trigger_declared=0)
    state = tick(scenario, state, order("coalition", "co_ready", element="uk_brigade")).state
    uk = scenario.roster.row("element", "uk_brigade")
    assert (state.element_task[uk] == FOLLOW_ON).all()
    assert (state.follow_on_people == 0).all()
    assert state.follow_on_days[0] == pytest.approx(30 - 7 + 20)
    for _ in range(8):
        state = tick(scenario, state).state
    assert (state.follow_on_people == 5000).all()
    assert state.follow_on_days[0] == pytest.approx(20)
    assert state.follow_on_share[0] == pytest.approx(5000 / 25_000 * 10 / 20)
    assert (state.element_status[uk] != IN_PLACE).all()


def test_declaring_a_trigger(scenario) -> None:
    start = opening(scenario, 4)
    for level, value in (("none", 0), ("ambiguous", 1), ("explicit", 2)):
        after = tick(scenario, start, order("coalition", "co_declare", trigger="tw_force", level=level)).state
        assert after.trigger_declared[0].tolist() == [value] * 4


def test_harassing_heats_only_the_area_and_the_side_named(scenario) -> None:
    after = tick(scenario, opening(scenario, 4), order("russia", "ru_harass", area="west", visibility="deniable")).state
    west = scenario.area == scenario.roster.row("area", "west")
    assert (after.push[1, west] > 0).all()
    assert not after.push[1, ~west].any()
    assert not after.push[0].any()


def test_fortifying_and_thinning_close_a_share_of_the_gap(scenario) -> None:
    state = opening(scenario, 4, fortification=0.2, withdrawn=0.4)
    fort = tick(scenario, state, order("russia", "ru_fortify", sector="s02")).state.fortification
    assert fort[1, 1].tolist() == pytest.approx([0.6] * 4)
    assert (np.delete(fort[1], 1, axis=0) == np.float32(0.2)).all()
    assert (fort[0] == np.float32(0.2)).all()
    thin = tick(scenario, state, order("russia", "ru_thin")).state.withdrawn
    assert thin[1].ravel().tolist() == pytest.approx([0.7] * thin[1].size)


def test_answering_closes_the_open_cases_of_the_side_named(scenario) -> None:
    state = opening(scenario, 4, open_cases=[[2], [3]], case_days=1)
    after = tick(scenario, state, order("coalition", "co_answer", party="russia")).state
    assert (after.answered[1] == 3).all()
    assert (after.answered[0] == 0).all()
    assert (after.open_cases[0] >= 2).all()


def test_informing_parliament_and_renewing_the_truce(scenario) -> None:
    state = opening(scenario, 4, duty_open=1, calm=0.1)
    assert not tick(scenario, state, order("coalition", "co_inform")).state.duty_open.any()
    assert tick(scenario, state).state.duty_open.all()
    renewed, plain = tick(scenario, state, order("russia", "ru_truce")).state, tick(scenario, state).state
    assert (renewed.calm > plain.calm).all()
    assert renewed.cfv_true.sum() < plain.cfv_true.sum(), "the same luck, a quieter week"
    kept = tick(scenario, put(state, calm=0.9), order("russia", "ru_truce")).state
    assert kept.calm[0] == pytest.approx(tick(scenario, put(state, calm=0.9)).state.calm[0]), (
        "never less calm than before"
    )
