"""The samplers in plain Python and double precision, as the docstrings of `wargame.samplers` say they work."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from wargame.samplers import COUNT_CEILING, EXACT_UP_TO, FIRST_OCTAVE, FIRST_SCORE, GAMMA_TABLE, PER_OCTAVE, PER_SCORE

_QUANTILE = NormalDist().inv_cdf


def normal(u: float) -> float:
    """Standard normal value below which a share u lies."""
    return _QUANTILE(u)


def poisson(u: float, mean: float) -> int:
    """How many n >= 1 have u < P(N >= n)."""
    mean = min(mean, COUNT_CEILING)
    if mean > EXACT_UP_TO:
        return _wide(u, mean, mean, 1.0)
    chance, more, n = math.exp(-mean), -math.expm1(-mean), 0
    while u < more:
        n += 1
        chance *= mean / n
        more -= chance
    return n


def binomial(u: float, n: int, p: float) -> int:
    """The same for the binomial distribution."""
    n, p = min(n, COUNT_CEILING), min(max(p, 0.0), 1.0)
    rarer = min(p, 1.0 - p)
    if n * rarer > EXACT_UP_TO:
        return min(_wide(u, n * p, n * p * (1.0 - p), 1.0 - 2.0 * p), n)
    flipped = p > rarer
    share = 1.0 - u if flipped else u
    chance = (1.0 - rarer) ** n
    more, count, odds = 1.0 - chance, 0, rarer / (1.0 - rarer)
    while share < more and count < n:
        count += 1
        chance *= odds * (n + 1 - count) / count
        more -= chance
    return n - count if flipped else count


def _wide(u: float, mean: float, variance: float, lean: float) -> int:
    """Cornish and Fisher's expansion, as in `wargame.samplers`."""
    w = -normal(u)
    square, spread = w * w, math.sqrt(variance)
    skewed = lean * ((square - 1) / 6 + ((square / 270 + 7 / 810) * square - 8 / 405) / variance)
    widened = w * (spread + ((lean * lean - 3) * square + (3 - 7 * lean * lean)) / (144 * spread))
    return math.floor(min(max(mean + widened + skewed + 0.5, 0.0), 2 * COUNT_CEILING))


@lru_cache(maxsize=64)
def _roots(k: float) -> list[float]:
    """Cube-root quantiles of the gamma factor for one shape k: the table's row, interpolated by Lagrange's cubic."""
    table = _table()
    place = math.log2(k) * PER_OCTAVE - PER_OCTAVE * FIRST_OCTAVE
    row = int(min(max(place, 1), len(table) - 3))
    t = min(max(place - row, 0.0), 1.0)
    weights = (
        t * (t - 1) * (t - 2) * (-1 / 6),
        (t + 1) * (t - 1) * (t - 2) / 2,
        (t + 1) * t * (t - 2) * (-1 / 2),
        (t + 1) * t * (t - 1) / 6,
    )
    values = [sum(w * table[row - 1 + n][c] for n, w in enumerate(weights)) for c in range(len(table[0]))]
    best = 0.0
    return [best := max(best, value) for value in values]


@lru_cache(maxsize=1)
def _table() -> list[list[float]]:
    return [[float(value) for value in row] for row in np.load(GAMMA_TABLE)]


def gamma(u: float, k: float) -> float:
    """A factor with mean 1 and variance 1/k, k at least 0.1; greater for smaller shares."""
    roots = _roots(max(k, 0.1))
    place = min(max((-normal(u) - FIRST_SCORE) * PER_SCORE, 0.0), len(roots) - 1)
    column = int(place)
    after = roots[min(column + 1, len(roots) - 1)]
    return (roots[column] + (after - roots[column]) * (place - column)) ** 3


def negative_binomial(u: tuple[float, float], mean: float, k: float) -> int:
    """Poisson counts whose mean a gamma factor multiplies."""
    return poisson(u[1], mean * gamma(u[0], k))


def discrete_weibull(u: float, scale: float, shape: float) -> int:
    """Heavy-tailed counts."""
    return int((-math.log(u)) ** (1.0 / shape) * scale)
