"""The view-models: what a seat reads, in words; nothing it may not know; the same in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.ui.table import at_desk, pixels, session_in
from wargame.ui.app import App
from wargame.ui.kit import Pilot
from wargame.ui.models.evidence import moved, sector_marks
from wargame.ui.models.reading import Reader, direction, over, reading, rows
from wargame.ui.models.setup import Draft, setup_model
from wargame.ui.models.situation import area_rows, report
from wargame.ui.session import Session
from wargame.ui.staging import stage
from wargame.words import Words
from wargame.world.observe import sees
from wargame.world.state import WorldState


def test_a_report_counts_what_the_observers_reported_per_week(tmp_path: Path) -> None:
    session = at_desk(tmp_path, played=2).target.session
    history, game = session.history(), session.game
    states = game.states(game.record.turns[-1])
    total = sum(int(state.cfv_reported[..., 0].sum()) for state in states)
    assert np.isclose(over(history.last, "cfv_reported").sum(), total * 7 / game.record.turns[-1].days)
    areas = area_rows(history, game.scenario, session.reader)
    assert np.isclose(sum(area.total for area in areas), total * 7 / game.record.turns[-1].days)
    assert [area.total for area in areas] == sorted((area.total for area in areas), reverse=True)


def test_the_first_report_is_the_opening_and_invents_no_count(tmp_path: Path) -> None:
    session = at_desk(tmp_path).target.session
    found = report(session.history(), session.game.scenario, session.reader)
    assert found.title == "Opening report"
    assert found.areas == ()
    marks = sector_marks(session.history(), session.game.scenario, session.reader)
    assert all(mark.violations is None for mark in marks)


def test_every_report_warns_that_recorded_is_not_all(tmp_path: Path) -> None:
    session = at_desk(tmp_path, played=1).target.session
    for lang, said in (("en", "What is recorded is not all"), ("nl", "Wat is vastgelegd, is niet alles")):
        reader = Reader(session.game.scenario, session.game.tables.registry, Words(lang))
        assert said in report(session.history(), session.game.scenario, reader).caveat


def test_an_estimate_is_a_range_and_an_exact_figure_is_not(tmp_path: Path) -> None:
    session = at_desk(tmp_path, played=1).target.session
    reader, history = session.reader, session.history()
    exact, guessed = reader.figure(history, "nl_parliament"), reader.figure(history, "cohesion")
    assert exact is not None
    assert guessed is not None
    assert (exact.estimated, guessed.estimated) == (False, True)
    assert guessed.value.startswith("about ")
    assert "–" in guessed.value
    assert not exact.value.startswith("about ")


def test_trends_compare_with_the_turn_before(tmp_path: Path) -> None:
    session = at_desk(tmp_path, played=2).target.session
    history = session.history()
    for name in ("nl_parliament", "nl_public", "lock_in"):
        found = reading(history, name, session.game.tables.registry)
        if found is None or found.before is None:
            continue
        assert found.before == pytest.approx(float(rows(history.stretches[0].end, name)))
        assert direction(found.value, found.before, 100) == np.sign(found.value - found.before) * (
            abs(found.value - found.before) > 2
        )


def test_directions_leave_noise_out() -> None:
    assert [direction(50.5, 50, 100), direction(53, 50, 100), direction(40, 50, 100), direction(1, None, 1)] == [
        0,
        1,
        -1,
        0,
    ]
    assert [moved(100, 100), moved(130, 100), moved(3, 1), moved(10, 30)] == [0, 1, 0, -1]


def hidden_changed(state: WorldState, session: Session, role: str) -> WorldState:
    """The same world, but for everything that a role may not see."""
    tables = session.game.tables
    arrays = {}
    for name, array in state.arrays.items():
        if name in tables.registry and not sees(tables, role, name) and name not in tables.array_rows:
            step = 1 if array.dtype.kind == "i" else 0.25
            arrays[name] = np.ascontiguousarray(array + np.asarray(step, array.dtype))
        else:
            arrays[name] = array
    return replace(state, arrays=arrays)


def test_what_a_seat_may_not_see_changes_no_pixel_of_its_desk_and_report(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    stage(session, played=1)
    session.toasts = []
    pilot = Pilot(App((1280, 720), session))
    other = hidden_changed(session.game.state, session, "netherlands")
    assert other.digest() != session.game.state.digest()
    own = session.own("desk", lambda: None)
    own.selection = "s14"

    def shot(screen: str, state: WorldState) -> bytes:
        truth, session.game.state = session.game.state, state
        session.go(screen)
        pilot.target.step([])
        session.game.state = truth
        return pixels(pilot)

    truth = session.game.state
    for screen in ("desk", "situation"):
        assert shot(screen, other) == shot(screen, truth)
    seen = replace(truth, arrays={**truth.arrays, "coverage": np.ascontiguousarray(truth.coverage * np.float32(0.5))})
    assert shot("desk", seen) != shot("desk", truth)  # what it does see, it shows


def test_a_set_up_says_everything_that_stands_in_the_way(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    from wargame.scenario import load

    draft = Draft.of(load("moderate"), session)
    assert setup_model(session, draft).problems == ()
    draft.seed, draft.name, draft.control_pin = "-3", "a/b", "12"
    assert len(setup_model(session, draft).problems) == 3
    for seed in ("0", "", " 17 ", str(2**48 - 1)):
        draft.seed = seed
        assert setup_model(session, draft).seed_error == ""
    for seed in ("1.5", "x", str(2**48), "١٢"):
        draft.seed = seed
        assert setup_model(session, draft).seed_error


def test_a_set_up_becomes_the_exercise_that_was_asked_for(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    from wargame.scenario import load

    draft = Draft.of(load("moderate"), session)
    draft.take_format("halfday")
    draft.theory, draft.seed, draft.ask, draft.name = "denial", "42", ["proposal"], "class"
    draft.seats["russia"].held_by, draft.seats["russia"].pin = "people", "4321"
    draft.seats["united_states"].doctrine = "us-absent"
    session.create(draft.path(tmp_path), draft.scenario, draft.made_seats(), draft.made_settings(), draft.made_seed())
    game = session.game
    assert (game.seed, game.settings.turns, game.settings.theory, game.settings.ask) == (42, 3, "denial", ("proposal",))
    assert game.people() == ["netherlands", "russia"]
    assert game.seat("russia").opens("4321")
    assert not game.seat("russia").opens("1234")
    assert game.seat("united_states").doctrine == "us-absent"
    assert game.log.path == tmp_path / "class.wargame"
