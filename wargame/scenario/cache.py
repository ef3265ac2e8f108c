"""What was made of documents, kept for the next start: reading and checking a scenario takes longer than a turn of it.

An entry is found by the main document's text and is used only while every document reads as it did, the engine's files
are the same, and so are Python and the library that the entry was made with. Then it holds what making it again would
give; `check` never looks here. An entry is a pickle, and a pickle can run code, so only files and folders of the user
are read that nobody else can write. Whatever is wrong with an entry or the folder, the thing is simply made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wargame import __version__
from wargame.places import PACKAGE, cache_dir
from wargame.scenario.sources import Source, Unreadable

ENTRIES = 24
"""Entries kept, of some 2 MB each; those written longest ago go first."""
_MAGIC = b"wargame cache 1\n"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def recall(kind: str, source: Source, main: str, made_with: str) -> Any | None:
    """What was remembered of the scenario `main` in `source`, or None if it must be made (again).

    Args:
        kind: ``scenario`` or ``tables``.
        made_with: version of the library that the thing's classes rest on.
    """
    folder = cache_dir()
    try:
        if folder is None or not _own(folder.lstat(), stat.S_ISDIR):
            return None
        with (folder / _key(kind, source, main, made_with)).open("rb") as file:
            data = file.read() if _own(os.fstat(file.fileno()), stat.S_ISREG) else b""
        size = len(_MAGIC) + hashlib.sha256().digest_size
        head, body = data[:size], data[size:]
        if head != _MAGIC + hashlib.sha256(body).digest():
            return None
        texts, thing = pickle.loads(body)  # noqa: S301 (the user's own file, whole as it was written)
        same = all(_digest(source.read(name)) == digest for name, digest in texts.items())
    except (OSError, Unreadable):
        return None
    return pickle.loads(thing) if same else None  # noqa: S301


def remember(kind: str, source: Source, main: str, made_with: str, files: Mapping[str, str], thing: object) -> None:
    """Keep what was made of `files` (name -> text), if the user's cache can be written."""
    folder = cache_dir()
    if folder is None:
        return
    import tempfile  # what only reads does without it

    body = pickle.dumps(({name: _digest(text) for name, text in files.items()}, pickle.dumps(thing, 5)), 5)
    with contextlib.suppress(OSError, Unreadable):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(folder.lstat(), stat.S_ISDIR):
            return
        name = _key(kind, source, main, made_with)
        handle, written = tempfile.mkstemp(dir=folder)  # readable by the user alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + hashlib.sha256(body).digest() + body)
            Path(written).replace(folder / name)
        finally:
            Path(written).unlink(missing_ok=True)
        for old in sorted(folder.iterdir(), key=lambda entry: entry.stat().st_mtime_ns)[:-ENTRIES]:
            old.unlink(missing_ok=True)


def _own(status: os.stat_result, kind: Any) -> bool:
    """Whether this is the user's, of the right kind, and nobody else's to write. Windows has access lists instead."""
    if not kind(status.st_mode):
        return False
    return os.name == "nt" or (status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _key(kind: str, source: Source, main: str, made_with: str) -> str:
    """The entry's file name. Where the documents lie is no part of it: an exercise file carries the same ones."""
    marks = (__version__, _engine(), sys.version, made_with, main, source.read(main))
    return f"{kind}-{_digest(repr(marks))}"


def _engine() -> str:
    """Size and time of every file that makes or shapes what is kept: a checkout changes without a new version."""
    rooms = (PACKAGE, PACKAGE / "scenario", PACKAGE / "scenario" / "lint", PACKAGE / "world")
    files = sorted(file for room in rooms for file in room.glob("*.py"))
    return repr([(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files])
