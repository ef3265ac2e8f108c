"""What a scenario comes to: every number with its unit, range, basis, source and line, and what the numbers rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wargame.scenario.base import Model, Tunable
from wargame.scenario.document import Scenario
from wargame.scenario.registry import start_levels
from wargame.scenario.rules import Effect
from wargame.scenario.yamltree import Node

BASES = ("cited", "estimated", "assumed")


@dataclass(frozen=True)
class Resolved:
    """One number (or level) as play will use it.

    Attributes:
        path: dotted, as `--set` and `changes` name it (of an effect: where it stands).
        low, high: plausible range; None for an effect or a level, which have none.
        basis: ``cited``, ``estimated`` or ``assumed``; empty for a starting value, which the scenario simply sets.
        place: ``file:line`` of the document that says it.
    """

    path: str
    value: float | str
    low: float | None
    high: float | None
    unit: str
    basis: str
    source: str
    place: str

    def __str__(self) -> str:
        number = self.value if isinstance(self.value, str) else f"{self.value:g}"
        between = "" if self.low is None or self.high is None else f" ({self.low:g} to {self.high:g})"
        said = ", ".join(part for part in (self.basis, self.source) if part)
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.path} = {number}{unit}{between}{f', {said}' if said else ''} [{self.place}]"


def resolved(scenario: Scenario) -> list[Resolved]:
    """Every sourced number of the scenario, and where tracks and settings start, in the order of the documents."""
    origins = scenario.origins
    found = [_number(path, origins.get(path, ""), number) for path, number in _sourced(scenario)]
    document = scenario.document
    for track in scenario.rules.tracks:
        place = origins.get(f"scenario.tracks.{track.id}") or origins.get(f"rules.tracks.{track.id}.start", "")
        value = document.tracks.get(track.id, track.start)
        found.append(Resolved(f"tracks.{track.id}", value, track.low, track.high, track.unit, "", "", place))
    for name, level in start_levels(scenario).items():
        place = origins.get(f"scenario.settings.{name}") or origins.get(f"rules.settings.{name}.start", "")
        found.append(Resolved(f"settings.{name}", level, None, None, "", "", "", place))
    return found


def bases(numbers: Iterable[Resolved]) -> Counter[str]:
    """How many numbers rest on what."""
    return Counter(number.basis for number in numbers if number.basis)


def bases_in(root: Node) -> Iterator[str]:
    """The basis of every sourced number of a document's tree."""
    inner = root.value
    if isinstance(inner, dict):
        if "source" in inner and ("value" in inner or "delta" in inner):
            basis = inner["basis"].value if "basis" in inner else "assumed"
            yield basis if basis in BASES else "assumed"
        else:
            for node in inner.values():
                if isinstance(node.value, dict | list):
                    yield from bases_in(node)
    elif isinstance(inner, list):
        for node in inner:
            if isinstance(node.value, dict | list):
                yield from bases_in(node)


def shares(counts: Mapping[str, int]) -> str:
    """One line on what numbers rest on.

    >>> shares({"cited": 1, "estimated": 1, "assumed": 2})
    '4 sourced numbers: 25 % cited, 25 % estimated, 50 % assumed.'
    """
    total = sum(counts.get(basis, 0) for basis in BASES)
    if not total:
        return "No sourced numbers."
    parts = ", ".join(f"{100 * counts.get(basis, 0) / total:.0f} % {basis}" for basis in BASES)
    return f"{total:,} sourced number{'' if total == 1 else 's'}: {parts}."


def _number(path: str, place: str, number: Tunable | Effect) -> Resolved:
    if isinstance(number, Tunable):
        return Resolved(path, number.value, number.low, number.high, number.unit, number.basis, number.source, place)
    return Resolved(path, number.delta, None, None, "points", number.basis, number.source, place)


def _sourced(scenario: Scenario) -> Iterator[tuple[str, Tunable | Effect]]:
    yield from _walk(scenario.rules, "rules")
    for option in scenario.options:
        yield from _walk(option, f"forces.{option.id}")
    for doctrine in scenario.doctrines.values():
        yield from _walk(doctrine, f"doctrines.{doctrine.id}")
    for inject in scenario.injects:
        yield from _walk(inject, f"injects.{inject.id}")
    for side in scenario.document.sides:
        yield f"scenario.sides.{side.id}.troops", side.troops


def _walk(owner: Any, path: str) -> Iterator[tuple[str, Tunable | Effect]]:
    """Sourced numbers under a model, by the paths that `Scenario.origins` has: list entries by id, else by position."""
    if isinstance(owner, Tunable | Effect):
        yield path, owner
    elif isinstance(owner, Model):
        for name in type(owner).model_fields:
            yield from _walk(getattr(owner, name), f"{path}.{name}")
    elif isinstance(owner, dict):
        for key, inner in owner.items():
            yield from _walk(inner, f"{path}.{key}")
    elif isinstance(owner, list):
        for number, inner in enumerate(owner):
            yield from _walk(inner, f"{path}.{getattr(inner, 'id', number)}")
