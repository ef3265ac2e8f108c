"""European force options: what a nation could send, what it takes, and what it costs elsewhere."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

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


def _or_plain(schema: dict[str, Any]) -> None:
    """Tell editors that a plain text will do as well."""
    both = {key: schema.pop(key) for key in ("type", "properties", "required", "additionalProperties") if key in schema}
    schema["anyOf"] = [{"type": "string", "minLength": 1, "maxLength": 18}, both]


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


Enabler = Literal[
    "intelligence",
    "command",
    "lift",
    "air_defence",
    "medical_evacuation",
    "logistics",
    "air_refuelling",
    "precision_fires",
]
Stance = Literal["offered", "conditional", "open", "silent", "declined"]


class Enablers(Model):
    """What the option leans on, item by item, and how much of each Europe can't provide by itself."""

    us_only: Annotated[dict[Enabler, Annotated[float, Field(ge=0, le=1)]], Field(min_length=1)]
    """Share of the item that only the US has: 0 Europe has it, 1 nobody else does."""
    basis: Literal["cited", "estimated", "assumed"]
    """What the shares rest on, all together."""
    source: Ref


class Needs(Model):
    """Conditions under which the option may be used; unmet ones are recorded as waivers, never blocked."""

    invitation: bool = False
    """In writing, by the host state."""
    parliament: bool = False
    us_permission: bool = False
    us_enablers: Annotated[float, Field(ge=0, le=1)] = 0.0
    """For a catalogue that doesn't itemise: the share of what the option leans on that only the US has."""
    enablers: Enablers | None = None
    """Item by item, in the place of `us_enablers`."""
    sharp_roe: bool = False

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        if self.enablers and self.us_enablers:
            raise ValueError("give `us_enablers` or `enablers`, not both")
        return self

    @property
    def us_share(self) -> float:
        """Share (0 to 1) of the enablers that only the US has: the mean over the items."""
        if self.enablers is None:
            return self.us_enablers
        shares = self.enablers.us_only.values()
        return sum(shares) / len(shares)


class Position(Model):
    """What the government had said about it, by the date given. Play may change its mind; the catalogue doesn't."""

    stance: Stance
    """Offered by itself, yes on conditions, kept open, nothing said, or declined."""
    date: Annotated[str, Field(pattern=r"^20[0-9]{2}-[0-9]{2}(-[0-9]{2})?$")]
    """Day, or month where the day isn't known."""
    text: Text
    basis: Literal["cited", "estimated", "assumed"]
    """`cited` stands in the source named; `estimated` is from memory."""
    source: Ref


Label = Annotated[str, Field(min_length=1, max_length=18)]


class Short(Model):
    """A label of at most 18 characters in both languages; a plain text is the same in both.

    >>> Short.model_validate("Obs East").say("nl")
    'Obs East'
    >>> Short.model_validate({"en": "Obs East", "nl": "Wnm oost"}).say("nl")
    'Wnm oost'
    """

    model_config = ConfigDict(json_schema_extra=_or_plain)

    en: Label
    nl: Label

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, given: Any) -> Any:
        return {"en": given, "nl": given} if isinstance(given, str) else given

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


class ForceOption(Model):
    """One entry of the catalogue. Compiles to one force element, one row of the F axis."""

    id: Name
    nation: Name
    role: Name
    """The seat that may offer and move it."""
    kind: Literal["ground", "air_defence", "air", "sea", "observers", "training", "headquarters"]
    name: Text
    short: Short
    """Label beside the symbol on the map."""
    components: Annotated[list[Component], Field(min_length=1)]
    strength: Tunable | None = None
    """People in all, and how sure that is; its value is the sum of the components."""
    part_of: Name | None = None
    """The option that these people belong to as well: only one of the two can go, and totals count the whole."""
    position: Position | None = None
    """What its government had said about sending it."""
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

    @model_validator(mode="after")
    def _one_strength(self) -> Self:
        if self.strength is not None and self.strength.value != self.people:
            raise ValueError(f"`strength` is {self.strength.value:g}, the components have {self.people} people")
        return self

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
