"""Whether a claim is true by formula: whether the rules lead in one step from what its arms differ in to the measure.

One step: the measured thing itself is set or moved by what differs; or the check (or coupling) that gives it reads
what differs. What takes more steps emerges from the rules, whatever their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wargame.scenario.claims import Arm, Claim
from wargame.scenario.document import Scenario

GIVES: Mapping[str, tuple[str, ...]] = {
    "violation_rate": ("cfv_true", "cfv_recorded"), "contact": ("harassed", "attacks"),
    "contact_hit": ("attacks", "harassed"), "air_contact": ("air_incidents",), "hazard": ("hazard",),
    "enablers": ("enabler_gap",), "gauge_consent": ("gauge",), "gauge_force": ("gauge",),
    "gauge_impartiality": ("gauge",), "assault": ("seizures",),
}  # fmt: skip
"""Check -> the engine's quantities that it gives."""
PRESENT = ("mission_people", "exposure", "density", "element_status", "element_task")
"""What a force in place is, to the rules; acts against it follow from being there."""
ACTS: Mapping[str, tuple[str, ...]] = {"answer": ("answered", "unanswered", "open_cases")}
"""Act of an order -> quantities that it sets."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def by_formula(scenario: Scenario, claim: Claim) -> bool:
    """Whether the headline test of a claim follows from the rules in one step."""
    test = claim.tests[0]
    touched = [_touched(scenario, claim.arms[name]) for name in test.of]
    names = {name for each in touched for name in each}
    differing = {name for name in names if len({each.get(name) for each in touched}) > 1}
    measured = set(_NAME.findall(test.measure))
    if differing & measured:
        return True
    reads = [set(_NAME.findall(text)) for text in _giving(scenario, measured)]
    there = "exposure" in differing and bool(measured & {"harassed", "attacks"})
    return there or any(differing & each for each in reads)


def _touched(scenario: Scenario, arm: Arm) -> dict[str, str]:
    """What an arm by itself sets, moves or puts in place, and how: arms differ where they do the same otherwise."""
    how: dict[str, list[str]] = {}
    for path, value in arm.changes.items():
        how.setdefault(path.rpartition(".")[2], []).append(str(value))
    for each in arm.deployed:
        for name in PRESENT:
            how.setdefault(name, []).append(f"{each.option} at {each.place}")
    known = {order.id: order for order in scenario.rules.orders}
    for given in arm.orders:
        order, level = known[given.order], given.parameters.get("level")
        for effect in order.effects:
            if effect.level in {None, level}:
                how.setdefault(effect.track, []).append(f"{effect.delta} in {given.turns}")
        for act in order.mechanisms:
            for name in ([act.setting] if act.setting else []) + list(ACTS.get(act.act, ())):
                how.setdefault(name, []).append(f"{act.act} {level} in {given.turns}")
    return {name: "; ".join(sorted(each)) for name, each in how.items()}


def _giving(scenario: Scenario, measured: set[str]) -> Iterator[str]:
    """What the checks and couplings that give a measured quantity read."""
    for name, check in scenario.rules.checks.items():
        if measured & set(GIVES.get(name, ())):
            yield from (factor.quantity for factor in check.factors)
    for coupling in scenario.rules.couplings:
        if coupling.to in measured:
            yield coupling.source


__all__ = ["by_formula"]
