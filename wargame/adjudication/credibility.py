"""What stands behind a threat, and what the adversary thinks stands behind it.

Seven parts per trigger (practice note 8.4), each a check in the rules, combined by one of four theories that the
scenario chooses. The gap between actual and perceived credibility is miscalculation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics
from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.dice import Dice
from wargame.quantities import PARTS
from wargame.world import why as whys

Array = NDArray[Any]


def compute(draft: Draft) -> None:
    """Writes `credibility_part`, `perceived_part`, `credibility` and `perceived`.

    The adversary's misjudgement is lasting: one normal error for each world and threat, drawn for the first day of
    play.
    """
    actual = draft.each_check([f"cred_{part}" for part in PARTS])
    seen = draft.each_check([f"seen_{part}" for part in PARTS])
    draft.set("credibility_part", actual)
    draft.set("perceived_part", seen)
    floor, gap = draft.tunable("theory_floor"), draft.now.enabler_gap
    parts = dict(zip(PARTS, np.stack([actual, seen], axis=1), strict=True))
    credibility, read = combine(draft.tables.theory, parts, gap, floor)
    draft.set("credibility", credibility)
    error = _misjudgement(draft.dice, read.shape[0]) * np.float32(draft.tunable("perceived_noise"))
    draft.set("perceived", np.clip(read + error, 0, 1))


@lru_cache(maxsize=2)
def _misjudgement(dice: Dice, threats: int) -> Array:
    """(threats, W) normal numbers that stay the same throughout play."""
    return dice.normal("perceived", 0, threats)


def because(draft: Draft, row: int) -> Why:
    """What stood behind a threat as its trigger was met, and what the adversary thought did, part by part.

    The threat as it is rests on `credibility`, and as it is read on `perceived`: who sees neither exactly is told of
    neither.
    """
    gap, floor, theory = draft.now.enabler_gap, draft.tunable("theory_floor"), draft.tables.theory
    ids = {"trigger": draft.tables.roster.axes["trigger"][row], "theory": theory}
    stands = []
    for kind, known, of_parts in (
        ("cred", ("credibility",), ("credibility", "credibility_part")),
        ("seen", ("perceived",), ("perceived", "perceived_part")),
    ):
        values = {part: draft.check(f"{kind}_{part}")[row] for part in PARTS}
        whole = float(combine(theory, values, gap, floor)[GAME])
        if kind == "seen":
            whole = float(draft.now.perceived[row, GAME])  # with the adversary's own error
        numbers = {part: float(value[GAME]) for part, value in values.items()}
        checks = [{**draft.why(f"{kind}_{part}", {"trigger": row}), "reads": list(of_parts)} for part in PARTS]
        stands += [
            whys.rule(known[0], {"whole": whole}, draft.origin("scenario.theory"), known, **ids),
            whys.rule(of_parts[1], numbers, draft.origin("scenario.theory"), of_parts, **ids),
            *checks,
        ]
    return whys.parts(*stands)


def combine(theory: str, parts: Mapping[str, Array], enabler_gap: Array, floor: float) -> Array:
    """Credibility in [0, 1] from its parts.

    Args:
        theory: `weakest_link`, `schelling`, `denial` or `capability_x_resolve`.
        parts: name of `wargame.quantities.PARTS` -> array in [0, 1].
        enabler_gap: share of the needed enablers that is missing.
        floor: parts count as at least this where they are multiplied, so that one zero does not decide all by itself.

    weakest_link: sqrt(exposure) x min(follow_on, us) x cube root(roe x will x signal): the weakest of follow-on and
    US caps all.
    schelling: exposure x sqrt(will x signal) x (1 + us) / 2: hostage logic, the follow-on force is unimportant.
    denial: balance x sqrt(us): mass at the line counts, exposure does not.
    capability_x_resolve: follow_on x enablers x cube root(will x signal x exposure): neither makes up for the other.
    The exponents are designers' judgement (practice note 8.4).
    """
    return _THEORIES[theory](parts, enabler_gap, floor)


def theories(parts: Mapping[str, Array], enabler_gap: Array, floor: float) -> dict[str, Array]:
    """The four theories side by side: under which of them does the plan deter?

    >>> one = np.ones(2, np.float32)
    >>> parts = {name: one for name in PARTS} | {"follow_on": one * 0}
    >>> {name: float(value[0].round(2)) for name, value in theories(parts, one * 0, 0).items()}
    {'weakest_link': 0.0, 'schelling': 1.0, 'denial': 1.0, 'capability_x_resolve': 0.0}
    """
    return {name: combine(name, parts, enabler_gap, floor) for name in _THEORIES}


def _root(*values: Array) -> Array:
    """Geometric mean of values in [0, 1]; exactly 1 if all are 1."""
    total = numerics.log(values[0])
    for value in values[1:]:
        total = total + numerics.log(value)
    return np.minimum(numerics.exp(total / np.float32(len(values))), 1)


def _weakest_link(parts: Mapping[str, Array], _gap: Array, floor: float) -> Array:
    exposure, roe, will, signal = (np.maximum(parts[name], floor) for name in ("exposure", "roe", "will", "signal"))
    weakest: Array = np.sqrt(exposure) * np.minimum(parts["follow_on"], parts["us"]) * _root(roe, will, signal)
    return weakest


def _schelling(parts: Mapping[str, Array], _gap: Array, floor: float) -> Array:
    exposure, will, signal = (np.maximum(parts[name], floor) for name in ("exposure", "will", "signal"))
    hostage: Array = exposure * np.sqrt(will * signal) * (1 + parts["us"]) / 2
    return hostage


def _denial(parts: Mapping[str, Array], _gap: Array, floor: float) -> Array:
    denial: Array = parts["balance"] * np.sqrt(np.maximum(parts["us"], floor))
    return denial


def _capability_x_resolve(parts: Mapping[str, Array], gap: Array, floor: float) -> Array:
    exposure, will, signal = (np.maximum(parts[name], floor) for name in ("exposure", "will", "signal"))
    product: Array = parts["follow_on"] * (1 - gap) * _root(will, signal, exposure)
    return product


_THEORIES = {
    "weakest_link": _weakest_link,
    "schelling": _schelling,
    "denial": _denial,
    "capability_x_resolve": _capability_x_resolve,
}
