"""Moment of truth, "I disagree", timeline and debrief, played by keyboard and mouse through the real application."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.play import sit, table
from tests.ui.table import session_in, twin
from wargame.exercise import verify
from wargame.ui import staging
from wargame.ui.app import App
from wargame.ui.kit import Pilot
from wargame.ui.models.consequence import weighed


def at_trigger(folder: Path) -> Pilot:
    """The force was hit; the Netherlands must answer."""
    session = session_in(folder)
    staging.stage(session)
    staging.tested(session)
    session.toasts = []
    return Pilot(App((1280, 720), session))


def after_a_turn(folder: Path) -> Pilot:
    """One person plays, one more turn is over."""
    session = session_in(folder)
    staging.stage(session)
    for role in session.game.people():
        session.game.submit(role, [])
    staging.finish(session)
    session.go("consequence")
    session.toasts = []
    return Pilot(App((1280, 720), session))


# Moment of truth -----------------------------------------------------------------------------------------------------


def test_an_answer_is_chosen_and_sealed_by_keyboard(tmp_path: Path) -> None:
    pilot = at_trigger(tmp_path)
    session = pilot.target.session
    question = session.game.questions[0]
    assert pilot.focused() == "moment.choice"
    pilot.key("ctrl+enter")
    assert session.game.questions, "nothing is chosen yet"
    pilot.key("down", "down")
    pilot.key("ctrl+enter")
    rulings = [*session.game.record.rulings, *session.game.record.turns[-1].rulings]
    (ruling,) = [each for each in rulings if each.address == question.address]
    assert (ruling.by, ruling.choice) == ("netherlands", question.options[1])


def test_the_clock_runs_down_and_answers_for_nobody(tmp_path: Path) -> None:
    pilot = at_trigger(tmp_path)
    session = pilot.target.session
    assert session.clock.seconds == 180
    pilot.wait(100_000)
    pilot.wait(100_000)
    pilot.wait(100_000)
    assert session.clock.seconds == 0
    assert "Time is up" in twin(pilot)
    assert session.game.questions
    pilot.key("down", "ctrl+enter")
    assert not any(question.role == "netherlands" for question in session.game.questions)


def test_all_answers_are_revealed_at_once_with_the_race(tmp_path: Path) -> None:
    pilot = at_trigger(tmp_path)
    before = twin(pilot)
    assert "follow-on" in before
    names = ["Coalition (London and Paris)", "United States", "Russia"]
    pilot.key("down", "ctrl+enter")
    assert pilot.target.session.screen == "consequence"
    said = twin(pilot)
    for name in ["The Netherlands", *names]:
        assert name in said
    assert "honoured" in said
    assert "An attacker can have what it wants in" in said


# "I disagree" --------------------------------------------------------------------------------------------------------


def test_i_disagree_by_keyboard_in_well_under_a_minute(tmp_path: Path) -> None:
    """Open "Why?", force another result with a reason, read what changed, go on: counted in key presses."""
    pilot = after_a_turn(tmp_path)
    session = pilot.target.session
    game, digest = session.game, session.game.record.turns[-1].digest
    presses = 0

    def press(*keys: str) -> None:
        nonlocal presses
        presses += len(keys)
        pilot.key(*keys)

    press("u")  # the only player is her own umpire
    events = [event for _, event in weighed(session.history("control").stretches[-1].events)]
    graded = next(n for n, event in enumerate(events) if event.code == "grade")
    press(*["down"] * graded)
    assert "Chance:" in twin(pilot)
    assert "rules/" in twin(pilot)
    press("d")
    assert "I disagree" in twin(pilot)
    press("down", "down", "tab", "tab")
    pilot.type("The weather was against it")
    presses += len("The weather was against it")
    press("ctrl+enter")
    assert presses < 60
    assert "What the ruling changed" in twin(pilot)
    press("enter")
    assert session.screen == "consequence"
    turn = game.record.turns[-1]
    assert turn.digest != digest
    override = next(ruling for ruling in turn.rulings if ruling.what == "grade" and ruling.by == "umpire")
    assert override.reason == "The weather was against it"
    assert verify(game.log.path).ok


def test_taking_a_ruling_back_restores_the_turn_to_the_bit(tmp_path: Path) -> None:
    pilot = after_a_turn(tmp_path)
    session = pilot.target.session
    digest = session.game.record.turns[-1].digest
    pilot.key("d")
    own = pilot.target.screen.own(session)
    own.disagreeing.kind, own.disagreeing.delta = "amend", 9.0
    own.disagreeing.quantity = session.game.scenario.rules.tracks[0].id
    own.disagreeing.reason = "Too rosy"
    session.touch()
    pilot.wait(1)
    pilot.key("ctrl+enter")
    assert session.game.record.turns[-1].digest != digest
    assert session.game.scenario.rules.tracks[0].name.en in twin(pilot)
    pilot.click("changes.undo")
    assert session.game.record.turns[-1].digest == digest


def test_no_reason_no_ruling(tmp_path: Path) -> None:
    pilot = after_a_turn(tmp_path)
    session = pilot.target.session
    digest = session.game.record.turns[-1].digest
    pilot.key("d")
    pilot.key("ctrl+enter")
    assert pilot.ui.modal is not None
    assert session.game.record.turns[-1].digest == digest
    pilot.key("esc")
    assert pilot.ui.modal is None


def test_a_player_among_others_may_not_rule(tmp_path: Path) -> None:
    pilot = table(tmp_path, people=("netherlands", "russia"), ask=())
    session = pilot.target.session
    for role in session.game.people():
        session.game.submit(role, [])
    staging.finish(session)
    sit(pilot, "netherlands", "consequence")
    pilot.key("d")
    assert pilot.ui.modal is None
    assert "I disagree" not in twin(pilot)


def test_a_lesson_is_kept(tmp_path: Path) -> None:
    pilot = after_a_turn(tmp_path)
    pilot.click("consequence.lesson")
    pilot.type("Washington is not a constant")
    pilot.key("enter")
    (note,) = pilot.target.session.game.record.notes
    assert (note["kind"], note["role"]) == ("assumption", "netherlands")


# Timeline and branches -----------------------------------------------------------------------------------------------


def test_the_slider_goes_tick_by_tick_through_the_seats_own_past(tmp_path: Path) -> None:
    pilot = after_a_turn(tmp_path)
    session = pilot.target.session
    pilot.key("f7")
    assert session.screen == "timeline"
    views = [view for stretch in session.history().stretches for view in stretch.views]
    model = pilot.target.screen.model(session)
    assert len(model.labels) == len(views) + 1
    assert [choice.id for choice in model.eyes] == ["netherlands"], "one seat, its own eyes"
    pilot.key("home")
    assert "before play" in twin(pilot)
    seen = []
    for _ in views:
        pilot.key("right")
        seen.append(pilot.target.screen.model(session).scene.sectors)
    assert seen[-1] == model.scene.sectors
    assert len(set(seen)) > len(views) // 2
    pilot.key("esc")
    assert session.screen == "consequence"


def test_a_branch_has_the_same_past_and_leaves_the_game_alone(tmp_path: Path) -> None:
    pilot = after_a_turn(tmp_path)
    session = pilot.target.session
    path, before = session.game.log.path, [turn.digest for turn in session.game.record.turns]
    pilot.key("f7", "f6")
    pilot.key("enter")
    assert session.game.log.path != path
    assert [turn.digest for turn in session.game.record.turns] == before[:-1]
    assert verify(path).ok
    assert [turn.digest for turn in session.game.record.turns] == before[: len(session.game.record.turns)]
    assert session.game.commitment is not None


# Debrief -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def over(tmp_path: Path) -> Pilot:
    pilot = after_a_turn(tmp_path)
    pilot.target.session.game.endex()
    pilot.target.session.proceed()
    pilot.wait(1)
    return pilot


def test_the_debrief_opens_the_sheets_and_shows_the_seed(over: Pilot) -> None:
    game = over.target.session.game
    assert str(game.seed) in twin(over)
    assert game.commitment in twin(over)
    over.key("alt+2")
    said = twin(over)
    assert game.record.sheets["netherlands"].aim in said
    assert "Offer a ground unit" in said
    assert "conditions waived" in said


def test_a_team_judges_itself(over: Pilot) -> None:
    over.key("alt+2")
    over.click("debrief.judge")
    assert not over.target.session.game.record.notes[:-1]
    own = over.target.screen.own(over.target.session)
    own.verdict = "changed"
    over.click("debrief.why")
    over.type("Parliament came first")
    over.key("enter")
    note = next(note for note in over.target.session.game.record.notes if note["kind"] == "self_assessment")
    assert note["text"] == "We changed our mind: Parliament came first"
    assert note["text"] in twin(over)


def test_after_the_end_everybody_may_look_through_all_eyes(over: Pilot) -> None:
    over.key("f7")
    session = over.target.session
    eyes = [choice.id for choice in over.target.screen.model(session).eyes]
    assert eyes == ["control", *session.game.scenario.role_ids]
    over.key("esc")
    assert session.screen == "debrief"


def test_the_report_is_written_off_the_window(over: Pilot) -> None:
    session = over.target.session
    over.key("ctrl+s")
    own = over.target.screen.own(session)
    assert own.export is not None
    own.export._process.join(timeout=60)
    over.wait(1)
    over.wait(1)
    assert "Written:" in twin(over)
    folder = Path(str(session.game.log.path).removesuffix(".wargame") + "-report")
    assert (folder / "aar.html").stat().st_size > 10_000
    session.jobs.cancel()
