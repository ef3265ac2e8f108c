"""Compiled expressions as Python source: how somebody who had no arrays, or plain arrays, would have written them.

Two dialects. `scalar`: one world, lists and floats, an index for each axis (``w.withdrawn[s][l]``). `batch`: worlds
first, float64 arrays (``w.withdrawn[:, :, :]``), every step a new array.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import singledispatch

from wargame.quantities import ENGINE
from wargame.world import readers as r
from wargame.world.conditions import Condition
from wargame.world.tables import CompiledCheck

AXES = {quantity.name: len(quantity.axes) for quantity in ENGINE}
COMPARISONS = {"<", "<=", ">", ">=", "==", "!="}


def single(value: float) -> float:
    """In single precision, as the world keeps its numbers: what is compared with them must be so too."""
    rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    return rounded


@singledispatch
def scalar(read: object, index: Sequence[str] = ()) -> str:
    """Source of one value: names are attributes of `w`, `index` a variable for each axis of the reader."""
    raise NotImplementedError(type(read).__name__)


@scalar.register
def _(read: r.Number, index: Sequence[str] = ()) -> str:
    return repr(read.value)


@scalar.register
def _(read: r.Clock, index: Sequence[str] = ()) -> str:
    return f"w.{'day' if read.name == 'days' else read.name}"


@scalar.register
def _(read: r.Track, index: Sequence[str] = ()) -> str:
    return f"w.tracks[{read.row}]"


@scalar.register
def _(read: r.SettingValue, index: Sequence[str] = ()) -> str:
    return f"{read.values!r}[w.settings[{read.row}]]"


@scalar.register
def _(read: r.SettingIs, index: Sequence[str] = ()) -> str:
    return f"(1.0 if w.settings[{read.row}] == {read.level} else 0.0)"


@scalar.register
def _(read: r.Read, index: Sequence[str] = ()) -> str:
    rows = _rows(read)
    given = iter(index)
    free = [axis for axis, row in enumerate(rows) if row < 0]
    looped = {axis for place, axis in enumerate(free) if place in read.over}
    source, loops = f"w.{read.name}", []
    for axis, row in enumerate(rows):
        if axis in looped:
            loops.append(f"for x{axis} in {source}")
            source = f"x{axis}"
        else:
            source += f"[{row if row >= 0 else next(given)}]"
    if not loops:
        return source
    if looped == {len(rows) - 1} and len(loops) == 1:
        items = source = loops[0].partition(" in ")[2]
    else:
        items = f"[{source} {' '.join(loops)}]"
    if read.how in {"max", "min"}:
        return f"{read.how}({items}, default=0)"
    return f"{read.how}({items})"


def _rows(read: r.Read) -> tuple[int, ...]:
    """Per stored axis a row, or -1 for all."""
    rows = read.index or (-1,) * AXES[read.name]
    assert not read.order, "transposed reads do not occur in the shipped rules"
    return rows


@scalar.register
def _(read: r.Pair, index: Sequence[str] = ()) -> str:
    left = scalar(read.left, _without(index, read.expand_left))
    right = scalar(read.right, _without(index, read.expand_right))
    if read.operator in {"max", "min"}:
        return f"{read.operator}({left}, {right})"
    return f"({left} {read.operator} {right})"


@scalar.register
def _(read: r.Quotient, index: Sequence[str] = ()) -> str:
    left = scalar(read.left, _without(index, read.expand_left))
    return f"share({left}, {scalar(read.right, _without(index, read.expand_right))})"


def _without(index: Sequence[str], inserted: tuple[int, ...]) -> list[str]:
    return [name for n, name in enumerate(index) if n not in inserted]


@scalar.register
def _(read: r.WithNumber, index: Sequence[str] = ()) -> str:
    right = single(read.right) if read.operator in COMPARISONS else read.right
    return f"({scalar(read.left, index)} {read.operator} {right!r})"


@scalar.register
def _(read: Condition, index: Sequence[str] = ()) -> str:
    return scalar(read.read, index)


@scalar.register
def _(read: r.HeldFor, index: Sequence[str] = ()) -> str:
    return f"((w.held[{read.row}] + w.dt if {scalar(read.read, index)} else 0) >= {read.days})"


@scalar.register
def _(read: r.Negative, index: Sequence[str] = ()) -> str:
    return f"(-{scalar(read.read, index)})"


@scalar.register
def _(read: r.Not, index: Sequence[str] = ()) -> str:
    return f"(not {scalar(read.read, index)})"


@scalar.register
def _(read: r.Truth, index: Sequence[str] = ()) -> str:
    return f"({scalar(read.read, index)} != 0)"


@scalar.register
def _(read: r.AsValue, index: Sequence[str] = ()) -> str:
    return f"float({scalar(read.read, index)})"


@scalar.register
def _(read: r.Reduced, index: Sequence[str] = ()) -> str:
    assert not read.over, "sums of sums do not occur in these mechanisms"
    return scalar(read.read, index)


@scalar.register
def _(read: r.TotalOver, index: Sequence[str] = ()) -> str:
    return f"total_over(w, {read.row}, {read.days}, {scalar(read.read)}, {sorted(read.names)!r})"


@scalar.register
def _(read: r.ChangeOver, index: Sequence[str] = ()) -> str:
    return f"change_over(w, {read.row}, {read.days}, {scalar(read.read)})"


@singledispatch
def batch(read: object) -> str:
    """Source of an array, worlds first: names are attributes of `w`."""
    raise NotImplementedError(type(read).__name__)


@batch.register
def _(read: r.Number) -> str:
    return repr(read.value)


@batch.register
def _(read: r.Clock) -> str:
    return f"w.{'day' if read.name == 'days' else read.name}"


@batch.register
def _(read: r.Track) -> str:
    return f"w.tracks[:, {read.row}]"


@batch.register
def _(read: r.SettingValue) -> str:
    return f"np.array({read.values!r})[w.settings[:, {read.row}]]"


@batch.register
def _(read: r.SettingIs) -> str:
    return f"np.where(w.settings[:, {read.row}] == {read.level}, 1.0, 0.0)"


@batch.register
def _(read: r.Read) -> str:
    source = f"w.{read.name}[" + ", ".join([":", *(":" if row < 0 else str(row) for row in _rows(read))]) + "]"
    return f"{source}.{read.how}(axis={tuple(axis + 1 for axis in read.over)!r})" if read.over else source


@batch.register
def _(read: r.Pair) -> str:
    left, right = _expanded(read.left, read.expand_left), _expanded(read.right, read.expand_right)
    if read.operator in {"max", "min"}:
        return f"np.{read.operator}imum({left}, {right})"
    if read.operator in {"and", "or"}:
        return f"np.logical_{read.operator}({left}, {right})"
    return f"({left} {read.operator} {right})"


@batch.register
def _(read: r.Quotient) -> str:
    left, right = _expanded(read.left, read.expand_left), _expanded(read.right, read.expand_right)
    return f"share({left}, {right})"


def _expanded(read: object, axes: tuple[int, ...]) -> str:
    source = batch(read)
    return f"np.expand_dims({source}, {tuple(axis + 1 for axis in axes)!r})" if axes else source


@batch.register
def _(read: r.WithNumber) -> str:
    return f"({batch(read.left)} {read.operator} {read.right!r})"


@batch.register
def _(read: r.Negative) -> str:
    return f"(-{batch(read.read)})"


@batch.register
def _(read: r.Not) -> str:
    return f"np.logical_not({batch(read.read)})"


@batch.register
def _(read: r.Truth) -> str:
    return f"({batch(read.read)} != 0)"


@batch.register
def _(read: r.AsValue) -> str:
    return f"np.where({batch(read.read)}, 1.0, 0.0)"


@batch.register
def _(read: r.Reduced) -> str:
    assert not read.over, "sums of sums do not occur in these mechanisms"
    return batch(read.read)


@batch.register
def _(read: r.TotalOver) -> str:
    return f"total_over(w, {read.row}, {read.days}, {batch(read.read)}, {sorted(read.names)!r})"


@batch.register
def _(read: r.ChangeOver) -> str:
    return f"change_over(w, {read.row}, {read.days}, {batch(read.read)})"


def scalar_check(check: CompiledCheck) -> str:
    """Source of a function of a world: the check's link value, as lists nested by its axes.

    What does not vary over an axis is added up once.
    """
    letters = dict(zip(check.axes, "ijk", strict=False))
    lengths = dict(zip(check.axes, check.shape, strict=True))
    groups: dict[tuple[str, ...], list[str]] = {(): [repr(check.base)]}
    for term in check.terms:
        index = [letters[axis] for axis in term.axes]
        pull = f"({scalar(term.read, index)} - {term.centre!r}) * {term.gain / term.scale!r}"
        axes = term.axes
        if term.only:
            only = " and ".join(f"{letters[axis]} == {row}" for axis, row in term.only)
            pull = f"({pull} if {only} else 0.0)"
            axes = tuple(axis for axis in check.axes if axis in {*term.axes, *dict(term.only)})
        groups.setdefault(axes, []).append(pull)
    lines, parts = ["def link_value(w):"], []
    for number, (axes, pulls) in enumerate(groups.items()):
        value = " + ".join(pulls)
        if axes != check.axes:
            lines.append(f"    part{number} = {_nested(value, axes, letters, lengths)}")
            value = f"part{number}" + "".join(f"[{letters[axis]}]" for axis in axes)
        parts.append(value)
    return "\n".join([*lines, f"    return {_nested(' + '.join(parts), check.axes, letters, lengths)}"])


def _nested(value: str, axes: Sequence[str], letters: dict[str, str], lengths: dict[str, int]) -> str:
    for axis in reversed(axes):
        value = f"[{value} for {letters[axis]} in range({lengths[axis]})]"
    return value


def batch_check(check: CompiledCheck) -> str:
    """Source of a check's link value over all axes, worlds first."""
    parts = [repr(check.base)]
    for term in check.terms:
        value = f"({batch(term.read)} - {term.centre!r}) * {term.gain / term.scale!r}"
        missing = tuple(n + 1 for n, axis in enumerate(check.axes) if axis not in term.axes)
        value = f"np.expand_dims({value}, {missing!r})" if missing else value
        if term.only:
            only = dict(term.only)
            shape = tuple(length if axis in only else 1 for axis, length in zip(check.axes, check.shape, strict=True))
            cell = tuple(only.get(axis, 0) for axis in check.axes)
            value = f"{value} * mask({shape!r}, {cell!r})"
        parts.append(value)
    return " + ".join(parts)
