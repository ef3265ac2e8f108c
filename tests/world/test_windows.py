"""What conditions remember: sums, changes and unbroken days against a plain count of days."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from wargame.world import windows

DAYS = 200


def play(ticks: list[int], daily: Any) -> tuple[Any, np.ndarray]:
    """Follow a flow (`sum`), its level (`change`) and a condition over ticks; the last state, and the level by day."""
    rng = np.random.default_rng(4)
    level = np.zeros(2, np.float32)
    slots = windows.ring_slots(60)
    state = SimpleNamespace(
        day=0, window=np.zeros((2, slots, 2), np.float32), window_now=np.zeros((2, 2), np.float32),
        held=np.zeros((1, 2), np.float32),
    )  # fmt: skip
    past = [np.zeros(2)]
    for dt in ticks:
        flow = np.zeros(2, np.float32)
        for day in range(state.day, state.day + dt):
            flow += daily(day, rng)
            past.append(past[-1] + daily(day, rng))
        level = past[-1].astype(np.float32)
        now = SimpleNamespace(flow=flow, level=level, holds=level % 5 < 4)
        readers = [(lambda now: now.flow, 60, "sum"), (lambda now: now.level, 60, "change")]
        new = windows.roll(state, now, readers, [lambda now: now.holds], dt)
        state = SimpleNamespace(day=state.day + dt, **new)
    return state, np.array(past)


def steady(day: int, _rng: Any) -> np.ndarray:
    return np.array([1.0 + day // 7 % 3, 2.0])


@pytest.mark.parametrize("ticks", [[7] * 26, [1] * 182, [7, 7, 1, 2, 4] * 8, [28, 28, 35] * 2, [14] * 13], ids=str)
@pytest.mark.parametrize("days", [7, 28, 56])
def test_whole_weeks_are_exact_whatever_the_tick(ticks: list[int], days: int) -> None:
    state, past = play(ticks, lambda _day, _rng: np.array([3.0, 2.0]))
    expected = past[-1] - past[max(0, state.day - days)]
    np.testing.assert_allclose(windows.total_over(state, 0, days, None), expected, rtol=1e-5)
    np.testing.assert_allclose(windows.change_over(state, 1, days, state.window_now[1]), expected, rtol=1e-5)


@pytest.mark.parametrize("ticks", [[7] * 20, [1] * 143, [7, 7, 1, 2, 4] * 6], ids=str)
@pytest.mark.parametrize("days", [3, 10, 28, 45])
def test_uneven_days_are_within_a_day_of_the_truth(ticks: list[int], days: int) -> None:
    state, past = play(ticks, steady)
    expected = past[-1] - past[max(0, state.day - days)]
    got = windows.total_over(state, 0, days, None)
    assert (np.abs(got - expected) <= 3.0 + 1e-3).all()  # never off by more than the busiest day


def test_this_tick_counts_as_soon_as_it_is_known() -> None:
    state, _ = play([7] * 10, lambda _day, _rng: np.array([3.0, 2.0]))
    state.dt = 7
    fresh = np.array([70.0, 7.0], np.float32)
    assert windows.total_over(state, 0, 14, fresh).tolist() == [21 + 70, 14 + 7]
    assert windows.total_over(state, 0, 14, None).tolist() == [42, 28]


def test_a_look_shorter_than_the_tick_takes_its_part_of_it() -> None:
    state, _ = play([28, 12], lambda _day, _rng: np.array([3.0, 2.0]))
    state.dt = 12
    assert windows.total_over(state, 0, 3, np.array([36.0, 24.0], np.float32)).tolist() == [9, 6]
    assert windows.change_over(state, 1, 6, state.window_now[1] + 24).tolist() == [12, 12]


def test_nothing_is_counted_from_before_the_start() -> None:
    state, past = play([7, 7], lambda _day, _rng: np.array([3.0, 2.0]))
    assert windows.total_over(state, 0, 56, None).tolist() == past[-1].tolist()


def test_days_held_start_again_after_a_break() -> None:
    state = SimpleNamespace(
        day=0, window=np.zeros((0, 2, 2)), window_now=np.zeros((0, 2)), held=np.zeros((1, 2), np.float32)
    )
    for holds in ([True, True], [True, False], [True, True]):
        now = SimpleNamespace(holds=np.array(holds))
        state = SimpleNamespace(day=state.day + 7, **windows.roll(state, now, [], [lambda now: now.holds], 7))
    assert state.held[0].tolist() == [21, 7]
    assert windows.held_days(state, 0, np.array([True, False])).tolist() == [21, 0]
    state.dt = 7
    assert windows.held_days(state, 0, np.array([True, True])).tolist() == [28, 14]


def test_the_state_before_is_not_written() -> None:
    state, _ = play([7] * 3, lambda _day, _rng: np.array([3.0, 2.0]))
    for array in (state.window, state.window_now, state.held):
        array.flags.writeable = False
    now = SimpleNamespace(flow=np.ones(2, np.float32), level=np.ones(2, np.float32), holds=np.ones(2, np.bool_))
    new = windows.roll(state, now, [(lambda now: now.flow, 7, "sum"), (lambda now: now.level, 7, "change")],
                       [lambda now: now.holds], 7)  # fmt: skip
    assert new["window_now"].tolist() == [[64, 43], [1, 1]]
