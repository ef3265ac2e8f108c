"""`wargame new`: the files of a new scenario, small and clean, for its author to go on from.

Two forms. An *excursion* is one file that extends a scenario and changes one assumption. A *fresh* scenario extends the
generic `basic` one, whose rules, orders and doctrines it inherits, and brings a line, sectors and two force options of
its own; it needs fewer than sixty lines of YAML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wargame.errors import InputError
from wargame.scenario.authoring.edits import write_whole
from wargame.scenario.authoring.schema import FOLDER, modeline, schema_text
from wargame.scenario.find import SUFFIXES, folder_of
from wargame.scenario.lint.geography import length_km
from wargame.scenario.shapes import KINDS
from wargame.scenario.sources import Unreadable

BASE = "basic.yaml"
SECTOR_KM = 19.0
WAVE = (0.0, 0.02, 0.03, 0.015, -0.01, -0.025, -0.015, 0.005)
"""Degrees by which the drawn line bends, so that it looks like a front and not like a ruler."""
NORTH, EAST = 45.0, 1.0
KM_PER_DEGREE = 78.6
"""Of longitude at that latitude."""
TERRAINS = ("forest", "industrial", "open", "river", "open", "urban")
PEOPLE = (700, 900)


@dataclass(frozen=True)
class Plan:
    """What the author said, or what stands in for it."""

    path: Path
    title: str
    title_nl: str = ""
    extends: str = ""
    """File of the scenario that it extends; empty: a fresh one."""
    assumption: str = ""
    assumption_nl: str = ""
    changes: Mapping[str, float | str] = field(default_factory=dict)
    sectors: int = 6
    sides: Sequence[str] = ("Northland", "Southland")
    schema: bool = True
    """Also write the schemas, by which an editor completes and explains."""

    @property
    def id(self) -> str:
        return self.path.stem


def planned(path: Path) -> Path:
    """The scenario file meant by what the author typed; refuses a name that is no id."""
    file = path if path.suffix in SUFFIXES or not path.name else path.with_name(f"{path.name}.yaml")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,47}", file.stem):
        hint = "a scenario is called by its file: lower-case letters, digits, _ and -"
        raise InputError("bad-id", f"`{file.stem}` is no id", hint=hint, place=str(file))
    return file


def made(plan: Plan) -> dict[str, str]:
    """File name relative to the scenario's folder -> its text."""
    if plan.extends:
        files = {plan.path.name: _excursion(plan)}
    else:
        if not 6 <= plan.sectors <= 64:
            raise InputError("option-range", f"--sectors is {plan.sectors}; it must be 6 to 64")
        files = {
            plan.path.name: _scenario(plan), f"maps/{plan.id}.yaml": _map(plan),
            f"forces/{plan.id}.yaml": _forces(plan),
        }  # fmt: skip
    if plan.schema:
        files |= {f"{FOLDER}/{kind}.json": schema_text(kind) for kind in KINDS}
    return files


def write(plan: Plan) -> list[Path]:
    """Write the files of a new scenario; none if one of its documents is there already.

    Raises:
        InputError: a file exists, can't be written, or the scenario to extend can't be read.
    """
    folder = folder_of(plan.path)
    try:
        folder.read(plan.extends or BASE)
    except Unreadable as problem:
        hint = problem.hint or "a shipped scenario, or a file in the same folder"
        raise InputError(problem.code, f"`{plan.extends}`: {problem.message}", hint=hint) from None
    files = made(plan)
    for name in files:
        path = plan.path.parent / name
        if path.exists() and not name.startswith(f"{FOLDER}/"):
            raise InputError("file-exists", "a scenario is never overwritten", hint="choose another name",
                             place=str(path))  # fmt: skip
    for name, text in files.items():
        write_whole(plan.path.parent / name, text)
    return [plan.path.parent / name for name in files]


def said(english: str, dutch: str = "") -> str:
    """A text in both languages as it stands in a file.

    >>> said("A line", "Een lijn")
    '{en: "A line", nl: "Een lijn"}'
    """
    return f"{{en: {_text(english)}, nl: {_text(dutch or english)}}}"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _head(plan: Plan, kind: str, depth: int) -> list[str]:
    line = [modeline(depth, kind)] if plan.schema else []
    return [*line, "format: 1", f"kind: {kind}", f"id: {plan.id}"]


def _excursion(plan: Plan) -> str:
    assumption = plan.assumption or "One thing is different; say here what, and change it below."
    unsaid = "Eén ding is anders; zeg hier wat, en verander het hieronder."
    dutch = plan.assumption_nl or ("" if plan.assumption else unsaid)
    lines = [
        *_head(plan, "scenario", 0),
        "version: 1",
        "family: excursion",
        f"extends: {plan.extends}",
        f"title: {said(plan.title, plan.title_nl)}",
        f"assumption: {said(assumption, dutch)}",
        "# Everything that isn't said here is as in the scenario above. Single values by path, as with `--set`:",
    ]
    if plan.changes:
        lines += ["changes:", *(f"  {path}: {_value(value)}" for path, value in plan.changes.items())]
    else:
        lines += ["# changes:", "#   rules.tunables.tit_for_tat: 0.3"]
    lines += ["# without: {injects: [some_inject]}", "# also: {injects: [injects/mine.yaml]}"]
    return _joined(lines)


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.10g}" if value != int(value) else str(int(value))


def _scenario(plan: Plan) -> str:
    one, other = plan.sides
    km = _length(plan.sectors)
    names = f"{{id: side_a, name: {said(one)}}}, {{id: side_b, name: {said(other)}}}"
    truce = said(f"The truce of {plan.title}", f"Het bestand van {plan.title_nl or plan.title}")
    summary = said(
        f"{one} and {other} have stopped fighting along {km} km. What can a mission do, and who stands behind it?",
        f"{one} en {other} vechten niet meer langs {km} km. Wat kan een missie doen, en wie staat erachter?",
    )
    opening = said(
        f"The truce is two weeks old. The line runs {km} km between {one} and {other}.",
        f"Het bestand is twee weken oud. De lijn loopt {km} km tussen {one} en {other}.",
    )
    return _joined([
        *_head(plan, "scenario", 0),
        "version: 1",
        f"extends: {BASE}",
        "# Inherited from there: purpose, objectives, sessions, rules, orders, doctrines, injects. Yours is below.",
        f"title: {said(plan.title, plan.title_nl)}",
        f"summary: {summary}",
        f"map: maps/{plan.id}.yaml",
        f"forces: [forces/basic.yaml, forces/{plan.id}.yaml]",
        "history: []",
        f"deal: {{name: {truce}}}",
        f"sides: [{names}]",
        "# More of a role can be said in the same way: goals, briefing, private, headline ...",
        f"roles: [{names}]",
        f"opening: [{opening}]",
    ])  # fmt: skip


def points(sectors: int) -> list[tuple[float, float]]:
    """The line from east to west, a bend every half sector: the south, `side_a`, lies on its left."""
    step = SECTOR_KM / KM_PER_DEGREE / 2
    return [
        (round(EAST + (sectors - n) * step, 3), round(NORTH + WAVE[n % len(WAVE)], 3)) for n in range(2 * sectors + 1)
    ]


def _length(sectors: int) -> int:
    return round(length_km(points(sectors)))


def _map(plan: Plan) -> str:
    km, line = _length(plan.sectors), points(plan.sectors)
    middle, west = line[len(line) // 2][0], line[-1][0]
    ends = [round(km * n / plan.sectors) for n in range(plan.sectors + 1)]
    areas = (
        ("east", "The east", "Het oosten"), ("middle", "The middle", "Het midden"), ("west", "The west", "Het westen"),
    )  # fmt: skip
    towns = ((f"Town of {plan.sides[0]}", NORTH - 0.1), (f"Town of {plan.sides[1]}", NORTH + 0.12))
    cities = ", ".join(
        f"{{id: {'south' if n == 0 else 'north'}, name: {said(name)}, lon: {middle:.3f}, lat: {lat:.3f}, size: 2}}"
        for n, (name, lat) in enumerate(towns)
    )
    sector_lines = [
        f"  - {{id: s{n + 1:02d}, area: {areas[n * 3 // plan.sectors][0]}, name: {said(f'Sector {n + 1}')}, "
        f"from_km: {ends[n]}, to_km: {ends[n + 1]}, terrain: {TERRAINS[n % len(TERRAINS)]}}}"
        for n in range(plan.sectors)
    ]
    places = (
        ("home", "Sending country", "Zendend land", west - 2.5, NORTH + 1.5, "home"),
        ("backer-home", "Backer's country", "Steunend land", west - 4.5, NORTH + 1.0, "home"),
        ("neighbour", "Port of the neighbour", "Haven van het buurland", middle, NORTH - 0.65, "neighbour"),
        ("rear", "Southern base", "Zuidelijke basis", middle + 0.25, NORTH - 0.2, "rear"),
        ("hub", "Depot", "Depot", middle, NORTH - 0.12, "hub"),
        ("near-line", "Forward camp", "Vooruitgeschoven kamp", middle + 0.4, NORTH - 0.06, "near_line"),
        ("air", "Air base abroad", "Vliegbasis in het buitenland", west - 0.7, NORTH - 0.6, "air"),
        ("sea", "The bay", "De baai", west - 0.25, NORTH - 0.05, "sea"),
    )
    return _joined([
        *_head(plan, "map", 1),
        f"title: {said(plan.title, plan.title_nl)}",
        "base: schematic",
        f"projection: {{kind: lambert_conformal, parallels: [44.6, 45.4], centre: [{middle:.3f}, {NORTH:.2f}]}}",
        f"disclaimer: {said('Training map, not a legal boundary', 'Oefenkaart, geen juridische grens')}",
        "line:",
        f"  stated_length_km: {km}",
        "  sides: [side_a, side_b]",
        f"  points: [{', '.join(f'[{lon:.3f}, {lat:.3f}]' for lon, lat in line)}]",
        f"areas: [{', '.join(f'{{id: {name}, name: {said(en, nl)}}}' for name, en, nl in areas)}]",
        "sectors:",
        *sector_lines,
        f"cities: [{cities}]",
        "# The ids of places are those that the inherited orders and doctrines speak of.",
        "places:",
        *(f"  - {{id: {name}, name: {said(en, nl)}, lon: {lon:.3f}, lat: {lat:.3f}, depth: {depth}}}"
          for name, en, nl, lon, lat, depth in places),
    ])  # fmt: skip


def _number(value: float, unit: str) -> str:
    low, high = value * 0.5, value * 2
    return f"{{value: {value:g}, low: {low:g}, high: {high:g}, unit: {unit}, basis: assumed, source: AUTHORS}}"


def _forces(plan: Plan) -> str:
    names = (("First battalion", "Eerste bataljon"), ("Second battalion", "Tweede bataljon"))
    options: list[str] = []
    for n, (name, people) in enumerate(zip(("m_first", "m_second"), PEOPLE, strict=True)):
        symbol, nation = ("infantry_battalion", "mechanised_battalion")[n], ("mission", "partner")[n]
        does = f"{{presence: 1, monitoring: 0.5, response: {0.3 + 0.2 * n:g}}}"
        price = f"nato_gap: {_number(3, 'points')}, buildup: {_number(2, 'points')}, carve_out: false, backfill: false"
        notes = said("What a planner should know of it.", "Wat een planner ervan moet weten.")
        options += [
            (f"  - {{id: {name}, nation: {nation}, role: mission, kind: ground, name: {said(*names[n])}, "
             f"short: {_text(f'{n + 1} Bn')}, components: [{{symbol: {symbol}, count: 1, people: {people}}}],"),
            (f"     home: home, basing: [rear, hub, near_line], does: {does}, needs: {{us_enablers: 0.3}}, "
             f"notes: {notes}, sources: [AUTHORS],"),
            f"     readiness_days: {_number(30 + 15 * n, 'days')}, arrival_days: {_number(14, 'days')},",
            f"     rotation_pool: {_number(3, 'units per unit away')}, sustain_days: {_number(182, 'days')},",
            f"     price: {{{price}}}}}",
        ]  # fmt: skip
    return _joined([
        *_head(plan, "forces", 1),
        f"title: {said('Forces of the mission', 'Eenheden van de missie')}",
        "# `m_first` and `m_second` are the ids that the inherited orders and doctrines speak of.",
        "options:",
        *options,
    ])  # fmt: skip


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
