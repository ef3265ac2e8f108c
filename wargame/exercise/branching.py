"""Branch: "what if" from a turn on, with the same past and the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wargame.errors import InputError
from wargame.exercise.exercise import Exercise
from wargame.exercise.log import Log
from wargame.exercise.record import effective
from wargame.exercise.seats import Seat


def branch(exercise: Exercise, path: Path, turn: int, seats: Sequence[Seat] = ()) -> Exercise:
    """A new exercise in `path` that shares the first `turn` turns (0: none) and every die with `exercise`.

    Play goes on from there; `seats` may be held by others than before. The original is not touched.
    """
    played = sum(item.number <= turn for item in exercise.record.turns)
    if not 0 <= turn <= len({item.number for item in exercise.record.turns}):
        raise InputError("no-such-turn", f"turn {turn} has not been played", hint="Branch from a turn that is over.")
    log = Log.create(path)
    header = {**exercise.header.body, "branch": {"of": exercise.log.last, "after_turn": turn}}
    log.append("header", 1, 0, header, {header["documents"]: exercise.log.blob(header["documents"])})
    done = 0
    for entry in effective(exercise.entries)[1:]:
        if done == played and not (turn == 0 and entry.kind == "sheet"):
            continue
        blobs = {entry.body["states"]: exercise.log.blob(entry.body["states"])} if entry.kind == "turn" else None
        log.append(entry.kind, entry.turn, entry.day, entry.body, blobs)
        done += entry.kind == "turn"
    log.close()
    twin = Exercise.open(path)
    for seat in seats:
        twin.take_over(seat)
    return twin
