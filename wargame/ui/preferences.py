"""How a person likes the screen: language, palette, size. Kept beside the exercises."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from wargame.ui.kit.look import LARGEST_SCALE, SMALLEST_SCALE
from wargame.ui.kit.themes import THEMES

FILE = "preferences.json"
LANGUAGES = ("en", "nl")


@dataclass(frozen=True)
class Preferences:
    """Language, theme, scale (0.8 to 1.5)."""

    lang: str = "en"
    theme: str = "desk"
    scale: float = 1.0

    def sane(self) -> Preferences:
        """The same, with whatever a hand-edited file got wrong put right.

        >>> Preferences("xx", "desk", 9.0).sane()
        Preferences(lang='en', theme='desk', scale=2.0)
        """
        lang = self.lang if self.lang in LANGUAGES else "en"
        theme = self.theme if self.theme in THEMES else "desk"
        return Preferences(lang, theme, min(LARGEST_SCALE, max(SMALLEST_SCALE, self.scale)))


def read(folder: Path) -> Preferences:
    """What was chosen last time; the defaults if there is nothing readable."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    known = {field.name for field in fields(Preferences)}
    chosen = {key: value for key, value in found.items() if key in known} if isinstance(found, dict) else {}
    if type(chosen.get("scale", 1.0)) not in (int, float):
        del chosen["scale"]
    return replace(Preferences(), **chosen).sane()


def write(folder: Path, preferences: Preferences) -> None:
    """Remember; a folder that can't be written to is no reason to stop."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
    except OSError:
        return
