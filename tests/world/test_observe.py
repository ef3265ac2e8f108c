"""Secrecy: what a role can't see may be anything, and its view stays the same to the byte."""

from __future__ import annotations

import hashlib
import pickle
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from tests.scenario.minimal import documents
from tests.world.small import arbitrary, plain, scenario, tables
from wargame.dice import Dice
from wargame.world.compile import compile_world
from wargame.world.events import Event
from wargame.world.observe import observe, sees
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.view import Unseen, View

ROLES = (*plain().role_ids, "public")
DICE = Dice(5, np.arange(8))
EVENTS = (
    Event("seizure", 30, {"sector": "s02"}, {"km": 1.0}, 3.0, None, "chance", ("all",)),
    Event("harass", 30, {"side": "russia"}, {}, 1.0, None, "chance", ("russia",)),
    Event("drift", 30, {}, {}, 2.0, None, "chance", ()),
)


def content(view: View) -> str:
    """A digest over every byte that a view holds."""
    arrays = {name: (seen.values.dtype.str, seen.values.shape, seen.values.tobytes(), seen.error)
              for name, seen in view.quantities.items()}  # fmt: skip
    days = [{key: value.tobytes() for key, value in part.items()} for part in (view.recent, view.kept, view.order_ages)]
    whole = (view.role, view.day, view.turn, view.worlds, arrays, days, view.events, view.inbox)
    return hashlib.sha256(pickle.dumps(whole)).hexdigest()


@lru_cache(maxsize=1)
def guarded() -> Tables:
    """The small scenario, whose ladder also looks back at things that some see, some estimate and some don't."""
    docs = documents()
    rung = docs["rules/politics.yaml"]["ladders"][0]["rungs"][2]
    rung["criteria"] += [
        "change(us_backing, 28) > 10", "held(us_backing > 50, 14)", "change(trust, 7) > 3", "held(trust > 50, 14)",
        "sum(deaths, 28) > 10", "sum(cfv_true, 28) > 10",
    ]  # fmt: skip
    return compile_world(scenario(docs))


def with_other_secrets(state: WorldState, other: WorldState, role: str) -> WorldState:
    """The state with everything that the role can't see taken from the other one."""
    compiled = guarded()
    arrays: dict[str, Any] = {name: array.copy() for name, array in state.arrays.items()}
    for name in compiled.registry:
        if sees(compiled, role, name):
            continue
        if name in compiled.array_rows:
            array, row = compiled.array_rows[name]
            arrays[array][row] = getattr(other, array)[row]
        elif name in arrays:
            own = arrays[name].copy()
            arrays[name] = getattr(other, name).copy()
            if name == "order_age":  # it knows when it gave its own orders
                mine = [
                    n for n, order in enumerate(compiled.orders) if compiled.roster.axes["role"][order.role] == role
                ]
                arrays[name][mine] = own[mine]
    for row in range(len(compiled.windows)):
        names = {name for r, _, _, found in compiled.lookbacks if r == row for name in found}
        if not all(sees(compiled, role, name) for name in names):
            arrays["window"][row], arrays["window_now"][row] = other.window[row], other.window_now[row]
    for row, names in enumerate(compiled.held_names):
        if not all(sees(compiled, role, name) == "exact" for name in names):
            arrays["held"][row] = other.held[row]
    arrays["queue"] = other.queue.copy()
    return WorldState(state.day, state.tick, state.turn, arrays)


@pytest.mark.parametrize("role", ROLES)
def test_hidden_things_may_be_anything(role: str) -> None:
    for seed in range(3):
        state, other = arbitrary(8, seed, guarded()), arbitrary(8, seed + 100, guarded())
        changed = with_other_secrets(state, other, role)
        assert changed.digest() != state.digest()
        secret = (*EVENTS, Event("secret", 31, {}, {}, 9.0))
        one = observe(state, guarded(), role, DICE, EVENTS, EVENTS)
        two = observe(changed, guarded(), role, DICE, secret, secret)
        assert content(one) == content(two)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_sees_does_change_its_view(role: str) -> None:
    state = arbitrary(8)
    before = content(observe(state, tables(), role, DICE))
    for name in observe(state, tables(), role, DICE).quantities:
        if name in {"turn", "days"}:
            continue
        array, row = tables().array_rows.get(name, (name, None))
        arrays = dict(state.arrays)
        changed = arrays[array].copy()
        part = changed if row is None else changed[row]
        part[...] = np.where(part > 1, part - part / 2, part + 1).astype(part.dtype)
        arrays[array] = changed
        after = observe(WorldState(state.day, state.tick, state.turn, arrays), tables(), role, DICE)
        assert content(after) != before, name


def test_looking_back_follows_the_sight_of_what_is_looked_at() -> None:
    state = arbitrary(8, 1, guarded())
    compiler = {text: n for n, text in enumerate(guarded().lookbacks)}
    assert len(compiler) == 6
    views = {role: observe(state, guarded(), role, DICE) for role in (*ROLES, "control")}
    assert len(views["control"].recent) == 6
    assert len(views["control"].kept) == 3
    assert len(views["russia"].recent) == len(views["coalition"].recent) - 1 == 3  # the coalition estimates us_backing
    assert len(views["russia"].kept) == len(views["coalition"].kept) == 1  # only the tension, which all see exactly
    by_names = {names: (row, days) for row, days, _, names in guarded().lookbacks}
    trust = by_names[frozenset({"trust"})]
    assert (views["russia"].recent[trust] != views["control"].recent[trust]).all()
    tension = by_names[frozenset({"tension"})]
    assert (views["russia"].recent[tension] == views["control"].recent[tension]).all()


def test_exact_sight_is_exact_and_read_only() -> None:
    state = arbitrary(8)
    view = observe(state, tables(), "russia", DICE)
    assert view.quantities["perceived"].values.tobytes() == state.perceived.tobytes()
    assert view.quantities["perceived"].error == 0
    with pytest.raises(ValueError, match="read-only"):
        view.quantities["perceived"].values[...] = 0
    assert "credibility" not in view.quantities
    assert "us_backing" not in view.quantities


def test_estimates_are_near_stable_whole_and_in_range() -> None:
    state = arbitrary(8)
    one, two = (observe(state, tables(), "coalition", DICE) for _ in range(2))
    assert content(one) == content(two)
    troops = one.quantities["troops"]
    assert troops.error == 2000
    assert troops.values.dtype == np.int32
    assert (troops.values >= 0).all()
    trust = one.quantities["trust"].values
    assert (trust != state.tracks[tables().roster.row("track", "trust")]).all()
    assert ((trust >= 0) & (trust <= 100)).all()
    other = observe(state, tables(), "russia", DICE).quantities["trust"].values
    assert (trust != other).all()  # every role errs in its own way


def test_the_error_of_estimates_has_the_size_it_says() -> None:
    state = arbitrary(2000)
    arrays = {**state.arrays, "tracks": np.full_like(state.tracks, 50)}
    dice = Dice(9, np.arange(2000))
    trust = observe(WorldState(35, 5, 2, arrays), tables(), "coalition", dice).quantities["trust"].values
    assert abs(trust.mean() - 50) < 0.5
    assert abs(trust.std() - 5) < 0.4


def test_a_world_alone_is_seen_as_in_a_batch() -> None:
    state = arbitrary(64)
    dice = Dice(5, np.arange(64))
    whole = observe(state, tables(), "coalition", dice)
    lanes = np.array([8, 3, 60, 61])
    part = observe(state.take(lanes), tables(), "coalition", dice.take(lanes))
    for name, seen in whole.quantities.items():
        assert part.quantities[name].values.tobytes() == np.ascontiguousarray(seen.values[..., lanes]).tobytes(), name


def test_events_fail_closed_and_come_weightiest_first() -> None:
    state = arbitrary(8)
    assert [event.code for event in observe(state, tables(), "coalition", DICE, EVENTS).events] == ["seizure"]
    assert [event.code for event in observe(state, tables(), "russia", DICE, EVENTS).events] == ["seizure", "harass"]
    assert [event.code for event in observe(state, tables(), "public", DICE, EVENTS).events] == ["seizure"]
    assert len(observe(state, tables(), "control", DICE, EVENTS, EVENTS).inbox) == 3
    assert [event.code for event in observe(state, tables(), "ukraine", DICE, (), EVENTS).inbox] == ["seizure"]


def test_control_sees_everything_exactly() -> None:
    view = observe(arbitrary(8), tables(), "control", DICE)
    assert set(view.quantities) == set(tables().registry)
    assert not any(seen.error for seen in view.quantities.values())


def test_reading_past_the_view_raises() -> None:
    sight = observe(arbitrary(8), tables(), "russia", DICE).sight()
    own = tables().roster.row("order", "ru_harass")
    assert sight.order_age[(own,)].shape == (8,)
    hidden = tables().roster.row("track", "us_backing")
    for look in (
        lambda: sight.credibility,
        lambda: sight.tracks[hidden],
        lambda: sight.order_age[own + 0 if own == 0 else 0,],
        lambda: sight.recent(99, 7),
        lambda: sight.kept(99),
        lambda: sight.arrays,
    ):
        with pytest.raises(Unseen):
            look()


def test_a_role_that_is_not_there_has_no_view() -> None:
    with pytest.raises(ValueError, match="tuple"):
        observe(arbitrary(8), tables(), "nobody", DICE)
