from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, live, opening, order, put, tables, tick
from wargame.adjudication import injects
from wargame.quantities import NEVER_DAYS
from wargame.world.events import Ruling
from wargame.world.state import WorldState

HAMLET, POLL = 0, 1


def ready(worlds: int = 4, answered: float = 500) -> WorldState:
    """A hamlet was retaken a week ago, and the coalition has (not) spoken."""
    scenario = tables()
    age = np.full((scenario.roster.size("order"), 1), 500.0)
    age[scenario.roster.row("order", "ua_recapture")] = 7
    age[scenario.roster.row("order", "co_answer")] = answered
    return opening(scenario, worlds, order_age=age)


def test_it_fires_once_when_its_condition_holds() -> None:
    scenario = tables()
    before = opening(scenario, 4)
    assert (tick(scenario, before).state.inject_age == NEVER_DAYS).all()
    first = tick(scenario, ready()).state
    assert first.inject_age[HAMLET].tolist() == [7] * 4
    second = tick(scenario, put(first, order_age=ready().order_age)).state
    assert second.inject_age[HAMLET].tolist() == [14] * 4
    tension = scenario.roster.row("track", "tension")
    plain = tick(scenario, ready(answered=0)).state
    assert first.tracks[tension, 0] - plain.tracks[tension, 0] == pytest.approx(2, abs=1e-3)


def test_players_who_did_it_already_pre_empt_it() -> None:
    scenario = tables()
    assert (tick(scenario, ready(answered=3)).state.inject_age[HAMLET] == NEVER_DAYS).all()


def test_control_may_fire_hold_or_skip_it() -> None:
    scenario = tables()
    outcome = live(scenario, ready())
    (question,) = (question for question in outcome.questions if question.kind == "inject")
    assert (question.default, question.options) == ("fire", ("fire", "hold", "skip"))
    ages = {}
    for choice in question.options:
        after = live(scenario, ready(), rulings=(Ruling("choice", "control", 0, question.address, choice),))
        assert all(asked.kind != "inject" for asked in after.questions)
        ages[choice] = after.state.inject_age[HAMLET, 0]
    assert ages["fire"] == 7
    assert ages["hold"] == NEVER_DAYS
    assert 365 < ages["skip"] < NEVER_DAYS
    skipped = put(ready(), inject_age=np.array([[ages["skip"]], [NEVER_DAYS]]))
    assert all(asked.kind != "inject" for asked in live(scenario, skipped).questions)


def test_control_may_fire_by_hand_what_has_no_condition() -> None:
    scenario = tables()
    assert (tick(scenario, ready()).state.inject_age[POLL] == NEVER_DAYS).all()
    fired = live(scenario, opening(scenario, 4), rulings=(Ruling("choice", "control", 0, f"inject:0:{POLL}", "fire"),))
    assert fired.state.inject_age[POLL, 0] == 7
    (event,) = (event for event in fired.events if event.code == "inject")
    assert (event.ids["inject"], event.visible_to) == ("poll", ("all",))


def test_it_reaches_those_it_is_for() -> None:
    scenario = tables()
    (event,) = (event for event in live(scenario, ready()).events if event.code == "inject")
    assert event.visible_to == ("netherlands", "coalition")
    assert not event.seen_by("russia")


def test_it_waits_for_its_turn() -> None:
    scenario = tables()
    state = ready()
    early = WorldState(state.day, state.tick, 0, state.arrays)
    draft = draft_of(scenario, early)
    injects.deliver(draft)
    assert (draft.now.inject_age[HAMLET] == NEVER_DAYS).all()


def test_an_order_of_this_turn_is_too_late_to_be_commented_on_before_it_is_given() -> None:
    scenario = tables()
    after = tick(scenario, opening(scenario, 4), order("ukraine", "ua_recapture", sector="s01")).state
    assert (after.inject_age[HAMLET] < NEVER_DAYS).all()
