from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import Array, draft_of, in_place, opening, put, tables
from tests.scenario import minimal
from wargame.adjudication import triggers
from wargame.adjudication.acts import MOVING, READY
from wargame.adjudication.draft import Draft
from wargame.quantities import NEVER_DAYS
from wargame.world.events import Ruling
from wargame.world.state import WorldState
from wargame.world.tables import Tables

HONOUR, REINTERPRET, PRESS, PAUSE = range(4)


def attacked(scenario: Tables, worlds: int = 4, **more: object) -> WorldState:
    """Russia attacked the force, and the coalition is sure of it."""
    sure = {"attacks": [[0], [1]], "attribution": [[0], [0.9]], "trigger_age": NEVER_DAYS, "trigger_declared": 2}
    return opening(scenario, worlds, **{**sure, **more})


def moment(scenario: Tables, state: WorldState, replies: triggers.Replies | None = None, **more: object) -> Draft:
    draft = draft_of(scenario, state, **more)
    triggers.test(draft, replies)
    return draft


def answers(**by_role: int) -> triggers.Replies:
    """Doctrines that always answer the same."""
    scenario = tables()

    def reply(state: WorldState, _trigger: int, fired: Array) -> Array:
        assert state.attacks[1].any(), "they see the tick as it stands"
        given = np.full((scenario.roster.size("role"), fired.size), -1, np.int32)
        for role, answer in by_role.items():
            given[scenario.roster.row("role", role)] = answer
        return given

    return reply


def test_it_takes_an_act_a_declaration_a_rest_and_enough_certainty() -> None:
    scenario = tables()
    assert moment(scenario, attacked(scenario)).now.trigger_fired.all()
    for spoilt in (
        {"attacks": 0}, {"trigger_declared": 0}, {"trigger_age": 27}, {"attribution": [[0], [0.49]]},
    ):  # fmt: skip
        now = moment(scenario, attacked(scenario, **spoilt)).now
        assert not now.trigger_fired.any(), spoilt
        assert not now.answer_share.any()
        assert not now.honoured.any()
        assert not now.dishonoured.any()
    assert moment(scenario, attacked(scenario, trigger_declared=1, trigger_age=28)).now.trigger_fired.all()


def test_the_age_restarts_when_it_fires() -> None:
    scenario = tables()
    assert moment(scenario, attacked(scenario)).now.trigger_age.tolist() == [[0] * 4]
    assert moment(scenario, attacked(scenario, attacks=0, trigger_age=3)).now.trigger_age.tolist() == [[10] * 4]


@pytest.mark.parametrize(
    ("coalition", "netherlands", "honoured"),
    [(HONOUR, HONOUR, 1), (HONOUR, REINTERPRET, 2 / 3), (REINTERPRET, HONOUR, 1 / 3), (REINTERPRET, REINTERPRET, 0)],
)
@pytest.mark.parametrize("russia", [PRESS, PAUSE])
def test_only_the_capitals_decide_how_far_it_is_honoured(
    coalition: int, netherlands: int, honoured: float, russia: int
) -> None:
    replies = answers(coalition=coalition, netherlands=netherlands, russia=russia)
    now = moment(tables(), attacked(tables()), replies).now
    assert now.honoured[0] == pytest.approx(honoured)
    assert now.dishonoured[0] == pytest.approx(1 - honoured)
    assert now.answer_share[[HONOUR, REINTERPRET], 0].sum() == pytest.approx(1)
    assert now.answer_share[[PRESS, PAUSE], 0].tolist() == [russia == PRESS, russia == PAUSE]


def test_a_seat_without_people_or_doctrine_gives_its_default() -> None:
    now = moment(tables(), attacked(tables())).now
    assert now.answer_share[:, 0].tolist() == pytest.approx([2 / 3, 1 / 3, 0, 1])


def test_an_answer_that_is_not_the_seats_to_give_counts_as_none() -> None:
    now = moment(tables(), attacked(tables()), answers(netherlands=PRESS, coalition=77)).now
    assert now.answer_share[:, 0].tolist() == pytest.approx([2 / 3, 1 / 3, 0, 1])


def test_effects_come_in_proportion_to_the_weight_behind_an_answer() -> None:
    scenario = tables()
    draft = moment(scenario, attacked(scenario), answers(coalition=REINTERPRET, netherlands=HONOUR, russia=PRESS))
    pulls = draft.pulls[:, 0]
    assert pulls[scenario.roster.row("track", "trust")] == pytest.approx(5 / 3)
    assert pulls[scenario.roster.row("track", "tension")] == pytest.approx(5)


@pytest.mark.parametrize(("answer", "moves"), [(HONOUR, True), (REINTERPRET, False)])
def test_the_follow_on_force_moves_when_most_of_the_weight_honours(answer: int, *, moves: bool) -> None:
    scenario = tables()
    state = in_place(scenario, attacked(scenario), "uk_brigade", "rear-one", task="follow_on")
    uk = scenario.roster.row("element", "uk_brigade")
    status = state.element_status.copy()
    status[uk] = READY
    now = moment(scenario, put(state, element_status=status), answers(coalition=answer, netherlands=REINTERPRET)).now
    assert (now.element_status[uk] == (MOVING if moves else READY)).all()
    assert now.element_wait[uk, 0] == (20 if moves else 0)


def test_people_at_the_table_are_asked_each_for_themselves() -> None:
    scenario = tables()
    draft = moment(scenario, attacked(scenario), live=True)
    asked = {question.role: (question.kind, question.options, question.default) for question in draft.questions}
    assert asked == {
        "coalition": ("trigger", ("honour", "reinterpret"), "honour"),
        "netherlands": ("trigger", ("honour", "reinterpret"), "reinterpret"),
        "russia": ("opponent", ("press", "pause"), "pause"),
    }
    for question in draft.questions:
        assert all(event.seen_by(question.role) for event in question.events)
        assert "trigger" in {event.code for event in question.events}


def test_what_people_answer_counts_and_a_doctrine_is_not_asked() -> None:
    scenario = tables()
    row = scenario.roster.row("role", "netherlands")
    ruling = Ruling("choice", "netherlands", 0, address=f"trigger_decision:0:{row}", choice="honour")
    replies = answers(coalition=REINTERPRET, russia=PAUSE)
    draft = moment(scenario, attacked(scenario), replies, live=True, rulings=(ruling,))
    assert draft.questions == ()
    assert draft.now.honoured[0] == pytest.approx(1 / 3)


def test_answers_are_told_at_once_and_to_all_and_to_nobody_who_has_still_to_answer() -> None:
    draft = moment(tables(), attacked(tables()), live=True)
    codes = [event.code for event in draft.events]
    assert codes.index("moment_of_truth") < codes.index("answer")
    assert {event.visible_to for event in draft.events if event.code in ("answer", "moment_of_truth")} == {("all",)}
    answered = [event.ids["role"] for event in draft.events if event.code == "answer"]
    assert answered == ["coalition", "netherlands", "russia"]
    for question in draft.questions:
        assert {event.code for event in question.events} & {"answer", "moment_of_truth"} == set()


def local(documents: minimal.Docs) -> None:
    trigger = documents["rules/politics.yaml"]["triggers"][0]
    trigger["threat"], trigger["condition"] = "local", "total(cfv_recorded) > 10"


def test_a_local_threat_is_as_certain_as_the_records() -> None:
    scenario = tables(local)
    common = {"attacks": 0, "attribution": 0, "cfv_recorded": [[[1]], [[4]]]}
    sure = moment(scenario, attacked(scenario, cfv_reported=8, **common)).now
    unsure = moment(scenario, attacked(scenario, cfv_reported=11, **common)).now
    assert sure.trigger_fired.all()
    assert not unsure.trigger_fired.any()
