"""The language of conditions and quantities in the rules: Python's expression grammar, read and never run.

    sum(cfv_recorded[russia], 28) > 3 * baseline and operation == tripwire

numbers and ``baseline``; quantities, tracks and settings by name; ``q[row]`` or ``q[row, row]`` with ids, which go to
whichever axis has them; ``+ - * /``, comparisons (chains too), ``and or not``; ``total(x) mean(x) max(x) min(x)`` over
all axes; ``sum(flow, days)``, ``change(level, days)``, ``held(condition, days)``. A setting, and a few engine
quantities that hold row numbers, compare with ids: ``roe >= c``, ``element_status[nl_13] == in_place``. An id with a
hyphen is written in quotes. In a doctrine's target also ``argmax(x)`` and ``argmin(x)``.

**How a quantity with axes becomes one number.** Axes that the place of use keeps (a check's own axes) stay. All others
are *added up* when the quantity counts something (people, violations, rounds, ..., see `COUNTED`) and *averaged*
otherwise (shares, points, metres, days). So ``cfv_recorded[russia] > 100`` is about all sectors together, and
``coverage < 0.2`` about the mean sector. `sum`, `change` and `held` always look at the whole.

A bare flow or flag may stand where a yes/no is wanted, and means "more than 0". The other way round, ``total`` of a
yes/no counts: ``total(nl_exit == date)`` is 1 if it holds and 0 if not.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from wargame.quantities import AXES, NEVER_DAYS, Quantity
from wargame.scenario.expressions import (
    Arith,
    ArithOp,
    Baseline,
    Choice,
    Compare,
    CompareOp,
    Held,
    Logic,
    Negative,
    Not,
    Number,
    Read,
    Reduce,
    Selector,
    Term,
    Window,
    names_used,
    reads,
    walk,
)
from wargame.scenario.nearest import nearest
from wargame.scenario.syntax import ConditionError, Problem, syntax_tree, word_of

__all__ = [
    "COUNTED", "Arith", "Baseline", "Choice", "Compare", "ConditionError", "Held", "Logic", "Negative", "Not", "Number",
    "Problem", "Read", "Reduce", "Scope", "Selector", "Term", "Window", "names_used", "nearest", "parse",
    "parse_selector", "reads", "walk",
]  # fmt: skip

MAX_DEPTH = 24
MAX_DAYS = 3650
COUNTED = frozenset({"people", "violations", "incidents", "rounds", "weapons", "elements", "gates", "rungs"})
"""Units that add up over rows. A flow of flags (``trigger_fired``) adds up as well: how many."""
FUNCTIONS = ("total", "mean", "max", "min", "sum", "change", "held")
AGES = frozenset({"order_age", "inject_age", "trigger_age"})
"""Days since something happened last; of what never did, `NEVER_DAYS`."""
RESERVED = frozenset({*FUNCTIONS, "baseline", "argmax", "argmin"})
"""Words of the language, which no track, setting or id may take."""

_ARITH: dict[type[ast.operator], ArithOp] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE: dict[type[ast.cmpop], CompareOp] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """What a condition may name: quantities, the ids of every axis, and the ids that a quantity's value may be."""

    registry: Mapping[str, Quantity]
    axes: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, tuple[str, ...]]
    """Setting -> its level ids; also engine quantities whose value is a row number, such as ``element_status``."""
    settings: frozenset[str]
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Axis -> ids that a scenario leaves out: what is asked of them is read as of something that never happens."""
    parsed: dict[tuple[str, str, tuple[str, ...]], Term] = field(default_factory=dict, compare=False, repr=False)
    """What was read in this scope already: many rules look at one condition."""


def parse(
    text: str,
    scope: Scope,
    want: Literal["yes_no", "number", "any"] = "yes_no",
    keep: tuple[str, ...] = (),
) -> Term:
    """Read a condition (`want="yes_no"`), a quantity (`"number"`), or either (`"any"`), keeping the axes in `keep`.

    Raises:
        ConditionError: it isn't of this language, names something unknown, or mixes a yes/no with a number.
    """
    known = scope.parsed.get((text, want, keep))
    if known is not None:
        return known
    tree = syntax_tree(text)
    reader = _Reader(text, scope)
    term = reader.wanted(tree, want, keep)
    if reader.problems:
        raise ConditionError(text, reader.problems)
    return scope.parsed.setdefault((text, want, keep), term)


def parse_selector(text: str, scope: Scope, axis: str) -> Selector:
    """Read ``argmax(x)`` or ``argmin(x)``, where x differs along `axis` (``sector``, ``element``, ...).

    Raises:
        ConditionError: as `parse`, or x is the same for every row of the axis.
    """
    tree = syntax_tree(text)
    reader = _Reader(text, scope)
    if not (isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in {"argmax", "argmin"}):
        raise ConditionError(
            text, [reader.note(tree, "not-a-selector", "a target is chosen by argmax(x) or argmin(x)")]
        )
    best: Literal["max", "min"] = "max" if tree.func.id == "argmax" else "min"
    if len(tree.args) != 1 or tree.keywords:
        raise ConditionError(text, [reader.note(tree, "wrong-arguments", f"{tree.func.id} takes one quantity")])
    term = reader.wanted(tree.args[0], "number", (axis,))
    if not reader.problems and axis not in term.axes:
        reader.note(
            tree.args[0], "nothing-to-choose", f"this is the same for every {axis}", f"name a quantity by {axis}"
        )
    if reader.problems:
        raise ConditionError(text, reader.problems)
    return Selector(best, term, axis)


def adds_up(quantity: Quantity) -> bool:
    """Whether the rows of a quantity are added up (rather than averaged) where one number is wanted."""
    return quantity.unit in COUNTED or (quantity.unit == "flag" and quantity.kind == "flow")


@dataclass
class _Reader:
    """Turns Python's syntax tree into terms; goes on after a mistake, so that all of them are told at once."""

    text: str
    scope: Scope
    problems: list[Problem] = field(default_factory=list)
    depth: int = 0

    def note(self, node: ast.expr, code: str, message: str, hint: str = "") -> Problem:
        length = max(1, (node.end_col_offset or node.col_offset + 1) - node.col_offset)
        problem = Problem(code, message, hint, node.col_offset, length)
        self.problems.append(problem)
        return problem

    def wrong(self, node: ast.expr, code: str, message: str, hint: str = "") -> Term:
        self.note(node, code, message, hint)
        return Number(math.nan)

    def wanted(self, node: ast.expr, want: Literal["yes_no", "number", "any"], keep: tuple[str, ...] | None) -> Term:
        """The node's term with only the axes in `keep` left (None: all), of the wanted kind."""
        term = self.term(node, keep)
        if self.problems or want == "any" or term.boolean == (want == "yes_no"):
            return term
        if want == "number":
            return self.wrong(node, "yes-no-not-number", "a number is wanted here and this is a yes or no")
        if self._may_be_bare(term):
            return Compare(">", term, Number(0.0))
        written = ast.unparse(node)
        return self.wrong(
            node,
            "number-not-yes-no",
            f"a yes or no is wanted here and `{written}` is a number",
            "compare it with something",
        )

    def _may_be_bare(self, term: Term) -> bool:
        inner = term.operand if isinstance(term, Reduce) else term
        if isinstance(inner, Window):
            return inner.how == "sum"
        if not isinstance(inner, Read):
            return False
        quantity = self.scope.registry[inner.name]
        return quantity.kind == "flow" or quantity.unit == "flag"

    def term(self, node: ast.expr, keep: tuple[str, ...] | None) -> Term:
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                return self.wrong(node, "condition-too-deep", f"more than {MAX_DEPTH} levels of nesting", "split it")
            return self._term(node, keep)
        finally:
            self.depth -= 1

    def _term(self, node: ast.expr, keep: tuple[str, ...] | None) -> Term:
        match node:
            case ast.Constant(value=bool() | None):
                return self.wrong(node, "bad-condition", f"`{ast.unparse(node)}` has no place in a condition")
            case ast.Constant(value=int() | float() as value):
                return self._number(node, value)
            case ast.Name() | ast.Subscript():
                return self._read(node, keep)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=inner):
                term = self.wanted(inner, "number", keep)
                return Negative(term) if isinstance(sign, ast.USub) else term
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return Not(self.wanted(inner, "yes_no", keep))
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _ARITH:
                return Arith(_ARITH[type(op)], self.wanted(left, "number", keep), self.wanted(right, "number", keep))
            case ast.BoolOp(op=op, values=values):
                terms = tuple(self.wanted(value, "yes_no", keep) for value in values)
                return Logic("and" if isinstance(op, ast.And) else "or", terms)
            case ast.Compare():
                return self._comparison(node, keep)
            case ast.Call():
                return self._call(node)
        return self.wrong(node, "bad-condition", f"`{ast.unparse(node)}` has no place in a condition")

    def _number(self, node: ast.expr, value: float) -> Term:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            return self.wrong(node, "number-too-large", "this number is too large to compute with")
        return Number(number)

    def _comparison(self, node: ast.Compare, keep: tuple[str, ...] | None) -> Term:
        sides = [node.left, *node.comparators]
        steps: list[Term] = []
        for op, left, right in zip(node.ops, sides, sides[1:], strict=False):
            if type(op) not in _COMPARE:
                return self.wrong(node, "bad-condition", "compare with < <= > >= == or !=")
            one, other = self._pair(left, right, keep)
            steps.append(Compare(_COMPARE[type(op)], one, other))
        return steps[0] if len(steps) == 1 else Logic("and", tuple(steps))

    def _pair(self, left: ast.expr, right: ast.expr, keep: tuple[str, ...] | None) -> tuple[Term, Term]:
        """Both sides of a comparison; where one may be an id of the other's (``roe >= c``), as row numbers."""
        if (choosing := self._choosing(left)) and self._is_word(right, choosing):
            return self._chosen(left, choosing, keep), self._row_number(right, choosing)
        if (choosing := self._choosing(right)) and self._is_word(left, choosing):
            return self._row_number(left, choosing), self._chosen(right, choosing, keep)
        return self.wanted(left, "number", keep), self.wanted(right, "number", keep)

    def _choosing(self, node: ast.expr) -> str:
        """The name of the setting or row-number quantity that the node reads, or nothing."""
        inner = node.value if isinstance(node, ast.Subscript) else node
        return inner.id if isinstance(inner, ast.Name) and inner.id in self.scope.choices else ""

    def _is_word(self, node: ast.expr, choosing: str) -> bool:
        word = word_of(node)
        return bool(word) and (word in self.scope.choices[choosing] or word not in self.scope.registry)

    def _chosen(self, node: ast.expr, name: str, keep: tuple[str, ...] | None) -> Term:
        if name in self.scope.settings:
            return Choice(name) if isinstance(node, ast.Name) else self._read(node, keep)
        term = self._read(node, keep)
        if isinstance(term, Reduce):  # the mean of row numbers says nothing
            return self.wrong(node, "which-row", f"`{name}` must say which {term.over[0]}", f"write {name}[id]")
        return term

    def _row_number(self, node: ast.expr, name: str) -> Term:
        known = self.scope.choices[name]
        word = word_of(node)
        if word not in known:
            return self.wrong(node, "unknown-level", f"`{name}` is never `{word}`", nearest(word, known))
        return Number(float(known.index(word)))

    def _read(self, node: ast.expr, keep: tuple[str, ...] | None) -> Term:
        base = node.value if isinstance(node, ast.Subscript) else node
        if not isinstance(base, ast.Name):
            return self.wrong(node, "bad-condition", f"`{ast.unparse(node)}` has no place in a condition")
        name = base.id
        if name == "baseline" and base is node:
            return Baseline()
        quantity = self.scope.registry.get(name)
        if quantity is None:
            if name in RESERVED:
                return self.wrong(base, "bad-condition", f"`{name}` is a word of the language, not a quantity")
            hint = nearest(name, (*self.scope.registry, "baseline"))
            return self.wrong(base, "unknown-name", f"there is no quantity, track or setting `{name}`", hint)
        pinned = self._pinned(node, quantity) if isinstance(node, ast.Subscript) else {}
        if any(row in self.scope.absent.get(axis, ()) for axis, row in pinned.items()):
            return Number(float(NEVER_DAYS) if name in AGES else 0.0)
        rows = tuple((axis, pinned[axis]) for axis in quantity.axes if axis in pinned)
        free = tuple(axis for axis in AXES if axis in quantity.axes and axis not in pinned)
        read = Read(name, rows, free)
        over = () if keep is None else tuple(axis for axis in free if axis not in keep)
        return Reduce("total" if adds_up(quantity) else "mean", read, over) if over else read

    def _pinned(self, node: ast.Subscript, quantity: Quantity) -> dict[str, str]:
        entries = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        pinned: dict[str, str] = {}
        for entry in entries:
            word = word_of(entry)
            if not word:
                self.note(entry, "bad-row", "a row is named by its id", "put an id with a hyphen in quotes")
                continue
            left = [axis for axis in quantity.axes if axis not in pinned]
            rows, absent = self.scope.axes, self.scope.absent
            found = next((axis for axis in left if word in rows[axis] or word in absent.get(axis, ())), None)
            if found:
                pinned[found] = word
            elif left:
                known = tuple(row for axis in left for row in self.scope.axes[axis])
                self.note(
                    entry, "unknown-row", f"`{quantity.name}` has no {' or '.join(left)} `{word}`", nearest(word, known)
                )
            else:
                self.note(entry, "too-many-rows", f"`{quantity.name}` has {len(quantity.axes)} axes to pick a row of")
        return pinned

    def _call(self, node: ast.Call) -> Term:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS:
            return self.wrong(
                node.func,
                "unknown-function",
                f"there is no function `{ast.unparse(node.func)}`",
                nearest(name, FUNCTIONS),
            )
        wanted = 1 if name in {"total", "mean", "max", "min"} else 2
        if len(node.args) != wanted or node.keywords:
            shape = f"{name}(x)" if wanted == 1 else f"{name}(x, days)"
            return self.wrong(node, "wrong-arguments", f"`{name}` is written as {shape}")
        if wanted == 1:
            inner = self.term(node.args[0], None)
            if not inner.axes and not inner.boolean and not self.problems:
                return self.wrong(
                    node,
                    "nothing-to-reduce",
                    f"`{ast.unparse(node.args[0])}` is one number already",
                    f"leave `{name}` out",
                )
            return Reduce(cast("Literal['total', 'mean', 'max', 'min']", name), inner, inner.axes)
        days = self._days(node.args[1])
        if name == "held":
            return Held(self.wanted(node.args[0], "yes_no", ()), days)
        return self._window(node, cast("Literal['sum', 'change']", name), days)

    def _window(self, node: ast.Call, how: Literal["sum", "change"], days: int) -> Term:
        operand = self.wanted(node.args[0], "number", ())
        if any(isinstance(part, Window | Held) for part in walk(operand)):
            return self.wrong(node, "nested-window", "a window of days can't look into another one")
        kind = "flow" if how == "sum" else "level"
        other = next((read.name for read in reads(operand) if self.scope.registry[read.name].kind != kind), None)
        if other and how == "sum":
            return self.wrong(
                node,
                "sum-of-level",
                f"`{other}` is a level: over days it doesn't add up",
                "sum a flow, or use change(x, days)",
            )
        if other:
            return self.wrong(
                node,
                "change-of-flow",
                f"`{other}` is a flow: it counts, and doesn't change",
                "change a level, or use sum(x, days)",
            )
        return Window(how, operand, days)

    def _days(self, node: ast.expr) -> int:
        value = node.value if isinstance(node, ast.Constant) else None
        if type(value) is int and 1 <= value <= MAX_DAYS:
            return value
        self.note(node, "bad-days", f"days must be a whole number from 1 to {MAX_DAYS}")
        return 1
