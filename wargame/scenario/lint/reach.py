"""What can never come up in play: conditions that can't hold, orders beyond their seat's means, levels nobody sets."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.scenario.book import Book
from wargame.scenario.doctrines import Doctrine
from wargame.scenario.issues import Issue
from wargame.scenario.lint.possible import Possible
from wargame.scenario.pages import At

_WAY_OUT = "look at the range of what it names, and at who can bring it about"


def injects(book: Book) -> Iterator[Issue]:
    """`inject-unreachable`: its condition can't hold."""
    possible = Possible(book)
    for at, inject in book.each(book.inject_pages, "injects"):
        if inject.when is not None and possible.verdict(inject.when) == "never":
            yield (at / "when").warning("inject-unreachable", f"`{inject.when}` can never hold", _WAY_OUT)


def triggers(book: Book) -> Iterator[Issue]:
    """`trigger-unreachable`: its condition can't hold, or nobody can declare it."""
    possible = Possible(book)
    for at, trigger in book.each(book.rules_pages, "triggers"):
        if possible.verdict(trigger.condition) == "never":
            yield (at / "condition").warning("trigger-unreachable", f"`{trigger.condition}` can never hold", _WAY_OUT)
        elif trigger.declared == "none" and not _declarable(book, possible, trigger.id):
            yield (at / "declared").warning(
                "trigger-unreachable", "is not declared, and no seat has an order to declare it",
                "declare it at the start, or write an order with the act `declare`",
            )  # fmt: skip


def gates(book: Book) -> Iterator[Issue]:
    """`gate-never-open`, `always-true`: a condition that is waived every time, or never."""
    possible = Possible(book)
    for at, order in book.each(book.rules_pages, "orders"):
        for n, gate in enumerate(order.gates):
            spot = at / "gates" / n / "condition"
            found = possible.verdict(gate.condition)
            if found == "never":
                yield spot.warning("gate-never-open", f"`{gate.condition}` can never hold: waived every time", _WAY_OUT)
            elif found == "always":
                yield spot.warning("always-true", f"`{gate.condition}` always holds", "leave the gate out")


def doctrines(book: Book) -> Iterator[Issue]:
    """`rule-never-applies`: a doctrine's rule whose condition can't hold."""
    possible = Possible(book)
    for page in book.doctrine_pages:
        doctrine = page.model
        for n, rule in enumerate(doctrine.rules if isinstance(doctrine, Doctrine) else ()):
            if possible.verdict(rule.when) == "never":
                yield At(page, ("rules", n, "when")).warning(
                    "rule-never-applies", f"`{rule.when}` can never hold", _WAY_OUT
                )


def rungs(book: Book) -> Iterator[Issue]:
    """`rung-unreachable`: too few of its criteria can hold; `always-true`: a criterion that shows nothing."""
    possible = Possible(book)
    for at, ladder in book.each(book.rules_pages, "ladders"):
        for r, rung in enumerate(ladder.rungs):
            if rung.number == 0 or not rung.criteria:
                continue
            verdicts = [possible.verdict(criterion) for criterion in rung.criteria]
            spot = at / "rungs" / r / "criteria"
            if verdicts.count("never") > len(verdicts) - max(1, ladder.needs - 1):
                dead = [text for text, found in zip(rung.criteria, verdicts, strict=True) if found == "never"]
                message = f"rung {rung.number} can't be reached: `{dead[0]}` can never hold"
                yield (spot / verdicts.index("never")).warning("rung-unreachable", message, _WAY_OUT)
            for n, found in enumerate(verdicts):
                if found == "always":
                    yield (spot / n).warning("always-true", f"`{rung.criteria[n]}` always holds", "it shows nothing")


def orders(book: Book) -> Iterator[Issue]:
    """`order-too-dear`, `order-without-choice`, `order-does-nothing`, `idle-seen-by`."""
    possible = Possible(book)
    for at, order in book.each(book.rules_pages, "orders"):
        has = possible.attention.get(order.role)
        if has is not None and order.cost.attention > has:
            message = f"costs {order.cost.attention} points of attention; `{order.role}` has {has} in a turn"
            yield (at / "cost").warning("order-too-dear", message, "nobody can give it: lower one or raise the other")
        if not order.effects and not order.mechanisms and not order.gates and order.id not in _asked(book):
            yield at.warning("order-does-nothing", "has no effects, acts or gates, and nothing asks for it")
        if order.seen_by and set(order.visibility) == {"public"}:
            yield (at / "seen_by").warning("idle-seen-by", "is always public: all see it", "leave `seen_by` out")
        for n, parameter in enumerate(order.parameters):
            own = any(option.role == order.role for option in book.options)
            if parameter.name == "element" and parameter.choices is None and not own:
                yield (at / "parameters" / n).warning(
                    "order-without-choice", f"asks for an element, and `{order.role}` has no force option",
                    "name `choices`, or give the seat an option",
                )  # fmt: skip


def _asked(book: Book) -> frozenset[str]:
    """Orders whose age a condition somewhere asks for, or that count as evidence."""
    texts = [page.text for page in book.pages]
    return frozenset(
        order.id for order in book.rules.orders
        if any(f"order_age[{order.id}]" in text or f"order:{order.id}" in text for text in texts)
    )  # fmt: skip


def _declarable(book: Book, possible: Possible, trigger: str) -> bool:
    for order in book.rules.orders:
        acts = [act for act in order.mechanisms if act.act == "declare" and act.to != "none"]
        chosen = next((each for each in order.parameters if each.name == "trigger"), None)
        if acts and order.id in possible.orders and chosen and trigger in (chosen.choices or [trigger]):
            return True
    return any(act.act == "declare" for inject in book.injects for act in inject.mechanisms)
