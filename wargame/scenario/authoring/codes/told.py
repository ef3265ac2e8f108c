"""The shape of an entry."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """What a code means, why it is looked for, and the way out; `example` where no small file can show it."""

    meaning: str
    why: str
    way_out: str
    example: str = ""
