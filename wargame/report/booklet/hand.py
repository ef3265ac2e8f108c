"""What the booklet's sections are made from: a scenario's opening position, its compiled rules, and its names."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from wargame.adjudication.opening import settle
from wargame.analysis.naming import Naming
from wargame.analysis.wording import worded
from wargame.dice import Dice
from wargame.quantities import DAYS_PER_WEEK
from wargame.report.booklet import chances, draws
from wargame.scenario.document import Scenario
from wargame.words import Words
from wargame.world import checks
from wargame.world.compile import compile_world
from wargame.world.state import LANES, WorldState, spread
from wargame.world.tables import CompiledCheck


class Hand:
    """One scenario in one language."""

    def __init__(self, scenario: Scenario, lang: str) -> None:
        self.scenario, self.lang = scenario, lang
        self.words = Words(lang)
        self.naming = Naming(scenario, self.words)
        self.tables = compile_world(scenario)
        self.say = self.words.say
        self.sides = [side.name.say(lang) for side in scenario.document.sides]
        self.areas = [area.name.say(lang) for area in scenario.map.areas]

    @cached_property
    def state(self) -> WorldState:
        """The opening position."""
        dice = Dice(draws.SEED, np.arange(LANES, dtype=np.int64))
        return settle(spread(self.tables.start, LANES), self.tables, dice)

    @cached_property
    def drawn(self) -> draws.Drawn:
        """What turns without orders come to."""
        return draws.drawn(self.tables)

    @property
    def days(self) -> int:
        """Of the first turn."""
        return self.drawn.days[0]

    def check(self, name: str) -> CompiledCheck:
        """A compiled check."""
        return self.tables.checks[name]

    def tunable(self, name: str) -> float:
        """A number of the rules."""
        return self.tables.tunables[name]

    def along(self, name: str, side: int) -> float:
        """A check by side and sector, over the whole line."""
        km = self.tables.km
        value = checks.evaluate(self.check(name), self.state)[side, :, chances.GAME]
        return float((value * km).sum() / km.sum())

    def in_area(self, name: str, side: int, area: int) -> float:
        """The same in an area."""
        mask = self.tables.area == area
        km = self.tables.km * mask
        value = checks.evaluate(self.check(name), self.state)[side, :, chances.GAME]
        return float((value * km).sum() / max(km.sum(), 1e-9))

    def pulls(self, name: str) -> list[chances.Pull]:
        """Factors of a check."""
        return chances.pulls(self.check(name), self.state, self.tables, self.naming)

    def pull(self, one: chances.Pull, *, share: bool = False) -> str:
        """A factor in a few words: Will to answer +10: −0.9."""
        steps = self.words.signed(one.pull, 1)
        only = "".join(f" ({self.naming.any(row, ('side', 'trigger', 'sector'))})" for row in one.only.values())
        change = f" {self.words.signed(one.change)}" if one.change else ""
        return f"{one.name}{only}{change}: {steps}{'' if share else ' ' + self.say('booklet.st')}"

    def asked(self, expression: str) -> str:
        """A condition in words, what is told by a usual week being put into numbers."""
        usual = self.tunable("baseline_rate") * float(self.tables.km.sum()) * DAYS_PER_WEEK
        tree = _Weekly(usual).visit(ast.parse(expression, mode="eval"))
        return worded(ast.unparse(ast.fix_missing_locations(tree)), self.naming)


class _Weekly(ast.NodeTransformer):
    """Puts the usual number of violations in a week, and what it is multiplied by, into one number."""

    def __init__(self, usual: float) -> None:
        self.values: Mapping[str, float] = {"baseline": usual}

    def visit_Name(self, node: ast.Name) -> Any:
        value = self.values.get(node.id)
        return node if value is None else ast.Constant(_rounded(value))

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        values = [
            self.values.get(side.id) if isinstance(side, ast.Name) else getattr(side, "value", None)
            for side in (node.left, node.right)
        ]
        told = any(isinstance(side, ast.Name) and side.id in self.values for side in (node.left, node.right))
        left, right = values
        if told and isinstance(node.op, ast.Mult) and isinstance(left, int | float) and isinstance(right, int | float):
            return ast.Constant(_rounded(left * right))
        return self.generic_visit(node)


def _rounded(value: float) -> float:
    """To two figures.

    >>> [_rounded(value) for value in (89.5, 1790.7, 0.0)]
    [90, 1800, 0]
    """
    return int(float(f"{value:.2g}")) if value >= 1 else round(value, 2) if value else 0
