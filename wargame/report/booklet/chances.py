"""Checks for hands: everything in steps, which add up, and one table that turns steps into a chance or a multiple.

A step is a quarter on the scale on which a check's factors add up (log-odds or logs), so a tenth of a step is well
below what dice show. Share checks add up in points of a hundred.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wargame.analysis.naming import Naming
from wargame.analysis.wording import worded
from wargame.world import checks
from wargame.world.state import WorldState
from wargame.world.tables import CompiledCheck, Tables, Term

STEP = 0.25
MOST_STEPS = 16
TEN = 10.0
GAME = 0
_YES_OR_NO = re.compile(r"(total\()?\w+(\[\w+\])? == \w+\)?")


@dataclass(frozen=True)
class Pull:
    """A factor for hands.

    Attributes:
        name: what it is.
        change: of how much the pull is told; 0 for a yes or no.
        pull: steps (points of a share check) for that change.
        now: what it stands at in the opening position, the mean if it differs along the line.
        text: as the rules write it.
        only: rows to which it is confined, as ids by axis.
    """

    name: str
    change: float
    pull: float
    now: float
    only: Mapping[str, str]
    text: str


def chance(steps: float) -> float:
    """The probability that a number of steps stands for.

    >>> [round(chance(steps), 2) for steps in (-8, -4, 0, 4)]
    [0.12, 0.27, 0.5, 0.73]
    """
    return 1 / (1 + math.exp(-STEP * steps))


def multiple(steps: float) -> float:
    """What a rate is multiplied by.

    >>> round(multiple(4), 2)
    2.72
    """
    return math.exp(STEP * steps)


def opening_steps(check: CompiledCheck, state: WorldState, rows: Mapping[str, int]) -> float:
    """Where a check stands before its link, in steps (a share: in points of a hundred)."""
    linked = checks.link_value(check, state)
    cell = tuple(rows.get(axis, 0) if linked.shape[n] > 1 else 0 for n, axis in enumerate(check.axes))
    return float(linked[(*cell, GAME)]) / _unit(check)


def natural(check: CompiledCheck, state: WorldState, rows: Mapping[str, int]) -> float:
    """The check in the opening position: a chance, rate or share."""
    cell = tuple(rows.get(axis, 0) for axis in check.axes)
    return float(checks.evaluate(check, state)[(*cell, GAME)])


def pulls(check: CompiledCheck, state: WorldState, tables: Tables, naming: Naming) -> list[Pull]:
    """Every factor, in file order."""
    rule = naming.scenario.rules.checks[check.name]
    found = []
    for term, factor in zip(check.terms, rule.factors, strict=True):
        change = _change(term, tables)
        name = worded(term.text, naming) if factor.text is None else factor.text.say(naming.words.lang)
        now = float(np.asarray(term.read(state)).reshape(-1, state.worlds)[:, GAME].mean())
        pull = term.gain * (change or 1.0) / term.scale / _unit(check)
        only = {axis: tables.roster.axes[axis][row] for axis, row in term.only}
        found.append(Pull(name, change, pull, now, only, term.text))
    return found


def _unit(check: CompiledCheck) -> float:
    return 1 / 100 if check.link == "share" else STEP


def _change(term: Term, tables: Tables) -> float:
    """By how much a factor is told: yes or no, ten points of a track, or its own scale."""
    if term.equals is not None or _YES_OR_NO.fullmatch(term.text):
        return 0.0
    plain = term.text.partition("[")[0]
    quantity = tables.registry.get(plain)
    if quantity is not None and quantity.unit == "flag":
        return 0.0
    points = quantity is not None and quantity.unit == "points"
    return TEN if points else term.scale
