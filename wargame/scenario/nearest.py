"""The way out for a name nobody knows."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def nearest(word: str, known: Sequence[str]) -> str:
    """The way out for a name nobody knows: what was probably meant, or what there is.

    >>> nearest("tensoin", ("tension", "trust"))
    'did you mean `tension`?'
    >>> nearest("x", ("tension", "trust"))
    'known: tension, trust'
    """
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known: {', '.join(known)}" if 0 < len(known) <= 12 else ""
