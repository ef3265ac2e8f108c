from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

import numpy as np
import pytest

from tests.adjudication.worlds import draft_of, opening, order, put, run, tables, tick, violent
from tests.scenario import minimal
from wargame.adjudication import combat
from wargame.adjudication.draft import Attempt
from wargame.world.events import Ruling
from wargame.world.state import WorldState
from wargame.world.tables import Tables


def assault(scenario: Tables, state: WorldState, side: int, *, won: bool) -> combat.Draft:
    """A local seizure in the third sector of every world, its result given."""
    draft = draft_of(scenario, state)
    every, ones = draft.every, np.ones(state.worlds, np.float32)
    sectors, result = np.full(state.worlds, 2), np.full(state.worlds, won)
    draft.attempts.append(Attempt("assault", side, every, sectors, 0, ones, result, "order:x"))
    combat.fight(draft)
    return draft


@pytest.mark.parametrize("side", [0, 1])
def test_a_seizure_moves_the_line_towards_the_other_side(side: int) -> None:
    scenario = tables()
    now = assault(scenario, opening(scenario, 4), side, won=True).now
    moved = scenario.tunables["assault_km"] * (1 if side == 1 else -1)
    assert now.shift_km[2].tolist() == pytest.approx([moved] * 4)
    assert not np.delete(now.shift_km, 2, axis=0).any()
    assert now.seizures[side].tolist() == [1] * 4
    assert now.seized_days[side, 2].tolist() == [7] * 4
    assert not now.seizures[1 - side].any()


def test_a_failure_costs_men_and_moves_nothing() -> None:
    scenario = tables()
    now = assault(scenario, opening(scenario, 4), 1, won=False).now
    assert not now.shift_km.any()
    assert not now.seizures.any()
    assert (now.losses[1] > 0).all()


def test_who_wins_loses_less_in_the_ratio_that_history_shows() -> None:
    scenario = tables()
    for won, ratio in ((True, "loss_ratio_won"), (False, "loss_ratio_lost")):
        now = assault(scenario, opening(scenario, 512), 1, won=won).now
        assert now.losses[1].sum() / now.losses[0].sum() == pytest.approx(scenario.tunables[ratio], rel=0.02)


def test_a_repulse_costs_the_attacker_more_than_a_seizure() -> None:
    scenario = tables()
    state = opening(scenario, 512)
    taking_part = int(state.troops[1, 2, 0] * scenario.tunables["assault_share"])
    for won, share in ((True, "assault_loss"), (False, "repulse_loss")):
        now = assault(scenario, state, 1, won=won).now
        assert now.losses[1].mean() == pytest.approx(taking_part * scenario.tunables[share], rel=0.02)
    assert scenario.tunables["repulse_loss"] > 2 * scenario.tunables["assault_loss"]


def test_a_seizure_stands_until_the_other_side_takes_it_back() -> None:
    scenario = tables()
    state = put(opening(scenario, 4), seized_days=np.array([[0] * 6, [0, 0, 14, 0, 3, 0]])[:, :, None])
    later = tick(scenario, state).state
    assert later.seized_days[1, 2].tolist() == [21] * 4
    back = assault(scenario, state, 0, won=True).now
    assert not back.seized_days[1, 2].any()
    assert back.seized_days[1, 4].tolist() == [10] * 4


def test_without_a_sector_named_the_best_chance_is_taken() -> None:
    scenario = tables(violent)
    after = tick(scenario, opening(scenario, 64), order("russia", "ru_seize", sector="s05")).state
    taken = after.seizures[1] > 0
    assert 0 < taken.sum() < 64
    assert (after.seized_days[1, 4][taken] == 7).all()
    assert not np.delete(after.seized_days[1], 4, axis=0).any()
    assert after.shift_km.sum() == pytest.approx(scenario.tunables["assault_km"] * taken.sum())


def test_soldiers_who_leave_the_line_are_losses_and_some_of_them_die() -> None:
    scenario = tables(violent)
    state = opening(scenario, 128)
    whole = state.troops.sum(axis=1)
    lost = np.zeros((2, 128))
    after = tick(scenario, state, order("russia", "ru_offensive", area="east")).state
    for _ in range(8):
        lost += after.losses - after.arrivals
        assert (after.deaths[1] <= after.losses[1]).all()
        after = tick(scenario, put(after, rung=1)).state
    lost += after.losses - after.arrivals
    assert (whole - after.troops.sum(axis=1) == lost).all()
    assert (after.troops >= 0).all()
    assert lost.sum() > 0


def unmanned(documents: minimal.Docs) -> None:
    """Violent, and nobody is sent to fill the gaps."""
    violent(documents)
    tunables = documents["rules/line.yaml"]["tunables"]
    for name in ("recruits_0", "recruits_1", "recovered_share"):
        tunables[name] = minimal.tunable(0.0)


def counter(documents: minimal.Docs) -> None:
    """The other side may order an offensive, too."""
    violent(documents)
    orders = documents["rules/politics.yaml"]["orders"]
    model = deepcopy(next(one for one in orders if one["id"] == "ru_offensive"))
    act = {"act": "offensive", "side": "ukraine"}
    orders.append({**model, "id": "ua_offensive", "role": "ukraine", "mechanisms": [act]})


def phases(scenario: Tables, weeks: int, worlds: int = 64) -> list[WorldState]:
    """A war from its first week."""
    states = [tick(scenario, opening(scenario, worlds), order("russia", "ru_offensive", area="east")).state]
    while len(states) < weeks:
        states.append(tick(scenario, put(states[-1], rung=1)).state)
    return states


def test_an_offensive_is_war_in_the_area_named_and_culminates_at_its_breakpoint() -> None:
    scenario = tables(unmanned)
    states = phases(scenario, 9)
    east = scenario.area == scenario.roster.row("area", "east")
    assert all(state.war.all() and state.pressing[1].all() and not state.pressing[0].any() for state in states)
    assert not states[-1].attacking[:, ~east].any()
    assert not states[-1].attacking[0].any(), "nobody else attacks unasked"
    stopped = np.zeros(states[0].attacking[1].shape, bool)
    for before, after in pairwise(states):
        fresh = (after.attacking[1] == combat.REGROUPING) & (before.attacking[1] != combat.REGROUPING)
        lost = 1 - after.troops[1] / np.maximum(after.attack_start[1], 1)
        assert (lost[fresh] >= scenario.tunables["breakpoint"] - 0.01).all()
        assert (lost[fresh] < scenario.tunables["breakpoint"] + 0.05).all(), "breakpoints, not annihilation"
        stopped |= fresh
    assert stopped.any()


def test_it_regroups_and_goes_on_for_as_long_as_the_side_presses() -> None:
    scenario = tables(violent)
    states = phases(scenario, 60, worlds=16)
    regrouping = [(state.attacking[1] == combat.REGROUPING) for state in states]
    resumed = [before & ~after for before, after in pairwise(regrouping)]
    assert sum(int(some.sum()) for some in resumed) > 0
    for before, some in zip(states, resumed, strict=False):
        assert (before.regroup_days[1][some] <= 7).all(), "not before its time"
    calm = run(scenario, put(states[20], pressing=0, rung=1), 12)
    for before, after in pairwise(calm):
        assert not ((before.attacking == combat.REGROUPING) & combat._active(after.attacking)).any(), "on whose order?"


def test_a_truce_ends_the_war_once_nobody_presses() -> None:
    scenario = tables(violent)
    war = put(phases(scenario, 3)[-1], rung=1)
    after = tick(scenario, war, order("russia", "ru_truce")).state
    for name in ("war", "pressing", "attacking", "regroup_days"):
        assert not after.arrays[name].any(), name
    assert (after.calm > war.calm).all()
    assert after.losses.sum() < 0.2 * war.losses.sum(), "the fighting stops"
    both = put(war, pressing=1)
    still = tick(scenario, both, order("russia", "ru_truce")).state
    assert still.war.all(), "it takes two"
    assert not still.pressing[1].any()
    assert still.pressing[0].all()
    assert not still.attacking[1].any()
    assert (still.calm <= both.calm).all()


def test_whoever_breaks_in_throws_back_the_attack_there() -> None:
    scenario = tables(violent)
    attacking = np.zeros((2, 6, 1), np.int32)
    attacking[1, 3:] = combat.ATTACKING
    state = opening(scenario, 64, attacking=attacking, war=1, pressing=[[0], [1]])
    draft = draft_of(scenario, state)
    every = np.ones((64, 6), bool)
    won = np.ones(64, bool)
    draft.attempts.append(Attempt("offensive", 0, draft.every, every, 0, np.ones(64, np.float32), won, "order:x"))
    combat._open_offensive(draft, draft.attempts[0])
    broken = draft.now.attacking[0] == combat.BROKEN_IN
    assert 0 < broken.sum() < broken.size
    assert (draft.now.attacking[1, 3:][broken[3:]] == combat.REGROUPING).all()
    assert (draft.now.attacking[1, 3:][~broken[3:]] == combat.ATTACKING).all()


def test_a_counter_offensive_is_pressing_too() -> None:
    scenario = tables(counter)
    first = tick(scenario, opening(scenario, 4), order("russia", "ru_offensive", area="east")).state
    after = tick(scenario, put(first, rung=1), order("ukraine", "ua_offensive", area="east")).state
    assert after.pressing.all()
    assert (after.attacking[0] > 0).any()


def test_war_wears_down_both_sides_all_along_the_line_and_the_presser_more() -> None:
    scenario = tables(unmanned)
    state = opening(scenario, 64, war=1, pressing=[[0], [1]], stock=10**8)
    after = run(scenario, state, 8)
    fallen = (state.troops - after[-1].troops).mean(axis=-1)
    assert (fallen > 0).all()
    expected = scenario.tunables["positional"] * 56 * state.troops[1, :, 0]
    assert 0.5 < fallen[1].sum() / (expected.sum() * scenario.tunables["loss_ratio_lost"] ** 0.5) < 2
    assert fallen[1].sum() > 1.3 * fallen[0].sum()
    assert (after[-1].shift_km > 0).all(), "the line creeps towards side 0"
    assert after[-1].shift_km.max() < 56 * scenario.tunables["creep_km"]
    assert not run(scenario, put(state, pressing=0), 4)[-1].shift_km.any()


def test_an_army_without_shells_does_less_harm() -> None:
    scenario = tables(unmanned)
    state = opening(scenario, 256, war=1, pressing=[[0], [1]])
    fired = tick(scenario, put(state, stock=10**8)).state
    want = [scenario.tunables[f"war_shells_{side}"] * 7 for side in (0, 1)]
    assert (fired.fired[:, 0] >= np.array(want)[:, None]).all()
    empty = tick(scenario, put(state, stock=0), seed=7).state
    assert not empty.stock[:, 0].any()
    assert empty.losses.sum() < fired.losses.sum()


def test_breaking_in_is_what_moves_the_front() -> None:
    scenario = tables(violent)
    held, broken = (np.zeros((2, 6, 1), np.int32) for _ in range(2))
    held[1, 3], broken[1, 3] = 1, 2
    start = {"attack_start": scenario.start.troops[:, :, :1], "war": 1}
    still = tick(scenario, opening(scenario, 4, attacking=held, **start)).state
    moving = tick(scenario, opening(scenario, 4, attacking=broken, **start)).state
    assert not still.shift_km.any()
    assert moving.shift_km[3].tolist() == pytest.approx([scenario.tunables["advance_km"] * 7] * 4)
    assert not np.delete(moving.shift_km, 3, axis=0).any()


def test_a_battle_is_the_same_in_days_and_in_weeks() -> None:
    scenario = tables(unmanned)
    attacking = np.zeros((2, 6, 1), np.int32)
    attacking[1, 2:] = 1
    state = opening(scenario, 256, attacking=attacking, attack_start=scenario.start.troops[:, :, :1], war=1)
    ends = []
    for dt in (1, 7):
        after = state
        for _ in range(28 // dt):
            after = tick(scenario, put(after, rung=1), dt=dt).state
        ends.append((state.troops - after.troops)[:, 2:].mean(axis=-1))
    assert ends[0] == pytest.approx(ends[1], rel=0.03)


def square(documents: minimal.Docs) -> None:
    """Losses in proportion to the enemy alone, and an attack that costs both sides alike."""
    tunables = documents["rules/line.yaml"]["tunables"]
    for name, value in (("attrition_q", 0.0), ("attrition_p", 1.0), ("loss_ratio_lost", 1.0), ("attrition", 0.001)):
        tunables[name] = minimal.tunable(value)


def test_with_exponents_0_and_1_it_is_lanchesters_square_law() -> None:
    scenario = tables(square)
    draft = draft_of(scenario, opening(scenario, 4))
    strength = np.array([[[1000.0]], [[2000.0]]], np.float32)
    mode = np.array([[[0]], [[1]]])
    before = float(strength[1, 0, 0] ** 2 - strength[0, 0, 0] ** 2)
    for _ in range(100):
        strength = strength - combat._day_losses(draft, strength, mode)
    after = float(strength[1, 0, 0] ** 2 - strength[0, 0, 0] ** 2)
    assert strength[0, 0, 0] < 850
    assert after == pytest.approx(before, rel=2e-3)


def test_an_order_without_a_check_of_its_own_is_graded_by_that_of_its_act() -> None:
    scenario = tables(violent)
    row = scenario.roster.row("role", "russia") * 6
    for draw, taken in ((0.001, 1), (0.999, 0)):
        ruling = Ruling("draw", "umpire", 0, address=f"order_check:0:{row}", draw=draw)
        after = tick(scenario, opening(scenario, 4), order("russia", "ru_seize", sector="s02"), rulings=(ruling,)).state
        assert after.seizures[1].tolist() == [taken] * 4
