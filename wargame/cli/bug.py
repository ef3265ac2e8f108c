"""What happens when we made a mistake: the traceback goes to a file, and the user gets one paragraph."""

from __future__ import annotations

import platform
import sys
import tempfile
import time
import traceback
from pathlib import Path

from wargame import __version__


def _folders() -> list[Path]:
    from platformdirs import user_log_path

    return [user_log_path("wargame", appauthor=False), Path(tempfile.gettempdir())]


def report_bug(error: BaseException, folders: list[Path] | None = None) -> str:
    """Save the traceback in the first folder that takes it, and return what to tell the user.

    The file stays on this machine: it holds the command line and paths, and nothing of what people wrote in an exercise
    unless the error itself quotes it.
    """
    head = f"wargame {__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv}\n\n"
    text = head + "".join(traceback.format_exception(error))
    fact = f"{type(error).__name__}: {error}".splitlines()[0]
    first = f"This is our bug, not yours: {fact}"
    name = time.strftime(f"wargame-bug-%Y%m%d-%H%M%S-{id(error) % 10_000:04}.txt")
    for folder in folders if folders is not None else _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        except OSError:
            continue
        return (
            f"{first}\n  The details are in {folder / name}: please report it with that file (read it first).\n"
            "  An exercise keeps every action that was confirmed on screen; open its file again to go on."
        )
    return f"{first}\n  No folder could be written to, so here are the details:\n{text}"
