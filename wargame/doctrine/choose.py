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
_OUT = np.float32(-np.inf)


def choose(view: View, doctrine: CompiledDoctrine, dice: Dice, orders: Orders) -> None:
    """Write the seat's orders of this turn into its row of `orders` (arrays that may be written to).

    Args:
        view: what the doctrine's role sees; it must hold the doctrine's `names`.
        dice: the noise is drawn at (`doctrine_noise`, day).
    Raises: Unseen (our defect) if a rule looks at something that is not in the view.
    """
    rules = doctrine.rules
    if not rules:
        return
    sight, worlds = view.sight(), view.worlds
    scores = _scores(view, sight, doctrine, dice)
    if not (scores > _OUT).any():
        return
    cost = np.array([rule.attention for rule in rules], np.int32)
    kinds = np.array([rule.order for rule in rules], np.int32)
    left = np.full(worlds, doctrine.attention, np.int32)
    targets = _targets(rules, sight, scores)
    lanes = np.arange(worlds)
    taken = np.zeros(worlds, np.int32)
    for _ in range(min(doctrine.moves, SLOTS)):
        best = scores.argmax(axis=0)
        given = np.flatnonzero(scores[best, lanes] > _OUT)
        if not given.size:
            break
        picked, slot = best[given], taken[given]
        row = doctrine.role
        orders.kind[row, slot, given] = kinds[picked]
        orders.level[row, slot, given] = np.array([rule.level for rule in rules], np.int32)[picked]
        orders.target[row, slot, given] = targets[picked, given]
        orders.place[row, slot, given] = np.array([rule.place for rule in rules], np.int32)[picked]
        orders.amount[row, slot, given] = np.array([rule.amount for rule in rules], np.float32)[picked]
        orders.visibility[row, slot, given] = np.array([rule.visibility for rule in rules], np.int32)[picked]
        taken[given] += 1
        left[given] -= cost[picked]
        chosen = np.full(worlds, -1, np.int32)
        chosen[given] = kinds[picked]
        for rule in range(len(rules)):
            scores[rule, (chosen == kinds[rule]) | (left < cost[rule])] = _OUT
        scores[:, chosen < 0] = _OUT


def _scores(view: View, sight: Sight, doctrine: CompiledDoctrine, dice: Dice) -> Array:
    """(rules, W) weight with noise of what the seat would do; minus infinity for what it would not."""
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
    scores[~wanted] = _OUT
    return scores


def _targets(rules: tuple[Move, ...], sight: Sight, scores: Array) -> Array:
    """(rules, W) target row of each rule; worked out only for rules that some world would follow."""
    targets = np.empty(scores.shape, np.int32)
    for row, rule in enumerate(rules):
        targets[row] = rule.target
        if rule.select is not None and (scores[row] > _OUT).any():
            values = rule.select(sight)[list(rule.select_rows)]
            best = values.argmin(axis=0) if rule.select_least else values.argmax(axis=0)
            targets[row] = np.array(rule.select_to, np.int32)[best]
    return targets
