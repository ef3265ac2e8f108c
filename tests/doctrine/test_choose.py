"""An empty seat gives what it wants most, can afford, and is allowed to see reason for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.world.small import arbitrary, expressions, tables
from wargame.dice import Dice
from wargame.doctrine import choose
from wargame.world.observe import observe
from wargame.world.orderbook import compile_orders, decompile_orders
from wargame.world.orders import CompiledDoctrine, Move, Orders
from wargame.world.state import WorldState
from wargame.world.view import Unseen, View

WORLDS = 64
DICE = Dice(3, np.arange(WORLDS))


def moved(rules: list[dict[str, Any]], **more: Any) -> CompiledDoctrine:
    """A doctrine of the coalition: its two orders, whatever the rules say of them."""
    compiler, made = expressions(), []
    for rule in rules:
        fields = {"order": "co_answer", "weight": 1.0, "rest_days": 0.0, "attention": 1, **rule}
        fields["when"] = compiler.condition(fields.get("when", "1 > 0"))
        fields["order"] = tables().roster.row("order", fields["order"])
        if "select" in fields:
            fields["select"] = compiler.value(fields["select"], ("sector",))[0]
        made.append(Move(**fields))
    fields = {"noise": 0.0, "threshold": 0.2, "moves": 3, "attention": 3, **more}
    return CompiledDoctrine("made", 3, "coalition", rules=tuple(made), replies=(), names=frozenset(), **fields)


def seen(state: WorldState | None = None) -> View:
    return observe(state or arbitrary(WORLDS), tables(), "coalition", DICE)


def given(doctrine: CompiledDoctrine, view: View | None = None, dice: Dice = DICE) -> Orders:
    view = view or seen()
    orders = Orders.none(4, view.worlds)
    choose(view, doctrine, dice, orders)
    return orders


def kinds(orders: Orders, slot: int) -> set[int]:
    return set(orders.kind[3, slot].tolist())


ANSWER, OPERATION = tables().roster.row("order", "co_answer"), tables().roster.row("order", "co_operation")


def test_the_weightiest_comes_first() -> None:
    orders = given(moved([{"weight": 0.5}, {"order": "co_operation", "weight": 0.9, "level": 1}]))
    assert kinds(orders, 0) == {OPERATION}
    assert kinds(orders, 1) == {ANSWER}
    assert kinds(orders, 2) == {-1}
    assert (orders.level[3, 0] == 1).all()
    assert (orders.kind[:3] == -1).all()


def test_the_same_order_is_given_once() -> None:
    orders = given(moved([{"weight": 0.5, "target": 0}, {"weight": 0.9, "target": 1}]))
    assert kinds(orders, 0) == {ANSWER}
    assert (orders.target[3, 0] == 1).all()
    assert kinds(orders, 1) == {-1}


def test_attention_and_moves_limit() -> None:
    both = [{"weight": 0.9, "attention": 3}, {"order": "co_operation", "weight": 0.8, "attention": 1}]
    assert kinds(given(moved(both, attention=3)), 1) == {-1}
    assert kinds(given(moved(both, attention=4)), 1) == {OPERATION}
    assert kinds(given(moved(both, attention=2)), 0) == {OPERATION}  # it can't afford the first, so takes the next
    assert kinds(given(moved(both, attention=4, moves=1)), 1) == {-1}
    assert kinds(given(moved(both, moves=0)), 0) == {-1}


def test_patience_is_a_threshold() -> None:
    assert kinds(given(moved([{"weight": 0.19}])), 0) == {-1}
    assert kinds(given(moved([{"weight": 0.2}])), 0) == {ANSWER}


def test_conditions_hold_world_by_world() -> None:
    view = seen()
    orders = given(moved([{"when": "tension > 50"}]), view)
    assert ((orders.kind[3, 0] == ANSWER) == (view.quantities["tension"].values > 50)).all()
    assert kinds(orders, 0) == {-1, ANSWER}


def test_an_order_rests() -> None:
    state = arbitrary(WORLDS)
    ages = state.order_age.copy()
    ages[ANSWER] = np.where(np.arange(WORLDS) % 2, 28, 27)
    view = seen(WorldState(state.day, state.tick, state.turn, {**state.arrays, "order_age": ages}))
    orders = given(moved([{"rest_days": 28.0}]), view)
    assert ((orders.kind[3, 0] == ANSWER) == (np.arange(WORLDS) % 2 == 1)).all()


@pytest.mark.parametrize("least", [False, True])
def test_a_selector_picks_the_target(least: bool) -> None:
    rule = {"select": "coverage", "select_least": least, "select_rows": (0, 2, 4), "select_to": (10, 12, 14)}
    view = seen()
    orders = given(moved([rule]), view)
    coverage = view.quantities["coverage"].values[[0, 2, 4]]
    best = coverage.argmin(axis=0) if least else coverage.argmax(axis=0)
    assert orders.target[3, 0].tolist() == [(10, 12, 14)[row] for row in best]


def test_noise_makes_worlds_differ_and_is_the_same_at_every_look() -> None:
    close = [{"weight": 0.5}, {"order": "co_operation", "weight": 0.5, "level": 0}]
    one, two = given(moved(close, noise=0.3)), given(moved(close, noise=0.3))
    assert kinds(one, 0) >= {ANSWER, OPERATION}
    assert one.kind.tobytes() == two.kind.tobytes()
    lanes = np.array([5, 40, 41, 2])
    state = arbitrary(WORLDS)
    alone = given(
        moved(close, noise=0.3), observe(state.take(lanes), tables(), "coalition", DICE.take(lanes)), DICE.take(lanes)
    )
    assert alone.kind.tobytes() == np.ascontiguousarray(one.kind[..., lanes]).tobytes()


def test_a_doctrine_that_looks_past_its_view_fails_closed() -> None:
    with pytest.raises(Unseen):
        given(moved([{"when": "support > 10"}]))
    view = seen()
    del view.quantities["tension"]
    with pytest.raises(Unseen):
        given(moved([{"when": "tension > 10"}]), view)


@pytest.mark.parametrize("name", list(tables().doctrines))
def test_what_the_scenario_s_doctrines_order_can_be_given(name: str) -> None:
    doctrine = tables().doctrines[name]
    for seed in range(5):
        state = arbitrary(WORLDS, seed)
        orders = Orders.none(4, WORLDS)
        choose(observe(state, tables(), doctrine.role_id, DICE, only=doctrine.names), doctrine, DICE, orders)
        for world in range(WORLDS):
            docs = decompile_orders(orders, tables(), 2, world)
            assert {doc.role for doc in docs} <= {doctrine.role_id}
            assert compile_orders(docs, tables()).kind[..., 0].tolist() == orders.kind[..., world].tolist()


def test_only_what_a_doctrine_reads_is_looked_at() -> None:
    doctrine = tables().doctrines["russia"]
    whole = observe(arbitrary(WORLDS), tables(), "russia", DICE)
    narrow = observe(arbitrary(WORLDS), tables(), "russia", DICE, only=doctrine.names)
    assert set(narrow.quantities) == doctrine.names
    assert (
        given(replace(doctrine, noise=0.4), whole).kind.tobytes()
        == given(replace(doctrine, noise=0.4), narrow).kind.tobytes()
    )
