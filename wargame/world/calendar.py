"""Turns and ticks: how many days each takes (architecture.md 3)."""

from __future__ import annotations

from collections.abc import Sequence


def tick_lengths(days: int, tick_days: int) -> list[int]:
    """Ticks that fill a turn of `days`; the last is shortened.

    >>> tick_lengths(28, 7), tick_lengths(10, 7), tick_lengths(2, 7)
    ([7, 7, 7, 7], [7, 3], [2])
    """
    whole, rest = divmod(days, tick_days)
    return [tick_days] * whole + [rest] * (rest > 0)


def turn_days(lengths: Sequence[int], turn: int) -> int:
    """Days of a turn (from 1); lengths cycle.

    >>> [turn_days((28, 28, 35), turn) for turn in (1, 2, 3, 4)]
    [28, 28, 35, 28]
    """
    return int(lengths[(turn - 1) % len(lengths)])
