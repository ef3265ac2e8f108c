"""Scenes that are played through the application have a display that nobody sees."""

from tests.ui.conftest import _unseen_window

__all__ = ["_unseen_window"]
