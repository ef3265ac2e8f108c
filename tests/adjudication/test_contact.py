from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import in_place, live, opening, order, put, tables, tick, violent
from wargame.world.events import Ruling
from wargame.world.observe import told
from wargame.world.state import WorldState
from wargame.world.tables import Tables


def exposed(scenario: Tables, worlds: int, place: str = "near-one") -> WorldState:
    return in_place(scenario, opening(scenario, worlds, element_status=0), "uk_brigade", place)


def test_nobody_within_reach_is_harmed_by_nobody() -> None:
    scenario = tables(violent)
    after = tick(scenario, opening(scenario, 256, element_status=0), order("russia", "ru_test")).state
    assert not after.harassed.any()
    assert not after.attacks.any()
    assert not after.element_lost.any()


def test_acts_come_at_the_rate_of_the_check_for_those_exposed() -> None:
    scenario = tables(violent)
    after = tick(scenario, exposed(scenario, 2048)).state
    acts = (after.harassed + after.attacks).mean(axis=-1)
    people = 5000 * scenario.tunables["exposure_near_line"]
    assert acts == pytest.approx([2.0 * people / 1000 * 7] * 2, rel=0.03)
    assert after.attacks.sum() / (after.attacks + after.harassed).sum() == pytest.approx(0.3, rel=0.03)


def test_the_nearer_the_line_the_more_contact() -> None:
    scenario = tables(violent)
    rear, hub, near = (
        tick(scenario, exposed(scenario, 256, place)).state for place in ("rear-one", "hub-one", "near-one")
    )
    contacts = [int((after.harassed + after.attacks).sum()) for after in (rear, hub, near)]
    assert contacts == sorted(contacts)
    assert contacts[0] < contacts[1] < contacts[2]
    assert (rear.harassed + rear.attacks <= near.harassed + near.attacks).all(), "the same luck"


def test_the_people_hit_are_those_that_elements_lose() -> None:
    scenario = tables(violent)
    state = in_place(scenario, exposed(scenario, 512), "nl_13", "hub-one")
    after = tick(scenario, state).state
    hit = after.wounded_now + after.killed_now
    assert hit.sum() > 0
    assert (after.element_lost.sum(axis=0) == hit).all()
    assert (after.element_people + after.element_lost == scenario.element_full[:, None]).all()
    assert (hit >= after.attacks.sum(axis=0)).all(), "a lethal act hits somebody"
    brigade = after.element_lost[scenario.roster.row("element", "uk_brigade")].sum()
    dutch = after.element_lost[scenario.roster.row("element", "nl_13")].sum()
    shares = 5000 * scenario.tunables["exposure_near_line"], 2500 * scenario.tunables["exposure_hub"]
    assert dutch / brigade == pytest.approx(shares[1] / shares[0], rel=0.3)


def test_most_incidents_hit_few_and_a_few_hit_many() -> None:
    scenario = tables(violent)
    after = tick(scenario, exposed(scenario, 4096), order("russia", "ru_test"), dt=1).state
    single = after.attacks.sum(axis=0) == 1
    hit = (after.wounded_now + after.killed_now)[single]
    assert np.median(hit) < hit.mean()
    assert hit.max() > 5 * np.median(hit)


def test_an_element_can_lose_no_more_than_it_has() -> None:
    scenario = tables(violent)
    people = np.zeros((scenario.roster.size("element"), 1), np.int32)
    people[scenario.roster.row("element", "uk_brigade")] = 2
    state = put(exposed(scenario, 512), element_people=people)
    after = tick(scenario, state, order("russia", "ru_test")).state
    assert after.element_people.min() == 0
    assert after.element_lost.max() == 2


def test_the_coalition_is_sure_as_often_as_the_check_says() -> None:
    scenario = tables(violent)
    after = tick(scenario, exposed(scenario, 4096), dt=1).state
    attacked = after.attacks > 0
    assert (after.attribution[attacked] * 2 >= 1).mean() == pytest.approx(0.6, abs=0.02)
    assert not after.attribution[~attacked].any()
    opened = after.open_cases > 0
    assert (opened == (after.attribution * 2 >= 1)).all()


def test_aircraft_meet_radar_only_while_some_are_on_task() -> None:
    scenario = tables(violent)
    without = tick(scenario, exposed(scenario, 1024)).state
    flying = tick(scenario, in_place(scenario, exposed(scenario, 1024), "f35", "rear-one")).state
    assert not without.air_incidents.any()
    assert flying.air_incidents.mean() == pytest.approx(0.2 * 7, rel=0.06)


def forced(scenario: Tables, die: float) -> object:
    state = exposed(scenario, 4)
    doc = order("russia", "ru_test", visibility="deniable")
    row = scenario.roster.row("role", "russia") * 6
    rulings = (
        Ruling("draw", "umpire", 0, address=f"order_check:0:{row}", draw=0.001),
        Ruling("draw", "umpire", 0, address="force_attribution:0:1", draw=die),
        Ruling("draw", "umpire", 0, address="contact:0:0", draw=0.999),
        Ruling("draw", "umpire", 0, address="contact:0:1", draw=0.999),
    )
    return live(scenario, state, doc, rulings=rulings, dt=1)


@pytest.mark.parametrize(("die", "sure"), [(0.01, True), (0.99, False)])
def test_the_public_hears_of_the_dead_and_of_an_author_only_when_it_is_sure(die: float, *, sure: bool) -> None:
    scenario = tables(violent)
    events = forced(scenario, die).events
    public = told(events, "netherlands", scenario)
    assert "coalition_hit" in {event.code for event in public}
    assert ("attributed" in {event.code for event in public}) == sure
    for event in public:
        assert event.code != "coalition_hit" or "side" not in repr(event.why), "the news names no author"
        assert event.cause == ""
        assert event.code == "attributed" or "side" not in event.ids
    (truth,) = (event for event in events if event.code == "attack")
    assert (truth.visible_to, truth.ids["side"], truth.cause) == ((), "russia", "order:ru_test")
    assert truth.why["parts"][0]["check"] == "attack_force"
