"""Figures of the screens, measured on the real application without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from wargame.analysis.bench import Figure, figure, say

# The screens stand above this room; they are opened as a user would open them, in a process of their own.
_CHILD = """
import json, sys, tempfile, time
from pathlib import Path
import pygame
pygame.display.init(); pygame.font.init()
from wargame.exercise import play_out
from wargame.scenario import load
from wargame.ui.app import App
from wargame.ui.session import Session
from wargame.ui.staging import stage

rounds, turns, size = int(sys.argv[1]), int(sys.argv[2]), (1600, 900)
surface = pygame.Surface(size)
folder = Path(tempfile.mkdtemp())

def best(work, times=rounds):
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return sorted(taken)[len(taken) // 2]

session = Session(folder)
stage(session)
app = App(size, session)
app.draw(surface, True)
found = {}
def hover():
    for x in range(20):
        app.step([pygame.event.Event(pygame.MOUSEMOTION, pos=(40 + 7 * x, 300 + 3 * x), rel=(7, 3), buttons=(0, 0, 0))])
        app.draw(surface)
found["idle"] = best(hover) / 20
def redraw():
    session.touch()
    app.step([])
    app.draw(surface, True)
found["redraw"] = best(redraw)
long = folder / "long.wargame"
play_out(load("moderate"), seed=1, path=long, turns=turns)
def open_long():
    other = Session(folder)
    other.open(long)
    page = App(size, other)
    page.step([])
    page.draw(surface, True)
    other.close()
found["open"] = best(open_long, 3)
found["turns"] = turns
print(json.dumps(found))
"""
GOALS = (
    ("12a", "idle", "idle or hover frame", 2.0, 1.0),
    ("12b", "redraw", "full redraw of the desk", 300.0, 150.0),
    ("12c", "open", "open a long exercise", 1000.0, 300.0),
)


def screens(quick: bool) -> list[Figure]:
    """Figure 12, on the dummy display at 1600x900. The timeline jump is measured with the timeline's own tests."""
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    turns = 20 if quick else 200
    done = subprocess.run(  # noqa: S603 (our own interpreter on our own text)
        [sys.executable, "-c", _CHILD, "5" if quick else "15", str(turns)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        say("the screens can't be measured here: " + done.stderr.strip().splitlines()[-1])
        return []
    taken: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    beside = {"open": f"{turns} turns, dummy display, 1600x900"}
    return [
        figure(id_, name, taken[key], "ms", beside.get(key, "dummy display, 1600x900"), must, moonshot)
        for id_, key, name, must, moonshot in GOALS
    ]
