"""Batches: the same worlds whatever the width, the order or the number of processes; files, errors, interruption."""

from __future__ import annotations

import csv
from typing import Any

import numpy as np
import pytest

import wargame
from tests.world.small import arbitrary, plain, tables
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.simulate import Runs, plan_of, play_block, quantiles, rollout, simulate
from wargame.world.orders import OrderDoc
from wargame.world.state import spread

EVERYTHING = tuple(tables().registry)


def run(**more: Any) -> Runs:
    return simulate(plain(), **{"worlds": 12, "seed": 3, "turns": 2, "events": True, "record": EVERYTHING, **more})


@pytest.fixture(scope="module")
def base() -> Runs:
    return run()


@pytest.mark.parametrize("chunk", [4, 6, 8, 2048])
def test_the_width_of_blocks_changes_no_bit(base: Runs, chunk: int) -> None:
    other = run(chunk=chunk)
    assert other.digest() == base.digest()
    assert other.events.tobytes() == base.events.tobytes()


def test_processes_change_no_bit(base: Runs) -> None:
    told: list[tuple[int, int]] = []
    other = run(chunk=4, processes=2, progress=lambda done, total: told.append((done, total)))
    assert other.digest() == base.digest()
    assert other.events.tobytes() == base.events.tobytes()
    assert told == [(4, 12), (8, 12), (12, 12)]


def test_fewer_worlds_are_the_first_of_more(base: Runs) -> None:
    few = run(worlds=5)
    for name, kept in base.items():
        assert few[name].values.tobytes() == np.ascontiguousarray(kept.values[:, :5]).tobytes(), name
    assert few.marks.tolist() == base.marks[:5].tolist()
    assert few.events.tobytes() == base.events[base.events["world"] < 5].tobytes()


def test_any_world_can_be_played_alone(base: Runs) -> None:
    plan = plan_of(tables(), turns=2, record=EVERYTHING, seed=3)
    for first in (7, 3, 11):
        block = play_block(plan, first, 1)
        assert block.final.fingerprints().tolist() == [base.marks[first]]
        for values, column in zip(block.values, plan.columns, strict=True):
            alone = np.moveaxis(values, -1, 1)[:, 0]
            assert alone.tobytes() == np.ascontiguousarray(base[column.name].values[:, first]).tobytes(), column.name


def test_another_seed_is_another_history(base: Runs) -> None:
    assert run(seed=4).digest() != base.digest()
    assert run().digest() == base.digest()


def test_what_is_recorded_has_its_axes_and_is_a_number(base: Runs) -> None:
    ticks = 8
    assert base.days == tuple(range(7, 57, 7))
    sizes = {"tick": ticks, "world": 12, **{axis: len(ids) for axis, ids in base.roster.items()}}
    for name, kept in base.items():
        assert kept.axes[:2] == ("tick", "world")
        assert kept.values.shape == tuple(sizes[axis] for axis in kept.axes)
        assert kept.values.dtype in {np.dtype(np.float32), np.dtype(np.int32)}
        assert np.isfinite(kept.values).all(), name
    assert base["cfv_recorded"].axes == ("tick", "world", "side", "sector")
    assert base["tension"].axes == ("tick", "world")


def test_quantities_stay_in_their_range(base: Runs) -> None:
    for name, kept in base.items():
        quantity = tables().registry[name]
        high = len(tables().roster.levels[name]) - 1 if name in tables().roster.levels else quantity.high
        assert (kept.values >= quantity.low).all(), name
        assert (kept.values <= high).all(), name


def test_rows_and_totals_can_be_named(base: Runs) -> None:
    some = run(
        record=["rung[ru_ua]", "rung_ru_ua", "total(cfv_recorded)", "cfv_recorded[russia]", "cfv_recorded[russia, s02]"]
    )
    whole = base["cfv_recorded"].values
    assert (
        some["rung[ru_ua]"].values.tolist()
        == some["rung_ru_ua"].values.tolist()
        == base["rung"].values[..., 0].tolist()
    )
    assert some["total(cfv_recorded)"].values.tolist() == whole.sum(axis=(2, 3)).tolist()
    assert some["cfv_recorded[russia]"].values.tolist() == whole[:, :, 1].tolist()
    assert some["cfv_recorded[russia, s02]"].values.tolist() == whole[:, :, 1, 1].tolist()


def test_the_tick_can_be_a_day() -> None:
    daily = run(turns=1, worlds=4, dt_days=1, record=["total(cfv_true)"])
    assert daily.days == tuple(range(1, 29))
    uneven = run(turns=1, worlds=4, dt_days=12, record=["total(cfv_true)"])
    assert uneven.days == (12, 24, 28)
    quarter = run(turns=1, worlds=4, turn="quarter", record=["total(cfv_true)"])
    assert quarter.days[-1] == 91
    months = run(turns=3, worlds=4, record=["turn"])
    assert months["turn"].values[:, 0].tolist() == [1] * 4 + [2] * 4 + [3] * 5


def test_orders_by_hand_replace_the_doctrine_of_that_turn() -> None:
    order = OrderDoc("coalition", "co_operation", 2, {"level": "tripwire"}, intent="To deter.")
    given = run(turns=3, orders=[order], record=["operation"])["operation"].values
    usual = run(turns=3, record=["operation"])["operation"].values
    levels = tables().roster.levels["operation"]
    assert (given[:4] == usual[:4]).all()
    assert (given[4:8] == levels.index("tripwire")).all()
    assert (usual[4:8] != levels.index("tripwire")).all()


def test_doctrines_can_be_chosen_and_seats_left_idle() -> None:
    idle = dict.fromkeys(plain().role_ids, "idle")
    quiet = run(doctrines=idle)
    assert not (quiet.events["code"] == "order").any()
    busy = run()
    assert set(busy.events["actor"][busy.events["code"] == "order"].tolist()) == {0, 1, 2, 3}


def test_overrides_are_heard(base: Runs) -> None:
    calmer = run(overrides={"rules.checks.violation_rate.base": 0.02})
    assert calmer["cfv_true"].values.sum() < base["cfv_true"].values.sum() / 2


def test_events_come_by_world_and_tick(base: Runs) -> None:
    assert len(base.events) > 12
    pairs = list(zip(base.events["world"].tolist(), base.events["tick"].tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert set(base.events["world"].tolist()) == set(range(12))
    assert len(run(events=False).events) == 0


def test_play_can_start_anywhere() -> None:
    plan = plan_of(tables(), turns=2, first_turn=3, record=["days", "turn"])
    dice = Dice(1, np.arange(8), purpose=2)
    start = arbitrary(8)
    block = rollout(plan, start, dice)
    assert block.days == tuple(range(42, 42 + 35 + 28, 7))
    assert block.values[1][[0, -1], 0].tolist() == [3, 4]
    later = rollout(plan, start, dice)
    assert later.final.digest() == block.final.digest()
    lanes = np.array([2, 5])
    part = rollout(plan, start.take(lanes), dice.take(lanes))
    assert part.final.digest() == block.final.take(lanes).digest()


def test_an_interruption_keeps_what_is_done() -> None:
    def stop(done: int, _total: int) -> None:
        if done > 8:
            raise KeyboardInterrupt

    partial = run(chunk=4, progress=stop)
    assert partial.worlds == 8
    assert partial.digest() == run(worlds=8).digest()

    def at_once(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(progress=at_once)


def test_the_last_state_can_be_kept(base: Runs) -> None:
    assert base.final is None
    kept = run(chunk=4, keep_final=True)
    assert kept.final is not None
    assert kept.final.worlds == 12
    assert kept.final.fingerprints().tolist() == base.marks.tolist()


def test_fingerprints_see_every_bit() -> None:
    state = spread(tables().start, 8)
    marks = state.fingerprints()
    assert len(set(marks.tolist())) == 1
    for name in ("tracks", "settings", "troops"):
        arrays = {key: array.copy() for key, array in state.arrays.items()}
        arrays[name].view(np.uint8).reshape(-1)[8 * 4 // 4 * 3] ^= 1
        changed = type(state)(state.day, state.tick, state.turn, arrays).fingerprints()
        assert (changed != marks).sum() == 1, name


def test_a_summary_gives_quantiles_by_row(base: Runs) -> None:
    rows = {row.quantity: row for row in run(record=["killed", "total(cfv_true)"]).summary()}
    assert set(rows) == {"killed[ukraine]", "killed[russia]", "total(cfv_true)"}
    sums = base["cfv_true"].values.sum(axis=(0, 2, 3, 4))
    assert rows["total(cfv_true)"].p50 == pytest.approx(np.median(sums), rel=1e-5)
    for row in rows.values():
        assert row.p10 <= row.p25 <= row.p50 <= row.p75 <= row.p90


def test_quantiles_agree_with_numpy() -> None:
    values = np.random.default_rng(1).normal(size=501).astype(np.float32)
    np.testing.assert_allclose(quantiles(values), np.quantile(values, (0.1, 0.25, 0.5, 0.75, 0.9)), rtol=1e-5)


def test_files_hold_what_was_recorded(base: Runs, tmp_path: Any) -> None:
    paths = base.save(tmp_path / "out")
    assert [path.name for path in paths] == ["runs.npz", "summary.csv", "events.csv"]
    with np.load(paths[0]) as kept:
        assert kept["cfv_recorded"].tobytes() == np.ascontiguousarray(base["cfv_recorded"].values).tobytes()
        assert kept["day"].tolist() == list(base.days)
    rows = list(csv.DictReader(paths[1].read_text(encoding="utf-8").splitlines()))
    assert [row["quantity"] for row in rows] == [row.quantity for row in base.summary()]
    assert len(paths[2].read_text(encoding="utf-8").splitlines()) == len(base.events) + 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"worlds": 0}, "`worlds` must be a whole number, at least 1"),
        ({"worlds": 2.5}, "`worlds`"),
        ({"seed": -1}, "`seed`"),
        ({"turns": 0}, "`turns`"),
        ({"dt_days": 0}, "`dt_days`"),
        ({"dt_days": 3.5}, "`dt_days`"),
        ({"processes": 0}, "`processes`"),
        ({"turn": "fortnight"}, "fortnight"),
        ({"record": ["hazrd"]}, "did you mean `hazard`"),
        ({"record": ["killed[russa]"]}, "did you mean `russia`"),
        ({"record": ["killed + 1"]}, "Write name"),
        ({"doctrines": {"russai": "idle"}}, "did you mean `russia`"),
        ({"doctrines": {"russia": "ukraine"}}, "has no doctrine `ukraine`"),
        ({"overrides": {"rules.tunables.heat_ds": 1}}, "did you mean `heat_sd`"),
        ({"orders": [OrderDoc("russia", "ru_harras", 1)]}, "did you mean `ru_harass`"),
    ],
)
def test_what_can_t_be_done_is_said_in_a_line(more: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as caught:
        run(**more)
    assert says in str(caught.value)


def test_the_public_name_is_the_same_function(base: Runs) -> None:
    again = wargame.simulate(plain(), worlds=12, seed=3, turns=2, events=True, record=EVERYTHING)
    assert again.digest() == base.digest()
