"""Orders: what they ask, what they do, and what doctrines make of them."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.quantities import DECLARED
from wargame.scenario.book import Book
from wargame.scenario.doctrines import Doctrine
from wargame.scenario.doctrines import Rule as DoctrineRule
from wargame.scenario.issues import Issue
from wargame.scenario.lint.expressions import SELECTED
from wargame.scenario.pages import At
from wargame.scenario.rules import Mechanism, Order, Parameter

_AXES = {
    "sector": "sector",
    "area": "area",
    "element": "element",
    "place": "place",
    "party": "side",
    "trigger": "trigger",
}
_NEEDS: dict[str, tuple[str, ...]] = {
    "deploy": ("element",), "redeploy": ("element",), "withdraw": ("element",), "declare": ("trigger",),
    "answer": ("party",),
}  # fmt: skip
_SIDED = frozenset({"harass", "assault", "attack_force", "offensive", "fortify", "thin"})
_STRONG = frozenset({"harass", "attack_force", "fortify", "thin", "truce"})


def parameters(book: Book) -> Iterator[Issue]:
    """`unknown-` row, `missing-choices`, `missing-label`, `empty-range`: what an order lets its giver choose."""
    for at, order in book.each(book.rules_pages, "orders"):
        for n, parameter in enumerate(order.parameters):
            yield from _parameter(book, at / "parameters" / n, parameter)


def _parameter(book: Book, at: At, parameter: Parameter) -> Iterator[Issue]:
    choices = parameter.choices
    if parameter.name == "amount" and parameter.low >= parameter.high:
        yield (at / "low").issue("empty-range", "`low` must be less than `high`")
    if parameter.name == "level":
        if not choices:
            yield at.issue("missing-choices", "a `level` must list its choices", "add `choices: [...]` and `labels`")
        for n, choice in enumerate(choices or ()):
            if choice not in parameter.labels:
                yield (at / "choices" / n).issue(
                    "missing-label", f"level `{choice}` has no label", "add it to `labels`"
                )
    elif parameter.name in _AXES:
        for n, choice in enumerate(choices or ()):
            axis = _AXES[parameter.name]
            yield from book.dangling(
                at / "choices" / n, choice, book.axes[axis], axis if axis != "element" else "force option"
            )


def effect_levels(book: Book) -> Iterator[Issue]:
    """`unknown-level`: an effect or gate for one level names a level that the order offers."""
    for at, order in book.each(book.rules_pages, "orders"):
        levels = _levels(order)
        limited = [(at / "effects" / n, effect.level) for n, effect in enumerate(order.effects)]
        limited += [(at / "gates" / n, gate.level) for n, gate in enumerate(order.gates)]
        limited += [
            (at / "gates" / g / "waived" / n, effect.level)
            for g, gate in enumerate(order.gates) for n, effect in enumerate(gate.waived)
        ]  # fmt: skip
        for spot, level in limited:
            if level is not None:
                yield from book.dangling(spot / "level", level, levels, "level")


def acts(book: Book) -> Iterator[Issue]:
    """`act-needs`, `unknown-setting`, `unknown-level`, `unknown-side`: what acts of orders and injects work with."""
    for at, order in book.each(book.rules_pages, "orders"):
        asked = {parameter.name for parameter in order.parameters}
        for n, act in enumerate(order.mechanisms):
            spot = at / "mechanisms" / n
            yield from _act(book, spot, act, _own_levels(book, order, act))
            for name in _NEEDS.get(act.act, ()):
                if name not in asked:
                    yield (spot / "act").issue(
                        "act-needs", f"`{act.act}` needs a parameter `{name}`", "add it to `parameters`"
                    )
            if act.act == "declare" and act.to is None and not _levels(order):
                yield (spot / "act").issue("act-needs", "`declare` needs `to`, or a parameter `level`")
    for at, inject in book.each(book.inject_pages, "injects"):
        for n, act in enumerate(inject.mechanisms):
            yield from _act(book, at / "mechanisms" / n, act, ())


def _act(book: Book, at: At, act: Mechanism, levels: tuple[str, ...]) -> Iterator[Issue]:
    if act.side is not None:
        yield from book.dangling(at / "side", act.side, book.axes["side"], "side")
    elif act.act in _SIDED:
        yield (at / "act").issue("act-needs", f"`{act.act}` needs a `side`: who does it")
    if act.act in _STRONG and act.strength is None:
        yield (at / "act").issue("act-needs", f"`{act.act}` needs a `strength`")
    if act.act == "set":
        yield from _set(book, at, act, levels)
    elif act.act == "declare":
        for spot, level in ((at / "to", act.to), *((at / "act", level) for level in levels if act.to is None)):
            if level is not None:
                yield from book.dangling(spot, level, DECLARED, "level")


def _set(book: Book, at: At, act: Mechanism, levels: tuple[str, ...]) -> Iterator[Issue]:
    if act.setting is None:
        yield (at / "act").issue("act-needs", "`set` needs a `setting`")
        return
    if act.setting not in book.scope.settings:
        yield from book.dangling(at / "setting", act.setting, sorted(book.scope.settings), "setting")
        return
    known = book.scope.choices[act.setting]
    if act.to is not None:
        yield from book.dangling(at / "to", act.to, known, "level")
    elif not levels:
        yield (at / "act").issue("act-needs", "`set` needs `to`, or a parameter `level`")
    for level in levels if act.to is None else ():
        yield from book.dangling(at / "setting", level, known, "level")


def doctrine_orders(book: Book) -> Iterator[Issue]:
    """`unknown-order`, `order-of-another`, `unknown-parameter`, `missing-parameter`: orders that AI seats give."""
    for page in book.doctrine_pages:
        doctrine = page.model
        for n, rule in enumerate(doctrine.rules if isinstance(doctrine, Doctrine) else ()):
            at = At(page, ("rules", n))
            order = book.orders.get(rule.order)
            if order is None:
                yield from book.dangling(at / "order", rule.order, book.orders, "order")
                continue
            if isinstance(doctrine, Doctrine) and order.role != doctrine.role:
                message = f"`{rule.order}` is an order of `{order.role}`, not of `{doctrine.role}`"
                yield (at / "order").issue("order-of-another", message)
            yield from _given(book, at, rule, order)


def _given(book: Book, at: At, rule: DoctrineRule, order: Order) -> Iterator[Issue]:
    asked = {parameter.name: parameter for parameter in order.parameters}
    for name, value in rule.parameters.items():
        spot = at / "parameters" / name
        if name not in asked:
            yield from book.dangling(spot, name, asked, "parameter", key=True)
        elif isinstance(value, float | int):
            if name != "amount":
                yield spot.issue("wrong-type", f"`{name}` must be an id or a selector, not `{value:g}`")
            elif not asked[name].low <= value <= asked[name].high:
                yield spot.issue(
                    "out-of-range", f"`{name}` must lie between {asked[name].low:g} and {asked[name].high:g}"
                )
        elif not (value.startswith("arg") and name in SELECTED):
            known = asked[name].choices or book.axes.get(_AXES.get(name, ""), ())
            yield from book.dangling(spot, value, known, _AXES.get(name, "level"))
    for name in (name for name in asked if name not in {*rule.parameters, "place", "amount"}):
        yield (at / "order").warning(
            "missing-parameter", f"`{order.id}` asks for `{name}`", f"add `{name}:` to `parameters`"
        )


def doctrine_odds(book: Book) -> Iterator[Issue]:
    """`unknown-trigger`, `unknown-answer`, `odds-not-one`: how AI seats answer triggers."""
    for page in book.doctrine_pages:
        doctrine = page.model
        for n, reply in enumerate(doctrine.replies if isinstance(doctrine, Doctrine) else ()):
            at = At(page, ("replies", n))
            if reply.trigger is not None:
                yield from book.dangling(at / "trigger", reply.trigger, book.axes["trigger"], "trigger")
            for answer in reply.odds:
                yield from book.dangling(at / "odds" / answer, answer, book.axes["answer"], "answer", key=True)
            total = sum(reply.odds.values())
            if abs(total - 1) > 0.001:
                yield (at / "odds").issue("odds-not-one", f"the odds add up to {total:g}, not 1")


def _own_levels(book: Book, order: Order, act: Mechanism) -> tuple[str, ...]:
    """The order's levels that this act is for: one of several acts may leave a level to another that knows it."""
    levels = _levels(order)
    sets = [other.setting for other in order.mechanisms if other.act == "set" and other.to is None and other.setting]
    if act.act != "set" or len(sets) < 2:
        return levels
    known = {level for setting in sets for level in book.scope.choices.get(setting, ())}
    own = book.scope.choices.get(act.setting or "", ())
    return tuple(level for level in levels if level in own or level not in known)


def _levels(order: Order) -> tuple[str, ...]:
    return next((tuple(each.choices or ()) for each in order.parameters if each.name == "level"), ())
