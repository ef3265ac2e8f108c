"""What a condition means once it is read: a small tree of frozen terms that the world compiles to array readers.

Every term knows its `axes`: those along which its value differs, in the order of `wargame.quantities.AXES`; terms with
different axes meet by axis name. `boolean` tells a yes/no from a number. Nothing here is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from wargame.quantities import AXES

ArithOp = Literal["+", "-", "*", "/"]
CompareOp = Literal["<", "<=", ">", ">=", "==", "!="]


@dataclass(frozen=True)
class Number:
    """A constant; also a row number where an id was written, as in ``element_status[nl_13] == in_place``."""

    value: float
    axes: ClassVar[tuple[str, ...]] = ()
    boolean: ClassVar[bool] = False


@dataclass(frozen=True)
class Baseline:
    """The constant `baseline`: usual violations per week, tunable `baseline_rate` x km of line x 7."""

    axes: ClassVar[tuple[str, ...]] = ()
    boolean: ClassVar[bool] = False


@dataclass(frozen=True)
class Read:
    """A quantity, track or setting, some of its axes pinned to a row: ``cfv_recorded[russia]``.

    A setting read so gives the `value` of its level in force; a flow gives what happened in the last tick.
    """

    name: str
    rows: tuple[tuple[str, str], ...]
    """(axis, id) of every pinned axis, in the quantity's own order of axes."""
    axes: tuple[str, ...]
    boolean: ClassVar[bool] = False


@dataclass(frozen=True)
class Choice:
    """The row number of a setting's level in force: what ``operation == tripwire`` compares."""

    name: str
    axes: ClassVar[tuple[str, ...]] = ()
    boolean: ClassVar[bool] = False


@dataclass(frozen=True)
class Reduce:
    """`operand` over its axes `over`: added up, averaged, or the largest or smallest. A yes counts as 1."""

    how: Literal["total", "mean", "max", "min"]
    operand: Term
    over: tuple[str, ...]
    boolean: ClassVar[bool] = False

    @property
    def axes(self) -> tuple[str, ...]:
        return tuple(axis for axis in self.operand.axes if axis not in self.over)


@dataclass(frozen=True)
class Window:
    """`sum`: the flow `operand` added up over the last `days`. `change`: the level `operand` now less `days` ago.

    The operand never has axes left: one accumulator row per world (`WorldState.window`).
    """

    how: Literal["sum", "change"]
    operand: Term
    days: int
    axes: ClassVar[tuple[str, ...]] = ()
    boolean: ClassVar[bool] = False


@dataclass(frozen=True)
class Held:
    """`condition` has been true without a break for at least `days` (`WorldState.held`)."""

    condition: Term
    days: int
    axes: ClassVar[tuple[str, ...]] = ()
    boolean: ClassVar[bool] = True


@dataclass(frozen=True)
class Negative:
    """Minus the operand."""

    operand: Term
    boolean: ClassVar[bool] = False

    @property
    def axes(self) -> tuple[str, ...]:
        return self.operand.axes


@dataclass(frozen=True)
class Arith:
    """Two numbers in one; what is divided by nothing is nothing (x / 0 reads 0)."""

    op: ArithOp
    left: Term
    right: Term
    boolean: ClassVar[bool] = False

    @property
    def axes(self) -> tuple[str, ...]:
        return joined(self.left, self.right)


@dataclass(frozen=True)
class Compare:
    """Whether two numbers compare so."""

    op: CompareOp
    left: Term
    right: Term
    boolean: ClassVar[bool] = True

    @property
    def axes(self) -> tuple[str, ...]:
        return joined(self.left, self.right)


@dataclass(frozen=True)
class Logic:
    """`and` or `or` over two or more yes/no terms."""

    op: Literal["and", "or"]
    parts: tuple[Term, ...]
    boolean: ClassVar[bool] = True

    @property
    def axes(self) -> tuple[str, ...]:
        return joined(*self.parts)


@dataclass(frozen=True)
class Not:
    """Whether the operand is untrue."""

    operand: Term
    boolean: ClassVar[bool] = True

    @property
    def axes(self) -> tuple[str, ...]:
        return self.operand.axes


Term: TypeAlias = Number | Baseline | Read | Choice | Reduce | Window | Held | Negative | Arith | Compare | Logic | Not


@dataclass(frozen=True)
class Selector:
    """A doctrine's target: the row of `axis` where `operand` is largest (`argmax`) or smallest (`argmin`)."""

    best: Literal["max", "min"]
    operand: Term
    axis: str


def joined(*terms: Term) -> tuple[str, ...]:
    """Every axis of any of the terms, in the order of `AXES`."""
    found = {axis for term in terms for axis in term.axes}
    return tuple(axis for axis in AXES if axis in found)


def parts(term: Term) -> tuple[Term, ...]:
    """The terms directly inside this one."""
    match term:
        case Reduce(operand=inner) | Window(operand=inner) | Held(condition=inner) | Negative(inner) | Not(inner):
            return (inner,)
        case Arith(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Logic(parts=several):
            return several
        case _:
            return ()


def walk(term: Term) -> Iterator[Term]:
    """The term and all terms in it, outermost first, left to right."""
    yield term
    for part in parts(term):
        yield from walk(part)


def reads(term: Term) -> tuple[Read | Choice, ...]:
    """Everything of the world that the term looks at, in order of writing."""
    return tuple(part for part in walk(term) if isinstance(part, Read | Choice))


def names_used(term: Term) -> tuple[str, ...]:
    """Names of the quantities, tracks and settings it looks at, each once, in order of writing."""
    return tuple(dict.fromkeys(read.name for read in reads(term)))
