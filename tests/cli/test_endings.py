"""How the program ends: done, refused, interrupted, unread, without a screen; and names that other systems left."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from tests.cli.program import command, environment, run, start
from wargame.cli import CTRL_C, READER_LEFT
from wargame.exercise import verify

NO_TEXT = os.fsdecode(b"no\xfftext")
SMALL = ("run", "moderate", "--worlds", "4", "--turns", "1")


def test_done_is_nought_and_says_what_was_asked(tmp_path: Path) -> None:
    ended = run(*SMALL, "--json", folder=tmp_path)
    assert (ended.status, ended.err) == (0, "")
    assert json.loads(ended.out)["worlds"] == 4
    assert run("--version").out.startswith("wargame ")
    assert "moderate" in run("list").out
    assert run("check", "moderate").status == 0


def interrupted(folder: Path, *words: str) -> tuple[int, bytes, bytes]:
    """Ctrl-C once something is complete, on however slow a machine."""
    for seconds in (1.5, 4, 10, 30):
        program = start(*words, folder=folder)
        time.sleep(seconds)
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
        if out:
            break
    return program.returncode, out, err


@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_keeps_what_is_complete(tmp_path: Path, processes: str) -> None:
    """Blocks of worlds that were played to the end are told and saved; they are what fewer worlds would have given."""
    words = ("run", "moderate", "--worlds", "400000", "--turns", "1", "--processes", processes, "--out", "o", "--json")
    status, out, err = interrupted(tmp_path, *words)
    assert (status, err.decode()) == (CTRL_C, "Stopped.\n")
    found = json.loads(out)
    assert 0 < found["worlds"] < 400000
    with np.load(tmp_path / "o" / "runs.npz") as kept:
        assert kept["hazard"].shape[1] == found["worlds"]
    again = run("run", "moderate", "--worlds", str(found["worlds"]), "--turns", "1", "--json")
    assert json.loads(again.out) == found


def test_ctrl_c_before_anything_is_complete_is_said_in_a_word(tmp_path: Path) -> None:
    program = start("run", "moderate", "--worlds", "400000", "--turns", "52", folder=tmp_path)
    time.sleep(1.5)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out, err.decode()) == (CTRL_C, b"", "Stopped.\n")


def test_ctrl_c_in_full_exercises_leaves_files_that_verify(tmp_path: Path) -> None:
    program = start("run", "moderate", "--live", "--worlds", "50", "--turns", "3", "--out", "o", folder=tmp_path)
    assert program.stdout is not None
    finished = [program.stdout.readline().decode().strip() for _ in range(2)]
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=60)
    assert (program.returncode, err.decode()) == (CTRL_C, "Stopped.\n")
    for name in finished:
        assert verify(tmp_path / name).turns == 3
    for path in (tmp_path / "o").glob("*.wargame"):  # the one under way may be there too
        if path.stat().st_size:
            assert verify(path).ok


def test_a_reader_who_leaves_is_no_error(tmp_path: Path) -> None:
    program = start("odds", "moderate", "--worlds", "8", "--json", folder=tmp_path)
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.wait(60) == READER_LEFT
    assert program.stderr.read() == b""
    program.stderr.close()


def test_full_output_is_a_message_and_no_traceback(tmp_path: Path) -> None:
    """/dev/full takes nothing, like a full disk."""
    full = Path("/dev/full" if Path("/dev/full").exists() else os.devnull)
    with full.open("wb") as stream:
        done = subprocess.run(command("list"), cwd=tmp_path, env=environment(), stdout=stream, stderr=subprocess.PIPE,
                              check=False)  # fmt: skip
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert (done.returncode, len(said.splitlines())) == ((0, 0) if str(full) == os.devnull else (2, 2))


def test_without_a_screen_play_says_what_still_works(tmp_path: Path) -> None:
    blind = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XDG_SESSION_TYPE"))
    for words in (("play",), ("play", "moderate")):
        ended = run(*words, folder=tmp_path, **blind)
        assert ended.status == 2
        assert "no-display" in ended.err
        assert "`wargame run`" in ended.err
        assert "Traceback" not in ended.err


def test_names_that_are_no_text_are_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / NO_TEXT
    played = run("run", "moderate", "--live", "--turns", "1", "--out", folder)
    assert played.status == 0, played
    [made] = folder.glob("*.wargame")
    named = made.rename(folder / f"{NO_TEXT}.wargame")
    uses = (("replay", "--verify", named), ("report", named, "--out", folder / "r"), ("odds", named, "--worlds", "4"))
    for words in uses:
        ended = run(*words)
        assert (ended.status, ended.err) == (0, ""), ended
    assert run(*SMALL, "--out", folder / "runs").status == 0
    assert (folder / "runs" / "summary.csv").is_file()


def test_a_folder_of_exercises_that_takes_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ended = run("doctor", folder=tmp_path, WARGAME_EXERCISES=str(tmp_path / "file"))
    assert ended.status == 1
    assert re.search(r"WRONG +exercises", ended.out)
    assert "exercises" in ended.err


def test_a_file_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    run("run", "moderate", "--live", "--turns", "1", "--out", tmp_path)
    [made] = tmp_path.glob("*.wargame")
    made.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        before = made.read_bytes()
        assert run("replay", "--verify", made).status == 0
        assert made.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == [made.name], "and reading leaves nothing beside it"
    finally:
        tmp_path.chmod(0o755)
