"""The twin is its base case in other names: it plays alike under the same luck, and names nobody who exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import numpy as np

import wargame
from wargame.places import scenarios_dir
from wargame.scenario import load
from wargame.scenario.base import Model, Text
from wargame.scenario.document import Scenario
from wargame.scenario.renames import renamed

REAL = re.compile(
    r"Ukrain|Oekra|Russ|Rusl|Kyiv|Mosco|Mosk|Dutch|Nederland|NATO|NAVO|Europ|Americ|Amerik|Washingt|London|Londen"
    r"|Paris\b|Parijs|British|Britse|French|Franse|Poland|Polish|Poolse|German|Duits|Donbas|Crimea|Krim|Den Haag|Hague"
    r"|Kharkiv|Charkiv|Odesa|Zaporiz|Dnipro|Cherson|Kherson|Korea|Turk|Minsk|Srebren|\bEU\b|\bUS\b|\bUK\b|United States"
    r"|Verenigde Staten|White House|Witte Huis|Black Sea|Zwarte Zee"
)


def scenario(name: str) -> Scenario:
    return load(str(scenarios_dir() / f"{name}.yaml"))


def texts(thing: Any) -> Iterator[str]:
    """Everything that is told, in both languages."""
    if isinstance(thing, Text):
        yield thing.en
        yield thing.nl
    if isinstance(thing, Model):
        thing = [getattr(thing, name) for name in type(thing).model_fields]
    for part in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list | tuple) else ():
        yield from texts(part)


def told(one: Scenario) -> list[str]:
    return [text for field in fields(one) if field.name != "sources" for text in texts(getattr(one, field.name))]


def test_twin_and_base_case_play_alike() -> None:
    base, twin = scenario("moderate"), scenario("twin")
    runs = [wargame.simulate(one, worlds=24, seed=5, turns=3) for one in (base, twin)]
    other = wargame.simulate(twin, worlds=24, seed=6, turns=3)
    assert runs[0].digest() == runs[1].digest() != other.digest()
    assert np.array_equal(runs[0].marks, runs[1].marks)


def test_the_twin_names_nobody_who_exists() -> None:
    assert [text for text in told(scenario("twin")) if REAL.search(text)] == []
    assert any(REAL.search(text) for text in told(scenario("moderate")))


def test_a_twin_has_the_geography_of_its_base_case() -> None:
    base, twin = (scenario(name).map for name in ("moderate", "twin"))
    for one, other in zip(base.sectors, twin.sectors, strict=True):
        assert (one.id, one.area, one.from_km, one.to_km, one.terrain) == (
            other.id, other.area, other.from_km, other.to_km, other.terrain)  # fmt: skip
    assert [(place.id, place.depth) for place in base.places] == [(place.id, place.depth) for place in twin.places]


def test_renaming_leaves_ids_and_numbers_alone() -> None:
    base = scenario("moderate")
    names = {"renames": {"en": {"Ukraine": "Velmara"}, "nl": {}}}
    document = type(base.document).model_validate({**base.document.model_dump(by_alias=True), **names})
    after = renamed(replace(base, document=document))
    assert [order.id for order in after.rules.orders] == [order.id for order in base.rules.orders]
    assert after.rules.tunables == base.rules.tunables
    assert not any(re.search(r"\bUkraine\b", role.name.en) for role in after.document.roles)
    assert any("Oekraïne" in role.name.nl for role in after.document.roles)
