"""Ids: each once, none a word of the condition language, none for two different things."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from wargame.quantities import ENGINE
from wargame.scenario.book import Book
from wargame.scenario.conditions import RESERVED
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At, Page

_OWN = ("objectives", "sessions", "sides", "roles")
_LISTS = {
    "map": ("areas", "sectors", "places", "corridors"),
    "rules": ("tracks", "settings", "couplings", "violations", "orders", "ladders", "answers", "triggers", "outcomes"),
    "forces": ("options",),
    "injects": ("injects",),
}
_DICTS = ("tunables", "sight", "checks", "boxes")
_IN_CONDITIONS = {"tracks", "settings", "violations", "orders", "ladders", "triggers", "outcomes", "sectors",
                  "options", "injects", "answers"}  # fmt: skip


def own_duplicates(book: Book) -> Iterator[Issue]:
    """`duplicate-id`: the same of the scenario's own seats, sides, objectives and sessions."""
    for section in _OWN:
        yield from _once([(at / "id", item.id) for at, item in book.each([book.main], section)])


def duplicate_ids(book: Book) -> Iterator[Issue]:
    """`duplicate-id`: an id is used once in its section, over all files."""
    for group, sections in _LISTS.items():
        for section in sections:
            yield from _once(list(_ids(book, group, section)))
    for section in _DICTS:
        yield from _once([(at, key) for at, key, _ in book.keyed(book.rules_pages, section)], key=True)
    for at, setting in book.each(book.rules_pages, "settings"):
        yield from _once([(at / "levels" / n / "id", level.id) for n, level in enumerate(setting.levels)])
    for at, order in book.each(book.rules_pages, "orders"):
        yield from _once([(at / "gates" / n / "id", gate.id) for n, gate in enumerate(order.gates)])
        yield from _once([(at / "parameters" / n / "name", each.name) for n, each in enumerate(order.parameters)])
    yield from _once([(At(page, ("id",)), getattr(page.model, "id", "")) for page in book.doctrine_pages])


def reserved_sides(book: Book) -> Iterator[Issue]:
    """`reserved-word`: the same of the scenario's sides."""
    for at, side in book.each([book.main], "sides"):
        yield from _unreserved(at / "id", side.id)


def reserved_words(book: Book) -> Iterator[Issue]:
    """`reserved-word`: what conditions name must not be a word of their language."""
    for group, sections in _LISTS.items():
        for section in sections:
            for at, name in _ids(book, group, section) if section in _IN_CONDITIONS else ():
                yield from _unreserved(at, name)
    for at, setting in book.each(book.rules_pages, "settings"):
        for n, level in enumerate(setting.levels):
            yield from _unreserved(at / "levels" / n / "id", level.id)


def clashing_names(book: Book) -> Iterator[Issue]:
    """`name-clash`: a track or setting named like an engine quantity, or like one another."""
    taken = {quantity.name: "a quantity of the engine" for quantity in ENGINE}
    for section in ("tracks", "settings"):
        for at, name in _ids(book, "rules", section):
            if name in taken:
                yield at.issue("name-clash", f"is named like {taken[name]}", "choose another id")
        taken |= {track.id: "a track" for track in book.rules.tracks}


def _pages(book: Book, group: str) -> list[Page]:
    return {
        "map": [book.map_page],
        "rules": book.rules_pages,
        "forces": book.force_pages,
        "injects": book.inject_pages,
    }[group]


def _ids(book: Book, group: str, section: str) -> Iterator[tuple[At, str]]:
    for at, item in book.each(_pages(book, group), section):
        yield at / "id", item.id


def _once(spots: list[tuple[At, str]], *, key: bool = False) -> Iterator[Issue]:
    first: dict[str, At] = {}
    for at, name in spots:
        if name in first:
            yield at.issue(
                "duplicate-id", f"has the id of another: `{name}`", f"the first is at {first[name].place}", key=key
            )
        first.setdefault(name, at)


def _unreserved(at: At, name: str) -> Iterator[Issue]:
    if name in RESERVED or keyword.iskeyword(name):
        yield at.issue("reserved-word", f"`{name}` is a word of the condition language", "choose another id")
