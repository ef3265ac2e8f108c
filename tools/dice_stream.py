"""Writes the raw lanes of `wargame.dice`, as a game uses them, for a battery of statistical tests.

    python tools/dice_stream.py worlds | dieharder -g 200 -a

Orders: ``worlds`` runs through the worlds of a row, then rows, sites and days; ``rows`` runs through the rows of a
world first; ``days`` through the days of a world, row and site first; ``sites`` through the sites first.

What was found (dieharder 3.31.1; "weak" means p outside 0.005 to 0.995, which one good result in a hundred is):

* ``worlds``, all tests but the lagged sums beyond 25: 107 results, 0 failed, 1 weak (sts_serial 15, p 0.997), which
  passed with five times the samples (-d 102 -p 500).
* ``rows``, all tests but the lagged sums beyond 24: 106 results, 0 failed, 0 weak.
* ``days`` and ``sites``, tests 0, 1, 2, 15, 16, 100, 101 and 200 -n 4: 20 results, 0 failed, 1 weak (``sites``, craps,
  p 0.005). Repeated: with -p 500 weak at the other end (p 0.999), with -p 1000 and with another seed passed.

Not run: TestU01, PractRand, the longest lags.
"""

import sys
from collections.abc import Iterator

import numpy as np

from wargame.dice import SITES, Dice, Lanes

SEED, WORLDS, ROWS, DAYS = 20251130, 2000, 64, 64


def chunks(order: str) -> Iterator[Lanes]:
    """Arrays of 32-bit lanes, without end, in the order asked for."""
    dice, day = Dice(SEED, np.arange(WORLDS)), 0
    while True:
        if order == "worlds":
            yield from (dice.lanes(site, day, ROWS) for site in SITES)
            day += 1
        elif order == "rows":
            yield from (dice.lanes(site, day, ROWS).T for site in SITES)
            day += 1
        elif order == "sites":
            yield np.stack([dice.lanes(site, day, ROWS) for site in SITES], axis=-1)
            day += 1
        else:
            for site in SITES:
                days = range(day, day + DAYS)
                yield np.stack([dice.lanes(site, each, ROWS) for each in days], axis=-1)
            day += DAYS


if __name__ == "__main__":
    order = sys.argv[1] if len(sys.argv) == 2 else ""
    if order not in ("worlds", "rows", "days", "sites"):
        sys.exit("usage: python tools/dice_stream.py worlds|rows|days|sites")
    try:
        for chunk in chunks(order):
            sys.stdout.buffer.write(np.ascontiguousarray(chunk).tobytes())
    except BrokenPipeError:
        sys.stderr.close()  # the battery has seen enough
