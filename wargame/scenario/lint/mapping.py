"""What is drawn around the line: its sides and pieces, zones beside it, the base map and the towns upon it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from wargame.places import assets_dir
from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.lint.geography import SEAM_KM, length_km
from wargame.scenario.nearest import nearest
from wargame.scenario.pages import At

SCHEMATIC = "schematic"
"""The base of a map with nothing beneath the line."""
_PIECE_SEAM_KM = 1.0
"""Sectors are given in whole kilometres; a piece of the line rarely ends on one."""


@cache
def base_maps() -> tuple[str, ...]:
    """Base maps that are shipped, and the plain ground."""
    names = (path.name.removesuffix(".json.gz") for path in (assets_dir() / "map").glob("*.json.gz"))
    return (*sorted(names), SCHEMATIC)


@cache
def base_cities(base: str) -> tuple[str, ...]:
    """Ids of the towns of a base map."""
    path = assets_dir() / "map" / f"{base}_cities.json"
    return tuple(city["id"] for city in json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else ()


def sides(book: Book) -> Iterator[Issue]:
    """`unknown-side`, `sides-of-line`: the two sides of the line are those of the scenario, one on each."""
    given = book.map.line.sides
    at = At(book.map_page, ("line", "sides"))
    for n, side in enumerate(given or ()):
        yield from book.dangling(at / n, side, book.axes["side"], "side")
    if given and given[0] == given[1]:
        yield at.issue("sides-of-line", f"`{given[0]}` can't lie on both sides of the line")
    for at, zone in book.each([book.map_page], "zones"):
        if zone.side is None:
            continue
        yield from book.dangling(at / "side", zone.side, book.axes["side"], "side")
        if given is None:
            yield (at / "side").issue(
                "sides-of-line", "nobody can tell on which side of the line that is", "give the line's `sides`"
            )


def zones_cover(book: Book) -> Iterator[Issue]:
    """`empty-zone`: a zone without depth covers nothing."""
    for at, zone in book.each([book.map_page], "zones"):
        if zone.depth_km <= 0:
            yield (at / "depth_km").issue("empty-zone", "covers nothing: 0 km deep")


def pieces(book: Book) -> Iterator[Issue]:
    """`torn-sector`: a sector that jumps from one piece of the line to the next."""
    line = book.map.line
    lengths = [length_km(piece) for piece in line.pieces]
    stretch = line.stated_length_km / max(sum(lengths), SEAM_KM)
    for seam in [end * stretch for end in accumulate(lengths)][:-1]:
        for at, sector in book.each([book.map_page], "sectors"):
            if sector.from_km + _PIECE_SEAM_KM < seam < sector.to_km - _PIECE_SEAM_KM:
                yield at.issue("torn-sector", f"a piece of the line ends inside it, at {seam:.0f} km")


def bases(book: Book) -> Iterator[Issue]:
    """`unknown-base`: a base map that isn't shipped; `bare-schematic`: nothing on it to find one's way by."""
    base = book.map.base
    if base not in base_maps():
        yield At(book.map_page, ("base",)).issue(
            "unknown-base", f"there is no base map `{base}`", nearest(base, base_maps()) or ", ".join(base_maps())
        )
    if base == SCHEMATIC and not book.map.cities:
        at = At(book.map_page, ("base",))
        if not book.map.places:
            yield at.issue("bare-schematic", "a plain ground with no town and no place on it", "give `cities`")
        else:
            yield at.warning("bare-schematic", "a plain ground with no town on it", "give `cities`")


def towns(book: Book) -> Iterator[Issue]:
    """`idle-cities`: towns given to a base map that has its own; `unknown-city`: a road through no known town."""
    schematic = book.map.base == SCHEMATIC
    if book.map.cities and not schematic:
        yield At(book.map_page, ("cities",)).warning(
            "idle-cities", f"the base map `{book.map.base}` has its own towns: these are not drawn"
        )
    known = tuple(city.id for city in book.map.cities) if schematic else base_cities(book.map.base)
    for at, corridor in book.each([book.map_page], "corridors"):
        for n, city in enumerate(corridor.cities):
            yield from book.dangling(at / "cities" / n, city, known, "city")
