"""The world as a seat may believe it to be, in many versions: where its staff estimate starts.

Each version begins with the opening that the scenario prints and is played to the present by the doctrines it names.
Then comes what the seat knows: what it sees exactly is so in every version; what it sees as an estimate is drawn anew
in each, the estimate plus an error of the same spread; effects to come are those of orders and injects it saw. So
hidden things are as likely as the printed scenario makes them, and nothing that is hidden in the game can be read off.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics
from wargame.adjudication.opening import settle
from wargame.analysis.moment import Moment
from wargame.dice import Dice
from wargame.quantities import DAYS_PER_WEEK
from wargame.simulate import Plan, rollout
from wargame.world.observe import CLOCK, ERROR_ROWS
from wargame.world.orderbook import compile_orders
from wargame.world.orders import OrderDoc
from wargame.world.record import Column
from wargame.world.state import WorldState, spread
from wargame.world.view import Seen

Array = NDArray[Any]
PLAYED, DRAWN = 1, 2
"""Purposes of an estimate's dice (`wargame.dice.GAME` is 0): those that play, and those that spread uncertainty."""

TRUST = 0.5
"""How far a staff follows the latest records away from what it expected."""


def plan(
    known: Moment,
    turns: tuple[tuple[int, int], ...],
    docs: Sequence[OrderDoc],
    dt_days: int,
    columns: tuple[Column, ...] = (),
) -> Plan:
    """Turns with the role's orders in the first. A role that gives none gives none: its doctrine is silent then."""
    tables, seats = known.tables, known.seats
    roles = tables.roster.axes["role"]
    if known.role in roles and not docs and seats[roles.index(known.role)]:
        seat = seats[roles.index(known.role)]
        mute = dataclasses.replace(tables.doctrines[seat], rules=())
        tables = dataclasses.replace(tables, doctrines={**tables.doctrines, seat: mute})
    orders = {turns[0][0]: compile_orders(docs, tables)} if docs else {}
    return Plan(tables=tables, seats=seats, turns=turns, dt_days=dt_days, orders=orders, columns=columns)


def believed(known: Moment, seed: int, worlds: Array) -> WorldState:
    """W versions of the present, for the worlds of these numbers."""
    if known.truth is not None:
        return spread(known.truth, len(worlds))
    view = known.view
    dice = Dice(seed, worlds, PLAYED)
    # An exercise's own opening is settled with the game's luck; here it is settled anew.
    prior = settle(spread(known.tables.start, len(worlds)), known.tables, dice)
    for stretch in known.past:
        prior = rollout(
            plan(known, ((stretch.number, stretch.days),), stretch.docs, stretch.dt_days), prior, dice
        ).final
    arrays = dict(prior.arrays)
    _heat_as_recorded(known, arrays)
    errors = Dice(seed, worlds, DRAWN)
    for row, name in enumerate(sorted(known.tables.registry)):
        if name in view.quantities and name not in CLOCK:
            _take_over(known, arrays, name, _drawn(known, name, view.quantities[name], errors, row))
    for (array, row), days in known.ages.items():
        if array not in view.quantities:
            _writable(arrays, array)[row] = days
    for row, since in view.order_ages.items():
        _writable(arrays, "order_age")[row] = since[0]
    arrays["queue"] = np.repeat(_still_to_come(known)[..., None], len(worlds), axis=-1)
    state = WorldState(view.day, prior.tick, view.turn, arrays)
    return WorldState(view.day, prior.tick, view.turn, {**arrays, **_past(known, state)})


def _writable(arrays: dict[str, Array], name: str) -> Array:
    if not arrays[name].flags.writeable:
        arrays[name] = arrays[name].copy()
    return arrays[name]


def _heat_as_recorded(known: Moment, arrays: dict[str, Array]) -> None:
    """A staff that sees more fire than the printed scenario led to expect takes the line for hotter, and the reverse.

    It goes half of the way, on the log scale: one week's records are as much luck as heat (authors' judgement).
    """
    seen = known.view.quantities.get("cfv_recorded")
    if seen is None or not known.past:
        return
    total = np.add.reduce(seen.values[..., :1], axis=1).astype(np.float32)
    expected = np.add.reduce(arrays["cfv_recorded"], axis=1).astype(np.float32)
    hotter = (numerics.log(total + 1) - numerics.log(expected + 1)) * np.float32(TRUST)
    limit = known.tables.registry["heat"]
    arrays["heat"] = np.clip(arrays["heat"] + hotter[:, None], np.float32(limit.low), np.float32(limit.high))


def _take_over(known: Moment, arrays: dict[str, Array], name: str, values: Array) -> None:
    if name in known.tables.array_rows:
        array, row = known.tables.array_rows[name]
        _writable(arrays, array)[row] = values
    else:
        arrays[name] = values.astype(arrays[name].dtype, order="C", copy=False)


def _drawn(known: Moment, name: str, seen: Seen, dice: Dice, row: int) -> Array:
    """(*axes, W) versions of one quantity."""
    values = np.repeat(seen.values[..., :1], len(dice.worlds), axis=-1)
    if not seen.error:
        return values
    shape = values.shape[:-1] or (1,)
    noise = dice.normal("view_error", known.view.day, shape, row * ERROR_ROWS).reshape(values.shape)
    quantity, levels = known.tables.registry[name], known.tables.roster.levels.get(name, ())
    low, high = (0.0, len(levels) - 1.0) if levels else (quantity.low, quantity.high)
    drawn: Array = values + noise * np.float32(seen.error)
    if quantity.integer or levels:
        np.rint(drawn, out=drawn)
    np.clip(drawn, np.float32(low), np.float32(high), out=drawn)
    return drawn.astype(values.dtype)


def _still_to_come(known: Moment) -> Array:
    """(H, Q) track effects by week, of what the role saw (`wargame.adjudication.effects` says what the slots mean)."""
    tables, day = known.tables, known.view.day
    queue = np.zeros((tables.horizon, tables.roster.size("track")), np.float32)
    monday = day - day % DAYS_PER_WEEK
    for given in known.given:
        for effect in given.effects:
            first, last = given.day + effect.after_days, given.day + effect.after_days + max(effect.for_days, 1)
            for slot in range(len(queue)):
                start = max(monday + slot * DAYS_PER_WEEK, day)
                stop = monday + (slot + 1) * DAYS_PER_WEEK
                part = max(0, min(last, stop) - max(first, start)) / (last - first)
                queue[slot, effect.track] += np.float32(effect.delta * given.share * part)
    return queue


def _past(known: Moment, state: WorldState) -> dict[str, Array]:
    """The arrays behind `sum`, `change` and `held`: as the role remembers them, else as each version of the past has.

    The role knows totals over certain numbers of days; between them the past is taken to have been even.
    """
    tables, view = known.tables, known.view
    now, ring, held = state.window_now.copy(), state.window.copy(), state.held.copy()
    slots, week = ring.shape[1], view.day // DAYS_PER_WEEK
    for row, (read, _, kind) in enumerate(tables.windows):
        known_days = sorted((days, float(total[0])) for (at, days), total in view.recent.items() if at == row)
        if kind == "change":
            # What was overwritten above did not change just now: the remembered past moves along with it.
            ring[row] += read(state) - now[row]
            now[row] = read(state)
        ages = [0.0, *(float(days) for days, _ in known_days)]
        before = [0.0, *(total for _, total in known_days)]
        for back in range(min(slots, week + 1) if known_days else 0):
            age = view.day - (week - back) * DAYS_PER_WEEK
            ring[row, (week - back) % slots] = now[row] - np.float32(np.interp(age, ages, before))
    for row, days in view.kept.items():
        held[row] = days[0]
    return {"window": ring, "window_now": now, "held": held}
