"""Every shipped scenario as an exercise: saved and opened in every phase, replayed bit by bit, every inject fired."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conformance.shipped import EVERY, SCENARIOS, SIZES, legal_orders, scenario, tables
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
from wargame.report import write
from wargame.scenario import load_texts
from wargame.scenario.document import Scenario
from wargame.simulate import simulate
from wargame.world.events import Ruling
from wargame.world.ready import ready_texts
from wargame.world.tables import Tables


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
        days = 2 if turn == 1 and not exercise.record.left else 0
        return lambda one: one.advance(days)
    if phase == "adjudication":
        question = exercise.questions[0]
        choice = str(rng.choice(question.options))
        ruling = Ruling("choice", question.role if question.kind != "proposal" else "umpire", question.day,
                        choice=choice, reason_code="realism", reason="They argued well.")  # fmt: skip
        return lambda one: one.answer(question.address, ruling)
    return lambda one: one.advance()


def content(exercise: Exercise, *, views: bool) -> list[Any]:
    """All that people can be asked, to be compared, and all that they can see."""
    record = exercise.record
    parts: list[Any] = [
        exercise.phase, exercise.turn, exercise.day, exercise.state.digest(0), exercise.questions,
        list(exercise.preview), dict(record.orders), dict(record.sheets), list(record.notes),
    ]  # fmt: skip
    for role in (*exercise.scenario.role_ids, "control", "public") if views else ():
        view = exercise.view(role)
        seen = {key: (one.values.tobytes(), one.error) for key, one in view.quantities.items()}
        parts.append((role, seen, view.events, view.inbox))
    return parts


def play(name: str, path: Path, turns: int, reopen: Callable[[bool], bool]) -> tuple[list[list[Any]], set[str]]:
    """A whole exercise with people, closed and opened again after an action if `reopen` says so, which hears whether
    the phase changed; what was seen."""
    rng = np.random.default_rng(8)
    seats, settings = with_people(name, turns)
    exercise = Exercise.create(path, scenario(name), seats, settings, seed=21)
    seen, phases = [content(exercise, views=True)], set()
    while not exercise.over:
        phase = exercise.phase
        actions(exercise, rng)(exercise)
        changed = exercise.phase != phase
        seen.append(content(exercise, views=changed))
        phases.add(exercise.phase)
        if reopen(changed):
            exercise.close()
            exercise = Exercise.open(path)
            again = content(exercise, views=changed)
            assert again == seen[-1], f"opened again in {exercise.phase} of turn {exercise.turn}"
    exercise.close()
    return seen, phases


@pytest.fixture
def _documents_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exercise reads its documents from its file each time it is opened, which test_documents proves; here once."""
    documents: dict[str, Scenario] = {}
    compiled: dict[str, Tables] = {}

    def read(texts: dict[str, str], main: str) -> Scenario:
        key = f"{main}{texts}"
        if key not in documents:
            documents[key] = load_texts(texts, main)
        return documents[key]

    def ready(scenario: Scenario) -> Tables:
        if scenario.digest not in compiled:
            compiled[scenario.digest] = ready_texts(scenario)
        return compiled[scenario.digest]

    monkeypatch.setattr("wargame.exercise.exercise.load_texts", read)
    monkeypatch.setattr("wargame.exercise.exercise.ready_texts", ready)


@pytest.mark.usefixtures("_documents_read_once")
@EVERY
@SIZES
def test_saved_and_opened_it_goes_on_the_same(name: str, full: bool, tmp_path: Path) -> None:
    turns = 4 if full else 1
    seen, phases = play(name, tmp_path / "closed.wargame", turns, lambda changed: full or changed)
    assert phases | {"turn_zero"} == set(PHASES), "every phase was saved and opened again"
    assert play(name, tmp_path / "open.wargame", turns, lambda changed: False)[0] == seen
    for path in sorted(tmp_path.glob("*.wargame"))[: 2 if full else 1]:
        found = verify(path)
        assert found.ok, found.message
        assert found.turns == turns + 1, "one of them was cut in two by a crisis"


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A short exercise with doctrines in all seats, played once for all that look at it."""
    folder = tmp_path_factory.mktemp("played")
    return cache(lambda name: play_out(scenario(name), seed=17, turns=2, path=folder / f"{name}.wargame"))


@EVERY
def test_the_replay_of_an_exercise_is_the_exercise(name: str, played: Callable[[str], Path]) -> None:
    found = verify(played(name))
    assert (found.ok, found.turns) == (True, 2), found.message


@EVERY
@SIZES
def test_every_exercise_is_reported(name: str, full: bool, played: Callable[[str], Path], tmp_path: Path) -> None:
    """In both languages; at small size in English and in Dutch by turns."""
    titles = (("en", scenario(name).document.title.en), ("nl", scenario(name).document.title.nl))
    for lang, title in titles if full else [titles[SCENARIOS.index(name) % 2]]:
        folder = tmp_path / lang
        folder.mkdir()
        files = write(played(name), folder, lang=lang)
        pages = [unescape(path.read_text(encoding="utf-8")) for path in files if path.suffix == ".html"]
        assert pages
        assert all(f'lang="{lang}"' in page for page in pages)
        assert any(title in page for page in pages)


@pytest.mark.soak
@EVERY
@pytest.mark.parametrize("seed", range(10))
def test_the_replay_of_a_year_is_the_year(name: str, seed: int, tmp_path: Path) -> None:
    found = verify(play_out(scenario(name), seed=seed, turns=12, path=tmp_path / "a.wargame"))
    assert found.ok, found.message


@EVERY
def test_a_live_game_is_world_nought_of_the_batch_with_its_seed(name: str, played: Callable[[str], Path]) -> None:
    """The live game has no engine of its own: without questions to answer it is a batch of one."""
    exercise = Exercise.open(played(name), readonly=True)
    batch = simulate(scenario(name), worlds=2, seed=17, turns=2, keep_final=True)
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
@SIZES
def test_every_session_format_can_be_set_up_and_begun(name: str, full: bool, tmp_path: Path) -> None:
    """At small size each is set up, and the first is begun."""
    of = scenario(name)
    for session in of.document.sessions:
        settings = default_settings(of, session.id)
        exercise = Exercise.create(tmp_path / f"{session.id}.wargame", of, empty_table(of), settings, seed=1)
        assert settings.turns == session.turns
        if full or session is of.document.sessions[0]:
            while exercise.phase != "consequence":
                exercise.advance()
            assert exercise.record.turns[0].days == exercise.days_of_turn(1)
        assert exercise.tables.scenario_id == tables(name).scenario_id
        exercise.close()
