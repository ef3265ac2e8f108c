"""What `wargame bench` measures against: naive NumPy plays the engine's model, and both controls leave no trace.

That plain Python plays the engine's worlds is for `test_ticks.py`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.reference import naive, plain
from wargame.adjudication.draft import Draft
from wargame.analysis.bench_speed import MECHANISMS, mechanisms
from wargame.dice import Dice
from wargame.quantities import STATUSES, TASKS
from wargame.scenario import load
from wargame.simulate import plan_of, rollout
from wargame.world.compile import compile_world
from wargame.world.state import WorldState, spread
from wargame.world.tables import Tables

WORLDS = 8
COMPARED = (
    "cfv_true cfv_recorded cfv_unattributed cfv_false cfv_reported fire_recorded cfv_claimed cfv_admitted deaths "
    "civilian_deaths killed civilians_killed harassed attacks killed_now heat push push_days calm civilian_toll "
    "civilian_toll_last attribution tracks queue"
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


def test_naive_numpy_plays_the_same_model(tables: Tables) -> None:
    """Its dice are the library's, so only means can agree: within four standard errors."""
    worlds = 1024
    state, dice = under_fire(tables, worlds)
    draft = Draft(state, tables, dice, dt=7)
    for happen in MECHANISMS:
        happen(draft)
    batch = naive.worlds(state)
    naive.tick(batch, naive.Rules(tables), np.random.Generator(np.random.PCG64DXSM(2)))
    for name in COMPARED.split():
        mine = np.moveaxis(getattr(draft.now, name), -1, 0).reshape(worlds, -1).sum(axis=1).astype(float)
        theirs = getattr(batch, name).reshape(worlds, -1).sum(axis=1).astype(float)
        error = ((mine.var() + theirs.var()) / worlds) ** 0.5
        assert abs(mine.mean() - theirs.mean()) < 4 * error + 1e-4 * max(1.0, abs(mine.mean())), name


def test_plain_python_plays_on_by_chance(tables: Tables) -> None:
    state, _ = under_fire(tables, WORLDS)
    world, rules = plain.world(state), plain.Rules(tables)
    for _ in range(4):
        plain.tick(world, rules, plain.Chance())
    assert world.day == state.day + 28
    assert sum(world.killed) > state.killed[..., 0].sum()


def test_the_bench_times_what_the_controls_cover(tables: Tables) -> None:
    state, dice = under_fire(tables, WORLDS)
    before = state.digest()
    mechanisms(state, tables, dice)
    plain.tick(plain.world(state), plain.Rules(tables), plain.Chance())
    assert state.digest() == before
