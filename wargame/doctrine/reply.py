"""How an empty seat answers a met trigger: the first rule that holds gives the odds, one die decides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.dice import Dice
from wargame.world.orders import CompiledDoctrine
from wargame.world.view import View

Array = NDArray[Any]
DEFAULT = -1
"""No rule holds: the trigger's default answer for this seat."""


def reply(
    view: View, doctrine: CompiledDoctrine, dice: Dice, trigger: int, options: Sequence[int], address: int
) -> Array:
    """(W,) int32 row of the answer that the seat gives, or `DEFAULT`.

    Args:
        view: what the doctrine's role sees at that moment.
        trigger: row of the trigger that was met.
        options: rows of the answers that are open to this seat; odds of others count for nothing.
        address: row of the die on the site `trigger_decision`.
    """
    answers = np.full(view.worlds, DEFAULT, np.int32)
    rules = [rule for rule in doctrine.replies if rule.trigger in {-1, trigger}]
    if not rules:
        return answers
    sight = view.sight()
    draw = dice.uniform("trigger_decision", view.day, 1, address)[0]
    undecided = np.ones(view.worlds, np.bool_)
    for rule in rules:
        open_to = [option for option in options if rule.odds[option] > 0]
        total = sum(rule.odds[option] for option in open_to)
        if not open_to:
            continue
        here = undecided & rule.when(sight)
        undecided &= ~here
        share, answer = 0.0, np.full(view.worlds, open_to[0], np.int32)
        for option, following in pairwise(open_to):
            share += rule.odds[option] / total
            answer[draw >= np.float32(share)] = following
        answers[here] = answer[here]
    return answers
