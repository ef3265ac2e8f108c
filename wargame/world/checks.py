"""Checks: every chance, rate and share as a base plus named factors (architecture.md 5).

    link value = base + sum over factors of gain x (quantity - centre) / scale

and then the link: `logit` gives a probability, `log` a rate, `share` a share clipped to [0, 1]. Factors that vary
over fewer axes than the check are summed first and broadcast once; factors on tracks, which are most, are taken
together. The sums have a fixed order, so a world alone and the same world in a batch agree in every bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wargame import numerics
from wargame.world.readers import Reader, SettingIs, SettingValue, Track

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Array = NDArray[Any]
NARROW = 64
"""Up to so many worlds a tick takes its time from its steps, and not from their length."""
_ZERO, _ONE = np.array(0, np.float32), np.array(1, np.float32)


@dataclass(frozen=True)
class Term:
    """One factor of a compiled check."""

    text: str
    """The quantity expression as written (with ``== level`` for a factor that `equals` one), for the "Why?" view."""
    axes: tuple[str, ...]
    """A part of the check's axes, in the check's order."""
    read: Reader
    """Value of the quantity; of a factor that `equals` a level: 1 where the setting stands at it, else 0."""
    equals: int | None
    centre: float
    scale: float
    gain: float
    origin: str
    """file:line of the gain."""
    only: tuple[tuple[str, int], ...] = ()
    """(axis of the check, row) on which alone it pulls; on other rows it adds nothing."""
    reads: tuple[str, ...] | None = None
    """Quantities, tracks and settings behind it; None if that is not known, so that nobody but control may see it."""


@dataclass(frozen=True)
class Extra:
    """A pull on a check that is no factor of the rules: the engine adds it itself, such as a sector's heat."""

    quantity: str
    value: float
    """On the link scale."""
    origin: str
    reads: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """The terms of a check that pull on the same rows, sorted by how they are best read."""

    mask: Array | None
    """1 on the rows on which they pull, with an axis of length 1 where that is every row, and for W; None: all rows."""
    constant: np.float32
    """Base less every term's gain x centre / scale."""
    track_rows: Array
    track_gains: Array
    """(n, 1)"""
    setting_rows: Array
    setting_first: Array
    """(n, 1) where a setting's levels begin in `setting_table`."""
    setting_table: Array
    rest: tuple[tuple[Any, tuple[tuple[Reader, Array], ...]], ...]
    """What varies over no axis, then by the axes it varies over, narrow ones first, so that the wide additions are as
    few as can be: the index that inserts the axes it lacks (None: it lacks none), and readers with their slopes."""


class Stack:
    """What tracks and settings pull in all checks of a scenario, worked out at once: it varies over no axis.

    It takes fewer and longer steps than check by check, which pays in a live game. Where a check has fewer of them than
    another it is filled up with zeros, which change no bit of a sum.
    """

    def __init__(self, checks: Iterable[CompiledCheck]) -> None:
        plans = [plan for check in checks for plan in check.plans]
        self.row = {id(plan): row for row, plan in enumerate(plans)}
        self._plans = plans  # kept, or their ids would be given to others
        tracks = max((len(plan.track_rows) for plan in plans), default=0)
        settings = max((len(plan.setting_rows) for plan in plans), default=0)
        self._constant = np.array([[plan.constant] for plan in plans], np.float32)
        self._track_rows = np.zeros((tracks, len(plans)), np.intp)
        self._track_gains = np.zeros((tracks, len(plans), 1), np.float32)
        self._setting_rows = np.zeros((settings, len(plans)), np.intp)
        self._setting_first = np.zeros((settings, len(plans), 1), np.int32)
        longest = max((len(plan.setting_table) for plan in plans), default=0)
        tables = [plan.setting_table for plan in plans if len(plan.setting_table)]
        begins = np.cumsum([0, *(len(table) for table in tables)]).tolist()
        self._setting_table = np.concatenate([*tables, np.zeros(longest + 1, np.float32)])
        self._setting_first += begins[-1]  # zeros, whatever the level
        for row, plan in enumerate(plans):
            self._track_rows[: len(plan.track_rows), row] = plan.track_rows
            self._track_gains[: len(plan.track_rows), row] = plan.track_gains
            if len(plan.setting_rows):
                self._setting_rows[: len(plan.setting_rows), row] = plan.setting_rows
                self._setting_first[: len(plan.setting_rows), row] = begins.pop(0) + plan.setting_first

    def __call__(self, state: Any) -> Array:
        """(plans, W) float32: each plan's constant, tracks and settings."""
        pulls = state.tracks[self._track_rows]
        pulls *= self._track_gains
        total: Array = np.add.reduce(pulls, axis=0)
        total += self._constant
        levels = state.settings[self._setting_rows]
        levels += self._setting_first
        total += np.add.reduce(self._setting_table.take(levels, mode="clip"), axis=0)
        return total


@dataclass(frozen=True)
class CompiledCheck:
    """A check with its base on the link scale (log-odds, log-rate, or share)."""

    name: str
    link: str
    axes: tuple[str, ...]
    shape: tuple[int, ...]
    """Length of each axis."""
    base: float
    base_natural: float
    origin: str
    terms: tuple[Term, ...]

    @cached_property
    def reads(self) -> tuple[str, ...] | None:
        """Everything that its factors look at; None if that is not known of one of them."""
        if any(term.reads is None for term in self.terms):
            return None
        return tuple(dict.fromkeys(name for term in self.terms for name in term.reads or ()))

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """How `link_value` adds the terms up: those that pull everywhere first."""
        groups: dict[tuple[tuple[str, int], ...], list[Term]] = {(): []}
        for term in self.terms:
            groups.setdefault(term.only, []).append(term)
        return tuple(self._plan(only, terms) for only, terms in groups.items())

    def _plan(self, only: tuple[tuple[str, int], ...], terms: list[Term]) -> Plan:
        constant = (0.0 if only else self.base) - sum(term.gain * term.centre / term.scale for term in terms)
        tracks: dict[int, float] = {}
        settings: dict[int, Array] = {}
        rest: list[tuple[tuple[str, ...], Reader, float]] = []
        for term in terms:
            slope, read = term.gain / term.scale, term.read
            if isinstance(read, Track):
                tracks[read.row] = tracks.get(read.row, 0) + slope
            elif isinstance(read, SettingIs | SettingValue):
                values = np.asarray(read.values, np.float64)
                settings[read.row] = settings.get(read.row, np.zeros_like(values)) + slope * values
            else:
                rest.append((term.axes, read, slope))
        lengths = [len(table) for table in settings.values()]
        groups: dict[tuple[str, ...], list[tuple[Reader, Array]]] = {(): []}
        for axes, reader, slope in rest:
            groups.setdefault(axes, []).append((reader, np.array(slope, np.float32)))
        ordered = sorted(groups.items(), key=lambda entry: (len(entry[0]), entry[0]))
        return Plan(
            mask=self._mask(dict(only)) if only else None,
            constant=np.float32(constant),
            track_rows=np.array(list(tracks), np.intp),
            track_gains=np.array(list(tracks.values()), np.float32)[:, None],
            setting_rows=np.array(list(settings), np.intp),
            setting_first=np.cumsum([0, *lengths])[:-1, None].astype(np.int32),
            setting_table=np.concatenate([[], *settings.values()]).astype(np.float32),
            rest=tuple((self._inserts(axes), tuple(group)) for axes, group in ordered),
        )

    def _inserts(self, axes: tuple[str, ...]) -> tuple[slice | None, ...] | None:
        """The index that inserts an axis of length 1 for each axis of the check that `axes` lacks."""
        if len(axes) == len(self.axes):
            return None
        return tuple(slice(None) if axis in axes else None for axis in self.axes)

    def _mask(self, only: Mapping[str, int]) -> Array:
        shape = tuple(length if axis in only else 1 for axis, length in zip(self.axes, self.shape, strict=True))
        mask = np.zeros((*shape, 1), np.float32)
        mask[tuple(only.get(axis, 0) for axis in self.axes)] = 1
        return mask


def link_value(check: CompiledCheck, state: Any, offset: Array | None = None) -> Array:
    """Base and factors before the link, compact: axes over which nothing varies have length 1.

    Args:
        state: a `WorldState`, or anything else with its arrays as attributes.
        offset: float32, added at the end; broadcast against (axes, W), so it may bring axes of its own in front.
    Returns: float32, as many axes as the check has, and W; broadcasts to `check.shape` and W.
    """
    everywhere, *others = check.plans
    value = _sum(everywhere, state)
    for plan in others:
        value = value + _sum(plan, state) * plan.mask
    return value if offset is None else value + offset


def _sum(plan: Plan, state: Any) -> Array:
    """The plan's terms added up, compact: an axis over which they do not vary has length 1."""
    pulled = getattr(state, "pulled", None)
    total = level(plan, state) if pulled is None else pulled(plan)
    (inserts, alike), *groups = plan.rest
    for read, slope in alike:
        total += read(state) * slope
    value = total if inserts is None else total[inserts]
    for inserts, ((read, slope), *others) in groups:
        part = read(state) * slope
        for read_more, slope_of_it in others:
            part += read_more(state) * slope_of_it
        value = value + (part if inserts is None else part[inserts])
    return value


def level(plan: Plan, state: Any) -> Array:
    """(W,) the plan's constant, tracks and settings; as `Stack`."""
    total: Array
    if plan.track_rows.size:
        pulls = state.tracks[plan.track_rows]
        pulls *= plan.track_gains
        total = np.add.reduce(pulls, axis=0)
        total += plan.constant
    else:
        total = np.full(state.tracks.shape[-1], plan.constant, np.float32)
    if plan.setting_rows.size:
        levels = state.settings[plan.setting_rows]
        levels += plan.setting_first
        total += np.add.reduce(plan.setting_table.take(levels, mode="clip"), axis=0)
    return total


def evaluate(check: CompiledCheck, state: Any, offset: Array | None = None) -> Array:
    """The check on its natural scale: probability in (0, 1), rate >= 0, or share in [0, 1].

    Args: as `link_value`.
    Returns: float32 of `check.shape` and W (and the axes that `offset` brings in front). It may be a read-only view in
    which axes without a factor are repeated.
    """
    value = link(check.link, link_value(check, state, offset))
    shape = (*check.shape, value.shape[-1])
    if value.shape == shape:
        return value
    return _repeated(value, (*value.shape[: value.ndim - len(shape)], *shape))


def _repeated(value: Array, shape: tuple[int, ...]) -> Array:
    """`np.broadcast_to` of an array of our own with as many axes, a few times as fast."""
    value = np.ascontiguousarray(value)
    strides = [0 if have != want else step for have, want, step in zip(value.shape, shape, value.strides, strict=True)]
    repeated: Array = np.ndarray(shape, value.dtype, value, 0, strides)
    repeated.setflags(write=False)
    return repeated


def evaluate_each(checks: Sequence[CompiledCheck], state: Any) -> Array:
    """Several checks with the same axes, one after another in front: (n, axes, W) float32."""
    values = np.empty((len(checks), *checks[0].shape, state.tracks.shape[-1]), np.float32)
    for row, check in enumerate(checks):
        values[row] = link_value(check, state)
    if len({check.link for check in checks}) == 1:
        return link(checks[0].link, values)
    for row, check in enumerate(checks):
        values[row] = link(check.link, values[row])
    return values


def link(kind: str, value: Array) -> Array:
    """From the scale on which factors add up to the natural one; `value` is overwritten.

    >>> link("share", np.array([-0.5, 0.25, 3.0], np.float32)).tolist()
    [0.0, 0.25, 1.0]
    """
    if kind == "logit":
        return numerics.logistic(value, out=value)
    if kind == "log":
        return numerics.exp(value, out=value)
    return value.clip(_ZERO, _ONE, value)


def why(
    check: CompiledCheck,
    state: Any,
    rows: Mapping[str, int],
    lane: int = 0,
    draw: float | None = None,
    address: str | None = None,
    offset: float = 0.0,
    more: Iterable[Extra] = (),
) -> dict[str, Any]:
    """How one number came about, as JSON data: the kind `check` of `wargame.world.why`.

    Args:
        rows: row on each of the check's axes, e.g. ``{"side": 1, "sector": 6}``.
        lane: world within the batch.
        draw, address: the die that decided it, if any.
        offset: what was added before the link (such as a violation class's own log-odds).
        more: pulls that the engine adds by itself.
    Returns: ``kind check rows link base base_link base_origin offset factors value draw address reads``; each factor
    has ``quantity value centre scale gain contribution origin reads``, heaviest first. The contributions, the base on
    the link scale (``base_link``) and the offset add up to the link value.
    """
    factors = [_factor(term, rows, state, lane) for term in check.terms if all(rows[a] == r for a, r in term.only)]
    extras = tuple(more)
    factors += [
        {
            "quantity": extra.quantity, "value": _told(extra.value), "centre": 0.0, "scale": 1.0, "gain": 1.0,
            "contribution": _told(extra.value), "origin": extra.origin, "reads": list(extra.reads),
        }
        for extra in extras
    ]  # fmt: skip
    factors.sort(key=lambda factor: -abs(factor["contribution"]))
    linked = link_value(check, state)
    cell: tuple[Any, ...] = tuple(rows[axis] if linked.shape[n] > 1 else 0 for n, axis in enumerate(check.axes))
    added = np.float32(offset + sum(extra.value for extra in extras))
    natural = link(check.link, linked[(*cell, slice(lane, lane + 1))] + added)
    return {
        "kind": "check", "check": check.name, "rows": dict(rows), "link": check.link, "base": check.base_natural,
        "base_link": check.base, "base_origin": check.origin, "offset": offset, "factors": factors,
        "value": float(natural[0]), "draw": draw, "address": address, "reads": [],
    }  # fmt: skip


def _told(value: float) -> float:
    """A float32 in as many digits as it has."""
    return float(f"{value:.7g}")


def _factor(term: Term, rows: Mapping[str, int], state: Any, lane: int) -> dict[str, Any]:
    value = float(term.read(state)[(*(rows[axis] for axis in term.axes), lane)])
    pull = term.gain * (value - term.centre) / term.scale
    return {
        "quantity": term.text, "value": _told(value), "centre": term.centre, "scale": term.scale, "gain": term.gain,
        "contribution": _told(pull), "origin": term.origin,
        "reads": None if term.reads is None else list(term.reads),
    }  # fmt: skip
