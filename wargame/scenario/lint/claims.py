"""A claim ledger against the scenario that it is drawn up for: what its experiments name is there."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.errors import InputError
from wargame.scenario.book import Book
from wargame.scenario.changes import changed
from wargame.scenario.claims import Arm, Claim, Claims
from wargame.scenario.conditions import ConditionError, parse
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At, Page

IDLE = "idle"
"""Named instead of a doctrine (`wargame.simulate.IDLE`)."""


def ledger(page: Page, book: Book) -> Iterator[Issue]:
    """Issues of a page of kind claims about the book's scenario. An arm of another scenario is judged when played."""
    document = page.model
    if not isinstance(document, Claims):
        return
    for name, part in document.parts.items():
        yield from _arm(At(page, ("parts", name)), part, book)
    for number, claim in zip(page.numbers("claims"), document.claims, strict=True):
        at = At(page, ("claims", number))
        yield from _claim(at, claim, book)


def _claim(at: At, claim: Claim, book: Book) -> Iterator[Issue]:
    sources = {*book.document.sources, *book.rules.sources}
    for n, part in enumerate(claim.paper):
        yield from book.dangling(at / "paper" / n, part, sources, "source")
    if claim.common.scenario is None:
        yield from _arm(at / "common", claim.common, book)
        for name, arm in claim.arms.items():
            if arm.scenario is None:
                yield from _arm(at / "arms" / name, arm, book)
    for n, test in enumerate(claim.tests):
        try:
            parse(test.measure, book.scope, "any")
        except ConditionError as error:
            for problem in error.problems:
                where = (problem.column, problem.length)
                yield (at / "tests" / n / "measure").issue(problem.code, problem.message, problem.hint, part=where)
    yield from _changes(at / "breaks", claim.breaks, book)


def _arm(at: At, arm: Arm, book: Book) -> Iterator[Issue]:
    roles = book.axes["role"]
    yield from _changes(at / "changes", arm.changes, book)
    for n, each in enumerate(arm.deployed):
        yield from book.dangling(at / "deployed" / n / "option", each.option, book.axes["element"], "force option")
        yield from book.dangling(at / "deployed" / n / "place", each.place, book.axes["place"], "place")
    doctrines = [str(getattr(each.model, "id", "")) for each in book.doctrine_pages]
    for role, name in arm.doctrines.items():
        yield from book.dangling(at / "doctrines" / role, role, roles, "role", key=True)
        yield from book.dangling(at / "doctrines" / role, name, (*doctrines, IDLE), "doctrine")
    for n, order in enumerate(arm.orders):
        yield from book.dangling(at / "orders" / n / "role", order.role, roles, "role")
        own = [known.id for known in book.rules.orders if known.role == order.role]
        yield from book.dangling(at / "orders" / n / "order", order.order, own, "order")


def _changes(at: At, paths: dict[str, float | str], book: Book) -> Iterator[Issue]:
    """`unknown-path`, `bad-change`, as for the changes of a scenario."""
    for path, value in sorted(paths.items()):
        try:
            changed(book.changed, path, value)
        except InputError as error:
            unknown = error.code == "unknown-path"
            yield (at / path).issue("unknown-path" if unknown else "bad-change", error.message, error.hint, key=unknown)
