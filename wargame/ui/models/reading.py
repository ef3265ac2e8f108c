"""Reading a seat's views: one number for a quantity, its trend since the last turn, and how it is written.

Flows (what happened) are added up over a stretch and written per week, because months have four or five weeks.
Estimates are written as a range, without a middle that would look like knowledge. What a seat does not see is not
there: `None`, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wargame.analysis.naming import Naming
from wargame.quantities import DAYS_PER_WEEK, Quantity
from wargame.scenario.document import Scenario
from wargame.ui.history import History, Stretch
from wargame.words import Words
from wargame.world.view import View

LANE = 0
LADDERS = frozenset({"rung", "rung_peak", "rung_quiet"})
SUMMED = frozenset({"people", "violations", "incidents", "rounds", "weapons", "points", "elements"})
"""Units of which the rows of an axis add up; of any other unit the mean is read."""
HUNDRED = 100
"""Tracks in points run from 0 to this, and say so."""
WHOLE = 10
"""Numbers from here on are written without decimals, and so is the lower end of a range that reaches it."""
STEADY = 0.02
"""A change of less than this share of the scale, or of the value, is no trend."""


@dataclass(frozen=True)
class Reading:
    """A quantity as a seat sees it: value, spread of the estimate (0: exact), value before, and what it is."""

    name: str
    value: float
    error: float
    before: float | None
    quantity: Quantity


@dataclass(frozen=True)
class Figure:
    """A quantity on the desk, in words: name, value with unit, change since the last turn, and what it means."""

    id: str
    name: str
    value: str
    trend: int
    change: str
    meaning: str = ""
    estimated: bool = False


def rows(view: View, name: str) -> Any:
    """The rows of a quantity in the live game: an array without the worlds axis; None if the seat does not see it."""
    seen = view.quantities.get(name)
    return None if seen is None else seen.values[..., LANE]


def over(stretch: Stretch | None, name: str) -> Any:
    """A flow added up over a stretch, per week; None if nothing was played or the seat does not see it."""
    if stretch is None or any(rows(view, name) is None for view in stretch.views):
        return None
    total = sum(rows(view, name).astype(float) for view in stretch.views)
    return total * DAYS_PER_WEEK / max(1, stretch.days)


def whole(values: Any, quantity: Quantity) -> float:
    """One number for all rows: the sum or the mean, as the unit asks.

    >>> import numpy as np
    >>> whole(np.array([1.0, 3.0]), Quantity("x", "share", ("sector",), "level", ""))
    2.0
    """
    if not quantity.axes:
        return float(values)
    return float(values.sum() if quantity.unit in SUMMED else values.mean())


def reading(history: History, name: str, registry: Mapping[str, Quantity]) -> Reading | None:
    """A quantity now and before the last stretch; None if the seat does not see it or nothing was played yet."""
    quantity = registry.get(name)
    seen = history.now.quantities.get(name)
    if quantity is None or seen is None:
        return None
    if quantity.kind == "flow":
        now = over(history.last, name)
        earlier = over(history.stretches[-2], name) if len(history.stretches) > 1 else None
        if now is None:
            return None
        return Reading(
            name, whole(now, quantity), seen.error, None if earlier is None else whole(earlier, quantity), quantity
        )
    before = rows(history.before, name) if history.stretches else None
    return Reading(
        name,
        whole(rows(history.now, name), quantity),
        seen.error,
        None if before is None else whole(before, quantity),
        quantity,
    )


def direction(now: float, before: float | None, scale: float) -> int:
    """-1, 0 or 1: whether a number fell, stayed or rose, beyond what is worth telling."""
    if before is None or abs(now - before) <= STEADY * max(scale, abs(before), 1e-9):
        return 0
    return 1 if now > before else -1


class Reader:
    """Writes readings in one language."""

    def __init__(self, scenario: Scenario, registry: Mapping[str, Quantity], words: Words) -> None:
        self.scenario, self.registry, self.words = scenario, registry, words
        self.naming = Naming(scenario, words)
        self._tracks = {track.id: track for track in scenario.rules.tracks}
        self._settings = {setting.id: setting for setting in scenario.rules.settings}

    def name(self, id: str) -> str:
        """What a quantity is called."""
        short = f"short.{id}"
        name = self.words.say(short) if self.words.has(short) else self.naming.quantity(id)
        return name[:1].upper() + name[1:]

    def meaning(self, id: str) -> str:
        """One sentence on what a track or setting is; empty for the engine's own, whose name says it."""
        thing = self._tracks.get(id) or self._settings.get(id)
        return thing.meaning.say(self.words.lang) if thing is not None else ""

    def unit(self, quantity: Quantity) -> str:
        """The unit after a number; empty where the number says it all."""
        unit = self.naming.unit(quantity.unit)
        return f"{unit} {self.words.say('reading.per_week')}" if quantity.kind == "flow" else unit

    def written(self, value: float, quantity: Quantity) -> str:
        """A number without unit; shares in per cents."""
        if quantity.unit in ("share", "confidence", "flag"):
            return self.words.percent(value)
        return self.words.number(round(value) if abs(value) >= WHOLE or quantity.integer else value)

    def value(self, found: Reading) -> str:
        """The number with its unit; an estimate as about how much, and between what."""
        unit = "" if found.quantity.unit in ("share", "confidence", "flag") else self.unit(found.quantity)
        if found.quantity.unit == "points" and found.quantity.high == HUNDRED and not found.quantity.low:
            unit = "/ 100"
        number = self.written(found.value, found.quantity)
        if found.error > 0:
            low = max(found.quantity.low, found.value - found.error)
            high = min(found.quantity.high, found.value + found.error)
            low = round(low) if high >= WHOLE and found.quantity.unit != "share" else low
            number = self.words.say(
                "reading.about", low=self.written(low, found.quantity), high=self.written(high, found.quantity)
            )
        return f"{number} {unit}".strip()

    def figure(self, history: History, id: str) -> Figure | None:
        """A quantity as the desk shows it; None if the seat does not see it."""
        if id in self._settings:
            return self._level(history, id)
        found = reading(history, id, self.registry)
        if found is None:
            quantity = self.registry.get(id)
            if quantity is not None and quantity.kind == "flow" and id in history.now.quantities:
                return Figure(id, self.name(id), self.words.say("reading.none_yet"), 0, "", self.meaning(id))
            return None
        scale = found.quantity.high - found.quantity.low if found.quantity.high < 1e6 else 0.0
        trend = direction(found.value, found.before, scale)
        if found.before is None:
            change = ""
        elif trend == 0:
            change = self.words.say("reading.steady")
        elif found.quantity.unit == "share":
            change = self.words.say("reading.points", change=self.words.signed(100 * (found.value - found.before), 0))
        else:
            gap = found.value - found.before
            change = self.words.signed(round(gap) if abs(gap) >= 10 or found.quantity.integer else gap)
        return Figure(id, self.name(id), self.value(found), trend, change, self.meaning(id), found.error > 0)

    def _level(self, history: History, id: str) -> Figure | None:
        now = rows(history.now, id)
        if now is None:
            return None
        levels = self._settings[id].levels
        before = rows(history.before, id) if history.stretches else None
        changed = before is not None and int(before) != int(now)
        was = levels[int(before or 0)].name.say(self.words.lang)
        change = self.words.say("reading.was", before=was) if changed else ""
        return Figure(id, self.name(id), levels[int(now)].name.say(self.words.lang), 0, change, self.meaning(id))

    def figures(self, history: History, ids: Sequence[str]) -> tuple[Figure, ...]:
        """The figures of a seat's headline, at most twelve. Left out is what it does not see, and the ladders, which
        stand beside them."""
        found = (self.figure(history, id) for id in ids[:12] if id not in LADDERS)
        return tuple(figure for figure in found if figure is not None)
