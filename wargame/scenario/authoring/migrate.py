"""Format versions: a document of an older format is brought up to today's, one step for each version.

A step edits the text where the keys and values stand, so comments and layout survive. Files are never changed while
loading: `wargame migrate` does it when asked, and shows the difference first with `--dry-run`.

Format 0 is that of the drafts before the first release (the practice note's appendix A has fragments of it):
`parameters` for `tunables`, `ladder` for `ladders`, `from` for `sender`, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wargame.errors import InputError
from wargame.scenario.authoring.edits import Edit, applied, renamed, snippet
from wargame.scenario.shapes import FORMAT, KINDS
from wargame.scenario.yamltree import Loc, Node, read_tree


@dataclass(frozen=True)
class Step:
    """From one format to the next."""

    since: int
    """The format it starts from."""
    told: str
    """What changed, for the reference."""
    edits: Callable[[str, Node, list[str]], Iterator[Edit]]
    """Kind, tree and lines of a document of format `since` -> what to change, the `format:` line excepted."""


KEYS_0: dict[str, dict[tuple[str, ...], dict[str, str]]] = {
    "scenario": {
        (): {"cut_off": "cutoff", "cla": "limits", "dcmp": "data_collection", "note": "content_note"},
        ("roles", "*"): {"notes": "private", "plays": "doctrine"},
    },
    "rules": {
        (): {"parameters": "tunables", "ladder": "ladders"},
        ("triggers", "*"): {"test": "condition", "decision": "deciders"},
        ("orders", "*", "gates", "*"): {"else_effect": "waived"},
    },
    "injects": {
        ("injects", "*"): {"from": "sender", "decision_wanted": "decision", "if_preempted": "preempted"},
    },
    "forces": {(): {"units": "options"}, ("options", "*"): {"can": "does"}, ("units", "*"): {"can": "does"}},
    "doctrine": {(): {"behaviours": "rules"}, ("behaviours", "*"): {"if": "when"}, ("rules", "*"): {"if": "when"}},
    "map": {(): {"front": "line"}},
}
"""Format 0: kind -> path (* any entry) -> old key -> new key."""
VALUES_0: dict[str, dict[str, str]] = {
    "basis": {"judgement": "assumed", "designer_judgement": "assumed"},
    "visibility": {"covert": "deniable"},
}
"""Format 0: field -> old word -> new word, alone or in a list."""


def _from_0(kind: str, root: Node, lines: list[str]) -> Iterator[Edit]:
    for loc, node in root.walk():
        names = KEYS_0.get(kind, {}).get(tuple("*" if isinstance(part, int) else part for part in loc), {})
        for old, new in names.items() if isinstance(node.value, dict) else ():
            if old in node.value and new not in node.value:
                yield renamed(node, old, new)
        field = _field(loc)
        new_word = VALUES_0.get(field, {}).get(node.value) if isinstance(node.value, str) else None
        if new_word and snippet(lines, node).strip("'\"") == node.value:
            yield Edit(node.line, node.col, node.length, new_word, f"`{node.value}` is called `{new_word}`")


def _field(loc: Loc) -> str:
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


STEPS: tuple[Step, ...] = (
    Step(0, "keys got the names of the glossary; `judgement` became `assumed`, `covert` became `deniable`", _from_0),
)


def migrated(text: str, place: str = "") -> tuple[str, list[Edit]]:
    """The text in today's format, and what was changed; nothing if it is of today already.

    Raises:
        InputError: no document, or of a format that this version doesn't know.
    """
    done: list[Edit] = []
    while True:
        kind, root, version = _told(text, place)
        if version == FORMAT:
            return text, done
        step = next((step for step in STEPS if step.since == version), None)
        if version > FORMAT:
            raise InputError(
                "newer-format", f"its format is {version}, and this version of wargame reads up to {FORMAT}",
                hint="install a newer wargame", place=place,
            )  # fmt: skip
        if step is None:
            raise InputError("unknown-format", f"there never was a format {version}", place=place)
        lines = text.splitlines()
        number = root.value["format"]
        edits = [Edit(number.line, number.col, number.length, str(version + 1), f"format {version + 1}")]
        edits += step.edits(kind, root, lines)
        done += edits
        text = applied(text, edits)


def _told(text: str, place: str) -> tuple[str, Node, int]:
    """Kind, tree and format of a document."""
    tree = read_tree(text)
    root = tree.root
    if root is None or not isinstance(root.value, dict):
        first = tree.mistakes[0] if tree.mistakes else None
        where = f"{place}:{first.line}:{first.col}" if first else place
        raise InputError(first.code if first else "not-a-document", first.message if first else "no document",
                         hint=first.hint if first else "", place=where)  # fmt: skip
    kind, version = root.child("kind"), root.child("format")
    if kind is None or kind.value not in KINDS:
        hint = f"`kind:` is one of {', '.join(KINDS)}"
        raise InputError("unknown-kind", "is no document of a known kind", hint=hint, place=place)
    if version is None or type(version.value) is not int:
        where = f"{place}:{version.line}:{version.col}" if version else place
        raise InputError("unknown-format", "it doesn't say its format as a number", hint="format: 1", place=where)
    return kind.value, root, version.value
