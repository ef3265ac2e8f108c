"""A week played day by day is the same week: headline quantities don't hang on the tick's length."""

from __future__ import annotations

import numpy as np
import pytest

from tests.conformance.shipped import EVERY, SCENARIOS, Array, scenario, tables
from wargame.quantities import ENGINE, STEADY, STEADY_WITHIN
from wargame.simulate import simulate

FLOWS = frozenset(quantity.name for quantity in ENGINE if quantity.kind == "flow")
COUNTS = frozenset(quantity.name for quantity in ENGINE if quantity.integer) - {"rung"}
"""Below one piece or person nothing is to be compared."""
ERRORS = 4
"""Standard errors of a difference that luck alone may make."""


def headlines(name: str, dt: int, worlds: int, turns: int, seed: int, **overrides: float) -> dict[str, Array]:
    """(worlds,) of every headline quantity and row: a flow's total over play, a level's last value."""
    record = [*STEADY, *tables(name).roster.axes["track"]]
    changed = {f"rules.{path.replace('__', '.')}": value for path, value in overrides.items()}
    runs = simulate(
        scenario(name), worlds=worlds, turns=turns, dt_days=dt, seed=seed, record=record, overrides=changed or None
    )
    found = {}
    for one in record:
        values = runs.recorded[one].values.astype(float)
        settled = values.sum(axis=0) if one in FLOWS else values[-1]
        if one in ("rung", "gauge", "outcome", "stock", "deaths", "losses", "killed"):
            rows = settled.reshape(worlds, -1).T
            found |= {f"{one}.{row}": row_values for row, row_values in enumerate(rows)}
        else:
            found[one] = settled.reshape(worlds, -1).sum(axis=1)
    return found


def apart(name: str, days: dict[str, Array], weeks: dict[str, Array]) -> list[str]:
    """Quantities whose means differ by more than they may, of the mean or of a track's scale, and more than luck
    explains."""
    wrong, registry = [], tables(name).registry
    for one, daily in days.items():
        weekly = weeks[one]
        error = np.sqrt(daily.var() / len(daily) + weekly.var() / len(weekly))
        scale = max(abs(daily.mean()), abs(weekly.mean()), 1 / len(daily))
        if one in tables(name).roster.axes["track"]:
            scale = registry[one].high - registry[one].low
        allowed = STEADY_WITHIN * scale + ERRORS * error
        if one.partition(".")[0] in COUNTS:
            allowed = max(allowed, 1)
        if abs(daily.mean() - weekly.mean()) > allowed:
            wrong.append(f"{one}: {daily.mean():.4g} in days, {weekly.mean():.4g} in weeks")
    return wrong


@EVERY
def test_days_and_weeks_agree(name: str) -> None:
    assert apart(name, *(headlines(name, dt, worlds=96, turns=2, seed=3) for dt in (1, 7))) == []


@pytest.mark.soak
@EVERY
def test_days_and_weeks_agree_over_half_a_year(name: str) -> None:
    assert apart(name, *(headlines(name, dt, worlds=2048, turns=6, seed=4) for dt in (1, 7))) == []


@pytest.mark.parametrize("rate", ["checks__violation_rate__base", "checks__delivery__base"])
def test_a_rate_that_is_off_by_a_third_is_found_out(rate: str) -> None:
    name = SCENARIOS[-1]
    path = rate.replace("__", ".").split(".")
    base = scenario(name).rules.checks[path[1]].base.value
    days = headlines(name, 1, worlds=96, turns=2, seed=3)
    assert apart(name, days, headlines(name, 7, worlds=96, turns=2, seed=3, **{rate: base * 4 / 3})) != []
