"""Combat where a seat orders it: local seizures, and a renewed offensive.

Winning is the business of a check (surprise, works, air, quality; numbers alone predict little, calibration A0.2).
Losses follow dx = -a x^q y^p, whose exponents the rules choose (calibration A0.1), and attacks stop at a breakpoint,
not at annihilation. Shift of the line is positive where side 0 loses ground.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics, samplers
from wargame.adjudication.draft import ALL, Attempt, Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.adjudication.violations import lose
from wargame.world import why as whys

Array = NDArray[Any]
QUIET, ATTACKING, BROKEN_IN = 0, 1, 2
"""Values of `attacking`."""


def fight(draft: Draft) -> None:
    """Writes `seizures`, `seized_days`, `shift_km`, `troops`, `losses`, `deaths`, `war`, `attacking`,
    `attack_start`."""
    draft.count("seizures")
    draft.count("losses")
    standing = draft.now.seized_days
    draft.set("seized_days", standing + (standing > 0) * np.float32(draft.dt))
    for attempt in draft.attempts:
        if attempt.kind == "assault":
            _assault(draft, attempt)
        elif attempt.kind == "offensive":
            _open_offensive(draft, attempt)
    fronts = np.flatnonzero((draft.now.attacking > QUIET).any(axis=(0, 1)))
    if len(fronts):
        _battle(draft, fronts)


def _forward(side: int) -> int:
    """Which way the line moves when a side gains ground: +1 for side 1."""
    return 2 * side - 1


def _assault(draft: Draft, attempt: Attempt) -> None:
    """A local seizure: a position, perhaps a hamlet. Without a sector named, where the chance is best."""
    side, worlds = attempt.side, attempt.worlds
    chance = draft.check("assault")[side]
    sector = np.where(attempt.sectors >= 0, attempt.sectors, np.argmax(chance, axis=0)[worlds])
    won, why = attempt.won, attempt.why
    if won is None:
        rows = {"side": side, "sector": int(sector[0])}
        why = draft.because(worlds, partial(draft.why, "assault", rows, "attack_outcome", attempt.row))
        won = draft.uniform("attack_outcome", 1, attempt.row)[0, worlds] < chance[sector, worlds]
    _assault_losses(draft, attempt, sector, won)
    taken, where = worlds[won], sector[won]
    draft.count("seizures")[side, taken] += 1
    standing, shift = draft.edit("seized_days"), draft.edit("shift_km")
    standing[side, where, taken] = np.maximum(standing[side, where, taken], np.float32(draft.dt))
    standing[1 - side, where, taken] = 0
    limit = draft.tables.registry["shift_km"]
    moved = shift[where, taken] + np.float32(draft.tunable("assault_km") * _forward(side))
    shift[where, taken] = np.clip(moved, limit.low, limit.high)
    grave = draft.grave.setdefault("seizure", np.zeros_like(draft.state.open_cases))
    grave[side, taken] += 1
    for code, mask in (("seizure", won), ("seizure_failed", ~won)):
        draft.note(
            code, worlds[mask], weight=2, visible_to=ALL, cause=attempt.cause, why=why, side=side, sector=sector[mask],
        )  # fmt: skip


def _assault_losses(draft: Draft, attempt: Attempt, sector: Array, won: Array) -> None:
    """The attacker loses a share of the troops that take part; the other side in proportion to who won (calibration
    A5)."""
    side, worlds, troops = attempt.side, attempt.worlds, draft.now.troops
    taking_part = (troops[side, sector, worlds] * np.float32(draft.tunable("assault_share"))).astype(np.int32)
    die = draft.uniform("attack_loss", 2, 2 * attempt.row)[:, worlds]
    lost = samplers.binomial(die[0], taking_part, np.float32(draft.tunable("assault_loss")))
    ratio = np.where(won, draft.tunable("loss_ratio_won"), draft.tunable("loss_ratio_lost")).astype(np.float32)
    theirs = (lost / ratio + die[1]).astype(np.int32)
    for who, number in ((side, lost), (1 - side, theirs)):
        fallen = np.zeros((len(draft.tables.km), draft.worlds), np.int32)
        fallen[sector, worlds] = number
        _fall(draft, who, fallen, draft.uniform("combat_killed", 1, 2 * attempt.row + (who != side))[0])


def _fall(draft: Draft, side: int, fallen: Array, die: Array) -> None:
    """(L, W) soldiers of a side leave the line, dead or wounded; never more than there are."""
    troops = draft.edit("troops")
    fallen = np.minimum(fallen, troops[side])
    troops[side] -= fallen
    total = np.add.reduce(fallen, axis=0)
    draft.count("losses")[side] += total
    dead = np.zeros_like(draft.state.killed)
    dead[side] = samplers.binomial(die, total, np.float32(draft.tunable("killed_share")))
    lose(draft, dead)


def _open_offensive(draft: Draft, attempt: Attempt) -> None:
    """A seat has ordered renewed war: where it attacks, and where it breaks in at once."""
    side, worlds = attempt.side, attempt.worlds
    sectors = np.zeros((len(draft.tables.km), draft.worlds), bool)
    sectors[:, worlds] = attempt.sectors.T
    sectors &= draft.now.attacking[side] == QUIET
    die = draft.uniform("break_in", len(sectors), len(sectors) * side)
    may = np.ones(draft.worlds, bool)
    if attempt.won is not None:
        may[worlds] = attempt.won
    breaks = sectors & may & (die < draft.check("offensive")[side])
    why = draft.because(worlds, partial(_break_in, draft, attempt, sectors[:, GAME], breaks[:, GAME]))
    draft.edit("attacking")[side] += sectors.astype(np.int32) + breaks
    start = draft.edit("attack_start")
    start[:] = np.where(sectors, draft.now.troops, start)
    draft.edit("war")[worlds] = 1
    number = np.add.reduce(breaks, axis=0, dtype=np.int32)[worlds]
    draft.note("offensive", worlds, numbers={"broken_in": number}, weight=2, visible_to=ALL, why=why, side=side)


def _break_in(draft: Draft, attempt: Attempt, sectors: Array, breaks: Array) -> Why:
    """The check of the first sector where it breaks in, or of the first that is attacked; and the order's own, if it
    was graded."""
    chosen = int(np.argmax(breaks if breaks.any() else sectors))
    row = len(sectors) * attempt.side + chosen
    check = draft.why("offensive", {"side": attempt.side, "sector": chosen}, "break_in", row)
    return whys.parts(attempt.why, {**check, "reads": ["attacking"]})


def _battle(draft: Draft, worlds: Array) -> None:
    """A tick of offensive, day by day, in the worlds that have one."""
    troops = draft.now.troops[:, :, worlds]
    strength, mode = troops.astype(np.float32), draft.now.attacking[:, :, worlds]
    start = np.maximum(draft.now.attack_start[:, :, worlds], 1).astype(np.float32)
    moved = np.zeros(strength.shape[1:], np.float32)
    limit = 1 - np.float32(draft.tunable("breakpoint"))
    for _ in range(draft.dt):
        strength = np.maximum(strength - _day_losses(draft, strength, mode), 0)
        broken = strength < start * limit
        # Who has lost too much stops; where the defender has, the attacker breaks in.
        mode = np.where(broken, QUIET, np.where((mode == ATTACKING) & broken[::-1], BROKEN_IN, mode))
        gain = (mode == BROKEN_IN) * np.float32(draft.tunable("advance_km"))
        moved += gain[1] - gain[0]
    exact = troops - strength
    die = draft.uniform("battle_loss", exact.shape[:2])
    lost = (exact + die[:, :, worlds]).astype(np.int32)
    killed = draft.uniform("battle_killed", 2)
    stopped = (mode == QUIET) & (draft.now.attacking[:, :, worlds] > QUIET)
    for side in (0, 1):
        fallen = np.zeros((len(draft.tables.km), draft.worlds), np.int32)
        fallen[:, worlds] = lost[side]
        _fall(draft, side, fallen, killed[side])
        for sector in np.flatnonzero(stopped[side].any(axis=-1)):
            where = worlds[stopped[side, sector]]
            left = strength[side, sector] / start[side, sector]
            why = partial(_stopped, draft, float(left[np.argmax(stopped[side, sector])]))
            draft.note("offensive_stopped", where, weight=1, visible_to=ALL, why=why, side=side, sector=int(sector))
    draft.edit("attacking")[:, :, worlds] = mode
    limits = draft.tables.registry["shift_km"]
    shift = draft.edit("shift_km")
    shift[:, worlds] = np.clip(shift[:, worlds] + moved, limits.low, limits.high)


def _stopped(draft: Draft, left: float) -> Why:
    """How much of the attacking force was lost, against what it can bear."""
    return draft.rule("breakpoint", {"lost": 1 - left}, ("troops", "attack_start"))


def _day_losses(draft: Draft, strength: Array, mode: Array) -> Array:
    """(2, L, n) soldiers lost in a day: `attrition` x own^q x opposing^p, shared out by whether the attack has broken
    in.

    The attacker loses the root of the loss ratio times as many, the defender that much fewer.
    """
    q, p = draft.tunable("attrition_q"), draft.tunable("attrition_p")
    own = numerics.power(strength, np.float32(q)) if q else np.ones_like(strength)
    their = numerics.power(strength[::-1], np.float32(p)) if p else np.ones_like(strength)
    plain = np.float32(draft.tunable("attrition")) * own * their
    losses = np.zeros_like(strength)
    for attack, ratio in ((ATTACKING, "loss_ratio_lost"), (BROKEN_IN, "loss_ratio_won")):
        tilt = np.float32(math.sqrt(draft.tunable(ratio)))
        active = mode == attack
        losses += plain * (active * tilt + active[::-1] / tilt)
    return losses
