from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, in_place, live, opening, order, put, tables, tick, violent
from wargame.adjudication import escalation
from wargame.adjudication.draft import Draft
from wargame.world.events import Ruling
from wargame.world.state import WorldState

RISE = 20.0


def climbed(state: WorldState, dt: int = 7, *, seized: int = 0, **more: object) -> Draft:
    """One tick of it; `seized`: positions that Ukraine takes within that tick."""
    draft = draft_of(tables(), state, dt, **more)
    if seized:
        draft.count("seizures")[0] = seized
    escalation.climb(draft)
    return draft


def at(rung: int, **arrays: object) -> WorldState:
    """On a rung, with tension at its usual 55 unless told otherwise."""
    return opening(tables(), 4, rung=rung, rung_peak=rung, cfv_recorded=0, **arrays)


def tense(value: float) -> np.ndarray:
    scenario = tables()
    tracks = scenario.start.tracks[:, :1].copy()
    tracks[scenario.roster.row("track", "tension")] = value
    return tracks


def test_two_criteria_declare_a_rung_and_one_does_not() -> None:
    both = climbed(at(1, seizures=1, tracks=tense(55 + RISE))).now
    assert both.rung.tolist() == [[2] * 4]
    assert both.climbed.tolist() == [[1] * 4]
    assert both.rung_peak.tolist() == [[2] * 4]
    assert climbed(at(1, seizures=1)).now.rung.tolist() == [[1] * 4]
    assert climbed(at(1, tracks=tense(55 + RISE))).now.rung.tolist() == [[1] * 4]


def test_a_climb_may_skip_a_rung() -> None:
    now = climbed(at(0, seizures=1, tracks=tense(55 + RISE))).now
    assert now.rung.tolist() == [[2] * 4]
    assert now.climbed.tolist() == [[2] * 4]


def test_worlds_climb_each_for_themselves() -> None:
    seizures = np.array([[0, 0, 0, 0], [1, 0, 1, 0]])
    tracks = np.broadcast_to(tense(55 + RISE), (4, 4))
    assert climbed(at(1, seizures=seizures, tracks=tracks)).now.rung.tolist() == [[2, 1, 2, 1]]


@pytest.mark.parametrize(("quiet", "answered", "rung"), [(28, 3, 0), (27, 3, 1), (28, 99, 1)])
def test_the_way_down_takes_quiet_time_and_an_off_ramp(quiet: int, answered: int, rung: int) -> None:
    scenario = tables()
    age = np.full((scenario.roster.size("order"), 1), 500)
    age[scenario.roster.row("order", "co_answer")] = answered
    now = climbed(at(1, rung_quiet=quiet - 7, order_age=age)).now
    assert now.rung.tolist() == [[rung] * 4]
    if rung == 0:
        assert not now.rung_quiet.any()


def test_a_criterion_of_the_rung_one_stands_on_disturbs_the_quiet() -> None:
    assert not climbed(at(1, rung_quiet=20, tracks=tense(61))).now.rung_quiet.any()
    assert climbed(at(1, rung_quiet=20)).now.rung_quiet.tolist() == [[27] * 4]


def test_one_criterion_short_control_is_asked_and_may_say_yes() -> None:
    draft = climbed(at(1), seized=1, live=True)
    (question,) = draft.questions
    assert (question.kind, question.role, question.default) == ("rung", "control", "no")
    assert question.options == ("no", "yes")
    assert question.numbers == {"rung": 2}
    assert draft.now.rung[0, 0] == 1
    for choice, rung in (("yes", 2), ("no", 1)):
        ruling = Ruling("choice", "control", 0, question.address, choice)
        ruled = climbed(at(1), seized=1, live=True, rulings=(ruling,))
        assert ruled.questions == ()
        assert ruled.now.rung[0, 0] == rung


def test_control_is_asked_when_it_comes_to_it_and_not_every_week() -> None:
    assert climbed(at(1, seizures=1), live=True).questions == ()
    assert climbed(at(1), seized=1).questions == (), "a batch has no control"


def test_at_the_end_of_the_ladder_the_world_stands_still() -> None:
    scenario = tables(violent)
    state = in_place(scenario, opening(scenario, 8), "uk_brigade", "near-one")
    rung = np.array([[1, 3, 1, 1, 3, 1, 1, 1]])
    after = tick(
        scenario, put(state, rung=rung), order("russia", "ru_test"), order("russia", "ru_seize", sector="s01")
    ).state
    ended = rung[0] == 3
    for name, array in after.arrays.items():
        same = (array[..., ended] == state.arrays[name][..., ended]).all() if name != "rung" else True
        flow = name in scenario.registry and scenario.registry[name].kind == "flow"
        assert same or (flow and not array[..., ended].any()), name
    assert after.harassed[:, ~ended].any()
    assert after.day == 7


def test_reaching_it_is_told_to_all() -> None:
    scenario = tables()
    tracks = tense(99)
    held = np.full_like(scenario.start.held, 60)
    outcome = live(scenario, put(opening(scenario, 4), war=1, tracks=tracks, held=held))
    assert outcome.state.rung[0, 0] == 3
    (end,) = (event for event in outcome.events if event.code == "endex")
    assert end.visible_to == ("all",)
