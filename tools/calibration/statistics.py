"""The few fits that calibration needs, in plain NumPy: each with priors, so that little data says little."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Z95 = 1.96


def wilson(k: float, n: float) -> tuple[float, float]:
    """95 % interval of a share of which k in n were seen (E. Wilson, 1927)."""
    share, room = k / n, Z95**2 / n
    middle = share + room / 2
    half = Z95 * np.sqrt(share * (1 - share) / n + room / (4 * n))
    return float((middle - half) / (1 + room)) if k else 0.0, float((middle + half) / (1 + room))


def bootstrap(values: Array, what: Any, draws: int = 400) -> tuple[float, float]:
    """95 % interval of a statistic of independent values; its own fixed dice, so that it prints the same each time."""
    rng = np.random.default_rng(0)
    found = [what(values[rng.integers(0, len(values), len(values))]) for _ in range(draws)]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


def logit_fit(x: Array, y: Array, mean: Sequence[float], sd: Sequence[float]) -> tuple[Array, Array]:
    """Logistic regression with normal priors, at its most probable coefficients (iterated least squares).

    Returns: (k,) coefficients and their (k, k) covariance.
    """
    prior, weight = np.asarray(mean, float), np.diag(1 / np.asarray(sd, float) ** 2)
    beta = prior.copy()
    for _ in range(100):
        chance = 1 / (1 + np.exp(-x @ beta))
        hessian = x.T @ (x * (chance * (1 - chance))[:, None]) + weight
        step = np.linalg.solve(hessian, x.T @ (y - chance) - weight @ (beta - prior))
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    return beta, np.linalg.inv(hessian)


def line_fit(x: Array, y: Array, mean: Sequence[float], sd: Sequence[float]) -> tuple[Array, Array, float]:
    """Linear regression with normal priors. Returns: coefficients, their standard errors, standard deviation left."""
    whole = np.isfinite(x).all(axis=1) & np.isfinite(y)
    x, y = x[whole], y[whole]
    free, *_ = np.linalg.lstsq(x, y, rcond=None)
    left = float(np.sqrt(((y - x @ free) ** 2).sum() / (len(y) - x.shape[1])))
    weight = np.diag(1 / np.asarray(sd, float) ** 2)
    precision = x.T @ x / left**2 + weight
    beta = np.linalg.solve(precision, x.T @ y / left**2 + weight @ np.asarray(mean, float))
    return beta, np.sqrt(np.diag(np.linalg.inv(precision))), left


def brier(chance: Array, happened: Array) -> float:
    """Mean squared error of chances (G. Brier, 1950)."""
    return float(np.mean((chance - happened) ** 2))


def dispersion(counts: Array) -> tuple[float, float]:
    """Variance over mean, and the k of a negative binomial with that mean and variance (infinite if not bursty)."""
    mean, variance = float(np.mean(counts)), float(np.var(counts, ddof=1))
    return variance / mean, mean**2 / (variance - mean) if variance > mean else np.inf


def lag_one(series: Array) -> float:
    """Correlation of each value with the one before."""
    return float(np.corrcoef(series[:-1], series[1:])[0, 1])
