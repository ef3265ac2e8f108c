"""JSON Schema of each document kind, for editors: completion, hover text and red underlines while writing.

The models are the truth; `meanings` adds a sentence and an example to each field. A scenario that `extends` another
need not repeat what it inherits, so its schema has a second branch in which nothing but ids is required.
"""

from __future__ import annotations

import ast
import inspect
import json
from copy import deepcopy
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from wargame.scenario.authoring.meanings import COMMON, EXAMPLES, FIELDS
from wargame.scenario.shapes import KINDS

FOLDER = "schema"
"""Folder of the schemas beside the scenarios."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Kind -> its JSON Schema."""
    return {kind: schema_of(kind) for kind in KINDS}


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of documents of this kind.

    >>> sorted(schema_of("injects")["required"])
    ['format', 'id', 'injects', 'kind']
    """
    model = KINDS[kind]
    made = model.model_json_schema()
    named = {name: found for name, found in _models(model).items() if name in made.get("$defs", {})}
    for name, found in named.items():
        _explain(made["$defs"][name], found)
    _explain(made, model)
    made = {"$schema": _DIALECT, **made, "title": f"wargame: {kind}"}
    if "extends" in model.model_fields:
        made = _with_excursion(made)
    return made


def schema_text(kind: str) -> str:
    """The schema as it stands in ``scenarios/schema/KIND.json``."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def modeline(depth: int, kind: str) -> str:
    """The first line of a document `depth` folders below the scenarios, by which an editor finds its schema.

    >>> modeline(1, "rules")
    '# yaml-language-server: $schema=../schema/rules.json'
    """
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{kind}.json"


@cache
def docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Field -> the text that stands beneath it in the model, its parents' fields included.

    Read from the source when asked for: pydantic could do it while importing, and every start would pay for it.
    """
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not issubclass(one, BaseModel) or one is BaseModel:
            continue
        body = ast.parse(inspect.getsource(one)).body[0]
        steps = body.body if isinstance(body, ast.ClassDef) else []
        for field, beneath in pairwise(steps):
            match field, beneath:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(value=ast.Constant(value=str() as text)):
                    found[name] = " ".join(text.split()).replace("``", "`")
    return found


def meaning(model: type[BaseModel], field: str) -> str:
    """What a field means, in a sentence; empty if nobody has said."""
    own = FIELDS.get(f"{model.__name__}.{field}")
    return own or docstrings(model).get(field) or COMMON.get(field, "")


def about(model: type[BaseModel]) -> str:
    """What a model is: its docstring in one line."""
    return " ".join((model.__doc__ or "").split()).replace("``", "`")


def _models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Every model that a document is made of, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[Any] = [model]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            if one.__name__ not in found:
                found[one.__name__] = one
                waiting += [field.annotation for field in one.model_fields.values()]
        else:
            waiting += getattr(one, "__args__", ())
    return found


def models_of(kind: str) -> list[type[BaseModel]]:
    """The models of a document in the order in which its fields lead to them, the document first."""
    order: dict[str, type[BaseModel]] = {}

    def visit(one: Any) -> None:
        if isinstance(one, type) and issubclass(one, BaseModel):
            if one.__name__ in order:
                return
            order[one.__name__] = one
            for field in one.model_fields.values():
                visit(field.annotation)
        else:
            for part in getattr(one, "__args__", ()):
                visit(part)

    visit(KINDS[kind])
    return list(order.values())


def _explain(made: dict[str, Any], model: type[BaseModel]) -> None:
    """Add title, description and example to a model's schema and to its fields."""
    made["title"] = model.__name__
    made["description"] = about(model)
    if model.__name__ in EXAMPLES:
        made["examples"] = [EXAMPLES[model.__name__]]
    for name, field in made.get("properties", {}).items():
        field["title"] = name
        text = meaning(model, name)
        if text:
            field["description"] = text
        example = EXAMPLES.get(f"{model.__name__}.{name}")
        if example is not None:
            field["examples"] = [example]


def _with_excursion(made: dict[str, Any]) -> dict[str, Any]:
    """Two branches: a whole scenario, and one that extends another and says only what differs."""
    head = {key: made[key] for key in ("$schema", "title", "description")}
    whole = {key: value for key, value in made.items() if key not in {"$schema", "$defs"}}
    defs: dict[str, Any] = made["$defs"]
    loose = {f"Some{name}": _loosened(part) for name, part in defs.items() if name != "Text"}
    branch = _loosened({**whole, "title": "an excursion"})
    branch["required"] = ["format", "kind", "id", "extends"]
    return {
        **head,
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/Excursion"},
        "else": {"$ref": "#/$defs/WholeScenario"},
        "$defs": {**defs, **loose, "WholeScenario": whole, "Excursion": branch},
    }


def _loosened(part: dict[str, Any]) -> dict[str, Any]:
    """The same with nothing required, and with references to loosened parts."""
    found = deepcopy(part)
    found.pop("required", None)
    waiting: list[Any] = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            target = str(one.get("$ref", ""))
            if target.startswith("#/$defs/") and not target.endswith("/Text"):
                one["$ref"] = target.replace("#/$defs/", "#/$defs/Some")
            waiting += list(one.values())
        elif isinstance(one, list):
            waiting += one
    return found
