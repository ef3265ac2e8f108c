"""Bluff: a rear force with a declared trigger, the follow-on force sixty days away, American backing vague. Russia tests.

Then the same game from the same luck with the follow-on force ready when the test comes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.stage import Stage, named, order

FORCE = "tw_force"


def deploy(stage: Stage, *, ready: bool) -> None:
    """Five turns in which the force comes to the rear, the trigger is declared, and the follow-on force gets ready, or not."""
    stage.turn(
        order("coalition", "co_operation", level="tripwire"),
        order("coalition", "co_deploy", element="fr_brigade", place="lviv"),
        order("coalition", "co_deploy", element="uk_brigade", place="kyiv"),
        order("ukraine", "ua_access", level="agreement"),
        order("netherlands", "nl_offer_ground", element="nl_marines", place="vinnytsia"),
        order("united_states", "us_backstop", level="vague"),
    )
    stage.turn(
        order("coalition", "co_trigger", trigger=FORCE, level="explicit"),
        order("coalition", "co_roe", level="b", visibility="closed"),
    )
    # Ready long before the test; or called up so late that it is some sixty days away when the test comes.
    stage.turn(*(order("coalition", "co_follow_on", element=one, level="d10") for one in ("fo_fr", "fo_uk") if ready))
    stage.turn()
    stage.turn(*([] if ready else [order("coalition", "co_follow_on", element="fo_fr", level="d60")]))


@pytest.fixture(scope="module")
def bluff(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    stage = Stage.new(tmp_path_factory.mktemp("bluff"), seed=11)
    deploy(stage, ready=False)
    return stage


@pytest.fixture(scope="module")
def tested(bluff: Stage) -> dict[str, float]:
    """The moment of truth: London and Paris honour, The Hague reinterprets, Washington is silent."""
    before = {name: bluff.track(name) for name in ("reputation", "perceived_will", "cohesion")}
    before |= {"actual": bluff.threat("credibility", FORCE), "seen": bluff.threat("perceived", FORCE)}
    before["days"] = float(bluff.game.state.follow_on_days[0])
    assert 40 < before["days"] < 80
    bluff.play(
        order("russia", "ru_test", visibility="deniable", expected="They will argue about who did it."),
        order("coalition", "co_evidence", level="publish"),
        grades={"ru_test": "yes_and"},
        coalition="honour",
        netherlands="reinterpret",
        united_states="reinterpret",
        russia="press",
    )
    return before


def test_the_trigger_is_met_and_everybody_has_answered(bluff: Stage, tested: dict[str, float]) -> None:
    events = bluff.game.record.turns[-1].events
    (moment,) = named(events, "moment_of_truth")
    answers = {event.ids["role"]: event.ids["answer"] for event in named(events, "answer")}
    assert answers["coalition"] == "honour"
    assert answers["netherlands"] == answers["united_states"] == "reinterpret"
    assert 0 < moment.numbers["honoured"] < 1
    asked = {question.role for question in bluff.game.record.turns[-1].asked if question.kind in ("trigger", "opponent")}
    assert {"coalition", "netherlands", "united_states", "russia"} <= asked


def test_a_bluff_costs_reputation_and_moves_what_russia_believes(bluff: Stage, tested: dict[str, float]) -> None:
    assert bluff.track("reputation") < tested["reputation"]
    assert bluff.track("perceived_will") != tested["perceived_will"]


def test_credibility_is_shown_per_threat_actual_beside_perceived(bluff: Stage, tested: dict[str, float]) -> None:
    control, russia = bluff.game.view("control"), bluff.game.view("russia")
    assert control.quantities["credibility"].values.shape[0] == control.quantities["perceived"].values.shape[0] == 3
    assert "credibility" not in russia.quantities
    assert "perceived" in russia.quantities
    assert "perceived" not in bluff.game.view("netherlands").quantities
    actual, seen = (control.quantities[name].values[:, 1, 0] for name in ("credibility_part", "perceived_part"))
    assert abs(actual - seen).max() > 0.05  # what Moscow reads is not what is there: the gap is miscalculation


def test_branched_with_the_follow_on_ready_the_same_wire_deters_more(bluff: Stage, tested: dict[str, float]) -> None:
    twin = bluff.branch(0, "ready.wargame")
    assert twin.game.phase == "turn_zero"
    twin.next()
    deploy(twin, ready=True)
    assert twin.game.seed == bluff.game.seed
    assert twin.threat("perceived", FORCE) > tested["seen"] + 0.02
    assert twin.threat("credibility", FORCE) > tested["actual"] + 0.02
    assert float(twin.game.state.follow_on_days[0]) < tested["days"] / 2
    twin.game.close()


def test_the_game_verifies(bluff: Stage, tested: dict[str, float]) -> None:
    from wargame.exercise import verify

    assert verify(Path(bluff.game.log.path)).ok
