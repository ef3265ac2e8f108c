"""One broken document for every code: it gets exactly the expected message, and every code has one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.bad import cases
from wargame.scenario import Issue

TESTS = Path(__file__).resolve().parents[1]
ROOM = TESTS.parent / "wargame" / "scenario"
NOT_CODES = {"few-codes", "utf-8", "utf-8-sig", "utf-16", "backer-home", "near-line", "force-option"}
"""Other hyphenated words in the source: names of encodings, places and things."""


@pytest.mark.parametrize("name", cases.ALONE)
def test_a_broken_document_gets_the_expected_message(name: str) -> None:
    issues, message = cases.alone(name)
    assert name in {issue.code for issue in issues}
    assert message == (cases.HERE / f"{name}.expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", cases.CHANGES)
def test_a_broken_scenario_gets_the_expected_issues(name: str) -> None:
    issues, message = cases.change(name)
    assert name.removeprefix("value-") in {issue.code for issue in issues}
    assert message == (cases.HERE / "changes" / f"{name}.expected").read_text(encoding="utf-8")
    assert all(complete(issue) for issue in issues)


def complete(issue: Issue) -> bool:
    """An issue says where, what and why."""
    return bool(issue.file and issue.line > 0 and issue.col > 0 and issue.code and issue.message and issue.length > 0)


def test_every_code_has_its_broken_document() -> None:
    shown = {name.removeprefix("value-") for name in (*cases.ALONE, *cases.CHANGES)}
    tests = [path for path in sorted(TESTS.rglob("test_*.py")) if path != Path(__file__)]
    told = " ".join(path.read_text(encoding="utf-8") for path in tests)  # large files, tables, folders: by their own
    codes = emitted()
    assert len(codes) > 150, "the search for codes finds nothing any more"
    assert {code for code in codes if code not in shown and f'"{code}"' not in told} == set()


def emitted() -> set[str]:
    """Every code that a file of the room emits; the catalogue of their meanings emits none."""
    files = [path for path in sorted(ROOM.rglob("*.py")) if path.parent.name != "codes"]
    return {code for path in files for code in codes_in(path)}


def codes_in(path: Path) -> set[str]:
    """Texts in the source that are codes: hyphenated words given as an argument or in a table."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", node.value)
        ):
            found.add(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "dangling":
            what = node.args[3]
            if isinstance(what, ast.Constant):
                found.add(f"unknown-{str(what.value).replace(' ', '-')}")
    return found - NOT_CODES
