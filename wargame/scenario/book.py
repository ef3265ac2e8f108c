"""The pages of one scenario together: what lint rules walk over and what `Scenario` is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from wargame.errors import InputError
from wargame.scenario import changes, without
from wargame.scenario.conditions import Scope
from wargame.scenario.doctrines import Doctrine
from wargame.scenario.document import Scenario, ScenarioDocument
from wargame.scenario.forces import ForceCatalogue, ForceOption
from wargame.scenario.injects import Inject, Injects
from wargame.scenario.issues import Issue
from wargame.scenario.mapmodel import Map
from wargame.scenario.nearest import nearest
from wargame.scenario.pages import At, Page
from wargame.scenario.registry import rosters_of, scope, sight_in
from wargame.scenario.renames import renamed
from wargame.scenario.rules import Order, Rules
from wargame.scenario.yamltree import Node

M = TypeVar("M")


@dataclass(eq=False)
class Book:
    """Pages by the role they play. Every page has a model; `partial` ones lack entries whose shape is wrong."""

    main: Page
    map_page: Page
    rules_pages: list[Page] = field(default_factory=list)
    force_pages: list[Page] = field(default_factory=list)
    doctrine_pages: list[Page] = field(default_factory=list)
    inject_pages: list[Page] = field(default_factory=list)
    unused: list[Page] = field(default_factory=list)
    """Named by the scenario or one that it extends, but left out."""

    @property
    def pages(self) -> tuple[Page, ...]:
        return (
            self.main,
            self.map_page,
            *self.rules_pages,
            *self.force_pages,
            *self.doctrine_pages,
            *self.inject_pages,
        )

    def share(self, other: Book) -> None:
        """Take over what is the same from another book, of the same rules documents, less the same things."""
        if other is self:
            return
        mine = vars(self)
        mine["_all_rules"], mine["gone"], mine["rules"] = other._all_rules, other.gone, other.rules
        if self.axes == other.axes:
            mine["axes"], mine["scope"] = other.axes, other.scope

    @cached_property
    def document(self) -> ScenarioDocument:
        return model_of(self.main, ScenarioDocument)

    @cached_property
    def map(self) -> Map:
        return model_of(self.map_page, Map)

    @cached_property
    def rules(self) -> Rules:
        """All rules files as one: sections joined in the order in which the scenario names the files, less what is
        left out."""
        return without.rules_left(self._all_rules, self.gone)

    @cached_property
    def gone(self) -> dict[str, frozenset[str]]:
        """Section -> ids that the scenario leaves out."""
        return without.gone(self.document.without, self._all_rules)

    @cached_property
    def _all_rules(self) -> Rules:
        models = [model_of(page, Rules) for page in self.rules_pages]
        joined: dict[str, Any] = {"format": 1, "kind": "rules", "id": self.document.id}
        for name in Rules.model_fields:
            parts = [getattr(model, name) for model in models]
            if parts and isinstance(parts[0], dict):
                joined[name] = {key: value for part in parts for key, value in part.items()}
            elif parts and isinstance(parts[0], list):
                joined[name] = [item for part in parts for item in part]
            elif name == "version":
                joined[name] = max(parts, default=1)
        return Rules.model_construct(**joined)

    @cached_property
    def options(self) -> tuple[ForceOption, ...]:
        return tuple(option for catalogue in self.forces for option in catalogue.options)

    @cached_property
    def forces(self) -> tuple[ForceCatalogue, ...]:
        pages = (model_of(page, ForceCatalogue) for page in self.force_pages)
        return tuple(left for page in pages if (left := without.forces_left(page, self.gone)).options)

    @cached_property
    def injects(self) -> tuple[Inject, ...]:
        found = (inject for page in self.inject_pages for inject in model_of(page, Injects).injects)
        return tuple(inject for inject in found if inject.id not in self.gone["injects"])

    @cached_property
    def orders(self) -> dict[str, Order]:
        return {order.id: order for order in self.rules.orders}

    @cached_property
    def axes(self) -> dict[str, tuple[str, ...]]:
        return rosters_of(self.document, self.map, self.rules, self.options, self.injects)

    @cached_property
    def scope(self) -> Scope:
        return scope(self.rules, self.axes, without.all_gone(self.document.without, self.gone))

    @cached_property
    def sight(self) -> dict[str, Any]:
        return sight_in(self.rules, self.document)

    @cached_property
    def dropped(self) -> frozenset[str]:
        """Ids of entries that have a problem of shape: they exist, so naming them is no mistake."""
        return frozenset(name for page in self.pages for name in page.dropped)

    def each(self, pages: Iterable[Page], section: str) -> Iterator[tuple[At, Any]]:
        """Every entry of a list section that isn't left out, with its spot."""
        gone = self.gone.get(section, frozenset())
        for page in pages:
            for number, item in zip(page.numbers(section), getattr(page.model, section), strict=True):
                if not gone or item.id not in gone:
                    yield At(page, (section, number)), item

    def keyed(self, pages: Iterable[Page], section: str) -> Iterator[tuple[At, str, Any]]:
        """Every entry of a mapping section, with its spot and key."""
        for page in pages:
            for key, item in getattr(page.model, section).items():
                yield At(page, (section, key)), key, item

    def dangling(self, at: At, name: str, known: Iterable[str], what: str, *, key: bool = False) -> Iterator[Issue]:
        """An issue if nothing of that name exists."""
        names = tuple(known)
        if name not in names and name not in self.dropped and name not in self._gone_names:
            message = f"there is no {what} `{name[:60]}`" if key else f"names an unknown {what} `{name[:60]}`"
            yield at.issue(f"unknown-{what.replace(' ', '-')}", message, nearest(name, names), key=key)

    @cached_property
    def _gone_names(self) -> frozenset[str]:
        """What is left out goes together with what refers to it, so naming it is no mistake either."""
        return frozenset(name for names in self.gone.values() for name in names)

    def origins(self) -> dict[str, str]:
        """Dotted path -> ``file:line`` of every entry, sourced number, bare number and expression.

        ``rules.checks.violation_rate.factors.2.gain``, ``forces.nl_13.price.nato_gap``, ``injects.hamlet.when``,
        ``doctrines.russia-salami.temper.noise``, ``map.sectors.s01``, ``scenario.sides.russia.troops``.
        """
        found: dict[str, str] = {}
        for page in self.pages:
            prefix, root = _prefix(page), page.root
            if page.kind in {"forces", "injects"}:
                root = root.value.get("options", root) if page.kind == "forces" else root.value.get("injects", root)
            _collect(root, prefix, found)
        for path in self.document.changes:
            found[changes.origin_of(path)] = At(self.main, ("changes", path)).place
        return found

    @cached_property
    def unchanged(self) -> Scenario:
        """The scenario before its `changes`, without what only a checked one has: origins, files, digest, path."""
        doctrines = (without.doctrine_left(model_of(page, Doctrine), self.gone) for page in self.doctrine_pages)
        return Scenario(
            document=without.document_left(self.document, self.gone),
            map=self.map,
            rules=self.rules,
            forces=self.forces,
            doctrines={doctrine.id: doctrine for doctrine in doctrines},
            injects=self.injects,
            origins={},
            files={},
            digest="",
            path=Path(),
        )

    @cached_property
    def changed(self) -> Scenario:
        """The same with its `changes`, less those that can't be made."""
        scenario = self.unchanged
        for name, value in sorted(self.document.changes.items()):
            with suppress(InputError):
                scenario = changes.changed(scenario, name, value)
        return scenario

    def scenario(self, path: Path) -> Scenario:
        """The checked scenario."""
        pages = (*self.pages, *self.main.below, *self.unused)
        files = {page.name: page.text for page in sorted(pages, key=lambda page: page.name)}
        return renamed(replace(self.changed, origins=self.origins(), files=files, digest=digest(files), path=path))


def model_of(page: Page, kind: type[M]) -> M:
    """The page's model, known to be of this kind."""
    if not isinstance(page.model, kind):
        raise TypeError(f"{page.name} is not a {kind.__name__}")
    return page.model


def digest(files: dict[str, str]) -> str:
    """SHA-256 over names and texts of all files, in the order of their names."""
    out = hashlib.sha256()
    for name in sorted(files):
        data = files[name].encode("utf-8")
        out.update(f"{name}\n{len(data)}\n".encode())
        out.update(data)
    return out.hexdigest()


def _prefix(page: Page) -> str:
    own = page.root.child("id")
    return f"doctrines.{own.value}" if page.kind == "doctrine" and own else page.kind


def _collect(node: Node, path: str, found: dict[str, str]) -> None:
    """Add what lies under a node; texts in two languages and lists of points are of no use to anybody."""
    if isinstance(node.value, dict):
        if "en" in node.value:
            return
        found.setdefault(path, f"{node.file}:{node.line}")
        if "low" in node.value and "value" in node.value:
            return
        for key, inner in node.value.items():
            _collect(inner, f"{path}.{key}", found)
    elif isinstance(node.value, list):
        for number, inner in enumerate(node.value):
            own = inner.child("id")
            _collect(inner, f"{path}.{own.value if own else number}", found)
    elif isinstance(node.value, int | float | str):
        found.setdefault(path, f"{node.file}:{node.line}")
