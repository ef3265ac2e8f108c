"""Counts and other draws from given uniform shares: one share for each draw, always (two for the negative binomial).

**A small share means more.** Every sampler inverts its distribution from above: the result is the number of n >= 1
with u < P(N >= n), so it falls as u rises and grows with the mean. A Bernoulli draw is ``u < p``; a count is at least
one exactly if u < P(N >= 1); a low roll makes it happen; and rare events lie near u = 0, where float32 is finest. As no
sampler rejects or draws twice, two runs with the same dice and slightly different means stay on the same luck.

Bits are the same whatever the batch, chunk or processor: see `wargame.numerics`. Arguments outside the admissible range
act as its nearest end; no draw is negative or NaN. `tests/test_samplers.py` checks the figures of accuracy given here.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame.numerics import BLOCK, Floats, Integers, Scratch, log, log1p, normal_quantile, power, struck_and_spared

COUNT_CEILING: Final = 10_000_000
"""Means act as at most this; counts end at twice this. Up to 2**24 float32 counts one by one."""

EXACT_UP_TO: Final = 6.0
"""Distributions with a mean up to this are searched through, those above are expanded about the normal distribution."""

# What the rows and columns of the table mean: see tools/build_gamma_table.py.
GAMMA_TABLE: Final = Path(__file__).with_name("gamma_quantiles.npy")
FIRST_OCTAVE, PER_OCTAVE, FIRST_SCORE, PER_SCORE = -4, 4, -6.5, 16
_WIDEST_SHAPE: Final = 800.0
_OCTAVE: Final = 0.6931471805599453

_MOST_STEPS: Final = 32  # at a mean of 6, P(N >= 32) is below the smallest share that dice deliver, 2**-32
_WORTH_GATHERING: Final = 256
_TAIL: Final = 2.0**-18
_RECIPROCALS = tuple(np.array(1 / n, np.float32) for n in range(1, _MOST_STEPS + 1))
_scratch = Scratch(3)

Counts = NDArray[np.uint8]


def _blockwise(kernel: Callable[..., None], dtype: type, u: ArrayLike, *parameters: ArrayLike) -> NDArray[Any]:
    """Runs ``kernel(out, u, *parameters)`` over blocks of one axis; the parameters are spread over the shape of u."""
    shares = np.array(u, np.float32, copy=None, ndmin=1)
    flat = [shares.reshape(-1), *(_spread(np.asarray(values, np.float32), shares.shape) for values in parameters)]
    result: NDArray[Any] = np.empty(shares.shape, dtype)
    target = result.reshape(-1)
    if target.size <= BLOCK:
        kernel(target, *flat)
        return result
    for start in range(0, target.size, BLOCK):
        kernel(target[start : start + BLOCK], *(values[start : start + BLOCK] for values in flat))
    return result


def _spread(values: Floats, shape: tuple[int, ...]) -> Floats:
    """Values repeated over a shape, on one axis."""
    if values.shape != shape:
        spread = np.empty(shape, np.float32)
        spread[...] = values
        values = spread
    return values.reshape(-1)


def bernoulli(u: ArrayLike, p: ArrayLike) -> NDArray[np.bool_]:
    """Whether what has chance p happens: u < p. Never at p = 0, always at p = 1, for shares within (0, 1)."""
    return np.less(np.asarray(u, np.float32), np.asarray(p, np.float32))


def categorical(u: ArrayLike, weights: ArrayLike) -> Integers:
    """One of K choices, the first for the smallest shares.

    Args:
        u: shares in (0, 1), any shape.
        weights: (K, ...) >= 0, each spread over the shape of u; at least one > 0. A weight of 0 is never chosen.
    Returns: int32 in the shape of u, from 0 to K - 1.

    >>> categorical([0.1, 0.3, 0.9], [[2], [0], [6]]).tolist()
    [0, 2, 2]
    """
    choices = np.asarray(weights, np.float32)
    up_to = [choices[0]]
    for weight in choices[1:]:
        up_to.append(up_to[-1] + weight)
    # Strictly below the total, for u <= 1 - 2**-24, so that trailing choices of weight 0 stay out.
    level = np.array(u, np.float32, copy=None, ndmin=1) * up_to[-1]
    result = np.zeros(level.shape, np.int32)
    for end in up_to[:-1]:
        np.add(result, np.greater_equal(level, end), result)
    return result


def _search(u: Floats, more: Floats, pmf: Floats, a: Floats | None, b: Floats) -> Counts:
    """The counts that belong to u. Overwrites ``more`` and ``pmf``.

    Args:
        more, pmf: P(N > 0) and P(N = 0).
        a, b: of Panjer's recursion P(N = n) = P(N = n - 1) (a + b / n); a is None where it is 0.
    """
    tail = np.less(u, _TAIL).nonzero()[0]
    extreme = _search_down(u[tail], pmf[tail], None if a is None else a[tail], b[tail]) if tail.size else None
    counts = _search_up(u, more, pmf, a, b, 0)
    if extreme is not None:
        counts[tail] = extreme
    return counts


def _search_up(u: Floats, more: Floats, pmf: Floats, a: Floats | None, b: Floats, n: int) -> Counts:
    """The counts, all known to be at least n, where ``more`` and ``pmf`` are P(N > n) and P(N = n)."""
    counts = np.full(u.shape, n, np.uint8)
    active, factor = np.empty(u.shape, np.bool_), np.empty_like(u)
    while n < _MOST_STEPS:
        np.less(u, more, active)
        np.add(counts, active.view(np.uint8), counts)
        left = np.count_nonzero(active)
        if not left:
            break
        n += 1
        np.multiply(pmf, _panjer(a, b, n, factor), pmf)
        np.subtract(more, pmf, more)
        if active.size > _WORTH_GATHERING and left < active.size // 4:
            rest = np.flatnonzero(active)
            counts[rest] = _search_up(u[rest], more[rest], pmf[rest], None if a is None else a[rest], b[rest], n)
            break
    return counts


def _search_down(u: Floats, pmf: Floats, a: Floats | None, b: Floats) -> Counts:
    """The counts of a few extreme shares; P(N >= n), where rounding spoils 1 - P(N < n), is summed from the far end."""
    chances = [pmf]
    for n in range(1, _MOST_STEPS + 1):
        chances.append(chances[-1] * _panjer(a, b, n, np.empty_like(b)))
    counts, at_least = np.zeros(u.shape, np.uint8), np.zeros_like(u)
    for chance in chances[:0:-1]:
        np.add(at_least, chance, at_least)
        np.add(counts, np.less(u, at_least).view(np.uint8), counts)
    return counts


def _panjer(a: Floats | None, b: Floats, n: int, out: Floats) -> Floats:
    np.multiply(b, _RECIPROCALS[n - 1], out)
    return out if a is None else np.add(out, a, out)


def _others(chosen: NDArray[np.bool_]) -> slice | NDArray[np.intp]:
    """Where it is not so; all as a slice, which copies nothing, where it is so nowhere."""
    return (~chosen).nonzero()[0] if np.logical_or.reduce(chosen) else slice(None)


def _expansion(u: Floats, mean: Floats, variance: Floats, lean: Floats) -> Floats:
    """Counts, as whole float32 numbers, of a Poisson (lean 1) or binomial (lean 1 - 2 p) distribution wide enough.

    The expansion of E. Cornish and R. Fisher (1938) of a quantile in the normal score w, to the second order, corrected
    for whole numbers (half a count up, 1/12 off the variance); the third-order term is the Poisson one (M. Giles, ACM
    TOMS 42-1, 2016) times the lean.
    """
    w: Floats = -normal_quantile(u)
    square = w * w
    spread = np.sqrt(variance)
    skewed = lean * ((square - 1) * (1 / 6) + ((square * (1 / 270) + 7 / 810) * square - 8 / 405) / variance)
    lean_squared = lean * lean
    widened = w * (spread + ((lean_squared - 3) * square + (3 - 7 * lean_squared)) / (144 * spread))
    count: Floats = mean + (widened + (skewed + 0.5))
    count.clip(0, 2 * COUNT_CEILING, count)
    return np.floor(count, count)


def _poisson(out: Integers, u: Floats, mean: Floats) -> None:
    capped = mean.clip(0, COUNT_CEILING)
    is_wide = np.greater(capped, EXACT_UP_TO)
    wide, narrow = is_wide.nonzero()[0], _others(is_wide)
    share = u[narrow]
    if share.size:
        rate = capped[narrow]
        out[narrow] = _search(share, *struck_and_spared(rate), None, rate)
    if wide.size:
        rate = capped[wide]
        out[wide] = _expansion(u[wide], rate, rate, np.ones_like(rate))


def poisson(u: ArrayLike, mean: ArrayLike) -> Integers:
    """Poisson counts.

    Args:
        u: shares in (0, 1), any shape.
        mean: >= 0, spread over the shape of u; at most `COUNT_CEILING`.
    Returns: int32 in the shape of u.

    Up to a mean of `EXACT_UP_TO` exact but for rounding (cumulative shares within 2e-6); above it they lie within 3e-4,
    the mean within 0.01 % and the standard deviation within 0.05 %.

    >>> poisson([0.999, 0.5, 0.001], [0.1, 3, 5000]).tolist()
    [0, 3, 5220]
    """
    return _blockwise(_poisson, np.int32, u, mean)


def _binomial(out: Integers, u: Floats, n: Floats, p: Floats) -> None:
    trials: Floats = np.rint(n.clip(0, COUNT_CEILING))
    success = p.clip(0, 1)
    rarer = np.minimum(success, 1 - success)
    is_wide = np.greater(trials * rarer, EXACT_UP_TO)
    wide, narrow = is_wide.nonzero()[0], _others(is_wide)
    share = u[narrow]
    if share.size:
        # Search for the rarer of successes and failures; there are few failures where the share is small.
        few, rare = trials[narrow], rarer[narrow]
        flipped = np.greater(success[narrow], rare).astype(np.float32)
        some, none = struck_and_spared(-few * log1p(-rare))
        odds = rare / (1 - rare)
        counts = _search(np.abs(flipped - share), some, none, -odds, odds * (few + 1)).astype(np.float32)
        out[narrow] = np.abs(flipped * few - np.minimum(counts, few))
    if wide.size:
        trials, success = trials[wide], success[wide]
        mean: Floats = trials * success
        counts = _expansion(u[wide], mean, mean * (1 - success), 1 - 2 * success)
        out[wide] = np.minimum(counts, trials)


def binomial(u: ArrayLike, n: ArrayLike, p: ArrayLike) -> Integers:
    """How many of n happen if each happens with chance p: thinning, such as detections among violations.

    Args:
        u: shares in (0, 1), any shape.
        n: whole numbers from 0 to `COUNT_CEILING`. p: in [0, 1]. Both are spread over the shape of u.
    Returns: int32 in the shape of u, from 0 to n.

    Exact but for rounding while n min(p, 1 - p) <= `EXACT_UP_TO` (cumulative shares within 4e-6); above as `poisson`.

    >>> binomial([0.5, 0.5, 0.5], [40, 40, 4000], [0, 1, 0.25]).tolist()
    [0, 40, 1000]
    """
    return _blockwise(_binomial, np.int32, u, n, p)


def _geometric(out: Integers, u: Floats, mean: Floats) -> None:
    count = log(u) / -log1p(1 / mean.clip(1e-30, COUNT_CEILING))
    np.copyto(out, count.clip(0, 2 * COUNT_CEILING), casting="unsafe")


def geometric(u: ArrayLike, mean: ArrayLike) -> Integers:
    """Geometric counts from 0, P(N >= n) = (mean / (1 + mean))^n: how often before it ends. Exact but for rounding.

    >>> geometric([0.9, 0.1], 3).tolist()
    [0, 8]
    """
    return _blockwise(_geometric, np.int32, u, mean)


def _discrete_weibull(out: Integers, u: Floats, scale: Floats, shape: Floats) -> None:
    count = power(-log(u), 1 / shape.clip(0.1, 100)) * scale.clip(0, COUNT_CEILING)
    np.copyto(out, count.clip(0, 2 * COUNT_CEILING), casting="unsafe")


def discrete_weibull(u: ArrayLike, scale: ArrayLike, shape: ArrayLike) -> Integers:
    """Heavy-tailed counts, P(N >= n) = exp(-(n / scale)^shape) (T. Nakagawa and S. Osaki, 1975), as of casualties.

    Args:
        u: shares in (0, 1), any shape.
        scale: >= 0, the count that is reached with chance 1/e.
        shape: 0.1 to 100; below 1 the tail is heavier than geometric: most incidents kill nobody, a few kill many.
            Both are spread over the shape of u.
    Returns: int32 in the shape of u. Exact but for rounding.

    >>> discrete_weibull([0.9, 0.3, 0.01, 0.0001], scale=0.5, shape=0.5).tolist()
    [0, 0, 10, 42]
    """
    return _blockwise(_discrete_weibull, np.int32, u, scale, shape)


@lru_cache(maxsize=1)
def _gamma_table() -> Floats:
    table: Floats = np.load(GAMMA_TABLE)
    return table


@lru_cache(maxsize=256)
def _gamma_rows(shapes: bytes) -> tuple[Floats, Floats]:
    """The table's columns, and the slopes between them, for some shapes k: one row for each float32 in ``shapes``."""
    table = _gamma_table()
    k = np.frombuffer(shapes, np.float32)
    place = log(k) * (PER_OCTAVE / _OCTAVE) - PER_OCTAVE * FIRST_OCTAVE
    row = place.clip(1, len(table) - 3).astype(np.intp)
    t = (place - row.astype(np.float32)).clip(0, 1)[:, None]
    # Lagrange's cubic through the rows at -1, 0, 1 and 2.
    roots = table[row - 1] * (t * (t - 1) * (t - 2) * (-1 / 6))
    roots += table[row] * ((t + 1) * (t - 1) * (t - 2) * (1 / 2))
    roots += table[row + 1] * ((t + 1) * t * (t - 2) * (-1 / 2))
    roots += table[row + 2] * ((t + 1) * t * (t - 1) * (1 / 6))
    # E. Wilson and M. Hilferty (1931): beyond the table the cube root is straight.
    score = np.arange(table.shape[1], dtype=np.float32) * (1 / PER_SCORE) + FIRST_SCORE
    straight = 1 - 1 / (9 * k[:, None]) + score * (1 / (3 * np.sqrt(k[:, None])))
    roots = np.where(k[:, None] > _WIDEST_SHAPE, straight, roots)
    roots = np.maximum.accumulate(np.maximum(roots, 0), axis=1)
    return roots.reshape(-1), np.diff(roots, axis=1, append=roots[:, -1:]).reshape(-1)


def gamma_of_score(z: ArrayLike, k: ArrayLike) -> Floats:
    """The factor that lies as high among gamma distributed factors of mean 1 as z among standard normal numbers.

    So a place's lasting heat, kept as a normal number, becomes a factor of its rates. Grows with z.

    Args:
        z: standard normal scores, any shape with the worlds last.
        k: shape >= 0.1, variance 1/k: at 0.1 a few places burn and most are quiet, at 100 all are nearly alike. A
            number, or spread over the shape of z with 1 in the last place: the same in all worlds.
    Returns: float32 in the shape of z, >= 0, within 3e-4 + 3e-4 q of the true quantile q.
    Raises: ValueError if k differs between worlds.

    >>> gamma_of_score([-1, 0, 3], 0.5).round(1).tolist()
    [0.0, 0.5, 10.300000190734863]
    """
    shapes = np.array(k, np.float32, copy=None, ndmin=1)
    if shapes.shape[-1] != 1:
        raise ValueError(f"k must be the same in all worlds (1 in the last place), not of shape {shapes.shape}")
    roots, slopes = _gamma_rows(shapes.clip(0.1, 1e12).tobytes())
    columns = roots.size // shapes.size
    starts = np.arange(shapes.size, dtype=np.float32).reshape(shapes.shape) * columns

    def kernel(out: Floats, scores: Floats, start: Floats) -> None:
        place, column, slope = _scratch(scores.size)[0]
        np.multiply(scores, PER_SCORE, place)
        np.subtract(place, FIRST_SCORE * PER_SCORE, place)
        place.clip(0, columns - 1, place)
        np.floor(place, column)
        np.subtract(place, column, place)
        index = np.add(column, start, column).astype(np.intp)
        np.take(slopes, index, out=slope, mode="clip")
        np.take(roots, index, out=column, mode="clip")
        np.multiply(slope, place, slope)
        np.add(column, slope, column)
        np.multiply(column, column, slope)
        np.multiply(column, slope, out)

    return _blockwise(kernel, np.float32, z, starts)


def gamma(u: ArrayLike, k: ArrayLike) -> Floats:
    """Gamma distributed factors with mean 1 and variance 1/k, greater for smaller shares u: `gamma_of_score`."""
    return gamma_of_score(-normal_quantile(u), k)


def negative_binomial(u: ArrayLike, mean: ArrayLike, k: ArrayLike) -> Integers:
    """Overdispersed counts with variance mean + mean^2 / k: Poisson counts whose mean a gamma factor multiplies.

    Args:
        u: (2, ...) shares in (0, 1): u[0] decides how hot it is, u[1] what happens at that heat.
        mean: >= 0, spread over the shape of u[1]; at most `COUNT_CEILING`.
        k: >= 0.1, as in `gamma_of_score`; from about 1e6 on the counts are Poisson.
    Returns: int32 in the shape of u[1]. Cumulative shares within 1e-3, mean and standard deviation within 0.1 %.

    >>> negative_binomial([[0.5, 0.01], [0.5, 0.5]], 20, 0.5).tolist()
    [9, 133]
    """
    heat, share = np.asarray(u, np.float32)
    return poisson(share, np.asarray(mean, np.float32) * gamma(heat, k))
