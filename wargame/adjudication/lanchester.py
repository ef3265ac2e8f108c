"""Losses of two forces that fight: dx = -a x^q y^p dt and dy = -b y^q x^p dt, as functions of arrays.

The square law (q 0, p 1), the linear law (q 1, p 1) and the logarithmic law (q 1, p 0) are stepped exactly, all others
by the midpoint rule. History lies between the last two: battles of 1600-1913 say q - p from 0 to 0.5
(calibration A0.1). Closed forms: F. Lanchester (1916); N. MacKay, "Lanchester combat models" (2006).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics

Array = NDArray[Any]
SQUARE, LINEAR, LOGARITHMIC = (0, 1), (1, 1), (1, 0)
"""(q, p) of the classical laws."""


def rates(own: Array, other: Array, rate: Array, q: float, p: float) -> Array:
    """What a force loses per day: rate x own^q x other^p; nothing once it is gone.

    >>> rates(np.float32([100]), np.float32([400]), np.float32([0.5]), 1, 0).tolist()
    [50.0]
    """
    loss = np.asarray(rate, np.float32) * _raised(own, q) * _raised(other, p)
    lost: Array = np.where((own > 0) & (other > 0 if p else True), loss, np.float32(0))
    return lost


def advance(x: Array, y: Array, a: Array, b: Array, days: Array, q: float, p: float) -> tuple[Array, Array]:
    """Both forces some days later, never below 0. One midpoint step where the law has no closed form, so for those keep
    `days` short against the time in which a force melts away.

    Args:
        x, y: strengths >= 0, any shape.
        a, b: loss rates of x and of y, in the unit that q and p make of them.
    """
    exact = _EXACT.get((q, p))
    x_after, y_after = exact(x, y, a, b, days) if exact else _midpoint(x, y, a, b, days, q, p)
    return np.maximum(x_after, 0), np.maximum(y_after, 0)


def first_loss_share(x: Array, y: Array, a: Array, b: Array, q: float, p: float) -> tuple[Array, Array]:
    """The stochastic law: (rate of the next loss on either side, chance that it is x's).

    Losses come one by one as a Poisson process with the rates of the law, so the square law's chance is a y / (a y +
    b x) and the linear law's a / (a + b), whatever the strengths.
    """
    of_x, of_y = rates(x, y, a, q, p), rates(y, x, b, q, p)
    both = of_x + of_y
    return both, of_x / np.maximum(both, np.finfo(np.float32).tiny)


def _raised(strength: Array, power: float) -> Array:
    if power in {0, 1}:
        return np.asarray(strength, np.float32) if power else np.ones(np.shape(strength), np.float32)
    return numerics.power(np.asarray(strength, np.float32), np.float32(power))


def _square(x: Array, y: Array, a: Array, b: Array, days: Array) -> tuple[Array, Array]:
    """The square law: x cosh kt - y sqrt(a / b) sinh kt with k = sqrt(ab)."""
    k = np.sqrt(a * b)
    grown, left = numerics.exp(k * days), numerics.exp(-k * days)
    cosh = (grown + left) / 2
    # sinh(kt) / k, which becomes t where nobody shoots.
    over = np.where(k > 0, (numerics.expm1(k * days) - numerics.expm1(-k * days)) / (2 * np.where(k > 0, k, 1)), days)
    return x * cosh - a * y * over, y * cosh - b * x * over


def _linear(x: Array, y: Array, a: Array, b: Array, days: Array) -> tuple[Array, Array]:
    """The linear law: b x - a y = d stays, and x / y grows by e^(d t)."""
    d = b * x - a * y
    safe = np.where(d != 0, d, 1)
    for_y = np.where(d != 0, numerics.expm1(d * days) / safe, days)
    for_x = np.where(d != 0, numerics.expm1(-d * days) / -safe, days)
    return x / (1 - d * for_x + b * x * for_x), y / (1 + d * for_y + a * y * for_y)


def _logarithmic(x: Array, y: Array, a: Array, b: Array, days: Array) -> tuple[Array, Array]:
    return x * numerics.exp(-a * days), y * numerics.exp(-b * days)


def _midpoint(x: Array, y: Array, a: Array, b: Array, days: Array, q: float, p: float) -> tuple[Array, Array]:
    half_x = np.maximum(x - rates(x, y, a, q, p) * days / 2, 0)
    half_y = np.maximum(y - rates(y, x, b, q, p) * days / 2, 0)
    return x - rates(half_x, half_y, a, q, p) * days, y - rates(half_y, half_x, b, q, p) * days


_EXACT: dict[tuple[float, float], Callable[[Array, Array, Array, Array, Array], tuple[Array, Array]]] = {
    SQUARE: _square, LINEAR: _linear, LOGARITHMIC: _logarithmic,
}  # fmt: skip
