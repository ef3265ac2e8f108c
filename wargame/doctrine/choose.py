"""What an empty seat orders: the rules of its doctrine that hold, weightiest first, as far as its attention goes.

A rule counts when its condition holds in the role's own view, when the order has rested long enough, and when its
weight plus a little noise reaches the seat's threshold. Of those the seat gives the weightiest, then the next that it
can still afford, up to its number of moves and never the same order twice. All worlds choose at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.dice import Dice
from wargame.world.orders import SLOTS, CompiledDoctrine, Move, Orders
from wargame.world.view import Sight, View

Array = NDArray[Any]
NOISE_ROWS = 64
"""Addresses kept for each role on the site `doctrine_noise`: more than a doctrine may have rules."""
_OUT = np.float32(1e9)
"""Taken from the score of what is out of the question; arithmetic on all worlds is cheaper than masks."""


def choose(view: View, doctrine: CompiledDoctrine, dice: Dice, orders: Orders) -> None:
    """Write the seat's orders of this turn into its row of `orders` (arrays that may be written to).

    Args:
        view: what the doctrine's role sees; it must hold the doctrine's `names`.
        dice: the noise is drawn at (`doctrine_noise`, day).
    Raises: Unseen (our defect) if a rule looks at something that is not in the view.
    """
    rules, row = doctrine.rules, doctrine.role
    if not rules:
        return
    sight = view.sight()
    scores = _scores(view, sight, doctrine, dice)
    targets = _targets(rules, sight, scores)
    # One more entry at the end, for worlds in which nothing more is ordered.
    kinds, cost = _column(rules, "order", -1), _column(rules, "attention", 0)
    levels, places = _column(rules, "level", -1), _column(rules, "place", -1)
    amounts, openness = _column(rules, "amount", 0, np.float32), _column(rules, "visibility", -1)
    left = np.full(view.worlds, doctrine.attention, np.int32)
    for slot in range(min(doctrine.moves, SLOTS)):
        best = scores.argmax(axis=0)
        nothing = scores.max(axis=0) < -_OUT / 2
        if nothing.all():
            break
        best = np.where(nothing, len(rules), best)
        orders.kind[row, slot] = kinds[best]
        orders.level[row, slot] = levels[best]
        orders.place[row, slot] = places[best]
        orders.amount[row, slot] = amounts[best]
        orders.visibility[row, slot] = openness[best]
        orders.target[row, slot] = np.take_along_axis(targets, best[None], axis=0)[0]
        left -= cost[best]
        scores -= (kinds[:-1, None] == kinds[best]) * _OUT
        scores -= (cost[:-1, None] > left) * _OUT


def _column(rules: tuple[Move, ...], field: str, none: int, kind: type[np.generic] = np.int32) -> Array:
    """(rules + 1,) a field of every rule, and `none` behind them."""
    return np.array([*(getattr(rule, field) for rule in rules), none], kind)


def _scores(view: View, sight: Sight, doctrine: CompiledDoctrine, dice: Dice) -> Array:
    """(rules, W) weight with noise of what the seat would do; far below 0 for what it would not."""
    rules = doctrine.rules
    noise = dice.normal("doctrine_noise", view.day, len(rules), doctrine.role * NOISE_ROWS)
    scores: Array = np.float32(doctrine.noise) * noise
    scores += np.array([[rule.weight] for rule in rules], np.float32)
    wanted = scores >= np.float32(doctrine.threshold)
    for row, rule in enumerate(rules):
        wanted[row] &= rule.when(sight)
        if rule.rest_days:
            wanted[row] &= view.order_ages[rule.order] >= rule.rest_days
        if rule.attention > doctrine.attention:
            wanted[row] = False
    scores -= ~wanted * _OUT
    return scores


def _targets(rules: tuple[Move, ...], sight: Sight, scores: Array) -> Array:
    """(rules + 1, W) target row of each rule; worked out only for rules that some world would follow."""
    targets = np.full((len(rules) + 1, scores.shape[1]), -1, np.int32)
    for row, rule in enumerate(rules):
        targets[row] = rule.target
        if rule.select is not None and (scores[row] > -_OUT / 2).any():
            values = rule.select(sight)[list(rule.select_rows)]
            best = values.argmin(axis=0) if rule.select_least else values.argmax(axis=0)
            targets[row] = np.array(rule.select_to, np.int32)[best]
    return targets
