"""Points of the rules' plausible space: every sourced number at once somewhere between its `low` and its `high`.

A Latin hypercube (McKay, Beckman and Conover, 1979): each number's range is cut into as many equally likely parts as
there are points, and each part is used once. Half the parts lie below the number's own value and half above, so that
the rules as they are stand in the middle of the space. Which point gets which part is addressed by the seed and the
number's path, so a number that is added moves no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from wargame.scenario.document import Scenario
from wargame.scenario.resolved import resolved


def point(scenario: Scenario, n: int, points: int, seed: int) -> dict[str, float]:
    """Overrides that put every sourced number of the rules at its place in point `n` of `points`."""
    return {
        path: _between(low, value, high, (_part(path, points, seed)[n] + 0.5) / points)
        for path, (low, value, high) in ranges(scenario).items()
    }


def ranges(scenario: Scenario) -> Mapping[str, tuple[float, float, float]]:
    """Path -> low, value and high of every number of the rules that has a range."""
    return {
        each.path: (each.low, float(each.value), each.high)
        for each in resolved(scenario)
        if each.path.startswith("rules.") and each.low is not None and each.high is not None and each.low < each.high
    }


def _between(low: float, value: float, high: float, share: float) -> float:
    """Half of the shares lie below the value.

    >>> _between(0, 1, 10, 0.25), _between(0, 1, 10, 0.75)
    (0.5, 5.5)
    """
    return low + (value - low) * 2 * share if share <= 0.5 else value + (high - value) * (2 * share - 1)


@lru_cache(maxsize=4096)
def _part(path: str, points: int, seed: int) -> tuple[int, ...]:
    """Which part of its range a number has in each point: a permutation."""
    marks = [hashlib.blake2b(f"{seed}/{path}/{n}".encode(), digest_size=8).digest() for n in range(points)]
    return tuple(sorted(range(points), key=lambda n: marks[n]))
