"""Every screen of the desk in both languages, at every size and scale: no text cut, no word missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pygame
import pytest

from tests.ui.table import session_in
from wargame.ui.app import App
from wargame.ui.screens import SCREENS, screen_of
from wargame.ui.staging import begin, stage

MINE = ("start", "setup", "turn_zero", "curtain", "situation", "desk")
LOOKS = [
    ((1280, 720), 0.8), ((1280, 720), 1.0), ((1600, 900), 1.0), ((1600, 900), 1.3), ((1920, 1080), 1.0),
    ((1920, 1080), 1.5),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("screen", MINE)
def test_no_text_is_cut_and_no_word_is_missing(tmp_path: Path, screen: str, lang: str) -> None:
    session = session_in(tmp_path, lang)
    if screen == "turn_zero":
        begin(session)
    elif screen not in ("start", "setup"):
        stage(session, people=("netherlands", "russia") if screen == "curtain" else ("netherlands",))
    session.toasts = []
    found = screen_of(screen)
    found.session = session
    found.demo(session)
    for size, scale in LOOKS:
        session.prefer(scale=scale)
        session.room = (round(size[0] / scale), round(size[1] / scale))
        app = App(size, session)
        surface = pygame.Surface(size)
        app.draw(surface, force=True)
        assert app.ui.overflows() == [], f"{screen} {lang} {size} at {scale}"
        assert session.words.missing == set()
        assert app.ui.text_twin()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_state_of_the_desk_fits(tmp_path: Path, lang: str) -> None:
    session = session_in(tmp_path, lang)
    stage(session, played=1)
    session.toasts = []
    app = App((1280, 720), session)
    own = app.screen.own(session)
    surface = pygame.Surface((1280, 720))

    def fits() -> None:
        session.touch()
        app.step([])
        app.draw(surface, force=True)
        assert app.ui.overflows() == []

    for tab in ("orders", "situation", "forces", "messages"):
        own.tab = tab
        fits()
    own.tab, own.layers_open = "orders", True
    fits()
    own.layers_open = False
    app.screen._begin("nl_offer_ground", own, session)
    assert own.draft is not None
    own.draft.parameters.update(element="nl_13", place="kyiv")
    fits()
    own.doors_open = True
    fits()
    assert session.words.missing == set()


def test_the_screenshot_tool_draws_a_screen_and_a_sheet(tmp_path: Path) -> None:
    tool = Path(__file__).resolve().parents[2] / "tools" / "screenshots.py"
    command = [
        sys.executable,
        str(tool),
        "--out",
        str(tmp_path),
        "--lang",
        "nl",
        "--size",
        "1280x720",
        "--screen",
        "start",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert pygame.image.load(tmp_path / "start_nl_1280x720.png").get_size() == (1280, 720)
    assert (tmp_path / "sheet_nl_1280x720.png").is_file()


def test_every_screen_has_its_own_id() -> None:
    assert [screen_of(id).id for id in MINE] == list(MINE)
    assert set(MINE) < set(SCREENS)
    with pytest.raises(KeyError, match="there is no screen"):
        screen_of("cellar")
