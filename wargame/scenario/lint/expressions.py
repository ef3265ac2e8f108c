"""Conditions and quantities in the documents: they parse, name what exists, and look only at what they may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from wargame.quantities import CHECKS
from wargame.scenario.book import Book
from wargame.scenario.conditions import ConditionError, Term, names_used, parse, parse_selector
from wargame.scenario.doctrines import Doctrine
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At
from wargame.scenario.registry import unseen, visible_in

SELECTED = {"sector": "sector", "area": "sector", "element": "element", "trigger": "trigger", "party": "side"}
"""Order parameter -> axis over which ``argmax`` chooses its target; an area is that of the sector chosen."""


def check_factors(book: Book) -> Iterator[Issue]:
    """What pulls on checks, with the check's own axes kept."""
    for at, name, check in book.keyed(book.rules_pages, "checks"):
        axes = CHECKS[name].axes if name in CHECKS else ()
        for n, factor in enumerate(check.factors):
            if factor.equals is None:
                yield from _read(book, at / "factors" / n / "quantity", factor.quantity, "any", axes)[1]


def couplings(book: Book) -> Iterator[Issue]:
    """Sources of couplings; `level-as-event`: an impulse comes from a flow or a yes/no, not from a standing level."""
    for at, coupling in book.each(book.rules_pages, "couplings"):
        term, issues = _read(book, at / "source", coupling.source, "any")
        yield from issues
        if term is None or term.boolean or coupling.kind != "event":
            continue
        names = names_used(term)
        if (
            names
            and all(book.scope.registry[name].kind == "level" for name in names)
            and "change(" not in coupling.source
        ):
            message = f"`{coupling.source}` stands at every moment, so as an event it would act again in every tick"
            yield (at / "kind").warning("level-as-event", message, "make it kind: level")


def order_gates(book: Book) -> Iterator[Issue]:
    """Conditions behind the three doors."""
    for at, order in book.each(book.rules_pages, "orders"):
        for n, gate in enumerate(order.gates):
            yield from _read(book, at / "gates" / n / "condition", gate.condition)[1]


def ladders(book: Book) -> Iterator[Issue]:
    """Criteria and off-ramps of rungs; `hidden-criterion`: a rung nobody could see being reached."""
    for at, ladder in book.each(book.rules_pages, "ladders"):
        for r, rung in enumerate(ladder.rungs):
            spot = at / "rungs" / r
            for n, criterion in enumerate(rung.criteria):
                yield from _known(book, spot / "criteria" / n, criterion)
            if rung.off_ramp_when is not None:
                yield from _read(book, spot / "off_ramp_when", rung.off_ramp_when)[1]


def triggers(book: Book) -> Iterator[Issue]:
    """Conditions of tripwires, which are tested on what is known: `hidden-criterion`."""
    for at, trigger in book.each(book.rules_pages, "triggers"):
        yield from _known(book, at / "condition", trigger.condition)


def injects(book: Book) -> Iterator[Issue]:
    """When injects fire, and when they are overtaken."""
    for at, inject in book.each(book.inject_pages, "injects"):
        if inject.when is not None:
            yield from _read(book, at / "when", inject.when)[1]
        if inject.preempted is not None:
            yield from _read(book, at / "preempted" / "condition", inject.preempted.condition)[1]


def doctrines(book: Book) -> Iterator[Issue]:
    """Rules and replies of AI seats; `unseen-quantity`: they look at nothing that the seat can't see."""
    for page in book.doctrine_pages:
        doctrine = page.model
        if not isinstance(doctrine, Doctrine):
            continue
        visible = visible_in(book.sight, doctrine.role)
        own = frozenset(order.id for order in book.rules.orders if order.role == doctrine.role)
        conditions = [(At(page, ("rules", n, "when")), rule.when) for n, rule in enumerate(doctrine.rules)]
        conditions += [(At(page, ("replies", n, "when")), reply.when) for n, reply in enumerate(doctrine.replies)]
        for at, text in conditions:
            term, issues = _read(book, at, text)
            yield from issues
            if term:
                yield from _unseen(at, term, doctrine.role, visible, own)
        for n, rule in enumerate(doctrine.rules):
            for name, value in rule.parameters.items():
                if isinstance(value, str) and value.startswith("arg") and name in SELECTED:
                    at = At(page, ("rules", n, "parameters", name))
                    yield from _selected(book, at, value, SELECTED[name], doctrine.role, visible, own)


def _selected(
    book: Book, at: At, text: str, axis: str, role: str, visible: frozenset[str], own: frozenset[str]
) -> Iterator[Issue]:
    try:
        chosen = parse_selector(text, book.scope, axis)
    except ConditionError as error:
        yield from _problems(book, at, error)
    else:
        yield from _unseen(at, chosen.operand, role, visible, own)


def _unseen(at: At, term: Term, role: str, visible: frozenset[str], own: frozenset[str]) -> Iterator[Issue]:
    for name in dict.fromkeys(unseen(term, visible, own)):
        yield at.issue(
            "unseen-quantity", f"`{role}` may not see `{name}`", "give it sight, or decide by something else"
        )


def _known(book: Book, at: At, text: str) -> Iterator[Issue]:
    term, issues = _read(book, at, text)
    yield from issues
    for name in names_used(term) if term else ():
        if name not in book.sight:
            yield at.warning("hidden-criterion", f"nobody can see `{name}`", "build on what is known, or give it sight")


def _read(
    book: Book, at: At, text: str, want: Literal["yes_no", "number", "any"] = "yes_no", keep: tuple[str, ...] = ()
) -> tuple[Term | None, list[Issue]]:
    try:
        return parse(text, book.scope, want, keep), []
    except ConditionError as error:
        return None, list(_problems(book, at, error))


def _problems(book: Book, at: At, error: ConditionError) -> Iterator[Issue]:
    for problem in error.problems:
        word = error.text[problem.column : problem.column + problem.length].strip("'\"")
        if word not in book.dropped:
            yield at.issue(problem.code, problem.message, problem.hint, part=(problem.column, problem.length))
