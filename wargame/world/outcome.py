"""What one tick of adjudication hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.world.causes import Cause, Waiting
from wargame.world.events import Event, Question
from wargame.world.state import WorldState

RECORD = np.dtype(
    [
        ("tick", np.int32),
        ("day", np.int32),
        ("world", np.int64),
        ("code", "U20"),
        ("actor", np.int32),
        ("target", np.int32),
        ("sector", np.int32),
        ("amount", np.float32),
    ]
)
"""One event of a batch: `code` as in `Event.code`; rows of the roster (-1: none); the world's number in the dice."""


def no_records() -> NDArray[Any]:
    """An empty array of records."""
    return np.empty(0, RECORD)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The state after a tick, what happened in it, and what needs people before it can be committed.

    Attributes:
        state: the next state.
        events: what happened in lane 0 (live games only), in the order it happened.
        questions: what people must answer; empty once every ruling is in, and always empty in a batch.
        records: (n,) array of `RECORD` if asked for, sorted by world within the tick; None otherwise.
        causes: every pull on a track in this tick (live games only).
        waiting: what the queue of delayed effects still holds, by source: hand it to the next tick.
    """

    state: WorldState
    events: tuple[Event, ...] = ()
    questions: tuple[Question, ...] = ()
    records: NDArray[Any] | None = None
    causes: tuple[Cause, ...] = ()
    waiting: tuple[Waiting, ...] = ()
