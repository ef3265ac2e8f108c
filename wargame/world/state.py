"""The world's state: read-only arrays over many parallel worlds, worlds last.

Every quantity of `wargame.quantities.ENGINE` (except `turn` and `days`, which are plain numbers here) is one array
named after it, shaped by its axes and then W. Besides them there are

    tracks    (Q, W) float32    bounded scalars of the rules
    settings  (Z, W) int32      level in force of each setting
    queue     (H, Q, W) float32 track effects still to come, by week from now (slot 0 is the current week)
    window    (N, T, W) float32 the past behind `sum(q, days)` and `change(q, days)`, a ring over weeks
    window_now (N, W) float32   the same at the end of the last tick (`wargame.world.windows`)
    held      (M, W) float32    days for which a condition has held without a break

A live game is a batch of four identical lanes (NumPy merges axes when W is 1, which changes the last bits of sums).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
LANES = 4
"""Width of a live game's batch."""
# Fowler, Noll and Vo's 64-bit constants (FNV-1a), with a shift that brings high bits down.
_OFFSET, _PRIME, _HALF = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3), np.uint64(32)


@dataclass(frozen=True, eq=False)
class WorldState:
    """One instant of W worlds.

    Attributes:
        day: days since the start of play, >= 0.
        tick: ticks adjudicated so far, >= 0.
        turn: the turn being played, from 1.
        arrays: name -> read-only array, worlds last.
    """

    day: int
    tick: int
    turn: int
    arrays: Mapping[str, Array]

    recent = kept = None
    """Of a role's `Sight` they look up the past; a state has it in its windows."""
    fresh = frozenset[str]()
    """No tick is under way in it."""

    def __post_init__(self) -> None:
        for array in self.arrays.values():
            array.setflags(write=False)

    def __getattr__(self, name: str) -> Array:
        try:
            arrays: Mapping[str, Array] = object.__getattribute__(self, "arrays")
            return arrays[name]
        except KeyError:
            raise AttributeError(f"the world has no array `{name}`") from None

    def __getstate__(self) -> dict[str, Any]:
        return {"day": self.day, "tick": self.tick, "turn": self.turn, "arrays": dict(self.arrays)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for key, value in state.items():
            object.__setattr__(self, key, value)
        self.__post_init__()

    @property
    def worlds(self) -> int:
        """W, the number of parallel worlds."""
        return int(self.arrays["tracks"].shape[-1])

    def take(self, rows: Any) -> WorldState:
        """The same instant for some of the worlds, in the order asked for."""
        arrays = {name: np.ascontiguousarray(array[..., rows]) for name, array in self.arrays.items()}
        return WorldState(self.day, self.tick, self.turn, arrays)

    def at_turn(self, turn: int) -> WorldState:
        """The same instant with a turn begun."""
        return WorldState(self.day, self.tick, turn, self.arrays)

    def fingerprints(self) -> NDArray[np.uint64]:
        """(W,) 64 bits for each world over every bit of its arrays, whatever the batch it is in.

        Not secure like `digest`, but of a whole batch at once: to see that two runs are the same.
        """
        marks = np.full(self.worlds, _OFFSET ^ np.uint64(self.day), np.uint64)
        for name in sorted(self.arrays):
            array = np.ascontiguousarray(self.arrays[name])
            rows = array.reshape(-1, self.worlds).view(f"u{array.dtype.itemsize}")
            for row in rows:
                np.bitwise_xor(marks, row, out=marks)
                np.multiply(marks, _PRIME, out=marks)
                np.bitwise_xor(marks, marks >> _HALF, out=marks)
        return marks

    def digest(self, lane: int | None = None) -> str:
        """SHA-256 over names, shapes and bytes of every array (of one world if `lane` is given)."""
        out = hashlib.sha256(f"{self.day}/{self.tick}/{self.turn}".encode())
        for name in sorted(self.arrays):
            array = self.arrays[name]
            part = np.ascontiguousarray(array if lane is None else array[..., lane])
            out.update(f"{name}{part.dtype.str}{part.shape}".encode())
            out.update(part.tobytes())
        return out.hexdigest()


def spread(state: WorldState, worlds: int) -> WorldState:
    """Lane 0 of a state in each of W worlds, W >= 2."""
    arrays = {name: np.repeat(array[..., :1], worlds, axis=-1) for name, array in state.arrays.items()}
    return WorldState(state.day, state.tick, state.turn, arrays)
