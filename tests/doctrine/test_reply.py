"""How an empty seat answers a met trigger."""

from __future__ import annotations

import numpy as np
import pytest

from tests.world.small import arbitrary, expressions, tables
from wargame.dice import Dice
from wargame.doctrine import reply
from wargame.world.observe import observe
from wargame.world.orders import CompiledDoctrine, ReplyRule
from wargame.world.view import Unseen

WORLDS = 4000
DICE = Dice(11, np.arange(WORLDS))
HONOUR, REINTERPRET, PRESS, PAUSE = range(4)


def doctrine(*rules: tuple[str, int, tuple[float, ...]]) -> CompiledDoctrine:
    compiler = expressions()
    replies = tuple(ReplyRule(compiler.condition(when), trigger, odds) for when, trigger, odds in rules)
    return CompiledDoctrine("made", 3, "coalition", 0.0, 0.0, 0, 3, (), replies, frozenset())


def answers(made: CompiledDoctrine, trigger: int = 0, options: tuple[int, ...] = (HONOUR, REINTERPRET)) -> np.ndarray:
    view = observe(arbitrary(WORLDS), tables(), "coalition", DICE)
    return reply(view, made, DICE, trigger, options, 3)


def test_odds_are_shares_of_worlds() -> None:
    got = answers(doctrine(("1 > 0", -1, (0.7, 0.3, 0, 0))))
    assert abs((got == HONOUR).mean() - 0.7) < 0.03
    assert set(got.tolist()) == {HONOUR, REINTERPRET}


def test_only_open_options_are_taken_and_odds_need_not_add_up() -> None:
    got = answers(doctrine(("1 > 0", -1, (0.1, 0.1, 0.8, 0))))
    assert abs((got == HONOUR).mean() - 0.5) < 0.03
    assert not {PRESS, PAUSE} & set(got.tolist())


def test_the_first_rule_that_holds_counts() -> None:
    made = doctrine(("tension > 50", -1, (1, 0, 0, 0)), ("tension > 20", -1, (0, 1, 0, 0)))
    tension = arbitrary(WORLDS).tracks[tables().roster.row("track", "tension")]
    expected = np.where(tension > 50, HONOUR, np.where(tension > 20, REINTERPRET, -1))
    assert (answers(made) == expected).all()


def test_a_rule_may_be_about_one_trigger() -> None:
    made = doctrine(("1 > 0", 1, (1, 0, 0, 0)))
    assert (answers(made, trigger=0) == -1).all()
    assert (answers(made, trigger=1) == HONOUR).all()
    assert (answers(doctrine(), trigger=1) == -1).all()


def test_luck_is_monotone_in_the_odds() -> None:
    timid = answers(doctrine(("1 > 0", -1, (0.3, 0.7, 0, 0))))
    bold = answers(doctrine(("1 > 0", -1, (0.6, 0.4, 0, 0))))
    assert ((timid == HONOUR) <= (bold == HONOUR)).all()


def test_a_reply_can_t_peek() -> None:
    with pytest.raises(Unseen):
        answers(doctrine(("us_backing > 1 and support > 1", -1, (1, 0, 0, 0))))
