"""Blocks on A4 pages: how high each is, and which go together on a page.

Column widths are fixed shares of the page and letters have the widths of the text font, so the height of a table is
known without drawing it. The estimate errs on the safe side, and a page that is full begins a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

MOST_PAGES = 12
WIDTH_MM, HEIGHT_MM = 190.0, 271.0
"""What margins of a centimetre leave of A4, less the line at the foot of the page."""
SIZES_PT = (8.0, 7.5, 7.0, 6.6)
"""Sizes of the text, the largest that fits being taken."""
PT = 25.4 / 72
LINE = 1.26
PAD_MM = 0.55
"""Above and below the text of a row, together."""
SIDE_MM = 2.0
"""Left and right of a cell, together."""
GAP_MM = 2.2
WHOLE_MM = 60.0
"""Tables up to this height are not cut."""
HEADING = 1.35
"""Size of a heading against the text, and the same again for its space."""
_NARROW, _WIDE = "iljtfrI.,:;'|!()[] ·", "mwMW@%ŒÆ—"


@dataclass(frozen=True)
class Heading:
    """The title of a section."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table whose columns have fixed shares of the page's width; `numeric` ones are set flush right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    caption: str = ""
    numeric: frozenset[int] = frozenset()

    @property
    def percents(self) -> tuple[float, ...]:
        """Widths of the columns, as the page needs them."""
        total = sum(self.shares)
        return tuple(round(100 * share / total, 2) for share in self.shares)


Block = Heading | Text | Grid


@dataclass(frozen=True)
class Layout:
    """Pages, each a list of blocks, and the size of their text."""

    pages: tuple[tuple[Block, ...], ...]
    size_pt: float

    def heights_mm(self) -> list[float]:
        """How high each page is filled."""
        return [sum(height(block, self.size_pt) for block in page) for page in self.pages]


def lay_out(blocks: Sequence[Block]) -> Layout:
    """All blocks on as few pages as the largest text that keeps within `MOST_PAGES` needs."""
    layout = Layout((), SIZES_PT[0])
    for size in SIZES_PT:
        layout = Layout(_paginate(blocks, size), size)
        if len(layout.pages) <= MOST_PAGES:
            break
    return layout


def _paginate(blocks: Sequence[Block], size: float) -> tuple[tuple[Block, ...], ...]:
    pages: list[list[Block]] = [[]]
    left = HEIGHT_MM
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        needed = height(block, size)
        if not isinstance(block, Grid):  # a heading stays with what it is about, and so does what introduces a table
            needed += _next(waiting, size)
        if needed <= left:
            pages[-1].append(block)
            left -= height(block, size)
            continue
        if isinstance(block, Grid):
            part, rest = _cut(block, left, size)
            if part is not None and rest is not None:
                pages[-1].append(part)
                waiting.insert(0, rest)
                pages.append([])
                left = HEIGHT_MM
                continue
        if not pages[-1]:  # higher than a page, and not to be cut: it stands alone
            pages[-1].append(block)
            left = 0
            continue
        pages.append([])
        left = HEIGHT_MM
        waiting.insert(0, block)
    return tuple(tuple(page) for page in pages if page)


def _next(blocks: Sequence[Block], size: float) -> float:
    """Height of what must follow on the same page: texts, and the beginning of a table."""
    needed = 0.0
    for block in blocks:
        if isinstance(block, Heading):
            break
        high = height(block, size)
        if isinstance(block, Grid):
            return needed + (high if high <= WHOLE_MM else WHOLE_MM / 2)
        needed += high
    return needed


def _cut(grid: Grid, left: float, size: float) -> tuple[Grid | None, Grid | None]:
    """As many rows as fit, and the others; nothing if hardly any fit, or if the table is short."""
    if height(grid, size) <= WHOLE_MM:
        return None, None
    used, rows = _rows(grid, size)
    count = 0
    while count < len(rows) and used + rows[count] <= left:
        used += rows[count]
        count += 1
    if count <= 2:
        return None, None
    return replace(grid, rows=grid.rows[:count]), replace(grid, rows=grid.rows[count:])


def height(block: Block, size: float) -> float:
    """Millimetres that a block takes up, with the space below it."""
    line = size * PT * LINE
    if isinstance(block, Heading):
        return HEADING * 2 * line
    if isinstance(block, Text):
        return lines(block.text, WIDTH_MM, size) * line + GAP_MM
    above, rows = _rows(block, size)
    return above + sum(rows)


def _rows(grid: Grid, size: float) -> tuple[float, list[float]]:
    """(what a table takes without its rows, the height of each row)."""
    line = size * PT * LINE
    widths = [share / 100 * WIDTH_MM - SIDE_MM for share in grid.percents]
    above = GAP_MM + (lines(grid.caption, WIDTH_MM, size) * line + PAD_MM if grid.caption else 0)
    high = [
        max(lines(cell, width, size) for cell, width in zip(row, widths, strict=True)) * line + PAD_MM
        for row in (grid.head, *grid.rows)
    ]
    return above + (high[0] if any(grid.head) else 0), high[1:]


@lru_cache(maxsize=1 << 14)
def lines(text: str, width_mm: float, size: float) -> int:
    """Lines that a text needs in a column, broken between words.

    >>> lines("a few words", 50, 8), lines("a few words", 10, 8)
    (1, 2)
    """
    count, used = 1, 0.0
    for word in text.split():
        wide = sum(map(_letter, word)) * size * PT
        space = _letter(" ") * size * PT if used else 0.0
        if used and used + space + wide > width_mm:
            count, used, space = count + 1, 0.0, 0.0
        while wide > width_mm:  # a word wider than the column is broken anywhere
            count, wide = count + 1, wide - width_mm
        used += space + wide
    return count


def _letter(letter: str) -> float:
    """Width against the size of the text, as in Inter, and a little more."""
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.93
    return 0.71 if letter.isupper() else 0.64 if letter.isdigit() else 0.6
