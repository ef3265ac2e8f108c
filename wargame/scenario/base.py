"""What every document model shares: strictness, names, two-language text and the sourced number."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=48)]
"""An id that conditions can name: lower case, digits and underscores."""
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=48)]
"""An id that conditions never name (documents, places, sources): hyphens allowed."""
Expression = Annotated[str, Field(min_length=1, max_length=400)]
"""A condition or a quantity, such as ``cfv_recorded[russia] > 100``; see `wargame.scenario.conditions`."""
Ref = Annotated[str, Field(min_length=1, max_length=120)]
"""A key of the scenario's `sources`, optionally with a place in it: ``MIU: Kunnen``."""


class Model(BaseModel):
    """Frozen, strict, and closed: an unknown key is a mistake somebody wants to hear about."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Text(Model):
    """One thing said in both languages of the product."""

    en: Annotated[str, Field(min_length=1, max_length=2000)]
    nl: Annotated[str, Field(min_length=1, max_length=2000)]

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


class Tunable(Model):
    """A number with its unit, plausible range and basis: `analysis` varies it between `low` and `high`."""

    value: float
    low: float
    high: float
    unit: Annotated[str, Field(min_length=1, max_length=60)]
    basis: Literal["cited", "estimated", "assumed"]
    source: Ref

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value:g} must lie between low {self.low:g} and high {self.high:g}")
        return self


Sight = dict[str, Literal["exact", "estimate"]]
"""Who may see a quantity: role id (or ``all``) -> exactly, or through an estimate with an error.
Nobody named: control only."""


class Seen(Model):
    """A quantity's visibility, and the error (one standard deviation, in its unit) of those who only estimate it."""

    sees: Sight = Field(default_factory=dict)
    error: Annotated[float, Field(ge=0)] = 0.0


def dump(model: BaseModel) -> dict[str, Any]:
    """The document as plain JSON data, for digests and for the exercise file."""
    return model.model_dump(mode="json", exclude_none=True)
