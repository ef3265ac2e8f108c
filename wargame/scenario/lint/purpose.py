"""What makes it an exercise: objectives that show in play, goals with a time, a part for every seat, honest limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At

_TIME = re.compile(
    r"\b(turns?|days?|weeks?|months?|years?|quarters?|until|till|before|within|by|first|throughout|end|while|when|"
    r"after|elections|winter|spring|summer|autumn|19\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_NO_DECISION = re.compile(r"^\W*(none|nothing|n/?a|geen|niets|no decision|-)?\W*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z0-9“\"])")
MINUTES_A_TURN = 12
"""A turn has a situation, a council, orders and a consequence (practice note 6); below this there is no talk."""


def objectives(book: Book) -> Iterator[Issue]:
    """`objective-without-evidence`: nothing that happens in play would show that it was met."""
    served = {name for inject in book.injects for name in inject.objectives}
    for at, objective in book.each([book.main], "objectives"):
        hooks = [evidence for evidence in objective.evidence if ":" in evidence]
        if not hooks and objective.id not in served:
            yield (at / "evidence").warning(
                "objective-without-evidence", "no order, inject or trigger shows it in play",
                "add order:ID, inject:ID or trigger:ID, or an inject that serves it",
            )  # fmt: skip


def goals(book: Book) -> Iterator[Issue]:
    """`goal-without-time`, `goal-not-one-sentence`: goals are short, and one can tell when they should be met."""
    for at, role in book.each([book.main], "roles"):
        if not any(_timed(goal) for goal in role.goals):
            yield (at / "goals").warning(
                "goal-without-time", "no goal says by when", "add `by_turn:`, or a time in the sentence"
            )
        for n, goal in enumerate(role.goals):
            if _SENTENCE_END.search(goal.en.strip()):
                yield (at / "goals" / n).warning("goal-not-one-sentence", "a goal is one sentence", "split it in two")


def _timed(goal: Any) -> bool:
    return getattr(goal, "by_turn", None) is not None or bool(_TIME.search(goal.en))


def seats(book: Book) -> Iterator[Issue]:
    """`seat-without-decision`, `same-short`, `one-seat-both-sides`, `empty-desk`: seats with a part."""
    deciders = {decider.role for trigger in book.rules.triggers for decider in trigger.deciders}
    addressed = {role for inject in book.injects for role in inject.to}
    shorts: dict[str, str] = {}
    for at, role in book.each([book.main], "roles"):
        if role.id not in deciders and role.id not in addressed and "all" not in addressed:
            yield (at / "id").warning(
                "seat-without-decision", "answers no trigger and receives no inject: its turns have no moment of truth",
                "address an inject to it, or make it a decider",
            )  # fmt: skip
        if role.short in shorts:
            yield (at / "short").issue("same-short", f"`{shorts[role.short]}` is called `{role.short}` as well")
        shorts.setdefault(role.short, role.id)
        if not role.headline:
            yield (at / "id").warning("empty-desk", "has nothing on its desk", "name up to twelve under `headline`")
    sides = book.document.sides
    if len({side.role for side in sides}) < len(sides):
        yield At(book.main, ("sides", 1, "role")).issue(
            "one-seat-both-sides", f"`{sides[1].role}` commands both armies", "give each side a seat of its own"
        )


def injects(book: Book) -> Iterator[Issue]:
    """`inject-without-decision`: an event that asks nothing of anybody is news, not an inject."""
    for at, inject in book.each(book.inject_pages, "injects"):
        if _NO_DECISION.match(inject.decision.en) and inject.decision.en.strip():
            yield (at / "decision").warning(
                "inject-without-decision", "asks for no decision", "say what the players are expected to decide"
            )


def deciders(book: Book) -> Iterator[Issue]:
    """`trigger-nobody-honours`: a tripwire whose deciders can't do what was threatened."""
    honours = {answer.id for answer in book.rules.answers if answer.honours > 0}
    for at, trigger in book.each(book.rules_pages, "triggers"):
        if not any(honours & set(decider.options) for decider in trigger.deciders):
            yield (at / "deciders").warning(
                "trigger-nobody-honours", "no decider has an answer that honours it", "add `honour` to some `options`"
            )


def limits(book: Book) -> Iterator[Issue]:
    """`cla-incomplete`: constraints, limitations and assumptions are stated together (CLA)."""
    for name in ("constraints", "assumptions"):
        if not getattr(book.document, name):
            yield At(book.main, ("limits",)).warning(
                "cla-incomplete", f"limits without `{name}`", f"say so under `{name}:`, one sentence each", key=True
            )


def sessions(book: Book) -> Iterator[Issue]:
    """`session-too-tight`, `start-before-cutoff`."""
    for at, session in book.each([book.main], "sessions"):
        if session.minutes / session.turns < MINUTES_A_TURN and book.document.family != "tutorial":  # for one, alone
            each = session.minutes / session.turns
            yield (at / "minutes").warning(
                "session-too-tight", f"{each:.0f} minutes a turn", f"people need {MINUTES_A_TURN} or more to talk"
            )
    document = book.document
    if document.start < document.cutoff:
        yield At(book.main, ("start",)).warning(
            "start-before-cutoff", f"play starts on {document.start}, and sources go up to {document.cutoff}",
            "the opening would know its own future",
        )  # fmt: skip
