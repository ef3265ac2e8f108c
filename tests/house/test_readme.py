"""The README tells the truth: its commands are the commands, its Python runs, its files are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wargame.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_lists_exactly_the_commands_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.split("Commands:")[1].split("Exit status")[0]
    there = re.findall(r"^  (\w+)", listed, re.MULTILINE)
    assert sorted(re.findall(r"^\| `wargame (\w+)", README, re.MULTILINE)) == sorted(there)


def test_every_option_it_names_exists(capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"`wargame (\w+)[^`]*?(--\w+)", README))
    assert named
    for command, option in sorted(named):
        main([command, "--help"])
        assert option in capsys.readouterr().out, f"{command} {option}"


def test_every_file_it_points_at_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    paths = [path for path in re.findall(r"`([\w/.-]+\.(?:yaml|py))`", README) if not path.startswith("my-")]
    assert {"LICENSE", "assets/SOURCES.yaml"} <= {*links, *paths}
    assert [path for path in [*links, *paths] if not (ROOT / path).is_file()] == []


def test_its_python_runs() -> None:
    [block] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    small = block.replace("worlds=1000", "worlds=8").replace("turns=12", "turns=2")
    assert small != block
    names: dict[str, object] = {}
    exec(compile(small, "README.md", "exec"), names)
    assert "runs" in names
