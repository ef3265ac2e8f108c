"""The calibration tool finds what was put into made-up tables, and its verdicts can go either way."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools import calibrate
from tools.calibration import battles, donbas, raids, recurrence, row, statistics
from wargame import combat


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def made_up_battles(path: Path, number: int = 400, surprise_gain: float = 1.0) -> battles.Table:
    """Battles in which surprise decides and numbers don't."""
    rng = np.random.default_rng(1)
    surprise = rng.integers(-2, 3, number)
    won = rng.random(number) < 1 / (1 + np.exp(-surprise_gain * surprise))
    table = [
        {
            "att_strength": 10_000 + 500 * (n % 7), "def_strength": 9_000 + 400 * (n % 11),
            "att_casualties": 800 if won[n] else 2000, "def_casualties": 2100 if won[n] else 700,
            "att_front_km": 2.0, "def_front_km": "" if n % 9 == 0 else 2.0, "def_posture": "HD", "terrain": "RM0",
            "surprise": surprise[n], "att_air_superiority": 0, "duration_days": 0.2 + 0.1 * (n % 5),
            "km_advance": 2.0 + 0.1 * (n % 4) if won[n] else "", "year": 1600 + n % 300, "outcome": 1 if won[n] else -1,
        }
        for n in range(number)
    ]  # fmt: skip
    return battles.read(write(path / battles.FILE, table))


def test_the_fit_finds_what_decided_and_leaves_the_rest_at_its_prior(tmp_path: Path) -> None:
    of = made_up_battles(tmp_path)
    beta, error = battles.win_fit(of)
    found = dict(zip(battles.WIN_PRIORS, zip(beta, error, strict=True), strict=True))
    assert found["win_surprise"][0] == pytest.approx(1, abs=3 * found["win_surprise"][1])
    for unseen in ("win_air", "win_fortified", "win_urban"):
        assert found[unseen] == pytest.approx(battles.WIN_PRIORS[unseen])


def test_held_out_chances_beat_the_base_rate_where_there_is_something_to_know(tmp_path: Path) -> None:
    of = made_up_battles(tmp_path)
    won = (of.outcome > 0) * 1.0
    assert statistics.brier(battles.held_out(of), won) < statistics.brier(np.full(len(of), won.mean()), won) - 0.02


def test_the_battle_table_has_misses_where_a_made_up_world_differs(tmp_path: Path) -> None:
    made_up_battles(tmp_path, surprise_gain=3.0)
    found = {one.target: one for one in battles.rows(tmp_path, worlds=40)}
    assert not found["win_surprise: log-odds, by itself"].hit
    assert found["share: draw"].seen == 0
    assert found["Brier score, each battle by a fit without it (10 folds)"].hit


def test_logistic_and_linear_fits_are_shrunk_by_their_priors() -> None:
    rng = np.random.default_rng(2)
    x = np.column_stack([np.ones(5000), rng.normal(size=5000)])
    y = (rng.random(5000) < 1 / (1 + np.exp(-(0.5 - 0.8 * x[:, 1])))) * 1.0
    beta, covariance = statistics.logit_fit(x, y, (0, 0), (10, 10))
    assert beta == pytest.approx([0.5, -0.8], abs=4 * np.sqrt(np.diag(covariance)).max())
    assert statistics.logit_fit(x, y, (0, 0), (10, 1e-4))[0][1] == pytest.approx(0, abs=1e-3)
    z = 2 + 3 * x[:, 1] + rng.normal(size=5000) * 0.5
    assert statistics.line_fit(x, z, (0, 0), (10, 10))[0] == pytest.approx([2, 3], abs=0.05)
    assert statistics.line_fit(x, z, (0, 7), (10, 1e-5))[0][1] == pytest.approx(7, abs=0.01)


def test_dispersion_and_intervals() -> None:
    rng = np.random.default_rng(3)
    counts = rng.negative_binomial(1.5, 1.5 / 31.5, 20_000)
    ratio, k = statistics.dispersion(counts)
    assert ratio == pytest.approx(21, rel=0.1)
    assert k == pytest.approx(1.5, rel=0.1)
    assert statistics.dispersion(np.array([3, 3, 3]))[1] == np.inf
    low, high = statistics.wilson(0, 25)
    assert low == pytest.approx(0, abs=1e-9)
    assert high == pytest.approx(0.133, abs=0.01)
    assert statistics.bootstrap(counts[:200], np.mean) == statistics.bootstrap(counts[:200], np.mean)


def test_a_verdict_goes_by_both_intervals() -> None:
    def verdict(seen: float, model: float) -> str:
        return row.Row("s", "t", seen, seen - 1, seen + 1, model, model - 2, model + 2).verdict

    assert [verdict(10, model) for model in (10, 11, 11.9, 12.1, 7)] == ["hit", "hit", "near", "MISS", "MISS"]
    printed = row.table([row.Row("s", "t", 1, 0, 2, 5, 4, 6, "because")])
    assert "MISS" in printed
    assert "because" in printed


def made_up_raids(path: Path, share: float) -> None:
    years = [
        {"category": name, "year": year, "launched": 1000.0, "destroyed": round(1000 * share), "not_reach_goal": 0.0}
        for name in ("subsonic cruise missile", "quasi-ballistic SRBM") for year in (2023, 2024)
    ]  # fmt: skip
    write(path / raids.BY_YEAR, years)
    months = [
        {**{k: v for k, v in one.items() if k != "year"}, "month": f"{one['year']}-03", "launched": 50.0,
         "destroyed": round(50 * share)}
        for one in years
    ]  # fmt: skip
    write(path / raids.BY_MONTH, months)


def test_raids_are_held_against_their_class(tmp_path: Path) -> None:
    made_up_raids(tmp_path, 0.83)
    found = {one.target: one for one in raids.rows(tmp_path, worlds=500)}
    assert found["cruise 2024: share shot down"].hit
    assert not found["quasi_ballistic 2024: share shot down"].hit
    assert found["quasi_ballistic 2024 from the years before"].hit


def test_daily_counts_are_read_by_region_and_in_total(tmp_path: Path) -> None:
    first = date(2020, 10, 1)
    table = [
        {"period_end": first + timedelta(day), "days": 1 + (day == 5), "region": region, "violations": number + day}
        for day in range(8) for region, number in (("Donetsk", 10), ("Luhansk", 0)) if (day, region) != (7, "Luhansk")
    ]  # fmt: skip
    series = donbas.read_daily(write(tmp_path / donbas.DAILY, table))
    assert set(series) == {"donetsk", "luhansk", "total"}
    assert [(day - first).days for day in series["total"]] == [0, 1, 2, 3, 4, 6]
    assert series["total"][first + timedelta(3)] == 16


def test_renewed_war_adds_up_the_hazard_that_is_shown() -> None:
    from wargame.simulate import simulate

    runs = simulate("basic", worlds=4, seed=1, turns=recurrence.QUARTERS, turn="quarter", dt_days=recurrence.DT,
                    record=["hazard"])  # fmt: skip
    again = recurrence.renewed("basic", np.array([0.0, 5.0, 20.0]), 4)
    spans = np.diff(np.array(runs.days), prepend=0)[:, None] / recurrence.DAYS_PER_YEAR
    by_then = np.array(runs.days) <= 20 * recurrence.DAYS_PER_YEAR
    assert again[0] == pytest.approx([0] * 4, abs=0.05)
    assert again[2] == pytest.approx(1 - np.exp(-(runs["hazard"].values * spans)[by_then].sum(axis=0)), abs=0.02)
    assert (again[1] < again[2]).all()


def test_the_tool_prints_what_it_can_and_names_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up_battles(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert calibrate.main([str(tmp_path), "--only", "battles", "raids", "--worlds", "20", "--fits"]) == 0
    told = capsys.readouterr()
    assert "share: attacker wins" in told.out
    assert "win_force_ratio" in told.out
    assert "Not simulated, and why" in told.out
    assert "raids: left out" in told.err
    assert sorted(tmp_path.iterdir()) == before, "it writes nothing"


def test_the_shipped_battle_numbers_are_those_of_the_public_functions() -> None:
    assert battles._number("win_base") == pytest.approx(float(combat.win_probability(1000, 1000)), abs=1e-6)
