"""Rules and scenario as arrays without the worlds axis: compiled once, shared by every world and process.

Strings end here. A mechanism finds a row by its name in the `Roster` once, at compile time; at run time it only sees
row numbers. Float tables are float32, index tables int32, and all are read-only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.quantities import Quantity
from wargame.world.checks import CompiledCheck, Term
from wargame.world.conditions import Condition
from wargame.world.orders import CompiledDoctrine
from wargame.world.readers import Reader
from wargame.world.roster import Roster
from wargame.world.state import WorldState

__all__ = [
    "CompiledAct", "CompiledCheck", "CompiledCoupling", "CompiledEffect", "CompiledGate", "CompiledInject",
    "CompiledLadder", "CompiledOrder", "CompiledRung", "CompiledTrigger", "Reader", "Roster", "Tables", "Term",
]  # fmt: skip

Array = NDArray[Any]


@dataclass(frozen=True)
class CompiledEffect:
    """An impulse on a track row, by order level (-1: any), with its delay."""

    track: int
    delta: float
    after_days: int
    for_days: int
    level: int
    origin: str


@dataclass(frozen=True)
class CompiledGate:
    """A condition behind one of the three doors; the order's `level` for which it counts, or -1: any."""

    id: str
    door: str
    read: Condition
    level: int
    waived: tuple[CompiledEffect, ...]


@dataclass(frozen=True)
class CompiledAct:
    """A mechanism of an order or inject: `act` is a key of `wargame.adjudication.acts`."""

    act: str
    setting: int
    level: int
    """Fixed target level of `set`, or -1: the order's level choice (mapped by `choice_levels`)."""
    choice_levels: tuple[int, ...]
    """Order level choice -> setting level row."""
    side: int
    strength: float
    days: int
    origin: str


@dataclass(frozen=True)
class CompiledOrder:
    """An order of the rules: who may give it, what it asks, does and costs."""

    id: str
    role: int
    check: str | None
    style: str
    attention: int
    levels: tuple[str, ...]
    target_axis: str
    """``sector``, ``area``, ``element``, ``party`` (a row of the side axis), ``trigger`` or ``""``."""
    amounts: tuple[float, float]
    """Least and most of the amount asked for; (0, 0) if none is."""
    takes: tuple[str, ...]
    """Names of its parameters."""
    targets: tuple[int, ...]
    """Rows of `target_axis` that may be named."""
    places: tuple[int, ...]
    """Rows of the places that may be named."""
    visibilities: tuple[str, ...]
    effects: tuple[CompiledEffect, ...]
    gates: tuple[CompiledGate, ...]
    acts: tuple[CompiledAct, ...]
    seen_by: tuple[str, ...]
    """Roles that see it when it is not public."""


@dataclass(frozen=True)
class CompiledCoupling:
    """One arrow of the causal diagram: what is read, and how it pulls a track."""

    id: str
    read: Reader
    reads: tuple[str, ...]
    """Quantities, tracks and settings behind what is read."""
    track: int
    event: bool
    shape: str
    centre: float
    scale: float
    gain: float
    delay_days: int
    origin: str


@dataclass(frozen=True)
class CompiledRung:
    """A rung with its observable criteria."""

    number: int
    criteria: tuple[Condition, ...]
    off_ramp: Condition | None


@dataclass(frozen=True)
class CompiledLadder:
    """One dyad's escalation ladder."""

    id: str
    start: int
    needs: int
    quiet_days: float
    freeze_at: int
    """99 when nothing freezes."""
    rungs: tuple[CompiledRung, ...]
    """By number, rung 0 included, ascending."""

    @cached_property
    def numbers(self) -> Array:
        """(n, 1) int32 the rungs' numbers."""
        return np.array([[rung.number] for rung in self.rungs], np.int32)

    @cached_property
    def needed(self) -> Array:
        """(n, 1) int32 how many criteria declare each rung; of one without criteria: more than there can be."""
        limit = np.iinfo(np.int32).max
        return np.array([[min(self.needs, len(rung.criteria)) or limit] for rung in self.rungs], np.int32)


@dataclass(frozen=True)
class CompiledTrigger:
    """An authored tripwire and who decides when it is met."""

    id: str
    threat: str
    condition: Condition
    attribution_min: float
    rest_days: float
    deciders: tuple[int, ...]
    """Role rows."""
    weights: tuple[float, ...]
    options: tuple[tuple[int, ...], ...]
    """Per decider: answer rows it may choose."""
    defaults: tuple[int, ...]


@dataclass(frozen=True)
class CompiledInject:
    """An inject with a condition (None: control fires it by hand)."""

    id: str
    condition: Condition | None
    preempted: Condition | None
    turn: int
    effects: tuple[CompiledEffect, ...]
    acts: tuple[CompiledAct, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Tables:
    """All compiled documents. `digest` is that of the scenario plus overrides: it keys caches and exercise files."""

    scenario_id: str
    digest: str
    roster: Roster
    registry: Mapping[str, Quantity]
    """Engine quantities, tracks and settings by name."""
    sight: Mapping[str, Mapping[str, str]]
    """Quantity -> role (or ``all``) -> ``exact`` or ``estimate``; missing: control only."""
    errors: Mapping[str, float]
    """Quantity -> sd of its estimate."""
    tunables: Mapping[str, float]
    origins: Mapping[str, str]
    """Dotted path -> file:line."""
    theory: str
    tick_days: int
    turn_lengths: Mapping[str, tuple[int, ...]]
    """Days per turn, cycling: ``week`` (7,), ``month`` 4-4-5 weeks (28, 28, 35), ``quarter`` (91,)."""
    sessions: Mapping[str, tuple[str, int]]
    """Session id -> (kind of turn, number of turns), in file order."""
    # sides, sectors, classes
    km: Array
    """(L,) length of each sector."""
    area: Array
    """(L,) row of the area."""
    heat_base: Array
    """(2, L) log of each sector's hot-spot multiple, centred so that the km-weighted mean multiple is 1."""
    class_share: Array
    """(2, C), each row sums to 1, classes in file order."""
    class_deaths: Array
    class_civilians: Array
    class_detect: Array
    class_attribute: Array
    class_heavy: Array
    class_fire: Array
    """(C,) each; heavy and fire are 0/1."""
    side_role: tuple[int, int]
    # elements and places
    place_depth: Array
    """(P,) index into `quantities.DEPTHS`."""
    element_role: Array
    """(F,) role row that commands it."""
    element_nation: Array
    """(F,) nation index."""
    element_home: Array
    """(F,) place row it starts from and returns to."""
    element_station: Array
    """(F,) place row it goes to when an order names none: the first place, in file order, of its first basing depth."""
    element_full: Array
    """(F,) people at full strength."""
    element_ready_days: Array
    element_arrive_days: Array
    element_sustain_days: Array
    element_nato: Array
    element_buildup: Array
    element_us_share: Array
    element_does: Array
    """(F, capability) in the order of `quantities.CAPABILITIES`."""
    element_kind: tuple[str, ...]
    element_pool: Array
    """(F,) units needed in the pool for each one deployed."""
    element_rivals: tuple[tuple[int, ...], ...]
    """Rows that draw on the same people (a brigade and its battalion): while one is out, the other can't go."""
    element_basing: tuple[tuple[str, ...], ...]
    """Depths at which it may be based."""
    nations: tuple[str, ...]
    """In order of appearance: what `element_nation` counts."""
    reach: Array
    """(P, L) share of each sector in what is based at a place: rows sum to 1, near sectors weigh more (inverse square
    of the distance, not nearer than the sector is long)."""
    # tracks and settings
    track_low: Array
    track_high: Array
    track_rest: Array
    """NaN where the track has no rest."""
    track_rate: Array
    """(Q,) share of the gap closed per day; 0 where there is no rest."""
    setting_value: tuple[Array, ...]
    """Per setting: (levels,) float32."""
    horizon: int
    """Weeks in the queue of delayed effects."""
    windows: tuple[tuple[Reader, int, str], ...]
    """(reader, longest days asked, ``sum`` or ``change``) for each row of `window` (see `wargame.world.windows`)."""
    window_slots: int
    """Slots of the ring of weeks."""
    held: tuple[Reader, ...]
    held_names: tuple[frozenset[str], ...]
    """Quantities that each held condition reads."""
    lookbacks: tuple[tuple[int, int, Reader, frozenset[str]], ...]
    """Every (row, days) of the windows that something asks for: its reader and the quantities behind it."""
    array_rows: Mapping[str, tuple[str, int]]
    """Track or setting -> (``tracks`` or ``settings``, row)."""
    # the rest, in file order
    checks: Mapping[str, CompiledCheck]
    couplings: tuple[CompiledCoupling, ...]
    orders: tuple[CompiledOrder, ...]
    ladders: tuple[CompiledLadder, ...]
    triggers: tuple[CompiledTrigger, ...]
    answers_honour: Array
    """(A,) how far each answer honours."""
    answer_effects: tuple[tuple[CompiledEffect, ...], ...]
    injects: tuple[CompiledInject, ...]
    outcomes: tuple[str, ...]
    """Check name per outcome dimension."""
    boxes: Array
    """(operation level, gauge, 2), NaN where a level has no box."""
    doctrines: Mapping[str, CompiledDoctrine]
    seats: tuple[str, ...]
    """Per role: the doctrine that plays its seat when nobody does."""
    attention: tuple[int, ...]
    """Per role: attention it can spend in a turn."""
    start: WorldState
    """The opening position, W = 4 lanes."""
