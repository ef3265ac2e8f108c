"""Orders: every mistake is told, gates never block, and documents and arrays say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.world.small import arbitrary, plain, tables
from wargame.dice import Dice
from wargame.errors import InputError
from wargame.world.observe import observe
from wargame.world.orderbook import FREE, choices, compile_orders, decompile_orders, gates, order_problems
from wargame.world.orders import SLOTS, OrderDoc, Orders, merge
from wargame.world.state import WorldState

DEPLOY = OrderDoc("netherlands", "nl_deploy", 1, {"element": "nl_13", "place": "hub-one"}, intent="To show resolve.")
LEVEL = OrderDoc("coalition", "co_operation", 1, {"level": "tripwire"}, intent="To deter.")
ANSWER = OrderDoc("coalition", "co_answer", 1, {"party": "russia"}, intent="To keep the record.")
RECAPTURE = OrderDoc("ukraine", "ua_recapture", 1, {"sector": "s04"}, "deniable", intent="A hamlet.")
HARASS = OrderDoc("russia", "ru_harass", 1, {"area": "east"}, "deniable", intent="To test.")
ALL = [DEPLOY, LEVEL, ANSWER, RECAPTURE, HARASS]


def codes(doc: OrderDoc, role: str | None = None) -> set[str]:
    return {problem.code for problem in order_problems([doc], role or doc.role, plain(), tables())}


@pytest.mark.parametrize("doc", ALL, ids=lambda doc: doc.order)
def test_a_proper_order_has_no_problem(doc: OrderDoc) -> None:
    assert codes(doc) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"order": "nl_deply"}, "unknown-order"),
        ({"order": "ru_harass"}, "not-yours"),
        ({"parameters": {}}, "missing-parameter"),
        ({"parameters": {"element": "uk_brigade"}}, "bad-choice"),
        ({"parameters": {"element": "nl_13", "place": "atlantis"}}, "bad-choice"),
        ({"parameters": {"element": "nl_13", "sector": "s01"}}, "unknown-parameter"),
        ({"visibility": "deniable"}, "bad-visibility"),
        ({"intent": " "}, "no-intent"),
        ({"order": FREE, "parameters": {}}, "no-text"),
    ],
)
def test_each_mistake_is_told(change: dict[str, Any], code: str) -> None:
    assert code in codes(replace(DEPLOY, **change))


def test_all_mistakes_are_told_at_once() -> None:
    bad = replace(DEPLOY, parameters={"element": "x", "sector": "s01"}, visibility="whispered", intent="")
    assert codes(bad) == {"bad-choice", "unknown-parameter", "bad-visibility", "no-intent"}


def test_only_a_missing_intent_is_a_warning() -> None:
    problems = order_problems([replace(DEPLOY, intent="")], "netherlands", plain(), tables())
    assert [problem.severity for problem in problems] == ["warning"]
    assert compile_orders([replace(DEPLOY, intent="")], tables()).kind.max() >= 0


def test_a_role_gives_its_own_orders_within_its_attention() -> None:
    assert codes(HARASS, "ukraine") == {"not-yours"}
    many = [replace(DEPLOY)] * 4
    problems = order_problems(many, "netherlands", plain(), tables())
    assert {problem.code for problem in problems} == {"no-attention"}
    assert "4 attention" in problems[0].message
    assert "3" in problems[0].message
    assert {p.code for p in order_problems([DEPLOY] * (SLOTS + 1), "netherlands", plain(), tables())} == {
        "no-attention", "too-many-orders",
    }  # fmt: skip
    assert order_problems([], "netherland", plain(), tables())[0].hint == "did you mean `netherlands`?"


def test_bad_orders_are_refused_together() -> None:
    with pytest.raises(InputError) as caught:
        compile_orders([replace(DEPLOY, visibility="x"), replace(HARASS, parameters={}), ANSWER], tables())
    assert "2 problems" in str(caught.value)
    assert "which area" in str(caught.value)


def test_documents_and_arrays_say_the_same() -> None:
    given = compile_orders(ALL, tables())
    assert given.kind.shape == (4, SLOTS, 4)
    assert (given.kind >= 0).sum() == len(ALL) * 4
    stripped = [replace(doc, intent="") for doc in ALL]
    back = decompile_orders(given, tables(), 1)
    assert sorted(back, key=lambda doc: doc.order) == sorted(stripped, key=lambda doc: doc.order)
    again = compile_orders(back, tables())
    for name in ("kind", "level", "target", "place", "amount", "visibility"):
        assert getattr(again, name).tobytes() == getattr(given, name).tobytes(), name


def test_an_order_in_own_words_has_no_effect_of_its_own() -> None:
    free = OrderDoc("netherlands", FREE, 1, text="Call the Pope.", intent="To try.")
    assert codes(free) == set()
    assert (compile_orders([free], tables()).kind == -1).all()


def test_choices_offer_what_an_order_takes() -> None:
    order = tables().orders[tables().roster.row("order", "nl_deploy")]
    assert choices(order, "element", tables()) == ("nl_13",)
    assert "hub-one" in choices(order, "place", tables())
    answer = tables().orders[tables().roster.row("order", "co_answer")]
    assert choices(answer, "party", tables()) == ("ukraine", "russia")


@pytest.mark.parametrize(("support", "met"), [(60.0, True), (40.0, False)])
def test_a_gate_is_judged_by_what_its_giver_sees(support: float, met: bool) -> None:
    state = arbitrary(4)
    tracks = state.tracks.copy()
    tracks[tables().roster.row("track", "support")] = support
    state = WorldState(0, 0, 1, {**state.arrays, "tracks": tracks})
    dice = Dice(1, np.zeros(4, np.int64))
    own = gates(DEPLOY, plain(), tables(), observe(state, tables(), "netherlands", dice))
    assert [(gate.id, gate.door, gate.met) for gate in own] == [("parliament", "willing", met)]
    assert own[0].text.en == "Parliament"
    blind = gates(DEPLOY, plain(), tables(), observe(state, tables(), "russia", dice))
    assert [gate.met for gate in blind] == [None]


def test_orders_merge_by_role() -> None:
    first, second = compile_orders([LEVEL], tables()), compile_orders([ANSWER, HARASS], tables())
    both = merge([first, second])
    assert {doc.order for doc in decompile_orders(both, tables(), 1)} == {"co_operation", "ru_harass"}


def test_orders_spread_and_take() -> None:
    wide = compile_orders(ALL, tables()).spread(16)
    assert wide.worlds == 16
    assert wide.take(np.array([3, 1])).kind.tolist() == wide.kind[..., [0, 0]].tolist()
    assert (Orders.none(4, 8).kind == -1).all()
