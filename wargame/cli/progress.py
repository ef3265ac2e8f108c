"""A progress line on stderr, only where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WIDTH = 30


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to be called with (done, total); the line is wiped at the end."""
    if not sys.stderr.isatty():
        yield _unseen
        return

    def show(done: int, total: int) -> None:
        share = min(1.0, done / total) if total else 1.0
        bar = "#" * round(share * WIDTH)
        sys.stderr.write(f"\r[{bar:<{WIDTH}}] {done:,} of {total:,} {what}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _unseen(done: int, total: int) -> None:
    pass
