"""The command line: every ending has its exit status, and bad input is answered in one clear message."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from wargame.cli import CTRL_C, READER_LEFT, main
from wargame.cli.bug import report_bug
from wargame.errors import Defect, InputError, NotHeld

Fake = Callable[..., None]
NO_MEMORY = """no-memory: there is not enough memory for this: 1 TiB
  Ask for fewer worlds or turns, or close other programs.
"""


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put a room in place of the real one for this test, to see what the command asks of it."""

    def put(name: str, **contents: Any) -> None:
        module = ModuleType(name)
        vars(module).update(contents)
        monkeypatch.setitem(sys.modules, name, module)

    return put


def raiser(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(("error", "status", "said"), [
    (InputError("no-file", "no such exercise", hint="look again", place="x.wargame"), 2,
     "x.wargame: no-file: no such exercise\n  look again\n"),
    (NotHeld("turn 3: cfv_true differs"), 1, "turn 3: cfv_true differs\n"),
    (Defect("a sum is off"), 3, "a sum is off\n"),
    (MemoryError("1 TiB"), 2, NO_MEMORY),
    (KeyboardInterrupt(), CTRL_C, "Stopped.\n"),
])  # fmt: skip
def test_an_error_becomes_its_message_and_its_status(
    fake: Fake, capsys: pytest.CaptureFixture[str], error: BaseException, status: int, said: str
) -> None:
    fake("wargame.exercise", verify=raiser(error))
    assert main(["replay", "x.wargame"]) == status
    assert capsys.readouterr().err == said


def test_our_own_bug_is_saved_and_told_without_a_traceback(
    fake: Fake, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("wargame.cli.bug._folders", lambda: [tmp_path / "log"])
    fake("wargame.exercise", verify=raiser(ZeroDivisionError("division by zero")))
    assert main(["replay", "x.wargame"]) == 3
    told = capsys.readouterr().err
    [saved] = (tmp_path / "log").iterdir()
    assert "our bug" in told
    assert str(saved) in told
    assert "Traceback" not in told
    assert "Traceback" in saved.read_text(encoding="utf-8")


def test_a_bug_with_nowhere_to_write_is_told_whole(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    told = report_bug(ValueError("two\nlines"), [blocked / "log"])
    assert "our bug, not yours: ValueError: two\n" in told
    assert sys.version.split()[0] in told


@pytest.mark.parametrize(("arguments", "said"), [
    (["run", "moderate", "--worlds", "0"], "--worlds is 0; it must be 1 or more"),
    (["run", "moderate", "--seed", "-1"], "--seed is -1"),
    (["run", "moderate", "--turns", "0"], "--turns is 0"),
    (["run", "moderate", "--processes", "0"], "--processes is 0"),
    (["run", "moderate", "--dt-days", "0"], "--dt-days is 0; it must be 1 or more"),
    (["run", "moderate", "--doctrine", "russia"], "--doctrine russia: it must look like ROLE=ID"),
    (["run", "moderate", "--doctrine", "a=b", "--doctrine", "a=c"], "`a` is given twice"),
    (["run", "moderate", "--set", "x"], "--set x: it must look like PATH=VALUE"),
    (["run", "moderate", "--set", "x=nan"], "nan is no finite number"),
    (["run", "moderate", "--live", "--set", "x=1"], "--live can't be used with"),
    (["odds", "moderate", "--worlds", "0"], "--worlds is 0"),
    (["check", "--format", "xml"], "it must be one of: text, json"),
    (["report", "x.wargame", "--out", "d", "--lang", "de"], "it must be one of: en, nl"),
    (["play", "--lang", "de"], "it must be one of: en, nl"),
    (["play", "--size", "big"], "--size big: it must look like 1280x720"),
    (["play", "--scale", "10"], "--scale is 10"),
    (["play", "--scale", "500"], "--scale is 500"),
])  # fmt: skip
def test_bad_options_are_refused_in_one_line(
    fake: Fake, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    fake("wargame.ui.app", run=raiser(AssertionError("the window must not open")))
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert not told.out


@pytest.mark.parametrize("arguments", [["frobnicate"], ["run"], ["run", "moderate", "--worlds", "many"], ["--sed"]])
def test_what_the_command_line_does_not_know_is_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert re.search(r"^(Error|[a-z-]+): ", capsys.readouterr().err, re.MULTILINE)


@pytest.mark.parametrize(("text", "code"), [
    ("{", "bad-json"), ("3", "bad-orders"), ('{"role": "us"}', "bad-orders"), ('[{"rule": "us"}]', "bad-orders"),
])  # fmt: skip
def test_a_bad_orders_file_is_refused_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, code: str
) -> None:
    file = tmp_path / "orders.json"
    file.write_text(text, encoding="utf-8")
    assert main(["run", "moderate", "--orders", str(file)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(str(file))
    assert f"{code}: " in told


@pytest.mark.parametrize(("severities", "strict", "status"), [
    ([], False, 0), ([], True, 0), (["warning"], False, 0), (["warning"], True, 1),
    (["error"], False, 2), (["warning", "error"], True, 2),
])  # fmt: skip
def test_check_ends_with_the_worst_it_found(
    fake: Fake, severities: list[str], strict: bool, status: int
) -> None:
    issues = [SimpleNamespace(severity=severity) for severity in severities]
    found = SimpleNamespace(issues=issues, pages={}, bases=Counter())
    fake("wargame.scenario", checked=lambda paths: found, render_issues=lambda issues, format: "said")
    fake("wargame.scenario.resolved", shares=lambda bases: "shares")
    assert main(["check", "moderate", *(["--strict"] if strict else [])]) == status


def test_replay_fails_on_a_difference_only_when_asked_to_verify(
    fake: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    fake("wargame.exercise", verify=lambda path: SimpleNamespace(ok=False, message="turn 2: heat differs", turns=4))
    assert main(["replay", "x.wargame", "--verify"]) == 1
    assert capsys.readouterr().err == "turn 2: heat differs\n"
    assert main(["replay", "x.wargame"]) == 0
    assert capsys.readouterr().out == "turn 2: heat differs\n"


def test_run_hands_everything_on_and_shows_a_table_or_json(
    fake: Fake, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked: dict[str, Any] = {}
    saved: list[Path] = []
    row = SimpleNamespace(quantity="cfv_true", p10=10.0, p50=1234.5, p90=99999.0)
    runs = SimpleNamespace(worlds=8, seed=3, summary=lambda: [row], digest=lambda: "abc123", save=saved.append)

    def simulate(scenario: object, **options: object) -> object:
        asked.update(options, scenario=scenario)
        return runs

    fake("wargame.simulate", simulate=simulate)
    numbers = "--worlds 8 --seed 3 --turns 2 --dt-days 1 --processes 2"
    words = "--doctrine russia=opportunist --set a.b=0.5 --set c=vague --out"
    assert main(["run", "moderate", *numbers.split(), *words.split(), str(tmp_path / "o")]) == 0
    assert asked.pop("progress") is not None
    assert asked == {
        "scenario": "moderate", "worlds": 8, "seed": 3, "turns": 2, "dt_days": 1.0, "processes": 2, "orders": None,
        "doctrines": {"russia": "opportunist"}, "overrides": {"a.b": 0.5, "c": "vague"},
    }  # fmt: skip
    assert saved == [tmp_path / "o"]
    told = capsys.readouterr().out
    assert "cfv_true" in told
    assert "1,23" in told
    assert "8 worlds, seed 3, digest abc123" in told
    runs.worlds, runs.seed = 1000, 1
    assert main(["run", "moderate", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "worlds": 1000, "seed": 1, "digest": "abc123",
        "summary": [{"quantity": "cfv_true", "p10": 10.0, "p50": 1234.5, "p90": 99999.0}],
    }  # fmt: skip


def test_live_runs_leave_one_file_per_seed_and_overwrite_none(
    fake: Fake, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def play_out(scenario: object, *, seed: int, turns: int, doctrines: object, path: Path) -> Path:
        path.write_text(f"{seed} {turns}", encoding="utf-8")
        return path

    fake("wargame.scenario", load=lambda name: SimpleNamespace(document=SimpleNamespace(id="moderate")))
    fake("wargame.exercise", play_out=play_out)
    arguments = ["run", "moderate", "--live", "--worlds", "2", "--seed", "7", "--turns", "3", "--out", str(tmp_path)]
    assert main(arguments) == 0
    made = sorted(tmp_path.iterdir())
    assert [path.name for path in made] == ["moderate-7.wargame", "moderate-8.wargame"]
    assert capsys.readouterr().out.split() == [str(path) for path in made]
    assert main(arguments) == 2
    assert "never overwritten" in capsys.readouterr().err
    assert made[0].read_text(encoding="utf-8") == "7 3"


def test_the_exit_status_of_the_window_is_handed_back(fake: Fake) -> None:
    asked: list[object] = []

    def run(target: str | None, **options: object) -> int:
        asked.extend([target, options])
        return 0 if target else 130

    fake("wargame.ui.app", run=run)
    assert main(["play", "moderate", "--size", "1280x720", "--scale", "120", "--lang", "nl", "--seed", "5"]) == 0
    size: Any = {"lang": "nl", "size": (1280, 720), "scale": 120, "fullscreen": False, "seed": 5}
    assert asked == ["moderate", size]
    assert main(["play"]) == 130


def spawn(code: str, **options: Any) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], stdout=pipe, stderr=pipe, text=True, **options)


FAKE_LIST = """
import sys, types, time
from wargame.cli import main
room = types.ModuleType("wargame.exercise")
def verify(path):
    {body}
room.verify = verify
sys.modules["wargame.exercise"] = room
sys.exit(main(["replay", "x.wargame"]))
"""


def test_a_reader_who_leaves_is_no_error() -> None:
    body = "print('ready', flush=True); sys.stdin.readline(); print('x' * 1_000_000, flush=True)"
    process = spawn(FAKE_LIST.format(body=body), stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "ready\n"
    process.stdout.close()
    process.stdin.write("go\n")
    process.stdin.close()
    assert process.wait(20) == READER_LEFT
    assert process.stderr.read() == ""
    process.stderr.close()


def test_ctrl_c_ends_with_one_line() -> None:
    process = spawn(FAKE_LIST.format(body="print('ready', flush=True); time.sleep(30)"))
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == CTRL_C
    assert told == "Stopped.\n"


def test_help_starts_fast() -> None:
    """The goal is 8 times a bare interpreter; `wargame bench` holds it to that. Here 10, for busy machines."""

    def milliseconds(*arguments: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        return (time.perf_counter() - begun) * 1000

    spent = [(milliseconds("-c", "pass"), milliseconds("-m", "wargame", "--help")) for _ in range(12)]
    bare, asked = (min(column) for column in zip(*spent, strict=True))
    assert asked <= 10 * bare, f"{asked:.0f} ms against {bare:.0f} ms"


def test_help_imports_no_room() -> None:
    code = "import sys; from wargame.cli import main; main(['--help']); print(sorted(m for m in sys.modules "
    code += "if m.split('.')[0] in ('numpy', 'pydantic', 'pygame', 'yaml', 'rich') or m in ('wargame.scenario',)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_the_table_of_help_says_what_the_commands_say() -> None:
    from typer.main import get_command

    from wargame.cli.app import COMMANDS, app

    commands: Any = get_command(app)
    for name, line in COMMANDS.items():
        said = " ".join(commands.commands[name].help.split())
        assert said.startswith(line.removesuffix(".")), name


@pytest.mark.parametrize("command", ["play", "list", "run", "odds", "check", "replay", "report", "doctor", "bench"])
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, "--help"]) == 0
    assert f"Usage: wargame {command}" in capsys.readouterr().out
