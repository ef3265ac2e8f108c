"""Codes about tables, scaffolds and migrations: told by their commands, not by `wargame check`."""

from __future__ import annotations

from wargame.scenario.authoring.codes.told import Told

TITLE = "Tables and other commands"
CODES: dict[str, Told] = {
    "no-header": Told(
        "A table's first row names no columns.",
        "Cells are found by the name of their column.",
        "Keep the first row of the export.",
        "a CSV file without the row `id,turn,when,...`",
    ),
    "unknown-column": Told(
        "A column that injects don't have.",
        "Its contents would be lost.",
        "Rename or remove it.",
        "a column called `remarks`",
    ),
    "column-twice": Told("A column stands twice.", "Which one counts?", "Remove one.", "two columns called `turn`"),
    "too-many-cells": Told(
        "A row has more cells than the header.",
        "A separator stands in a cell without quotes.",
        "Put the cell in quotes, or let the spreadsheet save it.",
        "a text with a comma in it, without quotes",
    ),
    "bad-csv": Told("The file is no CSV.", "A quote isn't closed.", "Save it anew.", 'a cell that starts with `"`'),
    "bad-table": Told(
        "Cells that can't be read, by row and column.",
        "Nothing is written before all are right.",
        "Correct each; a date in a column of ids was made by the spreadsheet: format the column as text.",
        "`3-4` in the column `turn`",
    ),
    "empty-table": Told(
        "There is no row beneath the header.",
        "The list would be emptied.",
        "Add rows.",
        "a header alone",
    ),
    "table-too-long": Told(
        "A table of more than 2,000 rows.",
        "No list of events is that long.",
        "Take some out.",
        "2,001 rows",
    ),
    "file-exists": Told(
        "`wargame new` never overwrites.",
        "Somebody's work stands there.",
        "Choose another name.",
        "`wargame new mine` for the second time",
    ),
    "cannot-write": Told(
        "The disk refuses to take the file.",
        "Full, read-only, or not yours.",
        "Choose another folder.",
        "writing into a read-only folder",
    ),
    "unknown-format": Told(
        "A document says no format that ever was.",
        "A migration must know where it starts.",
        "Write `format: 1`.",
        "`format: -1`",
    ),
    "option-range": Told(
        "A number out of range on the command line.",
        "The message says which.",
        "Correct it.",
        "`wargame new mine --sectors 3`",
    ),
    "bad-override": Told(
        "A value given by path can't be what is put there.",
        "Paths lead to numbers, levels or starts.",
        "See `wargame rules SCENARIO --resolved`.",
        "`--set settings.roe=zz`",
    ),
}
