"""Bluff: a force in the rear, a declared trigger, nothing behind it, America vague. Russia tests; the capitals differ.

Then the same game again with the same luck, and a follow-on force that stands ready.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.stage import Stage, named, order
from wargame.exercise import verify
from wargame.report.evidence import tripwire
from wargame.report.story import Story
from wargame.ui.models.outlook import race
from wargame.ui.session import Session
from wargame.world.events import Ruling

TRIGGER = "tw_force"
WIRE = (
    order("coalition", "co_operation", level="tripwire"),
    order("coalition", "co_deploy", element="uk_brigade", place="lviv"),
    order("coalition", "co_trigger", trigger=TRIGGER, level="explicit"),
    order("united_states", "us_backstop", level="vague"),
)
QUIET_TURNS = 3
"""Until the brigade stands in Lviv."""
ANSWERS = {"coalition": "honour", "netherlands": "reinterpret", "united_states": "reinterpret", "russia": "press"}


def wired(stage: Stage, *more: object) -> Stage:
    """The wire is laid; whatever else is ordered in the first turns comes with it."""
    stage.turn(*WIRE)
    for turn in range(QUIET_TURNS):
        stage.turn(*(more if turn == 0 else ()))
    return stage


def attack(stage: Stage) -> list[object]:
    """Russia hits the force, and control knows who it was."""
    stage.orders(order("russia", "ru_test", visibility="deniable", because="They will not fight over this"))
    stage.game.advance()
    day = stage.game.day
    sure = Ruling(
        "draw",
        "umpire",
        day,
        address=f"force_attribution:{day}:1",
        draw=0.01,
        reason_code="pedagogy",
        reason="the scene asks for it",
    )
    stage.game.rule(sure)
    stage.settle({"ru_test": "yes"}, **ANSWERS)
    return list(stage.game.record.turns[-1].events)


@pytest.fixture(scope="module")
def bluff(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return wired(Stage.new(tmp_path_factory.mktemp("bluff")))


def test_the_bluff_is_called(bluff: Stage) -> None:
    reputation, belief = bluff.track("reputation"), bluff.track("perceived_will")
    actual, perceived = bluff.threat("credibility", TRIGGER), bluff.threat("perceived", TRIGGER)
    assert actual < 0.2
    assert perceived < 0.3
    happened = attack(bluff)
    answers = {event.ids["role"]: event.ids["answer"] for event in named(happened, "answer")}
    assert answers == ANSWERS
    (moment,) = named(happened, "moment_of_truth")
    assert 0 < moment.numbers["honoured"] < 0.9
    assert bluff.track("reputation") < reputation - 1
    assert bluff.track("perceived_will") < belief - 1, "Russia has learned something"
    assert verify(bluff.game.log.path).ok


def test_a_follow_on_force_that_is_ready_is_believed(bluff: Stage) -> None:
    ready = bluff.branch(0, "ready.wargame")
    forces = tuple(order("coalition", "co_follow_on", element=element, level="d10") for element in ("fo_uk", "fo_fr"))
    wired(ready, *forces, order("united_states", "us_backstop", level="specific"))
    bare = bluff.branch(QUIET_TURNS + 1, "bare.wargame")
    assert bare.game.commitment == ready.game.commitment, "the same luck"
    for quantity in ("credibility", "perceived"):
        assert ready.threat(quantity, TRIGGER) > bare.threat(quantity, TRIGGER) + 0.02, quantity


def test_the_race_is_shown_to_who_may_see_it(bluff: Stage, tmp_path: Path) -> None:
    late = bluff.branch(0, "late.wargame")
    wired(late, order("coalition", "co_follow_on", element="fo_uk", level="d60"))
    late.game.close()
    session = Session(tmp_path)
    assert session.open(late.game.log.path)
    told = race(session.history("coalition"), session)
    fait_accompli = round(session.game.tables.tunables["fait_accompli_days"])
    assert f"{fait_accompli} days" in told[0].text
    (force,) = [point for point in told if point.state]
    assert force.state == "unmet", "two months' notice is too late"
    session.close()


def test_the_debrief_sets_actual_beside_perceived(bluff: Stage) -> None:
    done = bluff.branch(QUIET_TURNS + 1, "debriefed.wargame")
    attack(done)
    done.game.endex()
    story = Story(done.game, None, "en")
    chapter = tripwire(story)
    said = str(chapter.blocks)
    for trigger in done.game.scenario.rules.triggers:
        assert trigger.name.en in said
    assert "weakest link" in said
    assert "Reinterpret" in said
