"""Every shipped scenario on the screens on which its texts stand, in both languages: nothing cut, no word missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pygame
import pytest

from tests.conformance.shipped import EVERY, SCENARIOS, SIZES, scenario
from wargame.places import scenarios_dir
from wargame.ui.app import App
from wargame.ui.models.debrief import TABS as DEBRIEF
from wargame.ui.models.desk import TABS as DESK
from wargame.ui.models.setup import Draft
from wargame.ui.preferences import Preferences
from wargame.ui.screens import screen_of
from wargame.ui.session import Session
from wargame.ui.staging import stage

Look = tuple[tuple[int, int], float]
SIZE = (1280, 720)
LOOKS: list[Look] = [
    (SIZE, 1.0), (SIZE, 0.8), ((1600, 900), 1.0), ((1600, 900), 1.3), ((1920, 1080), 1.0), ((1920, 1080), 1.5),
]  # fmt: skip
SCREENS = {"desk": DESK, "situation": (), "public": (), "debrief": DEBRIEF, "timeline": ()}
"""In the order in which one game comes to them -> tabs."""


@pytest.fixture(autouse=True)
def _unseen_window() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 64))
    yield
    pygame.display.init()


def cut(session: Session, tabs: tuple[str, ...], langs: Sequence[str], looks: Sequence[Look]) -> list[str]:
    """Every text that has no room on the session's screen, and every word that is missing."""
    wrong = []
    for lang in langs:
        for size, scale in looks:
            session.prefer(lang=lang, scale=scale)
            session.room = (round(size[0] / scale), round(size[1] / scale))
            app = App(size, session)
            surface = pygame.Surface(size)
            for tab in tabs or ("",):
                if tab:
                    app.screen.own(session).tab = tab
                    session.touch()
                    app.step([])
                app.draw(surface, force=True)
                assert app.ui.text_twin()
                where = f"{session.screen} {tab} in {lang}, {size} at {scale}: "
                wrong += [f"{where}{text}" for text in app.ui.overflows()]
        wrong += [f"{session.screen} in {lang}: no word for {code}" for code in sorted(session.words.missing)]
    return wrong


def started(folder: Path) -> Session:
    session = Session(folder, Preferences("en", "desk", 1.0), seed=7)
    session.room = SIZE
    return session


@EVERY
@SIZES
def test_no_text_of_it_is_cut_on_the_screen(name: str, full: bool, tmp_path: Path) -> None:
    """At small size in English and in Dutch by turns, on a small screen, for the first seat."""
    of, looks = scenario(name), LOOKS if full else LOOKS[:1]
    langs = ("en", "nl") if full else ("en", "nl")[SCENARIOS.index(name) % 2 :][:1]
    session = started(tmp_path)
    session.own("setup", lambda: Draft.of(of, session))
    screen_of("setup").demo(session)
    wrong = cut(session, (), langs, looks)
    for number, role in enumerate(of.role_ids if full else of.role_ids[:1]):
        session = started(tmp_path / str(number))
        stage(session, played=1, people=(role,), name=str(scenarios_dir() / name))
        for id, tabs in SCREENS.items():
            session.toasts = []
            found = screen_of(id)
            found.session = session
            found.demo(session)
            wrong += cut(session, tabs, langs, looks)
        session.close()
    assert wrong == []
