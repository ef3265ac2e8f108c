"""Orders: the document a seat writes (logged, compared, replayed), its arrays, and the doctrines that choose them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.world.readers import Reader

Array = NDArray[Any]
VISIBILITIES: tuple[str, ...] = ("public", "closed", "deniable")
SLOTS = 6
"""Orders a role can give in a turn at most, in the arrays."""
TARGET_AXES: dict[str, str] = {
    "sector": "sector", "area": "area", "element": "element", "party": "side", "trigger": "trigger",
}  # fmt: skip
"""Parameter that names an order's target -> axis of the roster whose rows it names."""


@dataclass(frozen=True)
class OrderDoc:
    """WHO does WHAT, with what, where, how visibly, in order to, because, expecting, at whose risk (practice note 3.4).

    `order` is an id of the rules, or ``free`` for an order in the player's own words (`text`), which control resolves.
    `parameters`: name -> id or number. `waived`: gate id -> spoken reason (may be empty), filled in when given.
    """

    role: str
    order: str
    turn: int
    parameters: dict[str, str | float] = field(default_factory=dict)
    visibility: str = "public"
    intent: str = ""
    because: tuple[str, ...] = ()
    expected_response: str = ""
    risk_owner: str = ""
    text: str = ""
    waived: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "role": self.role, "order": self.order, "turn": self.turn, "parameters": dict(self.parameters),
            "visibility": self.visibility, "intent": self.intent, "because": list(self.because),
            "expected_response": self.expected_response, "risk_owner": self.risk_owner, "text": self.text,
            "waived": dict(self.waived),
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> OrderDoc:
        return cls(**{**data, "because": tuple(data.get("because", ()))})


@dataclass(frozen=True, eq=False)
class Orders:
    """The orders of one turn over W worlds; rows are (role, slot), an empty slot has `kind` -1.

    Attributes:
        kind: (R, SLOTS, W) int32, row of the order in the rules, or -1.
        level: (R, SLOTS, W) int32, index of the order's level choice, or -1.
        target: (R, SLOTS, W) int32, row of the sector, area, element, party or trigger named, or -1.
        place: (R, SLOTS, W) int32, row of the place named, or -1.
        amount: (R, SLOTS, W) float32, the amount asked, 0 if none.
        visibility: (R, SLOTS, W) int32, 0 public, 1 closed, 2 deniable.
    """

    kind: Array
    level: Array
    target: Array
    place: Array
    amount: Array
    visibility: Array

    @classmethod
    def none(cls, roles: int, worlds: int) -> Orders:
        """Nobody orders anything; the arrays may be written to."""
        return cls(*(np.full((roles, SLOTS, worlds), -1 if name != "amount" else 0, kind) for name, kind in _FIELDS))

    @property
    def worlds(self) -> int:
        """W, the number of parallel worlds."""
        return int(self.kind.shape[-1])

    def take(self, rows: Any) -> Orders:
        """The same orders for some of the worlds, in the order asked for."""
        return Orders(*(np.ascontiguousarray(getattr(self, name)[..., rows]) for name, _ in _FIELDS))

    def spread(self, worlds: int) -> Orders:
        """The orders of lane 0 in each of W worlds."""
        return Orders(*(np.repeat(getattr(self, name)[..., :1], worlds, axis=-1) for name, _ in _FIELDS))


_FIELDS = (
    ("kind", np.int32), ("level", np.int32), ("target", np.int32), ("place", np.int32), ("amount", np.float32),
    ("visibility", np.int32),
)  # fmt: skip


def merge(parts: Sequence[Orders]) -> Orders:
    """One set of orders from several; in a role's row the first one that has any order there counts."""
    arrays = [getattr(parts[0], name).copy() for name, _ in _FIELDS]
    for part in parts[1:]:
        empty = (arrays[0] < 0).all(axis=(1, 2))
        for array, (name, _) in zip(arrays, _FIELDS, strict=True):
            array[empty] = getattr(part, name)[empty]
    return Orders(*arrays)


@dataclass(frozen=True, eq=False)
class Move:
    """A rule of a doctrine: when it holds, an order with its parameters, and how much the seat wants it."""

    when: Reader
    order: int
    weight: float
    rest_days: float
    attention: int
    level: int = -1
    target: int = -1
    place: int = -1
    amount: float = 0.0
    visibility: int = 0
    select: Reader | None = None
    """(axis, W) what is largest (or smallest) at the target to choose; None: `target` is fixed."""
    select_least: bool = False
    select_rows: tuple[int, ...] = ()
    """Rows that may be chosen ..."""
    select_to: tuple[int, ...] = ()
    """... and the target that each of them stands for (an area is chosen by its sectors)."""


@dataclass(frozen=True, eq=False)
class ReplyRule:
    """How a role answers a trigger when the condition holds: odds over the answers."""

    when: Reader
    trigger: int
    """Row of the trigger it is about; -1: any."""
    odds: tuple[float, ...]
    """(A,) weight of each answer."""


@dataclass(frozen=True, eq=False)
class CompiledDoctrine:
    """What an empty seat does: a doctrine document as readers and rows (`wargame.doctrine` plays it)."""

    id: str
    role: int
    role_id: str
    noise: float
    threshold: float
    moves: int
    attention: int
    rules: tuple[Move, ...]
    replies: tuple[ReplyRule, ...]
    names: frozenset[str]
    """Quantities that its conditions read: all that its view needs."""
