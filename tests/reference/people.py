"""Soldiers of the two armies: see `wargame.adjudication.people`."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.luck import Luck
from tests.reference.rules import Rules, begin


def fall(w: Any, luck: Luck, killed: list[int], wounded: list[int], weights: list[list[int]]) -> None:
    """Soldiers leave the line, spread over its sectors by weight; never more than there are."""
    for side in (0, 1):
        hit = killed[side] + wounded[side]
        fallen = spread(luck, hit, weights[side], luck("fallen_where", side)) if hit else [0] * len(weights[side])
        _leave(w, side, fallen, killed[side])


def fall_there(w: Any, rules: Rules, luck: Luck, fallen: list[list[int]], die: list[float]) -> None:
    """The same where it is known who falls in which sector, a share of whom die."""
    for side in (0, 1):
        lost = sum(min(few, there) for few, there in zip(fallen[side], w.troops[side], strict=True))
        _leave(w, side, fallen[side], luck.floor(lost * rules.t["killed_share"] + die[side]))


def _leave(w: Any, side: int, fallen: list[int], killed: int) -> None:
    begin(w, "losses", "deaths")
    lost = 0
    troops = w.troops[side]
    for sector, few in enumerate(fallen):
        gone = min(few, troops[sector])
        troops[sector] -= gone
        lost += gone
    dead = min(killed, lost)
    w.losses[side] += lost
    w.deaths[side] += dead
    w.killed[side] += dead
    w.wounded[side] += lost - dead


def replace(w: Any, rules: Rules, luck: Luck) -> None:
    """The wounded recover or are invalided; who recovers goes first, recruits fill what remains missing."""
    begin(w, "arrivals")
    t, recruiting = rules.t, rules.check("recruiting", w)
    treated = -math.expm1(-w.dt / t["recovery_days"])
    for side in (0, 1):
        authorised, troops = rules.authorised[side], w.troops[side]
        gaps = [max(whole - there, 0) for whole, there in zip(authorised, troops, strict=True)]
        missing = sum(gaps)
        out = min(luck.floor(w.wounded[side] * treated + luck("recovery", side)), w.wounded[side])
        back = min(luck.floor(out * t["recovered_share"] + luck("recovery", 2 + side)), out)
        most = luck.floor(t[f"recruits_{side}"] * w.dt * recruiting[side] + luck("recruits", side))
        recruits = min(max(missing - back, 0), most)
        w.wounded[side] -= out
        w.invalided[side] += out - back
        w.recruited[side] += recruits
        sent = w.arrivals[side] = back + recruits
        if sent != missing:
            die, filled = luck("sent_where", side), min(sent, missing)
            most_there = [gap + whole for gap, whole in zip(gaps, authorised, strict=True)]
            into = spread(luck, filled, gaps, die)
            beyond = spread(luck, sent - filled, most_there, die)
            gaps = [few + more for few, more in zip(into, beyond, strict=True)]
        w.troops[side] = [there + few for there, few in zip(troops, gaps, strict=True)]
    w.fresh |= {"wounded", "invalided", "recruited", "troops"}


def spread(luck: Luck, total: int, weights: list[int], die: float) -> list[int]:
    """Whole shares of a total in proportion to weights: cumulated shares are rounded down after adding a die."""
    whole = sum(weights)
    if not whole or not total:
        return [0] * len(weights)
    shares, below, reached = [], 0, 0
    for weight in weights[:-1]:
        reached += weight
        bound = min(luck.floor(reached * total / max(whole, 1) + die), total)
        shares.append(bound - below)
        below = bound
    return [*shares, total - below]
