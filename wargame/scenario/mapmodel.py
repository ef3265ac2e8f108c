"""The map document: the ceasefire line, its sectors and areas, the places forces can be at."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wargame.scenario.base import Model, Name, Slug, Text

Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]
Point = Annotated[list[float], Field(min_length=2, max_length=2)]
Km = Annotated[float, Field(ge=0, le=20000)]
Depth = Literal["home", "neighbour", "rear", "hub", "near_line", "sea", "air"]


class Projection(Model):
    """How the map is drawn flat."""

    kind: Literal["lambert_conformal"]
    parallels: Annotated[list[Lat], Field(min_length=2, max_length=2)]
    centre: Point


Polyline = Annotated[list[Point], Field(min_length=2, max_length=2000)]


class Line(Model):
    """The ceasefire line as a lon/lat polyline; its stated length is checked against the geodesic one."""

    points: Polyline
    more: Annotated[list[Polyline], Field(max_length=12)] = Field(default_factory=list)
    """Further pieces, such as the ring round an enclave; kilometres go on where the piece before ends."""
    stated_length_km: Km
    border_from_km: Km | None = None
    sides: Annotated[list[Name], Field(min_length=2, max_length=2)] | None = None
    """The side left of the line's direction (and inside its rings), then the one right of it."""
    disputed: bool = False
    """Drawn dashed: what the line is in law is in dispute."""
    far_side: Annotated[list[Point], Field(min_length=2, max_length=50)] | None = None
    """Corners beyond the map on the right-hand side, from the line's end round to its start; else worked out."""

    @property
    def pieces(self) -> list[list[Point]]:
        """The line's pieces in the order of their kilometres."""
        return [self.points, *self.more]


class Area(Model):
    """A handful of neighbouring sectors that people can talk about."""

    id: Name
    name: Text


class Sector(Model):
    """A stretch of the line, by kilometres from its start."""

    id: Name
    area: Name
    name: Text
    from_km: Km
    to_km: Km
    terrain: Literal["river", "open", "urban", "forest", "industrial"] = "open"


class Place(Model):
    """A base, hub, home station or sea area that a force element can be at."""

    id: Slug
    name: Text
    lon: Lon
    lat: Lat
    depth: Depth
    country: Annotated[str, Field(min_length=2, max_length=3)] | None = None


class Zone(Model):
    """A band along a stretch of the line: a buffer, a withdrawal zone, a rear zone; without a side, on both."""

    id: Slug
    name: Text
    kind: Literal["buffer", "withdrawal", "rear"]
    side: Name | None = None
    from_km: Km
    to_km: Km
    depth_km: Km


class City(Model):
    """A town of a schematic map, which has no base map to take towns from; size 1 (largest) to 4."""

    id: Slug
    name: Text
    lon: Lon
    lat: Lat
    size: Annotated[int, Field(ge=1, le=4)] = 3


class Corridor(Model):
    """A supply road, as a chain of city ids."""

    id: Slug
    name: Text
    cities: Annotated[list[str], Field(min_length=2)]


class Map(Model):
    """Everything geographic; nothing here is a legal boundary."""

    format: Literal[1]
    kind: Literal["map"]
    id: Slug
    title: Text
    base: Slug
    """A base map of `assets/map`, or `schematic` for a plain ground."""
    projection: Projection
    disclaimer: Text
    line: Line
    areas: Annotated[list[Area], Field(min_length=1, max_length=12)]
    sectors: Annotated[list[Sector], Field(min_length=6, max_length=64)]
    buffer_km: Km = 0.0
    heavy_weapons_km: Km = 0.0
    zones: Annotated[list[Zone], Field(max_length=40)] = Field(default_factory=list)
    places: list[Place] = Field(default_factory=list)
    cities: Annotated[list[City], Field(max_length=200)] = Field(default_factory=list)
    corridors: list[Corridor] = Field(default_factory=list)
    attributes: dict[str, str] = Field(default_factory=dict)
    sources: dict[str, str] = Field(default_factory=dict)
