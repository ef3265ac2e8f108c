"""Escalation ladders: what is observed declares a rung; quiet time and an off-ramp open the way down.

A ladder is a vocabulary, not a machine: climbs may skip rungs, nothing forces the next. A rung is declared by as many
of its criteria as the ladder needs; with one fewer, control is asked. Beyond a rung that freezes play nothing is
worked out.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication.draft import Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.world import why as whys
from wargame.world.events import Question
from wargame.world.tables import CompiledLadder, CompiledRung

Array = NDArray[Any]
CONFIRM = ("no", "yes")


def climb(draft: Draft) -> None:
    """Writes `rung`, `rung_peak`, `rung_quiet` and `climbed`."""
    rung, quiet = draft.now.rung.copy(), draft.now.rung_quiet.copy()
    for row, ladder in enumerate(draft.tables.ladders):
        rung[row], quiet[row] = _step(draft, row, ladder)
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


def _step(draft: Draft, row: int, ladder: CompiledLadder) -> tuple[Array, Array]:
    """Rung and days of quiet of one dyad after this tick."""
    old, quiet = draft.now.rung[row], draft.now.rung_quiet[row] + np.float32(draft.dt)
    new, below = old, np.full_like(old, ladder.rungs[0].number)
    disturbed = np.zeros(draft.worlds, bool)
    way_down = np.zeros(draft.worlds, bool)
    asked: tuple[int, Array] | None = None
    for rung in ladder.rungs:
        below = np.where(rung.number < old, rung.number, below)
        way_down |= (old == rung.number) & (True if rung.off_ramp is None else rung.off_ramp(draft.now))
        if not rung.criteria:
            continue
        observed = _observed(rung, draft.now)
        needed = min(ladder.needs, len(rung.criteria))
        disturbed |= (rung.number >= old) & (observed > 0)
        declared = (observed >= needed) & (rung.number > old)
        new = np.where(declared, rung.number, new)
        short = (observed == needed - 1) & (observed > 0) & (rung.number > old)
        # Control is asked when it comes to this, and not again for as long as it lasts.
        if draft.live and short[0] and _observed(rung, draft.state)[0] < needed - 1:
            asked = (rung.number, observed)
    if asked is not None and asked[0] > new[0]:
        new = _confirmed(draft, row, ladder, asked[0], new)
    climbed = new > old
    quiet = quiet * ~(disturbed | climbed)
    down = ~climbed & (old > below) & (quiet >= np.float32(ladder.quiet_days)) & way_down
    return np.where(down, below, new), quiet * ~down


def _observed(rung: CompiledRung, state: Any) -> Array:
    """(W,) int32: how many of a rung's criteria hold."""
    number: Array = np.add.reduce([reader(state) for reader in rung.criteria], axis=0, dtype=np.int32)
    return number


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
