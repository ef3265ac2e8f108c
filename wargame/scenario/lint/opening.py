"""The position in which play starts: the deal's terms say what the settings say, and whoever fights is a side."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At
from wargame.scenario.registry import DEAL_STATUS, start_levels


def terms(book: Book) -> Iterator[Issue]:
    """`no-terms`, `term-incomplete`, `unknown-setting`, `unknown-level`, `term-contradicts`: what the deal says."""
    deal, at = book.document.deal, At(book.main, ("deal",))
    if deal.status != "none" and not deal.terms:
        yield (at / "terms").issue("no-terms", "a deal has terms", "write some, or `status: none`")
    starts = start_levels(book.changed)
    for n, term in enumerate(deal.terms):
        spot = at / "terms" / n
        if (term.setting is None) != (term.level is None):
            yield spot.issue("term-incomplete", "`setting` and `level` go together", "give both, or neither")
        elif term.setting is not None and term.level is not None:
            if term.setting not in book.scope.settings:
                yield from book.dangling(spot / "setting", term.setting, sorted(book.scope.settings), "setting")
            elif term.level not in book.scope.choices[term.setting]:
                yield from book.dangling(spot / "level", term.level, book.scope.choices[term.setting], "level")
            elif starts[term.setting] != term.level:
                message = f"the term is about `{term.level}`, and `{term.setting}` starts in `{starts[term.setting]}`"
                yield (spot / "level").issue("term-contradicts", message, "let the two agree")


def deal_status(book: Book) -> Iterator[Issue]:
    """`unknown-level`, `term-contradicts`: the setting `deal_status`, where the rules have one, follows the deal."""
    deal, at = book.document.deal, At(book.main, ("deal", "status"))
    if DEAL_STATUS in book.scope.settings:
        yield from book.dangling(at, deal.status, book.scope.choices[DEAL_STATUS], "level")
        start = start_levels(book.changed)[DEAL_STATUS]
        if start != deal.status:
            message = f"the deal is {deal.status}, and `{DEAL_STATUS}` starts in `{start}`"
            yield at.issue("term-contradicts", message, "let the two agree")


def fighting(book: Book) -> Iterator[Issue]:
    """`unknown-side`: who attacks when play starts."""
    if book.document.fighting is not None:
        yield from book.dangling(At(book.main, ("fighting",)), book.document.fighting, book.axes["side"], "side")


def goals(book: Book) -> Iterator[Issue]:
    """`goal-too-late`: a goal for a turn that no session reaches."""
    longest = max(session.turns for session in book.document.sessions)
    for at, role in book.each([book.main], "roles"):
        for n, goal in enumerate(role.goals):
            if goal.by_turn is not None and goal.by_turn > longest:
                spot = at / "goals" / n / "by_turn"
                hint = f"the longest session has {longest} turns"
                yield spot.issue("goal-too-late", f"turn {goal.by_turn} is never played", hint)
