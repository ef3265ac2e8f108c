"""A scenario's tables as plain Python: lists, floats, and a function for every formula of the rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from tests.reference import formulas, windows
from wargame.adjudication.contact import UNARMED
from wargame.quantities import CAPABILITIES, DEPTHS, ENGINE, GAUGES, PARTS, STATUSES, STOCKS, TASKS
from wargame.world.tables import CompiledCheck, Tables

HOME, PREPARING, READY, MOVING, IN_PLACE, RETURNING = range(len(STATUSES))
NO_TASK, MISSION, FOLLOW_ON = range(len(TASKS))
SHELLS, DRONES = STOCKS.index("shells"), STOCKS.index("drones")
FLOWS = tuple(quantity.name for quantity in ENGINE if quantity.kind == "flow")
WIDEST = 87.0
"""Exponents act as at most this: e to the power 87 is about the largest number in single precision."""
World = Any
"""One world: nested lists of numbers named after the arrays of `WorldState`, `day`, `turn`, and what a tick needs."""


class Rules:
    """Everything of a scenario that does not change in play.

    `t` holds the tunables; tables of numbers are lists named as in `Tables`.
    """

    km: list[float]
    area: list[int]
    heat_base: list[list[float]]
    class_share: list[list[float]]
    class_deaths: list[float]
    class_civilians: list[float]
    class_detect: list[float]
    class_attribute: list[float]
    class_heavy: list[float]
    class_fire: list[float]
    place_depth: list[int]
    element_role: list[int]
    element_nation: list[int]
    element_home: list[int]
    element_station: list[int]
    element_ready_days: list[float]
    element_arrive_days: list[float]
    element_sustain_days: list[float]
    element_nato: list[float]
    element_buildup: list[float]
    element_us_share: list[float]
    element_pool: list[float]
    reach: list[list[float]]
    track_low: list[float]
    track_high: list[float]
    track_rest: list[float]
    track_rate: list[float]
    answers_honour: list[float]
    boxes: list[list[list[float]]]

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.t = dict(tables.tunables)
        for name in Rules.__annotations__:
            setattr(self, name, getattr(tables, name).tolist())
        self.sectors, self.kinds, self.elements = len(self.km), len(self.class_deaths), len(self.element_role)
        self.watching = [float(does[CAPABILITIES.index("monitoring")]) for does in tables.element_does.tolist()]
        self.rivals = tables.element_rivals
        self.air = [row for row, kind in enumerate(tables.element_kind) if kind == "air"]
        self.armed = [kind != UNARMED for kind in tables.element_kind]
        self.depth_share = [self.t[f"exposure_{depth}"] for depth in DEPTHS]
        self.place_share = [self.depth_share[depth] for depth in self.place_depth]
        start: list[list[int]] = tables.start.troops[..., 0].tolist()
        self.troops_at_start = start
        self.authorised = [
            [int(people * formulas.single(self.t[f"authorised_{side}"])) for people in start[side]] for side in (0, 1)
        ]
        self.high = {name: quantity.high for name, quantity in tables.registry.items()}
        self.low = {name: quantity.low for name, quantity in tables.registry.items()}
        self.theory, self.side_role = tables.theory, tables.side_role
        self.roles = tables.roster.size("role")
        settings = tables.roster.axes["setting"]
        self.operation = settings.index("operation") if "operation" in settings else -1
        self._formulas(tables)

    def _formulas(self, tables: Tables) -> None:
        """Every condition, quantity and check of the rules as a function of a world."""
        self.checks = {name: check_of(check) for name, check in tables.checks.items()}
        self.axes = {name: check.axes for name, check in tables.checks.items()}
        self.gauges = [f"gauge_{name}" for name in GAUGES]
        self.parts = PARTS
        self.outcomes = tables.outcomes
        self.couplings = [(coupling, value_of(coupling.read)) for coupling in tables.couplings]
        self.orders = [(order, [(gate, value_of(gate.read)) for gate in order.gates]) for order in tables.orders]
        self.injects = [(inject, maybe(inject.condition), maybe(inject.preempted)) for inject in tables.injects]
        self.triggers = [(trigger, value_of(trigger.condition)) for trigger in tables.triggers]
        self.answer_effects = tables.answer_effects
        self.ladders = [
            (ladder, [(rung, [value_of(c) for c in rung.criteria], maybe(rung.off_ramp)) for rung in ladder.rungs])
            for ladder in tables.ladders
        ]
        self.windows = [(value_of(read), kind) for read, _, kind in tables.windows]
        self.held = [value_of(read) for read in tables.held]

    def link(self, name: str, w: World) -> Any:
        """A check where its factors add up: a number, or lists nested by its axes."""
        return self.checks[name][0](w)

    def check(self, name: str, w: World) -> Any:
        """A check on its natural scale: a chance, a rate, or a share."""
        linked, link, depth = self.checks[name]
        return _deep(link, linked(w), depth)


def _deep(link: Callable[[float], float], value: Any, depth: int) -> Any:
    if not depth:
        return link(value)
    if depth == 1:
        return [link(one) for one in value]
    return [_deep(link, one, depth - 1) for one in value]


Check = tuple[Callable[[World], Any], Callable[[float], float], int]


def check_of(check: CompiledCheck) -> Check:
    """What gives a check's link value, what brings that to the natural scale, and how many axes there are."""
    made: dict[str, Any] = {}
    exec(formulas.scalar_check(check), _NAMES, made)
    return made["link_value"], LINKS[check.link], len(check.axes)


def value_of(read: Any) -> Callable[[World], Any]:
    """What a reader of the rules says of a world: a number, or yes or no."""
    made: Callable[[World], Any] = eval(f"lambda w: {formulas.scalar(read)}", _NAMES)
    return made


def maybe(read: Any) -> Callable[[World], Any] | None:
    return None if read is None else value_of(read)


def exp(x: float) -> float:
    return math.exp(min(x, WIDEST))


def logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x)) if x > -WIDEST else 0.0


def within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _unit(x: float) -> float:
    return within(x, 0.0, 1.0)


LINKS: dict[str, Callable[[float], float]] = {"logit": logistic, "log": exp, "share": _unit}


def begin(w: World, *names: str) -> None:
    """Flows of this tick count from 0, once a mechanism begins to count them; until then the last tick's are read."""
    for name in names:
        if name not in w.fresh:
            old = getattr(w, name)
            setattr(w, name, _nothing(old))
            w.fresh.add(name)


def _nothing(value: Any) -> Any:
    return [_nothing(one) for one in value] if isinstance(value, list) else 0


def use(w: World, side: int, stock: int, amount: int) -> int:
    """Take rounds from a side's store, as far as they are there; returns what was taken."""
    taken: int = min(amount, w.stock[side][stock])
    w.stock[side][stock] -= taken
    w.fired[side][stock] += taken
    return taken


def total(rows: Sequence[Sequence[float]]) -> float:
    return sum(sum(row) for row in rows)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


_NAMES = {"share": _share, "mean": _mean, "total_over": windows.total_over, "change_over": windows.change_over}
