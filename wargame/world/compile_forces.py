"""The force catalogue: one row of the element axis per option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from wargame.quantities import CAPABILITIES
from wargame.scenario.document import Scenario
from wargame.scenario.forces import ForceOption
from wargame.world.compile_line import frozen
from wargame.world.roster import Roster


def force_tables(scenario: Scenario, roster: Roster) -> dict[str, Any]:
    """The fields of `Tables` about force elements, by name."""
    options = scenario.options
    nations = tuple(dict.fromkeys(option.nation for option in options))

    def floats(values: list[float]) -> Any:
        return frozen(values, np.float32)

    return {
        "nations": nations,
        "element_role": frozen([roster.row("role", option.role) for option in options], np.int32),
        "element_nation": frozen([nations.index(option.nation) for option in options], np.int32),
        "element_home": frozen([roster.row("place", option.home) for option in options], np.int32),
        "element_station": frozen([station(scenario, option, roster) for option in options], np.int32),
        "element_full": frozen([option.people for option in options], np.int32),
        "element_ready_days": floats([option.readiness_days.value for option in options]),
        "element_arrive_days": floats([option.arrival_days.value for option in options]),
        "element_sustain_days": floats([option.sustain_days.value for option in options]),
        "element_rivals": rivals(options),
        "element_pool": floats([option.rotation_pool.value for option in options]),
        "element_nato": floats([option.price.nato_gap.value for option in options]),
        "element_buildup": floats([option.price.buildup.value for option in options]),
        "element_us_share": floats([option.needs.us_share for option in options]),
        "element_does": frozen(
            [[option.does.get(capability, 0) for capability in CAPABILITIES] for option in options],  # type: ignore[call-overload]
            np.float32,
        ).reshape(len(options), len(CAPABILITIES)),
        "element_kind": tuple(option.kind for option in options),
        "element_basing": tuple(tuple(option.basing) for option in options),
    }


def rivals(options: Sequence[ForceOption]) -> tuple[tuple[int, ...], ...]:
    """Per element the rows of those that draw on the same people: what it is part of, and its own parts."""
    parents = {option.id: option.part_of for option in options}
    wholes = [set(_wholes(option.id, parents)) for option in options]
    return tuple(
        tuple(row for row, other in enumerate(options) if other.id in wholes[own] or option.id in wholes[row])
        for own, option in enumerate(options)
    )


def _wholes(name: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    """What an option is part of, nearest first; a ring ends where it began."""
    met = {name}
    above = parents[name]
    while above is not None and above in parents and above not in met:
        yield above
        met.add(above)
        above = parents[above]


def station(scenario: Scenario, option: ForceOption, roster: Roster) -> int:
    """The place row of `Tables.element_station`; home if no place of the map has any of its depths."""
    for depth in option.basing:
        for row, place in enumerate(scenario.map.places):
            if place.depth == depth:
                return row
    return roster.row("place", option.home)
