"""Replace single numbers and levels of a scenario by dotted path, for `--set`, sweeps and theories.

rules.tunables.heat_sd            a tunable of the rules; so is any other sourced number in them:
rules.couplings.fear.gain         list items by id (or rung number, or position)
rules.checks.hazard.factors.2.gain
forces.nl_13.readiness_days       an option of the catalogue
tracks.us_backing                 where a track starts
settings.operation                the level in which a setting starts
sides.russia.troops               any other number of the scenario document
theory                            the credibility theory
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from wargame.errors import InputError
from wargame.scenario.base import Model, Tunable
from wargame.scenario.document import Scenario
from wargame.scenario.limits import limited
from wargame.scenario.nearest import nearest

Value = float | str


def override(scenario: Scenario, changes: Mapping[str, Value]) -> Scenario:
    """The scenario with every change made; the scenario given stays as it was.

    Raises: InputError naming the path, with what it may have meant.
    """
    for path, value in sorted(changes.items()):
        scenario = _one(scenario, path, value)
    if any(path.startswith("rules.") for path in changes):
        for one in limited(scenario.rules):
            if wrong := one.outside(one.number.value):
                raise InputError("bad-override", f"`{one.path}`: {wrong}")
    return scenario


def _one(scenario: Scenario, path: str, value: Value) -> Scenario:
    head, *rest = path.split(".")
    if head == "rules" and rest:
        return replace(scenario, rules=_set(scenario.rules, rest, value, path))
    if head == "forces" and rest:
        catalogues = list(scenario.forces)
        for n, catalogue in enumerate(catalogues):
            if any(option.id == rest[0] for option in catalogue.options):
                catalogues[n] = _set(catalogue, ["options", *rest], value, path)
                return replace(scenario, forces=tuple(catalogues))
        raise _unknown(path, rest[0], [option.id for option in scenario.options])
    if head in {"tracks", "settings"} and len(rest) == 1:
        return replace(scenario, document=_start(scenario, head, rest[0], value, path))
    if head not in type(scenario.document).model_fields:
        raise _unknown(path, head, ["rules", "forces", *type(scenario.document).model_fields])
    return replace(scenario, document=_set(scenario.document, [head, *rest], value, path))


def _start(scenario: Scenario, kind: str, name: str, value: Value, path: str) -> Any:
    document = scenario.document
    if kind == "tracks":
        track = next((track for track in scenario.rules.tracks if track.id == name), None)
        if track is None:
            raise _unknown(path, name, [track.id for track in scenario.rules.tracks])
        number = _number(path, value)
        if not track.low <= number <= track.high:
            raise InputError("bad-override", f"`{path}` is {number:g}; it runs from {track.low:g} to {track.high:g}")
        return document.model_copy(update={"tracks": {**document.tracks, name: number}})
    setting = next((setting for setting in scenario.rules.settings if setting.id == name), None)
    if setting is None:
        raise _unknown(path, name, [setting.id for setting in scenario.rules.settings])
    levels = [level.id for level in setting.levels]
    if value not in levels:
        raise InputError("bad-override", f"`{path}` has no level `{value}`", hint=nearest(str(value), levels))
    return document.model_copy(update={"settings": {**document.settings, name: value}})


def _set(owner: Any, keys: Sequence[str], value: Value, path: str) -> Any:
    """A copy of `owner` in which what `keys` lead to has the value."""
    if not keys:
        return _leaf(owner, value, path)
    key, *rest = keys
    if isinstance(owner, Tunable) and keys == ["value"]:
        return _leaf(owner, value, path)
    if isinstance(owner, Model):
        if key not in type(owner).model_fields:
            raise _unknown(path, key, list(type(owner).model_fields))
        return _checked(owner, key, _set(getattr(owner, key), rest, value, path), path)
    if isinstance(owner, dict):
        if key not in owner:
            raise _unknown(path, key, list(owner))
        return {**owner, key: _set(owner[key], rest, value, path)}
    if isinstance(owner, list):
        names = [_name(item, n) for n, item in enumerate(owner)]
        if key not in names:
            raise _unknown(path, key, names)
        at = names.index(key)
        return [*owner[:at], _set(owner[at], rest, value, path), *owner[at + 1 :]]
    raise _unknown(path, key, [])


def _leaf(old: Any, value: Value, path: str) -> Any:
    if isinstance(old, Tunable):
        number = _number(path, value)
        # The range says what is plausible, not what may be tried.
        return old.model_copy(update={"value": number, "low": min(old.low, number), "high": max(old.high, number)})
    if isinstance(old, bool) or not isinstance(old, int | float | str):
        raise InputError("bad-override", f"`{path}` is not a single number or level", hint="Name something inside it.")
    if isinstance(old, str):
        return str(value)
    number = _number(path, value)
    return int(number) if isinstance(old, int) and number == int(number) else number


def _checked(owner: Model, key: str, value: Any, path: str) -> Model:
    """The copy keeps every rule of its model; only the one field is looked at, or a sweep would take for ever."""
    changed = owner.model_copy(update={key: value})
    if isinstance(value, int | float | str):
        try:
            type(owner).model_validate_json(changed.model_dump_json())
        except ValidationError as error:
            raise InputError("bad-override", f"`{path}`: {error.errors()[0]['msg']}") from None
    return changed


def _number(path: str, value: Value) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError("bad-override", f"`{path}` wants a number, not `{value}`")
    return number


def _name(item: Any, position: int) -> str:
    for field in ("id", "number", "name", "role"):
        found = getattr(item, field, None)
        if isinstance(found, str | int):
            return str(found)
    return str(position)


def _unknown(path: str, key: str, known: Sequence[str]) -> InputError:
    return InputError("unknown-path", f"`{path}`: there is no `{key}`", hint=nearest(key, list(known)))
