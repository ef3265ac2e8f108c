"""An event as a sentence: its ids become names of the scenario, its codes and numbers words of the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.analysis.naming import Naming
from wargame.quantities import STATUSES
from wargame.report.text import PEOPLE_HURT, told
from wargame.world.events import Event

SHARES = ("confidence", "honoured", "share")


class Teller:
    """Tells events of one scenario in one language."""

    def __init__(self, naming: Naming) -> None:
        self.naming, self.words = naming, naming.words

    def name(self, axis: str, id: str) -> str:
        """What an id is called; the id itself if nothing is."""
        if axis == "de_facto":
            return self.naming.level("operation", id)
        if axis == "gate":
            gates = (gate for order in self.naming.scenario.rules.orders for gate in order.gates)
            return next((gate.text.say(self.words.lang) for gate in gates if gate.id == id), id)
        if axis in ("party", "actor", "target", "first", "second"):
            return self.naming.any(id, ("side", "role"))
        return self.naming.name("side" if axis.startswith("side_") else axis, id)

    def fields(self, ids: Mapping[str, str], numbers: Mapping[str, float]) -> dict[str, Any]:
        """Ids and numbers as they stand in a sentence."""
        found: dict[str, Any] = {key: self.name(key, value) for key, value in ids.items()}
        for key, value in numbers.items():
            if key in SHARES:
                found[key] = self.words.percent(value)
            elif key in PEOPLE_HURT:
                found[key] = self.words.casualties(round(value))
            elif key == "status":
                found[key] = self.name("status", STATUSES[int(value)])
            else:
                found[key] = round(value) if float(value).is_integer() else value
        return found

    def tell(self, event: Event) -> str:
        """The sentence of an event."""
        return told(self.words, event, self.fields(event.ids, event.numbers))
