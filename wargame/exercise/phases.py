"""The sequence of a turn as people play it, and how long its ticks are."""

from __future__ import annotations

from collections.abc import Sequence

PHASES: tuple[str, ...] = ("turn_zero", "situation", "orders", "adjudication", "consequence", "debrief")
"""Turn zero once; situation to consequence every turn; debrief at the end. Signals and council are part of `orders`."""


def tick_lengths(days: int, tick_days: int) -> list[int]:
    """Ticks that fill `days`; the last is shortened.

    >>> tick_lengths(28, 7), tick_lengths(10, 7), tick_lengths(2, 1)
    ([7, 7, 7, 7], [7, 3], [1, 1])
    """
    whole, rest = divmod(days, tick_days)
    return [tick_days] * whole + ([rest] if rest else [])


def turn_days(lengths: Sequence[int], turn: int) -> int:
    """Days of a turn (from 1); months cycle through 4-4-5 weeks.

    >>> [turn_days((28, 28, 35), turn) for turn in (1, 2, 3, 4)]
    [28, 28, 35, 28]
    """
    return int(lengths[(turn - 1) % len(lengths)])
