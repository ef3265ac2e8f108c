"""The schemas that editors complete with: current, whole, and named by the first line of every shipped document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wargame.places import scenarios_dir
from wargame.scenario import check
from wargame.scenario.authoring import schema
from wargame.scenario.authoring.meanings import COMMON, EXAMPLES, FIELDS
from wargame.scenario.shapes import KINDS
from wargame.scenario.yamltree import read_tree

SHIPPED = sorted(scenarios_dir().rglob("*.yaml"))
MODELS = {model.__name__: model for kind in KINDS for model in schema.models_of(kind)}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_committed_schema_is_that_of_the_models(kind: str) -> None:
    path = scenarios_dir() / schema.FOLDER / f"{kind}.json"
    stale = "stale: run `wargame schema --out scenarios/schema`"
    assert path.read_text(encoding="utf-8") == schema.schema_text(kind), stale


def test_the_folder_of_schemas_holds_no_document() -> None:
    folder = scenarios_dir() / schema.FOLDER
    assert {path.name for path in folder.iterdir()} == {f"{kind}.json" for kind in KINDS}
    assert [issue.code for issue in check([folder])] == ["no-documents"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(scenarios_dir()).as_posix())
def test_a_shipped_document_names_its_schema_in_its_first_line(path: Path) -> None:
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    kind = read_tree(rest).root.value["kind"].value
    assert first == schema.modeline(len(path.relative_to(scenarios_dir()).parts) - 1, kind)
    target = path.parent / first.partition("$schema=")[2]
    assert target.resolve() == (scenarios_dir() / schema.FOLDER / f"{kind}.json").resolve()


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_field_has_a_meaning(name: str) -> None:
    model = MODELS[name]
    assert [field for field in model.model_fields if not schema.meaning(model, field)] == []
    assert schema.about(model)


def test_no_meaning_or_example_is_about_a_field_that_is_gone() -> None:
    known = {f"{name}.{field}" for name, model in MODELS.items() for field in model.model_fields} | set(MODELS)
    assert [name for name in {**FIELDS, **EXAMPLES} if name not in known] == []
    assert set(COMMON) <= {field for model in MODELS.values() for field in model.model_fields}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(scenarios_dir()).as_posix())
def test_a_shipped_document_fits_its_schema(path: Path) -> None:
    data = read_tree(path.read_text(encoding="utf-8")).root.plain()
    assert isinstance(data, dict)
    made = schema.schema_of(str(data["kind"]))
    assert list(misfits(data, made, made)) == []


def test_a_misfit_is_seen() -> None:
    made = schema.schema_of("injects")
    broken = {"format": 1, "kind": "injects", "id": "NO", "injekts": []}
    assert len(list(misfits(broken, made, made))) == 3


def test_an_excursion_need_not_repeat_what_it_inherits_and_a_base_must() -> None:
    made = schema.schema_of("scenario")
    text = {"en": "a", "nl": "b"}
    short = {"format": 1, "kind": "scenario", "id": "x", "extends": "a.yaml", "title": text, "roles": [{"id": "a"}]}
    assert list(misfits(short, made, made)) == []
    del short["extends"]
    assert any("cutoff" in misfit for misfit in misfits(short, made, made))


TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": int | float, "boolean": bool}


def misfits(value: Any, part: dict[str, Any], whole: dict[str, Any], at: str = "") -> list[str]:
    """What of a value a schema doesn't allow, by the keywords that our schemas use."""
    found: list[str] = []
    if "$ref" in part:
        found += misfits(value, whole["$defs"][part["$ref"].rpartition("/")[2]], whole, at)
    if "if" in part:
        branch = "else" if misfits(value, part["if"], whole, at) else "then"
        found += misfits(value, part[branch], whole, at)
    if "anyOf" in part and all(misfits(value, each, whole, at) for each in part["anyOf"]):
        found.append(f"{at}: fits none of anyOf")
    kind = part.get("type")
    if kind == "null":
        return found if value is None else [*found, f"{at}: not null"]
    if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [*found, f"{at}: {value!r} is no {kind}"]
    if isinstance(value, dict):
        return found + in_mapping(value, part, whole, at)
    if isinstance(value, list):
        inner = part.get("items", {})
        return found + [each for n, one in enumerate(value) for each in misfits(one, inner, whole, f"{at}.{n}")]
    return found + in_scalar(value, part, at)


def in_mapping(value: dict[str, Any], part: dict[str, Any], whole: dict[str, Any], at: str) -> list[str]:
    """The same for the keys of a mapping."""
    found = [f"{at}: lacks {key}" for key in part.get("required", []) if key not in value]
    patterns = list(part.get("patternProperties", {}).values())
    other = patterns[0] if patterns else part.get("additionalProperties", True)
    for key, each in value.items():
        inner = part.get("properties", {}).get(key, other)
        if inner is False:
            found.append(f"{at}.{key}: not allowed")
        elif isinstance(inner, dict):
            found += misfits(each, inner, whole, f"{at}.{key}")
    return found


def in_scalar(value: Any, part: dict[str, Any], at: str) -> list[str]:
    """The same for one value."""
    found = [] if value in part.get("enum", [value]) else [f"{at}: {value!r} is not in {part['enum']}"]
    if value != part.get("const", value):
        found.append(f"{at}: not {part['const']}")
    if isinstance(value, str) and not re.search(part.get("pattern", ""), value):
        found.append(f"{at}: {value!r} does not match {part['pattern']}")
    return found


def test_a_schema_is_json_and_says_what_it_is() -> None:
    for kind in KINDS:
        made = json.loads(schema.schema_text(kind))
        assert made["$schema"].startswith("https://json-schema.org/")
        assert kind in made["title"]
        assert made["description"]
