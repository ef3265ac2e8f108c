"""Mission drift: see `wargame.adjudication.drift`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.rules import Rules, begin


def measure(w: Any, rules: Rules) -> None:
    """Gauges follow what pulls them; a mission that leaves its box becomes the operation whose box is nearest."""
    kept = math.exp(-w.dt / rules.t["gauge_days"])
    targets = [rules.check(name, w) * rules.high["gauge"] for name in rules.gauges]
    w.gauge = [target + (old - target) * kept for target, old in zip(targets, w.gauge, strict=True)]
    w.fresh.add("gauge")
    if rules.operation < 0:
        return
    begin(w, "relabelled")
    declared = w.settings[rules.operation]
    distances = [_distance(box, w.gauge) for box in rules.boxes]
    own, was, before = distances[declared], w.de_facto, w.outside_box
    left = 0 < own < math.inf
    w.outside_box = own if left else 0.0
    w.de_facto = distances.index(min(distances)) if left else declared
    if left and w.de_facto != declared and (before <= 0 or w.de_facto != was):
        w.relabelled = w.duty_open = 1
    w.fresh |= {"outside_box", "de_facto"}


def _distance(box: list[list[float]], gauges: list[float]) -> float:
    """Points by which the gauges lie outside a box; infinite for a level without one."""
    if any(math.isnan(edge) for edges in box for edge in edges):
        return math.inf
    return sum(max(low - gauge, 0.0) + max(gauge - high, 0.0) for (low, high), gauge in zip(box, gauges, strict=True))
