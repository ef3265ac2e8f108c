"""The clipboard of the machine, or one of our own where the machine has none."""

from __future__ import annotations

import pygame


class Clipboard:
    """Text in, text out; never raises."""

    def __init__(self) -> None:
        """Empty until something is copied."""
        self._own = ""

    def write(self, text: str) -> None:
        """Copy."""
        self._own = text
        try:
            pygame.scrap.put_text(text)
        except pygame.error:
            # No window system, or a locked clipboard: our own copy still serves this program.
            return

    def read(self) -> str:
        """Paste: what another program copied, else what was copied here."""
        try:
            return pygame.scrap.get_text() or self._own
        except pygame.error:
            return self._own


CLIPBOARD = Clipboard()
