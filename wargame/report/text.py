"""Codes as sentences: events, orders, and numbers with their names, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.analysis.naming import Naming
from wargame.scenario.document import Scenario
from wargame.words import Words
from wargame.world.events import Event
from wargame.world.orderbook import FREE
from wargame.world.orders import OrderDoc

PEOPLE_HURT = ("killed", "wounded", "deaths", "civilians")
"""Numbers that are only ever told as bands."""
SHARES = ("honoured", "confidence")
COUNTED = {
    "report": "reported", "harassed": "acts", "air_incident": "incidents", "offensive": "broken_in",
    "offensive_resumed": "broken_in", "answered": "cases", "unanswered": "cases",
}  # fmt: skip
"""Events whose sentence differs for one and for many: by which of their numbers."""
_AXIS_OF = {"first": "side", "second": "side", "de_facto": "level:operation", "party": "side"}
"""Keys of an event's ids that are not the axis themselves."""


def sentence(event: Event, naming: Naming, kind: str = "event") -> str:
    """What happened, in words. Ids become names, people hurt become bands, shares per cents; `kind`: which wording."""
    fields: dict[str, str | float] = {key: _named(key, thing, event.ids, naming) for key, thing in event.ids.items()}
    for key, value in event.numbers.items():
        if key in PEOPLE_HURT:
            fields[key] = naming.words.casualties(round(value))
        elif key in SHARES:
            fields[key] = naming.words.percent(value)
        else:
            fields[key] = value
    # A title that asks or exclaims brings its own mark.
    said = told(naming.words, event, fields) if kind == "event" else naming.words.say(f"{kind}.{event.code}", **fields)
    return said.replace("?.", "?").replace("!.", "!")


def told(words: Words, event: Event, fields: Mapping[str, str | float]) -> str:
    """The sentence of an event for as many as there are; for none there may be one of its own."""
    code, count = f"event.{event.code}", event.numbers.get(COUNTED.get(event.code, ""))
    if count is None:
        return words.say(code, **fields)
    if not count and words.has(f"{code}.none"):
        return words.say(f"{code}.none", **fields)
    return words.n(code, round(count), **fields)


def _named(key: str, thing: str, ids: Mapping[str, str], naming: Naming) -> str:
    axis = _AXIS_OF.get(key, key)
    if axis == "gate":
        return naming.gate(ids.get("order", ""), thing)
    if axis.startswith("level:"):
        return naming.level(axis.partition(":")[2], thing)
    return naming.name(axis, thing)


def order_title(doc: OrderDoc, naming: Naming) -> str:
    """The order with what it names: Send a ground unit – 13th Light Brigade, Lviv."""
    if doc.order == FREE:
        return doc.text or naming.name("order", FREE)
    parts = [parameter(doc, name, value, naming) for name, value in doc.parameters.items()]
    return " – ".join([naming.name("order", doc.order), *([", ".join(parts)] if parts else [])])


def parameter(doc: OrderDoc, name: str, value: str | float, naming: Naming) -> str:
    """One parameter of an order, in words."""
    if isinstance(value, int | float):
        return naming.words.number(value)
    if name == "level":
        label = _level_label(naming.scenario, doc.order, value)
        return label.get(naming.words.lang, value)
    return naming.name({"party": "side"}.get(name, name), value)


def _level_label(scenario: Scenario, order: str, level: str) -> Mapping[str, str]:
    """The words of an order's level choice: its own label, or the name of the setting's level that it sets."""
    for rule in scenario.rules.orders:
        if rule.id != order:
            continue
        for asked in rule.parameters:
            if level in asked.labels:
                text = asked.labels[level]
                return {"en": text.en, "nl": text.nl}
        for act in rule.mechanisms:
            for setting in scenario.rules.settings:
                if setting.id == act.setting:
                    return next(
                        ({"en": one.name.en, "nl": one.name.nl} for one in setting.levels if one.id == level), {}
                    )
    return {}
