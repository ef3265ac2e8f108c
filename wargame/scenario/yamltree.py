"""YAML text -> a tree whose every node knows its line and column.

The dialect is what YAML 1.1 and 1.2 agree on. Where they differ, or where YAML silently changes what somebody wrote
(``NO`` becomes false, ``010`` becomes 8, the second of two equal keys wins), there is a `Mistake` instead of a guess.
Anchors, aliases, merge keys and tags are refused: a document means what stands in it, and an alias can make gigabytes
out of a line. Reading is one pass over the parser's events with fixed limits, so time and memory are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

MAX_DEPTH = 50
MAX_NODES = 40_000
MAX_MISTAKES = 200

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
Loc: TypeAlias = tuple[str | int, ...]


class BareDate(str):
    """A date without quotes: fine where a date is wanted, a trap where text is."""

    __slots__ = ()


class Node:
    """A scalar, a list of nodes or a mapping of nodes, with its place in its file (from 1) and length on its line."""

    __slots__ = ("col", "file", "keys", "length", "line", "value")

    def __init__(self, value: Any, line: int, col: int, length: int, file: str = "") -> None:
        self.value: Any = value
        self.line = line
        self.col = col
        self.length = length
        self.file = file
        """Name of the document that says it: a tree laid over another holds nodes of both."""
        self.keys: dict[str, tuple[int, int, int]] = {}
        """Of a mapping: key -> line, column, length. A key stands in the file of its value."""

    def plain(self) -> Plain:
        """The same data without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        value: Plain = self.value
        return value

    def at(self, loc: Loc) -> Node:
        """The node at a path of keys and indices, or its nearest ancestor that exists."""
        node = self
        for part in loc:
            found = node.child(part)
            if found is None:
                break
            node = found
        return node

    def child(self, part: str | int) -> Node | None:
        if isinstance(self.value, dict) and isinstance(part, str):
            found: Node | None = self.value.get(part)
            return found
        if isinstance(self.value, list) and isinstance(part, int) and part < len(self.value):
            inside: Node = self.value[part]
            return inside
        return None

    def walk(self, loc: Loc = ()) -> Iterator[tuple[Loc, Node]]:
        """Every node with its path, this one first."""
        yield loc, self
        inner = self.value.items() if isinstance(self.value, dict) else ()
        for part, node in enumerate(self.value) if isinstance(self.value, list) else inner:
            yield from node.walk((*loc, part))


@dataclass(frozen=True)
class Mistake:
    """Something in the text that is no part of the dialect. `node` is what it is about; None: the file as a whole."""

    code: str
    message: str
    hint: str
    line: int
    col: int
    length: int
    node: Node | None = None
    written: str = ""
    """The scalar as written, where the message depends on the kind of field it stands in."""


@dataclass
class Tree:
    """What came out: `root` is None when the text could not be read to its end."""

    root: Node | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    dates: list[Node] = field(default_factory=list)
    """Every date without quotes; whether that is a mistake depends on the field."""


def read_tree(text: str, file: str = "") -> Tree:
    """Read one document, whose nodes will say that they stand in `file`. Never raises for what the text contains."""
    reading = _Reading(file)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            reading.take(event)
    except _Stop:
        reading.tree.root = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = str(error.problem or error.context)
        hint = "text with [ ] { } : # or a comma in it goes in quotes" if "expected ','" in problem else ""
        reading.note("yaml-syntax", f"this is no YAML: {problem}", hint, *where)
        reading.tree.root = None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        where = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        reading.note(
            "yaml-syntax",
            f"the character {text[error.position : error.position + 1]!r} can't stand in a file",
            "",
            *where,
        )
        reading.tree.root = None
    return reading.tree


class _Stop(Exception):  # noqa: N818 (no error: the reading is over)
    """The text is beyond a limit; what was noted says which."""


class _Reading:
    """Builds the tree from parser events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tree = Tree()
        self.stack: list[Node] = []
        self.key: list[str | None] = []
        """For each open mapping: the key that waits for its value."""
        self.nodes = 0
        self.documents = 0

    def note(
        self,
        code: str,
        message: str,
        hint: str,
        line: int,
        col: int,
        length: int = 1,
        node: Node | None = None,
        written: str = "",
    ) -> None:
        self.tree.mistakes.append(Mistake(code, message, hint, line, col, length, node, written))
        if len(self.tree.mistakes) >= MAX_MISTAKES:
            self.tree.mistakes.append(
                Mistake(
                    "too-many-problems", f"{MAX_MISTAKES} problems; the rest of the file was not read", "", line, col, 1
                )
            )
            raise _Stop

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
            self.key.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                line, col, _ = self._place(event)
                self.note(
                    "several-documents", "a second document starts here", "one file holds one document", line, col
                )
                raise _Stop
        elif isinstance(event, yaml.StreamEndEvent) and not self.documents:
            self.note("empty-file", "there is nothing in this file", "", 1, 1)

    def _place(self, event: Any) -> tuple[int, int, int]:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return start.line + 1, start.column + 1, max(1, length)

    def _put(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.note("too-many-values", f"more than {MAX_NODES:,} values in one file", "split it", node.line, node.col)
            raise _Stop
        if not self.stack:
            self.tree.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        key = self.key[-1]
        if key is None:
            self._put_key(parent, node)
        else:
            self.key[-1] = None
            if key not in parent.value:  # else a second value of the same key, noted already: the first stands
                parent.value[key] = node

    def _put_key(self, parent: Node, node: Node) -> None:
        place = (node.line, node.col, node.length)
        key = node.value if isinstance(node.value, str) else None
        if key is None:
            what = "a list or mapping" if isinstance(node.value, list | dict) else f"`{shown_value(node.value)}`"
            self.note("key-not-text", f"a key must be text, and this is {what}", "put it in quotes", *place, parent)
            key = f"{node.line}:{node.col}"
        if key in parent.value:
            first = parent.keys[key]
            self.note("duplicate-key", f"has `{key[:60]}` twice", f"the first is on line {first[0]}", *place, parent)
        else:
            parent.keys[key] = place
        self.key[-1] = key

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], *self._place(event), self.file)
        self._properties(event, node)
        self._put(node)
        self.stack.append(node)
        self.key.append(None)
        if len(self.stack) > MAX_DEPTH:
            self.note("too-deep", f"more than {MAX_DEPTH} levels of nesting", "", node.line, node.col)
            raise _Stop

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        node = Node(event.value, *self._place(event), self.file)
        self._properties(event, node)
        is_key = bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.key[-1] is None
        if not event.style:  # no quotes, no block: libyaml says "", the pure-Python parser None
            self._plain(node, event.value)
        if isinstance(node.value, BareDate):
            node.value = str(node.value)
            if not is_key:
                self.tree.dates.append(node)
        self._put(node)

    def _plain(self, node: Node, written: str) -> None:
        value, trap = plain_value(written)
        node.value = value
        if trap:
            code, message, hint = trap
            self.note(code, message, hint, node.line, node.col, node.length, node, written)

    def _alias(self, event: yaml.AliasEvent) -> None:
        node = Node(None, *self._place(event), self.file)
        self.note("yaml-alias", "aliases are not read", "write the thing out", node.line, node.col, node.length, node)
        self._put(node)

    def _properties(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            self.note(
                "yaml-alias", "anchors are not read", f"leave out &{event.anchor[:40]}", node.line, node.col, 1, node
            )
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")[:60]
            self.note(
                "yaml-tag",
                f"the tag `{tag}` is not read",
                "leave it out; text goes in quotes",
                node.line,
                node.col,
                1,
                node,
            )


Trap: TypeAlias = tuple[str, str, str]

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)(e[-+][0-9]+)?$")
_DATE = re.compile(r"\d{4}-\d\d-\d\d$")
_TRAPS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), code, message)
    for pattern, code, message in (
        (r"[-+]?0[0-9_]+$", "yaml-octal", "YAML reads a leading 0 as base 8"),
        (r"[-+]?0([xX][0-9a-fA-F_]+|[bB][01_]+|[oO][0-7_]+)$", "yaml-octal", "YAML reads this in another base than 10"),
        (
            r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$",
            "yaml-sexagesimal",
            "YAML reads this as a number of base 60",
        ),
        (r"[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?$", "yaml-underscore", "some YAML readers drop the underscores"),
        (r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+$", "yaml-exponent", "YAML readers differ: a number, or text"),
        (r"[-+]?\.(inf|Inf|INF)$|\.(nan|NaN|NAN)$", "not-finite", "this is no number to compute with"),
        (
            r"\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d.*$|\d{4}-\d{1,2}-\d{1,2}$",
            "yaml-date",
            "YAML reads this as a moment in time",
        ),
    )
)
_BOOLEANS = {"true": True, "false": False}
_FALSE_FRIENDS = frozenset({"yes", "no", "on", "off", "true", "false"})
_NULLS = frozenset({"", "~", "null"})


def plain_value(written: str) -> tuple[Any, Trap | None]:
    """What a scalar without quotes means, and the trap if YAML readers would not agree on it.

    >>> plain_value("12"), plain_value("0.5"), plain_value("line 3")
    ((12, None), (0.5, None), ('line 3', None))
    >>> plain_value("NO")
    ('NO', ('yaml-boolean', 'YAML reads a bare NO as false', 'put it in quotes: "NO"'))
    """
    first = written[:1]
    if first.isdigit() or first in {"-", "+", "."}:
        return _number(written)
    if written in _BOOLEANS:
        return _BOOLEANS[written], None
    if written in _NULLS:
        return None, None
    if len(written) <= 5 and written.lower() in _FALSE_FRIENDS and written in _variants(written):
        meaning = "true" if written.lower() in {"yes", "on", "true"} else "false"
        return written, ("yaml-boolean", f"YAML reads a bare {written} as {meaning}", f'put it in quotes: "{written}"')
    if written == "<<":
        return written, ("yaml-merge", "merge keys are not read", "write the things out")
    return written, None


def _number(written: str) -> tuple[Any, Trap | None]:
    if _INT.match(written):
        if len(written) > 18:
            return written, ("number-too-large", "this number is too large to compute with", "")
        return int(written), None
    if _FLOAT.match(written):
        value = float(written)
        if value in {float("inf"), float("-inf")}:
            return written, ("number-too-large", "this number is too large to compute with", "")
        return value, None
    if _DATE.match(written):
        return BareDate(written), None
    if len(written) > 64:
        return written, None
    for pattern, code, message in _TRAPS:
        if pattern.match(written):
            return written, (code, message, "write a plain number, or put text in quotes")
    return written, None


def _variants(word: str) -> tuple[str, str, str]:
    """The spellings of a word that YAML 1.1 takes for a boolean: yes, Yes and YES, never yEs."""
    return word.lower(), word.capitalize(), word.upper()


def shown_value(value: object) -> str:
    """A value as an issue quotes it."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    if isinstance(value, bool):
        return str(value).lower()
    return "nothing" if value is None else str(value)[:40]
