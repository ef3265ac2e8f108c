"""Several readers at once: what they have in common is worked out once, and nothing calls through a tree.

A live tick plays four worlds, for which a step of Python costs more than the arithmetic. So the trees of
`wargame.world.readers` are laid out as one list of steps, each distinct part once. Every step is the operation that the
part itself would do on the same values: the bits are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.world import readers
from wargame.world.conditions import Condition
from wargame.world.readers import OPERATORS, Reader

Array = NDArray[Any]
Step = Callable[[Any, Any], Any]
_ZERO = np.array(0, np.float32)
_FLOAT = np.dtype(np.float32)


class Together:
    """Readers to be asked at the same moment.

    Nothing may write into the arrays they return: several may be the same one, or the state's own.
    """

    def __init__(self, wanted: Iterable[Reader]) -> None:
        self._known: list[Any] = [None, None]
        """The state (when asked), nothing, and the numbers in the expressions."""
        self._steps: list[tuple[Step, int, int]] = []
        self._parts: list[tuple[Step, Any, Any]] = []
        self._places: dict[Any, tuple[str, int]] = {}
        places = [self._place(read) for read in wanted]
        first = len(self._known)
        self._steps = [(step, self._at(left, first), self._at(right, first)) for step, left, right in self._parts]
        self._results = [self._at(place, first) for place in places]

    def __call__(self, state: Any) -> list[Array]:
        """The values of the readers, in their order."""
        values = self._known.copy()
        values[0] = state
        add = values.append
        for step, left, right in self._steps:
            add(step(values[left], values[right]))
        return [values[result] for result in self._results]

    @staticmethod
    def _at(place: tuple[str, int], first: int) -> int:
        kind, number = place
        return number if kind == "known" else first + number

    def _place(self, read: Any) -> tuple[str, int]:
        """Where the value of a part stands."""
        if isinstance(read, Condition):
            read = read.read
        match read:  # 1 where a setting stands at a level, asked as a yes or no, and taken as a number again
            case readers.AsValue(read=readers.Truth(read=readers.SettingIs() as is_level)):
                read = is_level
        if read not in self._places:
            part = self._part(read)
            self._places[read] = ("step", len(self._parts))
            self._parts.append(part)
        return self._places[read]

    def _number(self, value: Any) -> tuple[str, int]:
        self._known.append(value)
        return "known", len(self._known) - 1

    def _part(self, read: Any) -> tuple[Step, Any, Any]:
        nothing = ("known", 1)
        match read:
            case readers.WithNumber(operator=name, left=left, right=right):
                return OPERATORS[name], self._place(left), self._number(np.array(right, np.float32))
            case readers.Pair(operator=name, left=left, right=right, expand_left=(), expand_right=()):
                return OPERATORS[name], self._place(left), self._place(right)
            case readers.Truth(read=inner):
                return np.not_equal, self._place(inner), self._number(_ZERO)
            case readers.Not(read=inner):
                return np.logical_not, self._place(inner), nothing
            case readers.Negative(read=inner):
                return np.negative, self._place(inner), nothing
            case readers.AsValue(read=inner):
                return _as_value, self._place(inner), nothing
            case readers.Reduced(read=inner, how=how, over=over):
                return (lambda values, _: readers.reduce_axes(values, how, over)), self._place(inner), nothing
            case readers.Quotient(left=left, right=right, expand_left=(), expand_right=()):
                return readers.quotient, self._place(left), self._place(right)
            case readers.Read(name=name, over=(), order=()):
                return _reading(name, read.chosen), ("known", 0), nothing
            case readers.Track(row=row):
                return (lambda state, _: state.tracks[row]), ("known", 0), nothing
        return (lambda state, _: read(state)), ("known", 0), nothing


def _reading(name: str, chosen: Any) -> Step:
    """Some rows of a quantity, as `wargame.world.readers.Read` reads them."""

    def step(state: Any, _: Any) -> Array:
        values: Array = getattr(state, name)[chosen]
        return values if values.dtype is _FLOAT else values.astype(np.float32)

    return step


def _as_value(holds: Array, _: Any) -> Array:
    return holds.astype(np.float32)
