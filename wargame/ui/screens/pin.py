"""A field for a PIN: what is typed shows as dots."""

from __future__ import annotations

from wargame.ui.kit import TextEntry
from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.editing import TextBuffer

DOT = "•"


class PinEntry(TextEntry):
    """One line whose letters nobody else can read; its text twin does not tell them either."""

    def draw(self, canvas: Canvas) -> None:
        """As a text field, with dots for letters."""
        real = self.buffer
        self.buffer = TextBuffer(DOT * len(real.text), limit=len(real.text) + 1)
        self.buffer.caret, self.buffer.anchor = real.caret, real.anchor
        try:
            super().draw(canvas)
        finally:
            self.buffer = real

    def position(self, pos: tuple[int, int]) -> int:
        """The end: where a dot stands is no news."""
        return len(self.text)

    def text_twin(self) -> list[str]:
        """Dots, or the placeholder."""
        return [f"[{DOT * len(self.text) or '(' + self.placeholder + ')'}]"]
