from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, tables
from wargame.adjudication.draft import FLOWS
from wargame.world.events import Question, Ruling


def test_an_edit_is_private_and_a_count_starts_at_nothing() -> None:
    scenario = tables()
    state = opening(scenario, 4, deaths=5, push=1)
    draft = draft_of(scenario, state)
    draft.edit("push")[:] = 2
    draft.count("deaths")[0] += 3
    draft.count("deaths")[0] += 4
    assert (state.push == 1).all()
    assert (draft.now.push == 2).all()
    assert draft.now.deaths.tolist() == [[7] * 4, [0] * 4]
    assert (state.deaths == 5).all()


def test_set_keeps_the_stored_type_and_shape() -> None:
    scenario = tables()
    draft = draft_of(scenario, opening(scenario, 4))
    draft.set("troops", np.float64(3))
    assert draft.now.troops.dtype == np.int32
    assert draft.now.troops.shape == draft.state.troops.shape


def test_a_die_rolled_by_hand_replaces_the_one_at_its_address_and_no_other() -> None:
    scenario = tables()
    state = opening(scenario, 4)
    ruling = Ruling("draw", "umpire", 0, address="contact:0:3", draw=0.125)
    plain, ruled = draft_of(scenario, state), draft_of(scenario, state, rulings=(ruling,))
    before, after = plain.uniform("contact", (2, 4)), ruled.uniform("contact", (2, 4))
    assert (after[0, 3] == 0.125).all()
    untouched = np.ones((2, 4), bool)
    untouched[0, 3] = False
    assert (before[untouched] == after[untouched]).all()
    assert (ruled.uniform("contact", 1, 3) == 0.125).all()
    assert (ruled.uniform("detection", 4) == plain.uniform("detection", 4)).all()


def test_an_event_nobody_marked_is_seen_by_control_alone() -> None:
    scenario = tables()
    draft = draft_of(scenario, opening(scenario, 4), live=True)
    draft.note("seizure", draft.every, side=1, sector=np.arange(4), numbers={"km": np.arange(4.0)})
    draft.note("seizure", np.array([1, 2, 3]), side=0)
    (event,) = draft.events
    assert event.ids == {"side": "russia", "sector": "s01"}
    assert event.numbers == {"km": 0}
    assert not any(event.seen_by(role) for role in scenario.roster.axes["role"])
    assert event.seen_by("control")


def test_a_question_shows_a_seat_only_what_it_saw_and_is_asked_once() -> None:
    scenario = tables()
    ruling = Ruling("choice", "russia", 0, address="inject:0:9", choice="fire")
    draft = draft_of(scenario, opening(scenario, 4), live=True, rulings=(ruling,))
    draft.note("attack", draft.every, side=1)
    draft.note("coalition_hit", draft.every, visible_to=("all",), element=0)
    draft.ask(Question("trigger", "trigger_decision:0:1", 0, "netherlands", ("honour",), "honour"))
    draft.ask(Question("inject", "inject:0:9", 0, "control", ("fire",), "fire"))
    (question,) = draft.questions
    assert [event.code for event in question.events] == ["coalition_hit"]


def test_a_batch_asks_nothing() -> None:
    scenario = tables()
    draft = draft_of(scenario, opening(scenario, 4))
    draft.ask(Question("inject", "inject:0:9", 0, "control", ("fire",), "fire"))
    assert draft.questions == ()


def test_flows_that_nobody_wrote_did_not_happen() -> None:
    scenario = tables()
    draft = draft_of(scenario, opening(scenario, 4, **dict.fromkeys(FLOWS, 1)))
    draft.count("raids")[0] += 4
    draft.close_flows()
    after = draft.finish()
    assert after.raids[0].tolist() == [4] * 4
    assert all(not after.arrays[name].any() for name in FLOWS if name != "raids")


def test_what_the_world_does_not_have_is_said() -> None:
    scenario = tables()
    with pytest.raises(AttributeError, match="no array `unicorns`"):
        _ = draft_of(scenario, opening(scenario, 4)).now.unicorns
