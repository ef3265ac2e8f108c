"""Layers: the screen at the bottom and the dialogs on it, each with its own focus; and the keys of a screen."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from wargame.ui.kit.widget import Widget


@dataclass(frozen=True)
class Shortcut:
    """A key of the screen that no widget shows: the key, the id its intent carries, and what the help says."""

    key: str
    id: str
    meaning: str


class Layer:
    """One screen or dialog: its root widget and where its focus is."""

    def __init__(self, root: Widget) -> None:
        """Index the widgets; ids must be unique within a layer."""
        self.root = root
        self.by_id: dict[str, Widget] = {}
        for widget in root.walk():
            for child in widget.children:
                child.parent = widget
            if widget.id:
                if widget.id in self.by_id:
                    raise ValueError(f"two widgets of one screen have the id {widget.id!r}")
                self.by_id[widget.id] = widget
        self.focused: Widget | None = None
        self.background: pygame.Surface | None = None
        self.ticking = [widget for widget in root.walk() if widget.ticks]
