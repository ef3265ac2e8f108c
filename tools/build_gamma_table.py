"""Writes `wargame/gamma_quantiles.npy`, which `wargame.samplers.gamma_of_score` interpolates. Needs SciPy.

    python tools/build_gamma_table.py

The table is data rather than code because a gamma quantile needs the incomplete gamma function, and the mathematics
library of every system rounds that in its own way. Row r belongs to the shape k = 2**(FIRST_OCTAVE + r / PER_OCTAVE),
column c to the standard normal score z = FIRST_SCORE + c / PER_SCORE. The entry is the cube root of the quantile of the
gamma distribution with shape k and mean 1: the cube root is nearly straight in z (E. Wilson and M. Hilferty, 1931), so
that straight lines join the columns well.
"""

import numpy as np
from scipy import special

from wargame.samplers import FIRST_OCTAVE, FIRST_SCORE, GAMMA_TABLE, PER_OCTAVE, PER_SCORE

LAST_OCTAVE, LAST_SCORE = 10, 6.5


def table() -> np.ndarray:
    """(shapes, scores) float32."""
    shape = 2.0 ** np.arange(FIRST_OCTAVE, LAST_OCTAVE + 1 / PER_OCTAVE, 1 / PER_OCTAVE)[:, None]
    score = np.arange(FIRST_SCORE, LAST_SCORE + 1 / PER_SCORE, 1 / PER_SCORE)
    # From the nearer tail, or the far one would lose its digits.
    low = special.gammaincinv(shape, special.ndtr(np.minimum(score, 0)))
    high = special.gammainccinv(shape, special.ndtr(-np.maximum(score, 0)))
    return np.cbrt(np.where(score < 0, low, high) / shape).astype(np.float32)


if __name__ == "__main__":
    np.save(GAMMA_TABLE, table())
    print(f"{GAMMA_TABLE}: {GAMMA_TABLE.stat().st_size:,} bytes")
