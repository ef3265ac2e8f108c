"""The authoring reference in Markdown: made from the models, the registry, the grammar and the codes, never by hand.

`docs/reference/` holds what this makes; a test fails when it is stale. The broken examples are those of `tests/bad`,
which an installed package doesn't carry: there the pages say the rest.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wargame.places import PACKAGE
from wargame.quantities import AXES, CHECKS, ENGINE, LIMITS, TUNABLES
from wargame.scenario import conditions
from wargame.scenario.authoring.codes import CHAPTERS
from wargame.scenario.authoring.codes.told import Told
from wargame.scenario.authoring.meanings import EXAMPLES
from wargame.scenario.authoring.migrate import KEYS_0, STEPS, VALUES_0
from wargame.scenario.authoring.msel import COLUMNS
from wargame.scenario.authoring.schema import about, meaning, models_of
from wargame.scenario.shapes import FORMAT, KINDS

BAD = PACKAGE.parent / "tests" / "bad"
"""The broken examples, in a checkout."""
_NOTE = "Made by `wargame schema --reference --out docs/reference`; changes by hand are lost."


def pages(bad: Path = BAD) -> dict[str, str]:
    """File name -> Markdown of every page."""
    made = {
        "README.md": _index(),
        **{f"{kind}.md": _kind(kind) for kind in KINDS},
        "conditions.md": _conditions(),
        "quantities.md": _quantities(),
        "numbers.md": _numbers(),
        "formats.md": _formats(),
        **{f"problems-{name}.md": _chapter(title, codes, bad) for name, (title, codes) in CHAPTERS.items()},
    }
    return {name: text.rstrip("\n") + "\n" for name, text in made.items()}


def _index() -> str:
    kinds = [f"- [{kind}]({kind}.md): {about(model)}" for kind, model in KINDS.items()]
    problems = [
        f"- [{title}](problems-{name}.md): {', '.join(f'`{code}`' for code in codes)}"
        for name, (title, codes) in CHAPTERS.items()
    ]
    return "\n".join([
        "# Authoring reference", "", _NOTE, "",
        "Start with `wargame new`, write, and run `wargame check` until it is clean. An editor with a YAML language",
        "server completes and explains while you write: the first line of a document names its schema.", "",
        "A scenario names its other documents relative to its own folder. What isn't there is looked for among the",
        "shipped documents, so a scenario in a folder of your own can extend `moderate.yaml` or use",
        "`rules/tunables.yaml` by these names. Your own folder wins, and nothing outside the two is ever read.", "",
        "## Documents", "", *kinds, "",
        "## What they speak of", "",
        "- [Conditions](conditions.md): the language of conditions and quantities",
        "- [Quantities](quantities.md): everything the engine measures",
        "- [Numbers](numbers.md): the checks and tunables that rules must define",
        "- [Formats](formats.md): format versions, and injects as a table", "",
        "## Problems that `wargame check` finds", "", *problems,
    ])  # fmt: skip


def _kind(kind: str) -> str:
    lines = [f"# `kind: {kind}`", "", _NOTE, ""]
    schema = KINDS[kind].model_json_schema()
    for model in models_of(kind):
        part = schema if model is KINDS[kind] else schema.get("$defs", {}).get(model.__name__, {})
        lines += [f"## {model.__name__}", "", about(model), ""]
        lines += ["| field | value | needed | meaning |", "|---|---|---|---|"]
        lines += [_field(model, name, part) for name in model.model_fields]
        lines.append("")
    return "\n".join(lines)


def _field(model: type[BaseModel], name: str, part: dict[str, Any]) -> str:
    found = part.get("properties", {}).get(name, {})
    needed = "yes" if model.model_fields[name].is_required() else _default(found.get("default"))
    text = meaning(model, name)
    example = EXAMPLES.get(f"{model.__name__}.{name}")
    if example is not None:
        text += f" Example: `{_flow(example)}`"
    return f"| `{name}` | {words(found)} | {needed} | {text.replace('|', chr(92) + '|')} |"


def _default(value: Any) -> str:
    return "no" if value in (None, [], {}) or isinstance(value, dict) else f"no: `{_flow(value)}`"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def words(found: dict[str, Any]) -> str:
    """What may stand there, in words.

    >>> words({"type": "integer", "minimum": 1, "maximum": 52})
    'whole number, 1 to 52'
    >>> words({"type": "array", "items": {"$ref": "#/$defs/Text"}})
    'list of [Text](#text)'
    """
    if "$ref" in found:
        name = found["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in found:
        return " or ".join(words(each) for each in found["anyOf"] if each.get("type") != "null")
    if "allOf" in found:
        return words(found["allOf"][0])
    if "const" in found or "enum" in found:
        return ", ".join(f"`{each}`" for each in found.get("enum", [found.get("const")]))
    kind = found.get("type")
    if kind == "array":
        return f"list of {words(found.get('items', {}))}{_count(found)}"
    if kind == "object":
        inner: Any = found.get("additionalProperties") or next(iter(found.get("patternProperties", {}).values()), {})
        return f"mapping of names to {words(inner)}" if isinstance(inner, dict) and inner else "mapping"
    if kind == "string":
        return "date" if found.get("format") == "date" else "id" if "pattern" in found else "text"
    if kind in {"integer", "number"}:
        return f"{'whole number' if kind == 'integer' else 'number'}{_range(found)}"
    return {"boolean": "`true`, `false`"}.get(str(kind), "anything")


def _range(found: dict[str, Any]) -> str:
    low, high = found.get("minimum"), found.get("maximum")
    more = f", more than {found['exclusiveMinimum']:g}" if "exclusiveMinimum" in found else ""
    if low is not None and high is not None:
        return f", {low:g} to {high:g}"
    return (
        more + (f", at least {low:g}" if low is not None else "") + (f", at most {high:g}" if high is not None else "")
    )


def _count(found: dict[str, Any]) -> str:
    low, high = found.get("minItems"), found.get("maxItems")
    if low is not None and low == high:
        return f" ({low})"
    if low is None and high is None:
        return ""
    return f" ({low or 0} to {high})" if high is not None else f" ({low} or more)"


def _conditions() -> str:
    text = inspect.cleandoc(conditions.__doc__ or "").replace("``", "`")
    one = ("total", "mean", "max", "min")
    shapes = [f"`{name}(x)`" if name in one else f"`{name}(x, days)`" for name in conditions.FUNCTIONS]
    return "\n".join([
        "# Conditions", "", _NOTE, "", text, "",
        "## Words", "",
        f"- functions: {', '.join(shapes)}",
        f"- reserved: {', '.join(f'`{word}`' for word in sorted(conditions.RESERVED))}",
        f"- axes: {', '.join(f'`{axis}`' for axis in AXES)}",
        f"- units that add up over rows: {', '.join(sorted(conditions.COUNTED))}",
        f"- limits: {conditions.MAX_DEPTH} levels of nesting, windows of 1 to {conditions.MAX_DAYS} days", "",
        "## Examples", "",
        "```text", "sum(cfv_recorded[russia], 28) > 3 * baseline and operation == tripwire",
        "held(us_backing < 40, 14) or order_age[co_answer] > 60", "element_status[nl_13] == in_place",
        "argmin(coverage)", "```",
    ])  # fmt: skip


def _quantities() -> str:
    rows = [
        f"| `{each.name}` | {each.unit} | {' '.join(each.axes) or '-'} | {each.kind} | {each.meaning} |"
        for each in ENGINE
    ]
    return "\n".join([
        "# Quantities", "", _NOTE, "",
        "The engine's own. The rules add their tracks and settings. Nobody sees one unless the rules give sight of it.",
        "A `level` holds at the end of a tick; a `flow` counts what happened during it.", "",
        "| name | unit | axes | kind | meaning |", "|---|---|---|---|---|", *rows,
    ])  # fmt: skip


def _numbers() -> str:
    checks = [
        f"| `{name}` | {need.link} | {' '.join(need.axes) or '-'} | {need.use} |" for name, need in CHECKS.items()
    ]
    tunables = [
        f"| `{name}` | {'{:g} to {:g}'.format(*LIMITS[name]) if name in LIMITS else 'any'} | {use} |"
        for name, use in TUNABLES.items()
    ]
    return "\n".join([
        "# Numbers that rules must define", "", _NOTE, "", "## Checks", "",
        "| check | link | axes | what for |", "|---|---|---|---|", *checks, "", "## Tunables", "",
        "| tunable | can be | what for |", "|---|---|---|", *tunables,
    ])  # fmt: skip


def _formats() -> str:
    steps = [f"- format {step.since} to {step.since + 1}: {step.told}" for step in STEPS]
    keys = [
        f"| {kind} | {' / '.join(('', *path)) or '/'} | `{old}` | `{new}` |"
        for kind, paths in KEYS_0.items() for path, names in paths.items() for old, new in names.items()
    ]  # fmt: skip
    values = [
        f"| any | {field} | `{old}` | `{new}` |" for field, known in VALUES_0.items() for old, new in known.items()
    ]
    return "\n".join([
        "# Formats", "", _NOTE, "",
        f"Documents have `format: {FORMAT}`. `wargame migrate PATH --dry-run` shows how an older one would change;",
        "without `--dry-run` it is done. Comments and layout stay.", "", "## Steps", "", *steps, "",
        "| kind | where | format 0 | format 1 |", "|---|---|---|---|", *keys, *values, "",
        "## Injects as a table (MSEL)", "",
        "`wargame msel export SCENARIO --out FILE.csv` and `wargame msel import FILE.csv --into FILE.yaml`. One row is",
        "one inject, a list stands one entry a line within its cell, and an effect reads",
        "`tension +2 | after 7 | for 28 | source MIU: Kunnen`. The columns:", "",
        ", ".join(f"`{name}`" for name in COLUMNS),
    ])  # fmt: skip


def _chapter(title: str, codes: dict[str, Told], bad: Path) -> str:
    lines = [f"# {title}", "", _NOTE, ""]
    for code, told in codes.items():
        shown = _example(code, bad)
        severity = " (warning)" if ": warning: " in "\n".join(shown) and ": error: " not in "\n".join(shown) else ""
        lines += [
            f"## `{code}`{severity}",
            "",
            told.meaning,
            "",
            f"*Why:* {told.why}",
            "",
            f"*Way out:* {told.way_out}",
            "",
        ]
        lines += shown or ([f"*Broken example:* {told.example}", ""] if told.example else [])
    return "\n".join(lines)


def _example(code: str, bad: Path) -> list[str]:
    """The broken document, or the change that breaks the small test scenario, and what is said of it."""
    alone, change = bad / f"{code}.yaml", bad / "changes" / f"{code}.yaml"
    path = alone if alone.is_file() else change
    if not path.is_file():
        return []
    text = path.read_bytes().decode("utf-8", "replace").rstrip("\n")
    said = path.with_suffix(".expected").read_text(encoding="utf-8").rstrip("\n")
    if path == change:
        said = "\n".join(line for line in said.splitlines() if f": {code}: " in line)
        said = re.sub(r" \| $", "", said, flags=re.MULTILINE)
    intro = "Broken example:" if path == alone else "Broken example, a change to a sound scenario:"
    return [
        intro,
        "",
        "```yaml",
        _printable(text),
        "```",
        "",
        "What is said:",
        "",
        "```text",
        _printable(said),
        "```",
        "",
    ]


def _printable(text: str) -> str:
    lines = [line if len(line) <= 300 else f"{line[:300]} …" for line in text.split("\n")]
    return "\n".join("".join(c if c.isprintable() else "·" for c in line) for line in lines)
