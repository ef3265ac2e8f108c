"""Combat where a seat orders it: local seizures, and renewed war.

A war has phases. A side orders an offensive along a part of the line; it breaks in or not; it culminates when it has
lost its breakpoint, however many replace them; it regroups; and it resumes for as long as the side presses, once it is
strong and ready again. In between, whoever presses wears both sides down all along the line, which creeps forward. The
other side may order a counter-offensive, and a truce (act `truce`) ends the pressing.

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
from wargame.adjudication import people
from wargame.adjudication.draft import ALL, Attempt, Draft, Why
from wargame.adjudication.ledger import GAME
from wargame.adjudication.logistics import SHELLS, use
from wargame.quantities import DAYS_PER_WEEK
from wargame.world import why as whys

Array = NDArray[Any]
PHASES = ("quiet", "attacking", "broken_in", "regrouping")
QUIET, ATTACKING, BROKEN_IN, REGROUPING = range(len(PHASES))
"""Values of `attacking`."""


def fight(draft: Draft) -> None:
    """Writes `seizures`, `seized_days`, `shift_km`, `troops`, `losses`, `deaths`, `war`, `pressing`, `attacking`,
    `attack_start`, `regroup_days`, and the shells that war uses up."""
    draft.count("seizures")
    draft.count("losses")
    standing = draft.now.seized_days
    draft.set("seized_days", standing + (standing > 0) * np.float32(draft.dt))
    for attempt in draft.attempts:
        if attempt.kind == "assault":
            _assault(draft, attempt)
        elif attempt.kind == "offensive":
            _open_offensive(draft, attempt)
    _regroup(draft)
    fronts = np.flatnonzero(draft.now.pressing.any(axis=0) | _active(draft.now.attacking).any(axis=(0, 1)))
    if len(fronts):
        _battle(draft, fronts)


def _active(mode: Array) -> Array:
    """Where an offensive is under way: neither quiet nor regrouping."""
    under_way: Array = (mode == ATTACKING) | (mode == BROKEN_IN)
    return under_way


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
    """The attacker loses a share of the troops that take part, more if it fails; the other side in proportion to who
    won (calibration A5)."""
    side, worlds, troops = attempt.side, attempt.worlds, draft.now.troops
    taking_part = (troops[side, sector, worlds] * np.float32(draft.tunable("assault_share"))).astype(np.int32)
    die = draft.uniform("attack_loss", 2, 2 * attempt.row)[:, worlds]
    share = np.where(won, draft.tunable("assault_loss"), draft.tunable("repulse_loss")).astype(np.float32)
    lost = samplers.binomial(die[0], taking_part, share)
    ratio = np.where(won, draft.tunable("loss_ratio_won"), draft.tunable("loss_ratio_lost")).astype(np.float32)
    fallen = np.zeros_like(troops)
    fallen[side, sector, worlds] = lost
    fallen[1 - side, sector, worlds] = (lost / ratio + die[1]).astype(np.int32)
    killed = draft.uniform("combat_killed", 2, 2 * attempt.row)
    people.fall_there(draft, fallen, killed if side == 0 else killed[::-1])


def _open_offensive(draft: Draft, attempt: Attempt) -> None:
    """A seat has ordered renewed war, or a counter-offensive in one: where it attacks, and where it breaks in at once.

    Where it regroups from an earlier offensive the order changes nothing.
    """
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
    _begin(draft, side, sectors, breaks)
    number = np.add.reduce(breaks, axis=0, dtype=np.int32)[worlds]
    draft.note("offensive", worlds, numbers={"broken_in": number}, weight=2, visible_to=ALL, why=why, side=side)


def _begin(draft: Draft, side: int, sectors: Array, breaks: Array) -> None:
    """An offensive of a side begins in some sectors, and breaks in in some of these, where it throws back the enemy's.

    Args:
        sectors, breaks: (L, W) bool; whoever breaks in also attacks.
    """
    attacking, start, regroup = (draft.edit(name) for name in ("attacking", "attack_start", "regroup_days"))
    attacking[side] = np.where(sectors, np.where(breaks, BROKEN_IN, ATTACKING), attacking[side])
    regroup[side] *= ~sectors
    start[:] = np.where(sectors, draft.now.troops, start)
    draft.edit("attack_lost")[:] *= ~sectors
    beaten = breaks & _active(attacking[1 - side])
    attacking[1 - side] = np.where(beaten, REGROUPING, attacking[1 - side])
    regroup[1 - side] += beaten * np.float32(draft.tunable("regroup_days"))


def _regroup(draft: Draft) -> None:
    """Offensives that have culminated regroup, and are resumed when their time has come.

    A side that presses resumes in a sector once it has regrouped, has `resume_strength` of its strength at the start
    there, and the check `resumption` (per week) says so.
    """
    regrouping = draft.now.attacking == REGROUPING
    if not regrouping.any():
        return
    left = np.maximum(draft.edit("regroup_days") - np.float32(draft.dt), 0) * regrouping
    draft.set("regroup_days", left)
    needed = draft.tables.start.troops[..., :1] * np.float32(draft.tunable("resume_strength"))
    able = (left <= 0) & regrouping & (draft.now.troops >= needed) & (draft.now.pressing > 0)[:, None]
    if not able.any():
        return
    held_back = numerics.log1p(-np.minimum(draft.check("resumption"), 1 - 1 / numerics.GRID))
    chance = 1 - numerics.exp(held_back * np.float32(draft.dt / DAYS_PER_WEEK))
    again = able & (draft.uniform("resumption", able.shape[:2]) < chance[:, None])
    breaks = again & (draft.uniform("break_in", again.shape[:2]) < draft.check("offensive"))
    for side in (0, 1):
        worlds = np.flatnonzero(again[side].any(axis=0))
        if not len(worlds):
            continue
        why = draft.because(worlds, partial(_resumed, draft, side, again[side, :, GAME]))
        _begin(draft, side, again[side], breaks[side])
        number = np.add.reduce(breaks[side], axis=0, dtype=np.int32)[worlds]
        draft.note(
            "offensive_resumed", worlds, numbers={"broken_in": number}, weight=1, visible_to=ALL, why=why, side=side
        )


def _resumed(draft: Draft, side: int, sectors: Array) -> Why:
    """That it had regrouped and was strong enough, and the chance that it was ready, in the first such sector."""
    sector = int(np.argmax(sectors))
    row = len(sectors) * side + sector
    whole = float(draft.tables.start.troops[side, sector, 0])
    strength = {"strength": float(draft.now.troops[side, sector, GAME]) / max(whole, 1)}
    resumption = draft.why("resumption", {"side": side}, "resumption", row)
    check = draft.why("offensive", {"side": side, "sector": sector}, "break_in", row)
    return whys.parts(
        draft.rule("resume_strength", strength, ("troops",)),
        {**resumption, "reads": ["attacking"]},
        {**check, "reads": ["attacking"]},
    )


def _break_in(draft: Draft, attempt: Attempt, sectors: Array, breaks: Array) -> Why:
    """The check of the first sector where it breaks in, or of the first that is attacked; and the order's own, if it
    was graded."""
    chosen = int(np.argmax(breaks if breaks.any() else sectors))
    row = len(sectors) * attempt.side + chosen
    check = draft.why("offensive", {"side": attempt.side, "sector": chosen}, "break_in", row)
    return whys.parts(attempt.why, {**check, "reads": ["attacking"]})


def _battle(draft: Draft, worlds: Array) -> None:
    """A tick of war, day by day, in the worlds that have one."""
    now, tables = draft.now, draft.tables
    troops = now.troops[:, :, worlds]
    strength, mode = troops.astype(np.float32), now.attacking[:, :, worlds]
    start = np.maximum(now.attack_start[:, :, worlds], 1).astype(np.float32)
    before, pressing = mode, now.pressing[:, worlds]
    intensity = _intensity(draft, worlds)
    firepower = _firepower(draft, worlds)
    creep = pressing[:, None] * draft.check("offensive")[:, :, worlds] * np.float32(draft.tunable("creep_km"))
    moved = np.zeros(strength.shape[1:], np.float32)
    lost, gone = np.zeros_like(strength), now.attack_lost[:, :, worlds]
    limit = start * np.float32(draft.tunable("breakpoint"))
    for _ in range(draft.dt):
        daily = _day_losses(draft, strength, mode)
        daily += _positional(draft, strength, pressing) * intensity
        daily *= firepower[::-1, None]
        daily = np.minimum(daily, strength)
        lost += daily
        strength = strength - daily
        broken = gone + lost > limit
        under_way = _active(mode)
        # Who has lost too much stops; where the defender has, the attacker breaks in.
        through = (mode == ATTACKING) & broken[::-1] & ~broken
        mode = np.where(under_way & broken, REGROUPING, np.where(through, BROKEN_IN, mode))
        gain = (mode == BROKEN_IN) * np.float32(draft.tunable("advance_km"))
        gain += (mode != BROKEN_IN) * creep
        moved += gain[1] - gain[0]
    die = draft.uniform("battle_loss", lost.shape[:2])
    fallen = np.zeros_like(now.troops)
    fallen[:, :, worlds] = samplers.poisson(die[:, :, worlds], lost)
    people.fall_there(draft, fallen, draft.uniform("battle_killed", 2))
    stopped = (mode == REGROUPING) & _active(before)
    draft.edit("regroup_days")[:, :, worlds] += stopped * np.float32(draft.tunable("regroup_days"))
    for side in (0, 1):
        for sector in np.flatnonzero(stopped[side].any(axis=-1)):
            where = worlds[stopped[side, sector]]
            share = (gone + lost)[side, sector] / start[side, sector]
            why = partial(_stopped, draft, float(share[np.argmax(stopped[side, sector])]))
            draft.note("offensive_stopped", where, weight=1, visible_to=ALL, why=why, side=side, sector=int(sector))
    draft.edit("attacking")[:, :, worlds] = mode
    draft.edit("attack_lost")[:, :, worlds] = (gone + lost) * (start > 1)
    limits = tables.registry["shift_km"]
    shift = draft.edit("shift_km")
    shift[:, worlds] = np.clip(shift[:, worlds] + moved, limits.low, limits.high)


def _stopped(draft: Draft, lost: float) -> Why:
    """How much of the attacking force was lost, against what it can bear; and how long it regroups."""
    return whys.parts(
        draft.rule("breakpoint", {"lost": lost}, ("troops", "attack_start")),
        draft.rule("regroup_days", {}, ("attacking",)),
    )


def _intensity(draft: Draft, worlds: Array) -> Array:
    """(L, n) how fierce positional fighting is, about 1: it follows the heat of the sector, which lasts for weeks."""
    heat = draft.now.heat[:, :, worlds]
    spread = np.float32((draft.tunable("heat_sd") / 2) ** 2)
    fierce: Array = numerics.exp((heat[0] + heat[1]) / 2 - spread)
    return fierce


def _firepower(draft: Draft, worlds: Array) -> Array:
    """(2, n) share of the losses in war that each side can inflict on the other, given the shells that it has left."""
    firepower = np.ones((2, len(worlds)), np.float32)
    for side in (0, 1):
        wanted = round(draft.tunable(f"war_shells_{side}") * draft.dt)
        if not wanted:
            continue
        amount = np.zeros(draft.worlds, np.int32)
        amount[worlds] = wanted
        fired = use(draft, side, SHELLS, amount)[worlds] / np.float32(wanted)
        firepower[side] -= np.float32(draft.tunable("shell_weight")) * (1 - fired)
    return firepower


def _positional(draft: Draft, strength: Array, pressing: Array) -> Array:
    """(2, L, n) soldiers lost in a day all along the line, by the same law; whoever presses loses more (see
    `_day_losses`)."""
    tilt = np.float32(math.sqrt(draft.tunable("loss_ratio_lost")))
    active = pressing[:, None].astype(np.float32)
    return _plain(draft, "positional", strength) * (active * tilt + active[::-1] / tilt)


def _plain(draft: Draft, rate: str, strength: Array) -> Array:
    """(2, L, n) a x^q y^p, with the tunable `rate` for a."""
    q, p = draft.tunable("attrition_q"), draft.tunable("attrition_p")
    own = numerics.power(strength, np.float32(q)) if q else np.ones_like(strength)
    their = numerics.power(strength[::-1], np.float32(p)) if p else np.ones_like(strength)
    plain: Array = np.float32(draft.tunable(rate)) * own * their
    return plain


def _day_losses(draft: Draft, strength: Array, mode: Array) -> Array:
    """(2, L, n) soldiers lost in a day of offensive: `attrition` x own^q x opposing^p, shared out by whether the attack
    has broken in.

    The attacker loses the root of the loss ratio times as many, the defender that much fewer.
    """
    plain = _plain(draft, "attrition", strength)
    losses = np.zeros_like(strength)
    for attack, ratio in ((ATTACKING, "loss_ratio_lost"), (BROKEN_IN, "loss_ratio_won")):
        tilt = np.float32(math.sqrt(draft.tunable(ratio)))
        active = mode == attack
        losses += plain * (active * tilt + active[::-1] / tilt)
    return losses
