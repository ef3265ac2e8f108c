"""In every shipped scenario all that is written does something: orders, injects, triggers, tracks, settings, numbers.

Content that can't happen, or a number that nothing reads, is a promise to designers that the engine breaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.conformance.shipped import (
    ANY,
    EVERY,
    SIZES,
    Tick,
    beside,
    dice,
    long_play,
    parameters,
    random_answers,
    random_orders,
    random_play,
    scenario,
    tables,
)  # fmt: skip
from tests.conformance.test_secrets import decisions
from wargame.adjudication.politics import strength
from wargame.adjudication.sequence import adjudicate
from wargame.quantities import ENGINE, NEVER_DAYS, STATUSES
from wargame.scenario.base import Tunable
from wargame.world.checks import link_value
from wargame.world.compile import compile_world
from wargame.world.observe import observe
from wargame.world.orderbook import compile_orders
from wargame.world.orders import OrderDoc, Orders
from wargame.world.readers import Reader
from wargame.world.state import WorldState
from wargame.world.tables import Tables

BOOKKEEPING = {"order_age", "waived", "waivers"}
"""What changes because an order was given, whatever it does."""
TOLD = {"track_told"}
"""Decides what a live game tells, and changes nothing."""
WORLDS = 48


@cache
def varied(name: str) -> WorldState:
    """Worlds from all over half a year of random play: in some of them, whatever an order needs is there."""
    ticks = long_play(name)[::4]
    parts = [tick.after.take(np.arange(n % 4, WORLDS, 4)) for n, tick in enumerate(ticks)]
    arrays = {key: np.concatenate([part.arrays[key] for part in parts], axis=-1) for key in parts[0].arrays}
    return WorldState(182, 26, 7, arrays)


def arbitrary_tracks(of: Tables, state: WorldState) -> WorldState:
    """The same worlds with tracks anywhere on their scales, and everything that can be held held for long."""
    low, high = of.track_low[:, None], of.track_high[:, None]
    share = np.random.default_rng(2).random(state.tracks.shape).astype(np.float32)
    arrays = {**state.arrays, "tracks": low + (high - low) * share, "held": np.full_like(state.held, 365)}
    return WorldState(state.day, state.tick, state.turn, arrays)


def arbitrary_settings(of: Tables, state: WorldState) -> WorldState:
    """The same worlds with settings at any of their levels: what takes half a year of bargaining is there, too."""
    rng = np.random.default_rng(3)
    levels = [rng.integers(0, len(of.roster.levels[name]), state.worlds) for name in of.roster.axes["setting"]]
    arrays = {**state.arrays, "settings": np.array(levels, state.settings.dtype).reshape(state.settings.shape)}
    return WorldState(state.day, state.tick, state.turn, arrays)


def copies(state: WorldState, times: int) -> WorldState:
    """The same worlds again and again, in one batch."""
    return state.take(np.tile(np.arange(state.worlds), times))


def weeks_later(of: Tables, states: WorldState, orders: Orders, times: int) -> dict[str, NDArray[Any]]:
    """Every array a week later, (..., times, worlds), under the same luck in every copy of the worlds."""
    worlds = states.worlds // times
    luck = dice(worlds, 3).take(np.tile(np.arange(worlds), times))
    end = adjudicate(states, orders, (), of, luck, dt_days=7).state
    return {key: array.reshape(*array.shape[:-1], times, worlds) for key, array in end.arrays.items()}


def apart(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.bool_]:
    """(times,) whether anything differs in any row and world."""
    different: NDArray[np.bool_] = (one != other).any(axis=-1)
    return different.any(axis=tuple(range(different.ndim - 1)))


def effects(of: Tables, state: WorldState, tries: list[list[OrderDoc]]) -> list[set[str]]:
    """What each of these sets of orders changes within a week, compared with no order at all."""
    found: list[set[str]] = []
    for first in range(0, len(tries), 32):
        some = tries[first : first + 32]
        given = [Orders.none(of.roster.size("role"), state.worlds)]
        given += [compile_orders(docs, of, state.worlds) for docs in some]
        end = weeks_later(of, copies(state, len(given)), beside(given), len(given))
        changes = {key: apart(array, array[..., :1, :])[1:] for key, array in end.items()}
        found += [{key for key, which in changes.items() if which[n]} for n in range(len(some))]
    return found


@EVERY
def test_every_order_does_something_at_every_level(name: str) -> None:
    """In some of the worlds, with some of what it asks for; looked for in few worlds first."""
    of, rng = tables(name), np.random.default_rng(4)
    idle = [(order, level) for order in of.orders for level in order.levels or ("",)]
    for worlds in (WORLDS // 4, WORLDS, WORLDS, WORLDS, WORLDS):
        tries = [
            [OrderDoc(of.roster.axes["role"][order.role], order.id, 7,
                      parameters(of, order, rng) | ({"level": level} if level else {}), order.visibilities[0])]
            for order, level in idle
        ]  # fmt: skip
        found = effects(of, varied(name).take(slice(0, None, WORLDS // worlds)), tries)
        idle = [one for one, changed in zip(idle, found, strict=True) if not changed - BOOKKEEPING]
    assert [f"{order.id} {level}" for order, level in idle] == []


@EVERY
def test_every_level_of_every_setting_makes_a_difference(name: str) -> None:
    """To what happens, to a gate, to what some doctrine orders, or by the effects of the order that sets it."""
    of, state = tables(name), varied(name).take(slice(None, None, 5))
    every = [(row, level) for row, setting in enumerate(of.roster.axes["setting"])
             for level in range(len(of.roster.levels[setting]))]  # fmt: skip
    unlike = {at: own_effects(of, *at) for at in every if at[1]}
    states = copies(state, len(every))
    settings = states.settings.copy()
    for n, (row, level) in enumerate(every):
        settings[row, n * state.worlds : (n + 1) * state.worlds] = level
    states = replace(states, arrays={**states.arrays, "settings": settings})
    for seed in range(3):
        orders = random_orders(of, state.worlds, 7, seed)  # whose gates look at settings
        end = weeks_later(of, states, beside([orders] * len(every)), len(every))
        for key, array in end.items():
            if key != "settings":
                for n, differs in enumerate(apart(array[..., 1:, :], array[..., :-1, :]), start=1):
                    if every[n][1]:
                        unlike[every[n]] |= bool(differs)
    names = of.roster.axes["setting"]
    idle = [at for at, was in unlike.items() if not was and not any(
        chosen(of, with_level(state, at[0], at[1] - 1), seed) != chosen(of, with_level(state, *at), seed)
        for seed in range(3))]  # fmt: skip
    assert [f"{names[row]}: {of.roster.levels[names[row]][level]} is as the one before" for row, level in idle] == []


def with_level(state: WorldState, row: int, level: int) -> WorldState:
    settings = state.settings.copy()
    settings[row] = level
    return WorldState(state.day, state.tick, state.turn, {**state.arrays, "settings": settings})


def own_effects(of: Tables, row: int, level: int) -> bool:
    """Whether some order that sets this level has effects of its own for it."""
    return any(
        act.setting == row and level in act.choice_levels
        and any(effect.level == act.choice_levels.index(level) for effect in order.effects)
        for order in of.orders for act in order.acts
    )  # fmt: skip


def chosen(of: Tables, state: WorldState, seed: int) -> object:
    """What every doctrine orders."""
    luck = dice(state.worlds, seed)
    return [decisions(of, observe(state, of, role, luck)) for role in of.roster.axes["role"]]


@EVERY
def test_every_trigger_is_met_and_every_answer_given_in_random_play(name: str) -> None:
    of = tables(name)
    met = np.logical_or.reduce([tick.after.trigger_fired.any(axis=-1) for tick in long_play(name)])
    given = np.logical_or.reduce([(tick.after.answer_share > 0).any(axis=-1) for tick in long_play(name)])
    assert [trigger for trigger, was in zip(of.roster.axes["trigger"], met, strict=True) if not was] == []
    assert [answer for answer, was in zip(of.roster.axes["answer"], given, strict=True) if not was] == []


def conditions_met(name: str, ticks: tuple[Tick, ...]) -> NDArray[np.bool_]:
    """(injects,) whether the condition held in any world and tick."""
    of = tables(name)
    return np.array([inject.condition is None or any(inject.condition(tick.after).any() for tick in ticks)
                     for inject in of.injects])  # fmt: skip


@EVERY
def test_every_inject_comes_about_or_is_controls_to_fire(name: str) -> None:
    of = tables(name)
    held = conditions_met(name, long_play(name))
    never = [inject.id for inject, met in zip(of.injects, held, strict=True) if not met]
    assert never == []
    by_hand = [inject.id for inject in of.injects if inject.condition is None]
    assert len(by_hand) < len(of.injects)
    delivered = (long_play(name)[-1].after.inject_age < NEVER_DAYS / 2).any(axis=-1)
    assert [one for one, was in zip(of.injects, delivered, strict=True) if not was and one.id not in by_hand] == []


@EVERY
def test_every_pre_emption_comes_about(name: str) -> None:
    of = tables(name)
    states = [tick.after for tick in long_play(name)]
    home = gone_home(of, varied(name))
    states += [adjudicate(home, None, (), of, dice(home.worlds, 3), dt_days=7).state]
    pre_empted = {inject.id: inject.preempted for inject in of.injects if inject.preempted}
    assert [one for one, read in pre_empted.items() if not any(read(state).any() for state in states)] == []


@EVERY
def test_every_track_is_moved_by_something(name: str) -> None:
    of, last = tables(name), long_play(name)[-1].after
    still = [track for row, track in enumerate(of.roster.axes["track"]) if np.ptp(last.tracks[row]) == 0]
    assert still == []


@EVERY
def test_every_quantity_of_the_engine_is_worked_out_or_given(name: str) -> None:
    """It differs between days and worlds, or the documents give each sector its own."""
    still = []
    for quantity in ENGINE:
        if quantity.name not in {"turn", "days"}:
            values = np.stack([tick.after.arrays[quantity.name] for tick in long_play(name)[::6]])
            if np.ptp(values) == 0:
                still.append(quantity.name)
    assert still == []


@EVERY
def test_every_rung_can_be_reached(name: str) -> None:
    """As many of its criteria can hold together as declare it, or let control confirm it."""
    of = tables(name)
    played = [tick.after for tick in long_play(name)]
    states = [*played, *(arbitrary_tracks(of, state) for state in played)]
    rungs = [(ladder, rung) for ladder in of.ladders for rung in ladder.rungs if rung.criteria]
    assert [f"{ladder.id} {rung.number}" for ladder, rung in rungs
            if not any(_declared(rung.criteria, ladder.needs, state) for state in states)] == []  # fmt: skip


def _declared(criteria: tuple[Reader, ...], needs: int, state: WorldState) -> bool:
    observed = np.add.reduce([reader(state).astype(np.int32) for reader in criteria], axis=0)
    return bool((observed >= max(1, min(needs, len(criteria)) - 1)).any())


# numbers


def violent(of: Tables, name: str) -> str:
    """What random play does with the first morning and with worlds in which much has happened, in one digest: a number
    that is read shows in it."""
    *_, opening = random_play(of, worlds=4, turns=1, seed=9)
    state = at_war(scattered(of, varied(name).take(slice(None, None, 5))))
    rng = np.random.default_rng(1)
    orders: Orders | None = random_orders(of, state.worlds, 7, 9)
    for _ in range(2):
        luck, answers = dice(state.worlds, 3), random_answers(of, rng)
        state = adjudicate(state, orders, (), of, luck, dt_days=7, replies=answers).state
        orders = None
    return opening.after.digest() + state.digest()


def scattered(of: Tables, state: WorldState) -> WorldState:
    """The same worlds, in every second of which force elements are in place anywhere on the map."""
    rng, arrays = np.random.default_rng(6), dict(state.arrays)
    for key, high in (("place", of.roster.size("place")), ("status", 1), ("task", 3)):
        changed = arrays[f"element_{key}"].copy()
        start = STATUSES.index("in_place") if key == "status" else 0
        changed[:, ::2] = start + rng.integers(0, high, changed[:, ::2].shape)
        arrays[f"element_{key}"] = changed
    return WorldState(state.day, state.tick, state.turn, arrays)


def gone_home(of: Tables, state: WorldState) -> WorldState:
    """The same worlds, with every element of the force at home."""
    gone = {"element_status": np.full_like(state.element_status, STATUSES.index("home"))}
    return WorldState(state.day, state.tick, state.turn, {**state.arrays, **gone})


def at_war(state: WorldState) -> WorldState:
    """The same worlds, in every second of which a war of some months goes on: armies of all strengths, offensives in
    all their phases, and few shells."""
    rng, arrays = np.random.default_rng(8), {name: array.copy() for name, array in state.arrays.items()}
    some = slice(None, None, 2)
    shape = arrays["attacking"][..., some].shape
    arrays["war"][some] = 1
    arrays["pressing"][:, some] = 1
    arrays["attacking"][..., some] = rng.integers(0, 4, shape)
    arrays["attack_start"][..., some] = arrays["troops"][..., some]
    arrays["troops"][..., some] = arrays["troops"][..., some] * rng.uniform(0.6, 1, shape)
    arrays["stock"][..., some] = rng.integers(0, 10_000, arrays["stock"][..., some].shape)
    return WorldState(state.day, state.tick, state.turn, arrays)


def elsewhere(number: Tunable) -> float:
    """Another value within the number's own range."""
    return number.low if number.value - number.low > number.high - number.value else number.high


class Noted(dict[str, float]):
    """Numbers that remember which of them were asked for."""

    def __init__(self, numbers: Mapping[str, float]) -> None:
        super().__init__(numbers)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> float:
        self.read.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, default)


@EVERY
@SIZES
def test_every_tunable_is_read_by_some_mechanism(name: str, full: bool) -> None:
    """What is asked for during play, is; whatever else there is must change the start or what happens, and at full size
    every number must."""
    of, noted = scenario(name), Noted(tables(name).tunables)
    usual = violent(replace(tables(name), tunables=noted), name)
    idle = []
    for one in of.rules.tunables:
        if full or one not in noted.read:
            other = compile_world(of, {f"rules.tunables.{one}": elsewhere(of.rules.tunables[one])})
            starts_alike = other.start.digest() == tables(name).start.digest()
            if starts_alike and violent(other, name) == usual:
                idle.append(one)
    assert idle == [one for one in idle if one in TOLD]


@EVERY
def test_every_number_of_every_check_counts(name: str) -> None:
    """Before the chance is cut off at 0 and 1. That each check is evaluated is the lint's business (`idle-check`)."""
    of, idle = tables(name), []
    states = [scattered(of, varied(name)), arbitrary_settings(of, arbitrary_tracks(of, varied(name)))]
    states += [tick.after for tick in long_play(name)[12::13]]
    for check in of.checks.values():
        usual = [link_value(check, state).tobytes() for state in states]
        without = [replace(check, base=check.base + 0.1)]
        without += [replace(check, terms=(*check.terms[:n], *check.terms[n + 1 :])) for n in range(len(check.terms))]
        for n, other in enumerate(without):
            if [link_value(other, state).tobytes() for state in states] == usual:
                idle.append(f"{check.name}: {check.terms[n - 1].text if n else 'base'}")
    assert idle == []


@EVERY
def test_every_coupling_pulls_somewhere(name: str) -> None:
    of, idle = tables(name), []
    states = [tick.after for tick in long_play(name)]
    states.append(arbitrary_settings(of, states[-1]))
    for coupling in of.couplings:
        sources = [coupling.read(state) for state in states]
        centre, scale = np.float32(coupling.centre), np.float32(coupling.scale)
        pulls = [strength(coupling.shape, source, centre, scale) for source in sources]
        if all(np.ptp(pull) == 0 for pull in pulls) and len({pull.tobytes() for pull in pulls}) == 1:
            idle.append(coupling.id)
    assert idle == []


@pytest.mark.soak
@EVERY
def test_every_other_number_changes_what_happens(name: str) -> None:
    of = scenario(name)
    parts = ("deaths", "civilian_deaths", "detect", "attribute")
    numbers = {f"rules.couplings.{one.id}.gain": one.gain for one in of.rules.couplings}
    numbers |= {f"rules.ladders.{one.id}.quiet_days": one.quiet_days for one in of.rules.ladders}
    for one in of.rules.violations:
        numbers |= {f"rules.violations.{one.id}.{part}": getattr(one, part) for part in parts}
    changes = {path: elsewhere(number) for path, number in numbers.items() if number.low < number.high}

    def year(compiled: Tables) -> str:
        *_, last = random_play(compiled, worlds=24, turns=12, seed=9)
        return last.after.digest()

    usual = year(tables(name))
    assert [path for path, value in changes.items() if year(compile_world(of, {path: value})) == usual] == []


@ANY
def test_what_does_nothing_is_found_out(name: str) -> None:
    """The tests above rest on these: a change shows, and no change does not."""
    of = tables(name)
    order = next(order for order in of.orders if order.effects and not order.takes)
    doc = OrderDoc(of.roster.axes["role"][order.role], order.id, 7, {}, order.visibilities[0])
    nothing, something = effects(of, varied(name), [[], [doc]])
    assert nothing == set()
    assert something & BOOKKEEPING
    other = compile_world(scenario(name), {"theory": "denial"})
    assert violent(of, name) == violent(compile_world(scenario(name)), name) != violent(other, name)
    noted = Noted(of.tunables)
    assert (noted["heat_sd"], noted.read) == (of.tunables["heat_sd"], {"heat_sd"})
