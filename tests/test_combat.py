"""Laws of battles by themselves: what raises the chance, what is kept, and that arrays are many single battles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame import combat
from wargame.errors import InputError
from wargame.scenario import DocumentError

BATTLE = {"attacker": 30_000, "defender": 20_000}
people = st.integers(100, 500_000)


@given(
    people, people, st.sampled_from(sorted(combat.POSTURES)), st.integers(-3, 2), st.sampled_from(["RM", "GB0", "0WU"])
)
def test_surprise_air_and_quality_help_and_nothing_is_certain(
    attacker: int, defender: int, posture: str, surprise: int, terrain: str
) -> None:
    def chance(**more: Any) -> float:
        given = {"posture": posture, "surprise": surprise, "terrain": terrain, **more}
        return float(combat.win_probability(attacker, defender, **given))

    usual = chance()
    assert 0 < usual < 1
    assert chance(surprise=surprise + 1) > usual
    assert chance(air=1) > usual > chance(air=-1)
    assert chance(quality=1) > usual
    assert chance(posture="FD") < chance(posture="HD") < chance(posture="WD")


def test_three_to_one_is_no_law() -> None:
    even, three = combat.win_probability([10_000, 30_000], 10_000)
    assert 0.02 < three - even < 0.15


def test_arrays_are_many_single_battles_of_the_same_shape() -> None:
    surprise, posture = np.array([[-1], [0], [2]]), np.array(["HD", "FD"])
    many = combat.win_probability(30_000, 20_000, surprise=surprise, posture=posture)
    assert many.shape == (3, 2)
    for row, column in np.ndindex(3, 2):
        one = combat.win_probability(30_000, 20_000, surprise=surprise[row, 0], posture=posture[column])
        assert one.shape == ()
        assert float(one) == many[row, column]
    fought = combat.battle(30_000, 20_000, surprise=surprise, posture=posture, worlds=10)
    assert fought.outcome.shape == fought.advance_km.shape == (3, 2, 10)
    assert fought.probability.shape == (3, 2)


@settings(max_examples=40)
@given(people, people, st.floats(0.01, 30), st.floats(0.1, 100))
def test_nobody_loses_more_than_there_are_and_only_winners_advance(
    attacker: int, defender: int, days: float, front: float
) -> None:
    fought = combat.battle(attacker, defender, days=days, front_km=front, worlds=200)
    for lost, there in ((fought.attacker_losses, attacker), (fought.defender_losses, defender)):
        assert lost.min() >= 0
        assert lost.max() <= np.float32(there)
    assert (np.sign(fought.advance_km) == np.where(fought.outcome > 0, 1, np.where(fought.outcome < 0, -1, 0))).all()


def test_a_world_is_the_same_however_many_are_fought() -> None:
    few, many = (combat.battle(**BATTLE, worlds=worlds, seed=3) for worlds in (10, 1000))
    assert (few.outcome == many.outcome[:10]).all()
    assert (few.attacker_losses == many.attacker_losses[:10]).all()
    assert (combat.battle(**BATTLE, worlds=10, seed=4).attacker_losses != few.attacker_losses).any()


def test_the_chance_told_is_the_share_won() -> None:
    fought = combat.battle(**BATTLE, surprise=[-2, 0, 2], worlds=40_000)
    assert (fought.outcome == 1).mean(axis=-1) == pytest.approx(fought.probability, abs=0.01)


def test_numbers_weigh_on_losses_far_less_than_the_square_law_says() -> None:
    fought = combat.battle([10_000, 40_000], [40_000, 10_000], worlds=20_000)
    ratio = np.log(np.maximum(fought.attacker_losses, 1) / np.maximum(fought.defender_losses, 1)).mean(axis=-1)
    slope = (ratio[1] - ratio[0]) / np.log(16)
    assert 0 < slope < 0.75, "the square law would give -1"


def test_longer_battles_draw_the_shares_closer_and_go_further() -> None:
    brief, long = (combat.battle(**BATTLE, days=days, worlds=8000) for days in (0.2, 10))
    won = [battle.outcome == 1 for battle in (brief, long)]
    gap = [
        np.median(battle.defender_losses[w]) / np.median(battle.attacker_losses[w])
        for battle, w in zip((brief, long), won, strict=True)
    ]
    assert gap[1] < gap[0]
    further = [np.median(battle.advance_km[w]) for battle, w in zip((brief, long), won, strict=True)]
    assert further[0] < further[1] < further[0] * 50, "but not in proportion to its days"


def test_thin_fronts_cost_less() -> None:
    packed, thin = (combat.battle(**BATTLE, front_km=km, worlds=4000).defender_losses.mean() for km in (3, 60))
    assert thin < packed


@pytest.mark.parametrize(("wrong", "said"), [
    ({"attacker": 0}, "`attacker` must lie from 1 to"),
    ({"defender": float("nan")}, "`defender` must lie"),
    ({"attacker": "many"}, "`attacker` must be a number"),
    ({"surprise": 4}, "`surprise` must lie from -3 to 3; 4 does not"),
    ({"air": [0, -2]}, "-2 does not"),
    ({"posture": "XX"}, "known: HD, PD, FD, DL, WD"),
    ({"terrain": "RX"}, "`terrain` can't be `RX0`"),
    ({"terrain": "RM0U"}, "letters by place"),
    ({"surprise": [0, 1], "air": [0, 0, 1]}, "don't fit one shape"),
    ({"worlds": 0}, "`worlds` must be a whole number from 1"),
    ({"worlds": 2.5}, "not 2.5"),
    ({"seed": -1}, "`seed`"),
    ({"days": 0}, "`days`"),
    ({"front_km": -1}, "`front_km`"),
    ({"rules": "batle"}, "did you mean `battle`"),
])  # fmt: skip
def test_bad_arguments_are_refused_by_name(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as told:
        combat.battle(**{**BATTLE, **wrong})
    assert said in str(told.value)


def test_the_numbers_come_from_the_rules_file_that_is_named(tmp_path: Path) -> None:
    from wargame.places import scenarios_dir

    text = (scenarios_dir() / "rules" / "battle.yaml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(text.replace("win_base: {value: 0.53", "win_base: {value: 0.61"), encoding="utf-8")
    assert combat.win_probability(1000, 1000, rules=mine) == pytest.approx(0.61)
    assert combat.win_probability(1000, 1000) == pytest.approx(0.53)
    mine.write_text(text.replace("win_base: {value: 0.53", "win_base: {value: 0.99"), encoding="utf-8")
    with pytest.raises(DocumentError, match="must lie between low"):
        combat.win_probability(1000, 1000, rules=mine)


def test_a_rules_file_that_lacks_a_number_says_which(tmp_path: Path) -> None:
    mine = tmp_path / "empty.yaml"
    mine.write_text("format: 1\nkind: rules\nid: mine\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"lack.*win_"):
        combat.win_probability(1000, 1000, rules=mine)


def test_attrition_until_nobody_is_left_or_time_is_up() -> None:
    left = combat.attrition([1000, 1000], 600, a=0.01, b=0.01, days=[1000, 5], q=0, p=1)
    assert left.x.shape == (2,)
    assert left.y_broke.tolist() == [True, False]
    assert left.ended[1] == 5
    still = combat.attrition(1000, 600, a=0, b=0, days=10)
    assert (float(still.x), float(still.y), float(still.ended)) == (1000, 600, 10)


@pytest.mark.parametrize("wrong", [{"x": -1}, {"q": 3}, {"x_break": 2}, {"days": -1}, {"x": 1e5, "stochastic": True}])
def test_attrition_refuses_what_it_can_make_nothing_of(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        combat.attrition(**{"x": 10, "y": 10, "a": 0.1, "b": 0.1, "days": 5, **wrong})
