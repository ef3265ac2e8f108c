"""The engine's dice for plain Python, and what single precision may turn the other way.

The engine works in single precision and the reference in double, so a share that falls on the very edge between two
outcomes may fall on either side of it. `Careful` notes every such decision. A world that came out differently is played
again with some of these decided the other way: if that gives the engine's world, the edge was all there was to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from tests.reference import counts
from wargame.dice import Dice

CLOSE = 1e-6
"""How near a share, or a value in relation to its size, must be to the edge."""
BLOCK, NEIGHBOURS = 64, 3


class Addressed:
    """Shares of the engine's dice, lane by lane."""

    def __init__(self, dice: Dice, day: int) -> None:
        self.dice, self.day = dice, day
        self.blocks: dict[tuple[str, int, int], list[list[float]]] = {}

    def share(self, site: str, row: int, day: int, lane: int) -> float:
        """One share, drawn with those of the rows about it and of all lanes."""
        block, place = divmod(row, BLOCK)
        key = (site, day, block)
        if key not in self.blocks:
            self.blocks[key] = self.dice.uniform(site, day, BLOCK, block * BLOCK).tolist()
        return self.blocks[key][place][lane]


Turn = tuple[int, int]
"""Number of a decision on the edge, in the order in which they come up, and which way it goes instead: -1 or 1."""


class Careful:
    """One lane's luck, with the decisions that were on the edge.

    Args:
        turned: those that are to be decided the other way.
    """

    def __init__(self, dice: Addressed, lane: int, turned: frozenset[Turn] = frozenset()) -> None:
        self.dice, self.lane, self.turned = dice, lane, turned
        self.edges = 0
        self.open: dict[Turn, str] = {}
        """What else could be decided, in words."""

    def __call__(self, site: str, row: int, day: int | None = None) -> float:
        return self.dice.share(site, row, self.dice.day if day is None else day, self.lane)

    def _decide(self, what: str, usual: int, low: int, high: int) -> int:
        """`low` and `high` are what comes out a little to either side."""
        if low == usual == high:
            return usual
        number, self.edges = self.edges, self.edges + 1
        for way, other in ((-1, low), (1, high)):
            if other != usual:
                self.open[number, way] = f"{what}: {usual}, or {other}"
                if (number, way) in self.turned:
                    return other
        return usual

    def floor(self, amount: float) -> int:
        near, usual = CLOSE * max(1.0, abs(amount)), math.floor(amount)
        low, high = usual - (amount - near < usual), usual + (amount + near >= usual + 1)
        return self._decide(f"{amount!r} rounded", usual, low, high)

    def above(self, value: float, bound: float) -> bool:
        near, usual = CLOSE * max(1.0, abs(bound)), value > bound
        if value == bound:
            return usual
        low, high = value - near > bound, value + near > bound
        return bool(self._decide(f"{value!r} above {bound!r}", usual, low, high))

    def poisson(self, u: float, mean: float) -> int:
        return self._count("poisson", u, lambda share, more: counts.poisson(share, mean * more))

    def binomial(self, u: float, n: int, p: float) -> int:
        return self._count("binomial", u, lambda share, more: counts.binomial(share, n, p * more))

    def negative_binomial(self, u: tuple[float, float], mean: float, k: float) -> int:
        factor = mean * counts.gamma(u[0], k)
        return self._count("negative binomial", u[1], lambda share, more: counts.poisson(share, factor * more))

    def weibull(self, u: float, scale: float, shape: float) -> int:
        return self._count("weibull", u, lambda share, more: counts.discrete_weibull(share, scale * more, shape))

    def _count(self, what: str, u: float, count: Callable[[float, float], int]) -> int:
        """Counts are fewer for a greater share and a smaller mean."""
        low, high = count(min(u + CLOSE, 1 - CLOSE**2), 1 - CLOSE), count(max(u - CLOSE, CLOSE**2), 1 + CLOSE)
        return self._decide(f"{what} at {u!r}", count(u, 1.0), low, high)


Play = Callable[[frozenset[Turn]], tuple[list[str], dict[Turn, str]]]
"""Turned decisions -> what differs from the engine's world, and the decisions on the edge."""


def explained(play: Play) -> tuple[list[str], list[str]]:
    """Play a world, and again with decisions on the edge turned for as long as that brings it nearer to the engine's.

    Returns: what still differs, and the decisions that were turned.
    """
    turned: frozenset[Turn] = frozenset()
    wrong, edges = play(turned)
    told: list[str] = []
    while wrong:
        tried = [(play(turned | turns), turns) for turns in _tries(list(edges))]
        (left, found), turns = min(tried, key=lambda one: len(one[0][0]), default=((wrong, edges), frozenset()))
        if len(left) >= len(wrong):
            break
        told += [edges[turn] for turn in sorted(turns)]
        turned, wrong, edges = turned | turns, left, found
    return wrong, told


def _tries(edges: list[Turn]) -> Iterator[frozenset[Turn]]:
    """One of them, or two that come soon after each other: of two bounds with hardly anything between, both."""
    yield from (frozenset({turn}) for turn in edges)
    for first in range(len(edges)):
        yield from (frozenset({edges[first], second}) for second in edges[first + 1 : first + 1 + NEIGHBOURS])
