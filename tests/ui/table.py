"""A table to play at: an app without a window, and a pilot that plays it with real events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pygame

from wargame.ui.app import App
from wargame.ui.kit import Pilot
from wargame.ui.preferences import Preferences
from wargame.ui.session import Session
from wargame.ui.staging import begin, stage

SIZE = (1280, 720)


def sit_down(
    folder: Path, lang: str = "en", size: tuple[int, int] = SIZE, scale: float = 1.0, theme: str = "desk"
) -> Pilot:
    """The start screen."""
    return Pilot(App(size, session_in(folder, lang, size, scale, theme)))


def session_in(
    folder: Path, lang: str = "en", size: tuple[int, int] = SIZE, scale: float = 1.0, theme: str = "desk"
) -> Session:
    """A session without an app yet."""
    session = Session(folder, Preferences(lang, theme, scale), seed=7)
    session.room = (round(size[0] / scale), round(size[1] / scale))
    return session


def at_desk(folder: Path, *, played: int = 0, people: Sequence[str] = ("netherlands",), lang: str = "en") -> Pilot:
    """The first of `people` at its desk, with its orders still to give."""
    session = session_in(folder, lang)
    stage(session, played=played, people=people)
    session.toasts = []
    return Pilot(App(SIZE, session))


def at_turn_zero(folder: Path, people: Sequence[str] = ("netherlands",)) -> Pilot:
    """A fresh exercise."""
    session = session_in(folder)
    begin(session, people)
    return Pilot(App(SIZE, session))


def pixels(pilot: Pilot) -> bytes:
    """What the window shows."""
    surface = pygame.Surface(pilot.ui.rect.size)
    pilot.target.draw(surface, force=True)
    return pygame.image.tobytes(surface, "RGB")


def twin(pilot: Pilot) -> str:
    """What the screen says."""
    return "\n".join(pilot.ui.text_twin())


def show(pilot: Pilot) -> None:
    """Take what a test changed by hand."""
    pilot.target.session.touch()
    pilot.target.step([])
