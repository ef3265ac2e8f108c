"""The shape of a document: its tree against its pydantic model, every deviation as an issue.

An entry of a section whose shape is wrong is left out and remembered, so that the rest of the document can still be
checked against the others in the same run.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from wargame.scenario.base import Model
from wargame.scenario.claims import Claims
from wargame.scenario.doctrines import Doctrine
from wargame.scenario.document import ScenarioDocument
from wargame.scenario.forces import ForceCatalogue
from wargame.scenario.injects import Injects
from wargame.scenario.issues import Issue
from wargame.scenario.mapmodel import Map
from wargame.scenario.nearest import nearest
from wargame.scenario.pages import NOUNS, At, Page, Spot
from wargame.scenario.rules import Rules
from wargame.scenario.yamltree import MAX_MISTAKES, Loc, Mistake, Node, Plain, shown_value

FORMAT = 1
"""The format that documents have today; `wargame.scenario.authoring.migrate` brings older ones up to it."""
KINDS: dict[str, type[Model]] = {
    "scenario": ScenarioDocument, "map": Map, "rules": Rules, "forces": ForceCatalogue, "doctrine": Doctrine,
    "injects": Injects, "claims": Claims,
}  # fmt: skip
"""`kind:` of a document -> its model."""

_WANTED = {
    "string": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "list": "a list",
    "dict": "a mapping of names to values", "model": "a mapping", "date": "a date such as 2025-02-28",
}  # fmt: skip
_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "lower-case letters, digits and _, starting with a letter",
    r"^[a-z0-9][a-z0-9_-]*$": "lower-case letters, digits, _ and -",
    r"^[0-9]{4}(-[0-9]{2}){0,2}$": 'a year, a month or a day in quotes: "2015", "2015-02" or "2015-02-12"',
    r"^LO[0-9]{1,2}$": "LO and a number, such as LO3",
}
_SIZES = {"too_short", "too_long", "string_too_short", "string_too_long"}
_RANGES = {
    "greater_than": ("gt", "more than"), "greater_than_equal": ("ge", "at least"), "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}  # fmt: skip


def mistakes(page: Page, found: list[Mistake]) -> Iterator[Issue]:
    """What the YAML reader noted, as issues that name the thing."""
    paths: dict[int, Loc] = {}
    if any(mistake.node for mistake in found):
        paths = {id(node): loc for loc, node in page.root.walk()}
    model = KINDS.get(page.kind)
    for mistake in found:
        loc = paths.get(id(mistake.node), ())
        message, hint = mistake.message, mistake.hint
        if mistake.written and loc:
            wanted = {str: "must be text, but ", bool: "", float: "", int: ""}.get(model_at(model, loc), "")
            message = f"{_field(loc)}{' ' if wanted else ': '}{wanted}{message}"
            if mistake.code == "yaml-boolean" and model_at(model, loc) is bool:
                hint = f"write {mistake.message.split()[-1]}"
        yield Issue(page.shown, mistake.line, mistake.col, "error", mistake.code, page.thing(loc), message, hint,
                    page.line(mistake.line), mistake.length)  # fmt: skip


def shape(page: Page, model: type[Model], noted: set[Spot]) -> Iterator[Issue]:
    """Fill in `page.model` and yield what is wrong. Places in `noted` have an issue already and get no second one."""
    plain = page.root.plain()
    if not isinstance(plain, dict):
        yield of_no_kind(page)
        return
    if type(plain.get("format")) is int and plain["format"] != FORMAT:
        yield of_another_format(page, int(str(plain["format"])))
        return
    yield from _dates(page, model, noted)
    try:
        page.model = model.model_validate_json(json.dumps(plain))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        seen: set[tuple[Spot, str]] = set()
        for entry in errors[:MAX_MISTAKES]:
            issue = _issue(page, model, entry)
            node = page.root.at(entry["loc"])
            spot = (issue.file, issue.line, issue.col)
            known = {spot, page.spot(node)} & noted
            if (spot, issue.code) not in seen and not known:
                seen.add((spot, issue.code))
                yield issue
        page.model = _salvaged(page, model, plain, [entry["loc"] for entry in errors])


def of_no_kind(page: Page) -> Issue:
    """What is wrong with a file that doesn't say what it is."""
    if not isinstance(page.root.value, dict):
        return At(page).issue("not-a-document", "a document is a mapping that starts with `format:` and `kind:`")
    at = At(page, ("kind",))
    return at.issue("unknown-kind", "is no document of a known kind", f"`kind:` is one of {', '.join(KINDS)}")


def of_another_format(page: Page, version: int) -> Issue:
    """What is wrong with a file whose fields mean something else, or nothing yet."""
    at, message = At(page, ("format",)), f"is of format {version}, and this version of wargame reads format {FORMAT}"
    if version > FORMAT:
        return at.issue("newer-format", message, "install a newer wargame")
    return at.issue("older-format", message, f"`wargame migrate {page.shown}` brings it up to date")


def _dates(page: Page, model: type[Model], noted: set[Spot]) -> Iterator[Issue]:
    """Dates without quotes where text is wanted. Only fields of the document itself are dates."""
    wanted = {id(page.root.child(name)) for name, field in model.model_fields.items() if field.annotation is date}
    wrong = {id(node) for node in page.dates} - wanted
    for loc, node in page.root.walk() if wrong else ():
        if id(node) in wrong and model_at(model, loc) is str:
            noted.add(page.spot(node))
            message = f"{_field(loc)} must be text, but YAML reads a bare {node.value} as a date"
            yield At(page, loc).issue("yaml-date", message, f'put it in quotes: "{node.value}"')


def _salvaged(page: Page, model: type[Model], plain: dict[str, Plain], locs: list[Loc]) -> Model | None:
    """The document without the entries whose shape is wrong, or None if that isn't enough."""
    for loc in sorted({loc[:2] for loc in locs}, key=str, reverse=True):
        section = plain.get(str(loc[0])) if loc else None
        if len(loc) == 1 and isinstance(loc[0], str) and loc[0] not in model.model_fields:
            plain.pop(loc[0], None)
        elif len(loc) == 2 and isinstance(section, dict) and isinstance(loc[1], str) and loc[1] in section:
            section.pop(loc[1])
            page.dropped.add(loc[1])
        elif len(loc) == 2 and isinstance(section, list) and isinstance(loc[1], int) and loc[1] < len(section):
            entry = section[loc[1]]
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                page.dropped.add(str(entry["id"]))
            section[loc[1]] = None
            page.left_out.setdefault(str(loc[0]), set()).add(loc[1])
    for section in plain.values():
        if isinstance(section, list):
            section[:] = [entry for entry in section if entry is not None]
    try:
        return model.model_validate_json(json.dumps(plain))
    except ValidationError:
        return None


def _issue(page: Page, model: type[Model], entry: Mapping[str, Any]) -> Issue:
    loc, rest = _in_tree(page.root, entry["loc"])
    kind, context, given = entry["type"], entry.get("ctx", {}), entry["input"]
    at, name = At(page, loc), _field(loc)
    if kind == "missing":
        return at.issue("missing-field", f"{_inside(page, loc)}lacks `{rest[0] if rest else name}`")
    if kind == "extra_forbidden":
        known = _fields(model_at(model, loc[:-1]))
        close = nearest(str(loc[-1]), known)
        near = f"{close} " if close.startswith("did") else ""
        return at.issue("unknown-field", f"{_inside(page, loc[:-1])}has no field `{str(loc[-1])[:60]}`",
                        f"{near}Allowed: {', '.join(known)}", key=True)  # fmt: skip
    if rest and rest[-1] == "[key]":
        return at.issue("bad-id", f"`{str(loc[-1])[:60]}` is no id here", _id_hint(context), key=True)
    if kind == "literal_error":
        found = re.findall(r"'([^']*)'|\b(\d+)\b", str(context.get("expected", "")))
        hint = nearest(str(given), [text or number for text, number in found])
        return at.issue("unknown-value", f"{name} is never `{shown_value(given)}`", hint)
    if kind == "string_pattern_mismatch" and name == "`date`":
        return at.issue("invalid-value", f"{name} `{shown_value(given)}` is no date", _id_hint(context))
    if kind == "string_pattern_mismatch":
        return at.issue("bad-id", f"{name} `{shown_value(given)}` is no id", _id_hint(context))
    if kind in _RANGES:
        key, words = _RANGES[kind]
        return at.issue("out-of-range", f"{name} must be {words} {context.get(key):g}, not {shown_value(given)}")
    if kind in _SIZES:
        message = entry["msg"][0].lower() + entry["msg"][1:]
        return at.issue("wrong-length", f"{name}: {message}")
    if kind == "value_error":
        return at.issue("invalid-value", str(context.get("error", entry["msg"])))
    wanted = next((words for start, words in _WANTED.items() if kind.startswith(start)), None)
    if wanted:
        many = "text or a number" if rest and rest[-1] in {"str", "float"} else wanted
        what = shown_value(given)
        quoted = what if isinstance(given, list | dict) or given is None else f"`{what}`"
        return at.issue("wrong-type", f"{name} must be {many}, not {quoted}", _type_hint(many, given))
    return at.issue("invalid-value", f"{name}: {entry['msg'][0].lower()}{entry['msg'][1:]}")


def _in_tree(root: Node, loc: Loc) -> tuple[Loc, Loc]:
    """The part of a pydantic path that exists in the document, and the rest (a missing field, a union's branch)."""
    node = root
    for depth, part in enumerate(loc):
        found = node.child(part)
        if found is None:
            return loc[:depth], loc[depth:]
        node = found
    return loc, ()


def _field(loc: Loc) -> str:
    """How a message calls the value at a path: by its key, or by its number in a list."""
    if not loc:
        return "the document"
    last = loc[-1]
    if isinstance(last, str):
        return f"`{last[:60]}`"
    return f"{_field(loc[:-1])} number {last + 1}" if len(loc) > 1 else f"entry {last + 1}"


def _inside(page: Page, loc: Loc) -> str:
    """Which part of the thing, when the path leads deeper than the thing itself: "`base` "."""
    own = not loc or isinstance(page.root.at(loc).child("id"), Node) or (len(loc) == 2 and str(loc[0]) in NOUNS)
    return "" if own else f"{_field(loc)} "


def _id_hint(context: Mapping[str, Any]) -> str:
    return _PATTERNS.get(str(context.get("pattern", "")), "")


def _type_hint(wanted: str, given: object) -> str:
    if wanted == "text" and isinstance(given, bool | int | float):
        return f'put it in quotes: "{shown_value(given)}"'
    if given is None:
        return "give it a value, or leave the key out"
    if wanted == "a list" and isinstance(given, str | int | float):
        return f"write [{given}]"[:80]
    return ""


def model_at(model: Any, loc: Loc) -> Any:
    """The type that a model wants at a path, without its bounds; None if it knows no such path. A literal counts as its
    own type: ``Literal["a", "b"]`` is `str`."""
    current = _bare(model)
    for part in loc:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(str(part))
            current = _bare(field.annotation) if field else None
        elif get_origin(current) is list:
            current = _bare(get_args(current)[0])
        elif get_origin(current) is dict:
            current = _bare(get_args(current)[1])
        else:
            return None
    return type(get_args(current)[0]) if "Literal" in str(get_origin(current)) else current


def _bare(annotation: Any) -> Any:
    while True:
        origin = get_origin(annotation)
        if origin in {Union, types.UnionType}:
            annotation = next((arm for arm in get_args(annotation) if arm is not type(None)), None)
        elif hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        else:
            return annotation


def _fields(model: Any) -> tuple[str, ...]:
    return tuple(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else ()
