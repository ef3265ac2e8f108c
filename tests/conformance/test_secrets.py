"""In every shipped scenario what a seat can't see may be anything: its view and its doctrine's orders stay the same.

The report and the pixels of its screen rest on the view; their own tests hold them to the same property.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.conformance.shipped import ANY, EVERY, SIZES, dice, long_play, tables
from tests.world.small import arbitrary
from wargame.doctrine import choose, reply
from wargame.world import observe as door
from wargame.world.observe import observe, sees
from wargame.world.orders import Orders
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.view import View

WORLDS = 16


def with_other_secrets(of: Tables, state: WorldState, other: WorldState, role: str) -> WorldState:
    """The state, with everything that the role can't see taken from another one."""
    arrays: dict[str, Any] = {name: array.copy() for name, array in state.arrays.items()}
    mine = [row for row, order in enumerate(of.orders) if of.roster.axes["role"][order.role] == role]
    for name in of.registry:
        if sees(of, role, name):
            continue
        if name in of.array_rows:
            array, row = of.array_rows[name]
            arrays[array][row] = getattr(other, array)[row]
        elif name in arrays:
            arrays[name] = getattr(other, name).copy()
            if name == "order_age":  # it knows when it gave its own orders
                arrays[name][mine] = getattr(state, name)[mine]
    for row in range(len(of.windows)):
        behind = {name for at, _, _, names in of.lookbacks if at == row for name in names}
        if not all(sees(of, role, name) for name in behind):
            arrays["window"][row], arrays["window_now"][row] = other.window[row], other.window_now[row]
    for row, names in enumerate(of.held_names):
        if not all(sees(of, role, name) == "exact" for name in names):
            arrays["held"][row] = other.held[row]
    arrays["queue"] = other.queue.copy()
    return WorldState(state.day, state.tick, state.turn, arrays)


def pairs(name: str, role: str, every: int) -> Iterator[tuple[WorldState, WorldState]]:
    """States with the same to see and other secrets: those of another world at another time, and arbitrary ones."""
    ticks = [tick.after.take(np.arange(WORLDS)) for tick in long_play(name)[::every]]
    for number, state in enumerate(ticks):
        later = ticks[(number + len(ticks) // 2) % len(ticks)].take(np.arange(WORLDS)[::-1])
        for other in (later, arbitrary(WORLDS, number, tables(name))):
            yield state, with_other_secrets(tables(name), state, other, role)


def content(view: View) -> list[Any]:
    """Every byte that a view holds."""
    seen = {key: (one.values.tobytes(), one.values.dtype, one.error) for key, one in view.quantities.items()}
    days = [{key: value.tobytes() for key, value in part.items()} for part in (view.recent, view.kept, view.order_ages)]
    return [view.role, view.day, view.turn, seen, days, view.events, view.inbox]


def decisions(of: Tables, view: View) -> list[bytes]:
    """What every doctrine of the role orders and answers on this view."""
    decided = []
    luck = dice(view.worlds, 4)
    for doctrine in of.doctrines.values():
        if doctrine.role_id == view.role:
            orders = Orders.none(of.roster.size("role"), view.worlds)
            choose(view, doctrine, luck, orders)
            decided += [orders.kind.tobytes(), orders.target.tobytes(), orders.level.tobytes(), orders.amount.tobytes()]
            for row, trigger in enumerate(of.triggers):
                if doctrine.role in trigger.deciders:
                    options = trigger.options[trigger.deciders.index(doctrine.role)]
                    decided.append(reply(view, doctrine, luck, row, options, row).tobytes())
    return decided


def leaks(name: str, role: str, every: int = 5) -> int:
    """How often a change of secrets showed."""
    of, found = tables(name), 0
    for state, changed in pairs(name, role, every):
        assert changed.digest() != state.digest(), "there must be secrets to change"
        one, two = (observe(each, of, role, dice(WORLDS, 4)) for each in (state, changed))
        found += content(one) != content(two) or decisions(of, one) != decisions(of, two)
    return found


def seats(name: str) -> tuple[str, ...]:
    return (*tables(name).roster.axes["role"], "public")


@EVERY
@SIZES
def test_no_seat_sees_anothers_secret(name: str, full: bool) -> None:
    every = 2 if full else 12
    assert {role: leaks(name, role, every) for role in seats(name)} == dict.fromkeys(seats(name), 0)


@ANY
def test_a_leaking_build_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a seat may not see: were it shown, the test above would fail."""
    of, role = tables(name), seats(name)[0]
    hidden = [quantity for quantity in of.registry if not sees(of, role, quantity)]
    assert len(hidden) > 10
    caught = []
    for secret in hidden:

        def careless(of: Tables, who: str, what: str, secret: str = secret) -> str:
            return "exact" if what == secret else sees(of, who, what)

        monkeypatch.setattr(door, "sees", careless)
        caught += [secret] if leaks(name, role) else []
    assert set(hidden) - set(caught) == set()


@EVERY
def test_every_seat_sees_something_that_not_all_see(name: str) -> None:
    of = tables(name)
    public = {quantity for quantity in of.registry if sees(of, "public", quantity)}
    for role in of.roster.axes["role"]:
        own = {quantity for quantity in of.registry if sees(of, role, quantity)}
        assert public < own, role
