"""European force options: what a nation could send, what it takes, and what it costs elsewhere."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wargame.scenario.base import Model, Name, Ref, Slug, Text, Tunable
from wargame.scenario.mapmodel import Depth

Capability = Literal[
    "presence",
    "monitoring",
    "response",
    "air_defence",
    "close_air_support",
    "strike",
    "training",
    "mine_clearance",
    "medical",
]


class Component(Model):
    """A part of the option with the symbol it is drawn with (a type of `assets/symbols`)."""

    symbol: Name
    count: Annotated[int, Field(ge=1, le=200)]
    people: Annotated[int, Field(ge=0, le=200_000)]


class Price(Model):
    """What the option takes from NATO's regional plans and from the nation's own build-up, in points of the track."""

    nato_gap: Tunable
    buildup: Tunable
    carve_out: bool
    backfill: bool


class Needs(Model):
    """Conditions under which the option may be used; unmet ones are recorded as waivers, never blocked."""

    parliament: bool = False
    us_permission: bool = False
    us_enablers: Annotated[float, Field(ge=0, le=1)] = 0.0
    sharp_roe: bool = False


class ForceOption(Model):
    """One entry of the catalogue. Compiles to one force element, one row of the F axis."""

    id: Name
    nation: Name
    role: Name
    """The seat that may offer and move it."""
    kind: Literal["ground", "air_defence", "air", "sea", "observers", "training", "headquarters"]
    name: Text
    short: Annotated[str, Field(min_length=1, max_length=18)]
    """Label beside the symbol on the map."""
    components: Annotated[list[Component], Field(min_length=1)]
    readiness_days: Tunable
    """From the order to being ready to move."""
    arrival_days: Tunable
    """From ready to in place."""
    rotation_pool: Tunable
    """Units needed in the pool for each one deployed (rule of thirds: 3 to 5)."""
    sustain_days: Tunable
    """How long it can stay before relief is due."""
    price: Price
    needs: Needs
    basing: Annotated[list[Depth], Field(min_length=1)]
    home: Slug
    does: dict[Capability, Annotated[float, Field(ge=0, le=1)]]
    notes: Text
    sources: Annotated[list[Ref], Field(min_length=1)]

    @property
    def people(self) -> int:
        return sum(part.people for part in self.components)


class ForceCatalogue(Model):
    """One file of force options."""

    format: Literal[1]
    kind: Literal["forces"]
    id: Slug
    title: Text
    options: Annotated[list[ForceOption], Field(min_length=1, max_length=60)]
    sources: dict[str, str] = Field(default_factory=dict)
