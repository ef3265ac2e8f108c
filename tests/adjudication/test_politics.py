from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, put, tables, tick
from tests.scenario import minimal
from wargame.adjudication import politics
from wargame.world.tables import Tables

SHAPES = ["linear", "log", "logistic", "threshold"]


@pytest.mark.parametrize("shape", SHAPES)
def test_more_never_pulls_less(shape: str) -> None:
    source = np.linspace(-50, 50, 101).astype(np.float32)
    pulled = politics.strength(shape, source, np.float32(3), np.float32(10))
    assert (np.diff(pulled) >= 0).all()
    assert pulled[-1] > pulled[0]
    assert np.isfinite(pulled).all()
    assert pulled.dtype == np.float32


def test_the_shapes_are_what_the_rules_say() -> None:
    source = np.array([-7.0, 3.0, 13.0], np.float32)
    give = {shape: politics.strength(shape, source, np.float32(3), np.float32(10)) for shape in SHAPES}
    assert give["linear"].tolist() == pytest.approx([-1, 0, 1])
    assert give["log"].tolist() == pytest.approx([-np.log(2), 0, np.log(2)], rel=1e-5)
    assert give["logistic"].tolist() == pytest.approx([1 / (1 + np.e), 0.5, np.e / (1 + np.e)], rel=1e-5)
    assert give["threshold"].tolist() == [0, 0, 1]


def events(documents: minimal.Docs) -> None:
    """Every shape pulls on trust whenever a position is taken."""
    lone(documents)
    for shape in SHAPES:
        documents["rules/politics.yaml"]["couplings"].append(
            {"id": shape, "source": "seizures", "to": "trust", "kind": "event", "shape": shape, "centre": 0.5,
             "scale": 2.0, "gain": minimal.tunable(1.0, "points"), "cites": "OWN"}
        )  # fmt: skip


def test_an_event_that_did_not_happen_pulls_nothing_and_one_that_did_pulls_once() -> None:
    scenario = tables(events)
    trust = row(scenario, "trust")
    moves = []
    for number in (0, 1):
        for dt in (1, 7):
            draft = draft_of(scenario, opening(scenario, 4, seizures=[[number], [0]]), dt)
            politics.move(draft)
            moves.append(float(draft.pulls[trust, 0]))
    rise = {
        shape: float(np.diff(politics.strength(shape, np.array([0.0, 1.0], np.float32), 0.5, 2.0))[0])
        for shape in SHAPES
    }
    assert moves[:2] == [0, 0]
    assert moves[2:] == pytest.approx([sum(rise.values())] * 2, rel=1e-5)


def lone(documents: minimal.Docs) -> None:
    documents["rules/politics.yaml"]["couplings"] = []


def row(scenario: Tables, name: str) -> int:
    return scenario.roster.row("track", name)


def test_a_track_left_alone_goes_home_at_its_rate_at_any_tick() -> None:
    scenario = tables(lone)
    for dt in (1, 7, 28):
        state = opening(scenario, 4, tracks=np.array([[100.0], [0.0], [100.0], [50.0]]))
        for _ in range(28 // dt):
            state = tick(scenario, state, dt=dt).state
        left = 0.99**28
        assert state.tracks[:3, 0] == pytest.approx([50 + 50 * left, 40 - 40 * left, 40 + 60 * left], rel=1e-4)


def hasty(documents: minimal.Docs) -> None:
    """Trust forgets a tenth a day, and tension pulls on it all the time, now and a month later."""
    lone(documents)
    documents["rules/politics.yaml"]["tracks"][1]["rate"] = minimal.tunable(0.1, "per day")
    for delay in (0, 28):
        documents["rules/politics.yaml"]["couplings"].append(
            {"id": f"pull_{delay}", "source": "tension", "to": "trust", "kind": "level", "scale": 50.0,
             "gain": minimal.tunable(1.0, "points per day"), "delay_days": delay, "cites": "OWN"}
        )  # fmt: skip


def test_a_hasty_track_settles_alike_in_days_and_in_weeks() -> None:
    scenario = tables(hasty)
    for dt in (1, 7, 14):
        state = opening(scenario, 4, tracks=50)
        for _ in range(84 // dt):
            state = tick(scenario, state, dt=dt).state
        assert state.tracks[row(scenario, "trust"), 0] == pytest.approx(40 + 2 / 0.1, rel=2e-3)


def test_tracks_move_together_and_not_one_after_the_other() -> None:
    """Tension pulls on support, but by what it was when the tick began."""
    scenario = tables()
    state = opening(scenario, 4, tracks=np.array([[100.0], [40.0], [40.0], [50.0]]))
    draft = draft_of(scenario, state)
    draft.pull(row(scenario, "tension"), draft.every, -1000.0)
    politics.move(draft)
    assert draft.now.tracks[row(scenario, "tension")].tolist() == [0] * 4
    assert draft.now.tracks[row(scenario, "support"), 0] == pytest.approx(
        50 - 0.1 * sum(0.99**day for day in range(7)), rel=1e-4
    )


def test_a_delayed_pull_comes_later_and_whole() -> None:
    scenario = tables()
    quiet, loud = opening(scenario, 4), opening(scenario, 4, cfv_recorded=50)
    gaps = []
    for _ in range(3):
        drafts = [draft_of(scenario, state) for state in (quiet, loud)]
        for draft in drafts:
            politics.move(draft)
        quiet, loud = (put(draft.finish(), cfv_recorded=0) for draft in drafts)
        gaps.append(float((loud.tracks - quiet.tracks)[row(scenario, "tension"), 0]))
    whole = 0.5 * np.log1p(50 * 12 / 100) * np.mean([0.99**day for day in range(7)])
    assert gaps[0] == pytest.approx(0, abs=1e-5)
    assert gaps[1] == pytest.approx(whole, rel=1e-3)
    assert gaps[2] == pytest.approx(whole * 0.99**7, rel=1e-3)


def test_tracks_stay_between_their_ends() -> None:
    scenario = tables()
    draft = draft_of(scenario, opening(scenario, 4))
    draft.pull(0, draft.every, 1e6)
    draft.pull(1, draft.every, -1e6)
    politics.move(draft)
    assert draft.now.tracks[:2, 0].tolist() == [100, 0]
