"""The list of events (MSEL) as a table: out to a spreadsheet, where staff like to work on it, and back to YAML.

One row is one inject; the columns are the fields of practice note 9. Lists stand one entry a line within their cell.
An effect reads ``tension +2 | after 7 | for 28 | source MIU: Kunnen``. What has no column of its own (acts of the
engine, and fields that came later) stands as JSON in `other`, so that a round trip loses nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wargame.errors import InputError
from wargame.scenario.authoring.cells import became_a_date, read_table, table
from wargame.scenario.authoring.schema import modeline
from wargame.scenario.base import dump
from wargame.scenario.injects import Inject
from wargame.scenario.sources import Unreadable, read_bytes
from wargame.scenario.syntax import ConditionError, syntax_tree
from wargame.scenario.yamltree import plain_value, read_tree

COLUMNS: tuple[str, ...] = (
    "id", "turn", "when", "title_en", "title_nl", "from_en", "from_nl", "to", "visibility", "medium", "text_en",
    "text_nl", "decision_en", "decision_nl", "prompts_en", "prompts_nl", "objectives", "effects", "preempted_when",
    "preempted_en", "preempted_nl", "source", "other",
)  # fmt: skip
"""`visibility` is told by `to` (all: public; some: closed) and is ignored on the way back."""
_TEXTS = {"title": "title", "from": "sender", "text": "text", "decision": "decision"}
"""Column without language -> field."""
_OWN = {
    *_TEXTS.values(), "id", "turn", "when", "to", "medium", "prompts", "objectives", "effects", "preempted", "source",
}  # fmt: skip
_PARTS = {"after": "after_days", "for": "for_days", "level": "level", "basis": "basis", "source": "source"}
_EFFECT = re.compile(r"([a-z][a-z0-9_]*)\s+([+\-−]?\d+(?:[.,]\d+)?)")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
DEFAULTS = {"after_days": 0, "for_days": 0, "basis": "assumed"}


def to_table(injects: Iterable[Inject], separator: str = ",") -> str:
    """The injects as CSV text that a spreadsheet opens and saves without changing it."""
    rows = [_row(dump(inject)) for inject in injects]
    return table(COLUMNS, ([row[name] for name in COLUMNS] for row in rows), separator)


def from_table(path: Path) -> list[dict[str, Any]]:
    """The injects of a CSV file as plain data, checked for shape.

    Raises:
        InputError: the file or a cell is wrong; the message names row and column.
    """
    try:
        data = read_bytes(path)
    except Unreadable as problem:
        raise InputError(problem.code, problem.message, hint=problem.hint, place=str(path)) from None
    header, rows = read_table(data, path.name, "id")
    unknown = [name for name in header if name and name not in COLUMNS]
    if unknown:
        hint = f"columns: {', '.join(COLUMNS)}"
        raise InputError("unknown-column", f"there is no column `{unknown[0]}`", hint=hint, place=f"{path.name}: row 1")
    problems: list[str] = []
    found: list[dict[str, Any]] = []
    first: dict[str, int] = {}
    for number, cells in rows:
        reading = _Reading(cells)
        inject = reading.inject()
        found.append(inject)
        name = str(inject.get("id", ""))
        if name in first:
            reading.note("id", f"`{name}` is the id of row {first[name]} as well")
        first.setdefault(name, number)
        reading.note_shape(inject)
        problems += [f"row {number}, column `{column}`: {message}" for column, message in reading.problems]
    if problems:
        listed = "\n".join([f"{len(problems)} cells are wrong", *(f"  {each}" for each in problems)])
        raise InputError("bad-table", listed, hint="nothing was written", place=path.name)
    if not found:
        raise InputError("empty-table", "there is no row beneath the header", place=path.name)
    return found


def into_document(injects: list[dict[str, Any]], name: str, before: str = "") -> str:
    """The injects document: `before` with its list of injects replaced, or a new one called `name`."""
    body = "\n".join(["injects:", *(line for inject in injects for line in _yaml(inject))])
    tree = read_tree(before) if before else None
    if not tree or not tree.root or not isinstance(tree.root.value, dict):
        head = f"{modeline(1, 'injects')}\nformat: 1\nkind: injects\nid: {name}\n"
        return f'{head}{body}\nsources:\n  OWN: "the designers\' own estimate"\n'
    lines = before.splitlines()
    keys = sorted((place[0], key) for key, place in tree.root.keys.items())
    start = next((line for line, key in keys if key == "injects"), len(lines) + 1)
    end = next((line for line, _ in keys if line > start), len(lines) + 1)
    return "\n".join([*lines[: start - 1], body, *lines[end - 1 :]]) + "\n"


def _row(inject: dict[str, Any]) -> dict[str, str]:
    cells = dict.fromkeys(COLUMNS, "")
    for column, field in _TEXTS.items():
        for lang in ("en", "nl"):
            cells[f"{column}_{lang}"] = inject[field][lang]
    for lang in ("en", "nl"):
        cells[f"prompts_{lang}"] = "\n".join(prompt[lang].replace("\n", " ") for prompt in inject.get("prompts", []))
    if preempted := inject.get("preempted"):
        cells["preempted_when"] = preempted["condition"]
        cells |= {f"preempted_{lang}": preempted["text"][lang] for lang in ("en", "nl")}
    cells |= {name: str(inject[name]) for name in ("id", "turn", "when", "medium", "source") if name in inject}
    cells["to"] = "\n".join(inject["to"])
    cells["objectives"] = "\n".join(inject["objectives"])
    cells["visibility"] = "public" if "all" in inject["to"] else "closed"
    cells["effects"] = "\n".join(_effect(effect) for effect in inject.get("effects", []))
    other = {name: value for name, value in inject.items() if name not in _OWN and value not in ([], None)}
    cells["other"] = json.dumps(other, ensure_ascii=False) if other else ""
    return cells


def _effect(effect: Mapping[str, Any]) -> str:
    parts = [f"{effect['track']} {effect['delta']:+.10g}"]
    for word, name in _PARTS.items():
        if effect.get(name) is not None and effect[name] != DEFAULTS.get(name):
            parts.append(f"{word} {effect[name]}")
    return " | ".join(parts)


class _Reading:
    """One row of the table, read into an inject, with what is wrong in it."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.problems: list[tuple[str, str]] = []

    def note(self, column: str, message: str) -> None:
        self.problems.append((column, message))

    def cell(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def lines(self, column: str) -> list[str]:
        return [line.strip() for line in self.cell(column).split("\n") if line.strip()]

    def inject(self) -> dict[str, Any]:
        """The row as plain data; cells that are empty leave their field out."""
        found: dict[str, Any] = {"id": self._id("id")}
        for column, field in _TEXTS.items():
            found[field] = {lang: self.cell(f"{column}_{lang}") for lang in ("en", "nl")}
        found["to"] = [self._word("to", line) for line in self.lines("to")]
        found["medium"] = self.cell("medium")
        if self.cell("when"):
            found["when"] = self._condition("when")
        if self.cell("turn"):
            found["turn"] = self._turn()
        found["objectives"] = [self._word("objectives", line) for line in self.lines("objectives")]
        english, dutch = self.lines("prompts_en"), self.lines("prompts_nl")
        if len(english) != len(dutch):
            self.note("prompts_nl", f"{len(dutch)} prompts, and {len(english)} in English: one a line")
        if english:
            found["prompts"] = [{"en": en, "nl": nl} for en, nl in zip(english, dutch, strict=False)]
        effects = [effect for line in self.lines("effects") if (effect := self._effect(line))]
        if effects:
            found["effects"] = effects
        if any(self.cell(name) for name in ("preempted_when", "preempted_en", "preempted_nl")):
            text = {lang: self.cell(f"preempted_{lang}") for lang in ("en", "nl")}
            found["preempted"] = {"condition": self._condition("preempted_when"), "text": text}
        found["source"] = self.cell("source")
        found |= self._other()
        return found

    def note_shape(self, inject: dict[str, Any]) -> None:
        """What the model of an inject says of it, by column."""
        if self.problems:
            return
        try:
            Inject.model_validate_json(json.dumps(inject))
        except ValidationError as error:
            for entry in error.errors(include_url=False):
                self.note(_column(entry["loc"]), entry["msg"][0].lower() + entry["msg"][1:])

    def _id(self, column: str) -> str:
        return self._word(column, self.cell(column))

    def _word(self, column: str, text: str) -> str:
        if became_a_date(text):
            self.note(column, f"`{text}`: the spreadsheet has made a date of it; format the column as text")
        return text

    def _turn(self) -> int | None:
        text = re.sub(r"[.,]0+$", "", self.cell("turn"))
        if became_a_date(text):
            self.note("turn", f"`{text}`: the spreadsheet has made a date of it; write the number of the turn")
        elif not text.isdecimal():
            self.note("turn", f"`{text}` is no whole number")
        return int(text) if text.isdecimal() else None

    def _condition(self, column: str) -> str:
        text = self.cell(column)
        try:
            syntax_tree(text)
        except ConditionError as error:
            for problem in error.problems:
                self.note(column, f"{problem.message} (character {problem.column + 1})")
        return text

    def _effect(self, line: str) -> dict[str, Any] | None:
        head, *rest = [part.strip() for part in line.split(" | ")]
        match = _EFFECT.fullmatch(head)
        if not match:
            self.note("effects", f"`{head[:60]}` must look like `tension +2 | after 7 | for 28 | source OWN`")
            return None
        delta = float(match[2].replace(",", ".").replace("−", "-"))
        found: dict[str, Any] = {"track": match[1], "delta": delta}
        for part in rest:
            word, _, value = part.partition(" ")
            name = _PARTS.get(word)
            if name is None:
                self.note("effects", f"`{part[:60]}` must start with one of: {', '.join(_PARTS)}")
            elif name.endswith("_days"):
                if not value.isdecimal():
                    self.note("effects", f"`{part[:60]}` must give whole days")
                found[name] = int(value) if value.isdecimal() else 0
            else:
                found[name] = value
        return found

    def _other(self) -> dict[str, Any]:
        text = self.cell("other")
        try:
            found = json.loads(text) if text else {}
        except ValueError as error:
            self.note("other", f"this is no JSON ({error})")
            return {}
        if not isinstance(found, dict) or set(found) & _OWN:
            self.note("other", "must be a JSON object of fields that have no column of their own")
            return {}
        return found


def _column(loc: tuple[str | int, ...]) -> str:
    field, rest = str(loc[0]), [str(part) for part in loc[1:]]
    if field == "preempted":
        return "preempted_when" if "condition" in rest else f"preempted_{rest[-1]}"
    column = next((name for name, each in _TEXTS.items() if each == field), field)
    lang = next((part for part in rest if part in {"en", "nl"}), "")
    found = f"{column}_{lang}" if lang else column
    return found if found in COLUMNS else "other"


def _yaml(inject: Mapping[str, Any]) -> Iterator[str]:
    """An inject as the shipped files write it: a key a line, what is inside on that line."""
    for n, (key, value) in enumerate(inject.items()):
        start = "  - " if n == 0 else "    "
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{start}{key}:"
            yield from (f"      - {_flow(each)}" for each in value)
        else:
            yield f"{start}{key}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        again, trap = plain_value(value)
        plain = _PLAIN.fullmatch(value) and again == value and not trap
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    short = isinstance(value, float) and abs(value) < 1e6 and value == round(value, 2)
    return f"{value:.2f}".rstrip("0").rstrip(".") if short else str(value)
