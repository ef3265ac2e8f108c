"""Every shipped scenario plays: the same alone and in a batch, with legal numbers and orders that can be given."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from wargame.dice import Dice
from wargame.scenario import list_scenarios, load
from wargame.scenario.document import Scenario
from wargame.simulate import Runs, plan_of, play_block, simulate, turn_orders
from wargame.world.compile import compile_world
from wargame.world.orderbook import compile_orders, decompile_orders
from wargame.world.state import spread
from wargame.world.tables import Tables

SHIPPED = [listing.id for listing in list_scenarios()]


@lru_cache(maxsize=4)
def shipped(name: str) -> tuple[Scenario, Tables]:
    scenario = load(name)
    return scenario, compile_world(scenario)


@lru_cache(maxsize=4)
def runs(name: str) -> Runs:
    scenario, tables = shipped(name)
    return simulate(scenario, worlds=16, seed=2, turns=3, record=tuple(tables.registry), events=True)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_world_is_the_same_alone(name: str) -> None:
    plan = plan_of(shipped(name)[1], turns=3, seed=2, record=("hazard", "cfv_recorded"))
    whole = runs(name)
    for world in (0, 5, 15):
        block = play_block(plan, world, 1)
        assert block.final.fingerprints().tolist() == [whole.marks[world]]
        assert block.values[1][..., 0].tolist() == whole["cfv_recorded"].values[:, world].tolist()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_is_one_and_in_its_range(name: str) -> None:
    _, tables = shipped(name)
    for quantity, kept in runs(name).items():
        assert np.isfinite(kept.values).all(), quantity
        low, high = tables.registry[quantity].low, tables.registry[quantity].high
        if quantity in tables.roster.levels:  # recorded as the row of its level
            low, high = 0, len(tables.roster.levels[quantity]) - 1
        assert (kept.values >= low).all(), quantity
        assert (kept.values <= high).all(), quantity


@pytest.mark.parametrize("name", SHIPPED)
def test_every_doctrine_plays_its_seat(name: str) -> None:
    """What a doctrine orders can be written down and given by hand, in every world."""
    _, tables = shipped(name)
    dice = Dice(2, np.arange(8))
    start = spread(tables.start, 8)
    for doctrine in tables.doctrines.values():
        seats = dict.fromkeys(tables.roster.axes["role"], "idle") | {doctrine.role_id: doctrine.id}
        orders = turn_orders(plan_of(tables, turns=1, doctrines=seats), start, dice)
        for world in range(8):
            docs = decompile_orders(orders, tables, 1, world)
            assert {doc.role for doc in docs} <= {doctrine.role_id}
            again = compile_orders(docs, tables)
            assert again.kind[..., 0].tolist() == orders.kind[..., world].tolist()
            assert again.target[..., 0].tolist() == orders.target[..., world].tolist()
