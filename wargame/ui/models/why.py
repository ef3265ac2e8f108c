""" "Why?": how something came about, as far as whoever asks may know.

Control reads the check as it was computed. A seat gets the same check worked out on what *it* sees: factors that rest on
hidden quantities are counted, not told, and left out of the odds. The die is everybody's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wargame.quantities import DAYS_PER_WEEK
from wargame.ui.models import reasons
from wargame.ui.models.eyes import LANE, Eyes, Point
from wargame.ui.models.wording import worded
from wargame.world.checks import CompiledCheck
from wargame.world.events import GRADES, Event
from wargame.world.view import Unseen

MOST_FACTORS = 7
"""Factors told one by one, heaviest first; the rest are added up."""
FAINT = 0.005
"""A pull weaker than this is not told."""


@dataclass(frozen=True)
class FactorBar:
    """One pull on a chance: what it is, what it stood at, how it pulled (signed, on the link's scale), and its source."""

    name: str
    reading: str
    pull: float
    said: str
    origin: str


@dataclass(frozen=True)
class GradeBand:
    """One of the six results of a graded order: its name and its share of the die."""

    id: str
    name: str
    share: float


@dataclass(frozen=True)
class Why:
    """An explanation. `share` is the probability (None for a rate); `draw` the die in (0, 1), if one was thrown."""

    title: str
    sentence: str
    check: str = ""
    base: str = ""
    base_origin: str = ""
    factors: tuple[FactorBar, ...] = ()
    hidden: int = 0
    result: str = ""
    share: float | None = None
    draw: float | None = None
    draw_said: str = ""
    grades: tuple[GradeBand, ...] = ()
    grade: str = ""
    points: tuple[Point, ...] = ()
    address: str = ""
    note: str = ""


def why(event: Event, sentence: str, eyes: Eyes) -> Why:
    """The explanation of one event."""
    say = eyes.naming.words.say
    points = tuple(reasons.points(event, eyes))
    if event.why is not None:
        return checked(event.why, eyes, sentence, grade=event.ids.get("grade", ""), points=points)
    if event.code == "report":
        return _busiest(event, eyes, sentence)
    return Why(say("why.title"), sentence, points=points, note="" if points else say("why.nothing"))


# A check -------------------------------------------------------------------------------------------------------------


def checked(
    found: Mapping[str, Any], eyes: Eyes, sentence: str = "", *, grade: str = "", points: Sequence[Point] = ()
) -> Why:  # fmt: skip
    """A check that was thrown for (`Event.why`, `Question.why`), bare or in full."""
    check = eyes.tables.checks[found["check"]]
    if eyes.whole and "factors" in found:
        factors = [
            (each["quantity"], each["value"], each["contribution"], each["origin"]) for each in found["factors"]
        ]  # fmt: skip
        hidden, value = 0, float(found["value"])
    else:
        factors, hidden = _read(check, eyes, found["rows"])
        value = _linked(check, sum(pull for _, _, pull, _ in factors))
    return _told(
        check,
        factors,
        hidden,
        value,
        found.get("draw"),
        eyes,
        sentence,
        grade,
        tuple(points),
        str(found.get("address") or ""),
    )


def standing(name: str, rows: Mapping[str, int], eyes: Eyes, sentence: str = "", points: Sequence[Point] = ()) -> Why:
    """A check as it stands, thrown for or not: what a rate or a strip rests on."""
    check = eyes.tables.checks[name]
    factors, hidden = _read(check, eyes, rows)
    value = _linked(check, sum(pull for _, _, pull, _ in factors))
    return _told(check, factors, hidden, value, None, eyes, sentence, "", tuple(points), "")


def _read(check: CompiledCheck, eyes: Eyes, rows: Mapping[str, int]) -> tuple[list[tuple[str, float, float, str]], int]:
    """Factors as these eyes see them, and how many they can't see."""
    found, hidden = [], 0
    for term in check.terms:
        if any(rows[axis] != row for axis, row in term.only):
            continue
        try:
            value = float(term.read(eyes.sight)[(*(rows[axis] for axis in term.axes), LANE)])
        except Unseen:
            hidden += 1
            continue
        found.append((term.text, value, term.gain * (value - term.centre) / term.scale, term.origin))
    found.sort(key=lambda each: -abs(each[2]))
    return found, hidden


def _linked(check: CompiledCheck, pulls: float) -> float:
    total = check.base + pulls
    if check.link == "logit":
        return 1 / (1 + math.exp(-total))
    return math.exp(total) if check.link == "log" else min(1.0, max(0.0, total))


def _told(
    check: CompiledCheck, factors: Sequence[tuple[str, float, float, str]], hidden: int, value: float, draw: float | None,
    eyes: Eyes, sentence: str, grade: str, points: tuple[Point, ...], address: str,
) -> Why:  # fmt: skip
    words = eyes.naming.words
    bars = [_bar(each, check.link, eyes) for each in factors if abs(each[2]) >= FAINT]
    if len(bars) > MOST_FACTORS:
        rest = sum(bar.pull for bar in bars[MOST_FACTORS:])
        last = FactorBar(words.n("why.rest", len(bars) - MOST_FACTORS), "", rest, _pulled(rest, check.link, eyes), "")
        bars = [*bars[:MOST_FACTORS], last]
    chance = check.link == "logit"
    code = "why.result.partly" if hidden else f"why.result.{check.link}"
    said = _amount(value, check.link, eyes)
    title = eyes.scenario.rules.checks[check.name].name.say(words.lang)
    return Why(
        title=words.say("why.title"),
        sentence=sentence,
        check=title,
        base=words.say("why.base", amount=_amount(check.base_natural, check.link, eyes)),
        base_origin=check.origin,
        factors=tuple(bars),
        hidden=hidden,
        result=words.say(code, amount=said),
        share=value if chance or check.link == "share" else None,
        draw=draw,
        draw_said=_draw_said(draw, value, chance and not hidden and not grade, eyes),
        grades=grade_bands(value, eyes) if grade else (),
        grade=grade,
        points=points,
        address=address,
        note=words.n("why.hidden", hidden) if hidden else "",
    )


def _bar(each: tuple[str, float, float, str], kind: str, eyes: Eyes) -> FactorBar:
    text, value, pull, origin = each
    return FactorBar(worded(text, eyes.naming), _reading(text, value, eyes), pull, _pulled(pull, kind, eyes), origin)


def _reading(text: str, value: float, eyes: Eyes) -> str:
    """What a factor stood at, written as its unit asks."""
    words, quantity = eyes.naming.words, eyes.tables.registry.get(text)
    if " == " in text or (quantity is not None and quantity.unit == "flag"):
        return words.say("choice.yes") if value else words.say("choice.no")
    if quantity is not None and quantity.unit in ("share", "confidence"):
        return words.percent(value)
    for setting in eyes.scenario.rules.settings:
        if setting.id == text:
            level = min(setting.levels, key=lambda one: abs(one.value - value))
            return level.name.say(words.lang)
    return words.number(round(value) if abs(value) >= 10 else value)


def _pulled(pull: float, kind: str, eyes: Eyes) -> str:
    """How strongly, in a few words: odds times so much, or points."""
    words = eyes.naming.words
    if kind == "share":
        return words.say("why.points", points=words.signed(100 * pull, 0))
    return words.say("why.odds_times" if kind == "logit" else "why.times", times=words.number(math.exp(pull)))


def _amount(value: float, kind: str, eyes: Eyes) -> str:
    """A probability in words and number; a rate or a share as a number."""
    words = eyes.naming.words
    if kind == "logit":
        return f"{words.odds(value, eyes.scenario.rules.yardstick)} ({words.percent(value)})"
    return words.percent(value) if kind == "share" else words.number(value)


def _draw_said(draw: float | None, value: float, told: bool, eyes: Eyes) -> str:
    words = eyes.naming.words
    if draw is None:
        return ""
    if not told:
        return words.say("why.die", die=percentile(draw))
    code = "why.die.success" if draw < value else "why.die.failure"
    return words.say(code, die=percentile(draw), needed=round(100 * value))


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


def grade_bands(chance: float, eyes: Eyes) -> tuple[GradeBand, ...]:
    """How the die is shared out among the six results, best first."""
    best, worst = eyes.tables.tunables["grade_and"], eyes.tables.tunables["grade_but"]
    parts = (best, 1 - best - worst, worst)
    shares = (*(chance * part for part in parts), *((1 - chance) * part for part in reversed(parts)))
    return tuple(GradeBand(id, eyes.naming.name("grade", id), share) for id, share in zip(GRADES, shares, strict=True))


def _busiest(event: Event, eyes: Eyes, sentence: str) -> Why:
    """Of the observers' report: what made the busiest sector's busiest side fire as it did."""
    words = eyes.naming.words
    try:
        counts = eyes.after.cfv_recorded[..., LANE]
    except Unseen:
        return Why(words.say("why.title"), sentence, note=words.say("why.nothing"))
    side, sector = divmod(int(counts.reshape(-1).argmax()), counts.shape[1])
    names = (
        eyes.scenario.document.sides[side].name.say(words.lang),
        eyes.scenario.map.sectors[sector].name.say(words.lang),
    )
    weeks = max(1.0, event.numbers.get("days", DAYS_PER_WEEK) / DAYS_PER_WEEK)
    text = words.say("why.busiest", side=names[0], sector=names[1], count=round(float(counts[side, sector]) / weeks))
    return standing("violation_rate", {"side": side, "sector": sector}, eyes, sentence, (Point(text),))
