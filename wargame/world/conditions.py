"""A condition of the rules as the engine asks it, with what it looks at: a yes or no that can account for itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from wargame.world.readers import Reader, SettingValue

if TYPE_CHECKING:
    from wargame.world.expressions import Expressions

Array = NDArray[Any]


@dataclass(frozen=True)
class Watched:
    """One thing that a condition compares."""

    text: str
    """As written: ``sum(cfv_recorded, 7)``, ``0.003 * baseline``, ``nl_exit``."""
    read: Reader
    """Its value, (W,) float32."""
    reads: tuple[str, ...]
    """Quantities, tracks and settings behind it; none behind a number."""
    words: tuple[str, ...] = ()
    """The ids that it may be, of a setting and of what holds a row number."""
    row: Reader | None = None
    """Which of `words` it is, (W,)."""


@dataclass(frozen=True)
class Condition:
    """A yes or no about the world. Call it like any reader: (W,) bool."""

    text: str
    """As written in the rules."""
    read: Reader
    watched: tuple[Watched, ...]
    reads: tuple[str, ...]
    """Everything it looks at."""
    origin: str
    """file:line where it stands."""

    def __call__(self, state: Any) -> Array:
        return self.read(state)


def condition(text: str, origin: str, expressions: Expressions) -> Condition:
    """Compile a condition; raises `ConditionError` (an `InputError`) if the text can't be used."""
    read, reads = expressions.condition(text), expressions.reads(text)
    return Condition(text, read, tuple(_watched(text, expressions)), reads, origin)


def _watched(text: str, expressions: Expressions) -> Iterator[Watched]:
    from wargame.scenario.syntax import syntax_tree

    choices, levels = expressions.scope.choices, expressions.roster.levels
    for seen in dict.fromkeys(_compared(syntax_tree(text), expressions)):
        read, _ = expressions.value(seen)
        name = seen.partition("[")[0]
        row = read
        if name in levels:
            numbers = tuple(float(level) for level in range(len(levels[name])))
            row = SettingValue(expressions.roster.row("setting", name), numbers)
        words = () if " " in seen else choices.get(name, ())
        yield Watched(seen, read, expressions.reads(seen), words, row if words else None)


def _compared(node: ast.expr, expressions: Expressions) -> Iterator[str]:
    """What stands on either side of every comparison, and what is a yes or no by itself; ids and numbers left out."""
    match node:
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from _compared(part, expressions)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield from _compared(inner, expressions)
        case ast.Compare(left=left, comparators=others):
            for side in (left, *others):
                if not (_is_id(side, expressions) or isinstance(side, ast.Constant)):
                    yield ast.unparse(side)
        case ast.Call(func=ast.Name(id="held"), args=[inner, _]):
            yield from _compared(inner, expressions)
            yield ast.unparse(node)
        case _:
            yield ast.unparse(node)


def _is_id(node: ast.expr, expressions: Expressions) -> bool:
    from wargame.scenario.syntax import word_of

    word = word_of(node)
    return bool(word) and word != "baseline" and word not in expressions.scope.registry
