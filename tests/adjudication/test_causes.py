"""Why a track moved: causes with names, which add up to the change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from tests.adjudication import explain
from tests.adjudication.worlds import live, opening, order, put, tables, violent
from wargame.scenario.document import Scenario
from wargame.world.causes import Cause, Waiting, moved, track_causes, waiting_from, waiting_to
from wargame.world.events import Event, Ruling
from wargame.world.observe import why_for
from wargame.world.state import WorldState
from wargame.world.tables import Tables


@cache
def year(seed: int) -> tuple[Scenario, Tables, list[Event]]:
    return explain.year(seed)


def played(dt: int, days: int, *, hand_on: bool = True) -> Iterator[tuple[WorldState, WorldState, list[Cause]]]:
    """A violent game, tick by tick: the state before and after, and the causes."""
    scenario = tables(violent)
    state, waiting = opening(scenario, 4), ()
    docs = [
        order("netherlands", "nl_deploy", element="nl_13", place="hub-one"), order("coalition", "co_pay", amount=5.0),
        order("russia", "ru_seize", sector="s02"), order("ukraine", "ua_recapture", sector="s01"),
    ]  # fmt: skip
    for _ in range(days // dt):
        outcome = live(scenario, state, *docs, dt=dt, waiting=waiting)
        yield state, outcome.state, list(outcome.causes)
        state, docs = outcome.state, []
        waiting = outcome.waiting if hand_on else ()


@pytest.mark.parametrize("dt", [1, 3, 7, 14])
def test_causes_add_up_to_the_change(dt: int) -> None:
    scenario = tables(violent)
    kinds = set()
    for before, after, causes in played(dt, 42):
        for row in range(len(scenario.track_low)):
            why = track_causes(causes, row, before, after, scenario)
            assert sum(cause["delta"] for cause in why["causes"]) == pytest.approx(why["change"], abs=1e-4)
            assert why["change"] == float(after.tracks[row, 0]) - float(before.tracks[row, 0])
            kinds |= {cause["what"] for cause in why["causes"]}
    assert {"coupling", "order", "rest", "waiver"} <= kinds
    assert "earlier" not in kinds


def test_over_a_year_of_the_shipped_scenario_they_add_up_too() -> None:
    _, scenario, events = year(5)
    told_of = [event.why for event in events if event.code == "moved"]
    assert len(told_of) > 12
    for why in told_of:
        assert sum(cause["delta"] for cause in why["causes"]) == pytest.approx(why["change"], abs=2e-4)
        row = scenario.roster.row("track", why["track"])
        scale = scenario.track_high[row] - scenario.track_low[row]
        assert abs(why["change"]) >= scenario.tunables["track_told"] * scale
    assert {cause["what"] for why in told_of for cause in why["causes"]} >= {"coupling", "order", "inject", "rest"}


def test_a_delayed_effect_keeps_its_name() -> None:
    scenario = tables(violent)
    row = scenario.roster.row("track", "tension")
    late = [
        cause
        for before, after, causes in list(played(7, 42))[1:]
        for cause in track_causes(causes, row, before, after, scenario)["causes"]
    ]
    assert "violations_tension" in {cause["id"] for cause in late}
    forgot = [cause for _, _, causes in list(played(7, 42, hand_on=False))[1:] for cause in causes]
    assert "earlier" in {cause.source.what for cause in forgot if abs(cause.delta) > 0.01}


def test_the_ends_of_the_scale_take_their_part() -> None:
    scenario = tables(violent)
    row = scenario.roster.row("track", "tension")
    tracks = scenario.start.tracks.copy()
    tracks[row] = scenario.track_high[row]
    state = put(opening(scenario, 4), tracks=tracks)
    outcome = live(scenario, state, order("ukraine", "ua_recapture", sector="s01"))
    why = track_causes(outcome.causes, row, state, outcome.state, scenario)
    assert sum(cause["delta"] for cause in why["causes"]) == pytest.approx(why["change"], abs=1e-4)


def test_an_amendment_is_a_cause() -> None:
    scenario = tables(violent)
    ruling = Ruling("amend", "umpire", 0, quantity="tension", delta=7.0, reason_code="realism", reason="so")
    state = opening(scenario, 4)
    outcome = live(scenario, state, rulings=(ruling,))
    why = track_causes(outcome.causes, scenario.roster.row("track", "tension"), state, outcome.state, scenario)
    (own,) = (cause for cause in why["causes"] if cause["what"] == "ruling")
    assert own["delta"] == pytest.approx(7)
    heard = why_for(why, "russia", scenario)
    assert all(cause["what"] != "ruling" for cause in heard["causes"])
    assert heard["hidden"] == pytest.approx(7, abs=1e-3)


def test_waiting_effects_survive_being_written_down() -> None:
    waiting: tuple[Waiting, ...] = ()
    scenario = tables(violent)
    state, docs = opening(scenario, 4), [order("netherlands", "nl_deploy", element="nl_13", place="hub-one")]
    for _ in range(2):
        outcome = live(scenario, state, *docs, waiting=waiting)
        state, docs, waiting = outcome.state, [], outcome.waiting
    assert waiting
    assert tuple(waiting_from(json.loads(json.dumps(waiting_to(one)))) for one in waiting) == waiting
    due = np.zeros(len(scenario.track_low))
    for one in waiting:
        due[one.track] += sum(one.weeks)
    np.testing.assert_allclose(due, state.queue[..., 0].sum(axis=0), atol=1e-4)


def test_who_sees_a_track_exactly_hears_of_its_moves() -> None:
    scenario = tables(violent)
    before = put(opening(scenario, 4), tracks=scenario.track_low[:, None])
    after = put(before, tracks=scenario.track_high[:, None])
    heard = {event.ids["quantity"]: event.visible_to for event in moved((), before, after, scenario)}
    assert heard == {"tension": ("all",), "trust": (), "us_backing": (), "support": ("netherlands",)}
    assert moved((), before, before, scenario) == ()


def test_a_deniable_order_is_no_named_cause_for_others() -> None:
    scenario = tables(violent)
    state = opening(scenario, 4)
    doc = order("ukraine", "ua_recapture", sector="s01", visibility="deniable")
    outcome = live(scenario, state, doc)
    why = track_causes(outcome.causes, scenario.roster.row("track", "tension"), state, outcome.state, scenario)
    assert "ua_recapture" in {cause["id"] for cause in why["causes"]}
    assert "ua_recapture" in json.dumps(why_for(why, "ukraine", scenario))
    for role in ("russia", "netherlands", "public"):
        heard = why_for(why, role, scenario)
        assert "ua_recapture" not in json.dumps(heard)
        known = sum(cause["delta"] for cause in heard["causes"])
        assert known + heard["hidden"] == pytest.approx(why["change"], abs=1e-4)
