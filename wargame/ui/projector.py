"""The projector: a second window with the public display. It is built from the public's history and from nothing else.

The main window may show a seat's secrets at the same time; the two share no widget, no surface and no view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from wargame.ui.kit import THEMES, Ui
from wargame.ui.kit.look import LARGEST_SCALE, SMALLEST_SCALE
from wargame.ui.models.public import public_model
from wargame.ui.screens.public import wall

if TYPE_CHECKING:
    from wargame.ui.session import Session

SIZE = (1280, 720)
DESIGN_WIDTH = 1120
"""Design pixels across the wall, whatever its size: large enough to be read from six metres."""


class Projector:
    """Opens and closes with `session.projecting`, and draws when the session changed."""

    def __init__(self, session: Session) -> None:
        """Closed."""
        self.session = session
        self.window: pygame.Window | None = None
        self.ui: Ui | None = None
        self._shown: tuple[object, ...] = ()

    def takes(self, event: pygame.event.Event) -> bool:
        """Whether an event belongs to this window. It has no controls; closing it ends the projection.

        With two windows open, closing the main one gives no QUIT; that is told apart here as well.
        """
        mine = self.window is not None and getattr(event, "window", None) is self.window
        if event.type == pygame.WINDOWCLOSE and self.window is not None:
            if mine:
                self.session.projecting = False
            else:
                self.session.quitting = True
        return mine

    def follow(self) -> bool:
        """Open, close or draw as the session asks; returns whether something was drawn."""
        wanted = self.session.projecting and self.session.exercise is not None
        if wanted and self.window is None:
            self.window = pygame.Window(self.session.say("public.window"), SIZE, resizable=True)
            self._shown = ()
        elif not wanted and self.window is not None:
            self.close()
        if self.window is None:
            return False
        surface = self.window.get_surface()
        if not self.render(surface):
            return False
        self.window.flip()
        return True

    def render(self, surface: pygame.Surface) -> bool:
        """Draw the public display on a surface, if anything changed since the last time."""
        session, chosen = self.session, self.session.preferences
        now = (session.version, surface.get_size(), chosen)
        if now == self._shown:
            return False
        scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, surface.get_width() / DESIGN_WIDTH))
        if self.ui is None or (self.ui.look.theme.name, self.ui.look.scale) != (chosen.theme, scale):
            self.ui = Ui(surface.get_size(), THEMES[chosen.theme], session.say, scale)
        self.ui.say = session.say
        if self.ui.rect.size != surface.get_size():
            self.ui.resize(surface.get_size())
        self.ui.show(wall(public_model(session), session, session.say))
        self.ui.draw(surface, force=True)
        self._shown = now
        return True

    def close(self) -> None:
        """Take the window away."""
        if self.window is not None:
            self.window.destroy()
        self.window, self.ui, self._shown = None, None, ()
