"""The editing model behind every text field: text, caret, selection and undo. It draws nothing and knows no pygame."""

from __future__ import annotations

import re


class TextBuffer:
    """Text with a caret and an anchor; what lies between them is selected.

    >>> buffer = TextBuffer("hello world")
    >>> buffer.move_word(-1, select=True); buffer.selected
    'world'
    >>> buffer.insert("Kyiv"), buffer.text
    (True, 'hello Kyiv')
    """

    UNDO_STEPS = 200

    def __init__(self, text: str = "", *, limit: int = 10_000, lines: bool = False) -> None:
        """`limit` is the most characters it takes; `lines` allows line breaks."""
        self.text = text
        self.caret = self.anchor = len(text)
        self.limit = limit
        self.lines = lines
        self._undo: list[tuple[str, int]] = []

    @property
    def span(self) -> tuple[int, int]:
        """Selected range, start before end."""
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    @property
    def selected(self) -> str:
        """The selected text."""
        start, end = self.span
        return self.text[start:end]

    def insert(self, text: str) -> bool:
        """Replace the selection; characters that cannot be shown are dropped, and so is what exceeds the limit."""
        if not self.lines:
            text = re.sub(r"\s*\n\s*", " ", text)
        text = "".join(c for c in text.replace("\t", " ") if c == "\n" or c.isprintable())
        start, end = self.span
        text = text[: self.limit - (len(self.text) - (end - start))]
        return self._replace(start, end, text)

    def _replace(self, start: int, end: int, text: str) -> bool:
        if start == end and not text:
            return False
        self._undo.append((self.text, self.caret))
        del self._undo[: -self.UNDO_STEPS]
        self.text = self.text[:start] + text + self.text[end:]
        self.caret = self.anchor = start + len(text)
        return True

    def undo(self) -> bool:
        """Take back the last change."""
        if not self._undo:
            return False
        self.text, self.caret = self._undo.pop()
        self.anchor = self.caret
        return True

    def delete(self, direction: int, word: bool = False) -> bool:
        """Delete the selection, or the character or word before (-1) or after (1) the caret."""
        if not self.selected:
            if word:
                self.move_word(direction, select=True)
            else:
                self.move(direction, select=True)
        start, end = self.span
        return self._replace(start, end, "")

    def to(self, caret: int, select: bool = False) -> None:
        """Put the caret somewhere; `select` leaves the anchor where it is."""
        self.caret = max(0, min(len(self.text), caret))
        if not select:
            self.anchor = self.caret

    def move(self, by: int, select: bool = False) -> None:
        """One character left or right; without `select` a selection first collapses to that side."""
        if self.selected and not select:
            self.to(self.span[0] if by < 0 else self.span[1])
        else:
            self.to(self.caret + by, select)

    def move_word(self, direction: int, select: bool = False) -> None:
        """To the start of the previous word or the end of the next."""
        if direction < 0:
            starts = [m.start() for m in re.finditer(r"\S+", self.text[: self.caret])]
            self.to(starts[-1] if starts else 0, select)
        else:
            found = re.search(r"\s*\S+", self.text[self.caret :])
            self.to(self.caret + (found.end() if found else len(self.text)), select)

    def line_edge(self, direction: int, select: bool = False) -> None:
        """To the start or end of the caret's line of text."""
        if direction < 0:
            self.to(self.text.rfind("\n", 0, self.caret) + 1, select)
        else:
            end = self.text.find("\n", self.caret)
            self.to(len(self.text) if end < 0 else end, select)

    def select_word(self, at: int) -> None:
        """Select the word around a position."""
        for found in re.finditer(r"\S+", self.text):
            if found.start() <= at <= found.end():
                self.anchor, self.caret = found.start(), found.end()
                return
        self.to(at)

    def select_all(self) -> None:
        """Everything."""
        self.anchor, self.caret = 0, len(self.text)
