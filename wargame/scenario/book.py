"""The pages of one scenario together: what lint rules walk over and what `Scenario` is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

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

    @cached_property
    def document(self) -> ScenarioDocument:
        return model_of(self.main, ScenarioDocument)

    @cached_property
    def map(self) -> Map:
        return model_of(self.map_page, Map)

    @cached_property
    def rules(self) -> Rules:
        """All rules files as one: sections joined in the order in which the scenario names the files."""
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
        return tuple(option for page in self.force_pages for option in model_of(page, ForceCatalogue).options)

    @cached_property
    def injects(self) -> tuple[Inject, ...]:
        return tuple(inject for page in self.inject_pages for inject in model_of(page, Injects).injects)

    @cached_property
    def orders(self) -> dict[str, Order]:
        return {order.id: order for order in self.rules.orders}

    @cached_property
    def axes(self) -> dict[str, tuple[str, ...]]:
        return rosters_of(self.document, self.map, self.rules, self.options, self.injects)

    @cached_property
    def scope(self) -> Scope:
        return scope(self.rules, self.axes)

    @cached_property
    def sight(self) -> dict[str, Any]:
        return sight_in(self.rules, self.document)

    @cached_property
    def dropped(self) -> frozenset[str]:
        """Ids of entries that have a problem of shape: they exist, so naming them is no mistake."""
        return frozenset(name for page in self.pages for name in page.dropped)

    def each(self, pages: Iterable[Page], section: str) -> Iterator[tuple[At, Any]]:
        """Every entry of a list section, with its spot."""
        for page in pages:
            for number, item in zip(page.numbers(section), getattr(page.model, section), strict=True):
                yield At(page, (section, number)), item

    def keyed(self, pages: Iterable[Page], section: str) -> Iterator[tuple[At, str, Any]]:
        """Every entry of a mapping section, with its spot and key."""
        for page in pages:
            for key, item in getattr(page.model, section).items():
                yield At(page, (section, key)), key, item

    def dangling(self, at: At, name: str, known: Iterable[str], what: str, *, key: bool = False) -> Iterator[Issue]:
        """An issue if nothing of that name exists."""
        names = tuple(known)
        if name not in names and name not in self.dropped:
            message = f"there is no {what} `{name[:60]}`" if key else f"names an unknown {what} `{name[:60]}`"
            yield at.issue(f"unknown-{what.replace(' ', '-')}", message, nearest(name, names), key=key)

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
            _collect(root, prefix, page.name, found)
        return found

    def scenario(self, path: Path) -> Scenario:
        """The checked scenario."""
        files = {page.name: page.text for page in sorted(self.pages, key=lambda page: page.name)}
        return Scenario(
            document=self.document,
            map=self.map,
            rules=self.rules,
            forces=tuple(model_of(page, ForceCatalogue) for page in self.force_pages),
            doctrines={model.id: model for model in (model_of(page, Doctrine) for page in self.doctrine_pages)},
            injects=self.injects,
            origins=self.origins(),
            files=files,
            digest=digest(files),
            path=path,
        )


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


def _collect(node: Node, path: str, name: str, found: dict[str, str]) -> None:
    """Add what lies under a node; texts in two languages and lists of points are of no use to anybody."""
    if isinstance(node.value, dict):
        if "en" in node.value:
            return
        found.setdefault(path, f"{name}:{node.line}")
        if "low" in node.value and "value" in node.value:
            return
        for key, inner in node.value.items():
            _collect(inner, f"{path}.{key}", name, found)
    elif isinstance(node.value, list):
        for number, inner in enumerate(node.value):
            own = inner.child("id")
            _collect(inner, f"{path}.{own.value if own else number}", name, found)
    elif isinstance(node.value, int | float | str):
        found.setdefault(path, f"{name}:{node.line}")
