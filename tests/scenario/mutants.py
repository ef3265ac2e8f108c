"""Mutants of the shipped documents: any node dropped, renamed, retyped, doubled, made unicode or huge.

Each is judged within the smallest scenario that has the document, and within one that extends it. Only the broken file
is read anew; the others are read once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tests.scenario import minimal
from wargame.places import scenarios_dir
from wargame.scenario import Issue, render_issues
from wargame.scenario.authoring.edits import Edit, applied
from wargame.scenario.lint.memo import Memo
from wargame.scenario.loader import _Reading
from wargame.scenario.sources import Texts
from wargame.scenario.yamltree import Loc, Node, read_tree

KINDS = ("drop", "rename", "retype", "duplicate", "unicode", "huge")
UNICODE = "né 中 \u202e \U0001f600 \u0000\u0085'\"{"
HUGE: tuple[Any, ...] = (10**30, -(10**30), 1e308, 10**17, float("inf"), 5e-324)
ODD: tuple[Any, ...] = (None, True, -1, "", "x" * 3000, "1 > 0", [], {}, [[]], {"en": "a"}, "2025-01-01", -0.5, "none")


@dataclass(frozen=True)
class Host:
    """A scenario with everything it names, read once."""

    main: str
    names: tuple[str, ...]
    """Its documents, and those that it extends."""
    files: dict[str, str]
    base: _Reading

    def issues(self, name: str, text: str) -> list[Issue]:
        """What is said of the scenario when one of its files reads so."""
        reading = _Reading(Texts({**self.files, name: text}))
        reading.raw = {other: page for other, page in self.base.raw.items() if other != name}
        reading.pages = {other: page for other, page in self.base.pages.items() if other not in {name, self.main}}
        reading.noted = {other: spots for other, spots in self.base.noted.items() if other != name}
        reading.memo = Memo({rule: list(known) for rule, known in self.base.memo.known.items()})
        reading.alike = dict(self.base.alike)
        return reading.all_issues(reading.book(self.main))


def hosts(files: dict[str, str], mains: Iterable[str] = ()) -> list[Host]:
    """Every scenario among the files (or those named), the smallest first."""
    found = []
    base = _Reading(Texts(files))
    for main in mains or sorted(name for name in files if "/" not in name):
        book = base.book(main)
        if book is not None:
            base.lint_issues(book)
            pages = [*book.pages, *book.main.below]
            found.append(Host(main, tuple(dict.fromkeys(page.name for page in pages)), files, base))
    return sorted(found, key=lambda host: (len(host.names), host.main))


def shipped() -> dict[str, str]:
    """Every shipped document by its name."""
    root = scenarios_dir()
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.yaml"))
    }


def pairs(files: dict[str, str], mains: Iterable[str] = ()) -> Iterator[tuple[Host, str]]:
    """Each file with the smallest scenario that has it; a scenario's own file also with the first that extends it."""
    every = hosts(files, mains)
    for name in files:
        own = [host for host in every if host.main == name] or [host for host in every if name in host.names]
        yield from ((host, name) for host in own[:1])
        heirs = [host for host in every if "/" not in name and name in host.names and host.main != name]
        yield from ((host, name) for host in heirs[:1])


def spots(text: str) -> list[Loc]:
    """The path of every node of a document."""
    root = read_tree(text).root
    return [loc for loc, _ in root.walk() if loc] if root else []


def mutant(text: str, root: Node, data: Any, loc: Loc, kind: str, number: int) -> str:
    """The document with one node broken; `number` picks among the many ways.

    Values and keys are broken where they stand; what has to move (drop, double) is written out anew.
    """
    owner, node = root.at(loc[:-1]), root.at(loc)
    last = loc[-1]
    if kind == "rename" and isinstance(last, str):
        new = (f"{last}x", last.upper(), json.dumps(UNICODE), '""', last[:-1], "on")[number % 6]
        return applied(text, [Edit(*owner.keys[last], new)])
    if kind in {"rename", "unicode"}:
        value: Any = f"{node.value}{UNICODE}" if isinstance(node.value, str) and kind == "unicode" else UNICODE
        return replaced(text, data, loc, node, value)
    if kind in {"retype", "huge"}:
        return replaced(text, data, loc, node, ODD[number % len(ODD)] if kind == "retype" else HUGE[number % len(HUGE)])
    if kind == "duplicate" and isinstance(last, str):
        return doubled(text, last, number)
    doc = deepcopy(data)
    inner = doc
    for part in loc[:-1]:
        inner = inner[part]
    if kind == "drop":
        del inner[last]
    else:
        inner.append(deepcopy(inner[last]))
    return minimal.dumped(doc)


def replaced(text: str, data: Any, loc: Loc, node: Node, value: Any) -> str:
    """The document with another value at a node."""
    line = text.splitlines()[node.line - 1]
    written = line[node.col - 1 : node.col - 1 + node.length]
    if not isinstance(node.value, dict | list) and written[:1] not in {"", "|", ">"}:
        return applied(
            text, [Edit(node.line, node.col, node.length, json.dumps(value, ensure_ascii=number_like(value)))]
        )
    doc = deepcopy(data)
    inner = doc
    for part in loc[:-1]:
        inner = inner[part]
    inner[loc[-1]] = value
    return minimal.dumped(doc)


def number_like(value: Any) -> bool:
    """Texts go in as they are every other time, and escaped otherwise."""
    return not isinstance(value, str) or len(value) % 2 == 0


def doubled(text: str, key: str, number: int) -> str:
    """One of the lines with this key stands twice."""
    lines = text.splitlines(keepends=True)
    having = [n for n, line in enumerate(lines) if line.lstrip(" -").startswith(f"{key}:")] or [0]
    at = having[number % len(having)]
    return "".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def judge(host: Host, name: str, text: str) -> int:
    """Judge one mutant; how many issues it has. Every one says file, line and column, and can be shown."""
    issues = host.issues(name, text)
    for issue in issues:
        assert issue.file in host.files, issue
        length = len((text if issue.file == name else host.files[issue.file]).splitlines())
        assert 1 <= issue.line <= length + 1, issue
        assert issue.col >= 1, issue
        assert issue.code, issue
        assert issue.message, issue
    assert len(issues) == len(set(issues))
    assert all(line.isprintable() for line in render_issues(issues).splitlines())
    json.loads(render_issues(issues, format="json"))
    return len(issues)


def run(at_least: int, part: int = 0, parts: int = 1, mains: Iterable[str] = ()) -> dict[str, int]:
    """Judge an even sample of all mutants, no fewer than `at_least` if there are so many; the figures.

    Of several parts that run side by side, each judges its share. `mains`: only documents of these scenarios.
    """
    work = [(host, name, loc) for host, name in pairs(shipped(), mains) for loc in spots(host.files[name])]
    total = len(work) * len(KINDS)
    step = max(1, total // at_least)
    step -= step % len(KINDS) == 0  # else the same kind would meet every node
    figures = {"nodes": len(work), "possible": total, "judged": 0, "noticed": 0, "issues": 0}
    known: dict[str, tuple[Node, Any]] = {}
    for number in range(part * step, total, step * parts):
        host, name, loc = work[number // len(KINDS)]
        kind = KINDS[number % len(KINDS)]
        if name not in known:
            root = read_tree(host.files[name]).root
            assert root is not None
            known = {name: (root, root.plain())}
        text = mutant(host.files[name], *known[name], loc, kind, number)
        try:
            found = judge(host, name, text)
        except Exception as error:
            where = ".".join(map(str, loc))
            raise AssertionError(f"{kind} of {where} in {name}, within {host.main}: {error!r}") from error
        figures["judged"] += 1
        figures["noticed"] += found > 0
        figures["issues"] += found
    return figures
