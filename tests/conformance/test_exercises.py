"""Every shipped scenario as an exercise: saved and opened in every phase, replayed bit by bit, every inject fired."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conformance.shipped import SCENARIOS, legal_orders, scenario, tables
from wargame.exercise import (
    PHASES,
    Exercise,
    Seat,
    Settings,
    Sheet,
    default_settings,
    empty_table,
    play_out,
    verify,
)  # fmt: skip
from wargame.scenario import load_texts
from wargame.scenario.document import Scenario
from wargame.world.events import Ruling

EVERY = pytest.mark.parametrize("name", SCENARIOS)


def with_people(name: str, turns: int = 3) -> tuple[list[Seat], Settings]:
    """Every second seat is played by people; control is asked everything."""
    seats = [Seat(seat.role, "people") if n % 2 == 0 else seat for n, seat in enumerate(empty_table(scenario(name)))]
    return seats, default_settings(scenario(name), turns=turns, ask=("proposal", "rung", "inject"))


def actions(exercise: Exercise, rng: np.random.Generator) -> Any:
    """What the people at the table do next, as a function of the exercise (so that a reopened one can do it)."""
    phase, turn, people = exercise.phase, exercise.turn, exercise.people()
    if phase == "turn_zero" and len(exercise.record.sheets) < len(people):
        role = people[len(exercise.record.sheets)]
        return lambda one: one.seal(Sheet(role, aim=f"aim of {role}", red_lines="none"))
    if phase == "orders":
        waiting = [role for role in people if role not in exercise.record.orders]
        if waiting:
            docs = legal_orders(exercise.tables, waiting[0], turn, rng)
            return lambda one: one.submit(waiting[0], docs)
        days = 2 if turn == 2 and not exercise.record.left else 0
        return lambda one: one.advance(days)
    if phase == "adjudication":
        question = exercise.questions[0]
        choice = str(rng.choice(question.options))
        ruling = Ruling("choice", question.role if question.kind != "proposal" else "umpire", question.day,
                        choice=choice, reason_code="realism", reason="They argued well.")  # fmt: skip
        return lambda one: one.answer(question.address, ruling)
    return lambda one: one.advance()


def content(exercise: Exercise) -> list[Any]:
    """All that people can see or be asked, to be compared."""
    record = exercise.record
    parts: list[Any] = [
        exercise.phase, exercise.turn, exercise.day, exercise.state.digest(0), exercise.questions,
        list(exercise.preview), dict(record.orders), dict(record.sheets), list(record.notes),
    ]  # fmt: skip
    for role in (*exercise.scenario.role_ids, "control", "public"):
        view = exercise.view(role)
        seen = {key: (one.values.tobytes(), one.error) for key, one in view.quantities.items()}
        parts.append((role, seen, view.events, view.inbox))
    return parts


def play(name: str, path: Path, *, reopen: bool) -> tuple[list[list[Any]], set[str]]:
    """A whole exercise with people, closed and opened again after every action if so asked; what was seen."""
    rng = np.random.default_rng(8)
    seats, settings = with_people(name)
    exercise = Exercise.create(path, scenario(name), seats, settings, seed=21)
    seen, phases = [content(exercise)], set()
    while not exercise.over:
        actions(exercise, rng)(exercise)
        seen.append(content(exercise))
        phases.add(exercise.phase)
        if reopen:
            exercise.close()
            exercise = Exercise.open(path)
            assert content(exercise) == seen[-1], f"opened again in {exercise.phase} of turn {exercise.turn}"
    exercise.close()
    return seen, phases


@pytest.fixture
def _documents_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exercise reads its documents from its file each time it is opened, which test_documents proves; here once."""
    known: dict[str, Scenario] = {}

    def read(texts: dict[str, str], main: str) -> Scenario:
        key = f"{main}{texts}"
        if key not in known:
            known[key] = load_texts(texts, main)
        return known[key]

    monkeypatch.setattr("wargame.exercise.exercise.load_texts", read)


@pytest.mark.usefixtures("_documents_read_once")
@EVERY
def test_saved_and_opened_after_every_action_it_goes_on_the_same(name: str, tmp_path: Path) -> None:
    seen, phases = play(name, tmp_path / "closed.wargame", reopen=True)
    assert phases | {"turn_zero"} == set(PHASES), "every phase was saved and opened again"
    assert play(name, tmp_path / "open.wargame", reopen=False)[0] == seen
    for path in sorted(tmp_path.glob("*.wargame")):
        found = verify(path)
        assert found.ok, found.message
        assert found.turns == 4, "three turns, one of them cut in two by a crisis"


@EVERY
def test_the_replay_of_an_exercise_is_the_exercise(name: str, tmp_path: Path) -> None:
    found = verify(play_out(scenario(name), seed=3, turns=4, path=tmp_path / "a.wargame"))
    assert (found.ok, found.turns) == (True, 4), found.message


@pytest.mark.soak
@EVERY
@pytest.mark.parametrize("seed", range(10))
def test_the_replay_of_a_year_is_the_year(name: str, seed: int, tmp_path: Path) -> None:
    found = verify(play_out(scenario(name), seed=seed, turns=12, path=tmp_path / "a.wargame"))
    assert found.ok, found.message


@EVERY
def test_a_live_game_is_world_nought_of_the_batch_with_its_seed(name: str, tmp_path: Path) -> None:
    """The live game has no engine of its own: without questions to answer it is a batch of one."""
    from wargame.simulate import simulate

    path = play_out(scenario(name), seed=17, turns=3, path=tmp_path / "a.wargame")
    exercise = Exercise.open(path, readonly=True)
    batch = simulate(scenario(name), worlds=4, seed=17, turns=3, keep_final=True)
    assert batch.final is not None
    different = [key for key, values in exercise.state.arrays.items()
                 if values[..., 0].tobytes() != batch.final.arrays[key][..., 0].tobytes()]  # fmt: skip
    exercise.close()
    assert different == []


@EVERY
def test_control_can_fire_every_inject_and_its_seats_get_it(name: str, tmp_path: Path) -> None:
    of = scenario(name)
    assert of.injects
    for chosen in ([inject.id for inject in of.injects], [of.injects[-1].id]):
        path, settings = tmp_path / f"{len(chosen)}.wargame", default_settings(of, turns=1)
        exercise = Exercise.create(path, of, empty_table(of), settings, seed=1)
        for inject in of.injects:
            exercise.set_inject(inject.id, "fire" if inject.id in chosen else "hold")
        while exercise.phase != "consequence":
            exercise.advance()
        delivered = {event.ids["inject"]: event for event in exercise.view("control").inbox}
        assert set(delivered) == set(chosen)
        for inject in of.injects:
            for role in of.role_ids:
                got = inject.id in {event.ids["inject"] for event in exercise.view(role).inbox}
                assert got == (inject.id in chosen and (role in inject.to or "all" in inject.to)), (inject.id, role)
        exercise.close()


@EVERY
def test_every_session_format_can_be_set_up_and_begun(name: str, tmp_path: Path) -> None:
    of = scenario(name)
    for session in of.document.sessions:
        settings = default_settings(of, session.id)
        exercise = Exercise.create(tmp_path / f"{session.id}.wargame", of, empty_table(of), settings, seed=1)
        assert settings.turns == session.turns
        while exercise.phase != "consequence":
            exercise.advance()
        assert exercise.record.turns[0].days == exercise.days_of_turn(1)
        assert exercise.tables.scenario_id == tables(name).scenario_id
        exercise.close()
