"""What stands behind a threat: see `wargame.adjudication.credibility`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference import counts
from tests.reference.luck import Luck
from tests.reference.rules import Rules, within


def compute(w: Any, rules: Rules, luck: Luck) -> None:
    actual = {part: rules.check(f"cred_{part}", w) for part in rules.parts}
    seen = {part: rules.check(f"seen_{part}", w) for part in rules.parts}
    w.credibility_part, w.perceived_part = list(actual.values()), list(seen.values())
    triggers, noise = range(len(rules.triggers)), rules.t["perceived_noise"]
    w.credibility = [_combined(w, rules, {part: value[row] for part, value in actual.items()}) for row in triggers]
    w.perceived = [
        within(
            _combined(w, rules, {part: value[row] for part, value in seen.items()})
            + counts.normal(luck("perceived", row, 0)) * noise,
            0.0,
            1.0,
        )
        for row in triggers
    ]
    w.fresh |= {"credibility_part", "perceived_part", "credibility", "perceived"}


def _combined(w: Any, rules: Rules, part: dict[str, float]) -> float:
    """By the scenario's theory; where parts are multiplied they count as at least the floor."""
    floor = rules.t["theory_floor"]
    at_least = {name: max(value, floor) for name, value in part.items()}
    if rules.theory == "weakest_link":
        weakest = min(part["follow_on"], part["us"])
        return math.sqrt(at_least["exposure"]) * weakest * _mean(at_least, "roe", "will", "signal")
    if rules.theory == "schelling":
        return at_least["exposure"] * _mean(at_least, "will", "signal") * (1 + part["us"]) / 2
    if rules.theory == "denial":
        return part["balance"] * math.sqrt(at_least["us"])
    return part["follow_on"] * (1 - w.enabler_gap) * _mean(at_least, "will", "signal", "exposure")


def _mean(part: dict[str, float], *names: str) -> float:
    """Geometric."""
    mean: float = math.prod(part[name] for name in names) ** (1 / len(names))
    return mean
