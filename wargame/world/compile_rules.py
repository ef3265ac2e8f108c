"""The rules: tracks, settings, classes, checks, couplings, orders, ladders, triggers, injects and outcomes as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from wargame import numerics
from wargame.quantities import AXES, CHECKS, DAYS_PER_WEEK, DECLARED, GAUGES
from wargame.scenario import rules as said
from wargame.scenario.document import Scenario
from wargame.scenario.injects import Inject
from wargame.world.checks import CompiledCheck, Term
from wargame.world.compile_line import frozen
from wargame.world.conditions import Condition, condition
from wargame.world.expressions import Expressions
from wargame.world.readers import SettingIs
from wargame.world.roster import Roster
from wargame.world.tables import (
    CompiledAct,
    CompiledCoupling,
    CompiledEffect,
    CompiledGate,
    CompiledInject,
    CompiledLadder,
    CompiledOrder,
    CompiledRung,
    CompiledTrigger,
)

NEVER_FREEZES = 99
"""`CompiledLadder.freeze_at` of a ladder that freezes nowhere."""
_TARGETS = ("element", "sector", "area", "party", "trigger")
"""Parameters that name an order's target; the first that it takes counts."""


def rule_tables(scenario: Scenario, roster: Roster, expressions: Expressions) -> dict[str, Any]:
    """The fields of `Tables` about the rules, by name."""
    return _Rules(scenario, roster, expressions).tables()


class _Rules:
    def __init__(self, scenario: Scenario, roster: Roster, expressions: Expressions) -> None:
        self.scenario, self.rules, self.roster, self.expressions = scenario, scenario.rules, roster, expressions
        self.last_week = 0

    def tables(self) -> dict[str, Any]:
        rules = self.rules
        fields: dict[str, Any] = {
            **self.classes(),
            **self.tracks(),
            "setting_value": tuple(
                frozen([level.value for level in setting.levels], np.float32) for setting in rules.settings
            ),
            "checks": {name: self.check(name, check) for name, check in rules.checks.items()},
            "couplings": tuple(self.coupling(coupling) for coupling in rules.couplings),
            "orders": tuple(self.order(order) for order in rules.orders),
            "ladders": tuple(self.ladder(ladder) for ladder in rules.ladders),
            "triggers": tuple(self.trigger(trigger) for trigger in rules.triggers),
            "answers_honour": frozen([answer.honours for answer in rules.answers], np.float32),
            "answer_effects": tuple(
                self.effects(answer.effects, f"rules.answers.{answer.id}.effects") for answer in rules.answers
            ),
            "injects": tuple(self.inject(inject) for inject in self.scenario.injects),
            "outcomes": tuple(outcome.check for outcome in rules.outcomes),
            "boxes": self.boxes(),
        }
        return {**fields, "horizon": self.last_week + 1}

    def origin(self, path: str) -> str:
        """file:line of a dotted path, such as ``rules.tunables.heat_sd``, or of the nearest thing around it."""
        parts = path.split(".")
        while parts:
            found = self.scenario.origins.get(".".join(parts))
            if found:
                return found
            parts.pop()
        return ""

    def classes(self) -> dict[str, Any]:
        classes = self.rules.violations
        shares = np.array(
            [[c.share[side].value if side in c.share else 0 for c in classes] for side in self.roster.axes["side"]]
        ).reshape(-1, len(classes))
        totals = shares.sum(axis=1, keepdims=True)
        return {
            "class_share": frozen(shares / np.where(totals > 0, totals, 1), np.float32),
            "class_deaths": frozen([c.deaths.value for c in classes], np.float32),
            "class_civilians": frozen([c.civilian_deaths.value for c in classes], np.float32),
            "class_detect": frozen([c.detect.value for c in classes], np.float32),
            "class_attribute": frozen([c.attribute.value for c in classes], np.float32),
            "class_heavy": frozen([c.heavy for c in classes], np.float32),
            "class_fire": frozen([c.fire for c in classes], np.float32),
        }

    def tracks(self) -> dict[str, Any]:
        tracks = self.rules.tracks
        drifts = [track.rest is not None and track.rate is not None for track in tracks]
        return {
            "track_low": frozen([track.low for track in tracks], np.float32),
            "track_high": frozen([track.high for track in tracks], np.float32),
            "track_rest": frozen([np.nan if track.rest is None else track.rest for track in tracks], np.float32),
            "track_rate": frozen(
                [track.rate.value if drift and track.rate else 0 for track, drift in zip(tracks, drifts, strict=True)],
                np.float32,
            ),
        }

    def check(self, name: str, check: said.Check) -> CompiledCheck:
        path = f"rules.checks.{name}"
        axes = CHECKS[name].axes if name in CHECKS else ()
        natural = np.array([check.base.value], np.float32)
        on_link = {"logit": numerics.logit, "log": numerics.log}.get(check.link)
        return CompiledCheck(
            name=name,
            link=check.link,
            axes=axes,
            shape=tuple(self.roster.size(axis) for axis in axes),
            base=float(on_link(natural)[0]) if on_link else check.base.value,
            base_natural=check.base.value,
            origin=self.origin(f"{path}.base"),
            terms=tuple(
                self.term(factor, axes, f"{path}.factors.{n}.gain")
                for n, factor in enumerate(check.factors)
                if all(row in self.roster.axes[axis] for axis, row in factor.only.items())  # else it is left out
            ),
        )

    def term(self, factor: said.Factor, axes: tuple[str, ...], path: str) -> Term:
        only = tuple((axis, self.roster.row(axis, name)) for axis, name in factor.only.items())
        if factor.equals is not None:
            levels = self.roster.levels[factor.quantity]
            level = levels.index(factor.equals)
            is_level = tuple(float(row == level) for row in range(len(levels)))
            read = SettingIs(self.roster.row("setting", factor.quantity), level, is_level)
            text = f"{factor.quantity} == {factor.equals}"
            reads = (factor.quantity,)
            return Term(text, (), read, level, 0.0, 1.0, factor.gain.value, self.origin(path), only, reads)
        value, own = self.expressions.value(factor.quantity, axes)
        ordered = tuple(axis for axis in AXES if axis in own)
        return Term(
            factor.quantity,
            ordered,
            value,
            None,
            factor.centre,
            factor.scale,
            factor.gain.value,
            self.origin(path),
            only,
            self.expressions.reads(factor.quantity),
        )

    def coupling(self, coupling: said.Coupling) -> CompiledCoupling:
        self.look_ahead(coupling.delay_days)
        return CompiledCoupling(
            id=coupling.id,
            read=self.expressions.value(coupling.source)[0],
            reads=self.expressions.reads(coupling.source),
            track=self.roster.row("track", coupling.to),
            event=coupling.kind == "event",
            shape=coupling.shape,
            centre=coupling.centre,
            scale=coupling.scale,
            gain=coupling.gain.value,
            delay_days=coupling.delay_days,
            origin=self.origin(f"rules.couplings.{coupling.id}.gain"),
        )

    def look_ahead(self, days: int) -> None:
        """Make the queue long enough; a tick may start late in its first week."""
        self.last_week = max(self.last_week, days // DAYS_PER_WEEK + 1)

    def effects(
        self, effects: Iterable[said.Effect], path: str, levels: Sequence[str] = ()
    ) -> tuple[CompiledEffect, ...]:
        made = []
        for n, effect in enumerate(effects):
            self.look_ahead(effect.after_days + effect.for_days)
            made.append(
                CompiledEffect(
                    track=self.roster.row("track", effect.track),
                    delta=effect.delta,
                    after_days=effect.after_days,
                    for_days=effect.for_days,
                    level=-1 if effect.level is None else list(levels).index(effect.level),
                    origin=self.origin(f"{path}.{n}.delta"),
                )
            )
        return tuple(made)

    def order(self, order: said.Order) -> CompiledOrder:
        path = f"rules.orders.{order.id}"
        parameters: dict[str, said.Parameter] = {parameter.name: parameter for parameter in order.parameters}
        levels = tuple(parameters["level"].choices or ()) if "level" in parameters else ()
        axis = next((name for name in _TARGETS if name in parameters), "")
        amount = parameters.get("amount")
        return CompiledOrder(
            id=order.id,
            role=self.roster.row("role", order.role),
            check=order.check,
            style=order.style,
            attention=order.cost.attention,
            levels=levels,
            target_axis=axis,
            amounts=(amount.low, amount.high) if amount else (0.0, 0.0),
            takes=tuple(parameters),
            targets=self.choices(parameters[axis], order.role) if axis else (),
            places=self.choices(parameters["place"], order.role) if "place" in parameters else (),
            visibilities=tuple(order.visibility),
            effects=self.effects(order.effects, f"{path}.effects", levels),
            gates=tuple(
                CompiledGate(
                    id=gate.id,
                    door=gate.door,
                    read=self.condition(gate.condition, f"{path}.gates.{gate.id}.condition"),
                    level=-1 if gate.level is None else levels.index(gate.level),
                    waived=self.effects(gate.waived, f"{path}.gates.{gate.id}.waived", levels),
                )
                for gate in order.gates
            ),
            acts=self.acts(order.mechanisms, path, levels),
            seen_by=tuple(order.seen_by or ()),
        )

    def choices(self, parameter: said.Parameter, role: str) -> tuple[int, ...]:
        """Rows that a parameter may name: a party is a row of the side axis; a seat moves its own elements."""
        axis = "side" if parameter.name == "party" else parameter.name
        if parameter.choices is None and axis == "element":
            own = tuple(row for row, option in enumerate(self.scenario.options) if option.role == role)
            return own or tuple(range(self.roster.size(axis)))
        if parameter.choices is None:
            return tuple(range(self.roster.size(axis)))
        return tuple(self.roster.row(axis, name) for name in parameter.choices)

    def acts(self, acts: Iterable[said.Mechanism], path: str, levels: Sequence[str]) -> tuple[CompiledAct, ...]:
        made = []
        for n, act in enumerate(acts):
            at = f"{path}.mechanisms.{n}"
            known: Sequence[str] = self.roster.levels[act.setting] if act.setting else ()
            if act.act == "declare":
                known = DECLARED
            made.append(
                CompiledAct(
                    act=act.act,
                    setting=self.roster.row("setting", act.setting) if act.setting else -1,
                    level=-1 if act.to is None else known.index(act.to),
                    choice_levels=tuple(known.index(level) if level in known else -1 for level in levels),
                    side=-1 if act.side is None else self.roster.row("side", act.side),
                    strength=act.strength.value if act.strength else 0.0,
                    days=act.days,
                    origin=self.origin(f"{at}.strength"),
                )
            )
        return tuple(made)

    def condition(self, text: str, path: str) -> Condition:
        return condition(text, self.origin(path), self.expressions)

    def ladder(self, ladder: said.Ladder) -> CompiledLadder:
        path = f"rules.ladders.{ladder.id}.rungs"
        written = sorted(enumerate(ladder.rungs), key=lambda entry: entry[1].number)
        rungs = [self.rung(rung, f"{path}.{n}") for n, rung in written]
        if rungs[0].number > 0:
            rungs.insert(0, CompiledRung(0, (), None))
        return CompiledLadder(
            id=ladder.id,
            start=ladder.start,
            needs=ladder.needs,
            quiet_days=ladder.quiet_days.value,
            freeze_at=NEVER_FREEZES if ladder.freeze_at is None else ladder.freeze_at,
            rungs=tuple(rungs),
        )

    def rung(self, rung: said.Rung, path: str) -> CompiledRung:
        off_ramp = rung.off_ramp_when
        return CompiledRung(
            number=rung.number,
            criteria=tuple(self.condition(text, f"{path}.criteria.{n}") for n, text in enumerate(rung.criteria)),
            off_ramp=None if off_ramp is None else self.condition(off_ramp, f"{path}.off_ramp_when"),
        )

    def trigger(self, trigger: said.Trigger) -> CompiledTrigger:
        answers = self.roster.axes["answer"]
        return CompiledTrigger(
            id=trigger.id,
            threat=trigger.threat,
            condition=self.condition(trigger.condition, f"rules.triggers.{trigger.id}.condition"),
            attribution_min=trigger.attribution_min,
            rest_days=trigger.rest_days,
            deciders=tuple(self.roster.row("role", decider.role) for decider in trigger.deciders),
            weights=tuple(decider.weight for decider in trigger.deciders),
            options=tuple(tuple(answers.index(option) for option in decider.options) for decider in trigger.deciders),
            defaults=tuple(answers.index(decider.default) for decider in trigger.deciders),
        )

    def inject(self, inject: Inject) -> CompiledInject:
        path, overtaken = f"injects.{inject.id}", inject.preempted
        return CompiledInject(
            id=inject.id,
            condition=None if inject.when is None else self.condition(inject.when, f"{path}.when"),
            preempted=None if overtaken is None else self.condition(overtaken.condition, f"{path}.preempted.condition"),
            turn=inject.turn or 1,
            effects=self.effects(inject.effects, f"{path}.effects"),
            acts=self.acts(inject.mechanisms, path, ()),
            to=tuple(inject.to),
        )

    def boxes(self) -> Any:
        levels = self.roster.levels.get("operation", ())
        boxes = np.full((len(levels), len(GAUGES), 2), np.nan)
        for level, box in self.rules.boxes.items():
            boxes[levels.index(level)] = [getattr(box, gauge) for gauge in GAUGES]
        return frozen(boxes, np.float32)
