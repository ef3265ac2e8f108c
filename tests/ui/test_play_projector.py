"""The projector's window: opened and closed by control, drawn when the game changed, closed by its own cross."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from tests.ui.play import table
from tests.ui.table import session_in
from wargame.ui import staging
from wargame.ui.projector import Projector


def test_control_opens_it_and_it_follows_the_game(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=())
    session = pilot.target.session
    projector = Projector(session)
    assert not projector.follow()
    pilot.click("control.projector")
    assert projector.follow()
    assert projector.window is not None
    assert not projector.follow(), "nothing changed, nothing is drawn"
    session.touch()
    assert projector.follow()
    session.close()
    assert not projector.follow()
    assert projector.window is None


def test_closing_the_wall_ends_the_projection_and_closing_the_desk_ends_the_program(tmp_path: Path) -> None:
    pilot = table(tmp_path, ask=())
    session = pilot.target.session
    session.projecting = True
    projector = Projector(session)
    projector.follow()
    main = pygame.event.Event(pygame.WINDOWCLOSE, window=None)
    wall = pygame.event.Event(pygame.WINDOWCLOSE, window=projector.window)
    click = pygame.event.Event(pygame.MOUSEBUTTONDOWN, window=projector.window, pos=(1, 1), button=1)
    assert projector.takes(click), "a click on the wall is none on the desk"
    assert not projector.takes(main)
    assert session.quitting
    assert projector.takes(wall)
    assert not session.projecting
    projector.follow()
    assert projector.window is None


@pytest.mark.parametrize("size", [(1280, 720), (1600, 900), (1920, 1080), (1024, 768)])
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_text_on_the_wall_is_cut(tmp_path: Path, size: tuple[int, int], lang: str) -> None:
    session = session_in(tmp_path, lang)
    staging.stage(session)
    projector = Projector(session)
    assert projector.render(pygame.Surface(size))
    assert projector.ui is not None
    assert projector.ui.overflows() == []
    assert session.words.missing == set()
    smallest = projector.ui.look.size("lead")
    assert smallest >= size[0] / 80, "a line of news can be read from six metres"
