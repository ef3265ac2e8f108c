"""Changes to the text of a document at the places its nodes stand at: comments and layout stay as they are."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wargame.errors import InputError
from wargame.scenario.sources import Unreadable, decoded, read_bytes
from wargame.scenario.yamltree import Loc, Node

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, order=True)
class Edit:
    """`length` characters at a line and column (from 1) become `to`."""

    line: int
    col: int
    length: int
    to: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.line}:{self.col}: {self.why}"


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, which must not overlap.

    >>> applied("side: NO  # nobody\\n", [Edit(1, 7, 2, '"NO"')])
    'side: "NO"  # nobody\\n'
    """
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, reverse=True):
        line, start = lines[edit.line - 1], edit.col - 1
        lines[edit.line - 1] = line[:start] + edit.to + line[start + edit.length :]
    return "".join(lines)


def renamed(owner: Node, key: str, to: str, why: str = "") -> Edit:
    """The edit that renames a key of a mapping."""
    line, col, length = owner.keys[key]
    return Edit(line, col, length, to, why or f"`{key}` is called `{to}`")


def quoted(text: str) -> str:
    """A scalar in double quotes.

    >>> quoted('the "line"')
    '"the \\\\"line\\\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def snippet(text_lines: Sequence[str], node: Node) -> str:
    """The scalar as it is written."""
    line = text_lines[node.line - 1] if node.line <= len(text_lines) else ""
    return line[node.col - 1 : node.col - 1 + node.length]


def read_text(path: Path) -> tuple[str, bool]:
    """A document's text and whether it starts with a byte-order mark; raises InputError."""
    try:
        data = read_bytes(path)
        return decoded(data), data.startswith(BOM)
    except Unreadable as problem:
        raise InputError(problem.code, problem.message, hint=problem.hint, place=str(path)) from None


def diff(name: str, before: str, after: str) -> str:
    """A unified diff, as people and `patch` read it; empty if nothing changed."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{name}", f"b/{name}", lineterm="", n=1)
    return "\n".join(lines)


def write_whole(path: Path, text: str, *, mark: bool = False) -> None:
    """Replace a file by a new one that is complete: a reader, or a power cut, sees the old or the new, never half."""
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write((BOM if mark else b"") + text.encode("utf-8"))
            Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError("cannot-write", f"this can't be written: {error.strerror}", place=str(path)) from None


def in_tree(root: Node, loc: Loc) -> Node | None:
    """The node at exactly this path."""
    node: Node | None = root
    for part in loc:
        node = node.child(part) if node else None
    return node
