"""Where things lie: shipped scenarios and assets, and the folder for the user's exercise files.

In a checkout `scenarios/` and `assets/` lie beside the package; a wheel carries them inside it, under `_shipped/`.
"""

from __future__ import annotations

import os
from pathlib import Path

from wargame.errors import Defect

PACKAGE = Path(__file__).resolve().parent


def _data_dir(name: str, package: Path = PACKAGE) -> Path:
    # `pyproject.toml` tells a checkout from a site-packages folder where another package left a folder of this name.
    beside = package.parent / name
    if (package.parent / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    inside = package / "_shipped" / name
    if inside.is_dir():
        return inside
    raise Defect(f"This installation has no `{name}` folder (looked in {beside} and {inside}).\n  Install it again.")


def scenarios_dir() -> Path:
    """The folder of shipped scenarios."""
    return _data_dir("scenarios")


def assets_dir() -> Path:
    """The folder of shipped assets: fonts, map, symbols, sentences."""
    return _data_dir("assets")


def exercises_dir() -> Path:
    """The user's folder for exercise files, not made here. `WARGAME_EXERCISES` names another, such as a class share."""
    chosen = os.environ.get("WARGAME_EXERCISES")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path  # only the few callers that need it pay for the import

    return user_data_path("wargame", appauthor=False) / "exercises"


def cache_dir() -> Path | None:
    """The user's folder for what can be made again, not made here. `WARGAME_CACHE` names another; if empty, none."""
    chosen = os.environ.get("WARGAME_CACHE")
    if chosen is not None:
        return Path(chosen).expanduser() if chosen else None
    from platformdirs import user_cache_path

    return user_cache_path("wargame", appauthor=False)
