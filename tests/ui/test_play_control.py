"""Control at its desk, by keyboard and mouse, through the real application."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.play import order, seal, sit, table
from tests.ui.table import twin
from wargame.ui.models.ruling import question_model
from wargame.world.events import GRADES

SEIZE = order("russia", "ru_seize", visibility="deniable", sector="s06")


def asked(folder: Path, **how: object) -> object:
    """Control before a proposal: how does the seizure turn out?"""
    pilot = table(folder, **how)
    seal(pilot, SEIZE)
    pilot.key("ctrl+enter")
    assert pilot.target.session.game.phase == "adjudication"
    while pilot.target.session.game.questions[0].ids.get("order") != "ru_seize":
        sit(pilot, "control", "control")
        pilot.key("ctrl+enter")
    sit(pilot, "control", "control")
    return pilot


def test_orders_wait_for_everybody_and_then_one_key_plays_the_turn(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    game = pilot.target.session.game
    assert "Waiting for the orders of the Netherlands and Russia" in twin(pilot)
    pilot.key("ctrl+enter")
    assert game.phase == "orders"
    seal(pilot)
    assert "All orders are in" in twin(pilot)
    pilot.key("ctrl+enter")
    assert game.phase in ("adjudication", "consequence")


def test_a_crisis_turn_plays_only_its_days(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=())
    seal(pilot)
    pilot.click("control.crisis")
    pilot.target.screen.own(pilot.target.session).crisis = 2
    pilot.target.session.touch()
    pilot.wait(1)
    pilot.key("ctrl+enter")
    (turn,) = pilot.target.session.game.record.turns
    assert (turn.days, turn.left) == (2, 26)


def test_a_proposal_shows_best_likely_and_worst_and_accepting_is_one_key(tmp_path: Path) -> None:
    pilot = asked(tmp_path)
    session = pilot.target.session
    question = session.game.questions[0]
    model = question_model(session, pilot.target.screen.own(session).ruling, question)
    assert [band.id for band in model.bands] == list(GRADES)
    assert sum(band.share for band in model.bands) == pytest.approx(1)
    places = [
        next(n for n, band in enumerate(model.bands) if said.startswith(f"{band.name}:"))
        for said in (model.best, model.likely, model.worst)
    ]
    assert places == sorted(places)
    assert model.why is not None
    assert model.why.checks[0].factors
    said = twin(pilot)
    assert "Best" in said
    assert model.default_text in said
    pilot.key("ctrl+enter")
    (ruling,) = [
        r
        for r in [*session.game.record.rulings, *(r for t in session.game.record.turns for r in t.rulings)]
        if r.address == question.address
    ]
    assert ruling.choice == question.default
    assert ruling.reason == ""


def test_amending_needs_a_reason_and_keeps_it(tmp_path: Path) -> None:
    pilot = asked(tmp_path)
    session = pilot.target.session
    question = session.game.questions[0]
    other = next(grade for grade in GRADES if grade != question.default)
    pilot.target.screen.own(session).ruling.asked = question.address
    pilot.target.screen.own(session).ruling.choice = other
    session.touch()
    pilot.wait(1)
    pilot.key("ctrl+enter")
    assert question in session.game.questions, "no reason, no ruling"
    pilot.click("control.reason")
    pilot.type("The crossing was mined")
    pilot.key("ctrl+enter")
    rulings = [*session.game.record.rulings, *(r for t in session.game.record.turns for r in t.rulings)]
    ruling = next(r for r in rulings if r.address == question.address)
    assert (ruling.choice, ruling.reason_code, ruling.reason) == (other, "realism", "The crossing was mined")


def test_a_real_die_replaces_the_machines(tmp_path: Path) -> None:
    pilot = asked(tmp_path)
    session = pilot.target.session
    question = session.game.questions[0]
    pilot.click("control.by_die")
    pilot.click("control.die")
    pilot.key("ctrl+a")
    pilot.type("100")
    pilot.click("control.reason")
    pilot.type("Rolled on the table")
    pilot.key("ctrl+enter")
    while session.game.phase == "adjudication":
        sit(pilot, "control", "control")
        pilot.key("ctrl+enter")
    grade = next(e for e in session.game.record.turns[-1].events if e.code == "grade" and e.ids["order"] == "ru_seize")
    assert grade.ids["grade"] == "no_and"
    ruling = next(r for r in session.game.record.turns[-1].rulings if r.address == question.address)
    assert (ruling.what, ruling.draw) == ("draw", pytest.approx(0.995))


def test_the_inject_board_fires_holds_skips_and_lets_go(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=())
    session = pilot.target.session
    first = session.game.scenario.injects[0].id
    for action, state in (("hold", "held"), ("skip", "skipped"), ("auto", "waiting"), ("fire", "fired")):
        pilot.click(f"control.inject.{action}")
        assert session.game.record.standing[first] == action
        assert state in twin(pilot)
    seal(pilot)
    pilot.key("ctrl+enter")
    turn = session.game.record.turns[-1]
    assert [event.ids["inject"] for event in turn.events if event.code == "inject"].count(first) == 1


def test_truth_stands_beside_what_each_seat_knows(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    session = pilot.target.session
    pilot.key("alt+2")
    rows = {row.id: row for row in pilot.target.screen.model(session).truths}
    backing = rows["us_backing"]
    roles = list(session.game.scenario.role_ids)
    for role, belief in zip(roles, backing.beliefs, strict=True):
        assert (belief == backing.truth) == (role == "united_states")
        assert (belief == "–") == ("us_backing" not in session.view(role).quantities)


def test_taking_over_a_seat_and_sitting_down_at_it(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    session = pilot.target.session
    pilot.key("alt+3")
    pilot.target.step([], None)
    intent_id = "control.seat.ukraine"
    pilot.click(intent_id)
    pilot.key("down", "enter")
    held = session.game.seat("ukraine").held_by
    assert held in ("people", "control", "doctrine")
    from wargame.ui.kit import Intent

    pilot.target._answer(Intent(intent_id, "change", "control"))
    pilot.wait(1)
    assert session.game.seat("ukraine").held_by == "control"
    pilot.click("control.sit.ukraine")
    assert (session.sitter, session.seat, session.screen) == ("control", "ukraine", "desk")


def test_notes_are_kept_with_their_tags(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    session = pilot.target.session
    pilot.key("alt+4")
    pilot.click("control.note")
    pilot.type("Someone said: not again")
    pilot.click("control.tag.LO4")
    pilot.click("control.keep_note")
    (note,) = session.game.record.notes
    assert (note["kind"], note["text"], note["tags"]) == ("bookmark", "Someone said: not again", ["LO4"])
    assert "Someone said: not again" in twin(pilot)


def test_the_clock_runs_is_held_and_goes_on(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    clock = pilot.target.session.clock
    pilot.click("control.clock.3")
    pilot.wait(10_000)
    left = clock.seconds
    assert 160 <= left <= 175
    pilot.click("control.clock.hold")
    held = clock.seconds
    pilot.wait(30_000)
    assert clock.seconds == held
    pilot.click("control.clock.hold")
    pilot.wait(5_000)
    pilot.wait(5_000)
    assert clock.seconds < held


def test_endex_asks_first_and_opens_the_debrief(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    session = pilot.target.session
    pilot.click("control.endex")
    pilot.key("esc")
    assert not session.game.over
    pilot.click("control.endex")
    pilot.click("control.endex.go")
    assert session.game.over
    assert session.screen == "debrief"


def test_undo_takes_back_the_last_thing_people_did(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    session = pilot.target.session
    seal(pilot)
    assert set(session.game.record.orders) >= {"netherlands", "russia"}
    sit(pilot, "control", "control")
    pilot.click("control.undo")
    assert len(session.game.record.orders) == 1


def test_players_never_see_the_desk(tmp_path: Path) -> None:
    pilot = table(tmp_path)
    session = pilot.target.session
    pilot.click("control.get_up")
    assert session.screen == "curtain"
    assert session.seat is None
    session.sit(session.waiting)
    session.go("control")
    with pytest.raises(RuntimeError, match="for control"):
        pilot.wait(1)
