"""Nobody reads in a "Why?" what is hidden from it: hidden things may be anything, and it stays the same to the byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.adjudication import explain
from tests.adjudication.worlds import draft_of, in_place, live, opening, order, tables, violent
from tests.world.small import arbitrary
from wargame.adjudication import (
    air,
    cases,
    contact,
    credibility,
    drift,
    escalation,
    injects,
    monitoring,
    orders,
    triggers,
    violations,
)
from wargame.adjudication.draft import Draft
from wargame.scenario.document import Scenario
from wargame.world import checks
from wargame.world.events import Event
from wargame.world.observe import sees, told, why_for
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.why import parts, rule

Why = dict[str, Any]
ROLES = ("netherlands", "russia", "coalition", "ukraine", "public")


@cache
def year(seed: int) -> tuple[Scenario, Tables, list[Event]]:
    return explain.year(seed)


def veiled(scenario: Tables, state: WorldState, other: WorldState, role: str) -> WorldState:
    """The state with everything that the role does not see exactly taken from the other one."""
    arrays = {name: array.copy() for name, array in state.arrays.items()}
    for name in scenario.registry:
        if sees(scenario, role, name) == "exact":
            continue
        if name in scenario.array_rows:
            array, row = scenario.array_rows[name]
            arrays[array][row] = getattr(other, array)[row]
        elif name in arrays:
            arrays[name] = getattr(other, name).copy()
    for row in range(len(scenario.windows)):
        names = {name for r, _, _, found in scenario.lookbacks if r == row for name in found}
        if not all(sees(scenario, role, name) == "exact" for name in names):
            arrays["window"][row], arrays["window_now"][row] = other.window[row], other.window_now[row]
    for row, names_held in enumerate(scenario.held_names):
        if not all(sees(scenario, role, name) == "exact" for name in names_held):
            arrays["held"][row] = other.held[row]
    arrays["queue"] = other.queue.copy()
    return WorldState(state.day, state.tick, state.turn, arrays)


def reasons(scenario: Tables, state: WorldState) -> Iterator[tuple[str, Why]]:
    """Every kind of reason that the engine gives, for one state."""
    for name, check in scenario.checks.items():
        rows = {axis: min(1, scenario.roster.size(axis) - 1) for axis in check.axes}
        yield name, checks.why(check, state, rows, 0, 0.5, f"site:0:{name}")
    draft = draft_of(scenario, state, live=True)
    yield from of_the_mechanisms(scenario, draft)


def of_the_mechanisms(scenario: Tables, draft: Draft) -> Iterator[tuple[str, Why]]:
    for row, trigger in enumerate(scenario.triggers):
        yield "trigger", triggers._fired(draft, row, trigger)
        yield "credibility", credibility.because(draft, row)
        answers = [np.array([default]) for default in trigger.defaults]
        weight = np.full((len(scenario.answers_honour), 1), 0.25, np.float32)
        yield "moment_of_truth", triggers._weighed(draft, row, trigger, answers, weight, np.array([0.5]))
    for ladder in scenario.ladders:
        for rung in ladder.rungs:
            if rung.criteria:
                yield "criteria", escalation._criteria(draft, ladder, rung)
    for one in scenario.orders:
        for gate in one.gates:
            yield "waived", orders._unmet(draft, gate)
    for inject in scenario.injects:
        yield "inject", injects._because(draft, inject)
    rate = draft.check("contact") * draft.now.exposure
    for side in (0, 1):
        yield "contact", contact._unasked(draft, side, rate)
        yield "raid", air._because(draft, side)
        yield "open case", cases._open_for(draft, draft.now.case_days, side)
        for cause in ("civilians", "attack", "seizure"):
            yield cause, cases._grave(draft, cause, side)
        yield "violations", violations.because(draft, side, 2)
    yield "report", monitoring._because(draft)
    distance = drift._distances(draft, draft.now.gauge)
    yield "drift", drift._because(draft, None, "peacekeeping", draft.now.gauge, distance)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_hidden_may_be_anything(role: str) -> None:
    scenario = year(5)[1]
    state, other = arbitrary(4, 1, scenario), arbitrary(4, 2, scenario)
    changed = veiled(scenario, state, other, role)
    differ = told_something = 0
    for (what, one), (_, two) in zip(reasons(scenario, state), reasons(scenario, changed), strict=True):
        seen = why_for(one, role, scenario)
        assert json.dumps(seen) == json.dumps(why_for(two, role, scenario)), what
        differ += json.dumps(one) != json.dumps(two)
        told_something += seen is not None
    assert differ > 40, "nothing was hidden, so nothing was shown"
    assert told_something > 40


@pytest.mark.parametrize("role", ["netherlands", "russia"])
def test_a_die_against_a_hidden_chance_would_tell_it(role: str) -> None:
    scenario = year(5)[1]
    state = arbitrary(4, 1, scenario)
    bare = full = 0
    for check in scenario.checks.values():
        rows = dict.fromkeys(check.axes, 0)
        seen = why_for(checks.why(check, state, rows, 0, 0.5, "site:0:1"), role, scenario)
        hidden = any(
            any(sees(scenario, role, name) != "exact" for name in term.reads or ("?",))
            for term in check.terms
            if all(row == 0 for _, row in term.only)
        )
        assert seen is not None
        assert ("value" in seen, "draw" in seen) == (not hidden, not hidden)
        assert "address" not in seen, "it would tell whose order it was"
        assert bool(seen["hidden"]) == hidden
        bare, full = bare + hidden, full + (not hidden)
    assert bare
    assert full


def test_it_fails_closed() -> None:
    scenario = tables()
    check = scenario.checks["violation_rate"]
    why = checks.why(check, scenario.start, {"side": 0, "sector": 0})
    nameless = {**why, "factors": [{**factor, "reads": None} for factor in why["factors"]]}
    assert why_for(nameless, "russia", scenario)["factors"] == []
    for unknown in ({}, {"kind": "rumour"}, {**why, "reads": None}, rule("answer_days", {"days": 1}, reads=None)):
        assert why_for(unknown, "russia", scenario) is None
    assert why_for(parts(rule("answer_days", reads=None)), "russia", scenario) is None
    assert why_for(why, "control", scenario) is why
    assert why_for(None, "russia", scenario) is None


def test_a_seat_that_is_asked_hears_what_it_may_know() -> None:
    scenario = tables(violent)
    for seed in range(12):
        state = in_place(scenario, opening(scenario, 4), "uk_brigade", "near-one")
        outcome = live(scenario, state, order("russia", "ru_test", visibility="deniable"), seed=seed)
        asked = [question for question in outcome.questions if question.kind in ("trigger", "opponent")]
        if asked:
            break
    assert asked
    for question in asked:
        assert question.why == why_for(question.why, question.role, scenario)
        (condition,) = (part for part in explain.leaves(question.why) if part["kind"] == "condition")
        assert condition["holds"] is True


@pytest.mark.parametrize("role", ROLES)
def test_players_never_hold_an_address_or_a_cause(role: str) -> None:
    _, compiled, events = year(5)
    heard = told(events, role, compiled)
    assert heard
    for event in heard:
        assert event.cause == ""
        for part in explain.leaves(event.why):
            assert "address" not in part
            for factor in part.get("factors", ()):
                assert all(sees(compiled, role, name) == "exact" for name in factor["reads"])
            if part["kind"] == "condition":
                for value in part["values"]:
                    known = all(sees(compiled, role, name) == "exact" for name in value.get("reads", ("?",)))
                    assert known or "value" not in value
