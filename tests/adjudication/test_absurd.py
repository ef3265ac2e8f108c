"""Absurd but well-formed worlds: whatever is written and ordered, no law is broken.

No forces at all, no soldiers, a million of them in one sector, sixty-four sectors, sixty units, tracks at either end of
their scale, every store empty: nothing becomes NaN or negative, chances stay chances, and people add up.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from tests.adjudication.test_people import accounted
from tests.adjudication.worlds import opening, order, put, tables, tick, violent
from tests.conformance.shipped import lawless, unaccounted
from tests.scenario import minimal
from wargame.world.checks import evaluate
from wargame.world.state import WorldState
from wargame.world.tables import Tables

Docs = minimal.Docs


def nobody(documents: Docs) -> None:
    """Armies without a single soldier."""
    violent(documents)
    for side in documents[minimal.MAIN]["sides"]:
        side["troops"] = minimal.tunable(0.0, "people")


def crowd(documents: Docs) -> None:
    """A million soldiers, all in one sector, against a handful."""
    violent(documents)
    main = documents[minimal.MAIN]
    main["sides"][1]["troops"] = minimal.tunable(1_000_000.0, "people")
    main["sides"][0]["troops"] = minimal.tunable(10.0, "people")
    sectors = [sector["id"] for sector in documents["maps/line.yaml"]["sectors"]]
    main["sectors"] = {one: {"troops": {"russia": 1.0 if one == "s03" else 0.0}} for one in sectors}


def sectors(number: int) -> Callable[[Docs], None]:
    """A line of so many sectors."""

    def change(documents: Docs) -> None:
        violent(documents)
        line, main = documents["maps/line.yaml"], documents[minimal.MAIN]
        length = line["sectors"][-1]["to_km"] / number
        line["sectors"] = [
            {
                "id": f"s{n + 1:02}", "area": "west" if 2 * n < number else "east", "name": minimal.text(f"Sector {n}"),
                "from_km": length * n, "to_km": length * (n + 1), "terrain": "open",
            }
            for n in range(number)
        ]  # fmt: skip
        main["sectors"] = {"s02": {"heat": 30.0, "distance_m": 5.0}}

    return change


many_sectors = sectors(64)
many_sectors.__name__ = "many_sectors"


def elements(number: int) -> Callable[[Docs], None]:
    """A catalogue of so many units, beside those that orders name."""

    def change(documents: Docs) -> None:
        violent(documents)
        options = documents["forces/options.yaml"]["options"]
        model = next(option for option in options if option["id"] == "uk_brigade")
        for n in range(number - len(options)):
            options.append(deepcopy({**model, "id": f"unit_{n}", "short": f"u{n}", "name": minimal.text(f"Unit {n}")}))

    return change


many_elements = elements(60)
many_elements.__name__ = "many_elements"


def worn_out(documents: Docs) -> None:
    """Units that can't stay, from pools of nobody, that nobody relieves."""
    violent(documents)
    for option in documents["forces/options.yaml"]["options"]:
        option["sustain_days"] = minimal.tunable(0.0, "days")
        option["rotation_pool"] = minimal.tunable(0.0, "units")


def no_stocks(documents: Docs) -> None:
    """Nothing in store, and nothing made."""
    violent(documents)
    tunables = documents["rules/line.yaml"]["tunables"]
    for name in tunables:
        if "_made_" in name or "_start_" in name or name.startswith("recruits"):
            tunables[name] = minimal.tunable(0.0)


ABSURD = [nobody, crowd, many_sectors, many_elements, worn_out, no_stocks]


def at_the_edge(scenario: Tables, worlds: int) -> WorldState:
    """The opening with tracks, settings and units at either end of what they can be."""
    state = opening(scenario, worlds)
    rng = np.random.default_rng(1)
    low, high = scenario.track_low[:, None], scenario.track_high[:, None]
    tracks = np.where(rng.random(state.tracks.shape) < 0.5, low, high)
    settings = [rng.integers(0, len(values), worlds) for values in scenario.setting_value]
    place = rng.integers(0, len(scenario.place_depth), state.element_place.shape)
    return put(
        state, tracks=tracks, settings=np.array(settings), element_place=place,
        element_status=rng.integers(0, 6, state.element_status.shape), element_task=1, trigger_declared=2,
        calm=rng.integers(0, 2, worlds), fortification=1, withdrawn=1, heat=rng.choice([-10, 0, 10], state.heat.shape),
    )  # fmt: skip


def everything(scenario: Tables, number: int) -> list[Any]:
    """All kinds of violence, in turn."""
    kinds = [
        [order("russia", "ru_offensive", area="east"), order("russia", "ru_test")],
        [order("russia", "ru_harass", area="west", visibility="deniable")],
        [order("ukraine", "ua_recapture", sector="s02", visibility="deniable"), order("russia", "ru_truce")],
    ]
    return kinds[number % len(kinds)]


@pytest.mark.parametrize("dt", [1, 7, 28])
@pytest.mark.parametrize("change", ABSURD, ids=lambda change: change.__name__)
def test_no_law_is_broken(change: Callable[[Docs], None], dt: int) -> None:
    scenario = tables(change)
    state = at_the_edge(scenario, 16)
    start = accounted(state)
    for number in range(9):
        before, orders = state, everything(scenario, number // 3) if number % 3 == 0 else []
        state = tick(scenario, state, *orders, dt=dt).state
        assert lawless(scenario, state) == []
        assert unaccounted(before, state) == []
        assert (accounted(state) == start).all()
        for check in scenario.checks.values():
            value = evaluate(check, state)
            assert np.isfinite(value).all(), check.name
            assert (value >= 0).all(), check.name
            assert check.link == "log" or (value <= 1).all(), check.name
        state = put(state, rung=np.minimum(state.rung, 2))


def test_a_state_gone_wrong_would_be_noticed() -> None:
    scenario = tables(nobody)
    state = tick(scenario, at_the_edge(scenario, 4)).state
    assert lawless(scenario, put(state, troops=-1)) != []
    assert lawless(scenario, put(state, heat=np.nan)) != []
