"""An issue: one problem of a document, with its place, the thing by its id, the fact and the way out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from wargame.errors import InputError

CLIP = 110
"""Characters of a source line that are shown around the place."""
PREDICATES = ("has ", "lacks ", "is ", "names ", "can ")
"""First words of messages that the thing is the subject of: they follow it without a colon."""


@dataclass(frozen=True, order=True)
class Issue:
    """One problem. Issues sort by place.

    Attributes:
        file: the path as the reader knows it, clickable from where the program was started.
        line, col: from 1; 0 when the file itself is the problem (missing, not readable).
        severity: an error stops the document from being used.
        code: stable name of the kind of problem, listed in the reference.
        thing: what it is about, by id: "order `nl_letter`".
        message: the fact, without full stop.
        hint: the way out; empty if the fact says it.
        source_line: the line of the file.
        length: how many characters of it to underline, from `col`.
    """

    file: str
    line: int
    col: int
    severity: Literal["error", "warning"]
    code: str
    thing: str
    message: str
    hint: str = ""
    source_line: str = ""
    length: int = 1

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.col}" if self.line else self.file

    @property
    def fact(self) -> str:
        """Thing and message as one sentence."""
        if not self.thing:
            return self.message
        return f"{self.thing}{' ' if self.message.startswith(PREDICATES) else ': '}{self.message}"

    def __str__(self) -> str:
        severity = "" if self.severity == "error" else f"{self.severity}: "
        first = f"{_printable(self.place)}: {severity}{self.code}: {_printable(self.fact)}"
        hint = _printable(self.hint)
        if not self.source_line:
            return f"{first}\n  {hint}" if hint else first
        start, shown = _clipped(_printable(self.source_line, 1), self.col - 1)
        carets = "^" * max(1, min(self.length, len(shown) - start))
        return f"{first}\n{self.line:5d} | {shown}\n{'':5} | {'':{start}}{carets} {hint}".rstrip()


def render_issues(issues: Sequence[Issue], format: str = "text") -> str:
    """All issues for people (`format="text"`, ending with a count) or for programs (`"json"`)."""
    errors = [issue for issue in issues if issue.severity == "error"]
    if format == "json":
        counts = {"errors": len(errors), "warnings": len(issues) - len(errors)}
        return json.dumps({**counts, "issues": [asdict(issue) for issue in issues]}, ensure_ascii=False, indent=2)
    if not issues:
        return "No problems."
    files = _counted(len({issue.file for issue in issues}), "file")
    warnings = _counted(len(issues) - len(errors), "warning")
    if not errors:
        last = f"{warnings} in {files}."
    else:
        beside = f" and {warnings}" if len(errors) < len(issues) else ""
        last = f"{_counted(len(errors), 'problem')}{beside} in {files}. Nothing was started."
    return "\n".join([*map(str, issues), last])


class DocumentError(InputError):
    """Documents that can't be used. `issues` holds every problem found, sorted by place; `str` tells them all."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        first = next(issue for issue in issues if issue.severity == "error")
        super().__init__(first.code, first.fact, hint=first.hint, place=first.place)
        self.issues = tuple(issues)

    def __str__(self) -> str:
        return render_issues(self.issues)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _printable(text: str, width: int = 0) -> str:
    """Without anything that could move a terminal's cursor or change its colours; `width` 1 keeps columns in place."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ("·" if width and c != "\t" else " ") for c in text)


def _clipped(line: str, start: int) -> tuple[int, str]:
    """Where `start` falls in what is shown of the line, and that part."""
    start = min(start, len(line))
    if len(line) <= CLIP:
        return start, line
    begin = max(0, start - CLIP // 2)
    before, after = ("…" if begin else ""), ("…" if begin + CLIP < len(line) else "")
    return start - begin + len(before), f"{before}{line[begin : begin + CLIP]}{after}"
