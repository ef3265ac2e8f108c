"""What a number of the rules can be at all: beyond these limits the engine's formulas mean nothing.

The range that a number carries (`low` to `high`) says what is plausible; `--set` may leave that, but not these. A
memory of no days, a share above one or a chance of a thousand is refused, in documents and on the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.quantities import LIMITS
from wargame.scenario.base import Tunable
from wargame.scenario.rules import Rules

RATE = (0.0, 1.0)
"""Share of a gap closed in a day."""
BASE = {"logit": (0.0, 1.0), "log": (0.0, 1e4), "share": (-10.0, 10.0)}
"""By link; shares are clipped to 0 to 1 after their factors are added."""
PULL = (-20.0, 20.0)
"""Gain of a factor: e to the twentieth is half a milliard."""
POINTS = (-1000.0, 1000.0)
"""Gain of a coupling, in points of its track."""


@dataclass(frozen=True)
class Limited:
    """A sourced number that has limits: dotted path as overrides name it, place in its document, and the limits."""

    path: str
    loc: tuple[str | int, ...]
    number: Tunable
    low: float
    high: float

    def outside(self, value: float) -> str:
        """The fact about a value outside the limits; empty if it lies within."""
        if self.low <= value <= self.high:
            return ""
        return f"{value:g} lies outside {self.low:g} to {self.high:g}, which is all it can be"


def limited(rules: Rules) -> Iterator[Limited]:
    """Every number of the rules that has limits, in file order by section."""
    for name, number in rules.tunables.items():
        if name in LIMITS:
            yield Limited(f"rules.tunables.{name}", ("tunables", name), number, *LIMITS[name])
    for n, track in enumerate(rules.tracks):
        if track.rate is not None:
            yield Limited(f"rules.tracks.{track.id}.rate", ("tracks", n, "rate"), track.rate, *RATE)
    for name, check in rules.checks.items():
        path = f"rules.checks.{name}"
        yield Limited(f"{path}.base", ("checks", name, "base"), check.base, *BASE[check.link])
        for n, factor in enumerate(check.factors):
            yield Limited(f"{path}.factors.{n}.gain", ("checks", name, "factors", n, "gain"), factor.gain, *PULL)
    for n, coupling in enumerate(rules.couplings):
        yield Limited(f"rules.couplings.{coupling.id}.gain", ("couplings", n, "gain"), coupling.gain, *POINTS)
