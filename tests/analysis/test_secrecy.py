"""Whatever a role can't see may change: its staff estimate stays the same to the last bit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.analysis.hidden import Scrambled
from tests.report.scene import played
from wargame.analysis import estimate
from wargame.analysis import moment as moments
from wargame.exercise import Exercise

ROLES = ("netherlands", "coalition", "ukraine", "russia", "united_states", "nato_eu")


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exercise]:
    exercise = Exercise.open(played(tmp_path_factory.mktemp("secret") / "game.wargame"), readonly=True)
    yield exercise
    exercise.close()


def odds_of(exercise: Any, role: str, turn: int = 3) -> str:
    return json.dumps(estimate(exercise, role, worlds=16, turn=turn).to_json(), sort_keys=True)


@pytest.mark.parametrize("turn", [1, 3])
@pytest.mark.parametrize("role", ROLES)
def test_hidden_changes_do_not_show_in_the_estimate(game: Exercise, role: str, turn: int) -> None:
    assert odds_of(Scrambled(game, role), role, turn) == odds_of(game, role, turn)


def test_control_sees_the_changes(game: Exercise) -> None:
    """The scrambling is no dud: control's estimate, which may know everything, does move."""
    assert odds_of(Scrambled(game, "russia"), "control") != odds_of(game, "control")


def test_an_estimate_that_peeks_is_caught(game: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = moments._seats
    monkeypatch.setattr(moments, "_seats", lambda exercise, role: honest(exercise, "control"))
    assert any(odds_of(Scrambled(game, role), role) != odds_of(game, role) for role in ROLES)
