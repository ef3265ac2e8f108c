"""The house rules hold for the real tree, and each of them is shown to fail on a small broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import architecture as rules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE_RULES = [
    rules.arrows, rules.third_party, rules.numbers, rules.prose, rules.clocks, rules.undocumented, rules.cycles,
]  # fmt: skip


@pytest.mark.parametrize("rule", PACKAGE_RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: rules.Rule) -> None:
    offences = rule(ROOT, rules.read(ROOT))
    assert not offences, "\n".join(offences)


def test_no_file_is_too_long_to_read() -> None:
    offences = rules.long_files(ROOT, rules.read(ROOT, "wargame", "tests", "tools"))
    assert not offences, "\n".join(offences)


def test_every_test_asserts_and_none_is_skipped() -> None:
    offences = rules.idle_tests(ROOT, rules.read(ROOT, "tests"))
    assert not offences, "\n".join(offences)


def test_every_room_of_the_package_stands_on_a_floor() -> None:
    rooms = {rules.room_of(path) for path in rules.read(ROOT)} - {""}
    assert rooms <= set(rules.FLOORS)


BROKEN = [
    ("upward", rules.arrows, "world/state.py", "from wargame.simulate import Runs"),
    ("upward, lazily", rules.arrows, "world/state.py", "def f():\n    import wargame.ui.app"),
    ("upward, by the package", rules.arrows, "world/state.py", "from wargame import exercise"),
    ("whole package", rules.arrows, "world/state.py", "import wargame"),
    ("sideways", rules.arrows, "adjudication/fire.py", "from wargame.doctrine import choose"),
    ("relative", rules.arrows, "world/state.py", "from . import view"),
    ("by text", rules.arrows, "world/state.py", "from importlib import import_module"),
    ("peeking doctrine", rules.arrows, "doctrine/cautious.py", "from wargame.world.state import WorldState"),
    ("peeking doctrine, by the room", rules.arrows, "doctrine/cautious.py", "from wargame.world import state"),
    ("unknown room", rules.arrows, "helpers/misc.py", "x = 1"),
    ("pygame outside ui", rules.third_party, "report/pages.py", "import pygame"),
    ("yaml outside scenario", rules.third_party, "world/compiler.py", "from yaml import safe_load"),
    ("sqlite3 outside exercise", rules.third_party, "analysis/odds.py", "import sqlite3"),
    ("pydantic in adjudication", rules.third_party, "adjudication/fire.py", "from pydantic import BaseModel"),
    ("undeclared", rules.third_party, "cli/run.py", "import pandas"),
    ("float", rules.numbers, "adjudication/fire.py", "losses = fire * 0.004"),
    ("negative", rules.numbers, "adjudication/fire.py", "x = -2"),
    ("large", rules.numbers, "adjudication/fire.py", "x = y[3:]"),
    ("default", rules.numbers, "adjudication/fire.py", "def f(days=7):\n    return days"),
    ("spelt out", rules.numbers, "adjudication/fire.py", "half = 1 / 2"),
    ("in a text", rules.numbers, "adjudication/fire.py", "x = float('0.25')"),
    ("sentence", rules.prose, "adjudication/fire.py", "draft.event('fire', note='The base was hit')"),
    ("sentence with a name in it", rules.prose, "adjudication/fire.py", "text = f'{unit} lost {n} men'"),
    ("random", rules.clocks, "world/state.py", "import random"),
    ("numpy's dice", rules.clocks, "adjudication/fire.py", "import numpy as np\nx = np.random.default_rng(1)"),
    ("numpy's dice, by name", rules.clocks, "adjudication/fire.py", "from numpy.random import default_rng"),
    ("clock", rules.clocks, "simulate.py", "from time import monotonic"),
    ("date", rules.clocks, "scenario/document.py", "import datetime\nx = datetime.datetime.now()"),
    ("set", rules.clocks, "world/orders.py", "for side in {'a', 'b'}:\n    print(side)"),
    ("set in a comprehension", rules.clocks, "world/orders.py", "x = [y for y in set(z) | set(w)]"),
    ("too long", rules.long_files, "world/state.py", "x = 1\n" * 401),
    ("test without assertion", rules.idle_tests, "test_a.py", "def test_a():\n    1 + 1"),
    ("skipped test", rules.idle_tests, "test_a.py", "import pytest\n@pytest.mark.skip\ndef test_a():\n    assert 1"),
]


@pytest.mark.parametrize(("name", "rule", "file", "code"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_tree_is_caught(tmp_path: Path, name: str, rule: rules.Rule, file: str, code: str) -> None:
    write(tmp_path, file, code)
    offences = rule(tmp_path, rules.read(tmp_path))
    assert len(offences) >= 1
    assert all(offence.startswith(str(Path("wargame", file))) for offence in offences)


SOUND = [
    (rules.arrows, "exercise/game.py", "from wargame.world.state import WorldState\nfrom wargame import __version__"),
    (rules.arrows, "dice.py", "from wargame.numerics import normal_quantile"),
    (rules.arrows, "doctrine/cautious.py", "from wargame.world.view import View\nfrom wargame.world import orders"),
    (rules.third_party, "adjudication/fire.py", "import numpy as np\nfrom collections.abc import Sequence"),
    (rules.numbers, "adjudication/fire.py", '"""Fires.\n\n>>> f(0.25)\n"""\nx = [-1, 0, 1.0, 2]\ny = True'),
    (rules.numbers, "world/state.py", "PADDED = 4"),
    (rules.prose, "adjudication/fire.py", '"""A sentence."""\nraise ValueError("no such axis")'),
    (rules.clocks, "world/orders.py", "for side in sorted({'b', 'a'}):\n    print(side)"),
    (rules.clocks, "exercise/log.py", "import time"),
    (rules.long_files, "world/state.py", "x = 1\n" * 400),
    (rules.idle_tests, "test_a.py", "def test_a():\n    with pytest.raises(ValueError):\n        f()"),
    (rules.idle_tests, "test_b.py", "def holds(x):\n    assert x\n\ndef test_b():\n    holds(1)"),
]


@pytest.mark.parametrize(("rule", "file", "code"), SOUND, ids=[f"{row[0].__name__}-{row[1]}" for row in SOUND])
def test_a_sound_tree_is_left_alone(tmp_path: Path, rule: rules.Rule, file: str, code: str) -> None:
    write(tmp_path, file, code)
    assert rule(tmp_path, rules.read(tmp_path)) == []


def test_a_module_without_docstring_is_caught(tmp_path: Path) -> None:
    (tmp_path / "wargame").mkdir()
    (tmp_path / "wargame" / "dice.py").write_text("x = 1\n", encoding="utf-8")
    assert len(rules.undocumented(tmp_path, rules.read(tmp_path))) == 1


def test_a_circle_of_imports_is_caught_and_a_lazy_one_is_not(tmp_path: Path) -> None:
    write(tmp_path, "world/a.py", "from wargame.world.b import x")
    write(tmp_path, "world/b.py", "def f():\n    from wargame.world import a")
    assert rules.cycles(tmp_path, rules.read(tmp_path)) == []
    write(tmp_path, "world/b.py", "from wargame.world import a")
    assert len(rules.cycles(tmp_path, rules.read(tmp_path))) == 1


def write(root: Path, file: str, code: str) -> None:
    """Put one module of a made-up package in place."""
    path = root / "wargame" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
