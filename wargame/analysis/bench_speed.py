"""Speed of the engine: beside plain Python and naive NumPy, at batch 1, of an estimate, of processes, and memory."""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from wargame.adjudication import contact, monitoring, politics, violations
from wargame.adjudication.draft import Draft
from wargame.adjudication.opening import settle
from wargame.adjudication.sequence import adjudicate
from wargame.analysis.bench import FULL, QUICK, Figure, controls, figure, median, timed, worked
from wargame.analysis.odds import estimate
from wargame.dice import Dice
from wargame.errors import Defect
from wargame.exercise import SUFFIX, Exercise, default_settings, empty_table
from wargame.scenario import load
from wargame.simulate import plan_of, rollout, simulate
from wargame.world.compile import compile_world
from wargame.world.state import LANES, WorldState, spread
from wargame.world.tables import Tables

SCENARIO = "moderate"
WIDE = 2048
WARM_TURNS = 3
MECHANISMS = (violations.occur, monitoring.record, contact.happen, politics.move)
"""What the control in naive NumPy covers; the one in plain Python covers the whole tick."""
YEAR_TICKS = 52


def playing(worlds: int) -> tuple[Tables, WorldState, Dice]:
    """A scenario some months into play, with doctrines in every seat."""
    tables = compile_world(load(SCENARIO))
    dice = Dice(1, np.arange(worlds, dtype=np.int64))
    start = settle(spread(tables.start, worlds), tables, dice)
    return tables, rollout(plan_of(tables, turns=WARM_TURNS), start, dice).final, dice


def mechanisms(state: WorldState, tables: Tables, dice: Dice) -> None:
    """The core's own version of what naive NumPy covers, on one tick."""
    draft = Draft(state, tables, dice, dt=7)
    for happen in MECHANISMS:
        happen(draft)


def _control(name: str) -> dict[str, Any]:
    """A control by its file: `tests` is no room of this package."""
    root = controls()
    if root is None:
        raise Defect("the controls are not part of an installed wheel")
    if root not in sys.path:
        sys.path.insert(0, root)
    return runpy.run_path(str(Path(root) / "tests" / "reference" / f"{name}.py"), run_name=f"tests.reference.{name}")


def beside_controls(quick: bool) -> list[Figure]:
    """Figures 1 to 3: the same mechanisms on the same state, in turns."""
    if controls() is None:
        return []
    tables, state, dice = playing(WIDE)
    narrow, few = state.take(slice(LANES)), dice.take(slice(LANES))
    plain, naive = _control("plain"), _control("naive")
    naive_rules, rng = naive["Rules"](tables), np.random.Generator(np.random.PCG64DXSM(1))
    rows: list[tuple[float, float, float, float, float]] = []
    for number in range(QUICK if quick else FULL):
        slow = _plain_tick(plain, tables, state, slice(LANES * number, LANES * (number + 1)))
        middling = worked(partial(naive["tick"], naive["worlds"](state), naive_rules, rng)) / WIDE
        part = worked(lambda: mechanisms(state, tables, dice)) / WIDE
        fast = worked(lambda: adjudicate(state, None, (), tables, dice, dt_days=7)) / WIDE
        live = min(worked(lambda: adjudicate(narrow, None, (), tables, few, dt_days=7)) for _ in range(3))
        rows.append((slow, middling, part, fast, live))
    slow, middling, part, fast, live = (median([row[n] for row in rows]) for n in range(5))
    ratios = [median([row[n] / row[m] for row in rows]) for n, m in ((0, 3), (1, 2), (4, 0))]
    covers, others = plain["COVERS"], naive["COVERS"]
    return [
        figure(
            "1",
            f"world-ticks/s at W = {WIDE:,}, one core",
            ratios[0],
            "x plain Python",
            f"{covers}: {1e6 * fast:.1f} µs, {1 / fast:,.0f} world-ticks/s; in plain Python {1e6 * slow:,.0f} µs",
            80,
            200,
        ),
        figure(
            "2",
            f"world-ticks/s at W = {WIDE:,}, one core",
            ratios[1],
            "x naive NumPy",
            f"{others}: {1e6 * part:.1f} µs, in naive NumPy {1e6 * middling:.1f} µs",
            5,
            12,
        ),
        figure(
            "3",
            f"live tick, {LANES} lanes",
            ratios[2],
            "x the time of plain Python",
            f"{covers}: {1e6 * live:,.0f} µs, in plain Python {1e6 * slow:,.0f} µs",
            2,
            1,
        ),
    ]


def _plain_tick(plain: dict[str, Any], tables: Tables, state: WorldState, lanes: slice) -> float:
    """Seconds that a tick of one world takes in plain Python, the mean over some worlds."""
    rules, luck = plain["Rules"](tables), plain["Chance"]()
    worlds = [plain["world"](state, lane) for lane in range(state.worlds)[lanes]]
    return worked(lambda: [plain["tick"](world, rules, luck) for world in worlds]) / len(worlds)


def staff_estimate(quick: bool) -> list[Figure]:
    """Figure 4, in games of plain Python: 52 ticks, in which no doctrine has to think."""
    if controls() is None:
        return []
    worlds = 512 if quick else 2000
    tables, state, _ = playing(LANES * QUICK)
    plain = _control("plain")
    tick = median([_plain_tick(plain, tables, state, slice(lane, lane + 1)) for lane in range(state.worlds)])
    with tempfile.TemporaryDirectory() as folder:
        scenario = load(SCENARIO)
        exercise = Exercise.create(
            Path(folder) / f"bench{SUFFIX}", scenario, empty_table(scenario), default_settings(scenario), seed=1
        )
        role = scenario.role_ids[0]
        seconds = worked(lambda: estimate(exercise, role, worlds=worlds, turns=12))
        exercise.close()
    games = seconds * (2000 / worlds) / (tick * YEAR_TICKS)
    scaled = "" if worlds == 2000 else f", scaled from {worlds} worlds"
    beside = (
        f"{seconds * 2000 / worlds:.2f} s{scaled}; a game of {YEAR_TICKS} ticks in plain Python takes "
        f"{1e3 * tick * YEAR_TICKS:.0f} ms ({plain['COVERS']}, without doctrines)"
    )
    return [
        figure(
            "4", "staff estimate, 2,000 worlds x 12 months, with quantiles", games, "plain-Python games", beside, 40, 15
        )
    ]


_MEMORY = """
import json, resource, sys, time
from wargame.scenario import load
from wargame.simulate import simulate
scenario = load("moderate")
simulate(scenario, worlds=2048, turns=1, record=["rung"])
begun = time.perf_counter()
simulate(scenario, worlds=int(sys.argv[1]), turns=6, record=["rung", "outcome"])
print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter() - begun]))
"""


def scaling(quick: bool) -> list[Figure]:
    """Figure 5: peak memory of many worlds over half a year, and how time grows with the batch."""
    if sys.platform == "win32":
        return []
    worlds = 10_000 if quick else 100_000
    output = subprocess.run(  # noqa: S603 (our own interpreter on our own text)
        [sys.executable, "-c", _MEMORY, str(worlds)], capture_output=True, text=True, check=True
    ).stdout
    peak, seconds = json.loads(output)
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    small, large = 1024, 8192 if quick else 65_536
    scenario = load(SCENARIO)
    play: Callable[[int], object] = partial(simulate, scenario, turns=1, record=["rung"])
    play(small)
    per_small = median([timed(lambda: play(small)) / small for _ in range(QUICK)])
    per_large = timed(lambda: play(large)) / large
    exponent = 1 + math.log(per_large / per_small) / math.log(large / small)
    return [
        figure(
            "5a",
            f"peak memory, {worlds:,} worlds x 26 ticks",
            megabytes,
            "MB",
            f"{seconds:.1f} s on one core",
            400,
            150,
        ),
        figure(
            "5b",
            f"time over batch {small:,} to {large:,}",
            exponent,
            "exponent",
            f"{1e6 * per_small:.0f} and {1e6 * per_large:.0f} µs per world and month",
            1.05,
            1.01,
        ),
    ]


def dice(quick: bool) -> list[Figure]:
    """Figure 9: addressed uniform numbers beside the library's stream."""
    rows, ours = 64, Dice(1, np.arange(WIDE, dtype=np.int64))
    out = np.empty((rows, WIDE), np.float32)
    stream = np.random.Generator(np.random.PCG64DXSM(1))
    pairs = []
    for day in range(10 * (QUICK if quick else FULL)):
        mine = timed(partial(ours.uniform, "violations", day, rows, out=out))
        theirs = timed(partial(stream.random, dtype=np.float32, out=out))
        pairs.append((mine, theirs))
    ratio = median([mine / theirs for mine, theirs in pairs])
    each = [1e9 * median([pair[n] for pair in pairs]) / out.size for n in (0, 1)]
    return [
        figure(
            "9",
            "addressed uniform numbers",
            ratio,
            "x the time of PCG64DXSM",
            f"{each[0]:.2f} ns, the library's stream {each[1]:.2f} ns",
            0.7,
            0.3,
        )
    ]


def spin(turns: int) -> int:
    """Compute-bound work without memory traffic: what two processes can gain on this machine at best."""
    total = 0
    for number in range(turns):
        total = (total * 31 + number) % 1_000_003
    return total


def two_processes(quick: bool) -> list[Figure]:
    """Figure 10: the speed-up of two processes beside that of a compute-bound control in the same run."""
    if (os.cpu_count() or 1) < 2:
        return []
    scenario = load(SCENARIO)
    worlds, turns = (8192, 3) if quick else (16_384, 6)
    play = partial(simulate, scenario, worlds=worlds, turns=turns, record=["rung"])
    loops = 4_000_000 if quick else 12_000_000
    gains, bests = [], []
    for _ in range(1 if quick else 3):
        gains.append(timed(partial(play, processes=1)) / timed(partial(play, processes=2)))
        alone = timed(partial(spin, 2 * loops))
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            list(pool.map(spin, [1, 1]))
            bests.append(alone / timed(lambda: list(pool.map(spin, [loops, loops]))))
    gain, best = median(gains), median(bests)
    return [
        figure(
            "10",
            f"two processes, {worlds:,} worlds",
            gain / best,
            "x the control's speed-up",
            f"{gain:.2f}x, start of the pool included; the control {best:.2f}x",
            0.85,
            0.97,
        )
    ]
