"""Compiled expressions: small callables that read a state, and can be sent to another process.

A reader takes a `WorldState`, the state of a tick being worked out, or a role's `Sight`: anything that has the arrays
as attributes. It returns an array with the expression's axes, in the order of `wargame.quantities.AXES`, and then W:
float32 for values, bool for conditions. Sums run over leading axes in a fixed order, so a world alone and the same
world in a batch agree in every bit. `wargame.world.expressions` makes readers from parsed expressions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.world import windows

Array = NDArray[Any]
Reader = Callable[[Any], Array]

_REDUCERS = {"mean": np.add, "max": np.maximum, "min": np.minimum}
OPERATORS: dict[str, np.ufunc] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide,
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal,
    "and": np.logical_and, "or": np.logical_or, "argmax": np.greater, "argmin": np.less,
}  # fmt: skip


def reduce_axes(values: Array, how: str, over: tuple[int, ...]) -> Array:
    """Reduce leading axes by ``sum``, ``mean``, ``max`` or ``min``, several of them as one.

    >>> reduce_axes(np.array([[1, 2], [3, 5]], np.int32), "sum", (0,)).tolist()
    [4, 7]
    """
    if over == (0,) and how == "sum" and values.dtype == np.float32:  # the commonest, in as few steps as can be
        whole: Array = np.add.reduce(np.ascontiguousarray(values), axis=0)
        return whole
    kept = tuple(axis for axis in range(values.ndim - 1) if axis not in over)
    shape = values.shape
    if over != tuple(range(len(over))):
        values = values.transpose(*over, *kept, len(shape) - 1)
    values = np.ascontiguousarray(values).reshape(-1, *(shape[axis] for axis in kept), shape[-1])
    if how == "sum":
        total: Array = np.add.reduce(values, axis=0, dtype=values.dtype if values.dtype != np.bool_ else np.int32)
        return total
    if not len(values):  # a scenario without tripwires, say: nothing is the mean of none
        return np.zeros(values.shape[1:], values.dtype)
    reduced: Array = _REDUCERS[how].reduce(values, axis=0, dtype=values.dtype)
    return reduced / np.float32(values.shape[0]) if how == "mean" else reduced


@dataclass(frozen=True)
class Number:
    """A number written in the expression."""

    value: float

    def __call__(self, state: Any) -> Array:
        return np.full(state.tracks.shape[-1], self.value, np.float32)


@dataclass(frozen=True)
class Clock:
    """`days` since the start of play at the beginning of the tick, or the `turn` being played."""

    name: str

    def __call__(self, state: Any) -> Array:
        return np.full(state.tracks.shape[-1], getattr(state, self.name), np.float32)


@dataclass(frozen=True)
class Track:
    """A bounded scalar of the rules."""

    row: int

    def __call__(self, state: Any) -> Array:
        values: Array = state.tracks[self.row]
        return values


@dataclass(frozen=True)
class SettingValue:
    """A setting as the number of the level in force."""

    row: int
    values: tuple[float, ...]

    @cached_property
    def _values(self) -> Array:
        return np.asarray(self.values, np.float32)

    def __call__(self, state: Any) -> Array:
        values: Array = self._values[state.settings[self.row]]
        return values


@dataclass(frozen=True)
class SettingIs:
    """1 where a setting stands at a level, else 0; `values` is that as a number per level."""

    row: int
    level: int
    values: tuple[float, ...]

    def __call__(self, state: Any) -> Array:
        met: Array = state.settings[self.row] == self.level
        return met.astype(np.float32)


@dataclass(frozen=True)
class Read:
    """A quantity of the engine, its rows chosen and its other axes reduced.

    `index`: per axis of the quantity (in `AXES` order, see `order`) a row or -1 for all; `over`: which of the axes that
    are left are reduced, and `how`; `order`: the permutation that brings the stored axes into `AXES` order, or ().
    """

    name: str
    index: tuple[int, ...] = ()
    how: str = ""
    over: tuple[int, ...] = ()
    order: tuple[int, ...] = ()

    @cached_property
    def chosen(self) -> Any:
        """`index` as NumPy takes it."""
        return tuple(slice(None) if row < 0 else row for row in self.index)

    def __call__(self, state: Any) -> Array:
        values: Array = getattr(state, self.name)
        if self.order:
            values = values.transpose(*self.order, values.ndim - 1)
        if self.index:
            values = values[self.chosen]
        if self.over:
            values = reduce_axes(values, self.how, self.over)
        return values if values.dtype == np.float32 else values.astype(np.float32)


@dataclass(frozen=True)
class Reduced:
    """Another reader's leading axes reduced."""

    read: Reader
    how: str
    over: tuple[int, ...]

    def __call__(self, state: Any) -> Array:
        return reduce_axes(self.read(state), self.how, self.over)


@dataclass(frozen=True)
class Pair:
    """Two readers joined by an operator; the expanders insert the axes that only the other one has."""

    operator: str
    left: Reader
    right: Reader
    expand_left: tuple[int, ...] = ()
    expand_right: tuple[int, ...] = ()

    def __call__(self, state: Any) -> Array:
        left, right = self.left(state), self.right(state)
        if self.expand_left:
            left = np.expand_dims(left, self.expand_left)
        if self.expand_right:
            right = np.expand_dims(right, self.expand_right)
        joined: Array = OPERATORS[self.operator](left, right)
        return joined


@dataclass(frozen=True)
class WithNumber:
    """A reader joined with a number on its right: the commonest comparison, in one operation."""

    operator: str
    left: Reader
    right: float

    @cached_property
    def _join(self) -> tuple[np.ufunc, Array]:
        return OPERATORS[self.operator], np.array(self.right, np.float32)

    def __call__(self, state: Any) -> Array:
        join, number = self._join
        joined: Array = join(self.left(state), number)
        return joined


@dataclass(frozen=True)
class Quotient:
    """A quotient that is 0 where the divisor is 0: a share of nothing is nothing, and no state may become NaN."""

    left: Reader
    right: Reader
    expand_left: tuple[int, ...] = ()
    expand_right: tuple[int, ...] = ()

    def __call__(self, state: Any) -> Array:
        left, right = self.left(state), self.right(state)
        if self.expand_left:
            left = np.expand_dims(left, self.expand_left)
        if self.expand_right:
            right = np.expand_dims(right, self.expand_right)
        return quotient(left, right)


def quotient(left: Array, right: Array) -> Array:
    """See `Quotient`."""
    nothing = right == 0
    share: Array = np.divide(left, right + nothing.astype(np.float32)) * ~nothing
    return share


@dataclass(frozen=True)
class Negative:
    """A reader's opposite."""

    read: Reader

    def __call__(self, state: Any) -> Array:
        values: Array = np.negative(self.read(state))
        return values


@dataclass(frozen=True)
class Not:
    """A condition that does not hold."""

    read: Reader

    def __call__(self, state: Any) -> Array:
        values: Array = np.logical_not(self.read(state))
        return values


@dataclass(frozen=True)
class Truth:
    """A value used as a condition: whatever is not 0."""

    read: Reader

    def __call__(self, state: Any) -> Array:
        truth: Array = self.read(state) != 0
        return truth


@dataclass(frozen=True)
class AsValue:
    """A condition used as a value: 1 where it holds, else 0."""

    read: Reader

    def __call__(self, state: Any) -> Array:
        return self.read(state).astype(np.float32)


@dataclass(frozen=True)
class TotalOver:
    """`sum(q, days)`: `q` over the last so many days."""

    row: int
    days: int
    read: Reader
    names: frozenset[str]
    """Arrays that `q` reads: it is this tick's once all of them are settled."""

    def __call__(self, state: Any) -> Array:
        look_up = getattr(state, "recent", None)
        if look_up is not None:  # a role's Sight: what it may know of the past was worked out for it
            known: Array = look_up(self.row, self.days)
            return known
        known_now = self.names <= getattr(state, "fresh", frozenset())
        return windows.total_over(state, self.row, self.days, self.read(state) if known_now else None)


@dataclass(frozen=True)
class ChangeOver:
    """`change(q, days)`: `q` now less `q` so many days ago."""

    row: int
    days: int
    read: Reader

    def __call__(self, state: Any) -> Array:
        look_up = getattr(state, "recent", None)
        if look_up is not None:
            known: Array = look_up(self.row, self.days)
            return known
        return windows.change_over(state, self.row, self.days, self.read(state))


@dataclass(frozen=True)
class HeldFor:
    """`held(condition, days)`: it has held without a break for at least so many days."""

    row: int
    days: int
    read: Reader

    def __call__(self, state: Any) -> Array:
        look_up = getattr(state, "kept", None)
        if look_up is not None:
            kept: Array = look_up(self.row)
            return kept >= self.days
        return windows.held_days(state, self.row, self.read(state)) >= self.days
