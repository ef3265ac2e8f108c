"""What must not change a bit, and what equal luck is worth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.opening import settle
from wargame.analysis.bench import Figure, figure, median
from wargame.analysis.bench_speed import SCENARIO
from wargame.dice import Dice
from wargame.errors import Defect
from wargame.scenario import load
from wargame.simulate import plan_of, play_block, rollout, simulate
from wargame.world.compile import compile_world
from wargame.world.state import spread

Array = NDArray[Any]
CHANGES: tuple[tuple[str, dict[str, float | str]], ...] = (
    ("better monitors", {"rules.tunables.monitor_people": 0.9}),
    ("a declared US backstop", {"settings.us_backstop": "specific"}),
)
"""What-ifs whose variance is measured; each is a small change of the rules or of the opening."""
HEADLINES = ("total(cfv_recorded)", "civilians_killed", "outcome", "hazard")


def what_if(quick: bool) -> list[Figure]:
    """Figure 6: variance of (changed - base) under independent and under common luck, per headline quantity."""
    scenario = load(SCENARIO)
    worlds = 512 if quick else 2048
    play = partial(simulate, scenario, worlds=worlds, turns=4, record=list(HEADLINES))
    base = play(seed=1)
    ratios: dict[str, float] = {}
    for name, overrides in CHANGES:
        same, other = play(seed=1, overrides=overrides), play(seed=2, overrides=overrides)
        for headline in HEADLINES:
            flow = base[headline].flow
            ends = [_end(runs[headline].values, flow=flow) for runs in (base, same, other)]
            common, independent = (ends[1] - ends[0]).var(axis=0), (ends[2] - ends[0]).var(axis=0)
            told = independent[independent > 1e-12] / np.maximum(common[independent > 1e-12], 1e-12)
            if told.size:
                ratios[f"{name}: {headline}"] = float(np.median(told))
    worst = min(ratios, key=lambda key: ratios[key])
    middle = median(list(ratios.values()))
    listed = f"{len(ratios)} quantities under {len(CHANGES)} changes; least {ratios[worst]:.0f}x ({worst})"
    return [
        figure("6a", "what-if variance, median", middle, "x independent / common luck", listed, 10, 40),
        figure("6b", "what-if variance, least quantity", ratios[worst], "x independent / common luck", listed, 10, 40),
    ]


def _end(values: Array, *, flow: bool) -> Array:
    """(world, row) float64 at the end, or of a flow in total."""
    last = values.sum(axis=0) if flow else values[-1]
    ends: Array = last.reshape(len(last), -1).astype(np.float64)
    return ends


def bits(quick: bool) -> list[Figure]:
    """Figure 7: worlds whose last state differs in any bit when width, chunk, order, processes or company change."""
    scenario = load(SCENARIO)
    worlds, turns = (256, 2) if quick else (2048, 6)
    play = partial(simulate, scenario, worlds=worlds, turns=turns, record=["rung"], seed=4)
    base = play().marks
    differing, compared = 0, 0
    for other in (
        (play(chunk=64), play(chunk=4), play(chunk=256, processes=2))
        if not quick
        else (play(chunk=64), play(chunk=128, processes=2))
    ):
        differing += int((other.marks != base).sum())
        compared += worlds
    plan = plan_of(compile_world(scenario), turns=turns, seed=4, record=["rung"])
    for world in range(0, worlds, max(1, worlds // 16)):
        alone = play_block(plan, world - world % 4, 4).final.fingerprints()[world % 4]
        differing += int(alone != base[world])
        compared += 1
    backwards = np.arange(worlds, dtype=np.int64)[::-1].copy()
    dice = Dice(4, backwards)
    start = settle(spread(plan.tables.start, worlds), plan.tables, dice)
    turned = rollout(plan, start, dice).final.fingerprints()[::-1]
    differing += int((turned != base).sum())
    return [
        figure(
            "7",
            "worlds changed by width, chunk, order, processes, replay alone",
            differing,
            "worlds",
            f"{compared + worlds:,} comparisons over {turns} months",
            0,
            0,
        )
    ]


_CHILD = """
import hashlib, json, sys
import numpy as np
from wargame.simulate import simulate
from wargame.scenario import load
runs = simulate(load(sys.argv[1]), worlds=int(sys.argv[2]), turns=int(sys.argv[3]), record=["rung"], seed=4)
print(json.dumps([hex(mark) for mark in runs.marks.tolist()]))
"""


def dispatch(quick: bool) -> list[Figure]:
    """Figure 8: the same worlds with every optional processor feature of NumPy switched off."""
    features = _optional_features()
    worlds, turns = (64, 2) if quick else (512, 6)
    marks = [_child(worlds, turns, off) for off in ("", " ".join(features))]
    differing = sum(one != two for one, two in zip(*marks, strict=True))
    return [
        figure(
            "8",
            "worlds changed by NumPy's CPU dispatch",
            differing,
            "worlds",
            f"{worlds} worlds x {turns} months; switched off: {', '.join(features) or 'nothing to switch off'}",
            0,
            0,
        )
    ]


def _optional_features() -> list[str]:
    """Processor features that this NumPy would dispatch to on this machine."""
    core: Any = sys.modules["numpy._core._multiarray_umath"]  # NumPy shows it to nobody else
    return [name for name in core.__cpu_dispatch__ if core.__cpu_features__.get(name)]


def _child(worlds: int, turns: int, off: str) -> list[str]:
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": off} if off else dict(os.environ)
    done = subprocess.run(  # noqa: S603 (our own interpreter on our own text)
        [sys.executable, "-W", "ignore", "-c", _CHILD, SCENARIO, str(worlds), str(turns)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Defect(f"a run with other processor features failed:\n{done.stderr[-800:]}")
    marks: list[str] = json.loads(done.stdout)
    return marks
