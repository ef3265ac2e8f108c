"""Where things lie: beside the package in a checkout, inside it in a wheel, and never in a stranger's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import places
from wargame.errors import Defect


def lay_out(root: Path, *folders: str) -> Path:
    for folder in folders:
        (root / folder).mkdir(parents=True)
    (root / "wargame").mkdir(exist_ok=True)
    return root / "wargame"


def test_a_checkout_wins_over_what_a_wheel_carries(tmp_path: Path) -> None:
    package = lay_out(tmp_path, "assets", "wargame/_shipped/assets")
    (tmp_path / "pyproject.toml").touch()
    assert places._data_dir("assets", package) == tmp_path / "assets"


def test_a_wheel_does_not_take_a_neighbours_folder_of_that_name(tmp_path: Path) -> None:
    package = lay_out(tmp_path, "assets", "wargame/_shipped/assets")
    assert places._data_dir("assets", package) == tmp_path / "wargame" / "_shipped" / "assets"


def test_an_installation_without_data_says_so(tmp_path: Path) -> None:
    package = lay_out(tmp_path)
    with pytest.raises(Defect, match="assets"):
        places._data_dir("assets", package)


def test_the_real_folders_are_there() -> None:
    assert places.scenarios_dir().is_dir()
    assert places.assets_dir().is_dir()


def test_exercises_go_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path))
    assert places.exercises_dir() == tmp_path
    monkeypatch.delenv("WARGAME_EXERCISES")
    assert places.exercises_dir().parts[-2:] == ("wargame", "exercises")
