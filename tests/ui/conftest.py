"""Every test of a screen has a display that nobody sees, and an empty event queue."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest


@pytest.fixture(autouse=True)
def _unseen_window() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 64))
    pygame.event.clear()
    yield
    pygame.display.init()
    pygame.event.clear()
