"""Breaking text into lines: pure functions over a measure, so that layouts can grow instead of cutting text off."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wargame.ui.kit.look import STRONGER, Look

Measure = Callable[[str], int]


def wrap(text: str, width: int, measure: Measure) -> list[str]:
    """Break text into lines of at most `width`; a word longer than a line is broken inside, nothing is dropped.

    >>> wrap("one two three", 7, len)
    ['one two', 'three']
    >>> wrap("Tweede-Kamerverkiezingen", 10, len)
    ['Tweede-', 'Kamerverki', 'ezingen']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        current = ""
        for word in paragraph.split(" "):
            trial = f"{current} {word}" if current else word
            if measure(trial) <= width:
                current = trial
                continue
            if current:
                lines.append(current)
            current = word
            while measure(current) > width and len(current) > 1:
                head, current = _break_word(current, width, measure)
                lines.append(head)
        lines.append(current)
    return lines


def _break_word(word: str, width: int, measure: Measure) -> tuple[str, str]:
    """Split a word that is too long, after a hyphen or dash if one fits, else anywhere."""
    most = 1
    while most < len(word) - 1 and measure(word[: most + 1]) <= width:
        most += 1
    for at in range(most, 0, -1):
        if word[at - 1] in "-–—/_":
            return word[:at], word[at:]
    return word[:most], word[most:]


def longest_word(text: str, measure: Measure) -> int:
    """Width of the longest unbreakable piece: what a column must at least offer."""
    return max((measure(word) for word in re.split(r"[\s]|(?<=[-–—/])", text) if word), default=0)


def elide(text: str, width: int, measure: Measure) -> tuple[str, bool]:
    """Shorten text that has no bound (what users type) with an ellipsis; says whether it was shortened.

    >>> elide("a very long name", 8, len)
    ('a very…', True)
    >>> elide("short", 8, len)
    ('short', False)
    """
    if measure(text) <= width:
        return text, False
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle].rstrip() + "…") <= width else (low, middle - 1)
    return text[:low].rstrip() + "…", True


@dataclass(frozen=True)
class Span:
    """A run of text in one style. `tone` is a theme role; `icon` names a drawing placed before the text."""

    text: str
    style: str = "body"
    tone: str = "text"
    icon: str = ""


def rich(text: str, style: str = "body", tone: str = "text") -> list[Span]:
    """Our own texts with **bold** marks, as spans. Text that users typed never goes through here.

    >>> [(span.text, span.style) for span in rich("a **b** c")]
    [('a ', 'body'), ('b', 'strong'), (' c', 'body')]
    """
    parts = text.split("**")
    return [
        Span(part, style if i % 2 == 0 else STRONGER.get(style, style), tone) for i, part in enumerate(parts) if part
    ]


@dataclass(frozen=True)
class Piece:
    """A part of a span on one line, at `x` pixels from the left."""

    x: int
    text: str
    span: Span
    first: bool


@dataclass(frozen=True)
class Line:
    """One laid-out line: pieces and its width in pixels."""

    pieces: tuple[Piece, ...]
    width: int


def icon_room(look: Look, style: str) -> int:
    """Width that an inline icon takes, gap included."""
    return round(look.size(style) * 1.35)


def lay_out(look: Look, spans: Sequence[Span], width: int) -> list[Line]:
    """Break spans into lines of at most `width` pixels, keeping each word in its own style.

    Lines under a leading icon begin below its text, not below the icon.
    """
    if len(spans) == 1 and not spans[0].icon:
        span = spans[0]
        texts = wrap(span.text, width, lambda part: look.width(part, span.style))
        return [Line((Piece(0, text, span, i == 0),), look.width(text, span.style)) for i, text in enumerate(texts)]
    lines: list[Line] = []
    pieces: list[Piece] = []
    x = 0
    hang = icon_room(look, spans[0].style) if spans and spans[0].icon else 0
    # What of this span stands on the line already, and where: words together are not as wide as each alone.
    run, run_x = "", 0

    def close() -> None:
        nonlocal pieces, x, run, run_x
        lines.append(Line(tuple(pieces), x))
        pieces, x, run, run_x = [], hang, "", hang

    for span in spans:
        first = True
        run, run_x = "", x
        for word, trail in re.findall(r"(\n|[^\s]*)([^\S\n]*)", span.text) if span.text else [("", "")]:
            if word == "\n":
                close()
                x = hang + look.width(trail, span.style)
                continue
            if not (word or trail or (first and span.icon)):
                continue
            lead = icon_room(look, span.style) if first and span.icon else 0
            if pieces and run_x + lead + look.width(run + word, span.style) > width:
                close()
            parts = _parts(look, word, span.style, width - max(lead, hang))
            for part in parts[:-1]:
                pieces.append(Piece(x, part, span, first))
                x, first = x + lead + look.width(part, span.style), False
                close()
            pieces.append(Piece(x, parts[-1] + trail, span, first))
            if len(parts) > 1:
                run_x = hang
            elif lead:
                run_x += lead
            run += parts[-1] + trail
            x, first = run_x + look.width(run, span.style), False
    close()
    return [_joined(look, line) for line in lines]


def _parts(look: Look, word: str, style: str, width: int) -> list[str]:
    """A word, broken inside only if it is wider than a whole line."""
    return wrap(word, max(1, width), lambda part: look.width(part, style))


def _joined(look: Look, line: Line) -> Line:
    """Merge neighbouring words of one span so that a line is drawn with as few blits as possible."""
    merged: list[Piece] = []
    for piece in line.pieces:
        last = merged[-1] if merged else None
        if last is not None and last.span is piece.span and not piece.first:
            merged[-1] = Piece(last.x, last.text + piece.text, last.span, last.first)
        else:
            merged.append(piece)
    trimmed = 0
    for piece in merged:
        lead = icon_room(look, piece.span.style) if piece.first and piece.span.icon else 0
        trimmed = piece.x + lead + look.width(piece.text.rstrip(), piece.span.style)
    return Line(tuple(merged), trimmed)
