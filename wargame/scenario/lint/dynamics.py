"""What would run away: answering fire with more fire, and loops of couplings that feed themselves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from wargame.scenario.book import Book
from wargame.scenario.conditions import ConditionError, names_used, parse
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At
from wargame.scenario.rules import Coupling

DOUBLES_DAYS = 28
"""A loop that doubles a deviation within four weeks outruns the people who should steer it."""
LOGISTIC_SLOPE = 0.25
"""Of 1 / (1 + e^-z) at z = 0."""


def tit_for_tat(book: Book) -> Iterator[Issue]:
    """`runaway-tit-for-tat`: each side answers with at least as much as it got, so that violence never settles."""
    for at, name, number in book.keyed(book.rules_pages, "tunables"):
        if name == "tit_for_tat":
            for part in ("value", "high"):
                if getattr(number, part) >= 1:
                    message = f"{part} {getattr(number, part):g}: both sides answer with all they got or more, for ever"
                    severity: Literal["error", "warning"] = "error" if part == "value" else "warning"
                    yield (at / part).issue("runaway-tit-for-tat", message, "stay below 1", severity=severity)
                    return


def couplings(book: Book) -> Iterator[Issue]:
    """`coupling-without-source`, `coupling-to-itself`, `coupling-without-pull`."""
    for at, coupling in book.each(book.rules_pages, "couplings"):
        if _names_nothing(book, coupling.source):
            yield (at / "source").warning(
                "coupling-without-source", f"`{coupling.source}` names no quantity: it pulls for ever",
                "name what pulls, or change the track's `rest`",
            )  # fmt: skip
        if coupling.source == coupling.to:
            yield (at / "to").warning(
                "coupling-to-itself", f"`{coupling.to}` pulls itself", "that is what `rest` and `rate` are for"
            )
        if coupling.gain.value == coupling.gain.low == coupling.gain.high == 0:
            yield (at / "gain").warning("coupling-without-pull", "has a gain of nothing", "leave the arrow out")


def loops(book: Book) -> Iterator[Issue]:
    """`runaway-loop`: level couplings in a circle whose product of gains outruns the tracks' own pull to rest."""
    rates = {track.id: track.rate.value if track.rate else 0.0 for track in book.rules.tracks}
    arrows: dict[str, list[tuple[At, Coupling, float]]] = {}
    for at, coupling in book.each(book.rules_pages, "couplings"):
        between = coupling.source in rates and coupling.to in rates and coupling.source != coupling.to
        if coupling.kind == "level" and between and (slope := _slope(coupling)):
            arrows.setdefault(coupling.source, []).append((at, coupling, slope))
    for start in sorted(arrows):
        for loop in _loops(arrows, start):
            names = [coupling.source for _, coupling, _ in loop]
            gain = math.prod(slope for _, _, slope in loop)
            if gain <= 0:
                continue
            growth = gain ** (1 / len(loop)) - sum(rates[name] for name in names) / len(names)
            if growth > math.log(2) / DOUBLES_DAYS:
                path = " → ".join([*names, start])
                yield (loop[-1][0] / "gain").warning(
                    "runaway-loop", f"the loop {path} feeds itself: a push doubles in {math.log(2) / growth:.0f} days",
                    "lower a gain, or let a track rest faster",
                )  # fmt: skip


def _loops(
    arrows: dict[str, list[tuple[At, Coupling, float]]], start: str
) -> Iterator[list[tuple[At, Coupling, float]]]:
    """Every circle of at most four arrows through `start` and tracks that sort after it: each circle once."""
    waiting: list[list[tuple[At, Coupling, float]]] = [[arrow] for arrow in arrows[start]]
    while waiting:
        path = waiting.pop()
        end = path[-1][1].to
        if end == start:
            yield path
        elif len(path) < 4 and end > start and end not in [coupling.source for _, coupling, _ in path]:
            waiting += [[*path, arrow] for arrow in arrows.get(end, ())]


def _slope(coupling: Coupling) -> float:
    """Points per day and point of the source, where the shape is steepest; a threshold has none."""
    steep = {"linear": 1.0, "log": 1.0, "logistic": LOGISTIC_SLOPE, "threshold": 0.0}[coupling.shape]
    return coupling.gain.value / coupling.scale * steep


def _names_nothing(book: Book, text: str) -> bool:
    """Whether it can be read and looks at nothing."""
    try:
        return not names_used(parse(text, book.scope, "any"))
    except ConditionError:  # told already
        return False
