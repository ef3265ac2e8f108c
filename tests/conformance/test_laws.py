"""Laws that every state of every shipped scenario keeps, whatever is ordered and whatever the numbers are."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from tests.conformance.shipped import (
    ANY,
    EVERY,
    SCENARIOS,
    SIZES,
    lawless,
    long_play,
    random_play,
    scenario,
    shaken_tables,
    tables,
    unaccounted,
)  # fmt: skip
from wargame.errors import InputError
from wargame.quantities import LIMITS, TUNABLES
from wargame.world.checks import evaluate
from wargame.world.compile import compile_world
from wargame.world.state import WorldState
from wargame.world.tables import Tables


def offences(of: Tables, worlds: int, turns: int, seed: int, dt: int = 7) -> list[str]:
    """Everything that random play does which may not be."""
    found: dict[str, None] = {}
    for tick in random_play(of, worlds, turns, seed, dt):
        found |= dict.fromkeys([*lawless(of, tick.after), *unaccounted(tick.before, tick.after)])
    return list(found)


@EVERY
def test_random_orders_break_no_law(name: str) -> None:
    wrong = [law for tick in long_play(name) for law in (*lawless(tables(name), tick.after),
             *unaccounted(tick.before, tick.after))]  # fmt: skip
    assert wrong == []
    last = long_play(name)[-1].after
    assert last.war.any(), "without a war the laws of combat were not tried"
    assert last.element_lost.any(), "nobody was hit, so it was not tried whether people add up"


@EVERY
@SIZES
def test_no_number_within_its_range_breaks_a_law(name: str, full: bool) -> None:
    """Other numbers and another tick for each scenario."""
    first = SCENARIOS.index(name)
    for seed in range(first, first + (8 if full else 1)):
        of = shaken_tables(name, np.random.default_rng(seed))
        assert of.digest == tables(name).digest, "shaken in place, not by an override"
        assert of.tunables != tables(name).tunables
        assert offences(of, worlds=8, turns=3 if full else 2, seed=seed, dt=(7, 28, 1)[seed % 3]) == [], seed


@pytest.mark.soak
@EVERY
@pytest.mark.parametrize("seed", range(100, 200))
def test_no_number_within_its_range_breaks_a_law_for_years(name: str, seed: int) -> None:
    of = shaken_tables(name, np.random.default_rng(seed))
    assert offences(of, worlds=16, turns=24, seed=seed, dt=(7, 1, 3, 28)[seed % 4]) == []


@EVERY
def test_every_chance_is_one_and_every_rate_is_finite(name: str) -> None:
    of = tables(name)
    shifted = shaken_tables(name, np.random.default_rng(1))
    for tick in long_play(name)[::3]:
        for compiled in (of, shifted):
            for check in compiled.checks.values():
                value = evaluate(check, tick.after)
                assert np.isfinite(value).all(), check.name
                assert (value >= 0).all(), check.name
                if check.link != "log":
                    assert (value <= 1).all(), check.name


def broken(state: WorldState, name: str, value: float) -> WorldState:
    changed = state.arrays[name].copy()
    changed.reshape(-1)[0] = value
    return replace(state, arrays={**state.arrays, name: changed})


@ANY
@pytest.mark.parametrize(("array", "value"), [
    ("tracks", np.nan), ("tracks", 1e6), ("settings", 99), ("troops", -1), ("stock", -5), ("calm", 1.5),
    ("perceived", 1.01), ("element_people", 0), ("element_lost", 3), ("cfv_recorded", 10**6), ("cfv_false", 10**6),
    ("coalition_killed", 7), ("queue", np.inf), ("wounded", 10**6), ("recruited", 10**6), ("element_replaced", 3),
])  # fmt: skip
def test_a_broken_state_is_found_out(name: str, array: str, value: float) -> None:
    state = long_play(name)[0].after
    assert lawless(tables(name), state) == []
    assert lawless(tables(name), broken(state, array, value)) != []


@ANY
@pytest.mark.parametrize("array", ["losses", "deaths", "killed_now", "civilian_deaths", "waived", "troops", "arrivals"])
def test_a_total_that_does_not_add_up_is_found_out(name: str, array: str) -> None:
    tick = long_play(name)[0]
    more = broken(tick.after, array, tick.after.arrays[array].reshape(-1)[0] + 1)
    assert unaccounted(tick.before, tick.after) == []
    assert unaccounted(tick.before, more) != []


# A number may be set beyond what is plausible, but not beyond what it can be at all.


def pushed(name: str, end: str, only: tuple[str, ...] = tuple(LIMITS)) -> Tables:
    """The scenario with tunables at the very end of what they can be."""
    ends = {f"rules.tunables.{one}": LIMITS[one][end == "high"] for one in only}
    return compile_world(scenario(name), ends)


@EVERY
@pytest.mark.parametrize("end", ["low", "high"])
def test_numbers_at_the_end_of_what_they_can_be_break_no_law(name: str, end: str) -> None:
    assert offences(pushed(name, end), worlds=4, turns=1, seed=3) == []


@pytest.mark.soak
@EVERY
@pytest.mark.parametrize("tunable", sorted(LIMITS))
def test_each_number_alone_at_the_end_of_what_it_can_be_breaks_no_law(name: str, tunable: str) -> None:
    for end in ("low", "high"):
        assert offences(pushed(name, end, (tunable,)), worlds=4, turns=2, seed=3) == [], end


@EVERY
def test_beyond_that_a_number_is_refused_by_name(name: str) -> None:
    for one, (low, high) in LIMITS.items():
        for value in (low - 1, high + 1):
            with pytest.raises(InputError, match=re.escape(f"`rules.tunables.{one}`: {value:g} lies outside")):
                compile_world(scenario(name), {f"rules.tunables.{one}": value})


def test_every_tunable_of_the_engine_has_limits() -> None:
    assert set(LIMITS) == set(TUNABLES)
    assert all(low < high for low, high in LIMITS.values())
