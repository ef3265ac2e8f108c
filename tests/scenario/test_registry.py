"""The registry: one list of everything measurable, its rows, and who sees it."""

from __future__ import annotations

from tests.scenario import minimal
from wargame.quantities import AXES, ENGINE
from wargame.scenario import build_registry, load_texts
from wargame.scenario.conditions import parse
from wargame.scenario.registry import errors_of, rosters, scope_of, sight_of, unseen, visible_names

SCENARIO = load_texts(minimal.texts(), minimal.MAIN)


def test_the_registry_is_the_engine_then_tracks_then_settings() -> None:
    names = list(build_registry(SCENARIO))
    assert names == [*(q.name for q in ENGINE), "tension", "trust", "us_backing", "support", "operation", "roe"]


def test_tracks_and_settings_keep_their_range() -> None:
    registry = build_registry(SCENARIO)
    assert (registry["tension"].low, registry["tension"].high, registry["tension"].axes) == (0, 100, ())
    assert (registry["operation"].low, registry["operation"].high) == (0, 2)


def test_every_axis_of_every_quantity_has_its_rows() -> None:
    axes = rosters(SCENARIO)
    assert set(AXES) <= axes.keys()
    assert all(axis in axes for quantity in build_registry(SCENARIO).values() for axis in quantity.axes)
    assert axes["side"] == ("ukraine", "russia")
    assert axes["element"] == ("nl_13", "uk_brigade", "un_observers")
    assert all(len(set(rows)) == len(rows) > 0 for rows in axes.values())


def test_the_scenarios_own_sight_replaces_that_of_the_rules() -> None:
    assert SCENARIO.rules.sight["coverage"].sees == {"coalition": "exact"}
    assert sight_of(SCENARIO)["coverage"] == {"all": "exact"}


def test_what_nobody_names_is_seen_by_nobody() -> None:
    sight = sight_of(SCENARIO)
    assert "cfv_true" not in sight
    for role in SCENARIO.role_ids:
        assert visible_names(SCENARIO, role) == {name for name, sees in sight.items() if {"all", role} & sees.keys()}
    assert "us_backing" in visible_names(SCENARIO, "coalition")
    assert "us_backing" not in visible_names(SCENARIO, "russia")


def test_estimates_have_an_error() -> None:
    errors = errors_of(SCENARIO)
    assert errors["troops"] == 2000
    assert errors["trust"] == 5


def test_a_role_knows_when_it_gave_its_own_orders_and_no_others() -> None:
    scope = scope_of(SCENARIO)
    own = parse("order_age[nl_deploy] < 28", scope)
    other = parse("order_age[ru_harass] < 28", scope)
    every = parse("order_age < 28", scope)
    orders = frozenset({"nl_deploy"})
    assert list(unseen(own, frozenset(), orders)) == []
    assert list(unseen(other, frozenset(), orders)) == ["order_age"]
    assert list(unseen(every, frozenset(), orders)) == ["order_age"]
