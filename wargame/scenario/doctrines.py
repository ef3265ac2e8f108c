"""Doctrines: what an AI seat does, as rules over what that role can see."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wargame.scenario.base import Expression, Model, Name, Slug, Text, Tunable


class Temper(Model):
    """How a doctrine weighs: how erratically, and how patiently."""

    noise: Tunable
    """Standard deviation of the noise added to every weight."""
    threshold: Tunable
    """An order whose weight (with noise) stays below this is not given: patience."""


class Rule(Model):
    """`when` (over the role's view) -> an order; the highest weights that fit the attention are given."""

    when: Expression = "1 > 0"
    order: Name
    parameters: dict[str, str | float] = Field(default_factory=dict)
    """Ids, numbers, or a selector for a target such as ``argmax(cfv_recorded)`` or ``argmin(coverage)``."""
    weight: float
    rest_days: Annotated[int, Field(ge=0, le=3650)] = 0
    """Not again within this time."""


class Reply(Model):
    """How the role answers a trigger: the first rule whose condition holds gives the odds over the options."""

    when: Expression = "1 > 0"
    trigger: Name | None = None
    odds: dict[Name, Annotated[float, Field(ge=0, le=1)]]


class Doctrine(Model):
    """One way to play an empty seat."""

    format: Literal[1]
    kind: Literal["doctrine"]
    id: Slug
    role: Name
    name: Text
    goals: Annotated[list[Text], Field(min_length=1)]
    card: Text | None = None
    """How it plays, for the person who plays it by hand or faces it: a few sentences, printed on the doctrine card."""
    temper: Temper
    moves: Annotated[int, Field(ge=0, le=6)] = 3
    rules: Annotated[list[Rule], Field(max_length=40)]
    replies: list[Reply] = Field(default_factory=list)
    sources: dict[str, str] = Field(default_factory=dict)
