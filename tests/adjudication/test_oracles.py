"""Formulas against answers that were reached in another way: closed forms, exact recursion, SciPy."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from wargame import airdefence, combat, numerics, samplers
from wargame.adjudication import lanchester
from wargame.dice import Dice
from wargame.scenario.standalone import rules_alone

WORLDS = 40_000
NOISE = 4 / math.sqrt(WORLDS)
"""Eight standard deviations of a share of one half, so that no honest run ever fails."""
strength = st.floats(10, 100_000)
rate = st.floats(0.001, 0.1)


def f32(value: float) -> np.ndarray:
    return np.array([value], np.float32)


@settings(max_examples=60)
@given(strength, strength, rate, rate, st.floats(0.1, 20))
def test_the_square_law_is_cosh_and_sinh(x: float, y: float, a: float, b: float, days: float) -> None:
    k = math.sqrt(a * b)
    left = [
        x * math.cosh(k * days) - y * math.sqrt(a / b) * math.sinh(k * days),
        y * math.cosh(k * days) - x * math.sqrt(b / a) * math.sinh(k * days),
    ]
    found = lanchester.advance(f32(x), f32(y), f32(a), f32(b), f32(days), *lanchester.SQUARE)
    size = (x + y) * math.cosh(k * days)
    assert [float(side[0]) for side in found] == pytest.approx([max(side, 0) for side in left], abs=2e-6 * size)


@settings(max_examples=60)
@given(strength, strength, st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.1, 5))
def test_the_linear_law_keeps_its_difference_and_grows_its_ratio(
    x: float, y: float, a: float, b: float, days: float
) -> None:
    a, b = a / (x + y), b / (x + y)
    found = [float(s[0]) for s in lanchester.advance(f32(x), f32(y), f32(a), f32(b), f32(days), *lanchester.LINEAR)]
    difference = b * x - a * y
    assert b * found[0] - a * found[1] == pytest.approx(difference, abs=2e-5 * (b * x + a * y))
    assert math.log(found[0] / found[1]) == pytest.approx(math.log(x / y) + difference * days, abs=2e-4)


def test_the_linear_law_of_equals_decays_like_one_over_time() -> None:
    left = lanchester.advance(f32(1000), f32(1000), f32(1e-4), f32(1e-4), f32(30), *lanchester.LINEAR)
    assert [float(side[0]) for side in left] == pytest.approx([1000 / (1 + 1e-4 * 1000 * 30)] * 2, rel=1e-5)


def test_the_logarithmic_law_is_two_exponentials() -> None:
    left = lanchester.advance(f32(1000), f32(500), f32(0.02), f32(0.05), f32(10), *lanchester.LOGARITHMIC)
    assert [float(s[0]) for s in left] == pytest.approx([1000 * math.exp(-0.2), 500 * math.exp(-0.5)], rel=1e-5)


@pytest.mark.parametrize(("q", "p"), [(0.75, 0.25), (0.5, 0.5), (0.3, 0.9), (0, 1), (1, 1)])
def test_the_course_of_any_law_is_that_of_its_differential_equation(q: float, p: float) -> None:
    x, y, days = 20_000.0, 14_000.0, 12.0
    scale = (x + y) ** (1 - q - p)
    a, b = 0.02 * scale, 0.03 * scale

    def slopes(_: float, now: np.ndarray) -> list[float]:
        return [-a * now[0] ** q * now[1] ** p, -b * now[1] ** q * now[0] ** p]

    true = integrate.solve_ivp(slopes, (0, days), [x, y], rtol=1e-10, atol=1e-6).y[:, -1]
    found = combat.attrition(x, y, a=a, b=b, days=days, q=q, p=p)
    assert [float(found.x), float(found.y)] == pytest.approx(true.tolist(), rel=2e-4)
    assert not found.x_broke
    assert float(found.ended) == pytest.approx(days)


def test_a_breakpoint_ends_the_square_law_at_the_time_of_its_closed_form() -> None:
    x, y, a, b, share = 1000.0, 800.0, 0.02, 0.02, 0.3
    k, left = math.sqrt(a * b), 800 * 0.7
    # y cosh kt - x sinh kt = left, in u = e^kt: (y - x) u^2 - 2 left u + (y + x) = 0
    u = (-2 * left + math.sqrt(4 * left**2 + 4 * (x - y) * (x + y))) / (2 * (x - y))
    found = combat.attrition(x, y, a=a, b=b, days=1000, q=0, p=1, y_break=share)
    assert float(found.ended) == pytest.approx(math.log(u) / k, rel=1e-3)
    assert float(found.y) == pytest.approx(left, rel=1e-3)
    assert (bool(found.x_broke), bool(found.y_broke)) == (False, True)


def chance_x_breaks(x: int, y: int, ends: tuple[int, int], law: tuple[float, float], a: float, b: float) -> float:
    """Exact recursion over the losses still to come."""
    q, p = law

    @cache
    def broken(m: int, n: int) -> float:
        if m <= ends[0]:
            return 1.0
        if n <= ends[1]:
            return 0.0
        of_x, of_y = a * m**q * n**p, b * n**q * m**p
        return (of_x * broken(m - 1, n) + of_y * broken(m, n - 1)) / (of_x + of_y)

    return broken(x, y)


@pytest.mark.parametrize("law", [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.75, 0.25)])
@pytest.mark.parametrize(("x", "y", "x_break", "y_break"), [(10, 8, 1.0, 1.0), (30, 20, 0.3, 0.5), (5, 40, 0.8, 0.1)])
def test_small_forces_lose_one_by_one_with_the_exact_chances(
    law: tuple[float, float], x: int, y: int, x_break: float, y_break: float
) -> None:
    a, b = 0.02, 0.03
    ends = math.floor(x * (1 - x_break) + 1e-6), math.floor(y * (1 - y_break) + 1e-6)
    true = chance_x_breaks(x, y, ends, law, a, b)
    found = combat.attrition(
        x, y, a=a, b=b, days=1e6, q=law[0], p=law[1], x_break=x_break, y_break=y_break, stochastic=True,
        worlds=WORLDS, seed=3,
    )  # fmt: skip
    assert (found.x_broke ^ found.y_broke).all()
    assert found.x_broke.mean() == pytest.approx(true, abs=NOISE)
    assert found.x[found.x_broke].max() == ends[0]


def test_the_stochastic_linear_law_is_a_race_of_coin_tosses() -> None:
    found = combat.attrition(12, 9, a=0.03, b=0.02, days=1e6, q=1, p=1, stochastic=True, worlds=WORLDS, seed=4)
    # x is gone first if its 12th loss comes before y's 9th: fewer than 9 tosses for y until 12 for x.
    assert found.x_broke.mean() == pytest.approx(stats.nbinom(12, 0.6).cdf(8), abs=NOISE)


def test_the_first_loss_comes_after_an_exponential_time() -> None:
    found = combat.attrition(
        50, 50, a=0.01, b=0.03, days=1e6, q=0, p=1, x_break=0.02, y_break=0.02, stochastic=True, worlds=WORLDS, seed=5
    )
    law = stats.expon(scale=1 / (0.01 * 50 + 0.03 * 50))
    assert stats.kstest(found.ended, law.cdf).statistic < NOISE / 2


@pytest.mark.parametrize("dt", [1, 7])
def test_survival_under_a_falling_hazard_is_its_closed_form_however_long_the_ticks(dt: int) -> None:
    scale, shape, years = 30.0, 0.45, 10  # P(peace lasts t years) = exp(-(t / 30)^0.45)
    edges = np.append(np.arange(0, years * 365, dt), years * 365) / 365
    dice, peace = Dice(9, np.arange(WORLDS)), np.ones(WORLDS, bool)
    hazards = np.diff((edges / scale) ** shape).astype(np.float32)
    for tick, struck in enumerate(numerics.struck_and_spared(hazards)[0]):
        peace &= ~samplers.bernoulli(dice.uniform("drift", tick * dt, 1)[0], struck)
    assert peace.mean() == pytest.approx(math.exp(-((years / scale) ** shape)), abs=NOISE)


def number(rules: str, name: str) -> float:
    return rules_alone(rules).tunables[name].value


def test_a_beaten_defender_loses_a_lognormal_share() -> None:
    found = combat.battle(1e6, 1e6, worlds=WORLDS, seed=6)
    shares = found.defender_losses[found.outcome == 1] / 1e6
    law = stats.lognorm(number("battle", "loser_loss_sd"), scale=number("battle", "loser_loss"))
    for share in (0.1, 0.25, 0.5, 0.75):
        assert np.quantile(shares, share) == pytest.approx(law.ppf(share), rel=0.04)


def test_what_a_raid_stops_is_beta_binomial() -> None:
    launched, name = 40, "quasi_ballistic"
    found = airdefence.raid({name: launched}, worlds=WORLDS, seed=7).stopped[0]
    cover, alike = (number("airdefence", f"{part}_{name}") for part in ("cover", "alike"))
    kill = 1 - (1 - number("airdefence", f"kill_upper_{name}")) ** number("airdefence", "shots_upper")
    unjammed = 1 - number("airdefence", f"jam_{name}")
    weight = (1 - alike) / alike
    law: Any = stats.betabinom(launched, cover * weight, (1 - cover) * weight)
    assert found.mean() == pytest.approx(law.mean() * kill * unjammed, rel=0.03)
    # Of a beta-binomial number each one is stopped by itself.
    spread = law.var() * (kill * unjammed) ** 2 + law.mean() * kill * unjammed * (1 - kill * unjammed)
    assert found.var() == pytest.approx(spread, rel=0.05)
