"""The compiler: documents in, `Tables` out. Every other room computes on what this makes.

`compile_rules` turns the rules into readers and rows, `compile_line` the map, `compile_forces` the catalogue,
`compile_doctrines` the empty seats, and `opening` the position in which play starts.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping

from wargame.quantities import DAYS_PER_WEEK
from wargame.scenario.changes import override
from wargame.scenario.document import Scenario
from wargame.scenario.registry import build_registry, errors_of, levels_of, rosters, scope_of, sight_of
from wargame.world import windows
from wargame.world.compile_doctrines import doctrine_tables
from wargame.world.compile_forces import force_tables
from wargame.world.compile_line import line_tables
from wargame.world.compile_rules import rule_tables
from wargame.world.expressions import Expressions
from wargame.world.opening import opening
from wargame.world.roster import Roster
from wargame.world.state import WorldState
from wargame.world.tables import Tables

TURN_LENGTHS: dict[str, tuple[int, ...]] = {"week": (7,), "month": (28, 28, 35), "quarter": (91,)}
"""Days per turn, cycling: months follow 4-4-5 weeks (architecture.md 3)."""


def compile_world(scenario: Scenario, overrides: Mapping[str, float | str] | None = None) -> Tables:
    """Compile a scenario, some of its numbers and levels replaced.

    Args:
        scenario: a checked scenario, as `wargame.load` returns it.
        overrides: dotted path -> value, such as ``rules.tunables.heat_sd``, ``rules.couplings.fear.gain``,
            ``tracks.us_backing``, ``settings.operation``, ``theory`` (see `wargame.scenario.changes`).
    Raises: InputError for an override that names nothing, or a value that can't stand there.
    """
    changes = dict(overrides or {})
    scenario = override(scenario, changes)
    document, rules = scenario.document, scenario.rules
    roster = Roster(rosters(scenario), levels_of(rules))
    tunables = {name: tunable.value for name, tunable in rules.tunables.items()}
    line = line_tables(scenario, roster)
    expressions = Expressions(
        scope=scope_of(scenario),
        roster=roster,
        level_values={setting.id: tuple(level.value for level in setting.levels) for setting in rules.settings},
        baseline=tunables["baseline_rate"] * float(line["km"].sum()) * DAYS_PER_WEEK,
    )
    rules_part = rule_tables(scenario, roster, expressions)
    tables = Tables(
        scenario_id=scenario.id,
        digest=hashlib.sha256(json.dumps([scenario.digest, sorted(changes.items())]).encode()).hexdigest(),
        roster=roster,
        registry=build_registry(scenario),
        sight=sight_of(scenario),
        errors=errors_of(scenario),
        tunables=tunables,
        origins=scenario.origins,
        theory=document.theory,
        tick_days=document.tick_days,
        turn_lengths=TURN_LENGTHS,
        sessions={session.id: (session.turn, session.turns) for session in document.sessions},
        seats=tuple(role.doctrine for role in document.roles),
        attention=tuple(role.attention for role in document.roles),
        array_rows={
            **{name: ("tracks", row) for row, name in enumerate(roster.axes["track"])},
            **{name: ("settings", row) for row, name in enumerate(roster.axes["setting"])},
        },
        **line,
        **force_tables(scenario, roster),
        **rules_part,
        doctrines=doctrine_tables(scenario, roster, expressions, rules_part["orders"], line["area"]),
        # Everything that looks back has been compiled by now.
        windows=tuple(
            (read, days, kind)
            for read, days, (_, kind) in zip(
                expressions.window_readers, expressions.window_days, expressions.windows, strict=True
            )
        ),
        window_slots=windows.ring_slots(max(expressions.window_days, default=0)),
        held=tuple(expressions.held_readers),
        held_names=tuple(expressions.names(term) for term in expressions.held),
        lookbacks=tuple((row, days, read, names) for (row, days), (read, names) in expressions.lookbacks.items()),
        start=WorldState(0, 0, 1, {}),
    )
    return dataclasses.replace(tables, start=opening(scenario, tables))
