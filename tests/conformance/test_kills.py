"""kill -9 at any moment of a real exercise: what was confirmed is in the file, which verifies and goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conformance.shipped import SCENARIOS
from wargame.exercise import Exercise, verify
from wargame.exercise.log import Log

ROOT = Path(__file__).resolve().parents[2]
EVERY = pytest.mark.parametrize("name", SCENARIOS)
PLAYER = """
import sys
from pathlib import Path
import numpy as np
from tests.conformance.shipped import scenario
from tests.conformance.test_exercises import actions, with_people
from wargame.exercise import Exercise
name, path, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
seats, settings = with_people(name, turns=52)
exercise, rng = Exercise.create(path, scenario(name), seats, settings, seed=seed), np.random.default_rng(seed)
while True:
    print(len(exercise.entries), exercise.entries[-1].hash, flush=True)  # confirmed: on the screen
    actions(exercise, rng)(exercise)
"""


def killed(name: str, path: Path, seed: int, seconds: float) -> list[tuple[int, str]]:
    """Play, and kill `seconds` after the exercise was begun; (number of entries, hash of the last) of what was seen."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    player = subprocess.Popen([sys.executable, "-c", PLAYER, name, str(path), str(seed)], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
    assert player.stdout is not None
    begun = player.stdout.readline()
    time.sleep(seconds)
    player.kill()
    lines = [begun, *player.stdout.read().split("\n")[:-1]]
    player.wait()
    player.stdout.close()
    return [(int(number), mark) for number, mark in (line.split() for line in lines)]


def survives(name: str, path: Path, seed: int, seconds: float) -> int:
    """Nothing confirmed is lost, everything verifies, and play goes on. Returns how much was confirmed."""
    confirmed = killed(name, path, seed, seconds)
    exercise = Exercise.open(path)
    marks = [entry.hash for entry in exercise.entries]
    assert [marks[number - 1] for number, _ in confirmed] == [mark for _, mark in confirmed]
    found = verify(path)
    assert found.ok, found.message
    exercise.note("bookmark", "The lights are on again.")
    exercise.close()
    log = Log.open(path, readonly=True)
    assert log.entries()[-1].body["text"] == "The lights are on again."
    log.close()
    return len(confirmed)


@EVERY
def test_three_kills_lose_nothing_confirmed(name: str, tmp_path: Path) -> None:
    at = random.Random(3)
    assert sum(survives(name, tmp_path / f"{n}.wargame", n, at.uniform(0.1, 1.5)) for n in range(3)) > 3


@pytest.mark.soak
@EVERY
def test_fifty_kills_lose_nothing_confirmed(name: str, tmp_path: Path) -> None:
    at = random.Random(50)
    assert sum(survives(name, tmp_path / f"{n}.wargame", n, at.uniform(0.0, 6.0)) for n in range(50)) > 500
