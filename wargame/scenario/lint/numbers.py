"""Sourced numbers and what is read of them: bases that mean something, tracks that somebody reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At, Page
from wargame.scenario.yamltree import Loc, Node

OWN = frozenset({"AUTHORS", "OWN"})
"""Keys by which designers cite themselves."""
_CLAIM = re.compile(r"C([1-9]|1[0-9]|2[0-8])$")
"""The claim ledger of the practice note runs from C1 to C28."""


def cites_itself(book: Book) -> Iterator[Issue]:
    """`cites-itself`: a number called `cited` whose source is the designer."""
    for page in book.pages:
        yield from page.once(_own_cited)


def _own_cited(page: Page) -> Iterator[Issue]:
    for loc, node in _numbers(page.root):
        source, basis = node.value.get("source"), node.value.get("basis")
        if basis and source and basis.value == "cited" and str(source.value).partition(":")[0] in OWN:
            yield At(page, (*loc, "basis")).warning(
                "cites-itself", f"is `cited`, from `{source.value}`: that is our own judgement",
                "call it `assumed`, or cite a source",
            )  # fmt: skip


def no_effect(book: Book) -> Iterator[Issue]:
    """`no-effect`: an effect that moves nothing."""
    for at, order in book.each(book.rules_pages, "orders"):
        for n, effect in enumerate(order.effects):
            if effect.delta == 0:
                yield (at / "effects" / n / "delta").warning("no-effect", "moves the track by nothing", "leave it out")
        for n, claim in enumerate(order.claims):
            if not _CLAIM.match(claim):
                yield (at / "claims" / n).warning("unknown-claim", f"`{claim}` is no claim of the ledger", "C1 to C28")


def edges(book: Book) -> Iterator[Issue]:
    """`base-at-edge`: a base of 0 or 1 stays there whatever pulls: its logarithm is infinite."""
    for at, _, check in book.keyed(book.rules_pages, "checks"):
        base = check.base.value
        if (check.link == "logit" and base in {0.0, 1.0}) or (check.link == "log" and base == 0):
            yield (at / "base" / "value").issue(
                "base-at-edge", f"a {check.link} check can't start from {base:g}: no factor would ever move it",
                "take a small number instead",
            )  # fmt: skip


def _numbers(node: Node, loc: Loc = ()) -> Iterator[tuple[Loc, Node]]:
    inner = node.value.items() if isinstance(node.value, dict) else ()
    if isinstance(node.value, dict) and "basis" in node.value and "source" in node.value:
        yield loc, node
        return
    for part, each in enumerate(node.value) if isinstance(node.value, list) else inner:
        if isinstance(each.value, dict | list):
            yield from _numbers(each, (*loc, part))
