"""What each mechanism of a tick is and uses, read from its own source: so that no page about it can say otherwise."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from types import ModuleType

from wargame.adjudication import acts, airdefence, effects, sequence
from wargame.quantities import CHECKS, ENGINE, TUNABLES
from wargame.words import Words

_ENGINE = {quantity.name for quantity in ENGINE}
_ARRAYS = _ENGINE | {"tracks", "settings", "queue", "window", "held"}
_WRITERS = {"set", "edit", "count"}
_HELPERS = {"acts": acts, "effects": effects, "airdefence": airdefence}
"""Modules that no step is named after, but that mechanisms work through."""


@dataclass(frozen=True)
class Step:
    """One call in the order of play."""

    number: int
    module: str
    function: str
    doc: str


@dataclass(frozen=True)
class Mechanism:
    """A module of adjudication: its name is that of its page."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its source, parsed."""
        return ast.parse(self.source)

    @property
    def doc(self) -> str:
        """What it is about."""
        return ast.get_docstring(self.tree) or ""

    @property
    def functions(self) -> tuple[tuple[str, str], ...]:
        """(name, docstring) of what it works out, in file order; what only explains is left out."""
        found = []
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef) and not _explains(node):
                doc = ast.get_docstring(node)
                if doc:
                    found.append((node.name, doc))
        return tuple(found)

    @property
    def checks(self) -> tuple[str, ...]:
        """Checks that it evaluates, as the engine names them."""
        asked: list[ast.expr] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "check":
                asked += node.args[:1]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "each_check":
                asked += [names.elt for names in node.args if isinstance(names, ast.ListComp)]
            elif (
                isinstance(node, ast.Subscript)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == "checks"
            ):
                asked.append(node.slice)
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "OWN_CHECK":
                asked += node.value.values if isinstance(node.value, ast.Dict) else []
        return _known(asked, tuple(CHECKS))

    @property
    def tunables(self) -> tuple[str, ...]:
        """Tunables that it reads."""
        return _known(_texts(self.tree), tuple(TUNABLES))

    @property
    def writes(self) -> tuple[str, ...]:
        """Arrays of the world that it settles or counts."""
        found: dict[str, None] = {}
        for function in (node for node in self.tree.body if isinstance(node, ast.FunctionDef)):
            inner = list(ast.walk(function))
            loops = [node.iter for node in inner if isinstance(node, ast.For | ast.comprehension)]
            stems = [text for run_through in loops for text in _strings(run_through)]
            for call in inner:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _WRITERS:
                    found.update(dict.fromkeys(name for name in _named_by(call, stems) if name in _ARRAYS))
        return tuple(sorted(found))

    @property
    def reads(self) -> tuple[str, ...]:
        """Arrays of the world that it looks at itself; what its checks and conditions look at is theirs."""
        names = {node.attr for node in ast.walk(self.tree) if isinstance(node, ast.Attribute)}
        return tuple(sorted(names & _ARRAYS - {"days"}))  # `days` is also what many another thing is called

    @property
    def works_through(self) -> tuple[str, ...]:
        """Mechanisms whose functions it calls."""
        found: dict[str, None] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wargame.adjudication"):
                module = (node.module or "").rpartition(".")[2]
                names = [alias.name for alias in node.names]
                found.update(dict.fromkeys(names if module == "adjudication" else [module]))
        return tuple(sorted(set(found) & {mechanism.name for mechanism in mechanisms()} - {self.name}))

    @property
    def events(self) -> tuple[str, ...]:
        """Codes of the events that it tells."""
        words = Words("en")
        told: dict[str, None] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                told.update(dict.fromkeys(_strings(node.args[0])))
            elif isinstance(node, ast.For):
                told.update(dict.fromkeys(_strings(node.iter)))
        return tuple(code for code in told if words.has(f"event.{code}"))


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """The order of play, from `wargame.adjudication.sequence.adjudicate`."""
    found: list[Step] = []
    body = ast.parse(inspect.getsource(sequence.adjudicate)).body[0]
    for node in body.body if isinstance(body, ast.FunctionDef) else []:
        called = _innermost(node.iter) if isinstance(node, ast.For) else getattr(node, "value", None)
        if not (isinstance(called, ast.Call) and isinstance(called.func, ast.Attribute)):
            continue
        module = vars(sequence).get(getattr(called.func.value, "id", ""))
        if isinstance(module, ModuleType):
            function = getattr(module, called.func.attr)
            name = module.__name__.rpartition(".")[2]
            found.append(Step(len(found) + 1, name, called.func.attr, inspect.getdoc(function) or ""))
    return tuple(found)


@lru_cache(maxsize=1)
def mechanisms() -> tuple[Mechanism, ...]:
    """Every mechanism that a step names, in the order of play, then what they work through."""
    modules = {vars(sequence)[alias].__name__.rpartition(".")[2]: vars(sequence)[alias] for alias in _aliases()}
    named = dict.fromkeys([*(step.module for step in steps()), *_HELPERS])
    return tuple(Mechanism(name, inspect.getsource(modules.get(name) or _HELPERS[name])) for name in named)


def _aliases() -> list[str]:
    return [alias for alias, value in vars(sequence).items() if isinstance(value, ModuleType) and alias != "np"]


def _innermost(node: ast.expr) -> ast.expr:
    """``windows.roll(...)`` of ``windows.roll(...).items()``."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
        node = node.func.value
    return node


def _explains(node: ast.FunctionDef) -> bool:
    """Whether a function only says why: its result is a `Why`."""
    return node.returns is not None and "Why" in ast.unparse(node.returns)


def _texts(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            yield node


def _strings(node: ast.AST) -> list[str]:
    return [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant) and isinstance(inner.value, str)]


def _strings_of(node: ast.JoinedStr) -> list[str]:
    """What a text with gaps says for sure."""
    return [str(part.value) for part in node.values if isinstance(part, ast.Constant)]


def _named_by(call: ast.Call, stems: list[str]) -> list[str]:
    """Arrays that a call settles: named outright, or by the texts that a loop runs through."""
    name = call.args[0] if call.args else None
    if isinstance(name, ast.Constant):
        return [str(name.value)]
    if isinstance(name, ast.Name):
        return stems
    if isinstance(name, ast.JoinedStr):
        gaps = [[str(part.value)] if isinstance(part, ast.Constant) else stems for part in name.values]
        return ["".join(parts) for parts in product(*gaps)]
    return []


def _known(nodes: Iterator[ast.expr] | list[ast.expr], names: tuple[str, ...]) -> tuple[str, ...]:
    """Names that a text is, or that a text with gaps fits."""
    found: dict[str, None] = {}
    for node in nodes:
        if isinstance(node, ast.Constant) and node.value in names:
            found[str(node.value)] = None
        elif isinstance(node, ast.JoinedStr) and any(len(text) > 1 for text in _strings_of(node)):
            parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in node.values)
            pattern = re.compile("".join(parts))
            found.update(dict.fromkeys(name for name in names if pattern.fullmatch(name)))
    return tuple(name for name in names if name in found)
