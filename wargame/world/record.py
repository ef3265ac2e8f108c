"""Quantities by name, as runs record them and tables print them.

hazard                a quantity, track or setting, with all its axes
rung[ru_coalition]    one row of it; `rung_ru_coalition` is the same
total(cfv_recorded)   added up over all its axes
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.errors import InputError
from wargame.scenario.nearest import nearest
from wargame.world.readers import reduce_axes
from wargame.world.tables import Tables

Array = NDArray[Any]
_WRITTEN = re.compile(r"(?P<total>total\()?(?P<name>[a-z0-9_]+)(\[(?P<rows>[a-z0-9_, -]+)\])?(?(total)\))")
HEADLINES: tuple[str, ...] = (
    "total(cfv_recorded)", "total(cfv_true)", "fire_recorded", "killed", "civilians_killed", "coalition_killed",
    "mission_people", "gauge", "rung", "outcome", "hazard", "war",
)  # fmt: skip
"""Recorded unless something else is asked for: losses, ladders, outcome strips; little enough for 100,000 worlds."""


@dataclass(frozen=True)
class Column:
    """One recorded quantity: where it is read, and what it looks like.

    `axes` are those left after rows were chosen; `flow`: it counts what happened in a tick.
    """

    name: str
    unit: str
    axes: tuple[str, ...]
    shape: tuple[int, ...]
    whole: bool
    flow: bool
    array: str
    index: tuple[int, ...]
    """Row, or -1 for all, on each stored axis."""
    total: bool

    @property
    def kind(self) -> type[np.generic]:
        return np.int32 if self.whole else np.float32

    def read(self, state: Any) -> Array:
        """(*shape, W) as it stands; read-only or a copy."""
        if self.array in {"turn", "day"}:
            return np.full(state.tracks.shape[-1], getattr(state, self.array), np.float32)
        values: Array = getattr(state, self.array)
        values = values[tuple(slice(None) if row < 0 else row for row in self.index)]
        return reduce_axes(values, "sum", tuple(range(values.ndim - 1))) if self.total else values


def column(written: str, tables: Tables) -> Column:
    """Find what a name stands for. Raises InputError, with the nearest names, if it stands for nothing."""
    name, rows, total = _parts(written, tables)
    quantity = tables.registry[name]
    array, index = name, [-1] * len(quantity.axes)
    if name in tables.array_rows:
        array, row = tables.array_rows[name]
        index = [row]
    elif name == "days":
        array = "day"
    for row_id in rows:
        free = [axis for n, axis in enumerate(quantity.axes) if index[n] < 0]
        axis = next((axis for axis in free if row_id in tables.roster.axes[axis]), "")
        if not axis:
            known = [one for axis in free for one in tables.roster.axes[axis]]
            raise InputError("unknown-row", f"`{name}` has no `{row_id}`", hint=nearest(row_id, known))
        index[quantity.axes.index(axis)] = tables.roster.row(axis, row_id)
    left = tuple(axis for n, axis in enumerate(quantity.axes) if index[n] < 0)
    if name in tables.array_rows or total:
        left = ()
    return Column(
        name=written,
        unit=quantity.unit,
        axes=left,
        shape=tuple(tables.roster.size(axis) for axis in left),
        whole=quantity.integer or array == "settings",
        flow=quantity.kind == "flow",
        array=array,
        index=tuple(index),
        total=total and bool(quantity.axes),
    )


def _parts(written: str, tables: Tables) -> tuple[str, list[str], bool]:
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise InputError("unknown-quantity", f"`{written}` is not the name of a quantity",
                         hint="Write name, name[row] or total(name).")  # fmt: skip
    name = found["name"]
    rows = [row.strip() for row in (found["rows"] or "").split(",") if row.strip()]
    if name not in tables.registry and not rows:
        # rung_ru_coalition: the longest quantity that it starts with, and a row.
        for known in sorted(tables.registry, key=len, reverse=True):
            row = name.removeprefix(f"{known}_")
            if row != name and any(row in tables.roster.axes[axis] for axis in tables.registry[known].axes):
                return known, [row], bool(found["total"])
    if name not in tables.registry:
        hint = nearest(name, list(tables.registry))
        raise InputError("unknown-quantity", f"there is no quantity, track or setting `{name}`", hint=hint)
    return name, rows, bool(found["total"])
