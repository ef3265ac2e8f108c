from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adjudication.worlds import Array, draft_of, opening, put, tables
from wargame.adjudication import effects
from wargame.world.state import WorldState

TRACK, AMOUNT = 1, np.float32(8)


def delivered(steps: list[int], first_day: int, days: int, horizon: int = 12) -> Array:
    """What one effect given on day 0 has moved its track by, at the end of each step."""
    scenario = tables()
    state = opening(scenario, 4)
    state = WorldState(0, 0, 1, {**state.arrays, "queue": np.zeros((horizon, *state.tracks.shape), np.float32)})
    total, sums = np.zeros(4, np.float32), []
    for number, dt in enumerate(steps):
        draft = draft_of(scenario, state, dt)
        if number == 0:
            effects.impulse(draft, TRACK, draft.every, np.full(4, AMOUNT), first_day, days)
        total = total + (draft.pulls + effects.due(draft))[TRACK]
        sums.append(float(total[0]))
        state = draft.finish()
    return np.array(sums)


@settings(max_examples=60, deadline=None)
@given(
    first_day=st.integers(0, 40), days=st.integers(0, 30),
    steps=st.lists(st.sampled_from([1, 2, 3, 5, 7, 14]), min_size=1, max_size=30),
)  # fmt: skip
def test_all_of_an_effect_arrives_once_whatever_the_ticks(first_day: int, days: int, steps: list[int]) -> None:
    rest = 84 - sum(steps) if sum(steps) < 84 else 7
    sums = delivered([*steps, *[7] * -(-rest // 7)], first_day, days)
    assert (np.diff(sums) >= -1e-5).all()
    assert sums[-1] == pytest.approx(AMOUNT, rel=1e-5)


@settings(max_examples=40, deadline=None)
@given(first_day=st.integers(0, 40), days=st.integers(0, 30))
def test_days_and_weeks_have_delivered_the_same_at_the_end_of_every_week(first_day: int, days: int) -> None:
    daily, weekly = delivered([1] * 84, first_day, days), delivered([7] * 12, first_day, days)
    assert daily[6::7] == pytest.approx(weekly, abs=1e-4)


def test_nothing_comes_before_its_day() -> None:
    sums = delivered([7] * 12, first_day=21, days=14)
    assert sums[:3].tolist() == [0, 0, 0]
    assert sums[3] == pytest.approx(AMOUNT / 2)


def test_what_reaches_past_the_horizon_still_comes() -> None:
    assert delivered([7] * 12, first_day=60, days=60, horizon=3)[-1] == pytest.approx(AMOUNT)


def test_the_queue_is_taken_in_parts_within_a_week() -> None:
    scenario = tables()
    state = opening(scenario, 4)
    queue = np.zeros_like(state.queue)
    queue[0, TRACK] = 7
    state = WorldState(8, 3, 1, put(state, queue=queue).arrays)
    draft = draft_of(scenario, state, 2)
    assert effects.due(draft)[TRACK].tolist() == pytest.approx([7 * 2 / 6] * 4)
    assert draft.now.queue[0, TRACK].tolist() == pytest.approx([7 * 4 / 6] * 4)
