"""Cells of a table that goes through a spreadsheet and comes back: nothing runs as a formula, nothing turns to a date.

A spreadsheet takes ``=1+1``, ``+5``, ``-5`` and ``@x`` for formulas, and ``1-2``, ``MAR1`` or ``1e5`` for dates and
numbers. Such a cell gets an apostrophe in front, which it loses again on the way back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from wargame.errors import InputError
from wargame.scenario.sources import MAX_BYTES

SEPARATORS = (",", ";", "\t")
MAX_ROWS = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MONTHS = "jan|feb|mar|mrt|apr|may|mei|jun|jul|aug|sep|sept|oct|okt|nov|dec"
_CHANGED = re.compile(
    rf"\d+([./:-]\d+)+.*|({_MONTHS})[a-z]*[ .-]?\d+|\d+[ .-]?({_MONTHS})[a-z]*\.?([ -]\d+)?"
    r"|[+-]?\d*[.,]?\d+(e[+-]?\d+)?|true|false|waar|onwaar",
    re.IGNORECASE,
)
"""What a spreadsheet would make a date, a time, a number or a truth of."""
_WHOLE = re.compile(r"0|[1-9]\d{0,8}")
"""A number that comes back as it went."""
_DATE = re.compile(
    rf"\d{{1,4}}[/-]\d{{1,2}}([/-]\d{{1,4}})?(\s.*)?|({_MONTHS})[a-z]*\.?-\d+|\d+-({_MONTHS})[a-z]*\.?(-\d+)?",
    re.IGNORECASE,
)
"""What it leaves behind where it did."""


def guarded(text: str) -> str:
    """The cell that a spreadsheet shows as the text.

    >>> guarded("=HYPERLINK(1)"), guarded("2025-03"), guarded("'t Huis"), guarded("Who decides?")
    ("'=HYPERLINK(1)", "'2025-03", "''t Huis", 'Who decides?')
    """
    return f"'{text}" if _at_risk(text) or text.startswith("'") else text


def unguarded(cell: str) -> str:
    """The text behind a cell, whether the apostrophe is still there or not.

    >>> unguarded("'=1+1"), unguarded("''t Huis"), unguarded("'t Huis")
    ('=1+1', "'t Huis", "'t Huis")
    """
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    rest = text[1:]
    return rest if text.startswith("'") and (_at_risk(rest) or rest.startswith("'")) else text


def became_a_date(cell: str) -> bool:
    """Whether a spreadsheet has probably made a date of what stood here.

    >>> became_a_date("1-mrt"), became_a_date("2025-03-01 00:00:00"), became_a_date("i10_pledge")
    (True, True, False)
    """
    return bool(_DATE.fullmatch(cell.strip()))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """CSV with a byte-order mark, by which spreadsheets know UTF-8, and the line ends of RFC 4180."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def read_table(data: bytes, place: str, key: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Header, and for each row that isn't blank its line in the file and its cells by column.

    Args:
        key: a column that must be there; the separator is the one with which it is.
    Raises: InputError with row and column.
    """
    text = _decoded(data, place)
    first = text.lstrip("\r\n").partition("\n")[0]
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # a hint for Excel, no row
        text = text.lstrip("\r\n").partition("\n")[2]
        first = text.partition("\n")[0]
    separator = next((each for each in SEPARATORS if key in _names(first, each)), None)
    if separator is None:
        hint = f"the first row names the columns, with `{key}` among them, separated by commas, semicolons or tabs"
        raise InputError("no-header", f"there is no column `{key}`", hint=hint, place=f"{place}: row 1")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if not header:
                header = [cell.strip().lower() for cell in cells]
            elif any(cell.strip() for cell in cells):
                if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                    hint = "is there a separator in a cell without quotes?"
                    message = f"{len(cells)} cells, and the header has {len(header)}"
                    raise InputError("too-many-cells", message, hint=hint, place=f"{place}: row {number}")
                rows.append((number, {name: unguarded(cell) for name, cell in zip(header, cells, strict=False)}))
                if len(rows) > MAX_ROWS:
                    raise InputError("table-too-long", f"more than {MAX_ROWS} rows", place=f"{place}: row {number}")
    except csv.Error as error:
        hint = "a quote that isn't closed?"
        raise InputError("bad-csv", str(error), hint=hint, place=f"{place}: line {reader.line_num}") from None
    twice = next((name for n, name in enumerate(header) if name and name in header[:n]), None)
    if twice:
        raise InputError("column-twice", f"the column `{twice}` is there twice", place=f"{place}: row 1")
    return header, rows


def _names(line: str, separator: str) -> list[str]:
    return [name.strip().strip('"').lower() for name in line.split(separator)]


def _decoded(data: bytes, place: str) -> str:
    """UTF-8 with or without mark, or UTF-16 as spreadsheets save "Unicode text"."""
    if len(data) > MAX_BYTES:
        raise InputError("file-too-large", f"more than {MAX_BYTES // 1_000_000} MB", place=place)
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = "save it as `CSV UTF-8`"
        raise InputError("not-utf-8", "this is no text in UTF-8", hint=hint, place=f"{place}: line {line}") from None


def _at_risk(text: str) -> bool:
    stripped = text.strip()
    return text.startswith(_FORMULA) or bool(_CHANGED.fullmatch(stripped) and not _WHOLE.fullmatch(stripped))
