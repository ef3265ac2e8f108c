"""What things are called: ids of the scenario as names in a language, quantities as labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from wargame.scenario.document import Scenario
from wargame.words import Words

_BY_CATALOGUE = ("grade", "status", "door", "reason", "gauge", "part", "stock", "theory", "visibility", "choice")
"""Ids that are the engine's own: worded by the catalogues as ``<axis>.<id>``."""


class Naming:
    """Names of a scenario's things in the language of some words."""

    def __init__(self, scenario: Scenario, words: Words) -> None:
        self.scenario = scenario
        self.words = words

    def name(self, axis: str, thing: str) -> str:
        """The name of a row of an axis (or of a ``gate``, ``quantity``, ``level``); an id nobody named stays an id."""
        if axis == "quantity":
            return self.quantity(thing)
        if axis in _BY_CATALOGUE:
            code = f"{axis}.{thing}"
            return self.words.say(code) if self.words.has(code) else thing
        return self._names.get(axis, {}).get(thing, thing)

    def any(self, thing: str, axes: tuple[str, ...] = ()) -> str:
        """The name of an id on one of several axes, in their order."""
        return next((self._names[axis][thing] for axis in axes if thing in self._names.get(axis, {})), thing)

    def quantity(self, name: str, row: str = "") -> str:
        """A quantity's label, with a row of it: escalation rung: Russia and the coalition."""
        label = self._names["quantity"].get(name)
        if label is None:
            code = f"quantity.{name}"
            label = self.words.say(code) if self.words.has(code) else name.replace("_", " ")
        axes = ("ladder", "side", "trigger", "gauge", "dimension", "sector", "element")
        return f"{label}: {self.any(row, axes)}" if row else label

    def unit(self, unit: str) -> str:
        """A unit in the language; one that the catalogues don't know stays as it is."""
        code = "unit." + re.sub(r"[^\w-]", "_", unit)
        return self.words.say(code) if self.words.has(code) else unit

    def level(self, setting: str, level: str) -> str:
        """A level of a setting."""
        return self._names["level"].get(f"{setting}.{level}", level)

    def gate(self, order: str, gate: str) -> str:
        """The condition behind an order's gate."""
        return self._names["gate"].get(f"{order}.{gate}", gate)

    def rung(self, ladder: str, number: float) -> str:
        """A rung's name."""
        return self._names["rung"].get(f"{ladder}.{number:g}", "")

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        scenario, lang = self.scenario, self.words.lang
        document, rules, line = scenario.document, scenario.rules, scenario.map
        return {
            "role": {role.id: role.name.say(lang) for role in document.roles},
            "side": {side.id: side.name.say(lang) for side in document.sides},
            "sector": {sector.id: sector.name.say(lang) for sector in line.sectors},
            "area": {area.id: area.name.say(lang) for area in line.areas},
            "place": {place.id: place.name.say(lang) for place in line.places},
            "element": {option.id: option.name.say(lang) for option in scenario.options},
            "order": {order.id: order.title.say(lang) for order in rules.orders}
            | {"free": self.words.say("report.free_order")},
            "inject": {inject.id: inject.title.say(lang) for inject in scenario.injects},
            "trigger": {trigger.id: trigger.name.say(lang) for trigger in rules.triggers},
            "ladder": {ladder.id: ladder.name.say(lang) for ladder in rules.ladders},
            "answer": {answer.id: answer.name.say(lang) for answer in rules.answers},
            "dimension": {dimension.id: dimension.name.say(lang) for dimension in rules.outcomes},
            "class": {kind.id: kind.name.say(lang) for kind in rules.violations},
            "doctrine": {name: doctrine.name.say(lang) for name, doctrine in scenario.doctrines.items()},
            "session": {session.id: session.name.say(lang) for session in document.sessions},
            "quantity": {track.id: track.name.say(lang) for track in rules.tracks}
            | {setting.id: setting.name.say(lang) for setting in rules.settings},
            "level": {
                f"{setting.id}.{level.id}": level.name.say(lang)
                for setting in rules.settings
                for level in setting.levels
            },
            "gate": {f"{order.id}.{gate.id}": gate.text.say(lang) for order in rules.orders for gate in order.gates},
            "rung": {
                f"{ladder.id}.{rung.number}": rung.name.say(lang) for ladder in rules.ladders for rung in ladder.rungs
            },
            "check": {name: check.name.say(lang) for name, check in rules.checks.items()},
        }
