"""Escalation ladders: see `wargame.adjudication.escalation`."""

from __future__ import annotations

from typing import Any

from tests.reference.rules import Rules
from wargame.world.tables import CompiledLadder


def climb(w: Any, rules: Rules) -> None:
    steps = [_step(w, row, ladder, rungs) for row, (ladder, rungs) in enumerate(rules.ladders)]
    w.climbed = [max(new - old, 0) for (new, _), old in zip(steps, w.rung, strict=True)]
    w.rung, w.rung_quiet = [new for new, _ in steps], [quiet for _, quiet in steps]
    w.rung_peak = [max(old, new) for old, new in zip(w.rung_peak, w.rung, strict=True)]
    w.fresh |= {"climbed", "rung", "rung_quiet", "rung_peak"}


def frozen(w: Any, rules: Rules) -> bool:
    """A rung beyond which play ends has been reached."""
    return any(rung >= ladder.freeze_at for rung, (ladder, _) in zip(w.rung, rules.ladders, strict=True))


def _step(w: Any, row: int, ladder: CompiledLadder, rungs: list[Any]) -> tuple[int, float]:
    """What is observed declares a rung; quiet time and an off-ramp open the way down, to the next rung below."""
    old, quiet = w.rung[row], w.rung_quiet[row] + w.dt
    new, below, disturbed, way_down = old, rungs[0][0].number, False, False
    for rung, criteria, off_ramp in rungs:
        if rung.number < old:
            below = rung.number
            continue
        if rung.number == old:
            way_down = off_ramp is None or off_ramp(w)
        observed = sum(criterion(w) for criterion in criteria)
        disturbed = disturbed or observed > 0
        if criteria and observed >= min(ladder.needs, len(criteria)) and rung.number > old:
            new = rung.number
    if new > old:
        return new, 0.0
    if disturbed:
        return old, 0.0
    if old > below and way_down and quiet >= ladder.quiet_days:
        return below, 0.0
    return old, quiet
