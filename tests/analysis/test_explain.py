"""Any world of a batch is explained by its address: the same world to the bit, each number down to its line of YAML."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import pytest

import wargame
from tests.cli.program import run_many
from wargame.analysis.explain import Explained, explain, reasons
from wargame.analysis.naming import Naming
from wargame.errors import InputError
from wargame.report.explained import text
from wargame.words import Words

SCENARIO, SEED, TURNS = "moderate", 7, 2
WORLDS = (3, 58, 211, 340, 399)
BY_ENGINE = {"heat", "heat_base", "push"}
"""Pulls that no factor of the rules makes (`wargame.adjudication.violations`): their gain is 1 and stands nowhere."""
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


@pytest.fixture(scope="module")
def explained() -> dict[int, Explained]:
    return {world: explain(SCENARIO, seed=SEED, world=world, turns=TURNS) for world in WORLDS}


@pytest.fixture(scope="module")
def files() -> dict[str, list[str]]:
    return {name: body.splitlines() for name, body in wargame.load(SCENARIO).files.items()}


def checks_of(one: Explained) -> Iterator[dict[str, Any]]:
    for told in one.told:
        yield from (part for part in reasons(told.event.why) if part["kind"] == "check")


def recomputed(why: dict[str, Any]) -> float:
    pulls = (factor["gain"] * (factor["value"] - factor["centre"]) / factor["scale"] for factor in why["factors"])
    total = why["base_link"] + why["offset"] + sum(pulls)
    back = {"logit": lambda: 1 / (1 + math.exp(-total)), "log": lambda: math.exp(total)}
    return back.get(why["link"], lambda: min(max(total, 0), 1))()


def numbers_at(origin: str, files: dict[str, list[str]]) -> list[float]:
    """All numbers on the line of a ``file:line``."""
    name, _, line = origin.rpartition(":")
    return [float(found) for found in NUMBER.findall(files[name][int(line) - 1])]


def test_an_explained_world_is_that_of_the_batch(explained: dict[int, Explained]) -> None:
    runs = wargame.simulate(SCENARIO, worlds=max(WORLDS) + 1, seed=SEED, turns=TURNS)
    assert [int(runs.marks[world]) for world in WORLDS] == [explained[world].mark for world in WORLDS]
    assert len({one.digest for one in explained.values()}) == len(WORLDS)


def test_ten_outcomes_recompute_and_stand_on_the_lines_that_they_cite(
    explained: dict[int, Explained], files: dict[str, list[str]]
) -> None:
    outcomes = []
    for world, one in explained.items():
        checks = list(checks_of(one))
        outcomes += [checks[(31 * world + 17 * n) % len(checks)] for n in (1, 2)]
    assert len(outcomes) == 10
    for why in outcomes:
        assert recomputed(why) == pytest.approx(why["value"], abs=1e-6, rel=1e-6)
        assert why["base"] in numbers_at(why["base_origin"], files), why["check"]
        for factor in why["factors"]:
            cited = numbers_at(factor["origin"], files)
            assert factor["quantity"] in BY_ENGINE or factor["gain"] in cited, (why["check"], factor)


def test_a_wrong_factor_or_a_wrong_line_would_show(
    explained: dict[int, Explained], files: dict[str, list[str]]
) -> None:
    why = next(
        why for why in checks_of(explained[WORLDS[0]]) if why["link"] == "logit" and why["factors"][0]["contribution"]
    )
    factor = why["factors"][0]
    spoilt = {**why, "factors": [{**factor, "gain": factor["gain"] + 0.01}, *why["factors"][1:]]}
    assert recomputed(spoilt) != pytest.approx(why["value"], abs=1e-6)
    name, _, line = factor["origin"].rpartition(":")
    assert factor["gain"] not in numbers_at(f"{name}:{int(line) - 1}", files)


def test_an_address_tells_that_time_alone(explained: dict[int, Explained]) -> None:
    world = WORLDS[0]
    tick = explain(SCENARIO, seed=SEED, world=world, turn=2, tick=1, turns=TURNS)
    whole = [told for told in explained[world].told if (told.turn, told.tick) == (2, 1)]
    assert tick.told == tuple(whole)
    assert len(whole) > 0
    about = explain(SCENARIO, seed=SEED, world=world, turn=2, tick=1, turns=TURNS, quantity="violation_rate")
    assert [told.event.code for told in about.told] == ["report"]
    coded = explain(SCENARIO, seed=SEED, world=world, turn=2, tick=1, turns=TURNS, code="raid")
    assert {told.event.code for told in coded.told} <= {"raid"}


def test_a_changed_number_is_told_as_it_was_set() -> None:
    path, value = "rules.checks.violation_rate.base", 2.5
    one = explain(SCENARIO, seed=SEED, turn=1, tick=1, code="report", overrides={path: value})
    rates = [why for why in checks_of(one) if why["check"] == "violation_rate"]
    assert [why["base"] for why in rates] == [pytest.approx(value)]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_text_tells_every_number_with_its_place(explained: dict[int, Explained], lang: str) -> None:
    words = Words(lang)
    one = explained[WORLDS[0]]
    said = text(one, Naming(wargame.load(SCENARIO), words))
    assert not words.missing
    assert f"{one.mark:016x}" in said.splitlines()[0]
    for why in checks_of(one):
        assert f"[{why['base_origin']}]" in said
        assert all(f"[{factor['origin']}]" in said for factor in why["factors"])


def test_what_does_not_exist_is_refused() -> None:
    for wrong in ({"world": -1}, {"turn": 99}, {"tick": 1}, {"turn": 1, "tick": 9}, {"quantity": "violation_rat"}):
        with pytest.raises(InputError):
            explain(SCENARIO, **wrong)


def test_the_command_line_tells_it(tmp_path: Any) -> None:
    start = ["run", SCENARIO, "--seed", str(SEED)]
    told, data, too_far, shape, clash = run_many(
        (
            [*start, "--explain", "5:1:1", "--quantity", "violation_rate"],
            [*start, "--explain", "5:1:1", "--code", "report", "--json"],
            [*start, "--worlds", "5", "--explain", "5"],
            [*start, "--explain", "5:x"],
            [*start, "--code", "report"],
        ),
        tmp_path,
    )
    assert told.status == 0
    assert "violation_rate (log, side " in told.out
    found = json.loads(data.out)
    assert (found["world"], [each["event"]["code"] for each in found["told"]]) == (5, ["report"])
    for ended in (too_far, shape, clash):
        assert ended.status == 2
        assert ended.err.startswith("option-")
