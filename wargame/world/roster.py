"""Who is in which row: the ids of every axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Roster:
    """Ids of every axis in row order.

    >>> Roster({"side": ("north", "south")}, {}).row("side", "south")
    1
    """

    axes: Mapping[str, tuple[str, ...]]
    """Those of `wargame.quantities.AXES`, and beside them ``track``, ``setting``, ``role``, ``place`` and ``area``."""
    levels: Mapping[str, tuple[str, ...]]
    """Per setting: its level ids."""

    def row(self, axis: str, name: str) -> int:
        """The row of an id; `ValueError` for one that is not there."""
        return self.axes[axis].index(name)

    def size(self, axis: str) -> int:
        """How many rows the axis has."""
        return len(self.axes[axis])
