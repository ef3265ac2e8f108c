from __future__ import annotations

import numpy as np
import pytest

from tests.adjudication.worlds import dice, in_place, opening, order, put, run, tables, tick, violent
from tests.scenario import minimal
from wargame.adjudication import adjudicate
from wargame.quantities import ENGINE
from wargame.world.orderbook import compile_orders
from wargame.world.orders import Orders
from wargame.world.state import WorldState
from wargame.world.tables import Tables

FIELDS = ("kind", "level", "target", "place", "amount", "visibility")
FLOWS = [quantity for quantity in ENGINE if quantity.kind == "flow"]


def busy(scenario: Tables, worlds: int) -> WorldState:
    """Forces in place, a follow-on force that is ready, an open case, a seizure that stands."""
    state = opening(scenario, worlds, open_cases=1, case_days=3, push=0.5)
    state = in_place(scenario, state, "uk_brigade", "near-one")
    state = in_place(scenario, state, "f35", "hub-one")
    return put(state, seized_days=np.eye(2, 6)[:, :, None])


def war(scenario: Tables, worlds: int) -> Orders:
    """A turn full of violence in every third world, one attack in the next, peace in the third."""
    recapture = order("ukraine", "ua_recapture", sector="s01")
    violence = [
        order("russia", "ru_test", "deniable"), order("russia", "ru_seize", sector="s03"),
        order("russia", "ru_offensive", area="east"), recapture,
        order("netherlands", "nl_deploy", element="nl_13", place="rear-one"),
    ]  # fmt: skip
    peace = [order("coalition", "co_answer", party="russia"), order("russia", "ru_truce")]
    turns = [
        compile_orders(docs, scenario, worlds) for docs in (violence, [order("russia", "ru_test"), recapture], peace)
    ]
    which = np.arange(worlds) % 3
    return Orders(*(np.choose(which, [getattr(turn, name) for turn in turns]) for name in FIELDS))


def take(orders: Orders, rows: np.ndarray) -> Orders:
    return Orders(*(np.ascontiguousarray(getattr(orders, name)[..., rows]) for name in FIELDS))


def test_inputs_are_never_written() -> None:
    scenario = tables(violent)
    state = busy(scenario, 8)
    before = state.digest()
    start = scenario.start.digest()
    adjudicate(state, war(scenario, 8), (), scenario, dice(8), dt_days=7)
    assert state.digest() == before
    assert scenario.start.digest() == start


@pytest.mark.parametrize("rows", [[0, 1], [4, 1, 7], [5, 2, 9, 11], list(range(16, 48))])
def test_a_world_alone_is_the_same_world_in_a_batch(rows: list[int]) -> None:
    scenario, worlds = tables(violent), 64
    state, chosen = busy(scenario, worlds), np.array(rows)
    part = state.take(chosen)
    orders = war(scenario, worlds)
    for number in range(5):
        given = orders if number in {0, 3} else None
        state = adjudicate(state, given, (), scenario, dice(worlds), dt_days=7).state
        some = take(given, chosen) if given else None
        part = adjudicate(part, some, (), scenario, dice(worlds).take(chosen), dt_days=7).state
        assert part.digest() == state.take(chosen).digest()
    assert len({state.digest(lane) for lane in range(worlds)}) > worlds // 2, "worlds that are all alike prove nothing"


def test_nothing_but_the_dice_makes_worlds_differ() -> None:
    scenario = tables(violent)
    one, again, other = (tick(scenario, busy(scenario, 8), seed=seed).state.digest() for seed in (3, 3, 4))
    assert one == again
    assert one != other


def test_levels_stay_in_range_and_people_add_up_through_a_war() -> None:
    scenario, worlds = tables(violent), 64
    state = busy(scenario, worlds)
    for number in range(16):
        given = war(scenario, worlds) if number % 4 == 0 else None
        state = adjudicate(state, given, (), scenario, dice(worlds), dt_days=7).state
        for quantity in ENGINE:
            if quantity.name in state.arrays:
                values = state.arrays[quantity.name]
                assert np.isfinite(values).all(), quantity.name
                assert (values >= quantity.low).all(), quantity.name
                assert (values <= quantity.high).all(), quantity.name
        assert (state.tracks >= scenario.track_low[:, None]).all()
        assert (state.tracks <= scenario.track_high[:, None]).all()
        missing = state.element_lost - state.element_replaced
        assert (state.element_people + missing == scenario.element_full[:, None]).all()
        assert (missing >= 0).all()
    assert state.element_lost.sum() > 0, "nobody was hit, so the law was not tried"
    assert state.killed.min() >= 0


def test_what_happened_in_one_tick_is_not_counted_again_in_the_next() -> None:
    scenario = tables(violent)
    clean = busy(scenario, 8)
    stale = put(clean, **{quantity.name: 1 for quantity in FLOWS})
    after, after_stale = tick(scenario, clean).state, tick(scenario, stale).state
    for quantity in FLOWS:
        assert (after.arrays[quantity.name] == after_stale.arrays[quantity.name]).all(), quantity.name


def steady(documents: minimal.Docs) -> None:
    """Violent, and what pulls on tension adds up over days: a bent shape of a daily count is not a weekly one."""
    violent(documents)
    coupling = documents["rules/politics.yaml"]["couplings"][0]
    coupling["shape"], coupling["scale"] = "linear", 1000.0


def test_days_and_weeks_agree_on_what_is_usual() -> None:
    scenario, worlds, weeks = tables(steady), 1024, 6
    start = in_place(scenario, opening(scenario, worlds, calm=0.8, push=0.4), "uk_brigade", "near-one")
    totals = {}
    for dt in (1, 7):
        states = run(scenario, start, weeks * 7 // dt, dt)
        totals[dt] = {
            "violations": np.mean([state.cfv_true.sum(axis=(0, 1, 2)) for state in states]) / dt,
            "recorded": np.mean([state.cfv_recorded.sum(axis=(0, 1)) for state in states]) / dt,
            "killed": states[-1].killed.mean(),
            "hit": states[-1].element_lost.sum(axis=0).mean(),
            "consent": states[-1].gauge[0].mean(),
            "calm": states[-1].calm.mean(),
            "hazard": states[-1].hazard.mean(),
            "trust": states[-1].tracks[scenario.roster.row("track", "trust")].mean(),
        }
    for name, weekly in totals[7].items():
        # Casualties are heavy-tailed and few: their means carry more noise than the rest.
        assert totals[1][name] == pytest.approx(weekly, rel=0.1 if name == "hit" else 0.03), name


def test_a_batch_can_keep_records_sorted_by_world() -> None:
    scenario, worlds = tables(violent), 32
    state = busy(scenario, worlds)
    outcome = adjudicate(
        state, war(scenario, worlds), (), scenario, dice(worlds, first=100), dt_days=7, want_events=True
    )
    records = outcome.records
    assert records is not None
    assert (np.diff(records["world"]) >= 0).all()
    assert set(records["world"]) <= set(range(100, 132))
    assert {"order", "coalition_hit", "offensive"} <= set(records["code"])
    assert outcome.events == ()
    assert adjudicate(state, None, (), scenario, dice(worlds), dt_days=7).records is None
