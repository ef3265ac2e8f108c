"""Fails closed: in a violent game, a seat hears only what the rules and the openness of an act let it hear."""

from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import in_place, live, opening, order, put, tables, violent
from wargame.words import Words
from wargame.world.events import Event
from wargame.world.observe import told
from wargame.world.state import WorldState

TRUTH = {"attack", "attack_failed", "amended"}
CLOSED = ("ru_test", "ru_seize", "ru_harass", "ua_recapture")


def war(seed: int) -> tuple[list[Event], list[WorldState]]:
    scenario = tables(violent)
    state = in_place(scenario, opening(scenario, 4, open_cases=2, case_days=10), "uk_brigade", "near-one")
    state = in_place(scenario, state, "f35", "hub-one")
    orders = [
        order("russia", "ru_test", visibility="deniable"),
        order("russia", "ru_seize", visibility="closed", sector="s01"),
        order("russia", "ru_harass", visibility="deniable", area="west"), order("russia", "ru_offensive", area="east"),
        order("ukraine", "ua_recapture", visibility="deniable", sector="s02"),
        order("coalition", "co_answer", party="russia"),
        order("netherlands", "nl_deploy", element="nl_13", place="hub-one"),
    ]  # fmt: skip
    events, states = [], []
    for number in range(8):
        outcome = live(scenario, state, *(orders if number % 4 == 0 else ()), seed=seed)
        events += outcome.events
        state = put(outcome.state, rung=np.minimum(outcome.state.rung, 2))
        states.append(state)
    return events, states


@pytest.mark.parametrize("seed", range(5))
def test_nobody_hears_what_is_not_theirs(seed: int) -> None:
    scenario = tables(violent)
    events, _ = war(seed)
    assert {"order", "coalition_hit", "attack", "offensive", "report"} <= {event.code for event in events}
    for event in events:
        if event.code in TRUTH:
            assert event.visible_to == (), event
        for closed, own in (("ru_", "russia"), ("ua_", "ukraine")):
            named = event.ids["order"] if event.code in ("order", "grade") else ""
            if named in CLOSED and named.startswith(closed):
                assert set(event.visible_to) <= {own}, event
        assert set(event.visible_to) <= {"all", *scenario.roster.axes["role"]}, event
        assert isinstance(event.visible_to, tuple)


@pytest.mark.parametrize("role", ["netherlands", "russia", "public"])
def test_nobody_but_control_hears_what_lay_behind(role: str) -> None:
    scenario = tables(violent)
    events, _ = war(0)
    heard = told(events, role, scenario)
    assert {"offensive", "seizure"} & {event.code for event in heard}
    assert any(event.why for event in heard)
    for event in heard:
        assert event.cause == "", "the cause would tell a deniable order"
    assert told(events, "control", scenario) == tuple(events)


def test_lanes_of_a_live_game_are_one_world() -> None:
    for state in war(3)[1]:
        assert len({state.digest(lane) for lane in range(4)}) == 1


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_there_is_a_sentence_for_everything_that_happens(lang: str) -> None:
    words = Words(lang)
    events, _ = war(1)
    for event in events:
        said = words.say(f"event.{event.code}", **event.ids, **event.numbers)
        assert said
        assert "{" not in said, said
        for word, names in (("grade", "grade"), ("status", "status"), ("door", "door"), ("reason", "reason")):
            if names in event.ids:
                assert words.has(f"{word}.{event.ids[names]}")
    assert not words.missing
