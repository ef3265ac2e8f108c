"""The curtain and who sits down when: nothing of a seat shows to the next, and play asks for the right people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.table import SIZE, at_desk, at_turn_zero, pixels, session_in, twin
from wargame.exercise import CONTROL, Seat, Settings, lock
from wargame.scenario import load
from wargame.ui import flow
from wargame.ui.app import App
from wargame.ui.flow import Progress, Task
from wargame.ui.kit import Pilot
from wargame.ui.staging import finish

PEOPLE = ("netherlands", "russia")


def new_game(pilot_folder: Path, held: dict[str, Seat], ask: tuple[str, ...] = (), control_pin: str = "") -> Pilot:
    session = session_in(pilot_folder)
    scenario = load("moderate")
    seats = [held.get(role.id, Seat(role.id, "doctrine", role.doctrine)) for role in scenario.document.roles]
    settings = Settings("free", 2, "month", 7, ask, control_pin=lock(control_pin) if control_pin else "")
    session.create(pilot_folder / "game.wargame", scenario, seats, settings, 5)
    return Pilot(App(SIZE, session))


def test_a_single_player_never_meets_a_curtain(tmp_path: Path) -> None:
    pilot = at_turn_zero(tmp_path)
    assert pilot.target.session.screen == "turn_zero"
    assert pilot.target.session.alone


def test_two_teams_write_their_sheets_behind_the_curtain(tmp_path: Path) -> None:
    pilot = at_turn_zero(tmp_path, PEOPLE)
    session = pilot.target.session
    assert (session.screen, session.seat) == ("curtain", None)
    pilot.key("enter")
    assert (session.screen, session.seat) == ("turn_zero", "netherlands")
    pilot.type("secret of The Hague")
    pilot.key("ctrl+enter")
    pilot.click("zero.seal_anyway")
    assert (session.screen, session.waiting) == ("curtain", Task("russia", "russia", "turn_zero"))
    assert "secret of The Hague" not in twin(pilot)
    pilot.key("enter")
    assert session.seat == "russia"
    assert "secret of The Hague" not in twin(pilot)
    assert pilot.ui.find("sheet.aim").text == ""


def test_the_curtain_looks_the_same_whatever_the_seat_before_it_saw_and_did(tmp_path: Path) -> None:
    shots = []
    for text in ("one", "quite another"):
        pilot = at_turn_zero(tmp_path / text.replace(" ", ""), PEOPLE)
        pilot.key("enter")
        pilot.type(text)
        pilot.key("ctrl+enter")
        pilot.click("zero.seal_anyway")
        pilot.target.step([], pilot.ui.now_ms + 60_000)
        pilot.ui.set_look()
        shots.append(pixels(pilot)[3 * SIZE[0] * 60 :])
        pilot.target.session.close()
    assert shots[0] == shots[1]


def test_getting_up_draws_the_curtain_over_a_half_written_order(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, people=PEOPLE)
    pilot.click("desk.free")
    pilot.type("our secret plan")
    assert "our secret plan" in twin(pilot)
    pilot.key("f10")
    pilot.click("app.leave")
    assert pilot.target.session.seat is None
    assert "our secret plan" not in twin(pilot)
    pilot.click("curtain.other.russia")
    pilot.click("curtain.sit")
    assert pilot.target.session.seat == "russia"
    assert "our secret plan" not in twin(pilot)


def test_a_pin_keeps_the_curtain_closed(tmp_path: Path) -> None:
    held = {
        "netherlands": Seat("netherlands", "people", pin=lock("1953")),
        "russia": Seat("russia", "people", pin=lock("2222")),
    }
    pilot = new_game(tmp_path, held)
    session = pilot.target.session
    assert pilot.focused() == "curtain.pin"
    pilot.type("2222")
    assert "2222" not in twin(pilot)
    pilot.key("enter")
    assert session.seat is None
    assert "not the PIN of this seat" in twin(pilot)
    pilot.type("1953")
    pilot.key("enter")
    assert session.seat == "netherlands"


def test_control_has_a_pin_of_its_own_and_sits_down_when_it_is_asked(tmp_path: Path) -> None:
    held = {role: Seat(role, "people") for role in PEOPLE}
    pilot = new_game(tmp_path, held, ask=("proposal",), control_pin="control!")
    session = pilot.target.session
    assert session.opens(CONTROL, "control!")
    assert not session.opens(CONTROL, "")
    pilot.click("curtain.other.control")
    pilot.type("wrong")
    pilot.key("enter")
    assert session.seat is None


def test_a_game_with_a_pin_asks_for_it_even_of_a_single_player(tmp_path: Path) -> None:
    pilot = new_game(tmp_path, {"netherlands": Seat("netherlands", "people", pin=lock("1953"))})
    assert pilot.target.session.screen == "curtain"


def seats_of(pilot: Pilot) -> Progress:
    return pilot.target.session.progress


def test_whoever_sits_there_goes_on_before_anybody_else_has_to_get_up(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, people=PEOPLE)
    game, progress = pilot.target.session.game, seats_of(pilot)
    assert flow.next_task(game, progress, "russia") == Task("russia", "russia", "situation")
    assert flow.next_task(game, progress, "netherlands") == Task("netherlands", "netherlands", "desk")
    game.submit("netherlands", [])
    assert flow.next_task(game, progress, "netherlands") == Task("russia", "russia", "situation")
    game.submit("russia", [])
    assert flow.next_task(game, progress, "russia") is None


def test_after_adjudication_everybody_reads_what_happened_before_the_next_turn(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, people=PEOPLE)
    game, progress = pilot.target.session.game, seats_of(pilot)
    for role in PEOPLE:
        game.submit(role, [])
    finish(pilot.target.session)
    assert [task.seat for task in flow.tasks(game, progress)] == list(PEOPLE)
    played = flow.stretch(game)
    for role in PEOPLE:
        progress.acknowledged.add((role, played))
    assert flow.tasks(game, progress) == []


@pytest.mark.parametrize("ask", [(), ("proposal",)])
def test_control_releases_the_orders_only_where_there_is_control(tmp_path: Path, ask: tuple[str, ...]) -> None:
    pilot = new_game(tmp_path, {"netherlands": Seat("netherlands", "people")}, ask)
    session = pilot.target.session
    game = session.game
    from wargame.exercise import Sheet

    game.seal(Sheet("netherlands"))
    game.advance()
    game.advance()
    game.submit("netherlands", [])
    assert flow.has_control(game) == bool(ask)
    assert flow.tasks(game, session.progress) == ([Task(CONTROL, CONTROL, "control")] if ask else [])


def test_control_sits_down_for_the_roles_it_plays(tmp_path: Path) -> None:
    pilot = new_game(tmp_path, {"netherlands": Seat("netherlands", "people"), "nato_eu": Seat("nato_eu", "control")})
    game = pilot.target.session.game
    from wargame.exercise import Sheet

    game.seal(Sheet("netherlands"))
    game.advance()
    game.advance()
    assert Task(CONTROL, "nato_eu", "desk") in flow.tasks(game, Progress())
