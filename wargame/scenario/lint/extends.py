"""A scenario that rests on another: what it leaves out and changes exists, and an excursion says what it assumes."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.errors import InputError
from wargame.scenario.book import Book
from wargame.scenario.changes import beyond_limits, changed
from wargame.scenario.issues import Issue
from wargame.scenario.nearest import nearest
from wargame.scenario.pages import At

_NOUNS = {
    "orders": "order", "injects": "inject", "doctrines": "doctrine", "triggers": "trigger", "sessions": "session",
    "options": "force-option",
}  # fmt: skip


def excursions(book: Book) -> Iterator[Issue]:
    """`excursion-without-base`, `excursion-without-assumption`: an excursion changes one thing of a scenario."""
    document, at = book.document, At(book.main, ("family",))
    if document.family != "excursion":
        return
    if document.extends is None:
        yield at.issue("excursion-without-base", "is an excursion from nothing", "name a scenario under `extends:`")
    if document.assumption is None:
        message = "is an excursion and doesn't say what it assumes"
        yield at.issue("excursion-without-assumption", message, "say the one thing that is different: `assumption:`")


def left_out(book: Book) -> Iterator[Issue]:
    """`unknown-` order, inject, doctrine ...: what is left out would have been there."""
    for section, noun in _NOUNS.items():
        names = getattr(book.document.without, section)
        known = _known(book, section) if names else ()
        for n, name in enumerate(names):
            if name not in known and name not in book.dropped:
                message = f"leaves out an unknown {noun.replace('-', ' ')} `{name}`"
                at = At(book.main, ("without", section, n))
                yield at.issue(f"unknown-{noun}", message, nearest(name, known))
    for at, role in book.each([book.main], "roles"):
        if role.doctrine in book.gone["doctrines"]:
            message = f"is played by `{role.doctrine}`, which is left out"
            yield (at / "doctrine").issue("unknown-doctrine", message, "choose another `doctrine` for the seat")


def changes(book: Book) -> Iterator[Issue]:
    """`unknown-path`, `bad-change`: a change is of a number or level that is there, and possible."""
    for path, value in sorted(book.document.changes.items()):
        at = At(book.main, ("changes", path))
        try:
            changed(book.unchanged, path, value)
        except InputError as error:
            if book.dropped.intersection(path.split(".")):
                continue  # it is there, and its shape is wrong
            unknown = error.code == "unknown-path"
            yield at.issue("unknown-path" if unknown else "bad-change", error.message, error.hint, key=unknown)
    for path, wrong in beyond_limits(book.changed, book.document.changes):
        yield At(book.main, ("changes", path)).issue("bad-change", f"`{path}`: {wrong}")


def _known(book: Book, section: str) -> tuple[str, ...]:
    if section == "sessions":
        return tuple(session for page in (book.main, *book.main.below) for session in _ids(page.root.child("sessions")))
    pages = {
        "orders": book.rules_pages, "triggers": book.rules_pages, "injects": book.inject_pages,
        "options": book.force_pages,
    }.get(section)  # fmt: skip
    if pages is None:
        return tuple(str(getattr(page.model, "id", "")) for page in (*book.doctrine_pages, *book.unused))
    return tuple(item.id for page in pages for item in getattr(page.model, section))


def _ids(node: object) -> Iterator[str]:
    for entry in getattr(node, "value", ()):
        own = entry.child("id")
        if own:
            yield str(own.value)
