"""What is put before people first: what happened above what was ordered, what is asked above what merely waits."""

from __future__ import annotations

from pathlib import Path

from tests.ui.play import order, seal, sit, table
from wargame.exercise import CONTROL
from wargame.ui.models.consequence import CONDUCT, weighed
from wargame.ui.models.control import control_model
from wargame.ui.staging import finish


def test_what_seats_did_on_paper_stands_below_everything_that_came_of_it(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=())
    session = pilot.target.session
    seal(pilot, order("netherlands", "nl_offer_ground", element="nl_13", place="kyiv"))
    finish(session)
    events = [event for _, event in weighed(session.history(CONTROL).stretches[-1].events)]
    on_paper = [event.code in CONDUCT for event in events]
    assert {event.code for event in events} >= {"order", "waived"}
    assert any(on_paper)
    assert not all(on_paper)
    assert on_paper == sorted(on_paper)
    weights = [event.weight for event, paper in zip(events, on_paper, strict=True) if not paper]
    assert weights == sorted(weights, reverse=True)


def test_the_inject_that_control_is_asked_about_lies_open_on_the_board(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=("inject",))
    session = pilot.target.session
    seal(pilot)
    pilot.key("ctrl+enter")
    question = session.game.questions[0]
    assert question.kind == "inject"
    own = pilot.target.screen.own(session)
    shown = control_model(session, own)
    assert shown.inject_id == question.ids["inject"] != shown.injects[0].id
    own.inject = shown.injects[0].id
    assert control_model(session, own).inject_id == shown.injects[0].id
    pilot.key("ctrl+enter")
    sit(pilot, CONTROL, "control")
    assert pilot.target.screen.own(session).inject == ""


def test_a_ruling_on_a_weekly_count_says_what_it_changed_and_stays_with_it(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=())
    session = pilot.target.session
    seal(pilot)
    finish(session)
    sit(pilot, CONTROL, "consequence")
    events = weighed(session.history(CONTROL).stretches[-1].events)
    id, raid = next((id, event) for id, event in events if event.code == "raid")
    own = pilot.target.screen.own(session)
    own.chosen = id
    session.touch()
    pilot.wait(1)
    pilot.key("d")
    pilot.key("ctrl+a")
    pilot.type("99")
    pilot.key("tab", "tab")
    pilot.type("the launchers were empty")
    pilot.key("ctrl+enter")
    own = pilot.target.screen.own(session)
    changed = pilot.target.screen.model(session).changes
    assert changed, "nothing is said to have changed"
    again = dict(weighed(session.history(CONTROL).stretches[-1].events))
    assert (again[own.chosen].code, again[own.chosen].ids) == (raid.code, raid.ids)
    assert again[own.chosen].numbers != raid.numbers


def test_the_timeline_leads_back_to_the_screen_it_was_opened_from(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=())
    session = pilot.target.session
    seal(pilot)
    finish(session)
    for screen in ("control", "consequence"):
        sit(pilot, CONTROL, screen)
        pilot.key("f7")
        assert session.screen == "timeline"
        pilot.key("esc")
        assert session.screen == screen
