"""Words for people: short enough to read in the time there is, and said at all."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.scenario.base import Text
from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At, Page
from wargame.scenario.yamltree import Loc, Node

WORDS_PER_MINUTE = 180
"""Reading speed of informative text on paper by adults, at the careful end (Brysbaert 2019 finds about 240)."""
SEAT_MINUTES = 3.0
"""For a seat's own papers at the start: briefing, private notes and goals."""
OPENING_MINUTES = 2.5
"""For the situation report of turn one, which is read aloud."""
INJECT_MINUTES = 0.6
"""For one inject: people are in the middle of something."""
HELP_MINUTES = 0.5
"""For an order's help."""


def too_long(book: Book) -> Iterator[Issue]:
    """`too-long-to-read`: more than the minutes there are, in either language."""
    main = At(book.main)
    yield from _long(main / "opening", book.document.opening, OPENING_MINUTES, "the opening")
    for at, role in book.each([book.main], "roles"):
        papers = [role.briefing, role.private, *role.goals]
        yield from _long(at / "briefing", papers, SEAT_MINUTES, "what the seat must read before turn one")
    for at, inject in book.each(book.inject_pages, "injects"):
        yield from _long(at / "text", [inject.text], INJECT_MINUTES, "the text")
    for at, order in book.each(book.rules_pages, "orders"):
        yield from _long(at / "help", [order.help], HELP_MINUTES, "the help")


def _long(at: At, texts: list[Text], minutes: float, what: str) -> Iterator[Issue]:
    words = max(sum(len(text.say(lang).split()) for text in texts) for lang in ("en", "nl"))
    most = int(minutes * WORDS_PER_MINUTE)
    if words > most:
        message = f"{what} is {words} words: {words / WORDS_PER_MINUTE:.1f} minutes of reading"
        yield at.warning("too-long-to-read", message, f"at most {most} words")


def blank(book: Book) -> Iterator[Issue]:
    """`blank-text`: a text with nothing in it in one of the languages."""
    for page in book.pages:
        yield from page.once(_blank)


def _blank(page: Page) -> Iterator[Issue]:
    for loc, node in _texts(page.root):
        for lang in ("en", "nl"):
            words = node.value[lang].value
            if isinstance(words, str) and not words.strip() and loc[:1] != ("content_note",):
                yield At(page, (*loc, lang)).issue("blank-text", "the text is blank", "say it, or take it out")


def _texts(node: Node, loc: Loc = ()) -> Iterator[tuple[Loc, Node]]:
    if isinstance(node.value, dict):
        if node.value.keys() >= {"en", "nl"}:
            yield loc, node
            return
        for key, inner in node.value.items():
            if isinstance(inner.value, dict | list):
                yield from _texts(inner, (*loc, key))
    elif isinstance(node.value, list):
        for number, inner in enumerate(node.value):
            if isinstance(inner.value, dict | list):
                yield from _texts(inner, (*loc, number))
