"""Whole ticks of the engine are those of the reference: the same integers and choices, the same fractions within 1e-5.

A world that comes out differently must do so because a share, or an amount to be rounded, lay within a millionth of the
edge: decided the other way it is the engine's world (`careful.py`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pytest

from tests.conformance import shipped
from tests.reference import careful, plain
from tests.reference.beside import Compared, Start, battered, compare, differences, starts
from wargame.adjudication import (
    acts,
    combat,
    contact,
    credibility,
    drift,
    effects,
    escalation,
    logistics,
    monitoring,
    orders,
    people,
    politics,
    rotation,
    violations,
)
from wargame.adjudication.draft import Draft
from wargame.quantities import ENGINE, LIMITS
from wargame.world.state import WorldState
from wargame.world.tables import Tables

MODERATE = "moderate.yaml"
Played = list[tuple[Start, dict[int, Any]]]
EDGES, MOST_WILD = 0.25, 0.95
"""Of all ticks of a world, the share that may need a decision on the edge, and the share that may be left out."""


def ticks_agree(
    name: str, worlds: int, turns: int, dt: int, most: int | None = None, *, doctrines: bool = False,
    wild: float = MOST_WILD,
) -> None:  # fmt: skip
    tables = shipped.tables(name)
    rules = plain.Rules(tables)
    found = Compared()
    for start, after in islice(starts(tables, worlds, turns, 5, dt, doctrines=doctrines), most):
        compare(start, after, rules, found)
        assert not found.wrong, "\n".join(found.wrong[:20])
    assert found.wild <= found.played * wild
    assert len(found.turned) <= max(EDGES * found.played, 2), found.turned[:20]


@shipped.EVERY
def test_a_scenario_plays_as_the_reference_does(name: str) -> None:
    """Small here, long below; random orders reach what doctrines never do, and in the days of doctrines nothing is
    left out."""
    ticks_agree(name, worlds=2, turns=1, dt=7)
    ticks_agree(name, worlds=2, turns=1, dt=1, most=2, doctrines=True, wild=0)


@shipped.ANY
@pytest.mark.parametrize("dt", [1, 7])
def test_a_battered_world_plays_so_too(name: str, dt: int) -> None:
    tables, found = shipped.tables(name), Compared()
    rules = plain.Rules(tables)
    for start in pressed(name, worlds=8, dt=dt):
        compare(start, start.engine(tables), rules, found)
        assert not found.wrong, "\n".join(found.wrong[:20])
    assert found.wild < found.played * MOST_WILD
    assert len(found.turned) <= EDGES * found.played, found.turned[:20]


def pressed(name: str, worlds: int, dt: int) -> list[Start]:
    """Some ticks from worlds in the middle of everything (`battered`)."""
    tables, dice = shipped.tables(name), shipped.dice(worlds, 4)
    state = shipped.first_morning(tables, worlds, 4)
    states = [WorldState(day, day // 7, 2, battered(state, tables, day).arrays) for day in (35, 38, 350)]
    return [Start(one, None, {}, dice, dt) for one in states]


@pytest.mark.soak
@pytest.mark.parametrize("doctrines", [False, True], ids=["random", "doctrines"])
@pytest.mark.parametrize("dt", [1, 7, 10, 28])
@shipped.EVERY
def test_a_scenario_plays_as_the_reference_does_for_long(name: str, dt: int, doctrines: bool) -> None:
    worlds, turns = (4, 2) if dt < 7 else (8, 9)
    ticks_agree(name, worlds, turns, dt, doctrines=doctrines)


# a check that can't fail is none


@pytest.fixture(scope="module")
def moderate() -> Played:
    """Some months of random play: each tick, and the reference's worlds after it that are the engine's by lane."""
    tables = shipped.tables(MODERATE)
    rules = plain.Rules(tables)
    ticks = [*starts(tables, worlds=8, turns=3, seed=14)]
    ticks += [(start, start.engine(tables)) for start in pressed(MODERATE, worlds=8, dt=7)]
    played = []
    for start, after in ticks:
        dice = careful.Addressed(start.dice, start.state.day)
        worlds = {lane: start.plain(rules, careful.Careful(dice, lane), lane) for lane in range(8)}
        played.append((start, {n: world for n, world in worlds.items() if not differences(world, after, n, tables)}))
    return played


def noticed(played: Played, tables: Tables | None = None) -> bool:
    """Whether the engine, as it is now, differs from the reference where it did not before."""
    now = tables or shipped.tables(MODERATE)
    return any(
        differences(world, after, lane, now)
        for start, worlds in played
        for after in [start.engine(now)]
        for lane, world in worlds.items()
    )


def test_the_engine_as_it_is_is_not_noticed(moderate: Played) -> None:
    assert sum(len(worlds) for _, worlds in moderate) > 80
    assert not noticed(moderate)


def test_all_that_can_happen_happens(moderate: Played) -> None:
    seen = {
        quantity.name: max(np.max(getattr(world, quantity.name)) for _, worlds in moderate for world in worlds.values())
        for quantity in ENGINE
        if quantity.kind == "flow"
    }
    assert [name for name, most in seen.items() if not most] == []


TIMES = 1.001


def _more(result: Any) -> Any:
    return tuple(_more(one) for one in result) if isinstance(result, tuple) else result * np.float32(TIMES)


CHANGES: tuple[tuple[Any, str], ...] = (
    (orders, "_asked"),
    (effects, "_overlap"),
    (logistics, "_by_place"),
    (rotation, "_fitness"),
    (violations, "_heat_excess"),
    (violations, "_drifted"),
    (monitoring, "_chances"),
    (credibility, "combine"),
    (combat, "_positional"),
    (drift, "_distances"),
    (politics, "strength"),
)


@pytest.mark.parametrize(("room", "formula"), CHANGES, ids=lambda value: getattr(value, "__name__", value))
def test_a_formula_that_gives_a_little_more_is_noticed(
    moderate: Played, monkeypatch: pytest.MonkeyPatch, room: Any, formula: str
) -> None:
    honest: Callable[..., Any] = getattr(room, formula)

    def changed(*args: Any, **more: Any) -> Any:
        given = honest(*args, **more)
        return {key: _more(value) for key, value in given.items()} if isinstance(given, dict) else _more(given)

    monkeypatch.setattr(room, formula, changed)
    assert noticed(moderate)


def _no_criterion(draft: Draft) -> list[Any]:
    return [np.zeros((len(ladder.rungs), draft.worlds), np.int32) for ladder in draft.tables.ladders]


def test_other_choices_are_noticed(moderate: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    for room, name, other in (
        (contact, "_armed", lambda _draft, reach: reach),
        (escalation, "_criteria_met", _no_criterion),
        (people, "spread", lambda total, weights, die: np.zeros(weights.shape, np.int32)),
        (acts, "_unspent", lambda _draft, _row, worlds: np.zeros(len(worlds), bool)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(room, name, other)
            assert noticed(moderate), name


@pytest.mark.soak
def test_nearly_every_tunable_is_noticed(moderate: Played) -> None:
    """Twice or half its value. What a side has at the start, and what is told, no tick reads; and a few matter rarely:
    weapons that this scenario hardly flies, places where nobody is based."""
    tables = shipped.tables(MODERATE)
    unnoticed = []
    for name, value in sorted(tables.tunables.items()):
        low, high = LIMITS.get(name, (-math.inf, math.inf))
        others = (min(max(value * times if value else 0.1, low), high) for times in (2.0, 0.5))
        changed = (replace(tables, tunables={**tables.tunables, name: other}) for other in others)
        if not any(noticed(moderate, one) for one in changed):
            unnoticed.append(name)
    assert len(unnoticed) < 0.15 * len(tables.tunables), unnoticed
