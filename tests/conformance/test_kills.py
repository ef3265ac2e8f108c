"""kill -9 at any moment of a real exercise: what was confirmed is in the file, which verifies and goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conformance.shipped import EVERY, SCENARIOS
from wargame.exercise import Exercise, verify
from wargame.exercise.log import Log

ROOT = Path(__file__).resolve().parents[2]
PLAYER = """
import sys
from pathlib import Path
import numpy as np
from tests.conformance.shipped import scenario
from tests.conformance.test_exercises import actions, with_people
from wargame.exercise import Exercise

def begin(name):
    seats, settings = with_people(name, turns=52)
    return Exercise.create(folder / f"{name}.{seed}.wargame", scenario(name), seats, settings, seed=seed)

folder, seed, names = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
rng = np.random.default_rng(seed)
games = {name: begin(name) for name in names}
while True:
    for name, game in games.items():
        print(name, len(game.entries), game.entries[-1].hash, flush=True)  # confirmed: on the screen
        actions(game, rng)(game)
"""


def killed(names: Sequence[str], folder: Path, seed: int, lines: int, seconds: float) -> list[tuple[str, int, str]]:
    """Play these in turns, and kill some time after so many lines of what was seen: name, number of entries and hash of
    the last one."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PLAYER, str(folder), str(seed), *names]
    with (folder / "said.txt").open("w+b") as said:
        player = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said, text=True)
        assert player.stdout is not None
        seen = [player.stdout.readline() for _ in range(lines)]
        time.sleep(seconds)
        alive = player.poll() is None
        player.kill()
        seen += player.stdout.read().split("\n")[:-1]
        player.wait()
        player.stdout.close()
        said.seek(0)
        assert alive, f"the player ended by itself:\n{said.read().decode(errors='replace')}"
    return [(name, int(number), mark) for name, number, mark in (line.split() for line in seen)]


def survives(names: Sequence[str], folder: Path, seed: int, lines: int, seconds: float) -> int:
    """Nothing confirmed is lost, everything verifies, and play goes on. Returns how much was confirmed."""
    confirmed = killed(names, folder, seed, lines, seconds)
    for name in names:
        path = folder / f"{name}.{seed}.wargame"
        exercise = Exercise.open(path)
        marks = [entry.hash for entry in exercise.entries]
        assert [mark for one, number, mark in confirmed if one == name and marks[number - 1] != mark] == [], name
        exercise.note("bookmark", "The lights are on again.")
        exercise.close()
        found = verify(path)
        assert found.ok, found.message
        log = Log.open(path, readonly=True)
        assert log.entries()[-1].body["text"] == "The lights are on again."
        log.close()
    return len(confirmed)


def test_a_kill_loses_nothing_confirmed(tmp_path: Path) -> None:
    """Of exercises of all scenarios, which are played in turns."""
    laps = 2
    assert survives(SCENARIOS, tmp_path, 3, laps * len(SCENARIOS), 0.1) >= laps * len(SCENARIOS)


@pytest.mark.soak
@EVERY
def test_fifty_kills_lose_nothing_confirmed(name: str, tmp_path: Path) -> None:
    at = random.Random(50)
    assert sum(survives([name], tmp_path, n, 1, at.uniform(0.0, 1.0)) for n in range(50)) > 100


def test_a_player_that_ends_by_itself_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no-such-scenario"):
        killed(["no-such-scenario"], tmp_path, 1, 1, 0.5)
