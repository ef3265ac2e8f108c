"""The map: a line of the stated length, cut into sectors without gap or overlap, grouped into areas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wargame.scenario.book import Book
from wargame.scenario.issues import Issue
from wargame.scenario.pages import At

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the WGS84 ellipsoid; on a line of this size the sphere is within 0.3 % of the ellipsoid."""
LENGTH_TOLERANCE = 0.02
SEAM_KM = 0.001


def distance_km(one: Sequence[float], other: Sequence[float]) -> float:
    """Great-circle distance between two (longitude, latitude) points in degrees, by the haversine formula.

    >>> round(distance_km((30.52, 50.45), (36.23, 49.99)))  # Kyiv to Kharkiv
    409
    """
    lon1, lat1, lon2, lat2 = (math.radians(value) for value in (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def length_km(points: Sequence[Sequence[float]]) -> float:
    """Length of a polyline of (longitude, latitude) points."""
    return math.fsum(distance_km(one, other) for one, other in pairwise(points))


def line_points(book: Book) -> Iterator[Issue]:
    """`bad-point`: longitude first, within the globe."""
    line = book.map.line
    for spot, points in ((("points",), line.points), *((("more", n), piece) for n, piece in enumerate(line.more))):
        for n, (lon, lat) in enumerate(points):
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                yield At(book.map_page, ("line", *spot, n)).issue(
                    "bad-point", f"[{lon:g}, {lat:g}] is no [longitude, latitude]"
                )


def line_length(book: Book) -> Iterator[Issue]:
    """`line-length`: the stated length is that of the line, within 2 %."""
    line = book.map.line
    measured = math.fsum(length_km(piece) for piece in line.pieces)
    if abs(line.stated_length_km - measured) > LENGTH_TOLERANCE * measured:
        at = At(book.map_page, ("line", "stated_length_km"))
        message = f"the line is stated as {line.stated_length_km:g} km and measures {measured:.0f} km"
        yield at.issue("line-length", message, "they may differ by 2 %")
    if line.border_from_km is not None and line.border_from_km > line.stated_length_km:
        yield At(book.map_page, ("line", "border_from_km")).issue(
            "out-of-range", "the border starts beyond the end of the line"
        )


def sectors_tile(book: Book) -> Iterator[Issue]:
    """`sector-gap`, `sector-overlap`, `empty-sector`, `sectors-short`: sectors cover the whole line."""
    end = 0.0
    for at, sector in book.each([book.map_page], "sectors"):
        if sector.to_km <= sector.from_km:
            yield (at / "to_km").issue("empty-sector", f"is empty: from {sector.from_km:g} to {sector.to_km:g} km")
        if sector.from_km > end + SEAM_KM:
            yield (at / "from_km").issue("sector-gap", f"nothing covers {end:g} to {sector.from_km:g} km")
        elif sector.from_km < end - SEAM_KM:
            yield (at / "from_km").issue("sector-overlap", f"the sector before it reaches to {end:g} km")
        end = max(end, sector.to_km)
    total = book.map.line.stated_length_km
    if abs(end - total) > SEAM_KM:
        at = At(book.map_page, ("sectors", len(book.map.sectors) - 1, "to_km"))
        yield at.issue("sectors-short", f"the sectors end at {end:g} km and the line at {total:g} km")


def idle_areas(book: Book) -> Iterator[Issue]:
    """`idle-area`: an area without sectors."""
    used = {sector.area for sector in book.map.sectors}
    for at, area in book.each([book.map_page], "areas"):
        if area.id not in used:
            yield at.warning("idle-area", "has no sectors")


def torn_areas(book: Book) -> Iterator[Issue]:
    """`torn-area`: an area whose sectors are no neighbours; `same-name`: two stretches nobody can tell apart."""
    ended: dict[str, None] = {}
    last = ""
    names: dict[str, str] = {}
    for at, sector in book.each([book.map_page], "sectors"):
        if sector.area != last and sector.area in ended:
            yield (at / "area").warning(
                "torn-area", f"`{sector.area}` comes back after `{last}`", "an area is one stretch of the line"
            )
        ended[sector.area] = None
        last = sector.area
        if sector.name.en in names:
            yield (at / "name").warning("same-name", f"`{names[sector.name.en]}` has the same name")
        names.setdefault(sector.name.en, sector.id)


def zones(book: Book) -> Iterator[Issue]:
    """`zone-off-line`, `empty-zone`: zones lie along the line."""
    for at, zone in book.each([book.map_page], "zones"):
        if zone.from_km >= zone.to_km:
            yield (at / "to_km").issue("empty-zone", f"is empty: from {zone.from_km:g} to {zone.to_km:g} km")
        elif zone.to_km > book.map.line.stated_length_km + SEAM_KM:
            yield (at / "to_km").issue(
                "zone-off-line", f"ends at {zone.to_km:g} km and the line at {book.map.line.stated_length_km:g} km"
            )
