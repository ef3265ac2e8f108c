"""Worked examples for the rules pages: results of one world, with the arithmetic that a reader can do again by hand.

Where a mechanism told of something in that world, its own "Why?" is the example. Where it tells nothing, the numbers
are taken from the states before and after a tick, and the formula is seen to give the engine's result.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from wargame import numerics, samplers
from wargame.adjudication.credibility import combine
from wargame.adjudication.opening import settle
from wargame.adjudication.sequence import adjudicate
from wargame.analysis.explain import Explained, explain, reasons
from wargame.analysis.naming import Naming
from wargame.dice import Dice
from wargame.quantities import DAYS_PER_WEEK, PARTS, STOCKS
from wargame.report.explained import event_lines, reason_lines
from wargame.report.mechanisms import Mechanism
from wargame.scenario.document import Scenario
from wargame.simulate import plan_of, turn_orders
from wargame.world import checks
from wargame.world.outcome import Outcome
from wargame.world.ready import ready
from wargame.world.state import LANES, WorldState, spread
from wargame.world.tables import Tables

SEED, WORLD, TURNS = 7, 4711, 8
"""The world whose course the examples are taken from."""
_NOT_ALONE = {"order", "element"}
"""Events that explain little by themselves, and are shown only for want of another."""


@dataclass(frozen=True, eq=False)
class _Tick:
    """The second tick of the world, when the first has left something to go on."""

    tables: Tables
    dice: Dice
    before: WorldState
    after: WorldState
    outcome: Outcome
    days: int


class Examples:
    """Examples of one scenario."""

    def __init__(self, scenario: Scenario, naming: Naming) -> None:
        self.naming = naming
        self.explained: Explained = explain(scenario, seed=SEED, world=WORLD, turns=TURNS)
        self.tables = ready(scenario)
        self.tick = _second_tick(self.tables)

    def of(self, mechanism: Mechanism) -> tuple[str, list[str]]:
        """(what it is an example of, lines); no lines if there is nothing to show."""
        own = {
            "violations": self._violations, "people": self._people, "politics": self._politics,
            "outcomes": self._outcomes, "logistics": self._stock, "credibility": self._credibility,
        }  # fmt: skip
        if mechanism.name in own:
            return own[mechanism.name]()
        told = [told for told in self.explained.told if told.event.code in mechanism.events and told.event.why]
        telling = [each for each in told if each.event.code not in _NOT_ALONE] or told
        for each in sorted(telling, key=lambda each: -_worth(each.event.why))[:1]:
            at = f"World {WORLD} of seed {SEED}, turn {each.turn}, tick {each.tick} (day {each.day})"
            return at, event_lines(each.event, self.naming)
        return "The opening position", list(self._opening(mechanism.checks))

    def _opening(self, names: tuple[str, ...]) -> Iterator[str]:
        """A mechanism's checks, worked out for the first row."""
        for name in names[:3]:
            check = self.tables.checks[name]
            rows = {axis: len(self.tables.roster.axes[axis]) - 1 for axis in check.axes}
            yield from reason_lines(checks.why(check, self.tick.before, rows), self.naming)

    def _violations(self) -> tuple[str, list[str]]:
        """The count of the busiest sector: its rate, the mean over the tick, and the die."""
        tick, tables = self.tick, self.tables
        event = next(event for event in tick.outcome.events if event.code == "report")
        why = next(part for part in reasons(event.why) if part["kind"] == "check" and part["check"] == "violation_rate")
        side, sector = why["rows"]["side"], why["rows"]["sector"]
        mean = np.float32(why["value"]) * np.float32(tables.km[sector] * tick.days)
        usual = float(numerics.exp(tables.heat_base[side, sector])[0])
        k = tables.tunables["rogue_k"] * tick.days / DAYS_PER_WEEK * usual
        shape = (2, len(tables.roster.axes["side"]), len(tables.km))
        dice = tick.dice.uniform("violations", tick.before.day, shape)[:, side, sector, :1]
        count = int(tick.after.cfv_true[side, :, sector, 0].sum())
        near = int(samplers.negative_binomial(dice, mean, np.float32(k))[0])
        wide = math.sqrt(mean + mean * mean / k)
        return _at(tick), [
            *reason_lines(why, self.naming),
            f"mean {mean:.1f} = {why['value']:.5g} x {tables.km[sector]:g} km x {tick.days} days",
            (
                f"k {k:g} = rogue_k {tables.tunables['rogue_k']:g} x {tick.days} / 7 x its usual heat {usual:.4g}, so "
                f"the standard deviation is root of mean + mean^2 / k = {wide:.1f}"
            ),
            f"die {float(dice[0, 0]):.6f}: that share of gamma variables of shape {k:g} and mean {mean:.1f} is higher",
            f"die {float(dice[1, 0]):.6f}: that share of Poisson counts with the mean thus drawn is higher: {near}",
            f"the engine counted {count}",
        ]

    def _people(self) -> tuple[str, list[str]]:
        """Who recovers, and how many recruits come, on the side that had most wounded."""
        tick, tunable = self.tick, self.tables.tunables
        side = int(np.argmax(tick.before.wounded[:, 0]))
        wounded, left = int(tick.before.wounded[side, 0]), int(tick.after.invalided[side, 0])
        share = -math.expm1(-tick.days / tunable["recovery_days"])
        die = tick.dice.uniform("recovery", tick.before.day, (2, 2))[:, side, 0]
        out = min(int(wounded * share + float(die[0])), wounded)
        back = min(int(out * tunable["recovered_share"] + float(die[1])), out)
        new = int(tick.after.recruited[side, 0] - tick.before.recruited[side, 0])
        check = checks.why(self.tables.checks["recruiting"], tick.before, {"side": side})
        return _at(tick), [
            (
                f"wounded before: {wounded}; treated in {tick.days} days: 1 - e^(-{tick.days} / "
                f"{tunable['recovery_days']:g}) = {share:.5f} of them"
            ),
            f"{wounded} x {share:.5f} + die {float(die[0]):.5f}, rounded down: {out} leave treatment",
            (
                f"{out} x {tunable['recovered_share']:g} + die {float(die[1]):.5f}, rounded down: {back} go back, "
                f"{out - back} are invalided; the engine had {left - int(tick.before.invalided[side, 0])} invalided"
            ),
            (
                f"at most {tunable[f'recruits_{side}']:g} x {tick.days} x {check['value']:.5f} recruits, "
                f"and no more than are missing; the engine sent {new}"
            ),
        ]

    def _stock(self) -> tuple[str, list[str]]:
        """Shells that arrive."""
        tick, tunable = self.tick, self.tables.tunables
        side, stock = len(self.tables.roster.axes["side"]) - 1, 0
        made = tunable[f"{STOCKS[stock]}_made_{side}"]
        check = checks.why(self.tables.checks["delivery"], tick.before, {"side": side})
        die = float(tick.dice.uniform("delivery", tick.before.day, (2, len(STOCKS)))[side, stock, 0])
        before, after, used = (
            int(array[side, stock, 0]) for array in (tick.before.stock, tick.after.stock, tick.after.fired)
        )
        return _at(tick), [
            *reason_lines(check, self.naming),
            (
                f"{made:g} {STOCKS[stock]} a day x {tick.days} days x {check['value']:.5f} + die {die:.5f}, rounded "
                f"down: {int(made * tick.days * check['value'] + die)} arrive"
            ),
            f"{before} in store before, {used} used in the tick, {after} after",
        ]

    def _politics(self) -> tuple[str, list[str]]:
        """The track with most causes among those that moved far, and every cause of it."""
        moved = [told for told in self.explained.told if told.event.code == "moved" and told.event.why]
        if not moved:
            return "", []
        each = max(moved, key=lambda one: len((one.event.why or {})["causes"]))
        at = f"World {WORLD} of seed {SEED}, turn {each.turn}, tick {each.tick} (day {each.day})"
        return at, event_lines(each.event, self.naming)

    def _credibility(self) -> tuple[str, list[str]]:
        """The parts of the first threat, and what the theory makes of them."""
        tick, theory = self.tick, self.tables.theory
        trigger = self.tables.roster.axes["trigger"][0]
        after = tick.after
        values = {part: after.credibility_part[row, 0, :1] for row, part in enumerate(PARTS)}
        floor = self.tables.tunables["theory_floor"]
        whole = float(combine(theory, values, after.enabler_gap[:1], floor)[0])
        parts = ", ".join(f"{part} {float(value[0]):.5f}" for part, value in values.items())
        return _at(tick), [
            *reason_lines(checks.why(self.tables.checks["cred_exposure"], after, {"trigger": 0}), self.naming),
            f"parts of {trigger}: {parts}",
            f"enabler gap {float(after.enabler_gap[0]):.5f}; theory_floor {floor:g}",
            f"{theory} (see `combine`): {whole:.5f}; the engine had {float(after.credibility[0, 0]):.5f}",
        ]

    def _outcomes(self) -> tuple[str, list[str]]:
        """The hazard and the first strip."""
        names = ("hazard", *self.tables.outcomes[:1])
        found = [checks.why(self.tables.checks[name], self.tick.before, {}) for name in names]
        return "The end of the first tick", [line for why in found for line in reason_lines(why, self.naming)]


def _at(tick: _Tick) -> str:
    return f"World {WORLD} of seed {SEED}, day {tick.before.day} to {tick.after.day - 1}"


def _worth(why: Mapping[str, object] | None) -> int:
    """How much there is to do by hand: factors with a pull, and a die."""
    factors = 0
    for part in reasons(dict(why) if why else None):
        factors += sum(1 for factor in part.get("factors", ()) if factor["contribution"])
        factors += part.get("draw") is not None
        factors += part["kind"] in {"condition", "rule"}
    return factors


def _second_tick(tables: Tables) -> _Tick:
    plan = plan_of(tables, turns=1, record=(), seed=SEED)
    dice = Dice(SEED, np.full(LANES, WORLD, np.int64))
    state = settle(spread(tables.start, LANES), tables, dice)
    orders = turn_orders(plan, state, dice)
    days = plan.dt_days
    before = adjudicate(state, orders, (), tables, dice, dt_days=days, live=True).state
    outcome = adjudicate(before, None, (), tables, dice, dt_days=days, live=True)
    return _Tick(tables, dice, before, outcome.state, outcome, days)
