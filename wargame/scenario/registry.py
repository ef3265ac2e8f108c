"""The registry: every quantity of a scenario (the engine's own, tracks, settings), its rows, and who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.quantities import DECLARED, ENGINE, GAUGES, PARTS, STATUSES, STOCKS, TASKS, Quantity
from wargame.scenario.base import Sight
from wargame.scenario.conditions import Scope
from wargame.scenario.document import Scenario, ScenarioDocument, Without
from wargame.scenario.expressions import Read, Term, reads
from wargame.scenario.forces import ForceOption
from wargame.scenario.injects import Inject
from wargame.scenario.mapmodel import Map
from wargame.scenario.rules import Rules

DEAL_STATUS = "deal_status"
"""The setting, in rules that have one, that tells whether the deal is open, signed, or none."""


def build_registry(scenario: Scenario) -> dict[str, Quantity]:
    """Every quantity by name: `wargame.quantities.ENGINE`, then tracks, then settings, in file order."""
    return registry_of(scenario.rules)


def registry_of(rules: Rules) -> dict[str, Quantity]:
    """The same from the merged rules alone."""
    found = {quantity.name: quantity for quantity in ENGINE}
    for track in rules.tracks:
        found[track.id] = Quantity(track.id, track.unit, (), "level", track.meaning.en, track.low, track.high)
    for setting in rules.settings:
        values = [level.value for level in setting.levels]
        found[setting.id] = Quantity(setting.id, "level", (), "level", setting.meaning.en, min(values), max(values))
    return found


def rosters(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Axis -> its ids in row order; beside the axes of `AXES` also ``track setting role place area``."""
    return rosters_of(scenario.document, scenario.map, scenario.rules, scenario.options, scenario.injects)


def rosters_of(
    document: ScenarioDocument, terrain: Map, rules: Rules, options: Iterable[ForceOption], injects: Iterable[Inject]
) -> dict[str, tuple[str, ...]]:
    """The same from the parts of a scenario."""
    return {
        "side": _ids(document.sides),
        "class": _ids(rules.violations),
        "sector": _ids(terrain.sectors),
        "element": _ids(options),
        "trigger": _ids(rules.triggers),
        "ladder": _ids(rules.ladders),
        "answer": _ids(rules.answers),
        "gauge": GAUGES,
        "part": PARTS,
        "stock": STOCKS,
        "order": _ids(rules.orders),
        "inject": _ids(injects),
        "dimension": _ids(rules.outcomes),
        "track": _ids(rules.tracks),
        "setting": _ids(rules.settings),
        "role": _ids(document.roles),
        "place": _ids(terrain.places),
        "area": _ids(terrain.areas),
    }


def levels_of(rules: Rules) -> dict[str, tuple[str, ...]]:
    """Setting -> its level ids in row order."""
    return {setting.id: _ids(setting.levels) for setting in rules.settings}


def start_levels(scenario: Scenario) -> dict[str, str]:
    """Setting -> the level in which it starts: the scenario's, else the rules'. `DEAL_STATUS` follows the deal."""
    document, rules = scenario.document, scenario.rules
    said: dict[str, str] = {DEAL_STATUS: document.deal.status, **document.settings}
    return {setting.id: said.get(setting.id, setting.start) for setting in rules.settings}


def scope_of(scenario: Scenario) -> Scope:
    """What conditions of this scenario may name."""
    return scope(scenario.rules, rosters(scenario), scenario.document.without)


def scope(rules: Rules, axes: dict[str, tuple[str, ...]], without: Without) -> Scope:
    """The same from the merged rules, the rosters, and what the scenario leaves out."""
    levels = levels_of(rules)
    choices = {
        **levels,
        "element_status": STATUSES,
        "element_task": TASKS,
        "element_place": axes["place"],
        "trigger_declared": DECLARED,
        "de_facto": levels.get("operation", ()),
    }
    absent = {
        "order": frozenset(without.orders),
        "inject": frozenset(without.injects),
        "trigger": frozenset(without.triggers),
        "element": frozenset(without.options),
    }
    return Scope(registry_of(rules), axes, choices, frozenset(levels), absent)


def sight_of(scenario: Scenario) -> dict[str, Sight]:
    """Quantity -> role (or ``all``) -> ``exact`` or ``estimate``. A quantity that isn't here is control's alone.

    The scenario's own `sight` replaces what the rules say of a quantity.
    """
    return sight_in(scenario.rules, scenario.document)


def sight_in(rules: Rules, document: ScenarioDocument) -> dict[str, Sight]:
    """The same from the parts of a scenario."""
    found: dict[str, Sight] = {name: seen.sees for name, seen in rules.sight.items()}
    found.update({track.id: track.sees for track in rules.tracks})
    found.update({setting.id: setting.sees for setting in rules.settings})
    found.update(document.sight)
    return {name: dict(sees) for name, sees in found.items() if sees}


def errors_of(scenario: Scenario) -> dict[str, float]:
    """Quantity -> standard deviation, in its unit, of the estimate of those who don't see it exactly."""
    rules = scenario.rules
    found = {name: seen.error for name, seen in rules.sight.items()}
    found.update({track.id: track.error for track in rules.tracks})
    found.update({setting.id: setting.error for setting in rules.settings})
    return {name: error for name, error in found.items() if error > 0}


def visible_names(scenario: Scenario, role: str) -> frozenset[str]:
    """Quantities that the role sees, exactly or as an estimate."""
    return visible_in(sight_of(scenario), role)


def visible_in(sight: dict[str, Sight], role: str) -> frozenset[str]:
    """The same from the merged sight."""
    return frozenset(name for name, sees in sight.items() if role in sees or "all" in sees)


def unseen(term: Term, visible: frozenset[str], own_orders: frozenset[str]) -> Iterator[str]:
    """Names in a term that a role must not build on. A role always knows when it last gave its own orders."""
    for read in reads(term):
        own = isinstance(read, Read) and read.name == "order_age" and {row for _, row in read.rows} & own_orders
        if read.name not in visible and not own:
            yield read.name


def _ids(things: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(getattr(thing, "id")) for thing in things)  # noqa: B009 (many models, one field in common)
