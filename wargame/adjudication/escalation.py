"""Escalation ladders: what is observed declares a rung; quiet time and an off-ramp open the way down.

A ladder is a vocabulary, not a machine: climbs may skip rungs, nothing forces the next. A rung is declared by as many
of its criteria as the ladder needs; with one fewer, control is asked. Beyond a rung that freezes play nothing is
worked out.
"""

from __future__ import annotations

import itertools
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.world import why as whys
from wargame.world.events import Question
from wargame.world.tables import CompiledLadder, CompiledRung, Tables
from wargame.world.together import Together

Array = NDArray[Any]
CONFIRM = ("no", "yes")


def climb(draft: Draft) -> None:
    """Writes `rung`, `rung_peak`, `rung_quiet` and `climbed`."""
    rung, quiet = draft.now.rung.copy(), draft.now.rung_quiet.copy()
    met = _criteria_met(draft)
    for row, ladder in enumerate(draft.tables.ladders):
        rung[row], quiet[row] = _step(draft, row, ladder, met[row])
    before = draft.now.rung
    reasons = [
        draft.because(draft.every, partial(_because, draft, row, ladder, before[row], rung[row]))
        for row, ladder in enumerate(draft.tables.ladders)
    ]
    draft.set("climbed", np.maximum(rung - before, 0))
    draft.set("rung", rung)
    draft.set("rung_quiet", quiet)
    draft.set("rung_peak", np.maximum(draft.now.rung_peak, rung))
    for row, ladder in enumerate(draft.tables.ladders):
        _tell(draft, row, ladder, before[row], rung[row], reasons[row])


def frozen(draft: Draft) -> Array:
    """(W,) bool: worlds that had reached a rung beyond which play ends before this tick began."""
    ends = np.zeros(draft.worlds, bool)
    for row, ladder in enumerate(draft.tables.ladders):
        ends |= draft.state.rung[row] >= ladder.freeze_at
    return ends


def _step(draft: Draft, row: int, ladder: CompiledLadder, observed: Array) -> tuple[Array, Array]:
    """Rung and days of quiet of one dyad after this tick; `observed` as `_criteria_met` counts."""
    old, quiet = draft.now.rung[row], draft.now.rung_quiet[row] + np.float32(draft.dt)
    numbers, needed = ladder.numbers, ladder.needed
    below, way_down = np.full_like(old, ladder.rungs[0].number), np.zeros(draft.worlds, bool)
    for number in sorted(set(old.tolist())):  # few of the rungs are in force anywhere
        here, rung = old == number, next((rung for rung in ladder.rungs if rung.number == number), None)
        below[here] = max((rung.number for rung in ladder.rungs if rung.number < number), default=numbers[0, 0])
        if rung is not None:
            way_down |= here if rung.off_ramp is None else here & rung.off_ramp(draft.now)
    some, higher = observed > 0, numbers > old
    disturbed = np.logical_or.reduce((numbers >= old) & some, axis=0)
    new = np.maximum(old, np.maximum.reduce(numbers * ((observed >= needed) & higher), axis=0))
    if draft.live:
        new = _asked(draft, row, ladder, (some & higher & (observed == needed - 1))[:, GAME], new)
    climbed = new > old
    quiet = quiet * ~(disturbed | climbed)
    down = ~climbed & (old > below) & (quiet >= np.float32(ladder.quiet_days)) & way_down
    return np.where(down, below, new), quiet * ~down


@lru_cache(maxsize=2)
def _all_criteria(tables: Tables) -> Together:
    return Together(one for ladder in tables.ladders for rung in ladder.rungs for one in rung.criteria)


def _criteria_met(draft: Draft) -> list[Array]:
    """Of each ladder (rungs, W) int32: how many of each rung's criteria hold."""
    held, found = iter(_all_criteria(draft.tables)(draft.now)), []
    for ladder in draft.tables.ladders:
        number = np.zeros((len(ladder.rungs), draft.worlds), np.int32)
        for row, rung in enumerate(ladder.rungs):
            for criterion in itertools.islice(held, len(rung.criteria)):
                number[row] += criterion
        found.append(number)
    return found


def _observed(rung: CompiledRung, state: Any) -> Array:
    """(W,) int32: how many of a rung's criteria hold."""
    number = np.zeros(state.tracks.shape[-1], np.int32)
    for criterion in rung.criteria:
        number += criterion(state)
    return number


def _asked(draft: Draft, row: int, ladder: CompiledLadder, short: Array, new: Array) -> Array:
    """Where a rung is one criterion short in the game, control is asked: when it comes to this, and not again for as
    long as it lasts."""
    for at in np.flatnonzero(short)[::-1]:
        rung = ladder.rungs[at]
        if _observed(rung, draft.state)[GAME] < min(ladder.needs, len(rung.criteria)) - 1:
            return _confirmed(draft, row, ladder, rung.number, new) if rung.number > new[GAME] else new
    return new


def _confirmed(draft: Draft, row: int, ladder: CompiledLadder, number: int, new: Array) -> Array:
    """One criterion short: control may declare the rung."""
    highest = int(draft.tables.registry["rung"].high) + 1
    address = f"rung_confirm:{draft.day}:{row * highest + number}"
    ruled = draft.answer(address, CONFIRM)
    ids, numbers = {"ladder": ladder.id}, {"rung": float(number)}
    why = _criteria(draft, ladder, next(rung for rung in ladder.rungs if rung.number == number))
    draft.ask(Question("rung", address, draft.day, "control", CONFIRM, CONFIRM[0], ids, numbers, why))
    return np.full_like(new, number) if ruled == CONFIRM[1] else new


def _tell(draft: Draft, row: int, ladder: CompiledLadder, old: Array, new: Array, why: Why | None) -> None:
    if (new == old).all():
        return
    visible_to = draft.seers("rung")
    for code, worlds in (("rung_up", np.flatnonzero(new > old)), ("rung_down", np.flatnonzero(new < old))):
        numbers = {"rung": new[worlds], "before": old[worlds]}
        draft.note(code, worlds, numbers=numbers, weight=2, visible_to=visible_to, why=why, ladder=row)
    ends = np.flatnonzero((new >= ladder.freeze_at) & (old < ladder.freeze_at))
    draft.note("endex", ends, numbers={"rung": new[ends]}, weight=2, visible_to=("all",), why=why, ladder=row)


def _because(draft: Draft, row: int, ladder: CompiledLadder, old: Array, new: Array) -> Why | None:
    """Why the game climbed or came down, if it did: the criteria of the rung it went to, or the quiet and the way out
    of the one it left."""
    before, after = int(old[GAME]), int(new[GAME])
    if after == before:
        return None
    left, reached = (next((r for r in ladder.rungs if r.number == number), None) for number in (before, after))
    path = f"rules.ladders.{ladder.id}"
    if after > before:
        freezes = after >= ladder.freeze_at
        ends = whys.rule("freeze_at", {"limit": ladder.freeze_at}, draft.origin(f"{path}.freeze_at"), ladder=ladder.id)
        return whys.parts(_criteria(draft, ladder, reached) if reached else None, ends if freezes else None)
    quiet = {"days": float(draft.now.rung_quiet[row, GAME]) + draft.dt, "limit": ladder.quiet_days}
    off_ramp = left.off_ramp if left else None
    return whys.parts(
        whys.rule("quiet_days", quiet, draft.origin(f"{path}.quiet_days"), ("rung_quiet",), ladder=ladder.id),
        None if off_ramp is None else whys.of_condition(off_ramp, draft.now, GAME),
    )


def _criteria(draft: Draft, ladder: CompiledLadder, rung: CompiledRung) -> Why:
    """Each criterion of a rung, how many hold, and how many declare it."""
    observed, needed = int(_observed(rung, draft.now)[GAME]), min(ladder.needs, len(rung.criteria))
    origin = draft.origin(f"rules.ladders.{ladder.id}.needs") or draft.origin(f"rules.ladders.{ladder.id}")
    reads = whys.names_of(*(criterion.reads for criterion in rung.criteria))
    numbers = {"observed": observed, "of": len(rung.criteria), "limit": needed}
    return whys.parts(
        *(whys.of_condition(criterion, draft.now, GAME) for criterion in rung.criteria),
        whys.rule("needs", numbers, origin, reads, ladder=ladder.id),
    )
