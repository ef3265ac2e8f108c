"""`wargame check --fix`: mistakes whose repair can't change what is meant, repaired where they stand.

Text gets its quotes (``NO``, ``12:30``, ``010``, ``1e3`` where text is wanted), a yes where a yes is wanted becomes
``true``, ``1e3`` where a number is wanted is written out, a number in quotes loses them, one thing where a list is
wanted becomes a list of one, and a key that one single field is near to gets that name. Whatever could mean two things
(``010`` as a number: eight or ten?) is left to its author.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from wargame.scenario.authoring.edits import Edit, applied, in_tree, quoted, read_text, renamed, snippet
from wargame.scenario.authoring.schema import FOLDER, modeline
from wargame.scenario.find import SUFFIXES, find, folder_of
from wargame.scenario.shapes import KINDS, model_at
from wargame.scenario.yamltree import Loc, Mistake, Node, Tree, plain_value, read_tree

NEAR = 0.75
"""Likeness at which a key counts as misspelt: one or two letters of a word."""
ROUNDS = 4
"""A repair may uncover another one, such as a misspelt field inside a misspelt field."""
MODELINE = "# yaml-language-server:"
_YES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_TEXT_TRAPS = {"yaml-boolean", "yaml-octal", "yaml-sexagesimal", "yaml-underscore", "yaml-exponent", "yaml-date"}
_PARTS = ("map", "rules", "forces", "doctrines", "injects")


def fixed(text: str, name: str = "") -> tuple[str, list[Edit]]:
    """The text with every safe repair made, and the repairs. Fixing it again changes nothing.

    Args:
        name: of the file, relative to the folder that `schema/` lies in, if it should have a modeline.
    """
    done: list[Edit] = []
    for _ in range(ROUNDS):
        edits = _without_overlap(_edits(text))
        if not edits:
            break
        done += edits
        text = applied(text, edits)
    if name:
        tree = read_tree(text)
        kind = tree.root.child("kind") if tree.root else None
        if kind and kind.value in KINDS and not text.startswith(MODELINE):
            line = modeline(name.count("/"), kind.value)
            done.append(Edit(1, 1, 0, "", "an editor finds the schema by this line"))
            text = f"{line}\n{text}"
    return text, done


def files_to_fix(given: list[str]) -> list[tuple[Path, str]]:
    """The files that `check` would read of one's own folder, and for each the name by which it gets a modeline."""
    found: dict[Path, str] = {}
    for each in given:
        path = find(each)
        if path.is_dir():
            root = path
            names = [file for file in sorted(path.rglob("*")) if file.suffix in SUFFIXES and file.is_file()]
        else:
            root = folder_of(path).root
            names = [path, *(file for file in _named_by(path, root) if file.is_file())]
        for file in names:
            known = (root / FOLDER).is_dir()
            found.setdefault(file.resolve(), file.resolve().relative_to(root.resolve()).as_posix() if known else "")
    return list(found.items())


def _named_by(path: Path, root: Path) -> Iterator[Path]:
    """What a scenario names and its own folder has."""
    tree = read_tree(read_text(path)[0])
    for section in _PARTS if tree.root else ():
        node = tree.root.child(section) if tree.root else None
        for each in [] if node is None else node.value if isinstance(node.value, list) else [node]:
            name = each.value
            if isinstance(name, str) and ".." not in Path(name).parts and not Path(name).is_absolute():
                yield root / name


def _edits(text: str) -> Iterator[Edit]:
    tree = read_tree(text)
    root = tree.root
    kind = root.child("kind") if root else None
    model = KINDS.get(str(kind.value)) if kind else None
    if root is None or model is None or not isinstance(root.value, dict):
        return
    lines = text.splitlines()
    yield from _traps(tree, root, model, lines)
    trapped = {id(mistake.node) for mistake in tree.mistakes}
    try:
        model.model_validate_json(json.dumps(root.plain()))
    except ValidationError as error:
        for entry in error.errors(include_url=False):
            yield from _shape(root, model, entry["loc"], entry["type"], lines, trapped)
    except ValueError:  # what JSON can't say (a lone surrogate) has an issue of its own
        return
    for node in tree.dates:
        loc = next((loc for loc, each in root.walk() if each is node), ())
        if loc and model_at(model, loc) is str:
            written = snippet(lines, node)
            yield Edit(node.line, node.col, node.length, quoted(written), f"{written} is text here")


def _traps(tree: Tree, root: Node, model: Any, lines: list[str]) -> Iterator[Edit]:
    paths: dict[int, Loc] = {id(node): loc for loc, node in root.walk()} if tree.mistakes else {}
    for mistake in tree.mistakes:
        if mistake.node is None or mistake.code not in _TEXT_TRAPS or id(mistake.node) not in paths:
            continue
        wanted = model_at(model, paths[id(mistake.node)])
        written = snippet(lines, mistake.node)
        to = _untrapped(mistake, wanted, written) if written == mistake.written else ""
        if to:
            yield Edit(mistake.line, mistake.col, len(written), to, f"{written} is written {to}")


def _untrapped(mistake: Mistake, wanted: Any, written: str) -> str:
    if wanted is str:
        return quoted(written)
    if wanted is bool and mistake.code == "yaml-boolean":
        return _YES[written.lower()]
    if wanted in {int, float} and mistake.code in {"yaml-exponent", "yaml-underscore"}:
        return _written_out(written.replace("_", ""), whole=wanted is int)
    return ""


def _written_out(written: str, *, whole: bool) -> str:
    """A number without exponent, or nothing if that would not be the same number.

    >>> _written_out("1e3", whole=False), _written_out("2e-05", whole=False), _written_out("1e400", whole=False)
    ('1000', '0.00002', '')
    """
    try:
        value = float(written)
        plain = format(Decimal(written), "f")
    except (ValueError, ArithmeticError):
        return ""
    again, trap = plain_value(plain)
    if trap or isinstance(again, str) or float(again) != value or (whole and not isinstance(again, int)):
        return ""
    return plain


def _shape(
    root: Node, model: type[BaseModel], loc: Loc, kind: str, lines: list[str], trapped: set[int]
) -> Iterator[Edit]:
    node = in_tree(root, loc)
    if node is None or id(node) in trapped:
        return
    written = snippet(lines, node)
    place = (node.line, node.col, node.length)
    if kind == "extra_forbidden":
        yield from _misspelt(root.at(loc[:-1]), model_at(model, loc[:-1]), str(loc[-1]))
    elif kind == "string_type" and isinstance(node.value, bool | int | float) and written:
        yield Edit(*place, quoted(written), f"{written} is text here")
    elif kind in {"float_type", "int_type"} and isinstance(node.value, str) and written[:1] in {'"', "'"}:
        again, trap = plain_value(node.value)
        if not trap and isinstance(again, int if kind == "int_type" else int | float) and not isinstance(again, bool):
            yield Edit(*place, node.value, f"{written} is a number here")
    elif kind == "list_type" and isinstance(node.value, str | int | float) and written and not _folded(written):
        yield Edit(*place, f"[{written}]", f"{written} is a list of one here")


def _folded(written: str) -> bool:
    """Whether it can't simply be put in brackets."""
    return written[:1] in {"|", ">"} or bool(written[:1] not in {'"', "'"} and re.search(r"[,\[\]{}]", written))


def _misspelt(owner: Node, model: Any, key: str) -> Iterator[Edit]:
    """Rename a key that exactly one field is near to, if that field isn't there already."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)) or key not in owner.keys:
        return
    near = difflib.get_close_matches(key, model.model_fields, n=2, cutoff=NEAR)
    if len(near) == 1 and near[0] not in owner.value:
        yield renamed(owner, key, near[0])


def _without_overlap(edits: Iterator[Edit]) -> list[Edit]:
    """One edit a place: the first that wants it."""
    taken: list[Edit] = []
    for edit in edits:
        if not any(
            edit.line == other.line and edit.col < other.col + other.length and other.col < edit.col + edit.length
            for other in taken
        ):
            taken.append(edit)
    return taken
