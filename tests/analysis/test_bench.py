"""The bench: honest about what was missed and about what can't be measured here."""

from __future__ import annotations

import json

import pytest

from wargame.analysis import bench, bench_exact, bench_speed, bench_start
from wargame.analysis.bench import Figure, figure
from wargame.cli import main


@pytest.mark.parametrize(
    ("value", "must", "moonshot", "holds"),
    [
        (90, 80, 200, True),
        (79, 80, 200, False),
        (1.9, 2, 1, True),
        (2.1, 2, 1, False),
        (0, 0, 0, True),
        (1, 0, 0, False),
    ],
)
def test_a_goal_holds_or_is_missed(value: float, must: float, moonshot: float, holds: bool) -> None:
    assert figure("1", "x", value, "x", "y", must, moonshot).holds is holds


@pytest.mark.soak
def test_the_same_worlds_come_out_however_they_are_cut() -> None:
    (found,) = bench_exact.bits(quick=True)
    assert found.value == 0
    assert found.holds


@pytest.mark.soak
def test_worlds_that_differ_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = bench_exact.simulate
    monkeypatch.setattr(
        bench_exact,
        "simulate",
        lambda *args, chunk=2048, seed=1, **more: honest(*args, seed=seed + (chunk != 2048), **more),
    )
    (found,) = bench_exact.bits(quick=True)
    assert found.value > 0
    assert not found.holds


def test_equal_luck_needs_far_fewer_worlds() -> None:
    median, least = bench_exact.what_if(quick=True)
    assert median.value > least.value > 1
    assert median.must == 10


def test_the_engine_is_timed_beside_its_controls() -> None:
    found = bench_speed.beside_controls(quick=True)
    assert [one.id for one in found] == ["1", "2", "3"]
    assert all(one.value > 0 for one in found)
    assert ["the whole tick" in one.beside for one in found] == [True, False, True]


def test_without_controls_their_figures_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_speed, "controls", lambda: None)
    assert bench_speed.beside_controls(quick=True) == []
    assert bench_speed.staff_estimate(quick=True) == []


def test_a_wheel_says_that_it_has_no_controls(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "controls", lambda: None)
    for room, names in (
        (bench_speed, ("beside_controls", "staff_estimate", "scaling", "dice", "two_processes")),
        (bench_exact, ("what_if", "bits", "dispatch")),
        (bench_start, ("starting",)),
    ):
        for name in names:
            monkeypatch.setattr(room, name, lambda quick: [])
    assert bench.run(quick=True) == []
    assert "installed wheel" in capsys.readouterr().err


def test_the_dice_are_timed_beside_the_library() -> None:
    (found,) = bench_speed.dice(quick=True)
    assert 0.05 < found.value < 20


def test_the_command_prints_every_field(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bench, "run", lambda **_: [Figure("7", "worlds changed", 0, "worlds", "256", 0, 0, True)])
    assert main(["bench", "--quick", "--json"]) == 0
    (shown,) = json.loads(capsys.readouterr().out)
    assert set(shown) == {"id", "name", "value", "unit", "beside", "must", "moonshot", "holds"}
    assert main(["bench", "--quick"]) == 0
    assert "holds" in capsys.readouterr().out


@pytest.mark.soak
def test_the_whole_bench_runs() -> None:
    found = bench.run(quick=True)
    assert {one.id for one in found} >= {"1", "2", "3", "4", "5a", "5b", "6a", "7", "8", "9", "11a", "11b"}
    assert all(one.holds for one in found if one.id in {"7", "8"})
