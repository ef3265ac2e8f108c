"""Hamlet: a Ukrainian unit takes back a position, and the coalition says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.stage import Stage, named, order
from wargame.report.course import timeline
from wargame.report.story import Story
from wargame.ui.models.consequence import ConsequenceOwn, consequence_model
from wargame.ui.session import Session

REASON = "It was ours until the day before the truce"
RECAPTURE = order("ukraine", "ua_recapture", visibility="deniable", sector="s10", because=REASON)
WON = {"ua_recapture": "yes"}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Peacekeepers are there, parliament has been informed, and the line is as it was."""
    stage = Stage.new(tmp_path_factory.mktemp("hamlet"))
    stage.turn(
        order("coalition", "co_operation", level="peacekeeping"),
        order("coalition", "co_deploy", element="uk_brigade", place="dnipro"),
        order("coalition", "co_mandate"),
    )
    stage.turn()
    stage.turn(order("netherlands", "nl_letter"), grades={"nl_letter": "yes"})
    assert stage.game.state.duty_open[0] == 0
    return stage


@pytest.fixture(scope="module")
def silent(before: Stage) -> Stage:
    stage = before.branch(3, "silent.wargame")
    stage.turn(RECAPTURE, grades=WON)
    stage.turn()
    stage.turn()
    return stage


def test_silence_costs_impartiality_and_consent(before: Stage, silent: Stage) -> None:
    quiet, answered = before.branch(3, "quiet.wargame"), before.branch(3, "answered.wargame")
    answered.turn(RECAPTURE, order("coalition", "co_answer", party="ukraine"), grades=WON)
    answered.turn(order("coalition", "co_answer", party="ukraine"))
    answered.turn()
    for _ in range(3):
        quiet.turn()
    for gauge in ("impartiality", "consent"):
        assert silent.gauge(gauge) < quiet.gauge(gauge) - 2, gauge
    assert silent.gauge("impartiality") < answered.gauge("impartiality") - 2
    turns = [event for turn in silent.game.record.turns for event in turn.events]
    assert [event.ids["side"] for event in named(turns, "unanswered")] == ["ukraine"]


def test_the_dutch_parliament_must_be_informed_anew(silent: Stage) -> None:
    drifted = [event for turn in silent.game.record.turns[3:] for event in named(turn.events, "drift")]
    assert drifted
    assert drifted[0].seen_by("netherlands")
    assert silent.game.state.duty_open[0] == 1


def test_ukraines_reason_stands_beside_it(silent: Stage) -> None:
    """Ukraine and control read it; Russia never does."""
    assert REASON in str(timeline(Story(silent.game, None, "en")).blocks)
    assert REASON in str(timeline(Story(silent.game, "ukraine", "en")).blocks)
    assert REASON not in str(timeline(Story(silent.game, "russia", "en")).blocks)


def test_the_consequence_shows_it_in_order_of_weight(before: Stage, tmp_path: Path) -> None:
    stage = before.branch(3, "shown.wargame")
    stage.play(RECAPTURE, grades=WON)
    stage.game.close()
    session = Session(tmp_path)
    assert session.open(stage.game.log.path)
    session.sitter = session.seat = "ukraine"
    own = ConsequenceOwn()
    model = consequence_model(session, own)
    assert "took a position" in model.entries[0].text
    own.chosen = next(entry.id for entry in model.entries if "Take back a position" in entry.text)
    told = consequence_model(session, own).why
    assert told is not None
    assert any(REASON in point.text for point in told.points)
    session.sitter = session.seat = "russia"
    assert not any("Take back" in entry.text for entry in consequence_model(session, ConsequenceOwn()).entries)
    session.close()
