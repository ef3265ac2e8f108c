"""Sources: everything cited has an entry, and nothing that informs the opening dates from after the cut-off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.nearest import nearest
from wargame.scenario.pages import At, Page
from wargame.scenario.yamltree import Node

_ONE = frozenset({"source", "cites", "source_note"})
_MANY = frozenset({"sources", "paper"})
_DATE = re.compile(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?")


def unknown_sources(book: Book) -> Iterator[Issue]:
    """`unknown-source`: what stands before the colon of a source is a key of some document's `sources`."""
    known = {key for page in book.pages for key in getattr(page.model, "sources", {})}
    for page in book.pages:
        if known.issuperset(page.once(_keys)):
            continue
        wrong = {id(node) for node in page.once(_cited) if _key(node) not in known}
        for loc, node in page.root.walk() if wrong else ():
            if id(node) in wrong and _key(node) not in book.dropped:
                message = f"names an unknown source `{_key(node)[:60]}`"
                yield At(page, loc).issue("unknown-source", message, nearest(_key(node), tuple(sorted(known))))


def after_cutoff(book: Book) -> Iterator[Issue]:
    """`source-after-cutoff`: the opening may not know more than the world did on the day of the cut-off.

    A reference scenario plays a known past: what is cited about it was written later, and its texts must watch the
    cut-off by themselves.
    """
    if book.document.family == "reference":
        return
    cutoff = book.document.cutoff
    limit = (cutoff.year, cutoff.month, cutoff.day)
    for page in book.pages:
        for key, text in getattr(page.model, "sources", {}).items():
            for found in _DATE.finditer(text):
                # A year or month alone counts from its start: "2025" is not after February 2025.
                if tuple(int(part or 1) for part in found.groups()) > limit:
                    message = f"`{key}` is of {found[0]}, after the cut-off of {cutoff}"
                    yield At(page, ("sources", key)).warning("source-after-cutoff", message)
                    break


def _key(node: Node) -> str:
    return str(node.value).partition(":")[0]


def _keys(page: Page) -> Iterator[str]:
    return iter(dict.fromkeys(map(_key, page.once(_cited))))


def _cited(page: Page) -> Iterator[Node]:
    return _refs(page.root)


def _refs(node: Node) -> Iterator[Node]:
    """Every scalar that cites a source. The `sources` mapping itself holds entries, not citations."""
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            if key in _ONE and isinstance(inner.value, str):
                # A coupling's `source` is the quantity it starts from; it cites under `cites`.
                if key != "source" or "cites" not in node.value:
                    yield inner
            elif key in _MANY and isinstance(inner.value, list):
                yield from (each for each in inner.value if isinstance(each.value, str))
            elif isinstance(inner.value, dict | list):
                yield from _refs(inner)
    elif isinstance(node.value, list):
        for inner in node.value:
            if isinstance(inner.value, dict | list):
                yield from _refs(inner)
