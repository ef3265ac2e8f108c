"""Judge what scenarios share once: a rule that would read the same again says the same again.

Scenarios of one folder share most documents. While a rule looks at a book, what it reads of it is noted; for a later
book in which all of that is the same, its issues are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from wargame.scenario.base import Model
from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import Page

Rule = Callable[[Book], Iterator[Issue]]
Read = tuple[str, ...]
"""Attribute of the book, and the field of its document."""
_OWN = frozenset({("main",), ("pages",), ("unchanged",), ("changed",)})
"""What no two scenarios have in common."""
_METHODS: dict[str, tuple[str, ...]] = {"each": ("gone",), "keyed": (), "dangling": ("dropped", "gone")}
"""Methods that rules call, and what those read."""


@dataclass
class Memo:
    """Per rule: what it read and what it said, for every kind of book met so far."""

    known: dict[Rule, list[tuple[dict[Read, Any], list[Issue]]]] = field(default_factory=dict)

    def issues(self, rule: Rule, book: Book) -> list[Issue]:
        """What the rule says of the book."""
        for reads, issues in self.known.get(rule, ()):
            if all(_same(_value(book, read), value) for read, value in reads.items()):
                return issues
        traced = _Traced(book)
        issues = list(rule(cast("Book", traced)))
        if not _OWN & traced.reads.keys():
            self.known.setdefault(rule, []).append((traced.reads, issues))
        return issues


class _Traced:
    """A book that notes what is read of it."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.reads: dict[Read, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name == "document":
            return _TracedDocument(self)
        for read in _METHODS.get(name, (name,)):
            self.reads[(read,)] = getattr(self.book, read)
        return getattr(self.book, name)


class _TracedDocument:
    """The same for the fields of the scenario document."""

    def __init__(self, owner: _Traced) -> None:
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._owner.book.document, name)
        self._owner.reads["document", name] = value
        return value


def _value(book: Book, read: Read) -> Any:
    value: Any = book
    for name in read:
        value = getattr(value, name)
    return value


def _same(one: Any, other: Any) -> bool:
    """Documents are the same when they are one object; comparing them would take as long as judging them."""
    if one is other:
        return True
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Model | Page):
        return False
    return bool(one == other)
