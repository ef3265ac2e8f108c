"""The app: one way in, keys that work everywhere, notices instead of tracebacks, languages, sizes, files."""

from __future__ import annotations

import json
from pathlib import Path

import pygame
import pytest

from tests.ui.table import at_desk, at_turn_zero, pixels, session_in, sit_down, twin
from wargame.errors import InputError
from wargame.exercise import Exercise
from wargame.ui import app as application
from wargame.ui.app import App
from wargame.ui.kit import Pilot
from wargame.ui.kit.clipboard import CLIPBOARD
from wargame.ui.kit.look import LARGEST_SCALE
from wargame.ui.preferences import FILE, Preferences, read


def test_a_new_user_reaches_the_desk_by_keyboard_alone_and_seals(tmp_path: Path) -> None:
    pilot = sit_down(tmp_path)
    session = pilot.target.session
    pilot.key("f5")
    assert (session.screen, session.seat) == ("turn_zero", "netherlands")
    assert pilot.focused() == "sheet.aim"
    for field in ("aim", "accepted_risk", "conditions", "success", "exit", "red_lines"):
        assert pilot.focused() == f"sheet.{field}"
        pilot.type(f"our {field} ґ")
        pilot.key("tab")
    pilot.key("ctrl+enter")
    assert session.game.record.sheets["netherlands"].red_lines == "our red_lines ґ"
    assert session.screen == "situation"
    pilot.key("ctrl+enter")
    assert (session.screen, session.game.phase) == ("desk", "orders")
    assert pilot.focused() == "desk.orders"
    pilot.key("down", "enter")
    assert "IN ORDER TO" in twin(pilot)
    assert pilot.focused() == "order.parameter.level"
    pilot.key("enter", "down", "enter", "tab")
    pilot.type("show where we stand")
    pilot.key("ctrl+enter")
    assert session.own("desk", lambda: None).pending[0].intent == "show where we stand"
    assert pilot.focused() == "desk.orders"
    pilot.key("f8")
    assert "Seal your orders?" in twin(pilot)
    pilot.key("esc")
    assert not session.game.record.orders


def test_every_screen_can_be_copied_as_text(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.key("f9")
    copied = CLIPBOARD.read()
    assert "The Netherlands" in copied
    assert "What you can still decide" in copied
    assert "Lyman–Kreminna" in copied


def test_help_lists_the_keys_of_the_screen(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.key("?")
    listed = twin(pilot)
    for key in ("F6", "F8", "F9", "F10", "Alt+1", "Ctrl+Q"):
        assert key in listed
    pilot.key("esc")
    assert pilot.ui.modal is None


def test_language_palette_and_size_change_at_once_and_are_remembered(tmp_path: Path) -> None:
    pilot = sit_down(tmp_path)
    before = pixels(pilot)
    pilot.key("f10")
    pilot.click_at(pilot.ui.find("app.lang").option_rects()[1].center)
    assert "Meteen beginnen" in "\n".join(line for layer in pilot.ui.layers for line in layer.root.text_twin())
    pilot.click_at(pilot.ui.find("app.theme").option_rects()[1].center)
    pilot.click("app.menu.close")
    pilot.key("ctrl++")
    assert pixels(pilot) != before
    assert read(tmp_path) == Preferences("nl", "paper", 1.1)
    assert pilot.target.session.words.lang == "nl"


def test_preferences_that_somebody_broke_by_hand_are_put_right(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"lang": "tlh", "scale": 40, "theme": 3, "more": 1}), encoding="utf-8")
    assert read(tmp_path) == Preferences("en", "desk", LARGEST_SCALE)
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    assert read(tmp_path) == Preferences()


def test_a_file_that_cannot_be_opened_is_a_notice_and_play_goes_on(tmp_path: Path) -> None:
    pilot = sit_down(tmp_path)
    (tmp_path / "broken.wargame").write_bytes(b"SQLite format 3\0" + b"x" * 3000)
    for path, said in (
        ("nowhere.wargame", "There is no such exercise file."),
        ("broken.wargame", "not an exercise file"),
    ):
        pilot.key("ctrl+o")
        pilot.type(str(tmp_path / path))
        pilot.key("enter")
        assert said in twin(pilot)
        pilot.key("enter")
        assert pilot.ui.modal is None
        assert pilot.target.session.screen == "start"


def test_an_exercise_can_be_put_away_and_continued(tmp_path: Path) -> None:
    pilot = at_turn_zero(tmp_path)
    session = pilot.target.session
    name = session.game.log.path.stem
    pilot.key("f10")
    pilot.click("app.close")
    assert session.exercise is None
    assert name in twin(pilot)
    pilot.ui.focus(pilot.ui.find("start.recent"))
    pilot.key("down", "enter")
    assert session.game.log.path.stem == name
    assert session.screen == "turn_zero"


def test_a_file_dropped_on_the_window_is_opened(tmp_path: Path) -> None:
    first = at_turn_zero(tmp_path)
    path = first.target.session.game.log.path
    first.target.session.close()
    pilot = sit_down(tmp_path)
    pilot.post(pygame.event.Event(pygame.DROPFILE, file=str(path)))
    assert pilot.target.session.screen == "turn_zero"


def test_a_screen_for_a_seat_is_never_built_while_nobody_sits_there(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    session = pilot.target.session
    session.seat = session.sitter = None
    session.touch()
    with pytest.raises(RuntimeError, match="nobody sits there"):
        pilot.target.step([])


def test_nothing_is_drawn_while_nothing_changes(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    surface = pygame.Surface(pilot.ui.rect.size)
    assert pilot.target.draw(surface)
    pilot.target.step([], pilot.ui.now_ms + 10_000)
    pilot.target.draw(surface)
    pilot.target.step([], pilot.ui.now_ms + 10_000)
    assert not pilot.target.draw(surface)


def test_the_same_events_give_the_same_pixels(tmp_path: Path) -> None:
    shots = []
    for run in ("one", "two"):
        pilot = sit_down(tmp_path / run)
        pilot.key("f5", "tab", "tab")
        pilot.type("Куп Ї")
        shots.append(pixels(pilot))
        pilot.target.session.close()
    assert _but_for_the_commitment(shots[0]) == _but_for_the_commitment(shots[1])


def _but_for_the_commitment(shot: bytes) -> bytes:
    """The screen below the title bar, whose hash differs from file to file (it is salted)."""
    return shot[3 * 1280 * 60 :]


def test_without_a_display_there_is_one_clear_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path))

    def refuse(*_: object) -> None:
        raise pygame.error("No available video device")

    monkeypatch.setattr(application.pygame.display, "set_mode", refuse)
    with pytest.raises(InputError) as caught:
        application.run()
    assert caught.value.code == "no-display"
    assert "wargame run" in str(caught.value)
    pygame.display.init()


def test_a_wrong_target_is_told_before_a_window_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path))
    for target in ("no-such-scenario", str(tmp_path / "none.wargame")):
        with pytest.raises(InputError):
            application.run(target)


def test_the_loop_ends_when_the_window_is_closed_and_keeps_the_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = at_turn_zero(tmp_path)
    path = first.target.session.game.log.path
    first.target.session.close()
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path))
    pygame.display.init()
    real = application._window

    def window(size: tuple[int, int], full: bool) -> pygame.Surface:
        surface = real(size, full)
        pygame.event.post(pygame.event.Event(pygame.QUIT))
        return surface

    monkeypatch.setattr(application, "_window", window)
    assert application.run(str(path), lang="nl", size=(900, 600), scale=90) == 0
    again = Exercise.open(path)
    assert again.phase == "turn_zero"
    again.close()


def test_time_passes_in_the_loop_without_any_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pilot = sit_down(tmp_path)
    app = pilot.target
    seen: list[int] = []
    step = app.step

    def watch(events: list[pygame.event.Event], now_ms: int) -> None:
        seen.append(now_ms)
        step(events, now_ms)
        app.session.quitting = len(seen) >= 4

    monkeypatch.setattr(app, "step", watch)
    application._loop(app, pygame.display.set_mode((640, 480)), (640, 480))
    assert seen[-1] - seen[0] >= 2 * application.IDLE_MS


def test_a_command_line_scenario_opens_its_set_up(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    application._aim(session, "moderate")
    pilot = Pilot(App((1280, 720), session))
    assert session.screen == "setup"
    assert "New exercise: The moderate deal" in twin(pilot)
