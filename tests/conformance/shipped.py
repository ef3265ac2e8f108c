"""Every scenario in `scenarios/`, with no list of exceptions, and play at random: whatever is legal may be ordered.

Each scenario is loaded, compiled and played once, and all tests look at that (`EVERY` keeps them together). What takes
long has a small size, which always runs, and its full one among the soaks (`SIZES`).

Random play reaches what doctrines never do: every order with every parameter, every answer at a moment of truth. A
law that holds in it holds for people too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import BaseModel

from wargame.adjudication.opening import settle
from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.places import scenarios_dir
from wargame.quantities import ENGINE
from wargame.scenario import load
from wargame.scenario.base import Tunable
from wargame.scenario.document import Scenario
from wargame.world.calendar import tick_lengths, turn_days
from wargame.world.compile import compile_world
from wargame.world.orderbook import choices, compile_orders
from wargame.world.orders import SLOTS, OrderDoc, Orders
from wargame.world.state import WorldState, spread
from wargame.world.tables import CompiledOrder, Tables

Array = NDArray[Any]
Random = np.random.Generator
SCENARIOS = sorted(path.name for path in scenarios_dir().glob("*.yaml"))
SOAK = pytest.mark.soak
EVERY = pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in SCENARIOS])
"""All of them, the tests of one in the same process."""
ANY = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.xdist_group(name), *([SOAK] if n else [])])
             for n, name in enumerate(SCENARIOS)],
)  # fmt: skip
"""For tests of the checks themselves: one of them, and the others in the soak."""
SIZES = pytest.mark.parametrize("full", [pytest.param(False, id="small"), pytest.param(True, id="full", marks=SOAK)])
FIELDS = ("kind", "level", "target", "place", "amount", "visibility")
FLOWS = frozenset(quantity.name for quantity in ENGINE if quantity.kind == "flow")


@cache
def scenario(name: str) -> Scenario:
    return load(str(scenarios_dir() / name))


@cache
def tables(name: str) -> Tables:
    return compile_world(scenario(name))


def dice(worlds: int, seed: int) -> Dice:
    return Dice(seed, np.arange(worlds))


def first_morning(of: Tables, worlds: int, seed: int) -> WorldState:
    """The start, with every trigger declared, so that random play meets them."""
    state = spread(of.start, worlds)
    declared = np.full_like(state.trigger_declared, 2)
    return settle(WorldState(0, 0, 1, {**state.arrays, "trigger_declared": declared}), of, dice(worlds, seed))


# orders at random


def parameters(of: Tables, order: CompiledOrder, rng: Random) -> dict[str, str | float]:
    """Something legal for everything that an order asks for; a place is sometimes left out."""
    given: dict[str, str | float] = {}
    for name in order.takes:
        if name == "amount":
            given[name] = float(rng.uniform(*order.amounts))
        elif name != "place" or "element" not in order.takes or rng.random() < 0.5:
            given[name] = str(rng.choice(choices(order, name, of)))
    return given


def legal_orders(of: Tables, role: str, turn: int, rng: Random) -> list[OrderDoc]:
    """What a seat may give in a turn: different orders, as far as its attention goes."""
    row = of.roster.row("role", role)
    own = [order for order in of.orders if order.role == row]
    left, docs = of.attention[row], []
    for number in rng.permutation(len(own)):
        order = own[number]
        if order.attention <= left and len(docs) < SLOTS:
            left -= order.attention
            openness = str(rng.choice(order.visibilities))
            docs.append(OrderDoc(role, order.id, turn, parameters(of, order, rng), openness))
    return docs


def random_orders(of: Tables, worlds: int, turn: int, seed: int) -> Orders:
    """Legal orders from every seat: in every second world new ones every turn, in the others the same ones again and
    again, which drives tracks to their ends."""
    return beside([_ordered(of, world, turn * (world % 2), seed) for world in range(worlds)])


def beside(each: Sequence[Orders]) -> Orders:
    """The worlds of one after those of the other."""
    return Orders(*(np.concatenate([getattr(one, name) for one in each], axis=-1) for name in FIELDS))


_given: WeakKeyDictionary[Tables, dict[tuple[int, int, int], Orders]] = WeakKeyDictionary()


def _ordered(of: Tables, world: int, turn: int, seed: int) -> Orders:
    """One world's orders, drawn once."""
    known = _given.setdefault(of, {})
    if (world, turn, seed) not in known:
        rng = np.random.default_rng([seed, world, turn])
        docs = [doc for role in of.roster.axes["role"] for doc in legal_orders(of, role, max(turn, 1), rng)]
        known[world, turn, seed] = compile_orders(docs, of, 1)
    return known[world, turn, seed]


def random_answers(of: Tables, rng: Random) -> Callable[[WorldState, int, Array], Array]:
    """Any answer that a decider may give."""

    def answers(state: WorldState, trigger: int, fired: Array) -> Array:
        given = np.full((len(of.seats), state.worlds), -1, np.int32)
        met = of.triggers[trigger]
        for role, options in zip(met.deciders, met.options, strict=True):
            given[role] = rng.choice(options, state.worlds)
        return given

    return answers


@dataclass(frozen=True)
class Tick:
    """One tick of random play: the state it started from, its orders on the first of a turn, and the state after."""

    before: WorldState
    orders: Orders | None
    after: WorldState


def random_play(of: Tables, worlds: int, turns: int, seed: int, dt: int = 7) -> Iterator[Tick]:
    """Play with legal orders from every seat (`random_orders`) and any answers."""
    rng = np.random.default_rng(seed)
    state = first_morning(of, worlds, seed)
    for turn in range(1, turns + 1):
        state = state.at_turn(turn)
        orders: Orders | None = random_orders(of, worlds, turn, seed)
        for days in tick_lengths(turn_days(of.turn_lengths["month"], turn), dt):
            answers = random_answers(of, rng)
            after = adjudicate(state, orders, (), of, dice(worlds, seed), dt_days=days, replies=answers).state
            yield Tick(state, orders, after)
            state, orders = after, None


@cache
def long_play(name: str) -> tuple[Tick, ...]:
    """Three quarters of a year of random play in some dozens of worlds, which several tests look at."""
    return tuple(random_play(tables(name), worlds=48, turns=9, seed=5))


# numbers at random

Node = TypeVar("Node")


def shaken(node: Node, rng: Random) -> Node:
    """The documents with every sourced number somewhere in its own range."""
    if isinstance(node, Tunable):
        return node.model_copy(update={"value": float(rng.uniform(node.low, node.high))})
    if isinstance(node, BaseModel):
        parts = {key: shaken(value, rng) for key, value in node}
        return node.model_copy(update=parts)
    if isinstance(node, dict):
        return type(node)({key: shaken(value, rng) for key, value in node.items()})
    if isinstance(node, list | tuple):
        return type(node)(shaken(value, rng) for value in node)
    return node


def shaken_tables(name: str, rng: Random) -> Tables:
    """The compiled scenario with every sourced number drawn from its range."""
    plain = scenario(name)
    return compile_world(
        replace(plain, rules=shaken(plain.rules, rng), forces=shaken(plain.forces, rng),
                document=shaken(plain.document, rng))
    )  # fmt: skip


# what is never so


def lawless(of: Tables, state: WorldState) -> list[str]:
    """Everything in a state that no state may be: numbers that are none, or lie outside their declared range."""
    wrong = []
    for name, values in state.arrays.items():
        quantity = of.registry.get(name)
        if not np.isfinite(values).all():
            wrong.append(f"{name} holds what is no number")
        elif quantity and not ((values >= quantity.low) & (values <= quantity.high)).all():
            wrong.append(f"{name} runs from {values.min():g} to {values.max():g}, out of its range")
    low, high = of.track_low[:, None], of.track_high[:, None]
    strayed = np.flatnonzero(((state.tracks < low) | (state.tracks > high)).any(axis=1))
    wrong += [f"track {of.roster.axes['track'][row]} is out of its range" for row in strayed]
    for row, setting in enumerate(of.roster.axes["setting"]):
        if state.settings[row].min() < 0 or state.settings[row].max() >= len(of.roster.levels[setting]):
            wrong.append(f"setting {setting} has no such level")
    if (state.element_people + state.element_lost - state.element_replaced != of.element_full[:, None]).any():
        wrong.append("people of the elements do not add up")
    there = state.troops.sum(axis=1) + state.wounded + state.invalided + state.killed - state.recruited
    if (there != of.start.troops[..., :1].sum(axis=1)).any():
        wrong.append("soldiers do not add up to those of the start")
    hurt = state.coalition_killed + state.coalition_wounded
    if (np.add.reduce(state.element_lost, axis=0) != hurt).any():
        wrong.append("who was hit is not who was killed or wounded")
    reported = state.cfv_recorded.sum(axis=0) + state.cfv_unattributed + state.cfv_false
    if (reported != state.cfv_reported).any():
        wrong.append("the observers' report does not add up")
    if (state.cfv_recorded.sum(axis=0) + state.cfv_unattributed > state.cfv_true.sum(axis=(0, 1))).any():
        wrong.append("more was recorded than happened")
    return wrong


def unaccounted(before: WorldState, after: WorldState) -> list[str]:
    """Totals that a tick did not conserve."""
    wrong = []
    totals = {
        "troops": (before.troops.sum(axis=1) - after.losses + after.arrivals, after.troops.sum(axis=1)),
        "killed": (before.killed + after.deaths, after.killed),
        "civilians_killed": (before.civilians_killed + after.civilian_deaths, after.civilians_killed),
        "coalition_killed": (before.coalition_killed + after.killed_now, after.coalition_killed),
        "coalition_wounded": (before.coalition_wounded + after.wounded_now, after.coalition_wounded),
        "waivers": (before.waivers + after.waived, after.waivers),
    }
    wrong += [f"{name} do not add up" for name, (expected, found) in totals.items() if (expected != found).any()]
    if (after.stock + after.fired < before.stock).any():
        wrong.append("rounds vanished from the stocks")
    if (after.rung_peak < after.rung).any() or (after.rung_peak < before.rung_peak).any():
        wrong.append("rung_peak is not the highest rung")
    return wrong
