"""The engine's ticks beside the reference's: the same state, orders, answers and dice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.conformance import shipped
from tests.reference import careful, plain
from wargame.adjudication import combat
from wargame.adjudication.opening import settle
from wargame.adjudication.sequence import adjudicate
from wargame.dice import Dice
from wargame.simulate import plan_of, replies, turn_orders
from wargame.world.calendar import tick_lengths, turn_days
from wargame.world.orders import Orders
from wargame.world.state import WorldState, spread
from wargame.world.tables import Tables

Array = NDArray[Any]
WITHIN = 1e-5
"""How far fractions may differ: of their size, of 1, or of a tenth of a scale of points, whichever is most."""
WILD = 20_000
"""Violations in one sector of one side in a tick: where random orders drive fire beyond, shares of such counts are too
coarse in single precision to be rounded one by one."""


@dataclass(frozen=True, eq=False)
class Start:
    """A tick about to be worked out in some worlds.

    Attributes:
        answers: trigger row -> (R, W) what doctrines answered, of the triggers that were met.
    """

    state: WorldState
    orders: Orders | None
    answers: dict[int, Array]
    dice: Dice
    dt: int

    def engine(self, tables: Tables) -> WorldState:
        """The engine's next state; a trigger that was not met before gets the default answers."""

        def answers(state: WorldState, trigger: int, _fired: Array) -> Array:
            return self.answers.get(trigger, np.full((len(tables.seats), state.worlds), -1, np.int32))

        state, orders, dice = self.state, self.orders, self.dice
        return adjudicate(state, orders, (), tables, dice, dt_days=self.dt, replies=answers).state

    def plain(self, rules: plain.Rules, luck: Any, lane: int) -> Any:
        """The reference's world after the tick."""

        def answers(trigger: int, role: int) -> int:
            return int(self.answers[trigger][role, lane]) if trigger in self.answers else -1

        world = plain.world(self.state, lane)
        plain.tick(world, rules, luck, self.dt, given_in(self.orders, lane), answers)
        return world


def given_in(orders: Orders | None, lane: int) -> list[plain.Given] | None:
    """The orders of one world."""
    if orders is None:
        return None
    found = []
    for role, slot in zip(*np.nonzero(orders.kind[..., lane] >= 0), strict=True):
        rows = (int(getattr(orders, name)[role, slot, lane]) for name in ("kind", "level", "target", "place"))
        found.append(plain.Given(int(role), int(slot), *rows, float(orders.amount[role, slot, lane])))
    return found


def starts(
    of: Tables, worlds: int, turns: int, seed: int, dt: int = 7, *, doctrines: bool = False
) -> Iterator[tuple[Start, WorldState]]:
    """Ticks of play, and the engine's state after each.

    Args:
        doctrines: orders and answers are those of the doctrines, else any that are legal (`shipped.random_orders`).
    """
    dice, plan = shipped.dice(worlds, seed), plan_of(of)
    choose = replies(plan, dice) if doctrines else shipped.random_answers(of, np.random.default_rng(seed))
    state = settle(spread(of.start, worlds), of, dice) if doctrines else shipped.first_morning(of, worlds, seed)
    for turn in range(1, turns + 1):
        state = state.at_turn(turn)
        orders: Orders | None
        orders = turn_orders(plan, state, dice) if doctrines else shipped.random_orders(of, worlds, turn, seed)
        for days in tick_lengths(turn_days(of.turn_lengths["month"], turn), dt):
            start = Start(state, orders, {}, dice, days)

            def answers(now: WorldState, trigger: int, fired: Array, kept: dict[int, Array] = start.answers) -> Array:
                kept[trigger] = choose(now, trigger, fired)
                return kept[trigger]

            after = adjudicate(state, orders, (), of, dice, dt_days=days, replies=answers).state
            yield start, after
            state, orders = after, None


def battered(state: WorldState, of: Tables, seed: int) -> WorldState:
    """Worlds at war in which all is under way at once: offensives in every phase, empty stores, forces everywhere."""
    rng, arrays = np.random.default_rng(seed), {name: array.copy() for name, array in state.arrays.items()}
    for name, low, high in (
        ("attacking", 0, 3), ("pressing", 0, 1), ("war", 1, 1), ("regroup_days", 0, 20), ("seized_days", 0, 20),
        ("element_status", 0, 5), ("element_task", 0, 2), ("element_wait", 0, 30), ("element_days", 0, 400),
        ("element_rested", 0, 2), ("element_lost", 0, 40), ("stock", 0, 400), ("wounded", 0, 20_000),
        ("open_cases", 0, 2), ("case_days", 0, 60), ("civilian_toll", 0, 40), ("push", 0, 1), ("push_days", 0, 10),
        ("withdrawn", 0, 1), ("fortification", 0, 1), ("calm", 0, 1), ("heat", -2, 2), ("gauge", 0, 100),
        ("element_place", 0, of.roster.size("place") - 1), ("trigger_age", 0, 200), ("rung_quiet", 0, 90),
    ):  # fmt: skip
        array = arrays[name]
        whole = array.dtype.kind == "i"
        array[:] = rng.integers(low, high + 1, array.shape) if whole else rng.uniform(low, high, array.shape)
    arrays["regroup_days"][:] *= arrays["attacking"] == combat.REGROUPING
    arrays["element_rested"][:] = np.minimum(arrays["element_rested"], np.maximum(of.element_pool - 1, 0)[:, None])
    arrays["element_replaced"][:] = 0
    arrays["element_people"][:] = np.maximum(of.element_full[:, None] - arrays["element_lost"], 0)
    arrays["attack_start"][:] = arrays["troops"]
    arrays["attack_lost"][:] = arrays["troops"] * rng.uniform(0, 0.15, arrays["troops"].shape)
    arrays["troops"][:] = arrays["troops"] * rng.uniform(0.4, 1, arrays["troops"].shape)
    return WorldState(state.day, state.tick, state.turn, arrays)


def differences(world: Any, after: WorldState, lane: int, tables: Tables) -> list[str]:
    """Everything in which a world of the reference is not the engine's."""
    found = []
    if (world.day, world.tick) != (after.day, after.tick):
        found.append(f"day {world.day} and tick {world.tick}, not {after.day} and {after.tick}")
    for name, array in after.arrays.items():
        theirs = array[..., lane].astype(float)
        ours = np.array(getattr(world, name), float).reshape(theirs.shape)
        if array.dtype.kind == "f":
            near = WITHIN * np.maximum(_scale(name, tables) / 10, np.maximum(1, np.abs(theirs)))
        else:
            near = np.zeros(theirs.shape)
        wrong = ~(np.abs(ours - theirs) <= near)
        found += [
            f"{name}{[int(row) for row in cell]}: {theirs[cell]:.9g}, in plain Python {ours[cell]:.9g}"
            for cell in map(tuple, np.argwhere(wrong))
        ]
    return found


def _scale(name: str, tables: Tables) -> Array:
    """How long the scale is of what is measured in points, where large contributions may cancel out; else 0."""
    if name == "tracks":
        return tables.track_high - tables.track_low
    quantity = tables.registry.get(name)
    points = quantity is not None and quantity.unit == "points" and quantity.high <= 100
    return np.array(quantity.high - quantity.low if points and quantity else 0.0)


@dataclass
class Compared:
    """Ticks of worlds played, those left out because fire went wild, what nothing explains, and what explains the rest:
    decisions on the edge."""

    played: int = 0
    wild: int = 0
    wrong: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)


def compare(start: Start, after: WorldState, rules: plain.Rules, to: Compared) -> None:
    """Add all worlds of a tick to what has been compared."""
    dice = careful.Addressed(start.dice, start.state.day)
    wild = np.add.reduce(after.cfv_true, axis=1).max(axis=(0, 1)) > WILD
    for lane in range(start.state.worlds):
        to.played += 1
        if wild[lane]:
            to.wild += 1
            continue
        left, told = careful.explained(_play(start, after, rules, dice, lane))
        to.wrong += [f"day {start.state.day}, world {lane}: {what}" for what in left]
        to.turned += told


def _play(start: Start, after: WorldState, rules: plain.Rules, dice: careful.Addressed, lane: int) -> careful.Play:
    def play(turned: frozenset[careful.Turn]) -> tuple[list[str], dict[careful.Turn, str]]:
        luck = careful.Careful(dice, lane, turned)
        world = start.plain(rules, luck, lane)
        return differences(world, after, lane, rules.tables), luck.open

    return play
