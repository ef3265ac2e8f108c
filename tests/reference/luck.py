"""Luck: shares in (0, 1), and what is made of them. `Chance` is for somebody without addressed dice."""

from __future__ import annotations

import math
import random
from typing import Protocol

from tests.reference import counts


class Luck(Protocol):
    """What a mechanism asks for when chance has a say, or when a whole number is made of a fraction."""

    def __call__(self, site: str, row: int, day: int | None = None) -> float:
        """The share at an address; on the tick's first day unless another is named."""

    def floor(self, amount: float) -> int:
        """The whole number below."""

    def above(self, value: float, bound: float) -> bool:
        """Whether a value is above a bound."""

    def poisson(self, u: float, mean: float) -> int:
        """Poisson counts; greater for smaller shares, like all that follow."""

    def binomial(self, u: float, n: int, p: float) -> int:
        """How many of n."""

    def negative_binomial(self, u: tuple[float, float], mean: float, k: float) -> int:
        """Overdispersed counts."""

    def weibull(self, u: float, scale: float, shape: float) -> int:
        """Heavy-tailed counts."""


class Chance:
    """Python's own random numbers, which have no address."""

    floor = staticmethod(math.floor)
    poisson = staticmethod(counts.poisson)
    binomial = staticmethod(counts.binomial)
    negative_binomial = staticmethod(counts.negative_binomial)
    weibull = staticmethod(counts.discrete_weibull)

    def __call__(self, site: str, row: int, day: int | None = None) -> float:
        return random.random() or 0.5

    @staticmethod
    def above(value: float, bound: float) -> bool:
        return value > bound
