"""What every test gets: no window, no banner, no Python writes outside the test's own folder."""

from __future__ import annotations

import os

import pytest

# Set before anything imports pygame: a test never opens a window or a sound device.
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the exercises and the cache of the person who runs the tests out of reach."""
    monkeypatch.setenv("WARGAME_EXERCISES", str(tmp_path_factory.getbasetemp() / "exercises"))
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
