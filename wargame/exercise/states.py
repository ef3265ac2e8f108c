"""World states as bytes for the exercise file: recorded results are evidence, not cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import numpy as np

from wargame.errors import InputError
from wargame.world.state import LANES, WorldState

_MAGIC = b"WGSTATES1\n"


def pack(states: Sequence[WorldState]) -> tuple[str, bytes]:
    """Lane 0 of every state of a turn, in order, as (SHA-256, bytes)."""
    parts: list[bytes] = []
    heads = []
    for state in states:
        arrays = []
        for name in sorted(state.arrays):
            lane = state.arrays[name][..., 0].copy()  # in C order, and a scalar stays one
            data = lane.astype(lane.dtype.newbyteorder("<"), copy=False).tobytes()
            arrays.append([name, lane.dtype.newbyteorder("<").str, list(lane.shape), len(data)])
            parts.append(data)
        heads.append({"day": state.day, "tick": state.tick, "turn": state.turn, "arrays": arrays})
    head = json.dumps(heads, separators=(",", ":")).encode()
    data = _MAGIC + len(head).to_bytes(8, "little") + head + b"".join(parts)
    return hashlib.sha256(data).hexdigest(), data


def unpack(data: bytes) -> list[WorldState]:
    """The states of `pack`, each spread over the four identical lanes of a live game."""
    if not data.startswith(_MAGIC):
        raise InputError(
            "damaged-file",
            "a recorded state in this exercise file can't be read",
            hint="Use a copy from before the damage.",
        )
    at = len(_MAGIC)
    size = int.from_bytes(data[at : at + 8], "little")
    at += 8
    heads = json.loads(data[at : at + size])
    at += size
    states = []
    for head in heads:
        arrays = {}
        for name, kind, shape, length in head["arrays"]:
            lane = np.frombuffer(
                data, dtype=np.dtype(kind), count=length // np.dtype(kind).itemsize, offset=at
            ).reshape(shape)
            at += length
            native = lane.astype(lane.dtype.newbyteorder("="))
            arrays[name] = np.ascontiguousarray(np.repeat(native[..., None], LANES, axis=-1))
        states.append(WorldState(head["day"], head["tick"], head["turn"], arrays))
    return states


def differences(recorded: WorldState, derived: WorldState) -> list[str]:
    """Names of the arrays in which lane 0 of the two differs in any bit, sorted; `day`, `tick`, `turn` included."""
    names = [name for name in ("day", "tick", "turn") if getattr(recorded, name) != getattr(derived, name)]
    for name in sorted(set(recorded.arrays) | set(derived.arrays)):
        one, two = recorded.arrays.get(name), derived.arrays.get(name)
        if one is None or two is None or one[..., 0].tobytes() != two[..., 0].tobytes():
            names.append(name)
    return names
