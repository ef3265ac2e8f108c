"""Other names for the same world: a scenario told to people who should not play real countries.

`renames` gives words and what stands for them, per language. They are replaced as whole words in every text of every
document, so that a twin stays its base case in all but names: ids, numbers and sources are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from wargame.scenario.base import Model
from wargame.scenario.document import Renames, Scenario

T = TypeVar("T")
Say = Callable[[str], str]


def renamed(scenario: Scenario) -> Scenario:
    """The scenario as it is told; the one given, if it renames nothing."""
    names = scenario.document.renames
    if names is None:
        return scenario
    say = {"en": replacer(names.en), "nl": replacer(names.nl)}
    return replace(
        scenario,
        document=_told(scenario.document, say),
        map=_told(scenario.map, say),
        rules=_told(scenario.rules, say),
        forces=_told(scenario.forces, say),
        doctrines=_told(scenario.doctrines, say),
        injects=_told(scenario.injects, say),
    )


def replacer(names: dict[str, str]) -> Say:
    """What replaces whole words, the longest first, in one pass.

    >>> replacer({"Rome": "Orta", "Roman": "Ortan", "New Rome": "Orta Nova"})("New Rome, Rome's Roman roads: Romance")
    "Orta Nova, Orta's Ortan roads: Romance"
    """
    if not names:
        return str
    words = "|".join(re.escape(word) for word in sorted(names, key=lambda word: (-len(word), word)))
    found = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    return lambda text: found.sub(lambda match: names[match[0]], text)


def _told(thing: T, say: dict[str, Say]) -> T:
    """The same with everything that is said in two languages told in other names."""
    told: T = _walk(thing, say)
    return told


def _walk(thing: Any, say: dict[str, Say]) -> Any:
    if isinstance(thing, Renames):
        return thing
    if isinstance(thing, Model):
        fields = type(thing).model_fields
        if say.keys() <= fields.keys():
            return thing.model_copy(update={lang: words(getattr(thing, lang)) for lang, words in say.items()})
        parts = {name: _walk(getattr(thing, name), say) for name in fields}
        return thing.model_copy(update={name: part for name, part in parts.items() if part is not getattr(thing, name)})
    if isinstance(thing, dict):
        return {key: _walk(value, say) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return type(thing)(_walk(value, say) for value in thing)
    return thing
