"""The claim ledger: what must emerge from the rules, as paired experiments under equal luck.

    found = ledger("moderate", worlds=256)
    found.rows[0].verdict   # "holds", "fails" or "open"

Each claim (`wargame.scenario.claims`) sets arms beside each other that differ in one thing. They are played in the
same worlds, on the same dice, and a test weighs them world by world: its effect is the mean over worlds, its interval
that of the mean (95 %). `share` says in how much of the rules' plausible space the claim holds (`claims_space`): in all
of it, and it is built in; in half of it, and it rests on the numbers chosen. None of this says that a claim is true; it
says what this model makes of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.analysis.claims_jobs import Job, Values, played
from wargame.analysis.claims_play import blocks
from wargame.errors import InputError
from wargame.scenario.claims import Claim, Test
from wargame.scenario.loader import load, load_claims
from wargame.scenario.nearest import nearest

Array = NDArray[Any]
HOLDS, FAILS, OPEN = "holds", "fails", "open"
THEORIES: tuple[str, ...] = ("weakest_link", "schelling", "denial", "capability_x_resolve")
AT_ONCE = 64
"""Worlds of every arm in a job: what is kept when somebody stops it comes in these steps."""
Z = 1.96
"""Half the width of a 95 % interval, in standard errors."""


@dataclass(frozen=True)
class Measured:
    """One test: mean effect over the worlds, the 95 % interval of that mean, and the verdict on it."""

    measure: str
    take: str
    wanted: str
    effect: float
    low: float
    high: float
    unit: str
    verdict: str


@dataclass(frozen=True)
class Row:
    """One claim in the ledger; effect, low, high and unit are those of its first test."""

    claim: Claim
    worlds: int
    tests: tuple[Measured, ...]
    share: float | None
    """Share of the points of the rules' plausible space in which it holds; None if none was played."""
    points: int
    theories: Mapping[str, str] = field(default_factory=dict)
    """Theory of credibility -> verdict under it, for a claim that rests on one."""

    @property
    def verdict(self) -> str:
        """It fails if one of its tests does, and holds if all do."""
        found = {each.verdict for each in self.tests}
        return FAILS if FAILS in found else OPEN if OPEN in found else HOLDS

    @property
    def built_in(self) -> bool:
        """Whether it holds wherever one looks."""
        return self.share == 1

    def to_json(self) -> dict[str, Any]:
        """Plain data, the headline first."""
        head = self.tests[0]
        return {
            "id": self.claim.id, "claim": self.claim.text.en, "effect": head.effect, "low": head.low, "high": head.high,
            "worlds": self.worlds, "share": self.share, "kind": self.claim.kind, "verdict": self.verdict,
            "unit": head.unit, "points": self.points, "paper": list(self.claim.paper), "note": self.claim.note.en,
            "theories": dict(self.theories),
            "tests": [{name: getattr(each, name) for name in Measured.__dataclass_fields__} for each in self.tests],
        }  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """Every claim that was tested, in order; `whole` is false if somebody stopped it."""

    scenario: str
    seed: int
    theory: str
    rows: tuple[Row, ...]
    whole: bool = True

    @property
    def broken(self) -> tuple[str, ...]:
        """Claims that must hold and fail."""
        return tuple(row.claim.id for row in self.rows if row.claim.must == HOLDS and row.verdict == FAILS)


def ledger(
    scenario: str | Path,
    worlds: int = 256,
    seed: int = 1,
    points: int = 32,
    point_worlds: int = 16,
    only: Iterable[str] | None = None,
    broken: bool = False,
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Ledger:
    """Test the claims that are kept about a scenario.

    Args:
        scenario: its path or bare name.
        worlds: per arm, >= 2; rounded up to a multiple of four.
        points: of the rules' plausible space, >= 0; 0 leaves out the shares.
        point_worlds: per arm and point.
        only: ids of the claims; default all.
        broken: play each claim under the overrides that must break it.
        processes: worker processes; the result is the same.
        progress: called with (done, of).
    Raises: InputError if no claims are kept about it, or one names what is not there.
    Interrupted (Ctrl-C), it returns what is finished; if nothing is, KeyboardInterrupt goes on.
    """
    kept = load_claims(scenario)
    if not kept:
        raise InputError("no-claims", f"no claims are kept about `{scenario}`", hint="They are kept about `moderate`.")
    claims = chosen(kept, only)
    theory = load(scenario).document.theory
    rivals = [each for each in THEORIES if each != theory]
    jobs = list(_jobs(claims, _whole(worlds), points, _whole(point_worlds), rivals, seed, broken))
    found = _Found()
    whole = True
    try:
        for job, values in played(scenario, claims, jobs, processes, progress):
            found.add(job, values)
    except KeyboardInterrupt:
        whole = False
        if not found.centre:
            raise
    rows = tuple(row for claim in claims if (row := found.row(claim, theory)) is not None)
    return Ledger(str(scenario), seed, theory, rows, whole)


def chosen(claims: Sequence[Claim], only: Iterable[str] | None) -> tuple[Claim, ...]:
    """The claims with these ids, in the order of the ledger. Raises InputError for an id that it doesn't have."""
    if only is None:
        return tuple(claims)
    wanted, known = set(only), [claim.id for claim in claims]
    for id_ in sorted(wanted):
        if id_ not in known:
            raise InputError("unknown-claim", f"the ledger has no claim `{id_}`", hint=nearest(id_, known))
    return tuple(claim for claim in claims if claim.id in wanted)


def weigh(test: Test, values: Mapping[str, Array]) -> Measured:
    """A test on the (worlds,) values of its arms.

    >>> from wargame.scenario.claims import Test
    >>> one = Test(measure="hazard", of={"a": 1, "b": -1}, above=0)
    >>> weigh(one, {"a": np.array([3.0, 4.0]), "b": np.array([1.0, 2.0])}).verdict
    'holds'
    >>> weigh(one, {"a": np.array([1.0, 2.0]), "b": np.array([1.0, 2.0])}).verdict
    'fails'
    """
    effects = _effects(test, values)
    mean, half = float(effects.mean()), Z * float(effects.std()) / math.sqrt(len(effects))
    low, high = mean - half, mean + half
    return Measured(test.measure, test.take, wanted(test), mean, low, high, test.unit, _verdict(test, low, high))


def wanted(test: Test) -> str:
    """What must come out, in signs.

    >>> from wargame.scenario.claims import Test
    >>> wanted(Test(measure="hazard", of={"a": 1, "b": -1}, above=0))
    'a - b > 0'
    """
    parts = []
    for arm, weight in test.of.items():
        times = arm if abs(weight) == 1 else f"{abs(weight):g} {arm}"
        parts.append(f"{'-' if weight < 0 else '+'} {times}")
    said = " ".join(parts).removeprefix("+ ")
    if test.within is not None:
        return f"|{said}| < {test.within:g}"
    return f"{said} > {test.above:g}" if test.above is not None else f"{said} < {test.below:g}"


def _effects(test: Test, values: Mapping[str, Array]) -> Array:
    total = np.zeros(len(next(iter(values.values()))))
    for arm, weight in test.of.items():
        total = total + weight * values[arm]
    return total


def _verdict(test: Test, low: float, high: float) -> str:
    """Where the whole interval lies; what lies on the bound itself is not beyond it."""
    if test.within is not None:
        inside, outside = -test.within < low and high < test.within, high <= -test.within or low >= test.within
    elif test.above is not None:
        inside, outside = low > test.above, high <= test.above
    else:
        inside, outside = high < float(test.below or 0), low >= float(test.below or 0)
    return HOLDS if inside else FAILS if outside else OPEN


def _there(test: Test, values: Mapping[str, Array]) -> bool:
    """Whether the mean alone lies where it should: what a point of the space is judged on."""
    mean = float(_effects(test, values).mean())
    return _verdict(test, mean, mean) == HOLDS


class _Found:
    """Values by claim and arm as the jobs come in."""

    def __init__(self) -> None:
        self.centre: list[Values] = []
        self.points: list[Values] = []
        self.theories: dict[str, list[Values]] = {}

    def add(self, job: Job, values: Values) -> None:
        if job.point is not None:
            self.points.append(values)
        elif job.theory:
            self.theories.setdefault(job.theory, []).append(values)
        else:
            self.centre.append(values)

    def row(self, claim: Claim, theory: str) -> Row | None:
        own = _joined(claim, self.centre)
        if own is None:
            return None
        tests = tuple(weigh(test, own[n]) for n, test in enumerate(claim.tests))
        there = [all(_there(test, values[claim.id][n]) for n, test in enumerate(claim.tests)) for values in self.points]
        row = Row(claim, len(next(iter(own[0].values()))), tests, _share(there), len(there))
        if not claim.theories:
            return row
        rivals = {name: _joined(claim, parts) for name, parts in self.theories.items()}
        under = {theory: row.verdict}
        for name, values in rivals.items():
            if values is not None:
                judged = tuple(weigh(test, values[n]) for n, test in enumerate(claim.tests))
                under[name] = replace(row, tests=judged).verdict
        return replace(row, theories={name: under[name] for name in THEORIES if name in under})


def _share(there: Sequence[bool]) -> float | None:
    return sum(there) / len(there) if there else None


def _joined(claim: Claim, parts: Sequence[Values]) -> list[dict[str, Array]] | None:
    """Per test: arm -> values of all worlds that were played."""
    having = [part[claim.id] for part in parts if claim.id in part]
    if not having:
        return None
    return [
        {arm: np.concatenate([part[n][arm] for part in having]) for arm in test.of}
        for n, test in enumerate(claim.tests)
    ]


def _jobs(
    claims: Sequence[Claim], worlds: int, points: int, point_worlds: int, rivals: Sequence[str], seed: int, broken: bool
) -> Iterator[Job]:
    everything = tuple(claim.id for claim in claims)
    resting = tuple(claim.id for claim in claims if claim.theories)
    for first, count in blocks(worlds, 1, AT_ONCE):
        if broken:  # every claim has rules of its own
            yield from (Job((id_,), first, count, seed, broken=True) for id_ in everything)
        else:
            yield Job(everything, first, count, seed)
    if broken:
        return
    for theory in rivals if resting else ():
        yield Job(resting, 0, worlds, seed, theory=theory)
    for n in range(points):
        yield Job(everything, 0, point_worlds, seed, point=(n, points))


def _whole(worlds: int) -> int:
    return -(-worlds // 4) * 4


__all__ = ["FAILS", "HOLDS", "OPEN", "THEORIES", "Ledger", "Measured", "Row", "chosen", "ledger", "wanted", "weigh"]
