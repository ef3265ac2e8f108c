"""What can happen at all: the range that a condition's numbers can take, and the levels that somebody can bring about.

Interval arithmetic over the registry's ranges: it never calls possible what isn't, at the price of calling some things
possible that are not. So what a rule reports as unreachable is.
"""

from __future__ import annotations

import math
from typing import Literal

from wargame.quantities import NEVER_DAYS
from wargame.scenario.book import Book
from wargame.scenario.conditions import (
    Arith,
    Baseline,
    Choice,
    Compare,
    ConditionError,
    Held,
    Logic,
    Negative,
    Not,
    Number,
    Read,
    Reduce,
    Term,
    Window,
    parse,
)
from wargame.scenario.rules import Order

Range = tuple[float, float]
_ANY: Range = (-math.inf, math.inf)


class Possible:
    """What the seats and injects of one scenario can bring about."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.attention = {role.id: role.attention for role in book.document.roles}
        self.orders = {order.id for order in book.rules.orders if self.affordable(order)}
        self.levels = self._levels()

    def affordable(self, order: Order) -> bool:
        """Whether the order's seat exists and has the attention for it."""
        return order.cost.attention <= self.attention.get(order.role, -1)

    def _levels(self) -> dict[str, tuple[int, ...]]:
        """Setting -> rows of the levels that it starts with or that an order or inject sets."""
        rules, starts = self.book.rules, self.book.document.settings
        found = {setting.id: {starts.get(setting.id, setting.start)} for setting in rules.settings}
        for order in rules.orders:
            if order.id in self.orders:
                offered = next((each.choices or [] for each in order.parameters if each.name == "level"), [])
                for act in order.mechanisms:
                    if act.act == "set":
                        found.setdefault(act.setting or "", set()).update(offered if act.to is None else [act.to])
        for inject in self.book.injects:
            for act in inject.mechanisms:
                if act.act == "set" and act.to:
                    found.setdefault(act.setting or "", set()).add(act.to)
        choices = self.book.scope.choices
        return {
            setting.id: tuple(row for row, level in enumerate(choices[setting.id]) if level in found[setting.id])
            for setting in rules.settings
        }

    def verdict(self, text: str) -> Literal["never", "always", "open"]:
        """Whether a condition can hold. What doesn't parse is another rule's business, and open here."""
        try:
            low, high = self.range(parse(text, self.book.scope))
        except ConditionError:
            return "open"
        return "never" if high <= 0 else "always" if low > 0 else "open"

    def range(self, term: Term) -> Range:  # noqa: C901, PLR0912 (one case for each kind of term)
        """Lowest and highest value that the term can take; a yes counts as 1."""
        match term:
            case Number(value):
                return value, value
            case Baseline():
                return 0.0, math.inf
            case Read():
                return self._read(term)
            case Choice(name):
                rows = self.levels.get(name) or (0, len(self.book.scope.choices[name]))
                return float(min(rows)), float(max(rows))
            case Reduce(how=how, operand=operand):
                low, high = self.range(operand)
                many = how == "total"
                return (-math.inf if many and low < 0 else low), (math.inf if many and high > 0 else high)
            case Window(how="sum", operand=operand):
                low, high = self.range(operand)
                return (-math.inf if low < 0 else 0.0), (math.inf if high > 0 else 0.0)
            case Window(operand=operand):
                low, high = self.range(operand)
                return low - high, high - low
            case Held(condition=inner):
                return 0.0, self.range(inner)[1]
            case Negative(inner):
                low, high = self.range(inner)
                return -high, -low
            case Arith():
                return _arith(term.op, self.range(term.left), self.range(term.right))
            case Not(inner):
                low, high = self.range(inner)
                return float(high <= 0), float(low <= 0)
            case Logic(op=op, parts=parts):
                ranges = [self.range(part) for part in parts]
                pick = min if op == "and" else max
                return pick(low for low, _ in ranges), pick(high for _, high in ranges)
            case Compare():
                return self._compare(term)

    def _read(self, term: Read) -> Range:
        registry = self.book.scope.registry
        if term.name in self.levels:
            setting = next(each for each in self.book.rules.settings if each.id == term.name)
            values = [setting.levels[row].value for row in self.levels[term.name]]
            return (min(values), max(values)) if values else _ANY
        if term.name == "order_age" and term.rows and term.rows[0][1] not in self.orders:
            return NEVER_DAYS, NEVER_DAYS
        quantity = registry[term.name]
        return quantity.low, quantity.high

    def _compare(self, term: Compare) -> Range:
        if isinstance(term.left, Choice) and isinstance(term.right, Number) and term.op in {"==", "!="}:
            rows = self.levels.get(term.left.name, ())
            here, elsewhere = term.right.value in rows, any(row != term.right.value for row in rows)
            yes, no = (here, elsewhere) if term.op == "==" else (elsewhere, here)
            return float(not no), float(yes or not rows)
        (low, high), (other_low, other_high) = self.range(term.left), self.range(term.right)
        match term.op:
            case "<":
                return float(high < other_low), float(low < other_high)
            case "<=":
                return float(high <= other_low), float(low <= other_high)
            case ">":
                return float(low > other_high), float(high > other_low)
            case ">=":
                return float(low >= other_high), float(high >= other_low)
            case "==":
                return float(low == high == other_low == other_high), float(low <= other_high and other_low <= high)
        return float(high < other_low or other_high < low), float(not low == high == other_low == other_high)


def _arith(op: str, left: Range, right: Range) -> Range:
    if op == "+":
        return left[0] + right[0], left[1] + right[1]
    if op == "-":
        return left[0] - right[1], left[1] - right[0]
    if op == "*":
        found = [_times(one, other) for one in left for other in right]
        return min(found), max(found)
    return _ANY


def _times(one: float, other: float) -> float:
    return 0.0 if one == 0 or other == 0 else one * other
