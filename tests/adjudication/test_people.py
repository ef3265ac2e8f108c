"""People are conserved, whatever happens to them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, order, put, run, tables, tick, violent
from tests.scenario import minimal
from wargame.adjudication import people
from wargame.world.state import WorldState


def accounted(state: WorldState) -> np.ndarray:
    """(2, W) everybody who was there at the start or has come since, wherever they are now."""
    line = state.troops.sum(axis=1)
    return line + state.wounded + state.invalided + state.killed - state.recruited


@pytest.mark.parametrize("dt", [1, 3, 7, 28])
def test_people_add_up_in_truce_and_war(dt: int) -> None:
    scenario = tables(violent)
    start = opening(scenario, 32)
    state = tick(scenario, start, order("russia", "ru_offensive", area="east"), dt=dt).state
    for _ in range(20):
        assert (accounted(state) == start.troops.sum(axis=1)).all()
        state = tick(scenario, put(state, rung=1), dt=dt).state
    for name in ("wounded", "invalided", "killed", "recruited"):
        assert (state.arrays[name] > 0).all(), f"nothing happened to {name}"


def test_every_way_to_fall_is_a_loss_and_nobody_falls_twice() -> None:
    scenario = tables(violent)
    state = opening(scenario, 64, troops=3)
    for _ in range(6):
        after = tick(scenario, state, order("russia", "ru_offensive", area="east")).state
        assert (after.troops.sum(axis=1) == state.troops.sum(axis=1) - after.losses + after.arrivals).all()
        assert (after.deaths <= after.losses).all()
        assert after.troops.min() >= 0
        state = put(after, rung=1)


def test_they_fall_where_the_fire_is() -> None:
    scenario = tables()
    draft = draft_of(scenario, opening(scenario, 256))
    fire = np.zeros((2, 6, 256), np.int32)
    fire[0, 1], fire[0, 4] = 30, 10
    people.fall(draft, np.full((2, 256), 1), np.full((2, 256), 7), fire)
    fallen = draft.state.troops - draft.now.troops
    assert not fallen[1].any(), "where nobody fires nobody falls"
    assert fallen[0].sum(axis=0).tolist() == [8] * 256
    assert fallen[0, 1].mean() == pytest.approx(6, rel=0.05)
    assert (draft.now.killed[0] == 1).all()
    assert (draft.now.wounded[0] == 7).all()


def idle(documents: minimal.Docs) -> None:
    """No fire at all."""
    documents["rules/line.yaml"]["checks"]["violation_rate"]["base"] = minimal.tunable(1e-9, "rate", 0.2)


def test_a_share_of_the_wounded_comes_back_and_the_rest_does_not() -> None:
    scenario = tables(idle)
    troops = opening(scenario, 512).troops - 2000
    start = opening(scenario, 512, troops=troops, wounded=1000)
    none = put(start, troops=opening(scenario, 512).troops)
    after = run(scenario, start, 60)[-1]
    share = scenario.tunables["recovered_share"]
    assert after.invalided.mean() == pytest.approx(1000 * (1 - share), rel=0.05)
    assert after.wounded.mean() < 5, "what is left are the victims of the last raids"
    assert not run(scenario, none, 8)[-1].recruited.any(), "nobody is sent to a line that is full"


@pytest.mark.parametrize("dt", [1, 7])
def test_recruits_fill_the_gap_as_fast_as_a_side_can_send_them(dt: int) -> None:
    scenario = tables(idle)
    short = (opening(scenario, 64).troops * 0.9).astype(np.int32)
    states = run(scenario, opening(scenario, 64, troops=short), 280 // dt, dt=dt)
    pace = scenario.tunables["recruits_1"]
    assert states[28 // dt - 1].recruited[1].mean() == pytest.approx(28 * pace, rel=0.01)
    full = scenario.start.troops[..., :1]
    assert (states[-1].troops <= full + 9).all(), "up to authorised strength, and whoever recovered"
    assert (states[-1].troops > 0.999 * full).all()


def test_shares_add_up_and_none_is_negative() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        weights = rng.integers(0, 10 ** rng.integers(1, 7), (2, 40, 32)) * rng.integers(0, 2, (2, 40, 32))
        weights[:, :, :3] = 0
        total = rng.integers(0, 10 ** rng.integers(1, 7), (2, 32))
        shares = people.spread(total, weights, rng.random((2, 32), np.float32))
        assert (shares.sum(axis=1) == total * (weights.sum(axis=1) > 0)).all()
        assert (shares >= 0).all()
