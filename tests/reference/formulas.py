"""Compiled expressions as Python source: how somebody who had no arrays, or plain arrays, would have written them.

Two dialects. `scalar`: one world, lists and floats, an index for each axis (``withdrawn[s][l]``). `batch`: worlds first,
float64 arrays (``withdrawn[:, :, :]``), every step a new array.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.quantities import ENGINE
from wargame.world import readers as r
from wargame.world.tables import CompiledCheck

AXES = {quantity.name: len(quantity.axes) for quantity in ENGINE}
_SYMBOLS = {"and": "and", "or": "or"}


def axes_of(read: object) -> int:
    """How many axes a reader's values have, besides the worlds."""
    if isinstance(read, r.Read):
        return AXES[read.name] - sum(row >= 0 for row in read.index) - len(read.over)
    if isinstance(read, r.Reduced):
        return axes_of(read.read) - len(read.over)
    if isinstance(read, r.Pair | r.Quotient):
        return max(axes_of(read.left) + len(read.expand_left), axes_of(read.right) + len(read.expand_right))
    if isinstance(read, r.WithNumber):
        return axes_of(read.left)
    if isinstance(read, r.Negative | r.Not | r.Truth | r.AsValue):
        return axes_of(read.read)
    return 0


def scalar(read: object, index: Sequence[str] = ()) -> str:
    """Source of one value: names are attributes of `w`, `index` a variable for each axis of the reader."""
    if isinstance(read, r.Number):
        return repr(read.value)
    if isinstance(read, r.Clock):
        return f"w.{'day' if read.name == 'days' else read.name}"
    if isinstance(read, r.Track):
        return f"w.tracks[{read.row}]"
    if isinstance(read, r.SettingValue):
        return f"{read.values!r}[w.settings[{read.row}]]"
    if isinstance(read, r.SettingIs):
        return f"(1.0 if w.settings[{read.row}] == {read.level} else 0.0)"
    if isinstance(read, r.Read):
        return _scalar_read(read, index)
    if isinstance(read, r.Pair | r.Quotient):
        left = scalar(read.left, _without(index, read.expand_left))
        right = scalar(read.right, _without(index, read.expand_right))
        if isinstance(read, r.Quotient):
            return f"share({left}, {right})"
        return (
            f"{read.operator}({left}, {right})"
            if read.operator in {"max", "min"}
            else f"({left} {read.operator} {right})"
        )
    if isinstance(read, r.WithNumber):
        return f"({scalar(read.left, index)} {read.operator} {read.right!r})"
    if isinstance(read, r.Negative):
        return f"(-{scalar(read.read, index)})"
    if isinstance(read, r.Not):
        return f"(not {scalar(read.read, index)})"
    if isinstance(read, r.Truth):
        return f"({scalar(read.read, index)} != 0)"
    if isinstance(read, r.AsValue):
        return f"float({scalar(read.read, index)})"
    if isinstance(read, r.Reduced) and not read.over:
        return scalar(read.read, index)
    if isinstance(read, r.TotalOver):
        return f"total_over(w, {read.row}, {read.days}, {scalar(read.read)}, {sorted(read.names)!r})"
    if isinstance(read, r.ChangeOver):
        return f"change_over(w, {read.row}, {read.days}, {scalar(read.read)})"
    raise NotImplementedError(type(read).__name__)


def _without(index: Sequence[str], inserted: tuple[int, ...]) -> list[str]:
    return [name for n, name in enumerate(index) if n not in inserted]


def _scalar_read(read: r.Read, index: Sequence[str]) -> str:
    rows = read.index or (-1,) * AXES[read.name]
    assert not read.order, "transposed reads do not occur in these mechanisms"
    left = [n for n, row in enumerate(rows) if row < 0]
    given = iter(index)
    inner, loops = [str(row) for row in rows], []
    for place, axis in enumerate(left):
        if place in read.over:
            loops.append(axis)
        else:
            inner[axis] = next(given)
    if not loops:
        return f"w.{read.name}" + "".join(f"[{name}]" for name in inner)
    source, at = f"w.{read.name}", 0
    chain = []
    for axis in range(len(rows)):
        if axis in loops:
            chain.append(f"for x{axis} in {source}")
            source = f"x{axis}"
        else:
            source += f"[{inner[axis]}]"
        at += 1
    items = f"{source} {' '.join(chain)}"
    if read.how == "mean":
        return f"mean([{items}])"
    return f"{read.how}({items})"


def batch(read: object) -> str:
    """Source of an array, worlds first: names are attributes of `w`."""
    if isinstance(read, r.Number):
        return repr(read.value)
    if isinstance(read, r.Clock):
        return f"w.{'day' if read.name == 'days' else read.name}"
    if isinstance(read, r.Track):
        return f"w.tracks[:, {read.row}]"
    if isinstance(read, r.SettingValue):
        return f"np.array({read.values!r})[w.settings[:, {read.row}]]"
    if isinstance(read, r.SettingIs):
        return f"np.where(w.settings[:, {read.row}] == {read.level}, 1.0, 0.0)"
    if isinstance(read, r.Read):
        rows = read.index or (-1,) * AXES[read.name]
        source = f"w.{read.name}[" + ", ".join([":", *(":" if row < 0 else str(row) for row in rows)]) + "]"
        if not read.over:
            return source
        how = {"sum": "sum", "mean": "mean", "max": "max", "min": "min"}[read.how]
        return f"{source}.{how}(axis={tuple(axis + 1 for axis in read.over)!r})"
    if isinstance(read, r.Pair):
        left, right = _expanded(read.left, read.expand_left), _expanded(read.right, read.expand_right)
        if read.operator in {"max", "min"}:
            return f"np.{read.operator}imum({left}, {right})"
        return f"({left} {_SYMBOLS.get(read.operator, read.operator)} {right})"
    if isinstance(read, r.WithNumber):
        return f"({batch(read.left)} {read.operator} {read.right!r})"
    if isinstance(read, r.Negative):
        return f"(-{batch(read.read)})"
    if isinstance(read, r.Truth):
        return f"({batch(read.read)} != 0)"
    if isinstance(read, r.AsValue):
        return f"np.where({batch(read.read)}, 1.0, 0.0)"
    if isinstance(read, r.Reduced) and not read.over:
        return batch(read.read)
    if isinstance(read, r.TotalOver):
        return f"total_over(w, {read.row}, {read.days}, {batch(read.read)}, {sorted(read.names)!r})"
    if isinstance(read, r.ChangeOver):
        return f"change_over(w, {read.row}, {read.days}, {batch(read.read)})"
    raise NotImplementedError(type(read).__name__)


def _expanded(read: object, axes: tuple[int, ...]) -> str:
    source = batch(read)
    return f"np.expand_dims({source}, {tuple(axis + 1 for axis in axes)!r})" if axes else source


def scalar_check(check: CompiledCheck, index: Sequence[str]) -> str:
    """Source of a check's link value at (side ``s``, sector ``l``, ...): base and factors added up."""
    names = dict(zip(check.axes, index, strict=True))
    parts = [repr(check.base)]
    for term in check.terms:
        value = scalar(term.read, [names[axis] for axis in term.axes])
        pull = f"({value} - {term.centre!r}) * {term.gain / term.scale!r}"
        only = " and ".join(f"{names[axis]} == {row}" for axis, row in term.only)
        parts.append(f"({pull} if {only} else 0.0)" if only else pull)
    return " + ".join(parts)


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
