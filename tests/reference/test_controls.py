"""The controls are the engine's mechanisms, not something like them: same dice, same world."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.reference import naive, plain
from wargame.adjudication.draft import Draft
from wargame.analysis.bench_speed import mechanisms
from wargame.dice import Dice
from wargame.quantities import STATUSES, TASKS
from wargame.scenario import load
from wargame.simulate import plan_of, rollout
from wargame.world.compile import compile_world
from wargame.world.state import WorldState, spread
from wargame.world.tables import Tables

WORLDS = 8
WHOLE = (
    "cfv_true",
    "cfv_recorded",
    "cfv_unattributed",
    "cfv_false",
    "cfv_reported",
    "fire_recorded",
    "cfv_claimed",
    "cfv_admitted",
    "deaths",
    "civilian_deaths",
    "killed",
    "civilians_killed",
    "harassed",
    "attacks",
    "air_incidents",
    "wounded_now",
    "killed_now",
    "coalition_killed",
    "coalition_wounded",
    "element_people",
    "element_lost",
    "stock",
)
FRACTIONS = (
    "heat",
    "push",
    "push_days",
    "calm",
    "civilian_toll",
    "civilian_toll_last",
    "attribution",
    "tracks",
    "queue",
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return compile_world(load("moderate"))


def under_fire(tables: Tables, worlds: int, turns: int = 2) -> tuple[WorldState, Dice]:
    """Some turns into play, with every element in place near the line, so that all of the contact mechanism works."""
    dice = Dice(5, np.arange(worlds))
    state = rollout(plan_of(tables, turns=turns), spread(tables.start, worlds), dice).final
    arrays: dict[str, Any] = {name: array.copy() for name, array in state.arrays.items()}
    arrays["element_status"][:] = STATUSES.index("in_place")
    arrays["element_task"][:] = TASKS.index("mission")
    arrays["element_place"][:] = tables.roster.row("place", "kharkiv")
    arrays["exposure"][:] = 3000.0
    return WorldState(state.day, state.tick, state.turn, arrays), dice


def core(state: WorldState, tables: Tables, dice: Dice) -> Draft:
    draft = Draft(state, tables, dice, dt=7)
    from wargame.adjudication import contact, monitoring, politics, violations

    for happen in (violations.occur, monitoring.record, contact.happen, politics.move):
        happen(draft)
    return draft


def played(state: WorldState, tables: Tables, dice: Dice, lane: int) -> Any:
    """The plain-Python world after its tick, on the dice of one lane."""
    world = plain.world(state, lane)
    plain.tick(world, plain.Rules(tables), lambda site, row, rows: float(dice.at(site, state.day, row, lane)))
    return world


def test_plain_python_plays_the_same_world(tables: Tables) -> None:
    state, dice = under_fire(tables, WORLDS)
    draft = core(state, tables, dice)
    hits = 0
    for lane in range(WORLDS):
        world = played(state, tables, dice, lane)
        for name in WHOLE:
            assert np.array_equal(np.array(getattr(world, name)), getattr(draft.now, name)[..., lane]), (lane, name)
        for name in FRACTIONS:
            ours = getattr(draft.now, name)[..., lane]
            assert np.allclose(getattr(world, name), ours, rtol=1e-5, atol=1e-4), (lane, name)
        hits += sum(world.attacks)
    assert hits > 0, "nothing was hit: the contact mechanism was not tried"


def test_a_wrong_coefficient_is_noticed(tables: Tables) -> None:
    state, dice = under_fire(tables, WORLDS)
    draft = core(state, tables, dice)
    rules = plain.Rules(tables)
    rules.t["heat_sd"] *= 1.001
    world = plain.world(state, 0)
    plain.tick(world, rules, lambda site, row, rows: float(dice.at(site, state.day, row, 0)))
    assert not np.allclose(world.heat, draft.now.heat[..., 0], rtol=1e-5, atol=1e-4)


def test_naive_numpy_plays_the_same_model(tables: Tables) -> None:
    """Its dice are the library's, so only means can agree: within four standard errors."""
    worlds = 1024
    state, dice = under_fire(tables, worlds)
    draft = core(state, tables, dice)
    batch = naive.worlds(state)
    naive.tick(batch, naive.Rules(tables), np.random.Generator(np.random.PCG64DXSM(2)))
    for name in (*WHOLE[:14], "killed_now", *FRACTIONS):
        mine = np.moveaxis(getattr(draft.now, name), -1, 0).reshape(worlds, -1).sum(axis=1).astype(float)
        theirs = getattr(batch, name).reshape(worlds, -1).sum(axis=1).astype(float)
        error = ((mine.var() + theirs.var()) / worlds) ** 0.5
        assert abs(mine.mean() - theirs.mean()) < 4 * error + 1e-4 * max(1.0, abs(mine.mean())), name


def test_python_chance_gives_shares() -> None:
    assert all(0 < plain.by_chance("violations", row, 1) < 1 for row in range(100))


def test_the_bench_times_what_the_controls_cover(tables: Tables) -> None:
    state, dice = under_fire(tables, WORLDS)
    before = state.digest()
    mechanisms(state, tables, dice)
    assert state.digest() == before
