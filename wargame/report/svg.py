"""Charts as inline SVG: no script, no font file of their own, readable in grey and by those who don't see colours.

Every series has a colour of the Okabe-Ito palette, a dash of its own and its name at its end. The functions are pure:
numbers and ready words in, text out; every word is escaped here and nowhere else.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

INK, GREY, FAINT, PAPER = "#1f2733", "#5a6472", "#dfe3e8", "#ffffff"
COLOURS: tuple[str, ...] = ("#0072b2", "#d55e00", "#00795a", "#8f3f77", "#56606c", "#9a6700")
"""Okabe and Ito's hues, the light ones darkened until they read as text on white (4.5 to 1)."""
DASHES: tuple[str, ...] = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 3")
BANDS: tuple[str, ...] = ("#d9a58c", "#ecd3c4", "#eef0f2", "#c9dde9", "#97bfd8")
"""Five bands from worst to best; told apart by place and words, too."""
FONT = "Inter, Segoe UI, Helvetica, Arial, sans-serif"
WIDTH = 720
_CHARACTER = 0.56
"""Mean width of a character of the text font, in em."""


@dataclass(frozen=True)
class Line:
    """A series: its name and its points. `steps` holds each value until the next point."""

    name: str
    points: Sequence[tuple[float, float]]
    steps: bool = False


@dataclass(frozen=True)
class Bar:
    """A row of a bar chart: parallel values, one for each of the chart's series."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class Strip:
    """An outcome on its scale from 0 to 100: where it stood at first, on the way, and at last."""

    name: str
    first: float
    last: float
    path: Sequence[float]
    said: str
    """The band it ended in, in words."""


@dataclass(frozen=True)
class Range:
    """Odds that stood before (10, 25, 50, 75, 90 % points) and what came, if it has come."""

    name: str
    quantiles: Sequence[float]
    came: float | None
    said: str


def text(
    x: float, y: float, words: str, *, size: float = 12, anchor: str = "start", fill: str = INK, weight: int = 400
) -> str:
    """One line of text."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )


def svg(height: float, body: Sequence[str], title: str, width: float = WIDTH) -> str:
    """The frame: scales with the page, and its title is read out by a screen reader."""
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" font-family="{FONT}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{''.join(body)}</svg>"
    )


def width_of(words: str, size: float) -> float:
    """Roughly how wide a text is."""
    return len(words) * size * _CHARACTER


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers that divide a range.

    >>> ticks(0, 87), ticks(0, 3)
    ([0.0, 20.0, 40.0, 60.0, 80.0], [0.0, 1.0, 2.0, 3.0])
    """
    span = max(high - low, 1e-9)
    magnitude = 10.0 ** len(f"{span:.0f}") / 100
    while magnitude > span / most:
        magnitude /= 10
    step = next(magnitude * factor for factor in (1, 2, 5, 10, 20, 50, 100) if span / (magnitude * factor) <= most)
    first = -(-low // step)
    return [round((first + n) * step, 9) for n in range(int((high - first * step) // step) + 1)]


def chart(
    lines: Sequence[Line],
    *,
    title: str,
    x_ticks: Sequence[tuple[float, str]],
    y_text: Callable[[float], str],
    y_ticks: Sequence[float] | None = None,
    low: float | None = 0.0,
    height: float = 220,
    width: float = WIDTH,
    x_name: str = "",
    marks: Sequence[tuple[float, str]] = (),
) -> str:
    """Lines over time, each named where it ends.

    Args:
        x_ticks: where the horizontal axis is labelled, ascending; the first and the last are its ends.
        y_text: how a value on the vertical axis is written.
        low: least value shown; None: the least there is.
        x_name: what the horizontal axis counts.
        marks: moments to point at, with a short word.
    """
    values = [y for line in lines for _, y in line.points]
    bottom = min(values) if low is None else low
    top = max([*values, bottom + 1e-6, *(y_ticks or ())])
    steps = list(y_ticks) if y_ticks is not None else ticks(bottom, top)
    top = max(top, *steps)
    left = 14 + max((width_of(y_text(step), 11) for step in steps), default=20)
    right = 12 + max((width_of(line.name, 12) for line in lines), default=0)
    right = min(right, 220)
    start, end = x_ticks[0][0], max(x_ticks[-1][0], x_ticks[0][0] + 1)
    head = 24 if marks else 10

    def at(x: float, y: float) -> tuple[float, float]:
        across = left + (x - start) / (end - start) * (width - left - right)
        return across, head + (top - y) / max(top - bottom, 1e-9) * (height - head - 30)

    body = []
    for step in steps:
        _, y = at(start, step)
        body += [
            f'<line x1="{left:.1f}" x2="{width - right:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{FAINT}"/>',
            text(left - 6, y + 4, y_text(step), size=11, anchor="end", fill=GREY),
        ]
    for x, words in x_ticks:
        body.append(text(at(x, bottom)[0], height - 10, words, size=11, anchor="middle", fill=GREY))
    for x, words in marks:
        across, _ = at(x, bottom)
        body += [
            f'<path d="M{across:.1f} {head - 6}V{height - 30}" stroke="{GREY}" stroke-dasharray="1 3"/>',
            text(across, head - 10, words, size=10, anchor="middle", fill=GREY),
        ]
    if x_name:
        body.append(text(width - right + 6, height - 10, x_name, size=11, fill=GREY))
    named = []
    for number, line in enumerate(lines):
        if not line.points:
            continue
        spots = [at(x, y) for x, y in line.points]
        if line.steps:
            spots = [spots[0]] + [spot for (_, y), (x, new) in itertools.pairwise(spots) for spot in ((x, y), (x, new))]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        body.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-linejoin="round"{dashed}/>'
        )
        named.append((spots[-1][1], spots[-1][0], line.name, colour))
    body += _labels(named, width - right, height - 30)
    return svg(height, body, title, width)


def _labels(named: list[tuple[float, float, str, str]], x: float, lowest: float) -> list[str]:
    """Names at the ends of lines, pushed apart until none lies on another."""
    named.sort()
    placed: list[float] = []
    for y, *_ in named:
        placed.append(max(y, placed[-1] + 15) if placed else y)
    overflow = max(0.0, (placed[-1] - lowest) if placed else 0.0)
    body = []
    for place, (_, end, name, colour) in zip(placed, named, strict=True):
        words = name if len(name) <= 34 else name[:33] + "…"
        body.append(text(max(x, end) + 6, place - overflow + 4, words, fill=colour, weight=600))
    return body


def bars(rows: Sequence[Bar], series: Sequence[str], *, title: str, say: Callable[[float], str]) -> str:
    """Horizontal bars, the series of a row under one another, each with its number; the legend above."""
    most = max((value for row in rows for value in row.values), default=0) or 1
    left = min(14 + max((width_of(row.name, 12) for row in rows), default=0), 230)
    room = WIDTH - left - 12 - max((width_of(say(value), 12) for row in rows for value in row.values), default=0)
    thick, gap = 13, 10
    body, y = [], 8.0
    if len(series) > 1:
        x = left
        for number, name in enumerate(series):
            body += [_swatch(x, y + 1, number), text(x + 18, y + 11, name, size=11, fill=GREY)]
            x += 34 + width_of(name, 11)
        y += 26
    for row in rows:
        body.append(text(left - 8, y + thick * len(row.values) / 2 + 4, row.name, anchor="end"))
        for number, value in enumerate(row.values):
            wide = max(value / most * room, 0.5)
            body += [
                f'<rect x="{left:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{thick - 2}" {_fill(number)}/>',
                text(left + wide + 6, y + 10, say(value), size=11, fill=COLOURS[number % len(COLOURS)], weight=600),
            ]
            y += thick
        y += gap
    return svg(y, [_HATCH, *body], title)


_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="{PAPER}"/>'
    f'<line x1="0" y1="0" x2="0" y2="5" stroke="{COLOURS[1]}" stroke-width="3"/>'
    "</pattern></defs>"
)


def _fill(number: int) -> str:
    """Solid, hatched, hollow: three fills that stay apart in grey."""
    if number == 0:
        return f'fill="{COLOURS[0]}"'
    if number == 1:
        return f'fill="url(#hatch)" stroke="{COLOURS[1]}"'
    return f'fill="{PAPER}" stroke="{COLOURS[number % len(COLOURS)]}"'


def _swatch(x: float, y: float, number: int) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="12" height="11" {_fill(number)}/>'


def strips(
    rows: Sequence[Strip], *, title: str, ends: tuple[str, str], first: str, last: str, width: float = WIDTH
) -> str:
    """Outcomes on five bands: a ring where it began, a disc where it ended, its path between them in a thin line."""
    left = 16 + max((width_of(row.name, 12.5) for row in rows), default=0)
    left = min(left, 250)
    right = 14 + max((width_of(row.said, 12) for row in rows), default=0)
    right = min(right, 210)
    room, pitch = width - left - right, 34
    body = [
        text(left, 13, f"← {ends[0]}", size=11, fill=GREY),
        text(left + room, 13, f"{ends[1]} →", size=11, anchor="end", fill=GREY),
        _ring(10, 9, filled=False),
        text(20, 13, first, size=11, fill=GREY),
        _ring(34 + width_of(first, 11), 9, filled=True),
        text(44 + width_of(first, 11), 13, last, size=11, fill=GREY),
    ]
    for number, row in enumerate(rows):
        y = 26 + number * pitch
        for band, colour in enumerate(BANDS):
            x, wide = left + band * room / 5, room / 5 - 1.5
            body.append(f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="20" fill="{colour}"/>')
        middle = y + 10
        start, end = (left + value / 100 * room for value in (row.first, row.last))
        low, high = (left + value / 100 * room for value in (min(row.path), max(row.path)))
        body += [
            f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}" stroke="{GREY}" stroke-width="1"/>',
            f'<line x1="{start:.1f}" x2="{end:.1f}" y1="{middle}" y2="{middle}" stroke="{INK}" stroke-width="2.5"/>',
            _ring(start, middle, filled=False),
            _ring(end, middle, filled=True),
            text(left - 8, y + 14, row.name, size=12.5, anchor="end"),
            text(left + room + 8, y + 14, row.said, fill=INK),
        ]
    return svg(26 + len(rows) * pitch, body, title, width)


def _ring(x: float, y: float, *, filled: bool) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{INK if filled else PAPER}" stroke="{INK}" stroke-width="2"/>'
    )


def ranges(rows: Sequence[Range], *, title: str, legend: tuple[str, str, str]) -> str:
    """Odds that stood before as bars (80 % thin, 50 % thick, a tick for the middle), and a diamond for what came."""
    left = min(16 + max((width_of(row.name, 12) for row in rows), default=0), 250)
    right = min(14 + max((width_of(row.said, 12) for row in rows), default=0), 240)
    room, pitch = WIDTH - left - right, 28
    second = left + 44 + width_of(legend[0], 11)
    third = second + 44 + width_of(legend[1], 11)
    body = [
        f'<rect x="{left:.1f}" y="5" width="26" height="5" fill="{BANDS[3]}"/>',
        text(left + 32, 12, legend[0], size=11, fill=GREY),
        f'<rect x="{second:.1f}" y="3" width="26" height="9" fill="{COLOURS[0]}"/>',
        text(second + 32, 12, legend[1], size=11, fill=GREY),
        _diamond(third + 6, 8),
        text(third + 18, 12, legend[2], size=11, fill=GREY),
    ]
    for number, row in enumerate(rows):
        shown = [*row.quantiles, *([] if row.came is None else [row.came])]
        low, high = min(shown), max(shown)
        span = (high - low) or 1.0
        q10, q25, q50, q75, q90 = (left + (value - low) / span * (room - 12) + 6 for value in row.quantiles)
        y = 24 + number * pitch
        body += [
            f'<line x1="{left:.1f}" x2="{left + room:.1f}" y1="{y + 10}" y2="{y + 10}" stroke="{FAINT}"/>',
            f'<rect x="{q10:.1f}" y="{y + 7}" width="{max(q90 - q10, 1):.1f}" height="6" fill="{BANDS[3]}"/>',
            f'<rect x="{q25:.1f}" y="{y + 4}" width="{max(q75 - q25, 1):.1f}" height="12" fill="{COLOURS[0]}"/>',
            f'<line x1="{q50:.1f}" x2="{q50:.1f}" y1="{y + 4}" y2="{y + 16}" stroke="{PAPER}" stroke-width="2"/>',
            text(left - 8, y + 14, row.name, anchor="end"),
            text(left + room + 8, y + 14, row.said),
        ]
        if row.came is not None:
            body.append(_diamond(left + (row.came - low) / span * (room - 12) + 6, y + 10))
    return svg(28 + len(rows) * pitch, body, title)


def _diamond(x: float, y: float) -> str:
    return f'<path d="M{x:.1f} {y - 7:.1f}l6 7l-6 7l-6 -7z" fill="{COLOURS[1]}" stroke="{PAPER}" stroke-width="1.5"/>'


def pairs(
    rows: Sequence[tuple[str, float, float]], *, title: str, names: tuple[str, str], say: Callable[[float], str]
) -> str:
    """Two shares of one thing on a scale from 0 to 1, and the gap between them."""
    left = min(16 + max((width_of(name, 12) for name, _, _ in rows), default=0), 350)
    right, pitch = 96, 30
    room = WIDTH - left - right
    body = [
        _disc(left + 8, 9, 0),
        text(left + 18, 13, names[0], size=11, fill=COLOURS[0], weight=600),
        _disc(left + 140, 9, 1),
        text(left + 150, 13, names[1], size=11, fill=COLOURS[1], weight=600),
    ]
    for number, (name, one, other) in enumerate(rows):
        y = 34 + number * pitch
        a, b = left + one * room, left + other * room
        body += [
            f'<line x1="{left:.1f}" x2="{left + room:.1f}" y1="{y}" y2="{y}" stroke="{FAINT}" stroke-width="8"/>',
            f'<line x1="{a:.1f}" x2="{b:.1f}" y1="{y}" y2="{y}" stroke="{INK}" stroke-width="2"/>',
            _disc(a, y, 0),
            _disc(b, y, 1),
            text(left - 8, y + 4, name, anchor="end"),
            text(left + room + 12, y + 4, f"{say(one)} / {say(other)}", size=11.5, fill=GREY),
        ]
    return svg(34 + len(rows) * pitch - 8, body, title)


def _disc(x: float, y: float, number: int) -> str:
    if number == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{COLOURS[0]}"/>'
    box = f'x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"'
    return f'<rect {box} fill="{PAPER}" stroke="{COLOURS[1]}" stroke-width="3"/>'
