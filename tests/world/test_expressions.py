"""Compiled expressions say what the rules say, in every world by itself."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from tests.world.small import arbitrary, expressions, tables
from wargame.scenario.conditions import ConditionError
from wargame.world.readers import reduce_axes


class One:
    """One world of a state, in plain numbers: the oracle."""

    def __init__(self, state: Any, lane: int) -> None:
        self.state, self.lane = state, lane

    def __getattr__(self, name: str) -> Any:
        roster = tables().roster
        if name in roster.axes["track"]:
            return float(self.state.tracks[roster.row("track", name), self.lane])
        if name in roster.axes["setting"]:
            return roster.levels[name][self.state.settings[roster.row("setting", name), self.lane]]
        return getattr(self.state, name)[..., self.lane].astype(float)


CASES = [
    ("tension > 50", lambda w: w.tension > 50),
    ("50 < tension", lambda w: w.tension > 50),
    ("20 < tension <= 80", lambda w: 20 < w.tension <= 80),
    ("tension > 50 and not trust > 50 or support < 10",
     lambda w: (w.tension > 50 and not w.trust > 50) or w.support < 10),
    ("operation == tripwire", lambda w: w.operation == "tripwire"),
    ("operation != tripwire", lambda w: w.operation != "tripwire"),
    ("operation >= peacekeeping", lambda w: w.operation != "none"),
    ("cfv_recorded[russia] > 15000", lambda w: w.cfv_recorded[1].sum() > 15000),
    ("cfv_recorded[russia, s02] > 2500", lambda w: w.cfv_recorded[1, 1] > 2500),
    ("cfv_recorded[s02] > 5000", lambda w: w.cfv_recorded[:, 1].sum() > 5000),
    ("coverage < 0.5", lambda w: w.coverage.mean() < 0.5),
    ("max(coverage) > 0.9", lambda w: w.coverage.max() > 0.9),
    ("min(coverage) > 0.1", lambda w: w.coverage.min() > 0.1),
    ("mean(cfv_recorded) > 2500", lambda w: w.cfv_recorded.mean() > 2500),
    ("total(troops[ukraine]) > 15000", lambda w: w.troops[0].sum() > 15000),
    ("element_status[nl_13] == in_place", lambda w: w.element_status[0] == 4),
    ("element_place[nl_13] == 'near-one'", lambda w: w.element_place[0] == 3),
    ("seizures", lambda w: w.seizures.sum() > 0),
    ("credibility_part[will] > 0.5", lambda w: w.credibility_part[4].mean() > 0.5),
    ("turn == 2 and days == 35", lambda w: True),
    ("sum(cfv_recorded, 7) > 0", None),
]  # fmt: skip
VALUES = [
    ("tension / 2 + trust * 3 - 1", lambda w: w.tension / 2 + w.trust * 3 - 1),
    ("-tension", lambda w: -w.tension),
    ("deaths[ukraine] / killed[russia]", lambda w: w.deaths[0] / w.killed[1] if w.killed[1] else 0.0),
    ("2 * baseline", lambda w: 2 * 7112.0),
    ("cfv_recorded - baseline", lambda w: w.cfv_recorded.sum() - 7112.0),
    ("roe", lambda w: {"a": 0.0, "b": 1.0, "c": 2.0}[w.roe]),
    ("operation == peacekeeping", lambda w: float(w.operation == "peacekeeping")),
]


@pytest.mark.parametrize(("text", "oracle"), CASES[:-1], ids=[text for text, _ in CASES[:-1]])
def test_a_condition_agrees_with_plain_python(text: str, oracle: Any) -> None:
    state = arbitrary(64)
    got = expressions().condition(text)(state)
    assert got.shape == (64,)
    assert got.dtype == np.bool_
    assert got.tolist() == [bool(oracle(One(state, lane))) for lane in range(64)]


@pytest.mark.parametrize(("text", "oracle"), VALUES, ids=[text for text, _ in VALUES])
def test_a_value_agrees_with_plain_python(text: str, oracle: Any) -> None:
    state = arbitrary(64)
    read, axes = expressions().value(text)
    got = read(state)
    assert axes == ()
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, [oracle(One(state, lane)) for lane in range(64)], rtol=1e-6)


@pytest.mark.parametrize(
    ("text", "keep", "axes", "oracle"),
    [
        ("heat", ("side", "sector"), ("side", "sector"), lambda w: w.heat),
        ("heat", ("sector",), ("sector",), lambda w: w.heat.mean(axis=0)),
        ("cfv_recorded", ("side",), ("side",), lambda w: w.cfv_recorded.sum(axis=1)),
        ("coverage + tension", ("side", "sector"), ("sector",), lambda w: w.coverage + w.tension),
        ("coverage * deaths", ("side", "sector"), ("side", "sector"), lambda w: w.deaths[:, None] * w.coverage[None]),
        ("deaths * coverage", ("side", "sector"), ("side", "sector"), lambda w: w.deaths[:, None] * w.coverage[None]),
        ("heat - mean(heat)", ("side", "sector"), ("side", "sector"), lambda w: w.heat - w.heat.mean()),
        ("credibility_part", ("trigger",), ("trigger",), lambda w: w.credibility_part.mean(axis=0)),
    ],
)  # fmt: skip
def test_kept_axes_stay_and_meet_by_name(text: str, keep: tuple[str, ...], axes: tuple[str, ...], oracle: Any) -> None:
    state = arbitrary(16)
    read, found = expressions().value(text, keep)
    assert found == axes
    got = read(state)
    for lane in range(16):
        np.testing.assert_allclose(got[..., lane], oracle(One(state, lane)), rtol=2e-5, atol=1e-5)


@pytest.mark.parametrize("text", [text for text, _ in (*CASES, *VALUES)])
def test_a_world_alone_reads_the_same_bits_as_in_a_batch(text: str) -> None:
    state = arbitrary(64)
    read, _ = expressions().value(text)
    whole = read(state)
    for lanes in ([5, 3], [63, 0, 7, 7], list(range(40))):
        assert read(state.take(np.array(lanes))).tobytes() == whole[lanes].tobytes()


def test_readers_travel_to_other_processes() -> None:
    state = arbitrary(8)
    for text, _ in (*CASES, *VALUES):
        read, _ = expressions().value(text)
        assert pickle.loads(pickle.dumps(read))(state).tobytes() == read(state).tobytes()


def test_the_same_sum_is_remembered_once() -> None:
    compiler = expressions()
    compiler.condition("sum(cfv_recorded, 7) > 3 and sum(cfv_recorded, 28) > 9 and change(tension, 7) > 0")
    compiler.condition("sum(cfv_recorded, 14) > 3")
    assert compiler.window_days == [28, 7]


def test_a_mistake_is_told_with_its_place() -> None:
    with pytest.raises(ConditionError, match="tensoin") as caught:
        expressions().condition("trust > 1 and tensoin > 2")
    assert caught.value.problems[0].column == 14


def test_sums_over_leading_axes_do_not_depend_on_the_batch() -> None:
    values = np.random.default_rng(2).random((5, 7, 64)).astype(np.float32)
    for over in ((0,), (1,), (0, 1)):
        whole = reduce_axes(values, "sum", over)
        part = reduce_axes(values[..., 10:14], "sum", over)
        assert part.tobytes() == np.ascontiguousarray(whole[..., 10:14]).tobytes()
        np.testing.assert_allclose(whole, values.sum(axis=over), rtol=1e-5)
