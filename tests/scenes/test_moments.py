"""The five moments that must work superbly, each played from start to end through the real application.

Sheets, three doors, explosions, the moment of truth, and "I disagree".
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.stage import Stage, order
from tests.ui.test_desk import choose, offer_brigade, write
from wargame.exercise import SHEET_FIELDS, Seat, lock, verify
from wargame.report.evidence import ledger
from wargame.report.story import Story
from wargame.ui import staging
from wargame.ui.app import App
from wargame.ui.flow import Task
from wargame.ui.kit import Pilot
from wargame.ui.models.consequence import weighed
from wargame.ui.models.explosions import cases
from wargame.ui.preferences import Preferences
from wargame.ui.session import Session

SIZE = (1280, 720)


def screen(pilot: Pilot) -> str:
    return pilot.target.session.screen


def twin(pilot: Pilot) -> str:
    return "\n".join(pilot.ui.text_twin())


def fresh(folder: Path, people: tuple[str, ...], ask: tuple[str, ...] = (), turns: int = 4) -> Pilot:
    session = Session(folder, Preferences("en", "desk", 1.0))
    staging.begin(session, people, ask, turns)
    session.toasts = []
    return Pilot(App(SIZE, session))


def opened(stage: Stage, folder: Path, sitter: str, seat: str, where: str) -> Pilot:
    """A stage's file, continued in the application."""
    path = stage.game.log.path
    stage.game.close()
    session = Session(folder, Preferences("en", "desk", 1.0))
    assert session.open(path)
    session.sit(Task(sitter, seat, where))
    session.toasts = []
    return Pilot(App(SIZE, session))


def lift(pilot: Pilot) -> None:
    """Whoever is asked for sits down."""
    assert screen(pilot) == "curtain"
    pilot.click("curtain.sit")


# Sheets --------------------------------------------------------------------------------------------------------------


def test_sheets_are_sealed_in_writing_and_opened_beside_conduct(tmp_path: Path) -> None:
    pilot = fresh(tmp_path, ("netherlands", "russia"))
    session = pilot.target.session
    written: dict[str, dict[str, str]] = {}
    for role in ("netherlands", "russia"):
        if screen(pilot) == "curtain":
            assert not any(text in twin(pilot) for texts in written.values() for text in texts.values())
            lift(pilot)
        written[role] = {name: f"{role} writes its {name}" for name in SHEET_FIELDS}
        for name, text in written[role].items():
            write(pilot, f"sheet.{name}", text)
        pilot.key("ctrl+enter")
    assert {role: sheet.aim for role, sheet in session.game.record.sheets.items()} == {
        role: texts["aim"] for role, texts in written.items()
    }
    assert screen(pilot) == "situation"
    session.game.submit("netherlands", [order("netherlands", "nl_letter", expected="Moscow protests")])
    session.game.submit("russia", [])
    staging.finish(session)
    session.game.endex()
    session.proceed()
    pilot.wait(1)
    pilot.key("alt+2")
    said = twin(pilot)
    assert all(text in said for text in written["netherlands"].values())
    assert "Inform parliament and debate" in said
    assert "Expected: Moscow protests" in said
    pilot.ui.focus(pilot.ui.find("debrief.role"))
    pilot.key("right")
    assert all(text in twin(pilot) for text in written["russia"].values())


def test_a_sealed_sheet_stays_sealed_until_the_end(tmp_path: Path) -> None:
    pilot = fresh(tmp_path, ("netherlands", "russia"))
    lift(pilot)
    write(pilot, "sheet.aim", "what nobody else may read")
    pilot.key("ctrl+enter")
    pilot.click("zero.seal_anyway")
    assert "what nobody else may read" not in twin(pilot)
    story = Story(pilot.target.session.game, None, "en")
    assert story.sheets == {}, "not even control opens it"


# Three doors ---------------------------------------------------------------------------------------------------------


def test_a_waived_condition_is_permitted_recorded_and_comes_back_when_it_bites(tmp_path: Path) -> None:
    pilot = fresh(tmp_path, ("netherlands",))
    session = pilot.target.session
    pilot.key("ctrl+enter")
    pilot.click("zero.seal_anyway")
    pilot.key("ctrl+enter")
    assert screen(pilot) == "desk"
    offer_brigade(pilot)
    pilot.click("order.add")
    choose(pilot, "doors.speaker", "Minister of Defence")
    write(pilot, "doors.why.ground_us", "we can't wait for Washington")
    pilot.click("doors.give")
    pilot.key("f8", "enter")
    assert screen(pilot) == "consequence"
    (doc,) = session.game.record.turns[0].orders["netherlands"]
    assert doc.waived["ground_us"] == "Minister of Defence: we can't wait for Washington"
    waived = [event for event in session.game.record.turns[0].events if event.code == "waived"]
    assert {"ground_us", "ground_enablers"} <= {event.ids["gate"] for event in waived} | {"ground_enablers"}
    model = pilot.target.screen.model(session)
    entry = next(each for each in model.entries if "America stands behind it, specifically" in each.text)
    pilot.target.screen.own(session).chosen = entry.id
    session.touch()
    pilot.wait(1)
    assert "we can't wait for Washington" in twin(pilot)
    session.game.endex()
    session.proceed()
    pilot.wait(1)
    pilot.key("alt+4")
    said = twin(pilot)
    assert "Minister of Defence: we can't wait for Washington" in said
    gate = next(g for o in session.game.scenario.rules.orders for g in o.gates if g.id == "ground_us")
    bitten = session.naming.quantity(gate.waived[0].track)
    row = next(line for line in said.split("\n") if "we can't wait for Washington" in line)
    assert bitten.lower() in row.lower(), "what it cost stands beside who waived it and why"
    assert "we can't wait" in str(ledger(Story(session.game, None, "en")).blocks)


# Explosions ----------------------------------------------------------------------------------------------------------


def test_the_table_argues_before_it_knows_and_the_debrief_tells_what_each_seat_knew(tmp_path: Path) -> None:
    stage = Stage.new(tmp_path, people=("netherlands", "ukraine"), ask=(), turns=4)
    stage.game.set_inject("i14b_exercise", "hold")
    stage.game.set_inject("i14_explosions", "fire")
    stage.turn()
    stage.turn(order("netherlands", "nl_hybrid", level="expose"), order("ukraine", "ua_evidence"))
    stage.game.set_inject("i14b_exercise", "fire")
    stage.play()
    heard = {
        event.ids["inject"]: event.day
        for turn in stage.game.record.turns
        for event in turn.events
        if event.code == "inject"
    }
    assert heard["i14_explosions"] < heard["i14b_exercise"]
    pilot = opened(stage, tmp_path / "app", "netherlands", "netherlands", "consequence")
    session = pilot.target.session
    with pytest.raises(RuntimeError, match="debrief"):
        cases(session)
    session.game.endex()
    session.proceed()
    pilot.wait(1)
    pilot.key("alt+3")
    case = next(each for each in pilot.target.screen.model(session).cases if "explosions" in each.heard)
    assert "live-fire exercise" in case.truth
    known = dict(case.known)
    assert "Attribute, expose" in known["The Netherlands"] or "before it knew:" in known["The Netherlands"]
    assert known["The Netherlands"] != known["Russia"]
    pilot.target.screen.own(session).case = case.id
    session.touch()
    pilot.wait(1)
    assert case.truth in twin(pilot)


# Moment of truth -----------------------------------------------------------------------------------------------------


def test_choices_are_sealed_seat_by_seat_behind_the_curtain_and_revealed_at_once(tmp_path: Path) -> None:
    deciders = ("netherlands", "coalition", "united_states", "russia")
    stage = Stage.new(tmp_path, people=deciders, ask=("proposal",), turns=6)
    stage.turn(order("coalition", "co_trigger", trigger="tw_force", level="explicit"))
    stage.orders(order("russia", "ru_test", visibility="deniable"))
    stage.game.advance()
    day = stage.game.day
    sure = staging.Ruling(
        "draw", "umpire", day, address=f"force_attribution:{day}:1", draw=0.01, reason_code="pedagogy", reason="scene"
    )
    stage.game.rule(sure)
    for question in [each for each in stage.game.questions if each.role == "control"]:
        stage.game.answer(question.address, stage._ruling(question, {"ru_test": "yes"}, {}))
    stage.game.take_over(Seat("russia", "people", pin=lock("4711")))
    pilot = opened(stage, tmp_path / "app", "netherlands", "netherlands", "moment")
    session = pilot.target.session
    chosen: dict[str, str] = {}
    for number, role in enumerate(deciders):
        if screen(pilot) == "curtain":
            assert session.clock.seconds == 0
            if role == "russia":
                pilot.ui.focus(pilot.ui.find("curtain.pin"))
                pilot.type("4711")
            pilot.click("curtain.sit")
        assert screen(pilot) == "moment"
        assert session.seat == role
        assert session.clock.seconds > 150
        names = [session.naming.name("answer", answer) for answer in chosen.values()]
        shown = twin(pilot)
        assert "The capitals have answered" not in shown
        assert not any(f"(•) {name}" in shown for name in names), "nobody sees another's choice"
        question = next(each for each in session.game.questions if each.role == role)
        pilot.key(*["down"] * (1 + number % 2))
        chosen[role] = question.options[number % 2]
        if number + 1 < len(deciders):
            assert not any(event.code == "answer" for turn in session.game.record.turns for event in turn.events)
        pilot.key("ctrl+enter")
    while screen(pilot) in ("curtain", "control"):
        if screen(pilot) == "curtain":
            pilot.click("curtain.sit")
        else:
            pilot.key("ctrl+enter")
    assert screen(pilot) == "consequence"
    told = {
        event.ids["role"]: event.ids["answer"]
        for event in session.game.record.turns[-1].events
        if event.code == "answer"
    }
    assert told == chosen
    said = twin(pilot)
    for role, answer in chosen.items():
        assert session.naming.name("role", role) in said
        assert session.naming.name("answer", answer) in said
    assert "An attacker can have what it wants in" in said


# "I disagree" --------------------------------------------------------------------------------------------------------


def test_control_disagrees_rolls_a_real_die_and_play_goes_on(tmp_path: Path) -> None:
    """With mouse and keyboard: "Why?", disagree, die, reason, before and after, on; and the override is remembered."""
    stage = Stage.new(tmp_path, people=("netherlands", "russia"), ask=("proposal",), turns=3)
    stage.play(order("russia", "ru_seize", visibility="deniable", sector="s06"), grades={"ru_seize": "yes"})
    stage.game.undo()
    stage.settle({})
    pilot = opened(stage, tmp_path / "app", "control", "control", "consequence")
    session = pilot.target.session
    events = [event for _, event in weighed(session.history("control").stretches[-1].events)]
    seize = next(n for n, event in enumerate(events) if event.code == "grade" and event.ids["order"] == "ru_seize")
    pilot.key(*["down"] * seize)
    assert "Die:" in twin(pilot) or "out of 100" in twin(pilot)
    assert "rules/" in twin(pilot)
    before = session.game.record.turns[-1]
    pilot.key("d")
    pilot.ui.focus(pilot.ui.find("disagree.kind"))
    pilot.key("right")
    assert "What was rolled" in twin(pilot)
    pilot.ui.focus(pilot.ui.find("disagree.die"))
    pilot.key("ctrl+a")
    pilot.type("99" if any(e.code == "seizure" for e in before.events) else "1")
    write(pilot, "disagree.reason", "The table rolled it")
    pilot.key("ctrl+enter")
    assert "What the ruling changed" in twin(pilot)
    assert "happened" in twin(pilot)
    pilot.key("enter")
    after = session.game.record.turns[-1]
    assert after.digest != before.digest
    assert after.orders == before.orders
    pilot.key("ctrl+enter")
    assert session.game.phase in ("consequence", "orders", "situation")
    assert verify(session.game.log.path).ok
    story = Story(session.game, None, "en")
    assert [(each.ruling.what, each.ruling.reason) for each in story.overrides][-1] == ("draw", "The table rolled it")
