"""Hamlet: a Ukrainian unit retakes a hamlet, and the coalition stays silent, or does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.stage import Stage, named, order

REASON = "People there asked us to come; the line left them on the wrong side."


def hamlet(folder: Path, *, silent: bool) -> Stage:
    stage = Stage.new(folder, seed=21)
    stage.turn(
        order("coalition", "co_operation", level="peacekeeping"),
        order("coalition", "co_deploy", element="fr_brigade", place="lviv"),
        order("ukraine", "ua_access", level="agreement"),
        order("russia", "ru_consent", level="tolerate"),
        order("netherlands", "nl_letter"),
        grades={"nl_letter": "yes"},
    )
    stage.turn(
        order("ukraine", "ua_recapture", sector="s11", visibility="public", because=REASON, expected="Silence, in the end."),
        grades={"ua_recapture": "yes"},
    )
    for _ in range(2):
        stage.turn(*(() if silent else (order("coalition", "co_answer", party="ukraine"),)))
    return stage


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return hamlet(tmp_path_factory.mktemp("silent"), silent=True)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return hamlet(tmp_path_factory.mktemp("spoken"), silent=False)


def test_the_hamlet_changes_hands_for_all_to_see_with_the_reason_beside_it(silent: Stage) -> None:
    turn = silent.game.record.turns[1]
    (seizure,) = named(turn.events, "seizure")
    assert (seizure.ids["side"], seizure.ids["sector"], seizure.visible_to) == ("ukraine", "s11", ("all",))
    assert seizure.why is not None
    (doc,) = turn.orders["ukraine"]
    assert doc.because == (REASON,)


def test_silence_costs_impartiality_and_consent(silent: Stage, spoken: Stage) -> None:
    assert silent.gauge("impartiality") < spoken.gauge("impartiality") - 5
    assert silent.gauge("consent") < spoken.gauge("consent")
    assert silent.track("consent_ru") < spoken.track("consent_ru")


def test_the_open_case_says_so_and_then_counts_as_unanswered(silent: Stage, spoken: Stage) -> None:
    heard = [event.code for turn in silent.game.record.turns for event in turn.events]
    assert "case" in heard
    assert "unanswered" in heard
    assert "answered" in [event.code for turn in spoken.game.record.turns for event in turn.events]


def test_the_dutch_information_duty_opens_again(silent: Stage) -> None:
    assert int(silent.game.state.duty_open[0]) == 1
    drifts = [event for turn in silent.game.record.turns for event in turn.events if event.code == "drift"]
    assert drifts
    assert all(event.seen_by("netherlands") for event in drifts)
