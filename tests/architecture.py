"""The house rules as functions over a source tree: each returns its offences as `file:line: what is wrong`.

`test_architecture.py` holds the real tree to them, and shows on small broken trees that each one can fail.
"""

from __future__ import annotations

import ast
import graphlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

FLOORS = {
    "errors": 0, "places": 0, "quantities": 0, "dice": 0, "samplers": 0, "numerics": 0, "words": 0,
    "arguments": 0,
    "scenario": 1,
    "world": 2,
    "adjudication": 3, "doctrine": 3,
    "simulate": 4, "combat": 4, "airdefence": 4,
    "exercise": 5,
    "analysis": 6,
    "report": 7,
    "ui": 8, "console": 8,
    "cli": 9,
    "__main__": 10,
}  # fmt: skip
"""Room -> floor. A room imports lower floors only; rooms of one floor ignore each other, except on the ground floor."""

GROUND = {room for room, floor in FLOORS.items() if floor == 0}
EVERYWHERE = set(FLOORS)
THIRD_PARTY = {
    "jinja2": {"report"},
    "numpy": EVERYWHERE,
    "platformdirs": {"places", "cli"},
    "polib": {"words"},
    "pydantic": {"scenario", "world", "exercise"},
    "pygame": {"ui"},
    "sqlite3": {"exercise"},
    "typer": {"cli"},
    "yaml": {"scenario"},
}
"""Library -> the rooms that may import it. Any other library is no dependency of ours. (sqlite3 is Python's own.)"""

BLIND_TO_THE_CLOCK = {room for room, floor in FLOORS.items() if floor <= FLOORS["simulate"]} - {"places"}
"""Rooms whose results depend on their arguments alone."""
CLOCKS_AND_DICE = {"random", "secrets", "time", "uuid"}
NOW = {"now", "today", "utcnow"}
MAY_STAND = {-1, 0, 1, 2}
MAX_LINES = 400
LAME = {f"pytest.{how}" for how in ("skip", "xfail", "importorskip", "mark.skip", "mark.skipif", "mark.xfail")}

Files = dict[Path, ast.Module]
Rule = Callable[[Path, Files], list[str]]


def read(root: Path, *folders: str) -> Files:
    """Parse every Python file below the folders (`wargame` if none is named)."""
    paths = sorted(path for folder in folders or ("wargame",) for path in (root / folder).rglob("*.py"))
    return {path.relative_to(root): ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in paths}


def room_of(path: Path) -> str:
    """The room that a file of the package lies in; empty for `wargame/__init__.py`.

    >>> room_of(Path("wargame/world/state.py")), room_of(Path("wargame/dice.py"))
    ('world', 'dice')
    """
    first = path.parts[1]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Every import, lazy ones too: line, module, and the name taken from it (empty for `import module`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, "." * node.level + (node.module or ""), alias.name


def arrows(root: Path, files: Files) -> list[str]:
    """Lower floors never import higher ones, and rooms of one floor ignore each other."""
    found = []
    for path, tree in files.items():
        room = room_of(path)
        if not room:
            continue
        if room not in FLOORS:
            found.append(f"{path}:1: room `{room}` stands on no floor")
            continue
        for line, module, name in imports(tree):
            offence = _arrow_offence(room, module, name)
            if offence:
                found.append(f"{path}:{line}: {offence}")
    return found


def _arrow_offence(room: str, module: str, name: str) -> str:
    if module.startswith("."):
        return "relative import; name the room"
    if module in {"importlib", "importlib.util"} and name in {"import_module", "find_spec"}:
        return "an import by text, which no arrow can be checked on"
    package, *target = [*module.split("."), *([name] if name else [])]
    if package != "wargame":
        return ""
    if not target:
        return "`import wargame` hides which room is meant; take the name `from` it"
    if target == ["__version__"] or target[0] == room:
        return ""
    if target[0] not in FLOORS:
        return f"`{target[0]}` is no room"
    if room in GROUND and target[0] in GROUND:
        return ""
    if FLOORS[target[0]] >= FLOORS[room]:
        return f"`{room}` (floor {FLOORS[room]}) imports `{target[0]}` (floor {FLOORS[target[0]]})"
    if room == "doctrine" and target[0] == "world" and target[1:2] not in (["view"], ["orders"]):
        return "a doctrine sees `world.view` and `world.orders` only, so that it can't peek"
    return ""


def third_party(root: Path, files: Files) -> list[str]:
    """Every library is imported in its own rooms only, and is one that the package declares."""
    found = []
    for path, tree in files.items():
        for line, module, _ in imports(tree):
            library = module.split(".")[0]
            if library in THIRD_PARTY:
                if room_of(path) not in THIRD_PARTY[library]:
                    found.append(f"{path}:{line}: `{library}` belongs in {', '.join(sorted(THIRD_PARTY[library]))}")
            elif library not in sys.stdlib_module_names and library not in {"wargame", ""}:
                found.append(f"{path}:{line}: `{library}` is no dependency of ours")
    return found


def numbers(root: Path, files: Files) -> list[str]:
    """In `adjudication/` stands no number but -1, 0, 1 and 2: the others live in the rules, with their source."""
    found = []
    for path, tree in files.items():
        if room_of(path) != "adjudication":
            continue
        for node in ast.walk(tree):
            if _is_number(node) and ast.literal_eval(node) not in MAY_STAND:
                found.append(f"{path}:{node.lineno}: the number {ast.unparse(node)}")
            elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and _is_number(node.operand):
                if ast.literal_eval(node) not in MAY_STAND:
                    found.append(f"{path}:{node.lineno}: the number {ast.unparse(node)}")
            elif isinstance(node, ast.BinOp) and _is_number(node.left) and _is_number(node.right):
                found.append(f"{path}:{node.lineno}: a number made of numbers: {ast.unparse(node)}")
            elif isinstance(node, ast.Call) and any(_is_number_text(argument) for argument in node.args):
                found.append(f"{path}:{node.lineno}: a number in a text: {ast.unparse(node)}")
    return found


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in {int, float, complex}


def _is_number_text(node: ast.AST) -> bool:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text and bool(re.fullmatch(r"[-+\d.e]*\d", ast.literal_eval(node)))


def prose(root: Path, files: Files) -> list[str]:
    """What happens is told in codes: no sentence in the rooms that make events, outside docstrings and errors."""
    found = []
    for path, tree in files.items():
        if room_of(path) not in {"adjudication", "doctrine"} and path.parts[1:] != ("world", "events.py"):
            continue
        errors = [node for node in ast.walk(tree) if isinstance(node, (ast.Raise, ast.Assert))]
        spared = {id(node) for error in errors for node in ast.walk(error)}
        spared |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared
            if is_text and re.search(r"[^\W\d]\s|\s[^\W\d]", node.value):
                found.append(f"{path}:{node.lineno}: a sentence: {node.value!r}")
    return found


def clocks(root: Path, files: Files) -> list[str]:
    """Nothing that leads to a result knows the time, foreign dice, or the order of a set."""
    found = []
    for path, tree in files.items():
        if room_of(path) not in BLIND_TO_THE_CLOCK:
            continue
        for line, module, name in imports(tree):
            if module.split(".")[0] in CLOCKS_AND_DICE or "numpy.random" in f"{module}.{name}" or name == "urandom":
                found.append(f"{path}:{line}: imports {module} {name}".rstrip())
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                owner = ast.unparse(node.value)
                if node.attr in NOW and "date" in owner:
                    found.append(f"{path}:{node.lineno}: {owner}.{node.attr} reads the clock")
                elif (owner in {"np", "numpy"} and node.attr == "random") or node.attr == "urandom":
                    found.append(f"{path}:{node.lineno}: {owner}.{node.attr} is another pair of dice")
            elif isinstance(node, (ast.For, ast.comprehension)) and _is_set(node.iter):
                found.append(f"{path}:{node.iter.lineno}: goes over a set, whose order is nobody's promise")
    return found


def _is_set(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_set(node.left) or _is_set(node.right)
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"set", "frozenset"}
    return is_call or isinstance(node, (ast.Set, ast.SetComp))


def long_files(root: Path, files: Files) -> list[str]:
    """No file is too long to be read in one go."""
    counts = {path: len((root / path).read_text(encoding="utf-8").splitlines()) for path in files}
    return [f"{path}:{count}: longer than {MAX_LINES} lines" for path, count in counts.items() if count > MAX_LINES]


def undocumented(root: Path, files: Files) -> list[str]:
    """Every module says in its first line what it is for."""
    return [f"{path}:1: no module docstring" for path, tree in files.items() if not ast.get_docstring(tree)]


def cycles(root: Path, files: Files) -> list[str]:
    """No module needs itself to be imported first. Lazy and type-only imports don't count here; `arrows` has them."""
    names = {_module_name(path): path for path in files}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for name, path in names.items():
        for _, module, taken in imports(_top_level(files[path])):
            target = f"{module}.{taken}" if f"{module}.{taken}" in names else module
            if target in names and target != name:
                graph[name].add(target)
    try:
        list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        return ["a circle of imports: " + " <- ".join(error.args[1])]
    return []


def _module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _top_level(tree: ast.Module) -> ast.Module:
    """The statements that run when the module is imported."""
    kept = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return ast.Module(kept, [])


def idle_tests(root: Path, files: Files) -> list[str]:
    """Every test asserts something, and none is skipped or expected to fail."""
    found = []
    for path, tree in files.items():
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        helpers = {node.name for node in functions if _asserts(node, set())}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _asserts(node, helpers):
                found.append(f"{path}:{node.lineno}: {node.name} asserts nothing")
            elif isinstance(node, ast.Attribute) and ast.unparse(node) in LAME:
                found.append(f"{path}:{node.lineno}: {ast.unparse(node)}")
    return found


def _asserts(function: ast.FunctionDef, helpers: set[str]) -> bool:
    """Whether it asserts by itself, or calls a helper of the same file that does."""
    called = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    by_itself = any(isinstance(node, ast.Assert) for node in ast.walk(function))
    return by_itself or any(name in helpers or re.match(r"pytest\.raises$|(.*\.)?assert_", name) for name in called)
