"""Every outcome can be traced to its inputs, its die and the line of the rules."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.adjudication import explain
from tests.adjudication.test_secrecy import war
from tests.adjudication.worlds import live, opening, order, tables, tick, violent
from tests.world.small import arbitrary
from wargame.adjudication import adjudicate
from wargame.dice import Dice
from wargame.scenario.document import Scenario
from wargame.words import Words
from wargame.world.events import GRADES, Event, Ruling
from wargame.world.observe import why_for
from wargame.world.orderbook import compile_orders
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.why import of_condition

SEEDS = (3, 5)
BY_THEMSELVES = {"order"}
"""Codes that need no reason: what a seat orders is its own."""
EXPECTED = {"grade", "report", "seizure", "rung_up", "waived", "inject", "moved", "attack", "offensive", "case"}


@cache
def year(seed: int) -> tuple[Scenario, Tables, list[Event]]:
    return explain.year(seed)


@cache
def violence() -> list[Event]:
    return [event for seed in range(3) for event in war(seed)[0]]


def everything() -> list[Event]:
    return [*violence(), *(event for seed in SEEDS for event in year(seed)[2])]


# -- that it is there, and adds up -----------------------------------------------------------------------------------


def test_whatever_carries_weight_says_why() -> None:
    codes = {event.code for event in everything()}
    assert codes >= EXPECTED
    for event in everything():
        assert event.code in BY_THEMSELVES or event.why is not None, event
        assert event.why is None or list(explain.leaves(event.why)), event


def test_it_is_plain_data() -> None:
    for event in everything():
        assert json.loads(json.dumps(event.why, allow_nan=False)) == event.why


def test_factors_and_base_make_the_value_and_the_die_decides() -> None:
    found = [part for event in everything() for part in explain.leaves(event.why) if part["kind"] == "check"]
    assert len({part["check"] for part in found}) > 12
    for part in found:
        total = part["base_link"] + part["offset"] + sum(factor["contribution"] for factor in part["factors"])
        natural = {"logit": 1 / (1 + math.exp(-total)), "log": math.exp(total), "share": min(1.0, max(0.0, total))}
        assert part["value"] == pytest.approx(natural[part["link"]], rel=2e-4, abs=1e-6)
        for factor in part["factors"]:
            pull = factor["gain"] * (factor["value"] - factor["centre"]) / factor["scale"]
            assert factor["contribution"] == pytest.approx(pull, rel=1e-5, abs=1e-6)
        assert (part["draw"] is None) == (part["address"] is None)


def test_a_grade_lies_where_the_die_fell() -> None:
    graded = [event for event in everything() if event.code == "grade" and "ruled" not in (event.why or {})]
    assert len(graded) > 10
    for event in graded:
        assert GRADES[sum(event.why["draw"] >= bound for bound in event.why["grades"])] == event.ids["grade"]
        assert event.why["grades"][2] == pytest.approx(event.why["value"])


def test_a_forced_grade_says_so() -> None:
    scenario = tables()
    doc = order("ukraine", "ua_recapture", sector="s01", visibility="deniable")
    (asked,) = (question for question in live(scenario, None, doc).questions if question.kind == "proposal")
    ruling = Ruling("grade", "umpire", 0, address=asked.address, choice="no_and", reason_code="realism")
    (graded,) = (event for event in live(scenario, None, doc, rulings=(ruling,)).events if event.code == "grade")
    assert graded.why["ruled"] == "no_and"
    assert "ruled" not in (why_for(graded.why, "ukraine", scenario) or {})


def test_conditions_say_what_the_event_says() -> None:
    for event in everything():
        asked = [part for part in explain.leaves(event.why) if part["kind"] == "condition"]
        if event.code == "trigger":
            assert [part["holds"] for part in asked] == [True]
        elif event.code == "waived":
            assert [part["holds"] for part in asked] == [False]
        elif event.code == "inject":
            assert all(part["holds"] for part in asked)
        elif event.code == "rung_up":
            (needs,) = (part["numbers"] for part in explain.leaves(event.why) if part.get("code") == "needs")
            assert sum(part["holds"] for part in asked) == needs["observed"]
            assert needs["of"] == len(asked)
        for part in asked:
            assert part["values"]


def test_what_a_condition_compares_is_read_off_the_state() -> None:
    scenario = year(5)[1]
    state = arbitrary(4, 3, scenario)
    seen = 0
    for ladder in scenario.ladders:
        for criterion in (criterion for rung in ladder.rungs for criterion in rung.criteria):
            said = of_condition(criterion, state, 2)
            found = re.fullmatch(r"(.+?) (>=|<|>|<=) ([\d.]+)", criterion.text)
            if found and not re.search(r"\(| and | or ", found[1]) and not said["values"][0].get("level"):
                (value,) = said["values"]
                compare: dict[str, Callable[[float, float], bool]] = {
                    ">=": float.__ge__, ">": float.__gt__, "<": float.__lt__, "<=": float.__le__,
                }  # fmt: skip
                assert compare[found[2]](value["value"], float(np.float32(found[3]))) == said["holds"]
                seen += 1
    assert seen > 12
    gate = next(gate for one in scenario.orders for gate in one.gates if gate.read.text == "nl_exit != none")
    levels = scenario.roster.levels["nl_exit"]
    row = scenario.roster.row("setting", "nl_exit")
    said = of_condition(gate.read, state, 1)
    assert said["values"][0]["level"] == levels[state.settings[row, 1]]


# -- down to the line ------------------------------------------------------------------------------------------------


def stands(scenario: Scenario, origin: str, said: float | str) -> bool:
    """Whether the line that an origin names is there and holds the number or text."""
    file, _, line = origin.rpartition(":")
    lines = scenario.files[file].splitlines()
    text = " ".join(lines[int(line) - 1 : int(line) + 1]) if isinstance(said, str) else lines[int(line) - 1]
    if isinstance(said, str):
        return said in text
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]
    return any(number == pytest.approx(said, rel=1e-6) for number in numbers)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reason_names_a_line_that_says_it(seed: int) -> None:
    scenario, _, events = year(seed)
    found = {origin for event in events for origin in explain.origins(event.why)}
    assert len(found) > 100
    for origin, said in sorted(found, key=str):
        assert stands(scenario, origin, said), (origin, said)


def test_every_effect_and_coupling_of_the_rules_names_its_line() -> None:
    scenario, compiled, _ = year(5)
    listed = [(one.origin, one.gain) for one in compiled.couplings]
    for effects in (
        *(one.effects for one in compiled.orders), *(gate.waived for one in compiled.orders for gate in one.gates),
        *(one.effects for one in compiled.injects), *compiled.answer_effects,
    ):  # fmt: skip
        listed += [(effect.origin, effect.delta) for effect in effects]
    assert len(listed) > 200
    for origin, number in listed:
        assert stands(scenario, origin, number), (origin, number)
    assert {origin.partition("/")[0] for one in compiled.injects for origin in (e.origin for e in one.effects)} == {
        "injects"
    }


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_there_are_words_for_every_rule(lang: str) -> None:
    words = Words(lang)
    said = {part["code"] for event in everything() for part in explain.leaves(event.why) if part["kind"] == "rule"}
    assert len(said) > 15
    for event in everything():
        for part in explain.leaves(event.why):
            if part["kind"] == "rule":
                sentence = words.say(f"because.{part['code']}", **part["ids"], **part["numbers"])
                assert "{" not in sentence
    assert not words.missing


def test_ten_outcomes_can_be_read_aloud(capsys: pytest.CaptureFixture[str]) -> None:
    scenario, _, events = year(5)
    explained = [event for event in events if event.why is not None]
    for number in np.random.default_rng(2).choice(len(explained), 10, replace=False):
        print("\n".join(explain.told(explained[number].why)))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 10
    places = [found[1] for line in lines if (found := re.search(r"\(([^()]+\.yaml:\d+)\)", line))]
    assert len(places) >= 10
    assert all(place.rpartition(":")[0] in scenario.files for place in places)


# -- that it changes nothing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("dt", [1, 7])
def test_explaining_changes_nothing_that_happens(dt: int) -> None:
    scenario = tables(violent)
    state = opening(scenario, 4)
    docs = [order("russia", "ru_offensive", area="east"), order("russia", "ru_seize", sector="s01")]
    for _ in range(4):
        told_of = live(scenario, state, *docs, dt=dt, seed=11)
        silent = tick_of_same_lanes(scenario, state, docs, dt)
        assert told_of.state.digest() == silent.digest()
        assert told_of.events
        state, docs = told_of.state, []


def tick_of_same_lanes(scenario: Tables, state: WorldState, docs: list[Any], dt: int) -> WorldState:
    given = compile_orders(docs, scenario, 4) if docs else None
    return adjudicate(state, given, (), scenario, Dice(11, np.zeros(4, np.int64)), dt_days=dt).state


def test_a_batch_keeps_no_ledger() -> None:
    scenario = tables(violent)
    outcome = tick(scenario, opening(scenario, 8))
    assert (outcome.causes, outcome.waiting, outcome.events) == ((), (), ())
