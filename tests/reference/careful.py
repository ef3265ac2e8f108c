"""The engine's dice for plain Python, and what single precision may turn the other way.

The engine works in single precision and the reference in double, so a share that falls on the very edge between two
outcomes may fall on either side of it. `Careful` notes every such decision. A world that came out differently is played
again with some of these decided the other way: if that gives the engine's world, the edge was all there was to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from tests.reference import counts
from wargame.dice import Dice

CLOSE = 1e-6
"""How near a share, or a value in relation to its size, must be to the edge."""
BLOCK = 64


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


class Careful:
    """One lane's luck, with the decisions that were on the edge.

    Args:
        turned: numbers of the decisions on the edge, in the order in which they come up, to be decided the other way.
    """

    def __init__(self, dice: Addressed, lane: int, turned: frozenset[int] = frozenset()) -> None:
        self.dice, self.lane, self.turned = dice, lane, turned
        self.on_edge: list[str] = []

    def __call__(self, site: str, row: int, day: int | None = None) -> float:
        return self.dice.share(site, row, self.dice.day if day is None else day, self.lane)

    def _decide(self, what: str, usual: Any, low: Any, high: Any) -> Any:
        """`low` and `high` are what comes out a little to either side."""
        if low == high == usual:
            return usual
        self.on_edge.append(what)
        if len(self.on_edge) - 1 in self.turned:
            return high if low == usual else low
        return usual

    def floor(self, amount: float) -> int:
        near = CLOSE * max(1.0, abs(amount))
        below, above = math.floor(amount - near), math.floor(amount + near)
        decided: int = self._decide(f"{amount!r} rounded", math.floor(amount), below, above)
        return decided

    def above(self, value: float, bound: float) -> bool:
        near = CLOSE * max(1.0, abs(bound))
        usual = value > bound
        if value == bound:
            return usual
        decided: bool = self._decide(f"{value!r} above {bound!r}", usual, value - near > bound, value + near > bound)
        return decided

    def poisson(self, u: float, mean: float) -> int:
        return self._count("poisson", u, lambda share, more: counts.poisson(share, mean * more))

    def binomial(self, u: float, n: int, p: float) -> int:
        return self._count("binomial", u, lambda share, more: counts.binomial(share, n, p * more))

    def negative_binomial(self, u: tuple[float, float], mean: float, k: float) -> int:
        factor = mean * counts.gamma(u[0], k)
        return self._count("negative_binomial", u[1], lambda share, more: counts.poisson(share, factor * more))

    def weibull(self, u: float, scale: float, shape: float) -> int:
        return self._count("weibull", u, lambda share, more: counts.discrete_weibull(share, scale * more, shape))

    def _count(self, what: str, u: float, count: Callable[[float, float], int]) -> int:
        """Fewer for a greater share and a smaller mean."""
        low, high = count(min(u + CLOSE, 1 - 1e-12), 1 - CLOSE), count(max(u - CLOSE, 1e-12), 1 + CLOSE)
        decided: int = self._decide(f"{what} at {u!r}", count(u, 1.0), low, high)
        return decided


def explained(play: Callable[[frozenset[int]], tuple[Any, list[str], list[str]]]) -> tuple[list[str], list[str]]:
    """Play a world, and again with decisions on the edge turned for as long as that brings it nearer.

    Args:
        play: turned decisions -> (the world, what differs, decisions on the edge).
    Returns: what still differs, and the decisions that were turned.
    """
    turned: frozenset[int] = frozenset()
    _, wrong, on_edge = play(turned)
    while wrong:
        for more in _others(turned, len(on_edge)):
            _, left, edges = play(more)
            if len(left) < len(wrong):
                turned, wrong, on_edge = more, left, edges
                break
        else:
            break
    return wrong, [on_edge[number] for number in sorted(turned)]


def _others(turned: frozenset[int], number: int) -> Iterator[frozenset[int]]:
    for one in range(number):
        if one not in turned:
            yield turned | {one}
