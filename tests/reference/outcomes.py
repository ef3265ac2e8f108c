"""Outcome strips and the hazard of renewed war: see `wargame.adjudication.outcomes`."""

from __future__ import annotations

from typing import Any

from tests.reference.rules import Rules, within


def assess(w: Any, rules: Rules) -> None:
    w.hazard = within(rules.check("hazard", w), rules.low["hazard"], rules.high["hazard"])
    w.fresh.add("hazard")
    if rules.outcomes:
        w.outcome = [rules.check(name, w) * rules.high["outcome"] for name in rules.outcomes]
        w.fresh.add("outcome")
