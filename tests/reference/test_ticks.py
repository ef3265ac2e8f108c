"""Whole ticks of the engine are those of the reference: the same integers and choices, the same fractions within 1e-5.

A world that comes out differently must do so because a share, or an amount to be rounded, lay within a millionth of the
edge: decided the other way it is the engine's world (`careful.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pytest

from tests.conformance import shipped
from tests.reference import careful, plain
from tests.reference.beside import Start, compare, differences, random_starts
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
from wargame.quantities import ENGINE, TUNABLES

MODERATE = "moderate.yaml"
Played = list[tuple[Start, list[Any]]]
EDGES = 0.25
"""Of all ticks of a world, the share that may need a decision on the edge: more would mean a coarse engine."""


def ticks_agree(name: str, worlds: int, turns: int, dt: int, most: int | None = None, seed: int = 5) -> None:
    tables = shipped.tables(name)
    rules = plain.Rules(tables)
    edges = played = 0
    for start, after in islice(random_starts(tables, worlds, turns, seed, dt), most):
        wrong, turned = compare(start, after, rules)
        assert not wrong, "\n".join(wrong[:20])
        edges, played = edges + len(turned), played + worlds
    assert played
    assert edges <= max(EDGES * played, 2), f"{edges} decisions on the edge in {played} ticks"


@shipped.EVERY
def test_a_scenario_plays_as_the_reference_does(name: str) -> None:
    ticks_agree(name, worlds=2, turns=1, dt=7)
    ticks_agree(name, worlds=2, turns=1, dt=1, most=2, seed=6)


@pytest.mark.soak
@pytest.mark.parametrize("dt", [1, 7, 10, 28])
@shipped.EVERY
def test_a_scenario_plays_as_the_reference_does_for_long(name: str, dt: int) -> None:
    ticks_agree(name, worlds=4 if dt < 7 else 8, turns=2 if dt < 7 else 9, dt=dt, seed=11)


# a check that can't fail is none


@pytest.fixture(scope="module")
def moderate() -> Played:
    """Some months of random play, and the reference's worlds after each tick."""
    tables = shipped.tables(MODERATE)
    rules = plain.Rules(tables)
    played = []
    for start, _ in random_starts(tables, worlds=8, turns=3, seed=14):
        dice = careful.Addressed(start.dice, start.state.day)
        played.append((start, [start.plain(rules, careful.Careful(dice, lane), lane) for lane in range(8)]))
    return played


@pytest.fixture(scope="module")
def usual(moderate: Played) -> int:
    """Ticks of worlds that differ from the reference anyway, by a decision on the edge."""
    return differing(moderate, shipped.tables(MODERATE))


def differing(played: Played, tables: Any) -> int:
    """Ticks of worlds in which the engine differs from the reference, on the edge or not."""
    found = 0
    for start, worlds in played:
        after = start.engine(tables)
        found += sum(bool(differences(world, after, lane, tables)) for lane, world in enumerate(worlds))
    return found


def test_all_that_can_happen_happens(moderate: Played) -> None:
    seen = {
        quantity.name: max(np.max(getattr(world, quantity.name)) for _, worlds in moderate for world in worlds)
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
    moderate: Played, usual: int, monkeypatch: pytest.MonkeyPatch, room: Any, formula: str
) -> None:
    tables = shipped.tables(MODERATE)
    honest: Callable[..., Any] = getattr(room, formula)

    def changed(*args: Any, **more: Any) -> Any:
        given = honest(*args, **more)
        return {key: _more(value) for key, value in given.items()} if isinstance(given, dict) else _more(given)

    monkeypatch.setattr(room, formula, changed)
    assert differing(moderate, tables) > usual


def test_other_choices_are_noticed(moderate: Played, usual: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = shipped.tables(MODERATE)
    for room, name, other in (
        (contact, "_armed", lambda _draft, reach: reach),
        (escalation, "_observed", lambda rung, state: np.zeros(state.tracks.shape[-1], np.int32)),
        (people, "spread", lambda total, weights, die: np.zeros(weights.shape, np.int32)),
        (acts, "_unspent", lambda _draft, _row, worlds: np.zeros(len(worlds), bool)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(room, name, other)
            assert differing(moderate, tables) > usual, name


BEFORE_PLAY = {"track_told", *(name for name in TUNABLES if "_start_" in name)}
"""Tunables that no tick reads: what is told, and what the stores hold at the start."""


@pytest.mark.soak
@pytest.mark.parametrize("tunable", sorted(set(TUNABLES) - BEFORE_PLAY))
def test_a_tunable_that_is_a_little_off_is_noticed(moderate: Played, usual: int, tunable: str) -> None:
    tables = shipped.tables(MODERATE)
    value = tables.tunables[tunable]
    off = replace(tables, tunables={**tables.tunables, tunable: value * 1.05 if value else 0.05})
    assert differing(moderate, off) > usual
