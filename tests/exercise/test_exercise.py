"""The exercise object: sealing, asking, ruling, undoing, branching; what it does survives reopening."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenario import minimal
from wargame.errors import InputError
from wargame.exercise import (
    CONTROL,
    Exercise,
    Seat,
    Settings,
    Sheet,
    as_computed,
    branch,
    default_settings,
    empty_table,
    play_out,
    verify,
)  # fmt: skip
from wargame.scenario import load_texts
from wargame.scenario.document import Scenario
from wargame.world.events import Ruling
from wargame.world.orders import OrderDoc

RECAPTURE = OrderDoc("ukraine", "ua_recapture", 1, {"sector": "s02"}, "deniable", intent="bring the people there home")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_texts(minimal.texts(minimal.documents()), minimal.MAIN)


def table(scenario: Scenario, **held: str) -> list[Seat]:
    """Doctrines everywhere but in the seats named."""
    return [Seat(seat.role, held[seat.role]) if seat.role in held else seat for seat in empty_table(scenario)]  # type: ignore[arg-type]


def start(
    scenario: Scenario, path: Path, ask: tuple[str, ...] = ("proposal",), seed: int = 11, turns: int = 3
) -> Exercise:
    settings = default_settings(scenario, turns=turns, ask=ask)
    exercise = Exercise.create(
        path, scenario, table(scenario, ukraine="people", netherlands="people"), settings, seed=seed
    )
    exercise.seal(Sheet("ukraine", aim="Keep the country whole."))
    assert exercise.advance() == "situation"
    assert exercise.advance() == "orders"
    return exercise


@pytest.fixture
def exercise(scenario: Scenario, tmp_path: Path) -> Iterator[Exercise]:
    running = start(scenario, tmp_path / "a.wargame")
    yield running
    running.close()


def answer_all(exercise: Exercise) -> None:
    while exercise.phase == "adjudication":
        question = exercise.questions[0]
        exercise.answer(question.address, Ruling("choice", question.role, question.day, choice=question.default))


def test_every_role_needs_a_seat(scenario: Scenario, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nobody sits"):
        Exercise.create(tmp_path / "a.wargame", scenario, empty_table(scenario)[:-1], default_settings(scenario))


def test_orders_wait_for_their_phase_and_are_checked(scenario: Scenario, exercise: Exercise) -> None:
    with pytest.raises(InputError, match="phase `turn_zero`"):
        exercise.seal(Sheet("netherlands"))
    with pytest.raises(InputError) as caught:
        exercise.submit("ukraine", [OrderDoc("ukraine", "ua_nonsense", 1)])
    assert caught.value.code == "refused-orders"
    assert "ukraine" not in exercise.record.orders


def test_control_is_asked_and_play_goes_on_after_the_answer(exercise: Exercise) -> None:
    exercise.submit("ukraine", [RECAPTURE])
    exercise.advance()
    assert exercise.phase == "adjudication"
    (question,) = [item for item in exercise.questions if item.kind == "proposal"]
    assert question.ids["order"] == "ua_recapture"
    with pytest.raises(InputError, match="not an answer"):
        exercise.answer(question.address, Ruling("grade", "umpire", 0, choice="perhaps"))
    other = next(option for option in question.options if option != question.default)
    with pytest.raises(InputError, match="needs a reason"):
        exercise.answer(question.address, Ruling("grade", "umpire", 0, choice=other))
    amended = Ruling(
        "grade", "umpire", 0, choice=other, reason_code="realism", reason="It was dark and nobody was there."
    )
    exercise.answer(question.address, amended)
    answer_all(exercise)
    assert exercise.phase == "consequence"
    turn = exercise.record.turns[0]
    assert any(event.code == "grade" and event.ids["grade"] == other for event in turn.events)
    assert len(as_computed(turn.rulings)) == len(turn.rulings) - 1


def test_a_game_under_way_survives_reopening(scenario: Scenario, tmp_path: Path) -> None:
    exercise = start(scenario, tmp_path / "a.wargame")
    exercise.submit("ukraine", [RECAPTURE])
    exercise.advance()
    questions, digest, phase = exercise.questions, exercise.state.digest(0), exercise.phase
    exercise.close()
    again = Exercise.open(tmp_path / "a.wargame")
    assert (again.questions, again.state.digest(0), again.phase) == (questions, digest, phase)
    answer_all(again)
    digest = again.state.digest(0)
    again.close()
    third = Exercise.open(tmp_path / "a.wargame")
    assert third.state.digest(0) == digest
    assert third.record.sheets["ukraine"].aim == "Keep the country whole."
    third.close()


def test_a_ruling_after_the_turn_plays_it_again_under_the_same_luck(exercise: Exercise) -> None:
    exercise.submit("ukraine", [RECAPTURE])
    exercise.advance()
    answer_all(exercise)
    before = exercise.states(exercise.record.turns[0])[-1]
    track = exercise.scenario.rules.tracks[0]
    ruling = Ruling(
        "amend",
        "umpire",
        before.day - 1,
        quantity=track.id,
        delta=-3.0,
        reason_code="missing_factor",
        reason="The weather.",
    )
    with pytest.raises(InputError, match="needs a reason"):
        exercise.rule(Ruling("amend", "umpire", 0, quantity=track.id, delta=-3.0))
    exercise.rule(ruling)
    assert exercise.phase == "consequence"
    after = exercise.states(exercise.record.turns[0])[-1]
    assert after.tracks[0, 0] == pytest.approx(max(before.tracks[0, 0] - 3.0, track.low), abs=1e-4)
    assert after.cfv_true.tobytes() == before.cfv_true.tobytes()
    assert len(exercise.record.turns) == 1


def test_a_typed_die_replaces_the_draw(exercise: Exercise) -> None:
    exercise.submit("ukraine", [RECAPTURE])
    exercise.advance()
    (question,) = [item for item in exercise.questions if item.kind == "proposal"]
    exercise.answer(
        question.address,
        Ruling("draw", "umpire", 0, draw=0.999, reason_code="player_argument", reason="They rolled it."),
    )
    answer_all(exercise)
    grades = [
        event.ids["grade"]
        for event in exercise.record.turns[0].events
        if event.code == "grade" and event.ids["order"] == "ua_recapture"
    ]
    assert grades[0].startswith("no")
    with pytest.raises(InputError, match="between 0 and 1"):
        exercise.rule(Ruling("draw", "umpire", 0, draw=37.0, reason_code="realism", reason="x"))


def test_undo_steps_back_over_what_people_did_and_is_logged(exercise: Exercise) -> None:
    exercise.submit("ukraine", [RECAPTURE])
    exercise.note("quote", "Nobody will believe it was a local initiative.")
    start_digest = exercise.state.digest(0)
    exercise.advance()
    answer_all(exercise)
    done = 0
    while exercise.phase != "orders":
        exercise.undo()
        done += 1
    assert exercise.state.digest(0) == start_digest
    assert exercise.record.orders["ukraine"] == (RECAPTURE,)
    assert exercise.record.undone == done >= 1
    assert exercise.record.notes[0]["text"].startswith("Nobody")
    exercise.undo()
    assert "ukraine" not in exercise.record.orders


def test_a_crisis_turn_nests_in_the_turn(exercise: Exercise) -> None:
    whole = exercise.days_of_turn()
    with pytest.raises(InputError, match="1 to 3 days"):
        exercise.advance(crisis_days=9)
    exercise.advance(crisis_days=2)
    answer_all(exercise)
    first = exercise.record.turns[0]
    assert (first.days, first.left, exercise.day) == (2, whole - 2, 2)
    exercise.advance()
    assert (exercise.phase, exercise.turn) == ("situation", 1)
    exercise.advance()
    exercise.advance()
    answer_all(exercise)
    assert (exercise.day, exercise.record.turns[1].left) == (whole, 0)
    exercise.advance()
    assert exercise.turn == 2


def test_a_branch_shares_the_past_and_the_luck(exercise: Exercise, tmp_path: Path) -> None:
    exercise.submit("ukraine", [RECAPTURE])
    exercise.advance()
    answer_all(exercise)
    exercise.advance()
    exercise.advance()
    exercise.advance()
    answer_all(exercise)
    twin = branch(exercise, tmp_path / "b.wargame", 1)
    assert (twin.phase, twin.turn, len(twin.record.turns)) == ("consequence", 1, 1)
    twin.advance()
    twin.advance()
    twin.advance()
    answer_all(twin)
    assert twin.state.digest(0) == exercise.state.digest(0)
    twin.close()
    other = branch(exercise, tmp_path / "c.wargame", 0)
    assert other.record.turns == []
    assert other.record.sheets["ukraine"].aim == "Keep the country whole."
    other.close()


def test_a_whole_game_without_people_verifies(scenario: Scenario, tmp_path: Path) -> None:
    path = play_out(scenario, seed=4, path=tmp_path / "a.wargame", turns=3)
    result = verify(path)
    assert (result.ok, result.turns) == (True, 3)
    same = play_out(scenario, seed=4, path=tmp_path / "b.wargame", turns=3)
    one, two = Exercise.open(path), Exercise.open(same)
    assert [turn.digest for turn in one.record.turns] == [turn.digest for turn in two.record.turns]
    assert one.over
    one.close()
    two.close()


def test_verify_names_the_first_difference(scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = play_out(scenario, seed=4, path=tmp_path / "a.wargame", turns=2)
    from wargame.exercise import replay

    honest = replay.adjudicate

    def broken(state, *rest, **named):  # type: ignore[no-untyped-def]
        outcome = honest(state, *rest, **named)
        if state.turn == 2:
            heat = outcome.state.heat.copy()
            heat[0, 0] += 1
            outcome.state.arrays["heat"] = heat
        return outcome

    monkeypatch.setattr(replay, "adjudicate", broken)
    result = verify(path)
    assert not result.ok
    assert (result.turns, "turn 2" in result.message, "`heat`" in result.message) == (1, True, True)


def test_control_decides_on_injects(scenario: Scenario, tmp_path: Path) -> None:
    exercise = start(scenario, tmp_path / "a.wargame", ask=())
    inject = exercise.scenario.injects[0].id
    exercise.set_inject(inject, "fire")
    exercise.advance()
    answer_all(exercise)
    fired = [
        event for event in exercise.record.turns[0].events if event.code == "inject" and event.ids["inject"] == inject
    ]
    assert len(fired) == 1
    exercise.close()
    held = start(scenario, tmp_path / "b.wargame", ask=())
    held.set_inject(inject, "hold")
    while not held.over:
        held.advance()
        answer_all(held)
    assert not [event for turn in held.record.turns for event in turn.events if event.ids.get("inject") == inject]
    assert verify(tmp_path / "b.wargame").ok
    held.close()


def test_taking_over_a_seat(exercise: Exercise) -> None:
    exercise.take_over(Seat("russia", CONTROL))
    assert exercise.seat("russia").held_by == CONTROL
    with pytest.raises(InputError, match="no seat"):
        exercise.take_over(Seat("atlantis", "people"))


def test_settings_come_back_from_the_file(scenario: Scenario, tmp_path: Path) -> None:
    settings = Settings("free", 2, "quarter", 7, ("rung",), "denial", {})
    exercise = Exercise.create(tmp_path / "a.wargame", scenario, empty_table(scenario), settings, seed=1)
    exercise.close()
    again = Exercise.open(tmp_path / "a.wargame", readonly=True)
    assert again.settings == settings
    assert again.tables.theory == "denial"
    again.close()
