"""A page: one document file with its text, tree and model; and `At`, a spot on it that issues are raised at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar

from wargame.scenario.base import Model
from wargame.scenario.issues import Issue
from wargame.scenario.yamltree import Loc, Node

NOUNS: dict[str, str] = {
    "answers": "answer", "areas": "area", "boxes": "box", "checks": "check", "cities": "city", "claims": "claim",
    "corridors": "corridor", "couplings": "coupling", "gates": "gate", "injects": "inject", "ladders": "ladder",
    "levels": "level",
    "objectives": "objective", "options": "force option", "orders": "order", "outcomes": "outcome", "places": "place",
    "roles": "role", "sectors": "sector", "sessions": "session", "settings": "setting", "sides": "side",
    "sight": "sight of", "tracks": "track", "triggers": "trigger", "tunables": "tunable",
    "violations": "violation class", "zones": "zone",
}  # fmt: skip
"""Section of a document -> what one of its entries is called."""


T = TypeVar("T")
Spot: TypeAlias = tuple[str, int, int]
"""File as issues name it, line, column."""


@dataclass(eq=False)
class Page:
    """One document. `model` is None when its shape is wrong beyond what could be left out (see `dropped`)."""

    name: str
    """Relative to the scenario folder: the key of `Scenario.files`."""
    shown: str
    """How issues name the file."""
    text: str
    root: Node
    """Of a scenario that extends another: its tree laid over the other's."""
    model: Model | None = None
    dates: list[Node] = field(default_factory=list)
    """Scalars that YAML would read as a date."""
    dropped: set[str] = field(default_factory=set)
    """Ids of entries that were left out because their shape is wrong: known, but not usable."""
    left_out: dict[str, set[int]] = field(default_factory=dict)
    """Section -> positions of list entries that the model lacks."""
    below: tuple[Page, ...] = ()
    """The documents that this one extends, the nearest first, as they stand in their files."""
    found: dict[Any, list[Any]] = field(default_factory=dict)
    """What `once` has made."""
    _lines: list[str] | None = None

    @property
    def partial(self) -> bool:
        """Whether the model lacks entries whose shape is wrong."""
        return bool(self.dropped or self.left_out)

    def numbers(self, section: str) -> list[int]:
        """Positions in the file of the entries that the model has in a list section."""
        node = self.root.child(section)
        gone = self.left_out.get(section, set())
        return [number for number in range(len(node.value) if node else 0) if number not in gone]

    def once(self, make: Callable[[Page], Iterable[T]]) -> list[T]:
        """What `make` finds on this page alone: looked up from the second time on, whatever scenario asks."""
        if make not in self.found:
            self.found[make] = list(make(self))
        return self.found[make]

    def written(self, node: Node) -> Page:
        """The page in whose file a node of this one stands."""
        return next((page for page in self.below if page.name == node.file), self)

    def spot(self, node: Node) -> Spot:
        """Where a node of this page stands."""
        return self.written(node).shown, node.line, node.col

    @property
    def kind(self) -> str:
        node = self.root.child("kind")
        return node.value if node and isinstance(node.value, str) else ""

    def line(self, number: int) -> str:
        """A line of the text, from 1; split only when an issue asks for it."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def thing(self, loc: Loc) -> str:
        """What a path is about, by id: "order `nl_letter`, gate `parliament`"."""
        found: list[str] = []
        node, section = self.root, ""
        for part in loc:
            inner = node.child(part)
            noun = NOUNS.get(section)
            if noun and isinstance(node.value, dict) and len(found) == 0:
                found.append(f"{noun} `{str(part)[:60]}`")
            elif noun and isinstance(node.value, list) and inner and isinstance(inner.value, dict):
                given = inner.child("id")
                name = given.value if given and isinstance(given.value, str) else None
                found.append(f"{noun} `{name[:60]}`" if name else f"{noun} number {int(part) + 1}")
            if inner is None:
                break
            node, section = inner, part if isinstance(part, str) else ""
        if not found:
            own = self.written(node).root.child("id")
            if own and isinstance(own.value, str) and self.kind:
                return f"{self.kind} `{own.value[:60]}`"
        return ", ".join([found[0], found[-1]] if len(found) > 1 else found)


@dataclass(frozen=True)
class At:
    """A spot: a page and a path of keys and indices. ``at / "effects" / 2`` goes down."""

    page: Page
    loc: Loc = ()

    def __truediv__(self, part: str | int) -> At:
        return At(self.page, (*self.loc, part))

    def issue(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        severity: Literal["error", "warning"] = "error",
        key: bool = False,
        part: tuple[int, int] | None = None,
    ) -> Issue:
        """An issue here; `key`: at the key of the last part; `part`: at (offset, length) within the scalar."""
        page, (line, col, length) = self._place(key=key)
        if part and not key:
            line, col, length = self._inside(line, col, length, part)
        source = page.line(line)
        thing = self.page.thing(self.loc)
        return Issue(page.shown, line, col, severity, code, thing, message, hint, source, length)

    def warning(self, code: str, message: str, hint: str = "", *, key: bool = False) -> Issue:
        return self.issue(code, message, hint, severity="warning", key=key)

    @property
    def place(self) -> str:
        """``file:line``, the file by its name in the scenario folder."""
        page, (line, _, _) = self._place(key=False)
        return f"{page.name}:{line}"

    def _place(self, *, key: bool) -> tuple[Page, tuple[int, int, int]]:
        """The page as it stands in its file, and line, column, length there."""
        parent = self.page.root.at(self.loc[:-1]) if self.loc else self.page.root
        last = self.loc[-1] if self.loc else ""
        if key and isinstance(last, str) and last in parent.keys:
            return self._key(parent, last)
        node = self.page.root.at(self.loc)
        missing = node is parent and bool(self.loc)
        if isinstance(node.value, dict | list) and not missing and isinstance(last, str) and last in parent.keys:
            return self._key(parent, last)  # a whole section is best shown by its key
        if isinstance(node.value, dict) and node.keys:
            return self._key(node, next(iter(node.keys)))
        return self.page.written(node), (node.line, node.col, node.length)

    def _key(self, owner: Node, key: str) -> tuple[Page, tuple[int, int, int]]:
        return self.page.written(owner.value.get(key, owner)), owner.keys[key]

    def _inside(self, line: int, col: int, length: int, part: tuple[int, int]) -> tuple[int, int, int]:
        node = self.page.root.at(self.loc)
        value, source = node.value, self.page.written(node).line(line)
        start = col - 1 + (source[col - 1 : col] in {"'", '"'})
        if isinstance(value, str) and source.startswith(value, start):
            return line, start + 1 + part[0], part[1]
        return line, col, length  # folded or escaped text: the whole of it
