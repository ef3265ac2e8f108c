"""Safe repairs: each keeps what was meant, comments and layout; a second time there is nothing left to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bad import cases
from tests.scenario import minimal
from wargame.cli import main
from wargame.scenario import check
from wargame.scenario.authoring.edits import applied
from wargame.scenario.authoring.fix import fixed
from wargame.scenario.yamltree import read_tree

HEAD = "format: 1\nkind: rules\nid: sample\n"
NUMBER = "{{value: {}, low: 0.1, high: 5000, unit: {}, basis: assumed, source: OWN}}"


def tunable(value: str = "0.3", unit: str = "share") -> str:
    return f"{HEAD}tunables:\n  heat_sd: {NUMBER.format(value, unit)}  # kept\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (tunable(unit="NO"), tunable(unit='"NO"')),
        (tunable(unit="yes"), tunable(unit='"yes"')),
        (tunable(unit="12:30"), tunable(unit='"12:30"')),
        (tunable(unit="010"), tunable(unit='"010"')),
        (tunable(unit="1e3"), tunable(unit='"1e3"')),
        (tunable(unit="2025-02-28"), tunable(unit='"2025-02-28"')),
        (tunable(unit="5"), tunable(unit='"5"')),
        (tunable("1e3"), tunable("1000")),
        (tunable("2e-1"), tunable("0.2")),
        (tunable("1_000"), tunable("1000")),
        (tunable('"0.3"'), tunable("0.3")),
        (tunable().replace("value", "valeu"), tunable()),
        (f"{HEAD}history: once # kept\n", f"{HEAD}history: [once] # kept\n"),
        (f"{HEAD}histroy: [once]\n", f"{HEAD}history: [once]\n"),
    ],
)
def test_a_safe_repair(before: str, after: str) -> None:
    found, edits = fixed(before)
    assert found == after
    assert edits
    assert fixed(found) == (found, [])


@pytest.mark.parametrize(
    "text",
    [
        tunable("010"),  # eight or ten?
        tunable("12:30"),
        tunable(".inf"),
        tunable("NO"),
        tunable("much"),
        tunable().replace("low:", "l:"),
        tunable().replace("value: 0.3", "value: 0.3, valeu: 0.4"),  # the right one is there already
        f"{HEAD}version: 1\nversoin: 2\n",
        f"{HEAD}history: {{a: b}}\n",
        f"{HEAD}tunables: &a {{}}\n",
        "kind: rules\n- [",
        "",
    ],
)
def test_what_could_mean_two_things_is_left_alone(text: str) -> None:
    assert fixed(text) == (text, [])


def test_a_yes_where_a_yes_is_wanted() -> None:
    text = f"{HEAD}violations:\n  - {{id: v1, heavy: YES, fire: off}}\n"
    assert fixed(text)[0] == text.replace("YES", "true").replace("off", "false")


def test_line_ends_comments_and_blanks_stay() -> None:
    text = tunable(unit="NO").replace("\n", "\r\n").replace("id: sample", "id:   sample   # who")
    assert fixed(text)[0] == text.replace("NO", '"NO"')


def test_the_modeline_comes_first_and_once() -> None:
    text, edits = fixed(tunable(), "rules/mine.yaml")
    assert text == f"# yaml-language-server: $schema=../schema/rules.json\n{tunable()}"
    assert len(edits) == 1
    assert fixed(text, "rules/mine.yaml") == (text, [])


@pytest.mark.parametrize("name", cases.ALONE)
def test_broken_documents_get_no_worse_and_a_second_time_changes_nothing(name: str) -> None:
    data = (cases.HERE / f"{name}.yaml").read_bytes()
    text = data.decode("utf-8", "replace")
    found, _ = fixed(text)
    assert fixed(found) == (found, [])
    assert len(read_tree(found).mistakes) <= len(read_tree(text).mistakes)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=": -{}[]\"'#\nabkindformatrules01eNO_", max_size=80))
def test_any_text_is_answered(text: str) -> None:
    found, edits = fixed(f"{HEAD}{text}")
    assert fixed(found)[0] == found
    assert (found == f"{HEAD}{text}") == (not edits)


def test_a_clean_scenario_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = minimal.write(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.yaml")}
    assert main(["check", str(path), "--fix"]) == 0
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.yaml")} == before
    assert "---" not in capsys.readouterr().out


def test_the_command_shows_the_difference_and_leaves_a_clean_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = minimal.write(tmp_path)
    rules = tmp_path / "rules" / "politics.yaml"
    sound = rules.read_text(encoding="utf-8")
    rules.write_text("# a note\n" + sound.replace("link: logit", "lnik: logit", 1), encoding="utf-8")
    rules.chmod(0o600)
    assert check([path])
    assert main(["check", str(path), "--fix"]) == 0
    assert rules.read_text(encoding="utf-8") == "# a note\n" + sound
    assert os.name == "nt" or rules.stat().st_mode & 0o777 == 0o600
    shown = capsys.readouterr().out
    assert "lnik: logit" in shown
    assert "No problems." in shown
    assert {file.suffix for file in tmp_path.rglob("*") if file.is_file()} == {".yaml"}, "nothing half-written stays"


def test_edits_of_one_line_do_not_disturb_each_other() -> None:
    found, _ = fixed(tunable("1e3", "NO"))
    assert found == tunable("1000", '"NO"')
    assert applied("", []) == ""
