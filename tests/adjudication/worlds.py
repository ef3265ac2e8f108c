"""A small line to try mechanisms on: the minimal scenario, with what a test wants to be different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.scenario import minimal
from wargame.adjudication import adjudicate
from wargame.adjudication.draft import Draft
from wargame.dice import Dice
from wargame.scenario.loader import load_texts
from wargame.world.compile import compile_world
from wargame.world.events import Ruling
from wargame.world.orderbook import compile_orders
from wargame.world.orders import OrderDoc
from wargame.world.outcome import Outcome
from wargame.world.state import WorldState
from wargame.world.tables import Tables

Array = NDArray[Any]
Change = Callable[[minimal.Docs], object]


@cache
def tables(change: Change | None = None) -> Tables:
    """The compiled minimal scenario; `change` (a named function) edits its documents first."""
    documents = minimal.documents()
    factors = documents["rules/line.yaml"]["checks"]["violation_rate"]["factors"]
    # The engine adds heat and push to this check by itself.
    factors[:] = [factor for factor in factors if factor["quantity"] not in {"heat", "push"}]
    if change is not None:
        change(documents)
    return compile_world(load_texts(minimal.texts(documents), minimal.MAIN))


def dice(worlds: int, seed: int = 7, first: int = 0) -> Dice:
    return Dice(seed, np.arange(first, first + worlds))


def opening(scenario: Tables, worlds: int, **arrays: Any) -> WorldState:
    """The start in so many worlds, some arrays filled with other values (spread over their shape)."""
    state = scenario.start.take(np.zeros(worlds, np.intp))
    return put(state, **arrays)


def put(state: WorldState, **arrays: Any) -> WorldState:
    """The same instant with other values in some arrays."""
    changed = dict(state.arrays)
    for name, value in arrays.items():
        old = changed[name]
        changed[name] = np.array(np.broadcast_to(np.asarray(value, old.dtype), old.shape))
    return WorldState(state.day, state.tick, state.turn, changed)


def in_place(scenario: Tables, state: WorldState, element: str, place: str, task: str = "mission") -> WorldState:
    """An element set down somewhere in every world."""
    row = scenario.roster.row("element", element)
    status, tasks, places = (state.arrays[f"element_{name}"].copy() for name in ("status", "task", "place"))
    status[row], tasks[row] = 4, ("none", "mission", "follow_on").index(task)
    places[row] = scenario.roster.row("place", place)
    return put(state, element_status=status, element_task=tasks, element_place=places)


def order(role: str, name: str, visibility: str = "public", **parameters: str | float) -> OrderDoc:
    return OrderDoc(role=role, order=name, turn=1, parameters=parameters, visibility=visibility)


def tick(
    scenario: Tables, state: WorldState, *orders: OrderDoc, dt: int = 7, seed: int = 7, first: int = 0,
    rulings: Sequence[Ruling] = (), **more: Any,
) -> Outcome:  # fmt: skip
    """One tick, with orders if there are any."""
    given = compile_orders(orders, scenario, state.worlds) if orders else None
    return adjudicate(state, given, tuple(rulings), scenario, dice(state.worlds, seed, first), dt_days=dt, **more)


def live(scenario: Tables, state: WorldState | None = None, *orders: OrderDoc, **more: Any) -> Outcome:
    """One tick of a live game: four identical lanes."""
    state = scenario.start if state is None else state.take(np.zeros(4, np.intp))
    given = compile_orders(orders, scenario, 4) if orders else None
    same = Dice(more.pop("seed", 7), np.zeros(4, np.int64))
    rulings = tuple(more.pop("rulings", ()))
    return adjudicate(state, given, rulings, scenario, same, dt_days=more.pop("dt", 7), live=True, **more)


def draft_of(scenario: Tables, state: WorldState, dt: int = 7, **more: Any) -> Draft:
    """A tick that has only just begun."""
    return Draft(state, scenario, dice(state.worlds), dt=dt, **more)


def run(scenario: Tables, state: WorldState, ticks: int, dt: int = 7, seed: int = 7, **more: Any) -> list[WorldState]:
    """The states after each of so many ticks without orders."""
    states = []
    for _ in range(ticks):
        state = tick(scenario, state, dt=dt, seed=seed, **more).state
        states.append(state)
    return states


def violent(documents: minimal.Docs) -> None:
    """An order for every act, an air element, and a coalition that is hit often."""
    politics, line = documents["rules/politics.yaml"], documents["rules/line.yaml"]
    side = {"side": "russia"}

    def strong() -> dict[str, Any]:
        return {"side": "russia", "strength": minimal.tunable(0.5)}

    def add(name: str, role: str, mechanism: dict[str, Any], **more: Any) -> None:
        politics["orders"].append(
            {
                "id": name, "role": role, "title": minimal.text(name), "help": minimal.text(name),
                "visibility": ["public", "closed", "deniable"], "cost": {"attention": 0}, "mechanisms": [mechanism],
                **more,
            }
        )  # fmt: skip

    add("ru_test", "russia", {"act": "attack_force", **strong()})
    add("ru_seize", "russia", {"act": "assault", **side}, parameters=[{"name": "sector"}])
    add("ru_offensive", "russia", {"act": "offensive", **side}, parameters=[{"name": "area"}])
    add("ru_fortify", "russia", {"act": "fortify", **strong()}, parameters=[{"name": "sector"}])
    add("ru_thin", "russia", {"act": "thin", **strong()})
    add("ru_truce", "russia", {"act": "truce", "strength": minimal.tunable(0.5)})
    add("co_ready", "coalition", {"act": "ready"}, parameters=[{"name": "element"}])
    add("co_move", "coalition", {"act": "redeploy"}, parameters=[{"name": "element"}, {"name": "place"}])
    add("co_deploy", "coalition", {"act": "deploy"}, parameters=[{"name": "element"}])
    add("co_withdraw", "coalition", {"act": "withdraw"}, parameters=[{"name": "element"}])
    levels = ["none", "ambiguous", "explicit"]
    labels = {level: minimal.text(level) for level in levels}
    add(
        "co_declare", "coalition", {"act": "declare"},
        parameters=[{"name": "trigger"}, {"name": "level", "choices": levels, "labels": labels}],
    )  # fmt: skip
    add("co_inform", "coalition", {"act": "inform"})
    add("co_dare", "coalition", {"act": "set", "setting": "roe", "to": "c"}, check="recapture_check")
    amount = {"name": "amount", "low": 0.0, "high": 10.0}
    add("co_pay", "coalition", {"act": "inform"}, parameters=[amount], effects=[minimal.effect("trust", 8.0)])
    for role in documents[minimal.MAIN]["roles"]:
        role["attention"] = 6
    option = next(option for option in documents["forces/options.yaml"]["options"] if option["id"] == "uk_brigade")
    aircraft = deepcopy({**option, "id": "f35", "short": "f35", "kind": "air"})
    documents["forces/options.yaml"]["options"].append(aircraft)
    for check, base in (("contact", 2.0), ("contact_hit", 0.3), ("air_contact", 0.2), ("attack_force", 0.7)):
        line["checks"][check]["base"] = minimal.tunable(base, line["checks"][check]["base"]["unit"], 0.2)
    line["tunables"]["attrition"] = minimal.tunable(0.003, "people/day")
