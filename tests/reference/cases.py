"""Grave incidents ask for an answer: see `wargame.adjudication.cases`."""

from __future__ import annotations

from typing import Any

from tests.reference.rules import Rules, begin


def open_and_close(w: Any, rules: Rules) -> None:
    """A case is unanswered once it has been open for too long; `w.grave` counts what has happened in this tick."""
    begin(w, "unanswered", "answered")
    for s in (0, 1):
        days = w.case_days[s] + w.dt if w.open_cases[s] else 0.0
        if days >= rules.t["answer_days"]:
            w.unanswered[s], w.open_cases[s], days = w.open_cases[s], 0, 0.0
        w.open_cases[s] += w.grave[s]
        w.case_days[s] = days
    w.fresh |= {"open_cases", "case_days"}
