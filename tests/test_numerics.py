"""Laws of the portable functions: accuracy against float64, saturation, and independence of shape and buffers."""

import threading
from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from wargame import numerics
from wargame.numerics import BLOCK, Floats

RNG = np.random.default_rng(20251130)
WIDE = np.concatenate([np.linspace(-87, 87, 200_001), RNG.normal(0, 1, 100_000)]).astype(np.float32)
SMALL = np.concatenate([s * np.geomspace(1e-30, 0.9, 50_001) for s in (1, -1)]).astype(np.float32)
POSITIVE = np.concatenate([np.geomspace(1.2e-38, 3.3e38, 200_001), RNG.uniform(0.5, 2, 100_000)]).astype(np.float32)
CHANCES = np.concatenate([np.geomspace(1e-37, 0.5, 50_001), 1 - np.geomspace(2**-24, 0.5, 50_001)]).astype(np.float32)
SHARES = np.concatenate([np.geomspace(2**-33, 0.5, 100_001), 1 - np.geomspace(2**-24, 0.5, 100_001)]).astype(np.float32)

FUNCTIONS: dict[str, tuple[Callable[..., Floats], Floats]] = {
    "exp": (numerics.exp, WIDE),
    "expm1": (numerics.expm1, WIDE),
    "log": (numerics.log, POSITIVE),
    "log1p": (numerics.log1p, POSITIVE),
    "logistic": (numerics.logistic, WIDE),
    "logit": (numerics.logit, CHANCES),
    "tanh": (numerics.tanh, WIDE),
    "softsign": (numerics.softsign, WIDE),
    "normal_quantile": (numerics.normal_quantile, SHARES),
    "grid": (numerics.grid, WIDE),
}


@pytest.mark.parametrize(
    ("function", "exact", "at", "relative"),
    [
        (numerics.exp, np.exp, WIDE, 2e-7),
        (numerics.expm1, np.expm1, WIDE, 3e-7),
        (numerics.expm1, np.expm1, SMALL, 3e-7),
        (numerics.log, np.log, POSITIVE, 3e-7),
        (numerics.log1p, np.log1p, POSITIVE, 4e-7),
        (numerics.log1p, np.log1p, SMALL, 4e-7),
        (numerics.logistic, lambda x: 1 / (1 + np.exp(-x)), WIDE, 3e-7),
        (numerics.tanh, np.tanh, WIDE, 5e-7),
        (numerics.tanh, np.tanh, SMALL, 5e-7),
        (numerics.softsign, lambda x: x / (1 + np.abs(x)), WIDE, 2e-7),
    ],
)
def test_relative_error_is_as_stated(
    function: Callable[..., Floats], exact: Callable[..., np.ndarray], at: Floats, relative: float
) -> None:
    x = at[at != 0]
    expected = exact(x.astype(np.float64))
    assert np.all(np.abs(function(x) - expected) <= relative * np.abs(expected))


def test_logit_error_is_as_stated() -> None:
    expected = special.logit(CHANCES.astype(np.float64))
    assert np.all(np.abs(numerics.logit(CHANCES) - expected) <= 1e-6 + 3e-7 * np.abs(expected))


def test_normal_quantile_error_is_as_stated() -> None:
    expected = special.ndtri(SHARES.astype(np.float64))
    assert np.all(np.abs(numerics.normal_quantile(SHARES) - expected) <= 1e-7 + 1e-6 * np.abs(expected))


def test_normal_quantile_rises_but_for_the_last_bit() -> None:
    steps = np.diff(numerics.normal_quantile(np.unique(SHARES)))
    assert steps.min() >= -5e-7


def test_power_error_is_as_stated() -> None:
    x, y = RNG.uniform(0.001, 1e5, 100_000).astype(np.float32), RNG.uniform(-3, 3, 100_000).astype(np.float32)
    exponent = y.astype(np.float64) * np.log(x.astype(np.float64))
    assert np.all(np.abs(numerics.power(x, y) / np.exp(exponent) - 1) <= 4e-7 * (1 + np.abs(exponent)))
    assert numerics.power([0, 0, 2], [0, 1, 3]).tolist() == pytest.approx([1, 0, 8], abs=1e-30)


def test_hazards_strike_or_spare_with_accurate_chances() -> None:
    hazard = np.concatenate([[0], np.geomspace(1e-30, 80, 50_001)]).astype(np.float32)
    struck, spared = numerics.struck_and_spared(hazard)
    assert struck == pytest.approx(-np.expm1(-hazard.astype(np.float64)), rel=3e-7, abs=0)
    assert spared == pytest.approx(np.exp(-hazard.astype(np.float64)), rel=2e-7, abs=0)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_argument_overflows_or_becomes_nan(name: str) -> None:
    function, _ = FUNCTIONS[name]
    extreme = np.array([0, -0.0, 1e-45, 1, 2, -1, -2, 88, -88, 500, -500, 3e38, -3e38, np.inf, -np.inf], np.float32)
    if name == "grid":  # a sum's addend, not a link: it must only stand what a state can hold
        extreme = extreme[np.abs(extreme) <= 500]
    result = function(extreme)
    assert np.isfinite(result).all()
    assert not np.any((result != 0) & (np.abs(result) < 2.0**-126) & (np.abs(extreme) > 1e-30))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_bits_do_not_depend_on_shape_block_stride_or_out(name: str) -> None:
    function, at = FUNCTIONS[name]
    x = np.resize(at, 2 * BLOCK + 77)
    whole = function(x)
    assert np.array_equal(np.concatenate([function(part) for part in np.array_split(x, 7)]), whole)
    assert np.array_equal(function(x[: BLOCK + 5 : 3]), whole[: BLOCK + 5 : 3])
    assert np.array_equal(function(x[:600].reshape(5, 4, 30)), whole[:600].reshape(5, 4, 30))
    place = x.copy()
    assert function(place, place) is place
    assert np.array_equal(place, whole)
    columns = np.zeros((50, 2), np.float32)
    function(x[:50], columns[:, 1])
    assert np.array_equal(columns[:, 1], whole[:50])
    assert not columns[:, 0].any()


def test_threads_do_not_share_buffers() -> None:
    inputs = [np.full(3 * BLOCK, value, np.float32) for value in (0.1, 0.7)]
    expected = [numerics.normal_quantile(x) for x in inputs]
    right: list[bool] = []

    def work(number: int) -> None:
        right.extend(np.array_equal(numerics.normal_quantile(inputs[number]), expected[number]) for _ in range(10))

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 20


def test_sums_of_grid_values_do_not_depend_on_their_order() -> None:
    x = RNG.normal(0, 3, (64, 50)).astype(np.float32)
    snapped = numerics.grid(x)
    assert np.abs(snapped - x).max() <= 0.5 / numerics.GRID
    total = snapped.sum(axis=0)
    orders = [RNG.permutation(64) for _ in range(20)]
    assert all(np.array_equal(snapped[order].sum(axis=0), total) for order in orders)
    assert any(not np.array_equal(x[order].sum(axis=0), x.sum(axis=0)) for order in orders)
