"""Where a scenario lies that is named by a path or by the bare name of a shipped one."""

from __future__ import annotations

import difflib
from pathlib import Path

from wargame.errors import InputError
from wargame.places import scenarios_dir
from wargame.scenario.sources import Folder

SUFFIXES = {".yaml", ".yml"}


def find(path_or_name: str | Path) -> Path:
    """The file meant by a path, or by the bare name of a shipped scenario (`moderate`).

    Raises: InputError with the nearest names if there is none.
    """
    text = str(path_or_name)
    path = Path(text)
    bare = path.name == text and path.suffix not in SUFFIXES
    try:
        exists = path.exists()
        shipped = scenarios_dir() / f"{text}.yaml"
        if bare and not path.is_file() and shipped.is_file():
            return shipped
    except (OSError, ValueError) as error:  # too long, or with a zero byte
        raise InputError("no-such-scenario", f"`{text[:80]!r}` can't be a file: {error}") from None
    if exists:
        return path
    names = sorted(file.stem for file in scenarios_dir().glob("*.yaml"))
    close = difflib.get_close_matches(path.stem, names, n=3)
    known = f"did you mean {' or '.join(f'`{name}`' for name in close)}?" if close else f"shipped: {', '.join(names)}"
    what = f"there is no scenario `{text}`" if bare else f"there is no file {text}"
    raise InputError("no-such-scenario", f"{what}; {known}" if names else what)


def folder_of(path: Path) -> Folder:
    """The folder that the names in a scenario are relative to: the shipped one for what lies in it, else its own.

    From one's own folder, what isn't there is looked for among the shipped documents.
    """
    shipped = scenarios_dir()
    if path.resolve().is_relative_to(shipped.resolve()):
        return Folder(shipped)
    return Folder(path.parent, shipped)


def name_of(path: Path) -> str:
    """The file's name relative to its folder."""
    root = folder_of(path).root
    return path.name or "." if root == path.parent else path.resolve().relative_to(root.resolve()).as_posix()
