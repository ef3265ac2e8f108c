"""What would show only in play: starts out of range, rungs in disorder, injects that can never fire."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At, Page
from wargame.scenario.yamltree import Node

_SAME_WORDS = 5
"""Texts of this many words that are the same in both languages were probably not translated."""


def values_in_range(book: Book) -> Iterator[Issue]:
    """`out-of-range`: starts and rests of tracks within low and high, boxes that aren't empty."""
    limits = {track.id: (track.low, track.high) for track in book.rules.tracks}
    spots = [(at, name, value) for at, name, value in book.keyed([book.main], "tracks")]
    for at, track in book.each(book.rules_pages, "tracks"):
        if track.low >= track.high:
            yield (at / "low").issue("out-of-range", "`low` must be less than `high`")
        spots.append((at / "start", track.id, track.start))
        if track.rest is not None:
            spots.append((at / "rest", track.id, track.rest))
        if (track.rest is None) != (track.rate is None):
            yield at.issue("rest-and-rate", "`rest` and `rate` go together", "give both, or neither")
    for at, name, value in spots:
        low, high = limits.get(name, (value, value))
        if low < high and not low <= value <= high:
            yield at.issue("out-of-range", f"{value:g} lies outside {low:g} to {high:g}")
    for at, _, box in book.keyed(book.rules_pages, "boxes"):
        for gauge in ("consent", "force", "impartiality"):
            low, high = getattr(box, gauge)
            if not 0 <= low < high <= 100:
                yield (at / gauge).issue("out-of-range", f"[{low:g}, {high:g}] is no range within 0 to 100")


def rungs(book: Book) -> Iterator[Issue]:
    """`rungs-out-of-order`, `unknown-rung`, `too-few-criteria`: a ladder can be climbed."""
    for at, ladder in book.each(book.rules_pages, "ladders"):
        numbers = [rung.number for rung in ladder.rungs]
        for n, (lower, higher) in enumerate(pairwise(numbers), start=1):
            if higher <= lower:
                message = f"rung {higher} comes after rung {lower}"
                yield (at / "rungs" / n / "number").issue("rungs-out-of-order", message, "rungs go up")
        for name, number in (("start", ladder.start), ("freeze_at", ladder.freeze_at)):
            if number is not None and number not in numbers:
                yield (at / name).issue(
                    "unknown-rung", f"there is no rung {number}", f"rungs: {', '.join(map(str, numbers))}"
                )
        for n, rung in enumerate(ladder.rungs):
            if rung.number > 0 and len(rung.criteria) < max(1, ladder.needs - 1):
                message = (
                    f"rung {rung.number} has {len(rung.criteria)} criteria; it takes {ladder.needs} to declare one"
                )
                yield (at / "rungs" / n / "criteria").issue(
                    "too-few-criteria", message, "control can confirm the last one only"
                )


def yardstick(book: Book) -> Iterator[Issue]:
    """`yardstick-order`: words for odds go up without overlap."""
    end = -1.0
    for at, band in book.each(book.rules_pages, "yardstick"):
        if not end < band.low <= band.high:
            yield at.issue(
                "yardstick-order",
                f"{band.low:g} to {band.high:g} must start above {max(end, 0):g} and not end before it starts",
            )
        end = band.high


def injects_reachable(book: Book) -> Iterator[Issue]:
    """`inject-too-late`: an inject for a turn that no session reaches."""
    longest = max(session.turns for session in book.document.sessions)
    for at, inject in book.each(book.inject_pages, "injects"):
        if inject.turn is not None and inject.turn > longest:
            message = f"turn {inject.turn} is never played"
            yield (at / "turn").issue("inject-too-late", message, f"the longest session has {longest} turns")


def session_people(book: Book) -> Iterator[Issue]:
    """`out-of-range`: from fewest to most people."""
    for at, session in book.each([book.main], "sessions"):
        fewest, most = session.people
        if not 1 <= fewest <= most:
            yield (at / "people").issue("out-of-range", f"[{fewest}, {most}] is no [fewest, most] people")


def same_text(book: Book) -> Iterator[Issue]:
    """`not-translated`: a sentence that is the same in both languages."""
    for page in book.pages:
        yield from page.once(_untranslated)


def _untranslated(page: Page) -> Iterator[Issue]:
    wrong = {id(node) for node in _texts(page.root) if _same(node)}
    for loc, node in page.root.walk() if wrong else ():
        if id(node) in wrong:
            yield At(page, (*loc, "nl")).warning("not-translated", "the Dutch text is the English one")


def _texts(node: Node) -> Iterator[Node]:
    if isinstance(node.value, dict):
        if node.value.keys() == {"en", "nl"}:
            yield node
            return
        for inner in node.value.values():
            yield from _texts(inner)
    elif isinstance(node.value, list):
        for inner in node.value:
            yield from _texts(inner)


def _same(node: Node) -> bool:
    english, dutch = node.value["en"].value, node.value["nl"].value
    return english == dutch and isinstance(english, str) and len(english.split()) >= _SAME_WORDS
