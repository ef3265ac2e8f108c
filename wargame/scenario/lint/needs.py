"""What the engine needs from the rules: every check with its link, every tunable; and what it has no use for."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.quantities import CHECKS, TUNABLES
from wargame.scenario.book import Book, model_of
from wargame.scenario.issues import Issue
from wargame.scenario.limits import limited
from wargame.scenario.nearest import nearest
from wargame.scenario.pages import At
from wargame.scenario.rules import Rules


def required_checks(book: Book) -> Iterator[Issue]:
    """`missing-check`, `wrong-link`."""
    where = At(book.main, ("rules",))
    for name, need in CHECKS.items():
        if name not in book.rules.checks:
            yield where.issue("missing-check", f"the rules lack check `{name}`", f"{need.use}; link: {need.link}")
    for at, name, check in book.keyed(book.rules_pages, "checks"):
        if name in CHECKS and check.link != CHECKS[name].link:
            message = f"the engine reads this check as {CHECKS[name].link}, not {check.link}"
            yield (at / "link").issue("wrong-link", message, CHECKS[name].use)


def required_tunables(book: Book) -> Iterator[Issue]:
    """`missing-tunable`."""
    where = At(book.main, ("rules",))
    for name, use in TUNABLES.items():
        if name not in book.rules.tunables:
            yield where.issue("missing-tunable", f"the rules lack tunable `{name}`", use)


def possible_numbers(book: Book) -> Iterator[Issue]:
    """`out-of-range`: a number that the engine can make nothing of, such as a memory of no days."""
    for page in book.rules_pages:
        for one in limited(model_of(page, Rules)):
            section, entry, *rest = one.loc
            at = At(page, (section, page.numbers(str(section))[entry] if isinstance(entry, int) else entry, *rest))
            for part in ("value", "low", "high"):
                wrong = one.outside(getattr(one.number, part))
                if wrong:
                    yield (at / part).issue("out-of-range", wrong, TUNABLES.get(str(entry), ""))


def idle_checks(book: Book) -> Iterator[Issue]:
    """`idle-check`: a check that nothing evaluates."""
    # An order that one scenario leaves out still has its check in rules that others share.
    orders = [order for page in book.rules_pages for order in model_of(page, Rules).orders]
    used = {*CHECKS, *(order.check for order in orders), *(outcome.check for outcome in book.rules.outcomes)}
    for at, name, _ in book.keyed(book.rules_pages, "checks"):
        if name not in used:
            yield at.warning("idle-check", "is used by nothing", nearest(name, tuple(CHECKS)), key=True)


def idle_tunables(book: Book) -> Iterator[Issue]:
    """`idle-tunable`: a number that no mechanism reads."""
    for at, name, _ in book.keyed(book.rules_pages, "tunables"):
        if name not in TUNABLES:
            yield at.warning("idle-tunable", "is read by no mechanism", nearest(name, tuple(TUNABLES)), key=True)


def classes(book: Book) -> Iterator[Issue]:
    """`no-classes`, `missing-share`: violations need classes, and each side a share in some of them."""
    if not book.rules.violations:
        yield At(book.main, ("rules",)).issue("no-classes", "the rules have no violation classes", "add `violations:`")
        return
    for side in book.axes["side"]:
        if not any(kind.share[side].value > 0 for kind in book.rules.violations if side in kind.share):
            at = next(at for at, _ in book.each(book.rules_pages, "violations"))
            yield (at / "share").issue("missing-share", f"no class has a share of side `{side}`")
