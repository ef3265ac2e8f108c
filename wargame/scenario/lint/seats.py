"""The seats: each has something to do, a doctrine that somebody named, and a note on what awaits it."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At


def roles_with_orders(book: Book) -> Iterator[Issue]:
    """`role-without-orders`: a seat that can't do anything."""
    able = {order.role for order in book.rules.orders}
    for at, role in book.each([book.main], "roles"):
        if role.id not in able:
            yield (at / "id").issue("role-without-orders", "has no orders to give", "write some, or take the seat away")


def doctrines_named(book: Book) -> Iterator[Issue]:
    """`idle-doctrine`: one that no seat may choose."""
    named = {name for role in book.document.roles for name in (role.doctrine, *role.doctrines)}
    for page in book.doctrine_pages:
        if getattr(page.model, "id", "") not in named:
            yield At(page, ("id",)).warning(
                "idle-doctrine", "is chosen by no seat", "name it under the role's `doctrines`"
            )


def content_note(book: Book) -> Iterator[Issue]:
    """`no-content-note`: people are told beforehand what the exercise is about."""
    note = book.document.content_note
    for lang, said in (("en", note.en), ("nl", note.nl)):
        if not said.strip():
            yield At(book.main, ("content_note", lang)).issue("no-content-note", "the content note is blank")
