"""A "Why?" for the eyes of whoever asks: the engine's reasons (`wargame.world.why`) as bars, conditions and lines.

What a role may not know is not in the data any more when it arrives here: `observe` left it out and counted it. Where
factors are hidden there is neither probability nor die, and this says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from wargame.analysis.naming import Naming
from wargame.analysis.wording import worded
from wargame.world.conditions import Condition
from wargame.world.events import GRADES, Event
from wargame.world.orders import OrderDoc
from wargame.world.tables import Tables
from wargame.world.view import Unseen
from wargame.world.why import of_condition

LANE = 0
MOST_FACTORS = 7
"""Factors told one by one, heaviest first; the rest are added up."""
NEAR_ONE = 0.25
"""Pulls weaker than this are told with two decimals, lest they all read "times 1.0"."""
FAINT = 0.005
"""A pull weaker than this is not told."""
MOST_VALUES = 2


@dataclass(frozen=True)
class FactorBar:
    """One pull: what, what it stood at, how it pulled (signed), that in words, and where its number is set."""

    name: str
    reading: str
    pull: float
    said: str
    origin: str


@dataclass(frozen=True)
class Point:
    """A line of reasoning without a number of its own. state: met, unmet, unknown, or empty."""

    text: str
    state: str = ""
    origin: str = ""


@dataclass(frozen=True)
class GradeBand:
    """One of the six results of a graded order: its name and its share of the die."""

    id: str
    name: str
    share: float


@dataclass(frozen=True)
class CheckModel:
    """A chance, rate or share: base, factors, result. `share` is a probability; `draw` the die in (0, 1), if thrown."""

    title: str
    base: str
    base_origin: str
    factors: tuple[FactorBar, ...]
    hidden: str
    result: str
    share: float | None
    draw: float | None
    draw_said: str
    ruled: str
    """That control had the last word, if it had."""
    grades: tuple[GradeBand, ...]
    grade: str


@dataclass(frozen=True)
class CausesModel:
    """Why a track moved: causes that add up to its change."""

    title: str
    bars: tuple[FactorBar, ...]
    hidden: str


@dataclass(frozen=True)
class Why:
    """An explanation of one thing that happened."""

    sentence: str
    checks: tuple[CheckModel, ...] = ()
    causes: tuple[CausesModel, ...] = ()
    points: tuple[Point, ...] = ()
    note: str = ""


Docs = Mapping[tuple[str, str], OrderDoc]
"""(role, order) -> an order that whoever asks knows in full."""


class Explainer:
    """Explains in one language, from what is in the data it is given and nothing else."""

    def __init__(self, naming: Naming, tables: Tables) -> None:
        self.naming, self.words, self.tables = naming, naming.words, tables
        self.scenario = naming.scenario

    def event(self, event: Event, sentence: str, docs: Docs | None = None) -> Why:
        """An event as it stands in somebody's view."""
        found = self.data(event.why, event.ids.get("grade", ""))
        said = tuple(self._own_words(event, docs or {}))
        points = (*said, *found.points, *self._cause(event.cause))
        empty = not (points or found.checks or found.causes)
        return replace(found, sentence=sentence, points=points, note=self.words.say("why.nothing") if empty else "")

    def data(self, why: Mapping[str, Any] | None, grade: str = "") -> Why:
        """Reasons alone."""
        checks, causes, points = [], [], []
        for part in flat(why):
            match part["kind"]:
                case "check":
                    checks.append(self._check(part, grade))
                case "causes":
                    causes.append(self._causes(part))
                case "condition":
                    points.append(self._condition(part))
                case "rule":
                    points.append(self._rule(part))
        return Why("", tuple(checks), tuple(causes), tuple(points))

    # Checks ----------------------------------------------------------------------------------------------------------

    def _check(self, part: Mapping[str, Any], grade: str) -> CheckModel:
        say, kind = self.words.say, part["link"]
        bars = self._bars(part["factors"], kind)
        hidden, value, draw = int(part.get("hidden", 0)), part.get("value"), part.get("draw")
        bands = self._bands(part.get("grades"), value) if grade else ()
        code = f"why.result.{kind}"
        rule = self.scenario.rules.checks[part["check"]]
        unit = self.naming.unit(rule.base.unit) if kind == "log" else ""  # of the others the number says it all
        return CheckModel(
            title=rule.name.say(self.words.lang),
            base=say(f"why.base.{kind}", amount=self._amount(part["base"], kind, unit)),
            base_origin=part["base_origin"],
            factors=tuple(bars),
            hidden=self.words.n("why.hidden", hidden) if hidden else "",
            result=say("why.result.hidden") if value is None else say(code, amount=self._amount(value, kind, unit)),
            share=value if kind in ("logit", "share") else None,
            draw=draw,
            draw_said=self._draw_said(draw, value, against=kind == "logit" and not grade),
            ruled=say("why.ruled") if part.get("ruled") else "",
            grades=bands,
            grade=grade,
        )

    def _bars(self, factors: Sequence[Mapping[str, Any]], kind: str) -> list[FactorBar]:
        bars = [
            FactorBar(
                worded(each["quantity"], self.naming),
                self._reading(each["quantity"], each["value"]),
                each["contribution"],
                self._pulled(each["contribution"], kind),
                each["origin"],
            )
            for each in factors
            if abs(each["contribution"]) >= FAINT
        ]
        if len(bars) <= MOST_FACTORS:
            return bars
        rest = sum(bar.pull for bar in bars[MOST_FACTORS:])
        name = self.words.n("why.rest", len(bars) - MOST_FACTORS)
        return [*bars[:MOST_FACTORS], FactorBar(name, "", rest, self._pulled(rest, kind), "")]

    def _reading(self, text: str, value: float) -> str:
        """What a factor stood at, written as its unit asks."""
        words, quantity = self.words, self.tables.registry.get(text.partition("[")[0])
        if " == " in text or (quantity is not None and quantity.unit == "flag"):
            return words.say("choice.yes") if value else words.say("choice.no")
        if quantity is not None and quantity.unit in ("share", "confidence"):
            return words.percent(value)
        for setting in self.scenario.rules.settings:
            if setting.id == text:
                return min(setting.levels, key=lambda one: abs(one.value - value)).name.say(words.lang)
        return words.number(round(value) if abs(value) >= 10 else value)

    def _pulled(self, pull: float, kind: str) -> str:
        """How strongly, in a few words: odds times so much, or points."""
        words = self.words
        if kind == "share":
            return words.say("why.points", points=words.signed(100 * pull, 0))
        factor = math.exp(max(-20.0, min(20.0, pull)))
        times = words.number(factor, 2 if abs(pull) < NEAR_ONE else None)
        return words.say("why.odds_times" if kind == "logit" else "why.times", times=times)

    def _amount(self, value: float, kind: str, unit: str = "") -> str:
        """A probability in words and number; a rate as a number with its unit, a share in per cents."""
        words = self.words
        if kind == "logit":
            return f"{words.odds(value, self.scenario.rules.yardstick)} ({words.percent(value)})"
        return words.percent(value) if kind == "share" else f"{words.number(value)} {unit}".strip()

    def _draw_said(self, draw: float | None, value: float | None, *, against: bool) -> str:
        if draw is None:
            return ""
        if value is None or not against:
            return self.words.say("why.die", die=percentile(draw))
        code = "why.die.success" if draw < value else "why.die.failure"
        return self.words.say(code, die=percentile(draw), needed=round(100 * value))

    def _bands(self, bounds: Sequence[float] | None, chance: float | None) -> tuple[GradeBand, ...]:
        """How the die is shared out among the six results, best first."""
        if chance is None:
            return ()
        if bounds is None:
            bounds = grade_bounds(chance, self.tables.tunables["grade_and"], self.tables.tunables["grade_but"])
        edges = [0.0, *bounds[: len(GRADES) - 1], 1.0]
        shares = [high - low for low, high in pairwise(edges)]
        names = [self.naming.name("grade", id) for id in GRADES]
        return tuple(GradeBand(id, name, share) for id, name, share in zip(GRADES, names, shares, strict=True))

    # Conditions, rules, causes, words --------------------------------------------------------------------------------

    def _condition(self, part: Mapping[str, Any]) -> Point:
        state = {True: "met", False: "unmet", None: "unknown"}[part["holds"]]
        return Point(worded(part["text"], self.naming) + self._stood(part["values"]), state, part["origin"] or "")

    def _stood(self, values: Sequence[Mapping[str, Any]]) -> str:
        """What the sides of a condition's comparisons stood at, as far as it is known."""
        known: list[str] = []
        for each in values:
            if "value" not in each or each["quantity"].startswith("held(") or len(known) == MOST_VALUES:
                continue
            quantity = each["quantity"]
            level = each.get("level")
            said = self.naming.level(quantity, level) if level else self._reading(quantity, each["value"])
            known.append(f"{worded(quantity, self.naming)}: {said}" if len(values) > 1 else said)
        return self.words.say("why.stood", values="; ".join(known)) if known else ""

    def criterion(self, asked: Condition, sight: Any) -> Point:
        """A condition as it holds for a state or a seat's sight; unknown where it rests on what is hidden."""
        try:
            part = of_condition(asked, sight, LANE)
        except Unseen:
            return Point(worded(asked.text, self.naming), "unknown", asked.origin)
        return self._condition(part)

    def _rule(self, part: Mapping[str, Any]) -> Point:
        code, fields = f"because.{part['code']}", {}
        for axis, id in part["ids"].items():
            fields[axis] = (
                self.naming.any(id, (axis, "side", "role")) if axis != "quantity" else self.naming.quantity(id)
            )
        for name, number in part["numbers"].items():
            fields[name] = round(number) if abs(number) >= 10 or float(number).is_integer() else number
        return Point(self.words.say(code, **fields), "", part["origin"] or "")

    def _causes(self, part: Mapping[str, Any]) -> CausesModel:
        words, track = self.words, part["track"]
        bars = []
        for each in part["causes"]:
            code = f"why.from.{each['what']}"
            named = self._source(each["what"], each["id"])
            name = words.say(code, name=named) if words.has(code) else named
            bars.append(FactorBar(name, "", each["delta"], words.signed(each["delta"]), each["origin"] or ""))
        bars.sort(key=lambda bar: -abs(bar.pull))
        hidden = float(part.get("hidden", 0.0))
        said = {
            "track": self.naming.quantity(track),
            "before": words.number(part["before"], 0),
            "after": words.number(part["after"], 0),
            "change": words.signed(part["change"]),
        }
        return CausesModel(
            words.say("why.moved", **said),
            tuple(bars[: MOST_FACTORS + 3]),
            words.say("why.moved.hidden", delta=words.signed(hidden)) if abs(hidden) >= 0.05 else "",
        )

    def _source(self, what: str, id: str) -> str:
        """What a pull on a track comes from: a coupling is told by what it reads."""
        if what == "coupling":
            coupling = next((one for one in self.scenario.rules.couplings if one.id == id), None)
            return id if coupling is None else worded(coupling.source, self.naming)
        return self.naming.any(id, ("order", "inject", "answer"))

    def _own_words(self, event: Event, docs: Docs) -> Iterator[Point]:
        """The giver's intent, reasons and expectation, or the words with which a condition was waived."""
        doc = docs.get((event.ids.get("role", ""), event.ids.get("order", "")))
        if doc is None or event.code not in ("order", "grade", "waived"):
            return
        say = self.words.say
        if event.code == "waived":
            said = doc.waived.get(event.ids.get("gate", ""), "")
            yield Point(say("why.waived.said", said=said) if said else say("why.waived.silent"))
            return
        if doc.intent:
            yield Point(say("why.order.intent", text=doc.intent))
        for text in doc.because:
            yield Point(say("why.order.because", text=text))
        if doc.expected_response:
            yield Point(say("why.order.expected", text=doc.expected_response))

    def _cause(self, cause: str) -> Iterator[Point]:
        """What set it off; only control's events say."""
        kind, _, thing = cause.partition(":")
        code = f"why.cause.{kind}"
        if kind in ("order", "inject", "ruling") and self.words.has(code):
            yield Point(self.words.say(code, name=self.naming.name(kind, thing)))

    def effect(self, track: str, delta: float, for_days: int) -> str:
        """An effect on a track in words: how much, and for how long."""
        words = self.words
        text = words.say("why.effect", track=self.naming.quantity(track), change=words.signed(delta))
        return text + (words.say("why.effect.for", days=words.n("core.days", for_days)) if for_days else "")


def flat(why: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """Reasons without their nesting."""
    if why is None:
        return
    if why["kind"] == "parts":
        for part in why["parts"]:
            yield from flat(part)
    else:
        yield why


def address_of(event: Event) -> str:
    """The dice address that decided an event; empty if none did, or if it may not be known."""
    return next(
        (str(part["address"]) for part in flat(event.why) if part["kind"] == "check" and part.get("address")), ""
    )


def draw_of(event: Event) -> float | None:
    """The die that decided an event."""
    return next((float(part["draw"]) for part in flat(event.why) if part.get("draw") is not None), None)


def grade_bounds(chance: float, best: float, worst: float) -> list[float]:
    """Where on the die each of the six results ends; the last ends at 1.

    >>> [round(bound, 3) for bound in grade_bounds(0.4, 0.25, 0.25)]
    [0.1, 0.3, 0.4, 0.55, 0.85]
    """
    lost = 1 - chance
    return [chance * best, chance * (1 - worst), chance, chance + lost * worst, chance + lost * (1 - best)]


def percentile(draw: float) -> int:
    """A die in (0, 1) as two ten-sided dice show it, 1 to 100.

    >>> percentile(0.365), percentile(0.001), percentile(0.999)
    (37, 1, 100)
    """
    return min(100, max(1, math.ceil(100 * draw - 1e-6)))


def die_of(percent: int) -> float:
    """Two ten-sided dice as a die in (0, 1): the middle of their hundredth.

    >>> die_of(37), percentile(die_of(100))
    (0.365, 100)
    """
    return (percent - 0.5) / 100
