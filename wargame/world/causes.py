"""Why a track moved: every pull on it in the game, named after what it came from, adding up to the change.

A live tick keeps a `Cause` for each pull on each track, and hands on what is still `Waiting` in the queue of delayed
effects, so that an effect can be laid at the door of its order months later. Over a turn they are added up by source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from wargame.world.events import Event
from wargame.world.state import WorldState
from wargame.world.tables import Tables
from wargame.world.why import Why

CAUSE_DIGITS = 5
"""Decimals of a cause's delta: what is less than that is no cause."""
WEIGHT = 0.5
"""Of a track's move among the events: below anything that happened."""
WIDE = 50
"""Scales from here on are told in whole points."""
LANE = 0


@dataclass(frozen=True)
class Source:
    """What a pull comes from.

    Attributes:
        what: ``coupling``, ``order``, ``waiver``, ``inject``, ``answer``, ``ruling``, ``rest`` (back to where the track
            belongs), ``earlier`` (an effect from before anything was kept) or ``limit`` (the end of the track's scale).
        id: of that coupling, order, gate, inject, or answer.
        origin: file:line of its coefficient.
        reads: quantities behind it; None: control's alone.
        seen_by: role ids that may know of it, or ``("all",)``.
    """

    what: str
    id: str
    origin: str
    reads: tuple[str, ...] | None
    seen_by: tuple[str, ...]


@dataclass(frozen=True)
class Cause:
    """How far a source moved a track (its row) in some time."""

    source: Source
    track: int
    delta: float


@dataclass(frozen=True)
class Waiting:
    """What a source will still do to a track: points by week, the first of them the current week (as in `queue`)."""

    source: Source
    track: int
    weeks: tuple[float, ...]


def track_causes(causes: Iterable[Cause], row: int, before: WorldState, after: WorldState, tables: Tables) -> Why:
    """Why the track of a row moved between two states of the live game: a "Why?" of the kind `causes`.

    Args:
        causes: of every tick between the two (`Outcome.causes`).
    Returns: as said in `wargame.world.why`, heaviest first. The deltas add up to the change within 1e-4.
    """
    start, end = (float(state.tracks[row, LANE]) for state in (before, after))
    together: dict[tuple[str, str], tuple[Source, float]] = {}
    for cause in causes:
        if cause.track == row:
            key = (cause.source.what, cause.source.id)
            source, delta = together.get(key, (cause.source, 0.0))
            together[key] = (source, delta + cause.delta)
    found: list[Why] = [
        {
            "what": source.what, "id": source.id, "delta": round(delta, CAUSE_DIGITS), "origin": source.origin,
            "reads": None if source.reads is None else list(source.reads), "seen_by": list(source.seen_by),
        }
        for source, delta in together.values()
        if round(delta, CAUSE_DIGITS)
    ]  # fmt: skip
    found.sort(key=lambda one: (-abs(one["delta"]), one["what"], one["id"]))
    return {
        "kind": "causes", "track": tables.roster.axes["track"][row], "before": start, "after": end,
        "change": end - start, "causes": found, "reads": [tables.roster.axes["track"][row]],
    }  # fmt: skip


def moved(causes: Iterable[Cause], before: WorldState, after: WorldState, tables: Tables) -> tuple[Event, ...]:
    """One event for every track that moved by at least `track_told` of its scale, farthest first, with its causes.

    Who sees the track exactly hears of it.
    """
    kept = tuple(causes)
    scale = tables.track_high - tables.track_low
    change = after.tracks[:, LANE] - before.tracks[:, LANE]
    far = [row for row in range(len(scale)) if abs(change[row]) >= tables.tunables["track_told"] * scale[row]]
    far.sort(key=lambda row: -abs(change[row]) / scale[row])
    return tuple(_event(row, kept, before, after, tables) for row in far)


def _event(row: int, causes: Iterable[Cause], before: WorldState, after: WorldState, tables: Tables) -> Event:
    why = track_causes(causes, row, before, after, tables)
    track = why["track"]
    digits = 0 if tables.track_high[row] - tables.track_low[row] >= WIDE else 2
    return Event(
        code="moved",
        day=after.day - 1,
        ids={"quantity": track},
        numbers={name: round(why[name], digits) for name in ("before", "after", "change")},
        weight=WEIGHT,
        why=why,
        cause=f"rule:{track}",
        visible_to=tuple(role for role, how in tables.sight.get(track, {}).items() if how == "exact"),
    )


def waiting_to(waiting: Waiting) -> dict[str, Any]:
    """As JSON data."""
    return asdict(waiting)


def waiting_from(data: dict[str, Any]) -> Waiting:
    """What `waiting_to` wrote."""
    said = data["source"]
    reads = None if said["reads"] is None else tuple(said["reads"])
    source = Source(said["what"], said["id"], said["origin"], reads, tuple(said["seen_by"]))
    return Waiting(source, data["track"], tuple(data["weeks"]))
