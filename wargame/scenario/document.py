"""The scenario document: purpose, people, deal and starting situation; it names the other documents it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from wargame.scenario.base import Model, Name, Ref, Sight, Slug, Text, Tunable
from wargame.scenario.doctrines import Doctrine
from wargame.scenario.forces import ForceCatalogue, ForceOption
from wargame.scenario.injects import Inject
from wargame.scenario.mapmodel import Map
from wargame.scenario.rules import Rules


class Objective(Model):
    """What people should have learned, where the papers argue it, and what in play shows it."""

    id: Annotated[str, Field(pattern=r"^LO[0-9]{1,2}$")]
    text: Text
    paper: Annotated[list[str], Field(min_length=1)]
    evidence: Annotated[list[str], Field(min_length=1)]


class Session(Model):
    """A format to play it in: how long a turn is, how many, for how many people and minutes."""

    id: Slug
    name: Text
    turn: Literal["week", "month", "quarter"]
    turns: Annotated[int, Field(ge=1, le=52)]
    people: Annotated[list[int], Field(min_length=2, max_length=2)]
    minutes: Annotated[int, Field(ge=20, le=6000)]


class Side(Model):
    """One of the two armies that face each other across the line; index 0 and 1 of the side axis."""

    id: Name
    name: Text
    role: Name
    troops: Tunable


class Goal(Text):
    """Something a seat wants, and the turn by whose end it wants it, if it has a term."""

    by_turn: Annotated[int, Field(ge=1, le=52)] | None = None


class Role(Model):
    """A seat: who it is, what it wants, what it alone knows, and who plays it when nobody does."""

    id: Name
    name: Text
    short: Annotated[str, Field(min_length=1, max_length=5)]
    offices: list[Text] = Field(default_factory=list)
    goals: Annotated[list[Goal], Field(min_length=1, max_length=5)]
    briefing: Text
    private: Text
    may_not: list[Text] = Field(default_factory=list)
    attention: Annotated[int, Field(ge=1, le=6)] = 3
    doctrine: Slug
    doctrines: list[Slug] = Field(default_factory=list)
    """Others that may be chosen for the empty seat."""
    headline: list[Name] = Field(default_factory=list, max_length=12)
    """The quantities on its desk: at most twelve at once."""


class Term(Text):
    """One thing agreed, or on the table; what carries it in play is the setting, at the level that the text tells."""

    id: Name | None = None
    setting: Name | None = None
    """Carries the term in play: orders move it, and with it the term."""
    level: Name | None = None
    """The level that the text describes, in which the setting starts."""


class Deal(Model):
    """The agreement under which play starts: signed, still open, or none."""

    id: Slug
    name: Text
    status: Literal["open", "signed", "none"] = "signed"
    """Where the setting `deal_status` starts, in rules that have one."""
    terms: list[Term]
    """Of a deal that is open or signed, at least one."""


class Past(Model):
    """Something that led here: a year, a month or a day, what happened, and who says so."""

    date: Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")]
    """A year, a month or a day, in quotes: "2015", "2015-02", "2015-02-12"."""
    text: Text
    source: Ref


class Also(Model):
    """Files that come after those of the scenario extended."""

    rules: list[str] = Field(default_factory=list)
    """Rules files beside the inherited ones."""
    forces: list[str] = Field(default_factory=list)
    """Force catalogues beside the inherited ones."""
    doctrines: list[str] = Field(default_factory=list)
    """Doctrine files beside the inherited ones."""
    injects: list[str] = Field(default_factory=list)
    """Inject files beside the inherited ones."""


class Without(Model):
    """Ids of what is left out: play knows nothing of it."""

    orders: list[Name] = Field(default_factory=list)
    """Orders that nobody can give; doctrines' rules that give them go along."""
    injects: list[Name] = Field(default_factory=list)
    """Injects that control doesn't have."""
    doctrines: list[Slug] = Field(default_factory=list)
    """Doctrines that no seat may choose."""
    triggers: list[Name] = Field(default_factory=list)
    """Tripwires that aren't there; doctrines' replies to them go along."""
    sessions: list[Slug] = Field(default_factory=list)
    """Formats in which it isn't played."""
    options: list[Name] = Field(default_factory=list)
    """Force options that nobody has, in place or on offer."""


class Renames(Model):
    """Per language: a word, and what stands for it in every text (`wargame.scenario.renames`)."""

    en: dict[str, str] = Field(default_factory=dict)
    nl: dict[str, str] = Field(default_factory=dict)


class SectorStart(Model):
    """What differs from the default in one sector at the start."""

    heat: Annotated[float, Field(gt=0, le=50)] = 1.0
    """Multiple of the mean violation rate per km: hot spots."""
    troops: dict[Name, Annotated[float, Field(ge=0, le=20)]] = Field(default_factory=dict)
    """Per side: multiple of the even spread per km."""
    distance_m: Annotated[float, Field(gt=0, le=100_000)] = 1000.0
    """Typical distance between the forward positions."""
    fortification: Annotated[float, Field(ge=0, le=1)] = 0.3
    withdrawn: Annotated[float, Field(ge=0, le=1)] = 0.5


class Deployed(Model):
    """A force element that is already somewhere when play starts."""

    option: Name
    place: Slug
    task: Literal["mission", "follow_on"] = "mission"


class ScenarioDocument(Model):
    """The file that a scenario is known by, laid over the one that it extends (`wargame.scenario.extends`)."""

    format: Literal[1]
    kind: Literal["scenario"]
    id: Slug
    version: Annotated[int, Field(ge=1)]
    extends: str | None = None
    """A scenario of the same folder; what this one doesn't say, that one does."""
    also: Also = Also()
    without: Without = Without()
    changes: dict[Annotated[str, Field(min_length=1, max_length=200)], float | str] = Field(default_factory=dict)
    """Dotted path -> number or level: see `wargame.scenario.changes`."""
    family: Literal["base", "excursion", "tutorial", "reference", "twin"] = "base"
    assumption: Text | None = None
    """The one thing that an excursion changes."""
    renames: Renames | None = None
    """Other names for people and places; ids and numbers stay."""
    title: Text
    summary: Text
    cutoff: date
    start: date
    purpose: Text
    content_note: Text
    objectives: Annotated[list[Objective], Field(min_length=1, max_length=12)]
    constraints: list[Text] = Field(default_factory=list)
    """What the exercise has to keep to; with `limits` and `assumptions` the CLA of an exercise document."""
    limits: Annotated[list[Text], Field(min_length=1)]
    assumptions: list[Text] = Field(default_factory=list)
    data_collection: Annotated[list[Text], Field(min_length=1)]
    sources: dict[str, str]
    sessions: Annotated[list[Session], Field(min_length=1)]
    tick_days: Annotated[int, Field(ge=1, le=28)] = 7
    map: str
    rules: Annotated[list[str], Field(min_length=1)]
    forces: list[str] = Field(default_factory=list)
    doctrines: list[str] = Field(default_factory=list)
    injects: list[str] = Field(default_factory=list)
    deal: Deal
    fighting: Name | None = None
    """The side that attacks when play starts: there is war already."""
    history: list[Past] = Field(default_factory=list)
    """What led here, the oldest first."""
    theory: Literal["weakest_link", "schelling", "denial", "capability_x_resolve"] = "weakest_link"
    sides: Annotated[list[Side], Field(min_length=2, max_length=2)]
    roles: Annotated[list[Role], Field(min_length=2, max_length=12)]
    sectors: dict[Name, SectorStart] = Field(default_factory=dict)
    tracks: dict[Name, float] = Field(default_factory=dict)
    settings: dict[Name, Name] = Field(default_factory=dict)
    sight: dict[Name, Sight] = Field(default_factory=dict)
    deployed: list[Deployed] = Field(default_factory=list)
    calm: Annotated[float, Field(ge=0, le=1)] = 1.0
    """What is left at the start of the quiet that the truce's announcement brought: 1 on day one, 0 years later."""
    opening: Annotated[list[Text], Field(min_length=1)]
    """The situation report of turn one, a paragraph each."""
    source_note: Ref | None = None


@dataclass(frozen=True)
class Scenario:
    """A scenario with every document it names, merged and checked: what `wargame.load` returns.

    `rules` is the merge of all rules files; `origins` maps a dotted path such as ``rules.checks.violation_rate.base``
    (list items by id) to ``file:line`` for the "Why?" view.
    """

    document: ScenarioDocument
    map: Map
    rules: Rules
    forces: tuple[ForceCatalogue, ...]
    doctrines: dict[str, Doctrine]
    injects: tuple[Inject, ...]
    origins: dict[str, str] = field(repr=False)
    files: dict[str, str] = field(repr=False)
    """Verbatim text of every file, by its path relative to the scenario folder: what the exercise file keeps."""
    digest: str
    path: Path

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def options(self) -> tuple[ForceOption, ...]:
        """Every force option in file order: the rows of the F axis."""
        return tuple(option for catalogue in self.forces for option in catalogue.options)

    @property
    def role_ids(self) -> tuple[str, ...]:
        return tuple(role.id for role in self.document.roles)
