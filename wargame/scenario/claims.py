"""The claim ledger: what the rules must show, each claim a paired experiment, as data.

A claim sets two or more *arms* of one scenario beside each other that differ in one thing, plays them on the same dice,
and says what must come out of it. It names the numbers that carry it (`breaks`): with those overridden it must fail, or
it was no test. `wargame.analysis.claims` plays it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from wargame.scenario.base import Expression, Model, Name, Slug, Text
from wargame.scenario.document import Deployed

Path = Annotated[str, Field(min_length=1, max_length=200)]
Take = Literal["start", "end", "mean", "sum", "most", "ever"]


class GivenOrder(Model):
    """An order that a seat gives by hand in some turns; in these its doctrine gives none."""

    role: Name
    order: Name
    turns: Annotated[list[Annotated[int, Field(ge=1, le=52)]], Field(min_length=1)] = Field(default_factory=lambda: [1])
    """Turns in which it is given."""
    parameters: dict[str, str | float] = Field(default_factory=dict)
    """What it asks of its giver: ids, levels, numbers."""
    visibility: Literal["public", "closed", "deniable"] | None = None
    """How it is given; omitted: the first way that the order knows."""


class Arm(Model):
    """One course of the experiment: what differs from the scenario that the ledger is drawn up for."""

    like: list[Name] = Field(default_factory=list)
    """Parts of the ledger that it begins with."""
    scenario: str | None = None
    """Another scenario of the same folder in its place."""
    changes: dict[Path, float | str] = Field(default_factory=dict)
    """Dotted path -> number or level: where tracks and settings start, or a number of the rules."""
    deployed: list[Deployed] = Field(default_factory=list)
    """Force elements that are in place when play starts, beside those of the scenario."""
    doctrines: dict[Name, Slug] = Field(default_factory=dict)
    """Role -> the doctrine in its seat (`idle`: it gives no orders)."""
    orders: list[GivenOrder] = Field(default_factory=list)
    """What seats order by hand."""

    def within(self, common: Arm) -> Arm:
        """This arm on top of what all arms of its claim have in common."""
        return Arm(
            scenario=self.scenario or common.scenario,
            changes={**common.changes, **self.changes},
            deployed=[*common.deployed, *self.deployed],
            doctrines={**common.doctrines, **self.doctrines},
            orders=[*common.orders, *self.orders],
        )

    def whole(self, parts: Mapping[str, Arm]) -> Arm:
        """With the parts that it is like written out."""
        return self.within(reduce(lambda common, name: parts[name].within(common), self.like, Arm()))


class Test(Model):
    """A quantity measured in some arms, weighed against each other world by world, and what the mean must be."""

    __test__ = False  # no test of ours, whatever its name
    measure: Expression
    """One number per world, such as ``hazard`` or ``total(harassed) + total(attacks)``; it may not look back."""
    take: Take = "end"
    """Over the turns played: at the `start` or `end`, the `mean`, `sum` or `most`, or whether it was `ever` above 0."""
    of: Annotated[dict[Name, float], Field(min_length=1)]
    """Arm -> weight: ``{with: 1, without: -1}`` is a difference."""
    above: float | None = None
    """The claim wants the mean to lie above this ..."""
    below: float | None = None
    """... or below this ..."""
    within: Annotated[float, Field(gt=0)] | None = None
    """... or no farther from 0 than this."""
    unit: str = ""
    """What the mean is counted in."""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if sum(bound is not None for bound in (self.above, self.below, self.within)) != 1:
            raise ValueError("a test has exactly one of `above`, `below` and `within`")
        return self


class Claim(Model):
    """One claim: its words, its experiment, what must come out, and what would break it."""

    id: Annotated[str, Field(pattern=r"^C[0-9]{1,2}$")]
    text: Text
    paper: Annotated[list[str], Field(min_length=1)]
    """Parts of the papers that argue it: keys of the scenario's `sources`."""
    kind: Literal["emergent", "assumed"]
    """`assumed`: the rules say so in a single number; `emergent`: it takes more than one of them."""
    note: Text
    """How it comes about in the rules: why it is assumed, or through what it emerges; what the test leaves out."""
    must: Literal["holds"] | None = None
    """`holds`: the command's status tells when it fails."""
    theories: bool = False
    """It rests on how credibility is made: the ledger says under which rival theories it holds."""
    turns: Annotated[int, Field(ge=1, le=52)] = 12
    """Months that are played."""
    common: Arm = Arm()
    """What every arm starts from."""
    arms: Annotated[dict[Name, Arm], Field(min_length=1, max_length=16)]
    tests: Annotated[list[Test], Field(min_length=1, max_length=16)]
    """All must hold; the first one's number heads the row."""
    breaks: Annotated[dict[Path, float | str], Field(min_length=1)]
    """Overrides under which the claim must fail."""

    @model_validator(mode="after")
    def _arms_exist(self) -> Self:
        for test in self.tests:
            for name in test.of:
                if name not in self.arms:
                    raise ValueError(f"there is no arm `{name}`; there are: {', '.join(self.arms)}")
        used = {name for test in self.tests for name in test.of}
        for name in self.arms:
            if name not in used:
                raise ValueError(f"no test looks at the arm `{name}`")
        return self

    def whole(self, parts: Mapping[str, Arm]) -> Claim:
        """With every arm complete: parts and what is common written out."""
        common = self.common.whole(parts)
        arms = {name: arm.whole(parts).within(common) for name, arm in self.arms.items()}
        return self.model_copy(update={"common": Arm(), "arms": arms})


class Claims(Model):
    """A ledger, or a part of one: claims about a scenario and whatever extends it."""

    format: Literal[1]
    kind: Literal["claims"]
    id: Slug
    title: Text
    scenario: str
    """The scenario that it is drawn up for; it goes for every scenario that extends that one, too."""
    parts: dict[Name, Arm] = Field(default_factory=dict)
    """What several arms have in common, by a name that they give in `like`; a part is not like another."""
    claims: Annotated[list[Claim], Field(min_length=1, max_length=60)]

    @model_validator(mode="after")
    def _parts_exist(self) -> Self:
        for claim in self.claims:
            for arm in (claim.common, *claim.arms.values()):
                for name in arm.like:
                    if name not in self.parts:
                        known = ", ".join(self.parts)
                        raise ValueError(f"claim `{claim.id}`: there is no part `{name}`; there are: {known}")
        for name, part in self.parts.items():
            if part.like:
                raise ValueError(f"the part `{name}` is like another; write it out")
        return self

    @model_validator(mode="after")
    def _once(self) -> Self:
        ids = [claim.id for claim in self.claims]
        for id_ in ids:
            if ids.count(id_) > 1:
                raise ValueError(f"the claim `{id_}` stands here twice")
        return self
