"""The list of events goes through a spreadsheet and comes back: whatever the separator, the program and the text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario import minimal
from wargame.cli import main
from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario import check, load
from wargame.scenario.authoring import cells
from wargame.scenario.authoring.msel import COLUMNS, from_table, into_document, to_table
from wargame.scenario.injects import Inject, Injects
from wargame.scenario.yamltree import read_tree

SHIPPED = sorted((scenarios_dir() / "injects").rglob("*.yaml"))


def read(text: str) -> Injects:
    tree = read_tree(text)
    assert tree.mistakes == []
    assert tree.root is not None
    return Injects.model_validate_json(json.dumps(tree.root.plain()))


def back(folder: Path, data: bytes) -> list[dict[str, Any]]:
    path = folder / "table.csv"
    path.write_bytes(data)
    return from_table(path)


@pytest.mark.parametrize("separator", cells.SEPARATORS)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_inject_survives(path: Path, separator: str, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = read(text)
    table = to_table(before.injects, separator)
    made = into_document(back(tmp_path, table.encode()), "x", text)
    assert read(made) == before
    head = text.partition("\ninjects:")[0]
    assert made.startswith(head), "what stands above the list stays"


def respelt(table: str, **spelling: Any) -> str:
    """The table as another program would save it."""
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, **spelling).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    "saved",
    [
        lambda table: table.encode(),
        lambda table: table.removeprefix("\ufeff").encode(),
        lambda table: table.encode("utf-16"),
        lambda table: table.replace("\r\n", "\n").encode(),
        lambda table: respelt(table, delimiter=";", quoting=csv.QUOTE_ALL).encode("utf-8-sig"),
        lambda table: respelt(table, delimiter="\t", lineterminator="\r\n").encode("utf-16"),
        lambda table: b"sep=,\r\n" + table.removeprefix("\ufeff").encode(),
        lambda table: (table + ",,,,\r\n\r\n").encode(),
        lambda table: table.replace("id,turn", "ID , Turn").encode(),
        lambda table: respelt(table).replace("'=", "=").encode(),
    ],
)
def test_whatever_program_saved_it(saved: Any, tmp_path: Path) -> None:
    injects = minimal_injects()
    made = into_document(back(tmp_path, saved(to_table(injects))), "x")
    assert read(made).injects == injects


def minimal_injects() -> list[Inject]:
    docs = minimal.documents()["injects/few.yaml"]["injects"]
    docs[0]["text"] = minimal.text('=HYPERLINK("x")\nsecond; line, "quoted"', "'s Avonds")
    docs[0]["mechanisms"] = [{"act": "set", "setting": "operation", "to": "none"}]
    docs[0]["effects"].append(minimal.effect("trust", -2.5, after_days=7, for_days=28, basis="estimated"))
    docs[1]["title"] = minimal.text("1-2", "+31 6")
    return [Inject.model_validate_json(json.dumps(each)) for each in docs]


def test_nothing_runs_as_a_formula_and_nothing_becomes_a_date() -> None:
    table = to_table(minimal_injects())
    for row in csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t"))
            assert not cells.became_a_date(cell)
    assert table.startswith("\ufeffid,turn,when,")


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.one_of(words, st.sampled_from(["=1", "'=1", "''", "1e5", "MAR1", "3-4", "a\nb", "x;y,z"])), min_size=1)
)
def test_any_text_survives_a_cell(texts: list[str]) -> None:
    for separator in cells.SEPARATORS:
        table = cells.table(("id", *(f"c{n}" for n in range(len(texts)))), [["x", *texts]], separator)
        _, rows = cells.read_table(table.encode(), "t", "id")
        assert [rows[0][1][f"c{n}"] for n in range(len(texts))] == texts


def test_an_inject_has_a_column_for_every_field_of_the_practice_note() -> None:
    needed = ["id", "turn", "when", "from_en", "to", "medium", "text_en", "decision_en", "prompts_en", "objectives",
              "effects", "visibility", "source", "preempted_en"]  # fmt: skip
    assert set(needed) <= set(COLUMNS)
    assert {f"{name[:-3]}_nl" for name in COLUMNS if name.endswith("_en")} <= set(COLUMNS)


def changed(column: str, value: str) -> bytes:
    """The table of the minimal scenario with one cell of its first row changed."""
    rows = list(csv.reader(io.StringIO(to_table(minimal_injects()).removeprefix("\ufeff"), newline="")))
    rows[1][rows[0].index(column)] = value
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("turn", "03-Apr", "made a date of it"), ("turn", "soon", "no whole number"),
        ("turn", "99", "less than or equal"),
        ("id", "2025-03-01 00:00:00", "made a date of it"), ("id", "Not An Id", "pattern"),
        ("id", "poll", "id of row 2"),
        ("medium", "pigeon", "flash"), ("when", "a >", "can't be read as a condition"), ("to", "", "at least 1"),
        ("text_nl", "", "at least 1 character"), ("effects", "tension up", "must look like"),
        ("effects", "tension +1 | soon 3", "must start with"), ("effects", "tension +1 | after noon", "whole days"),
        ("prompts_nl", "", "0 prompts, and 1 in English"), ("other", "{", "no JSON"),
        ("other", '{"id": 1}', "JSON object"),
        ("objectives", "", "at least 1"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_by_row_and_column(column: str, value: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        back(tmp_path, changed(column, value))
    assert refused.value.code == "bad-table"
    row = 3 if (column, value) == ("id", "poll") else 2
    assert f"row {row}, column `{column}`" in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-header"), (b"name,text\r\na,b\r\n", "no-header"), (b"id,remarks\r\na,b\r\n", "unknown-column"),
        (b"id,id\r\na,b\r\n", "column-twice"), (b"id,turn\r\na,1,2,3\r\n", "too-many-cells"),
        (b'id,turn\r\n"a,1\r\n', "bad-csv"), (b"id,turn\r\n", "empty-table"), (b"id\r\n\xff\r\n", "not-utf-8"),
        (b"id\r\n" + b"a\r\n" * 2001, "table-too-long"), (b"id,turn\r\n" + b"x" * 5_000_000, "file-too-large"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        back(tmp_path, data)
    assert refused.value.code == code
    assert "table.csv" in str(refused.value)


def test_the_commands_go_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = minimal.write(tmp_path)
    few, table = tmp_path / "injects" / "few.yaml", tmp_path / "msel.csv"
    before = load(path).injects
    assert main(["msel", "export", str(path), "--out", str(table), "--separator", "semicolon"]) == 0
    assert main(["msel", "import", str(table), "--into", str(few)]) == 0
    assert load(path).injects == before
    assert main(["msel", "import", str(table), "--into", str(tmp_path / "injects" / "New one.yaml")]) == 0
    assert check([tmp_path / "injects" / "New one.yaml"]) == []
    shown = capsys.readouterr().out
    assert "2 injects" in shown


def test_a_bad_table_leaves_the_document_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    minimal.write(tmp_path)
    few, table = tmp_path / "injects" / "few.yaml", tmp_path / "msel.csv"
    before = few.read_bytes()
    table.write_bytes(changed("turn", "soon"))
    assert main(["msel", "import", str(table), "--into", str(few)]) == 2
    assert "row 2, column `turn`" in capsys.readouterr().err
    assert main(["msel", "import", str(table), "--into", str(tmp_path / "maps" / "line.yaml")]) == 2
    assert main(["msel", "import", str(tmp_path / "none.csv"), "--into", str(few)]) == 2
    assert few.read_bytes() == before
