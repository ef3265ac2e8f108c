"""What a report is made of, whatever it is written as: chapters of texts, facts, tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A paragraph. kind: ``""``, ``lead``, ``note`` (small), ``quote`` (what a person wrote), ``box`` (set apart)."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Facts:
    """Big figures with what they count."""

    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    items: Sequence[str]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells; `numeric` columns are set flush right. `caption` is said before it."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Figure:
    """An inline SVG, and the same in words and numbers for who can't see it."""

    svg: str
    caption: str
    table: Table | None = None


@dataclass(frozen=True)
class Heading:
    """A heading within a chapter."""

    text: str


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on."""

    label: str
    count: int = 3


Block = Text | Facts | Items | Table | Figure | Heading | Lines


@dataclass(frozen=True)
class Chapter:
    """A chapter: its anchor, its title and what is in it."""

    id: str
    title: str
    blocks: Sequence[Block] = field(default_factory=tuple)
