"""Every screen of play and debrief, in both languages, at every size and scale: no text cut, no word missing."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from tests.ui.table import session_in
from wargame.ui.app import App
from wargame.ui.models.consequence import TABS as CONSEQUENCE
from wargame.ui.models.control import TABS as CONTROL
from wargame.ui.models.debrief import TABS as DEBRIEF
from wargame.ui.screens import screen_of
from wargame.ui.session import Session
from wargame.ui.staging import stage

PARTS = {
    "moment": ("",),
    "consequence": CONSEQUENCE,
    "control": CONTROL,
    "timeline": ("",),
    "debrief": DEBRIEF,
    "public": ("",),
}
LOOKS = [
    ((1280, 720), 0.8),
    ((1280, 720), 1.0),
    ((1600, 900), 1.0),
    ((1600, 900), 1.3),
    ((1920, 1080), 1.0),
    ((1920, 1080), 1.5),
]


def shown(folder: Path, screen: str, lang: str) -> Session:
    session = session_in(folder, lang)
    stage(session)
    session.toasts = []
    found = screen_of(screen)
    found.session = session
    found.demo(session)
    session.toasts = []
    return session


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("screen", PARTS)
def test_no_text_is_cut_and_no_word_is_missing(tmp_path: Path, screen: str, lang: str) -> None:
    session = shown(tmp_path, screen, lang)
    assert session.screen == screen
    for size, scale in LOOKS:
        session.prefer(scale=scale)
        app = App(size, session)
        surface = pygame.Surface(size)
        for part in PARTS[screen]:
            if part:
                app.screen.own(session).tab = part
                session.touch()
                app.step([])
            app.draw(surface, force=True)
            assert app.ui.overflows() == [], f"{screen} {part} {lang} {size} at {scale}"
            assert app.ui.text_twin()
    assert session.words.missing == set()
    session.close()


def test_what_is_cut_is_noticed(tmp_path: Path) -> None:
    session = shown(tmp_path, "consequence", "nl")
    app = App((460, 240), session)
    app.draw(pygame.Surface((460, 240)), force=True)
    assert app.ui.overflows()


@pytest.mark.parametrize("screen", PARTS)
def test_every_screen_lists_its_keys_and_has_something_to_press(tmp_path: Path, screen: str) -> None:
    session = shown(tmp_path, screen, "en")
    app = App((1280, 720), session)
    stops = app.ui.focusable()
    assert len(stops) >= 1
    assert app.ui.focused in stops
    session.close()
