"""Injects: events that control feeds to the players. The list of them is the MSEL."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wargame.scenario.base import Expression, Model, Name, Ref, Slug, Text
from wargame.scenario.rules import Effect, Mechanism


class Preempted(Model):
    """When play has overtaken the inject, and what control is told then."""

    condition: Expression
    text: Text


class Inject(Model):
    """One event for the players, fired by its condition or by hand."""

    id: Name
    title: Text
    text: Text
    sender: Text
    to: Annotated[list[Name], Field(min_length=1)]
    """Role ids, or ``all``."""
    medium: Literal["flash", "letter", "news", "report", "phone", "poll", "video"]
    when: Expression | None = None
    """Omitted: control fires it by hand."""
    turn: Annotated[int, Field(ge=1, le=52)] | None = None
    """Earliest turn in which it may fire."""
    decision: Text
    """What the players are expected to decide."""
    objectives: Annotated[list[str], Field(min_length=1)]
    prompts: list[Text] = Field(default_factory=list)
    effects: list[Effect] = Field(default_factory=list)
    mechanisms: list[Mechanism] = Field(default_factory=list)
    preempted: Preempted | None = None
    source: Ref


class Injects(Model):
    """One file of injects."""

    format: Literal[1]
    kind: Literal["injects"]
    id: Slug
    injects: list[Inject]
    sources: dict[str, str] = Field(default_factory=dict)
