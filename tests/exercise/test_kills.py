"""kill -9 at any moment: every action that was confirmed on the screen is in the file afterwards."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wargame.exercise.log import Log

WRITER = """
import sys
from pathlib import Path
from wargame.exercise.log import Log
log = Log.create(Path(sys.argv[1]))
for number in range(100000):
    log.append("note", 1, 0, {"text": f"action {number}"}, {})
    print(number, flush=True)
"""


def killed_writer(path: Path, seconds: float) -> int:
    """Run a writer, kill it after `seconds` from its first confirmation; the number of confirmed actions."""
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "0\n"
    time.sleep(seconds)
    child.kill()
    rest = child.stdout.read()
    child.wait()
    child.stdout.close()
    return 1 + len([line for line in rest.split("\n")[:-1] if line])


def survives(path: Path, seconds: float) -> None:
    confirmed = killed_writer(path, seconds)
    log = Log.open(path)
    texts = [entry.body["text"] for entry in log.entries()]
    assert texts[:confirmed] == [f"action {number}" for number in range(confirmed)]
    assert len(texts) <= confirmed + 1
    log.append("note", 1, 0, {"text": "and on it goes"})
    log.close()


def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    dice = random.Random(3)
    for number in range(3):
        survives(tmp_path / f"{number}.wargame", dice.uniform(0.0, 0.15))


@pytest.mark.soak
def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    dice = random.Random(50)
    for number in range(50):
        survives(tmp_path / f"{number}.wargame", dice.uniform(0.0, 0.5))
