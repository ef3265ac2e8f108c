"""Tables from the cache are the compiler's own, bit by bit, and come without the documents' models."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenario import minimal
from wargame.errors import InputError
from wargame.scenario import load, load_texts
from wargame.simulate import simulate
from wargame.world.compile import compile_world
from wargame.world.ready import ready, ready_texts
from wargame.world.tables import Tables


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of each test alone."""
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def said(tables: Tables) -> str:
    """Everything in it, in words: values and types of all fields; arrays by their bytes."""
    arrays = sorted((name, getattr(tables, name)) for name in vars(tables) if hasattr(getattr(tables, name), "tobytes"))
    start = sorted(tables.start.arrays.items())
    bits = [(name, array.dtype, array.shape, array.tobytes(), array.flags.writeable) for name, array in arrays]
    return f"{bits}{[(name, array.dtype, array.tobytes()) for name, array in start]}{tables.digest}{tables.checks}"


def test_a_shipped_scenario_is_ready_as_the_compiler_makes_it(folder: Path) -> None:
    made = compile_world(load("moderate"))
    first, second = ready("moderate"), ready("moderate")
    assert len(list(folder.glob("tables-*"))) == 1
    assert said(first) == said(second) == said(made)


def test_an_exercise_files_scenario_shares_it(folder: Path) -> None:
    scenario = load_texts(minimal.texts(), minimal.MAIN)
    assert said(ready_texts(scenario)) == said(ready_texts(scenario)) == said(compile_world(scenario))
    assert len(list(folder.glob("tables-*"))) == 1


def test_worlds_are_the_same_by_name_and_loaded() -> None:
    ways = ("moderate", "moderate", load("moderate"))  # compiled, from the cache, compiled
    one, two, three = (simulate(way, worlds=4, turns=1, record=["rung"]) for way in ways)
    assert one.digest() == two.digest() == three.digest()


def test_other_numbers_are_never_taken_from_the_cache(folder: Path) -> None:
    usual = ready("moderate")
    changed = ready("moderate", {"rules.tunables.heat_sd": 0.123})
    assert changed.tunables["heat_sd"] == 0.123 != usual.tunables["heat_sd"]
    assert changed.digest != usual.digest
    assert len(list(folder.glob("tables-*"))) == 1


def test_a_name_that_nobody_knows_is_told() -> None:
    with pytest.raises(InputError, match="no scenario"):
        ready("moderat")


def test_a_second_start_imports_no_document_models() -> None:
    ready("moderate")
    code = (
        "import sys; from wargame.simulate import simulate; from wargame.world.ready import ready; ready('moderate');"
        "print([name for name in ('pydantic', 'yaml', 'wargame.scenario.document') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
