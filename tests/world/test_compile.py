"""The compiler: what the documents say is what the tables and the opening position hold."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests.scenario.minimal import documents
from tests.world.small import plain, scenario, tables
from wargame.errors import InputError
from wargame.quantities import ENGINE, NEVER_DAYS
from wargame.world.compile import compile_world
from wargame.world.compile_line import distance_km, sector_middles
from wargame.world.opening import apportion


def test_every_quantity_of_the_engine_has_its_array() -> None:
    start = tables().start
    for quantity in ENGINE:
        if quantity.name not in {"turn", "days"}:
            array = getattr(start, quantity.name)
            assert array.shape == (*(tables().roster.size(axis) for axis in quantity.axes), 4)
            assert array.dtype == (np.int32 if quantity.integer else np.float32)
            assert not array.flags.writeable
            assert np.isfinite(array).all()
            assert (array >= quantity.low).all()
            assert (array <= quantity.high).all()
            assert (array == array[..., :1]).all()


def test_the_opening_is_what_the_documents_say() -> None:
    start, roster = tables().start, tables().roster
    assert start.troops.sum(axis=1).tolist() == [[400_000] * 4, [500_000] * 4]
    assert start.troops[1, 1, 0] > start.troops[1, 0, 0] * 1.4  # s02 has half as many again per km
    assert start.distance_m[:, 0].tolist() == [1000, 400, 1000, 1000, 1000, 1000]
    assert start.tracks[roster.row("track", "tension"), 0] == 55
    assert start.settings[roster.row("setting", "operation"), 0] == 0
    observers = roster.row("element", "un_observers")
    assert start.element_status[:, 0].tolist() == [0, 0, 4]
    assert roster.axes["place"][start.element_place[observers, 0]] == "hub-one"
    assert start.element_people[:, 0].tolist() == [2500, 5000, 300]
    assert (start.order_age == NEVER_DAYS).all()
    assert start.rung[:, 0].tolist() == [1]
    assert start.trigger_declared[:, 0].tolist() == [2]
    assert start.calm[0] == 1


def test_line_tables_keep_the_sum() -> None:
    compiled = tables()
    multiples = np.exp(compiled.heat_base[0])
    assert float((multiples * compiled.km).sum() / compiled.km.sum()) == pytest.approx(1, rel=1e-5)
    assert multiples[1] / multiples[0] == pytest.approx(3, rel=1e-5)
    np.testing.assert_allclose(compiled.reach.sum(axis=1), 1, atol=1e-5)
    per_km = compiled.reach / compiled.km
    contrast = dict(zip(compiled.roster.axes["place"], per_km.max(axis=1) / per_km.min(axis=1), strict=True))
    assert contrast["near-one"] > 2 * contrast["nl-home"]
    np.testing.assert_allclose(compiled.class_share.sum(axis=1), 1, rtol=1e-6)


def test_sectors_lie_along_the_line() -> None:
    middles = sector_middles(plain())
    lons = [lon for lon, _ in middles]
    assert lons == sorted(lons)
    steps = [distance_km(a, b) for a, b in pairwise(middles)]
    assert all(60 < step < 110 for step in steps)


def test_apportioned_parts_add_up() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        weights = list(rng.random(rng.integers(1, 30)))
        total = int(rng.integers(0, 10_000))
        parts = apportion(total, weights)
        assert sum(parts) == total
        assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


def test_tables_travel_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(tables()))
    assert again.start.digest() == tables().start.digest()
    assert again.digest == tables().digest


@pytest.mark.parametrize(
    ("path", "value", "look"),
    [
        ("rules.tunables.heat_sd", 0.9, lambda t: t.tunables["heat_sd"]),
        ("rules.tunables.heat_sd.value", 0.9, lambda t: t.tunables["heat_sd"]),
        ("tracks.us_backing", 77, lambda t: float(t.start.tracks[2, 0])),
        ("settings.operation", "tripwire", lambda t: t.roster.levels["operation"][t.start.settings[0, 0]]),
        ("theory", "denial", lambda t: t.theory),
        ("sides.russia.troops", 1234, lambda t: int(t.start.troops[1, :, 0].sum())),
        ("rules.couplings.tension_support.gain", -0.7, lambda t: t.couplings[1].gain),
        ("rules.checks.hazard.base", 0.5, lambda t: t.checks["hazard"].base_natural),
        ("rules.checks.hazard.factors.1.gain", -3, lambda t: t.checks["hazard"].terms[1].gain),
        ("forces.nl_13.readiness_days", 99, lambda t: float(t.element_ready_days[0])),
        ("calm", 0, lambda t: float(t.start.calm[0])),
        ("tick_days", 14, lambda t: t.tick_days),
    ],
)
def test_an_override_reaches_the_tables(path: str, value: Any, look: Any) -> None:
    changed = compile_world(plain(), {path: value})
    assert look(changed) == pytest.approx(value) if not isinstance(value, str) else look(changed) == value
    assert look(tables()) != look(changed)
    assert changed.digest != tables().digest


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("rules.tunables.heat_ds", 1, "did you mean `heat_sd`"),
        ("rules.tunable.heat_sd", 1, "did you mean `tunables`"),
        ("tracks.us_bakcing", 1, "did you mean `us_backing`"),
        ("tracks.us_backing", 400, "it runs from 0 to 100"),
        ("settings.operation", "tripwires", "did you mean `tripwire`"),
        ("settings.opperation", "none", "did you mean `operation`"),
        ("forces.nl_31.readiness_days", 1, "there is no `nl_31`"),
        ("theory", "hope", "theory"),
        ("rules.tunables.heat_sd", "much", "wants a number"),
        ("rules.tunables.heat_sd", float("nan"), "wants a number"),
        ("rules.tunables", 1, "not a single number"),
        ("themes", 1, "there is no `themes`"),
    ],
)
def test_a_bad_override_says_what_is_wrong(path: str, value: Any, says: str) -> None:
    with pytest.raises(InputError) as caught:
        compile_world(plain(), {path: value})
    assert says in str(caught.value)
    assert path in str(caught.value)


def test_a_doctrine_that_peeks_is_refused() -> None:
    docs = documents()
    docs["doctrines/russia.yaml"]["rules"][0]["when"] = "tension > 20"
    assert compile_world(scenario(docs)).doctrines["russia"].names == {"tension"}
    peeking = (
        plain()
        .doctrines["russia"]
        .model_copy(
            update={"rules": [plain().doctrines["russia"].rules[0].model_copy(update={"when": "us_backing > 20"})]}
        )
    )
    with pytest.raises(InputError, match="us_backing"):
        compile_world(replace(plain(), doctrines={**plain().doctrines, "russia": peeking}))
