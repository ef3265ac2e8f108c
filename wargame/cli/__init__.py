"""The command line: `main` runs one command and turns every kind of ending into an exit status.

0 done, 1 a check did not hold, 2 the input is wrong (one clear message), 3 our bug (a report is saved), 130 Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import sys

from wargame.errors import WargameError

CTRL_C = 130
"""What a shell shows for a program that was interrupted (128 + SIGINT)."""
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
"""What a disk says that is full, locked or broken."""
READER_LEFT = 141
"""What a shell shows for a program whose reader closed the pipe (128 + SIGPIPE)."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status and never lets a traceback out.

    Args:
        arguments: the words after `wargame`; those of the process if left out.

    >>> main(["--version"])
    wargame 0.1.0
    0
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may know neither Cyrillic nor a minus sign
            stream.reconfigure(errors="replace")
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except WargameError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return CTRL_C
    except MemoryError as error:
        print(f"no-memory: there is not enough memory for this: {error}", file=sys.stderr)
        print("  Ask for fewer worlds or turns, or close other programs.", file=sys.stderr)
        return 2
    except BrokenPipeError:
        _write_nowhere()  # nobody reads any more: leave quietly
        return READER_LEFT
    except OSError as error:
        if error.errno in DISK:
            if error.filename is None:  # it was what we say ourselves that found no room
                _write_nowhere()
            place = f"{error.filename}: " if error.filename else ""
            print(f"{place}cannot-write: {error.strerror}", file=sys.stderr)
            print("  Make room or choose another folder; every exercise keeps what was confirmed.", file=sys.stderr)
            return 2
        return _bug(error)
    except Exception as error:  # noqa: BLE001 (the last net: everything else that could be expected has been caught)
        return _bug(error)
    return status


def _bug(error: Exception) -> int:
    from wargame.cli.bug import report_bug

    print(report_bug(error), file=sys.stderr)
    return 3


def _write_nowhere() -> None:
    """Give the interpreter's own last flush somewhere to go, or it would complain after us."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str] | None) -> int:
    from wargame.cli.app import app

    try:
        app(args=arguments, prog_name="wargame")
    except SystemExit as ending:  # how typer ends, whatever happened
        if ending.code == CTRL_C:
            raise KeyboardInterrupt from ending
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return 0
