"""The opening position: what the documents say of the first day, and what the checks alone make of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.quantities import DECLARED, ENGINE, GAUGES, NEVER_DAYS, STATUSES, STOCKS, TASKS
from wargame.scenario.document import Scenario
from wargame.scenario.registry import start_levels
from wargame.world.checks import evaluate
from wargame.world.compile_line import sector_start
from wargame.world.state import LANES, WorldState
from wargame.world.tables import Tables
from wargame.world.windows import from_now

Array = NDArray[Any]
POINTS = 100
"""Gauges and outcome strips are the shares of their checks on a scale to 100."""


def opening(scenario: Scenario, tables: Tables) -> WorldState:
    """The state on day 0 of turn 1, in the four lanes of a live game.

    What needs more than checks (what forces add up to, credibility) follows in `wargame.adjudication.opening`.
    """
    arrays = empty(tables)
    _line(scenario, tables, arrays)
    _fighting(scenario, tables, arrays)
    _forces(scenario, tables, arrays)
    _rules(scenario, tables, arrays)
    start = _derived(tables, WorldState(0, 0, 1, arrays))
    return WorldState(0, 0, 1, {**start.arrays, **from_now(start, tables.windows)})


def empty(tables: Tables) -> dict[str, Array]:
    """Every array of a state, all zero."""
    arrays = {}
    for quantity in ENGINE:
        if quantity.name not in {"turn", "days"}:
            shape = tuple(tables.roster.size(axis) for axis in quantity.axes)
            arrays[quantity.name] = np.zeros((*shape, LANES), np.int32 if quantity.integer else np.float32)
    tracks = tables.roster.size("track")
    return {
        **arrays,
        "tracks": np.zeros((tracks, LANES), np.float32),
        "settings": np.zeros((tables.roster.size("setting"), LANES), np.int32),
        "queue": np.zeros((tables.horizon, tracks, LANES), np.float32),
        "window": np.zeros((len(tables.windows), tables.window_slots, LANES), np.float32),
        "window_now": np.zeros((len(tables.windows), LANES), np.float32),
        "held": np.zeros((len(tables.held), LANES), np.float32),
    }


def _line(scenario: Scenario, tables: Tables, arrays: dict[str, Array]) -> None:
    sides = tables.roster.axes["side"]
    arrays["calm"][:] = scenario.document.calm
    for row, sector in enumerate(tables.roster.axes["sector"]):
        start = sector_start(scenario, sector)
        arrays["fortification"][:, row] = start.fortification
        arrays["withdrawn"][:, row] = start.withdrawn
        arrays["distance_m"][row] = start.distance_m
    for row, side in enumerate(scenario.document.sides):
        starts = [sector_start(scenario, sector) for sector in tables.roster.axes["sector"]]
        weights = [float(km) * start.troops.get(side.id, 1.0) for km, start in zip(tables.km, starts, strict=True)]
        arrays["troops"][row] = np.array(apportion(round(side.troops.value), weights))[:, None]
        for stock, name in enumerate(STOCKS):
            arrays["stock"][row, stock] = round(tables.tunables[f"{name}_start_{sides.index(side.id)}"])


def _fighting(scenario: Scenario, tables: Tables, arrays: dict[str, Array]) -> None:
    """A war that goes on when play starts: the side attacks wherever the line is as hot as its mean, or hotter."""
    if scenario.document.fighting is None:
        return
    side = tables.roster.row("side", scenario.document.fighting)
    hot = [sector_start(scenario, sector).heat >= 1 for sector in tables.roster.axes["sector"]]
    arrays["war"][:] = 1
    arrays["pressing"][side] = 1
    arrays["attacking"][side, hot] = 1
    arrays["attack_start"][:, hot] = arrays["troops"][:, hot]


def apportion(total: int, weights: list[float]) -> list[int]:
    """Whole shares of `total` in proportion to the weights (largest remainders; ties to the first); they add up.

    >>> apportion(10, [1.0, 1.0, 1.0])
    [4, 3, 3]
    """
    whole = sum(weights)
    if whole <= 0:
        weights, whole = [1.0] * len(weights), float(len(weights))
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_rest = sorted(range(len(shares)), key=lambda n: (shares[n] - exact[n], n))
    for n in by_rest[: total - sum(shares)]:
        shares[n] += 1
    return shares


def _forces(scenario: Scenario, tables: Tables, arrays: dict[str, Array]) -> None:
    arrays["element_place"][:] = tables.element_home[:, None]
    arrays["element_people"][:] = tables.element_full[:, None]
    arrays["element_fitness"][:] = 1
    arrays["element_rested"][:] = np.maximum(tables.element_pool - 1, 0)[:, None]
    for deployed in scenario.document.deployed:
        row = tables.roster.row("element", deployed.option)
        arrays["element_place"][row] = tables.roster.row("place", deployed.place)
        arrays["element_status"][row] = STATUSES.index("in_place")
        arrays["element_task"][row] = TASKS.index(deployed.task)


def _rules(scenario: Scenario, tables: Tables, arrays: dict[str, Array]) -> None:
    document, rules, levels = scenario.document, scenario.rules, start_levels(scenario)
    for row, track in enumerate(rules.tracks):
        arrays["tracks"][row] = document.tracks.get(track.id, track.start)
    for row, setting in enumerate(rules.settings):
        level = levels[setting.id]
        arrays["settings"][row] = tables.roster.levels[setting.id].index(level)
    for row, ladder in enumerate(tables.ladders):
        arrays["rung"][row] = arrays["rung_peak"][row] = ladder.start
    for row, trigger in enumerate(rules.triggers):
        arrays["trigger_declared"][row] = DECLARED.index(trigger.declared)
    for never in ("trigger_age", "order_age", "inject_age"):
        arrays[never][:] = NEVER_DAYS
    if "operation" in tables.roster.levels:
        arrays["de_facto"][:] = arrays["settings"][tables.roster.row("setting", "operation")]


def _derived(tables: Tables, state: WorldState) -> WorldState:
    """What the checks say of the first day; each may read what the ones before it gave."""
    for name in ("coverage", "hazard"):
        state = _with(state, name, evaluate(tables.checks[name], state))
    gauges = [evaluate(tables.checks[f"gauge_{gauge}"], state) * np.float32(POINTS) for gauge in GAUGES]
    state = _with(state, "gauge", np.stack(gauges))
    strips = [evaluate(tables.checks[name], state) * np.float32(POINTS) for name in tables.outcomes]
    return _with(state, "outcome", np.stack(strips)) if strips else state


def _with(state: WorldState, name: str, values: Array) -> WorldState:
    return WorldState(state.day, state.tick, state.turn, {**state.arrays, name: np.ascontiguousarray(values)})
