"""How long it takes to get going, in starts of a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

from wargame.analysis.bench import FULL, QUICK, Figure, figure, median, timed

_READY = """
from wargame.adjudication.sequence import adjudicate
from wargame.world.ready import ready
ready("moderate")
"""


def starting(quick: bool) -> list[Figure]:
    """Figure 11: `wargame --help`, and a shipped scenario ready to adjudicate, beside `python -c pass`, in turns."""
    commands = {
        "bare": [sys.executable, "-c", "pass"],
        "help": [sys.executable, "-m", "wargame", "--help"],
        "ready": [sys.executable, "-c", _READY],
    }
    tries = 1 + (QUICK if quick else FULL)
    rounds = [{name: timed(partial(_started, command)) for name, command in commands.items()} for _ in range(tries)]
    rounds = rounds[1:]  # the first one fills the disk cache
    bare = median([one["bare"] for one in rounds])
    found = []
    for id_, name, said, must, moonshot in (
        ("11a", "help", "wargame --help", 8, 5),
        ("11b", "ready", "moderate ready to adjudicate", 25, 12),
    ):
        ratio = median([one[name] / one["bare"] for one in rounds])
        seconds = median([one[name] for one in rounds])
        found.append(
            figure(
                id_,
                said,
                ratio,
                "x a bare interpreter",
                f"{1e3 * seconds:.0f} ms, python -c pass {1e3 * bare:.1f} ms",
                must,
                moonshot,
            )
        )
    return found


def _started(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, check=True)  # noqa: S603 (our own interpreter)
