"""Conditions and quantities of the rules as people read them: `sum(seizures, 28) >= 1` becomes a line of words.

The expression itself stays the law; this only says it with the names of the scenario, so that it can be read aloud.
"""

from __future__ import annotations

import ast

from wargame.analysis.naming import Naming

_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Eq: "=",
    ast.NotEq: "≠",
}
_ARITH: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}
_ROW_AXES = (
    "side",
    "ladder",
    "trigger",
    "sector",
    "area",
    "element",
    "order",
    "inject",
    "dimension",
    "class",
    "role",
)
_WORDED_AXES = ("gauge", "stock", "part")
"""Their rows are the engine's own, and named by the catalogues."""


def worded(expression: str, naming: Naming) -> str:
    """An expression in words; one that can't be read comes back as it was written."""
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return expression
    return _Wording(naming).say(tree) or expression


class _Wording:
    """Walks one expression."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.words = naming.words

    def say(self, node: ast.AST) -> str:
        """One node and what is below it."""
        match node:
            case ast.Name(id=name):
                return self.words.say("wording.baseline") if name == "baseline" else self.naming.quantity(name)
            case ast.Constant(value=value):
                return self.words.number(value) if isinstance(value, int | float) else str(value)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return "−" + self.say(operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.words.say("wording.not", what=self.say(operand))
            case ast.BoolOp(op=ast.And(), values=parts):
                return self.words.say("wording.and").join(self.say(part) for part in parts)
            case ast.BoolOp(op=ast.Or(), values=parts):
                return self.words.say("wording.or").join(self.say(part) for part in parts)
            case ast.BinOp(left=left, op=op, right=right):
                return f"{self._part(left, op)} {_ARITH.get(type(op), '?')} {self._part(right, op)}"
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._compared(left, ops, others)
            case ast.Subscript(value=ast.Name(id=name), slice=index):
                return self._row(name, index)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments)
        return ast.unparse(node)

    def _part(self, node: ast.expr, of: ast.operator) -> str:
        """One side of a sum or product; a sum within a product is bracketed."""
        said = self.say(node)
        loose = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
        return f"({said})" if loose and isinstance(of, ast.Mult | ast.Div) else said

    def _compared(self, left: ast.expr, ops: list[ast.cmpop], others: list[ast.expr]) -> str:
        said = self.say(left)
        setting = left.id if isinstance(left, ast.Name) else ""
        for op, other in zip(ops, others, strict=True):
            known = isinstance(other, ast.Name) and self.naming.level(setting, other.id) != other.id
            right = self.naming.level(setting, other.id) if known and isinstance(other, ast.Name) else self._id(other)
            said = f"{said} {_COMPARE.get(type(op), '?')} {right}"
        return said

    def _id(self, node: ast.expr) -> str:
        """The right hand of a comparison: a status, a row, or an expression."""
        if isinstance(node, ast.Name):
            code = f"status.{node.id}"
            if self.words.has(code):
                return self.words.say(code)
        return self.say(node)

    def _row(self, name: str, index: ast.expr) -> str:
        rows = index.elts if isinstance(index, ast.Tuple) else [index]
        ids = [row.id if isinstance(row, ast.Name) else str(getattr(row, "value", ast.unparse(row))) for row in rows]
        named = ", ".join(self._named(id) for id in ids)
        return f"{self.naming.quantity(name)} ({named})"

    def _named(self, id: str) -> str:
        code = next((f"{axis}.{id}" for axis in _WORDED_AXES if self.words.has(f"{axis}.{id}")), "")
        return self.words.say(code) if code else self.naming.any(id, _ROW_AXES)

    def _call(self, name: str, arguments: list[ast.expr]) -> str:
        what = self.say(arguments[0]) if arguments else ""
        if name in ("sum", "change", "held") and len(arguments) > 1:
            days = arguments[1].value if isinstance(arguments[1], ast.Constant) else self.say(arguments[1])
            span = self.words.n("core.days", int(days)) if isinstance(days, int | float) else str(days)
            return self.words.say(f"wording.{name}", what=what, days=span)
        code = f"wording.{name}"
        return self.words.say(code, what=what) if self.words.has(code) else what
