"""What every test gets: no window, no banner, no Python writes outside the test's own folder."""

from __future__ import annotations

import os

import pytest

# Set before anything imports pygame: a test never opens a window or a sound device.
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Side by side (`-n`), tests of one scenario run in one process, which then loads and plays it once."""
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadgroup"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the exercises and the cache of the person who runs the tests out of reach."""
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path_factory.getbasetemp() / "exercises"))
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
