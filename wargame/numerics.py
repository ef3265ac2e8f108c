"""Portable float32 functions: the same bits on every processor.

NumPy's own ``exp``, ``log``, ``tanh`` and ``power`` use another algorithm at every SIMD level: 5 to 40 % of their
float32 values differ in the last bits between two machines, and one differing bit can flip a die. The functions here
are built only from operations that IEEE 754 rounds in one way (+ - * / sqrt and conversions), integer operations and
bit views, one NumPy call for each, so that no compiler can fuse two. An exercise file therefore verifies anywhere.

All work element by element on arrays of any shape, take ``out=`` (which may be the input itself) and return float32
with at least one axis. Nothing overflows, turns NaN or enters the subnormal numbers: an argument outside the stated
range acts as the nearest end. The stated errors are bounds that `tests/test_numerics.py` checks against float64.

Speed: work is cut into blocks that stay near the processor, in buffers kept for each thread (fresh memory costs more
than the arithmetic). Constants are 0-d arrays, for a call with one takes half the time of a call with a NumPy scalar,
which counts when a live game plays four lanes. ``x.clip(low, high)``, for ``maximum`` with a constant is far slower.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]


def _constant(value: float) -> Floats:
    constant: Floats = np.array(value, np.float32)
    constant.setflags(write=False)
    return constant


def _constants(values: Iterable[float]) -> tuple[Floats, ...]:
    return tuple(_constant(value) for value in values)


_ONE, _TWO, _MINUS_ONE = _constant(1), _constant(2), _constant(-1)
_TINIEST, _HUGEST, _LOWEST = _constant(2.0**-126), _constant(3.4028234663852886e38), _constant(-3.4028234663852886e38)

# exp: x = n ln 2 + r with |r| <= ln(2)/2. Adding 1.5 * 2^23 rounds to a whole number and leaves it in the low bits.
_EXP_LOW, _EXP_HIGH = _constant(-87), _constant(87)
_LOG2_E, _ROUNDER = _constant(1.4426950408889634), _constant(12582912)
_LN2_HIGH, _LN2_LOW = _constant(0.693145751953125), _constant(1.42860676533019e-06)  # n * high is exact: 16 bits
_MANTISSA_BITS, _ONE_BITS = np.array(23, np.int32), np.array(127 << 23, np.int32)
# (e^r - 1 - r) / r^2, highest power first; minimax, relative error of e^r - 1 below 1.4e-8.
_EXPM1_TERMS = _constants((0.0013882517, 0.0083665475, 0.0416672, 0.16666543, 0.49999997))

# log: x = 2^n m, sqrt(1/2) <= m < sqrt(2), s = (m - 1)/(m + 1), log m = 2 s + s^3 P(s^2); minimax, error 8e-10.
_SQRT_HALF_BITS = np.array(0x3F3504F3, np.int32)
_LOG_TERMS = _constants((0.29874521, 0.39977446, 0.66666776))

# Normal quantile z = (2 u - 1) P(w), w = -log(4 u (1 - u)), as M. Giles, "Approximating the erfinv function", GPU
# Computing Gems 2 (2011); two polynomials of degree 7, highest power first, fitted anew to reach u = 2^-33 (relative
# errors 2.7e-7 and 4.1e-7).
_CENTRE_TERMS = _constants(
    (
        *(4.46461855e-07, -4.50531007e-06, -5.79072589e-06, 0.00030735802),
        *(-0.00177431577, -0.00590611921, 0.348803642, 2.12331322),
    )
)
_TAIL_TERMS = _constants(
    (
        *(-0.000238284559, 0.00163418189, -0.00474962361, 0.00819791287),
        *(-0.010935585, 0.0133378521, 1.41659511, 4.00643488),
    )
)
# The first takes w - 2.5 while that is below 2.5, the second sqrt(w) - 3.
_CENTRE_OFFSET = _constant(-2.5 - 1.3862943611198906)
_CENTRE_END, _CENTRE_TO_W, _TAIL_OFFSET = _constant(2.5), _constant(2.5), _constant(-3)
_LEAST_CHANCE, _GREATEST_CHANCE = _constant(2.0**-33), _constant(1 - 2.0**-24)

GRID: Final = 4096
"""Cells per unit on which `grid` snaps values: 2**12."""
_GRID, _CELL = _constant(GRID), _constant(1 / GRID)


BLOCK: Final = 65536
"""Elements worked on at a time, 256 KiB for each buffer: long enough for NumPy's calls to cost little (measured)."""


class Scratch(threading.local):
    """Buffers of up to `BLOCK` 32-bit words, kept for each thread; a layer that calls another needs its own Scratch."""

    def __init__(self, buffers: int) -> None:
        self._memory = np.empty((buffers, BLOCK), np.float32)
        self._views: dict[int, tuple[list[Floats], list[Integers]]] = {}

    def __call__(self, size: int) -> tuple[list[Floats], list[Integers]]:
        """``(f, i)``: the buffers cut to ``size`` words, as float32 and as int32; f[k] and i[k] are the same memory."""
        views = self._views.get(size)
        if views is None:
            if len(self._views) >= 256:
                self._views.clear()
            floats = [row[:size] for row in self._memory]
            views = self._views[size] = (floats, [row.view(np.int32) for row in floats])
        return views


_scratch = Scratch(7)

Kernel = Callable[[Floats, Floats, list[Floats], list[Integers]], object]
"""``kernel(x, out, f, i)`` on one block; it reads x before it writes out and may overwrite all buffers it is given."""


def _apply(kernel: Kernel, x: ArrayLike, out: Floats | None) -> Floats:
    values = np.array(x, np.float32, copy=None, ndmin=1)
    result = np.empty(values.shape, np.float32) if out is None else out
    if not result.flags.c_contiguous:
        np.copyto(result, _apply(kernel, values, None))
        return result
    source, target = values.reshape(-1), result.reshape(-1)
    if source.size <= BLOCK:
        kernel(source, target, *_scratch(source.size))
    else:
        for start in range(0, source.size, BLOCK):
            block = target[start : start + BLOCK]
            kernel(source[start : start + BLOCK], block, *_scratch(block.size))
    return result


def _polynomial(x: Floats, terms: tuple[Floats, ...], out: Floats) -> Floats:
    """Horner's rule, highest power first; ``out`` is not ``x``."""
    np.multiply(x, terms[0], out)
    for term in terms[1:-1]:
        np.add(out, term, out)
        np.multiply(out, x, out)
    return np.add(out, terms[-1], out)


def _exp_parts(x: Floats, q: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    """Writes q and returns a power of two, scale, with e^x = scale (1 + q). Three buffers."""
    r, n, scale = f[0], f[1], f[2]
    x.clip(_EXP_LOW, _EXP_HIGH, r)
    np.multiply(r, _LOG2_E, n)
    np.add(n, _ROUNDER, n)
    # The rounder's own bits leave through the top of the shift; n stays, in the place of an exponent.
    np.left_shift(i[1], _MANTISSA_BITS, i[2])
    np.add(i[2], _ONE_BITS, i[2])
    np.subtract(n, _ROUNDER, n)
    np.multiply(n, _LN2_HIGH, q)
    np.subtract(r, q, r)
    np.multiply(n, _LN2_LOW, n)
    np.subtract(r, n, r)
    _polynomial(r, _EXPM1_TERMS, q)
    np.multiply(q, r, q)
    np.multiply(q, r, q)
    np.add(q, r, q)
    return scale


def _exp(x: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    scale = _exp_parts(x, out, f, i)
    np.multiply(out, scale, out)
    return np.add(out, scale, out)


def _expm1(x: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    scale = _exp_parts(x, out, f, i)
    np.multiply(out, scale, out)
    np.subtract(scale, _ONE, scale)
    return np.add(out, scale, out)


def _log(x: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    """Three buffers."""
    m, s, n = f[0], f[1], f[2]
    x.clip(_TINIEST, _HUGEST, m)
    np.subtract(i[0], _SQRT_HALF_BITS, i[1])
    np.right_shift(i[1], _MANTISSA_BITS, i[1])
    np.copyto(n, i[1])
    np.left_shift(i[1], _MANTISSA_BITS, i[1])
    np.subtract(i[0], i[1], i[0])
    np.subtract(m, _ONE, s)
    np.add(m, _ONE, m)
    np.divide(s, m, s)
    np.multiply(s, s, m)
    _polynomial(m, _LOG_TERMS, out)
    np.multiply(out, m, out)
    np.multiply(out, s, out)
    # Smallest parts first.
    np.multiply(n, _LN2_LOW, m)
    np.add(out, m, out)
    np.add(s, s, s)
    np.add(out, s, out)
    np.multiply(n, _LN2_HIGH, n)
    return np.add(out, n, out)


def _log1p(x: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    """Five buffers."""
    value, y, lost = f[0], f[1], f[2]
    x.clip(_MINUS_ONE, _HUGEST, value)
    np.add(value, _ONE, y)
    y.clip(_TINIEST, _HUGEST, y)
    _log(y, out, f[2:], i[2:])
    # What the rounding of 1 + x lost, to first order (W. Kahan).
    np.subtract(y, _ONE, lost)
    np.subtract(value, lost, lost)
    np.divide(lost, y, lost)
    return np.add(out, lost, out)


def _logistic(x: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    """Four buffers."""
    np.negative(x, f[0])
    _exp(f[0], out, f[1:], i[1:])
    np.add(out, _ONE, out)
    return np.divide(_ONE, out, out)


def _logit(p: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    """Seven buffers."""
    np.negative(p, f[0])
    _log1p(f[0], f[1], f[2:], i[2:])
    _log(p, out, f[2:], i[2:])
    return np.subtract(out, f[1], out)


def _tanh(x: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    """Four buffers."""
    e, e_plus_two = f[0], f[1]
    x.clip(_EXP_LOW, _EXP_HIGH, e)
    np.abs(e, e)
    np.add(e, e, e)
    _expm1(e, e, f[1:], i[1:])
    np.add(e, _TWO, e_plus_two)
    np.divide(e, e_plus_two, e)
    return np.copysign(e, x, out)


def _softsign(x: Floats, out: Floats, f: list[Floats], _i: list[Integers]) -> Floats:
    """Two buffers."""
    x.clip(_LOWEST, _HUGEST, f[0])
    np.abs(f[0], f[1])
    np.add(f[1], _ONE, f[1])
    return np.divide(f[0], f[1], out)


def _normal_quantile(u: Floats, out: Floats, f: list[Floats], i: list[Integers]) -> Floats:
    """Five buffers."""
    share, centre = f[0], f[1]
    u.clip(_LEAST_CHANCE, _GREATEST_CHANCE, share)
    np.subtract(_ONE, share, centre)
    np.multiply(centre, share, centre)
    _log(centre, centre, f[2:], i[2:])
    np.subtract(_CENTRE_OFFSET, centre, centre)
    _polynomial(centre, _CENTRE_TERMS, out)
    far = np.greater(centre, _CENTRE_END).nonzero()[0]
    if far.size:  # three in a thousand
        root = np.sqrt(np.add(centre[far], _CENTRE_TO_W))
        np.add(root, _TAIL_OFFSET, root)
        out[far] = _polynomial(root, _TAIL_TERMS, np.empty_like(root))
    np.add(share, share, share)
    np.subtract(share, _ONE, share)
    return np.multiply(out, share, out)


def _grid(x: Floats, out: Floats, _f: list[Floats], _i: list[Integers]) -> Floats:
    np.multiply(x, _GRID, out)
    np.rint(out, out)
    return np.multiply(out, _CELL, out)


def exp(x: ArrayLike, out: Floats | None = None) -> Floats:
    """Exponential function: e to the power x. Relative error < 2e-7 for -87 <= x <= 87.

    >>> exp([0, 1, -1000]).tolist()
    [1.0, 2.7182817459106445, 1.6458114537543937e-38]
    """
    return _apply(_exp, x, out)


def expm1(x: ArrayLike, out: Floats | None = None) -> Floats:
    """e^x - 1, accurate near 0 too. Relative error < 3e-7 for x <= 87."""
    return _apply(_expm1, x, out)


def struck_and_spared(hazard: ArrayLike) -> tuple[Floats, Floats]:
    """The chances 1 - e^-hazard and e^-hazard that a hazard >= 0 strikes and that it does not, both accurate near 0.

    >>> [chance.tolist() for chance in struck_and_spared([0, 1e-9])]
    [[0.0, 9.999999717180685e-10], [1.0, 1.0]]
    """
    hazards = np.array(hazard, np.float32, copy=None, ndmin=1)
    struck, spared = np.empty(hazards.shape, np.float32), np.empty(hazards.shape, np.float32)
    source, flat_struck, flat_spared = hazards.reshape(-1), struck.reshape(-1), spared.reshape(-1)
    for start in range(0, source.size, BLOCK):
        block = slice(start, start + BLOCK)
        f, i = _scratch(source[block].size)
        q = np.negative(source[block], f[3])
        scale = _exp_parts(q, q, f, i)
        np.multiply(q, scale, q)
        np.add(q, scale, flat_spared[block])
        np.subtract(_ONE, scale, scale)
        np.subtract(scale, q, flat_struck[block])
    return struck, spared


def log(x: ArrayLike, out: Floats | None = None) -> Floats:
    """Natural logarithm. Relative error < 3e-7 for x >= 1.2e-38; smaller and negative x act as 1.2e-38.

    >>> log([1, 0]).tolist()
    [0.0, -87.3365478515625]
    """
    return _apply(_log, x, out)


def log1p(x: ArrayLike, out: Floats | None = None) -> Floats:
    """log(1 + x), accurate near 0 too. Relative error < 4e-7 for x > -1; -87.3 for x <= -1."""
    return _apply(_log1p, x, out)


def logistic(x: ArrayLike, out: Floats | None = None) -> Floats:
    """The chance whose log-odds are x: 1 / (1 + e^-x), within [1.6e-38, 1]. Relative error < 3e-7.

    >>> logistic([0, 2, -200]).round(6).tolist()
    [0.5, 0.8807970285415649, 0.0]
    """
    return _apply(_logistic, x, out)


def logit(p: ArrayLike, out: Floats | None = None) -> Floats:
    """The log-odds of a chance p: log p - log(1 - p), within +-88. Error < 1e-6 (absolute) + 3e-7 (relative)."""
    return _apply(_logit, p, out)


def tanh(x: ArrayLike, out: Floats | None = None) -> Floats:
    """Hyperbolic tangent, an odd function to the bit. Relative error < 5e-7."""
    return _apply(_tanh, x, out)


def softsign(x: ArrayLike, out: Floats | None = None) -> Floats:
    """The cheapest bounded link, x / (1 + |x|) in [-1, 1]: the first choice unless a source asks for another.

    >>> softsign([-1, 0, 3]).tolist()
    [-0.5, 0.0, 0.75]
    """
    return _apply(_softsign, x, out)


def power(x: ArrayLike, y: ArrayLike, out: Floats | None = None) -> Floats:
    """Power x^y as e^(y log x), for x >= 0. Relative error < 4e-7 (1 + |y log x|).

    ``power(0, 0)`` is 1; for y > 0 ``power(0, y)`` is e^(-87 y), as small as float32 allows but not 0.
    """
    exponent = np.multiply(log(x), np.asarray(y, np.float32))
    return exp(exponent, exponent if out is None else out)


def normal_quantile(u: ArrayLike, out: Floats | None = None) -> Floats:
    """The standard normal value below which a share u lies, increasing in u; within [-6.34, 5.30].

    Args:
        u: in (0, 1), as the dice deliver it: from 2**-33 to 1 - 2**-24.

    Error against float64 at the same float32 u: < 1e-6 |z| + 1e-7.

    >>> normal_quantile([0.5, 0.975]).round(3).tolist()
    [0.0, 1.9600000381469727]
    """
    return _apply(_normal_quantile, u, out)


def grid(x: ArrayLike, out: Floats | None = None) -> Floats:
    """A copy of x on multiples of 2**-12, nearest first (ties to even), for sums whose order must not matter.

    Sums of such values are exact while every partial sum stays below 2**12 in size. Only copies that enter a sum may be
    snapped, never the state itself, or slow drifts would stall.

    >>> grid([0.1, 1.0]).tolist()
    [0.10009765625, 1.0]
    """
    return _apply(_grid, x, out)
