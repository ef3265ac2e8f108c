"""Every shipped scenario in batches: any doctrine in any seat, the same bits however the work is cut up, days and weeks
alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from tests.conformance.shipped import EVERY, SCENARIOS, SIZES, dice, long_play, scenario, tables
from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.simulate import IDLE, Runs, plan_of, play_block, simulate, turn_orders
from wargame.world.orderbook import compile_orders, decompile_orders
from wargame.world.state import spread

ROOT = Path(__file__).resolve().parents[2]


def seated(name: str) -> list[dict[str, str]]:
    """Tables of doctrines in which every doctrine of every role sits at least once."""
    by_role = {role: [d.id for d in tables(name).doctrines.values() if d.role_id == role]
               for role in tables(name).roster.axes["role"]}  # fmt: skip
    most = max(len(own) for own in by_role.values())
    return [{role: own[n % len(own)] for role, own in by_role.items() if own} for n in range(most)]


@cache
def runs(name: str) -> Runs:
    return simulate(scenario(name), worlds=6, seed=2, turns=2, record=tuple(tables(name).registry), events=True)


@EVERY
def test_every_doctrine_plays_and_they_play_differently(name: str) -> None:
    digests = {}
    for seats in seated(name):
        played = simulate(scenario(name), worlds=4, seed=6, turns=3, doctrines=seats)
        digests[played.digest()] = seats
    assert len(digests) == len(seated(name))


@pytest.mark.soak
@EVERY
def test_every_doctrine_plays_to_the_end_against_every_other(name: str) -> None:
    for doctrine in tables(name).doctrines.values():
        for seats in seated(name):
            seated_so = {**seats, doctrine.role_id: doctrine.id}
            played = simulate(scenario(name), worlds=16, seed=6, turns=12, doctrines=seated_so)
            assert all(np.isfinite(kept.values).all() for kept in played.values()), doctrine.id


@EVERY
def test_every_doctrine_orders_something_that_people_could_order(name: str) -> None:
    of = tables(name)
    states = [tick.after for tick in long_play(name)[::13]]
    for doctrine in of.doctrines.values():
        seats = dict.fromkeys(of.roster.axes["role"], IDLE) | {doctrine.role_id: doctrine.id}
        plan, given = plan_of(of, turns=1, doctrines=seats), 0
        for state in states:
            orders = turn_orders(plan, state, dice(state.worlds, 2))
            for world in range(0, state.worlds, 16):
                docs = decompile_orders(orders, of, 1, world)
                given += len(docs)
                assert {doc.role for doc in docs} <= {doctrine.role_id}
                again = compile_orders(docs, of)
                for field in ("kind", "level", "target", "place", "visibility"):
                    assert getattr(again, field)[..., 0].tolist() == getattr(orders, field)[..., world].tolist()
        assert given, f"{doctrine.id} never orders anything"


@EVERY
def test_a_world_is_the_same_alone_and_in_a_batch(name: str) -> None:
    whole = runs(name)
    plan = plan_of(tables(name), turns=2, seed=2, record=tuple(whole))
    for world in (0, 5):
        block = play_block(plan, world, 1)
        assert block.final.fingerprints().tolist() == [whole.marks[world]]
        for values, column in zip(block.values, plan.columns, strict=True):
            kept = np.ascontiguousarray(whole[column.name].values[:, world])
            assert np.ascontiguousarray(values[..., 0]).tobytes() == kept.tobytes(), column.name


@EVERY
@SIZES
def test_some_worlds_of_random_play_are_the_same_without_the_others(name: str, full: bool) -> None:
    for n, tick in enumerate(long_play(name)[:: 1 if full else 6]):
        worlds = tick.before.worlds
        chosen = (np.array([47, 3, 20]), np.array([n, 0]), np.arange(8, 40))[n % 3]
        some, whole = (
            adjudicate(state, orders, (), tables(name), luck, dt_days=7).state
            for state, orders, luck in (
                (tick.before.take(chosen), tick.orders and tick.orders.take(chosen), dice(worlds, 5).take(chosen)),
                (tick.before, tick.orders, dice(worlds, 5)),
            )
        )
        assert some.digest() == whole.take(chosen).digest()


@EVERY
@SIZES
def test_chunks_and_processes_change_no_bit(name: str, full: bool) -> None:
    def digest(**cut: int) -> tuple[str, bytes]:
        record = tuple(tables(name).registry)
        played = simulate(scenario(name), worlds=6, seed=2, turns=2, record=record, events=True, **cut)
        return played.digest(), played.events.tobytes()

    cuts = [{"chunk": 4}, {"chunk": 1}, {"chunk": 2, "processes": 2}] if full else [{"chunk": 4}]
    whole = runs(name).digest(), runs(name).events.tobytes()
    assert [digest(**cut) == whole for cut in cuts] == [True] * len(cuts)


@pytest.mark.soak
@EVERY
def test_ten_thousand_worlds_are_the_same_however_they_are_cut(name: str) -> None:
    def digest(**cut: int) -> str:
        return simulate(scenario(name), worlds=10_000, seed=1, turns=12, **cut).digest()

    assert len({digest(), digest(processes=2), digest(chunk=512), digest(chunk=5000, processes=2)}) == 1


CHILD = """
import json, sys
from wargame.scenario import load
from wargame.simulate import simulate
for path in sys.argv[2:]:
    played = simulate(load(path), worlds=4, seed=3, turns=int(sys.argv[1]), events=True)
    print(json.dumps([played.digest(), played.marks.tolist()]))
"""


def played_elsewhere(turns: int, disabled: list[str]) -> list[object]:
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONHASHSEED=str(len(disabled)))
    if disabled:
        environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(disabled)
    words = [sys.executable, "-c", CHILD, str(turns), *(str(ROOT / "scenarios" / name) for name in SCENARIOS)]
    child = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr
    return [json.loads(line) for line in child.stdout.splitlines()]


@SIZES
def test_another_process_and_a_plainer_processor_play_the_same(full: bool) -> None:
    """The features that NumPy dispatches on are switched off, down to its baseline; at full size one by one."""
    enabled = [feature for feature in __cpu_dispatch__ if __cpu_features__.get(feature)]
    turns, levels = (6, [enabled[n:] for n in range(len(enabled) + 1)]) if full else (1, [enabled])
    here = [simulate(scenario(name), worlds=4, seed=3, turns=turns, events=True) for name in SCENARIOS]
    expected = dict(zip(SCENARIOS, ([one.digest(), one.marks.tolist()] for one in here), strict=True))
    for disabled in levels:
        assert dict(zip(SCENARIOS, played_elsewhere(turns, disabled), strict=True)) == expected, disabled


def test_a_difference_of_dice_is_seen() -> None:
    """The digests above are of what happened: other luck or other numbers give another one."""
    name = SCENARIOS[0]
    one, other = (simulate(scenario(name), worlds=4, seed=seed, turns=1).digest() for seed in (3, 4))
    assert one != other
    state = spread(tables(name).start, 4)
    ticks = [adjudicate(state, None, (), tables(name), Dice(seed, np.arange(4)), dt_days=7).state for seed in (1, 1, 2)]
    assert ticks[0].digest() == ticks[1].digest() != ticks[2].digest()
