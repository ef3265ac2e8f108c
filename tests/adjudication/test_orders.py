from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.adjudication.worlds import draft_of, live, opening, order, tables, tick, violent
from wargame.adjudication import acts, orders
from wargame.quantities import NEVER_DAYS
from wargame.scenario.rules import Mechanism
from wargame.world.events import GRADES, Question, Ruling
from wargame.world.outcome import Outcome
from wargame.world.tables import Tables

shares = st.floats(0.0625, 0.9375, width=32)


def track(scenario: Tables, name: str) -> int:
    return scenario.roster.row("track", name)


@given(chance=shares, die=shares, better=shares)
def test_a_lower_die_and_a_better_chance_never_give_a_worse_grade(chance: float, die: float, better: float) -> None:
    draft = draft_of(tables(), opening(tables(), 4))
    low, high = min(die, better), max(die, better)
    dice = np.array([low, high], np.float32)
    grade = orders.grades(draft, np.full(2, chance, np.float32), dice)
    assert grade[0] <= grade[1]
    luckier = orders.grades(draft, np.full(2, max(chance, better), np.float32), dice)
    assert (luckier <= orders.grades(draft, np.full(2, min(chance, better), np.float32), dice)).all()
    assert ((grade <= orders.YES_BUT) == (dice < np.float32(chance))).all()


def test_the_odds_that_control_sees_are_those_of_the_grades() -> None:
    draft = draft_of(tables(), opening(tables(), 4))
    odds = orders._odds(draft, 0.4)
    dice = ((np.arange(20_000) + 0.5) / 20_000).astype(np.float32)
    counted = np.bincount(orders.grades(draft, np.full(20_000, 0.4, np.float32), dice), minlength=len(GRADES)) / 20_000
    assert [odds[name] for name in GRADES] == pytest.approx(counted.tolist(), abs=1e-3)
    assert odds["success"] == pytest.approx(0.4)


def test_every_act_of_the_rules_can_be_performed() -> None:
    assert set(acts.ACTS) == set(get_args(Mechanism.model_fields["act"].annotation))


def test_a_gate_that_is_not_met_is_waived_and_blocks_nothing() -> None:
    scenario = tables()
    support, deploy = track(scenario, "support"), order("netherlands", "nl_deploy", element="nl_13", place="rear-one")
    state = opening(scenario, 4)
    poor, rich = state.tracks.copy(), state.tracks.copy()
    poor[support], rich[support] = 20, 80
    results = {}
    for name, tracks in (("poor", poor), ("rich", rich)):
        start = opening(scenario, 4, tracks=tracks)
        after = tick(scenario, start, deploy).state
        results[name] = (after.waived[0], after.waivers[0], after.element_status[0, 0], after.queue[:, support].sum())
        assert tick(scenario, after).state.waived[0] == 0
    assert results["poor"][:3] == (1, 1, acts.PREPARING)
    assert results["rich"][:3] == (0, 0, acts.PREPARING)
    assert results["poor"][3] < 0 == results["rich"][3]


def test_effects_of_a_level_come_with_that_level_only() -> None:
    scenario = tables()
    trust = track(scenario, "trust")
    chosen = tick(scenario, opening(scenario, 4), order("coalition", "co_operation", level="peacekeeping")).state
    other = tick(scenario, opening(scenario, 4), order("coalition", "co_operation", level="tripwire")).state
    assert chosen.tracks[trust, 0] - other.tracks[trust, 0] == pytest.approx(3, abs=0.5)
    assert (
        scenario.roster.levels["operation"][chosen.settings[scenario.roster.row("setting", "operation"), 0]]
        == "peacekeeping"
    )


def test_a_smaller_amount_has_its_share_of_the_effects() -> None:
    scenario = tables(violent)
    trust = track(scenario, "trust")
    none, half, full = (
        tick(scenario, opening(scenario, 4), order("coalition", "co_pay", amount=amount)).state.tracks[trust, 0]
        for amount in (0.0, 5.0, 10.0)
    )
    assert full - none == pytest.approx(8, abs=1e-3)
    assert half - none == pytest.approx(4, abs=1e-3)


def test_the_age_of_orders_is_kept() -> None:
    scenario = tables()
    after = tick(scenario, opening(scenario, 4), order("coalition", "co_answer", party="russia")).state
    row = scenario.roster.row("order", "co_answer")
    assert after.order_age[row].tolist() == [7] * 4
    assert tick(scenario, after, dt=3).state.order_age[row].tolist() == [10] * 4
    assert (np.delete(after.order_age, row, axis=0) == NEVER_DAYS).all()


def proposal(outcome: Outcome) -> Question:
    (question,) = (question for question in outcome.questions if question.kind == "proposal")
    return question


def recapture(scenario: Tables, **more: Any) -> Outcome:
    return live(scenario, None, order("ukraine", "ua_recapture", sector="s01", visibility="deniable"), **more)


def test_a_contested_order_is_proposed_to_control_with_its_odds_and_reasons() -> None:
    scenario = tables()
    question = proposal(recapture(scenario))
    assert (question.kind, question.role, question.options) == ("proposal", "control", GRADES)
    assert sum(question.numbers[grade] for grade in GRADES) == pytest.approx(1)
    assert question.why["check"] == "recapture_check"
    assert question.why["value"] == pytest.approx(question.numbers["success"])
    assert question.why["address"] == question.address
    assert {event.code for event in question.events} == {"order"}, "only what lies upstream"


@pytest.mark.parametrize("grade", GRADES)
def test_control_can_force_any_grade(grade: str) -> None:
    scenario = tables()
    question = proposal(recapture(scenario))
    ruling = Ruling("grade", "umpire", 0, address=question.address, choice=grade, reason_code="realism")
    outcome = recapture(scenario, rulings=(ruling,))
    assert all(asked.kind != "proposal" for asked in outcome.questions)
    assert [event.ids["grade"] for event in outcome.events if event.code == "grade"] == [grade]
    wins = grade.startswith("yes")
    assert outcome.state.seizures[0].tolist() == [int(wins)] * 4
    multiple = scenario.tunables[f"effect_{grade}"]
    tension = track(scenario, "tension")
    flat = recapture(scenario, rulings=(Ruling("grade", "umpire", 0, address=question.address, choice="no"),))
    assert outcome.state.tracks[tension, 0] - flat.state.tracks[tension, 0] == pytest.approx(4 * multiple, abs=0.01)


def test_a_die_rolled_on_the_table_decides() -> None:
    scenario = tables()
    address = proposal(recapture(scenario)).address
    for draw, grade in ((0.001, "yes_and"), (0.999, "no_and")):
        outcome = recapture(scenario, rulings=(Ruling("draw", "umpire", 0, address=address, draw=draw),))
        assert proposal(outcome).default == grade
        assert proposal(outcome).why["draw"] == pytest.approx(draw)


def test_an_answer_that_was_not_on_offer_changes_nothing() -> None:
    scenario = tables()
    address = proposal(recapture(scenario)).address
    outcome = recapture(scenario, rulings=(Ruling("grade", "umpire", 0, address=address, choice="splendid"),))
    assert outcome.state.digest() == recapture(scenario).state.digest()


def test_what_an_order_sets_is_set_only_if_it_succeeds() -> None:
    scenario = tables(violent)
    roe, row = scenario.roster.row("setting", "roe"), scenario.roster.row("role", "coalition") * 6
    for draw, level in ((0.001, 2), (0.999, 0)):
        ruling = Ruling("draw", "umpire", 0, address=f"order_check:0:{row}", draw=draw)
        after = tick(scenario, opening(scenario, 4), order("coalition", "co_dare"), rulings=(ruling,)).state
        assert after.settings[roe].tolist() == [level] * 4


def test_a_deniable_order_is_known_to_its_giver_alone() -> None:
    scenario = tables(violent)
    outcome = live(
        scenario,
        None,
        order("russia", "ru_fortify", sector="s01", visibility="deniable"),
        order("coalition", "co_inform"),
    )
    told = {event.ids["order"]: event.visible_to for event in outcome.events if event.code == "order"}
    assert told == {"ru_fortify": ("russia",), "co_inform": ("all",)}


def test_orders_of_one_turn_do_not_see_each_other() -> None:
    """Gates look at the world before the turn, whatever stands first on the list of roles."""
    scenario = tables()
    deploy = order("netherlands", "nl_deploy", element="nl_13", place="rear-one")
    alone = tick(scenario, opening(scenario, 4), deploy).state
    together = tick(
        scenario, opening(scenario, 4), deploy, order("coalition", "co_operation", level="peacekeeping")
    ).state
    assert alone.waived.tolist() == together.waived.tolist()


def test_a_die_rolled_anew_voids_the_grade_that_was_accepted_on_the_old_one() -> None:
    scenario = tables()
    doc = order("ukraine", "ua_recapture", visibility="deniable", sector="s02")
    address = f"order_check:0:{scenario.roster.row('role', 'ukraine') * 6}"
    accepted = Ruling("grade", "umpire", 0, address=address, choice="yes_and")
    rolled = Ruling("draw", "umpire", 0, address=address, draw=0.999)

    def grade(*rulings: Ruling) -> str:
        events = live(scenario, opening(scenario, 4), doc, rulings=rulings).events
        return next(event.ids["grade"] for event in events if event.code == "grade")

    assert grade(accepted) == "yes_and"
    assert grade(accepted, rolled) == "no_and"
    assert grade(rolled, accepted) == "yes_and", "control has the last word"
