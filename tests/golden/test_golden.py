"""The golden plays are played again and compared line by line. After a look: `python tools/golden.py --accept`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from tests.golden import plays

ROOT = Path(__file__).resolve().parents[2]
TOLD = pytest.mark.parametrize("name", plays.PLAYED)
EVERY = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(f"{name}.yaml")) for name in plays.names()]
)
"""Together with what else is found out about each."""


def first_difference(path: Path, now: str) -> str:
    """The place of the first line that differs, and both; empty if none does."""
    golden = path.read_text(encoding="utf-8").splitlines()
    lines = now.splitlines()
    for number, (old, new) in enumerate(zip(golden, lines, strict=False), start=1):
        if old != new:
            return f"{path.relative_to(ROOT)}:{number}: was\n  {old}\nand is\n  {new}"
    if len(golden) != len(lines):
        return f"{path.relative_to(ROOT)}:{min(len(golden), len(lines)) + 1}: {len(golden)} lines are now {len(lines)}"
    return ""


@TOLD
def test_the_whole_play_is_as_it_was(name: str) -> None:
    assert first_difference(plays.play_path(name), plays.play(name)) == ""


@EVERY
def test_the_batch_is_as_it_was(name: str) -> None:
    golden = plays.DIGESTS.read_text(encoding="utf-8").splitlines()
    assert [line for line in golden if line.startswith(f"{name} ")] == plays.digests(name).splitlines()


def test_every_scenario_has_its_digests_and_nothing_else_has() -> None:
    named = {line.split()[0] for line in plays.DIGESTS.read_text(encoding="utf-8").splitlines()}
    assert sorted(named) == plays.names()


@TOLD
def test_the_play_is_the_same_in_another_process_on_a_plainer_processor(name: str) -> None:
    enabled = [feature for feature in __cpu_dispatch__ if __cpu_features__.get(feature)]
    code = "import sys; from tests.golden import plays; sys.stdout.write(plays.play(sys.argv[1]))"
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONHASHSEED="77", PYTHONIOENCODING="utf-8",
                       NPY_DISABLE_CPU_FEATURES=" ".join(enabled))  # fmt: skip
    command = [sys.executable, "-c", code, name]
    child = subprocess.run(command, env=environment, capture_output=True, check=True, cwd=ROOT)
    assert first_difference(plays.play_path(name), child.stdout.decode("utf-8")) == ""


@TOLD
def test_every_turn_and_every_seat_is_in_it(name: str) -> None:
    text = plays.play_path(name).read_text(encoding="utf-8")
    for turn in range(1, plays.TURNS + 1):
        assert f"== turn {turn}, " in text
    for seat in (*plays.load(name).role_ids, "public", "control"):
        assert text.count(f"-- {seat}: ") == plays.TURNS + 1
    assert "\norder " in text
    assert "\nevent " in text


def test_a_changed_line_is_named_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    golden = tmp_path / "a.txt"
    golden.write_text("one\ntwo\nthree\n", encoding="utf-8")
    assert first_difference(golden, "one\ntwo\nthree\n") == ""
    assert first_difference(golden, "one\n2\nthree\n").startswith("a.txt:2: was\n  two\nand is\n  2")
    assert first_difference(golden, "one\ntwo\n") == "a.txt:3: 3 lines are now 2"
    assert first_difference(golden, "one\ntwo\nthree\nfour\n") == "a.txt:4: 3 lines are now 4"
