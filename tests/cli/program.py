"""The program as a person starts it: `python -m wargame` in a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Word = str | bytes | Path


@dataclass(frozen=True)
class Ended:
    """Exit status, and what was said on either stream."""

    status: int
    out: str
    err: str


def command(*words: Word) -> list[Word]:
    return [sys.executable, "-m", "wargame", *words]


def environment(**changes: str | None) -> dict[str, str]:
    """That of the tests, with this checkout first; None takes a variable out."""
    kept = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return {name: value for name, value in {**kept, **changes}.items() if value is not None}


def run(*words: Word, folder: Path | None = None, seconds: float = 60, **changes: str | None) -> Ended:
    """Run it to its end, nobody at the keyboard."""
    done = subprocess.run(command(*words), cwd=folder, env=environment(**changes), stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=seconds, check=False)  # fmt: skip
    return Ended(done.returncode, *(stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr)))


MANY = """
import contextlib, io, json, sys
from wargame.cli import main
for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
    print(json.dumps([status, out.getvalue(), err.getvalue()]), flush=True)
"""


def run_many(commands: Sequence[Sequence[str]], folder: Path) -> list[Ended]:
    """Several commands one after another in one process, each with its own streams."""
    done = subprocess.run([sys.executable, "-c", MANY], cwd=folder, env=environment(), input=json.dumps(commands),
                          capture_output=True, text=True, timeout=300, check=True)  # fmt: skip
    return [Ended(*json.loads(line)) for line in done.stdout.splitlines()]


def start(*words: Word, folder: Path | None = None, **changes: str | None) -> subprocess.Popen[bytes]:
    """Start it and go on."""
    return subprocess.Popen(command(*words), cwd=folder, env=environment(**changes), stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
