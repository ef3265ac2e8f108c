"""The rules documents: tracks, couplings, checks, orders, ladders, triggers, outcomes. They *are* the causal diagram.

A scenario names several rules files; their sections are merged in order and an id may be defined only once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wargame.scenario.base import Expression, Model, Name, Ref, Seen, Slug, Text, Tunable

Days = Annotated[int, Field(ge=0, le=3650)]
Points = Annotated[float, Field(ge=-1000, le=1000)]


class Track(Seen):
    """A bounded scalar that drifts towards its rest and is pulled by couplings and order effects."""

    id: Name
    name: Text
    meaning: Text
    group: Literal["agreement", "guarantee", "netherlands", "allies", "ukraine", "russia", "economy", "mission"]
    unit: str = "points"
    low: float = 0.0
    high: float = 100.0
    start: float
    rest: float | None = None
    """Where it drifts to when nothing pulls; omitted: it stays where it is."""
    rate: Tunable | None = None
    """Share of the gap to `rest` closed per day."""


class Level(Model):
    """One value of a setting."""

    id: Name
    name: Text
    value: float = 0.0
    """The number that checks see when a factor names the setting without `equals`."""


class Setting(Seen):
    """A choice in force (operation type, ROE band, basing ...), changed by orders; as a quantity, its level's value."""

    id: Name
    name: Text
    meaning: Text
    levels: Annotated[list[Level], Field(min_length=2, max_length=12)]
    start: Name


class Factor(Model):
    """One named pull on a check: gain x (quantity - centre) / scale, or gain when the setting `equals` a level."""

    quantity: Expression
    equals: Name | None = None
    only: dict[Name, Name] = Field(default_factory=dict)
    """Axis of the check -> row id: the factor pulls on that row alone and adds nothing elsewhere
    (``{side: russia}``, ``{trigger: tw_force}``); omitted: on every row."""
    centre: float = 0.0
    scale: Annotated[float, Field(gt=0)] = 1.0
    gain: Tunable
    text: Text | None = None
    """How the 'Why?' view words it; default: the quantity's name."""


class Check(Model):
    """A chance, a rate or a share, as a base plus factors on the scale of its link.

    link `logit`: probability; `log`: rate; `share`: linear, clipped to [0, 1].
    """

    link: Literal["logit", "log", "share"]
    name: Text
    base: Tunable
    """Given on the natural scale (probability, rate, share); the compiler takes logit or log of it."""
    factors: list[Factor] = Field(default_factory=list)


class Coupling(Model):
    """One arrow of the causal diagram: a quantity pulls a track. Levels act per day, events as impulses."""

    id: Name
    source: Expression
    to: Name
    kind: Literal["level", "event"]
    shape: Literal["linear", "log", "logistic", "threshold"] = "linear"
    centre: float = 0.0
    scale: Annotated[float, Field(gt=0)] = 1.0
    gain: Tunable
    delay_days: Days = 0
    cites: Ref


class ViolationClass(Model):
    """One class of ceasefire violation (V1..V12 of the practice note)."""

    id: Name
    name: Text
    severity: Annotated[int, Field(ge=1, le=10)]
    share: dict[Name, Tunable]
    """Per side: its share of that side's violations (normalised by the compiler)."""
    deaths: Tunable
    """Killed per violation (military of the other side)."""
    civilian_deaths: Tunable
    detect: Tunable
    """Added to the log-odds of detection."""
    attribute: Tunable
    """Added to the log-odds of right attribution."""
    heavy: bool = False
    fire: bool = False
    """Counts as fire (V6 and up) for ladders and for tit-for-tat."""


class Effect(Model):
    """An impulse on a track, possibly later and spread out."""

    track: Name
    delta: Points
    after_days: Days = 0
    for_days: Days = 0
    level: Name | None = None
    """Only when the order's level parameter has this value."""
    basis: Literal["cited", "estimated", "assumed"] = "assumed"
    source: Ref


class Parameter(Model):
    """What an order asks of its giver besides intent."""

    name: Literal["sector", "area", "element", "place", "level", "party", "trigger", "amount"]
    choices: list[str] | None = None
    """Levels (with `labels`), or a subset of elements, places, parties, triggers; omitted: all of them.

    A seat may by itself name its own elements only.
    """
    labels: dict[str, Text] = Field(default_factory=dict)
    low: float = 0.0
    high: float = 1.0


class Gate(Model):
    """A condition behind one of the three doors. It warns and is recorded as waived; it never blocks."""

    id: Name
    door: Literal["willing", "allowed", "able"]
    condition: Expression
    text: Text
    waived: list[Effect] = Field(default_factory=list)
    """What follows when the order is given all the same."""
    level: Name | None = None


class Cost(Model):
    """What an order takes from its giver: attention, political capital, money (EUR bn)."""

    attention: Annotated[int, Field(ge=0, le=4)] = 1
    political: Annotated[int, Field(ge=0, le=4)] = 0
    money: Annotated[float, Field(ge=0)] = 0.0


class Mechanism(Model):
    """Orders that do more than move tracks name one of a closed list of acts."""

    act: Literal[
        "set", "deploy", "redeploy", "withdraw", "ready", "declare", "harass", "assault", "attack_force", "offensive",
        "fortify", "thin", "answer", "inform", "truce",
    ]  # fmt: skip
    setting: Name | None = None
    to: Name | None = None
    side: Name | None = None
    strength: Tunable | None = None
    days: Days = 28


class Order(Model):
    """Something a seat can decide."""

    id: Name
    role: Name
    title: Text
    help: Text
    visibility: list[Literal["public", "closed", "deniable"]]
    cost: Cost = Cost()
    parameters: list[Parameter] = Field(default_factory=list)
    gates: list[Gate] = Field(default_factory=list)
    effects: list[Effect] = Field(default_factory=list)
    mechanisms: list[Mechanism] = Field(default_factory=list)
    check: Name | None = None
    """The check that grades it; omitted: it simply happens."""
    style: Literal["auto", "propose", "free"] = "auto"
    seen_by: list[Name] | None = None
    """Who sees it happen when closed or deniable; public orders are seen by all."""
    claims: list[str] = Field(default_factory=list)


class Rung(Model):
    """One state of a ladder, the criteria that show it, and the way down."""

    number: Annotated[int, Field(ge=0, le=16)]
    name: Text
    criteria: list[Expression]
    off_ramp: Text
    off_ramp_when: Expression | None = None
    """The act that opens the way down; omitted: quiet time is enough."""
    source: Ref


class Ladder(Model):
    """One dyad's escalation ladder: a diagnostic vocabulary, not a machine."""

    id: Name
    name: Text
    start: Annotated[int, Field(ge=0, le=16)]
    rungs: Annotated[list[Rung], Field(min_length=2, max_length=17)]
    needs: Annotated[int, Field(ge=1, le=3)] = 2
    """Criteria that declare a rung by themselves; one fewer asks control to confirm."""
    quiet_days: Tunable
    freeze_at: Annotated[int, Field(ge=1, le=16)] | None = None


class Answer(Model):
    """One way to answer a trigger."""

    id: Literal["honour", "partial", "other_means", "reinterpret", "withdraw", "press", "pause", "deny"]
    name: Text
    honours: Annotated[float, Field(ge=0, le=1)] = 0.0
    effects: list[Effect] = Field(default_factory=list)
    """Applied in proportion to the deciders' weight that chose it."""


class Decider(Model):
    """A seat that answers a trigger, its weight, and what it may answer."""

    role: Name
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    options: Annotated[list[str], Field(min_length=2)]
    default: str
    """What an empty seat without a doctrine answers."""


class Trigger(Model):
    """An authored tripwire, tested on what is *known*."""

    id: Name
    name: Text
    threat: Literal["local", "force", "offensive"]
    condition: Expression
    attribution_min: Annotated[float, Field(ge=0, le=1)] = 0.0
    declared: Literal["none", "ambiguous", "explicit"] = "none"
    """At the start; the `declare` act changes it. An undeclared trigger never fires."""
    deciders: Annotated[list[Decider], Field(min_length=1)]
    seconds: Annotated[int, Field(ge=30, le=900)] = 180
    rest_days: Days = 28
    """It can't fire again within this time."""


class OutcomeDimension(Model):
    """One outcome strip: a check from worst (0) to best (1), told in five bands."""

    id: Name
    name: Text
    check: Name
    bands: Annotated[list[Text], Field(min_length=5, max_length=5)]
    """From worst to best, in words."""


class Box(Model):
    """Consent, force and impartiality (0 to 100) within which a mission still is what it is called."""

    consent: Annotated[list[float], Field(min_length=2, max_length=2)]
    force: Annotated[list[float], Field(min_length=2, max_length=2)]
    impartiality: Annotated[list[float], Field(min_length=2, max_length=2)]
    source: Ref


class Yardstick(Model):
    """Words for odds; the gaps of the published scale are intentional."""

    low: Annotated[float, Field(ge=0, le=1)]
    high: Annotated[float, Field(ge=0, le=1)]
    words: Text


class Rules(Model):
    """One rules file; every section may be empty, since several files are merged."""

    format: Literal[1]
    kind: Literal["rules"]
    id: Slug
    version: int = 1
    history: list[str] = Field(default_factory=list)
    tunables: dict[Name, Tunable] = Field(default_factory=dict)
    sight: dict[Name, Seen] = Field(default_factory=dict)
    """Who sees the engine's own quantities; unlisted ones are control's alone."""
    tracks: list[Track] = Field(default_factory=list)
    settings: list[Setting] = Field(default_factory=list)
    checks: dict[Name, Check] = Field(default_factory=dict)
    couplings: list[Coupling] = Field(default_factory=list)
    violations: list[ViolationClass] = Field(default_factory=list)
    orders: list[Order] = Field(default_factory=list)
    ladders: list[Ladder] = Field(default_factory=list)
    answers: list[Answer] = Field(default_factory=list)
    triggers: list[Trigger] = Field(default_factory=list)
    outcomes: list[OutcomeDimension] = Field(default_factory=list)
    boxes: dict[Name, Box] = Field(default_factory=dict)
    """Per level of the setting `operation`: the box its mandate draws. Leaving it is mission drift."""
    yardstick: list[Yardstick] = Field(default_factory=list)
    sources: dict[str, str] = Field(default_factory=dict)
