"""Writes the raw lanes of `wargame.dice`, as a game uses them, for a battery of statistical tests.

    python tools/dice_stream.py worlds | dieharder -g 200 -a

Orders: ``worlds`` runs through the worlds of a row, then rows, sites and days; ``rows`` runs through the
rows of a world first; ``days`` through the days of a world, row and site first; ``sites`` through the sites first.
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
