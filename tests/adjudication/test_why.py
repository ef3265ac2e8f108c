"""Every outcome can be traced to its inputs, its die and the line of the rules; and nobody reads in it what is hidden."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.adjudication import explain
from tests.adjudication.test_secrecy import war
from tests.adjudication.worlds import draft_of, in_place, live, opening, order, put, tables, tick, violent
from tests.world.small import arbitrary
from wargame.adjudication import (
    adjudicate, air, cases, contact, credibility, drift, escalation, injects, monitoring, orders, triggers, violations,
)  # fmt: skip
from wargame.adjudication.draft import Draft
from wargame.dice import Dice
from wargame.scenario.document import Scenario
from wargame.words import Words
from wargame.world import checks
from wargame.world.causes import Cause, Waiting, moved, track_causes, waiting_from, waiting_to
from wargame.world.events import GRADES, Event, Ruling
from wargame.world.observe import sees, told, why_for
from wargame.world.orderbook import compile_orders
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.why import of_condition, parts, rule

Why = dict[str, Any]
SEEDS = (3, 5)
ROLES = ("netherlands", "russia", "coalition", "ukraine", "public")
BY_THEMSELVES = {"order"}
"""Codes that need no reason: what a seat orders is its own."""


@cache
def year(seed: int) -> tuple[Scenario, Tables, list[Event], list[WorldState]]:
    return explain.year(seed)


@cache
def violence() -> list[Event]:
    return [event for seed in range(3) for event in war(seed)[0]]


def everything() -> list[Event]:
    return [*violence(), *(event for seed in SEEDS for event in year(seed)[2])]


# -- that it is there, and adds up -----------------------------------------------------------------------------------


def test_whatever_carries_weight_says_why() -> None:
    codes = {event.code for event in everything()}
    assert {"grade", "report", "seizure", "rung_up", "waived", "inject", "moved", "attack", "offensive", "case"} <= codes
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
            if found and "(" not in found[1] and not said["values"][0].get("level"):
                (value,) = said["values"]
                compare: dict[str, Callable[[float, float], bool]] = {
                    ">=": float.__ge__, ">": float.__gt__, "<": float.__lt__, "<=": float.__le__,
                }  # fmt: skip
                assert compare[found[2]](value["value"], float(np.float32(found[3]))) == said["holds"]
                seen += 1
    assert seen > 12
    gate = next(gate for one in scenario.orders for gate in one.gates if gate.id == "exit")
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
    scenario, _, events, _ = year(seed)
    found = {origin for event in events for origin in explain.origins(event.why)}
    assert len(found) > 100
    for origin, said in sorted(found, key=str):
        assert stands(scenario, origin, said), (origin, said)


def test_every_effect_and_coupling_of_the_rules_names_its_line() -> None:
    scenario, compiled, _, _ = year(5)
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
    scenario, _, events, _ = year(5)
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


# -- why tracks move -------------------------------------------------------------------------------------------------


def played(dt: int, days: int, *, hand_on: bool = True) -> Iterator[tuple[WorldState, WorldState, list[Cause]]]:
    """A violent game, tick by tick: the state before and after, and the causes."""
    scenario = tables(violent)
    state, waiting = opening(scenario, 4), ()
    docs = [
        order("netherlands", "nl_deploy", element="nl_13", place="hub-one"), order("coalition", "co_pay", amount=5.0),
        order("russia", "ru_seize", sector="s02"), order("ukraine", "ua_recapture", sector="s01"),
    ]  # fmt: skip
    for _ in range(days // dt):
        outcome = live(scenario, state, *docs, dt=dt, waiting=waiting)
        yield state, outcome.state, list(outcome.causes)
        state, docs = outcome.state, []
        waiting = outcome.waiting if hand_on else ()


@pytest.mark.parametrize("dt", [1, 3, 7, 14])
def test_causes_add_up_to_the_change(dt: int) -> None:
    scenario = tables(violent)
    kinds = set()
    for before, after, causes in played(dt, 42):
        for row in range(len(scenario.track_low)):
            why = track_causes(causes, row, before, after, scenario)
            assert sum(cause["delta"] for cause in why["causes"]) == pytest.approx(why["change"], abs=1e-4)
            assert why["change"] == float(after.tracks[row, 0]) - float(before.tracks[row, 0])
            kinds |= {cause["what"] for cause in why["causes"]}
    assert {"coupling", "order", "rest", "waiver"} <= kinds
    assert "earlier" not in kinds


def test_over_a_year_of_the_shipped_scenario_they_add_up_too() -> None:
    _, scenario, events, _ = year(5)
    told_of = [event.why for event in events if event.code == "moved"]
    assert len(told_of) > 12
    for why in told_of:
        assert sum(cause["delta"] for cause in why["causes"]) == pytest.approx(why["change"], abs=2e-4)
        row = scenario.roster.row("track", why["track"])
        scale = scenario.track_high[row] - scenario.track_low[row]
        assert abs(why["change"]) >= scenario.tunables["track_told"] * scale
    assert {cause["what"] for why in told_of for cause in why["causes"]} >= {"coupling", "order", "inject", "rest"}


def test_a_delayed_effect_keeps_its_name() -> None:
    scenario = tables(violent)
    row = scenario.roster.row("track", "tension")
    late = [
        cause
        for before, after, causes in list(played(7, 42))[1:]
        for cause in track_causes(causes, row, before, after, scenario)["causes"]
    ]
    assert "violations_tension" in {cause["id"] for cause in late}
    forgot = [cause for _, _, causes in list(played(7, 42, hand_on=False))[1:] for cause in causes]
    assert "earlier" in {cause.source.what for cause in forgot if abs(cause.delta) > 0.01}


def test_the_ends_of_the_scale_take_their_part() -> None:
    scenario = tables(violent)
    row = scenario.roster.row("track", "tension")
    tracks = scenario.start.tracks.copy()
    tracks[row] = scenario.track_high[row]
    state = put(opening(scenario, 4), tracks=tracks)
    outcome = live(scenario, state, order("ukraine", "ua_recapture", sector="s01"))
    why = track_causes(outcome.causes, row, state, outcome.state, scenario)
    assert sum(cause["delta"] for cause in why["causes"]) == pytest.approx(why["change"], abs=1e-4)


def test_an_amendment_is_a_cause() -> None:
    scenario = tables(violent)
    ruling = Ruling("amend", "umpire", 0, quantity="tension", delta=7.0, reason_code="realism", reason="so")
    state = opening(scenario, 4)
    outcome = live(scenario, state, rulings=(ruling,))
    why = track_causes(outcome.causes, scenario.roster.row("track", "tension"), state, outcome.state, scenario)
    (own,) = (cause for cause in why["causes"] if cause["what"] == "ruling")
    assert own["delta"] == pytest.approx(7)
    heard = why_for(why, "russia", scenario)
    assert all(cause["what"] != "ruling" for cause in heard["causes"])
    assert heard["hidden"] == pytest.approx(7, abs=1e-3)


def test_waiting_effects_survive_being_written_down() -> None:
    waiting: tuple[Waiting, ...] = ()
    scenario = tables(violent)
    state, docs = opening(scenario, 4), [order("netherlands", "nl_deploy", element="nl_13", place="hub-one")]
    for _ in range(2):
        outcome = live(scenario, state, *docs, waiting=waiting)
        state, docs, waiting = outcome.state, [], outcome.waiting
    assert waiting
    assert tuple(waiting_from(json.loads(json.dumps(waiting_to(one)))) for one in waiting) == waiting
    due = np.zeros(len(scenario.track_low))
    for one in waiting:
        due[one.track] += sum(one.weeks)
    np.testing.assert_allclose(due, state.queue[..., 0].sum(axis=0), atol=1e-4)


def test_who_sees_a_track_exactly_hears_of_its_moves() -> None:
    scenario = tables(violent)
    before = put(opening(scenario, 4), tracks=scenario.track_low[:, None])
    after = put(before, tracks=scenario.track_high[:, None])
    heard = {event.ids["quantity"]: event.visible_to for event in moved((), before, after, scenario)}
    assert heard == {"tension": ("all",), "trust": (), "us_backing": (), "support": ("netherlands",)}
    assert moved((), before, before, scenario) == ()


# -- secrecy ---------------------------------------------------------------------------------------------------------


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


def test_a_deniable_order_is_no_named_cause_for_others() -> None:
    scenario = tables(violent)
    state = opening(scenario, 4)
    doc = order("ukraine", "ua_recapture", sector="s01", visibility="deniable")
    outcome = live(scenario, state, doc)
    why = track_causes(outcome.causes, scenario.roster.row("track", "tension"), state, outcome.state, scenario)
    assert "ua_recapture" in {cause["id"] for cause in why["causes"]}
    assert "ua_recapture" in json.dumps(why_for(why, "ukraine", scenario))
    for role in ("russia", "netherlands", "public"):
        heard = why_for(why, role, scenario)
        assert "ua_recapture" not in json.dumps(heard)
        assert sum(cause["delta"] for cause in heard["causes"]) + heard["hidden"] == pytest.approx(why["change"], abs=1e-4)


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
    _, compiled, events, _ = year(5)
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
