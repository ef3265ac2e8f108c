"""The set-up script: it repairs whatever it finds, and refuses in words what it can't repair."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "start.py"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, set on a made-up project with its locks."""
    spec = importlib.util.spec_from_file_location("start", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    locks = {"play": tmp_path / "lock.txt", "test": tmp_path / "lock-dev.txt"}
    for lock in locks.values():
        lock.write_text("numpy==2.4.6\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "LOCKS", locks)
    return module


def make_look_alike(venv: Path, version: str = "3.13.0", key: str = "version", home: Path | None = None) -> None:
    """A folder that reads like an environment, with an empty file for its Python."""
    for python in (venv / "bin" / "python", venv / "Scripts" / "python.exe"):
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
    text = f"home = {home or venv.parent}\ninclude-system-site-packages = false\n{key} = {version}\n"
    (venv / "pyvenv.cfg").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("version", "fits"), [
    ((3, 10, 9), False), ((3, 11, 0), True), ((3, 14, 2), True), ((3, 15, 0), False), ((2, 7), False), ((), False),
])  # fmt: skip
def test_only_the_four_pythons_fit(start: ModuleType, version: tuple[int, ...], fits: bool) -> None:
    assert start.supported(version) is fits


def test_the_refusal_says_what_is_wrong_and_what_to_run(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    assert "3.10, too old" in start.refusal((3, 10, 1))
    assert "3.15, too new" in start.refusal((3, 15, 0))
    assert "python.org" in start.refusal((3, 15, 0))
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/bin/{name}" if name == "python3.12" else None)
    monkeypatch.setattr(start, "runs", lambda *command: True)
    assert "python3.12 tools/start.py" in start.refusal((3, 10, 1))


def test_a_python_that_does_not_run_is_not_offered(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(start, "runs", lambda *command: False)
    assert "python.org" in start.refusal((3, 10, 1))


def test_an_unknown_verb_makes_nothing(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["fly"]) == 2
    assert "`play` or `test`" in capsys.readouterr().out
    assert not start.VENV.exists()


@pytest.mark.parametrize(("key", "version", "expected"), [
    ("version", "3.13.0", (3, 13, 0)), ("version_info", "3.12.1.final.0", (3, 12, 1)), ("other", "3.12", ()),
])  # fmt: skip
def test_the_version_of_any_makers_environment_is_read(
    start: ModuleType, key: str, version: str, expected: tuple[int, ...]
) -> None:
    make_look_alike(start.VENV, version, key)
    assert start.venv_version(start.VENV) == expected


def test_an_environment_whose_python_has_gone_counts_as_none(start: ModuleType, tmp_path: Path) -> None:
    make_look_alike(start.VENV, home=tmp_path / "uninstalled")
    assert start.venv_version(start.VENV) == ()


def test_a_folder_that_is_no_environment_is_left_alone(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    start.VENV.mkdir()
    (start.VENV / "thesis.txt").write_text("mine", encoding="utf-8")
    assert start.main(["test"]) == 2
    assert "in the way" in capsys.readouterr().out
    assert (start.VENV / "thesis.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("venv", "virtualenv", "expected"), [
    (True, True, "venv"), (True, False, "venv"), (False, True, "virtualenv"),
])  # fmt: skip
def test_virtualenv_stands_in_where_the_system_left_ensurepip_out(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, venv: bool, virtualenv: bool, expected: str
) -> None:
    here = {"venv": True, "ensurepip": venv, "virtualenv": virtualenv}
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: here[name] or None)
    commands: list[list[str]] = []
    monkeypatch.setattr(start, "quietly", lambda command, trouble: commands.append(command))
    start.make_venv(start.VENV, clear=False)
    assert [command[2] for command in commands] == [expected]


def test_with_neither_it_says_what_to_install(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(start.SetUpError, match="python3-venv"):
        start.make_venv(start.VENV, clear=False)


def test_a_finished_installation_is_known_until_anything_that_decides_it_changes(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_look_alike(start.VENV)
    monkeypatch.setattr(start, "quietly", lambda command, trouble: None)
    assert not start.is_done("play")
    start.install("play")
    assert start.is_done("play")
    assert not start.is_done("test")
    start.install("test")
    assert start.is_done("play")
    assert start.is_done("test")
    start.LOCKS["test"].write_text("numpy==2.4.7\n", encoding="utf-8")
    assert start.is_done("play")
    assert not start.is_done("test")
    (start.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert not start.is_done("play")
    start.install("test")
    make_look_alike(start.VENV, "3.14.0")
    assert not start.is_done("test")


def test_an_installation_that_breaks_off_is_not_taken_for_a_finished_one(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_look_alike(start.VENV)
    monkeypatch.setattr(start, "quietly", lambda command, trouble: None)
    start.install("test")

    def break_off(command: list[str], trouble: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "quietly", break_off)
    with pytest.raises(KeyboardInterrupt):
        start.install("test")
    assert not start.is_done("test")
    assert not start.is_done("play")


def test_a_failed_step_shows_what_was_said_and_the_way_out(start: ModuleType) -> None:
    code = "import sys; print('ERROR: no matching distribution'); sys.exit(1)"
    with pytest.raises(start.SetUpError) as caught:
        start.quietly([sys.executable, "-c", code], "the packages could not be installed")
    assert "no matching distribution" in str(caught.value)
    assert "online" in str(caught.value)
    assert "same command again" in str(caught.value)


def test_settings_that_lead_pip_astray_are_not_handed_on(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_TIMEOUT", "60")
    handed_on = start.clean_environment()
    assert "PIP_TARGET" not in handed_on
    assert "PYTHONPATH" not in handed_on
    assert handed_on["PIP_TIMEOUT"] == "60"


def test_half_an_environment_is_made_whole(start: ModuleType) -> None:
    (start.VENV / "bin").mkdir(parents=True)
    start.ensure_venv(start.VENV)
    assert start.venv_version(start.VENV)[:2] == sys.version_info[:2]
    assert start.has_pip(str(start.venv_python(start.VENV)))


def test_the_exit_status_of_what_was_started_is_handed_back(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "venv_python", lambda venv: Path(sys.executable))
    assert start.hand_over(["-c", "import sys; sys.exit(7)"], None) == 7


def test_help_needs_nothing(start: ModuleType) -> None:
    result = subprocess.run([sys.executable, str(SCRIPT), "--help"], capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert "tools/start.py test" in result.stdout


def test_ctrl_c_waits_for_the_game_to_end_and_says_nothing_more(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    waits: list[float | None] = []

    class Game:
        def wait(self, timeout: float | None = None) -> int:
            waits.append(timeout)
            if timeout is None:
                raise KeyboardInterrupt
            return 130

    monkeypatch.setattr(start.subprocess, "Popen", lambda *command, **options: Game())
    assert start.hand_over(["-m", "wargame"], None) == 130
    assert waits == [None, 10]
    assert capfd.readouterr().out == ""
