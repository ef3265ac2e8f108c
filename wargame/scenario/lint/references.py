"""Names of other things: roles, tracks, checks, settings, sectors, places, options, answers. Each must exist."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.quantities import CHECKS
from wargame.scenario.book import Book
from wargame.scenario.doctrines import Doctrine
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At
from wargame.scenario.rules import Effect

_PLAIN_EVIDENCE = ("conditions_ledger", "intent_sheet", "violations", "outcomes")
_EVIDENCE_AXES = {"order": "order", "inject": "inject", "trigger": "trigger"}


def effects(book: Book) -> Iterator[tuple[At, Effect]]:
    """Every effect on a track, with its spot."""
    for at, order in book.each(book.rules_pages, "orders"):
        for n, effect in enumerate(order.effects):
            yield at / "effects" / n, effect
        for g, gate in enumerate(order.gates):
            for n, effect in enumerate(gate.waived):
                yield at / "gates" / g / "waived" / n, effect
    for pages, section in ((book.rules_pages, "answers"), (book.inject_pages, "injects")):
        for at, thing in book.each(pages, section):
            for n, effect in enumerate(thing.effects):
                yield at / "effects" / n, effect


def roles(book: Book) -> Iterator[Issue]:
    """`unknown-role`: whoever gives, sees, decides, receives or plays has a seat."""
    known = book.axes["role"]
    for at, order in book.each(book.rules_pages, "orders"):
        yield from book.dangling(at / "role", order.role, known, "role")
        for n, role in enumerate(order.seen_by or ()):
            yield from book.dangling(at / "seen_by" / n, role, (*known, "all"), "role")
    for at, option in book.each(book.force_pages, "options"):
        yield from book.dangling(at / "role", option.role, known, "role")
    for at, trigger in book.each(book.rules_pages, "triggers"):
        for n, decider in enumerate(trigger.deciders):
            yield from book.dangling(at / "deciders" / n / "role", decider.role, known, "role")
    for at, inject in book.each(book.inject_pages, "injects"):
        for n, role in enumerate(inject.to):
            yield from book.dangling(at / "to" / n, role, (*known, "all"), "role")
    for page in book.doctrine_pages:
        if isinstance(page.model, Doctrine):
            yield from book.dangling(At(page, ("role",)), page.model.role, known, "role")


def commanders(book: Book) -> Iterator[Issue]:
    """`unknown-role`: who commands an army has a seat."""
    for at, side in book.each([book.main], "sides"):
        yield from book.dangling(at / "role", side.role, book.axes["role"], "role")


def tracks(book: Book) -> Iterator[Issue]:
    """`unknown-track`: what effects and couplings pull on is a track."""
    known = book.axes["track"]
    for at, effect in effects(book):
        yield from book.dangling(at / "track", effect.track, known, "track")
    for at, coupling in book.each(book.rules_pages, "couplings"):
        yield from book.dangling(at / "to", coupling.to, known, "track")


def checks(book: Book) -> Iterator[Issue]:
    """`unknown-check`: the check that grades an order, or fills an outcome strip."""
    known = tuple(book.rules.checks)
    for at, order in book.each(book.rules_pages, "orders"):
        if order.check is not None:
            yield from book.dangling(at / "check", order.check, known, "check")
    for at, outcome in book.each(book.rules_pages, "outcomes"):
        yield from book.dangling(at / "check", outcome.check, known, "check")


def starts(book: Book) -> Iterator[Issue]:
    """`unknown-track`, `unknown-setting`, `unknown-level`: what the scenario itself lets start somewhere."""
    for at, name, _ in book.keyed([book.main], "tracks"):
        yield from book.dangling(at, name, book.axes["track"], "track", key=True)
    for at, name, level in book.keyed([book.main], "settings"):
        yield from book.dangling(at, name, sorted(book.scope.settings), "setting", key=True)
        if name in book.scope.settings:
            yield from book.dangling(at, level, book.scope.choices[name], "level")


def settings(book: Book) -> Iterator[Issue]:
    """`unknown-setting`, `unknown-level`: where a setting starts, what a factor equals, which operations have a box."""
    levels = {name: book.scope.choices[name] for name in book.scope.settings}
    for at, setting in book.each(book.rules_pages, "settings"):
        yield from book.dangling(at / "start", setting.start, levels[setting.id], "level")
    for at, name, _ in book.keyed(book.rules_pages, "boxes"):
        yield from book.dangling(at, name, levels.get("operation", ()), "level", key=True)
    for at, _, check in book.keyed(book.rules_pages, "checks"):
        for n, factor in enumerate(check.factors):
            if factor.equals is None:
                continue
            spot = at / "factors" / n
            if factor.quantity not in levels:
                yield from book.dangling(spot / "quantity", factor.quantity, levels, "setting")
            else:
                yield from book.dangling(spot / "equals", factor.equals, levels[factor.quantity], "level")


def sectors_and_sides(book: Book) -> Iterator[Issue]:
    """`unknown-sector`, `unknown-side`, `unknown-area`: in the map, the start and the violation classes."""
    sides = book.axes["side"]
    for at, sector in book.each([book.map_page], "sectors"):
        yield from book.dangling(at / "area", sector.area, book.axes["area"], "area")
    for at, name, start in book.keyed([book.main], "sectors"):
        yield from book.dangling(at, name, book.axes["sector"], "sector", key=True)
        for side in start.troops:
            yield from book.dangling(at / "troops" / side, side, sides, "side", key=True)
    for at, kind in book.each(book.rules_pages, "violations"):
        for side in kind.share:
            yield from book.dangling(at / "share" / side, side, sides, "side", key=True)


def places(book: Book) -> Iterator[Issue]:
    """`unknown-place`: where options are at home and where elements start."""
    known = book.axes["place"]
    for at, option in book.each(book.force_pages, "options"):
        yield from book.dangling(at / "home", option.home, known, "place")
    for at, deployed in book.each([book.main], "deployed"):
        yield from book.dangling(at / "place", deployed.place, known, "place")


def options(book: Book) -> Iterator[Issue]:
    """`unknown-force-option`: what is deployed at the start, or what a part is part of, is in a catalogue."""
    for at, option in book.each(book.force_pages, "options"):
        if option.part_of is not None:
            yield from book.dangling(at / "part_of", option.part_of, book.axes["element"], "force option")
    for at, deployed in book.each([book.main], "deployed"):
        yield from book.dangling(at / "option", deployed.option, book.axes["element"], "force option")


def answers(book: Book) -> Iterator[Issue]:
    """`unknown-answer`, `default-not-an-option`: what a decider may answer, and answers by default."""
    for at, trigger in book.each(book.rules_pages, "triggers"):
        for n, decider in enumerate(trigger.deciders):
            spot = at / "deciders" / n
            for m, option in enumerate(decider.options):
                yield from book.dangling(spot / "options" / m, option, book.axes["answer"], "answer")
            if decider.default not in decider.options:
                hint = f"one of {', '.join(decider.options)}"
                yield (spot / "default").issue(
                    "default-not-an-option", f"`{decider.default}` isn't among the options", hint
                )


def doctrines(book: Book) -> Iterator[Issue]:
    """`unknown-doctrine`, `doctrine-of-another`: who plays an empty seat is written for that seat."""
    known = {model.id: model.role for page in book.doctrine_pages if isinstance(model := page.model, Doctrine)}
    for at, role in book.each([book.main], "roles"):
        for spot, name in (
            (at / "doctrine", role.doctrine),
            *((at / "doctrines" / n, x) for n, x in enumerate(role.doctrines)),
        ):
            yield from book.dangling(spot, name, known, "doctrine")
            if known.get(name, role.id) != role.id:
                yield spot.issue("doctrine-of-another", f"doctrine `{name}` plays `{known[name]}`, not `{role.id}`")


def objectives(book: Book) -> Iterator[Issue]:
    """`unknown-objective`, `unknown-evidence`: what injects serve, and what shows that an objective was met."""
    known = tuple(objective.id for objective in book.document.objectives)
    for at, inject in book.each(book.inject_pages, "injects"):
        for n, name in enumerate(inject.objectives):
            yield from book.dangling(at / "objectives" / n, name, known, "objective")
    for at, objective in book.each([book.main], "objectives"):
        for n, evidence in enumerate(objective.evidence):
            kind, _, name = evidence.partition(":")
            if kind in _EVIDENCE_AXES:
                yield from book.dangling(at / "evidence" / n, name, book.axes[_EVIDENCE_AXES[kind]], kind)
            elif evidence not in _PLAIN_EVIDENCE:
                hint = f"one of {', '.join(_PLAIN_EVIDENCE)}, or order:ID, inject:ID, trigger:ID"
                yield (at / "evidence" / n).issue("unknown-evidence", f"`{evidence}` is no evidence that is kept", hint)


def headlines(book: Book) -> Iterator[Issue]:
    """`unknown-quantity`, `unseen-headline`: what lies on a desk exists, and that seat may see it."""
    for at, role in book.each([book.main], "roles"):
        for n, name in enumerate(role.headline):
            spot = at / "headline" / n
            yield from book.dangling(spot, name, book.scope.registry, "quantity")
            sees = book.sight.get(name, {})
            if name in book.scope.registry and role.id not in sees and "all" not in sees:
                yield spot.issue(
                    "unseen-headline", f"`{role.id}` may not see `{name}`", "give it sight, or take it off the desk"
                )


def own_sight(book: Book) -> Iterator[Issue]:
    """`unknown-quantity`, `unknown-role`: who sees what in this scenario in particular."""
    for at, name, sees in book.keyed([book.main], "sight"):
        yield from book.dangling(at, name, book.scope.registry, "quantity", key=True)
        for role in sees:
            yield from book.dangling(at / role, role, (*book.axes["role"], "all"), "role", key=True)


def sight(book: Book) -> Iterator[Issue]:
    """`unknown-quantity`, `unknown-role`: who sees what by the rules."""
    known = (*book.axes["role"], "all")
    for at, name, each in book.keyed(book.rules_pages, "sight"):
        yield from book.dangling(at, name, book.scope.registry, "quantity", key=True)
        for role in each.sees:
            yield from book.dangling(at / "sees" / role, role, known, "role", key=True)
    for section in ("tracks", "settings"):
        for at, thing in book.each(book.rules_pages, section):
            for role in thing.sees:
                yield from book.dangling(at / "sees" / role, role, known, "role", key=True)


def factor_rows(book: Book) -> Iterator[Issue]:
    """`unknown-axis`, and `unknown-` row: a factor that pulls on some rows only names rows of the check's own axes."""
    for at, name, check in book.keyed(book.rules_pages, "checks"):
        axes = CHECKS[name].axes if name in CHECKS else ()
        for n, factor in enumerate(check.factors):
            for axis, row in factor.only.items():
                spot = at / "factors" / n / "only" / axis
                if axis not in axes:
                    has = f"its axes: {', '.join(axes)}" if axes else "it has none"
                    yield spot.issue("unknown-axis", f"has no axis `{axis}`", has, key=True)
                else:
                    yield from book.dangling(spot, row, book.axes[axis], axis)
