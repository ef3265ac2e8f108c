"""Force options: counted once, of a plausible size and speed, drawn with a symbol, based where they may be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from wargame.places import assets_dir
from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.nearest import nearest

SIZES: dict[str, tuple[int, int]] = {
    "company": (40, 400), "battalion": (200, 1600), "brigade": (500, 9000), "battery": (40, 800), "group": (20, 3000),
    "squadron": (40, 1200), "team": (1, 600), "corps": (5000, 80000),
}  # fmt: skip
"""Last word of a symbol -> fewest and most people one such unit has: NATO establishments, generously rounded."""
MOST_PEOPLE = 120_000
"""More than Europe together could send (the 2024 paper speaks of tens of thousands)."""
MOST_DAYS = 730


@cache
def symbols() -> tuple[str, ...]:
    """Symbol types that there are pictures of."""
    return tuple(json.loads((assets_dir() / "symbols" / "symbols.json").read_text(encoding="utf-8")))


def drawn(book: Book) -> Iterator[Issue]:
    """`unknown-symbol`: components are drawn with symbols that exist."""
    for at, option in book.each(book.force_pages, "options"):
        for n, part in enumerate(option.components):
            if part.symbol not in symbols():
                yield (at / "components" / n / "symbol").issue(
                    "unknown-symbol", f"there is no symbol `{part.symbol}`", nearest(part.symbol, symbols())
                )


def plausible(book: Book) -> Iterator[Issue]:
    """`implausible-force`: people or days beyond what such units have or take."""
    for at, option in book.each(book.force_pages, "options"):
        for n, part in enumerate(option.components):
            low, high = SIZES.get(part.symbol.rsplit("_", 1)[-1], (0, MOST_PEOPLE))
            each = part.people / part.count
            if part.people and not low <= each <= high:
                yield (at / "components" / n / "people").warning(
                    "implausible-force", f"{each:,.0f} people in one {part.symbol.replace('_', ' ')}",
                    f"`people` counts all {part.count} together; one has {low} to {high:,}",
                )  # fmt: skip
        if option.people > MOST_PEOPLE:
            yield (at / "components").warning("implausible-force", f"{option.people:,} people in one option")
        for name in ("readiness_days", "arrival_days"):
            days = getattr(option, name).value
            if not 0 <= days <= MOST_DAYS:
                yield (at / name).warning("implausible-force", f"`{name}` is {days:g} days", f"0 to {MOST_DAYS}")


def counted_twice(book: Book) -> Iterator[Issue]:
    """`option-counted-twice`: an element that starts in two places, or the same unit under two ids."""
    first: dict[str, str] = {}
    for at, deployed in book.each([book.main], "deployed"):
        if deployed.option in first:
            yield (at / "option").issue(
                "option-counted-twice", f"`{deployed.option}` is deployed at `{first[deployed.option]}` already",
                "an option is one element: write a second option",
            )  # fmt: skip
        first.setdefault(deployed.option, deployed.place)
    wholes = {option.id: option.part_of for option in book.options}
    for at, deployed in book.each([book.main], "deployed"):
        whole = wholes.get(deployed.option)
        if whole in first:
            yield (at / "option").issue(
                "option-counted-twice", f"`{deployed.option}` is part of `{whole}`, which is deployed too",
                "deploy the whole or the part",
            )  # fmt: skip
    named: dict[tuple[str, str], str] = {}
    for at, option in book.each(book.force_pages, "options"):
        key = (option.nation, option.name.en.casefold())
        if key in named:
            yield (at / "name").warning(
                "option-counted-twice", f"is named like `{named[key]}` of the same nation", "one unit, one option"
            )
        named.setdefault(key, option.id)


def based(book: Book) -> Iterator[Issue]:
    """`home-not-home`, `nowhere-to-be`, `not-based-there`: options start at home and go where their basing allows."""
    depths = {place.id: place.depth for place in book.map.places}
    basing = {option.id: option.basing for option in book.options}
    for at, option in book.each(book.force_pages, "options"):
        if depths.get(option.home) == "near_line":
            yield (at / "home").warning(
                "home-not-home", f"its home `{option.home}` is near the line", "home is where it comes from"
            )
        if depths and not set(depths.values()) & set(option.basing):
            yield (at / "basing").warning(
                "nowhere-to-be", "the map has no place as near or far as it may be based",
                f"places are: {', '.join(dict.fromkeys(depths.values()))}",
            )  # fmt: skip
    for at, deployed in book.each([book.main], "deployed"):
        depth = depths.get(deployed.place)
        if depth and depth not in {"home", *basing.get(deployed.option, [depth])}:
            yield (at / "place").warning(
                "not-based-there", f"`{deployed.place}` is {depth}, and the option is based: "
                f"{', '.join(basing[deployed.option])}",
            )  # fmt: skip
