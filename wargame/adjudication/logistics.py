"""Forces on their way, and stocks: what is where, what it takes from elsewhere, and what is left in store.

An element waits until it is ready, travels, is in place, and returns; one that has stayed as long as it can is relieved
from its pool, or loses its effectiveness (`rotation.py`). Deliveries are what arrives, not what factories could make.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.adjudication import rotation
from wargame.adjudication.acts import FOLLOW_ON, HOME, IN_PLACE, MISSION, MOVING, NO_TASK, PREPARING, READY, RETURNING
from wargame.adjudication.draft import Draft, Why
from wargame.quantities import CAPABILITIES, DEPTHS, LAYERS, NEVER_DAYS, STATUSES, STOCKS
from wargame.world import why as whys
from wargame.world.tables import Tables

Array = NDArray[Any]
SHELLS, DRONES = STOCKS.index("shells"), STOCKS.index("drones")
LAYER_STOCKS = tuple(STOCKS.index(layer) for layer in LAYERS)
"""Shots in store of each layer of air defence."""


def travel(draft: Draft) -> None:
    """Elements get ready, move, arrive and come home: `element_status`, `_wait`, `_days` and `_task`.

    A wait that ends within the tick hands the days left over to what comes next, so that the tick's length does not
    matter.
    """
    status = draft.now.element_status
    in_place = status == IN_PLACE
    draft.set("element_days", (draft.now.element_days + np.float32(draft.dt)) * in_place)
    waiting = (status == PREPARING) | (status == MOVING) | (status == RETURNING)
    if waiting.any():
        status, wait = draft.edit("element_status"), draft.edit("element_wait")
        wait -= waiting * np.float32(draft.dt)
        # In this order an element can finish preparing and travelling in one tick.
        for before in (PREPARING, MOVING, RETURNING):
            done = (status == before) & (wait <= 0)
            for row in np.flatnonzero(done.any(axis=-1)):
                _move_on(draft, before, int(row), np.flatnonzero(done[row]))


def _move_on(draft: Draft, before: int, row: int, worlds: Array) -> None:
    """An element is done with waiting in some lanes; its wait is what it has been too long, 0 or below."""
    status, wait, task = draft.edit("element_status"), draft.edit("element_wait"), draft.edit("element_task")
    if before == PREPARING:
        stays = task[row, worlds] == FOLLOW_ON
        ready, going = worlds[stays], worlds[~stays]
        status[row, ready], wait[row, ready] = READY, 0
        status[row, going] = MOVING
        wait[row, going] += draft.tables.element_arrive_days[row]
    elif before == MOVING:
        draft.edit("element_days")[row, worlds] = -wait[row, worlds]
        status[row, worlds], wait[row, worlds] = IN_PLACE, 0
    else:
        status[row, worlds], task[row, worlds], wait[row, worlds] = HOME, NO_TASK, 0
        rotation.fill(draft, row, worlds)
    visible_to = draft.seers("element_status")
    for after in np.unique(status[row, worlds]):
        told = worlds[status[row, worlds] == after]
        why = _wait(draft, before, row)
        draft.note("element", told, ids={"status": STATUSES[after]}, visible_to=visible_to, why=why, element=int(row))


def _wait(draft: Draft, before: int, row: int) -> Why:
    """How long it takes to get ready, or to get there, or home."""
    tables, name = draft.tables, draft.tables.roster.axes["element"][row]
    field, days = "arrival_days", tables.element_arrive_days
    if before == PREPARING:
        field, days = "readiness_days", tables.element_ready_days
    return whys.rule(field, {"limit": float(days[row])}, draft.origin(f"forces.{name}.{field}"), element=name)


def take_stock(draft: Draft) -> None:
    """What the forces in place add up to: people, nations, density, reach, and what is missing elsewhere.

    Of observers, n effective per km bring `coverage` to n / (n + monitor_people) of what the check allows.
    """
    tables, now = draft.tables, draft.now
    status, task, people = now.element_status, now.element_task, now.element_people
    in_place = status == IN_PLACE
    mission = in_place & (task == MISSION)
    present = people * mission
    total = np.add.reduce(present, axis=0)
    draft.set("mission_people", total)
    effective = np.add.reduce(present * now.element_fitness, axis=0)
    draft.set("density", effective / np.float32(np.add.reduce(tables.km)))
    by_nation, first = _nations(tables)
    nations = np.logical_or.reduceat(present[by_nation] > 0, first, axis=0) if first.size else present[:0] > 0
    draft.set("mission_nations", np.add.reduce(nations, axis=0, dtype=np.int32))
    committed = status != HOME
    draft.set("nato_taken", np.add.reduce(tables.element_nato[:, None] * committed, axis=0))
    draft.set("buildup_taken", np.add.reduce(tables.element_buildup[:, None] * committed, axis=0))
    needed = np.add.reduce(present * tables.element_us_share[:, None], axis=0) / np.maximum(total, 1)
    draft.set("enabler_gap", needed * (1 - draft.check("enablers")))
    _follow_on(draft, status, task, people)
    by_place = _by_place(draft, people * in_place)
    draft.set("exposure", _spread(draft, by_place, np.array([draft.tunable(f"exposure_{depth}") for depth in DEPTHS])))
    watching = tables.element_does[:, CAPABILITIES.index("monitoring"), None]
    eyes = people * in_place * watching * now.element_fitness
    observers = _spread(draft, _by_place(draft, eyes), None) / tables.km[:, None]
    draft.set(
        "coverage", draft.check("coverage") * (observers / (observers + np.float32(draft.tunable("monitor_people"))))
    )


@lru_cache(maxsize=2)
def _nations(tables: Tables) -> tuple[Array, Array]:
    """Rows of the elements that have a nation, nation by nation, and where each nation begins."""
    order = np.argsort(tables.element_nation, kind="stable")
    order = order[tables.element_nation[order] >= 0]
    return order, np.flatnonzero(np.diff(tables.element_nation[order], prepend=-1))


def _follow_on(draft: Draft, status: Array, task: Array, people: Array) -> None:
    """Writes `follow_on_people`, who are ready or nearer, `follow_on_days`, the mean until a soldier of it is in
    place, and

    `follow_on_share` = min(1, people / required) x min(1, days of a fait accompli / days) (practice note 8.4).
    """
    tables = draft.tables
    assigned = task == FOLLOW_ON
    near = assigned & ((status == READY) | (status == MOVING) | (status == IN_PLACE))
    standing_by = np.add.reduce(people * near, axis=0)
    arrive, ready = tables.element_arrive_days[:, None], tables.element_ready_days[:, None]
    wait = np.maximum(draft.now.element_wait, 0)
    wait = wait + arrive * ((status == PREPARING) | (status == READY)) + (arrive + ready) * (status == HOME)
    counted = people * assigned
    total = np.add.reduce(counted, axis=0)
    days = np.add.reduce(counted * wait, axis=0) / np.maximum(total, 1)
    days += (total == 0) * np.float32(NEVER_DAYS)
    draft.set("follow_on_people", standing_by)
    draft.set("follow_on_days", days)
    enough = np.minimum(standing_by / np.float32(draft.tunable("follow_on_required")), 1)
    in_time = np.float32(max(draft.tunable("fait_accompli_days"), 1))
    draft.set("follow_on_share", enough * (in_time / np.maximum(days, in_time)))


def _by_place(draft: Draft, people: Array) -> dict[int, Array]:
    """Place row -> (W,) float32 people there, for the places where anybody is."""
    there: dict[int, Array] = {}
    place = draft.now.element_place
    for element in np.flatnonzero(people.any(axis=-1)):
        lies = place[element]
        rows = lies[:1] if (lies == lies[0]).all() else np.unique(lies[people[element] > 0])
        for row in rows:
            share = people[element] * (place[element] == row)
            there[int(row)] = there.get(int(row), 0) + share.astype(np.float32)
    return dict(sorted(there.items()))


def _spread(draft: Draft, by_place: dict[int, Array], depth_share: Array | None) -> Array:
    """(L, W) people spread over the sectors within reach of their place, weighted by the place's depth if asked."""
    tables = draft.tables
    spread = np.zeros((len(tables.km), draft.worlds), np.float32)
    for place, people in by_place.items():
        weight = tables.reach[place]
        if depth_share is not None:
            weight = weight * np.float32(depth_share[tables.place_depth[place]])
        spread += weight[:, None] * people
    return spread


def supply(draft: Draft) -> None:
    """Shells, drones and missiles, and shots of air defence arrive, and `fired` starts at 0: writes `stock`."""
    made = np.array(
        [[[draft.tunable(f"{name}_made_{side}")] for name in STOCKS] for side in (0, 1)], np.float32
    ) * np.float32(draft.dt)
    arriving = made * draft.check("delivery")[:, None] + draft.uniform("delivery", made.shape[:2])
    highest = np.int32(draft.tables.registry["stock"].high)
    draft.set("stock", np.minimum(draft.now.stock + arriving.astype(np.int32), highest))
    draft.count("fired")


def use(draft: Draft, side: int, stock: int, amount: Array) -> Array:
    """Take (W,) rounds from a side's store, as far as they are there; returns what was taken."""
    store = draft.edit("stock")
    taken: Array = np.minimum(amount, store[side, stock]).astype(np.int32)
    store[side, stock] -= taken
    draft.count("fired")[side, stock] += taken
    return taken
