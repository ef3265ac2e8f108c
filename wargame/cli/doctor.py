"""`wargame doctor`: what is missing on this machine, and how to get it."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import typer

from wargame.errors import NotHeld, WargameError

ROOM_MB = 200
"""Free disk below which a class's exercises and reports may not fit."""


class Finding(NamedTuple):
    """One thing looked at: whether it is well, the fact, and the way out if it is not."""

    what: str
    well: bool
    fact: str
    way_out: str = ""


def _well(what: str, fact: str) -> Finding:
    return Finding(what, well=True, fact=fact)


def _wrong(what: str, fact: str, way_out: str) -> Finding:
    return Finding(what, well=False, fact=fact, way_out=way_out)


def doctor() -> None:
    """Look at what playing needs on this machine. Exit 0 all well, 1 something is wrong."""
    findings = [look() for look in LOOKS]
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.well else 'WRONG'}  {finding.what}: {finding.fact}")
        if not finding.well:
            typer.echo(f"         {finding.way_out}")
    wrong = [finding.what for finding in findings if not finding.well]
    if wrong:
        raise NotHeld(f"Not well: {', '.join(wrong)}.")
    typer.echo("All is well: wargame play")


def python() -> Finding:
    """The interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    well = (3, 11) <= sys.version_info[:2] <= (3, 14)
    return Finding("python", well, version, "Use Python 3.11 to 3.14; python3 tools/start.py makes an environment.")


def _version(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def packages() -> Finding:
    """Everything that the package says it needs is installed; by its metadata, so nothing is imported."""
    from importlib.metadata import requires

    lines = [line for line in requires("wargame") or [] if "extra ==" not in line]
    names = [re.split(r"[^\w.-]", line)[0] for line in lines]
    missing = [name for name in names if not _version(name)]
    fact = f"missing: {', '.join(missing)}" if missing else "all there"
    return Finding("packages", not missing, fact, f"pip install {' '.join(missing)}")


def pygame() -> Finding:
    """pygame-ce alone. The two editions overwrite each other's files, and `pip check` does not notice."""
    versions = {name: _version(name) for name in ("pygame-ce", "pygame") if _version(name)}
    fact = " and ".join(f"{name} {version}" for name, version in versions.items()) or "not installed"
    way_out = "pip uninstall -y pygame pygame-ce, then pip install pygame-ce (uninstalling one alone breaks the other)"
    return Finding("pygame", list(versions) == ["pygame-ce"], fact, way_out)


def display() -> Finding:
    """A screen to open a window on."""
    driver = os.environ.get("SDL_VIDEODRIVER", "")
    if driver:
        return _well("display", f"SDL_VIDEODRIVER={driver}")
    if sys.platform in {"win32", "darwin"}:
        return _well("display", "the system's own")
    found = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    way_out = "Start from a desktop session. Without a screen `run`, `odds`, `replay` and `report` all work."
    return Finding("display", bool(found), found or "none (neither DISPLAY nor WAYLAND_DISPLAY is set)", way_out)


def assets() -> Finding:
    """Fonts, map, symbols and sentences."""
    from wargame.places import assets_dir

    try:
        folder = assets_dir()
    except WargameError as error:
        return _wrong("assets", str(error), "Install wargame again.")
    wanted = ("fonts/*.ttf", "map/*.json*", "symbols/*.svg", "locale/en/*.po", "locale/nl/*.po")
    missing = [pattern for pattern in wanted if not any(folder.glob(pattern))]
    fact = f"{folder} lacks {', '.join(missing)}" if missing else str(folder)
    return Finding("assets", not missing, fact, "Install wargame again.")


def folder() -> Finding:
    """The folder for exercises can be written to."""
    import tempfile

    from wargame.places import exercises_dir

    place = exercises_dir()
    way_out = "Choose another folder: set WARGAME_EXERCISES to it."
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as probe:
            probe.write(b"x")
    except OSError as error:
        return _wrong("exercises", f"{place}: {error.strerror}", way_out)
    return _well("exercises", str(place))


def kept() -> Finding:
    """Where what can be made again is kept: checked scenarios. Nothing depends on it but the time to start."""
    import tempfile

    from wargame.places import cache_dir

    place = cache_dir()
    if place is None:
        return _well("cache", "none (WARGAME_CACHE is empty)")
    way_out = "Choose another folder: set WARGAME_CACHE to it, or to nothing to do without."
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as probe:
            probe.write(b"x")
    except OSError as error:
        return _wrong("cache", f"{place}: {error.strerror}", way_out)
    return _well("cache", f"{place} (may be deleted at any time)")


def room() -> Finding:
    """Space on the disk that exercises go to."""
    import shutil

    from wargame.places import exercises_dir

    place: Path = exercises_dir()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free // 1_000_000
    return Finding("disk", free >= ROOM_MB, f"{free:,} MB free", f"Free some space: {ROOM_MB} MB is enough.")


def scenarios() -> Finding:
    """The shipped scenarios load."""
    from wargame.places import scenarios_dir

    try:
        from wargame.scenario import load

        titles = [load(path).document.id for path in sorted(scenarios_dir().glob("*.yaml"))]
    except (WargameError, ImportError) as error:
        return _wrong("scenarios", str(error), "Install wargame again.")
    return Finding("scenarios", bool(titles), ", ".join(titles) or "none found", "Install wargame again.")


LOOKS: tuple[Callable[[], Finding], ...] = (python, packages, pygame, display, assets, folder, kept, room, scenarios)
"""In the order that they are told: a later one may only make sense once the earlier ones are well."""
