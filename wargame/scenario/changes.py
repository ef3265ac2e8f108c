"""Replace single numbers and levels of a scenario by dotted path: its own `changes`, `--set`, sweeps and theories.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        scenario = changed(scenario, path, value)
    for path, wrong in beyond_limits(scenario, changes):
        raise InputError("bad-override", f"`{path}`: {wrong}")
    return scenario


def beyond_limits(scenario: Scenario, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of the numbers of the rules that were changed: path, and why it can't be what it has become."""
    wanted = {path.removesuffix(".value"): path for path in paths if path.startswith("rules.")}
    for one in limited(scenario.rules) if wanted else ():
        if one.path in wanted and (wrong := one.outside(one.number.value)):
            yield wanted[one.path], wrong


def origin_of(path: str) -> str:
    """The key in `Scenario.origins` of what a change is about.

    >>> origin_of("settings.operation"), origin_of("rules.couplings.fear.gain.value")
    ('scenario.settings.operation', 'rules.couplings.fear.gain')
    """
    return path.removesuffix(".value") if path.startswith(("rules.", "forces.")) else f"scenario.{path}"


def changed(scenario: Scenario, path: str, value: Value) -> Scenario:
    """The scenario with one change; whether a number lies beyond its limits is not looked at.

    Raises: InputError naming the path, with what it may have meant.
    """
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
        update = {"value": number, "low": min(old.low, number), "high": max(old.high, number)}
        # Whatever backed the old value says nothing of another one.
        return old.model_copy(update={**update, "basis": old.basis if number == old.value else "assumed"})
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
