"""The command line: `main` runs one command and turns every kind of ending into an exit status.

0 done, 1 a check did not hold, 2 the input is wrong (one clear message), 3 our bug (a report is saved), 130 Ctrl-C.
"""

from __future__ import annotations

import os
import sys

from wargame.errors import WargameError

CTRL_C = 130
"""What a shell shows for a program that was interrupted (128 + SIGINT)."""
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
    except BrokenPipeError:
        # Nobody reads any more: leave quietly, and give the interpreter's own last flush somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except Exception as error:  # noqa: BLE001 (the last net: everything else that could be expected has been caught)
        from wargame.cli.bug import report_bug

        print(report_bug(error), file=sys.stderr)
        return 3
    return status


def _run(arguments: list[str] | None) -> int:
    from wargame.cli.app import app

    try:
        app(args=arguments, prog_name="wargame")
    except SystemExit as ending:  # how typer ends, whatever happened
        if ending.code == CTRL_C:
            raise KeyboardInterrupt from ending
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return 0
