"""The sequence of a turn as people play it."""

from __future__ import annotations

PHASES: tuple[str, ...] = ("turn_zero", "situation", "orders", "adjudication", "consequence", "debrief")
"""Turn zero once; situation to consequence every turn; debrief at the end. Signals and council are part of `orders`."""
