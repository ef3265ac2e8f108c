"""The small scenario compiled, and states of it in which every number is arbitrary but legal."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from tests.scenario.minimal import MAIN, Docs, texts
from wargame.quantities import ENGINE, GAUGES
from wargame.scenario import Scenario, load_texts
from wargame.scenario.registry import scope_of
from wargame.world.compile import compile_world
from wargame.world.expressions import Expressions
from wargame.world.state import WorldState, spread
from wargame.world.tables import Tables


def scenario(docs: Docs | None = None) -> Scenario:
    return load_texts(texts(docs), MAIN)


@lru_cache(maxsize=1)
def plain() -> Scenario:
    return scenario()


@lru_cache(maxsize=1)
def tables() -> Tables:
    return compile_world(plain())


def expressions(of: Tables | None = None) -> Expressions:
    """A compiler of its own, so that windows asked for in one test are not those of another."""
    compiled = of or tables()
    values = {setting.id: tuple(level.value for level in setting.levels) for setting in plain().rules.settings}
    return Expressions(scope_of(plain()), compiled.roster, values, baseline=7112.0)


def arbitrary(worlds: int = 8, seed: int = 1, of: Tables | None = None) -> WorldState:
    """A state in which every array holds arbitrary legal values."""
    compiled = of or tables()
    rng = np.random.default_rng(seed)
    arrays: dict[str, Any] = dict(spread(compiled.start, worlds).arrays)
    for quantity in ENGINE:
        if quantity.name in arrays:
            high = min(quantity.high, 5000.0)
            if quantity.name == "element_place":
                high = compiled.roster.size("place") - 1
            shape = arrays[quantity.name].shape
            if quantity.integer:
                arrays[quantity.name] = rng.integers(int(quantity.low), int(high) + 1, shape).astype(np.int32)
            else:
                arrays[quantity.name] = rng.uniform(max(quantity.low, -50.0), high, shape).astype(np.float32)
    low, high = compiled.track_low[:, None], compiled.track_high[:, None]
    arrays["tracks"] = (low + (high - low) * rng.random(arrays["tracks"].shape)).astype(np.float32)
    sizes = [len(compiled.roster.levels[name]) for name in compiled.roster.axes["setting"]]
    arrays["settings"] = np.stack([rng.integers(0, size, worlds) for size in sizes]).astype(np.int32)
    for name in ("window", "window_now", "held"):
        arrays[name] = rng.integers(0, 200, arrays[name].shape).astype(np.float32)
    assert arrays["gauge"].shape == (len(GAUGES), worlds)
    return WorldState(35, 5, 2, arrays)
