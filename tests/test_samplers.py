"""Laws of the samplers: the right distribution at every real mean, one share for each draw, and equal luck in twins."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from wargame import samplers
from wargame.dice import Dice
from wargame.numerics import BLOCK, Floats
from wargame.samplers import COUNT_CEILING, EXACT_UP_TO, GAMMA_TABLE

N = 1 << 18
EVEN = ((np.arange(N) + 0.5) / N).astype(np.float32)  # every share once: moments carry no noise of their own
FAR = np.geomspace(2**-32, 1e-4, 20_001).astype(np.float32)
SHARES = np.sort(np.concatenate([EVEN[::8], FAR[::4], np.array([1 - 2**-24], np.float32)]))

share = st.floats(2**-32, 1 - 2**-24, width=32)
mean = st.floats(0, 2**24, width=32)
chance = st.floats(0, 1, width=32)


def as_met(value: float) -> float:
    """The float64 value of the float32 number that the sampler gets."""
    return float(np.float32(value))


def cumulative_error(counts: np.ndarray, law: Any) -> float:
    """The largest distance between the cumulative shares of the counts and of the law."""
    values = np.unique(counts)
    found = np.searchsorted(np.sort(counts.ravel()), values, side="right") / counts.size
    return float(np.abs(found - law.cdf(values)).max())


def assert_follows(counts: np.ndarray, law: Any, *, cumulative: float, moments: float) -> None:
    # A stratified sample resolves 1/N, and of rare counts only so much of the moments.
    assert cumulative_error(counts, law) < cumulative + 1 / N
    resolution = 4 / (N * min(1, law.mean()))
    assert counts.mean() == pytest.approx(law.mean(), rel=moments / 5 + resolution)
    assert counts.std() == pytest.approx(law.std(), rel=moments + 4 * resolution)


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.5, 1, 2.5, 5.99, 6, 6.01, 8, 12, 30, 100, 1000, 5000, 50_000])
def test_poisson_follows_its_law(rate: float) -> None:
    exact = rate <= EXACT_UP_TO
    law = stats.poisson(as_met(rate))
    counts = samplers.poisson(EVEN, rate)
    assert_follows(counts, law, cumulative=2e-6 if exact else 3e-4, moments=5e-6 if exact else 5e-4)
    far, true = samplers.poisson(FAR, rate), law.isf(FAR.astype(np.float64))
    assert np.abs(far - true).max() <= 1
    assert (far != true).mean() < (0.01 if exact else 0.3)


@pytest.mark.parametrize("p", [0.0004, 0.02, 0.3, 0.5, 0.7, 0.98])
@pytest.mark.parametrize("n", [1, 3, 12, 40, 400, 5000])
def test_binomial_follows_its_law(n: int, p: float) -> None:
    exact = n * min(p, 1 - p) < EXACT_UP_TO - 1e-3
    counts = samplers.binomial(EVEN, n, p)
    law = stats.binom(n, as_met(p))
    assert_follows(counts, law, cumulative=4e-6 if exact else 3e-4, moments=1e-5 if exact else 5e-4)
    assert 0 <= counts.min() <= counts.max() <= n


@pytest.mark.parametrize("rate", [0.01, 0.3, 1, 20, 5000])
def test_geometric_follows_its_law(rate: float) -> None:
    law = stats.geom(1 / (1 + as_met(rate)), loc=-1)
    assert cumulative_error(samplers.geometric(EVEN, rate), law) < 2e-6 + 1 / N


@pytest.mark.parametrize(("scale", "shape"), [(0.5, 0.5), (1, 0.3), (10, 1), (100, 2)])
def test_discrete_weibull_follows_its_law(scale: float, shape: float) -> None:
    counts = samplers.discrete_weibull(EVEN, scale, shape)
    values = np.unique(counts)
    found = np.searchsorted(np.sort(counts), values, side="right") / N
    assert np.abs(found - (1 - np.exp(-(((values + 1) / scale) ** as_met(shape))))).max() < 4e-6 + 1 / N


@pytest.mark.parametrize("k", [0.1, 0.13, 0.3, 0.5, 1, 1.5, 4, 30, 99, 700, 900, 1e5])
def test_gamma_follows_its_law(k: float) -> None:
    factors = samplers.gamma(EVEN, k).astype(np.float64)
    law = stats.gamma(as_met(k), scale=1 / as_met(k))
    true = law.isf(EVEN.astype(np.float64))
    assert np.all(np.abs(factors - true) <= 3e-4 + 3e-4 * true)
    assert factors.mean() == pytest.approx(true.mean(), rel=1e-4)
    assert factors.std() == pytest.approx(true.std(), rel=1e-4 + 2e-4 / np.sqrt(k))


@pytest.mark.parametrize("k", [0.1, 0.5, 1.5, 10, 100])
@pytest.mark.parametrize("rate", [0.01, 1, 20, 5000])
def test_negative_binomial_follows_its_law(rate: float, k: float) -> None:
    heat, luck = np.meshgrid(EVEN[:: N // 1024] + 0.5 / 1024, EVEN[:: N // 1024] + 0.5 / 1024)
    # Rank-1 lattice: every heat meets every luck, both shifted along so that fine structure does not line up.
    luck = (luck + heat * 0.61803) % 1
    u = np.stack([heat, np.clip(luck, 2**-32, 1 - 2**-24)])
    counts = samplers.negative_binomial(u, rate, k)
    law = stats.nbinom(as_met(k), as_met(k) / (as_met(k) + as_met(rate)))
    assert cumulative_error(counts, law) < 1e-3
    assert counts.mean() == pytest.approx(law.mean(), rel=5e-3)
    assert counts.std() == pytest.approx(law.std(), rel=2e-2)


def test_negative_binomial_with_hardly_any_spread_is_poisson() -> None:
    u = np.stack([EVEN, EVEN[::-1]])
    assert (samplers.negative_binomial(u, 3, 1e9) != samplers.poisson(u[1], 3)).mean() < 1e-3


def test_k_belongs_to_rows() -> None:
    u = np.stack([np.resize(EVEN, (3, 50)), np.resize(EVEN[::-7], (3, 50))])
    k = np.array([[0.3], [2], [500]])
    together = samplers.negative_binomial(u, np.array([[5], [0.2], [900]]), k)
    for row, rate in enumerate((5, 0.2, 900)):
        assert np.array_equal(together[row], samplers.negative_binomial(u[:, row], rate, float(k[row, 0])))
    with pytest.raises(ValueError, match=r"same in all worlds .* not of shape \(50,\)"):
        samplers.gamma_of_score(u[0], np.full(50, 0.5))


def test_the_gamma_table_is_what_its_tool_makes() -> None:
    path = Path(__file__).parents[1] / "tools" / "build_gamma_table.py"
    spec = importlib.util.spec_from_file_location("build_gamma_table", path)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert np.load(GAMMA_TABLE) == pytest.approx(tool.table(), rel=1e-6, abs=1e-9)


def test_bernoulli_happens_below_its_chance() -> None:
    assert samplers.bernoulli(EVEN, 0.25).sum() == N // 4
    assert not samplers.bernoulli(SHARES, 0).any()
    assert samplers.bernoulli(SHARES, 1).all()
    hazard = np.float32(1e-8)
    assert 0 < samplers.bernoulli(FAR, hazard).sum() < FAR.size // 2
    assert np.array_equal(samplers.bernoulli(FAR, hazard), FAR.astype(np.float64) < float(hazard))


def test_categorical_follows_its_weights() -> None:
    weights = np.array([0, 3, 0, 1, 4, 0], np.float32)[:, None]
    found = np.bincount(samplers.categorical(EVEN, weights), minlength=6)
    assert (found * 8 / N).tolist() == [0, 3, 0, 1, 4, 0]
    assert set(samplers.categorical(SHARES, weights).tolist()) == {1, 3, 4}
    by_world = np.array([[1, 0, 2], [0, 5, 2]])
    assert samplers.categorical([0.6, 0.6, 0.6], by_world).tolist() == [0, 1, 1]


@given(u=share, p=st.floats(2**-20, 1, width=32), n=st.integers(0, 20))
def test_bernoulli_poisson_and_binomial_agree_on_whether_anything_happens(u: float, p: float, n: int) -> None:
    assert (samplers.binomial([u], 1, p) == samplers.bernoulli([u], p)).all() or abs(u / p - 1) < 1e-6 or p > 0.5
    struck = -np.expm1(-as_met(p))
    assert (samplers.poisson([u], p)[0] >= 1) == (u < struck) or abs(u / struck - 1) < 1e-6
    some = -np.expm1(n * np.log1p(-min(as_met(p), 0.25)))
    happened = samplers.binomial([u], n, min(p, 0.25))[0] >= 1
    assert happened == (u < some) or abs(u / max(some, 1e-30) - 1) < 2e-6


@pytest.mark.parametrize("parameters", [(0.3,), (3,), (5.99,), (6.01,), (40,), (5000,)])
def test_poisson_counts_fall_as_the_share_rises(parameters: tuple[float, ...]) -> None:
    assert np.diff(samplers.poisson(SHARES, *parameters)).max() <= 0


def test_counts_grow_with_the_mean() -> None:
    rates = np.geomspace(0.01, 5000, 300)
    steps = np.diff([samplers.poisson(SHARES, rate) for rate in rates], axis=0)
    assert steps.min() >= 0
    chances = np.linspace(0, 1, 201)
    for n in (1, 3, 13, 50, 1000):
        steps = np.diff([samplers.binomial(SHARES, n, p) for p in chances], axis=0)
        assert steps.min() >= -1  # by one, where float32 rounds or the expansion takes over
        assert (steps < 0).mean() < 1e-4
    steps = np.diff([samplers.discrete_weibull(SHARES, scale, 0.5) for scale in rates], axis=0)
    assert steps.min() >= 0
    scores = np.linspace(-7, 7, 30_001)
    assert min(np.diff(samplers.gamma_of_score(scores, k)).min() for k in (0.1, 0.77, 3, 100, 1000)) >= 0


def test_equal_luck_makes_small_differences() -> None:
    u = Dice(3, np.arange(4096)).uniform("violations", 0, (2, 40))
    base = samplers.negative_binomial(u[:, :20], 12, 1.5)
    fewer = samplers.negative_binomial(u[:, :20], 11.5, 1.5)
    other = samplers.negative_binomial(u[:, 20:], 11.5, 1.5)
    assert (fewer <= base).all()
    assert (fewer - base).var() < (other - base).var() / 100


SAMPLERS: dict[str, Callable[..., np.ndarray]] = {
    "poisson": samplers.poisson,
    "geometric": samplers.geometric,
    "gamma": lambda u, rate: samplers.gamma(u, 0.4) * np.float32(1),
    "binomial": lambda u, rate: samplers.binomial(u, np.rint(rate), 0.3),
    "discrete_weibull": lambda u, rate: samplers.discrete_weibull(u, rate, 0.4),
    "negative_binomial": lambda u, rate: samplers.negative_binomial(np.stack([u, 1 - u]), rate, 0.7),
    "categorical": lambda u, rate: samplers.categorical(u, np.stack([rate, np.ones_like(rate), rate + 1])),
}


@pytest.mark.parametrize("name", SAMPLERS)
def test_bits_do_not_depend_on_width_or_chunk(name: str) -> None:
    draw = SAMPLERS[name]
    wide = BLOCK // 32 + 3  # 48 rows of it cross the blocks somewhere in a row
    u = Dice(9, np.arange(wide)).uniform("violations", 0, 48)
    rate = np.resize(np.geomspace(0.003, 9000, 1013), u.shape).astype(np.float32)
    whole = draw(u, rate)
    for width in (2, 4, 64, 1024):
        for first in (0, 6, wide - width):
            lanes = slice(first, first + width)
            assert np.array_equal(draw(u[:, lanes], rate[:, lanes]), whole[:, lanes])
    assert np.array_equal(draw(u[40:], rate[40:]), whole[40:])
    assert np.array_equal(draw(u.reshape(6, 8, wide), rate.reshape(6, 8, wide)), whole.reshape(6, 8, wide))


@given(u=share, rate=mean, p=chance, k=st.floats(2**-7, 2.0**60, width=32), shape=st.floats(0, 1000, width=32))
def test_every_admissible_draw_is_a_count(u: float, rate: float, p: float, k: float, shape: float) -> None:
    n = int(rate)
    for counts, most in (
        (samplers.poisson([u], rate), 2 * COUNT_CEILING),
        (samplers.binomial([u], n, p), n),
        (samplers.geometric([u], rate), 2 * COUNT_CEILING),
        (samplers.discrete_weibull([u], rate, shape), 2 * COUNT_CEILING),
        (samplers.negative_binomial([[u], [u]], rate, k), 2 * COUNT_CEILING),
    ):
        assert counts.dtype == np.int32
        assert counts.shape == (1,)
        assert 0 <= counts[0] <= most
    factor: Floats = samplers.gamma([u], k)
    assert np.isfinite(factor[0])
    assert factor[0] >= 0


@given(u=share, p=chance)
def test_nothing_comes_of_nothing(u: float, p: float) -> None:
    assert samplers.poisson([u], 0) == [0]
    assert samplers.binomial([u], 0, p) == [0]
    assert samplers.binomial([u], 17, 0) == [0]
    assert samplers.binomial([u], 17, 1) == [17]
    assert samplers.binomial([u], 5000, 1) == [5000]
    assert samplers.geometric([u], 0) == [0]
    assert samplers.discrete_weibull([u], 0, 0.5) == [0]
    assert samplers.negative_binomial([[u], [u]], 0, 0.1) == [0]


def test_empty_batches_are_no_exception() -> None:
    assert samplers.poisson(np.zeros((3, 0)), 4).shape == (3, 0)
    assert samplers.gamma(np.zeros((0, 4)), 2).shape == (0, 4)


def test_table_reaches_as_far_as_the_dice() -> None:
    extreme = samplers.gamma([2.0**-32], 0.1)[0]
    assert extreme == pytest.approx(special.gammainccinv(0.1, 2.0**-32) / 0.1, rel=1e-3)
