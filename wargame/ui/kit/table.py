"""The table: columns that size themselves, rows drawn only where they show, keyboard and sorting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pygame

from wargame.ui.kit.canvas import Canvas
from wargame.ui.kit.keys import activates
from wargame.ui.kit.layout import share, shrink
from wargame.ui.kit.look import Look
from wargame.ui.kit.scroll import BAR, Scrolling
from wargame.ui.kit.text import Line, Span, elide, icon_room, lay_out, longest_word

MEASURED_ROWS = 200  # enough to size columns by; a table of thousands must not measure every cell


@dataclass(frozen=True)
class TableColumn:
    """One column: title, share of spare width, alignment; `wrap` breaks lines, `free` marks unbounded user text."""

    title: str
    weight: float = 1
    align: str = "left"
    wrap: bool = False
    free: bool = False
    sortable: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell: text, tone, an icon before it, and the value to sort by if not the text."""

    text: str
    tone: str = "text"
    icon: str = ""
    strong: bool = False
    order: Any = None


@dataclass(frozen=True)
class TableRow:
    """One row: the id that travels in intents, and its cells (strings are plain cells)."""

    id: str
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, id: str, *cells: Cell | str) -> TableRow:
        """A row from cells or plain strings."""
        return cls(id, tuple(Cell(cell) if isinstance(cell, str) else cell for cell in cells))


class Table(Scrolling):
    """Rows to look through and choose from. Gives (id, "select", row id) and (id, "activate", row id)."""

    focusable = True
    STYLE = "small"

    def __init__(
        self,
        columns: Sequence[TableColumn],
        rows: Sequence[TableRow],
        *,
        selected: str | None = None,
        empty: str = "",
        shown: int = 6,
        **rest: Any,
    ) -> None:
        """`empty` is told when there are no rows; `shown` rows fit at the natural height."""
        super().__init__(**rest)
        self.columns = list(columns)
        self.rows = list(rows)
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"table {self.id!r}: row {row.id!r} has {len(row.cells)} cells for {len(columns)} columns"
                )
        self.selected = selected
        self.empty = empty
        self.shown = shown
        self.sorted_by: tuple[int, bool] | None = None
        self.drawn = 0
        self._measured: tuple[tuple[int, Look] | None, list[int], list[int]] = (None, [], [])
        self._reveal_later = selected is not None

    def adopt(self, old: object) -> None:
        """Keep offset and sorting; the selection is the screen's, unless it gave none."""
        if isinstance(old, Table):
            super().adopt(old)
            self._reveal_later = self._reveal_later and old.selected != self.selected
            if old.sorted_by is not None and len(old.columns) == len(self.columns):
                self.sort(*old.sorted_by)
            if self.selected is None and any(row.id == old.selected for row in self.rows):
                self.selected = old.selected

    # Measuring -------------------------------------------------------------------------------------------------------

    def _row_height(self, look: Look) -> int:
        return look.line(self.STYLE) + look.px(8)

    def _cell_width(self, look: Look, cell: Cell) -> int:
        style = "small_strong" if cell.strong else self.STYLE
        return look.width(cell.text, style) + (icon_room(look, style) if cell.icon else 0)

    def _column_widths(self, look: Look, width: int) -> list[int]:
        gap = look.px(12)
        sample = self.rows[:MEASURED_ROWS]
        wishes, least = [], []
        for i, column in enumerate(self.columns):
            head = look.width(column.title, "small_strong") + (look.px(14) if column.sortable else 0)
            cells = [self._cell_width(look, row.cells[i]) for row in sample]
            wishes.append(max([head, *cells]) + gap)
            words = [longest_word(row.cells[i].text, lambda t: look.width(t, self.STYLE)) for row in sample]
            if column.free:
                least.append(max(head, look.px(60)) + gap)
            else:
                least.append(max([head, *words]) + gap + look.px(2) if column.wrap else wishes[-1])
        if sum(wishes) > width:
            return shrink(width, wishes, least)
        return share(width, wishes, [column.weight for column in self.columns])

    def _measure(self, look: Look, width: int) -> tuple[list[int], list[int]]:
        """Column widths and the bottoms of all rows."""
        key = (width, look)
        if self._measured[0] != key:
            widths = self._column_widths(look, width - 2 * look.px(10) - look.px(BAR))
            plain = self._row_height(look)
            if any(column.wrap for column in self.columns):
                heights = [max(plain, self._wrapped_height(look, row, widths)) for row in self.rows]
            else:
                heights = [plain] * len(self.rows)
            self._measured = (key, widths, list(accumulate(heights)))
        return self._measured[1], self._measured[2]

    def _cell_lines(self, look: Look, cell: Cell, column: TableColumn, width: int) -> list[Line]:
        style = "small_strong" if cell.strong else self.STYLE
        room = width - look.px(12)
        text = cell.text
        if column.free and not column.wrap:
            text, _ = elide(text, room - (icon_room(look, style) if cell.icon else 0), lambda t: look.width(t, style))
        return lay_out(look, [Span(text, style, cell.tone, cell.icon)], room if column.wrap else 100_000)

    def _wrapped_height(self, look: Look, row: TableRow, widths: list[int]) -> int:
        lines = [
            len(self._cell_lines(look, cell, column, width))
            for cell, column, width in zip(row.cells, self.columns, widths, strict=True)
            if column.wrap
        ]
        return max(lines, default=1) * look.line(self.STYLE) + look.px(8)

    def natural_width(self, look: Look) -> int:
        """Every column at its widest cell."""
        return look.px(self.width) if self.width else sum(self._column_widths(look, 0)) + look.px(40)

    def least_width(self, look: Look) -> int:
        """What the columns need at least."""
        return look.px(self.width) if self.width else sum(self._column_widths(look, 1)) + 2 * look.px(10) + look.px(BAR)

    def _head_height(self, look: Look) -> int:
        return look.line("small_strong") + look.px(10)

    def height_for(self, look: Look, width: int) -> int:
        """Header and up to `shown` rows."""
        bottoms = self._measure(look, width)[1]
        body = bottoms[min(self.shown, len(bottoms)) - 1] if bottoms else self._row_height(look)
        return self._head_height(look) + body + look.px(6)

    def least_height(self, look: Look, width: int) -> int:
        """Header and two rows."""
        return self._head_height(look) + 2 * self._row_height(look)

    def view(self) -> pygame.Rect:
        """Below the header."""
        head = self._head_height(self.look)
        edge = self.look.px(3)
        return pygame.Rect(self.rect.x + 1, self.rect.y + head, self.rect.w - 2, max(1, self.rect.h - head - edge))

    def place(self, look: Look, rect: pygame.Rect) -> None:
        """Fit the scroller."""
        self.rect = rect
        bottoms = self._measure(look, rect.w)[1]
        self.scroller.fit(bottoms[-1] if bottoms else 0, rect.h - self._head_height(look) - look.px(3))

    # Drawing ---------------------------------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> None:
        """Frame, header, and only the rows in view."""
        look = canvas.look
        widths, bottoms = self._measure(look, self.rect.w)
        if self._reveal_later and 0 <= (chosen := self.index()) < len(bottoms):
            self._reveal_later = False
            self.scroller.reveal(bottoms[chosen - 1] if chosen else 0, bottoms[chosen])
        canvas.box(self.rect, "field", "line", 6)
        self.overflow = sum(widths) > self.rect.w - 2 * look.px(10) - look.px(BAR) + 1
        self._draw_header(canvas, widths)
        view = self.view()
        if not self.rows and self.empty:
            canvas.text(self.empty, view.inflate(-2 * look.px(10), 0), self.STYLE, "muted")
        first = bisect_right(bottoms, self.scroller.offset)
        self.drawn = 0
        with canvas.clip(view):
            for i in range(first, len(self.rows)):
                top = (bottoms[i - 1] if i else 0) - self.scroller.offset + view.y
                if top >= view.bottom:
                    break
                bottom = bottoms[i] - self.scroller.offset + view.y
                self._draw_row(canvas, self.rows[i], pygame.Rect(view.x, top, view.w, bottom - top), widths)
                self.drawn += 1
            self.scroller.draw(canvas, view)
        if self.focused:
            canvas.ring(self.rect)

    def _draw_header(self, canvas: Canvas, widths: list[int]) -> None:
        look = canvas.look
        head = self._head_height(look)
        x = self.rect.x + look.px(10)
        for i, (column, width) in enumerate(zip(self.columns, widths, strict=True)):
            rect = pygame.Rect(x, self.rect.y, width - look.px(12), head)
            if column.sortable:
                mark = pygame.Rect(rect.right - look.px(12), rect.y, look.px(11), head)
                if self.sorted_by is not None and self.sorted_by[0] == i:
                    canvas.icon("fall" if self.sorted_by[1] else "rise", mark.inflate(0, -head + look.px(9)), "muted")
                rect.w -= look.px(14)
            self.overflow = not canvas.text(column.title, rect, "small_strong", "muted", column.align) or self.overflow
            x += width
        y = self.rect.y + head - 1
        canvas.rule((self.rect.x + 1, y), (self.rect.right - 2, y))

    def _draw_row(self, canvas: Canvas, row: TableRow, rect: pygame.Rect, widths: list[int]) -> None:
        look = canvas.look
        chosen = row.id == self.selected
        if chosen:
            canvas.box(rect.inflate(-look.px(6), -2), "selected", None, 4)
        x = self.rect.x + look.px(10)
        for cell, column, width in zip(row.cells, self.columns, widths, strict=True):
            lines = self._cell_lines(look, cell, column, width)
            room = pygame.Rect(x, rect.y + look.px(4), width - look.px(12), rect.h - look.px(8))
            fits = canvas.lines(lines, room, column.align, "on_selected" if chosen else None)
            self.overflow = self.overflow or not fits
            x += width

    def text_twin(self) -> list[str]:
        """A Markdown table of all rows."""
        if not self.rows:
            return [self.empty] if self.empty else []
        head = [column.title or " " for column in self.columns]
        body = [
            [("* " if j == 0 and row.id == self.selected else "") + cell.text for j, cell in enumerate(row.cells)]
            for row in self.rows
        ]
        return ["| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *body]]

    # Events ----------------------------------------------------------------------------------------------------------

    def sort(self, column: int, falling: bool) -> None:
        """Order the rows by a column; equal rows keep their order."""

        def key(row: TableRow) -> Any:
            cell = row.cells[column]
            return cell.text.casefold() if cell.order is None else cell.order

        self.rows.sort(key=key, reverse=falling)
        self.sorted_by = (column, falling)
        self._measured = (None, [], [])
        self.invalidate(layout=True)

    def index(self) -> int:
        """Place of the selected row, -1 if none."""
        return next((i for i, row in enumerate(self.rows) if row.id == self.selected), -1)

    def select(self, index: int) -> bool:
        """Select a row and bring it into view."""
        if self.rows:
            index = max(0, min(len(self.rows) - 1, index))
            bottoms = self._measure(self.look, self.rect.w)[1]
            self.scroller.reveal(bottoms[index - 1] if index else 0, bottoms[index])
            if self.rows[index].id != self.selected:
                self.selected = self.rows[index].id
                self.emit("select", self.selected)
            self.invalidate()
        return True

    def press(self, pos: tuple[int, int], clicks: int) -> bool:
        """The bar, a header to sort by, or a row."""
        if super().press(pos, clicks):
            return True
        view = self.view()
        if pos[1] < view.y:
            return self._press_header(pos)
        bottoms = self._measure(self.look, self.rect.w)[1]
        row = bisect_right(bottoms, pos[1] - view.y + self.scroller.offset)
        if row < len(self.rows):
            self.select(row)
            if clicks == 2:
                self.emit("activate", self.selected)
        return True

    def _press_header(self, pos: tuple[int, int]) -> bool:
        x = self.rect.x + self.look.px(10)
        for i, width in enumerate(self._measure(self.look, self.rect.w)[0]):
            if x <= pos[0] < x + width and self.columns[i].sortable:
                self.sort(i, self.sorted_by == (i, False))
            x += width
        return True

    def key(self, event: pygame.event.Event) -> bool:
        """Arrows, page, home, end select; Enter activates."""
        here = self.index()
        page = max(1, self.view().h // self._row_height(self.look) - 1)
        targets = {
            pygame.K_UP: here - 1 if here >= 0 else len(self.rows) - 1,
            pygame.K_DOWN: here + 1,
            pygame.K_PAGEUP: here - page,
            pygame.K_PAGEDOWN: here + page,
            pygame.K_HOME: 0,
            pygame.K_END: len(self.rows) - 1,
        }
        if event.key in targets:
            return self.select(targets[event.key])
        if activates(event) and here >= 0:
            self.emit("activate", self.selected)
            return True
        return False
