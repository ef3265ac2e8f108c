"""The only door from the world to a player, an AI seat or a report: what a role sees, exactly or as an estimate.

Nothing of the world gets into a `View` but by the sight that the rules give. An estimate is the value plus an error
that is the same at every look on the same day, within the quantity's range. Sums over days are estimated like the
quantity itself; how long a condition has held is known only to those who see exactly what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.dice import Dice
from wargame.quantities import ENGINE, Quantity
from wargame.world.causes import CAUSE_DIGITS
from wargame.world.events import Event
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.view import Seen, View
from wargame.world.why import Why

Array = NDArray[Any]
CONTROL, PUBLIC, ALL = "control", "public", "all"
CLOCK = ("turn", "days")
_ENGINE_ROW = {quantity.name: row for row, quantity in enumerate(ENGINE)}
ERROR_ROWS = 4096
"""Addresses kept free for each role and quantity on the site `view_error`."""
_TRACK_ROWS, _SETTING_ROWS, _WINDOW_ROWS = 1000, 2000, 3000
"""Where the numbers of tracks, settings and windows begin, behind those of the engine's quantities."""
_ROLE_ROWS = 10_000


def sees(tables: Tables, role: str, quantity: str) -> str:
    """``exact``, ``estimate`` or nothing: how a role sees a quantity. Fails closed."""
    if role == CONTROL or quantity in CLOCK:
        return "exact"
    granted: Mapping[str, str] = tables.sight.get(quantity, {})
    how = granted.get(ALL, "")
    return granted.get(role, how) if role != PUBLIC else how


def observe(
    state: WorldState,
    tables: Tables,
    role: str,
    dice: Dice,
    events: Iterable[Event] = (),
    inbox: Sequence[Event] = (),
    only: Iterable[str] | None = None,
) -> View:
    """All that `role` may see of `state`.

    Args:
        state: a committed state, or a tick in the making (when a trigger must be answered in it).
        role: a role id, ``control`` (sees everything) or ``public`` (what all may see).
        dice: the game's; errors of estimates are drawn at (`view_error`, day).
        events: what happened; the view keeps those that name the role, weightiest first.
        inbox: what was delivered; the view keeps what names the role.
        only: names of the quantities that are needed (an AI seat's conditions); default all that the role sees.
    Raises: ValueError for a role that the scenario does not have.
    """
    if role not in {CONTROL, PUBLIC}:
        tables.roster.row("role", role)
    worlds = state.tracks.shape[-1]
    wanted = set(tables.registry) if only is None else set(only)
    how = {name: sees(tables, role, name) for name in tables.registry if name in wanted}
    look = _Look(state, tables, role, dice, worlds)
    return View(
        role=role,
        day=state.day,
        turn=state.turn,
        quantities={name: look.quantity(name, kind) for name, kind in how.items() if kind},
        events=tuple(sorted(told(events, role, tables), key=lambda event: -event.weight)),
        inbox=told(inbox, role, tables),
        worlds=worlds,
        recent=look.recent(how),
        kept={
            row: look.kept(row)
            for row, names in enumerate(tables.held_names)
            if names <= wanted and all(sees(tables, role, name) == "exact" for name in names)
        },
        order_ages=look.order_ages(),
        rows=tables.array_rows,
    )


def told(events: Iterable[Event], role: str, tables: Tables) -> tuple[Event, ...]:
    """The events that name a role, as it may know them: what happened, and of what lay behind it only what it sees.

    It does not learn the cause, which would tell a deniable order.
    """
    seen = (event for event in events if event.seen_by(role))
    if role == CONTROL:
        return tuple(seen)
    return tuple(replace(event, cause="", why=why_for(event.why, role, tables)) for event in seen)


def why_for(why: Why | None, role: str, tables: Tables) -> Why | None:
    """What a role may know of a "Why?" (`wargame.world.why`): what rests on hidden quantities is not in it. Fails
    closed.

    Whatever the role does not see may be anything, and what it is told stays the same to the byte. So a check with a
    factor that it does not see exactly has neither value nor die, which together would tell that factor; the factors
    that it does see stay, and the others are counted. Where no factor is hidden it sees the die against the chance.
    """
    if why is None or role == CONTROL:
        return why
    if why.get("kind") not in _SEEN_BY:
        if why.get("kind") != "parts":
            return None
        parts = [known for part in why["parts"] if (known := why_for(part, role, tables)) is not None]
        return {**why, "parts": parts} if parts and _exact(why, role, tables) else None
    return _SEEN_BY[why["kind"]](why, role, tables)


def _exact(part: Mapping[str, Any], role: str, tables: Tables) -> bool:
    """Whether the role sees exactly all that a part rests on."""
    reads = part.get("reads")
    return reads is not None and all(sees(tables, role, name) == "exact" for name in reads)


def _check_for(why: Why, role: str, tables: Tables) -> Why | None:
    if not _exact(why, role, tables):
        return None
    factors = [factor for factor in why["factors"] if _exact(factor, role, tables)]
    hidden = len(why["factors"]) - len(factors)
    left_out = {"address", "ruled", *(("value", "draw", "offset", "grades") if hidden else ())}
    return {**{name: part for name, part in why.items() if name not in left_out}, "factors": factors, "hidden": hidden}


def _condition_for(why: Why, role: str, tables: Tables) -> Why | None:
    if why["reads"] is None:
        return None
    values = [value if _exact(value, role, tables) else {"quantity": value["quantity"]} for value in why["values"]]
    return {**why, "holds": why["holds"] if _exact(why, role, tables) else None, "values": values}


def _rule_for(why: Why, role: str, tables: Tables) -> Why | None:
    return why if _exact(why, role, tables) else None


def _causes_for(why: Why, role: str, tables: Tables) -> Why | None:
    if not _exact(why, role, tables):
        return None
    known = [
        cause
        for cause in why["causes"]
        if _exact(cause, role, tables) and (role in cause["seen_by"] or ALL in cause["seen_by"])
    ]
    hidden = round(why["change"] - sum(cause["delta"] for cause in known), CAUSE_DIGITS)
    return {**why, "causes": known, "hidden": hidden}


_SEEN_BY = {"check": _check_for, "condition": _condition_for, "rule": _rule_for, "causes": _causes_for}


class _Look:
    """One role's look at one state."""

    def __init__(self, state: WorldState, tables: Tables, role: str, dice: Dice, worlds: int) -> None:
        self.state, self.tables, self.role, self.dice, self.worlds = state, tables, role, dice, worlds
        roles = tables.roster.axes["role"]
        self.first = (roles.index(role) if role in roles else len(roles)) * _ROLE_ROWS

    def quantity(self, name: str, how: str) -> Seen:
        values = self.values(name)
        if how == "exact":
            values = values.view()
            values.flags.writeable = False
            return Seen(values)
        error = self.tables.errors.get(name, 0.0)
        place, row = self.tables.array_rows.get(name, ("", _ENGINE_ROW.get(name, 0)))
        number = row + {"tracks": _TRACK_ROWS, "settings": _SETTING_ROWS}.get(place, 0)
        levels = len(self.tables.roster.levels[name]) if place == "settings" else 0
        return Seen(self.blurred(values, error, number, self.tables.registry[name], levels), error)

    def values(self, name: str) -> Array:
        if name in CLOCK:
            return np.full(self.worlds, self.state.turn if name == "turn" else self.state.day, np.float32)
        if name in self.tables.array_rows:
            array, row = self.tables.array_rows[name]
            rows: Array = getattr(self.state, array)
            one: Array = rows[row]
            return one
        values: Array = getattr(self.state, name)
        return values

    def blurred(self, values: Array, error: float, number: int, quantity: Quantity, levels: int = 0) -> Array:
        """The values with their error, whole numbers rounded, within the quantity's range."""
        shape = values.shape[:-1] or (1,)
        noise = self.dice.normal("view_error", self.state.day, shape, (self.first + number) * ERROR_ROWS)
        blurred: Array = values + noise.reshape(values.shape) * np.float32(error)
        if quantity.integer or levels:
            np.rint(blurred, out=blurred)
        low, high = (0.0, levels - 1.0) if levels else (quantity.low, quantity.high)
        # The clip is in float32 and int32 ends below 2**31: ranges of counts end far below that.
        np.clip(blurred, np.float32(low), np.float32(high), out=blurred)
        blurred = blurred.astype(values.dtype, copy=False)
        blurred.flags.writeable = False
        return blurred

    def recent(self, how: Mapping[str, str]) -> dict[tuple[int, int], Array]:
        """Sums and changes over days, of quantities that the role sees at all."""
        found = {}
        for row, days, read, names in self.tables.lookbacks:
            kinds = [sees(self.tables, self.role, name) if name in how else "" for name in sorted(names)]
            if all(kinds):
                values = read(self.state)
                if "estimate" in kinds:
                    error = max(self.tables.errors.get(name, 0.0) for name in names)
                    free = Quantity("", "", (), "level", "", -1e9, 1e9)
                    values = self.blurred(values, error, _WINDOW_ROWS + row, free)
                found[row, days] = values
        return found

    def kept(self, row: int) -> Array:
        """Days for which a condition has held."""
        days: Array = self.state.held[row]
        return days

    def order_ages(self) -> dict[int, Array]:
        """A role always knows when it last gave its own orders."""
        roles = self.tables.roster.axes["role"]
        mine = roles.index(self.role) if self.role in roles else -1
        return {row: self.state.order_age[row] for row, order in enumerate(self.tables.orders) if order.role == mine}
