"""The rules pages: one Markdown page for each mechanism, from its own docstrings and the rules of a scenario.

`wargame rules SCENARIO --pages DIR` writes them, and a test fails when `docs/rules/` is stale. The order of play is on
the index page; a page says when its mechanism comes, what it reads and writes, how it is worked out, and with which
numbers; an example at the end can be worked out again by hand.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from wargame.analysis.naming import Naming
from wargame.quantities import CHECKS, ENGINE, TUNABLES
from wargame.report.mechanisms import Mechanism, mechanisms, steps
from wargame.report.ruletables import Numbers, RuleTables, table, told
from wargame.report.worked import Examples
from wargame.scenario.document import Scenario
from wargame.scenario.resolved import resolved
from wargame.scenario.rules import Check
from wargame.words import Words

_ENGINE = {quantity.name: quantity for quantity in ENGINE}
_NOTE = "Made by `wargame rules {id} --pages docs/rules`; changes by hand are lost."


def write(scenario: Scenario, folder: Path) -> list[Path]:
    """Write every page into a folder that exists, and return the files."""
    paths = []
    for name, text in pages(scenario).items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def pages(scenario: Scenario) -> dict[str, str]:
    """File name -> Markdown."""
    numbers = {number.path: number for number in resolved(scenario)}
    examples = Examples(scenario, Naming(scenario, Words("en")))
    made = {"README.md": _index(scenario, numbers)}
    for mechanism in mechanisms():
        made[f"{mechanism.name}.md"] = _page(mechanism, scenario, numbers, examples)
    return {name: "\n".join(lines).rstrip("\n") + "\n" for name, lines in made.items()}


def _index(scenario: Scenario, numbers: Numbers) -> list[str]:
    used = {name for mechanism in mechanisms() for name in mechanism.tunables}
    rows = [
        (str(step.number), f"[{step.module}]({step.module}.md)", f"`{step.function}`", _first(step.doc))
        for step in steps()
    ]
    helpers = [mechanism for mechanism in mechanisms() if mechanism.name not in {step.module for step in steps()}]
    return [
        "# The rules, mechanism by mechanism", "", _NOTE.format(id=scenario.id), "",
        "A tick works out some days (a week, unless the scenario says otherwise) in the order below. Each mechanism is",
        "a file of `wargame/adjudication/` and a page here. Every chance, rate and share is a *check*: a base and",
        "factors that add up on the scale of its link,", "",
        "    link value = base + sum of gain x (quantity - centre) / scale", "",
        "and then 1 / (1 + e^-x) for a `logit` (a chance), e^x for a `log` (a rate), and x held between 0 and 1 for a",
        "`share`. The base is written as the result is: as a chance, rate or share. A die is a number between 0 and 1,",
        "and the lower it is the more happens: what has chance p happens when the die is below p.", "",
        f"The numbers are those of `{scenario.id}`. `wargame rules SCENARIO --pages DIR` makes the pages of another",
        "scenario, `--resolved` lists every number, `--diagram` draws what pulls on what, and `--booklet FILE` makes",
        "the booklet with which one turn is adjudicated with two ten-sided dice.", "",
        "## The order of play", "", *table(("step", "mechanism", "function", "what it does"), rows), "",
        "## What mechanisms work through", "",
        *(f"- [{mechanism.name}]({mechanism.name}.md): {_first(mechanism.doc)}" for mechanism in helpers), "",
        "## Numbers that no mechanism reads during play", "",
        *_tunables([name for name in TUNABLES if name not in used], numbers),
    ]  # fmt: skip


def _page(mechanism: Mechanism, scenario: Scenario, numbers: Numbers, examples: Examples) -> list[str]:
    own = [step for step in steps() if step.module == mechanism.name]
    lines = [f"# {mechanism.name}", "", _NOTE.format(id=scenario.id), "", *_said(mechanism.doc), "", *_place(own), ""]
    if mechanism.works_through:
        through = ", ".join(f"[{name}]({name}.md)" for name in mechanism.works_through)
        lines += [f"It works through {through}.", ""]
    lines += _quantities("It writes", mechanism.writes) + _quantities("It reads", mechanism.reads)
    lines += ["## How it is worked out", ""]
    for name, doc in mechanism.functions:
        lines += [f"### `{name}`", "", *_said(doc), ""]
    if mechanism.tunables:
        lines += ["## Numbers", "", *_tunables(mechanism.tunables, numbers), ""]
    lines += RuleTables(scenario, numbers).of(mechanism.name)
    for name in (*mechanism.checks, *_own_checks(mechanism.name, scenario)):
        lines += check_lines(name, scenario.rules.checks[name], numbers)
    title, shown = examples.of(mechanism)
    if shown:
        lines += ["## Worked by hand", "", f"{title}, `{scenario.id}`:", "", *(f"    {line}" for line in shown)]
    return lines


def _place(own: Sequence[object]) -> list[str]:
    every = steps()
    if not own:
        return ["No step of its own: see [the order of play](README.md)."]
    lines = []
    for step in (step for step in every if step in own):
        before = f"after `{every[step.number - 2].function}`" if step.number > 1 else "first of all"
        lines.append(f"- Step {step.number} of {len(every)}, `{step.function}`, {before}. [Order of play](README.md)")
    return lines


def _quantities(title: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    rows = []
    for name in names:
        known = _ENGINE.get(name)
        if known is None:
            rows.append((f"`{name}`", "", "", _INNER.get(name, "")))
        else:
            rows.append((f"`{name}`", known.unit, ", ".join(known.axes) or "–", known.meaning))
    return [f"## {title}", "", *table(("quantity", "unit", "for each", "meaning"), rows), ""]


_INNER = {
    "tracks": "every track of the rules",
    "settings": "the level in force of every setting",
    "queue": "effects on tracks still to come, by week",
    "window": "the past behind `sum` and `change`",
    "held": "days for which a condition has held without a break",
}


def _tunables(names: Iterable[str], numbers: Numbers) -> list[str]:
    rows = []
    for name in names:
        number = numbers.get(f"rules.tunables.{name}")
        if number is not None:
            rows.append((f"`{name}`", *told(number), TUNABLES[name], number.place))
    return table(("tunable", "value", "low to high", "unit", "basis", "source", "meaning", "where"), rows)


def check_lines(name: str, check: Check, numbers: Numbers) -> list[str]:
    """A check as a section: base and factors with range, basis, source and place."""
    base = numbers[f"rules.checks.{name}.base"]
    axes = CHECKS[name].axes if name in CHECKS else ()
    use = f" {CHECKS[name].use[0].upper()}{CHECKS[name].use[1:]}." if name in CHECKS else ""
    each = f" For each {' and '.join(axes)}." if axes else ""
    rows = [("base", "", "", *told(base), base.place)]
    for place, factor in enumerate(check.factors):
        gain = numbers[f"rules.checks.{name}.factors.{place}.gain"]
        only = " ".join(f"{axis} {row}" for axis, row in factor.only.items())
        equals = f" == {factor.equals}" if factor.equals else ""
        quantity = f"`{factor.quantity}{equals}`{f' ({only} only)' if only else ''}"
        rows.append((quantity, f"{factor.centre:g}", f"{factor.scale:g}", *told(gain), gain.place))
    head = ("factor", "centre", "scale", "gain", "low to high", "unit", "basis", "source", "where")
    return [f"## Check `{name}`", "", f"{check.name.en}: link `{check.link}`.{use}{each}", "", *table(head, rows), ""]


def _own_checks(name: str, scenario: Scenario) -> list[str]:
    """Checks that the rules name, not the engine: of orders, and of outcome dimensions."""
    rules = scenario.rules
    strips = [strip.check for strip in rules.outcomes]
    if name == "outcomes":
        return list(dict.fromkeys(strips))
    if name == "orders":
        asked = [order.check for order in rules.orders if order.check and order.check not in CHECKS]
        return [check for check in dict.fromkeys(asked) if check not in strips]
    return []


# Markdown -------------------------------------------------------------------------------------------------------------


def _said(doc: str) -> Iterator[str]:
    """A docstring as Markdown: what is indented, and lists of arguments, are set as they stand."""
    lines, kept = inspect.cleandoc(doc).splitlines(), False
    for line in lines:
        marks = line.startswith((" ", ">>>")) or line.rstrip() in {"Args:", "Returns:", "Raises:", "Attributes:"}
        if line and marks != kept:
            kept = marks
            if marks:
                yield ""
        yield f"    {line}" if kept and line else line


def _first(doc: str) -> str:
    """The first paragraph on one line."""
    return " ".join(doc.partition("\n\n")[0].split())
