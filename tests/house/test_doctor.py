"""`wargame doctor` finds each thing that can be wrong with a machine, and says what to do."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

import pytest

from wargame.cli import doctor, main


def installed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let exactly these packages be installed."""

    def version(name: str) -> str:
        if name not in names:
            raise importlib.metadata.PackageNotFoundError(name)
        return "2.5.8"

    monkeypatch.setattr("importlib.metadata.version", version)


def test_pygame_beside_pygame_ce_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "pygame-ce")
    assert doctor.pygame().well
    installed(monkeypatch, "pygame-ce", "pygame")
    assert not doctor.pygame().well
    assert "uninstall" in doctor.pygame().way_out
    installed(monkeypatch)
    assert not doctor.pygame().well


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.packages().well
    installed(monkeypatch, "numpy")
    assert not doctor.packages().well
    assert "pydantic" in doctor.packages().fact
    assert "pytest" not in doctor.packages().fact


@pytest.mark.parametrize(("version", "well"), [((3, 10, 1), False), ((3, 11, 0), True), ((3, 15, 0), False)])
def test_python_must_be_one_of_four(monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], well: bool) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert doctor.python().well is well


def test_no_display_is_told_with_what_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not doctor.display().well
    assert "`run`" in doctor.display().way_out
    monkeypatch.setenv("DISPLAY", ":0")
    assert doctor.display().well


def test_an_exercise_folder_that_takes_no_file_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path / "new"))
    assert doctor.folder().well
    (tmp_path / "file").touch()
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path / "file"))
    assert not doctor.folder().well
    assert "WARGAME_EXERCISES" in doctor.folder().way_out


def test_a_full_disk_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.room().well
    monkeypatch.setattr(doctor, "ROOM_MB", 10**12)
    assert not doctor.room().well


def test_assets_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("wargame.places.assets_dir", lambda: tmp_path)
    assert "fonts" in doctor.assets().fact
    assert not doctor.assets().well


@pytest.mark.parametrize(("well", "status"), [(True, 0), (False, 1)])
def test_one_wrong_thing_fails_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], well: bool, status: int
) -> None:
    fine = doctor.Finding("python", True, "3.11")
    other = doctor.Finding("disk", well, "1 MB free", "Free some space")
    monkeypatch.setattr(doctor, "LOOKS", (lambda: fine, lambda: other))
    assert main(["doctor"]) == status
    told = capsys.readouterr()
    assert ("Free some space" in told.out) is not well
    assert ("Not well: disk." in told.err) is not well


def test_this_machine_is_well() -> None:
    findings = [look() for look in doctor.LOOKS]
    assert [finding for finding in findings if not finding.well] == []


def test_the_cache_is_told_with_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "kept"))
    assert doctor.kept().well
    assert str(tmp_path / "kept") in doctor.kept().fact
    monkeypatch.setenv("WARGAME_CACHE", "")
    assert doctor.kept().well
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path / "file" / "below"))
    assert not doctor.kept().well
    assert "WARGAME_CACHE" in doctor.kept().way_out
