"""What one role may see. The only door from the world to a player is `observe` (in `wargame.world.observe`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from wargame.errors import Defect
from wargame.world.events import Event
from wargame.world.state import LANES

Array = NDArray[Any]


class Unseen(Defect):
    """Something was asked for that the role may not know. Never the user's mistake: secrecy fails closed."""


@dataclass(frozen=True, eq=False)
class Seen:
    """One quantity as a role sees it: values (axes then W), and the error (sd) if it is an estimate (0: exact)."""

    values: Array
    error: float = 0.0


@dataclass(frozen=True, eq=False)
class View:
    """All that a role's screen, doctrine and report receive.

    Attributes:
        role: role id, or ``control`` (sees everything), or ``public`` (what all may see).
        day, turn: now.
        quantities: name -> `Seen`; a quantity that isn't here does not exist for this role.
        events: what the role saw happen since the last turn (live games only), weightiest first.
        inbox: injects and messages delivered to it, as events with code ``inject`` or ``message``.
        worlds: W, the width of every array.
        recent: (row, days) of `sum` and `change` over what the role sees -> (W,).
        kept: row of `held` over what the role sees exactly -> (W,) days.
        order_ages: row of each order that the role itself may give -> (W,) days since it last gave it.
        rows: track or setting -> (array it is a row of, row); where a reader looks for it.
    """

    role: str
    day: int
    turn: int
    quantities: dict[str, Seen]
    events: tuple[Event, ...] = ()
    inbox: tuple[Event, ...] = field(default=())
    worlds: int = LANES
    recent: dict[tuple[int, int], Array] = field(default_factory=dict)
    kept: dict[int, Array] = field(default_factory=dict)
    order_ages: dict[int, Array] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def sight(self) -> Sight:
        """The view as something that compiled conditions can read."""
        return Sight(self)


class _Rows:
    """The rows of a state array that the role sees, by row number."""

    def __init__(self, what: str, worlds: int) -> None:
        self.what = what
        self.shape = (0, worlds)
        self.known: dict[int, Array] = {}

    def __getitem__(self, key: Any) -> Array:
        row = key[0] if isinstance(key, tuple) and len(key) == 1 else key
        if not isinstance(row, int) or row not in self.known:
            raise Unseen(f"row {row} of `{self.what}` is not in this view")
        return self.known[row]


class Sight:
    """A view in the shape of a state: conditions read it, and raise `Unseen` for whatever the role doesn't see."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.day = view.day
        self.turn = view.turn
        self.tracks = _Rows("tracks", view.worlds)
        self.settings = _Rows("settings", view.worlds)
        for name, seen in view.quantities.items():
            if name in view.rows:
                array, row = view.rows[name]
                (self.tracks if array == "tracks" else self.settings).known[row] = seen.values

    def __getattr__(self, name: str) -> Any:
        view: View = self.__dict__["view"]
        if name in view.quantities:
            return view.quantities[name].values
        if name == "order_age":
            own = _Rows("order_age", view.worlds)
            own.known = view.order_ages
            return own
        raise Unseen(f"`{name}` is not in the view of {view.role}")

    def recent(self, row: int, days: int) -> Array:
        """(W,) a `sum` or `change` over the last days."""
        if (row, days) not in self.view.recent:
            raise Unseen(f"window {row} over {days} days is not in the view of {self.view.role}")
        return self.view.recent[row, days]

    def kept(self, row: int) -> Array:
        """(W,) days for which a condition has held."""
        if row not in self.view.kept:
            raise Unseen(f"held condition {row} is not in the view of {self.view.role}")
        return self.view.kept[row]
