"""From a parsed condition or quantity (`wargame.scenario.expressions`) to a reader on arrays.

One `Expressions` compiles everything a scenario says, because what `sum`, `change` and `held` must remember is shared:
each distinct one gets a row of the window arrays, whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.quantities import AXES, Quantity
from wargame.scenario import expressions as said
from wargame.scenario.conditions import Scope, parse
from wargame.world import readers
from wargame.world.readers import Reader
from wargame.world.roster import Roster

_FUNCTIONS = {"total": "sum", "mean": "mean", "max": "max", "min": "min"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=", "+": "+", "*": "*"}


@dataclass
class Expressions:
    """Compiles the expressions of one scenario and collects what has to be remembered for them."""

    scope: Scope
    roster: Roster
    level_values: Mapping[str, tuple[float, ...]]
    """Per setting: the number of each level."""
    baseline: float
    """Usual violations per week along the whole line."""
    windows: dict[tuple[said.Term, str], int] = field(default_factory=dict)
    window_days: list[int] = field(default_factory=list)
    window_readers: list[Reader] = field(default_factory=list)
    held: dict[said.Term, int] = field(default_factory=dict)
    held_readers: list[Reader] = field(default_factory=list)
    lookbacks: dict[tuple[int, int], tuple[Reader, frozenset[str]]] = field(default_factory=dict)
    """(row, days) of every `sum` and `change` -> its reader and the quantities behind it."""
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def condition(self, text: str, keep: tuple[str, ...] = ()) -> Reader:
        """A yes/no; raises `ConditionError` (an `InputError`) if the text can't be used."""
        term = parse(text, self.scope, "yes_no", keep)
        self._names[text] = said.names_used(term)
        return self.compile(term)

    def value(self, text: str, keep: tuple[str, ...] = ()) -> tuple[Reader, tuple[str, ...]]:
        """A number (of a yes/no: 1 or 0) and the axes it varies over, in the order of `AXES`."""
        term = parse(text, self.scope, "any", keep)
        self._names[text] = said.names_used(term)
        read = self.compile(term)
        return readers.AsValue(read) if term.boolean else read, term.axes

    def reads(self, text: str) -> tuple[str, ...]:
        """Quantities, tracks and settings that an expression looks at; it has been compiled."""
        return self._names[text]

    def compile(self, term: said.Term) -> Reader:
        """The reader of a term: bool for a yes/no, float32 otherwise."""
        match term:
            case said.Number() | said.Baseline():
                return readers.Number(self._number(term) or 0.0)
            case said.Read():
                return self._read(term, "", ())
            case said.Choice(name=name):
                levels = tuple(float(row) for row in range(len(self.roster.levels[name])))
                return readers.SettingValue(self.roster.row("setting", name), levels)
            case said.Reduce():
                return self._reduce(term)
            case said.Window():
                return self._window(term)
            case said.Held():
                return self._held(term)
            case said.Negative(operand=inner):
                return readers.Negative(self.compile(inner))
            case said.Not(operand=inner):
                return readers.Not(self.compile(inner))
            case said.Logic():
                return self._logic(term)
            case said.Compare(op=op, left=left, right=right) | said.Arith(op=op, left=left, right=right):
                return self._operation(op, left, right)

    def _logic(self, term: said.Logic) -> Reader:
        joined, axes = self.compile(term.parts[0]), term.parts[0].axes
        for part in term.parts[1:]:
            joined, axes = self._pair(term.op, joined, axes, self.compile(part), part.axes)
        return joined

    def _operation(self, op: str, left: said.Term, right: said.Term) -> Reader:
        if self._number(left) is not None and self._number(right) is None and op in _MIRRORED:
            return self._operation(_MIRRORED[op], right, left)
        number = self._number(right)
        if number is not None and (op != "/" or number != 0):
            if op == "==" and isinstance(left, said.Choice):
                levels = len(self.roster.levels[left.name])
                is_level = tuple(float(row == number) for row in range(levels))
                return readers.Truth(readers.SettingIs(self.roster.row("setting", left.name), int(number), is_level))
            return readers.WithNumber(op, self.compile(left), number)
        return self._pair(op, self.compile(left), left.axes, self.compile(right), right.axes)[0]

    def _number(self, term: said.Term) -> float | None:
        if isinstance(term, said.Number):
            return term.value
        return self.baseline if isinstance(term, said.Baseline) else None

    @staticmethod
    def _pair(
        op: str, left: Reader, left_axes: tuple[str, ...], right: Reader, right_axes: tuple[str, ...]
    ) -> tuple[Reader, tuple[str, ...]]:
        axes = tuple(axis for axis in AXES if axis in left_axes or axis in right_axes)
        expand_left = tuple(n for n, axis in enumerate(axes) if axis not in left_axes)
        expand_right = tuple(n for n, axis in enumerate(axes) if axis not in right_axes)
        if op == "/":
            return readers.Quotient(left, right, expand_left, expand_right), axes
        return readers.Pair(op, left, right, expand_left, expand_right), axes

    def _read(self, term: said.Read, how: str, over: tuple[str, ...]) -> Reader:
        if term.name in self.level_values:
            return readers.SettingValue(self.roster.row("setting", term.name), self.level_values[term.name])
        if term.name in self.roster.axes["track"]:
            return readers.Track(self.roster.row("track", term.name))
        if term.name in {"turn", "days"}:
            return readers.Clock({"turn": "turn", "days": "day"}[term.name])
        stored = self.quantity(term.name).axes
        axes = tuple(axis for axis in AXES if axis in stored)
        pinned = {axis: self.roster.row(axis, name) for axis, name in term.rows}
        return readers.Read(
            name=term.name,
            index=tuple(pinned.get(axis, -1) for axis in axes) if pinned else (),
            how=how,
            over=tuple(n for n, axis in enumerate(term.axes) if axis in over),
            order=tuple(stored.index(axis) for axis in axes) if axes != stored else (),
        )

    def _reduce(self, term: said.Reduce) -> Reader:
        how = _FUNCTIONS[term.how]
        if isinstance(term.operand, said.Read):
            return self._read(term.operand, how, term.over)
        over = tuple(n for n, axis in enumerate(term.operand.axes) if axis in term.over)
        read = self.compile(term.operand)
        value = readers.AsValue(read) if term.operand.boolean else read
        return readers.Reduced(value, how, over) if over else value  # nothing to reduce

    def _window(self, term: said.Window) -> Reader:
        key = (term.operand, term.how)
        if key not in self.windows:
            read = self.compile(term.operand)
            self.windows[key] = len(self.windows)
            self.window_readers.append(readers.AsValue(read) if term.operand.boolean else read)
            self.window_days.append(0)
        row = self.windows[key]
        self.window_days[row] = max(self.window_days[row], term.days)
        look: Reader
        if term.how == "change":
            look = readers.ChangeOver(row, term.days, self.window_readers[row])
        else:
            look = readers.TotalOver(row, term.days, self.window_readers[row], self.arrays(term.operand))
        self.lookbacks[row, term.days] = (look, frozenset(said.names_used(term)))
        return look

    def _held(self, term: said.Held) -> Reader:
        if term.condition not in self.held:
            read = self.compile(term.condition)
            self.held[term.condition] = len(self.held)
            self.held_readers.append(read)
        row = self.held[term.condition]
        return readers.HeldFor(row, term.days, self.held_readers[row])

    def quantity(self, name: str) -> Quantity:
        """The registry's entry."""
        return self.scope.registry[name]

    def arrays(self, term: said.Term) -> frozenset[str]:
        """Names of the state arrays that a term reads."""
        return frozenset(self._array(name) for name in said.names_used(term))

    def _array(self, name: str) -> str:
        if name in self.level_values:
            return "settings"
        return "tracks" if name in self.roster.axes["track"] else name

    @staticmethod
    def names(term: said.Term) -> frozenset[str]:
        """Quantities, tracks and settings that a term looks at."""
        return frozenset(said.names_used(term))
